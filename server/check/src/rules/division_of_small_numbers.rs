//! A division of two whole numbers that is always zero.
//!
//! Why: Whole numbers divide without a remainder: 5 / 1023 is 0, and so is everything multiplied by
//! it. Instead: write one of them with a decimal point: 5.0 / 1023.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/structure/arithmetic-operators/division/

use document::Span;
use tree_sitter::Node;

use super::{ARDUINO, Check, Rule};
use crate::code::Binary;
use crate::context::Context;
use crate::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "division-of-small-numbers",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A division of two whole numbers that is always zero.",
    why: "Whole numbers divide without a remainder: 5 / 1023 is 0, and so is everything multiplied by it.",
    instead: "Write one of them with a decimal point: 5.0 / 1023.",
    wrong: "//- /volts.ino board:uno
void setup() {}
void loop() { float volts = analogRead(A0) * (5 / 1023); }
",
    right: "//- /volts.ino board:uno
void setup() {}
void loop() { float volts = analogRead(A0) * (5.0 / 1023); }
",
    source: "https://docs.arduino.cc/language-reference/en/structure/arithmetic-operators/division/",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for Binary { node, left, operator, right } in context.certain_binaries() {
        if operator != "/" || left.kind() != "number_literal" || right.kind() != "number_literal" {
            continue;
        }
        let whole = |node: Node| context.text_of(node).trim_end_matches(['u', 'U', 'l', 'L']).parse::<u64>().ok();
        if let (Some(dividend), Some(divisor)) = (whole(left), whole(right))
            && dividend != 0
            && dividend < divisor
        {
            findings.push(RULE.at(Span::from(node), format!("{dividend} / {divisor} is 0")));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn real_divisions() {
        check("", "float a = 5.0 / 1023;\nint b = 1023 / 5;\nfloat c = 1 / 2.0;\nint d = x * 5 / 1023;\n", "");
        check("", "float a = 1 / 3;\n", "division-of-small-numbers warning 1 / 3");
    }
}
