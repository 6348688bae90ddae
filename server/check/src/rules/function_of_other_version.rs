//! A function that another version of the core has, and this one has not.
//!
//! Why: examples on the net are written for whichever version was new then; `ledcAttach` came with
//! arduino-esp32 3.0 and does not compile under 2.x. Instead: update the core, or use the older calls.
//!
//! Source: headers of both core versions; arduino-esp32 migration guide, 2.x to 3.0.

use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use boards::{Api, RuntimeKind, Tables, Target};
use rustc_hash::FxHashMap;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "function-of-other-version",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A function that only another version of the core has.",
    why: "This version of the core declares no such function: the sketch does not compile.",
    instead: "Update the core, or use the older calls.",
    wrong: "//- /fade.ino board:esp32dev runtime:arduino-esp32@2.0
void setup() { ledcAttach(18, 5000, 8); }
void loop() { ledcWrite(18, 128); }
",
    right: "//- /fade.ino board:esp32dev runtime:arduino-esp32@2.0
void setup() { ledcSetup(0, 5000, 8); ledcAttachPin(18, 0); }
void loop() { ledcWrite(0, 128); }
",
    source: "https://docs.espressif.com/projects/arduino-esp32/en/latest/migration_guides/2.x_to_3.0.html",
    check: Check::OnBoard(check),
};

/// Major versions that are looked through for a missing function.
const MAJORS: std::ops::RangeInclusive<u32> = 1..=4;

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    // A header of the project may declare the function for older cores.
    if context.facts.imports.iter().any(|import| import.local) {
        return;
    }
    let api = &target.runtime.api;
    let mut others: Option<Arc<[Version]>> = None;
    for call in context.free_calls() {
        if api.function(&call.name).is_some()
            || api.has_type(&call.name)
            || api.constant(&call.name).is_some()
            || api.removed(&call.name).is_some()
        {
            continue;
        }
        let others = others.get_or_insert_with(|| other_versions(target));
        let Some((coordinate, _)) =
            others.iter().find(|(_, other)| other.function(&call.name).is_some_and(|function| function.provided_by.is_empty()))
        else {
            continue;
        };
        let help = match migration(&call.name) {
            Some(older) => format!("Update the core to {coordinate}, or write {older}."),
            None => format!("Update the core to {coordinate}."),
        };
        findings.push(
            RULE.at(call.name_span, format!("{} is not in {}; {coordinate} has it", call.name, target.runtime.coordinate()))
                .help(help)
                .evidence(target, Evidence::api(target, format!("no header declares {}", call.name))),
        );
    }
}

/// A version of a core, and what it declares.
type Version = (String, Arc<Api>);
/// By board and version of the core.
type Known = FxHashMap<(String, String), Arc<[Version]>>;

/// The same core in other major versions. Kept: a program that calls something unknown does so after each edit.
fn other_versions(target: &Target) -> Arc<[Version]> {
    static KNOWN: LazyLock<Mutex<Known>> = LazyLock::new(Mutex::default);
    let key = (target.board.id.clone(), target.runtime.coordinate());
    // What a panicking thread left behind is still true.
    let known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner).get(&key).map(Arc::clone);
    known.unwrap_or_else(|| {
        let found: Arc<[Version]> = read_other_versions(target).into();
        KNOWN.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&found));
        found
    })
}

fn read_other_versions(target: &Target) -> Vec<Version> {
    MAJORS
        .filter_map(|major| {
            let wanted = format!("{}@{major}", target.runtime.name);
            let other = Tables::embedded().target(&target.board.id, RuntimeKind::Arduino, Some(&wanted)).ok()?;
            (other.runtime.version != target.runtime.version).then(|| (other.runtime.coordinate(), other.runtime.api.clone()))
        })
        .collect()
}

/// How the older core says it.
fn migration(name: &str) -> Option<&'static str> {
    match name {
        "ledcAttach" => Some("ledcSetup(channel, freq, resolution) and ledcAttachPin(pin, channel)"),
        "ledcDetach" => Some("ledcDetachPin(pin)"),
        "timerAlarm" => Some("timerAlarmWrite(timer, value, reload) and timerAlarmEnable(timer)"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn own_functions_of_that_name_are_fine() {
        let text = "void ledcAttach(int pin, int freq, int bits) {}\nvoid setup() { ledcAttach(18, 5000, 8); }";
        check("esp32dev arduino-esp32@2.0", text, "");
    }

    #[test]
    fn the_new_core_has_it() {
        check("esp32dev arduino-esp32@3", "void setup() { ledcAttach(18, 5000, 8); }", "");
    }
}
