//! What the server says on its own, in the order in which it was decided.

use tokio::sync::mpsc::UnboundedReceiver;
use tower_lsp_server::Client;
use tower_lsp_server::gen_lsp_types::{MessageType, PublishDiagnosticsParams};

use crate::status::{Status, StatusChanged};

/// A message to the client that answers no request.
#[derive(Debug)]
pub(crate) enum Message {
    /// Findings of one document.
    Diagnostics(PublishDiagnosticsParams),
    /// A line for the person at the keyboard.
    Show(String),
    /// The board or the model changed.
    Status(Status),
    /// Inlay hints are out of date.
    RefreshHints,
}

/// Delivers messages until the sender is gone.
pub(crate) async fn deliver(client: Client, mut messages: UnboundedReceiver<Message>) {
    while let Some(message) = messages.recv().await {
        match message {
            Message::Diagnostics(it) => {
                client.publish_diagnostics(it.uri, it.diagnostics, it.version).await;
            }
            Message::Show(line) => client.show_message(MessageType::Warning, line).await,
            Message::Status(status) => client.send_notification::<StatusChanged>(status).await,
            Message::RefreshHints => {
                // The client answers when it likes; later messages do not wait for that.
                let client = client.clone();
                tokio::spawn(async move { client.inlay_hint_refresh().await });
            }
        }
    }
}
