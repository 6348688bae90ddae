//! Memory taken inside a hard interrupt handler.
//!
//! Why: A hard handler may come in the middle of a collection of garbage, so the heap is locked:
//! whatever makes a new object raises MemoryError. Instead: make buffers beforehand, or let
//! micropython.schedule() call the rest.
//!
//! Source: MicroPython, https://docs.micropython.org/en/latest/reference/isr_rules.html

use document::Span;

use super::{Check, PYTHON, Rule};
use crate::context::Context;
use crate::{Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "allocation-in-hard-handler",
    severity: Severity::Warning,
    languages: PYTHON,
    summary: "Memory taken inside a hard interrupt handler.",
    why: "A hard handler may come in the middle of a collection of garbage, so the heap is locked: whatever makes a new object raises MemoryError.",
    instead: "Make buffers beforehand, or let micropython.schedule() call the rest.",
    wrong: "#- /edge.py board:pico
from machine import Pin
events = []
def edge(pin):
    events.append(1)
Pin(14, Pin.IN).irq(handler=edge, hard=True)
",
    right: "#- /edge.py board:pico
from machine import Pin
events = 0
def edge(pin):
    global events
    events += 1
Pin(14, Pin.IN).irq(handler=edge, hard=True)
",
    source: "https://docs.micropython.org/en/latest/reference/isr_rules.html",
    check: Check::Anywhere(check),
};

const MAKERS: [&str; 12] = ["append", "bytearray", "bytes", "dict", "extend", "format", "insert", "list", "open", "print", "set", "str"];

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for call in context.calls_named("irq").filter(|call| code::keyword(call, "hard").is_some_and(|hard| hard.text == "True")) {
        let handler = code::keyword(call, "handler").or_else(|| call.arguments.first().filter(|argument| argument.keyword.is_none()));
        let Some(function) = handler.and_then(|handler| context.function(&handler.text)) else { continue };
        let takes =
            context.calls_in(Span::from(function)).find(|call| MAKERS.contains(&call.name.as_str()) && !context.declares(&call.name));
        if let Some(call) = takes {
            findings.push(RULE.at(call.span, format!("{} makes an object while the heap is locked", call.name)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn soft_handlers_may_allocate() {
        check("pico", "from machine import Pin\ndef f(p):\n    print(p)\nPin(14, Pin.IN).irq(handler=f)\n", "");
    }
}
