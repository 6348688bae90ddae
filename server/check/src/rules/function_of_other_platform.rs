//! A function of another platform.
//!
//! Why: Each core has functions of its own for what its chips can do. Those of another core are not
//! declared: the sketch does not compile. Instead: use what this core offers for the purpose.
//!
//! Source: headers of the cores, https://docs.arduino.cc/learn/programming/reference/

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "function-of-other-platform",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A function of another platform.",
    why: "Each core has functions of its own for what its chips can do. Those of another core are not declared: the sketch does not compile.",
    instead: "Use what this core offers for the purpose.",
    wrong: "//- /fade.ino board:nodemcuv2
void setup() { ledcSetup(0, 5000, 8); }
void loop() {}
",
    right: "//- /fade.ino board:nodemcuv2
void setup() { analogWriteFreq(5000); }
void loop() {}
",
    source: "https://docs.arduino.cc/learn/programming/reference/",
    check: Check::OnBoard(check),
};

/// Well-known functions, the family that has them, and what others use.
const FUNCTIONS: [(&str, Family, &str); 26] = [
    ("ledcSetup", Family::Esp32, "analogWrite"),
    ("ledcAttachPin", Family::Esp32, "analogWrite"),
    ("ledcAttach", Family::Esp32, "analogWrite"),
    ("ledcWrite", Family::Esp32, "analogWrite"),
    ("ledcWriteTone", Family::Esp32, "tone"),
    ("dacWrite", Family::Esp32, "analogWrite"),
    ("touchRead", Family::Esp32, "digitalRead"),
    ("hallRead", Family::Esp32, "analogRead"),
    ("esp_deep_sleep_start", Family::Esp32, ""),
    ("esp_sleep_enable_timer_wakeup", Family::Esp32, ""),
    ("esp_sleep_enable_ext0_wakeup", Family::Esp32, ""),
    ("xTaskCreatePinnedToCore", Family::Esp32, ""),
    ("timerBegin", Family::Esp32, ""),
    ("timerAttachInterrupt", Family::Esp32, ""),
    ("analogReadMilliVolts", Family::Esp32, "analogRead"),
    ("analogSetAttenuation", Family::Esp32, "analogReference"),
    ("psramFound", Family::Esp32, ""),
    ("analogWriteFreq", Family::Esp8266, ""),
    ("analogWriteRange", Family::Esp8266, ""),
    ("wifi_set_sleep_type", Family::Esp8266, ""),
    ("system_deep_sleep", Family::Esp8266, ""),
    ("set_sleep_mode", Family::Avr, ""),
    ("sleep_enable", Family::Avr, ""),
    ("wdt_enable", Family::Avr, ""),
    ("pgm_read_byte_far", Family::Avr, ""),
    ("power_adc_disable", Family::Avr, ""),
];

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let api = &target.runtime.api;
    // A library or another file may bring a stand-in.
    let is_known = |header: &str| api.library(header).is_some() || header == "Arduino.h" || header.starts_with("avr/");
    if context.has_local_imports() || !context.facts.imports.iter().all(|import| is_known(&import.module)) {
        return;
    }
    for (name, family, instead) in FUNCTIONS {
        if family == target.chip.family || api.function(name).is_some() || api.constant(name).is_some() || api.has_type(name) {
            continue;
        }
        for call in context.free_named(&[name]) {
            let help = if instead.is_empty() { RULE.instead.to_owned() } else { format!("Use {instead}().") };
            findings.push(
                RULE.at(call.name_span, format!("{name} is a function of the {} core", family.name()))
                    .help(help)
                    .evidence(target, Evidence::api(target, format!("no header declares {name}"))),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn unknown_libraries_may_declare_it() {
        check("uno", "#include <Esp32Compat.h>\nvoid setup() { ledcWrite(1, 2); }", "");
        check("uno", "void setup() { ledcWrite(1, 2); }", "function-of-other-platform error ledcWrite");
        check("esp32dev arduino-esp32@2.0", "void setup() { ledcWrite(1, 2); }", "");
    }
}
