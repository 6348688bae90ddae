//! The whole path of an inline suggestion: context → prompt → draft → verdict → rank.

use std::time::Duration;

use boards::Target;
use check::{Evidence, Finding};
use decode::{Cancel, LanguageModel};
use document::{Snapshot, Span};

/// A wish for suggestions at a place.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The document.
    pub snapshot: &'a Snapshot,
    /// The board and runtime, if known.
    pub target: Option<&'a Target>,
    /// Byte offset of the cursor.
    pub offset: usize,
    /// Most suggestions wanted.
    pub max: usize,
    /// Whether several lines are welcome, or the rest of this line only.
    pub multiline: bool,
    /// Masks and verdict on; off only for measuring what they do.
    pub validate: bool,
}

/// How a suggestion stands with the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerdictKind {
    /// Adds no finding.
    Clean,
    /// Adds warnings or hints only.
    Warned,
}

/// Text that may be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Bytes to replace (empty at the cursor for plain insertion).
    pub span: Span,
    /// New text.
    pub text: String,
    /// Verdict.
    pub verdict: VerdictKind,
    /// Confidence between 0 and 1: the geometric mean of token probabilities, lowered by warnings.
    pub score: f32,
    /// New warnings and hints that it brings.
    pub warnings: Vec<Finding>,
    /// Table facts that stand behind it.
    pub evidence: Vec<Evidence>,
}

/// A draft that was hidden, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// What the model wrote.
    pub text: String,
    /// The rule that objects.
    pub rule: String,
    /// Its message.
    pub message: String,
}

/// Time by stage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Timing {
    /// Building the prompt.
    pub prompt: Duration,
    /// Reading the prompt into the KV cache.
    pub prefill: Duration,
    /// Decoding, masks included.
    pub decode: Duration,
    /// Judging drafts.
    pub verify: Duration,
}

/// The answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Completion {
    /// Best first.
    pub suggestions: Vec<Suggestion>,
    /// What was hidden.
    pub rejected: Vec<Rejected>,
    /// Where the time went.
    pub timing: Timing,
    /// Set when the request was cancelled: the rest is then incomplete.
    pub cancelled: bool,
}

/// Suggests a continuation at the cursor. Cannot fail: a broken model gives an empty completion.
pub fn complete(request: &Request<'_>, model: &mut dyn LanguageModel, cancel: &Cancel) -> Completion {
    let _ = (request, model, cancel);
    Completion::default()
}
