//! A loop whose counter cannot reach its end.
//!
//! Why: The counter is too small for the limit, or unsigned and counted below zero: it wraps around
//! and the loop never ends. Instead: use a wider or a signed counter: for (int i = …).
//!
//! Source: C++ standard, unsigned integers, https://en.cppreference.com/w/cpp/language/types

use document::Span;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Edit, Finding, Fix, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "loop-never-ends",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A loop whose counter cannot reach its end.",
    why: "The counter is too small for the limit, or unsigned and counted below zero: it wraps around and the loop never ends.",
    instead: "Use a wider or a signed counter: for (int i = …).",
    wrong: "//- /fill.ino board:uno
byte table[256];
void setup() { for (byte i = 0; i < 256; i++) table[i] = i; }
void loop() {}
",
    right: "//- /fill.ino board:uno
byte table[256];
void setup() { for (int i = 0; i < 256; i++) table[i] = i; }
void loop() {}
",
    source: "https://en.cppreference.com/w/cpp/language/types",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for node in context.certain_nodes("for_statement") {
        let parts = ["initializer", "condition", "update", "body"].map(|field| context.child(node, field));
        let [Some(start), Some(condition), Some(update), Some(body)] = parts else { continue };
        let (Some(kind), Some(declarator)) = (context.child(start, "type"), context.child(start, "declarator")) else { continue };
        let Some(name) = context.child(declarator, "declarator").map(|name| context.text_of(name).to_owned()) else { continue };
        let Some(range) = Range::of(context.text_of(kind)) else { continue };
        let condition = code::bare(condition);
        let (Some(left), Some(right), Some(operator)) =
            (context.child(condition, "left"), context.child(condition, "right"), context.child(condition, "operator"))
        else {
            continue;
        };
        if context.text_of(left) != name {
            continue;
        }
        let Some(limit) = context.value_at(Span::from(right)) else { continue };
        let counts_up = context.text_of(update).contains("++") || context.text_of(update).contains("+=");
        let never = match (context.text_of(operator), counts_up) {
            ("<", true) => limit > range.most,
            ("<=", true) => limit >= range.most,
            (">=", false) => range.is_unsigned && limit <= 0,
            (">", false) => range.is_unsigned && limit < 0,
            _ => false,
        };
        // Whoever leaves the loop, or moves the counter, knows better.
        let leaves = code::holds(body, &["break_statement", "return_statement", "goto_statement"]) || context.assigns_in(body, &name);
        if never && !leaves {
            let fix = Fix { title: "Count in an int".to_owned(), edits: vec![Edit { span: Span::from(kind), text: "int".to_owned() }] };
            findings.push(
                RULE.at(
                    Span::from(condition),
                    format!("{name} is a {} and always {} {limit}", context.text_of(kind), context.text_of(operator)),
                )
                .fix((limit < 32_767).then_some(fix)),
            );
        }
    }
}

struct Range {
    most: i64,
    is_unsigned: bool,
}

impl Range {
    fn of(kind: &str) -> Option<Self> {
        let (most, is_unsigned) = match kind {
            "byte" | "uint8_t" | "unsigned char" => (255, true),
            "int8_t" => (127, false),
            "uint16_t" | "word" => (65_535, true),
            "unsigned int" | "unsigned" | "uint32_t" | "unsigned long" | "size_t" => (i64::from(u32::MAX), true),
            _ => return None,
        };
        Some(Self { most, is_unsigned })
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn counting_down_without_a_sign() {
        check("", "void f() { for (uint8_t i = 9; i >= 0; i--) g(i); }", "loop-never-ends error i >= 0");
    }

    #[test]
    fn loops_that_end() {
        check("", "void f() { for (byte i = 0; i < 255; i++) g(i); for (int i = 9; i >= 0; i--) g(i); }", "");
        check("", "void f() { for (byte i = 0; i <= 255; i++) { if (g(i)) break; } }", "");
    }
}
