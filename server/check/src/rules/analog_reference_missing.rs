//! An analog reference that this chip has not.
//!
//! Why: The internal references differ: the ATmega2560 has two and names both, the others have one.
//! The wrong name is not declared. Instead: use INTERNAL, or INTERNAL1V1 and INTERNAL2V56 on a Mega.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/analog-io/analogReference/

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Edit, Evidence, Finding, Fix, Severity, words};

pub(super) const RULE: Rule = Rule {
    name: "analog-reference-missing",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "An analog reference that this chip has not.",
    why: "The internal references differ: the ATmega2560 has two and names both, the others have one. The wrong name is not declared.",
    instead: "Use INTERNAL, or INTERNAL1V1 and INTERNAL2V56 on a Mega.",
    wrong: "//- /volts.ino board:megaatmega2560
void setup() { analogReference(INTERNAL); }
void loop() {}
",
    right: "//- /volts.ino board:megaatmega2560
void setup() { analogReference(INTERNAL1V1); }
void loop() {}
",
    source: "https://docs.arduino.cc/language-reference/en/functions/analog-io/analogReference/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Avr {
        return;
    }
    let is_mega = matches!(target.chip.id.as_str(), "atmega2560" | "atmega1280");
    for call in context.free_named(&["analogReference"]) {
        let Some(argument) = call.arguments.first() else { continue };
        let right = match argument.text.as_str() {
            "INTERNAL" if is_mega => "INTERNAL1V1",
            "INTERNAL1V1" | "INTERNAL2V56" if !is_mega => "INTERNAL",
            _ => continue,
        };
        let fix = Fix { title: format!("Write {right}"), edits: vec![Edit { span: argument.span, text: right.to_owned() }] };
        findings.push(
            RULE.at(argument.span, format!("{} has no reference {}", words::board(target), argument.text))
                .evidence(target, Evidence::api(target, format!("{} is declared for other chips only", argument.text)))
                .fix(Some(fix)),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn each_chip_its_names() {
        check("uno", "void setup() { analogReference(INTERNAL); analogReference(EXTERNAL); }", "");
        check("uno", "void setup() { analogReference(INTERNAL2V56); }", "analog-reference-missing error INTERNAL2V56");
    }
}
