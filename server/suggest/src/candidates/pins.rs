//! Pins that can do what the place needs, by number and by name.

use boards::{CautionKind, Family, Pin, RuntimeKind};
use document::facts::{PinRole, Value};

use super::{CandidateKind, Relevance, Sources};
use crate::context::{PinSlot, Place};
use crate::pins::{self, Fit};

pub(super) fn add(sources: &mut Sources<'_>) {
    let (Some(slot), Some(target)) = (sources.context.pin.clone(), sources.target) else { return };
    let is_text = sources.context.place == Place::Text;
    let is_python = target.runtime.kind == RuntimeKind::MicroPython;
    let taken = taken(sources, &slot);
    // Where the core counts analog inputs, or prints other numbers on the board, names are clearer.
    let reads_analog = slot.roles.contains(&PinRole::AnalogRead);
    let prefers_names = !is_python && (target.chip.family == Family::Esp8266 || (reads_analog && target.chip.family != Family::Esp32));
    for pin in &target.pins {
        let fit = pins::fit(target, pin, &slot.roles);
        let cannot = fit == Fit::Impossible || pin.caution(CautionKind::Absent).is_some() && slot.roles == [PinRole::Unspecified];
        if cannot {
            continue;
        }
        let relevance =
            Relevance { fits: true, is_risky: fit == Fit::Risky, is_taken: taken.contains(&pin.number), ..Relevance::default() };
        if !pin.by_name_only() && !is_text {
            let relevance = Relevance { is_common: !prefers_names, ..relevance };
            push(sources, &slot, pin, pin.number.to_string(), relevance);
        }
        for name in &pin.names {
            let written = if is_python && !is_text { format!("\"{name}\"") } else { name.clone() };
            if is_python || is_plain_name(name) {
                let is_usual = name == "LED_BUILTIN" || (prefers_names && is_numbered(name)) || (is_python && pin.by_name_only());
                let relevance = Relevance { is_common: is_usual, is_internal: !is_usual, ..relevance };
                push(sources, &slot, pin, written, relevance);
            }
        }
    }
    if is_text {
        return;
    }
    add_constants(sources, &slot);
}

/// Constants of the program that stand for a pin which can do it.
fn add_constants(sources: &mut Sources<'_>, slot: &PinSlot) {
    let Some(target) = sources.target else { return };
    let facts = sources.scope.facts;
    for constant in &facts.constants {
        let pin = match &constant.value {
            Value::Int(number) => target.pin(*number),
            Value::Name(name) | Value::Str(name) => pins::pin_of_name(target, name),
        };
        let Some(pin) = pin else { continue };
        // A constant at its own definition is no help.
        let defines_itself = constant.value_span.start <= slot.span.start && slot.span.start <= constant.value_span.end;
        if pins::value_is_wrong(target, &constant.value, &slot.roles) || defines_itself {
            continue;
        }
        let is_pin =
            facts.pin_uses.iter().any(|pin_use| pin_use.constant.as_deref() == Some(&constant.name)) || names_a_pin(&constant.name);
        let relevance =
            Relevance { fits: is_pin, is_own: true, is_risky: pins::fit(target, pin, &slot.roles) == Fit::Risky, ..Relevance::default() };
        let detail = format!("{} · {}", pins::title(pin), pins::abilities(pin));
        let evidence = slot.roles.iter().map(|&role| pins::evidence(target, pin, role)).collect();
        let candidate = sources.push(constant.name.clone(), CandidateKind::Constant, Some(detail), relevance);
        candidate.evidence = evidence;
    }
}

fn push(sources: &mut Sources<'_>, slot: &PinSlot, pin: &Pin, written: String, relevance: Relevance) {
    let Some(target) = sources.target else { return };
    let printed = target.label(pin.number).map(|label| format!("printed {label} · ")).unwrap_or_default();
    let detail = format!("{} · {printed}{}", pins::title(pin), pins::abilities(pin));
    let mut notes: Vec<String> = pin.cautions.iter().map(|caution| format!("- {}", caution.text)).collect();
    if relevance.is_taken {
        notes.push("- Already used in this program.".to_owned());
    }
    if !pin.functions.is_empty() {
        notes.push(format!("- Signals: {}", pin.functions.join(", ")));
    }
    let evidence = slot.roles.iter().map(|&role| pins::evidence(target, pin, role)).collect();
    let candidate = sources.push(written, CandidateKind::Pin, Some(detail), relevance);
    candidate.documentation = (!notes.is_empty()).then(|| notes.join("\n"));
    candidate.evidence = evidence;
}

/// Pins that the program uses elsewhere.
fn taken(sources: &Sources<'_>, slot: &PinSlot) -> Vec<u16> {
    let Some(target) = sources.target else { return Vec::new() };
    let elsewhere = sources.scope.facts.pin_uses.iter().filter(|pin_use| !pin_use.origin.unwrap_or(pin_use.span).touches(slot.span.start));
    elsewhere
        .filter_map(|pin_use| match &pin_use.value {
            Value::Int(number) => target.pin(*number),
            Value::Str(name) | Value::Name(name) => pins::pin_of_name(target, name),
        })
        .map(|pin| pin.number)
        .collect()
}

/// `A0`, `D4`, `GP25`.
fn is_numbered(name: &str) -> bool {
    let stem = name.trim_end_matches(|c: char| c.is_ascii_digit());
    stem.len() < name.len() && matches!(stem, "A" | "D" | "GP")
}

/// Whether the name can be written in C++ and is no other spelling of the number.
fn is_plain_name(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

fn names_a_pin(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    ["pin", "led", "button", "btn", "relay", "sensor", "gpio", "servo", "motor"].iter().any(|word| name.contains(word))
}
