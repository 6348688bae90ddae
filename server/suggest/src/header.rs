//! The board header that begins every prompt.
//!
//! The training pipeline writes the same bytes (`models/train`); a golden file pins both.

use boards::Target;
use document::Language;

/// More libraries than this are not worth their tokens.
const MAX_LIBRARIES: usize = 8;
const UNKNOWN: &str = "-";

/// `{lang} {family} {board}` and `libs: {libs}`, a line each; `-` for what is unknown.
pub fn header(language: Language, target: Option<&Target>, libraries: &[String]) -> String {
    let family = target.map(|target| target.chip.family.name());
    let board = target.map(|target| target.board.id.as_str());
    write(language, family, board, libraries)
}

fn write(language: Language, family: Option<&str>, board: Option<&str>, libraries: &[String]) -> String {
    let mut libs: Vec<&str> = Vec::new();
    for library in libraries {
        if libs.len() < MAX_LIBRARIES && !libs.contains(&library.as_str()) {
            libs.push(library);
        }
    }
    let libs = if libs.is_empty() { UNKNOWN.to_owned() } else { libs.join(",") };
    format!("{} {} {}\nlibs: {libs}\n", language.name(), family.unwrap_or(UNKNOWN), board.unwrap_or(UNKNOWN))
}

/// Names of includes without folder and extension, or imported top-level modules, in order of
/// appearance. Read from lines, as in training: a tree would lose some of them while typing.
pub fn libraries(text: &str, language: Language) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut add = |name: &str| {
        if !name.is_empty() && !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
    };
    for line in text.lines() {
        let line = line.trim_start_matches([' ', '\t']);
        match language {
            Language::Arduino => include(line).into_iter().for_each(&mut add),
            Language::MicroPython => imports(line).into_iter().for_each(&mut add),
        }
    }
    found
}

/// `#include <driver/ledc.h>` → `ledc`.
fn include(line: &str) -> Option<&str> {
    let blanks = [' ', '\t'];
    let rest = line.strip_prefix('#')?.trim_start_matches(blanks).strip_prefix("include")?.trim_start_matches(blanks);
    let rest = rest.strip_prefix(['<', '"'])?;
    let path = &rest[..rest.find(['>', '"'])?];
    let file = path.rsplit('/').next()?;
    Some(file.rsplit_once('.').map_or(file, |(stem, _)| stem))
}

/// `import os, machine as m` → `os`, `machine`; `from umqtt.simple import x` → `umqtt`.
fn imports(line: &str) -> Vec<&str> {
    let is_module = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let top = |module: &'_ str| module.find('.').unwrap_or(module.len());
    if let Some(rest) = after_word(line, "from") {
        let module = &rest[..rest.find(|c| !is_module(c)).unwrap_or(rest.len())];
        let import = rest[module.len()..].trim_start_matches([' ', '\t']);
        let is_import = import.len() < rest.len() - module.len()
            && import.strip_prefix("import").is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_'));
        return if is_import { vec![&module[..top(module)]] } else { Vec::new() };
    }
    let Some(rest) = after_word(line, "import") else { return Vec::new() };
    let list = &rest[..rest.find(|c| !is_module(c) && !matches!(c, ',' | ' ' | '\t')).unwrap_or(rest.len())];
    list.split(',').filter_map(|part| part.split_whitespace().next()).map(|module| &module[..top(module)]).collect()
}

/// What follows `word` and at least one blank.
fn after_word<'a>(line: &'a str, word: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(word)?;
    let trimmed = rest.trim_start_matches([' ', '\t']);
    (trimmed.len() < rest.len()).then_some(trimmed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_what_training_writes() {
        let golden = include_str!("../../../models/train/golden/header.jsonl");
        for line in golden.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let word = |key: &str| row[key].as_str().unwrap();
            let known = |key: &str| Some(word(key)).filter(|word| *word != UNKNOWN);
            let libs: Vec<String> = row["libs"].as_array().unwrap().iter().map(|lib| lib.as_str().unwrap().to_owned()).collect();
            let language = Language::from_name(word("lang")).unwrap();
            assert_eq!(write(language, known("family"), known("board"), &libs), word("text"));
        }
        assert!(golden.lines().count() > 10);
    }

    #[test]
    fn libraries_are_read_from_lines() {
        let cpp = "#include <Wire.h>\n  # include \"lib/My.Thing.hpp\"\n#include <Wire.h>\n// #include <No.h>\n#include <vector>\n#include <open\n";
        assert_eq!(libraries(cpp, Language::Arduino), ["Wire", "My.Thing", "vector"]);
        let python =
            "import os, machine as m\nfrom umqtt.simple import MQTTClient\n  import time\nimportant = 1\nfrom . import x\nfrom machine imp";
        assert_eq!(libraries(python, Language::MicroPython), ["os", "machine", "umqtt", "time"]);
    }
}
