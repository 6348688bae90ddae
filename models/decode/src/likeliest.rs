//! What a whole vocabulary of logits comes down to: the highest, the weight of all, the likeliest few.
//!
//! These run once a token over all of the vocabulary, beside a model that needs a fraction of a millisecond for it, so
//! they are written for the compiler to vectorize and look at most numbers once.

use crate::vocabulary::TokenId;

/// Numbers that are worked on side by side; also how the weights are summed, so that sums do not depend on the machine.
const LANES: usize = 16;

/// The highest logit; none if there is none that is finite, or if any is not a number.
pub(crate) fn highest(logits: &[f32]) -> Option<f32> {
    let mut lanes = [f32::NEG_INFINITY; LANES];
    let mut is_odd = [false; LANES];
    let chunks = logits.chunks_exact(LANES);
    let rest = chunks.remainder();
    let look = |lane: &mut f32, odd: &mut bool, logit: f32| {
        *lane = if logit > *lane { logit } else { *lane };
        *odd |= logit.is_nan();
    };
    for chunk in chunks {
        for lane in 0..LANES {
            look(&mut lanes[lane], &mut is_odd[lane], chunk[lane]);
        }
    }
    for (lane, &logit) in rest.iter().enumerate() {
        look(&mut lanes[lane], &mut is_odd[lane], logit);
    }
    let highest = lanes.into_iter().fold(f32::NEG_INFINITY, f32::max);
    (highest.is_finite() && !is_odd.contains(&true)).then_some(highest)
}

/// What a token weighs beside the likeliest one; all of them together make the model's probability.
#[inline]
pub(crate) fn weight(logit: f32, highest: f32) -> f32 {
    // Further down than this, a whole vocabulary weighs less than the rounding of the sum.
    let below = logit - highest;
    if below < -20.0 { 0.0 } else { exp(below) }
}

/// The weight of all tokens.
pub(crate) fn total(logits: &[f32], highest: f32) -> f32 {
    let mut lanes = [0.0_f32; LANES];
    let chunks = logits.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for lane in 0..LANES {
            lanes[lane] += weight(chunk[lane], highest);
        }
    }
    for (lane, &logit) in rest.iter().enumerate() {
        lanes[lane] += weight(logit, highest);
    }
    lanes.iter().sum()
}

/// The exponential of -20 to 0, within two units in the last place, without branches.
#[inline]
fn exp(x: f32) -> f32 {
    // Adding this rounds to an integer and leaves it in the low bits of the mantissa.
    const ROUND: f32 = 12_582_912.0;
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let x = if x < -80.0 { -80.0 } else { x };
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let f = x - n * LN_2_HIGH - n * LN_2_LOW;
    let series = 1.0 / 5040.0;
    let series = series * f + 1.0 / 720.0;
    let series = series * f + 1.0 / 120.0;
    let series = series * f + 1.0 / 24.0;
    let series = series * f + 1.0 / 6.0;
    let series = series * f + 0.5;
    let series = series * f + 1.0;
    let series = series * f + 1.0;
    f32::from_bits((shifted.to_bits() << 23).wrapping_add(127 << 23)) * series
}

/// Ids of the `n` highest logits that are finite, highest first, the lowest id first among equals.
pub(crate) fn likeliest(logits: &[f32], n: usize) -> Vec<TokenId> {
    let order = |a: &(f32, TokenId), b: &(f32, TokenId)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    // Candidates so far; what is lower than the lowest of `n` of them cannot be among the `n` highest.
    let mut found: Vec<(f32, TokenId)> = Vec::with_capacity(2 * n + LANES);
    let mut least = f32::NEG_INFINITY;
    for (at, chunk) in logits.chunks(LANES).enumerate() {
        let mut any = false;
        for &logit in chunk {
            any |= logit > least;
        }
        if !any {
            continue;
        }
        for (lane, &logit) in chunk.iter().enumerate() {
            // An equal one comes later, so its id is higher.
            if logit > least && logit.is_finite() {
                found.push((logit, (at * LANES + lane) as TokenId));
            }
        }
        if n > 0 && found.len() >= 2 * n {
            found.select_nth_unstable_by(n - 1, order);
            found.truncate(n);
            least = found[n - 1].0;
        }
    }
    found.sort_unstable_by(order);
    found.truncate(n);
    found.into_iter().map(|(_, id)| id).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;

    fn logits(random: &mut Random) -> Vec<f32> {
        let n = random.below(700);
        (0..n)
            .map(|_| match random.below(40) {
                0 => f32::NEG_INFINITY,
                // Equal ones, too.
                _ => random.below(500) as f32 / 20.0 - 12.0,
            })
            .collect()
    }

    #[test]
    fn the_same_as_sorting_everything() {
        let mut random = Random::new(3);
        for _ in 0..500 {
            let logits = logits(&mut random);
            let n = 1 + random.below(80);
            let mut expected: Vec<TokenId> = (0..logits.len() as TokenId).filter(|&id| logits[id as usize].is_finite()).collect();
            expected.sort_by(|&a, &b| logits[b as usize].total_cmp(&logits[a as usize]).then(a.cmp(&b)));
            expected.truncate(n);
            assert_eq!(likeliest(&logits, n), expected);
        }
    }

    #[test]
    fn weights_are_exponentials() {
        let mut random = Random::new(4);
        for _ in 0..200 {
            let logits = logits(&mut random);
            let Some(highest) = highest(&logits) else { continue };
            assert_eq!(highest, logits.iter().copied().fold(f32::NEG_INFINITY, f32::max));
            let exact: f64 = logits.iter().map(|&logit| (f64::from(logit) - f64::from(highest)).exp()).sum();
            assert!((f64::from(total(&logits, highest)) / exact - 1.0).abs() < 3e-6);
        }
        for step in 0..20_000 {
            let x = -f64::from(step) / 1000.0;
            let error = f64::from(exp(x as f32)) / f64::from(x as f32).exp() - 1.0;
            assert!(error.abs() < 3e-7, "{x}: {error}");
        }
        assert_eq!((exp(0.0), weight(-30.0, 0.0), weight(f32::NEG_INFINITY, 3.0)), (1.0, 0.0, 0.0));
    }

    #[test]
    fn broken_numbers_are_noticed_wherever_they_stand() {
        for n in [1, 15, 16, 17, 40] {
            assert_eq!(highest(&vec![f32::NEG_INFINITY; n]), None);
            for at in 0..n {
                let mut logits = vec![1.0; n];
                logits[at] = f32::NAN;
                assert_eq!(highest(&logits), None);
                logits[at] = f32::INFINITY;
                assert_eq!(highest(&logits), None);
                logits[at] = 2.0;
                assert_eq!(highest(&logits), Some(2.0));
            }
        }
        assert_eq!(highest(&[]), None);
    }
}
