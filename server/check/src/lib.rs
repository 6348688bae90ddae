//! Rules: a snapshot and a target give findings.
//!
//! One function, [`check`], serves the command line, the editor's diagnostics and the verdict on a
//! draft. It cannot fail, reads no files and never calls the model.
//!
//! Every error must be certain; what is only likely is a warning, and what is unclear is silence.
//! Code behind `#if` counts only when the target decides the condition (see [`regions`]).

mod code;
mod context;
mod finding;
mod nearest;
mod page;
mod regions;
mod rules;
mod small_int;
#[cfg(test)]
mod testing;
mod usage;
mod words;

use boards::Target;
use document::Snapshot;

use context::Context;
pub use finding::{Edit, Evidence, Finding, Fix, Related, Severity};
pub use nearest::can;
pub use rules::{Rule, flash_leaves_free, rules};
pub use usage::{Job, UsedPin, pins_in_use};

/// Which parts of a document the target compiles or runs.
pub fn parts(snapshot: &Snapshot, target: Option<&Target>) -> document::Parts {
    let target = target.filter(|target| context::speaks(target, snapshot.language));
    regions::Regions::of(snapshot, &snapshot.text.to_string(), target).parts()
}

/// Judges a snapshot for a target. Without a target only board-independent rules speak.
/// Findings are sorted by position; suppressed ones are left out.
pub fn check(snapshot: &Snapshot, target: Option<&Target>) -> Vec<Finding> {
    // A target of the other language says nothing about this text.
    let target = target.filter(|target| context::speaks(target, snapshot.language));
    let (view, text, regions) = context::compiled(snapshot, target);
    let context = Context::new(&view, target, text, regions);
    let mut findings = Vec::new();
    let (last, first): (Vec<&Rule>, Vec<&Rule>) = rules().iter().partition(|rule| rule.check.is_last());
    for rule in first.into_iter().chain(last).filter(|rule| rule.languages.contains(&snapshot.language)) {
        rule.check.run(&context, &mut findings);
    }
    findings.sort_by(|a, b| (a.span, std::cmp::Reverse(a.severity), a.rule).cmp(&(b.span, std::cmp::Reverse(b.severity), b.rule)));
    findings.dedup();
    findings
}
