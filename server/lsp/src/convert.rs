//! The only file in which values change type between the protocol and the engine.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use ide::position::{self, Utf16};
use ide::{Analysis, Candidate, CandidateKind, CodeAction, Finding, Hover, InlayHint, Language, Severity, SignatureHelp, Span};
use ropey::Rope;
use serde_json::json;
use tower_lsp_server::gen_lsp_types as lsp;
use tower_lsp_server::gen_lsp_types::{Position, Range, Uri};

use crate::capabilities::{Encoding, Features};
use crate::model_worker::lock;
use crate::recent::{Insertion, Offer, Recent, Rest};
use crate::status::{ModelState, Status};

/// A document as it was when a request arrived, and all that an answer about it needs.
#[derive(Debug, Clone)]
pub(crate) struct View {
    /// The document with its targets.
    pub(crate) analysis: Analysis,
    /// Its name as the client writes it.
    pub(crate) uri: Uri,
    /// The client's version of it.
    pub(crate) version: i32,
    /// What the client can do.
    pub(crate) features: Features,
    /// The model's latest suggestions.
    pub(crate) recent: Arc<Mutex<Recent>>,
}

impl View {
    /// The byte offset of a position.
    pub(crate) fn offset(&self, position: Position) -> usize {
        offset(&self.analysis.snapshot.text, position, self.features.encoding)
    }

    /// The bytes of a range; a reversed one is empty.
    pub(crate) fn span(&self, range: Range) -> Span {
        let start = self.offset(range.start);
        Span::new(start, self.offset(range.end).max(start))
    }

    fn position(&self, offset: usize) -> Position {
        to_position(&self.analysis.snapshot.text, offset, self.features.encoding)
    }

    fn range(&self, span: Span) -> Range {
        Range { start: self.position(span.start), end: self.position(span.end) }
    }
}

/// The byte offset of a position; a place past the end of a line is the end of the line.
pub(crate) fn offset(text: &Rope, place: Position, encoding: Encoding) -> usize {
    let (line, column) = (place.line as usize, place.character as usize);
    match encoding {
        Encoding::Utf16 => position::from_utf16(text, Utf16 { line, column }),
        Encoding::Utf8 => {
            let start = position::from_utf16(text, Utf16 { line, column: 0 });
            let end = position::from_utf16(text, Utf16 { line, column: usize::MAX / 2 });
            position::floor(text, start.saturating_add(column).min(end))
        }
    }
}

/// The position of a byte offset.
pub(crate) fn to_position(text: &Rope, offset: usize, encoding: Encoding) -> Position {
    let Utf16 { line, column } = position::to_utf16(text, offset);
    let column = match encoding {
        Encoding::Utf16 => column,
        Encoding::Utf8 => position::floor(text, offset) - position::from_utf16(text, Utf16 { line, column: 0 }),
    };
    Position { line: line as u32, character: column as u32 }
}

/// The bytes that an edit replaces; `None` when its range is reversed.
pub(crate) fn edit_span(text: &Rope, range: Range, encoding: Encoding) -> Option<Span> {
    let span = Span::new(offset(text, range.start, encoding), offset(text, range.end, encoding));
    (span.start <= span.end).then_some(span)
}

/// A finding as a diagnostic: what is wrong and what to do in the message, why beside it.
pub(crate) fn diagnostic(view: &View, finding: &Finding) -> lsp::Diagnostic {
    let range = view.range(finding.span);
    let mut message = finding.message.clone();
    if !finding.help.is_empty() {
        message = format!("{message}\n{}", finding.help);
    }
    let why = (view.features.related_information && !(finding.why.is_empty() && finding.related.is_empty())).then(|| {
        let here = lsp::Location { uri: view.uri.clone(), range };
        let reason = lsp::DiagnosticRelatedInformation { location: here, message: finding.why.clone() };
        let others = finding.related.iter().map(|related| {
            let (uri, start) = if let Some(path) = &related.path {
                // Columns of other files are counted in bytes there; their lines are what matters.
                let start = Position { line: related.line.saturating_sub(1) as u32, character: related.column.saturating_sub(1) as u32 };
                (crate::uri::from_path(path), start)
            } else {
                let at = position::LineColumn { line: related.line, column: related.column };
                (view.uri.clone(), view.position(position::from_line_column(&view.analysis.snapshot.text, at)))
            };
            lsp::DiagnosticRelatedInformation {
                location: lsp::Location { uri, range: Range { start, end: start } },
                message: related.message.clone(),
            }
        });
        std::iter::once(reason).filter(|reason| !reason.message.is_empty()).chain(others).collect()
    });
    lsp::Diagnostic {
        range,
        severity: Some(match finding.severity {
            Severity::Error => lsp::DiagnosticSeverity::Error,
            Severity::Warning => lsp::DiagnosticSeverity::Warning,
            Severity::Hint => lsp::DiagnosticSeverity::Hint,
        }),
        code: Some(finding.rule.to_owned().into()),
        source: Some("boardwise".to_owned()),
        message: message.into(),
        related_information: why,
        ..lsp::Diagnostic::default()
    }
}

