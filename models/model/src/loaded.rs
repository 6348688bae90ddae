//! A loaded model: weights, tokenizer and facts about the file, shared by all sessions.

use std::fs::File;
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use decode::Vocabulary;

use crate::config::Config;
use crate::error::LoadError;
use crate::gguf::{Gguf, Source};
use crate::tokenizer::Tokenizer;
use crate::transformer::Transformer;

/// A model, ready to run.
pub struct Model {
    pub(crate) config: Config,
    pub(crate) transformer: Transformer,
    pub(crate) tokenizer: Tokenizer,
    pub(crate) vocabulary: Vocabulary,
    info: ModelInfo,
}

/// Facts about a model file.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelInfo {
    /// What its maker calls it.
    pub name: String,
    /// What its maker says about it.
    pub description: Option<String>,
    /// The license it is under.
    pub license: Option<String>,
    /// The prompt format it was trained on (`boardwise.format`); none for models made elsewhere.
    pub format: Option<String>,
    /// Number of weights.
    pub n_parameters: usize,
    /// How most weights are stored: `Q8_0`, `Q4_K` …
    pub quantization: String,
    /// Longest context in tokens, after our own cap.
    pub context: usize,
    /// Size of the file in bytes.
    pub file_size: u64,
    /// Checksum of the file: tells versions apart, proves nothing.
    pub checksum: String,
    /// Shape of the network.
    pub config: Config,
}

impl Model {
    /// Loads a GGUF file.
    pub fn load(path: &Path) -> Result<Arc<Self>, LoadError> {
        let name = path.display().to_string();
        match File::open(path) {
            Ok(file) => Self::read(&name, file),
            Err(source) => Err(LoadError::Io { path: name, source }),
        }
    }

    /// Loads a GGUF file that is in memory, for example inside the program; `name` is for messages.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Arc<Self>, LoadError> {
        Self::read(name, Cursor::new(bytes))
    }

    /// Facts about the file.
    pub fn info(&self) -> &ModelInfo {
        &self.info
    }

    /// Bytes of every token and the special ids.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    fn read<'a>(name: &str, source: impl Source + 'a) -> Result<Arc<Self>, LoadError> {
        let mut file = Gguf::open(name, source)?;
        let config = Config::read(&file)?;
        let (tokenizer, vocabulary) = Tokenizer::read(&file)?;
        if vocabulary.len() > config.vocab {
            let what = format!("{} tokens, but embeddings for {}", vocabulary.len(), config.vocab);
            return Err(file.damaged(what));
        }
        // Sort the tokens now rather than at the first keystroke.
        vocabulary.starting_with(b"");
        let transformer = Transformer::read(&mut file, &config)?;
        let text = |key: &str| file.text(key).map(str::to_owned);
        let info = ModelInfo {
            name: text("general.name").unwrap_or_else(|| name.to_owned()),
            description: text("general.description"),
            license: text("general.license"),
            format: text("boardwise.format"),
            n_parameters: file.n_parameters(),
            quantization: file.quantization(),
            context: config.context,
            file_size: file.size,
            checksum: format!("{:016x}", file.checksum()?),
            config: config.clone(),
        };
        Ok(Arc::new(Self { config, transformer, tokenizer, vocabulary, info }))
    }
}

impl std::fmt::Debug for Model {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Model").field("info", &self.info).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Session;
    use crate::testing::{TINY, largest_difference, rewritten, spoiled, tiny};
    use candle_core::quantized::GgmlDType;
    use candle_core::quantized::gguf_file::Value;
    use decode::{Cancel, LanguageModel, Options, Stop, Unconstrained, decode};

    fn error_of(bytes: &[u8]) -> String {
        Model::from_bytes("m.gguf", bytes).expect_err("the file is bad").to_string()
    }

