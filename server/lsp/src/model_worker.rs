//! The one thread that runs the model, and its inbox.
//!
//! One suggestion is in work at a time, and the newest wish wins: one that waits or runs for an
//! older place is answered as cancelled at once, and told to stop, which it notices before its next
//! token. Nobody ever waits for this thread. What a person asked for by name (a program) goes before
//! what a keystroke asked for, and both go before what is computed ahead.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Instant;

use crossbeam_channel::Sender;
use ide::{Analysis, Cancel, Canceller, Completion, Engine, EngineError, InlineOptions, Settings, Span, Suggestion, Timing};
use tokio::sync::oneshot;
use tower_lsp_server::gen_lsp_types::{InlineCompletionResponse, Uri};

use crate::convert::{self, View};
use crate::owner::Event;
use crate::recent::{Recent, Rest};
use crate::status::ModelState;

/// What writes inline suggestions: the engine, or a script in tests.
pub trait Completer: Send {
    /// Its name for status items.
    fn name(&self) -> String;
    /// Does what makes the first suggestion slower than the next ones.
    fn warm_up(&mut self, _cancel: &Cancel) {}
    /// Suggests a continuation at `offset`; polls `cancel` at least once per token.
    fn complete(&mut self, analysis: &Analysis, offset: usize, options: InlineOptions, cancel: &Cancel) -> Completion;
}

impl Completer for Engine {
    fn name(&self) -> String {
        self.info().name
    }
    fn warm_up(&mut self, cancel: &Cancel) {
        Engine::warm_up(self, cancel);
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
    /// What stands selected in the editor's popup: the suggestion goes on from there.
    pub(crate) selected: Option<(Span, String)>,
    /// What is wanted.
    pub(crate) options: InlineOptions,
    /// Suggestions below this score stay hidden.
    pub(crate) min_score: f32,
    /// Stops the job.
    pub(crate) stop: Stop,
    /// Who waits; nobody when the suggestion is for a later popup.
    pub(crate) reply: Option<Reply>,
}

/// A place whose suggestion will be wanted soon.
#[derive(Debug, Clone)]
pub(crate) struct Ahead {
    /// The document as it is.
    pub(crate) view: View,
    /// The cursor.
    pub(crate) offset: usize,
    /// What will probably be typed there: a line break and indentation.
    pub(crate) lead: String,
    /// What is wanted behind that.
    pub(crate) options: InlineOptions,
    /// Suggestions below this score are not kept.
    pub(crate) min_score: f32,
}

/// Suggestions, or word that the request was cancelled or displaced by a newer one.
pub(crate) type Answer = Result<InlineCompletionResponse, Displaced>;

/// The request was cancelled or a newer one took its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Displaced;

/// Where the one answer of a request goes; whoever has it first sends it.
#[derive(Debug, Clone)]
pub(crate) struct Reply(Arc<Mutex<Option<oneshot::Sender<Answer>>>>);

impl Reply {
    /// For a request.
    pub(crate) fn new(sender: oneshot::Sender<Answer>) -> Self {
        Self(Arc::new(Mutex::new(Some(sender))))
    }

    /// Sends the answer, unless there was one.
    pub(crate) fn send(&self, answer: Answer) {
        if let Some(sender) = lock(&self.0).take() {
            // The client may have cancelled in the meantime; then tower-lsp has answered.
            let _ = sender.send(answer);
        }
    }
}

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
    fn answer(&self, answer: Answer) {
        if let Some(reply) = &self.reply {
            reply.send(answer);
        }
    }
}

/// The way to the model's thread. When it is dropped the thread ends.
pub(crate) struct ModelWorker {
    inbox: Arc<Inbox>,
    recent: Arc<Mutex<Recent>>,
}

impl ModelWorker {
    /// Starts the thread; it does nothing until [`Self::configure`].
    pub(crate) fn start(load: Box<Load>, events: Sender<Event>) -> Self {
        let inbox = Arc::new(Inbox::default());
        let recent = Arc::new(Mutex::new(Recent::default()));
        let thread = Thread { inbox: Arc::clone(&inbox), recent: Arc::clone(&recent), load, events };
        thread::Builder::new().name("model".to_owned()).spawn(move || thread.run()).expect("the system lets a process start threads");
        Self { inbox, recent }
    }

    /// Loads the model that the settings name, before the next job.
    pub(crate) fn configure(&self, settings: Settings) {
        let mut slot = lock(&self.inbox.slot);
        slot.displace_running(|_| true);
        slot.ahead = None;
        slot.settings = Some(settings);
        self.inbox.filled.notify_one();
    }

    /// Puts a job in the inbox; the one that waited there, and the one that runs, are answered as
    /// cancelled.
    pub(crate) fn submit(&self, job: Job) {
        let mut slot = lock(&self.inbox.slot);
        slot.displace_running(|_| true);
        let displaced = slot.job.replace(job);
        self.inbox.filled.notify_one();
        drop(slot);
        if let Some(job) = displaced {
            job.answer(Err(Displaced));
        }
    }

