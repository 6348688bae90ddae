//! A misspelled function of the core.
//!
//! Why: C++ tells `digitalwrite` from `digitalWrite`; the sketch does not compile. Told only for
//! names that are one slip away from a function of the core, in a sketch that could not have the
//! name from elsewhere. Instead: spell it as the core does.
//!
//! Source: headers of the core.

use boards::Target;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Edit, Evidence, Finding, Fix, Severity, words};

pub(super) const RULE: Rule = Rule {
    name: "unknown-function",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A misspelled function of the core.",
    why: "No header declares a function of this name: the sketch does not compile.",
    instead: "Spell it as the core does.",
    wrong: "//- /blink.ino board:uno
void setup() { pinMode(13, OUTPUT); }
void loop() { digitalwrite(13, HIGH); }
",
    right: "//- /blink.ino board:uno
void setup() { pinMode(13, OUTPUT); }
void loop() { digitalWrite(13, HIGH); }
",
    source: "https://docs.arduino.cc/language-reference/",
    check: Check::OnBoard(check),
};

/// Functions that people mistype; a slip away from any other name may well be a name of its own.
const WELL_KNOWN: [&str; 22] = [
    "analogRead",
    "analogReference",
    "analogWrite",
    "attachInterrupt",
    "delay",
    "delayMicroseconds",
    "detachInterrupt",
    "digitalPinToInterrupt",
    "digitalRead",
    "digitalWrite",
    "interrupts",
    "micros",
    "millis",
    "noInterrupts",
    "noTone",
    "pinMode",
    "pulseIn",
    "random",
    "randomSeed",
    "shiftIn",
    "shiftOut",
    "tone",
];

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let api = &target.runtime.api;
    if !context.is_self_contained(|header| api.library(header).is_some() || header == "Arduino.h") {
        return;
    }
    // A library may have names of its own that come near: FastLED's `random8`.
    let most_slips =
        usize::from(context.facts.imports.iter().all(|import| api.library(&import.module).is_none_or(|library| library.bundled)));
    for call in context.free_calls() {
        let name = call.name.as_str();
        let is_known = api.function(name).is_some() || api.has_type(name) || api.constant(name).is_some() || api.object(name).is_some();
        if is_known || name.len() < 4 || WELL_KNOWN.contains(&name) {
            continue;
        }
        let slips = |known: &str| if known.eq_ignore_ascii_case(name) { 0 } else { words::distance(known, name) };
        let Some(meant) = WELL_KNOWN.iter().find(|known| slips(known) <= most_slips.min(usize::from(known.len() > 4))) else { continue };
        findings.push(
            RULE.at(call.name_span, format!("{name} is declared nowhere"))
                .help(format!("Did you mean {meant}?"))
                .evidence(target, Evidence::api(target, format!("no header declares {name}; the core has {meant}")))
                .fix(Some(Fix { title: format!("Write {meant}"), edits: vec![Edit { span: call.name_span, text: (*meant).to_owned() }] })),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn slips_of_case_and_of_fingers() {
        check(
            "uno",
            "void setup() { pinmode(3, OUTPUT); }\nvoid loop() { dealy(10); }",
            "unknown-function error pinmode, unknown-function error dealy",
        );
        assert_eq!(fixed("uno", "void setup() {}\nvoid loop() { dealy(10); }\n"), "void setup() {}\nvoid loop() { delay(10); }\n");
    }

    #[test]
    fn own_functions_may_have_any_name() {
        check("uno", "void delays(int n) {}\nvoid setup() {}\nvoid loop() { delays(3); }", "");
    }

    #[test]
    fn libraries_have_names_of_their_own() {
        let text = "#include <FastLED.h>\nvoid setup() {}\nvoid loop() { random8(7); digitalwrite(3, HIGH); }";
        check("uno", text, "unknown-function error digitalwrite");
    }

    #[test]
    fn other_tabs_may_declare_it() {
        check("uno", "void helper() { delays(3); }", "");
    }
}
