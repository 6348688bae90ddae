//! Which files are worth learning from, and what in them is private: `corpus/filters.toml`, as the corpus pipeline
//! reads it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::OnceLock;

use document::Language;
use fancy_regex::{Captures, Regex};
use serde::Deserialize;

static FILE: &str = include_str!("../../../../corpus/filters.toml");

#[derive(Deserialize)]
struct File {
    max_bytes: usize,
    min_bytes: usize,
    path: PathRules,
    text: TextRules,
    private: Vec<Private>,
}

#[derive(Deserialize)]
struct PathRules {
    skipped_folder: String,
    skipped_name: String,
}

#[derive(Deserialize)]
struct TextRules {
    private_key: String,
    generated: String,
    numeral: String,
    define: String,
    code_comment: BTreeMap<String, String>,
}

#[derive(Deserialize)]
struct Private {
    pattern: String,
    placeholder: String,
}

/// The rules, compiled.
pub(super) struct Rules {
    file: File,
    skipped_folder: Regex,
    skipped_name: Regex,
    private_key: Regex,
    generated: Regex,
    numeral: Regex,
    define: Regex,
    code_comment: BTreeMap<String, Regex>,
    private: Vec<(Regex, String)>,
}

/// Why a line of commented-out code after the other is not worth learning from.
const MOST_CODE_COMMENTS: usize = 10;

impl Rules {
    pub(super) fn get() -> &'static Self {
        static RULES: OnceLock<Rules> = OnceLock::new();
        RULES.get_or_init(|| {
            let file: File = toml::from_str(FILE).expect("a test reads it");
            let compile = |pattern: &str| Regex::new(pattern).expect("a test compiles it");
            Self {
                skipped_folder: compile(&file.path.skipped_folder),
                skipped_name: compile(&file.path.skipped_name),
                private_key: compile(&file.text.private_key),
                generated: compile(&file.text.generated),
                numeral: compile(&file.text.numeral),
                define: compile(&file.text.define),
                code_comment: file.text.code_comment.iter().map(|(lang, pattern)| (lang.clone(), compile(pattern))).collect(),
                private: file.private.iter().map(|rule| (compile(&rule.pattern), rule.placeholder.clone())).collect(),
                file,
            }
        })
    }

    /// Why a file is left out for its path (below the folder, with `/`) or its size in bytes.
    pub(super) fn drop_by_path(&self, path: &str, size: usize) -> Option<&'static str> {
        let name = path.rsplit('/').next().unwrap_or(path);
        if size > self.file.max_bytes {
            Some("over 200 KB")
        } else if size < self.file.min_bytes {
            Some("under 120 bytes")
        } else if found(&self.skipped_folder, path) {
            Some("SDK, HAL, test or asset folder")
        } else if found(&self.skipped_name, name) {
            Some("font, bitmap, generated or build file by name")
        } else {
            None
        }
    }

    /// Why a file is left out for its text.
    pub(super) fn drop_by_text(&self, text: &str, language: Language, path: &str) -> Option<&'static str> {
        if found(&self.private_key, text) {
            return Some("private key");
        }
        let opening = text.char_indices().nth(1500).map_or(text, |(end, _)| &text[..end]);
        if found(&self.generated, opening) {
            return Some("generated");
        }
        let n_characters = text.chars().count();
        let n_lines = text.lines().count();
        if text.lines().any(|line| line.chars().count() > 1000) || n_characters as f64 / n_lines.max(1) as f64 > 120.0 {
            return Some("minified or data");
        }
        let numerals: usize = self.numeral.find_iter(text).flatten().map(|found| found.as_str().len()).sum();
        let visible = text.chars().filter(|character| !character.is_whitespace()).count();
        if numerals as f64 > 0.35 * visible as f64 {
            return Some("data array");
        }
        let (mut run, mut longest) = (0, 0);
        for line in text.lines() {
            run = if found(&self.code_comment[language.name()], line) { run + 1 } else { 0 };
            longest = longest.max(run);
        }
        if longest >= MOST_CODE_COMMENTS {
            return Some("10 or more commented-out code lines in a row");
        }
        if text.chars().filter(|&character| character > '\u{7f}').count() as f64 > 0.1 * n_characters as f64 {
            return Some("mostly not ASCII");
        }
        let is_registers = language == Language::Arduino && Path::new(path).extension().is_some_and(|it| it == "h");
        let most_defines = 40.0_f64.max(0.4 * n_lines as f64);
        (is_registers && self.define.find_iter(text).flatten().count() as f64 > most_defines).then_some("register definitions")
    }

    /// The text with placeholders for what is private.
    pub(super) fn scrub(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (pattern, placeholder) in &self.private {
            text = pattern.replace_all(&text, |captures: &Captures<'_>| filled(placeholder, captures)).into_owned();
        }
        text
    }
}

/// A pattern that takes too long finds nothing.
fn found(pattern: &Regex, text: &str) -> bool {
    pattern.is_match(text).unwrap_or(false)
}

/// `{1}` is what the first group found.
fn filled(placeholder: &str, captures: &Captures<'_>) -> String {
    let mut text = placeholder.to_owned();
    for group in 1..captures.len() {
        let found = captures.get(group).map_or("", |found| found.as_str());
        text = text.replace(&format!("{{{group}}}"), found);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decides_as_the_pipeline_does() {
        let golden = include_str!("../../../../corpus/filters.golden.jsonl");
        let rules = Rules::get();
        for line in golden.lines() {
            let row: serde_json::Value = serde_json::from_str(line).unwrap();
            let word = |key: &str| row[key].as_str().unwrap();
            let (path, text) = (word("path"), word("text").repeat(row["times"].as_u64().unwrap_or(1) as usize));
            let language = Language::from_name(word("lang")).unwrap();
            let reason = rules.drop_by_path(path, text.len()).or_else(|| rules.drop_by_text(&text, language, path));
            assert_eq!(reason, row["dropped"].as_str(), "{path}");
            if let Some(scrubbed) = row["scrubbed"].as_str() {
                assert_eq!(rules.scrub(&text), scrubbed, "{path}");
            }
        }
        assert!(golden.lines().count() > 10);
    }
}
