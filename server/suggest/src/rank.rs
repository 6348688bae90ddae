//! Which of several suggestions comes first: named facts, and a number at the very end.

/// What is known of a draft that passed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Rank {
    /// Geometric mean of the tokens' probabilities.
    pub(crate) confidence: f32,
    /// New warnings: `pinMode(2, …)` on a strapping pin.
    pub(crate) n_warnings: usize,
    /// New hints.
    pub(crate) n_hints: usize,
    /// Pins that were swapped for valid ones: the model meant something else.
    pub(crate) n_swaps: usize,
    /// The model ended it by itself, or its statement did; not the budget.
    pub(crate) is_finished: bool,
}

impl Rank {
    /// A number between 0 and 1.
    pub(crate) fn score(self) -> f32 {
        let Self { confidence, n_warnings, n_hints, n_swaps, is_finished } = self;
        confidence
            * 0.7_f32.powi(n_warnings as i32)
            * 0.95_f32.powi(n_hints as i32)
            * 0.8_f32.powi(n_swaps as i32)
            * if is_finished { 1.0 } else { 0.9 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_weigh_more_than_hints() {
        let clean = Rank { confidence: 0.8, n_warnings: 0, n_hints: 0, n_swaps: 0, is_finished: true };
        let hinted = Rank { n_hints: 1, ..clean };
        let warned = Rank { n_warnings: 1, ..clean };
        assert_eq!(clean.score(), 0.8);
        assert!(clean.score() > hinted.score() && hinted.score() > warned.score());
        // Twice as likely and risky still beats unlikely and clean.
        assert!(warned.score() > Rank { confidence: 0.4, ..clean }.score());
    }
}
