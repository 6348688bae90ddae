//! The verdict on a generated program: the rules of `check`, and nothing else.

use boards::Target;
use check::{Finding, Severity, check};
use document::Snapshot;
use document::facts::Value;

/// Whether the second version has no finding that the first lacks.
pub(crate) fn brings_nothing(before: &Snapshot, after: &Snapshot, target: &Target) -> bool {
    let key = |finding: &Finding| (finding.rule, finding.message.clone());
    let known: Vec<_> = check(before, Some(target)).iter().map(key).collect();
    check(after, Some(target)).iter().all(|finding| known.contains(&key(finding)))
}

/// Pins that a program would better not use: those that findings of at least a warning speak of.
pub(crate) fn blamed_pins(snapshot: &Snapshot, target: &Target, findings: &[Finding]) -> Vec<u16> {
    let serious = findings.iter().filter(|finding| finding.severity >= Severity::Warning);
    let mut blamed: Vec<u16> = serious
        .flat_map(|finding| {
            let about = snapshot.facts.pin_uses.iter().filter(|pin| finding.span.contains(pin.span) || pin.origin == Some(finding.span));
            about.filter_map(|pin| match &pin.value {
                Value::Int(number) => target.pin(*number).map(|pin| pin.number),
                Value::Str(name) | Value::Name(name) => target.pin_named(name).map(|pin| pin.number),
            })
        })
        .collect();
    blamed.sort_unstable();
    blamed.dedup();
    blamed
}
