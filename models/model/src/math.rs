//! Elementwise mathematics on slices, written so that the compiler can vectorize it.
//!
//! Sums run over a fixed number of lanes whatever the vector width, and nothing is contracted to
//! fused multiply-adds: results are the same bits on every machine.

// What `vectorized` runs must be inlined into it, or it is compiled for the oldest machine.
#![allow(clippy::inline_always)]

use pulp::Arch;

/// Lanes of every sum and tile.
pub(crate) const LANES: usize = 16;

/// Runs a function compiled for the vector instructions that this machine has.
#[inline(always)]
pub(crate) fn vectorized<R>(function: impl FnOnce() -> R) -> R {
    Arch::new().dispatch(function)
}

/// The exponential, within a few units in the last place; saturates instead of overflowing.
#[inline(always)]
pub(crate) fn exp(x: f32) -> f32 {
    // Adding this rounds to an integer and leaves it in the low bits of the mantissa.
    const ROUND: f32 = 12_582_912.0;
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let x = x.clamp(-87.0, 88.0);
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let f = x - n * LN_2_HIGH - n * LN_2_LOW;
    let series = 1.0 / 720.0;
    let series = series * f + 1.0 / 120.0;
    let series = series * f + 1.0 / 24.0;
    let series = series * f + 1.0 / 6.0;
    let series = series * f + 0.5;
    let series = series * f + 1.0;
    let series = series * f + 1.0;
    f32::from_bits((shifted.to_bits() << 23).wrapping_add(127 << 23)) * series
}

/// `output` becomes `input` scaled to a mean square of 1, times `weight`, row by row.
pub(crate) fn rms_norm(input: &[f32], weight: &[f32], eps: f32, output: &mut [f32]) {
    vectorized(
        #[inline(always)]
        || {
            for (input, output) in input.chunks_exact(weight.len()).zip(output.chunks_exact_mut(weight.len())) {
                let mean = sum_of(input, |x| x * x) / weight.len() as f32;
                let scale = 1.0 / (mean + eps).sqrt();
                for ((y, &x), &w) in output.iter_mut().zip(input).zip(weight) {
                    *y = x * scale * w;
                }
            }
        },
    );
}

/// `gate` becomes `silu(gate) * up`.
pub(crate) fn gate_with_silu(gate: &mut [f32], up: &[f32]) {
    vectorized(
        #[inline(always)]
        || {
            for (gate, &up) in gate.iter_mut().zip(up) {
                *gate = *gate / (1.0 + exp(-*gate)) * up;
            }
        },
    );
}

/// `values` grow by `delta`.
pub(crate) fn add(values: &mut [f32], delta: &[f32]) {
    for (value, &delta) in values.iter_mut().zip(delta) {
        *value += delta;
    }
}

/// Scores become weights `exp(score - highest)`; gives their sum.
#[inline(always)]
pub(crate) fn exp_from_highest(scores: &mut [f32]) -> f32 {
    let mut lanes = [f32::NEG_INFINITY; LANES];
    for chunk in scores.chunks(LANES) {
        for (lane, &score) in lanes.iter_mut().zip(chunk) {
            *lane = if score > *lane { score } else { *lane };
        }
    }
    let highest = lanes.into_iter().fold(f32::NEG_INFINITY, f32::max);
    for score in scores.iter_mut() {
        *score = exp(*score - highest);
    }
    sum_of(scores, |x| x)
}

#[inline(always)]
fn sum_of(values: &[f32], map: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    let chunks = values.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane += map(value);
        }
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|&value| map(value)).sum::<f32>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_and_saturates() {
        for step in -870..=880 {
            let x = step as f32 / 10.0 + 0.037;
            let exact = f64::from(x.clamp(-87.0, 88.0)).exp();
            assert!((f64::from(exp(x)) / exact - 1.0).abs() < 3e-7, "exp({x})");
        }
        assert_eq!(exp(0.0), 1.0);
        assert!(exp(f32::NEG_INFINITY) < 1e-37);
        assert!(exp(1000.0).is_finite());
        assert!(exp(f32::NAN).is_nan());
    }

    #[test]
    fn weights_sum_up() {
        let mut scores: Vec<f32> = (0..37).map(|i| i as f32 * 0.1).collect();
        let sum = exp_from_highest(&mut scores);
        assert_eq!(scores[36], 1.0);
        assert!((scores.iter().sum::<f32>() - sum).abs() < 1e-4);
    }

    #[test]
    fn norm_and_gate_are_what_they_say() {
        let input: Vec<f32> = (0..40).map(|i| (i as f32 - 20.0) / 7.0).collect();
        let mut output = vec![0.0; 40];
        rms_norm(&input, &[2.0; 20], 1e-5, &mut output);
        let mean = input[..20].iter().map(|x| x * x).sum::<f32>() / 20.0;
        assert!((output[3] - 2.0 * input[3] / (mean + 1e-5).sqrt()).abs() < 1e-5);
        let mut gate = vec![-2.0_f32, 0.5];
        gate_with_silu(&mut gate, &[3.0, 4.0]);
        assert!((gate[0] - -2.0 / (1.0 + 2.0_f32.exp()) * 3.0).abs() < 1e-6);
        assert!((gate[1] - 0.5 / (1.0 + (-0.5_f32).exp()) * 4.0).abs() < 1e-6);
    }
}
