//! An analog reading divided in whole numbers by as much as it can be.
//!
//! Why: analogRead() gives a whole number, and whole numbers divide without a fraction: a reading of
//! 0 to 1023 divided by 1024 is always 0. Instead: divide by a number with a fraction, `1024.0`, or
//! multiply first.
//!
//! Source: Arduino language reference,
//! https://docs.arduino.cc/language-reference/en/structure/arithmetic-operators/division/

use boards::{Family, Target};
use document::Span;

use super::{ARDUINO, Check, Rule};
use crate::code::Binary;
use crate::context::Context;
use crate::{Edit, Evidence, Finding, Fix, Severity, words};

pub(super) const RULE: Rule = Rule {
    name: "reading-divided-away",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "An analog reading divided in whole numbers by as much as it can be.",
    why: "analogRead() gives a whole number, and whole numbers divide without a fraction: 0 to 1023 divided by 1024 is always 0.",
    instead: "Divide by a number with a fraction, 1024.0, or multiply first.",
    wrong: "//- /volts.ino board:uno
float volts;
void setup() {}
void loop() { int raw = analogRead(A0); volts = (raw / 1024) * 5.0; }
",
    right: "//- /volts.ino board:uno
float volts;
void setup() {}
void loop() { int raw = analogRead(A0); volts = (raw / 1024.0) * 5.0; }
",
    source: "https://docs.arduino.cc/language-reference/en/structure/arithmetic-operators/division/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let end = match target.chip.family {
        Family::Avr | Family::Esp8266 => 1023,
        Family::Esp32 => 4095,
        _ => return,
    };
    if context.text.contains("analogReadResolution") || context.text.contains("analogSetWidth") {
        return;
    }
    let readings = context.readings();
    for Binary { node, left, operator, right } in context.certain_binaries() {
        if operator != "/" || !context.is_reading(left, &readings) || !is_whole(context, left) {
            continue;
        }
        let divisor = context.text_of(right);
        if divisor.parse::<i64>().ok().is_none_or(|divisor| divisor < end) {
            continue;
        }
        let said = if divisor == end.to_string() { "0 until the reading is full" } else { "always 0" };
        findings.push(
            RULE.at(Span::from(node), format!("{} is {said}", context.text_of(node)))
                .evidence(target, Evidence::api(target, format!("analogRead gives 0 to {end} on {}", words::board(target))))
                .fix(Some(Fix {
                    title: format!("Write {divisor}.0"),
                    edits: vec![Edit { span: Span::from(right), text: format!("{divisor}.0") }],
                })),
        );
    }
}

/// Whether a reading is kept in a whole number.
fn is_whole(context: &Context, node: tree_sitter::Node) -> bool {
    let name = context.text_of(crate::code::bare(node));
    let mut declarations = context.facts.declarations.iter().filter(|declaration| declaration.name == name).peekable();
    let is_float = |kind: &str| kind.contains("float") || kind.contains("double") || kind == "auto";
    name.starts_with("analogRead")
        || (declarations.peek().is_some() && declarations.all(|it| it.type_name.as_deref().is_some_and(|kind| !is_float(kind))))
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn what_divides_well() {
        check("uno", "void loop() { float raw = analogRead(A0); float v = raw / 1024; }", "");
        check("uno", "void loop() { int raw = analogRead(A0); int level = raw / 4; long mv = raw * 5000L / 1024; }", "");
        check("uno", "void loop() { int raw = analogRead(A0); raw = raw * 5; float v = raw / 1024; }", "");
        check("uno", "void loop() { float v = analogRead(A0) / 1023 * 5.0; }", "reading-divided-away warning analogRead(A0) / 1023");
        check("esp32dev", "void loop() { int v = analogRead(34) / 1024; }", "");
    }

    #[test]
    fn the_fix_adds_a_fraction() {
        assert_eq!(
            fixed("uno", "void loop() { float v = analogRead(A0) / 1024 * 5; }\n"),
            "void loop() { float v = analogRead(A0) / 1024.0 * 5; }\n"
        );
    }
}
