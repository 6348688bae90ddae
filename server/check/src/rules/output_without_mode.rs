//! A pin that is written and never made an output.
//!
//! Why: After reset every pin is an input. On an AVR writing HIGH then only switches the pull-up on,
//! and an LED glows faintly; on other chips nothing happens. Instead: call pinMode(pin, OUTPUT) in
//! setup().
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/digital-io/digitalwrite/

use boards::Target;
use document::Span;
use document::facts::PinRole;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, words};

pub(super) const RULE: Rule = Rule {
    name: "output-without-mode",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A pin that is written and never made an output.",
    why: "After reset every pin is an input. On an AVR writing HIGH then only switches the pull-up on, and an LED glows faintly; on other chips nothing happens.",
    instead: "Call pinMode(pin, OUTPUT) in setup().",
    wrong: "//- /blink.ino board:uno
void setup() {}
void loop() { digitalWrite(8, HIGH); delay(5); digitalWrite(8, LOW); delay(5); }
",
    right: "//- /blink.ino board:uno
void setup() { pinMode(8, OUTPUT); }
void loop() { digitalWrite(8, HIGH); delay(5); digitalWrite(8, LOW); delay(5); }
",
    source: "https://docs.arduino.cc/language-reference/en/functions/digital-io/digitalwrite/",
    check: Check::OnBoard(check),
};

/// Headers whose libraries leave pins alone that are not theirs.
const PLAIN: [&str; 6] = ["Arduino.h", "EEPROM.h", "Servo.h", "SoftwareSerial.h", "Wire.h", "math.h"];

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if !context.is_self_contained(|header| PLAIN.contains(&header)) {
        return;
    }
    // A mode that cannot be followed may be this pin's; so may a direction register.
    let followed =
        |span: Span| context.uses().iter().any(|of| of.fact.callee == "pinMode" && of.fact.call_span == span && of.pin.is_some());
    let is_clear = context.calls_named("pinMode").all(|call| call.receiver.is_none() && followed(call.span));
    let sets_registers = ["DDR", "gpio_", "GPIO."].iter().any(|register| context.text.contains(register));
    // Misspelled, or hidden in a macro.
    let is_hidden = context.calls_named("pinMode").next().is_none() && context.text.to_ascii_lowercase().contains("pinmode");
    if !is_clear || sets_registers || is_hidden {
        return;
    }
    let makes_output = |role: PinRole| matches!(role, PinRole::Output | PinRole::Unspecified | PinRole::Pwm | PinRole::Data);
    let mut told = Vec::new();
    for pin_use in context.uses().iter().filter(|pin_use| pin_use.fact.callee == "digitalWrite") {
        let Some(pin) = pin_use.pin.filter(|pin| !told.contains(&pin.number)) else { continue };
        let others = context.uses().iter().filter(|other| other.pin.is_some_and(|of| of.number == pin.number));
        let is_set = others.clone().any(|other| other.fact.callee != "digitalWrite" && makes_output(other.fact.role));
        let is_input = others.clone().any(|other| {
            matches!(
                other.fact.role,
                PinRole::Input | PinRole::InputPullUp | PinRole::DigitalRead | PinRole::AnalogRead | PinRole::InputPullDown
            )
        });
        if is_set || is_input {
            continue;
        }
        told.push(pin.number);
        findings.push(
            RULE.at(pin_use.fact.span, format!("{} is written and never made an output", words::used(pin_use, pin)))
                .evidence(target, Evidence::pin(target, pin, "an input after reset")),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn modes_that_cannot_be_followed() {
        check("uno", "void ready(int p) { pinMode(p, OUTPUT); }\nvoid setup() { ready(f()); }\nvoid loop() { digitalWrite(8, HIGH); }", "");
        check("uno", "void setup() { pinMode(LED_BUILTIN, OUTPUT); }\nvoid loop() { digitalWrite(13, HIGH); }", "");
    }
}
