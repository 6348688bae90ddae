//! The routing table: each method forwards to the owner's channel before its first await.
//!
//! tower-lsp runs handlers concurrently but polls each of them for the first time in the order in
//! which their messages arrived. What a handler does before its first await is therefore in order;
//! what it does afterwards is not, so nothing after an await may touch shared state.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::time::Duration;

use crossbeam_channel::Sender;
use tokio::sync::{mpsc, oneshot};
use tower_lsp_server::gen_lsp_types::{
    CodeActionParams, CodeActionResponse, CompletionParams, CompletionResponse, ConfigurationItem, DidChangeConfigurationParams,
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams,
    DidSaveTextDocumentParams, ExecuteCommandParams, Hover, HoverParams, InitializeParams, InitializeResult, InitializedParams, InlayHint,
    InlayHintParams, InlineCompletionParams, InlineCompletionResponse, InlineCompletionTriggerKind, LspAny, SignatureHelp,
    SignatureHelpParams, Uri,
};
use tower_lsp_server::jsonrpc::{Error, Result};
use tower_lsp_server::{Client, LanguageServer};

use crate::capabilities::{self, Features};
use crate::convert::{self, View};
use crate::explain::{self, ExplainParams, Explained};
use crate::generate::{self, GenerateParams, Written};
use crate::model_worker::{Displaced, Reply, Stop};
use crate::outbox::{self, Message};
use crate::owner::{Event, InlineRequest};
use crate::pages::{self, Boards, Page, RuleParams};
use crate::pin_map::{PinMapParams, PinMaps, ProgramView};
use crate::status::{Status, StatusParams};

/// So long the answer to `shutdown` waits for the counts to be written.
const COUNTS_WRITTEN: Duration = Duration::from_secs(1);

/// The server as tower-lsp sees it.
pub(crate) struct Backend {
    client: Client,
    owner: Sender<Event>,
    features: OnceLock<Features>,
    /// Messages to the client; delivered from `initialized` on, as the protocol wants it.
    messages: Mutex<Option<mpsc::UnboundedReceiver<Message>>>,
    is_shut_down: Arc<AtomicBool>,
}

impl Backend {
    /// A server that forwards to `owner` and delivers `messages`.
    pub(crate) fn new(
        client: Client,
        owner: Sender<Event>,
        messages: mpsc::UnboundedReceiver<Message>,
        is_shut_down: Arc<AtomicBool>,
    ) -> Self {
        Self { client, owner, features: OnceLock::new(), messages: Mutex::new(Some(messages)), is_shut_down }
    }

    fn send(&self, event: Event) {
        // The owner ends only after this value is dropped.
        let _ = self.owner.send(event);
    }