    /// The complaint about a file that differs in one entry.
    fn error_with(key: &str, value: Option<Value>) -> String {
        error_of(&rewritten(GgmlDType::Q8_0, |metadata| match value {
            Some(value) => drop(metadata.insert(key.to_owned(), value)),
            None => drop(metadata.remove(key)),
        }))
    }

    #[test]
    fn the_file_says_what_it_is() {
        let model = tiny();
        let info = model.info();
        assert_eq!(info.name, "boardwise tiny fixture");
        assert_eq!(info.format.as_deref(), Some("spm-joint-1"));
        assert_eq!(info.quantization, "Q8_0");
        assert_eq!((info.context, info.file_size), (512, TINY.len() as u64));
        assert_eq!(info.n_parameters, 902_400);
        assert_eq!(info.checksum.len(), 16);
    }

    #[test]
    fn every_type_of_weight_gives_nearly_the_same() {
        // Logits of this fixture span about 14; a wrong layout of any type is off by several units.
        let answer = |bytes: &[u8]| {
            let mut session = Session::new(Model::from_bytes("m.gguf", bytes).unwrap());
            let tokens = session.encode("void setup() {\n  pinMode(relayPin, ");
            session.logits(&tokens, &Cancel::never()).unwrap().to_vec()
        };
        let expected = answer(&rewritten(GgmlDType::F32, |_| {}));
        for (kind, tolerance) in [
            (GgmlDType::F16, 0.02),
            (GgmlDType::BF16, 0.1),
            (GgmlDType::Q8_0, 0.3),
            (GgmlDType::Q6K, 0.6),
            (GgmlDType::Q5K, 1.0),
            (GgmlDType::Q4K, 2.0),
        ] {
            let difference = largest_difference(&expected, &answer(&rewritten(kind, |_| {})));
            assert!(difference < tolerance, "{kind:?}: {difference}");
        }
    }

    #[test]
    fn bad_files_are_refused_in_one_clear_line() {
        let missing = Model::load(Path::new("/nowhere/m.gguf")).unwrap_err().to_string();
        assert!(missing.starts_with("cannot read the model /nowhere/m.gguf: "), "{missing}");
        assert!(error_of(b"").contains("is not a GGUF model"));
        assert!(error_of(b"PK\x03\x04 and more").contains("is not a GGUF model"));
        for n_bytes in [4, 30, 5000, TINY.len() / 2, TINY.len() - 2000] {
            let error = error_of(&TINY[..n_bytes]);
            assert!(error.contains("is cut off") && !error.contains('\n'), "{error}");
        }
        let error = error_with("general.architecture", Some(Value::String("mamba".to_owned())));
        assert!(error.contains("architecture is `mamba`"), "{error}");
        assert!(error_with("tokenizer.ggml.model", None).contains("no tokenizer"));
        let error = error_with("tokenizer.ggml.pre", Some(Value::String("tekken".to_owned())));
        assert!(error.contains("`tekken`"), "{error}");
        assert!(error_with("llama.block_count", None).contains("llama.block_count"));
        let error = error_with("llama.block_count", Some(Value::U32(3)));
        assert!(error.contains("blk.2.attn_norm.weight is missing"), "{error}");
        assert!(error_with("llama.block_count", Some(Value::U32(1))).contains("9 tensors that"));
        assert!(error_with("llama.feed_forward_length", Some(Value::U32(512))).contains("has the shape"));
    }

    #[test]
    fn numbers_that_are_none_are_refused() {
        let error = error_of(&spoiled("blk.1.ffn_norm.weight"));
        assert!(error.contains("blk.1.ffn_norm.weight holds values that are not finite"), "{error}");
        // Matrices are not searched when loading; the first answer shows it.
        let mut session = Session::new(Model::from_bytes("m.gguf", &spoiled("token_embd.weight")).unwrap());
        let options = Options::greedy(1);
        let draft = decode(&mut session, &[0, 20, 30], b"", &mut Unconstrained, &options, &Cancel::never());
        assert!(matches!(draft.stop, Stop::Failed(why) if why.contains("not a number")));
    }
}
