//! A tone below what the timer can make.
//!
//! Why: The timer behind tone() divides the clock by 1024 × 256 at most: on an AVR nothing below 31
//! Hz is possible, and another pitch comes out. Instead: use 31 Hz or more, or toggle the pin with
//! delay().
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/advanced-io/tone/

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "tone-too-low",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A tone below what the timer can make.",
    why: "The timer behind tone() divides the clock by 1024 × 256 at most: on an AVR nothing below 31 Hz is possible, and another pitch comes out.",
    instead: "Use 31 Hz or more, or toggle the pin with delay().",
    wrong: "//- /beep.ino board:uno
void setup() { tone(8, 20); }
void loop() {}
",
    right: "//- /beep.ino board:uno
void setup() { tone(8, 40); }
void loop() {}
",
    source: "https://docs.arduino.cc/language-reference/en/functions/advanced-io/tone/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Avr {
        return;
    }
    for call in context.free_named(&["tone"]) {
        let (Some(pitch), Some(argument)) = (code::int(call, 1), call.arguments.get(1)) else { continue };
        if (1..31).contains(&pitch) {
            findings.push(
                RULE.at(argument.span, format!("tone() cannot make {pitch} Hz"))
                    .evidence(target, Evidence::api(target, "tone() starts at 31 Hz")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn silence_is_zero() {
        check("uno", "void f() { tone(8, 0); tone(8, 440); }", "");
    }
}
