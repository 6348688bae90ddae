//! Byte-level BPE from GGUF metadata.
//!
//! No special token is registered with the tokenizer: text that spells `<|endoftext|>` stays text.

use decode::{Special, TokenId, Vocabulary};
use tokenizers::models::bpe::BPE;
use tokenizers::pre_tokenizers::PreTokenizerWrapper;
use tokenizers::pre_tokenizers::byte_level::ByteLevel;
use tokenizers::pre_tokenizers::digits::Digits;
use tokenizers::pre_tokenizers::sequence::Sequence;
use tokenizers::pre_tokenizers::split::{Split, SplitPattern};
use tokenizers::{SplitDelimiterBehavior, Tokenizer as Bpe};

use crate::error::LoadError;
use crate::gguf::Gguf;

/// Text to tokens.
pub(crate) struct Tokenizer {
    bpe: Bpe,
}

/// How Qwen2 cuts text before merging.
const QWEN2: &str = r"(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

impl Tokenizer {
    pub(crate) fn read(file: &Gguf) -> Result<(Self, Vocabulary), LoadError> {
        let kind = file.text("tokenizer.ggml.model").ok_or_else(|| file.unsupported("it has no tokenizer"))?;
        if kind != "gpt2" {
            return Err(file.unsupported(format!("its tokenizer is `{kind}`, not byte-level BPE (`gpt2`)")));
        }
        let texts = |key: &str| -> Vec<String> { file.list(key).iter().filter_map(|value| value.to_string().ok().cloned()).collect() };
        let tokens = texts("tokenizer.ggml.tokens");
        let merges = texts("tokenizer.ggml.merges");
        if tokens.is_empty() || merges.is_empty() {
            return Err(file.unsupported("its tokenizer lists no tokens or no merges"));
        }
        let types: Vec<i32> = file
            .list("tokenizer.ggml.token_type")
            .iter()
            .map(|value| value.to_i32().or_else(|_| value.to_u32().map(|kind| kind as i32)).unwrap_or(NORMAL))
            .collect();

        let vocabulary = vocabulary(file, &tokens, &types)?;
        let ids = tokens.into_iter().zip(0..).collect::<std::collections::HashMap<String, TokenId>>();
        let merges = merges
            .iter()
            .map(|merge| merge.split_once(' ').map(|(left, right)| (left.to_owned(), right.to_owned())))
            .collect::<Option<Vec<_>>>()
            .ok_or_else(|| file.damaged("a merge of its tokenizer is not two tokens"))?;
        let model = BPE::builder()
            .vocab_and_merges(ids.into_iter().collect::<tokenizers::models::bpe::Vocab>(), merges)
            .build()
            .map_err(|error| file.damaged(format!("its tokenizer: {error}")))?;
        let mut bpe = Bpe::new(model);
        bpe.with_pre_tokenizer(Some(pre_tokenizer(file)?));
        Ok((Self { bpe }, vocabulary))
    }

    /// Tokens of a text; never special ones.
    pub(crate) fn encode(&self, text: &str) -> Vec<TokenId> {
        // Fails only for normalizers and added tokens, which we do not have.
        self.bpe.encode_fast(text, false).map(|encoding| encoding.get_ids().to_vec()).unwrap_or_default()
    }
}

fn pre_tokenizer(file: &Gguf) -> Result<PreTokenizerWrapper, LoadError> {
    let pre = file.text("tokenizer.ggml.pre").unwrap_or("gpt-2");
    let gpt2 = ByteLevel::new(false, false, true);
    let parts: Vec<PreTokenizerWrapper> = match pre {
        "smollm" | "starcoder" | "refact" => vec![Digits::new(true).into(), gpt2.into()],
        "gpt-2" => vec![gpt2.into()],
        "qwen2" => {
            let pattern = SplitPattern::Regex(QWEN2.to_owned());
            let split = Split::new(pattern, SplitDelimiterBehavior::Isolated, false)
                .map_err(|error| file.damaged(format!("its tokenizer: {error}")))?;
            vec![split.into(), ByteLevel::new(false, false, false).into()]
        }
        other => {
            let known = "smollm, starcoder, refact, gpt-2 or qwen2";
            return Err(file.unsupported(format!("its tokenizer cuts text the way of `{other}`, not {known}")));
        }
    };
    Ok(Sequence::new(parts).into())
}

/// GGUF's mark of an ordinary token; all others (control, user-defined, unused) are never decoded.
const NORMAL: i32 = 1;

fn vocabulary(file: &Gguf, tokens: &[String], types: &[i32]) -> Result<Vocabulary, LoadError> {
    let id_of = |text: &str| tokens.iter().position(|token| token == text).map(|id| id as TokenId);
    let by_key = |key: &str| file.number(key).map(|id| id as TokenId);
    let end_of_text = id_of("<|endoftext|>")
        .or_else(|| by_key("tokenizer.ggml.eos_token_id"))
        .ok_or_else(|| file.unsupported("its tokenizer has no <|endoftext|>"))?;
    let or_absent = |id: Option<TokenId>| id.unwrap_or(TokenId::MAX);
    let special = Special {
        end_of_text,
        fim_prefix: or_absent(id_of("<|fim_prefix|>").or_else(|| by_key("tokenizer.ggml.fim_pre_token_id"))),
        fim_suffix: or_absent(id_of("<|fim_suffix|>").or_else(|| by_key("tokenizer.ggml.fim_suf_token_id"))),
        fim_middle: or_absent(id_of("<|fim_middle|>").or_else(|| by_key("tokenizer.ggml.fim_mid_token_id"))),
        board: or_absent(id_of("<|board|>")),
        symbols: or_absent(id_of("<|symbols|>")),
        task: or_absent(id_of("<|task|>")),
        file: or_absent(id_of("<|file|>")),
    };
    let bytes = tokens.iter().enumerate().map(|(id, token)| {
        if types.get(id).is_some_and(|&kind| kind != NORMAL) {
            return Ok(Box::default());
        }
        let bytes: Option<Box<[u8]>> = token.chars().map(byte_of).collect();
        bytes.ok_or_else(|| file.damaged(format!("its token {token:?} is not written in byte-level letters")))
    });
    let bytes = bytes.collect::<Result<Vec<_>, _>>()?;
    Ok(Vocabulary::new(bytes, special))
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
