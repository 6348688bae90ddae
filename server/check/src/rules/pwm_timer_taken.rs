//! PWM on a pin whose timer a library has taken.
//!
//! Why: on AVR the Servo library runs on timer 1 (timer 5 first on the Mega) and `tone` on timer 2;
//! `analogWrite` on the pins of such a timer stops working. Instead: use a pin of another timer.
//!
//! Source: Servo library `src/avr/ServoTimers.h`; ArduinoCore-avr `cores/arduino/Tone.cpp`; seen in
//! simulation: with a servo attached, pin 9 of the Uno shows no PWM.

use boards::{Family, Pin, Target};
use document::facts::PinRole;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "pwm-timer-taken",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "PWM on a pin whose timer the Servo library or tone() uses.",
    why: "The library reprograms the timer that makes this pin's PWM.",
    instead: "Use a pin of another timer.",
    wrong: "//- /arm.ino board:uno
#include <Servo.h>
Servo arm;
void setup() { arm.attach(7); }
void loop() { arm.write(90); analogWrite(9, 100); }
",
    right: "//- /arm.ino board:uno
#include <Servo.h>
Servo arm;
void setup() { arm.attach(7); }
void loop() { arm.write(90); analogWrite(5, 100); }
",
    source: "https://github.com/arduino-libraries/Servo/blob/master/src/avr/ServoTimers.h",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Avr {
        return;
    }
    let is_classic = target.chip.id.starts_with("atmega328") || target.chip.id.starts_with("atmega168");
    let servo_timer = if target.chip.id == "atmega2560" { "timer5" } else { "timer1" };
    let mut taken: Vec<(&str, &str)> = Vec::new();
    if context.uses().iter().any(|pin_use| pin_use.fact.role == PinRole::Servo) {
        taken.push((servo_timer, "the Servo library"));
    }
    if is_classic && context.free_calls().any(|call| call.name == "tone") {
        taken.push(("timer2", "tone()"));
    }
    let receives_infrared = ["IRremote.h", "IRremote.hpp"].iter().any(|header| context.includes(header))
        && ["enableIRIn", "begin", "sendNEC", "sendSony", "sendRC5"]
            .iter()
            .any(|name| context.calls_named(name).any(|call| call.receiver.is_some()));
    // The library's default on these chips; a macro chooses another.
    if receives_infrared && (is_classic || target.chip.id == "atmega2560") && !context.text.contains("IR_USE_") {
        taken.push(("timer2", "the IRremote library"));
    }
    context.report(findings, |pin_use| {
        let pin = pin_use.pin.filter(|pin| pin_use.fact.role == PinRole::Pwm && pin.pwm)?;
        let (timer, taker) = *taken.iter().find(|(timer, _)| runs_on(pin, timer))?;
        let name = words::used(pin_use, pin);
        let number = timer.trim_start_matches("timer");
        Some(
            RULE.at(pin_use.fact.span, format!("{name} has no PWM while {taker} uses timer {number}"))
                .help("Use a PWM pin of another timer.")
                .evidence(target, Evidence::pin(target, pin, format!("{name} is an output of timer {number}")))
                .fix(nearest::replacement(context, target, pin_use, "the nearest free PWM pin of another timer", |other| {
                    other.pwm && taken.iter().all(|(timer, _)| !runs_on(other, timer))
                })),
        )
    });
}

fn runs_on(pin: &Pin, timer: &str) -> bool {
    pin.functions.iter().any(|function| function.starts_with(timer))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn tone_takes_timer_two() {
        check("uno", "void loop() { tone(8, 440); analogWrite(3, 9); analogWrite(5, 9); }", "pwm-timer-taken warning 3");
    }

    #[test]
    fn infrared_takes_timer_two() {
        let text = |more: &str| {
            format!(
                "{more}#include <IRremote.h>\nIRrecv eye(4);\nvoid setup() {{ eye.enableIRIn(); analogWrite(11, 9); analogWrite(9, 9); }}"
            )
        };
        check("uno", &text(""), "pwm-timer-taken warning 11");
        check("uno", &text("#define IR_USE_AVR_TIMER1\n"), "");
    }

    #[test]
    fn no_servo_no_conflict() {
        check("uno", "void loop() { analogWrite(9, 100); }", "");
    }
}
