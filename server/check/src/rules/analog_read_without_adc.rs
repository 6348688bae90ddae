//! Analog reading on a pin that is not wired to a converter.
//!
//! Why: the converter's multiplexer reaches a few pins only; on any other the reading is meaningless
//! or an exception. On AVR and its kin `analogRead(2)` means input A2, so small numbers are right
//! there. Instead: use a pin with an ADC channel.
//!
//! Source: the pin tables of the board; `cores/arduino/wiring_analog.c` of the core.

use boards::{Pin, Target};
use document::facts::PinRole;

use super::{BOTH, Check, Rule};
use crate::context::{Context, numbers_analog_inputs};
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "analog-read-without-adc",
    severity: Severity::Error,
    languages: BOTH,
    summary: "Analog reading on a pin that no converter reaches.",
    why: "The converter's multiplexer is not connected to this pin.",
    instead: "Use a pin with an ADC channel.",
    wrong: "//- /light.ino board:esp32dev
void setup() {}
void loop() { int light = analogRead(23); }
",
    right: "//- /light.ino board:esp32dev
void setup() {}
void loop() { int light = analogRead(34); }
",
    source: "https://docs.espressif.com/projects/esp-idf/en/v5.5.5/esp32/api-reference/peripherals/gpio.html",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    context.report(findings, |pin_use| {
        let pin = pin_use.pin.filter(|pin| pin_use.fact.role == PinRole::AnalogRead && pin.adc.is_none())?;
        if context.seeds_random(pin_use) {
            return None;
        }
        let name = words::used(pin_use, pin);
        let label = |pin: &Pin| match pin.names.iter().find(|name| name.starts_with('A') && numbers_analog_inputs(target)) {
            Some(name) => name.clone(),
            None => pin.number.to_string(),
        };
        let inputs: Vec<String> = target.pins_where(|pin| pin.adc.is_some() && pin.exposed).map(label).collect();
        let finding = RULE
            .at(pin_use.fact.span, format!("{name} of {} has no analog input", words::board(target)))
            .help(format!("Analog inputs are {}.", words::list(&inputs, 20)))
            .evidence(target, Evidence::pin(target, pin, format!("{name} has no ADC channel")))
            .fix(nearest::replacement(context, target, pin_use, "the nearest free analog input", |other| other.adc.is_some()));
        Some(if numbers_analog_inputs(target) && pin_use.number().is_some() {
            finding.why("Small numbers mean analog inputs here (2 is A2), larger ones mean pins, and no converter reaches this one.")
        } else {
            finding
        })
    });
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn small_numbers_are_channels_on_avr() {
        check("uno", "void loop() { analogRead(0); analogRead(A5); analogRead(5); }", "");
        check("uno", "void loop() { analogRead(7); }", "analog-read-without-adc error 7");
    }

    #[test]
    fn random_seeds_may_come_from_anywhere() {
        check("uno", "void setup() { randomSeed(analogRead(7)); }", "");
    }

    #[test]
    fn esp8266_has_one_input() {
        check("nodemcuv2", "void loop() { analogRead(A0); analogRead(0); analogRead(17); }", "");
        check("nodemcuv2", "void loop() { analogRead(D1); }", "analog-read-without-adc error D1");
    }

    #[test]
    fn rp2040_takes_channels_and_pins() {
        check("pico", "from machine import ADC, Pin\na = ADC(0)\nb = ADC(4)\nc = ADC(26)\nd = ADC(Pin(27))\n", "");
        check("pico", "from machine import ADC, Pin\na = ADC(Pin(15))\n", "analog-read-without-adc error 15");
    }
}
