//! Tokenizers from GGUF metadata: byte-level BPE (`gpt2`) and SentencePiece's BPE (`llama`).
//!
//! No special token is registered with the tokenizer: text that spells `<|endoftext|>` stays text.

use std::collections::HashMap;
use std::sync::Arc;

use decode::{PromptFormat, Special, TokenId, Vocabulary};
use tokenizers::models::bpe::{BPE, Vocab};
use tokenizers::normalizers::replace::Replace;
use tokenizers::pre_tokenizers::PreTokenizerWrapper;
use tokenizers::pre_tokenizers::byte_level::ByteLevel;
use tokenizers::pre_tokenizers::digits::Digits;
use tokenizers::pre_tokenizers::sequence::Sequence;
use tokenizers::pre_tokenizers::split::{Split, SplitPattern};
use tokenizers::{AddedToken, SplitDelimiterBehavior, Tokenizer as Bpe};

use crate::error::LoadError;
use crate::gguf::Gguf;

/// Text to tokens.
pub(crate) struct Tokenizer {
    bpe: Bpe,
}

/// How Qwen2 cuts text before merging.
const QWEN2: &str = r"(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
/// How Llama 3 does.
const LLAMA3: &str = r"(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";
/// How DeepSeek-Coder does, one after the other.
const DEEPSEEK_CODER: [&str; 4] = [r"[\r\n]", r"\s?\p{L}+", r"\s?\p{P}+", r"[一-龥ࠀ-一가-퟿]+"];

/// GGUF's kinds of tokens.
const NORMAL: i32 = 1;
const USER_DEFINED: i32 = 4;
const BYTE: i32 = 6;

/// SentencePiece's stand-in for a space.
const BLANK: char = '\u{2581}';

/// What the metadata says about the tokens.
struct Listed {
    tokens: Vec<String>,
    types: Vec<i32>,
}

impl Tokenizer {
    pub(crate) fn read(file: &Gguf) -> Result<(Self, Vocabulary), LoadError> {
        let kind = file.text("tokenizer.ggml.model").ok_or_else(|| file.unsupported("it has no tokenizer"))?;
        let tokens = texts(file, "tokenizer.ggml.tokens");
        if tokens.is_empty() {
            return Err(file.unsupported("its tokenizer lists no tokens"));
        }
        let types: Vec<i32> = file
            .list("tokenizer.ggml.token_type")
            .iter()
            .map(|value| value.to_i32().or_else(|_| value.to_u32().map(|kind| kind as i32)).unwrap_or(NORMAL))
            .collect();
        let listed = Listed { tokens, types };
        let (bpe, bytes) = match kind {
            "gpt2" => (byte_level(file, &listed)?, listed.bytes(file, byte_level_bytes)?),
            "llama" => (sentencepiece(file, &listed)?, listed.bytes(file, sentencepiece_bytes)?),
            other => {
                return Err(
                    file.unsupported(format!("its tokenizer is `{other}`, neither byte-level BPE (`gpt2`) nor SentencePiece (`llama`)"))
                );
            }
        };
        Ok((Self { bpe }, vocabulary(file, &listed, bytes)?))
    }

    /// Tokens of a text; never special ones.
    pub(crate) fn encode(&self, text: &str) -> Vec<TokenId> {
        // Fails only for what these tokenizers do not have.
        self.bpe.encode_fast(text, false).map(|encoding| encoding.get_ids().to_vec()).unwrap_or_default()
    }
}

impl Listed {
    fn kind(&self, id: usize) -> i32 {
        self.types.get(id).copied().unwrap_or(NORMAL)
    }

    /// The bytes of each token; empty for those that are never decoded: control, unknown, unused.
    fn bytes(&self, file: &Gguf, bytes_of: fn(&str, i32) -> Option<Box<[u8]>>) -> Result<Vec<Box<[u8]>>, LoadError> {
        let bytes = self.tokens.iter().enumerate().map(|(id, token)| {
            bytes_of(token, self.kind(id))
                .ok_or_else(|| file.damaged(format!("its token {token:?} is not written in the letters of its tokenizer")))
        });
        bytes.collect()
    }

    fn ids(&self) -> Vocab {
        self.tokens.iter().cloned().zip(0..).collect()
    }
}

fn texts(file: &Gguf, key: &str) -> Vec<String> {
    file.list(key).iter().filter_map(|value| value.to_string().ok().cloned()).collect()
}

/// Byte-level BPE as GPT-2 has it.
fn byte_level(file: &Gguf, listed: &Listed) -> Result<Bpe, LoadError> {
    let merges = texts(file, "tokenizer.ggml.merges");
    if merges.is_empty() {
        return Err(file.unsupported("its tokenizer lists no merges"));
    }
    let merges = merges
        .iter()
        .map(|merge| merge.split_once(' ').map(|(left, right)| (left.to_owned(), right.to_owned())))
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| file.damaged("a merge of its tokenizer is not two tokens"))?;
    let model =
        BPE::builder().vocab_and_merges(listed.ids(), merges).build().map_err(|error| file.damaged(format!("its tokenizer: {error}")))?;
    let mut bpe = Bpe::new(model);
    bpe.with_pre_tokenizer(Some(pre_tokenizer(file)?));
    Ok(bpe)
}

