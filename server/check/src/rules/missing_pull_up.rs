//! An internal pull resistor asked of a pin that has none.
//!
//! Why: without the resistor the input floats and reads noise. ESP32 GPIO34 to 39 have neither
//! pull-up nor pull-down, AVR chips have no pull-downs at all, ESP8266 GPIO16 has only a pull-down.
//! Instead: add a resistor of about 10 kΩ outside, or use a pin that has the resistor.
//!
//! Source: the pin tables of the board; ESP-IDF programming guide, GPIO; ATmega datasheets, I/O ports.

use boards::Target;
use document::facts::PinRole;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "missing-pull-up",
    severity: Severity::Error,
    languages: BOTH,
    summary: "An internal pull-up or pull-down on a pin that has none.",
    why: "This pad has no such resistor: the input floats and reads noise.",
    instead: "Add a resistor of about 10 kΩ outside, or use a pin that has the resistor.",
    wrong: "//- /button.ino board:esp32dev
void setup() { pinMode(35, INPUT_PULLUP); }
void loop() { bool released = digitalRead(35); }
",
    right: "//- /button.ino board:esp32dev
void setup() { pinMode(33, INPUT_PULLUP); }
void loop() { bool released = digitalRead(33); }
",
    source: "https://docs.espressif.com/projects/esp-idf/en/v5.5.5/esp32/api-reference/peripherals/gpio.html",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    context.report(findings, |pin_use| {
        let pin = pin_use.pin.filter(|pin| pin.input)?;
        let (resistor, suits): (_, fn(&boards::Pin) -> bool) = match pin_use.fact.role {
            PinRole::InputPullUp if !pin.pull_up => ("pull-up", |pin| pin.pull_up),
            PinRole::InputPullDown if !pin.pull_down => ("pull-down", |pin| pin.pull_down),
            _ => return None,
        };
        let name = words::used(pin_use, pin);
        let nowhere = !target.pins.iter().any(suits);
        let message = if nowhere {
            format!("{} has no internal {resistor}s", words::board(target))
        } else {
            format!("{name} of {} has no internal {resistor}", words::board(target))
        };
        Some(
            RULE.at(pin_use.fact.span, message)
                .help(format!("Add an external {resistor} resistor of about 10 kΩ and use a plain input, or use a pin that has one."))
                .evidence(target, Evidence::pin(target, pin, format!("{name} has no {resistor}")))
                .fix(nearest::replacement(context, target, pin_use, &format!("the nearest free pin with a {resistor}"), suits)),
        )
    });
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn avr_has_pull_ups_only() {
        check("uno", "void setup() { pinMode(2, INPUT_PULLUP); }", "");
        check("uno", "void setup() { pinMode(2, INPUT_PULLDOWN); }", "missing-pull-up error 2");
    }

    #[test]
    fn micropython_pulls() {
        check("esp32dev", "from machine import Pin\nb = Pin(34, Pin.IN, Pin.PULL_UP)\n", "missing-pull-up error 34");
        check("pico", "from machine import Pin\nb = Pin(15, Pin.IN, Pin.PULL_DOWN)\n", "");
    }
}
