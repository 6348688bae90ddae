//! A semicolon right after a condition, so that the block below always runs.
//!
//! Why: The semicolon is the whole body: the block that follows is no part of the if or the loop.
//! Instead: remove the semicolon.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/structure/further-syntax/semicolon/

use document::Span;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Edit, Finding, Fix, Severity};

pub(super) const RULE: Rule = Rule {
    name: "empty-body",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A semicolon right after a condition, so that the block below always runs.",
    why: "The semicolon is the whole body: the block that follows is no part of the if or the loop.",
    instead: "Remove the semicolon.",
    wrong: "//- /door.ino board:uno
void setup() {}
void loop() { if (digitalRead(4) == HIGH); { delay(5); } }
",
    right: "//- /door.ino board:uno
void setup() {}
void loop() { if (digitalRead(4) == HIGH) { delay(5); } }
",
    source: "https://docs.arduino.cc/language-reference/en/structure/further-syntax/semicolon/",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for kind in ["if_statement", "for_statement", "while_statement"] {
        for node in context.certain_nodes(kind) {
            let field = if kind == "if_statement" { "consequence" } else { "body" };
            let Some(body) = node.child_by_field_name(field).filter(|body| context.text_of(*body) == ";") else { continue };
            let word = kind.split('_').next().unwrap_or(kind);
            // Waiting with an empty loop is common; a block of its own after it is not.
            let follows = node.next_named_sibling().is_some_and(|next| next.kind() == "compound_statement");
            let has_else = node.child_by_field_name("alternative").is_some();
            if follows && !has_else {
                let fix =
                    Fix { title: "Remove the semicolon".to_owned(), edits: vec![Edit { span: Span::from(body), text: String::new() }] };
                findings.push(RULE.at(Span::from(body), format!("the {word} ends at this semicolon")).fix(Some(fix)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn loops_that_wait() {
        check("", "void loop() { while (!Serial); Serial.print(1); for (int i = 0; i < 9; i++); f(); }", "");
        check("", "void loop() { for (int i = 0; i < 9; i++); { f(); } }", "empty-body warning ;");
    }
}
