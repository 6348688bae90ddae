//! Memory taken from the heap inside an interrupt handler.
//!
//! Why: The interrupt may come while the heap is being changed, and its lists are then broken for
//! good. A String takes memory whenever it grows. Instead: use variables of fixed size, and build
//! texts in loop().
//!
//! Source: avr-libc manual, malloc, https://www.nongnu.org/avr-libc/user-manual/malloc.html

use document::Span;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "memory-in-interrupt",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "Memory taken from the heap inside an interrupt handler.",
    why: "The interrupt may come while the heap is being changed, and its lists are then broken for good. A String takes memory whenever it grows.",
    instead: "Use variables of fixed size, and build texts in loop().",
    wrong: "//- /count.ino board:uno
void pulse() { String line = String(millis()); }
void setup() { attachInterrupt(digitalPinToInterrupt(2), pulse, RISING); }
void loop() {}
",
    right: "//- /count.ino board:uno
volatile unsigned long last = 0;
void pulse() { last = millis(); }
void setup() { attachInterrupt(digitalPinToInterrupt(2), pulse, RISING); }
void loop() {}
",
    source: "https://www.nongnu.org/avr-libc/user-manual/malloc.html",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for handler in &context.facts.interrupt_handlers {
        let Some(body) = handler.body else { continue };
        let calls = context
            .calls_in(body)
            .filter(|call| call.receiver.is_none() && matches!(call.name.as_str(), "String" | "malloc" | "calloc" | "realloc" | "free"))
            .map(|call| (call.span, call.name.as_str()));
        let news = context.nodes("new_expression").iter().map(|node| (Span::from(*node), "new")).filter(|(span, _)| body.contains(*span));
        if let Some((span, what)) = calls.chain(news).find(|(span, _)| context.is_certain(*span)) {
            findings.push(RULE.at(span, format!("{what} takes memory inside the interrupt handler {}", handler.name)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn allocation_by_new() {
        check("uno", "ISR(TIMER1_OVF_vect) { int *p = new int[3]; }", "memory-in-interrupt warning new int[3]");
        check("uno", "void f() { int *p = new int[3]; String s = String(3); }", "");
    }
}
