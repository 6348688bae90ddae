//! Headers of the core and of known libraries.

use document::Span;

use super::{CandidateKind, Relevance, Sources};
use crate::prompt::rest_of_line;

pub(super) fn add(sources: &mut Sources<'_>, written: &str) {
    let Some(target) = sources.target else { return };
    let api = &target.runtime.api;
    let word = sources.context.word;
    // A header has folders and a dot: what is replaced is more than a word.
    let replace = Span::new(word.start.saturating_sub(written.len()), word.end);
    let open = sources.snapshot.slice(Span::new(replace.start.saturating_sub(1), replace.start));
    let close = if open == "<" { '>' } else { '"' };
    let is_closed = rest_of_line(sources.snapshot, word.end).contains(close);
    let included: Vec<String> = sources.scope.facts.imports.iter().map(|import| import.module.clone()).collect();
    let headers: Vec<&str> = api.headers().filter(|header| !included.iter().any(|known| known == header)).collect();
    for header in headers {
        let library = api.library(header);
        let runs_here = library.is_none_or(|library| library.supports(target.architecture()));
        if !runs_here {
            continue;
        }
        let is_bundled = library.is_some_and(|library| library.bundled);
        let relevance = Relevance { is_common: is_bundled, is_internal: header.contains('/'), ..Relevance::default() };
        let detail = library.map(|library| {
            let origin = if library.bundled { "comes with the core" } else { "library manager" };
            format!("{} · {origin}", library.name)
        });
        let candidate = sources.push(header, CandidateKind::Header, detail, relevance);
        candidate.replace = replace;
        if !is_closed {
            candidate.insert_text.push(close);
        }
    }
}
