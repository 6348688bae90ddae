//! The transformer over GGUF weights: a lean forward pass on quantized kernels, our own for `Q8_0`.
//!
//! ```text
//! Model::load(path)  weights, tokenizer, shape, facts about the file; shared, immutable
//! Session::new(..)   tokens and KV cache of one document; implements decode::LanguageModel
//! Tuner::open(..)    low-rank changes learnt on somebody's own text, merged into a new file
//! ```
//!
//! candle appears here and nowhere else. Its kernels run on a pool of threads that belongs to the
//! process and is sized at its first use; see [`THREADS_VARIABLE`].

mod attention;
mod config;
mod error;
mod family;
mod gguf;
mod kernels;
mod linear;
mod loaded;
mod math;
mod packed;
mod session;
#[cfg(test)]
mod testing;
mod tokenizer;
mod transformer;
mod tune;

pub use config::Config;
pub use error::LoadError;
pub use family::Family;
pub use loaded::{Model, ModelInfo};
pub use session::Session;
pub use tune::{Passage, TuneError, Tuner};

/// The environment variable from which the kernels' thread pool takes its size, once per process.
///
/// Two threads halve a long prefill on an idle machine; on a busy one they wait for each other and
/// decoding can fall to a tenth. Whoever starts the process decides; without it, all physical cores.
pub const THREADS_VARIABLE: &str = "CANDLE_NUM_THREADS";

/// The instructions that our own kernels use in this process; `BOARDWISE_KERNELS` may name others.
pub fn kernels() -> &'static str {
    kernels::Path::chosen().name()
}

/// Threads that the kernels use in this process.
pub fn threads() -> usize {
    candle_core::utils::barrier_pool().n_workers() + 1
}
