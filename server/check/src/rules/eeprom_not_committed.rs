//! A write to an emulated EEPROM that is never committed.
//!
//! Why: write() and put() change the copy in memory only. Without commit() the flash keeps the old
//! value and the new one is gone after a reset. Instead: call EEPROM.commit() after writing.
//!
//! Source: ESP8266 Arduino core,
//! https://arduino-esp8266.readthedocs.io/en/latest/libraries.html#eeprom

use boards::Target;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "eeprom-not-committed",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A write to an emulated EEPROM that is never committed.",
    why: "write() and put() change the copy in memory only. Without commit() the flash keeps the old value and the new one is gone after a reset.",
    instead: "Call EEPROM.commit() after writing.",
    wrong: "//- /save.ino board:esp32dev
#include <EEPROM.h>
void setup() { EEPROM.begin(64); EEPROM.write(0, 42); }
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
    let begins = context.calls_named("begin").any(|call| call.receiver.as_deref() == Some("EEPROM"));
    if !begins || ["EEPROM.commit", "EEPROM.end"].iter().any(|saves| context.text.contains(saves)) {
        return;
    }
    let writes = context.calls().find(|call| {
        call.receiver.as_deref() == Some("EEPROM") && (call.name.starts_with("write") || matches!(call.name.as_str(), "put" | "update"))
    });
    if let Some(call) = writes {
        findings.push(
            RULE.at(call.span, "this write is never committed and lost at the next reset")
                .evidence(target, Evidence::api(target, "EEPROM is emulated in flash on this chip")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn the_end_commits_too() {
        check("nodemcuv2", "#include <EEPROM.h>\nvoid setup() { EEPROM.begin(4); EEPROM.put(0, 1); EEPROM.end(); }\nvoid loop() {}", "");
    }
}
