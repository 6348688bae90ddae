//! tree-sitter for the two languages: parsers, queries, macro blanking. Knows nothing of boards.

mod dialect;
mod names;
mod queries;

pub use dialect::Dialect;
pub use queries::Pattern;

/// A language that Boardwise reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Arduino C++: `.ino`, `.pde`, and `.cpp`/`.h`/`.c` of an Arduino project.
    Arduino,
    /// MicroPython: `.py` of a MicroPython project.
    MicroPython,
}

impl Language {
    /// Both languages.
    pub const ALL: [Self; 2] = [Self::Arduino, Self::MicroPython];

    /// Name on the command line and in the model's prompt header.
    pub fn name(self) -> &'static str {
        match self {
            Self::Arduino => "arduino",
            Self::MicroPython => "micropython",
        }
    }

    /// The language with this command-line name.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "arduino" => Some(Self::Arduino),
            "micropython" => Some(Self::MicroPython),
            _ => None,
        }
    }

    /// The language of a file with this extension, if it is one of ours.
    pub fn from_extension(extension: &str) -> Option<Self> {
        match extension {
            "ino" | "pde" | "cpp" | "cc" | "cxx" | "c" | "h" | "hpp" => Some(Self::Arduino),
            "py" => Some(Self::MicroPython),
            _ => None,
        }
    }

    /// Its grammar.
    pub fn grammar(self) -> tree_sitter::Language {
        match self {
            Self::Arduino => tree_sitter_cpp::LANGUAGE.into(),
            Self::MicroPython => tree_sitter_python::LANGUAGE.into(),
        }
    }

    /// A parser for it.
    pub fn parser(self) -> tree_sitter::Parser {
        let mut parser = tree_sitter::Parser::new();
        parser.set_language(&self.grammar()).expect("the linked grammars have an ABI version that this tree-sitter reads");
        parser
    }

    /// Parses `source` (already blanked, see [`Dialect::blanked`]), reusing what `old` still holds.
    pub fn parse(self, source: &[u8], old: Option<&tree_sitter::Tree>) -> tree_sitter::Tree {
        self.parser().parse(source, old).expect("a parser with a language and without a cancellation callback always answers")
    }
}