/// What `textDocument/publishDiagnostics` carries: findings, and what is to be faded.
pub(crate) fn diagnostics(view: &View, findings: &[Finding]) -> lsp::PublishDiagnosticsParams {
    let mut diagnostics: Vec<_> = findings.iter().map(|finding| diagnostic(view, finding)).collect();
    if view.features.fades && view.analysis.settings().fade {
        diagnostics.extend(view.analysis.inactive().into_iter().map(|span| faded(view, span)));
    }
    lsp::PublishDiagnosticsParams { uri: view.uri.clone(), version: Some(view.version), diagnostics }
}

/// Code that is not compiled: shown faded, told nowhere but under the mouse.
fn faded(view: &View, span: Span) -> lsp::Diagnostic {
    let message = match view.analysis.targets.as_slice() {
        [only] => format!("Not compiled for the {}.", only.board.name),
        _ => "Not compiled for any board of this project.".to_owned(),
    };
    lsp::Diagnostic {
        range: view.range(span),
        severity: Some(lsp::DiagnosticSeverity::Hint),
        source: Some("boardwise".to_owned()),
        message: message.into(),
        tags: Some(vec![lsp::DiagnosticTag::Unnecessary]),
        ..lsp::Diagnostic::default()
    }
}

/// Takes all diagnostics of a document back.
pub(crate) fn no_diagnostics(uri: Uri) -> lsp::PublishDiagnosticsParams {
    lsp::PublishDiagnosticsParams { uri, version: None, diagnostics: Vec::new() }
}

/// Hover as Markdown.
pub(crate) fn hover(view: &View, hover: Hover) -> lsp::Hover {
    lsp::Hover { contents: markdown(hover.markdown).into(), range: Some(view.range(hover.span)) }
}

fn markdown(value: String) -> lsp::MarkupContent {
    lsp::MarkupContent { kind: lsp::MarkupKind::Markdown, value }
}

/// The popup's items in the order in which they were ranked. A client without ghost text finds
/// what the model has said so far at the end. The client is asked to come back as the user types:
/// what was typed decides which candidates there are and in which order. With the list comes the
/// suggestion that is in it.
pub(crate) fn completion(view: &View, offset: usize, candidates: Vec<Candidate>) -> (lsp::CompletionResponse, Option<Offer>) {
    let mut items: Vec<_> = candidates.into_iter().enumerate().map(|(rank, candidate)| completion_item(view, rank, candidate)).collect();
    let mut shown = None;
    if !view.features.inline_completion {
        let rest = lock(&view.recent).rest(&view.analysis, offset);
        items.extend(rest.iter().map(|rest| suggestion_item(view, offset, rest)));
        shown = rest.into_iter().next().map(|rest| rest.offer);
    }
    (lsp::CompletionList { is_incomplete: true, items, ..lsp::CompletionList::default() }.into(), shown)
}

