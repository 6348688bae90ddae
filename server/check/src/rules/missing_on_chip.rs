//! A port or function that other chips of the family have and this one has not.
//!
//! Why: The core declares it only for chips with the hardware behind it: the sketch does not
//! compile. Instead: use what this chip has.
//!
//! Source: soc_caps.h of the chip, https://github.com/espressif/esp-idf/tree/master/components/soc

use boards::{Family, Target};
use document::Span;
use rustc_hash::FxHashSet;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, words};

pub(super) const RULE: Rule = Rule {
    name: "missing-on-chip",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A port or function that other chips of the family have and this one has not.",
    why: "The core declares it only for chips with the hardware behind it: the sketch does not compile.",
    instead: "Use what this chip has.",
    wrong: "//- /port.ino board:esp32-c3-devkitm-1
void setup() { Serial2.begin(9600); }
void loop() {}
",
    right: "//- /port.ino board:esp32-c3-devkitm-1
void setup() { Serial1.begin(9600); }
void loop() {}
",
    source: "https://github.com/espressif/esp-idf/tree/master/components/soc",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let api = &target.runtime.api;
    if context.has_local_imports() {
        return;
    }
    let mut told: FxHashSet<&str> = FxHashSet::default();
    for call in context.calls() {
        let (name, span) = match call.receiver.as_deref() {
            Some(receiver) if call.receiver_type.is_none() => (receiver, Span::new(call.span.start, call.span.start + receiver.len())),
            None if !context.is_in_derived_class(call.span) => (call.name.as_str(), call.name_span),
            _ => continue,
        };
        // ESP8266 and AVR cores know no further ports at all.
        let is_port =
            name.strip_prefix("Serial").is_some_and(|number| number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit()))
                && api.object(name).is_none()
                && api.constant(name).is_none();
        let is_known_port = is_port && matches!(target.chip.family, Family::Avr | Family::Esp32 | Family::Esp8266);
        if !(api.is_lacking(name) || is_known_port) || context.declares(name) || !told.insert(name) || handled_by_pin(name) {
            continue;
        }
        findings.push(
            RULE.at(span, format!("{} has no {name}", words::board(target)))
                .evidence(target, Evidence::api(target, format!("{name} is not declared for this chip"))),
        );
    }
}

/// The rules of pins say more about these.
fn handled_by_pin(name: &str) -> bool {
    matches!(name, "dacWrite" | "touchRead")
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn every_port_once() {
        check("uno", "void setup() { Serial1.begin(9); Serial1.print(1); Serial.begin(9); }", "missing-on-chip error Serial1");
        check("megaatmega2560", "void setup() { Serial3.begin(9600); }", "");
    }
}
