//! Functions, objects, classes and constants that the runtime declares.

use document::Language;
use rustc_hash::FxHashSet;

use super::{CandidateKind, Relevance, Sources, matches, signature};

/// What the Arduino language reference is made of, and what its examples use.
const COMMON: &[&str] = &[
    "A0",
    "CHANGE",
    "DEC",
    "FALLING",
    "HEX",
    "HIGH",
    "INPUT",
    "INPUT_PULLUP",
    "LED_BUILTIN",
    "LOW",
    "OUTPUT",
    "RISING",
    "SPI",
    "Serial",
    "String",
    "Wire",
    "abs",
    "analogRead",
    "analogReadResolution",
    "analogWrite",
    "attachInterrupt",
    "bitRead",
    "bitSet",
    "constrain",
    "delay",
    "delayMicroseconds",
    "detachInterrupt",
    "digitalPinToInterrupt",
    "digitalRead",
    "digitalWrite",
    "interrupts",
    "ledcAttach",
    "ledcWrite",
    "lowByte",
    "map",
    "max",
    "micros",
    "millis",
    "min",
    "noInterrupts",
    "noTone",
    "pinMode",
    "pow",
    "pulseIn",
    "random",
    "randomSeed",
    "shiftIn",
    "shiftOut",
    "sqrt",
    "tone",
];

pub(super) fn add(sources: &mut Sources<'_>) {
    let Some(target) = sources.target else { return };
    let api = &target.runtime.api;
    if sources.scope.language == Language::MicroPython {
        // Everything else has to be imported, and what is imported is the program's own.
        if let Some(builtins) = api.module("builtins") {
            for member in builtins.members.iter().filter(|member| !member.name.starts_with('_')) {
                let (kind, detail) = match &member.kind {
                    boards::MemberKind::Function(signatures) => {
                        (CandidateKind::Function, signatures.first().map(|first| signature(&member.name, first)))
                    }
                    boards::MemberKind::Class(_) => (CandidateKind::Class, None),
                    _ => (CandidateKind::Constant, None),
                };
                sources.push(member.name.clone(), kind, detail, Relevance::default());
            }
        }
        return;
    }
    let typed = sources.context.prefix.clone();
    let included: Vec<&str> = sources.scope.facts.imports.iter().map(|import| import.module.as_str()).collect();
    let libraries: Vec<&str> = included.iter().filter_map(|header| api.header(header)).collect();
    // One header of a library brings others of it.
    let is_missing = |header: &str| !included.contains(&header) && api.header(header).is_none_or(|library| !libraries.contains(&library));
    let relevance = |name: &str, provider: Option<&str>| Relevance {
        is_common: COMMON.contains(&name),
        needs_include: match provider.filter(|header| !header.is_empty()) {
            Some(header) => is_missing(header),
            // Where a check could not be sure, a library's name still stands behind the others.
            None => api.library_header_of(name).is_some_and(is_missing),
        },
        // ESP-IDF and SDK names are spelled with underscores.
        is_internal: name.starts_with('_') || name.contains('_') && name.bytes().any(|byte| byte.is_ascii_lowercase()),
        ..Relevance::default()
    };
    // Tables of SDKs hold ten thousand names: they are sieved before anything is built. While nothing
    // is typed, only what everybody uses and what the program includes is worth a line.
    let brought: FxHashSet<&str> =
        if typed.is_empty() { included.iter().flat_map(|header| api.names_of_header(header)).collect() } else { FxHashSet::default() };
    let first = typed.chars().next();
    let is_wanted = |name: &str| match first {
        // What is inside of a namespace is not called by its name alone.
        Some(_) if name.contains('.') => false,
        Some(first) => name.starts_with(|c: char| c.eq_ignore_ascii_case(&first)) && matches(name, &typed).is_some(),
        None => COMMON.contains(&name) || brought.contains(name),
    };
    let mut rows: Vec<(String, CandidateKind, Option<String>, Relevance)> = Vec::new();
    for (name, function) in api.functions().filter(|(name, _)| is_wanted(name)) {
        let detail = function.signatures.first().map(|first| signature(name, first));
        rows.push((name.to_owned(), CandidateKind::Function, detail, relevance(name, Some(&function.provided_by))));
    }
    for (name, class) in api.objects().filter(|(name, _)| is_wanted(name)) {
        rows.push((name.to_owned(), CandidateKind::Variable, Some(class.to_owned()), relevance(name, api.provided_by(name))));
    }
    for class in api.classes().filter(|class| is_wanted(&class.name)) {
        rows.push((class.name.clone(), CandidateKind::Class, None, relevance(&class.name, api.provided_by(&class.name))));
    }
    for name in api.constants().filter(|name| is_wanted(name)) {
        let value = api.constant(name).flatten().map(|value| format!("= {value}"));
        rows.push((name.to_owned(), CandidateKind::Constant, value, relevance(name, api.provided_by(name))));
    }
    let runtime = target.runtime.coordinate();
    for (name, kind, detail, relevance) in rows {
        let evidence = sources.declared(format!("{name} is declared by {runtime}"));
        sources.push(name, kind, detail, relevance).evidence = evidence;
    }
}
