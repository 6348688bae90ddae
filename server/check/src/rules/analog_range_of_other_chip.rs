//! An analog reading scaled with the range of another chip.
//!
//! Why: The converter of an AVR or ESP8266 ends at 1023, that of an ESP32 at 4095. With the wrong
//! end the result covers a quarter of its range, or four times as much. Instead: scale from the
//! range of this chip, or set it with analogReadResolution().
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/analog-io/analogRead/

use boards::{Family, Target};
use document::Span;
use rustc_hash::FxHashSet;
use tree_sitter::Node;

use super::{ARDUINO, Check, Rule};
use crate::code::Binary;
use crate::context::Context;
use crate::{Edit, Evidence, Finding, Fix, Severity, code, words};

pub(super) const RULE: Rule = Rule {
    name: "analog-range-of-other-chip",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "An analog reading scaled with the range of another chip.",
    why: "The converter of an AVR or ESP8266 ends at 1023, that of an ESP32 at 4095. With the wrong end the result covers a quarter of its range, or four times as much.",
    instead: "Scale from the range of this chip, or set it with analogReadResolution().",
    wrong: "//- /knob.ino board:uno
void setup() {}
void loop() { int angle = map(analogRead(A0), 0, 4095, 0, 180); }
",
    right: "//- /knob.ino board:uno
void setup() {}
void loop() { int angle = map(analogRead(A0), 0, 1023, 0, 180); }
",
    source: "https://docs.arduino.cc/language-reference/en/functions/analog-io/analogRead/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let (right_end, wrong): (i32, i32) = match target.chip.family {
        Family::Avr | Family::Esp8266 => (1023, 4095),
        Family::Esp32 => (4095, 1023),
        _ => return,
    };
    if context.text.contains("analogReadResolution") || context.text.contains("analogSetWidth") {
        return;
    }
    let readings = context.readings();
    for Binary { node, operator, right, .. } in context.certain_binaries() {
        let divisor = context.text_of(right).trim_end_matches(['f', 'F']).parse::<f64>().ok();
        let is_wrong = divisor.is_some_and(|divisor| [wrong, wrong + 1].iter().any(|end| (divisor - f64::from(*end)).abs() < 1e-9));
        if operator != "/" || !is_wrong {
            continue;
        }
        // Whole numbers may be meant to fall into a few steps.
        let expression = whole_expression(node);
        if !context.text_of(expression).contains('.') || !has_reading(context, expression, &readings) {
            continue;
        }
        findings.push(
            RULE.at(Span::from(right), format!("analogRead ends at {right_end} on {}, not at {wrong}", words::board(target)))
                .evidence(target, Evidence::api(target, format!("the converter gives 0 to {right_end}"))),
        );
    }
    for call in context.free_named(&["map"]) {
        let reads = call.arguments.first().is_some_and(|first| first.text.starts_with("analogRead(") && first.text.ends_with(')'));
        let (Some(end), Some(argument)) = (code::int(call, 2), call.arguments.get(2)) else { continue };
        if reads && call.arguments.len() == 5 && (end == i64::from(wrong) || end == i64::from(wrong) + 1) {
            let fix = Fix { title: format!("Write {right_end}"), edits: vec![Edit { span: argument.span, text: right_end.to_string() }] };
            let is_literal = argument.text.bytes().all(|byte| byte.is_ascii_digit());
            findings.push(
                RULE.at(argument.span, format!("analogRead ends at {right_end} on {}, not at {end}", words::board(target)))
                    .evidence(target, Evidence::api(target, format!("the converter gives 0 to {right_end}")))
                    .fix(is_literal.then_some(fix)),
            );
        }
    }
}

/// The arithmetic around a node.
fn whole_expression(mut node: Node) -> Node {
    while let Some(parent) = node.parent().filter(|parent| matches!(parent.kind(), "binary_expression" | "parenthesized_expression")) {
        node = parent;
    }
    node
}

fn has_reading(context: &Context, node: Node, readings: &FxHashSet<&str>) -> bool {
    let mut cursor = node.walk();
    context.is_reading(node, readings)
        || (matches!(node.kind(), "binary_expression" | "parenthesized_expression")
            && node.named_children(&mut cursor).any(|child| has_reading(context, child, readings)))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn divisions_have_a_range_too() {
        let text = |end: &str| format!("void loop() {{ int raw = analogRead(34); float v = raw * (3.3 / {end}); }}");
        check("esp32dev", &text("1024.0"), "analog-range-of-other-chip warning 1024.0");
        check("esp32dev", &text("4095.0"), "");
        check("esp32dev", "void loop() { float v = analogRead(34) / 1023.0 * 3.3; }", "analog-range-of-other-chip warning 1023.0");
        check("esp32dev", "void loop() { int raw = analogRead(34) / 4; float v = raw / 1023.0; }", "");
        check("esp32dev", "void loop() { int raw = ads.read(); float kilobytes = raw / 1024.0; }", "");
    }

    #[test]
    fn chips_and_their_ranges() {
        let text = |end: i32| format!("void loop() {{ int a = map(analogRead(34), 0, {end}, 0, 9); }}");
        check("esp32dev", &text(1023), "analog-range-of-other-chip warning 1023");
        check("esp32dev", &text(4095), "");
        check("esp32dev", "void setup() { analogReadResolution(10); }\nvoid loop() { int a = map(analogRead(34), 0, 1023, 0, 9); }", "");
    }
}
