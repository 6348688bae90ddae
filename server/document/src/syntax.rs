//! Text, its tree, and how both change together.

use std::ops::Range;
use std::sync::Arc;

use grammars::{Dialect, Language};
use ropey::Rope;
use tree_sitter::{InputEdit, Point, Tree};

use crate::facts::{Outer, Parts};
use crate::{BadEdit, Facts, Span, facts, position};

/// Broken files larger than this keep the tree that an edit leaves them with (a full parse takes
/// about 100 ms per megabyte).
const LARGEST_REPARSED: usize = 1 << 20;

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
        Self { text: Rope::from_str(text), tree, language, dialect: Arc::new(dialect) }
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
        let source = dialect.blanked(new);
        // What tree-sitter makes of broken code depends on what it could reuse. Nobody should see
        // other findings for having typed the same text in another order, so broken code is parsed
        // as a whole; code that was broken probably still is.
        let reusable = source.len() > LARGEST_REPARSED || !self.tree.root_node().has_error();
        let mut reparsed = self.language.parse(&source, reusable.then_some(&tree));
        if reusable && reparsed.root_node().has_error() && source.len() <= LARGEST_REPARSED {
            reparsed = self.language.parse(&source, None);
        }
        Ok(Self { text: rope, tree: reparsed, language: self.language, dialect: Arc::new(dialect) })
    }

    /// The text with some parts left out, as the preprocessor leaves them out. Only where a branch
    /// that the grammar was not shown is the one that is compiled does the tree change.
    pub(crate) fn without(self, excluded: &[Span]) -> Self {
        if self.language != Language::Arduino || self.dialect.inactive.is_empty() {
            return self;
        }
        let source = String::from(&self.text);
        let excluded: Vec<Range<usize>> = excluded.iter().map(|span| span.start..span.end).collect();
        let dialect = Dialect::read_without(self.language, &source, &excluded);
        if dialect.inactive == self.dialect.inactive {
            return self;
        }
        let tree = self.language.parse(&dialect.blanked(source), None);
        Self { tree, dialect: Arc::new(dialect), ..self }
    }

    #[cfg(test)]
    pub(crate) fn facts(&self) -> Facts {
        self.facts_of(&Parts::default(), &Outer::default())
    }

    /// The facts of what belongs to the program, among the other files of the program.
    pub(crate) fn facts_of(&self, parts: &Parts, outer: &Outer) -> Facts {
        facts::read(&String::from(&self.text), &self.tree, self.language, &self.dialect, parts, outer)
    }
}

/// Row and byte column, as tree-sitter counts them: lines end at `\n` only.
fn point(source: &str, offset: usize) -> Point {
    let before = &source.as_bytes()[..offset];
    let row = before.split(|&byte| byte == b'\n').count() - 1;
    let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    Point::new(row, offset - line_start)
}

