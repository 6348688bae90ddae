//! What decoding gives back.

use std::time::Duration;

use crate::vocabulary::TokenId;

/// Text decoded after the prompt, and how it came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The text after the cursor; bytes that healing decoded again are not part of it.
    pub text: String,
    /// The tokens chosen, healing ones included, `<|endoftext|>` not.
    pub tokens: Vec<TokenId>,
    /// Natural logarithm of each token's probability before the constraint spoke.
    pub logprobs: Vec<f32>,
    /// Why it ends.
    pub stop: Stop,
    /// How often a dead end was left for another branch.
    pub n_backtracks: usize,
    /// Where the time went.
    pub timings: Timings,
}

impl Draft {
    /// Geometric mean of the tokens' probabilities, between 0 and 1; 0 for an empty draft.
    pub fn confidence(&self) -> f32 {
        if self.logprobs.is_empty() {
            return 0.0;
        }
        (self.logprobs.iter().sum::<f32>() / self.logprobs.len() as f32).exp()
    }
}

/// Why a draft ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stop {
    /// The model chose `<|endoftext|>`.
    EndOfText,
    /// The most tokens asked for, or a full context.
    Limit,
    /// [`Constraint::stop`](crate::Constraint::stop) said so.
    Constraint,
    /// The next token was less probable than [`Options::min_probability`](crate::Options).
    LowConfidence,
    /// The constraint left nothing that the model finds likely, on any branch that was tried.
    DeadEnd,
    /// Somebody newer came.
    Cancelled,
    /// The model broke; says how.
    Failed(String),
}

/// Where the time went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Timings {
    /// The first forward pass, over the part of the prompt that was not cached.
    pub prefill: Duration,
    /// All later forward passes.
    pub decode: Duration,
    /// Healing, the constraint and choosing.
    pub mask: Duration,
    /// Tokens that were chosen, among them those that were taken back.
    pub n_masks: u32,
    /// Those whose choice took longer than [`Timings::SLOW_MASK`].
    pub n_slow_masks: u32,
}

impl Timings {
    /// A choice that takes longer than this is noticed beside the model's own work.
    pub const SLOW_MASK: Duration = Duration::from_millis(1);

    /// Counts the time of one choice.
    pub fn add_mask(&mut self, took: Duration) {
        self.mask += took;
        self.n_masks += 1;
        self.n_slow_masks += u32::from(took > Self::SLOW_MASK);
    }
}