/// The model's suggestion as an item of the popup. It begins with the word before the cursor,
/// because clients filter by that word.
fn suggestion_item(view: &View, offset: usize, rest: &Rest) -> lsp::CompletionItem {
    let text = &view.analysis.snapshot.text;
    let cursor = text.byte_to_char(offset);
    let mut before = text.chars_at(cursor);
    let mut word: Vec<char> = std::iter::from_fn(|| before.prev()).take_while(|it| it.is_alphanumeric() || *it == '_').collect();
    word.reverse();
    let word: String = word.into_iter().collect();
    let new_text = format!("{word}{}", rest.insertion.1);
    let several_lines = new_text.contains('\n');
    lsp::CompletionItem {
        label: new_text.lines().next().unwrap_or_default().to_owned(),
        kind: Some(lsp::CompletionItemKind::Text),
        detail: Some("suggestion of the model".to_owned()),
        documentation: several_lines.then(|| markdown(format!("```\n{new_text}\n```")).into()),
        command: Some(accepted_command(rest.offer.id)),
        // After every table candidate: digits sort before letters.
        sort_text: Some("suggestion".to_owned()),
        text_edit: Some(lsp::TextEdit { range: view.range(Span::new(offset - word.len(), offset)), new_text }.into()),
        ..lsp::CompletionItem::default()
    }
}

fn completion_item(view: &View, rank: usize, candidate: Candidate) -> lsp::CompletionItem {
    // For clients that leave out what other servers offer, too: this one is about the board.
    let is_of_the_board = candidate.kind == CandidateKind::Pin;
    lsp::CompletionItem {
        data: is_of_the_board.then(|| json!({ "board": true })),
        label: candidate.label,
        kind: Some(completion_kind(candidate.kind)),
        detail: candidate.detail,
        documentation: candidate.documentation.map(|text| markdown(text).into()),
        sort_text: Some(format!("{rank:04}")),
        text_edit: Some(lsp::TextEdit { range: view.range(candidate.replace), new_text: candidate.insert_text }.into()),
        ..lsp::CompletionItem::default()
    }
}

fn completion_kind(kind: CandidateKind) -> lsp::CompletionItemKind {
    match kind {
        CandidateKind::Pin | CandidateKind::Constant => lsp::CompletionItemKind::Constant,
        CandidateKind::Variable => lsp::CompletionItemKind::Variable,
        CandidateKind::Function => lsp::CompletionItemKind::Function,
        CandidateKind::Method => lsp::CompletionItemKind::Method,
        CandidateKind::Field => lsp::CompletionItemKind::Field,
        CandidateKind::Class => lsp::CompletionItemKind::Class,
        CandidateKind::Module => lsp::CompletionItemKind::Module,
        CandidateKind::Header => lsp::CompletionItemKind::File,
        CandidateKind::Keyword => lsp::CompletionItemKind::Keyword,
        CandidateKind::Parameter => lsp::CompletionItemKind::Property,
    }
}

/// Signatures with the argument under the cursor.
pub(crate) fn signature_help(view: &View, help: SignatureHelp) -> lsp::SignatureHelp {
    let signatures = help
        .signatures
        .into_iter()
        .map(|(label, parameters)| {
            let parameters = parameters.iter().map(|span| parameter(view, &label, *span)).collect();
            lsp::SignatureInformation { label, parameters: Some(parameters), ..lsp::SignatureInformation::default() }
        })
        .collect();
    lsp::SignatureHelp { signatures, active_signature: Some(help.active as u32), active_parameter: Some((help.parameter as u32).into()) }
}

fn parameter(view: &View, label: &str, span: Span) -> lsp::ParameterInformation {
    let text = label.get(span.start..span.end).unwrap_or_default();
    let label = if view.features.label_offsets {
        let start = label.get(..span.start).unwrap_or_default().encode_utf16().count() as u32;
        (start, start + text.encode_utf16().count() as u32).into()
    } else {
        text.to_owned().into()
    };
    lsp::ParameterInformation { label, documentation: None }
}

/// Whether the client wants quick fixes.
pub(crate) fn wants_fixes(context: &lsp::CodeActionContext) -> bool {
    context
        .only
        .as_ref()
        .is_none_or(|only| only.iter().any(|kind| matches!(kind, lsp::CodeActionKind::QuickFix | lsp::CodeActionKind::Empty)))
}

/// Whether the client wants other actions than fixes.
pub(crate) fn wants_rewrites(context: &lsp::CodeActionContext) -> bool {
    let is_wanted = |kind: &lsp::CodeActionKind| {
        matches!(kind, lsp::CodeActionKind::Refactor | lsp::CodeActionKind::RefactorRewrite | lsp::CodeActionKind::Empty)
    };
    context.only.as_ref().is_none_or(|only| only.iter().any(is_wanted))
}

