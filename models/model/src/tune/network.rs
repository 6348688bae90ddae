//! The llama network once more, in candle's tensors, so that it can be differentiated.
//!
//! One passage at a time, in f32: memory stays in proportion to one window. Weights keep the order of rows that GGUF
//! gives them. Shapes stand at the line's end.

use std::collections::BTreeMap;

use candle_core::backprop::GradStore;
use candle_core::{CpuStorage, CustomOp1, D, Device, Layout, Result, Shape, Tensor, Var};

use super::Passage;
use crate::config::Config;
use crate::error::LoadError;
use crate::gguf::{Gguf, first_line};

/// The products of a layer that are adapted, by their names in GGUF.
pub(super) const ADAPTED: [&str; 7] = ["attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"];

/// The weights and what is learnt on top of them.
pub(super) struct Network {
    config: Config,
    embedding: Tensor, // (vocab, width), frozen; also the output
    layers: Vec<Layer>,
    output_norm: Tensor, // (width)
}

struct Layer {
    attention_norm: Tensor, // (width)
    ffn_norm: Tensor,       // (width)
    products: BTreeMap<&'static str, Adapted>,
}

/// A frozen matrix W and its low-rank change: `y = x Wᵀ + s (x Aᵀ) Bᵀ` (LoRA: Hu et al. 2021).
struct Adapted {
    frozen: Tensor, // (out, in)
    down: Var,      // A (rank, in)
    up: Var,        // B (out, rank), zero at first
    scale: f64,
}

impl Adapted {
    fn apply(&self, x: &Tensor) -> Result<Tensor> {
        let plain = x.apply_op1(Frozen(self.frozen.clone()))?;
        let change = x.matmul(&self.down.t()?)?.matmul(&self.up.t()?)?;
        plain + (change * self.scale)?
    }

    /// The matrix with its change in it.
    fn merged(&self) -> Result<Tensor> {
        &self.frozen + (self.up.matmul(&self.down)? * self.scale)?
    }
}

/// `x Wᵀ` for a matrix that does not learn: the gradient goes to x alone, which saves a third of the work.
struct Frozen(Tensor);

impl CustomOp1 for Frozen {
    fn name(&self) -> &'static str {
        "frozen-linear"
    }

    fn cpu_fwd(&self, storage: &CpuStorage, layout: &Layout) -> Result<(CpuStorage, Shape)> {
        let Some((start, end)) = layout.contiguous_offsets() else { candle_core::bail!("rows in one piece are expected") };
        let x = Tensor::from_slice(&storage.as_slice::<f32>()?[start..end], layout.shape(), &Device::Cpu)?;
        let y = x.matmul(&self.0.t()?)?;
        let shape = y.shape().clone();
        Ok((CpuStorage::F32(y.flatten_all()?.to_vec1()?), shape))
    }

    fn bwd(&self, _: &Tensor, _: &Tensor, gradient: &Tensor) -> Result<Option<Tensor>> {
        Ok(Some(gradient.contiguous()?.matmul(&self.0)?))
    }
}

impl Network {
    pub(super) fn read(file: &mut Gguf, config: &Config, rank: usize, seed: u64) -> std::result::Result<Self, LoadError> {
        let Config { vocab, width, ffn, n_layers, .. } = *config;
        let mut plain = |name: &str, shape: &[usize]| -> std::result::Result<Tensor, LoadError> {
            let tensor = file.tensor(name, shape)?;
            tensor.dequantize(&Device::Cpu).map_err(|error| file.damaged(format!("{name}: {}", first_line(&error))))
        };
        let (q_width, kv_width) = (config.n_heads * config.head_dim, config.n_kv_heads * config.head_dim);
        let mut random = Normal::new(seed);
        let mut layers = Vec::new();
        for i in 0..n_layers {
            let mut products = BTreeMap::new();
            for name in ADAPTED {
                let shape = match name {
                    "attn_q" => [q_width, width],
                    "attn_k" | "attn_v" => [kv_width, width],
                    "attn_output" => [width, q_width],
                    "ffn_down" => [width, ffn],
                    _ => [ffn, width],
                };
                let frozen = plain(&format!("blk.{i}.{name}.weight"), &shape)?;
                // Numbers of the size that keeps the variance of x; with B zero, the network begins as it is.
                let std = (shape[1] as f32).sqrt().recip();
                let start: Vec<f32> = (0..rank * shape[1]).map(|_| random.next() * std).collect();
                let variables = Tensor::from_vec(start, (rank, shape[1]), &Device::Cpu).and_then(|start| {
                    let up = Var::zeros((shape[0], rank), candle_core::DType::F32, &Device::Cpu)?;
                    Ok((Var::from_tensor(&start)?, up))
                });
                let (down, up) = variables.map_err(|error| LoadError::Damaged { path: String::new(), what: first_line(&error) })?;
                products.insert(name, Adapted { frozen, down, up, scale: SCALE });
            }
            layers.push(Layer {
                attention_norm: plain(&format!("blk.{i}.attn_norm.weight"), &[width])?,
                ffn_norm: plain(&format!("blk.{i}.ffn_norm.weight"), &[width])?,
                products,
            });
        }
        let embedding = plain("token_embd.weight", &[vocab, width])?;
        let output_norm = plain("output_norm.weight", &[width])?;
        Ok(Self { config: config.clone(), embedding, layers, output_norm })
    }

