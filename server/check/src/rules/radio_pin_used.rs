//! A pin that the radio chip of the board uses.
//!
//! Why: On a Pico W the wireless chip sits on GPIO23, 24, 25 and 29, and the LED hangs on that chip.
//! Driving them breaks Wi-Fi and lights nothing. Instead: use Pin("LED") or LED_BUILTIN for the LED,
//! and other pins for the rest.
//!
//! Source: Raspberry Pi, https://datasheets.raspberrypi.com/picow/pico-w-datasheet.pdf

use boards::{Family, RuntimeKind, Target};
use document::facts::PinRole;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Edit, Evidence, Finding, Fix, Severity, words};

pub(super) const RULE: Rule = Rule {
    name: "radio-pin-used",
    severity: Severity::Warning,
    languages: BOTH,
    summary: "A pin that the radio chip of the board uses.",
    why: "On a Pico W the wireless chip sits on GPIO23, 24, 25 and 29, and the LED hangs on that chip. Driving them breaks Wi-Fi and lights nothing.",
    instead: "Use Pin(\"LED\") or LED_BUILTIN for the LED, and other pins for the rest.",
    wrong: "#- /blink.py board:rpipicow
from machine import Pin
led = Pin(25, Pin.OUT)
",
    right: "#- /blink.py board:rpipicow
from machine import Pin
led = Pin(\"LED\", Pin.OUT)
",
    source: "https://datasheets.raspberrypi.com/picow/pico-w-datasheet.pdf",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let is_wireless =
        target.pin_named("LED").or_else(|| target.pin_named("LED_BUILTIN")).is_some_and(|led| !led.chip_pin.starts_with("GPIO"));
    if target.chip.family != Family::Rp2040 || !is_wireless {
        return;
    }
    context.report(findings, |pin_use| {
        let drives =
            matches!(pin_use.fact.role, PinRole::Output | PinRole::Pwm | PinRole::Data | PinRole::InputPullUp | PinRole::InputPullDown);
        let pin = pin_use.pin.filter(|pin| drives && matches!(pin.chip_pin.as_str(), "GPIO23" | "GPIO24" | "GPIO25"))?;
        let led = if target.runtime.kind == RuntimeKind::MicroPython { "\"LED\"" } else { "LED_BUILTIN" };
        let is_led = pin.chip_pin == "GPIO25" && matches!(pin_use.fact.role, PinRole::Output);
        let fix = (is_led && pin_use.number() == Some(25))
            .then(|| Fix { title: format!("Write {led}"), edits: vec![Edit { span: pin_use.written, text: led.to_owned() }] });
        Some(
            RULE.at(pin_use.fact.span, format!("{} belongs to the radio of {}", words::used(pin_use, pin), words::board(target)))
                .evidence(target, Evidence::pin(target, pin, format!("{} is wired to the wireless chip", pin.chip_pin)))
                .fix(fix),
        )
    });
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn boards_without_radio() {
        check("pico", "from machine import Pin\nled = Pin(25, Pin.OUT)\n", "");
        check("rpipicow", "void setup() { pinMode(25, OUTPUT); }", "radio-pin-used warning 25, unexposed-pin hint 25");
    }
}
