//! A table in flash that is read like one in memory.
//!
//! Why: On an AVR flash and memory are two address spaces. Indexing a PROGMEM table reads memory at
//! the address that the table has in flash: some other value. Instead: read it with
//! pgm_read_byte(&table[i]) and its kin.
//!
//! Source: avr-libc manual, https://www.nongnu.org/avr-libc/user-manual/pgmspace.html

use boards::{Family, Target};
use document::Span;
use rustc_hash::FxHashSet;
use tree_sitter::Node;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "flash-table-read-directly",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A table in flash that is read like one in memory.",
    why: "On an AVR flash and memory are two address spaces. Indexing a PROGMEM table reads memory at the address that the table has in flash: some other value.",
    instead: "Read it with pgm_read_byte(&table[i]) and its kin.",
    wrong: "//- /wave.ino board:uno
const byte wave[] PROGMEM = {0, 50, 100};
void setup() {}
void loop() { analogWrite(6, wave[1]); }
",
    right: "//- /wave.ino board:uno
const byte wave[] PROGMEM = {0, 50, 100};
void setup() {}
void loop() { analogWrite(6, pgm_read_byte(&wave[1])); }
",
    source: "https://www.nongnu.org/avr-libc/user-manual/pgmspace.html",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Avr || !context.text.contains("PROGMEM") {
        return;
    }
    let tables: FxHashSet<&str> = context
        .facts
        .declarations
        .iter()
        .filter(|declaration| is_in_flash(context, declaration.name_span) && context.variable(&declaration.name).is_some())
        .map(|declaration| declaration.name.as_str())
        .collect();
    for node in context.certain_nodes("subscript_expression") {
        let Some(table) = node.child_by_field_name("argument").filter(|table| table.kind() == "identifier") else { continue };
        let name = context.text_of(table);
        // An address, a row of a table of tables, or a call that knows (`pgm_read_byte`) is fine.
        let outer = node.parent().map(code::outer);
        let is_value = outer.is_some_and(|parent| {
            !matches!(parent.kind(), "pointer_expression" | "subscript_expression" | "field_expression" | "sizeof_expression")
        });
        let around = context.statement_text(node);
        if tables.contains(name)
            && is_value
            && !around.contains("pgm_")
            && !around.contains("_P(")
            // A row in the initializer of another table is an address.
            && !around.contains("PROGMEM")
            && !around.contains("sizeof")
            && !is_pointer(context, node)
        {
            findings.push(RULE.at(Span::from(node), format!("{name} lies in flash; this reads memory")).evidence(
                target,
                Evidence {
                    table: format!("{}/chip", target.board.id),
                    fact: "flash and memory are separate address spaces".to_owned(),
                    source: RULE.source.to_owned(),
                },
            ));
        }
    }
}

/// Whether the declaration that a name stands in says `PROGMEM`.
fn is_in_flash(context: &Context, name: Span) -> bool {
    let start = context.text[..name.start].rfind([';', '}', '{', '\n']).map_or(0, |at| at + 1);
    let end = context.text[name.end..].find(['=', ';', '{', '\n']).map_or(context.text.len(), |at| name.end + at);
    context.text[start..end].contains("PROGMEM") && context.text[name.end..].trim_start().starts_with('[')
}

/// A text handed to a function may be meant as an address in flash (`__FlashStringHelper`).
fn is_pointer(context: &Context, node: Node) -> bool {
    let before = context.text[..node.start_byte()].trim_end();
    before.ends_with("*)") || before.ends_with("F(")
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn other_chips_have_one_address_space() {
        check("esp32dev", "const byte t[] PROGMEM = {1};\nint f() { return t[0]; }", "");
        check("uno", "const byte t[] PROGMEM = {1};\nint f() { return t[0]; }", "flash-table-read-directly error t[0]");
    }
}
