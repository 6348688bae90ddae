//! A pin without an output driver, driven.
//!
//! Why: some pads have an input buffer only (ESP32 GPIO34 to 39): the call returns as if all were
//! well and the pin never moves. Two-way lines such as I2C or a DHT's data need a driver as well.
//! Instead: move the signal to a pin with an output.
//!
//! Source: ESP-IDF programming guide, GPIO.

use boards::{CautionKind, Target};
use document::facts::PinRole;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "input-only-pin-driven",
    severity: Severity::Error,
    languages: BOTH,
    summary: "A pin without an output driver is used as an output.",
    why: "This pad has an input buffer only: the call returns, and the pin never moves.",
    instead: "Move the signal to a pin with an output.",
    wrong: "//- /blink.ino board:esp32dev
const int LED = 34;
void setup() { pinMode(LED, OUTPUT); }
void loop() { digitalWrite(LED, HIGH); }
",
    right: "//- /blink.ino board:esp32dev
const int LED = 33;
void setup() { pinMode(LED, OUTPUT); }
void loop() { digitalWrite(LED, HIGH); }
",
    source: "https://docs.espressif.com/projects/esp-idf/en/v5.5.5/esp32/api-reference/peripherals/gpio.html",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    context.report(findings, |pin_use| {
        let pin = pin_use.pin.filter(|pin| pin.input && !pin.output)?;
        let needs = match pin_use.fact.role {
            PinRole::Output => "drive it",
            PinRole::Pwm | PinRole::Servo => "make pulses on it",
            PinRole::Data => "talk both ways over it",
            PinRole::I2cSda | PinRole::I2cScl => "run I2C over it",
            PinRole::SpiSck | PinRole::SpiMosi | PinRole::SpiCs => "drive an SPI line on it",
            PinRole::UartTx => "send on it",
            _ => return None,
        };
        let name = words::used(pin_use, pin);
        let mut evidence = Evidence::pin(target, pin, format!("{name} has no output driver"));
        if let Some(caution) = pin.caution(CautionKind::InputOnly) {
            evidence.source.clone_from(&caution.source);
        }
        Some(
            RULE.at(pin_use.fact.span, format!("{name} of {} is input-only: {} cannot {needs}", words::board(target), pin_use.fact.callee))
                .help("Move the signal to a pin that has an output driver.")
                .evidence(target, evidence)
                .fix(nearest::replacement(context, target, pin_use, "the nearest free pin with an output", |other| other.output)),
        )
    });
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn outputs_pulses_and_buses_need_a_driver() {
        check("esp32dev", "void setup() { pinMode(35, OUTPUT); }", "input-only-pin-driven error 35");
        check(
            "esp32dev",
            "#include <Wire.h>\nvoid setup() { Wire.begin(36, 39); }",
            "input-only-pin-driven error 36, input-only-pin-driven error 39",
        );
        check("esp32dev", "from machine import Pin, PWM\np = PWM(Pin(34), freq=50)\n", "input-only-pin-driven error 34");
    }

    #[test]
    fn reading_is_what_they_are_for() {
        check("esp32dev", "void setup() { pinMode(34, INPUT); }\nvoid loop() { analogRead(34); digitalRead(34); }", "");
    }

    #[test]
    fn the_fix_moves_the_constant() {
        assert_eq!(
            fixed("esp32dev", "const int LED = 34;\nvoid setup() { pinMode(LED, OUTPUT); }\n"),
            "const int LED = 33;\nvoid setup() { pinMode(LED, OUTPUT); }\n"
        );
    }

    #[test]
    fn the_fix_moves_every_literal() {
        assert_eq!(
            fixed("esp32dev", "void setup() { pinMode(34, OUTPUT); }\nvoid loop() { digitalWrite(34, HIGH); }\n"),
            "void setup() { pinMode(33, OUTPUT); }\nvoid loop() { digitalWrite(33, HIGH); }\n"
        );
    }
}
