//! The shape of the network, from the file's metadata.

use crate::error::LoadError;
use crate::gguf::Gguf;

/// Positions beyond which no session goes, whatever the file says: memory and latency are for editors.
const MAX_CONTEXT: usize = 4096;

/// Shape of a llama network.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// Number of tokens.
    pub vocab: usize,
    /// Numbers per position between layers.
    pub width: usize,
    /// Number of layers.
    pub n_layers: usize,
    /// Query heads.
    pub n_heads: usize,
    /// Key and value heads; each serves `n_heads / n_kv_heads` query heads.
    pub n_kv_heads: usize,
    /// Numbers per head.
    pub head_dim: usize,
    /// How many of them RoPE rotates.
    pub rope_dim: usize,
    /// Hidden width of the feed-forward.
    pub ffn: usize,
    /// Longest context.
    pub context: usize,
    /// Base of RoPE's frequencies.
    pub rope_theta: f32,
    /// Keeps RMSNorm from dividing by zero.
    pub norm_eps: f32,
}

impl Config {
    pub(crate) fn read(file: &Gguf) -> Result<Self, LoadError> {
        let architecture = file.text("general.architecture").unwrap_or("unknown");
        if architecture != "llama" {
            return Err(file.unsupported(format!("its architecture is `{architecture}`")));
        }
        if let Some(kind) = file.text("llama.rope.scaling.type").filter(|&kind| kind != "none") {
            return Err(file.unsupported(format!("it stretches positions (rope scaling `{kind}`)")));
        }
        let (vocab, width) = file.matrix_shape("token_embd.weight")?;
        let n_heads = file.required("llama.attention.head_count")?;
        let n_kv_heads = file.number("llama.attention.head_count_kv").unwrap_or(n_heads);
        if n_heads == 0 || n_kv_heads == 0 || !n_heads.is_multiple_of(n_kv_heads) {
            return Err(file.damaged(format!("{n_heads} heads cannot share {n_kv_heads} key and value heads")));
        }
        let head_dim =
            file.number("llama.attention.key_length").or_else(|| file.number("llama.rope.dimension_count")).unwrap_or(width / n_heads);
        if head_dim == 0 || !head_dim.is_multiple_of(16) {
            return Err(file.unsupported(format!("its heads have {head_dim} numbers, not a multiple of 16")));
        }
        let rope_dim = file.number("llama.rope.dimension_count").unwrap_or(head_dim);
        if rope_dim > head_dim || !rope_dim.is_multiple_of(2) {
            return Err(file.damaged(format!("{rope_dim} of {head_dim} numbers per head cannot be rotated")));
        }
        Ok(Self {
            vocab,
            width,
            n_layers: file.required("llama.block_count")?,
            n_heads,
            n_kv_heads,
            head_dim,
            rope_dim,
            ffn: file.required("llama.feed_forward_length")?,
            context: file.required("llama.context_length")?.min(MAX_CONTEXT),
            rope_theta: file.fraction("llama.rope.freq_base").unwrap_or(10_000.0),
            norm_eps: file.fraction("llama.attention.layer_norm_rms_epsilon").unwrap_or(1e-5),
        })
    }
}
