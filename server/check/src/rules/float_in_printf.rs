//! A floating-point number formatted by sprintf() on an AVR.
//!
//! Why: The printf of avr-libc is linked without floating point to save flash: it prints a question
//! mark in place of the number. Instead: convert it with dtostrf(value, width, decimals, buffer), or
//! print it by itself.
//!
//! Source: avr-libc manual, https://www.nongnu.org/avr-libc/user-manual/group__avr__stdio.html

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "float-in-printf",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A floating-point number formatted by sprintf() on an AVR.",
    why: "The printf of avr-libc is linked without floating point to save flash: it prints a question mark in place of the number.",
    instead: "Convert it with dtostrf(value, width, decimals, buffer), or print it by itself.",
    wrong: "//- /show.ino board:uno
char line[16];
void setup() { sprintf(line, \"%.1f\", 21.5); }
void loop() {}
",
    right: "//- /show.ino board:uno
char line[16];
void setup() { dtostrf(21.5, 4, 1, line); }
void loop() {}
",
    source: "https://www.nongnu.org/avr-libc/user-manual/group__avr__stdio.html",
    check: Check::OnBoard(check),
};

/// Functions with the index of their format.
const PRINTERS: [(&str, usize); 6] = [("sprintf", 1), ("snprintf", 2), ("sprintf_P", 1), ("snprintf_P", 2), ("printf", 0), ("fprintf", 1)];

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Avr {
        return;
    }
    for (name, index) in PRINTERS {
        for call in context.free_named(&[name]) {
            let Some(format) = call.arguments.get(index).filter(|format| format.text.contains('"') && formats_float(&format.text)) else {
                continue;
            };
            findings.push(
                RULE.at(format.span, format!("{name} prints ? for a floating-point number here"))
                    .evidence(target, Evidence::api(target, "the printf of avr-libc is linked without floating point")),
            );
        }
    }
}

/// Whether a format has a conversion such as `%f` or `%6.2f`.
fn formats_float(format: &str) -> bool {
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        let conversion = rest[at + 1..].trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | ' ' | '#' | '*'));
        if conversion.starts_with(['f', 'F', 'e', 'E', 'g', 'G']) {
            return true;
        }
        // A doubled sign stands for itself.
        rest = conversion.strip_prefix('%').unwrap_or(conversion);
    }
    false
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn other_conversions_and_other_chips() {
        check(
            "uno",
            "char b[9];\nvoid loop() { sprintf(b, \"%d%% free\", 3); snprintf(b, 9, \"%5.2f\", 1.5); }",
            "float-in-printf warning \"%5.2f\"",
        );
        check("esp32dev", "char b[9];\nvoid loop() { sprintf(b, \"%f\", 1.5); }", "");
    }
}
