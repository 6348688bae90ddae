//! Text, its tree, and how both change together.

use std::ops::Range;
use std::sync::Arc;

use grammars::{Dialect, Language};
use ropey::Rope;
use tree_sitter::{InputEdit, Point, Tree};

use crate::{BadEdit, Facts, Span, facts, position};

/// Text and tree of one version.
#[derive(Debug, Clone)]
pub(crate) struct Syntax {
    pub(crate) text: Rope,
    pub(crate) tree: Tree,
    pub(crate) language: Language,
    pub(crate) dialect: Arc<Dialect>,
}

impl Syntax {
    pub(crate) fn new(text: &str, language: Language) -> Self {
        let dialect = Dialect::read(language, text);
        let tree = language.parse(&dialect.blanked(text.to_owned()), None);
        Self {
            text: Rope::from_str(text),
            tree,
            language,
            dialect: Arc::new(dialect),
        }
    }

    pub(crate) fn with_edit(&self, range: Span, text: &str) -> Result<Self, BadEdit> {
        if range.start > range.end
            || position::floor(&self.text, range.start) != range.start
            || position::floor(&self.text, range.end) != range.end
        {
            return Err(BadEdit);
        }
        let mut rope = self.text.clone();
        let first = rope.byte_to_char(range.start);
        let last = rope.byte_to_char(range.end);
        rope.remove(first..last);
        rope.insert(first, text);

        let old = String::from(&self.text);
        let new = String::from(&rope);
        let dialect = Dialect::read(self.language, &new);
        let new_end = range.start + text.len();

        let mut tree = self.tree.clone();
        tree.edit(&InputEdit {
            start_byte: range.start,
            old_end_byte: range.end,
            new_end_byte: new_end,
            start_position: point(&old, range.start),
            old_end_position: point(&old, range.end),
            new_end_position: point(&new, new_end),
        });
        // An edit may change what is blanked far away (`/*` typed above a macro): to the parser
        // those places are edited too.
        for changed in changed_blanks(&self.dialect.blanks, &dialect.blanks, range, text.len()) {
            let start = point(&new, changed.start);
            let end = point(&new, changed.end);
            tree.edit(&InputEdit {
                start_byte: changed.start,
                old_end_byte: changed.end,
                new_end_byte: changed.end,
                start_position: start,
                old_end_position: end,
                new_end_position: end,
            });
        }
        let tree = self.language.parse(&dialect.blanked(new), Some(&tree));
        Ok(Self {
            text: rope,
            tree,
            language: self.language,
            dialect: Arc::new(dialect),
        })
    }

    pub(crate) fn facts(&self) -> Facts {
        facts::read(
            &String::from(&self.text),
            &self.tree,
            self.language,
            &self.dialect,
        )
    }
}

/// Row and byte column, as tree-sitter counts them: lines end at `\n` only.
fn point(source: &str, offset: usize) -> Point {
    let before = &source.as_bytes()[..offset];
    let row = before.iter().filter(|&&byte| byte == b'\n').count();
    let line_start = before
        .iter()
        .rposition(|&byte| byte == b'\n')
        .map_or(0, |at| at + 1);
    Point::new(row, offset - line_start)
}

/// Ranges of the new text, outside of the edit, that are blanked now and were not, or the reverse.
fn changed_blanks(
    old: &[Range<usize>],
    new: &[Range<usize>],
    edit: Span,
    inserted: usize,
) -> Vec<Range<usize>> {
    let moved = |offset: usize| offset - edit.len() + inserted;
    let new_end = edit.start + inserted;
    // The symmetric difference of two sets of ranges lies between every other of their bounds.
    let mut bounds = Vec::with_capacity(2 * (old.len() + new.len()));
    let mut push = |range: Range<usize>| {
        if !range.is_empty() {
            bounds.extend([range.start, range.end]);
        }
    };
    for range in old {
        push(range.start..range.end.min(edit.start));
        push(moved(range.start.max(edit.end))..moved(range.end.max(edit.end)));
    }
    for range in new {
        push(range.start..range.end.min(edit.start));
        push(range.start.max(new_end)..range.end.max(new_end));
    }
    bounds.sort_unstable();
    bounds
        .chunks_exact(2)
        .map(|pair| pair[0]..pair[1])
        .filter(|range| !range.is_empty())
        .collect()
}
