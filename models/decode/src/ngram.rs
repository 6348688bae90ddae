//! What follows what: counts of token n-grams.

use rustc_hash::FxHashMap;

use crate::{Cancel, LanguageModel, Stopped, TokenId, Vocabulary};

/// Longest n-gram, in tokens.
pub const ORDER: usize = 7;

/// How often each token followed each context of up to `ORDER - 1` tokens.
#[derive(Debug, Clone, Default)]
pub struct NgramCounts {
    following: FxHashMap<u64, Vec<(TokenId, u32)>>,
    n_tokens: usize,
}

/// Contexts by a hash: two that collide share their counts, which one of 2^64 can bear.
fn keys(context: &[TokenId]) -> impl Iterator<Item = u64> + '_ {
    // From the nearest token outwards, so that each longer context goes on from the shorter one.
    let longer = context.iter().rev().take(ORDER - 1).scan(0xcbf2_9ce4_8422_2325_u64, |hash, &token| {
        *hash = (*hash ^ u64::from(token + 1)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29);
        Some(*hash)
    });
    std::iter::once(0).chain(longer)
}

impl NgramCounts {
    /// Counts the tokens of one text.
    pub fn add(&mut self, tokens: &[TokenId]) {
        self.n_tokens += tokens.len();
        for (at, &token) in tokens.iter().enumerate() {
            for key in keys(&tokens[..at]) {
                let following = self.following.entry(key).or_default();
                match following.iter_mut().find(|(other, _)| *other == token) {
                    Some((_, count)) => *count += 1,
                    None => following.push((token, 1)),
                }
            }
        }
    }

    /// How many tokens were counted.
    pub fn n_tokens(&self) -> usize {
        self.n_tokens
    }

    /// Witten–Bell interpolation on top of `probabilities`: a context of `length` tokens, seen `n` times
    /// before `k` different tokens, takes the share `n / (n + doubt(length) · k)`.
    pub fn blend(&self, context: &[TokenId], doubt: impl Fn(usize) -> f32, probabilities: &mut [f32]) {
        for (length, key) in keys(context).enumerate() {
            let Some(following) = self.following.get(&key) else { break };
            let n: u32 = following.iter().map(|(_, count)| count).sum();
            let trust = n as f32 / (n as f32 + doubt(length) * following.len() as f32);
            if trust < 1e-3 {
                continue;
            }
            for value in probabilities.iter_mut() {
                *value *= 1.0 - trust;
            }
            for &(token, count) in following {
                if let Some(value) = probabilities.get_mut(token as usize) {
                    *value += trust * count as f32 / n as f32;
                }
            }
        }
    }
}

/// An n-gram model alone, with the tokens of another: the baseline that every model has to beat.
pub struct NgramModel<'a> {
    tokens: &'a mut dyn LanguageModel,
    counts: &'a NgramCounts,
    logits: Vec<f32>,
}

impl<'a> NgramModel<'a> {
    /// `counts` with the vocabulary of `tokens`.
    pub fn new(tokens: &'a mut dyn LanguageModel, counts: &'a NgramCounts) -> Self {
        Self { tokens, counts, logits: Vec::new() }
    }
}

impl std::fmt::Debug for NgramModel<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("NgramModel").field("n_tokens", &self.counts.n_tokens).finish_non_exhaustive()
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
        let n = self.tokens.vocabulary().len();
        self.logits.clear();
        self.logits.resize(n, 1.0 / n as f32);
        self.counts.blend(tokens, |_| 1.0, &mut self.logits);
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
        let mut counts = NgramCounts::default();
        counts.add(&[1, 2, 3, 1, 2, 3, 4, 2, 5]);
        let probabilities = |context: &[TokenId]| {
            let mut probabilities = [0.125; 8];
            counts.blend(context, |_| 1.0, &mut probabilities);
            probabilities
        };
        assert!((probabilities(&[1, 2]).iter().sum::<f32>() - 1.0).abs() < 1e-5);
        assert!(probabilities(&[1, 2])[3] > 0.6, "{:?}", probabilities(&[1, 2]));
        assert!(probabilities(&[4, 2])[5] > probabilities(&[4, 2])[3]);
        assert!(probabilities(&[7, 7])[2] > probabilities(&[7, 7])[5]);
    }
}
