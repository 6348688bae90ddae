//! The thread that owns all mutable state: documents, settings, and who is told what.
//!
//! Handlers forward everything to it through one channel, in the order in which it arrived; every
//! cause of work is a variant of [`Event`]. It never computes for long: it applies edits, takes
//! snapshots and hands them to the workers or to the model's thread.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use ide::{Host, InlineOptions, Language, Settings};
use ropey::Rope;
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};
use tower_lsp_server::gen_lsp_types::{Position, PublishDiagnosticsParams, TextDocumentContentChangeEvent, Uri};

use crate::capabilities::Features;
use crate::configuration;
use crate::convert::{self, View};
use crate::model_worker::{Answer, Job, ModelWorker, Stop};
use crate::outbox::Message;
use crate::status::{ModelState, Status};
use crate::trigger;
use crate::uri::to_path;
use crate::workers::Workers;

/// How long the keyboard must rest before a document is checked.
const REST: Duration = Duration::from_millis(80);

/// Most suggestions when a person asks; a keystroke gets the best one only.
const MAX_INVOKED: usize = 3;

/// Everything that can happen.
pub(crate) enum Event {
    /// The client has said what it can do, and perhaps how it is set up.
    Initialize(Features, Option<Value>),
    /// A document was opened.
    Open { uri: Uri, language: Option<Language>, version: i32, text: String },
    /// A document was edited.
    Change { uri: Uri, version: i32, changes: Vec<TextDocumentContentChangeEvent> },
    /// A document was closed.
    Close { uri: Uri },
    /// The client's settings changed.
    Configure(Value),
    /// Files of a project may have changed on disk.
    ProjectChanged,
    /// A question about a document, for a worker.
    Ask { uri: Uri, work: Box<dyn FnOnce(Option<View>) + Send> },
    /// A question for the model.
    Inline(InlineRequest),
    /// What a status item shows.
    Status { uri: Option<Uri>, reply: oneshot::Sender<Status> },
    /// A worker has checked a document.
    Checked(PublishDiagnosticsParams),
    /// The model is in another state.
    Model(ModelState),
    /// An inline suggestion took so long.
    Suggested(Duration),
    /// The session is over.
    Stop,
}

/// A wish for ghost text.
pub(crate) struct InlineRequest {
    pub(crate) uri: Uri,
    pub(crate) position: Position,
    /// A person asked, not a keystroke.
    pub(crate) invoked: bool,
    pub(crate) stop: Stop,
    /// Who waits; nobody when a client without ghost text opened its popup.
    pub(crate) reply: Option<oneshot::Sender<Answer>>,
}

/// An open document in a language of ours.
#[derive(Debug)]
struct Open {
    path: PathBuf,
    language: Language,
    version: i32,
    /// An edit did not fit: nothing is said about the document until its whole text comes.
    is_out_of_sync: bool,
    /// When it is to be checked.
    due: Option<Instant>,
    /// The target that the client was told of.
    told: Option<String>,
}

/// The state and the ways out of it.
pub(crate) struct Owner {
    host: Host,
    /// Settings from the server's command line.
    flags: Settings,
    features: Features,
    documents: HashMap<Uri, Open>,
    workers: Workers,
    model: ModelWorker,
    model_state: ModelState,
    latest: Option<Duration>,
    /// Lines that were shown; each is shown once.
    said: HashSet<String>,
    events: Sender<Event>,
    outbox: mpsc::UnboundedSender<Message>,
}

impl Owner {
    /// The state at the start of a session.
    pub(crate) fn new(flags: Settings, model: ModelWorker, events: Sender<Event>, outbox: mpsc::UnboundedSender<Message>) -> Self {
        Self {
            host: Host::new(flags.clone()),
            flags,
            features: Features::NONE,
            documents: HashMap::new(),
            workers: Workers::start(),
            model,
            model_state: ModelState::Loading,
            latest: None,
            said: HashSet::new(),
            events,
            outbox,
        }
    }

