//! Adapting a model to somebody's own text: low-rank changes of its matrices, learnt on the CPU and merged into a new
//! GGUF file.
//!
//! ```text
//! Tuner::open(name, bytes, seed)   the model's weights, frozen, and changes that are zero
//! step(passages, learning rate)    one step of AdamW on the sum of their surprises
//! save, restore                    changes, moments and the number of the step: exactly where it stopped
//! merged(name, description)        the file
//! ```

mod adam;
mod network;

use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;
use std::path::Path;

use candle_core::quantized::QTensor;
use candle_core::quantized::gguf_file::{Content, Value, write};
use candle_core::{Device, Tensor};
use decode::TokenId;

use crate::config::Config;
use crate::error::LoadError;
use crate::family::Family;
use crate::gguf::{Gguf, first_line};
use adam::AdamW;
use network::Network;

/// Rank of the changes. Others were not measured.
const RANK: usize = 16;
/// In f32 and with what backward needs, a larger model is a matter for a GPU.
const MOST_PARAMETERS: usize = 150_000_000;

/// Text to learn from, or to be measured on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// The tokens, markers included.
    pub tokens: Vec<TokenId>,
    /// For each token whether it is asked for: whether the model should expect it after those before it.
    pub is_asked: Vec<bool>,
    /// Bytes of what is asked for.
    pub n_bytes: usize,
}

impl Passage {
    /// Row from which each asked token is foreseen, and the token.
    fn asked(&self) -> impl Iterator<Item = (usize, TokenId)> + '_ {
        let rows = self.tokens.iter().zip(&self.is_asked).enumerate().skip(1);
        rows.filter(|(_, (_, is_asked))| **is_asked).map(|(at, (token, _))| (at - 1, *token))
    }

    /// Number of tokens that are asked for.
    pub fn n_asked(&self) -> usize {
        self.asked().count()
    }
}

/// A model that learns.
pub struct Tuner {
    source: Vec<u8>,
    network: Network,
    optimizer: AdamW,
    n_steps: usize,
}

/// Why tuning cannot go on: one line.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct TuneError(String);

impl From<candle_core::Error> for TuneError {
    fn from(error: candle_core::Error) -> Self {
        Self(format!("tuning failed: {}", first_line(&error)))
    }
}

impl Tuner {
    /// Reads a GGUF file that is in memory; `name` is for messages, the seed decides where the changes begin.
    ///
    /// # Errors
    /// As [`crate::Model::from_bytes`]; also for networks that are not of the llama kind and for those beyond a CPU.
    pub fn open(name: &str, bytes: Vec<u8>, seed: u64) -> Result<Self, LoadError> {
        let mut file = Gguf::open(name, Cursor::new(bytes.as_slice()))?;
        let config = Config::read(&file)?;
        if config.family != Family::Llama || config.rope_dim != config.head_dim || file.has_tensor("output.weight") {
            return Err(file.unsupported("only models of Boardwise's own kind (llama, tied embeddings) can be tuned"));
        }
        if file.n_parameters() > MOST_PARAMETERS {
            let millions = file.n_parameters() / 1_000_000;
            return Err(file.unsupported(format!("{millions} M parameters are too many to tune on a CPU")));
        }
        let network = Network::read(&mut file, &config, RANK, seed)?;
        if file.n_tensors_unread() > 0 {
            return Err(file.unsupported("it has tensors that a plain llama network does not have"));
        }
        let optimizer = AdamW::new(network.variables()).map_err(|error| file.damaged(first_line(&error)))?;
        drop(file);
        Ok(Self { source: bytes, network, optimizer, n_steps: 0 })
    }

    /// Steps taken so far.
    pub fn n_steps(&self) -> usize {
        self.n_steps
    }

    /// One step on some passages; gives the mean surprise before it, in nats a token.
    ///
    /// # Errors
    /// When the numbers are none any more (a learning rate far too high).
    pub fn step(&mut self, passages: &[Passage], learning_rate: f64) -> Result<f64, TuneError> {
        let n_asked: usize = passages.iter().map(Passage::n_asked).sum();
        let mut nats = 0.0;
        let mut sums: Option<BTreeMap<String, Tensor>> = None;
        for passage in passages.iter().filter(|passage| passage.n_asked() > 0) {
            let (own, gradients) = self.network.gradients(passage)?;
            nats += own;
            sums = Some(self.optimizer.sum(sums.as_ref(), &gradients)?);
        }
        let mean = nats / n_asked.max(1) as f64;
        if !mean.is_finite() {
            return Err(TuneError("tuning failed: the model's answers are no numbers any more".to_owned()));
        }
        self.n_steps += 1;
        if let Some(sums) = sums {
            self.optimizer.step(&sums, n_asked as f64, self.n_steps, learning_rate)?;
        }
        Ok(mean)
    }

