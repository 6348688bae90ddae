//! Tokens as bytes.

use std::sync::{Arc, OnceLock};

use crate::format::{HeaderStyle, Layout, Piece};
use crate::trie::TokenTrie;

/// Index of a token in the vocabulary.
pub type TokenId = u32;

/// Ids of the special tokens, by the names that the training pipeline gives them.
///
/// A model made elsewhere may lack some; their id is then `TokenId::MAX`, which is no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Special {
    /// `<|endoftext|>`: begins a document and ends a middle.
    pub end_of_text: TokenId,
    /// `<|fim_prefix|>`.
    pub fim_prefix: TokenId,
    /// `<|fim_suffix|>`.
    pub fim_suffix: TokenId,
    /// `<|fim_middle|>`.
    pub fim_middle: TokenId,
    /// `<|board|>`: begins the board header.
    pub board: TokenId,
    /// `<|symbols|>`: begins symbols of the project.
    pub symbols: TokenId,
    /// `<|task|>`: begins a task in words.
    pub task: TokenId,
    /// `<|file|>`: begins a file name.
    pub file: TokenId,
}

impl Special {
    /// All of them.
    pub fn ids(&self) -> [TokenId; 8] {
        [self.end_of_text, self.fim_prefix, self.fim_suffix, self.fim_middle, self.board, self.symbols, self.task, self.file]
    }

    /// Our own prompt format with these ids; the same as `models/formats/boardwise.toml`.
    fn layout(&self) -> Layout {
        let token = Piece::Token;
        Layout {
            name: "spm-joint-1".to_owned(),
            pieces: vec![
                token(self.end_of_text),
                token(self.board),
                Piece::Header,
                token(self.fim_suffix),
                Piece::Suffix,
                token(self.fim_middle),
                Piece::Prefix,
            ],
            ends: vec![self.end_of_text],
            header: HeaderStyle::Tokens,
            window: 512,
        }
    }
}

/// The bytes of every token, and which ones are special.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    tokens: Vec<Box<[u8]>>,
    special: Special,
    layout: Arc<Layout>,
    is_special: Vec<bool>,
    /// Tokens without bytes that do not end a text.
    unwritten: Vec<TokenId>,
    /// Sorted when first asked.
    trie: OnceLock<TokenTrie>,
}

impl Vocabulary {
    /// A vocabulary from the bytes of each token, for our own prompt format; special tokens have no bytes.
    pub fn new(tokens: Vec<Box<[u8]>>, special: Special) -> Self {
        Self::with_layout(tokens, special, Arc::new(special.layout()))
    }

