//! An n-gram model with Witten–Bell smoothing: the baseline that every language model has to beat.

use ide::{Cancel, LanguageModel, Stopped, TokenId, Vocabulary};
use rustc_hash::FxHashMap;

/// Longest context plus one, in tokens.
pub const ORDER: usize = 5;

/// What follows each context of up to `ORDER - 1` tokens, and how often.
#[derive(Debug, Default)]
pub struct Counts {
    following: FxHashMap<u64, FxHashMap<TokenId, u32>>,
    n_tokens: usize,
}

fn key(context: &[TokenId]) -> u64 {
    // Contexts are short: 16 bits a token and the length make no two alike below 65,536 tokens.
    context.iter().fold(context.len() as u64, |key, &token| (key << 16 | u64::from(token & 0xffff)).wrapping_add(key >> 48 << 60))
}

impl Counts {
    /// Counts the tokens of a text.
    pub fn add(&mut self, tokens: &[TokenId]) {
        self.n_tokens += tokens.len();
        for (at, &token) in tokens.iter().enumerate() {
            for length in 0..ORDER.min(at + 1) {
                *self.following.entry(key(&tokens[at - length..at])).or_default().entry(token).or_default() += 1;
            }
        }
    }

    /// How many tokens were counted.
    pub fn n_tokens(&self) -> usize {
        self.n_tokens
    }

    /// Probabilities of every token after `context`, written to `into`.
    fn probabilities(&self, context: &[TokenId], into: &mut [f32]) {
        into.fill(1.0 / into.len() as f32);
        for length in 0..ORDER.min(context.len() + 1) {
            let Some(following) = self.following.get(&key(&context[context.len() - length..])) else { break };
            let total: u32 = following.values().sum();
            let kinds = following.len() as f32;
            let trust = total as f32 / (total as f32 + kinds);
            for value in into.iter_mut() {
                *value *= 1.0 - trust;
            }
            for (&token, &count) in following {
                into[token as usize] += trust * count as f32 / total as f32;
            }
        }
    }
}

/// Counts as a language model; a model of the same vocabulary gives the tokens.
pub struct NgramModel<'a> {
    tokens: &'a mut dyn LanguageModel,
    counts: &'a Counts,
    logits: Vec<f32>,
}

impl<'a> NgramModel<'a> {
    /// `counts` in the clothes of `tokens`.
    pub fn new(tokens: &'a mut dyn LanguageModel, counts: &'a Counts) -> Self {
        Self { tokens, counts, logits: Vec::new() }
    }
}

impl std::fmt::Debug for NgramModel<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("NgramModel").field("n_tokens", &self.counts.n_tokens()).finish_non_exhaustive()
    }
}

impl LanguageModel for NgramModel<'_> {
    fn vocabulary(&self) -> &Vocabulary {
        self.tokens.vocabulary()
    }

    fn max_context(&self) -> usize {
        self.tokens.max_context()
    }

    fn encode(&self, text: &str) -> Vec<TokenId> {
        self.tokens.encode(text)
    }

    fn logits(&mut self, tokens: &[TokenId], _cancel: &Cancel) -> Result<&[f32], Stopped> {
        self.logits.resize(self.tokens.vocabulary().len(), 0.0);
        self.counts.probabilities(tokens, &mut self.logits);
        for value in &mut self.logits {
            *value = value.max(1e-9).ln();
        }
        Ok(&self.logits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_contexts_speak_louder() {
        let mut counts = Counts::default();
        counts.add(&[1, 2, 3, 1, 2, 3, 4, 2, 5]);
        let mut probabilities = [0.0; 8];
        counts.probabilities(&[1, 2], &mut probabilities);
        assert!((probabilities.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        assert!(probabilities[3] > 0.7, "{probabilities:?}");
        counts.probabilities(&[4, 2], &mut probabilities);
        assert!(probabilities[5] > probabilities[3], "{probabilities:?}");
        counts.probabilities(&[7, 7], &mut probabilities);
        assert!(probabilities[2] > probabilities[5], "{probabilities:?}");
    }

    #[test]
    fn contexts_are_told_apart() {
        let contexts: [&[TokenId]; 7] = [&[], &[0], &[0, 0], &[1, 0], &[0, 1], &[1, 2, 3, 4], &[0, 2, 3, 4]];
        for (index, one) in contexts.iter().enumerate() {
            assert!(contexts[index + 1..].iter().all(|other| key(one) != key(other)), "{one:?}");
        }
    }
}
