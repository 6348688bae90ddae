//! An EEPROM address beyond the end of the memory.
//!
//! Why: The chip uses as many address bits as it has memory: an address beyond wraps around and
//! overwrites another value. Instead: use an address below the size of the EEPROM.
//!
//! Source: Arduino documentation, https://docs.arduino.cc/learn/built-in-libraries/eeprom/

use boards::Target;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "eeprom-address-beyond-end",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "An EEPROM address beyond the end of the memory.",
    why: "The chip uses as many address bits as it has memory: an address beyond wraps around and overwrites another value.",
    instead: "Use an address below the size of the EEPROM.",
    wrong: "//- /save.ino board:uno
#include <EEPROM.h>
void setup() { EEPROM.write(1024, 1); }
void loop() {}
",
    right: "//- /save.ino board:uno
#include <EEPROM.h>
void setup() { EEPROM.write(1023, 1); }
void loop() {}
",
    source: "https://docs.arduino.cc/learn/built-in-libraries/eeprom/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let built_in = match target.chip.id.as_str() {
        "atmega2560" => Some(4096),
        "atmega328p" | "atmega32u4" => Some(1024),
        _ => None,
    };
    let begun: Vec<Option<i64>> =
        context.calls_named("begin").filter(|call| call.receiver.as_deref() == Some("EEPROM")).map(|call| code::int(call, 0)).collect();
    let size = match (built_in, begun.as_slice()) {
        (Some(size), _) => size,
        (None, [Some(size)]) => *size,
        _ => return,
    };
    for call in ["read", "write", "update", "get", "put"].iter().flat_map(|name| context.calls_named(name)) {
        if call.receiver.as_deref() != Some("EEPROM") {
            continue;
        }
        let (Some(address), Some(argument)) = (code::int(call, 0), call.arguments.first()) else { continue };
        if address >= size {
            findings.push(RULE.at(argument.span, format!("the EEPROM ends at address {}", size - 1)).evidence(
                target,
                Evidence {
                    table: format!("{}/chip", target.board.id),
                    fact: format!("{size} bytes of EEPROM"),
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
    fn the_size_that_was_begun() {
        check(
            "esp32dev",
            "#include <EEPROM.h>\nvoid setup() { EEPROM.begin(16); EEPROM.read(16); EEPROM.read(15); }",
            "eeprom-address-beyond-end error 16",
        );
    }
}
