//! The shape of the network, from the file's metadata.

use crate::error::LoadError;
use crate::family::Family;
use crate::gguf::Gguf;

/// Positions beyond which no session goes, whatever the file says: memory and latency are for editors.
const MAX_CONTEXT: usize = 4096;

/// Shape of a network.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// What kind of network it is.
    pub family: Family,
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
    /// Positions are divided by this before they are rotated (linear RoPE scaling); usually 1.
    pub rope_scale: f32,
    /// Keeps norms from dividing by zero.
    pub norm_eps: f32,
}

impl Config {
    pub(crate) fn read(file: &Gguf) -> Result<Self, LoadError> {
        let architecture = file.text("general.architecture").unwrap_or("unknown");
        let Some(family) = Family::ALL.into_iter().find(|family| family.name() == architecture) else {
            return Err(file.unsupported(format!("its architecture is `{architecture}`")));
        };
        let key = |name: &str| format!("{architecture}.{name}");
        let rope_scale = match file.text(&key("rope.scaling.type")) {
            None | Some("none") => 1.0,
            Some("linear") => file.fraction(&key("rope.scaling.factor")).unwrap_or(1.0),
            Some(kind) => return Err(file.unsupported(format!("it stretches positions (rope scaling `{kind}`)"))),
        };
        if !(rope_scale.is_finite() && rope_scale >= 1.0) {
            return Err(file.damaged(format!("positions cannot be divided by {rope_scale}")));
        }
        let (vocab, width) = file.matrix_shape("token_embd.weight")?;
        let n_heads = file.required(&key("attention.head_count"))?;
        let n_kv_heads = file.number(&key("attention.head_count_kv")).unwrap_or(n_heads);
        if n_heads == 0 || n_kv_heads == 0 || !n_heads.is_multiple_of(n_kv_heads) {
            return Err(file.damaged(format!("{n_heads} heads cannot share {n_kv_heads} key and value heads")));
        }
        let head_dim =
            file.number(&key("attention.key_length")).or_else(|| file.number(&key("rope.dimension_count"))).unwrap_or(width / n_heads);
        if head_dim == 0 || !head_dim.is_multiple_of(16) {
            return Err(file.unsupported(format!("its heads have {head_dim} numbers, not a multiple of 16")));
        }
        let rope_dim = file.number(&key("rope.dimension_count")).unwrap_or(head_dim);
        if rope_dim > head_dim || !rope_dim.is_multiple_of(2) {
            return Err(file.damaged(format!("{rope_dim} of {head_dim} numbers per head cannot be rotated")));
        }
        Ok(Self {
            family,
            vocab,
            width,
            n_layers: file.required(&key("block_count"))?,
            n_heads,
            n_kv_heads,
            head_dim,
            rope_dim,
            ffn: file.required(&key("feed_forward_length"))?,
            context: file.required(&key("context_length"))?.min(MAX_CONTEXT),
            rope_theta: file.fraction(&key("rope.freq_base")).unwrap_or(10_000.0),
            rope_scale,
            norm_eps: file.fraction(&key(family.norm_eps_key())).unwrap_or(1e-5),
        })
    }
}