    /// Surprise in bits for each byte of what is asked.
    ///
    /// # Errors
    /// When candle fails.
    pub fn bits_per_byte(&self, passages: &[Passage], mut done: impl FnMut()) -> Result<f64, TuneError> {
        let (mut nats, mut n_bytes) = (0.0, 0);
        for passage in passages.iter().filter(|passage| passage.n_asked() > 0) {
            nats += self.network.loss(passage)?;
            n_bytes += passage.n_bytes;
            done();
        }
        Ok(nats / std::f64::consts::LN_2 / n_bytes.max(1) as f64)
    }

    /// Writes everything that a run needs to go on: replaced as a whole, so an end at any time leaves a good file.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn save(&self, path: &Path) -> Result<(), TuneError> {
        let mut state: HashMap<String, Tensor> = self.optimizer.state().into_iter().collect();
        state.insert(STEPS.to_owned(), Tensor::new(&[self.n_steps as u32], &Device::Cpu)?);
        let partial = path.with_extension("partial");
        candle_core::safetensors::save(&state, &partial)?;
        std::fs::rename(&partial, path).map_err(|error| TuneError(format!("{} cannot be written: {error}", path.display())))
    }

    /// Goes on from what [`Tuner::save`] wrote.
    ///
    /// # Errors
    /// When the file is damaged or belongs to another model.
    pub fn restore(&mut self, path: &Path) -> Result<(), TuneError> {
        let bad = || TuneError(format!("{} is damaged or belongs to another model: remove it to begin again", path.display()));
        let state = candle_core::safetensors::load(path, &Device::Cpu).map_err(|_| bad())?;
        let n_steps = state.get(STEPS).and_then(|steps| steps.to_vec1::<u32>().ok()).and_then(|steps| steps.first().copied());
        let n_steps = n_steps.ok_or_else(bad)?;
        if !self.optimizer.restore(&state)? {
            return Err(bad());
        }
        self.n_steps = n_steps as usize;
        Ok(())
    }

    /// The whole model as a GGUF file: as it was, with the changes in its matrices, each in the type that it had.
    ///
    /// # Errors
    /// When candle fails.
    pub fn merged(&self, name: &str, description: &str) -> Result<Vec<u8>, TuneError> {
        let mut source = Cursor::new(self.source.as_slice());
        let content = Content::read(&mut source)?;
        let changed = self.network.merged()?;
        let mut tensors: BTreeMap<&str, QTensor> = BTreeMap::new();
        for tensor_name in content.tensor_infos.keys() {
            let old = content.tensor(&mut source, tensor_name, &Device::Cpu)?;
            let tensor = match changed.get(tensor_name) {
                Some(new) => QTensor::quantize(new, old.dtype())?,
                None => old,
            };
            tensors.insert(tensor_name, tensor);
        }
        let mut metadata: BTreeMap<&str, Value> = content.metadata.iter().map(|(key, value)| (key.as_str(), value.clone())).collect();
        metadata.insert("general.name", Value::String(name.to_owned()));
        metadata.insert("general.description", Value::String(description.to_owned()));
        let metadata: Vec<_> = metadata.iter().map(|(key, value)| (*key, value)).collect();
        let tensors: Vec<_> = tensors.iter().map(|(name, tensor)| (*name, tensor)).collect();
        let mut file = Cursor::new(Vec::new());
        write(&mut file, &metadata, &tensors)?;
        Ok(file.into_inner())
    }
}

/// The name of the number of steps in a checkpoint.
const STEPS: &str = "steps";

impl std::fmt::Debug for Tuner {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Tuner").field("n_steps", &self.n_steps).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{TINY, rewritten, tiny};
    use crate::{Model, Session};
    use candle_core::quantized::GgmlDType;
    use decode::{Cancel, LanguageModel as _};

    fn passages(text: &str) -> Vec<Passage> {
        let session = Session::new(tiny());
        let text = text.repeat(6);
        let tokens: Vec<TokenId> = std::iter::once(0).chain(session.encode(&text)).collect();
        let pieces = tokens.chunks(90).filter(|piece| piece.len() > 4);
        let passage = |piece: &[TokenId]| {
            let n_bytes = piece[1..].iter().map(|&token| tiny().vocabulary().bytes(token).len()).sum();
            Passage { tokens: piece.to_vec(), is_asked: vec![true; piece.len()], n_bytes }
        };
        pieces.map(passage).collect()
    }

    fn open() -> Tuner {
        Tuner::open("tiny.gguf", TINY.to_vec(), 7).unwrap()
    }

    const OWN: &str = "const int relayPin = 26;\nvoid switchRelay(bool on) {\n  digitalWrite(relayPin, on ? HIGH : LOW);\n}\n";

