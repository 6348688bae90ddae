//! Patterns over trees, one file per language in `queries/`.

use std::sync::OnceLock;

use tree_sitter::Query;

use crate::Language;

/// What a query finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pattern {
    /// Functions, types, constants and variables. `@name` is the name; `@function`, `@type`,
    /// `@constant` or `@variable` the whole.
    Outline,
    /// `@fold`: what can be folded away.
    Folds,
}

impl Pattern {
    /// All patterns.
    pub const ALL: [Self; 2] = [Self::Outline, Self::Folds];

    /// The compiled query.
    pub fn query(self, language: Language) -> &'static Query {
        static COMPILED: [[OnceLock<Query>; 2]; 2] = [const { [const { OnceLock::new() }; 2] }; 2];
        COMPILED[self as usize][language as usize]
            .get_or_init(|| Query::new(&language.grammar(), self.source(language)).expect("a test compiles every query"))
    }

    fn source(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Outline, Language::Arduino) => include_str!("../queries/arduino/outline.scm"),
            (Self::Outline, Language::MicroPython) => {
                include_str!("../queries/micropython/outline.scm")
            }
            (Self::Folds, Language::Arduino) => include_str!("../queries/arduino/folds.scm"),
            (Self::Folds, Language::MicroPython) => {
                include_str!("../queries/micropython/folds.scm")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_query_compiles() {
        let mut n_queries = 0;
        for language in Language::ALL {
            let folder = format!("{}/queries/{}", env!("CARGO_MANIFEST_DIR"), language.name());
            for entry in std::fs::read_dir(folder).expect("the queries are there") {
                let path = entry.expect("they can be listed").path();
                let source = std::fs::read_to_string(&path).expect("they are UTF-8");
                if let Err(error) = Query::new(&language.grammar(), &source) {
                    panic!("{}: {error}", path.display());
                }
                n_queries += 1;
            }
            for pattern in Pattern::ALL {
                pattern.query(language);
            }
        }
        assert_eq!(n_queries, Pattern::ALL.len() * Language::ALL.len());
    }
}
