//! The shape of a document: its symbols, and what can be folded away.

use grammars::Pattern;
use tree_sitter::{QueryCursor, StreamingIterator};

use crate::{Snapshot, Span};

/// What a symbol is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SymbolKind {
    /// A function, method or macro with arguments.
    Function,
    /// A class, struct, union or enum.
    Type,
    /// A macro with a value.
    Constant,
    /// A variable outside of functions.
    Variable,
}

/// A symbol of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: SymbolKind,
    /// Where the name stands.
    pub name_span: Span,
    /// The whole definition.
    pub span: Span,
}

/// The symbols of a document, in order of appearance; one inside of another comes after it.
pub fn symbols(snapshot: &Snapshot) -> Vec<Symbol> {
    let source = String::from(&snapshot.text);
    let query = Pattern::Outline.query(snapshot.language);
    let captures = query.capture_names();
    let mut cursor = QueryCursor::new();
    let mut matches = cursor.matches(query, snapshot.tree.root_node(), source.as_bytes());
    let mut symbols = Vec::new();
    while let Some(found) = matches.next() {
        let mut name = None;
        let mut whole = None;
        for capture in found.captures() {
            let kind = match captures[capture.index as usize] {
                "function" => SymbolKind::Function,
                "type" => SymbolKind::Type,
                "constant" => SymbolKind::Constant,
                "variable" => SymbolKind::Variable,
                _ => {
                    name = Some(Span::from(capture.node));
                    continue;
                }
            };
            whole = Some((kind, Span::from(capture.node)));
        }
        if let (Some(name_span), Some((kind, span))) = (name, whole) {
            symbols.push(Symbol { name: source[name_span.start..name_span.end].to_owned(), kind, name_span, span });
        }
    }
    symbols.sort_by_key(|symbol| (symbol.span.start, symbol.name_span.start));
    symbols
}

/// Ranges of more than one line that can be folded away.
pub fn folds(snapshot: &Snapshot) -> Vec<Span> {
    let source = String::from(&snapshot.text);
    let query = Pattern::Folds.query(snapshot.language);
    let mut cursor = QueryCursor::new();
    let mut captures = cursor.captures(query, snapshot.tree.root_node(), source.as_bytes());
    let mut folds = Vec::new();
    while let Some((found, index)) = captures.next() {
        let node = found.captures()[*index].node;
        if node.start_position().row < node.end_position().row {
            folds.push(Span::from(node));
        }
    }
    folds
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Document, Language};

    #[track_caller]
    fn check(language: Language, text: &str, expected: &[(SymbolKind, &str)], n_folds: usize) {
        let snapshot = Document::new(text, language).snapshot();
        let symbols = symbols(&snapshot);
        let found: Vec<_> = symbols.iter().map(|symbol| (symbol.kind, symbol.name.as_str())).collect();
        assert_eq!(found, expected);
        assert_eq!(folds(&snapshot).len(), n_folds);
    }

    #[test]
    fn shows_what_a_sketch_defines() {
        use SymbolKind::{Constant, Function, Type, Variable};
        check(
            Language::Arduino,
            "#define LED 13\nServo arm;\nint a = 1, b[2];\nstruct S {\n  void go() {}\n};\n\
             char *name() { int local; }\nvoid loop() {\n}\n",
            &[
                (Constant, "LED"),
                (Variable, "arm"),
                (Variable, "a"),
                (Variable, "b"),
                (Type, "S"),
                (Function, "go"),
                (Function, "name"),
                (Function, "loop"),
            ],
            2,
        );
    }

    #[test]
    fn shows_what_a_module_defines() {
        use SymbolKind::{Function, Type, Variable};
        check(
            Language::MicroPython,
            "LED = 2\nclass A:\n    def go(self):\n        x = 1\nif LED:\n    pass\n",
            &[(Variable, "LED"), (Type, "A"), (Function, "go")],
            3,
        );
    }
}
