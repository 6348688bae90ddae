//! A variable that an interrupt handler changes and that is not volatile.
//!
//! Why: The compiler may keep the variable in a register and never look at memory again: the loop
//! does not see what the handler wrote. Instead: declare it volatile.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/variables/variable-scope-qualifiers/volatile/

use document::Span;
use rustc_hash::FxHashSet;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Edit, Finding, Fix, Severity};

pub(super) const RULE: Rule = Rule {
    name: "shared-variable-not-volatile",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A variable that an interrupt handler changes and that is not volatile.",
    why: "The compiler may keep the variable in a register and never look at memory again: the loop does not see what the handler wrote.",
    instead: "Declare it volatile.",
    wrong: "//- /button.ino board:uno
bool pressed = false;
void press() { pressed = true; }
void setup() { attachInterrupt(digitalPinToInterrupt(2), press, FALLING); }
void loop() { if (pressed) pressed = false; }
",
    right: "//- /button.ino board:uno
volatile bool pressed = false;
void press() { pressed = true; }
void setup() { attachInterrupt(digitalPinToInterrupt(2), press, FALLING); }
void loop() { if (pressed) pressed = false; }
",
    source: "https://docs.arduino.cc/language-reference/en/variables/variable-scope-qualifiers/volatile/",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    let bodies = handler_bodies(context);
    if bodies.is_empty() {
        return;
    }
    let inside = |span: Span| bodies.iter().any(|body| body.contains(span));
    let mut written: FxHashSet<&str> = FxHashSet::default();
    let assignments = context.certain_nodes("assignment_expression").filter_map(|node| node.child_by_field_name("left"));
    let updates = context.certain_nodes("update_expression").filter_map(|node| node.child_by_field_name("argument"));
    for left in assignments.chain(updates) {
        if left.kind() == "identifier" && inside(Span::from(left)) {
            written.insert(context.text_of(left));
        }
    }
    for node in context.certain_nodes("declaration") {
        if node.parent().is_none_or(|parent| parent.kind() != "translation_unit") {
            continue;
        }
        let whole = context.text_of(node);
        let Some(kind) = node.child_by_field_name("type") else { continue };
        if ["volatile", "atomic", "const", "extern"].iter().any(|word| whole.contains(word))
            || !(is_plain(context.text_of(kind)) || is_enumeration(context, context.text_of(kind)))
        {
            continue;
        }
        let mut cursor = node.walk();
        for declarator in node.children_by_field_name("declarator", &mut cursor) {
            let name = declarator.child_by_field_name("declarator").unwrap_or(declarator);
            let text = context.text_of(name);
            if name.kind() != "identifier" || !written.contains(text) {
                continue;
            }
            let is_used_outside =
                context.facts.name_uses.iter().any(|used| used.name == text && !inside(used.span) && !Span::from(node).contains(used.span));
            if is_used_outside {
                let at = Span::new(kind.start_byte(), kind.start_byte());
                let fix = Fix { title: "Make it volatile".to_owned(), edits: vec![Edit { span: at, text: "volatile ".to_owned() }] };
                findings.push(
                    RULE.at(Span::from(name), format!("{text} is changed by an interrupt handler and is not volatile")).fix(Some(fix)),
                );
            }
        }
    }
}

/// What runs in an interrupt: handlers, and functions of this file that only they call.
pub(super) fn handler_bodies(context: &Context) -> Vec<Span> {
    let mut bodies: Vec<Span> = context.facts.interrupt_handlers.iter().filter_map(|handler| handler.body).collect();
    let mut at = 0;
    while let Some(body) = bodies.get(at).copied() {
        at += 1;
        for call in context.calls_in(body).filter(|call| call.receiver.is_none()) {
            let Some(called) = context.function(&call.name).and_then(|function| function.child_by_field_name("body")) else { continue };
            let called = Span::from(called);
            let inside = |span: Span| bodies.iter().any(|body| body.contains(span));
            if !inside(called) && context.calls_named(&call.name).all(|call| inside(call.span)) {
                bodies.push(called);
            }
        }
    }
    bodies
}

fn is_enumeration(context: &Context, kind: &str) -> bool {
    ["enum ", "enum class "].iter().any(|word| {
        let head = format!("{word}{kind}");
        context
            .text
            .match_indices(&head)
            .any(|(at, _)| !context.text[at + head.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_'))
    })
}

fn is_plain(kind: &str) -> bool {
    matches!(
        kind,
        "bool"
            | "boolean"
            | "byte"
            | "char"
            | "int"
            | "long"
            | "short"
            | "float"
            | "double"
            | "word"
            | "unsigned"
            | "unsigned int"
            | "unsigned long"
            | "unsigned char"
            | "int8_t"
            | "int16_t"
            | "int32_t"
            | "uint8_t"
            | "uint16_t"
            | "uint32_t"
            | "size_t"
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn only_what_is_shared() {
        check("", "int n;\nISR(TIMER1_OVF_vect) { n++; }\nvoid loop() { if (n) n = 0; }", "shared-variable-not-volatile warning n");
        check("", "int n;\nISR(TIMER1_OVF_vect) { n++; }\nvoid loop() {}", "");
        check("", "int n;\nvoid up() { n++; }\nISR(TIMER1_OVF_vect) { up(); n++; }\nvoid loop() {}", "");
        check(
            "",
            "enum State { ON, OFF };\nState n;\nISR(TIMER1_OVF_vect) { n = ON; }\nvoid loop() { if (n == ON) n = OFF; }",
            "shared-variable-not-volatile warning n",
        );
        check("", "int n;\nISR(TIMER1_OVF_vect) { int n = 1; f(n); }\nvoid loop() { f(n); }", "");
    }
}