    #[test]
    fn the_network_is_the_one_that_runs() {
        // The same question to both: the surprise at the last token.
        let whole = rewritten(GgmlDType::F32, |_| {});
        let tuner = Tuner::open("tiny.gguf", whole.clone(), 7).unwrap();
        let mut session = Session::new(Model::from_bytes("tiny.gguf", &whole).unwrap());
        let tokens = session.encode(&OWN.repeat(3));
        let mut is_asked = vec![false; tokens.len()];
        *is_asked.last_mut().unwrap() = true;
        let (last, before) = tokens.split_last().unwrap();
        let logits = session.logits(before, &Cancel::never()).unwrap();
        let total: f64 = logits.iter().map(|&logit| f64::from(logit).exp()).sum();
        let expected = total.ln() - f64::from(logits[*last as usize]);
        let nats = tuner.network.loss(&Passage { tokens: tokens.clone(), is_asked, n_bytes: 1 }).unwrap();
        assert!((nats - expected).abs() < 1e-3, "{nats} instead of {expected}");
    }

    #[test]
    fn gradients_are_the_slopes_of_the_loss() {
        let tuner = open();
        let passage = &passages(OWN)[0];
        // B is zero at first, so that only its own slope is not.
        let (_, gradients) = tuner.network.gradients(passage).unwrap();
        for name in ["blk.0.attn_q.lora_b", "blk.0.attn_k.lora_b", "blk.1.attn_v.lora_b", "blk.1.ffn_down.lora_b", "blk.0.ffn_gate.lora_b"]
        {
            let variable = &tuner.network.variables()[name];
            let gradient = gradients.get(variable).unwrap();
            let length = f64::from(gradient.sqr().unwrap().sum_all().unwrap().to_scalar::<f32>().unwrap()).sqrt();
            // Along the gradient itself, by half a thousandth to each side.
            let h = 5e-4;
            let at = |h: f64| {
                variable.set(&(gradient * (h / length)).unwrap()).unwrap();
                tuner.network.loss(passage).unwrap()
            };
            let slope = (at(h) - at(-h)) / (2.0 * h);
            variable.set(&variable.zeros_like().unwrap()).unwrap();
            assert!((slope / length - 1.0).abs() < 0.02, "{name}: {slope} instead of {length}");
        }
    }

    #[test]
    fn tuning_lowers_the_surprise_and_stays_in_the_file() {
        let mut tuner = open();
        let data = passages(OWN);
        let before = tuner.bits_per_byte(&data, || {}).unwrap();
        for _ in 0..12 {
            tuner.step(&data[..2], 3e-3).unwrap();
        }
        let after = tuner.bits_per_byte(&data, || {}).unwrap();
        assert!(after < before * 0.9, "{before} became {after}");
        let bytes = tuner.merged("mine", "for a test").unwrap();
        let model = Model::from_bytes("mine.gguf", &bytes).unwrap();
        assert_eq!((model.info().name.as_str(), model.info().quantization.as_str()), ("mine", "Q8_0"));
        assert_eq!(model.info().format.as_deref(), Some("spm-joint-1"));
        let again = Tuner::open("mine.gguf", bytes, 7).unwrap().bits_per_byte(&data, || {}).unwrap();
        assert!((again / after - 1.0).abs() < 0.02, "{again} instead of {after}");
    }

    #[test]
    fn an_interrupted_run_gives_the_same_bytes() {
        let data = passages(OWN);
        let mut whole = open();
        for at in 0..6 {
            whole.step(&data[at % 2..][..2], 1e-3).unwrap();
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("checkpoint.safetensors");
        let mut first = open();
        for at in 0..3 {
            first.step(&data[at % 2..][..2], 1e-3).unwrap();
        }
        first.save(&path).unwrap();
        let mut second = open();
        second.restore(&path).unwrap();
        for at in second.n_steps()..6 {
            second.step(&data[at % 2..][..2], 1e-3).unwrap();
        }
        assert!(whole.merged("m", "d").unwrap() == second.merged("m", "d").unwrap());
    }

    #[test]
    fn what_cannot_be_tuned_is_said_in_one_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("checkpoint.safetensors");
        std::fs::write(&path, b"nothing").unwrap();
        let error = open().restore(&path).unwrap_err().to_string();
        assert!(error.contains("is damaged or belongs to another model") && !error.contains('\n'), "{error}");
        let qwen = include_bytes!("../tests/families/qwen2.gguf").to_vec();
        let error = Tuner::open("qwen.gguf", qwen, 1).unwrap_err().to_string();
        assert!(error.contains("can be tuned") && !error.contains('\n'), "{error}");
        let error = Tuner::open("half.gguf", TINY[..TINY.len() / 2].to_vec(), 1).unwrap_err().to_string();
        assert!(error.contains("is cut off"), "{error}");
    }
}