    /// What learns, by name.
    pub(super) fn variables(&self) -> BTreeMap<String, Var> {
        let mut all = BTreeMap::new();
        for (i, layer) in self.layers.iter().enumerate() {
            for (name, product) in &layer.products {
                all.insert(format!("blk.{i}.{name}.lora_a"), product.down.clone());
                all.insert(format!("blk.{i}.{name}.lora_b"), product.up.clone());
            }
        }
        all
    }

    /// The adapted matrices with their changes in them, under their names in GGUF.
    pub(super) fn merged(&self) -> Result<BTreeMap<String, Tensor>> {
        let mut all = BTreeMap::new();
        for (i, layer) in self.layers.iter().enumerate() {
            for (name, product) in &layer.products {
                all.insert(format!("blk.{i}.{name}.weight"), product.merged()?);
            }
        }
        Ok(all)
    }

    /// The sum of the surprises (nats) over what is asked of a passage.
    pub(super) fn loss(&self, passage: &Passage) -> Result<f64> {
        Ok(self.surprise(&self.hidden(&passage.tokens)?.detach(), passage)?.0)
    }

    /// The same, with its gradients.
    pub(super) fn gradients(&self, passage: &Passage) -> Result<(f64, GradStore)> {
        let hidden = self.hidden(&passage.tokens)?;
        let (nats, gradient) = self.surprise(&hidden.detach(), passage)?;
        // The output is frozen, so its gradient is known without recording the softmax over the vocabulary.
        Ok((nats, (hidden * gradient)?.sum_all()?.backward()?))
    }

    /// Surprise at what is asked, and its gradient by the hidden rows.
    fn surprise(&self, hidden: &Tensor, passage: &Passage) -> Result<(f64, Tensor)> {
        let rows: Vec<u32> = passage.asked().map(|(row, _)| row as u32).collect();
        let wanted: Vec<u32> = passage.asked().map(|(_, token)| token).collect();
        let n_rows = rows.len();
        let index = Tensor::from_vec(rows, n_rows, &Device::Cpu)?;
        let logits = hidden.index_select(&index, 0)?.matmul(&self.embedding.t()?)?; // (rows, vocab)
        let vocab = self.config.vocab;
        let mut values = logits.flatten_all()?.to_vec1::<f32>()?;
        let mut nats = 0.0;
        for (row, &wanted) in values.chunks_exact_mut(vocab).zip(&wanted) {
            let highest = row.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let own = row[wanted as usize] - highest;
            let mut total = 0.0;
            for value in row.iter_mut() {
                *value = (*value - highest).exp();
                total += *value;
            }
            for value in row.iter_mut() {
                *value /= total;
            }
            row[wanted as usize] -= 1.0;
            nats += f64::from(total.ln() - own);
        }
        let by_logits = Tensor::from_vec(values, (n_rows, vocab), &Device::Cpu)?;
        let by_rows = by_logits.matmul(&self.embedding)?;
        Ok((nats, hidden.zeros_like()?.index_add(&index, &by_rows, 0)?))
    }

