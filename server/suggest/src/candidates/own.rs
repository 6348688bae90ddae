//! Names that the document itself declares and that are visible here.

use document::facts::DeclarationKind;

use super::{CandidateKind, Relevance, Sources};

pub(super) fn add(sources: &mut Sources<'_>) {
    let cursor = sources.context.word.end;
    for declaration in &sources.scope.facts.declarations {
        // The word being typed may itself look like a declaration.
        if !declaration.scope.touches(cursor) || declaration.name_span.touches(cursor) {
            continue;
        }
        let kind = match declaration.kind {
            DeclarationKind::Variable | DeclarationKind::Parameter => CandidateKind::Variable,
            DeclarationKind::Function => CandidateKind::Function,
            DeclarationKind::Type => CandidateKind::Class,
            DeclarationKind::Macro | DeclarationKind::Enumerator => CandidateKind::Constant,
            DeclarationKind::Import => CandidateKind::Module,
        };
        let relevance = Relevance { is_own: true, ..Relevance::default() };
        sources.push(declaration.name.clone(), kind, declaration.type_name.clone(), relevance);
    }
    for constant in &sources.scope.facts.constants {
        if !constant.name_span.touches(cursor) {
            let relevance = Relevance { is_own: true, ..Relevance::default() };
            sources.push(constant.name.clone(), CandidateKind::Constant, None, relevance);
        }
    }
}
