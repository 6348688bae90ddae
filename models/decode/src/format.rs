//! How a model wants a hole written: prompt formats, from the files of `models/formats`.

use std::sync::OnceLock;

use include_dir::{Dir, include_dir};
use serde::Deserialize;

use crate::TokenId;

/// The files, inside the program.
static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../formats");

/// A prompt format as its file says it; `models/formats/README.md` explains the keys.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromptFormat {
    /// Its name.
    pub name: String,
    /// Architectures of the models that may speak it.
    pub architectures: Vec<String>,
    /// Tokens by their text, and `{header}`, `{prefix}`, `{suffix}`.
    pub template: Vec<String>,
    /// Tokens that end an answer, by their text.
    pub ends: Vec<String>,
    /// How the board is told.
    pub header: HeaderStyle,
    /// Tokens of prompt and answer together.
    pub window: usize,
    /// Where it is described.
    pub source: String,
}

/// How the board is told to the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum HeaderStyle {
    /// The header that our own models were trained on.
    Tokens,
    /// A comment above the text.
    Comment,
}

/// One part of a prompt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Piece {
    /// A special token.
    Token(TokenId),
    /// The board header.
    Header,
    /// Text before the cursor.
    Prefix,
    /// Text after the cursor.
    Suffix,
}

/// A prompt format with the ids of one tokenizer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Name of the format.
    pub name: String,
    /// What is written, in order.
    pub pieces: Vec<Piece>,
    /// Tokens that end an answer, the usual one first.
    pub ends: Vec<TokenId>,
    /// How the board is told.
    pub header: HeaderStyle,
    /// Tokens of prompt and answer together.
    pub window: usize,
}

impl PromptFormat {
    /// All known formats, in the order of their files.
    pub fn all() -> &'static [Self] {
        static ALL: OnceLock<Vec<PromptFormat>> = OnceLock::new();
        ALL.get_or_init(|| {
            let mut files: Vec<_> =
                FILES.files().filter(|file| file.path().extension().is_some_and(|extension| extension == "toml")).collect();
            files.sort_by_key(|file| file.path());
            let read = |text: Option<&str>| toml::from_str(text.unwrap_or_default()).expect("a test reads every file");
            files.iter().map(|file| read(file.contents_utf8())).collect()
        })
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<&'static Self> {
        Self::all().iter().find(|format| format.name == name)
    }

    /// The first format for an architecture whose tokens the tokenizer has, and its layout.
    pub fn fitting(architecture: &str, id_of: impl Fn(&str) -> Option<TokenId>) -> Option<Layout> {
        let mut for_it = Self::all().iter().filter(|format| format.architectures.iter().any(|name| name == architecture));
        for_it.find_map(|format| format.layout(&id_of).ok())
    }

    /// The format with the ids of a tokenizer.
    ///
    /// # Errors
    /// The text of a token that the tokenizer does not have.
    pub fn layout(&self, id_of: impl Fn(&str) -> Option<TokenId>) -> Result<Layout, String> {
        let piece = |text: &String| match text.as_str() {
            "{header}" => Ok(Piece::Header),
            "{prefix}" => Ok(Piece::Prefix),
            "{suffix}" => Ok(Piece::Suffix),
            token => id_of(token).map(Piece::Token).ok_or_else(|| token.to_owned()),
        };
        let pieces = self.template.iter().map(piece).collect::<Result<_, _>>()?;
        let first = self.ends.first().cloned().unwrap_or_default();
        id_of(&first).ok_or(first)?;
        let ends = self.ends.iter().filter_map(|text| id_of(text)).collect();
        Ok(Layout { name: self.name.clone(), pieces, ends, header: self.header, window: self.window })
    }

    /// The prompt as text, for a server that reads special tokens by their names.
    pub fn text(&self, header: &str, prefix: &str, suffix: &str) -> String {
        let prefix = match self.header {
            HeaderStyle::Tokens => prefix.to_owned(),
            HeaderStyle::Comment => format!("{header}{prefix}"),
        };
        let part = |text: &String| match text.as_str() {
            "{header}" => header.to_owned(),
            "{prefix}" => prefix.clone(),
            "{suffix}" => suffix.to_owned(),
            // SentencePiece writes the blank before a word so.
            token => token.strip_prefix('▁').map_or_else(|| token.to_owned(), |rest| format!(" {rest}")),
        };
        self.template.iter().map(part).collect()
    }
}

impl Layout {
    /// Whether the text before the cursor is the last part: then an answer goes on where it stops.
    pub fn ends_with_prefix(&self) -> bool {
        self.pieces.last() == Some(&Piece::Prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_a_format() {
        let n_files = FILES.files().filter(|file| file.path().extension().is_some_and(|extension| extension == "toml")).count();
        assert_eq!(PromptFormat::all().len(), n_files);
        for format in PromptFormat::all() {
            for part in ["{prefix}", "{suffix}"] {
                assert_eq!(format.template.iter().filter(|text| *text == part).count(), 1, "{} and {part}", format.name);
            }
            assert_eq!(format.header == HeaderStyle::Tokens, format.template.iter().any(|text| text == "{header}"), "{}", format.name);
            assert!(!format.ends.is_empty() && !format.source.is_empty() && format.window >= 512, "{}", format.name);
            assert_eq!(PromptFormat::named(&format.name), Some(format), "two formats have one name");
        }
    }

    #[test]
    fn tokens_decide_between_families_of_one_architecture() {
        let with = |tokens: &'static [&'static str]| {
            PromptFormat::fitting("llama", |text| tokens.iter().position(|token| *token == text).map(|id| id as TokenId)).map(|it| it.name)
        };
        assert_eq!(with(&["<fim_prefix>", "<fim_suffix>", "<fim_middle>", "<|endoftext|>"]).as_deref(), Some("starcoder2"));
        assert_eq!(with(&["<s>", "▁<PRE>", "▁<SUF>", "▁<MID>", "▁<EOT>"]).as_deref(), Some("codellama"));
        assert_eq!(with(&["<fim_prefix>", "<fim_suffix>", "<fim_middle>"]), None, "nothing would end an answer");
        assert_eq!(with(&["<s>", "</s>"]), None);
    }

    #[test]
    fn a_hole_as_text() {
        let format = PromptFormat::named("qwen2.5-coder").unwrap();
        assert_eq!(format.text("// uno\n", "pin", ");"), "<|fim_prefix|>// uno\npin<|fim_suffix|>);<|fim_middle|>");
        let code_llama = PromptFormat::named("codellama").unwrap();
        assert_eq!(code_llama.text("// uno\n", "pin", ");"), "<s> <PRE>// uno\npin <SUF>); <MID>");
        let deepseek = PromptFormat::named("deepseek-coder").unwrap();
        assert!(deepseek.text("", "pin", ");").contains("<｜fim▁begin｜>pin"));
        let own = PromptFormat::named("spm-joint-1").unwrap();
        assert_eq!(own.text("h\n", "pin", ");"), "<|endoftext|><|board|>h\n<|fim_suffix|>);<|fim_middle|>pin");
    }
}