    /// Sends a question about a document to a worker, now; the future waits for its answer.
    /// `None` when the document is not ours.
    fn ask<T: Send + 'static>(&self, uri: Uri, work: impl FnOnce(&View) -> T + Send + 'static) -> impl Future<Output = Result<Option<T>>> {
        let (reply, answer) = oneshot::channel();
        let work = Box::new(move |view: Option<View>| {
            // A cancelled request has dropped the other end.
            if !reply.is_closed() {
                let _ = reply.send(view.map(|view| work(&view)));
            }
        });
        self.send(Event::Ask { uri, work });
        async { answer.await.map_err(|_| Error::internal_error()) }
    }

    /// `boardwise/status`.
    pub(crate) async fn status(&self, params: StatusParams) -> Result<Status> {
        let (reply, answer) = oneshot::channel();
        self.send(Event::Status { uri: params.text_document.map(|it| it.uri), reply });
        answer.await.map_err(|_| Error::internal_error())
    }

    /// `boardwise/generate`; `null` when the document is not ours.
    pub(crate) async fn generate(&self, params: GenerateParams) -> Result<Option<Written>> {
        let (apply, token) = (params.apply, params.progress.work_done_token.clone());
        let answer = self.ask(params.text_document.uri.clone(), move |view| generate::write(view, &params));
        let written = generate::with_progress(&self.client, self.features(), token, answer).await?;
        match written {
            Some(written) if apply => Ok(Some(generate::apply(&self.client, written).await)),
            written => Ok(written),
        }
    }

    /// `boardwise/explain`.
    pub(crate) async fn explain(&self, params: ExplainParams) -> Result<Option<Explained>> {
        self.ask(params.text_document.uri, move |view| explain::explain(view, params.position)).await
    }

    /// `boardwise/pinMap`: who uses which pin, in the program that the document belongs to or in
    /// another one of its project. The answer is that of `boardwise pins --project`; `null` when the
    /// document is not ours.
    pub(crate) async fn pin_map(&self, params: PinMapParams) -> Result<Option<PinMaps>> {
        let (reply, answer) = oneshot::channel();
        let (uri, program) = (params.uri.clone(), params.program.clone());
        let work = Box::new(move |view: Option<ProgramView>| {
            if !reply.is_closed() {
                let _ = reply.send(view.map(|view| PinMaps::new(&view, &params)));
            }
        });
        self.send(Event::AskProgram { uri, program, work });
        answer.await.map_err(|_| Error::internal_error())
    }

    /// `boardwise/boards`: every board of the tables, for a picker.
    #[expect(clippy::unused_async, reason = "the shape of a handler")]
    pub(crate) async fn boards(&self) -> Result<Boards> {
        Ok(pages::boards())
    }

    /// `boardwise/rule`: the page of a rule; `null` when there is no such rule.
    #[expect(clippy::unused_async, reason = "the shape of a handler")]
    pub(crate) async fn rule(&self, params: RuleParams) -> Result<Option<Page>> {
        Ok(ide::rule_page(&params.name).map(|markdown| Page { markdown }))
    }

    /// Asks the client for the `boardwise` section of its settings.
    async fn pull_configuration(&self) {
        let section = ConfigurationItem { scope_uri: None, section: Some("boardwise".to_owned()) };
        match self.client.configuration(vec![section]).await {
            Ok(values) => {
                if let Some(value) = values.into_iter().next() {
                    self.send(Event::Configure(value));
                }
            }
            Err(error) => tracing::warn!(%error, "the client does not tell its settings"),
        }
    }

    fn features(&self) -> Features {
        self.features.get().copied().unwrap_or(Features::NONE)
    }
}

impl Drop for Backend {
    fn drop(&mut self) {
        self.send(Event::Stop);
    }
}

/// Stops a job of the model when the handler that waits for it is dropped: that is how tower-lsp
/// carries out `$/cancelRequest`.
struct StopOnDrop(Stop);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.stop();
    }
}

impl LanguageServer for Backend {
    async fn initialize(&self, params: InitializeParams) -> Result<InitializeResult> {
        let features = Features::new(&params.capabilities);
        let _ = self.features.set(features);
        self.send(Event::Initialize(features, params.initialization_options));
        Ok(capabilities::answer(features))
    }

    async fn initialized(&self, _: InitializedParams) {
        let messages = self.messages.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(messages) = messages {
            tokio::spawn(outbox::deliver(self.client.clone(), messages));
        }
        if self.features().watches_files
            && let Err(error) = self.client.register_capability(vec![convert::watched_files()]).await
        {
            tracing::warn!(%error, "the client does not watch project files");
        }
        if self.features().configuration {
            self.pull_configuration().await;
        }
    }

    async fn shutdown(&self) -> Result<()> {
        self.is_shut_down.store(true, Ordering::Relaxed);
        let (reply, answer) = oneshot::channel();
        self.send(Event::ShutDown { reply });
        // A file that cannot be written in time holds nobody up.
        let _ = tokio::time::timeout(COUNTS_WRITTEN, answer).await;
        Ok(())
    }

    async fn did_open(&self, params: DidOpenTextDocumentParams) {
        let document = params.text_document;
        self.send(Event::Open {
            language: convert::language(&document.language_id),
            uri: document.uri,
            version: document.version,
            text: document.text,
        });
    }

    async fn did_change(&self, params: DidChangeTextDocumentParams) {
        self.send(Event::Change {
            uri: params.text_document.text_document_identifier.uri,
            version: params.text_document.version,
            changes: params.content_changes,
        });
    }

    async fn did_save(&self, _: DidSaveTextDocumentParams) {
        // Not every client watches files; what it saves may be what names the board.
        self.send(Event::ProjectChanged);
    }

    async fn did_close(&self, params: DidCloseTextDocumentParams) {
        self.send(Event::Close { uri: params.text_document.uri });
    }