    /// Computes ahead when nothing else is to be done.
    pub(crate) fn ahead(&self, ahead: Ahead) {
        lock(&self.inbox.slot).ahead = Some(ahead);
        self.inbox.filled.notify_one();
    }

    /// The text of a document changed: what is computed for the old one is of no use.
    pub(crate) fn document_changed(&self, uri: &Uri) {
        let mut slot = lock(&self.inbox.slot);
        slot.ahead = None;
        slot.displace_running(|running| running.uri.as_ref() == Some(uri));
        if let Some(job) = slot.job.take_if(|job| job.view.uri == *uri) {
            drop(slot);
            job.answer(Err(Displaced));
        }
    }

    /// Whether a suggestion for this place is on its way.
    pub(crate) fn is_busy_with(&self, uri: &Uri, version: i32, offset: usize) -> bool {
        let slot = lock(&self.inbox.slot);
        let waits = slot.job.as_ref().is_some_and(|job| job.view.uri == *uri && job.view.version == version && job.offset == offset);
        waits || slot.running.as_ref().is_some_and(|it| it.uri.as_ref() == Some(uri) && it.place == Some((version, offset)))
    }

    /// The latest suggestions.
    pub(crate) fn recent(&self) -> Arc<Mutex<Recent>> {
        Arc::clone(&self.recent)
    }

    /// What is left of them at a place.
    pub(crate) fn rest(&self, analysis: &Analysis, offset: usize) -> Vec<Rest> {
        lock(&self.recent).rest(analysis, offset)
    }
}

impl Drop for ModelWorker {
    fn drop(&mut self) {
        let mut slot = lock(&self.inbox.slot);
        slot.displace_running(|_| true);
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
    /// Stays here until it is done, so that a wish that comes between only delays it.
    ahead: Option<Ahead>,
    running: Option<Running>,
    is_closed: bool,
}

/// The job in work.
struct Running {
    uri: Option<Uri>,
    /// Version and cursor, when it is for the document as it is.
    place: Option<(i32, usize)>,
    stop: Stop,
    reply: Option<Reply>,
}

impl Slot {
    /// Stops the running job, if it is one of those, and answers it now.
    fn displace_running(&self, is_it: impl Fn(&Running) -> bool) {
        if let Some(running) = self.running.as_ref().filter(|running| is_it(running)) {
            running.stop.stop();
            if let Some(reply) = &running.reply {
                reply.send(Err(Displaced));
            }
        }
    }
}

enum Next {
    Configure(Settings),
    Run(Job),
    Ahead(Ahead, Stop),
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
                slot.running = Some(Running {
                    uri: Some(job.view.uri.clone()),
                    place: Some((job.view.version, job.offset)),
                    stop: job.stop.clone(),
                    reply: job.reply.clone(),
                });
                return Next::Run(job);
            }
            if let Some(ahead) = slot.ahead.clone() {
                let stop = Stop::new();
                slot.running = Some(Running { uri: Some(ahead.view.uri.clone()), place: None, stop: stop.clone(), reply: None });
                return Next::Ahead(ahead, stop);
            }
            slot = self.filled.wait(slot).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// A running job that nobody waits for and that any other may stop.
    fn begin_idle_work(&self) -> Option<Stop> {
        let mut slot = lock(&self.slot);
        let is_idle = slot.job.is_none() && slot.settings.is_none() && !slot.is_closed;
        is_idle.then(|| {
            let stop = Stop::new();
            slot.running = Some(Running { uri: None, place: None, stop: stop.clone(), reply: None });
            stop
        })
    }

    /// What was computed ahead is there, or is not worth another try.
    fn is_done_ahead(&self) {
        lock(&self.slot).ahead = None;
    }
}

/// A lock whose holders never leave it half changed, so that poison means nothing.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

struct Thread {
    inbox: Arc<Inbox>,
    recent: Arc<Mutex<Recent>>,
    load: Box<Load>,
    events: Sender<Event>,
}

impl Thread {
    fn run(&self) {
        let mut settings = Settings::standard();
        let mut model = None;
        loop {
            let outcome = match self.inbox.next() {
                Next::End => return,
                Next::Configure(new) => {
                    let is_same = model.is_some() && new.has_same_model(&settings) && new.inline == settings.inline;
                    settings = new;
                    lock(&self.recent).clear();
                    if !is_same {
                        // The old model goes before the new one comes: two may not fit.
                        drop(model.take());
                        model = self.load_model(&settings);
                    }
                    Ok(())
                }
                Next::Run(job) => catch_unwind(AssertUnwindSafe(|| self.answer(&job, model.as_deref_mut()))),
                Next::Ahead(ahead, stop) => {
                    let outcome = catch_unwind(AssertUnwindSafe(|| self.compute_ahead(&ahead, &stop, model.as_deref_mut())));
                    if outcome.is_err() {
                        self.inbox.is_done_ahead();
                    }
                    outcome
                }
            };
            if outcome.is_err() {
                tracing::error!("the model panicked; it is loaded again");
                drop(model.take());
                model = self.load_model(&settings);
            }
        }
    }

