//! Analog reading on ADC2 in a program that uses Wi-Fi.
//!
//! Why: on these chips the Wi-Fi driver takes ADC2 for itself; a reading while the radio is on fails
//! or returns a constant. Instead: move the sensor to an ADC1 pin.
//!
//! Source: ESP-IDF programming guide, ADC oneshot driver, Hardware Limitations.

use boards::{Pin, Target};
use document::facts::PinRole;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "adc2-while-wifi",
    severity: Severity::Warning,
    languages: BOTH,
    summary: "Analog reading on an ADC2 pin in a program that uses Wi-Fi.",
    why: "The Wi-Fi driver owns ADC2 while the radio is on: readings fail or freeze.",
    instead: "Move the sensor to an ADC1 pin.",
    wrong: "//- /soil.ino board:esp32dev
#include <WiFi.h>
void setup() { WiFi.begin(\"garden\", \"secret\"); }
void loop() { int moisture = analogRead(25); }
",
    right: "//- /soil.ino board:esp32dev
#include <WiFi.h>
void setup() { WiFi.begin(\"garden\", \"secret\"); }
void loop() { int moisture = analogRead(33); }
",
    source: "https://docs.espressif.com/projects/esp-idf/en/v5.5.5/esp32/api-reference/peripherals/adc_oneshot.html#hardware-limitations",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if !target.chip.adc2_wifi_conflict || !starts_radio(context) {
        return;
    }
    context.report(findings, |pin_use| {
        let pin = pin_use.pin.filter(|pin| pin_use.fact.role == PinRole::AnalogRead && on_adc2(pin))?;
        let channel = pin.adc.as_deref().unwrap_or("ADC2");
        let name = words::used(pin_use, pin);
        Some(
            RULE.at(pin_use.fact.span, format!("{name} is on {channel}, which does not work while Wi-Fi is on"))
                .help("Use a pin of ADC1.")
                .evidence(target, Evidence::pin(target, pin, format!("{name} is {channel}")))
                .fix(nearest::replacement(context, target, pin_use, "the nearest free pin on ADC1", |other| {
                    other.adc.is_some() && !on_adc2(other)
                })),
        )
    });
}

fn on_adc2(pin: &Pin) -> bool {
    pin.adc.as_ref().is_some_and(|channel| channel.starts_with("ADC2"))
}

/// Whether the program turns the radio on, not merely includes a header that could.
fn starts_radio(context: &Context) -> bool {
    context.calls().any(|call| {
        let on = |receiver: &str| call.receiver.as_deref() == Some(receiver);
        match call.name.as_str() {
            "begin" | "beginSmartConfig" | "softAP" => on("WiFi"),
            "mode" => on("WiFi") && call.arguments.first().is_some_and(|mode| !mode.text.contains("OFF") && !mode.text.contains("NULL")),
            "addAP" | "autoConnect" | "WLAN" | "esp_wifi_start" | "esp_now_init" => true,
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn adc1_pins_and_programs_without_radio_are_fine() {
        check("esp32dev", "#include <WiFi.h>\nvoid setup() { WiFi.begin(); analogRead(34); }", "");
        check("esp32dev", "void loop() { analogRead(25); }", "");
    }

    #[test]
    fn a_mode_turns_the_radio_on_or_off() {
        let text = |mode: &str| format!("#include <WiFi.h>\nvoid setup() {{ WiFi.mode({mode}); analogRead(27); }}");
        check("esp32dev", &text("WIFI_AP"), "adc2-while-wifi warning 27");
        check("esp32dev", &text("WIFI_OFF"), "");
    }

    #[test]
    fn micropython_station_takes_adc2() {
        let text = "import network\nfrom machine import ADC, Pin\nwlan = network.WLAN(network.STA_IF)\nsoil = ADC(Pin(27))\n";
        check("esp32dev", text, "adc2-while-wifi warning 27");
    }

    #[test]
    fn chips_without_the_conflict_are_silent() {
        check("esp32-c3-devkitm-1", "#include <WiFi.h>\nvoid setup() { WiFi.begin(); analogRead(3); }", "");
    }
}
