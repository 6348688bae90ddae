//! One pin, two jobs.
//!
//! Why: two circuits on one wire fight each other. Told only when the program itself says that they
//! are two: two names with the same number in different roles, or a pin of a bus that the program
//! starts on its default pins. Instead: give one of them another pin.
//!
//! Source: the bus defaults of the board; ESPHome's `pins.py` keeps the same register of uses.

use boards::Target;
use document::Language;
use document::facts::{ForeignUse, PinRole, Value};
use rustc_hash::FxHashSet;

use super::{BOTH, Check, Rule};
use crate::context::{Context, Use, numbers_analog_inputs};
use crate::usage::Job;
use crate::{Evidence, Finding, Related, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "pin-used-twice",
    severity: Severity::Warning,
    languages: BOTH,
    summary: "One pin is used for two things.",
    why: "Two circuits on one wire fight each other.",
    instead: "Give one of the two another pin.",
    wrong: "//- /door.ino board:uno
const int BUTTON = 7;
const int LED = 7;
void setup() { pinMode(BUTTON, INPUT_PULLUP); pinMode(LED, OUTPUT); }
void loop() { digitalWrite(LED, digitalRead(BUTTON)); }
",
    right: "//- /door.ino board:uno
const int BUTTON = 7;
const int LED = 8;
void setup() { pinMode(BUTTON, INPUT_PULLUP); pinMode(LED, OUTPUT); }
void loop() { digitalWrite(LED, digitalRead(BUTTON)); }
",
    source: "https://github.com/esphome/esphome/blob/dev/esphome/pins.py",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let mut reported = FxHashSet::default();
    let default_buses = default_buses_in_use(context);
    context.report(findings, |pin_use| {
        let pin = pin_use.pin?;
        let job = Job::of(pin_use.fact.role)?;
        let name = words::used(pin_use, pin);
        let mut related = None;
        let (other, fact) = if let Some((first, first_job)) = earlier(context, pin_use, job) {
            let label = first.fact.constant.as_deref().unwrap_or_default();
            related = Some(context.place(first.fact.span, format!("{label} uses it here")));
            (format!("{} for {label}", first_job.name()), format!("{label} is {name}"))
        } else if let Some((other, other_job)) =
            in_another_file(context, target, pin_use, job).filter(|(other, _)| runs_together(context, &other.place.path))
        {
            let label = other.fact.constant.as_deref().unwrap_or_default();
            let file = other.place.path.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
            related = Some(Related {
                path: Some(other.place.path.to_path_buf()),
                line: other.place.line,
                column: other.place.column,
                message: format!("{label} uses it here"),
            });
            (format!("{} for {label} in {file}:{}", other_job.name(), other.place.line), format!("{label} is {name}"))
        } else {
            let bus = target.buses().iter().find(|bus| {
                bus.pin == pin.number
                    && bus.signal != "cs"
                    && default_buses.iter().any(|(used, its_job)| bus.bus == *used && *its_job != job)
            })?;
            let bus_name = bus.bus.trim_end_matches(|c: char| c.is_ascii_digit()).to_ascii_uppercase();
            let line = format!("{} of {bus_name}", bus.signal.to_ascii_uppercase());
            (format!("the line {line}"), format!("{name} is the default {line}"))
        };
        if !reported.insert(pin.number) {
            return None;
        }
        let mut finding = RULE
            .at(pin_use.fact.span, format!("{name} is used as {} here, and as {other}", job.name()))
            .help("Give one of them another pin.")
            .evidence(target, Evidence::pin(target, pin, fact))
            .fix(nearest::replacement(context, target, pin_use, "the nearest free pin that suits", |_| true));
        finding.related.extend(related);
        Some(finding)
    });
}

/// Whether the other file belongs to what runs here: scripts that lie side by side and do not import one another
/// are run one at a time.
fn runs_together(context: &Context, path: &std::path::Path) -> bool {
    let module = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    context.snapshot.language == document::Language::Arduino
        || context.facts.imports.iter().any(|import| import.module.rsplit('.').next() == Some(module.as_str()))
}

