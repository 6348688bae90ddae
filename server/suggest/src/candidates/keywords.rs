//! Keywords of the language, where they can stand.

use document::Language;

use super::{CandidateKind, Relevance, Sources};
use crate::context::Place;

const CPP_STATEMENTS: &[&str] = &[
    "bool", "break", "byte", "case", "char", "const", "continue", "do", "else", "float", "for", "if", "int", "long", "return", "static",
    "switch", "uint16_t", "uint32_t", "uint8_t", "unsigned", "volatile", "while",
];
const CPP_TOP: &[&str] = &[
    "bool",
    "byte",
    "char",
    "class",
    "const",
    "constexpr",
    "enum",
    "float",
    "int",
    "long",
    "static",
    "struct",
    "uint16_t",
    "uint32_t",
    "uint8_t",
    "unsigned",
    "void",
    "volatile",
];
const CPP_VALUES: &[&str] = &["false", "nullptr", "sizeof", "true"];
const PYTHON_STATEMENTS: &[&str] = &[
    "async", "await", "break", "class", "continue", "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if",
    "import", "pass", "raise", "return", "try", "while", "with",
];
const PYTHON_VALUES: &[&str] = &["False", "None", "True", "await", "lambda", "not"];
const DIRECTIVES: &[&str] = &["define", "elif", "else", "endif", "error", "if", "ifdef", "ifndef", "include", "pragma", "undef"];

pub(super) fn add(sources: &mut Sources<'_>) {
    let words = match (sources.scope.language, &sources.context.place) {
        (Language::Arduino, Place::Statement) => CPP_STATEMENTS,
        (Language::Arduino, Place::TopLevel) => CPP_TOP,
        (Language::Arduino, _) => CPP_VALUES,
        (Language::MicroPython, Place::Statement | Place::TopLevel) => PYTHON_STATEMENTS,
        (Language::MicroPython, _) => PYTHON_VALUES,
    };
    push_all(sources, words);
}

pub(super) fn add_directives(sources: &mut Sources<'_>) {
    push_all(sources, DIRECTIVES);
}

fn push_all(sources: &mut Sources<'_>, words: &[&str]) {
    for &word in words {
        sources.push(word, CandidateKind::Keyword, None, Relevance::default());
    }
}
