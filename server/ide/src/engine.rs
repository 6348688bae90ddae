//! The model and its sessions. Belongs to one thread.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use decode::{Cancel, LanguageModel};
use document::{Document, Language};
use model::{Model, Session};
use suggest::{Completion, GenerateRequest, Generated, Refused};

use crate::{Analysis, Settings};

/// The model that ships with the program, inside it: mapped with the executable, read at load.
static BUILT_IN: &[u8] = include_bytes!("../../../models/weights/boardwise.gguf");

/// Documents whose KV caches are kept: switching between this many files costs nothing.
const MAX_SESSIONS: usize = 4;

/// The loaded model and one session per recently used document.
pub struct Engine {
    model: Arc<Model>,
    path: String,
    /// Most recently used last.
    sessions: Vec<(PathBuf, Session)>,
}

/// What to ask of an inline suggestion.
#[derive(Debug, Clone, Copy)]
pub struct InlineOptions {
    /// Most suggestions.
    pub max: usize,
    /// Several lines welcome.
    pub multiline: bool,
    /// Masks and verdict on; off only for measuring what they do.
    pub validate: bool,
    /// What the document says counts beside what the model expects; off only for measuring what it does.
    pub listens: bool,
    /// A person asks, so a string is a place like any other.
    pub asked: bool,
}

/// What `boardwise model info` says.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelInfo {
    /// Name from the file.
    pub name: String,
    /// File, or `built in`.
    pub path: String,
    /// Parameters.
    pub parameters: u64,
    /// Quantization of most weights: `Q8_0`.
    pub quantization: String,
    /// Longest context in tokens.
    pub context: usize,
    /// Vocabulary size.
    pub vocabulary: usize,
    /// Prompt format that it was trained on.
    pub format: String,
}

/// Why there is no model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineError {
    /// One line: what, why, what to do.
    pub message: String,
}

impl Engine {
    /// Loads the model that the settings name, or the built-in one.
    ///
    /// # Errors
    /// [`EngineError`] with one line when the file is missing, cut off, damaged or of another kind.
    pub fn load(settings: &Settings) -> Result<Self, EngineError> {
        let (loaded, path) = match &settings.model {
            Some(path) => (Model::load(path), path.display().to_string()),
            None => (Model::from_bytes("the built-in model", BUILT_IN), "built in".to_owned()),
        };
        let model = loaded.map_err(|error| EngineError { message: error.to_string() })?;
        if model.info().format.as_deref() != Some(suggest::PROMPT_FORMAT) {
            let format = model.info().format.as_deref().unwrap_or("none");
            let message = format!(
                "{path} was trained on another prompt format ({format}); this version speaks {}: use a model exported by models/train",
                suggest::PROMPT_FORMAT
            );
            return Err(EngineError { message });
        }
        Ok(Self { model, path, sessions: Vec::new() })
    }

    /// Suggests a continuation at `offset`. Cannot fail: a broken model gives an empty completion.
    /// Suggestions below the settings' `min_score` are left out.
    pub fn complete(&mut self, analysis: &Analysis, offset: usize, options: InlineOptions, cancel: &Cancel) -> Completion {
        let mut completion = analysis.inline(offset, options, self.session(&analysis.path), cancel);
        let min_score = analysis.settings().min_score;
        completion.suggestions.retain(|suggestion| suggestion.score >= min_score);
        completion
    }

    /// Reads the weights once, so that the first suggestion does not wait for them.
    pub fn warm_up(&mut self, cancel: &Cancel) {
        let snapshot = Document::new("void setup() {\n  \n}\n", Language::Arduino).snapshot();
        let request =
            suggest::Request { snapshot: &snapshot, target: None, offset: 17, max: 1, multiline: false, validate: true, asked: false };
        suggest::complete(&request, self.session(Path::new("")), cancel);
        self.sessions.clear();
    }

    /// Facts about the model.
    pub fn info(&self) -> ModelInfo {
        let info = self.model.info();
        ModelInfo {
            name: info.name.clone(),
            path: self.path.clone(),
            parameters: info.n_parameters as u64,
            quantization: info.quantization.clone(),
            context: info.context,
            vocabulary: self.model.vocabulary().len(),
            format: info.format.clone().unwrap_or_default(),
        }
    }

    /// The session of a document, made or moved to the most recent place.
    pub fn session(&mut self, path: &Path) -> &mut dyn LanguageModel {
        let session = if let Some(index) = self.sessions.iter().position(|(known, _)| known == path) {
            self.sessions.remove(index)
        } else {
            if self.sessions.len() == MAX_SESSIONS {
                self.sessions.remove(0);
            }
            (path.to_path_buf(), Session::new(Arc::clone(&self.model)))
        };
        self.sessions.push(session);
        let last = self.sessions.len() - 1;
        &mut self.sessions[last].1
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let documents: Vec<_> = self.sessions.iter().map(|(path, _)| path).collect();
        formatter.debug_struct("Engine").field("path", &self.path).field("sessions", &documents).finish_non_exhaustive()
    }
}

/// Writes a program for a task; without an engine the recipes stand alone.
///
/// # Errors
/// [`Refused`] when the board cannot do what is asked or no recipe comes close.
pub fn generate(request: &GenerateRequest<'_>, engine: Option<&mut Engine>, cancel: &Cancel) -> Result<Generated, Refused> {
    match engine {
        Some(engine) => suggest::generate(request, Some(engine.session(Path::new("generate"))), cancel),
        None => suggest::generate(request, None, cancel),
    }
}
