//! `boardwise/status`: what a status item shows. A request answers for one document; with the
//! client's `experimental.boardwiseStatus` the server also sends it whenever something changed.

use serde::{Deserialize, Serialize};
use tower_lsp_server::gen_lsp_types::{LspNotificationMethod, MessageDirection, Notification, TextDocumentIdentifier, Uri};

/// Parameters of the request.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(crate) struct StatusParams {
    /// The document in question; without one only the model is spoken of.
    pub(crate) text_document: Option<TextDocumentIdentifier>,
}

/// What is known.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Status {
    /// The document in question.
    pub(crate) uri: Option<Uri>,
    /// `arduino` or `micropython`; none when the document is not ours.
    pub(crate) language: Option<String>,
    /// Board id: `esp32dev`.
    pub(crate) board: Option<String>,
    /// Name on the box.
    pub(crate) board_name: Option<String>,
    /// Chip id.
    pub(crate) chip: Option<String>,
    /// Runtime with version: `arduino-esp32@3.3.8`.
    pub(crate) runtime: Option<String>,
    /// One line when something about the board must be said.
    pub(crate) notice: Option<String>,
    /// The model.
    pub(crate) model: ModelState,
    /// How long the latest inline suggestion took, in milliseconds.
    pub(crate) last_ms: Option<u64>,
}

/// How the model is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "state")]
pub(crate) enum ModelState {
    /// Switched off by a setting.
    Off,
    /// Being read.
    Loading,
    /// Answering.
    Ready {
        /// Name from the file.
        name: String,
    },
    /// Not there; everything else works.
    Missing {
        /// What, why, what to do, in one line.
        message: String,
    },
}

/// The notification.
pub(crate) enum StatusChanged {}

impl Notification for StatusChanged {
    type Params = Status;
    const METHOD: LspNotificationMethod<'static> = LspNotificationMethod::Custom("boardwise/status");
    const MESSAGE_DIRECTION: MessageDirection = MessageDirection::ServerToClient;
}
