//! Members of modules, classes and objects of this runtime version.

use boards::{Member, MemberKind};
use document::facts::DeclarationKind;

use super::{CandidateKind, Relevance, Sources, signature};
use crate::scope::Receiver;

pub(super) fn add(sources: &mut Sources<'_>, receiver: &str, of: &Receiver) {
    let Some(target) = sources.target else { return };
    let api = &target.runtime.api;
    match of {
        Receiver::Module(module) => push_module(sources, module),
        Receiver::Class(class) | Receiver::Instance(class) => {
            let members: Vec<&Member> = api.lineage(class).into_iter().flat_map(|class| &class.members).collect();
            for member in members {
                push(sources, class, member);
            }
        }
        Receiver::Unknown => {
            // What the program itself has written after the same name.
            let facts = sources.scope.facts;
            let accessed = facts
                .members
                .iter()
                .filter(|access| access.receiver == receiver)
                .map(|access| (&access.member, access.member_span, CandidateKind::Field));
            let called = facts
                .calls
                .iter()
                .filter(|call| call.receiver.as_deref() == Some(receiver))
                .map(|call| (&call.name, call.name_span, CandidateKind::Method));
            let seen: Vec<_> = accessed.chain(called).filter(|(_, span, _)| !span.touches(sources.context.word.end)).collect();
            for (name, _, kind) in seen {
                sources.push(name.clone(), kind, None, Relevance { is_own: true, ..Relevance::default() });
            }
        }
    }
}

/// Names that can be imported from a module.
pub(super) fn add_of_module(sources: &mut Sources<'_>, module: &str) {
    if let Receiver::Module(module) = sources.scope.module(module) {
        push_module(sources, &module);
    }
}

fn push_module(sources: &mut Sources<'_>, module: &str) {
    let Some(target) = sources.target else { return };
    if let Some(found) = target.runtime.api.module(module) {
        for member in &found.members {
            push(sources, module, member);
        }
    }
}

fn push(sources: &mut Sources<'_>, owner: &str, member: &Member) {
    let (kind, detail) = match &member.kind {
        MemberKind::Function(signatures) => (CandidateKind::Method, signatures.first().map(|first| signature(&member.name, first))),
        MemberKind::Constant(value) => (CandidateKind::Constant, value.as_ref().map(|value| format!("= {value}"))),
        MemberKind::Class(class) => (CandidateKind::Class, Some(class.clone())),
        MemberKind::Field => (CandidateKind::Field, None),
    };
    let is_used = sources
        .scope
        .facts
        .declarations
        .iter()
        .any(|declaration| declaration.kind == DeclarationKind::Import && declaration.name == member.name);
    let relevance = Relevance { is_own: is_used, is_internal: member.name.starts_with('_'), ..Relevance::default() };
    let evidence = sources.declared(format!("{} is a member of {owner}", member.name));
    sources.push(member.name.clone(), kind, detail, relevance).evidence = evidence;
}
