//! A variable of several bytes that a handler changes, read while interrupts are on.
//!
//! Why: An 8-bit chip reads an int or a long byte by byte. An interrupt between two bytes gives half
//! of the old and half of the new value. Instead: copy it between noInterrupts() and interrupts(),
//! or in an ATOMIC_BLOCK.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/variables/variable-scope-qualifiers/volatile/

use boards::{Family, Target};
use document::Span;
use rustc_hash::FxHashSet;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "shared-variable-torn",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A variable of several bytes that a handler changes, read while interrupts are on.",
    why: "An 8-bit chip reads an int or a long byte by byte. An interrupt between two bytes gives half of the old and half of the new value.",
    instead: "Copy it between noInterrupts() and interrupts(), or in an ATOMIC_BLOCK.",
    wrong: "//- /count.ino board:uno
volatile long pulses = 0;
void pulse() { pulses++; }
void setup() { Serial.begin(9600); attachInterrupt(digitalPinToInterrupt(2), pulse, RISING); }
void loop() { Serial.println(pulses); }
",
    right: "//- /count.ino board:uno
volatile long pulses = 0;
void pulse() { pulses++; }
void setup() { Serial.begin(9600); attachInterrupt(digitalPinToInterrupt(2), pulse, RISING); }
void loop() { noInterrupts(); long copy = pulses; interrupts(); Serial.println(copy); }
",
    source: "https://docs.arduino.cc/language-reference/en/variables/variable-scope-qualifiers/volatile/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    // Whoever masks interrupts anywhere knows of the matter.
    let masks = ["noInterrupts", "cli", "ATOMIC_BLOCK", "detachInterrupt"];
    if target.chip.family != Family::Avr || masks.iter().any(|mask| context.text.contains(mask)) {
        return;
    }
    let bodies = super::shared_variable_not_volatile::handler_bodies(context);
    // Before anything is attached nothing interrupts, and what is stored is not torn by reading it.
    let setup = context.function("setup").map(Span::from);
    let stored: FxHashSet<usize> = context
        .certain_nodes("assignment_expression")
        .filter(|node| node.child_by_field_name("operator").is_some_and(|operator| context.text_of(operator) == "="))
        .filter_map(|node| node.child_by_field_name("left").map(|left| left.start_byte()))
        .collect();
    let is_read = |span: Span| !stored.contains(&span.start) && !setup.is_some_and(|setup| setup.contains(span));
    let inside = |span: Span| bodies.iter().any(|body| body.contains(span));
    let updates = context.certain_nodes("update_expression").filter_map(|node| node.child_by_field_name("argument"));
    // A flag or another small number changes in one byte alone.
    let changes_bytes = |node: &tree_sitter::Node| {
        let operator = node.child_by_field_name("operator").map(|operator| context.text_of(operator));
        let value = node.child_by_field_name("right").map_or("", |right| context.text_of(right)).trim();
        let is_small = value.starts_with('!')
            || matches!(value, "HIGH" | "LOW" | "true" | "false")
            || value.parse::<u8>().is_ok()
            || value.starts_with("digitalRead");
        operator != Some("=") || !is_small
    };
    let assignments =
        context.certain_nodes("assignment_expression").filter(changes_bytes).filter_map(|node| node.child_by_field_name("left"));
    let mut told: FxHashSet<String> = FxHashSet::default();
    for left in updates.chain(assignments).filter(|left| inside(Span::from(*left))) {
        let name = context.text_of(left);
        let is_wide = context.variable(name).is_some_and(|variable| {
            let line = context.text[..variable.name_span.start].rfind(['\n', ';', '}', '{']).map_or(0, |at| at + 1);
            let kind = &context.text[line..variable.name_span.start];
            let is_wide =
                |word: &str| matches!(word, "int" | "long" | "int16_t" | "uint16_t" | "int32_t" | "uint32_t" | "unsigned" | "float");
            kind.contains("volatile") && !kind.contains("char") && kind.split_whitespace().any(is_wide)
        });
        let read = context
            .facts
            .name_uses
            .iter()
            .find(|used| used.name == name && !inside(used.span) && is_read(used.span) && context.is_certain(used.span));
        if let Some(read) = read.filter(|_| is_wide)
            && told.insert(name.to_owned())
        {
            findings.push(RULE.at(read.span, format!("{name} can change between two of its bytes")).evidence(
                target,
                Evidence {
                    table: format!("{}/chip", target.board.id),
                    fact: "the chip reads 8 bits at a time".to_owned(),
                    source: "ATmega datasheet, AVR CPU core".to_owned(),
                },
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn what_is_stored_before_is_not_read() {
        let text = |rest: &str| {
            format!("volatile long n;\nISR(TIMER1_OVF_vect) {{ n++; }}\nvoid setup() {{ n = 5; f(n); }}\nvoid loop() {{ {rest} }}")
        };
        check("uno", &text("n = 0;"), "");
        check("uno", &text("f(n);"), "shared-variable-torn warning n");
    }

    #[test]
    fn a_byte_is_read_at_once() {
        check("uno", "volatile int n;\nISR(TIMER1_OVF_vect) { n = !n; n = 1; }\nvoid loop() { f(n); }", "");
        check("uno", "volatile unsigned char n;\nISR(TIMER1_OVF_vect) { n++; }\nvoid loop() { f(n); }", "");
        check("uno", "volatile byte n;\nISR(TIMER1_OVF_vect) { n++; }\nvoid loop() { f(n); }", "");
        check(
            "esp32dev",
            "volatile long n;\nvoid IRAM_ATTR p() { n++; }\nvoid setup() { attachInterrupt(4, p, RISING); }\nvoid loop() { f(n); }",
            "",
        );
    }
}
