//! What the tables know about the thing under the cursor: a pin, a function, a member.

use std::fmt::Write as _;

use boards::{CautionKind, Member, MemberKind, Pin, Signature, Target};
use document::Span;
use document::facts::{PinUse, Value};

use crate::Analysis;

/// What hover shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// What it speaks about.
    pub span: Span,
    /// Markdown.
    pub markdown: String,
}

/// Overloads shown before the rest is only counted.
const MAX_OVERLOADS: usize = 4;

impl Analysis {
    /// Table facts about what stands at `offset`, with their sources.
    pub fn hover(&self, offset: usize) -> Option<Hover> {
        let target = self.target()?;
        self.hover_pin(target, offset).or_else(|| self.hover_call(target, offset)).or_else(|| self.hover_member(target, offset))
    }

    fn hover_pin(&self, target: &Target, offset: usize) -> Option<Hover> {
        let facts = &self.snapshot.facts;
        let in_use = facts.pin_uses.iter().find(|pin_use| pin_use.span.touches(offset));
        if let Some(pin_use) = in_use
            && let Some(pin) = pin_of(target, &pin_use.value)
        {
            return Some(Hover { span: pin_use.span, markdown: self.pin_markdown(target, pin) });
        }
        // The declaration of a constant that names a pin.
        let constant = facts.constants.iter().find(|constant| constant.name_span.touches(offset) || constant.value_span.touches(offset))?;
        let names_a_pin = |pin_use: &&PinUse| pin_use.constant.as_deref() == Some(constant.name.as_str());
        let pin_use = facts.pin_uses.iter().find(names_a_pin)?;
        let pin = pin_of(target, &pin_use.value)?;
        Some(Hover { span: constant.name_span, markdown: self.pin_markdown(target, pin) })
    }

    fn hover_call(&self, target: &Target, offset: usize) -> Option<Hover> {
        let call = self.snapshot.facts.calls.iter().find(|call| call.name_span.touches(offset))?;
        let api = &target.runtime.api;
        let coordinate = target.runtime.coordinate();
        if call.receiver.is_none()
            && let Some(removed) = api.removed(&call.name)
        {
            let mut markdown = format!("**`{}`** was removed in {}.", removed.name, removed.since);
            if let Some(replacement) = &removed.replacement {
                let _ = write!(markdown, "\n\nUse `{replacement}`.");
            }
            let _ = write!(markdown, "\n\n*{}*", removed.source);
            return Some(Hover { span: call.name_span, markdown });
        }
        let (title, signatures, provided_by) = if let Some(kind) = call.receiver_type.as_deref() {
            let MemberKind::Function(signatures) = &api.class_member(kind, &call.name)?.kind else { return None };
            (format!("{kind}.{}", call.name), signatures.clone(), String::new())
        } else if let Some((module, name)) = call.qualified.as_deref().and_then(|qualified| qualified.rsplit_once('.')) {
            match &api.module_member(module, name)?.kind {
                MemberKind::Function(signatures) => (format!("{module}.{name}"), signatures.clone(), String::new()),
                MemberKind::Class(key) => (key.clone(), api.class(key)?.constructors.clone(), String::new()),
                MemberKind::Constant(_) | MemberKind::Field => return None,
            }
        } else if call.receiver.is_none() {
            let function = api.function(&call.name)?;
            (call.name.clone(), function.signatures.clone(), function.provided_by.clone())
        } else {
            return None;
        };
        let mut markdown = String::from("```\n");
        for signature in signatures.iter().take(MAX_OVERLOADS) {
            let _ = writeln!(markdown, "{}", signature_text(&title, signature));
        }
        if signatures.is_empty() {
            let _ = writeln!(markdown, "{title}(…)");
        }
        markdown.push_str("```\n");
        if signatures.len() > MAX_OVERLOADS {
            let _ = writeln!(markdown, "… and {} more overloads.\n", signatures.len() - MAX_OVERLOADS);
        }
        let _ = write!(markdown, "*{coordinate}");
        if !provided_by.is_empty() {
            let _ = write!(markdown, ", {provided_by}");
        }
        markdown.push('*');
        Some(Hover { span: call.name_span, markdown })
    }

