//! A text compared with == while it is an array of characters.
//!
//! Why: Of two arrays, == compares the addresses: a buffer never lies where the constant lies, and
//! the condition is always false. Instead: use strcmp(buffer, "text") == 0, or a String.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/variables/data-types/string/

use document::Span;

use super::{ARDUINO, Check, Rule};
use crate::code::Binary;
use crate::context::Context;
use crate::{Edit, Finding, Fix, Severity};

pub(super) const RULE: Rule = Rule {
    name: "text-compared-by-address",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A text compared with == while it is an array of characters.",
    why: "Of two arrays, == compares the addresses: a buffer never lies where the constant lies, and the condition is always false.",
    instead: "Use strcmp(buffer, \"text\") == 0, or a String.",
    wrong: "//- /command.ino board:uno
char command[8];
void setup() {}
void loop() { if (command == \"on\") delay(5); }
",
    right: "//- /command.ino board:uno
char command[8];
void setup() {}
void loop() { if (strcmp(command, \"on\") == 0) delay(5); }
",
    source: "https://docs.arduino.cc/language-reference/en/variables/data-types/string/",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for Binary { node, left, operator, right } in context.certain_binaries() {
        if !matches!(operator, "==" | "!=") {
            continue;
        }
        let (name, text) = match (left.kind(), right.kind()) {
            ("identifier", "string_literal") => (left, right),
            ("string_literal", "identifier") => (right, left),
            _ => continue,
        };
        let (name, text) = (context.text_of(name), context.text_of(text));
        if context.is_char_array(name) {
            let fix = Fix {
                title: "Compare with strcmp".to_owned(),
                edits: vec![Edit { span: Span::from(node), text: format!("strcmp({name}, {text}) {operator} 0") }],
            };
            findings.push(RULE.at(Span::from(node), format!("this compares the address of {name}, not its text")).fix(Some(fix)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn strings_compare_their_text() {
        check("", "String command;\nvoid loop() { if (command == \"on\") {} }", "");
        assert_eq!(
            fixed("", "char c[4];\nbool f() { return c == \"on\"; }\n"),
            "char c[4];\nbool f() { return strcmp(c, \"on\") == 0; }\n"
        );
    }
}