/// The command that writes what a comment wants.
pub(crate) const GENERATE: &str = "boardwise.generate";

/// Offers to write what the comment on the line of `span` wants: `// boardwise: blink an LED`.
pub(crate) fn wish_action(view: &View, span: Span) -> Option<lsp::CodeActionResponse> {
    let text = &view.analysis.snapshot.text;
    // Wherever the cursor stands on the line, the end of the line is in the comment.
    let line = text.line(text.byte_to_line(span.start)).to_string();
    let line_end = text.line_to_byte(text.byte_to_line(span.start)) + line.trim_end().len();
    let (task, _) = view.analysis.wish_at(line_end)?;
    let title = format!("Generate: {task}");
    let place = json!({ "textDocument": { "uri": view.uri }, "position": view.position(line_end) });
    let command = lsp::Command { title: title.clone(), tooltip: None, command: GENERATE.to_owned(), arguments: Some(vec![place]) };
    let action =
        lsp::CodeAction { title, kind: Some(lsp::CodeActionKind::RefactorRewrite), command: Some(command), ..lsp::CodeAction::default() };
    Some(action.into())
}

/// Fixes on offer; the first one of each finding is the preferred one.
pub(crate) fn code_actions(view: &View, actions: &[CodeAction]) -> Vec<lsp::CodeActionResponse> {
    let mut previous: Option<&Finding> = None;
    actions
        .iter()
        .map(|action| {
            let is_first = previous.replace(&action.finding) != Some(&action.finding);
            lsp::CodeAction {
                title: action.fix.title.clone(),
                kind: Some(lsp::CodeActionKind::QuickFix),
                diagnostics: Some(vec![diagnostic(view, &action.finding)]),
                is_preferred: Some(is_first),
                edit: Some(workspace_edit(view, &action.fix.edits)),
                ..lsp::CodeAction::default()
            }
            .into()
        })
        .collect()
}

pub(crate) fn workspace_edit(view: &View, edits: &[ide::Edit]) -> lsp::WorkspaceEdit {
    let edits = edits.iter().map(|edit| lsp::TextEdit { range: view.range(edit.span), new_text: edit.text.clone() });
    if view.features.versioned_edits {
        let text_document = lsp::OptionalVersionedTextDocumentIdentifier {
            version: Some(view.version),
            text_document_identifier: lsp::TextDocumentIdentifier { uri: view.uri.clone() },
        };
        let edits = edits.map(Into::into).collect();
        lsp::WorkspaceEdit {
            document_changes: Some(vec![lsp::TextDocumentEdit { text_document, edits }.into()]),
            ..lsp::WorkspaceEdit::default()
        }
    } else {
        lsp::WorkspaceEdit { changes: Some(HashMap::from([(view.uri.clone(), edits.collect())])), ..lsp::WorkspaceEdit::default() }
    }
}

/// Text beside code.
pub(crate) fn inlay_hints(view: &View, hints: Vec<InlayHint>) -> Vec<lsp::InlayHint> {
    hints
        .into_iter()
        .map(|hint| lsp::InlayHint {
            position: view.position(hint.offset),
            label: hint.label.into(),
            kind: None,
            text_edits: None,
            tooltip: None,
            padding_left: Some(true),
            padding_right: None,
            data: None,
        })
        .collect()
}

/// What is left of a suggestion as an insertion that goes on from the item selected in the editor's
/// popup; `None` when it does not.
pub(crate) fn extending(view: &View, rest: &Rest, selected: Option<&(Span, String)>) -> Option<Insertion> {
    let (at, text) = &rest.insertion;
    let Some((span, selected)) = selected else {
        return Some(rest.insertion.clone());
    };
    let typed = view.analysis.snapshot.slice(Span::new(span.start, at.start.max(span.start)));
    let whole = format!("{typed}{text}");
    (span.end <= at.end && whole.starts_with(selected.as_str())).then_some((Span::new(span.start, at.end), whole))
}

/// The command that editors run after inserting a suggestion.
pub(crate) const ACCEPTED: &str = "boardwise.accepted";

fn accepted_command(id: u64) -> lsp::Command {
    lsp::Command {
        title: "Count this suggestion as accepted".to_owned(),
        tooltip: None,
        command: ACCEPTED.to_owned(),
        arguments: Some(vec![json!(id)]),
    }
}

