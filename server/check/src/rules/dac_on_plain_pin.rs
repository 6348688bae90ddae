//! A voltage asked of a pin without a digital-to-analog converter.
//!
//! Why: a DAC is wired to one or two pads only. Instead: use such a pad, or PWM with a filter.
//!
//! Source: the pin tables of the board; ESP-IDF programming guide, DAC.

use boards::Target;
use document::facts::PinRole;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "dac-on-plain-pin",
    severity: Severity::Error,
    languages: BOTH,
    summary: "Analog output on a pin without a digital-to-analog converter.",
    why: "The digital-to-analog converter is wired to its own pads only.",
    instead: "Use a pad with a DAC, or PWM with a filter.",
    wrong: "//- /tone.ino board:esp32dev
void setup() {}
void loop() { dacWrite(27, 128); }
",
    right: "//- /tone.ino board:esp32dev
void setup() {}
void loop() { dacWrite(25, 128); }
",
    source: "https://docs.espressif.com/projects/esp-idf/en/v5.5.5/esp32/api-reference/peripherals/dac.html",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    context.report(findings, |pin_use| {
        let pin = pin_use.pin.filter(|pin| pin_use.fact.role == PinRole::Dac && pin.dac.is_none())?;
        let name = words::used(pin_use, pin);
        let outputs: Vec<String> = target.pins.iter().filter(|pin| pin.dac.is_some()).map(words::pin).collect();
        let help = if outputs.is_empty() {
            format!("{} has no DAC: use PWM and a low-pass filter.", words::board(target))
        } else {
            format!("The DAC is on {}.", words::list(&outputs, 4))
        };
        Some(
            RULE.at(pin_use.fact.span, format!("{name} of {} has no DAC", words::board(target)))
                .help(help)
                .evidence(target, Evidence::pin(target, pin, format!("{name} has no DAC channel")))
                .fix(nearest::replacement(context, target, pin_use, "the nearest free pin with a DAC", |other| other.dac.is_some())),
        )
    });
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn esp32_has_two() {
        check("esp32dev", "void loop() { dacWrite(26, 1); }", "");
        check("esp32dev", "from machine import DAC, Pin\nd = DAC(Pin(4))\n", "dac-on-plain-pin error 4");
    }
}
