//! A pin that is an input and is written.
//!
//! Why: Writing an input does not drive it. On an AVR it switches the pull-up resistor, which other
//! chips do not do: a sketch that counts on it floats there. Instead: use INPUT_PULLUP for the
//! resistor, or OUTPUT to drive the pin.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/digital-io/digitalwrite/

use boards::{Family, Target};
use document::facts::PinRole;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, words};

pub(super) const RULE: Rule = Rule {
    name: "input-written",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A pin that is an input and is written.",
    why: "Writing an input does not drive it. On an AVR it switches the pull-up resistor, which other chips do not do: a sketch that counts on it floats there.",
    instead: "Use INPUT_PULLUP for the resistor, or OUTPUT to drive the pin.",
    wrong: "//- /door.ino board:esp32dev
void setup() { pinMode(18, INPUT); digitalWrite(18, HIGH); }
void loop() { delay(digitalRead(18)); }
",
    right: "//- /door.ino board:esp32dev
void setup() { pinMode(18, INPUT_PULLUP); }
void loop() { delay(digitalRead(18)); }
",
    source: "https://docs.arduino.cc/language-reference/en/functions/digital-io/digitalwrite/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    // On an AVR this is the old way to switch the pull-up on.
    if target.chip.family == Family::Avr || target.chip.family == Family::Megaavr {
        return;
    }
    let mut told = Vec::new();
    for pin_use in context.uses().iter().filter(|pin_use| pin_use.fact.callee == "digitalWrite" && pin_use.fact.constant.is_none()) {
        let Some(pin) = pin_use.pin.filter(|pin| !told.contains(&pin.number)) else { continue };
        let of_pin = || context.uses().iter().filter(|other| other.pin.is_some_and(|of| of.number == pin.number));
        let is_input = of_pin().any(|other| other.fact.callee == "pinMode" && other.fact.role == PinRole::Input);
        let only_input = of_pin().all(|other| match other.fact.callee.as_str() {
            "pinMode" => other.fact.role == PinRole::Input,
            "digitalWrite" | "digitalRead" => true,
            _ => false,
        });
        if is_input && only_input {
            told.push(pin.number);
            findings.push(
                RULE.at(pin_use.fact.span, format!("{} is an input; writing it does nothing here", words::used(pin_use, pin)))
                    .evidence(target, Evidence::pin(target, pin, "an input does not drive its pin")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn both_directions_and_avr() {
        check("esp32dev", "void f() { pinMode(18, INPUT); pinMode(18, OUTPUT); digitalWrite(18, HIGH); }", "");
        check("uno", "void f() { pinMode(8, INPUT); digitalWrite(8, HIGH); }", "");
    }
}
