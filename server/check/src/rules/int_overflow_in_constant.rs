//! Constant arithmetic that does not fit into the 16 bits of an int.
//!
//! Why: On this chip an int ends at 32767, and numbers without a suffix are ints: the product wraps
//! to another number, often a negative one, before it is stored or passed on. Instead: mark one
//! number as long: 60 * 1000L, or as unsigned long: 60 * 1000UL.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/variables/constants/integerConstants/

use boards::Target;
use document::Span;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Edit, Evidence, Finding, Fix, Severity, code, small_int};

pub(super) const RULE: Rule = Rule {
    name: "int-overflow-in-constant",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "Constant arithmetic that does not fit into the 16 bits of an int.",
    why: "On this chip an int ends at 32767, and numbers without a suffix are ints: the product wraps to another number, often a negative one, before it is stored or passed on.",
    instead: "Mark one number as long: 60 * 1000L, or as unsigned long: 60 * 1000UL.",
    wrong: "//- /wait.ino board:uno
void setup() {}
void loop() { delay(5 * 60 * 1000); }
",
    right: "//- /wait.ino board:uno
void setup() {}
void loop() { delay(5UL * 60 * 1000); }
",
    source: "https://docs.arduino.cc/language-reference/en/variables/constants/integerConstants/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if !code::has_small_int(target) {
        return;
    }
    let expressions = context
        .certain_nodes("binary_expression")
        .filter(|node| node.parent().is_none_or(|parent| !matches!(code::outer(parent).kind(), "binary_expression" | "unary_expression")))
        .map(Span::from);
    // The value of a macro is text without a tree.
    let macros = context
        .facts
        .constants
        .iter()
        .map(|constant| constant.value_span)
        .filter(|span| context.is_macro(*span) && context.is_certain(*span));
    let lookup = |name: &str| context.constant_text(name);
    for span in expressions.chain(macros) {
        let text = context.slice(span);
        let Some(small) = small_int::evaluate(text, &lookup).filter(|small| small.overflowed) else { continue };
        findings.push(
            RULE.at(span, format!("this leaves the range of an int: the chip computes {}, not {}", small.wrapped, small.value))
                .evidence(
                    target,
                    Evidence {
                        table: format!("{}/chip", target.board.id),
                        fact: format!("int has {} bits", target.chip.int_bits),
                        source: "avr-libc, inttypes.h".to_owned(),
                    },
                )
                .fix(widen(span, text, &lookup)),
        );
    }
}

/// Makes the first number that heals the expression a long one.
fn widen(span: Span, text: &str, lookup: small_int::Lookup) -> Option<Fix> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let mut at = 0;
    while let Some(start) = text[at..].find(is_word).map(|found| at + found) {
        let end = text[start..].find(|c| !is_word(c)).map_or(text.len(), |found| start + found);
        let word = &text[start..end];
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            for suffix in ["L", "UL"] {
                let mended = format!("{}{suffix}{}", &text[..end], &text[end..]);
                if small_int::evaluate(&mended, lookup)
                    .is_some_and(|small| !small.overflowed && (suffix == "UL" || small.value <= i64::from(i32::MAX)))
                {
                    let at = Span::new(span.start + end, span.start + end);
                    return Some(Fix { title: format!("Write {word}{suffix}"), edits: vec![Edit { span: at, text: suffix.to_owned() }] });
                }
            }
        }
        at = end;
    }
    None
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn macros_and_declarations() {
        check("uno", "#define HOUR (60 * 60 * 1000)\n", "int-overflow-in-constant error (60 * 60 * 1000)");
        check("uno", "const unsigned long WAIT = 60 * 1000;\n", "int-overflow-in-constant error 60 * 1000");
        check("uno", "const int SECOND = 1000;\nunsigned long wait = 60 * SECOND;\n", "int-overflow-in-constant error 60 * SECOND");
    }

    #[test]
    fn wider_types_and_wider_chips() {
        check("uno", "#define HOUR (60UL * 60 * 1000)\nlong a = 60000;\nlong b = 200 * 100;\nint c = 16000000 / 1000;\n", "");
        check("esp32dev", "unsigned long wait = 60 * 1000;\n", "");
    }

    #[test]
    fn the_first_number_becomes_long() {
        assert_eq!(fixed("uno", "unsigned long wait = 5 * 60 * 1000;\n"), "unsigned long wait = 5L * 60 * 1000;\n");
    }
}
