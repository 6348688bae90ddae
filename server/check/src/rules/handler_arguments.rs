//! A callback that does not take exactly one argument.
//!
//! Why: The pin, timer or alarm that calls hands itself over. A function with another number of
//! parameters raises TypeError at the first event, often unseen. Instead: give the function one
//! parameter: def pressed(pin).
//!
//! Source: MicroPython,
//! https://docs.micropython.org/en/latest/library/machine.Pin.html#machine.Pin.irq

use document::Span;
use tree_sitter::Node;

use super::{Check, PYTHON, Rule};
use crate::context::Context;
use crate::{Edit, Finding, Fix, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "handler-arguments",
    severity: Severity::Error,
    languages: PYTHON,
    summary: "A callback that does not take exactly one argument.",
    why: "The pin, timer or alarm that calls hands itself over. A function with another number of parameters raises TypeError at the first event, often unseen.",
    instead: "Give the function one parameter: def pressed(pin).",
    wrong: "#- /button.py board:pico
from machine import Pin
def pressed():
    pass
b = Pin(14, Pin.IN)
b.irq(handler=pressed)
",
    right: "#- /button.py board:pico
from machine import Pin
def pressed(pin):
    pass
b = Pin(14, Pin.IN)
b.irq(handler=pressed)
",
    source: "https://docs.micropython.org/en/latest/library/machine.Pin.html#machine.Pin.irq",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    let mut told: Vec<Span> = Vec::new();
    for call in ["irq", "init", "Timer"].iter().flat_map(|name| context.calls_named(name)) {
        let owner = call.receiver_type.as_deref().or(call.qualified.as_deref()).unwrap_or_default();
        let handler = match (call.name.as_str(), owner) {
            ("irq", "machine.Pin") => {
                code::keyword(call, "handler").or_else(|| call.arguments.first().filter(|argument| argument.keyword.is_none()))
            }
            ("init" | "Timer", "machine.Timer") => code::keyword(call, "callback"),
            _ => continue,
        };
        let Some(handler) = handler.filter(|handler| is_name(&handler.text)) else { continue };
        let Some(function) =
            context.function(&handler.text).filter(|function| function.parent().is_some_and(|parent| parent.kind() == "module"))
        else {
            continue;
        };
        let (Some(parameters), Some(name)) = (function.child_by_field_name("parameters"), code::function_name(function)) else {
            continue;
        };
        let Some((least, most)) = arity(parameters) else { continue };
        let span = Span::from(name);
        if !(least..=most).contains(&1) && !told.contains(&span) {
            told.push(span);
            let count = if least == 0 { "no argument".to_owned() } else { format!("{least} arguments") };
            let only = (least == 0 && most == 0).then(|| Fix {
                title: "Give it a parameter".to_owned(),
                edits: vec![Edit { span: Span::from(parameters), text: "(_)".to_owned() }],
            });
            findings.push(RULE.at(span, format!("{} takes {count} and is called with one", handler.text)).fix(only));
        }
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

/// Fewest and most positional arguments; `None` when a star takes any number.
fn arity(parameters: Node) -> Option<(usize, usize)> {
    let (mut least, mut most) = (0, 0);
    let mut cursor = parameters.walk();
    for parameter in parameters.named_children(&mut cursor) {
        match parameter.kind() {
            "identifier" | "typed_parameter" => {
                least += 1;
                most += 1;
            }
            "default_parameter" | "typed_default_parameter" => most += 1,
            "comment" => {}
            _ => return None,
        }
    }
    Some((least, most))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn defaults_stars_and_timers() {
        let text = |parameters: &str| {
            format!("from machine import Timer\ndef tick({parameters}):\n    pass\nt = Timer()\nt.init(period=9, callback=tick)\n")
        };
        check("pico", &text(""), "handler-arguments error tick");
        check("pico", &text("a, b"), "handler-arguments error tick");
        check("pico", &text("t=None"), "");
        check("pico", &text("*args"), "");
    }
}
