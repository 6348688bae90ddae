//! Touch sensing on a pin without a touch pad channel.
//!
//! Why: the touch controller measures ten or fourteen pads; elsewhere the reading is 0 or an
//! exception. Instead: use a pad that has a channel.
//!
//! Source: the pin tables of the board; ESP-IDF programming guide, touch sensor.

use boards::Target;
use document::facts::PinRole;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "touch-on-plain-pin",
    severity: Severity::Error,
    languages: BOTH,
    summary: "Touch sensing on a pin without a touch channel.",
    why: "The touch controller is not connected to this pin.",
    instead: "Use a pad that has a channel.",
    wrong: "//- /touch.ino board:esp32dev
void setup() {}
void loop() { int value = touchRead(26); }
",
    right: "//- /touch.ino board:esp32dev
void setup() {}
void loop() { int value = touchRead(27); }
",
    source: "https://docs.espressif.com/projects/esp-idf/en/v5.5.5/esp32/api-reference/peripherals/cap_touch_sens.html",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    context.report(findings, |pin_use| {
        let pin = pin_use.pin.filter(|pin| pin_use.fact.role == PinRole::Touch && pin.touch.is_none())?;
        let name = words::used(pin_use, pin);
        let pads: Vec<String> = target.pins.iter().filter(|pin| pin.touch.is_some()).map(words::pin).collect();
        let help = if pads.is_empty() {
            format!("{} has no touch controller.", words::board(target))
        } else {
            format!("Touch pads are {}.", words::list(&pads, 14))
        };
        Some(
            RULE.at(pin_use.fact.span, format!("{name} of {} has no touch channel", words::board(target)))
                .help(help)
                .evidence(target, Evidence::pin(target, pin, format!("{name} has no touch channel")))
                .fix(nearest::replacement(context, target, pin_use, "the nearest free touch pad", |other| other.touch.is_some())),
        )
    });
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn pads_by_number_and_by_name() {
        check("esp32dev", "void loop() { touchRead(32); touchRead(T7); }", "");
        check("esp32dev", "from machine import Pin, TouchPad\nt = TouchPad(Pin(25))\n", "touch-on-plain-pin error 25");
    }
}
