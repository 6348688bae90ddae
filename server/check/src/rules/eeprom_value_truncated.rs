//! A value that does not fit into one byte of EEPROM.
//!
//! Why: write() and update() store a byte. Of a larger number only the low eight bits remain.
//! Instead: store it with EEPROM.put(address, variable).
//!
//! Source: Arduino documentation, https://docs.arduino.cc/learn/built-in-libraries/eeprom/

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "eeprom-value-truncated",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A value that does not fit into one byte of EEPROM.",
    why: "write() and update() store a byte. Of a larger number only the low eight bits remain.",
    instead: "Store it with EEPROM.put(address, variable).",
    wrong: "//- /save.ino board:uno
#include <EEPROM.h>
void setup() { EEPROM.write(0, 300); }
void loop() {}
",
    right: "//- /save.ino board:uno
#include <EEPROM.h>
void setup() { int value = 300; EEPROM.put(0, value); }
void loop() {}
",
    source: "https://docs.arduino.cc/learn/built-in-libraries/eeprom/",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for call in ["write", "update"].iter().flat_map(|name| context.calls_named(name)) {
        if call.receiver.as_deref() != Some("EEPROM") || call.arguments.len() != 2 {
            continue;
        }
        let (Some(value), Some(argument)) = (code::int(call, 1), call.arguments.get(1)) else { continue };
        if !(-128..=255).contains(&value) {
            findings.push(RULE.at(argument.span, format!("{value} does not fit into a byte: {} is stored", value & 0xFF)));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn bytes_fit() {
        check("", "void setup() { EEPROM.write(0, 255); EEPROM.write(400, 1); }", "");
    }
}
