//! The llama network (RMSNorm, rotary positions, grouped-query attention, SwiGLU) and its relatives,
//! whose differences are in [`family`](crate::family).
//!
//! Weights carry their GGUF names. Matrix products are those of [`linear`](crate::linear); everything between
//! them is plain slices, in blocks of rows, into buffers that are kept. Shapes stand at the line's end.

use std::sync::Arc;

use crate::attention::LayerCache;
use crate::config::Config;
use crate::error::LoadError;
use crate::family::{Family, Norm, add_bias, apply_gelu, bias, gate_with_gelu};
use crate::gguf::{Gguf, first_line};
use crate::linear::Linear;
use crate::math::{add, gate_with_silu};
use crate::packed::Inputs;

/// The weights.
pub(crate) struct Transformer {
    family: Family,
    embedding: Arc<Linear>,
    layers: Vec<Layer>,
    output_norm: Norm,
    output: Arc<Linear>,
    rotations: Rotations,
    norm_eps: f32,
}

struct Layer {
    attention_norm: Norm,
    q: Linear,
    k: Linear,
    v: Linear,
    attention_output: Linear,
    ffn_norm: Norm,
    gate: Option<Linear>,
    up: Linear,
    down: Linear,
    biases: Biases,
}

/// Biases of the products of one layer; empty where there are none.
struct Biases {
    q: Vec<f32>,
    k: Vec<f32>,
    v: Vec<f32>,
    attention_output: Vec<f32>,
    up: Vec<f32>,
    down: Vec<f32>,
}

/// Buffers of one forward pass, grown to the largest block seen.
#[derive(Default)]
pub(crate) struct Scratch {
    x: Vec<f32>,       // (rows, width)
    normed: Vec<f32>,  // (rows, width)
    q: Vec<f32>,       // (rows, n_heads * head_dim)
    k: Vec<f32>,       // (rows, n_kv_heads * head_dim)
    v: Vec<f32>,       // (rows, n_kv_heads * head_dim)
    by_head: Vec<f32>, // as q
    heads: Vec<f32>,   // as q
    delta: Vec<f32>,   // (rows, width)
    gate: Vec<f32>,    // (rows, ffn)
    up: Vec<f32>,      // (rows, ffn)
    inputs: Inputs,    // of the product in work
}

/// What became of a forward pass.
pub(crate) enum Forward {
    /// All layers are done.
    Done,
    /// `poll` said stop; positions from the block's first on are undefined.
    Interrupted,
}

impl Transformer {
    pub(crate) fn read(file: &mut Gguf, config: &Config) -> Result<Self, LoadError> {
        let Config { vocab, width, ffn, .. } = *config;
        let q_width = config.n_heads * config.head_dim;
        let kv_width = config.n_kv_heads * config.head_dim;
        let embedding = Arc::new(linear(file, "token_embd.weight", vocab, width)?);
        let family = config.family;
        let layers = (0..config.n_layers)
            .map(|i| {
                let name = |part: &str| format!("blk.{i}.{part}.weight");
                let bias_name = |part: &str| format!("blk.{i}.{part}.bias");
                Ok(Layer {
                    attention_norm: Norm::read(file, family, &format!("blk.{i}.attn_norm"), width)?,
                    q: linear(file, &name("attn_q"), q_width, width)?,
                    k: linear(file, &name("attn_k"), kv_width, width)?,
                    v: linear(file, &name("attn_v"), kv_width, width)?,
                    attention_output: linear(file, &name("attn_output"), width, q_width)?,
                    ffn_norm: Norm::read(file, family, &format!("blk.{i}.ffn_norm"), width)?,
                    gate: family.has_gate().then(|| linear(file, &name("ffn_gate"), ffn, width)).transpose()?,
                    up: linear(file, &name("ffn_up"), ffn, width)?,
                    down: linear(file, &name("ffn_down"), width, ffn)?,
                    biases: Biases {
                        q: bias(file, &bias_name("attn_q"), q_width)?,
                        k: bias(file, &bias_name("attn_k"), kv_width)?,
                        v: bias(file, &bias_name("attn_v"), kv_width)?,
                        attention_output: bias(file, &bias_name("attn_output"), width)?,
                        up: bias(file, &bias_name("ffn_up"), ffn)?,
                        down: bias(file, &bias_name("ffn_down"), width)?,
                    },
                })
            })
            .collect::<Result<_, LoadError>>()?;
        let output_norm = Norm::read(file, family, "output_norm", width)?;
        let output =
            if file.has_tensor("output.weight") { Arc::new(linear(file, "output.weight", vocab, width)?) } else { Arc::clone(&embedding) };
        if file.n_tensors_unread() > 0 {
            let what = format!("it has {} tensors that a {} network does not have", file.n_tensors_unread(), family.name());
            return Err(file.unsupported(what));
        }
        let rotations = Rotations::new(config);
        Ok(Self { family, embedding, layers, output_norm, output, rotations, norm_eps: config.norm_eps })
    }

