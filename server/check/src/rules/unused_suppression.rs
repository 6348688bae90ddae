//! A suppression comment that silences nothing.
//!
//! Why: it hides the next mistake on its line, and tells the reader of a problem that is not there.
//! Instead: remove it. What suppressions silence is dropped here, after all other rules have spoken.
//!
//! Source: ESPHome's `pins.py`, which likewise complains about permissions that nobody needs.

use super::{BOTH, Check, Rule, rules};
use crate::context::Context;
use crate::{Edit, Finding, Fix, Severity};

pub(super) const RULE: Rule = Rule {
    name: "unused-suppression",
    severity: Severity::Hint,
    languages: BOTH,
    summary: "A suppression comment that silences nothing.",
    why: "It would hide the next mistake on its line.",
    instead: "Remove the comment.",
    wrong: "//- /blink.ino board:uno
void setup() { pinMode(13, OUTPUT); } // boardwise: allow(absent-pin)
void loop() {}
",
    right: "//- /blink.ino board:uno
void setup() { pinMode(25, OUTPUT); } // boardwise: allow(absent-pin)
void loop() {}
",
    source: "https://github.com/esphome/esphome/blob/dev/esphome/pins.py",
    check: Check::Afterwards(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for suppression in &context.facts.suppressions {
        let mut idle = Vec::new();
        for name in &suppression.rules {
            let before = findings.len();
            findings.retain(|finding| finding.rule != name || !suppression.line.touches(finding.span.start));
            if findings.len() == before && could_speak(context, name) {
                idle.push(name.as_str());
            }
        }
        if idle.is_empty() {
            continue;
        }
        let unknown = idle.iter().find(|name| rules().iter().all(|rule| rule.name != **name));
        let message = match unknown {
            Some(name) => format!("there is no rule {name}"),
            None => format!("allow({}) silences nothing here", idle.join(", ")),
        };
        let fix = (idle.len() == suppression.rules.len())
            .then(|| Fix { title: "Remove the comment".to_owned(), edits: vec![Edit { span: suppression.span, text: String::new() }] });
        findings.push(RULE.at(suppression.span, message).help("Remove the comment.").fix(fix));
    }
}

/// Whether the rule could have said something: without a board most cannot.
fn could_speak(context: &Context, name: &str) -> bool {
    match rules().iter().find(|rule| rule.name == name) {
        Some(rule) => context.target.is_some() || !matches!(rule.check, Check::OnBoard(_)),
        None => true,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn suppressions_silence_their_line() {
        check("uno", "void setup() {\n  // boardwise: allow(absent-pin)\n  pinMode(25, OUTPUT);\n}", "");
        check("pico", "from machine import Pin\nled = Pin(31, Pin.OUT)  # boardwise: allow(absent-pin)\n", "");
    }

    #[test]
    fn names_of_no_rule() {
        check("uno", "int x; // boardwise: allow(absent-pins)\n", "unused-suppression hint // boardwise: allow(absent-pins)");
    }

    #[test]
    fn without_a_board_a_board_rule_cannot_be_idle() {
        check("", "int x; // boardwise: allow(absent-pin)\n", "");
    }
}
