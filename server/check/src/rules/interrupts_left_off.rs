//! A delay while interrupts are switched off.
//!
//! Why: delay() and the serial port live on interrupts: with them off the clock stands still and the
//! program waits forever, or the output stops. Instead: switch interrupts on again before waiting or
//! printing.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/interrupts/noInterrupts/

use document::Span;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "interrupts-left-off",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A delay while interrupts are switched off.",
    why: "delay() and the serial port live on interrupts: with them off the clock stands still and the program waits forever, or the output stops.",
    instead: "Switch interrupts on again before waiting or printing.",
    wrong: "//- /copy.ino board:uno
volatile long pulses = 0;
void setup() {}
void loop() { noInterrupts(); long copy = pulses; delay(10); interrupts(); }
",
    right: "//- /copy.ino board:uno
volatile long pulses = 0;
void setup() {}
void loop() { noInterrupts(); long copy = pulses; interrupts(); delay(10); }
",
    source: "https://docs.arduino.cc/language-reference/en/functions/interrupts/noInterrupts/",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for off in context.free_named(&["noInterrupts", "cli"]) {
        // The statements after it in the same block, up to the one that switches them on.
        let Some(node) = context.snapshot.tree.root_node().descendant_for_byte_range(off.span.start, off.span.end) else { continue };
        let mut statement = Some(node);
        while let Some(current) = statement.filter(|node| node.kind() != "expression_statement") {
            statement = current.parent();
        }
        let mut next = statement.and_then(|statement| statement.next_named_sibling());
        while let Some(current) = next {
            let text = context.text_of(current);
            if ["interrupts(", "sei(", "SREG", "return", "sleep"].iter().any(|word| text.contains(word)) {
                break;
            }
            if current.kind() == "expression_statement"
                && let Some(wait) = context
                    .calls_in(Span::from(current))
                    .find(|call| call.receiver.is_none() && call.name == "delay" && !context.declares("delay"))
            {
                findings.push(RULE.at(wait.span, "delay waits for a clock that stands still: interrupts are off"));
                break;
            }
            next = current.next_named_sibling();
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn on_again_before_the_wait() {
        check("", "void f() { cli(); x = 1; sei(); delay(3); }", "");
        check("", "void f() { cli(); x = 1; delay(3); }", "interrupts-left-off warning delay(3)");
    }
}