fn byte_level_bytes(token: &str, kind: i32) -> Option<Box<[u8]>> {
    if kind == NORMAL { token.chars().map(byte_of).collect() } else { Some(Box::default()) }
}

fn pre_tokenizer(file: &Gguf) -> Result<PreTokenizerWrapper, LoadError> {
    let pre = file.text("tokenizer.ggml.pre").unwrap_or("gpt-2");
    let gpt2 = ByteLevel::new(false, false, true);
    let bytes_only = ByteLevel::new(false, false, false);
    let split = |pattern: &str| {
        Split::new(SplitPattern::Regex(pattern.to_owned()), SplitDelimiterBehavior::Isolated, false)
            .map(PreTokenizerWrapper::from)
            .map_err(|error| file.damaged(format!("its tokenizer: {error}")))
    };
    let parts: Vec<PreTokenizerWrapper> = match pre {
        "smollm" | "starcoder" | "refact" => vec![Digits::new(true).into(), gpt2.into()],
        "gpt-2" | "default" => vec![gpt2.into()],
        "qwen2" => vec![split(QWEN2)?, bytes_only.into()],
        "llama-bpe" => vec![split(LLAMA3)?, bytes_only.into()],
        "deepseek-coder" => {
            let mut parts = DEEPSEEK_CODER.iter().map(|pattern| split(pattern)).collect::<Result<Vec<_>, _>>()?;
            parts.extend([Digits::new(true).into(), bytes_only.into()]);
            parts
        }
        other => {
            let known = "smollm, starcoder, refact, gpt-2, qwen2, llama-bpe or deepseek-coder";
            return Err(file.unsupported(format!("its tokenizer cuts text the way of `{other}`, not {known}")));
        }
    };
    Ok(Sequence::new(parts).into())
}

/// SentencePiece's BPE: pieces with scores, spaces written as `▁`, unknown characters as bytes.
///
/// No space is put before the text, whatever the file says: prompts are parts of texts.
fn sentencepiece(file: &Gguf, listed: &Listed) -> Result<Bpe, LoadError> {
    let scores: Vec<f32> = file.list("tokenizer.ggml.scores").iter().filter_map(|value| value.to_f32().ok()).collect();
    if scores.len() != listed.tokens.len() {
        return Err(file.damaged(format!("its tokenizer has {} tokens and {} scores", listed.tokens.len(), scores.len())));
    }
    let damaged = |error: tokenizers::Error| file.damaged(format!("its tokenizer: {error}"));
    let model = BPE::builder()
        .vocab_and_merges(listed.ids(), merges_of(listed, &scores))
        .byte_fallback(true)
        .fuse_unk(true)
        .build()
        .map_err(damaged)?;
    let mut bpe = Bpe::new(model);
    bpe.with_normalizer(Some(Replace::new(" ", BLANK.to_string()).map_err(damaged)?)).map_err(damaged)?;
    // Runs of spaces and line breaks that are tokens before any merge; other texts that a model defines
    // for itself are markers, and nobody's text may spell one.
    let runs = listed.tokens.iter().enumerate().filter(|(id, token)| listed.kind(*id) == USER_DEFINED && is_blank(token));
    let runs: Vec<AddedToken> = runs.map(|(_, token)| AddedToken::from(token.clone(), false).normalized(false)).collect();
    bpe.add_tokens(runs).map_err(damaged)?;
    Ok(bpe)
}

fn is_blank(token: &str) -> bool {
    token.chars().all(|letter| letter == BLANK || letter.is_whitespace())
}

fn sentencepiece_bytes(token: &str, kind: i32) -> Option<Box<[u8]>> {
    match kind {
        NORMAL => Some(token.replace(BLANK, " ").into_bytes().into()),
        USER_DEFINED if is_blank(token) => Some(token.replace(BLANK, " ").into_bytes().into()),
        BYTE => {
            let digits = token.strip_prefix("<0x")?.strip_suffix('>')?;
            Some([u8::from_str_radix(digits, 16).ok()?].into())
        }
        _ => Some(Box::default()),
    }
}

