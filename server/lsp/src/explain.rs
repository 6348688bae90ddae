//! `boardwise/explain`: what stands behind the suggestion and the findings at a place.

use ide::Explanation;
use serde::{Deserialize, Serialize};
use tower_lsp_server::gen_lsp_types::{Position, TextDocumentIdentifier};

use crate::convert::View;
use crate::model_worker::lock;

/// Parameters of the request: a place.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct ExplainParams {
    /// The document.
    pub(crate) text_document: TextDocumentIdentifier,
    /// The cursor.
    pub(crate) position: Position,
}

/// The answer.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Explained {
    /// For people.
    pub(crate) markdown: String,
    /// The text of the suggestion that is explained, if there is one.
    pub(crate) suggestion: Option<String>,
    /// Rules whose findings are explained.
    pub(crate) rules: Vec<&'static str>,
}

/// Explains a place. The suggestion is the one on the screen, or the one that was just accepted.
pub(crate) fn explain(view: &View, position: Position) -> Explained {
    let offset = view.offset(position);
    let offer = lock(&view.recent).about(&view.analysis, offset);
    let explanation: Explanation = view.analysis.explain(offset, offer.map(|offer| offer.suggestion.as_ref().clone()));
    Explained {
        markdown: explanation.markdown(),
        suggestion: explanation.suggestion.map(|it| it.text),
        rules: explanation.findings.iter().map(|finding| finding.rule).collect(),
    }
}