    /// Runs a block of tokens that follow `position` cached ones. With `logits`, the last one's are written.
    ///
    /// `go_on` is asked before every layer.
    pub(crate) fn forward(
        &self,
        tokens: &[u32],
        position: usize,
        cache: &mut [LayerCache],
        scratch: &mut Scratch,
        mut logits: Option<&mut [f32]>, // (vocab)
        go_on: impl Fn() -> bool,
    ) -> candle_core::Result<Forward> {
        let width = self.output_norm.width();
        let eps = self.norm_eps;
        self.embedding.rows(tokens, sized(&mut scratch.x, tokens.len() * width))?;
        let scale = self.family.embedding_scale(width);
        if scale != 1.0 {
            scratch.x.iter_mut().for_each(|x| *x *= scale);
        }
        let Scratch { x, normed, q, k, v, by_head, heads, delta, gate, up, inputs } = scratch;
        for (i, (layer, cache)) in self.layers.iter().zip(cache).enumerate() {
            if !go_on() {
                return Ok(Forward::Interrupted);
            }
            let is_last = i + 1 == self.layers.len();
            // Attention: x += o(attend(rope(q), rope(k), v)).
            let n_rows = tokens.len();
            let normed_rows = sized(normed, n_rows * width); // (rows, width)
            layer.attention_norm.apply(x, eps, normed_rows);
            let k = sized(k, n_rows * layer.k.n_out); // (rows, n_kv_heads * head_dim)
            let v = sized(v, n_rows * layer.v.n_out); // (rows, n_kv_heads * head_dim)
            // Of the last layer only keys and values are ever looked at again, and the last row.
            let (first_row, q) = if is_last {
                Linear::forward_all([&layer.k, &layer.v], normed_rows, inputs, [k, v])?;
                add_bias(k, &layer.biases.k);
                add_bias(v, &layer.biases.v);
                self.rotations.rotate(k, position, n_rows);
                cache.write(position, k, v);
                if logits.is_none() {
                    return Ok(Forward::Done);
                }
                let first_row = n_rows - 1;
                let q = sized(q, layer.q.n_out); // (1, n_heads * head_dim)
                layer.q.forward(&normed_rows[first_row * width..], inputs, q)?;
                x.drain(..first_row * width);
                (first_row, q)
            } else {
                let q = sized(q, n_rows * layer.q.n_out); // (rows, n_heads * head_dim)
                Linear::forward_all([&layer.q, &layer.k, &layer.v], normed_rows, inputs, [q, k, v])?;
                add_bias(k, &layer.biases.k);
                add_bias(v, &layer.biases.v);
                self.rotations.rotate(k, position, n_rows);
                cache.write(position, k, v);
                (0, q)
            };
            let n_rows = n_rows - first_row;
            add_bias(q, &layer.biases.q);
            self.rotations.rotate(q, position + first_row, n_rows);
            let heads = sized(heads, q.len()); // (rows, n_heads * head_dim)
            cache.attend(position + first_row, n_rows, q, sized(by_head, q.len()), heads);
            let delta = sized(delta, n_rows * width); // (rows, width)
            layer.attention_output.forward(heads, inputs, delta)?;
            add_bias(delta, &layer.biases.attention_output);
            add(x, delta);
            // Feed-forward: x += down(silu(gate(x)) * up(x)), or without gate x += down(gelu(up(x))).
            let normed = sized(normed, n_rows * width); // (rows, width)
            layer.ffn_norm.apply(x, eps, normed);
            let up = sized(up, n_rows * layer.up.n_out); // (rows, ffn)
            let hidden = if let Some(gate_weight) = &layer.gate {
                let gate = sized(gate, n_rows * gate_weight.n_out); // (rows, ffn)
                Linear::forward_all([gate_weight, &layer.up], normed, inputs, [gate, up])?;
                add_bias(up, &layer.biases.up);
                if self.family.has_gelu() {
                    gate_with_gelu(gate, up);
                } else {
                    gate_with_silu(gate, up);
                }
                gate
            } else {
                layer.up.forward(normed, inputs, up)?;
                add_bias(up, &layer.biases.up);
                apply_gelu(up);
                up
            };
            layer.down.forward(hidden, inputs, delta)?;
            add_bias(delta, &layer.biases.down);
            add(x, delta);
        }
        if let Some(logits) = logits.take() {
            let normed = sized(normed, width); // (1, width)
            self.output_norm.apply(x, eps, normed);
            self.output.forward(normed, inputs, logits)?;
        }
        Ok(Forward::Done)
    }
}

