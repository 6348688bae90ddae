//! Which names can be declared at all: a pin named by a word that stands nowhere else is invented.
//!
//! Decided only where the document is the whole program as far as names go: a sketch with `setup`,
//! `loop` and headers that the tables know, or a Python file without star imports. The words are
//! taken from the text, comments included, because half-typed code hides declarations from the tree.

use std::cell::OnceCell;

use boards::Target;
use decode::is_identifier_byte;
use document::facts::Import;
use document::{Language, Snapshot, Span};
use rustc_hash::FxHashMap;

/// Words of the language and its casts that may begin a value.
const WORDS: &[&str] = &[
    "False",
    "None",
    "True",
    "await",
    "bool",
    "byte",
    "char",
    "false",
    "gpio_num_t",
    "int",
    "lambda",
    "long",
    "not",
    "self",
    "sizeof",
    "static_cast",
    "this",
    "true",
    "uint8_t",
    "unsigned",
];

/// The names that a program can use.
#[derive(Debug)]
pub(crate) struct KnownNames<'a> {
    target: &'a Target,
    language: Language,
    /// Words of the document, sorted; `None` when it, with the other files of its program, is not all there is.
    document: Option<Vec<String>>,
    /// Names of the runtime by first byte, gathered when first asked for: sorting them all would take
    /// longer than looking through one heap a few times.
    runtime: OnceCell<FxHashMap<u8, Vec<&'a str>>>,
}

impl<'a> KnownNames<'a> {
    /// Reads the document, but for the word that is being typed.
    pub(crate) fn new(snapshot: &Snapshot, target: &'a Target, typed: Span) -> Self {
        let text = snapshot.text.to_string();
        let outside = [&text[..typed.start], &text[typed.end..]];
        let mut words: Vec<String> = outside
            .iter()
            .flat_map(|part| part.split(|c: char| c.is_ascii() && !is_identifier_byte(c as u8)))
            .filter(|word| word.starts_with(|c: char| !c.is_ascii_digit()))
            .map(str::to_owned)
            .collect();
        let outer = &snapshot.outer;
        let starred = snapshot.facts.imports.iter().filter(|import| import.names.iter().any(|(name, _)| name == "*"));
        let modules = starred.flat_map(|import| outer.module_names(&import.module));
        words.extend(outer.names().chain(modules).map(str::to_owned));
        words.sort_unstable();
        words.dedup();
        let has = |word: &str| words.binary_search_by(|known| known.as_str().cmp(word)).is_ok();
        let imports = &snapshot.facts.imports;
        let api = &target.runtime.api;
        let is_whole = match snapshot.language {
            Language::Arduino => {
                let is_known = |header: &str| header == "Arduino.h" || !header.contains('.') || api.library(header).is_some();
                let is_found = |import: &Import| outer.finds(&import.module) || !import.local && is_known(&import.module);
                has("setup") && has("loop") && imports.iter().all(is_found) && outer.libraries().all(is_known)
            }
            Language::MicroPython => {
                imports.iter().all(|import| outer.finds(&import.module) || import.names.iter().all(|(name, _)| name != "*"))
            }
        };
        Self { target, language: snapshot.language, document: is_whole.then_some(words), runtime: OnceCell::new() }
    }

    /// Whether the name, or a name that goes on from it, may be declared somewhere.
    pub(crate) fn may_be(&self, name: &str, may_go_on: bool) -> bool {
        let Some(document) = &self.document else { return true };
        let fits = |known: &str| if may_go_on { known.starts_with(name) } else { known == name };
        let after = document.partition_point(|known| known.as_str() < name);
        if document.get(after).is_some_and(|known| fits(known)) || WORDS.iter().any(|word| fits(word)) {
            return true;
        }
        if self.language == Language::MicroPython {
            return self
                .target
                .runtime
                .api
                .module("builtins")
                .is_some_and(|builtins| builtins.members.iter().any(|member| fits(&member.name)));
        }
        let runtime = self.runtime.get_or_init(|| runtime_names(self.target));
        name.bytes().next().and_then(|first| runtime.get(&first)).is_some_and(|names| names.iter().any(|known| fits(known)))
    }
}

fn runtime_names(target: &Target) -> FxHashMap<u8, Vec<&str>> {
    let api = &target.runtime.api;
    let functions = api.functions().map(|(name, _)| name);
    let objects = api.objects().map(|(name, _)| name);
    let classes = api.classes().map(|class| class.name.as_str());
    let pins = target.pins.iter().flat_map(|pin| pin.names.iter().map(String::as_str));
    let mut names: FxHashMap<u8, Vec<&str>> = FxHashMap::default();
    for name in functions.chain(objects).chain(classes).chain(pins).chain(api.constants()) {
        names.entry(name.bytes().next().unwrap_or_default()).or_default().push(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::fixture;

    #[track_caller]
    fn check(board: &str, language: Language, text: &str, name: &str, expected: &str) {
        let fixture = fixture(board, language, text);
        let names = KnownNames::new(&fixture.snapshot, &fixture.target, Span::new(fixture.offset, fixture.offset));
        let found = match (names.may_be(name, false), names.may_be(name, true)) {
            (true, _) => "known",
            (false, true) => "begun",
            (false, false) => "unknown",
        };
        assert_eq!(found, expected, "{name} in {text}");
    }

    #[test]
    fn words_of_the_text_and_names_of_the_runtime() {
        let sketch = "int relay = 3;\nvoid setup() { | }\nvoid loop() {}";
        check("uno", Language::Arduino, sketch, "relay", "known");
        check("uno", Language::Arduino, sketch, "rel", "begun");
        check("uno", Language::Arduino, sketch, "LED_BUILTIN", "known");
        check("uno", Language::Arduino, sketch, "digitalPinToInterrupt", "known");
        check("uno", Language::Arduino, sketch, "ledPin", "unknown");
        check("esp32dev", Language::Arduino, sketch, "LED_BUILTIN", "unknown");
        check("pico", Language::MicroPython, "import time\nled = |", "tim", "begun");
        check("pico", Language::MicroPython, "import time\nled = |", "nobody", "unknown");
    }

    #[test]
    fn a_part_of_a_program_may_use_anything() {
        check("uno", Language::Arduino, "void helper() { | }", "ledPin", "known");
        check("uno", Language::Arduino, "#include \"pins.h\"\nvoid setup() { | }\nvoid loop() {}", "ledPin", "known");
        check("pico", Language::MicroPython, "from pins import *\nled = |", "ledPin", "known");
    }
}
