//! Functions, objects, classes and constants that the runtime declares.

use document::Language;

use super::{CandidateKind, Relevance, Sources, signature};

/// What the Arduino language reference is made of, and what its examples use.
const COMMON: &[&str] = &[
    "A0", "CHANGE", "DEC", "FALLING", "HEX", "HIGH", "INPUT", "INPUT_PULLUP", "LED_BUILTIN", "LOW", "OUTPUT", "RISING", "SPI", "Serial", "String",
    "Wire", "abs", "analogRead", "analogReadResolution", "analogWrite", "attachInterrupt", "bitRead", "bitSet", "constrain", "delay",
    "delayMicroseconds", "detachInterrupt", "digitalPinToInterrupt", "digitalRead", "digitalWrite", "interrupts", "ledcAttach", "ledcWrite",
    "lowByte", "map", "max", "micros", "millis", "min", "noInterrupts", "noTone", "pinMode", "pow", "pulseIn", "random", "randomSeed", "shiftIn",
    "shiftOut", "sqrt", "tone",
];

pub(super) fn add(sources: &mut Sources<'_>) {
    let Some(target) = sources.target else { return };
    let api = &target.runtime.api;
    if sources.scope.language == Language::MicroPython {
        // Everything else has to be imported, and what is imported is the program's own.
        if let Some(builtins) = api.module("builtins") {
            for member in builtins.members.iter().filter(|member| !member.name.starts_with('_')) {
                let (kind, detail) = match &member.kind {
                    boards::MemberKind::Function(signatures) => (CandidateKind::Function, signatures.first().map(|first| signature(&member.name, first))),
                    boards::MemberKind::Class(_) => (CandidateKind::Class, None),
                    _ => (CandidateKind::Constant, None),
                };
                sources.push(member.name.clone(), kind, detail, Relevance::default());
            }
        }
        return;
    }
    let nothing_typed = sources.context.prefix.is_empty();
    let included: Vec<String> = sources.scope.facts.imports.iter().map(|import| import.module.clone()).collect();
    let relevance = |name: &str, provider: Option<&str>| Relevance {
        is_common: COMMON.contains(&name),
        needs_include: provider.is_some_and(|header| !header.is_empty() && !included.iter().any(|known| known == header)),
        // ESP-IDF and SDK names are spelled with underscores.
        is_internal: name.starts_with('_') || name.contains('_') && name.bytes().any(|byte| byte.is_ascii_lowercase()),
        ..Relevance::default()
    };
    let is_wanted = |relevance: &Relevance| !nothing_typed || relevance.is_common || !(relevance.needs_include || relevance.is_internal);
    let mut rows: Vec<(String, CandidateKind, Option<String>, Relevance)> = Vec::new();
    for (name, function) in api.functions() {
        let provider = Some(function.provided_by.as_str());
        rows.push((name.to_owned(), CandidateKind::Function, function.signatures.first().map(|first| signature(name, first)), relevance(name, provider)));
    }
    for (name, class) in api.objects() {
        rows.push((name.to_owned(), CandidateKind::Variable, Some(class.to_owned()), relevance(name, api.provided_by(name))));
    }
    for class in api.classes() {
        rows.push((class.name.clone(), CandidateKind::Class, None, relevance(&class.name, api.provided_by(&class.name))));
    }
    for name in api.constants() {
        let value = api.constant(name).flatten().map(|value| format!("= {value}"));
        rows.push((name.to_owned(), CandidateKind::Constant, value, relevance(name, api.provided_by(name))));
    }
    let runtime = target.runtime.coordinate();
    let typed = sources.context.prefix.clone();
    for (name, kind, detail, relevance) in rows.into_iter().filter(|(name, _, _, relevance)| is_wanted(relevance) && begins_alike(name, &typed)) {
        let evidence = sources.declared(format!("{name} is declared by {runtime}"));
        sources.push(name, kind, detail, relevance).evidence = evidence;
    }
}

/// A first sieve: tables of SDKs hold ten thousand names.
fn begins_alike(name: &str, typed: &str) -> bool {
    let first = |text: &str| text.chars().next().map(|c| c.to_ascii_lowercase());
    typed.is_empty() || first(name) == first(typed)
}
