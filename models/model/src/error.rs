//! What can be wrong with a model file: each error says what, why, and what to do.

/// Why a model could not be loaded.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file cannot be opened or read.
    #[error("cannot read the model {path}: {source}; check the path and its permissions")]
    Io {
        /// The file as it was named.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is something else.
    #[error("{path} is not a GGUF model (it begins with {begins:?}); give a file that ends in .gguf")]
    NotGguf {
        /// The file as it was named.
        path: String,
        /// Its first bytes.
        begins: String,
    },
    /// The file ends too early.
    #[error("{path} is cut off: {what}; copy or download it again")]
    Truncated {
        /// The file as it was named.
        path: String,
        /// What is missing.
        what: String,
    },
    /// The file is whole, but not a model that this crate can run.
    #[error(
        "{path} cannot be used: {what}; use a GGUF of architecture llama, qwen2, starcoder2 or gemma that was trained to fill in the middle"
    )]
    Unsupported {
        /// The file as it was named.
        path: String,
        /// What is not supported.
        what: String,
    },
    /// The file contradicts itself or holds numbers that are none.
    #[error("{path} is damaged: {what}; copy or export it again")]
    Damaged {
        /// The file as it was named.
        path: String,
        /// What is wrong.
        what: String,
    },
}
