//! What rule tests share: one line in, one line out.

use boards::{RuntimeKind, Tables, Target};
use document::{Document, Language, Snapshot};

use crate::Finding;

/// Checks `text` for a target written `board` or `board runtime`, or for none, and compares with
/// `rule severity text, …` where text is what the span covers.
#[track_caller]
pub(crate) fn check(target: &str, text: &str, expected: &str) {
    let snapshot = snapshot(text);
    let found: Vec<String> = crate::check(&snapshot, resolve(target, snapshot.language).as_ref())
        .iter()
        .map(|finding| format!("{} {} {}", finding.rule, finding.severity.name(), snapshot.slice(finding.span)))
        .collect();
    assert_eq!(found.join(", "), expected, "in\n{text}");
}

/// The text after the first fix that is offered; the text itself if none is.
#[track_caller]
pub(crate) fn fixed(target: &str, text: &str) -> String {
    let snapshot = snapshot(text);
    let findings = crate::check(&snapshot, resolve(target, snapshot.language).as_ref());
    let mut mended = text.to_owned();
    if let Some(fix) = findings.iter().find_map(|finding| finding.fixes.first()) {
        for edit in fix.edits.iter().rev() {
            mended.replace_range(edit.span.start..edit.span.end, &edit.text);
        }
    }
    mended
}

/// The findings in a rule's example.
pub(crate) fn findings(example: &str) -> Vec<Finding> {
    let (header, text) = example.split_once('\n').expect("a header line");
    let word = |key: &str| header.split_whitespace().find_map(|word| word.strip_prefix(key));
    let target = format!("{} {}", word("board:").expect("a board"), word("runtime:").unwrap_or_default());
    let snapshot = snapshot(text);
    crate::check(&snapshot, resolve(&target, snapshot.language).as_ref())
}

/// Python begins with an import in every example here.
fn snapshot(text: &str) -> Snapshot {
    let is_python = ["from ", "import ", "try:"].iter().any(|word| text.starts_with(word));
    Document::new(text, if is_python { Language::MicroPython } else { Language::Arduino }).snapshot()
}

fn resolve(target: &str, language: Language) -> Option<Target> {
    let (board, runtime) = target.split_once(' ').unwrap_or((target, ""));
    if board.is_empty() {
        return None;
    }
    let kind = match language {
        Language::Arduino => RuntimeKind::Arduino,
        Language::MicroPython => RuntimeKind::MicroPython,
    };
    let runtime = Some(runtime).filter(|runtime| !runtime.is_empty());
    Some(Tables::embedded().target(board, kind, runtime).unwrap_or_else(|error| panic!("{target}: {error:?}")))
}
