//! A handler that is called where it should be handed over.
//!
//! Why: With parentheses the function runs once, right here, and its result is registered in its
//! place: nothing is called when the event comes. Instead: write the function name without
//! parentheses.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/external-interrupts/attachInterrupt/

use document::Language;
use document::Span;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Edit, Finding, Fix, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "handler-called",
    severity: Severity::Error,
    languages: BOTH,
    summary: "A handler that is called where it should be handed over.",
    why: "With parentheses the function runs once, right here, and its result is registered in its place: nothing is called when the event comes.",
    instead: "Write the function name without parentheses.",
    wrong: "//- /button.ino board:uno
void pressed() {}
void setup() { attachInterrupt(digitalPinToInterrupt(2), pressed(), FALLING); }
void loop() {}
",
    right: "//- /button.ino board:uno
void pressed() {}
void setup() { attachInterrupt(digitalPinToInterrupt(2), pressed, FALLING); }
void loop() {}
",
    source: "https://docs.arduino.cc/language-reference/en/functions/external-interrupts/attachInterrupt/",
    check: Check::Anywhere(check),
};

/// Functions and methods that take a handler: name, and its place among the arguments.
const TAKERS: [(&str, usize); 8] = [
    ("attachInterrupt", 1),
    ("attachInterruptArg", 1),
    ("timerAttachInterrupt", 1),
    ("attach_ms", 1),
    ("xTaskCreate", 0),
    ("xTaskCreatePinnedToCore", 0),
    ("onReceive", 0),
    ("onRequest", 0),
];

/// Python methods that take a handler, by keyword or at a place.
const METHODS: [(&str, &str, usize); 2] = [("irq", "handler", 0), ("init", "callback", usize::MAX)];

fn check(context: &Context, findings: &mut Vec<Finding>) {
    let mut tell = |span: Span, text: &str| {
        let Some(name) = text.split('(').next().map(str::trim) else { return };
        let fix = Fix { title: format!("Write {name}"), edits: vec![Edit { span, text: name.to_owned() }] };
        findings.push(RULE.at(span, format!("{name} is called here, not handed over")).fix(Some(fix)));
    };
    if context.snapshot.language == Language::Arduino {
        for (name, index) in TAKERS {
            for argument in context.calls_named(name).filter_map(|call| call.arguments.get(index)) {
                if is_call_of_procedure(context, &argument.text) {
                    tell(argument.span, &argument.text);
                }
            }
        }
        return;
    }
    for (method, word, index) in METHODS {
        for call in context.calls_named(method).filter(|call| call.receiver.is_some()) {
            let handler = code::keyword(call, word).or_else(|| call.arguments.get(index).filter(|argument| argument.keyword.is_none()));
            let Some(handler) = handler else { continue };
            if returns_nothing(context, &handler.text) {
                tell(handler.span, &handler.text);
            }
        }
    }
}

/// Whether a text is `name()` where `name` is a function here that returns nothing.
fn is_call_of_procedure(context: &Context, text: &str) -> bool {
    let Some(name) = text.strip_suffix("()").map(|name| name.trim_start_matches('&')) else { return false };
    context.function(name).and_then(|function| function.child_by_field_name("type")).is_some_and(|kind| context.text_of(kind) == "void")
}

/// Whether a text is `name(…)` where `name` is a Python function without a `return` of a value.
fn returns_nothing(context: &Context, text: &str) -> bool {
    let Some((name, _)) = text.split_once('(').filter(|_| text.ends_with(')')) else { return false };
    context.function(name).is_some_and(|function| {
        !code::holds(function, &["return_statement", "yield", "lambda"]) && !context.text_of(function).contains("async ")
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn python_handlers() {
        let text = |handler: &str| {
            format!("from machine import Pin\ndef pressed(pin):\n    pass\nb = Pin(14, Pin.IN)\nb.irq(handler={handler})\n")
        };
        check("pico", &text("pressed(b)"), "handler-called error pressed(b)");
        check("pico", &text("pressed"), "");
    }

    #[test]
    fn functions_that_make_a_handler() {
        check("", "void (*make())() { return 0; }\nvoid setup() { attachInterrupt(2, make(), LOW); }", "");
    }
}
