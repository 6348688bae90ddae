//! A pin that only reaches the analog converter, used as a digital pin.
//!
//! Why: A6 and A7 of the Nano and A0 of the ESP8266 have no port register behind them: `digitalRead`
//! gives 0 and `digitalWrite` does nothing. Instead: read them with `analogRead`, or move the signal.
//!
//! Source: ATmega328P datasheet, pinout (ADC6, ADC7); the pin tables of the board.

use boards::Target;
use document::facts::PinRole;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "analog-only-pin-used",
    severity: Severity::Error,
    languages: BOTH,
    summary: "A pin that can only be read by the analog converter, used as a digital pin.",
    why: "There is no port register behind this pin: digital calls do nothing and read as 0.",
    instead: "Read such a pin with `analogRead`, or move the signal.",
    wrong: "//- /button.ino board:nanoatmega328
void setup() { pinMode(A6, INPUT); }
void loop() { bool pressed = digitalRead(A6); }
",
    right: "//- /button.ino board:nanoatmega328
void setup() {}
void loop() { bool pressed = analogRead(A6) > 512; }
",
    source: "https://ww1.microchip.com/downloads/en/DeviceDoc/Atmel-7810-Automotive-Microcontrollers-ATmega328P_Datasheet.pdf",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    context.report(findings, |pin_use| {
        let pin = pin_use.pin.filter(|pin| !pin.input && !pin.output && pin.adc.is_some())?;
        // `Pin(…)` without direction may be on its way into `ADC`, and `pinMode(A0, INPUT)` before an
        // analog reading, here or in a library, is idle but harmless.
        if matches!(pin_use.fact.role, PinRole::AnalogRead | PinRole::Unspecified | PinRole::Input) {
            return None;
        }
        let name = words::used(pin_use, pin);
        Some(
            RULE.at(pin_use.fact.span, format!("{name} of {} only reads analog values", words::board(target)))
                .help("Read it with analogRead, or move the signal to a digital pin.")
                .evidence(target, Evidence::pin(target, pin, format!("{name} has no digital input or output")))
                .fix(nearest::replacement(context, target, pin_use, "the nearest free digital pin", |_| true)),
        )
    });
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn digital_calls_on_nano_a7_do_nothing() {
        check("nanoatmega328", "void loop() { digitalWrite(A7, HIGH); }", "analog-only-pin-used error A7");
    }

    #[test]
    fn idle_pin_mode_is_left_alone() {
        check("nanoatmega328", "void setup() { pinMode(A6, INPUT); }\nvoid loop() { ladder.read(); }", "");
    }

    #[test]
    fn other_analog_inputs_are_digital_too() {
        check("uno", "void setup() { pinMode(A3, INPUT_PULLUP); }", "");
    }
}