/// The merges that scores stand for: every way to put a piece together from two others, best score first.
fn merges_of(listed: &Listed, scores: &[f32]) -> Vec<(String, String)> {
    let ids: HashMap<&str, usize> = listed.tokens.iter().enumerate().map(|(id, token)| (token.as_str(), id)).collect();
    let mut merges: Vec<(f32, usize, usize, usize)> = Vec::new();
    for (id, piece) in listed.tokens.iter().enumerate().filter(|(id, _)| matches!(listed.kind(*id), NORMAL | USER_DEFINED)) {
        let mut ways: Vec<_> =
            piece.char_indices().skip(1).filter_map(|(at, _)| Some((*ids.get(&piece[..at])?, *ids.get(&piece[at..])?, at))).collect();
        ways.sort_unstable();
        merges.extend(ways.into_iter().map(|(_, _, at)| (scores[id], piece[..at].chars().count(), piece[at..].chars().count(), id)));
    }
    merges.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    let text = |(_, left, _, id): (f32, usize, usize, usize)| {
        let piece = &listed.tokens[id];
        let at = piece.char_indices().nth(left).map_or(piece.len(), |(at, _)| at);
        (piece[..at].to_owned(), piece[at..].to_owned())
    };
    merges.into_iter().map(text).collect()
}

/// The vocabulary with the prompt format that the file names, or that fits its architecture and tokens.
fn vocabulary(file: &Gguf, listed: &Listed, bytes: Vec<Box<[u8]>>) -> Result<Vocabulary, LoadError> {
    let ids: HashMap<&str, TokenId> = listed.tokens.iter().map(String::as_str).zip(0..).collect();
    let id_of = |text: &str| ids.get(text).copied();
    let architecture = file.text("general.architecture").unwrap_or_default();
    let layout = if let Some(name) = file.text("boardwise.format") {
        let format = PromptFormat::named(name).ok_or_else(|| file.unsupported(format!("it was trained on the prompt format `{name}`")))?;
        format
            .layout(id_of)
            .map_err(|token| file.unsupported(format!("its tokenizer has no {token}, which the prompt format {name} needs")))?
    } else {
        PromptFormat::fitting(architecture, id_of).ok_or_else(|| {
            file.unsupported(format!("its tokenizer has the fill-in-the-middle tokens of no prompt format for `{architecture}`"))
        })?
    };
    let or_absent = |text: &str| id_of(text).unwrap_or(TokenId::MAX);
    let special = Special {
        end_of_text: layout.ends[0],
        fim_prefix: or_absent("<|fim_prefix|>"),
        fim_suffix: or_absent("<|fim_suffix|>"),
        fim_middle: or_absent("<|fim_middle|>"),
        board: or_absent("<|board|>"),
        symbols: or_absent("<|symbols|>"),
        task: or_absent("<|task|>"),
        file: or_absent("<|file|>"),
    };
    Ok(Vocabulary::with_layout(bytes, special, Arc::new(layout)))
}

/// The byte behind one of GPT-2's printable stand-ins.
fn byte_of(letter: char) -> Option<u8> {
    let is_itself = |byte: u8| matches!(byte, b'!'..=b'~' | 0xA1..=0xAC | 0xAE..);
    match u32::from(letter) {
        code @ 0..0x100 => Some(code as u8).filter(|&byte| is_itself(byte)),
        code => (0..=255).filter(|&byte| !is_itself(byte)).nth((code - 0x100) as usize),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::tiny;

    fn bytes_of(tokens: &[TokenId]) -> Vec<u8> {
        tokens.iter().flat_map(|&id| tiny().vocabulary().bytes(id).to_vec()).collect()
    }

    #[test]
    fn every_text_comes_back_byte_for_byte() {
        for text in [
            "",
            "void setup() {\r\n\tpinMode(13, OUTPUT);  \n}\n\n\n",
            "Temperatur: 21°C µs Ω — «ça» 日本語 🦀\u{200d}\u{0}\u{7f}",
            "if (a&&!b) x=0x1F,y=1e-3;  // don't",
            "<|endoftext|><|fim_middle|>",
            "e\u{301} é",
        ] {
            let tokens = tiny().tokenizer.encode(text);
            assert_eq!(bytes_of(&tokens), text.as_bytes(), "{text:?}");
            assert!(tokens.iter().all(|&id| !tiny().vocabulary().is_special(id)));
        }
    }

    #[test]
    fn digits_stand_alone() {
        let tokens = tiny().tokenizer.encode("115200");
        assert_eq!(tokens.len(), 6);
    }

    #[test]
    fn every_byte_has_its_letter() {
        let letters: std::collections::HashMap<_, _> =
            (0..0x144).filter_map(char::from_u32).filter_map(|letter| Some((byte_of(letter)?, letter))).collect();
        assert_eq!(letters.len(), 256);
        assert_eq!(byte_of('Ġ'), Some(b' '));
        assert_eq!(byte_of('Ċ'), Some(b'\n'));
        assert_eq!(byte_of(' '), None);
        assert_eq!(byte_of('\u{144}'), None);
    }

    #[test]
    fn special_ids_go_by_their_text() {
        let special = tiny().vocabulary().special();
        assert_eq!(special.ids(), [0, 1, 2, 3, 4, 5, 6, 7]);
    }
}
