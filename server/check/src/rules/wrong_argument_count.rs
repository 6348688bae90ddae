//! A call of a core function with too few or too many arguments.
//!
//! Why: `digitalWrite(13)` does not compile. Silent while the line is still being typed. Instead: pass
//! what the function takes.
//!
//! Source: headers of the core.

use boards::Target;
use document::Span;
use document::facts::Value;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "wrong-argument-count",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A call of a core function with too few or too many arguments.",
    why: "No declaration of the function takes this many arguments: the sketch does not compile.",
    instead: "Pass as many arguments as the function takes.",
    wrong: "//- /blink.ino board:uno
void setup() { pinMode(13); }
void loop() {}
",
    right: "//- /blink.ino board:uno
void setup() { pinMode(13, OUTPUT); }
void loop() {}
",
    source: "https://docs.arduino.cc/language-reference/",
    check: Check::OnBoard(check),
};

/// The C library declares another function of the same name, or the core a template or a macro.
const HAVE_TWINS: [&str; 6] = ["abs", "map", "max", "min", "random", "round"];

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let api = &target.runtime.api;
    for call in context.free_calls() {
        // Only what is always there, or lies in the project: another library may be of another version than the tables'.
        let is_certain = |name: &str, provided_by: &str| provided_by.is_empty() || api.is_of_project(name);
        let Some(function) = api.function(&call.name).filter(|function| is_certain(&call.name, &function.provided_by)) else { continue };
        if HAVE_TWINS.contains(&call.name.as_str())
            || function.signatures.is_empty()
            || api.changed(&call.name).is_some()
            || api.constant(&call.name).is_some()
            || api.has_type(&call.name)
        {
            continue;
        }
        let n_arguments = call.arguments.len();
        // A macro may stand for several arguments, or for one that the parser does not see.
        let is_macro = |argument: &document::facts::Argument| {
            let name = argument.text.as_str();
            let is_name = name.starts_with(|c: char| c.is_ascii_uppercase())
                && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
            // Of a list in a macro only a part may be known.
            let is_plain = !api.is_of_project(&call.name) && matches!(argument.value, Some(Value::Int(_) | Value::Str(_)));
            is_name && !is_plain && (api.is_of_project(name) || api.constant(name).is_none()) && target.pin_named(name).is_none()
        };
        let inside =
            context.slice(Span::new(call.name_span.end, call.span.end)).trim_matches(|c: char| c.is_whitespace() || "()".contains(c));
        if call.arguments.iter().any(is_macro) || (n_arguments == 0 && !inside.is_empty()) {
            continue;
        }
        if function.signatures.iter().any(|signature| signature.accepts(n_arguments)) || is_being_typed(context, call.span) {
            continue;
        }
        let shapes: Vec<String> =
            function.signatures.iter().take(3).map(|signature| format!("{}({})", call.name, signature.parameters.join(", "))).collect();
        let plural = if n_arguments == 1 { "argument" } else { "arguments" };
        findings.push(
            RULE.at(call.name_span, format!("{} does not take {n_arguments} {plural}", call.name))
                .help(format!("Write {}.", shapes.join(" or ")))
                .evidence(target, Evidence::api(target, format!("{} is declared as {}", call.name, shapes.join(", ")))),
        );
    }
}

/// Whether the parser stumbled on the lines of the call.
fn is_being_typed(context: &Context, call: Span) -> bool {
    let start = context.text[..call.start].rfind('\n').unwrap_or(0);
    let end = context.text[call.end..].find('\n').map_or(context.text.len(), |at| call.end + at + 1);
    context.facts.syntax_errors.iter().any(|error| error.start <= end && start <= error.end)
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn too_many() {
        check("uno", "void loop() { delay(1, 2); }", "wrong-argument-count error delay");
    }

    #[test]
    fn a_macro_may_be_several_arguments() {
        check("uno", "#define WHEN 1, 2\nvoid loop() { delay(WHEN); pulseIn(WHEN); pulseIn(LATER); }", "");
    }

    #[test]
    fn half_typed_calls_are_silent() {
        check("uno", "void setup() { pinMode(3", "");
        check("uno", "void setup() {\n  pinMode(\n}", "");
    }

    #[test]
    fn inherited_methods_are_not_the_cores() {
        check("uno", "class Knob : public Parameter { Knob() { tone(1); } };\nvoid Knob::set() { delay(1, 2); }", "");
    }

    #[test]
    fn overloads_and_defaults() {
        check("uno", "void loop() { tone(8, 440); tone(8, 440, 10); random(3); random(1, 3); random(); pulseIn(7, HIGH); }", "");
    }
}
