//! What a rule says: what, why, what to do, on which evidence.

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
}
