//! tree-sitter for the two languages: parsers, queries, macro blanking. Knows nothing of boards.

/// A language that Boardwise reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Arduino C++: `.ino`, `.pde`, and `.cpp`/`.h`/`.c` of an Arduino project.
    Arduino,
    /// MicroPython: `.py` of a MicroPython project.
    MicroPython,
}

impl Language {
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
}
