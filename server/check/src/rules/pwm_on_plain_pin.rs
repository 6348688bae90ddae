//! Pulse width modulation on a pin that no timer reaches.
//!
//! Why: on AVR each PWM output belongs to a timer; on any other pin `analogWrite` falls back to fully
//! on or fully off, switching at half. Instead: use a PWM pin (marked ~ on the board).
//!
//! Source: arduino/ArduinoCore-avr `cores/arduino/wiring_analog.c`; the pin tables of the board.

use boards::{RuntimeKind, Target};
use document::facts::{PinRole, Value};

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "pwm-on-plain-pin",
    severity: Severity::Error,
    languages: BOTH,
    summary: "PWM output on a pin that has none.",
    why: "No timer output reaches this pin: it is switched fully on from 128 and fully off below.",
    instead: "Use a PWM pin (marked ~ on the board).",
    wrong: "//- /fade.ino board:uno
void setup() { pinMode(4, OUTPUT); }
void loop() { analogWrite(4, 100); }
",
    right: "//- /fade.ino board:uno
void setup() { pinMode(5, OUTPUT); }
void loop() { analogWrite(5, 100); }
",
    source: "https://github.com/arduino/ArduinoCore-avr/blob/master/cores/arduino/wiring_analog.c",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    context.report(findings, |pin_use| {
        // A pin without any output is told by input-only-pin-driven.
        let pin = pin_use.pin.filter(|pin| pin_use.fact.role == PinRole::Pwm && pin.output && !pin.pwm && pin.dac.is_none())?;
        if is_fully_on_or_off(context, pin_use) {
            return None;
        }
        let name = words::used(pin_use, pin);
        let pwm_pins: Vec<String> = target.pins.iter().filter(|pin| pin.pwm && pin.exposed).map(|pin| pin.number.to_string()).collect();
        let finding = RULE
            .at(pin_use.fact.span, format!("{name} of {} has no PWM", words::board(target)))
            .help(format!("PWM pins are {}.", words::list(&pwm_pins, 16)))
            .evidence(target, Evidence::pin(target, pin, format!("{name} has no PWM")))
            .fix(nearest::replacement(context, target, pin_use, "the nearest free PWM pin", |other| other.pwm));
        Some(if target.runtime.kind == RuntimeKind::MicroPython {
            finding.why("The port cannot make PWM on this pin: the call raises ValueError.")
        } else {
            finding
        })
    });
}

/// `analogWrite(pin, 0)` and `(pin, 255)` do what they say on every pin.
fn is_fully_on_or_off(context: &Context, pin_use: &crate::context::Use) -> bool {
    let mut writes = context
        .facts
        .calls
        .iter()
        .filter(|call| {
            call.name == "analogWrite"
                && (call.span == pin_use.fact.call_span
                    || call
                        .arguments
                        .first()
                        .is_some_and(|first| first.text == context.text[pin_use.fact.span.start..pin_use.fact.span.end]))
        })
        .peekable();
    writes.peek().is_some()
        && writes
            .all(|call| call.arguments.get(1).is_some_and(|level| matches!(level.value, Some(Value::Int(0 | 255))) || level.text == "LOW"))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn pins_without_timer() {
        check("uno", "void loop() { analogWrite(9, 10); }", "");
        check("uno", "void loop() { analogWrite(7, 10); }", "pwm-on-plain-pin error 7");
        check("uno", "void loop() { analogWrite(A0, 10); }", "pwm-on-plain-pin error A0");
    }

    #[test]
    fn fully_on_or_off_works_everywhere() {
        check("uno", "void loop() { analogWrite(7, 0); analogWrite(7, 255); }", "");
    }

    #[test]
    fn servo_needs_no_pwm_on_avr() {
        check("uno", "#include <Servo.h>\nServo arm;\nvoid setup() { arm.attach(7); }", "");
    }

    #[test]
    fn micropython_on_esp8266_has_no_pwm_on_16() {
        check("nodemcuv2", "from machine import Pin, PWM\np = PWM(Pin(16))\n", "pwm-on-plain-pin error 16");
    }
}
