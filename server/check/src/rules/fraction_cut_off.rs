//! A quotient of two whole numbers that goes into a number with a fraction.
//!
//! Why: Whole numbers divide without a fraction, whatever the result is stored in: `float r = 7 / 2`
//! is 3.0. Instead: write one of them with a fraction, `7.0 / 2`.
//!
//! Source: Arduino language reference,
//! https://docs.arduino.cc/language-reference/en/structure/arithmetic-operators/division/

use document::Span;
use tree_sitter::Node;

use super::{ARDUINO, Check, Rule};
use crate::code::Binary;
use crate::context::Context;
use crate::small_int;
use crate::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "fraction-cut-off",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A quotient of two whole numbers that goes into a number with a fraction.",
    why: "Whole numbers divide without a fraction, whatever the result is stored in.",
    instead: "Write one of them with a fraction: 7.0 / 2.",
    wrong: "//- /ratio.ino board:uno
const float ratio = (12000 + 3300) / 3300;
void setup() {}
void loop() { float volts = analogRead(A0) * ratio; }
",
    right: "//- /ratio.ino board:uno
const float ratio = (12000.0 + 3300.0) / 3300.0;
void setup() {}
void loop() { float volts = analogRead(A0) * ratio; }
",
    source: "https://docs.arduino.cc/language-reference/en/structure/arithmetic-operators/division/",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for Binary { node, left, operator, right } in context.certain_binaries() {
        if operator != "/" || !is_literal(context, left) || !is_literal(context, right) {
            continue;
        }
        let value = |node: Node| small_int::evaluate(context.text_of(node), &|_| None).map(|literal| literal.value);
        let (Some(dividend), Some(divisor)) = (value(left), value(right)) else { continue };
        // What is always zero has a rule of its own.
        if divisor <= 0 || dividend < divisor || dividend % divisor == 0 || !goes_into_fraction(context, node) {
            continue;
        }
        let exact = dividend as f64 / divisor as f64;
        findings.push(RULE.at(Span::from(node), format!("this is {}, not {exact:.3}", dividend / divisor)));
    }
}

/// Whole numbers and arithmetic on them.
fn is_literal(context: &Context, node: Node) -> bool {
    context.text_of(node).bytes().all(|byte| byte.is_ascii_digit() || b" ()+-*".contains(&byte))
}

/// Whether the value of a node is, unchanged or multiplied, what a `float` or `double` is declared with.
fn goes_into_fraction(context: &Context, mut node: Node) -> bool {
    loop {
        let Some(parent) = node.parent() else { return false };
        match parent.kind() {
            "binary_expression" | "parenthesized_expression" => node = parent,
            "init_declarator" => {
                return parent
                    .parent()
                    .and_then(|declaration| declaration.child_by_field_name("type"))
                    .is_some_and(|kind| matches!(context.text_of(kind), "float" | "double"));
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn quotients_that_are_meant() {
        check("", "float a = 7.0 / 2;\nint b = 7 / 2;\nfloat c = 8 / 2;\nfloat d = x / 2;\nfloat e = f(7 / 2);\n", "");
        check("", "float a = 7 / 2;\n", "fraction-cut-off warning 7 / 2");
        check("", "void loop() { double a = 2 * (7 / 2); }\n", "fraction-cut-off warning 7 / 2");
    }
}
