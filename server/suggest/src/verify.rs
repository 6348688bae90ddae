//! The verdict: the draft applied to the document and judged by the same rules as `check`.

use boards::Target;
use check::{Evidence, Finding, Severity, check};
use document::{Language, Snapshot, Span};

use crate::pins;
use crate::scan::{Mode, Scan};

/// Rules whose warnings hide a draft as errors do, where the draft itself brings what they warn of: a person may know that
/// the flash of their module leaves a line free, a model cannot.
const NEVER_SUGGESTED: [&str; 1] = ["flash-pin-used"];
/// A bad pin is swapped at most so often in one draft.
const MAX_SWAPS: usize = 2;

/// What the rules say about a draft.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Verdict {
    /// It may be shown.
    Passed(Passed),
    /// It may not.
    Rejected {
        /// The rule that objects.
        rule: String,
        /// Its message.
        message: String,
    },
}

/// A draft that adds no error.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Passed {
    /// The text, with bad pins swapped.
    pub(crate) text: String,
    /// New warnings and hints.
    pub(crate) warnings: Vec<Finding>,
    /// Facts behind the pins and names in it, and behind every swap.
    pub(crate) evidence: Vec<Evidence>,
    /// How many pins were swapped.
    pub(crate) n_swaps: usize,
}

/// Judges drafts for one place of one document.
pub(crate) struct Judge<'a> {
    snapshot: &'a Snapshot,
    target: Option<&'a Target>,
    offset: usize,
    /// What is found without any draft.
    old: Vec<Finding>,
}

impl<'a> Judge<'a> {
    pub(crate) fn new(snapshot: &'a Snapshot, target: Option<&'a Target>, offset: usize) -> Self {
        Self { snapshot, target, offset, old: check(snapshot, target) }
    }

    /// The verdict on `draft`, inserted at the offset. What is not finished need not parse.
    pub(crate) fn verdict(&self, draft: &str, is_finished: bool) -> Verdict {
        let mut text = draft.to_owned();
        let mut evidence = Vec::new();
        for n_swaps in 0..=MAX_SWAPS {
            // What is not finished is judged as if it ended here.
            let closed = if is_finished { text.clone() } else { self.closed(&text) };
            let Ok(after) = self.snapshot.with_edit(Span::new(self.offset, self.offset), &closed) else {
                return Verdict::Rejected { rule: "syntax".to_owned(), message: "the draft does not fit the text".to_owned() };
            };
            let span = Span::new(self.offset, self.offset + text.len());
            let mut warnings = self.new_findings(check(&after, self.target), span);
            let is_barred = |finding: &Finding| {
                finding.severity == Severity::Error || (NEVER_SUGGESTED.contains(&finding.rule) && touches(finding.span, span))
            };
            if let Some(error) = warnings.iter().position(is_barred) {
                let error = warnings.swap_remove(error);
                let swapped = (n_swaps < MAX_SWAPS).then(|| swap(&error, span, &text)).flatten();
                let Some((better, fact)) = swapped else {
                    return Verdict::Rejected { rule: error.rule.to_owned(), message: error.message };
                };
                text = better;
                evidence.push(fact);
                continue;
            }
            if is_finished && let Some(message) = self.broken_syntax(&after, &text) {
                return Verdict::Rejected { rule: "syntax".to_owned(), message };
            }
            evidence.splice(..0, self.evidence(&after, span));
            return Verdict::Passed(Passed { text, warnings, evidence, n_swaps });
        }
        Verdict::Rejected { rule: "syntax".to_owned(), message: "no valid pin was found".to_owned() }
    }