    /// Handles events until the session is over.
    pub(crate) fn run(mut self, inbox: &Receiver<Event>) {
        loop {
            let event = match self.documents.values().filter_map(|open| open.due).min() {
                Some(due) => inbox.recv_deadline(due),
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let event = match event {
                Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => return,
                Ok(event) => Some(event),
                Err(RecvTimeoutError::Timeout) => None,
            };
            // A panic costs this event its effect and its request an error, not the session.
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                if let Some(event) = event {
                    self.handle(event);
                }
                self.check_due();
            }));
            if outcome.is_err() {
                tracing::error!("handling an event panicked");
            }
        }
    }

    fn handle(&mut self, event: Event) {
        match event {
            Event::Initialize(features, options) => {
                self.features = features;
                if !options.is_some_and(|options| self.configure(&options)) {
                    self.model.configure(self.host.settings().clone());
                }
            }
            Event::Open { uri, language, version, text } => self.open(uri, language, version, &text),
            Event::Change { uri, version, changes } => self.change(&uri, version, changes),
            Event::Close { uri } => self.close(uri),
            Event::Configure(configuration) => {
                if self.configure(&configuration) {
                    self.check_all();
                }
            }
            Event::ProjectChanged => {
                self.host.project_changed();
                self.check_all();
            }
            Event::Ask { uri, work } => {
                let view = self.view(&uri);
                self.workers.answer(Box::new(move || work(view)));
            }
            Event::Inline(request) => self.inline(request),
            Event::Status { uri, reply } => {
                let _ = reply.send(self.status(uri));
            }
            Event::Checked(diagnostics) => {
                let is_current = self
                    .documents
                    .get(&diagnostics.uri)
                    .is_some_and(|open| diagnostics.version == Some(open.version) && open.due.is_none() && !open.is_out_of_sync);
                if is_current {
                    self.send(Message::Diagnostics(diagnostics));
                }
            }
            Event::Model(state) => {
                if let ModelState::Missing { message } = &state {
                    self.say(message.clone());
                }
                self.model_state = state;
                self.tell_status(None);
            }
            Event::Suggested(duration) => self.latest = Some(duration),
            Event::Stop => unreachable!("ends the loop"),
        }
    }

    fn open(&mut self, uri: Uri, language: Option<Language>, version: i32, text: &str) {
        let path = to_path(&uri);
        if !self.host.open(&path, text, version, language) {
            return;
        }
        let Some(analysis) = self.host.analysis(&path) else {
            return;
        };
        let open =
            Open { path, language: analysis.snapshot.language, version, is_out_of_sync: false, due: Some(Instant::now()), told: None };
        self.documents.insert(uri, open);
    }

    fn change(&mut self, uri: &Uri, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        self.model.document_changed(uri);
        let Some(open) = self.documents.get_mut(uri) else {
            return;
        };
        let Some(analysis) = self.host.analysis(&open.path) else {
            return;
        };
        // Each range counts in the text that the change before it left behind.
        let mut text = analysis.snapshot.text;
        for change in changes {
            match change {
                TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
                    self.host.open(&open.path, &whole.text, version, Some(open.language));
                    text = Rope::from_str(&whole.text);
                    open.is_out_of_sync = false;
                }
                TextDocumentContentChangeEvent::TextDocumentContentChangePartial(partial) => {
                    if open.is_out_of_sync {
                        continue;
                    }
                    let span = convert::edit_span(&text, partial.range, self.features.encoding);
                    let is_applied = span.filter(|span| self.host.edit(&open.path, *span, &partial.text, version).is_ok());
                    if let Some(span) = is_applied {
                        let start = text.byte_to_char(span.start);
                        text.remove(start..text.byte_to_char(span.end));
                        text.insert(start, &partial.text);
                    } else {
                        tracing::error!(uri = uri.0, ?partial.range, "an edit does not fit; waiting for the whole text");
                        open.is_out_of_sync = true;
                    }
                }
            }
        }
        open.version = version;
        open.due = Some(Instant::now() + REST);
        if open.is_out_of_sync {
            open.due = None;
            self.send(Message::Diagnostics(convert::no_diagnostics(uri.clone())));
        }
    }

    fn close(&mut self, uri: Uri) {
        self.model.document_changed(&uri);
        if let Some(open) = self.documents.remove(&uri) {
            self.host.close(&open.path);
            self.send(Message::Diagnostics(convert::no_diagnostics(uri)));
        }
    }

    /// Takes settings over; returns whether there were any.
    fn configure(&mut self, configuration: &Value) -> bool {
        match configuration::read(configuration, &self.flags) {
            None => false,
            Some(Err(problem)) => {
                self.say(problem);
                false
            }
            Some(Ok(settings)) => {
                self.model.configure(settings.clone());
                self.host.set_settings(settings);
                true
            }
        }
    }

    fn inline(&mut self, request: InlineRequest) {
        let InlineRequest { uri, position, invoked, stop, reply } = request;
        let is_for_popup = reply.is_none();
        let Some(view) = self.view(&uri).filter(|_| !is_for_popup || !self.features.inline_completion) else {
            if let Some(reply) = reply {
                let _ = reply.send(Ok(convert::no_inline_completion()));
            }
            return;
        };
        let offset = view.offset(position);
        let settings = self.host.settings();
        let is_welcome = invoked || trigger::is_welcome(&view.analysis.snapshot.text, offset);
        if !settings.inline || !is_welcome {
            if let Some(reply) = reply {
                let _ = reply.send(Ok(convert::no_inline_completion()));
            }
            return;
        }
        self.model.submit(Job {
            offset,
            options: InlineOptions { max: if invoked { MAX_INVOKED } else { 1 }, multiline: settings.multiline, validate: true },
            automatic: !invoked,
            min_score: settings.min_score,
            stop,
            reply,
            view,
        });
    }

    /// A document as it is now; `None` when it is not ours or out of sync.
    fn view(&mut self, uri: &Uri) -> Option<View> {
        let open = self.documents.get(uri).filter(|open| !open.is_out_of_sync)?;
        Some(View {
            analysis: self.host.analysis(&open.path)?,
            uri: uri.clone(),
            version: open.version,
            features: self.features,
            recent: self.model.recent(),
        })
    }

    fn check_all(&mut self) {
        let now = Instant::now();
        for open in self.documents.values_mut().filter(|open| !open.is_out_of_sync) {
            open.due = Some(now);
        }
        if self.features.refreshes_hints {
            self.send(Message::RefreshHints);
        }
    }

    fn check_due(&mut self) {
        let now = Instant::now();
        let due: Vec<Uri> = self
            .documents
            .iter_mut()
            .filter(|(_, open)| open.due.is_some_and(|due| due <= now))
            .map(|(uri, open)| {
                open.due = None;
                uri.clone()
            })
            .collect();
        for uri in due {
            self.check(&uri);
        }
    }

    fn check(&mut self, uri: &Uri) {
        let Some(view) = self.view(uri) else { return };
        if let Some(notice) = &view.analysis.notice {
            self.say(notice.clone());
        }
        let target = view.analysis.targets.first().map(|it| format!("{} {}", it.board.id, it.runtime.coordinate()));
        if let Some(open) = self.documents.get_mut(uri)
            && open.told != target
        {
            open.told = target;
            self.tell_status(Some(uri.clone()));
        }
        let events = self.events.clone();
        self.workers.later(Box::new(move || {
            let findings = view.analysis.diagnostics();
            let _ = events.send(Event::Checked(convert::diagnostics(&view, &findings)));
        }));
    }

    fn status(&mut self, uri: Option<Uri>) -> Status {
        let view = uri.as_ref().and_then(|uri| self.view(uri));
        let latest = self.latest.map(|it| it.as_millis() as u64);
        convert::status(view.as_ref().map(|view| &view.analysis), uri, &self.model_state, latest)
    }

    fn tell_status(&mut self, uri: Option<Uri>) {
        if self.features.status {
            let status = self.status(uri);
            self.send(Message::Status(status));
        }
    }

    /// Shows a line, once.
    fn say(&mut self, line: String) {
        if self.said.insert(line.clone()) {
            self.send(Message::Show(line));
        }
    }

    fn send(&self, message: Message) {
        // The other end goes when the client does.
        let _ = self.outbox.send(message);
    }
}