/// Ghost text by number, best first.
pub(crate) fn inline_completion(view: &View, insertions: impl IntoIterator<Item = (u64, Insertion)>) -> lsp::InlineCompletionResponse {
    let items = insertions
        .into_iter()
        .map(|(id, (span, text))| lsp::InlineCompletionItem {
            insert_text: text.into(),
            filter_text: None,
            range: Some(view.range(span)),
            command: Some(accepted_command(id)),
        })
        .collect();
    lsp::InlineCompletionList { items }.into()
}

/// No ghost text.
pub(crate) fn no_inline_completion() -> lsp::InlineCompletionResponse {
    lsp::InlineCompletionList { items: Vec::new() }.into()
}

/// The language that a client's name for it says for certain. `cpp` and `python` say nothing:
/// the file and its project decide.
pub(crate) fn language(id: &lsp::LanguageKind) -> Option<Language> {
    match id {
        lsp::LanguageKind::Custom(id) if id == "arduino" || id == "ino" => Some(Language::Arduino),
        lsp::LanguageKind::Custom(id) if id == "micropython" => Some(Language::MicroPython),
        _ => None,
    }
}

/// The board of a document and the state of the model.
pub(crate) fn status(analysis: Option<&Analysis>, uri: Option<Uri>, model: &ModelState, last_ms: Option<u64>) -> Status {
    let target = analysis.and_then(|it| it.targets.first());
    Status {
        uri,
        language: analysis.map(|it| match it.snapshot.language {
            Language::Arduino => "arduino".to_owned(),
            Language::MicroPython => "micropython".to_owned(),
        }),
        board: target.map(|it| it.board.id.clone()),
        board_name: target.map(|it| it.board.name.clone()),
        chip: target.map(|it| it.board.chip.clone()),
        runtime: target.map(|it| it.runtime.coordinate()),
        notice: analysis.and_then(|it| it.notice.clone()),
        model: model.clone(),
        last_ms,
    }
}

/// The files whose change means that a project may name another board, or declare other names.
pub(crate) fn watched_files() -> lsp::Registration {
    let patterns =
        ["**/{board.toml,boardwise.toml,platformio.ini,sketch.yaml}", "**/.vscode/arduino.json", "**/*.{ino,pde,h,hpp,hh,py,properties}"];
    let watchers = patterns.map(|pattern| json!({ "globPattern": pattern }));
    lsp::Registration {
        id: "project-files".to_owned(),
        method: "workspace/didChangeWatchedFiles".to_owned(),
        register_options: Some(json!({ "watchers": watchers })),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: u32, character: u32) -> Position {
        Position { line, character }
    }

    #[test]
    fn columns_are_counted_in_the_negotiated_unit() {
        let text = Rope::from_str("ab\nä😀z\r\n");
        // `z` stands after two bytes, four bytes; one unit, two units.
        let z = 3 + 2 + 4;
        assert_eq!(to_position(&text, z, Encoding::Utf8), place(1, 6));
        assert_eq!(to_position(&text, z, Encoding::Utf16), place(1, 3));
        assert_eq!(offset(&text, place(1, 6), Encoding::Utf8), z);
        assert_eq!(offset(&text, place(1, 3), Encoding::Utf16), z);
    }

    #[test]
    fn a_column_past_the_line_is_its_end() {
        let text = Rope::from_str("ab\r\ncd");
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            assert_eq!(offset(&text, place(0, 900), encoding), 2);
            assert_eq!(offset(&text, place(0, u32::MAX), encoding), 2);
            assert_eq!(offset(&text, place(u32::MAX, 0), encoding), 6);
        }
    }

    #[test]
    fn half_a_character_is_its_start() {
        let text = Rope::from_str("😀");
        assert_eq!(offset(&text, place(0, 2), Encoding::Utf8), 0);
        assert_eq!(offset(&text, place(0, 1), Encoding::Utf16), 0);
    }

    #[test]
    fn a_reversed_range_is_no_edit() {
        let text = Rope::from_str("abc");
        let range = Range { start: place(0, 2), end: place(0, 1) };
        assert_eq!(edit_span(&text, range, Encoding::Utf16), None);
    }
}