    /// Findings that were not there before: an old one explains a new one of the same rule and message,
    /// if possible at the same place.
    fn new_findings(&self, findings: Vec<Finding>, draft: Span) -> Vec<Finding> {
        let moved = |at: usize| if at >= draft.start { at + draft.len() } else { at };
        let is_alike = |old: &Finding, new: &Finding| old.rule == new.rule && old.message == new.message && old.severity >= new.severity;
        let mut old: Vec<&Finding> = self.old.iter().collect();
        let mut fresh = findings;
        fresh.retain(|new| {
            let same_place = |old: &&Finding| is_alike(old, new) && moved(old.span.start) == new.span.start;
            let explained = old.iter().position(same_place);
            explained.map(|index| old.swap_remove(index)).is_none()
        });
        fresh.retain(|new| {
            let explained = old.iter().position(|old| is_alike(old, new));
            explained.map(|index| old.swap_remove(index)).is_none()
        });
        // Half a line hides facts further down from the parser; completing it brings them back. What
        // is found with the cursor's line taken away is not the draft's doing.
        if fresh.iter().any(|finding| !touches(finding.span, draft)) {
            let hidden = self.without_line();
            fresh.retain(|new| touches(new.span, draft) || !hidden.iter().any(|old| is_alike(old, new)));
        }
        fresh
    }

    /// Findings of the document without the line at the cursor.
    fn without_line(&self) -> Vec<Finding> {
        let text = &self.snapshot.text;
        let line = text.byte_to_line(self.offset);
        let end = if line + 1 < text.len_lines() { text.line_to_byte(line + 1) } else { text.len_bytes() };
        self.snapshot
            .with_edit(Span::new(text.line_to_byte(line), end), "")
            .map(|snapshot| check(&snapshot, self.target))
            .unwrap_or_default()
    }

    /// The draft with the brackets of its statement closed, so that the calls in it are calls; nothing is added
    /// where more text follows on the line.
    fn closed(&self, draft: &str) -> String {
        let text = &self.snapshot.text;
        let line_end = text.line_to_byte(text.byte_to_line(self.offset)) + text.line(text.byte_to_line(self.offset)).len_bytes();
        if !text.byte_slice(self.offset..line_end).chars().all(char::is_whitespace) {
            return draft.to_owned();
        }
        let draft = draft.trim_end_matches([' ', ',', '.', '+', '-', '*', '/', '=', '<', '>', '&', '|']);
        let lines = text.byte_slice(..self.offset).to_string() + draft;
        let scan = Scan::of(self.snapshot.language, lines.as_bytes());
        if scan.mode != Mode::Code {
            return draft.to_owned();
        }
        let open = &scan.open[scan.open.len() - scan.n_open_in_statement()..];
        let closers = open.iter().rev().map(|open| if open.bracket == b'[' { ']' } else { ')' });
        let end = if self.snapshot.language == Language::Arduino { ";" } else { "" };
        draft.chars().chain(closers).collect::<String>() + end
    }

    /// Says so if a draft that looks finished leaves more syntax errors than there were.
    fn broken_syntax(&self, after: &Snapshot, draft: &str) -> Option<String> {
        let text = after.text.to_string();
        let bytes = text.as_bytes();
        let end = self.offset + draft.len();
        let language = self.snapshot.language;
        let before = Scan::of(language, &bytes[..self.offset]);
        let mut scan = before.clone();
        scan.advance(&bytes[..end]);
        let line_end = bytes[end..].iter().position(|&byte| byte == b'\n').map_or(bytes.len(), |n| end + n);
        let mut at_line_end = scan.clone();
        at_line_end.advance(&bytes[..line_end]);
        // Brackets that are open now will be closed by what is typed next.
        let is_open = at_line_end.n_open_in_statement() > 0
            || at_line_end.n_blocks() > before.n_blocks()
            || !matches!(at_line_end.mode, Mode::Code | Mode::LineComment);
        let line = text[..line_end].trim_end();
        let is_finished = match language {
            Language::Arduino => line.ends_with([';', '}']),
            Language::MicroPython => !line.ends_with([':', '\\', ',', '=', '.']),
        };
        if is_open || !is_finished {
            return None;
        }
        let draft_lines = Span::new(before.line_start, line_end);
        let (old, new) = (&self.snapshot.facts.syntax_errors, &after.facts.syntax_errors);
        let here = new.iter().filter(|error| touches(**error, draft_lines)).count();
        (new.len() > old.len() && here > 0).then(|| "the line would not parse".to_owned())
    }

