//! A receive pin of SoftwareSerial that cannot notice a change.
//!
//! Why: SoftwareSerial receives in a pin-change interrupt. A pin without one never receives
//! anything; sending works on any pin. Instead: use a pin with a pin-change interrupt, or a hardware
//! port.
//!
//! Source: Arduino documentation, https://docs.arduino.cc/learn/built-in-libraries/software-serial/

use boards::Target;
use document::facts::PinRole;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "software-serial-pin",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A receive pin of SoftwareSerial that cannot notice a change.",
    why: "SoftwareSerial receives in a pin-change interrupt. A pin without one never receives anything; sending works on any pin.",
    instead: "Use a pin with a pin-change interrupt, or a hardware port.",
    wrong: "//- /gps.ino board:megaatmega2560
#include <SoftwareSerial.h>
SoftwareSerial gps(2, 3);
void setup() { gps.begin(9600); }
void loop() {}
",
    right: "//- /gps.ino board:megaatmega2560
#include <SoftwareSerial.h>
SoftwareSerial gps(10, 11);
void setup() { gps.begin(9600); }
void loop() {}
",
    source: "https://docs.arduino.cc/learn/built-in-libraries/software-serial/",
    check: Check::OnBoard(check),
};

/// Pins with a pin-change interrupt, from `digitalPinToPCICR` of the board's variant.
fn can_receive(chip: &str, pin: u16) -> bool {
    match chip {
        "atmega2560" => matches!(pin, 10..=15 | 50..=53 | 62..=69),
        "atmega32u4" => matches!(pin, 8..=11 | 14..=17),
        _ => true,
    }
}

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    context.report(findings, |pin_use| {
        if pin_use.fact.role != PinRole::UartRx || pin_use.fact.callee != "SoftwareSerial" {
            return None;
        }
        let pin = pin_use.pin.filter(|pin| !can_receive(&target.chip.id, pin.number))?;
        let name = words::used(pin_use, pin);
        let able: Vec<String> = target.pins_where(|pin| can_receive(&target.chip.id, pin.number) && pin.exposed).map(words::pin).collect();
        Some(
            RULE.at(pin_use.fact.span, format!("{name} of {} cannot receive with SoftwareSerial", words::board(target)))
                .help(format!("These can: {}.", words::list(&able, 12)))
                .evidence(target, Evidence::pin(target, pin, format!("{name} has no pin-change interrupt")))
                .fix(nearest::replacement(context, target, pin_use, "the nearest free pin that can receive", |other| {
                    can_receive(&target.chip.id, other.number)
                })),
        )
    });
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn on_an_uno_any_pin_will_do() {
        check("uno", "#include <SoftwareSerial.h>\nSoftwareSerial gps(2, 3);\n", "");
        check("leonardo", "#include <SoftwareSerial.h>\nSoftwareSerial gps(7, 5);\n", "software-serial-pin error 7");
    }
}
