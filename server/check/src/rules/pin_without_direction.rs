//! A pin that is set and has no direction.
//!
//! Why: Pin(n) alone leaves the pin as it is, an input after reset: on(), off() and value(1) change
//! nothing outside. Instead: make it an output: Pin(n, Pin.OUT).
//!
//! Source: MicroPython, https://docs.micropython.org/en/latest/library/machine.Pin.html

use document::Span;
use document::facts::Call;

use super::{Check, PYTHON, Rule};
use crate::context::Context;
use crate::{Edit, Finding, Fix, Severity};

pub(super) const RULE: Rule = Rule {
    name: "pin-without-direction",
    severity: Severity::Warning,
    languages: PYTHON,
    summary: "A pin that is set and has no direction.",
    why: "Pin(n) alone leaves the pin as it is, an input after reset: on(), off() and value(1) change nothing outside.",
    instead: "Make it an output: Pin(n, Pin.OUT).",
    wrong: "#- /led.py board:pico
from machine import Pin
led = Pin(15)
led.on()
",
    right: "#- /led.py board:pico
from machine import Pin
led = Pin(15, Pin.OUT)
led.on()
",
    source: "https://docs.micropython.org/en/latest/library/machine.Pin.html",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for made in context.calls_named("Pin").filter(|call| call.qualified.as_deref() == Some("machine.Pin") && call.arguments.len() == 1) {
        // `led = Pin(15)` as a statement of its own.
        let line = context.text[..made.span.start].rfind('\n').map_or(0, |at| at + 1);
        let Some(name) = context.text[line..made.span.start].trim_end().strip_suffix('=').map(str::trim) else { continue };
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if !is_name || context.facts.declarations.iter().filter(|declaration| declaration.name == name).count() != 1 {
            continue;
        }
        let argument = &made.arguments[0];
        // Named pins have a direction of their own.
        if argument.text.starts_with(['"', '\'']) {
            continue;
        }
        let calls: Vec<&Call> = context.calls().filter(|call| call.receiver.as_deref() == Some(name)).collect();
        let sets = |call: &&&Call| {
            matches!(call.name.as_str(), "on" | "off" | "high" | "low" | "toggle") || (call.name == "value" && !call.arguments.is_empty())
        };
        let has_other = calls.iter().any(|call| matches!(call.name.as_str(), "init" | "mode" | "irq"));
        // Handed to anything, it may get its direction there.
        let is_handed_over = context.facts.name_uses.iter().filter(|used| used.name == name).count() > calls.len();
        if let Some(call) = calls.iter().find(sets)
            && !has_other
            && !is_handed_over
        {
            let at = Span::new(argument.span.end, argument.span.end);
            let fix = Fix {
                title: "Make it an output".to_owned(),
                edits: vec![Edit { span: at, text: format!(", {}.OUT", made.callee(context)) }],
            };
            findings.push(RULE.at(call.name_span, format!("{name} has no direction; {} changes nothing", call.name)).fix(Some(fix)));
        }
    }
}

/// How the class is written at a call.
trait Callee {
    fn callee<'t>(&self, context: &'t Context) -> &'t str;
}

impl Callee for Call {
    fn callee<'t>(&self, context: &'t Context) -> &'t str {
        context.slice(Span::new(self.span.start, self.name_span.end))
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn directions_from_elsewhere() {
        check("pico", "from machine import Pin\nled = Pin(15)\nled.init(Pin.OUT)\nled.on()\n", "");
        check("pico", "from machine import Pin, PWM\nled = PWM(Pin(15))\n", "");
        assert_eq!(
            fixed("pico", "from machine import Pin\nled = Pin(15)\nled.on()\n"),
            "from machine import Pin\nled = Pin(15, Pin.OUT)\nled.on()\n"
        );
    }
}
