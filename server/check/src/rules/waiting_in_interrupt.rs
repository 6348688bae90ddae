//! A loop inside an interrupt handler that waits for the clock.
//!
//! Why: On an AVR millis() stands still while a handler runs: the interrupt that counts it has to
//! wait. The loop never ends. Instead: remember the time in the handler and wait in loop().
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/external-interrupts/attachInterrupt/

use boards::{Family, Target};
use document::Span;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "waiting-in-interrupt",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A loop inside an interrupt handler that waits for the clock.",
    why: "On an AVR millis() stands still while a handler runs: the interrupt that counts it has to wait. The loop never ends.",
    instead: "Remember the time in the handler and wait in loop().",
    wrong: "//- /button.ino board:uno
void pressed() { unsigned long start = millis(); while (millis() - start < 50) {} }
void setup() { attachInterrupt(digitalPinToInterrupt(2), pressed, FALLING); }
void loop() {}
",
    right: "//- /button.ino board:uno
volatile unsigned long start = 0;
void pressed() { start = millis(); }
void setup() { attachInterrupt(digitalPinToInterrupt(2), pressed, FALLING); }
void loop() {}
",
    source: "https://docs.arduino.cc/language-reference/en/functions/external-interrupts/attachInterrupt/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Avr {
        return;
    }
    for kind in ["while_statement", "do_statement"] {
        for node in context.certain_nodes(kind) {
            let Some(condition) = node.child_by_field_name("condition") else { continue };
            let Some(handler) = context.handler_around(Span::from(node)) else { continue };
            let leaves = code::holds(node, &["break_statement", "return_statement"])
                || context.text_of(node).contains("interrupts()")
                || context.text_of(node).contains("sei()");
            if context.text_of(condition).contains("millis()") && !context.declares("millis") && !leaves {
                findings.push(
                    RULE.at(Span::from(condition), format!("millis() stands still inside the handler {handler}"))
                        .evidence(target, Evidence::api(target, "timer 0 counts milliseconds in its overflow interrupt")),
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn in_the_main_program_time_passes() {
        check("uno", "void loop() { unsigned long s = millis(); while (millis() - s < 5) {} }", "");
    }
}