/// Ranges of the new text, outside of the edit, that are blanked now and were not, or the reverse.
fn changed_blanks(old: &[Range<usize>], new: &[Range<usize>], edit: Span, inserted: usize) -> Vec<Range<usize>> {
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
    bounds.chunks_exact(2).map(|pair| pair[0]..pair[1]).filter(|range| !range.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use proptest::prelude::*;

    use super::*;

    fn dump(tree: &Tree) -> String {
        let mut text = String::new();
        let mut cursor = tree.walk();
        let mut depth = 0;
        loop {
            let node = cursor.node();
            let missing = if node.is_missing() { " missing" } else { "" };
            let _ = writeln!(text, "{:depth$}{} {:?}{missing}", "", node.kind(), node.byte_range());
            if cursor.goto_first_child() {
                depth += 1;
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return text;
                }
                depth -= 1;
            }
        }
    }

    /// What people type, and what breaks a lexer.
    fn piece(language: Language) -> impl Strategy<Value = String> {
        let pieces: &[&str] = match language {
            Language::Arduino => &[
                "int x = 1;\n",
                "void f() {\n",
                "}\n",
                "pinMode(13, OUTPUT);",
                "IRAM_ATTR ",
                "#if A\n",
                "#else\n",
                "#endif\n",
                "#if 0\n",
                "/*",
                "*/",
                "//",
                "\"",
                "R\"(",
                ")\"",
                "'",
                "(",
                ")",
                "{",
                "}",
                ";",
                "\n",
                "é漢😀",
                "if (x) {",
                "else ",
                "__attribute__((x)) ",
                "\\\n",
                "#define A 1\n",
                "PROGMEM ",
                "FOO_BAR\n",
                "\r\n",
                "= ",
                "\"a\" PRIu32 \"b\"",
                "for (;;) ",
            ],
            Language::MicroPython => &[
                "x = 1\n",
                "def f():\n",
                "    return 1\n",
                "class A:\n",
                "  ",
                "\t",
                "\n",
                "\r\n",
                "\"\"\"",
                "'",
                "f\"{x}\"",
                "(",
                ")",
                "[",
                "]",
                "#",
                "é漢😀",
                "if x:\n",
                "else:\n",
                "    pass\n",
                "\\\n",
                ":",
                "lambda: ",
                "@f\n",
                "try:\n",
                "import machine\n",
            ],
        };
        prop::sample::select(pieces).prop_map(str::to_owned)
    }

    fn text(language: Language, most: usize) -> impl Strategy<Value = String> {
        prop::collection::vec(piece(language), 0..most).prop_map(|pieces| pieces.concat())
    }

    /// Texts, and edits as (start, length, text) in thousandths of the text.
    fn edits(language: Language) -> impl Strategy<Value = (String, Vec<(usize, usize, String)>)> {
        let edit = (0usize..1000, 0usize..12, text(language, 3));
        (text(language, 25), prop::collection::vec(edit, 1..8))
    }

    fn check_edits(language: Language, text: &str, edits: &[(usize, usize, String)]) -> Result<(), TestCaseError> {
        let mut expected = text.to_owned();
        let mut syntax = Syntax::new(text, language);
        for (place, length, inserted) in edits {
            let start = position::floor(&syntax.text, place * expected.len() / 1000);
            let end = position::floor(&syntax.text, start + length).max(start);
            expected.replace_range(start..end, inserted);
            syntax = syntax.with_edit(Span::new(start, end), inserted).expect("the edit fits");
            let full = Syntax::new(&expected, language);
            prop_assert_eq!(String::from(&syntax.text), expected.as_str());
            prop_assert_eq!(&syntax.dialect, &full.dialect);
            prop_assert_eq!(dump(&syntax.tree), dump(&full.tree), "{:?}", expected);
            prop_assert_eq!(syntax.facts(), full.facts());
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]

        #[test]
        fn editing_a_sketch_gives_the_tree_of_its_text((text, edits) in edits(Language::Arduino)) {
            check_edits(Language::Arduino, &text, &edits)?;
        }

        #[test]
        fn editing_a_module_gives_the_tree_of_its_text((text, edits) in edits(Language::MicroPython)) {
            check_edits(Language::MicroPython, &text, &edits)?;
        }

        #[test]
        fn any_text_can_be_read(text in "\\PC{0,60}") {
            for language in Language::ALL {
                Syntax::new(&text, language).facts();
            }
        }
    }

    #[test]
    fn blanks_that_an_edit_changes_far_away_are_reparsed() {
        let syntax = Syntax::new("\nint a;\nvoid IRAM_ATTR f() {}\n", Language::Arduino);
        let commented = syntax.with_edit(Span::new(0, 0), "/*").expect("the edit fits");
        assert!(commented.dialect.blanks.is_empty());
        let restored = commented.with_edit(Span::new(0, 2), "").expect("the edit fits");
        assert_eq!(dump(&restored.tree), dump(&syntax.tree));
    }

    #[test]
    fn edits_that_do_not_fit_are_refused() {
        let syntax = Syntax::new("aé", Language::Arduino);
        for (start, end) in [(0, 9), (2, 1), (2, 3), (9, 9), (1, 2)] {
            assert!(syntax.with_edit(Span::new(start, end), "x").is_err(), "{start}..{end}");
        }
    }
}
