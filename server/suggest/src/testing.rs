//! What the tests of this crate share: a board, a text with `|` at the cursor.

use boards::{RuntimeKind, Tables, Target};
use document::{Document, Language, Snapshot};

/// A document, where its cursor is, and what it runs on.
pub(crate) struct Fixture {
    pub(crate) snapshot: Snapshot,
    pub(crate) offset: usize,
    pub(crate) target: Target,
}

/// Reads `text`, whose only `|` marks the cursor.
pub(crate) fn fixture(board: &str, language: Language, text: &str) -> Fixture {
    let offset = text.find('|').expect("the cursor is marked");
    let kind = match language {
        Language::Arduino => RuntimeKind::Arduino,
        Language::MicroPython => RuntimeKind::MicroPython,
    };
    let target = Tables::embedded().target(board, kind, None).expect("the board exists");
    Fixture { snapshot: Document::new(&text.replacen('|', "", 1), language).snapshot(), offset, target }
}
