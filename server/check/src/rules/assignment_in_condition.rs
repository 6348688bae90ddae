//! An assignment of a constant where a comparison is meant.
//!
//! Why: A single = stores the constant and the condition is that constant: it is always true, or
//! always false. Instead: compare with ==.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/structure/control-structure/if/

use document::Span;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Edit, Finding, Fix, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "assignment-in-condition",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "An assignment of a constant where a comparison is meant.",
    why: "A single = stores the constant and the condition is that constant: it is always true, or always false.",
    instead: "Compare with ==.",
    wrong: "//- /door.ino board:uno
int state = 0;
void setup() {}
void loop() { if (state = HIGH) delay(5); }
",
    right: "//- /door.ino board:uno
int state = 0;
void setup() {}
void loop() { if (state == HIGH) delay(5); }
",
    source: "https://docs.arduino.cc/language-reference/en/structure/control-structure/if/",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for kind in ["if_statement", "while_statement", "do_statement", "for_statement"] {
        for node in context.certain_nodes(kind) {
            let Some(condition) = node.child_by_field_name("condition").map(code::bare) else { continue };
            if condition.kind() != "assignment_expression" {
                continue;
            }
            let (Some(right), Some(operator)) = (condition.child_by_field_name("right"), condition.child_by_field_name("operator")) else {
                continue;
            };
            let value = context.text_of(right);
            let is_constant = matches!(right.kind(), "number_literal" | "char_literal" | "true" | "false" | "string_literal")
                || matches!(value, "HIGH" | "LOW");
            if context.text_of(operator) == "=" && is_constant {
                let fix =
                    Fix { title: "Compare with ==".to_owned(), edits: vec![Edit { span: Span::from(operator), text: "==".to_owned() }] };
                findings.push(RULE.at(Span::from(condition), format!("this stores {value} instead of comparing with it")).fix(Some(fix)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn assignments_that_are_meant() {
        check("", "int c;\nvoid loop() { while ((c = next()) >= 0) {} if (c = next()) {} if (c == 1) {} }", "");
        check("", "void loop() { for (int i = 0; i = 10; i++) {} }\n", "assignment-in-condition error i = 10");
        check("", "int c;\nvoid loop() { for (int i = 0; i < 10; c = 1) {} }\n", "");
        assert_eq!(fixed("", "int c;\nvoid loop() { if (c = 1) {} }\n"), "int c;\nvoid loop() { if (c == 1) {} }\n");
    }
}
