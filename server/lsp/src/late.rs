//! Changes that arrive in another order than they were made.
//!
//! A version of a document only ever grows (LSP 3.17, `VersionedTextDocumentIdentifier`). Still there are clients that
//! send from several tasks, Helix among them: typed fast, the fourth letter may come before the third. What was
//! done with it is then done again in the order of the versions.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use ropey::Rope;
use tower_lsp_server::gen_lsp_types::TextDocumentContentChangeEvent;

use crate::capabilities::Encoding;
use crate::convert;

/// How long a change may be overtaken by others.
const PATIENCE: Duration = Duration::from_secs(2);
/// How many changes may overtake it.
const MAX_OVERTAKING: usize = 16;

/// Changes of one version, and the text before them.
#[derive(Debug)]
struct Change {
    version: i32,
    changes: Vec<TextDocumentContentChangeEvent>,
    before: Rope,
    came: Instant,
}

/// The latest changes of a document, by version.
#[derive(Debug)]
pub(crate) struct Latest {
    /// The version before the first of them.
    since: i32,
    changes: VecDeque<Change>,
}

impl Latest {
    /// Of a document that was opened with this version.
    pub(crate) fn since(version: i32) -> Self {
        Self { since: version, changes: VecDeque::new() }
    }

    /// Keeps what came in order: `before` is the text before it.
    pub(crate) fn add(&mut self, version: i32, changes: Vec<TextDocumentContentChangeEvent>, before: Rope) {
        let is_old = |change: &Change| change.came.elapsed() > PATIENCE;
        while self.changes.len() >= MAX_OVERTAKING || self.changes.front().is_some_and(is_old) {
            self.since = self.changes.pop_front().map_or(self.since, |change| change.version);
        }
        self.changes.push_back(Change { version, changes, before, came: Instant::now() });
    }

    /// Puts changes that others have overtaken where they belong, and gives the text after all of them. `None` when
    /// nothing has overtaken them, or when they do not fit there, either.
    pub(crate) fn put_in_order(&mut self, version: i32, changes: &[TextDocumentContentChangeEvent], encoding: Encoding) -> Option<Rope> {
        let at = self.changes.iter().position(|change| change.version > version)?;
        let previous = if at == 0 { self.since } else { self.changes[at - 1].version };
        // A client that counts anew leaves no gap for the version.
        if previous >= version || self.changes[at].came.elapsed() > PATIENCE {
            return None;
        }
        let mut text = self.changes[at].before.clone();
        let late = Change { version, changes: changes.to_vec(), before: text.clone(), came: Instant::now() };
        apply(&mut text, &late.changes, encoding)?;
        let mut befores = Vec::new();
        for change in self.changes.range(at..) {
            befores.push(text.clone());
            apply(&mut text, &change.changes, encoding)?;
        }
        for (change, before) in self.changes.range_mut(at..).zip(befores) {
            change.before = before;
        }
        self.changes.insert(at, late);
        Some(text)
    }
}

/// Applies changes, each to the text that the one before it left behind; `None` when one does not fit.
pub(crate) fn apply(text: &mut Rope, changes: &[TextDocumentContentChangeEvent], encoding: Encoding) -> Option<()> {
    for change in changes {
        match change {
            TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => *text = Rope::from_str(&whole.text),
            TextDocumentContentChangeEvent::TextDocumentContentChangePartial(partial) => {
                let span = convert::edit_span(text, partial.range, encoding)?;
                let start = text.byte_to_char(span.start);
                text.remove(start..text.byte_to_char(span.end));
                text.insert(start, &partial.text);
            }
        }
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use tower_lsp_server::gen_lsp_types::{Position, Range, TextDocumentContentChangePartial};

    use super::*;

    fn typed(line: u32, character: u32, text: &str) -> Vec<TextDocumentContentChangeEvent> {
        let place = Position { line, character };
        let partial =
            TextDocumentContentChangePartial { range: Range { start: place, end: place }, text: text.to_owned(), ..Default::default() };
        vec![TextDocumentContentChangeEvent::TextDocumentContentChangePartial(partial)]
    }

    /// What stands there when changes come in this order, the document opened with version 0.
    fn arriving(start: &str, changes: &[(i32, u32, u32, &str)]) -> String {
        let mut text = Rope::from_str(start);
        let mut latest = Latest::since(0);
        for &(version, line, character, typed_text) in changes {
            let changes = typed(line, character, typed_text);
            if let Some(ordered) = latest.put_in_order(version, &changes, Encoding::Utf16) {
                text = ordered;
                continue;
            }
            let before = text.clone();
            apply(&mut text, &changes, Encoding::Utf16).unwrap();
            latest.add(version, changes, before);
        }
        text.to_string()
    }

    #[test]
    fn every_order_gives_the_same_text() {
        let changes = [(1, 0, 2, "\n  "), (2, 1, 2, "d"), (3, 1, 3, "e"), (4, 1, 4, "l")];
        let expected = arriving("a;\n}\n", &changes);
        assert_eq!(expected, "a;\n  del\n}\n");
        for order in [[1, 2, 0, 3], [1, 2, 3, 0], [0, 2, 1, 3], [3, 2, 1, 0], [0, 3, 1, 2]] {
            assert_eq!(arriving("a;\n}\n", &order.map(|at| changes[at])), expected, "{order:?}");
        }
    }

    #[test]
    fn versions_that_say_nothing_are_taken_as_they_come() {
        // All the same, or counted anew.
        assert_eq!(arriving("\n", &[(0, 0, 0, "a"), (0, 0, 1, "b"), (0, 0, 2, "c")]), "abc\n");
        assert_eq!(arriving("\n", &[(1, 0, 0, "a"), (2, 0, 1, "b"), (1, 0, 2, "c"), (2, 0, 3, "d")]), "abcd\n");
    }
}