    async fn did_change_configuration(&self, params: DidChangeConfigurationParams) {
        if params.settings.as_object().is_some_and(|settings| !settings.is_empty()) {
            self.send(Event::Configure(params.settings));
        } else if self.features().configuration {
            self.pull_configuration().await;
        }
    }

    async fn did_change_watched_files(&self, _: DidChangeWatchedFilesParams) {
        self.send(Event::ProjectChanged);
    }

    async fn hover(&self, params: HoverParams) -> Result<Option<Hover>> {
        let at = params.text_document_position_params;
        let answer = self.ask(at.text_document.uri, move |view| {
            let hover = view.analysis.hover(view.offset(at.position))?;
            Some(convert::hover(view, hover))
        });
        Ok(answer.await?.flatten())
    }

    async fn completion(&self, params: CompletionParams) -> Result<Option<CompletionResponse>> {
        let at = params.text_document_position_params;
        let owner = self.owner.clone();
        let answer = self.ask(at.text_document.uri.clone(), move |view| {
            let offset = view.offset(at.position);
            let (items, shown) = convert::completion(view, offset, view.analysis.completion(offset));
            if let Some(offer) = shown {
                let _ = owner.send(Event::Shown(view.uri.clone(), offer));
            }
            items
        });
        self.send(Event::Popup { uri: at.text_document.uri, position: at.position });
        answer.await
    }

    async fn inline_completion(&self, params: InlineCompletionParams) -> Result<Option<InlineCompletionResponse>> {
        let at = params.text_document_position_params;
        let (reply, answer) = oneshot::channel();
        let stop = StopOnDrop(Stop::new());
        self.send(Event::Inline(InlineRequest {
            uri: at.text_document.uri,
            position: at.position,
            invoked: params.context.trigger_kind == InlineCompletionTriggerKind::Invoked,
            selected: params.context.selected_completion_info.map(|it| (it.range, it.text)),
            stop: stop.0.clone(),
            reply: Some(Reply::new(reply)),
        }));
        match answer.await {
            Ok(Ok(response)) => Ok(Some(response)),
            Ok(Err(Displaced)) => Err(Error::request_cancelled()),
            Err(_) => Err(Error::internal_error()),
        }
    }

    async fn signature_help(&self, params: SignatureHelpParams) -> Result<Option<SignatureHelp>> {
        let at = params.text_document_position_params;
        let answer = self.ask(at.text_document.uri, move |view| {
            let help = view.analysis.signature_help(view.offset(at.position))?;
            Some(convert::signature_help(view, help))
        });
        Ok(answer.await?.flatten())
    }

    async fn code_action(&self, params: CodeActionParams) -> Result<Option<Vec<CodeActionResponse>>> {
        let answer = self.ask(params.text_document.uri, move |view| {
            let span = view.span(params.range);
            let mut actions = Vec::new();
            if convert::wants_fixes(&params.context) {
                actions = convert::code_actions(view, &view.analysis.code_actions(span));
            }
            if convert::wants_rewrites(&params.context) {
                actions.extend(convert::wish_action(view, span));
            }
            actions
        });
        answer.await
    }

    async fn execute_command(&self, params: ExecuteCommandParams) -> Result<Option<LspAny>> {
        match params.command.as_str() {
            convert::ACCEPTED => {
                if let Some(id) = params.arguments.as_deref().and_then(|it| it.first()?.as_u64()) {
                    self.send(Event::Accepted(id));
                }
                Ok(None)
            }
            convert::GENERATE => {
                let Some(params) = generate::argument(params.arguments) else {
                    return Err(Error::invalid_params("boardwise.generate wants { textDocument, position, task? }"));
                };
                let written = self.generate(params).await?;
                if let Some(written) = &written {
                    generate::tell(&self.client, written).await;
                }
                Ok(written.and_then(|written| serde_json::to_value(written).ok()))
            }
            other => Err(Error::invalid_params(format!("the server has no command {other}"))),
        }
    }

    async fn inlay_hint(&self, params: InlayHintParams) -> Result<Option<Vec<InlayHint>>> {
        let answer = self.ask(params.text_document.uri, move |view| {
            let hints = view.analysis.inlay_hints(view.span(params.range));
            convert::inlay_hints(view, hints)
        });
        answer.await
    }
}
