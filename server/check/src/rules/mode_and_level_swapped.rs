//! A level where a mode belongs, or a mode where a level belongs.
//!
//! Why: HIGH, LOW, INPUT and OUTPUT are only numbers: pinMode(pin, HIGH) sets whatever mode has the
//! number 1, and it differs from core to core. Instead: give pinMode() INPUT, INPUT_PULLUP or
//! OUTPUT, and digitalWrite() HIGH or LOW.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/digital-io/pinMode/

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "mode-and-level-swapped",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A level where a mode belongs, or a mode where a level belongs.",
    why: "HIGH, LOW, INPUT and OUTPUT are only numbers: pinMode(pin, HIGH) sets whatever mode has the number 1, and it differs from core to core.",
    instead: "Give pinMode() INPUT, INPUT_PULLUP or OUTPUT, and digitalWrite() HIGH or LOW.",
    wrong: "//- /led.ino board:uno
void setup() { pinMode(5, HIGH); }
void loop() {}
",
    right: "//- /led.ino board:uno
void setup() { pinMode(5, OUTPUT); }
void loop() {}
",
    source: "https://docs.arduino.cc/language-reference/en/functions/digital-io/pinMode/",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for (function, wrong, right) in [
        ("pinMode", &["HIGH", "LOW"][..], "a mode: INPUT, INPUT_PULLUP or OUTPUT"),
        ("digitalWrite", &["INPUT", "OUTPUT", "INPUT_PULLUP"][..], "a level: HIGH or LOW"),
    ] {
        for call in context.free_named(&[function]) {
            if let Some(argument) = call.arguments.get(1).filter(|argument| wrong.contains(&argument.text.as_str())) {
                findings.push(RULE.at(argument.span, format!("{function} takes {right}, not {}", argument.text)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn both_ways() {
        check(
            "",
            "void f() { digitalWrite(4, OUTPUT); pinMode(4, OUTPUT); digitalWrite(4, LOW); }",
            "mode-and-level-swapped warning OUTPUT",
        );
    }
}
