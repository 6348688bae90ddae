//! More bytes asked of the Wire library than its buffer holds.
//!
//! Why: The library of the AVR core keeps 32 bytes. What goes beyond is cut off without a word.
//! Instead: read or write in pieces of at most 32 bytes.
//!
//! Source: ArduinoCore-avr,
//! https://github.com/arduino/ArduinoCore-avr/blob/1.8.8/libraries/Wire/src/Wire.h

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "wire-buffer-exceeded",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "More bytes asked of the Wire library than its buffer holds.",
    why: "The library of the AVR core keeps 32 bytes. What goes beyond is cut off without a word.",
    instead: "Read or write in pieces of at most 32 bytes.",
    wrong: "//- /eeprom.ino board:uno
#include <Wire.h>
void setup() { Wire.begin(); Wire.requestFrom(0x50, 64); }
void loop() {}
",
    right: "//- /eeprom.ino board:uno
#include <Wire.h>
void setup() { Wire.begin(); Wire.requestFrom(0x50, 32); }
void loop() {}
",
    source: "https://github.com/arduino/ArduinoCore-avr/blob/1.8.8/libraries/Wire/src/Wire.h",
    check: Check::OnBoard(check),
};

/// `BUFFER_LENGTH` of the AVR core.
const BUFFER: i64 = 32;

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Avr || context.text.contains("BUFFER_LENGTH") {
        return;
    }
    for call in context.method_calls("Wire", &["requestFrom", "write"]) {
        let (Some(count), Some(argument)) = (code::int(call, 1), call.arguments.get(1)) else { continue };
        if count > BUFFER {
            let message = match call.name.as_str() {
                "write" => format!("{count} bytes are written and {BUFFER} are sent"),
                _ => format!("{count} bytes are asked for and {BUFFER} come"),
            };
            findings.push(RULE.at(argument.span, message).evidence(
                target,
                Evidence {
                    table: format!("{}/api", target.runtime.coordinate()),
                    fact: format!("BUFFER_LENGTH is {BUFFER}"),
                    source: RULE.source.to_owned(),
                },
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn other_cores_have_more() {
        check("esp32dev", "#include <Wire.h>\nvoid f() { Wire.requestFrom(0x50, 64); }", "");
    }

    #[test]
    fn what_is_sent_has_the_same_limit() {
        check("uno", "#include <Wire.h>\nbyte p[64];\nvoid f() { Wire.write(p, 64); }", "wire-buffer-exceeded error 64");
        check("uno", "#include <Wire.h>\nbyte p[64];\nvoid f() { Wire.write(p, 32); Wire.write(64); }", "");
    }
}