    /// A vocabulary of a model that wants its prompts written in a way of its own.
    pub fn with_layout(mut tokens: Vec<Box<[u8]>>, special: Special, layout: Arc<Layout>) -> Self {
        let mut is_special = vec![false; tokens.len()];
        let of_layout = layout.pieces.iter().filter_map(|piece| match piece {
            Piece::Token(id) => Some(*id),
            _ => None,
        });
        for id in special.ids().into_iter().chain(layout.ends.iter().copied()).chain(of_layout) {
            if let Some(flag) = is_special.get_mut(id as usize) {
                *flag = true;
                tokens[id as usize] = Box::default();
            }
        }
        let writes_nothing = |&id: &TokenId| tokens[id as usize].is_empty() && !layout.ends.contains(&id);
        let unwritten = (0..tokens.len() as TokenId).filter(writes_nothing).collect();
        Self { tokens, special, layout, is_special, unwritten, trie: OnceLock::new() }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// A hash of all tokens in their order: what was counted with others does not fit.
    ///
    /// FNV-1a over the length (one byte, 255 for longer ones) and the bytes of each; `models/train` computes the same.
    pub fn fingerprint(&self) -> u64 {
        let bytes = self.tokens.iter().flat_map(|token| std::iter::once(token.len().min(255) as u8).chain(token.iter().copied()));
        bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Bytes of a token; empty for special and unknown ids.
    pub fn bytes(&self, id: TokenId) -> &[u8] {
        self.tokens.get(id as usize).map_or(&[], |bytes| bytes)
    }

    /// Whether the token is one of the special ones.
    pub fn is_special(&self, id: TokenId) -> bool {
        self.is_special.get(id as usize).copied().unwrap_or(false)
    }

    /// The special ids.
    pub fn special(&self) -> Special {
        self.special
    }

    /// How prompts are written for the model.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Whether the token ends a text.
    pub fn ends_text(&self, id: TokenId) -> bool {
        self.layout.ends.contains(&id)
    }

    /// Tokens that can never be part of an answer: they write nothing and do not end it.
    pub(crate) fn unwritten(&self) -> &[TokenId] {
        &self.unwritten
    }

    /// Tokens whose bytes begin with `prefix` (and may equal it), in byte order.
    pub fn starting_with(&self, prefix: &[u8]) -> &[TokenId] {
        self.trie().starting_with(&self.tokens, prefix)
    }

    /// Tokens that are a beginning of `text` or all of it, shortest first.
    pub fn beginnings_of<'a>(&'a self, text: &'a [u8]) -> impl Iterator<Item = TokenId> + 'a {
        self.trie().beginnings_of(&self.tokens, text)
    }

    /// The vocabulary as it looks after `done`: tokens that begin with these bytes, without them.
    ///
    /// All others have no bytes, so ids stay the same. While healing, constraints see this one and
    /// need not know that tokens begin before the cursor.
    pub fn after(&self, done: &[u8]) -> Self {
        let mut tokens = vec![Box::default(); self.tokens.len()];
        for &id in self.starting_with(done) {
            tokens[id as usize] = self.bytes(id)[done.len()..].into();
        }
        Self::with_layout(tokens, self.special, Arc::clone(&self.layout))
    }

    fn trie(&self) -> &TokenTrie {
        self.trie.get_or_init(|| TokenTrie::new(&self.tokens))
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Ordinary tokens first, the special ones after them.
    pub(crate) fn vocabulary<T: AsRef<[u8]>>(tokens: &[T]) -> Vocabulary {
        let mut bytes: Vec<Box<[u8]>> = tokens.iter().map(|token| token.as_ref().into()).collect();
        let first = bytes.len() as TokenId;
        let special = Special {
            end_of_text: first,
            fim_prefix: first + 1,
            fim_suffix: first + 2,
            fim_middle: first + 3,
            board: first + 4,
            symbols: first + 5,
            task: first + 6,
            file: first + 7,
        };
        bytes.resize(bytes.len() + 8, b"<|special|>".as_slice().into());
        Vocabulary::new(bytes, special)
    }

    #[test]
    fn special_tokens_have_no_bytes() {
        let vocabulary = vocabulary(&["a", "<|"]);
        assert_eq!(vocabulary.bytes(0), b"a");
        assert_eq!(vocabulary.bytes(2), b"");
        assert_eq!(vocabulary.bytes(99), b"");
        assert_eq!(vocabulary.starting_with(b"<"), [1]);
    }

    #[test]
    fn our_layout_is_that_of_its_file() {
        let vocabulary = vocabulary(&["a"]);
        let names = ["<|endoftext|>", "<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>", "<|board|>"];
        let id_of = |text: &str| names.iter().position(|name| *name == text).map(|at| at as TokenId + 1);
        assert_eq!(crate::PromptFormat::named("spm-joint-1").unwrap().layout(id_of).as_ref(), Ok(vocabulary.layout()));
        assert!(vocabulary.ends_text(1) && !vocabulary.ends_text(2));
    }

    #[test]
    fn after_strips_what_is_done() {
        let vocabulary = vocabulary(&["pin", "pinMode", "p", "x"]).after(b"pin");
        assert_eq!(vocabulary.bytes(0), b"");
        assert_eq!(vocabulary.bytes(1), b"Mode");
        assert_eq!(vocabulary.bytes(2), b"");
        assert_eq!(vocabulary.starting_with(b""), [1]);
    }
}