/// An earlier use of the pin under another name, for another job.
fn earlier<'b, 'a>(context: &'b Context<'a>, pin_use: &Use<'a>, job: Job) -> Option<(&'b Use<'a>, Job)> {
    let name = pin_use.fact.constant.as_deref()?;
    context
        .uses()
        .iter()
        .take_while(|other| other.fact.span.start < pin_use.fact.span.start)
        .filter(|other| other.pin == pin_use.pin && other.fact.constant.as_deref().is_some_and(|other| other != name))
        .find_map(|other| Job::of(other.fact.role).filter(|other_job| *other_job != job).map(|other_job| (other, other_job)))
}

/// A use of the pin in another file of the program, under another name, for another job.
fn in_another_file<'b>(context: &'b Context, target: &Target, pin_use: &Use, job: Job) -> Option<(&'b ForeignUse, Job)> {
    let name = pin_use.fact.constant.as_deref()?;
    let pin = pin_use.pin?;
    let outer = &context.snapshot.outer;
    let own = outer.own.as_deref()?;
    // The same pin may be meant by its number and by each of its names.
    let names = pin.names.iter().map(|name| Value::Name(name.clone()));
    let values = std::iter::once(Value::Int(i64::from(pin.number))).chain(names);
    values
        .flat_map(|value| outer.pin_uses.of(&value))
        .filter(|other| &*other.place.path != own && other.fact.constant.as_deref().is_some_and(|other| other != name))
        // `analogRead(0)` means another pin than `digitalRead(0)`.
        .filter(|other| {
            other.fact.role != PinRole::AnalogRead || !matches!(other.fact.value, Value::Int(_)) || !numbers_analog_inputs(target)
        })
        .filter_map(|other| Some((other, Job::of(other.fact.role)?)))
        .find(|(_, other_job)| *other_job != job)
}

/// Buses that the program starts without saying on which pins.
fn default_buses_in_use(context: &Context) -> Vec<(&'static str, Job)> {
    if context.snapshot.language != Language::Arduino {
        return Vec::new();
    }
    // Pins given some other way (`Wire.setSDA`, `Wire.setPins`) make the defaults irrelevant.
    let moved = |receiver: &str| {
        context.calls().any(|call| call.receiver.as_deref() == Some(receiver) && call.name.starts_with("set") && call.name != "setClock")
    };
    let starts = |receiver: &str, most: usize| {
        context.calls().any(|call| call.receiver.as_deref() == Some(receiver) && call.name == "begin" && call.arguments.len() <= most)
            && !moved(receiver)
    };
    let mut buses = Vec::new();
    if starts("Wire", 1) {
        buses.push(("i2c0", Job::I2c));
    }
    if starts("SPI", 0) {
        buses.push(("spi0", Job::Spi));
    }
    buses
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn analog_reading_of_an_i2c_line() {
        let text = "#include <Wire.h>\nvoid setup() { Wire.begin(); }\nvoid loop() { analogRead(A4); }";
        check("uno", text, "pin-used-twice warning A4");
        check("uno", "void loop() { analogRead(A4); }", "");
    }

    #[test]
    fn led_on_the_spi_clock() {
        let text = "#include <SPI.h>\nvoid setup() { SPI.begin(); pinMode(LED_BUILTIN, OUTPUT); }";
        check("uno", text, "pin-used-twice warning LED_BUILTIN");
    }

    #[test]
    fn one_name_may_change_direction() {
        check("uno", "#define DATA 4\nvoid setup() { pinMode(DATA, OUTPUT); pinMode(DATA, INPUT); }", "");
    }

    #[test]
    fn two_names_for_one_job_are_an_alias() {
        check("uno", "#define RED 4\n#define ALARM 4\nvoid setup() { pinMode(RED, OUTPUT); digitalWrite(ALARM, HIGH); }", "");
    }
}
