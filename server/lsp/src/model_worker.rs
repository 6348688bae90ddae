//! The one thread that runs the model, and its inbox for one job.
//!
//! The newest job wins: a job that still waits is answered as cancelled, the running one is told
//! to stop and notices before its next token. Nobody ever waits for this thread.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use crossbeam_channel::Sender;
use ide::{Analysis, Cancel, Canceller, Completion, Engine, EngineError, InlineOptions, Settings, Span};
use tokio::sync::oneshot;
use tower_lsp_server::gen_lsp_types::{InlineCompletionResponse, Uri};

use crate::convert::{self, View};
use crate::owner::Event;
use crate::recent::{Insertion, Recent};
use crate::status::ModelState;

/// What writes inline suggestions: the engine, or a script in tests.
pub trait Completer: Send {
    /// Its name for status items.
    fn name(&self) -> String;
    /// Suggests a continuation at `offset`; polls `cancel` at least once per token.
    fn complete(&mut self, analysis: &Analysis, offset: usize, options: InlineOptions, cancel: &Cancel) -> Completion;
}

impl Completer for Engine {
    fn name(&self) -> String {
        self.info().name
    }
    fn complete(&mut self, analysis: &Analysis, offset: usize, options: InlineOptions, cancel: &Cancel) -> Completion {
        Engine::complete(self, analysis, offset, options, cancel)
    }
}

/// Makes a completer from the settings; called on the model's thread.
pub type Load = dyn Fn(&Settings) -> Result<Box<dyn Completer>, EngineError> + Send;

/// A wish for inline suggestions.
pub(crate) struct Job {
    /// The document.
    pub(crate) view: View,
    /// The cursor.
    pub(crate) offset: usize,
    /// What is wanted.
    pub(crate) options: InlineOptions,
    /// Whether a keystroke asked rather than a person: then the latest suggestion may answer.
    pub(crate) automatic: bool,
    /// Suggestions below this score stay hidden.
    pub(crate) min_score: f32,
    /// Stops the job.
    pub(crate) stop: Stop,
    /// Who waits; nobody when the suggestion is for a later popup.
    pub(crate) reply: Option<oneshot::Sender<Answer>>,
}

/// Suggestions, or word that the request was cancelled or displaced by a newer one.
pub(crate) type Answer = Result<InlineCompletionResponse, Displaced>;

/// The request was cancelled or a newer one took its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Displaced;

/// Both ends of one job's cancellation. Each job has its own counter, so that a late
/// `$/cancelRequest` for an old job cannot stop the new one.
#[derive(Debug, Clone)]
pub(crate) struct Stop {
    canceller: Canceller,
    cancel: Cancel,
}

impl Stop {
    /// For a new job.
    pub(crate) fn new() -> Self {
        let canceller = Canceller::default();
        let cancel = canceller.restart();
        Self { canceller, cancel }
    }

    /// Asks the job to stop.
    pub(crate) fn stop(&self) {
        self.canceller.cancel();
    }
}

impl Job {
    fn answer(self, answer: Answer) {
        if let Some(reply) = self.reply {
            // The client may have cancelled in the meantime; then tower-lsp has answered.
            let _ = reply.send(answer);
        }
    }
}

/// The way to the model's thread. When it is dropped the thread ends.
pub(crate) struct ModelWorker {
    inbox: Arc<Inbox>,
    recent: Arc<Mutex<Option<Recent>>>,
}

impl ModelWorker {
    /// Starts the thread; it does nothing until [`Self::configure`].
    pub(crate) fn start(load: Box<Load>, events: Sender<Event>) -> Self {
        let inbox = Arc::new(Inbox::default());
        let recent = Arc::new(Mutex::new(None));
        let (thread_inbox, thread_recent) = (Arc::clone(&inbox), Arc::clone(&recent));
        thread::Builder::new()
            .name("model".to_owned())
            .spawn(move || run(&thread_inbox, &thread_recent, &load, &events))
            .expect("the system lets a process start threads");
        Self { inbox, recent }
    }

    /// Loads the model that the settings name, before the next job.
    pub(crate) fn configure(&self, settings: Settings) {
        let mut slot = lock(&self.inbox.slot);
        slot.stop_running(None);
        slot.settings = Some(settings);
        self.inbox.filled.notify_one();
    }

    /// Puts a job in the inbox; the one that waited there is answered as cancelled.
    pub(crate) fn submit(&self, job: Job) {
        let mut slot = lock(&self.inbox.slot);
        slot.stop_running(None);
        let displaced = slot.job.replace(job);
        self.inbox.filled.notify_one();
        drop(slot);
        if let Some(job) = displaced {
            job.answer(Err(Displaced));
        }
    }

    /// The text of a document changed: what is computed for the old one is of no use.
    pub(crate) fn document_changed(&self, uri: &Uri) {
        lock(&self.inbox.slot).stop_running(Some(uri));
    }