    /// Hidden rows after the last norm (tokens, width).
    fn hidden(&self, tokens: &[u32]) -> Result<Tensor> {
        let Config { n_heads, n_kv_heads, head_dim, .. } = self.config;
        let length = tokens.len();
        let group = n_heads / n_kv_heads;
        let (cos, sin) = self.rotations(length)?;
        let mask = (0..length * length).map(|at| if at % length > at / length { f32::NEG_INFINITY } else { 0.0 }).collect();
        let mask = Tensor::from_vec(mask, (1, 1, length, length), &Device::Cpu)?;
        let mut x = self.embedding.index_select(&Tensor::new(tokens, &Device::Cpu)?, 0)?; // (length, width)
        for layer in &self.layers {
            let product = |name: &str, input: &Tensor| layer.products[name].apply(input);
            let normed = self.norm(&x, &layer.attention_norm)?;
            let heads = |rows: Tensor, n_heads: usize| rows.reshape((length, n_heads, head_dim))?.transpose(0, 1)?.contiguous();
            let q = rotate(&heads(product("attn_q", &normed)?, n_heads)?, &cos, &sin)?; // (heads, n, head_dim)
            let k = rotate(&heads(product("attn_k", &normed)?, n_kv_heads)?, &cos, &sin)?;
            let v = heads(product("attn_v", &normed)?, n_kv_heads)?;
            let q = (q.reshape((n_kv_heads, group * length, head_dim))? * (head_dim as f64).sqrt().recip())?;
            let scores = q.matmul(&k.t()?)?.reshape((n_kv_heads, group, length, length))?.broadcast_add(&mask)?;
            let highest = scores.detach().max_keepdim(D::Minus1)?;
            let weights = scores.broadcast_sub(&highest)?.exp()?;
            let weights = weights.broadcast_div(&weights.sum_keepdim(D::Minus1)?)?;
            let mixed = weights.reshape((n_kv_heads, group * length, length))?.matmul(&v)?; // (kv_heads, group * length, head_dim)
            let mixed = mixed.reshape((n_heads, length, head_dim))?.transpose(0, 1)?.contiguous()?.reshape((length, n_heads * head_dim))?;
            x = (x + product("attn_output", &mixed)?)?;

            let normed = self.norm(&x, &layer.ffn_norm)?;
            let inner = (product("ffn_gate", &normed)?.silu()? * product("ffn_up", &normed)?)?;
            x = (x + product("ffn_down", &inner)?)?;
        }
        self.norm(&x, &self.output_norm)
    }

    fn norm(&self, x: &Tensor, weight: &Tensor) -> Result<Tensor> {
        let scale = (x.sqr()?.mean_keepdim(D::Minus1)? + f64::from(self.config.norm_eps))?.sqrt()?;
        x.broadcast_div(&scale)?.broadcast_mul(weight)
    }

    /// Cosines and sines of the first positions, each (1, n, head_dim / 2, 1).
    fn rotations(&self, n: usize) -> Result<(Tensor, Tensor)> {
        let half = self.config.head_dim / 2;
        let angle = |at: usize| {
            let frequency = self.config.rope_theta.powf(-((at % half) as f32) / half as f32);
            (at / half) as f32 / self.config.rope_scale * frequency
        };
        let table = |of: fn(f32) -> f32| Tensor::from_vec((0..n * half).map(|at| of(angle(at))).collect(), (1, n, half, 1), &Device::Cpu);
        Ok((table(f32::cos)?, table(f32::sin)?))
    }
}

/// Neighbours (2i, 2i + 1) of each head rotate: the order of rows in GGUF files of llama networks.
fn rotate(x: &Tensor, cos: &Tensor, sin: &Tensor) -> Result<Tensor> {
    let (heads, n, head_dim) = x.dims3()?;
    let pairs = x.reshape((heads, n, head_dim / 2, 2))?;
    let (a, b) = (pairs.narrow(3, 0, 1)?, pairs.narrow(3, 1, 1)?);
    let first = (a.broadcast_mul(cos)? - b.broadcast_mul(sin)?)?;
    let second = (a.broadcast_mul(sin)? + b.broadcast_mul(cos)?)?;
    Tensor::cat(&[first, second], 3)?.reshape((heads, n, head_dim))
}

/// Factor of the low-rank change.
const SCALE: f64 = 2.0;

/// Normally distributed numbers that the seed alone decides: SplitMix64 and Box-Muller.
struct Normal(u64);

impl Normal {
    fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Between 0 and 1, neither included.
    fn uniform(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (((mixed ^ (mixed >> 31)) >> 41) as f32 + 0.5) / (1_u32 << 23) as f32
    }

    fn next(&mut self) -> f32 {
        let (u, v) = (self.uniform(), self.uniform());
        (-2.0 * u.ln()).sqrt() * (std::f32::consts::TAU * v).cos()
    }
}
