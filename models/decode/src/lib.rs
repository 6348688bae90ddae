//! Decoding: what a language model and a constraint are, the loop between them, a scripted model.
//!
//! No tensors, no knowledge of C++, Python or boards: knowledge arrives as a [`Constraint`] that
//! works on bytes. Small, pure, quick to compile.

mod allowed;
mod cancel;
mod draft;
mod format;
mod healing;
mod likeliest;
mod mixture;
mod ngram;
#[cfg(test)]
mod random;
mod scripted;
mod search;
mod table;
mod text_model;
mod trie;
mod vocabulary;

pub use allowed::{Allowed, is_identifier_byte};
pub use cancel::{Cancel, Canceller};
pub use draft::{Draft, Stop, Timings};
pub use format::{HeaderStyle, Layout, Piece, PromptFormat};
pub use healing::heal;
pub use mixture::{CountDocument, MixedModel};
pub use ngram::{NgramCounts, NgramModel, ORDER as NGRAM_ORDER};
pub use scripted::ScriptedModel;
pub use search::{Options, decode, n_best};
pub use table::NgramTable;
pub use text_model::{TextDraft, TextModel};
pub use vocabulary::{Special, TokenId, Vocabulary};

/// A causal language model with a session: the tokens it has seen stay in its KV cache.
///
/// Object-safe, so that suggestion code and its tests run with a scripted model.
pub trait LanguageModel: Send {
    /// Bytes of every token and the special ids.
    fn vocabulary(&self) -> &Vocabulary;

    /// Longest context in tokens.
    fn max_context(&self) -> usize;

    /// Text to tokens; special tokens are never produced from text. Lossless for any bytes that are UTF-8.
    fn encode(&self, text: &str) -> Vec<TokenId>;

    /// Makes the session hold exactly `tokens` (reusing the longest common prefix with what it
    /// already holds) and returns the logits that follow the last one, one per vocabulary entry.
    ///
    /// # Errors
    /// [`Stopped`] when `cancel` fires (polled at least once per layer block) or the context is too long.
    fn logits(&mut self, tokens: &[TokenId], cancel: &Cancel) -> Result<&[f32], Stopped>;
}

/// Why a model gave no logits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stopped {
    /// Somebody newer came.
    Cancelled,
    /// More tokens than [`LanguageModel::max_context`].
    ContextFull,
    /// The model broke; says how.
    Failed(String),
}

/// Knowledge about what may come next, on bytes.
///
/// Answers depend on `draft` alone, not on earlier calls: decoding goes back and tries other branches.
pub trait Constraint {
    /// Gets ready to judge the tokens that may follow `draft`, what was decoded so far, and says how it will.
    fn begin(&mut self, _draft: &[u8]) -> Judging {
        Judging::AtOnce
    }

    /// Sets the logits of tokens that would make `draft` certainly wrong to negative infinity, and
    /// may lower those of risky ones. Asked when [`Constraint::begin`] says [`Judging::AtOnce`].
    ///
    /// Use the vocabulary that is passed, each time: while healing it holds only what tokens write after
    /// the cursor.
    fn constrain(&mut self, _draft: &[u8], _vocabulary: &Vocabulary, _logits: &mut [f32]) {}

    /// Whether a token that writes these bytes may follow the draft that was begun; no bytes are the end of the text.
    /// Asked when [`Constraint::begin`] says [`Judging::OneByOne`].
    fn permits(&mut self, _token: &[u8]) -> bool {
        true
    }

    /// Whether the draft is finished, and how many of its bytes to keep.
    fn stop(&mut self, draft: &[u8]) -> Option<usize>;
}

/// How a constraint judges tokens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Judging {
    /// All of them at once, by [`Constraint::constrain`].
    AtOnce,
    /// One after the other, by [`Constraint::permits`], the likeliest first, until enough are found: most often the first
    /// one is, and the others cost nothing.
    OneByOne {
        /// How many of the likeliest tokens are judged at most.
        n: usize,
        /// Whether the others pass without being judged; they are masked otherwise.
        others_pass: bool,
    },
}

/// Anything goes.
#[derive(Debug, Clone, Copy)]
pub struct Unconstrained;

impl Constraint for Unconstrained {
    fn stop(&mut self, _draft: &[u8]) -> Option<usize> {
        None
    }
}
