//! The thread that owns all mutable state: documents, settings, and who is told what.
//!
//! Handlers forward everything to it through one channel, in the order in which it arrived; every
//! cause of work is a variant of [`Event`]. It never computes for long: it applies edits, takes
//! snapshots and hands them to the workers or to the model's thread.

use std::collections::{HashMap, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender};
use ide::stats;
use ide::{Host, InlineOptions, Language, ProjectCode, Reading, Settings, language_of};
use ropey::Rope;
use serde_json::Value;
use tokio::sync::{mpsc, oneshot};
use tower_lsp_server::gen_lsp_types::{
    InlineCompletionResponse, Position, PublishDiagnosticsParams, Range, TextDocumentContentChangeEvent, Uri,
};

use crate::capabilities::Features;
use crate::configuration::{Configuration, Layer};
use crate::convert::{self, View};
use crate::late::Latest;
use crate::model_worker::{Ahead, Job, ModelWorker, Reply, Stop};
use crate::others::Others;
use crate::outbox::Message;
use crate::pin_map::{ProgramView, program_id};
use crate::recent::Offer;
use crate::status::{ModelState, Status};
use crate::uri::to_path;
use crate::usage::{Step, Usage};
use crate::workers::Workers;

/// How long the keyboard must rest before a document is checked.
const REST: Duration = Duration::from_millis(80);

/// How often project files are looked at on disk: not every client watches them.
const LOOK: Duration = Duration::from_secs(2);

/// How long counts wait for company before they are written.
const WRITE: Duration = Duration::from_secs(20);

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
    /// A worker has read the files of a project.
    Read(Box<(Reading, ProjectCode)>),
    /// A question about a document, for a worker.
    Ask { uri: Uri, work: Box<dyn FnOnce(Option<View>) + Send> },
    /// A question about the program of a document, or another one of its project, for a worker.
    AskProgram { uri: Uri, program: Option<String>, work: Box<dyn FnOnce(Option<ProgramView>) + Send> },
    /// A question for the model.
    Inline(InlineRequest),
    /// A popup was opened; the model may have something to add next time.
    Popup { uri: Uri, position: Position },
    /// What a status item shows.
    Status { uri: Option<Uri>, reply: oneshot::Sender<Status> },
    /// A worker has checked a document.
    Checked(PublishDiagnosticsParams),
    /// The model is in another state.
    Model(ModelState),
    /// An inline suggestion took so long.
    Suggested(Duration),
    /// A suggestion was sent to the client.
    Shown(Uri, Offer),
    /// The client ran the command of a suggestion.
    Accepted(u64),
    /// The client takes its leave: what was counted is written before it is answered, as some clients end the process
    /// once they have the answer.
    ShutDown { reply: oneshot::Sender<()> },
    /// The session is over.
    Stop,
}

/// A wish for ghost text.
pub(crate) struct InlineRequest {
    pub(crate) uri: Uri,
    pub(crate) position: Position,
    /// A person asked, not a keystroke.
    pub(crate) invoked: bool,
    /// The item that is selected in the editor's popup: what it replaces and by what.
    pub(crate) selected: Option<(Range, String)>,
    pub(crate) stop: Stop,
    /// Who waits.
    pub(crate) reply: Option<Reply>,
}

