//! The whole path of an inline suggestion: context → prompt → draft → verdict → rank.

use std::time::{Duration, Instant};

use boards::Target;
use check::{Evidence, Finding, Severity};
use decode::{Cancel, Draft, LanguageModel, Options, Stop, heal, n_best};
use document::{Snapshot, Span};

use crate::constrain::DraftConstraint;
use crate::context::CursorContext;
use crate::prompt::prompt;
use crate::rank::Rank;
use crate::verify::{Judge, Passed, Verdict};

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

/// Longest answers, in tokens.
const MAX_LINE: usize = 48;
const MAX_BLOCK: usize = 128;
/// A draft is not worth going on with behind a token less probable than this.
const MIN_PROBABILITY: f32 = 0.04;
/// Drafts that are decoded when the first is not enough.
const MAX_DRAFTS: usize = 3;

/// Suggests a continuation at the cursor. Cannot fail: a broken model gives an empty completion.
///
/// The same request to the same model gives the same bytes.
pub fn complete(request: &Request<'_>, model: &mut dyn LanguageModel, cancel: &Cancel) -> Completion {
    let started = Instant::now();
    let Request { snapshot, target, max, multiline, validate, .. } = *request;
    let context = CursorContext::new(snapshot, target, request.offset);
    if !context.invites_draft() || max == 0 {
        return Completion::default();
    }
    let offset = context.word.end;
    let n_answer = if multiline { MAX_BLOCK } else { MAX_LINE };
    let prompt = prompt(snapshot, target, offset, model, n_answer);
    let (kept, healing) = heal(model.vocabulary(), &prompt.tokens);
    let (kept, healing) = (kept.to_vec(), healing.to_vec());
    let mut constraint = DraftConstraint::new(snapshot, target, &context, multiline, validate);
    let options = Options { min_probability: MIN_PROBABILITY, ..Options::greedy(n_answer) };
    let judge = validate.then(|| Judge::new(snapshot, target, offset));
    let mut completion = Completion::default();
    completion.timing.prompt = started.elapsed();

    // The likeliest draft is enough, unless more are wanted or it must be hidden.
    let mut seen: Vec<String> = Vec::new();
    for n_drafts in [max.min(MAX_DRAFTS), MAX_DRAFTS] {
        if completion.cancelled || !completion.suggestions.is_empty() || seen.len() >= n_drafts {
            break;
        }
        for draft in n_best(model, &kept, &healing, &mut constraint, &options, n_drafts, cancel) {
            completion.timing.prefill += draft.timings.prefill;
            completion.timing.decode += draft.timings.decode + draft.timings.mask;
            completion.cancelled |= draft.stop == Stop::Cancelled;
            let text = constraint.finish(&draft.text, &draft.stop);
            if draft.stop == Stop::Cancelled || text.trim().is_empty() || seen.iter().any(|other| other == text) {
                continue;
            }
            seen.push(text.to_owned());
            let started = Instant::now();
            add(&mut completion, judge.as_ref(), offset, text, &draft);
            completion.timing.verify += started.elapsed();
        }
        // Nothing came, nothing was hidden: asking again would not help.
        if completion.rejected.is_empty() {
            break;
        }
    }
    completion.suggestions.sort_by(|a, b| b.score.total_cmp(&a.score));
    completion.suggestions.truncate(max);
    completion
}

/// Judges a draft and files it with the suggestions or with the rejected.
fn add(completion: &mut Completion, judge: Option<&Judge<'_>>, offset: usize, text: &str, draft: &Draft) {
    let is_finished = matches!(draft.stop, Stop::EndOfText | Stop::Constraint);
    let verdict = match judge {
        Some(judge) => judge.verdict(text),
        None => Verdict::Passed(Passed { text: text.to_owned(), warnings: Vec::new(), evidence: Vec::new(), n_swaps: 0 }),
    };
    match verdict {
        Verdict::Rejected { rule, message } => completion.rejected.push(Rejected { text: text.to_owned(), rule, message }),
        // A swap may lead to what another draft said at once.
        Verdict::Passed(passed) if completion.suggestions.iter().any(|other| other.text == passed.text) => {}
        Verdict::Passed(passed) => {
            let count = |severity| passed.warnings.iter().filter(|finding| finding.severity == severity).count();
            let rank = Rank {
                confidence: draft.confidence(),
                n_warnings: count(Severity::Warning),
                n_hints: count(Severity::Hint),
                n_swaps: passed.n_swaps,
                is_finished,
            };
            completion.suggestions.push(Suggestion {
                span: Span::new(offset, offset),
                verdict: if passed.warnings.is_empty() { VerdictKind::Clean } else { VerdictKind::Warned },
                score: rank.score(),
                text: passed.text,
                warnings: passed.warnings,
                evidence: passed.evidence,
            });
        }
    }
}
