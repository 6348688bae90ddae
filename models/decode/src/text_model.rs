//! A model that answers in text: a server's, which shows no logits and takes no constraint.

use crate::{Cancel, PromptFormat};

/// What a server wrote after a prompt.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TextDraft {
    /// The text.
    pub text: String,
    /// Bytes of each token and the natural logarithm of its probability; empty when the server does not say.
    pub logprobs: Vec<(usize, f32)>,
    /// The model ended it by itself; not the budget.
    pub is_finished: bool,
}

/// A model behind a text interface.
pub trait TextModel: Send {
    /// How prompts are written for it.
    fn format(&self) -> &PromptFormat;
    /// Up to `n` drafts of at most `max_tokens` tokens, each ended before any of the texts in `stop`.
    ///
    /// # Errors
    /// One line that says why nothing came; empty when `cancel` fired.
    fn drafts(&mut self, prompt: &str, n: usize, max_tokens: usize, stop: &[&str], cancel: &Cancel) -> Result<Vec<TextDraft>, String>;
}
