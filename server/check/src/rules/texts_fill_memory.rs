//! Texts that take up half of the memory.
//!
//! Why: An AVR copies every text in quotes into memory at the start and keeps it there, also those
//! that are only printed. Instead: print texts with F("…"), which leaves them in flash.
//!
//! Source: Arduino documentation, https://docs.arduino.cc/learn/programming/memory-guide/

use boards::{Family, Target};
use document::Span;
use rustc_hash::FxHashSet;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "texts-fill-memory",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "Texts that take up half of the memory.",
    why: "An AVR copies every text in quotes into memory at the start and keeps it there, also those that are only printed.",
    instead: "Print texts with F(\"…\"), which leaves them in flash.",
    wrong: "//- /help.ino board:uno
void setup() { Serial.begin(9600); Serial.println(\"01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789\"); Serial.println(\"abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij\"); Serial.println(\"ABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJABCDEFGHIJ\"); Serial.println(\"klmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrstklmnopqrst\"); }
void loop() {}
",
    right: "//- /help.ino board:uno
void setup() { Serial.begin(9600); Serial.println(F(\"01234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789\")); }
void loop() {}
",
    source: "https://docs.arduino.cc/learn/programming/memory-guide/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let Some(ram) = target.chip.ram.filter(|_| target.chip.family == Family::Avr) else { return };
    let half = ram as usize / 2;
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut total = 0;
    for node in context.certain_nodes("string_literal") {
        let text = context.text_of(node);
        let before = context.text[..node.start_byte()].trim_end();
        let line = before.rfind('\n').map_or(0, |at| at + 1);
        let in_flash = before.ends_with("F(")
            || before.ends_with("PSTR(")
            || context.statement_text(node).split('"').next().is_some_and(|head| head.contains("PROGMEM"))
            || before[line..].trim_start().starts_with('#');
        // Equal texts are kept once.
        if in_flash || !seen.insert(text) {
            continue;
        }
        total += text.len() - 1;
        if total > half {
            findings.push(
                RULE.at(Span::from(node), format!("with this text more than half of the {ram} bytes of memory hold texts")).evidence(
                    target,
                    Evidence {
                        table: format!("{}/chip", target.board.id),
                        fact: format!("{ram} bytes of RAM"),
                        source: target.board.source.clone(),
                    },
                ),
            );
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn a_few_texts_are_fine() {
        check("uno", "void f() { Serial.print(\"hello\"); }", "");
    }
}
