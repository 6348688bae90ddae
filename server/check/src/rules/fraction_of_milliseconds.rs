//! A pause in milliseconds or microseconds with a fraction.
//!
//! Why: sleep_ms() and sleep_us() take whole numbers: a number with a decimal point raises
//! TypeError. Instead: use time.sleep() for fractions of a second, or sleep_us().
//!
//! Source: MicroPython, https://docs.micropython.org/en/latest/library/time.html#time.sleep_ms

use super::{Check, PYTHON, Rule};
use crate::context::Context;
use crate::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "fraction-of-milliseconds",
    severity: Severity::Error,
    languages: PYTHON,
    summary: "A pause in milliseconds or microseconds with a fraction.",
    why: "sleep_ms() and sleep_us() take whole numbers: a number with a decimal point raises TypeError.",
    instead: "Use time.sleep() for fractions of a second, or sleep_us().",
    wrong: "#- /wait.py board:pico
import time
time.sleep_ms(0.5)
",
    right: "#- /wait.py board:pico
import time
time.sleep_us(500)
",
    source: "https://docs.micropython.org/en/latest/library/time.html#time.sleep_ms",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for call in ["sleep_ms", "sleep_us"].iter().flat_map(|name| context.calls_named(name)) {
        // The asynchronous twin rounds.
        let is_ours = call.qualified.as_deref().is_some_and(|name| name.starts_with("time.") || name.starts_with("utime."));
        let Some(argument) = call.arguments.first().filter(|_| is_ours) else { continue };
        let is_fraction =
            argument.text.contains('.') && argument.text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'_');
        let is_quotient =
            argument.text.contains('/') && !argument.text.contains("//") && !argument.text.contains('(') && !argument.text.contains('"');
        if is_fraction || is_quotient {
            findings.push(RULE.at(argument.span, format!("{} takes a whole number, not {}", call.name, argument.text)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn divisions_give_fractions() {
        check(
            "pico",
            "import time\ntime.sleep_ms(1000 / 3)\ntime.sleep_ms(1000 // 3)\ntime.sleep(0.5)\n",
            "fraction-of-milliseconds error 1000 / 3",
        );
    }
}
