//! Ticks that are subtracted or compared as plain numbers.
//!
//! Why: The tick counters start over, after 12 days of milliseconds or 18 minutes of microseconds.
//! Across that point a plain difference is a huge negative number. Instead: use ticks_diff(end,
//! start).
//!
//! Source: MicroPython, https://docs.micropython.org/en/latest/library/time.html#time.ticks_diff

use document::Span;
use tree_sitter::Node;

use super::{Check, PYTHON, Rule};
use crate::context::Context;
use crate::{Edit, Finding, Fix, Severity};

pub(super) const RULE: Rule = Rule {
    name: "ticks-subtracted",
    severity: Severity::Warning,
    languages: PYTHON,
    summary: "Ticks that are subtracted or compared as plain numbers.",
    why: "The tick counters start over, after 12 days of milliseconds or 18 minutes of microseconds. Across that point a plain difference is a huge negative number.",
    instead: "Use ticks_diff(end, start).",
    wrong: "#- /wait.py board:pico
import time
start = time.ticks_ms()
while time.ticks_ms() - start < 500:
    pass
",
    right: "#- /wait.py board:pico
import time
start = time.ticks_ms()
while time.ticks_diff(time.ticks_ms(), start) < 500:
    pass
",
    source: "https://docs.micropython.org/en/latest/library/time.html#time.ticks_diff",
    check: Check::Anywhere(check),
};

const TICKS: [&str; 3] = ["ticks_ms", "ticks_us", "ticks_cpu"];

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for node in context.certain_nodes("binary_operator") {
        let (Some(left), Some(right), Some(operator)) =
            (node.child_by_field_name("left"), node.child_by_field_name("right"), node.child_by_field_name("operator"))
        else {
            continue;
        };
        if context.text_of(operator) != "-" || !(is_ticks(context, left) || is_ticks(context, right)) {
            continue;
        }
        // A number taken off is a point in time, not a difference.
        if right.kind() == "integer" {
            continue;
        }
        let (end, start) = (context.text_of(left), context.text_of(right));
        let module = end.rsplit_once('.').filter(|_| is_ticks(context, left)).map(|(module, _)| format!("{module}."));
        let fix = module.map(|module| Fix {
            title: "Use ticks_diff".to_owned(),
            edits: vec![Edit { span: Span::from(node), text: format!("{module}ticks_diff({end}, {start})") }],
        });
        findings.push(RULE.at(Span::from(node), "this difference goes wrong when the ticks start over").fix(fix));
    }
    for node in context.certain_nodes("comparison_operator") {
        let (Some(left), Some(right)) = (node.named_child(0), node.named_child(1)) else { continue };
        let is_order = context.slice(Span::new(left.end_byte(), right.start_byte())).contains(['<', '>']);
        let is_moment = |node: Node| !matches!(node.kind(), "integer" | "float");
        if is_order
            && node.named_child_count() == 2
            && ((is_ticks(context, left) && is_moment(right)) || (is_ticks(context, right) && is_moment(left)))
        {
            findings.push(RULE.at(Span::from(node), "this comparison goes wrong when the ticks start over"));
        }
    }
}

fn is_ticks(context: &Context, node: Node) -> bool {
    let text = context.text_of(node);
    let Some(name) = text.strip_suffix("()") else { return false };
    let last = name.rsplit('.').next().unwrap_or(name);
    TICKS.contains(&last)
        && (name == last || matches!(name.rsplit_once('.'), Some(("time" | "utime", _))))
        && !context.defines_function(last)
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn differences_and_deadlines() {
        check("pico", "import time\nend = 5\nwhile time.ticks_ms() < end:\n    pass\n", "ticks-subtracted warning time.ticks_ms() < end");
        check("pico", "import time\nx = time.ticks_ms() + 5\ny = time.ticks_ms() - 100\n", "");
        assert_eq!(fixed("pico", "import time\nx = time.ticks_ms() - s\n"), "import time\nx = time.ticks_diff(time.ticks_ms(), s)\n");
    }
}
