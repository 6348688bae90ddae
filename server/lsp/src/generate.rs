//! `boardwise/generate`: a task in words is put into the document, as one undoable edit.

use ide::{Inserted, Refused};
use serde::{Deserialize, Serialize};
use tower_lsp_server::Client;
use tower_lsp_server::gen_lsp_types::{
    LspAny, MessageType, Position, ProgressToken, TextDocumentIdentifier, WorkDoneProgressParams, WorkspaceEdit,
};

use crate::capabilities::Features;
use crate::convert::{self, View};

/// Parameters of the request, and the one argument of the command of the same name.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct GenerateParams {
    /// The document.
    pub(crate) text_document: TextDocumentIdentifier,
    /// The cursor.
    pub(crate) position: Position,
    /// What is wanted; without it the comment at the cursor says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) task: Option<String>,
    /// Whether the server has the client apply the edit; otherwise the answer has it.
    #[serde(default = "yes")]
    pub(crate) apply: bool,
    /// Where progress is reported.
    #[serde(flatten)]
    pub(crate) progress: WorkDoneProgressParams,
}

fn yes() -> bool {
    true
}

/// The answer. Either `refused` is set, or all the rest tells what was written.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Written {
    /// Whether the client has applied the edit.
    applied: bool,
    /// The edit, when the client is to apply it.
    #[serde(skip_serializing_if = "Option::is_none")]
    edit: Option<WorkspaceEdit>,
    /// Why nothing was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<Refusal>,
    /// Pins that were chosen.
    pins: Vec<ChosenPin>,
    /// Libraries to install.
    libraries: Vec<Library>,
    /// Recipes that stand behind it.
    recipes: Vec<String>,
    /// What was understood differently from the words.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

/// The board cannot do it, or nobody here knows how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Refusal {
    reason: String,
    alternative: String,
}

/// A pin and why it was chosen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct ChosenPin {
    signal: String,
    pin: u16,
    why: String,
}

/// A library and how to get it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct Library {
    name: String,
    install: String,
}

impl Written {
    fn new(view: &View, outcome: Result<Inserted, Refused>) -> Self {
        match outcome {
            Err(Refused { reason, alternative }) => Self { refused: Some(Refusal { reason, alternative }), ..Self::default() },
            Ok(Inserted { edits, generated }) => Self {
                applied: false,
                edit: Some(convert::workspace_edit(view, &edits)),
                refused: None,
                pins: generated.pins.into_iter().map(|it| ChosenPin { signal: it.signal, pin: it.pin, why: it.why }).collect(),
                libraries: generated.libraries.into_iter().map(|it| Library { name: it.name, install: it.install }).collect(),
                recipes: generated.recipes,
                note: generated.note,
            },
        }
    }

    /// What a person should know, in a line.
    fn line(&self) -> Option<String> {
        if let Some(Refusal { reason, alternative }) = &self.refused {
            let instead = if alternative.is_empty() { String::new() } else { format!(" Instead: {alternative}.") };
            return Some(format!("Boardwise: {reason}.{instead}"));
        }
        let pins = self.pins.iter().map(|it| format!("{}: pin {}", it.signal, it.pin));
        let libraries = self.libraries.iter().map(|it| it.install.clone());
        let parts: Vec<String> = pins.chain(libraries).chain(self.note.clone()).collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }
}

/// Writes what is wanted at a place; runs on a worker.
pub(crate) fn write(view: &View, params: &GenerateParams) -> Written {
    let offset = view.offset(params.position);
    let task = params.task.as_deref().filter(|task| !task.trim().is_empty());
    Written::new(view, view.analysis.generate_here(offset, task))
}

/// Reports progress while `work` goes on, if the client wants it.
pub(crate) async fn with_progress<T>(
    client: &Client,
    features: Features,
    wanted: Option<ProgressToken>,
    work: impl Future<Output = T>,
) -> T {
    let token = match wanted {
        Some(token) => Some(token),
        None if features.work_done_progress => {
            let token = ProgressToken::String("boardwise/generate".to_owned());
            client.create_work_done_progress(token.clone()).await.ok().map(|()| token)
        }
        None => None,
    };
    let Some(token) = token else { return work.await };
    let progress = client.progress(token, "Boardwise writes").with_message("recipes, pins, rules").begin().await;
    let result = work.await;
    progress.finish().await;
    result
}

/// Has the client apply the edit.
pub(crate) async fn apply(client: &Client, mut written: Written) -> Written {
    if let Some(edit) = written.edit.take() {
        match client.apply_edit(edit).await {
            Ok(answer) => {
                written.applied = answer.applied;
                if !answer.applied {
                    let reason = answer.failure_reason.unwrap_or_else(|| "the editor did not apply the edit".to_owned());
                    written.refused = Some(Refusal { reason, alternative: "ask again when the file rests".to_owned() });
                }
            }
            Err(error) => {
                let reason = format!("the editor did not apply the edit: {}", error.message);
                written.refused = Some(Refusal { reason, alternative: String::new() });
            }
        }
    }
    written
}

/// Tells the person what came of a command; who sent the request tells it himself.
pub(crate) async fn tell(client: &Client, written: &Written) {
    if let Some(line) = written.line() {
        let kind = if written.refused.is_some() { MessageType::Warning } else { MessageType::Info };
        client.show_message(kind, line).await;
    }
}

/// The argument of the command.
pub(crate) fn argument(arguments: Option<Vec<LspAny>>) -> Option<GenerateParams> {
    serde_json::from_value(arguments?.into_iter().next()?).ok()
}
