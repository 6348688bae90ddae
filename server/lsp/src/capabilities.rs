//! What the client can do, and what this server says it can do.

use tower_lsp_server::gen_lsp_types::{
    ClientCapabilities, CodeActionKind, CodeActionOptions, CompletionOptions, DiagnosticTag, ExecuteCommandOptions, HoverProvider,
    InitializeResult, InlayHintProvider, InlineCompletionProvider, PositionEncodingKind, SaveOptions, ServerCapabilities, ServerInfo,
    SignatureHelpOptions, TextDocumentSyncKind, TextDocumentSyncOptions,
};

use crate::convert::{ACCEPTED, GENERATE};

/// The unit in which the client counts columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units, the protocol's default.
    Utf16,
}

/// The client's abilities that change what is sent to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Features {
    /// Column unit, negotiated.
    pub(crate) encoding: Encoding,
    /// Edits may carry the version of the document that they were made for.
    pub(crate) versioned_edits: bool,
    /// Diagnostics may carry related information.
    pub(crate) related_information: bool,
    /// Diagnostics may say that code is not used; the client fades it.
    pub(crate) fades: bool,
    /// Parameters of a signature may be given as offsets into its label.
    pub(crate) label_offsets: bool,
    /// The client has ghost text; without it the popup shows the model's suggestion.
    pub(crate) inline_completion: bool,
    /// The server may ask the client to watch files.
    pub(crate) watches_files: bool,
    /// The server may begin a report of progress.
    pub(crate) work_done_progress: bool,
    /// The server may ask for settings.
    pub(crate) configuration: bool,
    /// The server may ask for a fresh look at inlay hints.
    pub(crate) refreshes_hints: bool,
    /// The client wants `boardwise/status` notifications (`experimental.boardwiseStatus`).
    pub(crate) status: bool,
}

impl Features {
    /// The features of a client that has said nothing.
    pub(crate) const NONE: Self = Self {
        encoding: Encoding::Utf16,
        versioned_edits: false,
        related_information: false,
        fades: false,
        label_offsets: false,
        inline_completion: false,
        watches_files: false,
        work_done_progress: false,
        configuration: false,
        refreshes_hints: false,
        status: false,
    };

    /// Reads the client's capabilities.
    pub(crate) fn new(client: &ClientCapabilities) -> Self {
        let text = client.text_document.as_ref();
        let workspace = client.workspace.as_ref();
        Self {
            encoding: preferred_encoding(client),
            versioned_edits: workspace.and_then(|it| it.workspace_edit.as_ref()?.document_changes).unwrap_or(false),
            related_information: text
                .and_then(|it| it.publish_diagnostics.as_ref()?.diagnostics_capabilities.related_information)
                .unwrap_or(false),
            fades: text
                .and_then(|it| it.publish_diagnostics.as_ref()?.diagnostics_capabilities.tag_support.as_ref())
                .is_some_and(|it| it.value_set.contains(&DiagnosticTag::Unnecessary)),
            label_offsets: text
                .and_then(|it| {
                    let signature = it.signature_help.as_ref()?.signature_information.as_ref()?;
                    signature.parameter_information.as_ref()?.label_offset_support
                })
                .unwrap_or(false),
            inline_completion: text.is_some_and(|it| it.inline_completion.is_some()),
            watches_files: workspace.and_then(|it| it.did_change_watched_files.as_ref()?.dynamic_registration).unwrap_or(false),
            work_done_progress: client.window.as_ref().and_then(|it| it.work_done_progress).unwrap_or(false),
            configuration: workspace.and_then(|it| it.configuration).unwrap_or(false),
            refreshes_hints: workspace.and_then(|it| it.inlay_hint.as_ref()?.refresh_support).unwrap_or(false),
            status: client.experimental.as_ref().and_then(|it| it.get("boardwiseStatus")?.as_bool()).unwrap_or(false),
        }
    }
}

/// The first encoding on the client's list that is spoken here.
fn preferred_encoding(client: &ClientCapabilities) -> Encoding {
    let offered = client.general.as_ref().and_then(|it| it.position_encodings.as_deref()).unwrap_or_default();
    offered
        .iter()
        .find_map(|kind| match kind {
            PositionEncodingKind::UTF8 => Some(Encoding::Utf8),
            PositionEncodingKind::UTF16 => Some(Encoding::Utf16),
            _ => None,
        })
        .unwrap_or(Encoding::Utf16)
}

/// The answer to `initialize`.
///
/// Everything is static: Neovim ignores a dynamic registration of inline completion.
pub(crate) fn answer(features: Features) -> InitializeResult {
    let strings = |characters: &[&str]| Some(characters.iter().map(ToString::to_string).collect());
    let capabilities = ServerCapabilities {
        position_encoding: Some(match features.encoding {
            Encoding::Utf8 => PositionEncodingKind::UTF8,
            Encoding::Utf16 => PositionEncodingKind::UTF16,
        }),
        text_document_sync: Some(
            TextDocumentSyncOptions {
                open_close: Some(true),
                change: Some(TextDocumentSyncKind::Incremental),
                save: Some(SaveOptions { include_text: Some(false) }.into()),
                ..TextDocumentSyncOptions::default()
            }
            .into(),
        ),
        completion_provider: Some(CompletionOptions {
            trigger_characters: strings(&[".", "(", ",", "<", "\""]),
            ..CompletionOptions::default()
        }),
        hover_provider: Some(HoverProvider::Bool(true)),
        signature_help_provider: Some(SignatureHelpOptions { trigger_characters: strings(&["(", ","]), ..SignatureHelpOptions::default() }),
        code_action_provider: Some(
            CodeActionOptions {
                code_action_kinds: Some(vec![CodeActionKind::QuickFix, CodeActionKind::RefactorRewrite]),
                ..CodeActionOptions::default()
            }
            .into(),
        ),
        inlay_hint_provider: Some(InlayHintProvider::Bool(true)),
        execute_command_provider: Some(ExecuteCommandOptions {
            commands: vec![ACCEPTED.to_owned(), GENERATE.to_owned()],
            ..ExecuteCommandOptions::default()
        }),
        inline_completion_provider: Some(InlineCompletionProvider::Bool(true)),
        ..ServerCapabilities::default()
    };
    InitializeResult {
        capabilities,
        server_info: Some(ServerInfo { name: "boardwise".to_owned(), version: Some(env!("CARGO_PKG_VERSION").to_owned()) }),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[track_caller]
    fn features(capabilities: serde_json::Value) -> Features {
        Features::new(&serde_json::from_value(capabilities).unwrap())
    }

    #[test]
    fn a_silent_client_gets_the_defaults_of_the_protocol() {
        assert_eq!(features(json!({})), Features::NONE);
    }

    #[test]
    fn takes_the_first_encoding_that_both_know() {
        let with = |encodings| features(json!({ "general": { "positionEncodings": encodings } })).encoding;
        assert_eq!(with(json!(["utf-8", "utf-16"])), Encoding::Utf8);
        assert_eq!(with(json!(["utf-16", "utf-8"])), Encoding::Utf16);
        assert_eq!(with(json!(["utf-32", "utf-8"])), Encoding::Utf8);
        assert_eq!(with(json!(["utf-32"])), Encoding::Utf16);
    }

    #[test]
    fn inline_completion_is_advertised_as_plain_true() {
        let answer = serde_json::to_value(answer(Features::NONE)).unwrap();
        assert_eq!(answer["capabilities"]["inlineCompletionProvider"], json!(true));
        assert_eq!(answer["capabilities"]["textDocumentSync"]["change"], json!(2));
    }
}