    /// Facts behind the pins and names that the draft brings.
    fn evidence(&self, after: &Snapshot, draft: Span) -> Vec<Evidence> {
        let Some(target) = self.target else { return Vec::new() };
        let mut evidence = Vec::new();
        for pin_use in after.facts.pin_uses.iter().filter(|pin_use| touches(pin_use.span, draft) || touches(pin_use.call_span, draft)) {
            let pin = match &pin_use.value {
                document::facts::Value::Int(number) => target.pin(*number),
                document::facts::Value::Str(name) | document::facts::Value::Name(name) => pins::pin_of_name(target, name),
            };
            evidence.extend(pin.map(|pin| pins::evidence(target, pin, pin_use.role)));
        }
        let api = &target.runtime.api;
        let runtime = target.runtime.coordinate();
        let declared = |fact: String| Evidence { table: format!("{runtime}/api"), fact, source: api.source.clone() };
        for call in after.facts.calls.iter().filter(|call| touches(call.name_span, draft)) {
            if call.receiver.is_none() && api.function(&call.name).is_some() {
                evidence.push(declared(format!("{} is a function of {runtime}", call.name)));
            }
            if let Some(class) = call.receiver_type.as_deref().filter(|class| api.class_member(class, &call.name).is_some()) {
                evidence.push(declared(format!("{} is a member of {class}", call.name)));
            }
        }
        for access in after.facts.members.iter().filter(|access| touches(access.member_span, draft)) {
            if let Some(owner) = access.receiver_type.as_deref()
                && (api.class_member(owner, &access.member).is_some() || api.module_member(owner, &access.member).is_some())
            {
                evidence.push(declared(format!("{} is a member of {owner}", access.member)));
            }
        }
        let mut unique = Vec::new();
        for fact in evidence {
            if !unique.contains(&fact) {
                unique.push(fact);
            }
        }
        unique
    }
}

/// The draft with the error's best fix applied, if that changes nothing but words of the draft.
fn swap(error: &Finding, draft: Span, text: &str) -> Option<(String, Evidence)> {
    let fix = error.fixes.first()?;
    let is_word =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| decode::is_identifier_byte(byte) || matches!(byte, b'"' | b'\''));
    let mut edits = fix.edits.clone();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut better = text.to_owned();
    for edit in &edits {
        if !draft.contains(edit.span) {
            return None;
        }
        let range = edit.span.start - draft.start..edit.span.end - draft.start;
        if !is_word(text.get(range.clone())?) || !is_word(&edit.text) {
            return None;
        }
        better.replace_range(range, &edit.text);
    }
    let source = error.evidence.first();
    let fact = Evidence {
        table: source.map_or_else(String::new, |evidence| evidence.table.clone()),
        fact: format!("{}: {}", error.message, fix.title),
        source: source.map_or_else(String::new, |evidence| evidence.source.clone()),
    };
    (better != text).then_some((better, fact))
}

fn touches(span: Span, other: Span) -> bool {
    span.start < other.end && other.start < span.end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::fixture;

    #[test]
    fn what_is_not_finished_is_judged_all_the_same() {
        let fixture = fixture("nodemcuv2", Language::MicroPython, "from machine import Pin\nled = |\n");
        let judge = Judge::new(&fixture.snapshot, Some(&fixture.target), fixture.offset);
        let text = |draft: &str| match judge.verdict(draft, false) {
            Verdict::Passed(passed) => passed.text,
            Verdict::Rejected { rule, .. } => rule,
        };
        // Pins of the flash are swapped where the call is still open, too.
        assert_eq!(text("Pin(6, Pin.OUT) if x else Pin(11, Pin.IN,"), "Pin(5, Pin.OUT) if x else Pin(12, Pin.IN,");
        assert_eq!(text("Pin(4, Pin.OUT) if x else Pin(5, Pin.IN,"), "Pin(4, Pin.OUT) if x else Pin(5, Pin.IN,");
    }
}
