//! The slave-select pin of an AVR used as an input while SPI is in use.
//!
//! Why: When this pin is an input and goes low, the chip thinks that another controller has taken
//! the bus and turns into a device: SPI stops, or SPI.transfer() never returns. Instead: make the
//! pin an output, whatever it is used for.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/communication/SPI/

use boards::{Family, Target};
use document::facts::PinRole;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, words};

pub(super) const RULE: Rule = Rule {
    name: "spi-select-as-input",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "The slave-select pin of an AVR used as an input while SPI is in use.",
    why: "When this pin is an input and goes low, the chip thinks that another controller has taken the bus and turns into a device: SPI stops, or SPI.transfer() never returns.",
    instead: "Make the pin an output, whatever it is used for.",
    wrong: "//- /card.ino board:uno
#include <SPI.h>
void setup() { SPI.begin(); pinMode(10, INPUT); }
void loop() {}
",
    right: "//- /card.ino board:uno
#include <SPI.h>
void setup() { SPI.begin(); pinMode(10, OUTPUT); }
void loop() {}
",
    source: "https://docs.arduino.cc/language-reference/en/functions/communication/SPI/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let uses_spi = context.calls_named("begin").any(|call| call.receiver.as_deref() == Some("SPI"));
    if target.chip.family != Family::Avr || !uses_spi {
        return;
    }
    let Some(select) = target.bus_pin("spi0", "cs") else { return };
    context.report(findings, |pin_use| {
        let is_input = matches!(pin_use.fact.role, PinRole::Input | PinRole::InputPullUp) && pin_use.fact.callee == "pinMode";
        let pin = pin_use.pin.filter(|pin| pin.number == select && is_input)?;
        Some(
            RULE.at(pin_use.fact.span, format!("{} must be an output while SPI is in use", words::used(pin_use, pin)))
                .evidence(target, Evidence::pin(target, pin, "the select line of the SPI hardware")),
        )
    });
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn without_spi_it_is_a_plain_pin() {
        check("uno", "void setup() { pinMode(10, INPUT); }", "");
    }
}
