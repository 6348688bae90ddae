//! Names of node kinds and fields by number: tree-sitter searches for a field by comparing names one by one,
//! and hands kinds out as C strings. Whoever asks at every node of a tree asks here.

use std::num::NonZeroU16;
use std::sync::OnceLock;

use tree_sitter::{Node, TreeCursor};

use crate::Language;

struct Names {
    /// By kind.
    kinds: Vec<&'static str>,
    /// By field, 0 unused.
    fields: Vec<&'static str>,
    /// Sorted by name.
    numbers: Vec<(&'static str, NonZeroU16)>,
}

impl Names {
    fn of(grammar: &'static tree_sitter::Language) -> Self {
        let kind = |id: usize| u16::try_from(id).ok().and_then(|id| grammar.node_kind_for_id(id)).unwrap_or_default();
        let field = |id: usize| u16::try_from(id).ok().and_then(|id| grammar.field_name_for_id(id)).unwrap_or_default();
        let fields: Vec<&'static str> = (0..=grammar.field_count()).map(field).collect();
        let number = |id: usize| u16::try_from(id).ok().and_then(NonZeroU16::new);
        let mut numbers: Vec<_> = fields.iter().enumerate().filter_map(|(id, name)| Some((*name, number(id)?))).collect();
        numbers.sort_unstable();
        Self { kinds: (0..grammar.node_kind_count()).map(kind).collect(), fields, numbers }
    }
}

impl Language {
    fn names(self) -> &'static Names {
        // The names live as long as the grammars.
        static CPP: (OnceLock<tree_sitter::Language>, OnceLock<Names>) = (OnceLock::new(), OnceLock::new());
        static PYTHON: (OnceLock<tree_sitter::Language>, OnceLock<Names>) = (OnceLock::new(), OnceLock::new());
        let (grammar, names) = match self {
            Self::Arduino => &CPP,
            Self::MicroPython => &PYTHON,
        };
        names.get_or_init(|| Names::of(grammar.get_or_init(|| self.grammar())))
    }

    /// Names of kinds, by [`Node::kind_id`].
    pub fn kinds(self) -> &'static [&'static str] {
        &self.names().kinds
    }

    /// [`Node::kind`] of a node of this language.
    pub fn kind(self, node: Node) -> &'static str {
        // Errors have a number beyond all kinds.
        self.names().kinds.get(usize::from(node.kind_id())).copied().unwrap_or("ERROR")
    }

    /// [`Node::child_by_field_name`] of a node of this language.
    pub fn child<'tree>(self, node: Node<'tree>, field: &str) -> Option<Node<'tree>> {
        let numbers = &self.names().numbers;
        let found = numbers.binary_search_by_key(&field, |(name, _)| name).ok()?;
        node.child_by_field_id(numbers[found].1.get())
    }

    /// [`TreeCursor::field_name`] in a tree of this language.
    pub fn field_name(self, cursor: &TreeCursor) -> Option<&'static str> {
        self.names().fields.get(usize::from(cursor.field_id()?.get())).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_tree_sitter() {
        let sources = [
            (Language::Arduino, "struct A { int x = f(1); }; void g() { if (x) { h(; } }"),
            (Language::MicroPython, "class A:\n  def f(self, x=1):\n    return x.y(z) if (\n"),
        ];
        for (language, source) in sources {
            let tree = language.parse(source.as_bytes(), None);
            let mut cursor = tree.walk();
            let fields = ["name", "type", "declarator", "body", "condition", "arguments", "function", "no_such_field"];
            loop {
                let node = cursor.node();
                assert_eq!(language.kind(node), node.kind());
                assert_eq!(language.field_name(&cursor), cursor.field_name());
                for field in fields {
                    assert_eq!(language.child(node, field), node.child_by_field_name(field), "{field} of {}", node.kind());
                }
                if cursor.goto_first_child() {
                    continue;
                }
                while !cursor.goto_next_sibling() {
                    if !cursor.goto_parent() {
                        break;
                    }
                }
                if cursor.node() == tree.root_node() {
                    break;
                }
            }
        }
    }
}
