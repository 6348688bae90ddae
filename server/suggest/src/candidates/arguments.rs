//! Words that certain arguments are made for: modes, levels, edges; names of keyword arguments.

use boards::{MemberKind, Signature};
use document::Language;

use super::{CandidateKind, Relevance, Sources};
use crate::context::Argument;
use crate::scope::Receiver;

/// Function, argument, words.
const CPP: &[(&str, usize, &[&str])] = &[
    ("analogReference", 0, &["DEFAULT", "INTERNAL", "EXTERNAL"]),
    ("attachInterrupt", 2, &["CHANGE", "FALLING", "RISING"]),
    ("begin", 0, &["115200", "9600"]),
    ("digitalWrite", 1, &["HIGH", "LOW"]),
    ("pinMode", 1, &["OUTPUT", "INPUT_PULLUP", "INPUT", "INPUT_PULLDOWN"]),
    ("print", 1, &["DEC", "HEX", "BIN"]),
    ("println", 1, &["DEC", "HEX", "BIN"]),
    ("shiftOut", 2, &["MSBFIRST", "LSBFIRST"]),
];

/// Class, argument, keyword, members of the class itself.
const PYTHON: &[(&str, usize, &str, &[&str])] =
    &[("Pin", 1, "mode", &["OUT", "IN", "OPEN_DRAIN"]), ("Pin", 2, "pull", &["PULL_UP", "PULL_DOWN"])];

pub(super) fn add(sources: &mut Sources<'_>, argument: &Argument) {
    if !argument.begins {
        return;
    }
    match sources.scope.language {
        Language::Arduino => add_words(sources, argument),
        Language::MicroPython => {
            add_members(sources, argument);
            if argument.keyword.is_none() {
                add_keywords(sources, argument);
            }
        }
    }
}

fn add_words(sources: &mut Sources<'_>, argument: &Argument) {
    let is_serial = argument.receiver.as_deref().is_some_and(|receiver| receiver.starts_with("Serial"));
    let rows = CPP.iter().filter(|(name, index, _)| *name == argument.callee && *index == argument.index);
    for (name, _, words) in rows.filter(|(name, ..)| *name != "begin" || is_serial) {
        let known = |word: &str| {
            let declared = sources.target.is_none_or(|target| target.runtime.api.constant(word).is_some());
            declared || *name == "begin" || *word != *"INPUT_PULLDOWN"
        };
        let words: Vec<&str> = words.iter().copied().filter(|word| known(word)).collect();
        for (at, word) in words.iter().enumerate() {
            let n_behind = (words.len() - 1 - at) as u8;
            let relevance = Relevance { fits: true, is_common: true, n_behind, ..Relevance::default() };
            sources.push(*word, CandidateKind::Constant, None, relevance);
        }
    }
}

fn add_members(sources: &mut Sources<'_>, argument: &Argument) {
    let keyword = argument.keyword.as_deref();
    let class = argument.receiver.as_ref().map_or_else(|| argument.callee.clone(), |receiver| format!("{receiver}.{}", argument.callee));
    for (name, index, parameter, members) in PYTHON {
        let is_here = keyword.map_or(*index == argument.index, |keyword| keyword == *parameter);
        let Receiver::Class(key) = sources.scope.receiver(&class) else { continue };
        if *name != argument.callee || !is_here {
            continue;
        }
        for (at, member) in members.iter().enumerate() {
            let exists = sources.target.is_some_and(|target| target.runtime.api.class_member(&key, member).is_some());
            if exists {
                let n_behind = (members.len() - 1 - at) as u8;
                let relevance = Relevance { fits: true, is_common: true, n_behind, ..Relevance::default() };
                sources.push(format!("{class}.{member}"), CandidateKind::Constant, None, relevance);
            }
        }
    }
}

/// `baudrate=`, `scl=`: parameters of the callee that are not given yet.
fn add_keywords(sources: &mut Sources<'_>, argument: &Argument) {
    let Some(target) = sources.target else { return };
    let api = &target.runtime.api;
    let chain = argument.receiver.as_ref().map_or_else(|| argument.callee.clone(), |receiver| format!("{receiver}.{}", argument.callee));
    let signatures: Vec<&Signature> = if let Receiver::Class(class) = sources.scope.receiver(&chain) {
        api.class(&class).into_iter().flat_map(|class| &class.constructors).collect()
    } else {
        let owner = argument.receiver.as_deref().map(|receiver| sources.scope.receiver(receiver));
        let member = match owner {
            Some(Receiver::Module(module)) => api.module_member(&module, &argument.callee),
            Some(Receiver::Class(class) | Receiver::Instance(class)) => api.class_member(&class, &argument.callee),
            _ => None,
        };
        match member.map(|member| &member.kind) {
            Some(MemberKind::Function(signatures)) => signatures.iter().collect(),
            _ => Vec::new(),
        }
    };
    let written = sources.snapshot.slice(document::Span::new(argument.open_at, sources.context.word.start));
    let mut rows = Vec::new();
    for parameter in signatures.iter().flat_map(|signature| &signature.parameters) {
        let name = parameter.split([':', '=']).next().unwrap_or_default().trim();
        let is_name = !name.is_empty() && name.bytes().all(decode::is_identifier_byte) && name != "self";
        if is_name && !written.contains(&format!("{name}=")) && (parameter.contains('=') || parameter.contains(':')) {
            rows.push((format!("{name}="), parameter.clone()));
        }
    }
    for (label, detail) in rows {
        let relevance = Relevance { fits: argument.index > 0, ..Relevance::default() };
        sources.push(label, CandidateKind::Parameter, Some(detail), relevance);
    }
}
