//! A number added to a text in quotes.
//!
//! Why: A text in quotes is an address. Adding a number moves the address: the output starts further
//! in, or prints whatever lies behind the text. Instead: print both one after the other, or begin
//! with String("…").
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/variables/data-types/stringObject/Operators/concatenation/

use document::Span;

use super::{ARDUINO, Check, Rule};
use crate::code::Binary;
use crate::context::Context;
use crate::{Edit, Finding, Fix, Severity};

pub(super) const RULE: Rule = Rule {
    name: "number-added-to-text",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A number added to a text in quotes.",
    why: "A text in quotes is an address. Adding a number moves the address: the output starts further in, or prints whatever lies behind the text.",
    instead: "Print both one after the other, or begin with String(\"…\").",
    wrong: "//- /show.ino board:uno
void setup() { Serial.begin(9600); }
void loop() { Serial.println(\"Level: \" + analogRead(A0)); }
",
    right: "//- /show.ino board:uno
void setup() { Serial.begin(9600); }
void loop() { Serial.println(String(\"Level: \") + analogRead(A0)); }
",
    source: "https://docs.arduino.cc/language-reference/en/variables/data-types/stringObject/Operators/concatenation/",
    check: Check::Anywhere(check),
};

/// Functions of the core that give a number.
const NUMBERS: [&str; 7] = ["analogRead", "digitalRead", "micros", "millis", "map", "pulseIn", "random"];

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for Binary { node, left, operator, right } in context.certain_binaries() {
        if operator != "+" || left.kind() != "string_literal" {
            continue;
        }
        let text = context.text_of(right);
        let is_number = match right.kind() {
            // An offset that is written out is meant.
            "identifier" => context.is_number(text),
            "call_expression" => {
                NUMBERS.iter().any(|name| text.strip_prefix(name).is_some_and(|rest| rest.starts_with('(')) && !context.declares(name))
            }
            _ => false,
        };
        if is_number {
            let fix = Fix {
                title: "Make it a String".to_owned(),
                edits: vec![Edit { span: Span::from(left), text: format!("String({})", context.text_of(left)) }],
            };
            findings.push(RULE.at(Span::from(node), format!("{text} moves the address of the text; it is not appended")).fix(Some(fix)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn variables_of_known_type() {
        check("", "int level;\nvoid f() { Serial.print(\"a\" + level); }", "number-added-to-text error \"a\" + level");
        check(
            "",
            "String level;\nvoid f(int n) { Serial.print(\"a\" + level); Serial.print(\"a\" + String(n)); const char *p = \"abc\" + 1; }",
            "",
        );
    }
}