    /// The latest suggestions, for popups.
    pub(crate) fn recent(&self) -> Arc<Mutex<Option<Recent>>> {
        Arc::clone(&self.recent)
    }
}

impl Drop for ModelWorker {
    fn drop(&mut self) {
        let mut slot = lock(&self.inbox.slot);
        slot.stop_running(None);
        slot.is_closed = true;
        self.inbox.filled.notify_one();
    }
}

/// What the thread finds when it looks up from its work.
#[derive(Default)]
struct Inbox {
    slot: Mutex<Slot>,
    filled: Condvar,
}

#[derive(Default)]
struct Slot {
    settings: Option<Settings>,
    job: Option<Job>,
    running: Option<(Uri, Stop)>,
    is_closed: bool,
}

impl Slot {
    /// Stops the running job; with a document given, only if it is about that one.
    fn stop_running(&self, about: Option<&Uri>) {
        if let Some((uri, stop)) = &self.running
            && about.is_none_or(|about| about == uri)
        {
            stop.stop();
        }
    }
}

enum Next {
    Configure(Settings),
    Run(Job),
    End,
}

impl Inbox {
    /// Waits for something to do.
    fn next(&self) -> Next {
        let mut slot = lock(&self.slot);
        slot.running = None;
        loop {
            if slot.is_closed {
                return Next::End;
            }
            if let Some(settings) = slot.settings.take() {
                return Next::Configure(settings);
            }
            if let Some(job) = slot.job.take() {
                slot.running = Some((job.view.uri.clone(), job.stop.clone()));
                return Next::Run(job);
            }
            slot = self.filled.wait(slot).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// A lock whose holders never leave it half changed, so that poison means nothing.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn run(inbox: &Inbox, recent: &Mutex<Option<Recent>>, load: &Load, events: &Sender<Event>) {
    let mut settings = Settings::standard();
    let mut model = None;
    loop {
        match inbox.next() {
            Next::End => return,
            Next::Configure(new) => {
                settings = new;
                // The old model goes before the new one comes: two may not fit.
                drop(model.take());
                *lock(recent) = None;
                model = load_model(load, &settings, events);
            }
            Next::Run(job) => {
                let is_whole = catch_unwind(AssertUnwindSafe(|| {
                    answer(job, model.as_deref_mut(), recent, events);
                }));
                if is_whole.is_err() {
                    tracing::error!("the model panicked; it is loaded again");
                    drop(model.take());
                    model = load_model(load, &settings, events);
                }
            }
        }
    }
}

fn load_model(load: &Load, settings: &Settings, events: &Sender<Event>) -> Option<Box<dyn Completer>> {
    if !settings.inline {
        let _ = events.send(Event::Model(ModelState::Off));
        return None;
    }
    let _ = events.send(Event::Model(ModelState::Loading));
    let loaded = catch_unwind(AssertUnwindSafe(|| load(settings)));
    let (model, state) = match loaded {
        Ok(Ok(model)) => {
            let name = model.name();
            (Some(model), ModelState::Ready { name })
        }
        Ok(Err(error)) => (None, ModelState::Missing { message: error.message }),
        Err(_) => (None, ModelState::Missing { message: "The model could not be loaded.".to_owned() }),
    };
    let _ = events.send(Event::Model(state));
    model
}

fn answer(job: Job, model: Option<&mut (dyn Completer + 'static)>, recent: &Mutex<Option<Recent>>, events: &Sender<Event>) {
    let analysis = &job.view.analysis;
    let remembered = match &*lock(recent) {
        Some(recent) if job.automatic => recent.rest(analysis, job.offset),
        _ => Vec::new(),
    };
    if !remembered.is_empty() {
        let response = convert::inline_completion(&job.view, remembered);
        return job.answer(Ok(response));
    }
    let Some(model) = model else {
        let response = convert::inline_completion(&job.view, []);
        return job.answer(Ok(response));
    };
    if job.stop.cancel.is_cancelled() {
        return job.answer(Err(Displaced));
    }
    let start = Instant::now();
    let completion = model.complete(analysis, job.offset, job.options, &job.stop.cancel);
    if completion.cancelled || job.stop.cancel.is_cancelled() {
        return job.answer(Err(Displaced));
    }
    let _ = events.send(Event::Suggested(start.elapsed()));
    let insertions = shown(completion, job.min_score);
    *lock(recent) = Some(Recent::new(analysis, insertions.clone()));
    let response = convert::inline_completion(&job.view, insertions);
    job.answer(Ok(response));
}

/// The suggestions that are good enough, best first.
fn shown(completion: Completion, min_score: f32) -> Vec<Insertion> {
    completion
        .suggestions
        .into_iter()
        .filter(|it| it.score >= min_score && !it.text.is_empty())
        .map(|it| (Span::new(it.span.start, it.span.end), it.text))
        .collect()
}
