//! The model and its sessions. Belongs to one thread.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use decode::{Cancel, LanguageModel, NgramTable, TextModel as _};
use document::{Document, Language};
use model::{Model, Session};
use remote::Remote;
use suggest::{Completion, GenerateRequest, Generated, OriginIndex, Recall, Refused, Rejected, Suggestion};

use crate::models::Models;
use crate::{Analysis, Settings};

/// The model that ships with the program, inside it: mapped with the executable, read at load.
pub(crate) static BUILT_IN: &[u8] = include_bytes!("../../../models/weights/boardwise.gguf");

/// What many programs of the training text say after the same words: speaks beside a model with the same tokens.
static NGRAMS: &[u8] = include_bytes!("../../../models/weights/boardwise.ngrams");

/// Passages of the training text, by hashes: which repository a suggestion repeats.
static ORIGINS: &[u8] = include_bytes!("../../../models/weights/origins.bin");

/// The index of where the training text comes from.
pub(crate) fn origin_index() -> &'static OriginIndex {
    static INDEX: OnceLock<OriginIndex> = OnceLock::new();
    INDEX.get_or_init(|| OriginIndex::open(ORIGINS).expect("a test opens it"))
}

/// Documents whose KV caches are kept: switching between this many files costs nothing.
const MAX_SESSIONS: usize = 4;

/// What writes suggestions: the loaded model with one session per recently used document, or a server.
pub struct Engine {
    source: Source,
}

enum Source {
    Local(Local),
    /// A team's server, which the user has named.
    Remote(Remote),
}

struct Local {
    model: Arc<Model>,
    path: String,
    ngrams: Ngrams,
    /// Most recently used last.
    sessions: Vec<Remembered>,
}

/// The table of n-grams beside a model.
#[derive(Debug)]
enum Ngrams {
    /// It speaks.
    Table(Box<NgramTable>),
    /// The model has tokens of its own, and no table beside it.
    None,
    /// There is one beside the weights that cannot be used: one line. The model speaks alone.
    Broken(String),
}

impl Ngrams {
    /// A table beside the weights (`model.ngrams` beside `model.gguf`), or the one that ships, if it fits.
    fn find(weights: Option<&Path>, model: &Model) -> Self {
        let beside = weights.map(|path| path.with_extension("ngrams")).filter(|path| path.is_file());
        let Some(path) = beside else {
            return NgramTable::open(NGRAMS, model.vocabulary()).map_or(Self::None, |table| Self::Table(Box::new(table)));
        };
        let bytes = std::fs::read(&path).map_err(|error| error.to_string());
        let table = bytes.and_then(|bytes| NgramTable::open(Cow::Owned(bytes), model.vocabulary()));
        match table {
            Ok(table) => Self::Table(Box::new(table)),
            Err(why) => Self::Broken(format!("the table of n-grams {} is left out: {why}; write it again or remove it", path.display())),
        }
    }

    fn table(&self) -> Option<&NgramTable> {
        match self {
            Self::Table(table) => Some(table),
            Self::None | Self::Broken(_) => None,
        }
    }
}

/// What is kept of a document between keystrokes.
struct Remembered {
    path: PathBuf,
    session: Session,
    recall: Recall,
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
    /// What many programs say counts, too; off only for measuring what it does.
    pub remembers: bool,
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
    /// N-grams of the table that speaks beside it; 0 without one.
    pub ngrams: usize,
    /// Why the table beside it does not speak: one line.
    pub problem: Option<String>,
}

/// Why there is no model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineError {
    /// One line: what, why, what to do.
    pub message: String,
}

