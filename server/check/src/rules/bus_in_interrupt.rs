//! I2C, the SD card or the network used inside an interrupt handler.
//!
//! Why: These libraries wait for interrupts of their own, which do not come while a handler runs:
//! the program hangs or the watchdog resets the board. Instead: set a volatile flag in the handler
//! and talk to the device in loop().
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/external-interrupts/attachInterrupt/

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "bus-in-interrupt",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "I2C, the SD card or the network used inside an interrupt handler.",
    why: "These libraries wait for interrupts of their own, which do not come while a handler runs: the program hangs or the watchdog resets the board.",
    instead: "Set a volatile flag in the handler and talk to the device in loop().",
    wrong: "//- /alarm.ino board:uno
#include <Wire.h>
void alarm() { Wire.requestFrom(0x68, 1); }
void setup() { Wire.begin(); attachInterrupt(digitalPinToInterrupt(2), alarm, FALLING); }
void loop() {}
",
    right: "//- /alarm.ino board:uno
#include <Wire.h>
volatile bool due = false;
void alarm() { due = true; }
void setup() { Wire.begin(); attachInterrupt(digitalPinToInterrupt(2), alarm, FALLING); }
void loop() { if (due) { due = false; Wire.requestFrom(0x68, 1); } }
",
    source: "https://docs.arduino.cc/language-reference/en/functions/external-interrupts/attachInterrupt/",
    check: Check::Anywhere(check),
};

const BUSES: [&str; 8] = ["Wire", "Wire1", "SD", "WiFi", "HTTPClient", "WiFiClient", "PubSubClient", "File"];

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for handler in &context.facts.interrupt_handlers {
        let Some(body) = handler.body else { continue };
        for call in context.calls_in(body).filter(|call| context.is_certain(call.span)) {
            let owner = call.receiver_type.as_deref().or(call.receiver.as_deref());
            if let Some(owner) = owner.filter(|owner| BUSES.contains(owner)) {
                findings
                    .push(RULE.at(call.span, format!("{owner}.{} waits for interrupts inside the handler {}", call.name, handler.name)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn elsewhere_it_is_fine() {
        check("uno", "#include <Wire.h>\nvoid loop() { Wire.requestFrom(0x68, 1); }", "");
    }
}
