//! Output on Serial without Serial.begin().
//!
//! Why: begin() sets the speed and switches the port on. Without it nothing leaves the chip.
//! Instead: call Serial.begin(speed) in setup(), with the speed of the monitor.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/communication/serial/begin/

use boards::Target;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "serial-not-begun",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "Output on Serial without Serial.begin().",
    why: "begin() sets the speed and switches the port on. Without it nothing leaves the chip.",
    instead: "Call Serial.begin(speed) in setup(), with the speed of the monitor.",
    wrong: "//- /hello.ino board:uno
void setup() {}
void loop() { Serial.println(1); delay(100); }
",
    right: "//- /hello.ino board:uno
void setup() { Serial.begin(9600); }
void loop() { Serial.println(1); delay(100); }
",
    source: "https://docs.arduino.cc/language-reference/en/functions/communication/serial/begin/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    // A port on native USB works without.
    let has_uart = matches!(target.chip.id.as_str(), "atmega328p" | "atmega2560" | "esp32" | "esp8266");
    let plain = |header: &str| {
        target.runtime.api.library(header).is_none_or(|library| library.bundled)
            && !header.contains('/')
            && target.runtime.api.library(header).is_some()
            || header == "Arduino.h"
    };
    if !has_uart || !context.is_self_contained(plain) {
        return;
    }
    let begins = context.text.contains("Serial.begin");
    let prints = ["println", "print", "printf", "write"]
        .iter()
        .flat_map(|name| context.calls_named(name))
        .find(|call| call.receiver.as_deref() == Some("Serial"));
    if let Some(call) = prints.filter(|_| !begins && !context.declares("Serial")) {
        findings.push(
            RULE.at(call.span, "Serial is used and Serial.begin() is missing")
                .evidence(target, Evidence::api(target, "Serial is the UART behind the USB chip")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn native_usb_needs_no_begin() {
        check("leonardo", "void setup() {}\nvoid loop() { Serial.println(1); }", "");
        check("uno", "void loop() { Serial.println(1); }", "");
        check("uno", "void setup() { Serial.begin (9600); }\nvoid loop() { Serial.println(1); }", "");
    }
}
