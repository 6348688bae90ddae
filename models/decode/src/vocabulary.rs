//! Tokens as bytes.

/// Index of a token in the vocabulary.
pub type TokenId = u32;

/// Ids of the special tokens, by the names that the training pipeline gives them.
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

/// The bytes of every token, and which ones are special.
#[derive(Debug, Clone)]
pub struct Vocabulary {
    tokens: Vec<Box<[u8]>>,
    special: Special,
    is_special: Vec<bool>,
}

impl Vocabulary {
    /// A vocabulary from the bytes of each token; special tokens have no bytes of their own.
    pub fn new(tokens: Vec<Box<[u8]>>, special: Special) -> Self {
        let mut is_special = vec![false; tokens.len()];
        for id in [
            special.end_of_text,
            special.fim_prefix,
            special.fim_suffix,
            special.fim_middle,
            special.board,
            special.symbols,
            special.task,
            special.file,
        ] {
            if let Some(flag) = is_special.get_mut(id as usize) {
                *flag = true;
            }
        }
        Self { tokens, special, is_special }
    }

    /// Number of tokens.
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Bytes of a token; empty for special and unknown ids.
    pub fn bytes(&self, id: TokenId) -> &[u8] {
        if self.is_special(id) { &[] } else { self.tokens.get(id as usize).map_or(&[], |bytes| bytes) }
    }

    /// Whether the token is one of the special ones.
    pub fn is_special(&self, id: TokenId) -> bool {
        self.is_special.get(id as usize).copied().unwrap_or(false)
    }

    /// The special ids.
    pub fn special(&self) -> Special {
        self.special
    }
}
