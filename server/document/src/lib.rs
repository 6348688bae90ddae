//! Documents: text as a rope, its tree, its version, and the facts read from it.
//!
//! [`Document`] is the mutable side with one owner; [`Snapshot`] is a cheap immutable clone for
//! workers. Parsing cannot fail: broken code gives a tree with errors and whatever facts survive.
//! Offsets are bytes; UTF-16 lives in [`position`] and at the protocol's edge only.

pub mod facts;
pub mod position;

use std::sync::Arc;

pub use facts::Facts;
pub use grammars::Language;

/// A half-open range of byte offsets into the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`.
    pub fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }
    /// Whether the range holds nothing.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }
    /// Whether `offset` lies inside or at either end.
    pub fn touches(self, offset: usize) -> bool {
        self.start <= offset && offset <= self.end
    }
}

/// A document that is being edited. One owner; never shared.
#[derive(Debug)]
pub struct Document {
    // rope, parser, tree, version: see the implementation.
    snapshot: Snapshot,
}

impl Document {
    /// Parses `text`.
    pub fn new(text: &str, language: Language) -> Self {
        let _ = (text, language);
        unimplemented!("written in the next commit")
    }

    /// Replaces the bytes of `range` by `text` and reparses the changed part only.
    ///
    /// # Errors
    /// [`BadEdit`] when the range is out of bounds, reversed, or splits a UTF-8 character; the
    /// document is then unchanged.
    pub fn edit(&mut self, range: Span, text: &str) -> Result<(), BadEdit> {
        let _ = (range, text);
        Err(BadEdit)
    }

    /// An immutable view of now, with facts (computed once per version, on first use).
    pub fn snapshot(&self) -> Snapshot {
        self.snapshot.clone()
    }
}

/// An edit that does not fit the text: ask the client for the whole text again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadEdit;

/// A cheap immutable view of a document: rope and tree share structure with the owner.
#[derive(Debug, Clone)]
pub struct Snapshot {
    /// The text.
    pub text: ropey::Rope,
    /// Its tree, over the text with dialect macros blanked (same length, same offsets).
    pub tree: tree_sitter::Tree,
    /// Its language.
    pub language: Language,
    /// Counts edits since opening.
    pub version: u64,
    /// What was read from the tree.
    pub facts: Arc<Facts>,
}

impl Snapshot {
    /// The text of a range.
    pub fn slice(&self, span: Span) -> String {
        self.text.byte_slice(span.start..span.end).to_string()
    }

    /// The snapshot as it would be after replacing `range` by `text`: how a draft is judged.
    pub fn with_edit(&self, range: Span, text: &str) -> Result<Snapshot, BadEdit> {
        let _ = (range, text);
        Err(BadEdit)
    }
}
