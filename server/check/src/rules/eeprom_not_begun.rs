//! EEPROM used without EEPROM.begin() where it is emulated.
//!
//! Why: This chip has no EEPROM: the library keeps a copy of a flash sector in memory, and begin()
//! makes that copy. Without it reads give nothing and writes go nowhere. Instead: call
//! EEPROM.begin(size) in setup().
//!
//! Source: ESP8266 Arduino core,
//! https://arduino-esp8266.readthedocs.io/en/latest/libraries.html#eeprom

use boards::Target;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "eeprom-not-begun",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "EEPROM used without EEPROM.begin() where it is emulated.",
    why: "This chip has no EEPROM: the library keeps a copy of a flash sector in memory, and begin() makes that copy. Without it reads give nothing and writes go nowhere.",
    instead: "Call EEPROM.begin(size) in setup().",
    wrong: "//- /save.ino board:esp32dev
#include <EEPROM.h>
void setup() { EEPROM.write(0, 42); EEPROM.commit(); }
void loop() {}
",
    right: "//- /save.ino board:esp32dev
#include <EEPROM.h>
void setup() { EEPROM.begin(64); EEPROM.write(0, 42); EEPROM.commit(); }
void loop() {}
",
    source: "https://arduino-esp8266.readthedocs.io/en/latest/libraries.html#eeprom",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if !context.uses_emulated_eeprom(target) {
        return;
    }
    let begins =
        context.calls_named("begin").any(|call| call.receiver.as_deref() == Some("EEPROM")) || context.text.contains("EEPROM.begin(");
    if begins {
        return;
    }
    let uses = context.calls().find(|call| call.receiver.as_deref() == Some("EEPROM") && call.receiver_type.is_none());
    if let Some(call) = uses {
        findings.push(
            RULE.at(call.span, "the EEPROM is used and EEPROM.begin(size) is missing")
                .evidence(target, Evidence::api(target, "EEPROM is emulated in flash on this chip")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn a_real_eeprom_needs_no_begin() {
        check("uno", "#include <EEPROM.h>\nvoid setup() { EEPROM.write(0, 1); }\nvoid loop() {}", "");
    }
}
