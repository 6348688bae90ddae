//! The time of millis() or micros() in a variable that is too small for it.
//!
//! Why: The clocks count in 32 bits. A signed 16-bit variable turns negative after 33 seconds, and
//! comparisons with it then fail. Instead: declare the variable as unsigned long.
//!
//! Source: Arduino reference, https://docs.arduino.cc/language-reference/en/functions/time/millis/

use boards::Target;
use document::Span;
use rustc_hash::FxHashSet;
use tree_sitter::Node;

use super::{ARDUINO, Check, Rule};
use crate::code::Binary;
use crate::context::Context;
use crate::{Edit, Finding, Fix, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "clock-in-small-variable",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "The time of millis() or micros() in a variable that is too small for it.",
    why: "The clocks count in 32 bits. A signed 16-bit variable turns negative after 33 seconds, and comparisons with it then fail.",
    instead: "Declare the variable as unsigned long.",
    wrong: "//- /blink.ino board:uno
int last = 0;
void setup() {}
void loop() { if (millis() - last > 500) last = millis(); }
",
    right: "//- /blink.ino board:uno
unsigned long last = 0;
void setup() {}
void loop() { if (millis() - last > 500) last = millis(); }
",
    source: "https://docs.arduino.cc/language-reference/en/functions/time/millis/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let mut assigned: FxHashSet<&str> = FxHashSet::default();
    for node in context.certain_nodes("assignment_expression") {
        let (Some(left), Some(right)) = (context.child(node, "left"), context.child(node, "right")) else { continue };
        let operator = context.child(node, "operator").map(|operator| context.text_of(operator));
        if left.kind() == "identifier" && operator == Some("=") && is_clock(context, right) {
            assigned.insert(context.text_of(left));
        }
    }
    for node in context.certain_nodes("declaration") {
        let Some(kind) = context.child(node, "type").map(|kind| context.text_of(kind)) else { continue };
        if !is_small(kind, target) && !is_half(kind, target) {
            continue;
        }
        let mut cursor = node.walk();
        for declarator in node.children_by_field_name("declarator", &mut cursor) {
            let (name, starts) = match declarator.kind() {
                "identifier" => (declarator, false),
                "init_declarator" => {
                    let Some(name) = context.child(declarator, "declarator").filter(|name| name.kind() == "identifier") else {
                        continue;
                    };
                    (name, context.child(declarator, "value").is_some_and(|value| is_clock(context, value)))
                }
                _ => continue,
            };
            // Two variables of one name cannot be told apart here.
            let text = context.text_of(name);
            let is_only = context.facts.declarations.iter().filter(|declaration| declaration.name == text).count() == 1;
            if is_half(kind, target) && !(is_only && is_compared_in_full(context, text)) {
                continue;
            }
            if starts || (is_only && assigned.contains(text)) {
                let fix = (node.named_child_count() == 2).then(|| context.child(node, "type")).flatten().map(|kind| Fix {
                    title: "Make it unsigned long".to_owned(),
                    edits: vec![Edit { span: Span::from(kind), text: "unsigned long".to_owned() }],
                });
                findings.push(RULE.at(Span::from(name), format!("{text} of type {kind} holds the time of a 32-bit clock")).fix(fix));
            }
        }
    }
}

/// Unsigned 16 bits may be meant: differences below a minute come out right, if they are cut to 16 bits too.
fn is_half(kind: &str, target: &Target) -> bool {
    match kind {
        "unsigned int" | "unsigned" => target.chip.int_bits == 16,
        "uint16_t" | "word" | "unsigned short" => true,
        _ => false,
    }
}

/// Whether `millis() - name` is compared as it is.
fn is_compared_in_full(context: &Context, name: &str) -> bool {
    context.certain_binaries().any(|Binary { node, left, operator, right }| {
        let compares = |parent: Node| {
            let is_comparison = |operator: Node| matches!(context.text_of(operator), "<" | ">" | "<=" | ">=");
            parent.kind() == "binary_expression" && parent.child_by_field_name("operator").is_some_and(is_comparison)
        };
        let is_in_full = || node.parent().map(code::outer).is_some_and(compares);
        operator == "-" && context.text_of(right) == name && is_clock(context, left) && is_in_full()
    })
}

fn is_small(kind: &str, target: &Target) -> bool {
    match kind {
        "int" => target.chip.int_bits == 16,
        "short" | "int16_t" | "byte" | "uint8_t" | "int8_t" | "char" => true,
        _ => false,
    }
}

fn is_clock(context: &Context, node: Node) -> bool {
    let text = context.text_of(code::bare(node));
    code::CLOCKS.iter().any(|clock| text.strip_prefix(clock).is_some_and(|rest| rest.trim() == "()") && !context.declares(clock))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn local_variables_too() {
        check("uno", "void loop() { int now = millis(); }", "clock-in-small-variable warning now");
        check("esp32dev", "void loop() { int now = millis(); byte b = millis(); }", "clock-in-small-variable warning b");
    }

    #[test]
    fn wrapping_on_purpose() {
        check("uno", "uint16_t now;\nvoid loop() { now = millis(); unsigned int then = millis(); }", "");
        let text = |cast: &str| format!("uint16_t last;\nvoid loop() {{ if ({cast}(millis() - last) > 500) last = millis(); }}");
        check("uno", &text("(uint16_t)"), "");
        check("uno", &text(""), "clock-in-small-variable warning last");
    }
}