impl Engine {
    /// Loads the model that the settings name, or the one that the user has chosen, or the built-in one. With a
    /// backend in the settings nothing is loaded and nothing is sent yet.
    ///
    /// # Errors
    /// [`EngineError`] with one line when the file is missing, cut off, damaged or of another kind.
    pub fn load(settings: &Settings) -> Result<Self, EngineError> {
        if let Some(url) = settings.backend.as_deref().filter(|url| !url.is_empty()) {
            let time_out = Duration::from_secs_f32(settings.backend_seconds.clamp(0.1, 60.0));
            let remote = Remote::new(url, settings.backend_model.as_deref(), &settings.backend_format, time_out);
            return remote.map(|remote| Self { source: Source::Remote(remote) }).map_err(|message| EngineError { message });
        }
        let chosen = Models::chosen(settings)?;
        let loaded = match &chosen {
            Some(path) => Model::load(path),
            None => Model::from_bytes("the built-in model", BUILT_IN),
        };
        let model = loaded.map_err(|error| EngineError { message: error.to_string() })?;
        let ngrams = Ngrams::find(chosen.as_deref(), &model);
        let path = chosen.map_or_else(|| "built in".to_owned(), |path| path.display().to_string());
        Ok(Self { source: Source::Local(Local { model, path, ngrams, sessions: Vec::new() }) })
    }

    /// Suggests a continuation at `offset`. Cannot fail: a broken model gives an empty completion that says why.
    /// Suggestions below the settings' `min_score` are left out, and where they want it so, those that repeat
    /// training text.
    pub fn complete(&mut self, analysis: &Analysis, offset: usize, options: InlineOptions, cancel: &Cancel) -> Completion {
        let mut completion = match &mut self.source {
            Source::Local(local) => {
                local.remember(&analysis.path);
                let Local { ngrams, sessions, .. } = local;
                let Remembered { session, recall, .. } = sessions.last_mut().expect("it was just remembered");
                analysis.inline_again(offset, options, session, ngrams.table(), recall, cancel)
            }
            Source::Remote(remote) => suggest::complete_text(&analysis.request(offset, options), remote, cancel),
        };
        let settings = analysis.settings();
        completion.suggestions.retain(|suggestion| suggestion.score >= settings.min_score);
        for suggestion in &mut completion.suggestions {
            suggestion.origin = origin_index().origins(&suggestion.text);
        }
        if !settings.repeats {
            let (shown, hidden) = completion.suggestions.into_iter().partition(|suggestion| suggestion.origin.is_empty());
            completion.suggestions = shown;
            completion.rejected.extend(hidden.into_iter().map(repeated));
        }
        completion
    }

    /// Reads the weights once, so that the first suggestion does not wait for them.
    pub fn warm_up(&mut self, cancel: &Cancel) {
        let Source::Local(local) = &mut self.source else { return };
        let snapshot = Document::new("void setup() {\n  \n}\n", Language::Arduino).snapshot();
        let request =
            suggest::Request { snapshot: &snapshot, target: None, offset: 17, max: 1, multiline: false, validate: true, asked: false };
        suggest::complete(&request, local.session(Path::new("")), cancel);
        local.sessions.clear();
    }

    /// Facts about the model; of a server's only what the settings say.
    pub fn info(&self) -> ModelInfo {
        match &self.source {
            Source::Local(Local { model, path, ngrams, .. }) => {
                let info = model.info();
                ModelInfo {
                    name: info.name.clone(),
                    path: path.clone(),
                    parameters: info.n_parameters as u64,
                    quantization: info.quantization.clone(),
                    context: info.context,
                    vocabulary: model.vocabulary().len(),
                    format: model.vocabulary().layout().name.clone(),
                    ngrams: ngrams.table().map_or(0, NgramTable::n_ngrams),
                    problem: match ngrams {
                        Ngrams::Broken(why) => Some(why.clone()),
                        Ngrams::Table(_) | Ngrams::None => None,
                    },
                }
            }
            Source::Remote(remote) => ModelInfo {
                name: remote.model().unwrap_or("the server's model").to_owned(),
                path: remote.url().to_owned(),
                parameters: 0,
                quantization: "unknown".to_owned(),
                context: 0,
                vocabulary: 0,
                format: remote.format().name.clone(),
                ngrams: 0,
                problem: None,
            },
        }
    }

    /// The local model's session of a document, made or moved to the most recent place; `None` for a server's.
    pub fn session(&mut self, path: &Path) -> Option<&mut dyn LanguageModel> {
        match &mut self.source {
            Source::Local(local) => Some(local.session(path)),
            Source::Remote(_) => None,
        }
    }
}