/// An open document in a language of ours.
#[derive(Debug)]
struct Open {
    path: PathBuf,
    language: Language,
    version: i32,
    /// For changes that come late.
    latest: Latest,
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
    configuration: Configuration,
    features: Features,
    documents: HashMap<Uri, Open>,
    others: Others,
    /// When project files were looked at.
    looked: Instant,
    usage: Usage,
    /// Where the numbers go, and when.
    stats_file: Option<Arc<PathBuf>>,
    write_due: Option<Instant>,
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
    pub(crate) fn new(
        flags: Settings,
        stats_file: Option<PathBuf>,
        model: ModelWorker,
        events: Sender<Event>,
        outbox: mpsc::UnboundedSender<Message>,
    ) -> Self {
        Self {
            host: Host::new(flags.clone()),
            configuration: Configuration::new(flags),
            features: Features::NONE,
            documents: HashMap::new(),
            others: Others::default(),
            looked: Instant::now(),
            usage: Usage::default(),
            stats_file: stats_file.map(Arc::new),
            write_due: None,
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
            let due = self.documents.values().filter_map(|open| open.due).chain(self.others.due()).chain(self.write_due).min();
            let event = match due {
                Some(due) => inbox.recv_deadline(due),
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
            };
            let event = match event {
                Ok(Event::Stop) | Err(RecvTimeoutError::Disconnected) => {
                    self.close_counts();
                    return;
                }
                Ok(event) => Some(event),
                Err(RecvTimeoutError::Timeout) => None,
            };
            // A panic costs this event its effect and its request an error, not the session.
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                if let Some(event) = event {
                    self.handle(event);
                }
                self.look_at_projects();
                self.take_others();
                self.check_due();
                self.write_stats(false);
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
                if !options.is_some_and(|options| self.configure(Layer::Options, &options)) {
                    self.model.configure(self.host.settings().clone());
                }
            }
            Event::Open { uri, language, version, text } => self.open(uri, language, version, &text),
            Event::Change { uri, version, changes } => {
                let start = Instant::now();
                self.change(&uri, version, changes);
                tracing::debug!(target: "boardwise::timing", stage = "parse", us = start.elapsed().as_micros());
            }
            Event::Close { uri } => self.close(uri),
            Event::Configure(configuration) => {
                if self.configure(Layer::Client, &configuration) {
                    self.check_all();
                }
            }
            Event::ProjectChanged => self.project_changed(),
            Event::Read(done) => {
                let (job, code) = *done;
                let touched = self.host.adopt(&job, code);
                let now = Instant::now();
                for open in self.documents.values_mut().filter(|open| !open.is_out_of_sync && touched.contains(&open.path)) {
                    open.due = Some(open.due.unwrap_or(now).min(now));
                }
                // Something may have changed meanwhile.
                self.read_projects();
            }
            Event::Ask { uri, work } => {
                let view = self.view(&uri);
                self.workers.answer(Box::new(move || work(view)));
            }
            Event::AskProgram { uri, program, work } => {
                let view = self.program_view(&uri, program.as_deref());
                self.workers.answer(Box::new(move || work(view)));
            }
            Event::Inline(request) => self.inline(request),
            Event::Popup { uri, position } => {
                if let Some(offset) = self.view(&uri).map(|view| view.offset(position)) {
                    self.suggest_for_popup(&uri, offset);
                }
            }
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
            Event::Shown(uri, offer) => self.show(&uri, &offer),
            Event::Accepted(id) => {
                if let Some((uri, offset)) = self.usage.accepted(id) {
                    self.compute_ahead(&uri, offset);
                }
                self.count_later();
            }
            Event::ShutDown { reply } => {
                self.close_counts();
                let _ = reply.send(());
            }
            Event::Stop => unreachable!("ends the loop"),
        }
    }

    fn open(&mut self, uri: Uri, language: Option<Language>, version: i32, text: &str) {
        let path = to_path(&uri);
        if !self.host.open(&path, text, version, language) {
            self.others.open(uri, path, version, text);
            return;
        }
        let Some(analysis) = self.host.analysis(&path) else {
            return;
        };
        let open = Open {
            path,
            language: analysis.snapshot.language,
            version,
            latest: Latest::since(version),
            is_out_of_sync: false,
            due: Some(Instant::now()),
            told: None,
        };
        self.documents.insert(uri, open);
        self.read_projects();
    }

    /// Has workers read the projects that nobody has read yet; until then documents are seen alone.
    fn read_projects(&mut self) {
        for job in self.host.unread() {
            let events = self.events.clone();
            self.workers.later(Box::new(move || {
                let code = job.run();
                let _ = events.send(Event::Read(Box::new((job, code))));
            }));
        }
    }

    fn change(&mut self, uri: &Uri, version: i32, changes: Vec<TextDocumentContentChangeEvent>) {
        self.model.document_changed(uri);
        let Some(open) = self.documents.get_mut(uri) else {
            self.others.change(uri, version, &changes, self.features.encoding);
            return;
        };
        // Where the cursor stands, as far as an edit tells.
        let mut cursor = None;
        let Some(analysis) = self.host.analysis(&open.path) else {
            return;
        };
        // Each range counts in the text that the change before it left behind.
        let mut text = analysis.snapshot.text;
        let late = open.latest.put_in_order(version, &changes, self.features.encoding);
        let came_late = late.is_some();
        let changes = if let Some(ordered) = late {
            tracing::debug!(uri = uri.0, version, "a change came late");
            self.host.open(&open.path, &ordered.to_string(), open.version, Some(open.language));
            text = ordered;
            open.is_out_of_sync = false;
            Vec::new()
        } else {
            open.latest.add(version, changes.clone(), text.clone());
            changes
        };
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
                        cursor = (!partial.text.is_empty()).then_some(span.start + partial.text.len());
                    } else {
                        tracing::error!(uri = uri.0, ?partial.range, "an edit does not fit; waiting for the whole text");
                        open.is_out_of_sync = true;
                    }
                }
            }
        }
        open.version = if came_late { open.version } else { version };
        open.due = Some(Instant::now() + REST);
        if open.is_out_of_sync {
            open.due = None;
            self.send(Message::Diagnostics(convert::no_diagnostics(uri.clone())));
            return;
        }
        match self.usage.edited(uri, &text) {
            Step::Going => {}
            Step::Accepted(cursor) => {
                self.count_later();
                self.compute_ahead(uri, cursor);
                return;
            }
            Step::Ended => self.count_later(),
        }
        if let Some(cursor) = cursor.filter(|_| !self.features.inline_completion) {
            self.suggest_for_popup(uri, cursor);
        }
    }

    fn close(&mut self, uri: Uri) {
        self.model.document_changed(&uri);
        self.others.close(&uri);
        self.usage.closed(Some(&uri));
        if let Some(open) = self.documents.remove(&uri) {
            self.host.close(&open.path);
            self.send(Message::Diagnostics(convert::no_diagnostics(uri)));
        }
    }

    /// Takes settings over; returns whether there were any.
    fn configure(&mut self, layer: Layer, configuration: &Value) -> bool {
        match self.configuration.set(layer, configuration) {
            None => false,
            Some(Err(problem)) => {
                self.say(problem);
                false
            }
            Some(Ok(settings)) => {
                self.model.configure(settings.clone());
                self.host.set_settings(settings);
                self.read_projects();
                true
            }
        }
    }

    /// Answers a wish for ghost text: at once when the latest suggestion goes on there, otherwise
    /// from the model.
    fn inline(&mut self, request: InlineRequest) {
        let InlineRequest { uri, position, invoked, selected, stop, reply } = request;
        let Some(view) = self.view(&uri).filter(|_| self.host.settings().inline) else {
            return answer(reply.as_ref(), convert::no_inline_completion());
        };
        let offset = view.offset(position);
        let selected = selected.map(|(range, text)| (view.span(range), text));
        if !invoked {
            let known = self.model.rest(&view.analysis, offset);
            let insertions: Vec<_> =
                known.iter().filter_map(|rest| Some((rest.offer.id, convert::extending(&view, rest, selected.as_ref())?))).collect();
            if let (false, Some(rest)) = (insertions.is_empty(), known.first()) {
                if reply.is_some() {
                    self.show(&uri, &rest.offer);
                }
                return answer(reply.as_ref(), convert::inline_completion(&view, insertions));
            }
        }
        let options = self.options(invoked);
        let min_score = self.host.settings().min_score;
        self.model.submit(Job { view, offset, selected, options, min_score, stop, reply });
    }

    fn options(&self, asked: bool) -> InlineOptions {
        InlineOptions {
            max: if asked { MAX_INVOKED } else { 1 },
            multiline: self.host.settings().multiline,
            validate: true,
            listens: true,
            remembers: true,
            asked,
        }
    }

    /// Has the suggestion ready for the popup of a client without ghost text.
    fn suggest_for_popup(&mut self, uri: &Uri, offset: usize) {
        let Some(view) = self.view(uri).filter(|_| self.host.settings().inline && !self.features.inline_completion) else {
            return;
        };
        if self.model.is_busy_with(uri, view.version, offset) || !self.model.rest(&view.analysis, offset).is_empty() {
            return;
        }
        let options = self.options(false);
        let min_score = self.host.settings().min_score;
        self.model.submit(Job { view, offset, selected: None, options, min_score, stop: Stop::new(), reply: None });
    }

    /// Has the suggestion for the next line ready, once, after one was accepted.
    fn compute_ahead(&mut self, uri: &Uri, offset: usize) {
        let Some(view) = self.view(uri).filter(|_| self.host.settings().inline) else { return };
        if let Some(lead) = view.analysis.next_line(offset) {
            let options = self.options(false);
            self.model.ahead(Ahead { view, offset, lead, options, min_score: self.host.settings().min_score });
        }
    }

    fn show(&mut self, uri: &Uri, offer: &Offer) {
        let Some(open) = self.documents.get(uri) else { return };
        if let Some(analysis) = self.host.analysis(&open.path) {
            self.usage.show(uri, open.language, offer, &analysis.snapshot.text);
            self.count_later();
        }
    }

    fn count_later(&mut self) {
        self.write_due.get_or_insert_with(|| Instant::now() + WRITE);
    }

    /// Whatever is still on the screen was left; all counts are written now.
    fn close_counts(&mut self) {
        self.usage.closed(None);
        self.write_stats(true);
    }

    /// Writes what was counted, when it is due or the session ends.
    fn write_stats(&mut self, is_end: bool) {
        if !is_end && self.write_due.is_none_or(|due| due > Instant::now()) {
            return;
        }
        self.write_due = None;
        let counts = self.usage.take();
        let Some(path) = self.stats_file.clone().filter(|_| self.host.settings().stats && !counts.is_empty()) else { return };
        let write = move || {
            if let Err(error) = stats::add(&path, &stats::day(0), &counts) {
                tracing::warn!(%error, path = %path.display(), "suggestions were not counted");
            }
        };
        if is_end { write() } else { self.workers.later(Box::new(write)) }
    }

    fn project_changed(&mut self) {
        self.host.project_changed();
        self.read_projects();
        self.others.look_again();
        self.check_all();
    }

    /// Looks on disk whether a project changed, now and then.
    fn look_at_projects(&mut self) {
        if self.looked.elapsed() >= LOOK {
            self.looked = Instant::now();
            self.others.look_again();
            if self.host.look_at_projects() {
                self.project_changed();
            }
        }
    }

    /// Takes in documents that have become ours.
    fn take_others(&mut self) {
        let ours = self.others.take_due(|other| language_of(&other.path, &other.text.to_string()).is_some());
        for (uri, other) in ours {
            self.open(uri, None, other.version, &other.text.to_string());
        }
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

    /// A program of the project around a document: the one that is asked for and still there, else
    /// the document's own.
    fn program_view(&mut self, uri: &Uri, program: Option<&str>) -> Option<ProgramView> {
        let path = &self.documents.get(uri).filter(|open| !open.is_out_of_sync)?.path;
        let programs = self.host.programs_around(path);
        let chosen = program.and_then(|id| programs.iter().position(|it| program_id(it) == id)).unwrap_or(0);
        let other = programs.get(chosen).filter(|_| chosen > 0).and_then(|program| self.host.analysis_of_program(program));
        let chosen = if other.is_some() { chosen } else { 0 };
        let analysis = other.or_else(|| self.host.analysis(path))?;
        Some(ProgramView { programs, chosen, analysis })
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

fn answer(reply: Option<&Reply>, response: InlineCompletionResponse) {
    if let Some(reply) = reply {
        reply.send(Ok(response));
    }
}
