//! A clock compared with a sum, which fails when the clock starts over.
//!
//! Why: millis() starts over every 49.7 days and micros() every 71 minutes. Near that point the sum
//! is small and the clock large, or the other way round: the wait ends at once, or lasts for days.
//! Instead: compare the elapsed time: millis() - start >= wait.
//!
//! Source: Arduino reference, https://docs.arduino.cc/language-reference/en/functions/time/millis/

use document::Span;
use tree_sitter::Node;

use super::{ARDUINO, Check, Rule};
use crate::code::Binary;
use crate::context::Context;
use crate::{Edit, Finding, Fix, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "deadline-compared",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A clock compared with a sum, which fails when the clock starts over.",
    why: "millis() starts over every 49.7 days and micros() every 71 minutes. Near that point the sum is small and the clock large, or the other way round: the wait ends at once, or lasts for days.",
    instead: "Compare the elapsed time: millis() - start >= wait.",
    wrong: "//- /blink.ino board:uno
unsigned long last = 0;
void setup() {}
void loop() { if (millis() > last + 500) last = millis(); }
",
    right: "//- /blink.ino board:uno
unsigned long last = 0;
void setup() {}
void loop() { if (millis() - last > 500) last = millis(); }
",
    source: "https://docs.arduino.cc/language-reference/en/functions/time/millis/",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for Binary { node, left, operator, right } in context.certain_binaries() {
        let mirrored = match operator {
            ">" => "<",
            ">=" => "<=",
            "<" => ">",
            "<=" => ">=",
            _ => continue,
        };
        let (clock, sum, operator) = if is_clock(context, left) {
            (left, right, operator)
        } else if is_clock(context, right) {
            (right, left, mirrored)
        } else {
            continue;
        };
        let sum = code::bare(sum);
        let is_sum = sum.kind() == "binary_expression"
            && sum.child_by_field_name("operator").is_some_and(|operator| context.text_of(operator) == "+")
            && !is_constant(context, sum);
        if is_sum {
            let clock = context.text_of(clock).to_owned();
            findings.push(
                RULE.at(Span::from(node), format!("this comparison goes wrong when {clock} starts over"))
                    .fix(elapsed(context, node, sum, &clock, operator)),
            );
        }
    }
}

/// `millis() > last + 500` as `millis() - last > 500`, when one part is the start and the other a
/// constant.
fn elapsed(context: &Context, node: Node, sum: Node, clock: &str, operator: &str) -> Option<Fix> {
    let (left, right) = (sum.child_by_field_name("left")?, sum.child_by_field_name("right")?);
    let (start, wait) = match (is_constant(context, left), is_constant(context, right)) {
        (false, true) => (left, right),
        (true, false) => (right, left),
        _ => return None,
    };
    let is_simple = start.kind() == "identifier";
    let (start, wait) = (context.text_of(start), context.text_of(wait));
    is_simple.then(|| Fix {
        title: "Compare the elapsed time".to_owned(),
        edits: vec![Edit { span: Span::from(node), text: format!("{clock} - {start} {operator} {wait}") }],
    })
}

fn is_clock(context: &Context, node: Node) -> bool {
    let text = context.text_of(code::bare(node));
    code::CLOCKS.iter().any(|clock| text.strip_prefix(clock).is_some_and(|rest| rest.trim() == "()") && !context.declares(clock))
}

/// Whether a value is made of numbers and constants alone.
fn is_constant(context: &Context, node: Node) -> bool {
    match node.kind() {
        "number_literal" => true,
        "identifier" => {
            let name = context.text_of(node);
            context.facts.constants.iter().any(|constant| constant.name == name) && !context.is_assigned(name)
        }
        "binary_expression" | "parenthesized_expression" => {
            let mut cursor = node.walk();
            node.named_children(&mut cursor).all(|child| is_constant(context, child))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn either_side() {
        let text = "unsigned long end;\nvoid loop() { while (end + 10 > millis()) {} }";
        check("", text, "deadline-compared warning end + 10 > millis()");
    }

    #[test]
    fn uptime_may_be_compared_with_a_constant() {
        check("", "#define WARMUP 3000\nvoid loop() { if (millis() > WARMUP + 500) {} if (millis() - 5 > 3) {} }", "");
    }

    #[test]
    fn the_elapsed_time_is_compared() {
        let text = "unsigned long last;\nvoid loop() { if (millis() >= last + 500) last = millis(); }\n";
        assert_eq!(fixed("", text), "unsigned long last;\nvoid loop() { if (millis() - last >= 500) last = millis(); }\n");
    }
}