/// A suggestion that is hidden because it repeats training text.
fn repeated(suggestion: Suggestion) -> Rejected {
    let from = suggestion.origin.iter().map(|origin| format!("{} tokens of {} ({})", origin.tokens, origin.repository, origin.licence));
    let message = format!("repeats {}; the setting `repeats` shows it", from.collect::<Vec<_>>().join(", "));
    Rejected { text: suggestion.text, rule: "repeats".to_owned(), message }
}

impl Local {
    fn session(&mut self, path: &Path) -> &mut dyn LanguageModel {
        self.remember(path);
        &mut self.sessions.last_mut().expect("it was just remembered").session
    }

    /// Makes the session of a document the last one.
    fn remember(&mut self, path: &Path) {
        let found = if let Some(index) = self.sessions.iter().position(|known| known.path == path) {
            self.sessions.remove(index)
        } else {
            if self.sessions.len() == MAX_SESSIONS {
                self.sessions.remove(0);
            }
            Remembered { path: path.to_path_buf(), session: Session::new(Arc::clone(&self.model)), recall: Recall::default() }
        };
        self.sessions.push(found);
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Engine").field("info", &self.info()).finish_non_exhaustive()
    }
}

/// Writes a program for a task; without an engine the recipes stand alone.
///
/// # Errors
/// [`Refused`] when the board cannot do what is asked or no recipe comes close.
pub fn generate(request: &GenerateRequest<'_>, engine: Option<&mut Engine>, cancel: &Cancel) -> Result<Generated, Refused> {
    suggest::generate(request, engine.and_then(|engine| engine.session(Path::new("generate"))), cancel)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_n_grams_is_whole_and_fits_the_model() {
        assert!(NGRAMS.len() < 13_000_000, "{} bytes", NGRAMS.len());
        let model = Model::from_bytes("the built-in model", BUILT_IN).unwrap();
        assert!(NgramTable::open(NGRAMS, model.vocabulary()).unwrap().n_ngrams() > 500_000);
    }

    #[test]
    fn a_broken_table_beside_a_model_is_told_and_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let weights = folder.path().join("own.gguf");
        std::fs::write(&weights, BUILT_IN).unwrap();
        let info = |settings: &Settings| Engine::load(settings).unwrap().info();
        let settings = Settings { model: Some(weights.clone()), ..Settings::standard() };
        // The same tokens: the table that ships fits.
        assert!(info(&settings).ngrams > 0 && info(&settings).problem.is_none());
        for (bytes, why) in [(&NGRAMS[..NGRAMS.len() - 1], "cut off"), (b"text", "no table")] {
            std::fs::write(weights.with_extension("ngrams"), bytes).unwrap();
            let info = info(&settings);
            let problem = info.problem.unwrap();
            assert!(info.ngrams == 0 && problem.contains(why) && problem.contains("own.ngrams"), "{problem}");
        }
    }

    /// Going back to a document costs nothing; memory is bounded by the number of sessions.
    #[test]
    fn the_sessions_of_the_latest_documents_are_kept_and_no_more() {
        let mut engine = Engine::load(&Settings::standard()).unwrap();
        let Source::Local(local) = &mut engine.source else { panic!("a model of one's own") };
        let tokens: Vec<u32> = (40..60).collect();
        let path = |number: usize| PathBuf::from(format!("{number}.ino"));
        let mut visit = |number: usize| {
            local.remember(&path(number));
            let session = &mut local.sessions.last_mut().unwrap().session;
            let before = session.n_computed();
            session.logits(&tokens, &Cancel::never()).unwrap();
            (session.n_computed() - before, local.sessions.len())
        };
        for number in 0..MAX_SESSIONS + 2 {
            assert_eq!(visit(number), (tokens.len(), MAX_SESSIONS.min(number + 1)));
        }
        assert!(visit(2).0 <= 1, "it was kept");
        assert_eq!(visit(0), (tokens.len(), MAX_SESSIONS), "it had to go");
    }

    #[test]
    fn the_index_of_origins_is_whole_and_small() {
        assert!(ORIGINS.len() < 5_000_000, "{} bytes", ORIGINS.len());
        assert_eq!(origin_index().origins("int x = 1;"), []);
    }
}
