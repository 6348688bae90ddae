//! In what the families differ from llama: norms, activations, the order of rotated pairs.

// What `vectorized` runs must be inlined into it, or it is compiled for the oldest machine.
#![allow(clippy::inline_always)]

use crate::error::LoadError;
use crate::gguf::Gguf;
use crate::math::{exp, rms_norm, vectorized};

/// An architecture whose networks this crate can run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// LLaMA and what is built like it: our own models, DeepSeek-Coder, Code Llama.
    Llama,
    /// Qwen2 and Qwen2.5-Coder: llama with biases on queries, keys and values.
    Qwen2,
    /// StarCoder2: layer norms and biases everywhere, a feed-forward without gate.
    Starcoder2,
    /// Gemma and CodeGemma: scaled embeddings, GELU in the gate.
    Gemma,
}

impl Family {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Llama, Self::Qwen2, Self::Starcoder2, Self::Gemma];

    /// Its name in `general.architecture`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Llama => "llama",
            Self::Qwen2 => "qwen2",
            Self::Starcoder2 => "starcoder2",
            Self::Gemma => "gemma",
        }
    }

    /// Whether RoPE rotates neighbours (2i, 2i + 1) rather than the halves of a head (i, i + n/2).
    /// GGUF files of llama networks hold the rows of q and k permuted for the former.
    pub(crate) fn rotates_neighbours(self) -> bool {
        self == Self::Llama
    }

    /// What embeddings are multiplied with.
    pub(crate) fn embedding_scale(self, width: usize) -> f32 {
        if self == Self::Gemma { (width as f32).sqrt() } else { 1.0 }
    }

    /// The metadata key of the norms' epsilon.
    pub(crate) fn norm_eps_key(self) -> &'static str {
        if self == Self::Starcoder2 { "attention.layer_norm_epsilon" } else { "attention.layer_norm_rms_epsilon" }
    }

    /// Whether the feed-forward has a gate.
    pub(crate) fn has_gate(self) -> bool {
        self != Self::Starcoder2
    }

    /// Whether its activation is GELU rather than SiLU.
    pub(crate) fn has_gelu(self) -> bool {
        matches!(self, Self::Starcoder2 | Self::Gemma)
    }
}

/// A norm before attention, feed-forward or output.
pub(crate) enum Norm {
    /// RMSNorm with its weight.
    Rms(Vec<f32>),
    /// Layer norm with weight and bias.
    Layer(Vec<f32>, Vec<f32>),
}

impl Norm {
    /// Reads `{name}.weight`, and `{name}.bias` where the family has one.
    pub(crate) fn read(file: &mut Gguf, family: Family, name: &str, width: usize) -> Result<Self, LoadError> {
        let weight = file.vector(&format!("{name}.weight"), width)?;
        Ok(match family {
            Family::Starcoder2 => Self::Layer(weight, file.vector(&format!("{name}.bias"), width)?),
            _ => Self::Rms(weight),
        })
    }

    /// Numbers per row.
    pub(crate) fn width(&self) -> usize {
        match self {
            Self::Rms(weight) | Self::Layer(weight, _) => weight.len(),
        }
    }

    /// `output` becomes the normed `input`, row by row.
    pub(crate) fn apply(&self, input: &[f32], eps: f32, output: &mut [f32]) {
        match self {
            Self::Rms(weight) => rms_norm(input, weight, eps, output),
            Self::Layer(weight, bias) => layer_norm(input, weight, bias, eps, output),
        }
    }
}

/// A bias, empty where the file has none.
pub(crate) fn bias(file: &mut Gguf, name: &str, length: usize) -> Result<Vec<f32>, LoadError> {
    if file.has_tensor(name) { file.vector(name, length) } else { Ok(Vec::new()) }
}

/// Adds a bias to every row; nothing when there is none.
pub(crate) fn add_bias(rows: &mut [f32], bias: &[f32]) {
    if bias.is_empty() {
        return;
    }
    for row in rows.chunks_exact_mut(bias.len()) {
        for (value, bias) in row.iter_mut().zip(bias) {
            *value += bias;
        }
    }
}

/// Layer norm (Ba, Kiros and Hinton 2016), row by row.
fn layer_norm(input: &[f32], weight: &[f32], bias: &[f32], eps: f32, output: &mut [f32]) {
    let width = weight.len();
    for (input, output) in input.chunks_exact(width).zip(output.chunks_exact_mut(width)) {
        let mean = input.iter().sum::<f32>() / width as f32;
        let variance = input.iter().map(|x| (x - mean) * (x - mean)).sum::<f32>() / width as f32;
        let scale = 1.0 / (variance + eps).sqrt();
        for (i, y) in output.iter_mut().enumerate() {
            *y = (input[i] - mean) * scale * weight[i] + bias[i];
        }
    }
}

/// GELU in the approximation by tanh (Hendrycks and Gimpel 2016).
#[inline(always)]
fn gelu(x: f32) -> f32 {
    const SQRT_2_OVER_PI: f32 = 0.797_884_6;
    let y = SQRT_2_OVER_PI * (x + 0.044_715 * x * x * x);
    // (1 + tanh y) / 2 is the logistic function of 2y.
    x / (1.0 + exp(-2.0 * y))
}

/// `values` become their GELU.
pub(crate) fn apply_gelu(values: &mut [f32]) {
    vectorized(
        #[inline(always)]
        || {
            for value in values.iter_mut() {
                *value = gelu(*value);
            }
        },
    );
}

/// `gate` becomes `gelu(gate) * up`.
pub(crate) fn gate_with_gelu(gate: &mut [f32], up: &[f32]) {
    vectorized(
        #[inline(always)]
        || {
            for (gate, &up) in gate.iter_mut().zip(up) {
                *gate = gelu(*gate) * up;
            }
        },
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gelu_is_its_definition() {
        for step in -80..=80 {
            let x = step as f32 / 10.0;
            let y = f64::from(x);
            let inner = (2.0 / std::f64::consts::PI).sqrt() * (y + 0.044_715 * y.powi(3));
            let expected = 0.5 * y * (1.0 + inner.tanh());
            assert!((f64::from(gelu(x)) - expected).abs() < 1e-6, "gelu({x})");
        }
    }

    #[test]
    fn layer_norm_has_mean_bias_and_unit_variance() {
        let input: Vec<f32> = (0..32).map(|i| (i as f32 * 0.7).sin() * 3.0 + 5.0).collect();
        let mut output = vec![0.0; 32];
        layer_norm(&input, &[1.0; 32], &[0.5; 32], 1e-6, &mut output);
        let mean = output.iter().sum::<f32>() / 32.0;
        let variance = output.iter().map(|y| (y - mean) * (y - mean)).sum::<f32>() / 32.0;
        assert!((mean - 0.5).abs() < 1e-5 && (variance - 1.0).abs() < 1e-4);
    }
}
