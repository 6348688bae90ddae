//! The JSON that other programs rely on: fields may be added, never renamed or removed.

use ide::{Completion, Evidence, Finding, Snapshot, VerdictKind, position};
use serde::Serialize;

/// `boardwise check --format json`.
#[derive(Debug, Serialize)]
pub struct CheckJson {
    /// Version of this format.
    pub version: u32,
    /// Findings of all files.
    pub findings: Vec<FindingJson>,
    /// Number of files checked.
    pub files: usize,
    /// The files checked.
    pub sources: Vec<SourceJson>,
}

/// One checked file and what it was judged for.
#[derive(Debug, Serialize)]
pub struct SourceJson {
    /// Path as the user named it.
    pub path: String,
    /// Boards it was judged for; empty when none is known.
    pub boards: Vec<String>,
    /// Boards as its project files name them, known or not, each behind the place: `platformio.ini: esp32dev`.
    pub named: Vec<String>,
}

/// One finding; lines and columns from 1, columns in Unicode scalar values.
#[derive(Debug, Clone, Serialize)]
pub struct FindingJson {
    path: String,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    rule: &'static str,
    severity: &'static str,
    message: String,
    why: String,
    help: String,
    board: Option<String>,
    evidence: Vec<EvidenceJson>,
    fixes: Vec<FixJson>,
    related: Vec<RelatedJson>,
}

/// A place that has to do with a finding; without a path it is in the same file.
#[derive(Debug, Clone, Serialize)]
struct RelatedJson {
    path: Option<std::path::PathBuf>,
    line: usize,
    column: usize,
    message: String,
}

/// A table fact.
#[derive(Debug, Clone, Serialize)]
pub struct EvidenceJson {
    table: String,
    fact: String,
    source: String,
}

#[derive(Debug, Clone, Serialize)]
struct FixJson {
    title: String,
    edits: Vec<EditJson>,
}

#[derive(Debug, Clone, Serialize)]
struct EditJson {
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
    text: String,
}

impl From<&Evidence> for EvidenceJson {
    fn from(evidence: &Evidence) -> Self {
        Self { table: evidence.table.clone(), fact: evidence.fact.clone(), source: evidence.source.clone() }
    }
}

/// A finding with its positions.
pub fn finding(path: &str, snapshot: &Snapshot, finding: &Finding) -> FindingJson {
    let start = position::to_line_column(&snapshot.text, finding.span.start);
    let end = position::to_line_column(&snapshot.text, finding.span.end);
    let fixes = finding
        .fixes
        .iter()
        .map(|fix| FixJson {
            title: fix.title.clone(),
            edits: fix
                .edits
                .iter()
                .map(|edit| {
                    let start = position::to_line_column(&snapshot.text, edit.span.start);
                    let end = position::to_line_column(&snapshot.text, edit.span.end);
                    EditJson { line: start.line, column: start.column, end_line: end.line, end_column: end.column, text: edit.text.clone() }
                })
                .collect(),
        })
        .collect();
    let related = finding.related.iter().map(|related| RelatedJson {
        path: related.path.clone(),
        line: related.line,
        column: related.column,
        message: related.message.clone(),
    });
    FindingJson {
        related: related.collect(),
        path: path.to_owned(),
        line: start.line,
        column: start.column,
        end_line: end.line,
        end_column: end.column,
        rule: finding.rule,
        severity: finding.severity.name(),
        message: finding.message.clone(),
        why: finding.why.clone(),
        help: finding.help.clone(),
        board: finding.board.clone(),
        evidence: finding.evidence.iter().map(EvidenceJson::from).collect(),
        fixes,
    }
}

/// One answer of `boardwise complete`.
#[derive(Debug, Serialize)]
pub struct CompletionJson {
    /// Echo of the request's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<serde_json::Value>,
    suggestions: Vec<SuggestionJson>,
    rejected: Vec<RejectedJson>,
    timing_ms: TimingJson,
}

#[derive(Debug, Serialize)]
struct SuggestionJson {
    text: String,
    verdict: &'static str,
    score: f32,
    evidence: Vec<EvidenceJson>,
    /// Repositories of the training text that it repeats at length: 24 tokens or more.
    origin: Vec<ide::Origin>,
}

#[derive(Debug, Serialize)]
struct RejectedJson {
    text: String,
    rule: String,
    message: String,
}

#[derive(Debug, Serialize)]
struct TimingJson {
    parse: f64,
    prompt: f64,
    prefill: f64,
    decode: f64,
    /// Masks and choosing, in all; how many tokens were chosen; how many took more than 1 ms.
    mask: f64,
    masks: u32,
    slow_masks: u32,
    verify: f64,
    total: f64,
}

/// Name of a verdict in JSON.
pub fn verdict_name(verdict: VerdictKind) -> &'static str {
    match verdict {
        VerdictKind::Clean => "clean",
        VerdictKind::Warned => "warned",
    }
}

/// A completion; `parse` and `total` are measured by the caller.
pub fn completion(
    id: Option<serde_json::Value>,
    completion: &Completion,
    parse: std::time::Duration,
    total: std::time::Duration,
) -> CompletionJson {
    // Microseconds are what these clocks are good for.
    let milliseconds = |duration: std::time::Duration| (duration.as_secs_f64() * 1e6).round() / 1e3;
    CompletionJson {
        id,
        suggestions: completion
            .suggestions
            .iter()
            .map(|suggestion| SuggestionJson {
                text: suggestion.text.clone(),
                verdict: verdict_name(suggestion.verdict),
                score: (suggestion.score * 1e4).round() / 1e4,
                evidence: suggestion.evidence.iter().map(EvidenceJson::from).collect(),
                origin: suggestion.origin.clone(),
            })
            .collect(),
        rejected: completion
            .rejected
            .iter()
            .map(|rejected| RejectedJson { text: rejected.text.clone(), rule: rejected.rule.clone(), message: rejected.message.clone() })
            .collect(),
        timing_ms: TimingJson {
            parse: milliseconds(parse),
            prompt: milliseconds(completion.timing.prompt),
            prefill: milliseconds(completion.timing.prefill),
            decode: milliseconds(completion.timing.decode),
            mask: milliseconds(completion.timing.mask),
            masks: completion.timing.n_masks,
            slow_masks: completion.timing.n_slow_masks,
            verify: milliseconds(completion.timing.verify),
            total: milliseconds(total),
        },
    }
}
