//! What a rule says: what, why, what to do, on which evidence.

use boards::{Pin, Target};
use document::Span;

/// How sure and how bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// A matter of style or foresight.
    Hint,
    /// Can hurt.
    Warning,
    /// Always wrong on this board.
    Error,
}

impl Severity {
    /// Name in JSON and on the screen.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hint => "hint",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// A table fact behind a finding or a suggestion.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Evidence {
    /// Table: `esp32dev/pins`, `arduino-esp32@3.3.8/removed`.
    pub table: String,
    /// The fact in a sentence: `GPIO34 has no output driver`.
    pub fact: String,
    /// Its source: datasheet, header, core file.
    pub source: String,
}

impl Evidence {
    /// A fact from the target's pin table.
    pub(crate) fn pin(target: &Target, pin: &Pin, fact: impl Into<String>) -> Self {
        Self { table: format!("{}/pins", target.board.id), fact: fact.into(), source: pin.source.clone() }
    }

    /// A fact from the runtime's table of names.
    pub(crate) fn api(target: &Target, fact: impl Into<String>) -> Self {
        Self { table: format!("{}/api", target.runtime.coordinate()), fact: fact.into(), source: target.runtime.api.source.clone() }
    }
}

/// Replaces the bytes of `span` by `text`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Edit {
    /// Bytes to replace.
    pub span: Span,
    /// New text.
    pub text: String,
}

/// A change that removes the finding for certain.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Fix {
    /// What it does, as an imperative: `Use GPIO25, the nearest pin with an output`.
    pub title: String,
    /// Edits, not overlapping.
    pub edits: Vec<Edit>,
}

/// One thing that is wrong or risky.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Finding {
    /// Rule name; reads after "allow": `input-only-pin-driven`.
    pub rule: &'static str,
    /// Severity.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// Why, in hardware words.
    pub why: String,
    /// What to do instead.
    pub help: String,
    /// Board id, when the rule depends on it.
    pub board: Option<String>,
    /// Table facts.
    pub evidence: Vec<Evidence>,
    /// Fixes, best first.
    pub fixes: Vec<Fix>,
    /// Places that have to do with it: where the value is written, who else uses the pin.
    pub related: Vec<Related>,
}

/// A place that has to do with a finding. Line and column count from 1.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Related {
    /// Another file of the program; `None`: the file of the finding.
    pub path: Option<std::path::PathBuf>,
    /// Its line.
    pub line: usize,
    /// Its column.
    pub column: usize,
    /// What is there.
    pub message: String,
}

impl Finding {
    /// With another severity than the rule's own.
    pub(crate) fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }

    /// With a reason that says more than the rule's own.
    pub(crate) fn why(mut self, why: impl Into<String>) -> Self {
        self.why = why.into();
        self
    }

    /// With what to do instead.
    pub(crate) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// With a table fact; names the board that the finding depends on.
    pub(crate) fn evidence(mut self, target: &Target, evidence: Evidence) -> Self {
        self.board = Some(target.board.id.clone());
        self.evidence.push(evidence);
        self
    }

    /// With a place that has to do with it.
    pub(crate) fn related(mut self, related: Related) -> Self {
        self.related.push(related);
        self
    }

    /// With a fix, if there is one.
    pub(crate) fn fix(mut self, fix: Option<Fix>) -> Self {
        self.fixes.extend(fix);
        self
    }
}
