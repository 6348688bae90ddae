//! A module or class that is used and never imported.
//!
//! Why: MicroPython knows a name only after its import: the line raises NameError. Instead: import
//! the name at the top of the file.
//!
//! Source: MicroPython, https://docs.micropython.org/en/latest/library/machine.html

use document::Span;
use rustc_hash::FxHashSet;

use super::{Check, PYTHON, Rule};
use crate::context::Context;
use crate::{Edit, Finding, Fix, Severity};

pub(super) const RULE: Rule = Rule {
    name: "name-not-imported",
    severity: Severity::Error,
    languages: PYTHON,
    summary: "A module or class that is used and never imported.",
    why: "MicroPython knows a name only after its import: the line raises NameError.",
    instead: "Import the name at the top of the file.",
    wrong: "#- /led.py board:pico
import time
led = Pin(15, Pin.OUT)
",
    right: "#- /led.py board:pico
import time
from machine import Pin
led = Pin(15, Pin.OUT)
",
    source: "https://docs.micropython.org/en/latest/library/machine.html",
    check: Check::Anywhere(check),
};

/// Classes of `machine` that people use by their bare names.
const CLASSES: [&str; 12] = ["ADC", "I2C", "I2S", "PWM", "Pin", "RTC", "SPI", "SoftI2C", "SoftSPI", "Timer", "UART", "WDT"];
/// Modules that people forget to import.
const MODULES: [&str; 9] = ["gc", "json", "machine", "math", "neopixel", "network", "os", "socket", "time"];

fn check(context: &Context, findings: &mut Vec<Finding>) {
    // A star brings who knows what, and half a file has no beginning.
    let stars = context.facts.imports.iter().any(|import| import.names.iter().any(|(name, _)| name == "*"));
    if stars || !context.facts.syntax_errors.is_empty() || context.facts.imports.is_empty() {
        return;
    }
    let mut told: FxHashSet<&str> = FxHashSet::default();
    misspelled_classes(context, findings);
    for call in context.calls() {
        let (name, is_class) = match call.receiver.as_deref() {
            None => (call.name.as_str(), true),
            Some(receiver) => (receiver.split('.').next().unwrap_or(receiver), false),
        };
        let is_known = if is_class { CLASSES.contains(&name) } else { MODULES.contains(&name) };
        if !is_known || context.declares(name) || call.conditional || imports(context, name) || !told.insert(name) {
            continue;
        }
        let span = Span::new(call.span.start, call.span.start + name.len());
        if context.slice(span) != name {
            continue;
        }
        let line = if is_class { format!("from machine import {name}\n") } else { format!("import {name}\n") };
        let at = first_statement(context);
        findings.push(
            RULE.at(span, format!("{name} is used and never imported"))
                .fix(Some(Fix { title: line.trim_end().to_owned(), edits: vec![Edit { span: Span::new(at, at), text: line }] })),
        );
    }
}

/// `pin(5)` where `Pin` was imported and nothing else is called `pin`.
fn misspelled_classes(context: &Context, findings: &mut Vec<Finding>) {
    for class in CLASSES.iter().filter(|class| imports(context, class)) {
        let lower = class.to_ascii_lowercase();
        let is_word = |at: usize| {
            let around = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '.');
            !around(context.text[..at].chars().next_back())
                && !around(context.text[at + lower.len()..].chars().next().filter(|c| *c != '.'))
        };
        // Any other mention may be what gives the name a value.
        let mut mentions = context.text.match_indices(&lower).map(|(at, _)| at).filter(|at| is_word(*at));
        if !mentions.all(|at| context.text[at + lower.len()..].starts_with('(')) || context.declares(&lower) {
            continue;
        }
        for call in context.calls_named(&lower).filter(|call| call.receiver.is_none() && !call.conditional) {
            let span = Span::new(call.span.start, call.span.start + lower.len());
            findings.push(
                RULE.at(span, format!("{lower} is defined nowhere; the class is called {class}"))
                    .fix(Some(Fix { title: format!("Write {class}"), edits: vec![Edit { span, text: (*class).to_owned() }] })),
            );
        }
    }
}

fn imports(context: &Context, name: &str) -> bool {
    context.facts.imports.iter().any(|import| {
        import.alias.as_deref() == Some(name)
            || (import.alias.is_none() && import.names.is_empty() && import.module.split('.').next() == Some(name))
            || import.names.iter().any(|(_, local)| local == name)
    })
}

/// Where an import can stand: before the first statement that is no comment and no docstring.
fn first_statement(context: &Context) -> usize {
    let root = context.snapshot.tree.root_node();
    let mut cursor = root.walk();
    root.named_children(&mut cursor)
        .find(|node| {
            node.kind() != "comment"
                && !(node.kind() == "expression_statement" && node.named_child(0).is_some_and(|inner| inner.kind() == "string"))
        })
        .map_or(0, |node| node.start_byte())
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn imports_of_every_form() {
        check("pico", "import machine as m\nfrom machine import Pin as P\nimport time\nm.Pin(1)\nP(2)\ntime.sleep(1)\n", "");
        check("pico", "from pins import *\nPin(3)\n", "");
        check("pico", "from machine import I2C, Pin\ni2c = I2C(0, scl=pin(5), sda=Pin(4))\n", "name-not-imported error pin");
        check("pico", "from machine import Pin\ndef read(pin):\n    return pin()\n", "");
        check("pico", "from machine import Pin\nfor pin in (Pin(1), Pin(2)):\n    pin(1)\n", "");
        assert_eq!(fixed("pico", "import time\nPin(3)\n"), "from machine import Pin\nimport time\nPin(3)\n");
    }
}
