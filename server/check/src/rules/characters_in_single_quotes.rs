//! Several characters in single quotes.
//!
//! Why: Single quotes hold one character. Several of them make one large number, which is printed as
//! such and never equals a text. Instead: write text in double quotes.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/variables/data-types/char/

use document::Span;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Edit, Finding, Fix, Severity};

pub(super) const RULE: Rule = Rule {
    name: "characters-in-single-quotes",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "Several characters in single quotes.",
    why: "Single quotes hold one character. Several of them make one large number, which is printed as such and never equals a text.",
    instead: "Write text in double quotes.",
    wrong: "//- /hello.ino board:uno
void setup() { Serial.begin(9600); Serial.println('Hello'); }
void loop() {}
",
    right: "//- /hello.ino board:uno
void setup() { Serial.begin(9600); Serial.println(\"Hello\"); }
void loop() {}
",
    source: "https://docs.arduino.cc/language-reference/en/variables/data-types/char/",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    // What does not parse may be text of another language.
    if !context.facts.syntax_errors.is_empty() {
        return;
    }
    for node in context.certain_nodes("char_literal") {
        let text = context.text_of(node);
        let Some(inside) = text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')) else { continue };
        // Four-character codes (`'RIFF'`) are a custom of file formats; sums of characters are not text.
        let letters = inside.chars().count();
        let is_passed = node.parent().is_some_and(|parent| parent.kind() == "argument_list");
        if letters < 2 || inside.contains('\\') || !inside.is_ascii() || (letters == 4 && !is_passed) {
            continue;
        }
        let fix = Fix {
            title: "Use double quotes".to_owned(),
            edits: vec![Edit { span: Span::from(node), text: format!("\"{}\"", inside.replace('"', "\\\"")) }],
        };
        findings.push(RULE.at(Span::from(node), format!("{text} is a number, not a text")).fix(is_passed.then_some(fix)));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn single_characters() {
        check("", "char a = 'x';\nchar b = '\\n';\nlong riff = 'RIFF';\n", "");
    }
}