    fn hover_member(&self, target: &Target, offset: usize) -> Option<Hover> {
        let access = self.snapshot.facts.members.iter().find(|access| access.member_span.touches(offset))?;
        let key = access.receiver_type.as_deref()?;
        let api = &target.runtime.api;
        let member = api.class_member(key, &access.member).or_else(|| api.module_member(key, &access.member))?;
        let markdown = format!("`{}`\n\n*{}*", member_text(key, member), target.runtime.coordinate());
        Some(Hover { span: access.member_span, markdown })
    }

    /// A pin's facts as a few lines of Markdown.
    fn pin_markdown(&self, target: &Target, pin: &Pin) -> String {
        let mut names: Vec<&str> = pin.names.iter().map(String::as_str).filter(|name| *name != pin.chip_pin).collect();
        names.dedup();
        let mut markdown = format!("**Pin {}** on {}", pin.number, target.board.name);
        let _ = write!(markdown, " ({}{}{})", pin.chip_pin, if names.is_empty() { "" } else { ", " }, names.join(", "));
        let _ = write!(markdown, "\n\n{}", capabilities(pin).join(" · "));
        for caution in &pin.cautions {
            let _ = write!(markdown, "\n\n⚠ {} *({})*", caution.text, first_source(&caution.source));
        }
        let uses: Vec<String> = self
            .snapshot
            .facts
            .pin_uses
            .iter()
            .filter(|pin_use| pin_of(target, &pin_use.value).is_some_and(|other| other.number == pin.number))
            .map(|pin_use| format!("`{}`", pin_use.callee))
            .collect();
        if !uses.is_empty() {
            let _ = write!(markdown, "\n\nUsed here by {}.", dedup(uses).join(", "));
        }
        let _ = write!(markdown, "\n\n*{}*", first_source(&pin.source));
        markdown
    }
}

/// Tables name every source that agrees; a person needs the first, JSON has them all.
pub fn first_source(sources: &str) -> &str {
    sources.split(';').next().unwrap_or_default()
}

/// The pin behind a resolved value.
pub(crate) fn pin_of<'a>(target: &'a Target, value: &Value) -> Option<&'a Pin> {
    match value {
        Value::Int(number) => target.pin(*number),
        Value::Name(name) | Value::Str(name) => target.pin_named(name),
    }
}

/// What a pin can do, in a few words each, and what it cannot.
pub fn capabilities(pin: &Pin) -> Vec<String> {
    let mut words = Vec::new();
    words.push(
        match (pin.input, pin.output) {
            (true, true) => "input, output",
            (true, false) => "input only",
            (false, true) => "output only",
            (false, false) => "no digital use",
        }
        .to_owned(),
    );
    words.push(
        match (pin.pull_up, pin.pull_down) {
            (true, true) => "pull-up, pull-down",
            (true, false) => "pull-up",
            (false, true) => "pull-down",
            (false, false) => "no pulls",
        }
        .to_owned(),
    );
    if pin.pwm {
        words.push("PWM".to_owned());
    }
    for signal in [&pin.adc, &pin.dac, &pin.touch].into_iter().flatten() {
        words.push(signal.clone());
    }
    if pin.interrupt {
        words.push("interrupt".to_owned());
    }
    words.extend(pin.functions.iter().take(6).cloned());
    if pin.caution(CautionKind::Absent).is_some() {
        words.push("not brought out".to_owned());
    }
    words
}

/// A signature as one line of code.
pub fn signature_text(name: &str, signature: &Signature) -> String {
    let parameters = signature.parameters.join(", ");
    if signature.returns.is_empty() { format!("{name}({parameters})") } else { format!("{} {name}({parameters})", signature.returns) }
}

fn member_text(owner: &str, member: &Member) -> String {
    match &member.kind {
        MemberKind::Function(signatures) => signatures.first().map_or_else(
            || format!("{owner}.{}(…)", member.name),
            |signature| signature_text(&format!("{owner}.{}", member.name), signature),
        ),
        MemberKind::Constant(Some(value)) => format!("{owner}.{} = {value}", member.name),
        MemberKind::Constant(None) | MemberKind::Field => format!("{owner}.{}", member.name),
        MemberKind::Class(key) => format!("class {key}"),
    }
}

fn dedup(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words.dedup();
    words
}
