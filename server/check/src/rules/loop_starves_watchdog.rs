//! A loop that never hands over to the system of an ESP8266.
//!
//! Why: Wi-Fi and the watchdog run between the passes of loop(), and in delay() and yield(). A loop
//! that calls neither for about three seconds resets the chip. Instead: call yield() or delay(1)
//! inside the loop.
//!
//! Source: ESP8266 Arduino core,
//! https://arduino-esp8266.readthedocs.io/en/latest/faq/a02-my-esp-crashes.html

use boards::{Family, Target};
use document::Span;
use document::facts::Call;
use tree_sitter::Node;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "loop-starves-watchdog",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A loop that never hands over to the system of an ESP8266.",
    why: "Wi-Fi and the watchdog run between the passes of loop(), and in delay() and yield(). A loop that calls neither for about three seconds resets the chip.",
    instead: "Call yield() or delay(1) inside the loop.",
    wrong: "//- /wait.ino board:nodemcuv2
void setup() {}
void loop() { while (1) { digitalWrite(LED_BUILTIN, LOW); } }
",
    right: "//- /wait.ino board:nodemcuv2
void setup() {}
void loop() { while (1) { digitalWrite(LED_BUILTIN, LOW); yield(); } }
",
    source: "https://arduino-esp8266.readthedocs.io/en/latest/faq/a02-my-esp-crashes.html",
    check: Check::OnBoard(check),
};

/// Functions that come back without having let the system run.
const BUSY: [&str; 12] = [
    "abs",
    "analogRead",
    "delayMicroseconds",
    "digitalRead",
    "digitalWrite",
    "map",
    "micros",
    "millis",
    "noInterrupts",
    "interrupts",
    "random",
    "analogWrite",
];

/// Time after which the soft watchdog resets the chip, in microseconds.
const WATCHDOG: i64 = 3_000_000;

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Esp8266 {
        return;
    }
    for kind in ["while_statement", "for_statement", "do_statement"] {
        for node in context.certain_nodes(kind) {
            let Some(condition) = node.child_by_field_name("condition") else {
                if context.is_endless(node) {
                    tell(context, target, node, findings);
                }
                continue;
            };
            // Endless, or waiting for a pin to change.
            let polls = kind == "while_statement"
                && context.text_of(condition).contains("digitalRead(")
                && !context.text_of(condition).contains("millis");
            if context.is_endless(node) || polls || lasts(context, node, condition) {
                tell(context, target, node, findings);
            }
        }
    }
}

/// Whether a counted loop waits for longer than the watchdog does.
fn lasts(context: &Context, node: Node, condition: Node) -> bool {
    let Some(right) = condition.child_by_field_name("right").filter(|_| node.kind() == "for_statement") else { return false };
    let (Some(passes), Some(body)) = (context.value_at(Span::from(right)), node.child_by_field_name("body")) else { return false };
    let waits = context.calls_in(Span::from(body)).filter(|call| call.name == "delayMicroseconds").filter_map(|call| code::int(call, 0));
    passes.saturating_mul(waits.sum()) >= WATCHDOG
}

fn tell(context: &Context, target: &Target, node: Node, findings: &mut Vec<Finding>) {
    let leaves = code::holds(node, &["break_statement", "return_statement", "goto_statement"]);
    let is_busy = |call: &Call| match call.receiver.as_deref() {
        None => BUSY.contains(&call.name.as_str()) && !context.declares(&call.name),
        Some("Serial") => matches!(call.name.as_str(), "print" | "println"),
        Some(_) => false,
    };
    if leaves || !context.calls_in(Span::from(node)).all(is_busy) {
        return;
    }
    // A macro may hide a call.
    let end = context.text[node.start_byte()..].find(['{', ';', '\n']).map_or(node.end_byte(), |at| node.start_byte() + at);
    let span = Span::new(node.start_byte(), end.min(node.end_byte()).max(node.start_byte() + 1));
    let span = Span::new(span.start, span.start + context.slice(span).trim_end().len());
    // Halting after a failure is the custom; here it restarts the chip, which may be as welcome.
    let is_halt = code::has_ancestor(node, &["if_statement", "else_clause"]) && context.calls_in(Span::from(node)).next().is_none();
    findings.push(
        RULE.at(span, "this loop keeps the system from running: the watchdog resets the chip after about 3 s")
            .severity(if is_halt { Severity::Hint } else { Severity::Warning })
            .evidence(target, Evidence::api(target, "delay() and yield() let the system run")),
    );
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn loops_that_hand_over_or_end() {
        check("nodemcuv2", "void loop() { while (1) delay(1); while (true) { server(); } while (x < 3) x++; }", "");
        check(
            "nodemcuv2",
            "void loop() { while (digitalRead(D1) == LOW) {} }",
            "loop-starves-watchdog warning while (digitalRead(D1) == LOW)",
        );
        check("esp32dev", "void loop() { while (1); }", "");
        let text = |passes: &str| {
            format!("void loop() {{ for (long i = 0; i < {passes}; i++) {{ digitalWrite(D1, LOW); delayMicroseconds(1000); }} }}")
        };
        check("nodemcuv2", &text("20 * 1000"), "loop-starves-watchdog warning for (long i = 0");
        check("nodemcuv2", &text("200"), "");
    }
}
