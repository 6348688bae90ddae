//! Documents: text as a rope, its tree, its version, and the facts read from it.
//!
//! [`Document`] is the mutable side with one owner; [`Snapshot`] is a cheap immutable clone for
//! workers. Parsing cannot fail: broken code gives a tree with errors and whatever facts survive.
//! Offsets are bytes; UTF-16 lives in [`position`] and at the protocol's edge only.

pub mod facts;
mod lazy;
pub mod outline;
pub mod position;
mod syntax;

use std::sync::Arc;

pub use facts::{Facts, ForeignUses, Interface, Linkage, OtherFile, Outer, Parts};
pub use grammars::Language;
pub use lazy::LazyFacts;
use syntax::Syntax;

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
    /// Whether `other` lies inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl From<tree_sitter::Node<'_>> for Span {
    fn from(node: tree_sitter::Node<'_>) -> Self {
        Self::new(node.start_byte(), node.end_byte())
    }
}

/// A document that is being edited. One owner; never shared.
#[derive(Debug)]
pub struct Document {
    syntax: Syntax,
    version: u64,
    id: u64,
    // Read at most once per version: typing does not wait for facts that nobody asks for.
    facts: LazyFacts,
}

impl Document {
    /// Parses `text`.
    pub fn new(text: &str, language: Language) -> Self {
        let syntax = Syntax::new(text, language);
        let facts = own_facts(&syntax);
        Self { syntax, version: 0, id: next_id(), facts }
    }

    /// A document with the text of a snapshot, which is not parsed again.
    pub fn of(snapshot: &Snapshot) -> Self {
        let syntax = snapshot.syntax();
        let facts = if snapshot.outer.is_empty() { snapshot.facts.clone() } else { own_facts(&syntax) };
        Self { syntax, version: 0, id: snapshot.id, facts }
    }

    /// Replaces the bytes of `range` by `text` and reparses the changed part only.
    ///
    /// # Errors
    /// [`BadEdit`] when the range is out of bounds, reversed, or splits a UTF-8 character; the
    /// document is then unchanged.
    pub fn edit(&mut self, range: Span, text: &str) -> Result<(), BadEdit> {
        self.syntax = self.syntax.with_edit(range, text)?;
        self.version += 1;
        self.id = next_id();
        self.facts = own_facts(&self.syntax);
        Ok(())
    }

    /// An immutable view of now, with facts (computed once per version, on first use).
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { id: self.id, ..Snapshot::new(self.syntax.clone(), self.version, self.facts.clone(), Arc::default()) }
    }
}

/// The facts of a whole text that knows no other files.
fn own_facts(syntax: &Syntax) -> LazyFacts {
    LazyFacts::new(syntax.clone(), Parts::default(), Arc::default())
}

/// An edit that does not fit the text: ask the client for the whole text again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BadEdit;

impl std::fmt::Display for BadEdit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the edit does not fit the text")
    }
}

impl std::error::Error for BadEdit {}

/// A number that no text has had before.
fn next_id() -> u64 {
    static NEXT: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(1);
    NEXT.fetch_add(1, std::sync::atomic::Ordering::Relaxed)
}

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
    /// Tells texts apart: two snapshots with one id have the same text.
    pub id: u64,
    /// What is read from the tree, when somebody asks.
    pub facts: LazyFacts,
    /// The other files of the program, where they are known.
    pub outer: Arc<Outer>,
    // What was blanked, for the next edit.
    dialect: Arc<grammars::Dialect>,
}

impl Snapshot {
    fn new(syntax: Syntax, version: u64, facts: LazyFacts, outer: Arc<Outer>) -> Self {
        let Syntax { text, tree, language, dialect } = syntax;
        Self { text, tree, language, version, id: next_id(), facts, outer, dialect }
    }

    fn syntax(&self) -> Syntax {
        Syntax { text: self.text.clone(), tree: self.tree.clone(), language: self.language, dialect: Arc::clone(&self.dialect) }
    }

    /// The snapshot among the other files of its program: names that they declare have values here.
    pub fn within(&self, outer: Arc<Outer>) -> Snapshot {
        if outer.is_empty() {
            return self.among(outer);
        }
        let syntax = self.syntax();
        let facts = LazyFacts::new(syntax.clone(), Parts::default(), Arc::clone(&outer));
        Self { id: self.id, ..Self::new(syntax, self.version, facts, outer) }
    }

    /// The snapshot with other files of its program around it, its facts still its own.
    pub fn among(&self, outer: Arc<Outer>) -> Snapshot {
        Self { outer, ..self.clone() }
    }

    /// The snapshot as it is compiled: without the parts that are excluded. Text and offsets stay;
    /// tree and facts are those of what is left.
    pub fn compiled(&self, parts: &Parts) -> Snapshot {
        if *parts == Parts::default() {
            return self.clone();
        }
        let syntax = self.syntax().without(&parts.excluded);
        let facts = LazyFacts::new(syntax.clone(), parts.clone(), Arc::clone(&self.outer));
        Self { id: self.id, ..Self::new(syntax, self.version, facts, Arc::clone(&self.outer)) }
    }

    /// What the document, as it is compiled, offers to the other files of its program.
    pub fn interface(&self, parts: &Parts) -> Arc<Interface> {
        if *parts == Parts::default() && self.facts.are_plain() {
            return Arc::clone(&self.facts.interface);
        }
        Arc::clone(&self.syntax().without(&parts.excluded).facts_of(parts, &Outer::default()).interface)
    }

    /// `board: NAME` from a comment in the first lines; reads no other facts.
    pub fn board_comment(&self) -> Option<(String, Span)> {
        facts::board_comment(&String::from(&self.text), &self.tree)
    }

    /// The text of a range; the part of it that exists, if it reaches past the end.
    pub fn slice(&self, span: Span) -> String {
        let end = position::floor(&self.text, span.end);
        let start = position::floor(&self.text, span.start).min(end);
        self.text.byte_slice(start..end).to_string()
    }

    /// The snapshot as it would be after replacing `range` by `text`: how a draft is judged.
    ///
    /// # Errors
    /// [`BadEdit`] as for [`Document::edit`].
    pub fn with_edit(&self, range: Span, text: &str) -> Result<Snapshot, BadEdit> {
        let syntax = self.syntax().with_edit(range, text)?;
        let facts = LazyFacts::new(syntax.clone(), Parts::default(), Arc::clone(&self.outer));
        Ok(Self::new(syntax, self.version + 1, facts, Arc::clone(&self.outer)))
    }
}
