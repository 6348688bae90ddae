//! How sure a suggestion is: named facts, and one number at the very end.

use serde::Serialize;

/// What is known of a draft that passed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct RankFacts {
    /// Mean of the tokens' log-probabilities.
    pub mean_logprob: f32,
    /// The least probable token's.
    pub min_logprob: f32,
    /// Tokens.
    pub n_tokens: usize,
    /// The model ended it by itself, or its statement did; not the budget.
    pub is_finished: bool,
    /// New warnings: `pinMode(2, …)` on a strapping pin.
    pub n_warnings: usize,
    /// New hints.
    pub n_hints: usize,
    /// Pins that were swapped for valid ones: the model meant something else.
    pub n_swaps: usize,
}

impl RankFacts {
    /// The chance that this is what the person is about to write, between 0 and 1.
    ///
    /// A logistic regression on held-out repositories (`tests/eval/fit.py`), where warnings and swaps are too
    /// rare to be fitted: by decision each of them halves the odds.
    pub fn score(self) -> f32 {
        let Self { mean_logprob, min_logprob, n_tokens, is_finished, n_warnings, n_hints, n_swaps } = self;
        let sum = 3.38 + 1.44 * mean_logprob + 2.15 * min_logprob.max(-4.0)
            - 1.33 * (n_tokens as f32).ln_1p()
            - if is_finished { 0.0 } else { 0.19 }
            - 0.7 * n_warnings as f32
            - 0.1 * n_hints as f32
            - 0.7 * n_swaps as f32;
        1.0 / (1.0 + (-sum).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sure() -> RankFacts {
        RankFacts { mean_logprob: -0.05, min_logprob: -0.2, n_tokens: 5, is_finished: true, n_warnings: 0, n_hints: 0, n_swaps: 0 }
    }

    #[track_caller]
    fn lowers(change: impl Fn(&mut RankFacts)) {
        let mut worse = sure();
        change(&mut worse);
        assert!(worse.score() < sure().score(), "{} is not below {}", worse.score(), sure().score());
        assert!((0.0..=1.0).contains(&worse.score()));
    }

    #[test]
    fn each_doubt_lowers_the_score() {
        lowers(|facts| facts.mean_logprob = -0.5);
        lowers(|facts| facts.min_logprob = -2.0);
        lowers(|facts| facts.n_tokens = 9);
        lowers(|facts| facts.is_finished = false);
        lowers(|facts| facts.n_warnings = 1);
        lowers(|facts| facts.n_hints = 1);
        lowers(|facts| facts.n_swaps = 1);
    }

    #[test]
    fn warnings_weigh_more_than_hints() {
        let hinted = RankFacts { n_hints: 1, ..sure() };
        let warned = RankFacts { n_warnings: 1, ..sure() };
        assert!(hinted.score() > warned.score());
        // Likely and risky still beats unlikely and clean.
        let unlikely = RankFacts { mean_logprob: -1.5, min_logprob: -4.0, ..sure() };
        assert!(warned.score() > unlikely.score());
    }
}