    fn load_model(&self, settings: &Settings) -> Option<Box<dyn Completer>> {
        let tell = |state| {
            let _ = self.events.send(Event::Model(state));
        };
        if !settings.inline {
            tell(ModelState::Off);
            return None;
        }
        tell(ModelState::Loading);
        let loaded = catch_unwind(AssertUnwindSafe(|| {
            let mut model = (self.load)(settings)?;
            tell(ModelState::Ready { name: model.name() });
            // A wish that comes meanwhile stops it.
            if let Some(stop) = self.inbox.begin_idle_work() {
                model.warm_up(&stop.cancel);
            }
            Ok(model)
        }));
        match loaded {
            Ok(Ok(model)) => return Some(model),
            Ok(Err(EngineError { message })) => tell(ModelState::Missing { message }),
            Err(_) => tell(ModelState::Missing { message: "The model could not be loaded.".to_owned() }),
        }
        None
    }

    fn answer(&self, job: &Job, model: Option<&mut (dyn Completer + 'static)>) {
        let analysis = &job.view.analysis;
        let is_welcome = job.options.asked || analysis.welcomes_suggestion(job.offset);
        let Some(model) = model.filter(|_| is_welcome) else {
            return job.answer(Ok(convert::no_inline_completion()));
        };
        if job.stop.cancel.is_cancelled() {
            return job.answer(Err(Displaced));
        }
        let start = Instant::now();
        let suggestions = match &job.selected {
            None => shown(model.complete(analysis, job.offset, job.options, &job.stop.cancel), job.min_score),
            Some((span, text)) => {
                // As if the selected item stood there already.
                let Some(chosen) = with_edit(analysis, *span, text) else {
                    return job.answer(Ok(convert::no_inline_completion()));
                };
                let found = shown(model.complete(&chosen, span.start + text.len(), job.options, &job.stop.cancel), job.min_score);
                let whole = |it: Suggestion| Suggestion { span: *span, text: format!("{text}{}", it.text), ..it };
                found.map(|found| found.into_iter().map(whole).collect())
            }
        };
        let Some(suggestions) = suggestions.filter(|_| !job.stop.cancel.is_cancelled()) else {
            return job.answer(Err(Displaced));
        };
        let took = start.elapsed();
        tracing::debug!(target: "boardwise::timing", stage = "suggest", us = took.as_micros());
        let _ = self.events.send(Event::Suggested(took));
        let offers = lock(&self.recent).add(analysis, suggestions);
        let insertions = offers.iter().map(|offer| (offer.id, offer.insertion.clone()));
        let response = convert::inline_completion(&job.view, insertions);
        // Before the reply: what the client does with it comes after it.
        if job.reply.is_some()
            && let Some(best) = offers.first()
        {
            let _ = self.events.send(Event::Shown(job.view.uri.clone(), best.clone()));
        }
        job.answer(Ok(response));
    }

    fn compute_ahead(&self, ahead: &Ahead, stop: &Stop, model: Option<&mut (dyn Completer + 'static)>) {
        let analysis = &ahead.view.analysis;
        let cursor = Span::new(ahead.offset, ahead.offset);
        let wanted = with_edit(analysis, cursor, &ahead.lead).zip(model);
        let found = wanted.and_then(|(then, model)| {
            let offset = ahead.offset + ahead.lead.len();
            if !then.welcomes_suggestion(offset) {
                return Some(Vec::new());
            }
            shown(model.complete(&then, offset, ahead.options, &stop.cancel), ahead.min_score)
        });
        if stop.cancel.is_cancelled() {
            return;
        }
        if let Some(suggestion) = found.into_iter().flatten().next() {
            lock(&self.recent).add_ahead(analysis, ahead.offset, &ahead.lead, suggestion);
        }
        self.inbox.is_done_ahead();
    }
}

/// The document with an edit that nobody has made yet.
fn with_edit(analysis: &Analysis, span: Span, text: &str) -> Option<Analysis> {
    let snapshot = analysis.snapshot.with_edit(span, text).ok()?;
    let mut edited = analysis.clone();
    edited.snapshot = snapshot;
    Some(edited)
}

/// The suggestions that are good enough, best first; `None` when the completion was cancelled.
fn shown(completion: Completion, min_score: f32) -> Option<Vec<Suggestion>> {
    if let Some(problem) = &completion.problem {
        tracing::warn!("{problem}");
    }
    let Timing { prompt, prefill, decode, mask, verify, n_masks, .. } = completion.timing;
    for (stage, took) in [("prompt", prompt), ("prefill", prefill), ("decode", decode), ("mask", mask), ("verify", verify)] {
        tracing::debug!(target: "boardwise::timing", stage, us = took.as_micros());
    }
    tracing::debug!(target: "boardwise::timing", stage = "tokens", n = n_masks);
    let good = |it: &Suggestion| it.score >= min_score && !it.text.is_empty();
    (!completion.cancelled).then(|| completion.suggestions.into_iter().filter(good).collect())
}