/// Cosines and sines of rotary positions.
struct Rotations {
    /// (context, rope_dim / 2), cosine and sine side by side.
    turns: Vec<(f32, f32)>,
    rope_dim: usize,
    head_dim: usize,
    neighbours: bool,
}

impl Rotations {
    fn new(config: &Config) -> Self {
        let half = config.rope_dim / 2;
        let frequencies: Vec<f64> = (0..half).map(|i| f64::from(config.rope_theta).powf(-(i as f64) / half as f64)).collect();
        let turns = (0..config.context)
            .flat_map(|position| {
                frequencies.iter().map(move |frequency| {
                    let angle = position as f64 / f64::from(config.rope_scale) * frequency;
                    (angle.cos() as f32, angle.sin() as f32)
                })
            })
            .collect();
        Self { turns, rope_dim: config.rope_dim, head_dim: config.head_dim, neighbours: config.family.rotates_neighbours() }
    }

    /// Rotates the pairs of each head: neighbours, or the two halves.
    fn rotate(&self, rows: &mut [f32], position: usize, n_rows: usize) {
        let half = self.rope_dim / 2;
        let row_width = rows.len() / n_rows;
        for (row, values) in rows.chunks_exact_mut(row_width).enumerate() {
            let turns = &self.turns[(position + row) * half..][..half];
            for head in values.chunks_exact_mut(self.head_dim) {
                let head = &mut head[..self.rope_dim];
                if self.neighbours {
                    for (pair, &(cos, sin)) in head.chunks_exact_mut(2).zip(turns) {
                        let (a, b) = (pair[0], pair[1]);
                        pair[0] = a * cos - b * sin;
                        pair[1] = a * sin + b * cos;
                    }
                } else {
                    let (first, second) = head.split_at_mut(half);
                    for ((a, b), &(cos, sin)) in first.iter_mut().zip(second).zip(turns) {
                        (*a, *b) = (*a * cos - *b * sin, *a * sin + *b * cos);
                    }
                }
            }
        }
    }
}

fn linear(file: &mut Gguf, name: &str, n_out: usize, n_in: usize) -> Result<Linear, LoadError> {
    let weight = file.tensor(name, &[n_out, n_in])?;
    Linear::new(weight).map_err(|error| file.damaged(format!("{name}: {}", first_line(&error))))
}

/// The buffer at exactly this length, with whatever was in it.
fn sized(buffer: &mut Vec<f32>, length: usize) -> &mut [f32] {
    buffer.resize(length, 0.0);
    buffer
}
