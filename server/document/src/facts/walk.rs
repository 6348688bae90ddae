//! Visiting every node of a tree, parents first, while keeping track of what encloses it.

use grammars::Language;
use tree_sitter::{Node, Tree};

use crate::Span;

/// Something that encloses what is being visited.
pub(super) struct Frame<K> {
    depth: usize,
    pub(super) kind: K,
    pub(super) span: Span,
}

/// Where a walk is.
pub(super) struct Place<'t, K> {
    language: Language,
    ancestors: Vec<Node<'t>>,
    frames: Vec<Frame<K>>,
}

impl<'t, K> Place<'t, K> {
    pub(super) fn new(language: Language) -> Self {
        Self { language, ancestors: Vec::new(), frames: Vec::new() }
    }

    /// The node that is being visited encloses its children.
    pub(super) fn push(&mut self, node: Node, kind: K) {
        self.frames.push(Frame { depth: self.ancestors.len(), kind, span: node.into() });
    }

    /// What encloses this place, innermost first.
    pub(super) fn frames(&self) -> impl Iterator<Item = &Frame<K>> {
        self.frames.iter().rev()
    }

    /// The parent of the node that is being visited.
    pub(super) fn parent(&self) -> Option<Node<'t>> {
        self.ancestors.last().copied()
    }

    /// What is being visited lies in these, outermost first.
    pub(super) fn ancestors(&self) -> &[Node<'t>] {
        &self.ancestors
    }

    /// Kind of the parent; empty at the root.
    pub(super) fn parent_kind(&self) -> &'t str {
        self.ancestors.last().map_or("", |node| self.language.kind(*node))
    }
}

/// What is done at each node.
pub(super) trait Visitor<'t> {
    /// What may enclose a node.
    type Kind;

    /// Where the walk is.
    fn place(&mut self) -> &mut Place<'t, Self::Kind>;

    /// Records what a node says; whether to visit its children.
    fn visit(&mut self, node: Node<'t>, field: Option<&str>) -> bool;
}

/// Visits every node. Deep trees are no deep recursion.
pub(super) fn walk<'t, V: Visitor<'t>>(visitor: &mut V, tree: &'t Tree) {
    let mut cursor = tree.walk();
    let language = visitor.place().language;
    loop {
        let node = cursor.node();
        let place = visitor.place();
        let depth = place.ancestors.len();
        while place.frames.last().is_some_and(|frame| frame.depth >= depth) {
            place.frames.pop();
        }
        let descend = visitor.visit(node, language.field_name(&cursor));
        if descend && cursor.goto_first_child() {
            visitor.place().ancestors.push(node);
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
            visitor.place().ancestors.pop();
        }
    }
}
