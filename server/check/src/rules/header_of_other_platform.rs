//! A header that this platform does not have.
//!
//! Why: The header belongs to another chip, or its library supports only other chips: the sketch
//! does not compile. Instead: include what does the same on this platform.
//!
//! Source: library.properties of the libraries,
//! https://docs.arduino.cc/arduino-cli/library-specification/

use boards::{Family, Target};
use document::Span;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Edit, Evidence, Finding, Fix, Severity, words};

pub(super) const RULE: Rule = Rule {
    name: "header-of-other-platform",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A header that this platform does not have.",
    why: "The header belongs to another chip, or its library supports only other chips: the sketch does not compile.",
    instead: "Include what does the same on this platform.",
    wrong: "//- /arm.ino board:esp32dev
#include <TimerOne.h>
#include <ESP32Servo.h>
Servo arm;
void setup() { arm.attach(18); }
void loop() {}
",
    right: "//- /arm.ino board:esp32dev
#include <ESP32Servo.h>
Servo arm;
void setup() { arm.attach(18); }
void loop() {}
",
    source: "https://docs.arduino.cc/arduino-cli/library-specification/",
    check: Check::OnBoard(check),
};

/// Headers of avr-libc that no other core brings along.
const AVR_ONLY: [&str; 7] = ["avr/sleep.h", "avr/wdt.h", "avr/power.h", "avr/interrupt.h", "util/delay.h", "util/atomic.h", "avr/eeprom.h"];

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    for import in context.facts.imports.iter().filter(|import| !import.conditional && context.is_certain(import.span)) {
        let header = import.module.as_str();
        let family = target.chip.family;
        let is_esp = matches!(family, Family::Esp32 | Family::Esp8266);
        let (help, fix) = match header {
            _ if AVR_ONLY.contains(&header) && is_esp => (avr_help(header), None),
            "ESP8266WiFi.h" if family == Family::Esp32 => ("Include <WiFi.h>.", Some("WiFi.h")),
            "ESP8266WebServer.h" if family == Family::Esp32 => ("Include <WebServer.h>; the class is WebServer.", None),
            "ESP8266HTTPClient.h" if family == Family::Esp32 => ("Include <HTTPClient.h>.", Some("HTTPClient.h")),
            "ESP8266mDNS.h" if family == Family::Esp32 => ("Include <ESPmDNS.h>.", Some("ESPmDNS.h")),
            "ESPAsyncTCP.h" if family == Family::Esp32 => ("Include <AsyncTCP.h>.", Some("AsyncTCP.h")),
            "AsyncTCP.h" if family == Family::Esp8266 => ("Include <ESPAsyncTCP.h>.", Some("ESPAsyncTCP.h")),
            "BluetoothSerial.h" if family == Family::Esp32 && target.chip.id != "esp32" => {
                ("Only the first ESP32 has classic Bluetooth; use BLE.", None)
            }
            "BluetoothSerial.h" if family == Family::Esp8266 => ("This chip has no Bluetooth.", None),
            "TimerOne.h" | "MsTimer2.h" | "FlexiTimer2.h" if is_esp => ("Use a Ticker, or the timers of the core.", None),
            _ => continue,
        };
        let at = context.slice(import.span).find(header).map(|at| Span::new(import.span.start + at, import.span.start + at + header.len()));
        let fix = fix.zip(at).map(|(new, span)| Fix { title: format!("Include {new}"), edits: vec![Edit { span, text: new.to_owned() }] });
        findings.push(
            RULE.at(at.unwrap_or(import.span), format!("{header} is not for {}", words::board(target)))
                .help(help)
                .evidence(target, Evidence::api(target, format!("{header} belongs to another platform")))
                .fix(fix),
        );
    }
}

fn avr_help(header: &str) -> &'static str {
    match header {
        "avr/sleep.h" => "Use the sleep calls of this chip: ESP.deepSleep() or esp_deep_sleep_start().",
        "avr/wdt.h" => "Use the watchdog of this chip: ESP.wdtFeed() or esp_task_wdt_reset().",
        "avr/eeprom.h" => "Include <EEPROM.h>.",
        _ => "Leave it out: the core brings what this chip has.",
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn guarded_includes_are_fine() {
        check("esp32dev", "#ifdef __AVR__\n#include <avr/sleep.h>\n#endif\n", "");
        check("uno", "#include <avr/sleep.h>\n", "");
        check("esp32-s3-devkitc-1", "#include <BluetoothSerial.h>\n", "header-of-other-platform error BluetoothSerial.h");
    }
}
