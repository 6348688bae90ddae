//! The wake-up line of an ESP8266 used for something else.
//!
//! Why: After deep sleep the timer pulls GPIO16 low, and that pin must be wired to RST to wake the
//! chip. Driven by the program or by a button, it resets the chip or never wakes it. Instead: leave
//! GPIO16 (D0) to the wake-up.
//!
//! Source: ESP8266 Arduino core,
//! https://arduino-esp8266.readthedocs.io/en/latest/libraries.html#esp-specific-apis

use boards::{Family, Target};
use document::facts::PinRole;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, words};

pub(super) const RULE: Rule = Rule {
    name: "wake-line-used",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "The wake-up line of an ESP8266 used for something else.",
    why: "After deep sleep the timer pulls GPIO16 low, and that pin must be wired to RST to wake the chip. Driven by the program or by a button, it resets the chip or never wakes it.",
    instead: "Leave GPIO16 (D0) to the wake-up.",
    wrong: "//- /sleep.ino board:nodemcuv2
void setup() { pinMode(D0, OUTPUT); digitalWrite(D0, LOW); ESP.deepSleep(20e6); }
void loop() {}
",
    right: "//- /sleep.ino board:nodemcuv2
void setup() { pinMode(D1, OUTPUT); digitalWrite(D1, LOW); ESP.deepSleep(20e6); }
void loop() {}
",
    source: "https://arduino-esp8266.readthedocs.io/en/latest/libraries.html#esp-specific-apis",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Esp8266 {
        return;
    }
    let sleeps = context
        .calls_named("deepSleep")
        .any(|call| call.receiver.as_deref() == Some("ESP") && call.arguments.first().is_some_and(|time| time.text != "0"));
    if !sleeps {
        return;
    }
    let mut told = false;
    for pin_use in context.uses() {
        // A pull-up, or only an input, is how some boards are wired.
        let drives = matches!(pin_use.fact.role, PinRole::Output | PinRole::Pwm | PinRole::Data | PinRole::Servo);
        if let Some(pin) = pin_use.pin.filter(|pin| pin.chip_pin == "GPIO16" && drives && !told) {
            told = true;
            findings.push(
                RULE.at(pin_use.fact.span, format!("{} is the line that wakes the chip", words::used(pin_use, pin)))
                    .evidence(target, Evidence::pin(target, pin, "GPIO16 wakes the chip through RST")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn without_sleep_it_is_free() {
        check("nodemcuv2", "void setup() { pinMode(D0, OUTPUT); }", "");
        check("nodemcuv2", "void setup() { pinMode(D0, WAKEUP_PULLUP); ESP.deepSleep(1); }", "");
    }
}
