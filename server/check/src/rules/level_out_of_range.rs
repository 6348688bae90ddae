//! A level of digitalWrite() that is neither LOW nor HIGH.
//!
//! Why: A digital pin knows two levels: every number but 0 is HIGH. A brightness needs PWM. Instead:
//! write HIGH or LOW, or use analogWrite() on a PWM pin.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/digital-io/digitalwrite/

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "level-out-of-range",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A level of digitalWrite() that is neither LOW nor HIGH.",
    why: "A digital pin knows two levels: every number but 0 is HIGH. A brightness needs PWM.",
    instead: "Write HIGH or LOW, or use analogWrite() on a PWM pin.",
    wrong: "//- /dim.ino board:uno
void setup() { pinMode(5, OUTPUT); }
void loop() { digitalWrite(5, 128); }
",
    right: "//- /dim.ino board:uno
void setup() { pinMode(5, OUTPUT); }
void loop() { analogWrite(5, 128); }
",
    source: "https://docs.arduino.cc/language-reference/en/functions/digital-io/digitalwrite/",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for call in context.free_named(&["digitalWrite"]) {
        let (Some(level), Some(argument)) = (code::int(call, 1), call.arguments.get(1)) else { continue };
        if !(0..=1).contains(&level) {
            findings.push(RULE.at(argument.span, format!("{level} is no level: the pin goes HIGH")));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn one_and_zero_are_levels() {
        check("", "void loop() { digitalWrite(5, 1); digitalWrite(5, 0); digitalWrite(5, x); digitalWrite(5, HIGH); }", "");
    }
}
