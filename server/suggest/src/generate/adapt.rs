//! The model words marked places of a composed program anew, for the task at hand.
//!
//! A recipe marks only lines that speak to people. What the model writes there stands only if the
//! program then still parses, has no finding more, and does everything that it did before.

use std::ops::Range;

use boards::Target;
use decode::{Cancel, Constraint, LanguageModel, Options, TokenId, Vocabulary, decode};
use document::{Document, Language, Snapshot, Span};

use super::judge;
use crate::constrain::DraftConstraint;
use crate::context::CursorContext;
use crate::prompt::prompt;

/// Most tokens of the task that the model reads.
const MAX_TASK: usize = 48;
/// Most tokens that it writes at a place.
const MAX_TOKENS: usize = 96;
/// A draft that the model itself finds less likely than this (geometric mean of its tokens) is not worth a change.
const MIN_CONFIDENCE: f32 = 0.3;

/// What the model is told beside the program.
pub(crate) struct Brief<'a> {
    /// The task in the user's words.
    pub(crate) task: &'a str,
    pub(crate) target: &'a Target,
    pub(crate) language: Language,
}

/// Lets the model word each place anew; gives the program, and whether all of the model's drafts
/// stood. Without a place, or when a draft did not stand, the recipe's own words remain there.
pub(crate) fn adapt(
    code: &str,
    spots: &[Range<usize>],
    brief: &Brief<'_>,
    model: &mut dyn LanguageModel,
    cancel: &Cancel,
) -> (String, bool) {
    let mut snapshot = Document::new(code, brief.language).snapshot();
    let mut all_stand = !spots.is_empty();
    // From the last to the first: earlier places keep their offsets.
    for spot in spots.iter().rev() {
        let span = Span::new(spot.start, spot.end);
        match draft(&snapshot, span, brief, model, cancel).and_then(|text| accept(&snapshot, span, &text, brief)) {
            Some(adapted) => snapshot = adapted,
            None => all_stand = false,
        }
    }
    (snapshot.text.to_string(), all_stand)
}

/// What the model writes in place of the lines of `span`, as whole lines.
fn draft(snapshot: &Snapshot, span: Span, brief: &Brief<'_>, model: &mut dyn LanguageModel, cancel: &Cancel) -> Option<String> {
    let original = snapshot.slice(span);
    let indent: String = original.chars().take_while(|c| *c == ' ').collect();
    let open = snapshot.with_edit(span, &format!("{indent}\n")).ok()?;
    let cursor = span.start + indent.len();

    let (prompt, healing) = tokens(&open, cursor, brief, model)?;
    let context = CursorContext::new(&open, Some(brief.target), cursor);
    // As many lines as there were: a place says one thing.
    let masks = DraftConstraint::new(&open, Some(brief.target), &context, true, true);
    let mut constraint = Lines { masks, most: original.lines().count() };
    let draft = decode(model, &prompt, &healing, &mut constraint, &Options::greedy(MAX_TOKENS), cancel);
    let is_worth_it = draft.confidence() >= MIN_CONFIDENCE && !draft.text.trim().is_empty();
    is_worth_it.then(|| format!("{indent}{}\n", draft.text.trim_end()))
}

/// The prompt of a completion at this place, with the task after the board header; and what is decoded again.
/// `None` for a model that was not trained on tasks.
fn tokens(snapshot: &Snapshot, cursor: usize, brief: &Brief<'_>, model: &dyn LanguageModel) -> Option<(Vec<TokenId>, Vec<u8>)> {
    let special = model.vocabulary().special();
    if special.task == TokenId::MAX {
        return None;
    }
    let mut task = vec![special.task];
    task.extend(model.encode(brief.task.trim()).into_iter().take(MAX_TASK));
    task.extend(model.encode("\n"));
    let prompt = prompt(snapshot, Some(brief.target), cursor, model, MAX_TOKENS + task.len());
    let mut tokens = prompt.tokens;
    let end_of_header = tokens.iter().position(|token| *token == special.fim_suffix).unwrap_or(tokens.len());
    tokens.splice(end_of_header..end_of_header, task);
    Some((tokens, prompt.healing))
}

/// The masks of a completion, stopped after some lines.
struct Lines<'a> {
    masks: DraftConstraint<'a>,
    most: usize,
}

impl Constraint for Lines<'_> {
    fn constrain(&mut self, draft: &[u8], vocabulary: &Vocabulary, logits: &mut [f32]) {
        self.masks.constrain(draft, vocabulary, logits);
    }

    fn stop(&mut self, draft: &[u8]) -> Option<usize> {
        let line_ends = draft.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        line_ends.map(|(at, _)| at).nth(self.most - 1)
    }
}

/// The program with the draft in it, if it stands.
fn accept(snapshot: &Snapshot, span: Span, text: &str, brief: &Brief<'_>) -> Option<Snapshot> {
    let adapted = snapshot.with_edit(span, text).ok()?;
    let new = Span::new(span.start, span.start + text.len());
    let is_clean = adapted.facts.syntax_errors.is_empty() && judge::brings_nothing(snapshot, &adapted, brief.target);
    (is_clean && keeps_all(snapshot, span, &adapted, new)).then_some(adapted)
}

/// Whether the new lines do what the old ones did: the same calls in the same order, the same names
/// used, the same pins; and nothing that makes the program wait, decide or loop.
fn keeps_all(old: &Snapshot, old_span: Span, new: &Snapshot, new_span: Span) -> bool {
    let calls = |snapshot: &Snapshot, span: Span| -> Vec<(Option<String>, String)> {
        let inside = snapshot.facts.calls.iter().filter(|call| span.contains(call.span));
        inside.map(|call| (call.receiver.clone(), call.name.clone())).collect()
    };
    let names = |snapshot: &Snapshot, span: Span| -> Vec<String> {
        let inside = snapshot.facts.name_uses.iter().filter(|name| span.contains(name.span));
        let mut names: Vec<String> = inside.map(|name| name.name.clone()).collect();
        names.sort();
        names.dedup();
        names
    };
    calls(old, old_span) == calls(new, new_span)
        && names(old, old_span) == names(new, new_span)
        && old.facts.pin_uses.len() == new.facts.pin_uses.len()
        && old.facts.declarations.len() == new.facts.declarations.len()
        && shape(old) == shape(new)
}

/// Kinds of all statements, in order: the program without its expressions.
fn shape(snapshot: &Snapshot) -> Vec<u16> {
    let mut kinds = Vec::new();
    let mut cursor = snapshot.tree.walk();
    loop {
        let node = cursor.node();
        if node.is_named() && (node.kind().ends_with("statement") || node.kind().ends_with("definition")) {
            kinds.push(node.kind_id());
        }
        if cursor.goto_first_child() || cursor.goto_next_sibling() {
            continue;
        }
        loop {
            if !cursor.goto_parent() {
                return kinds;
            }
            if cursor.goto_next_sibling() {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use boards::{RuntimeKind, Tables};
    use decode::ScriptedModel;

    use super::*;

    const CODE: &str = "void setup() {\n  Serial.begin(9600);\n}\n\nvoid loop() {\n  long raw = analogRead(A0);\n  Serial.print(\"Raw: \");\n  Serial.println(raw);\n  delay(500);\n}\n";

    fn adapted(draft: &str) -> (String, bool) {
        let target = Tables::embedded().target("uno", RuntimeKind::Arduino, None).expect("the board");
        let start = CODE.find("  Serial.print(").expect("the place");
        let end = CODE.find("  delay").expect("its end");
        let mut model = ScriptedModel::new().after("analogRead(A0);\n  ", draft);
        let brief = Brief { task: "print the light level", target: &target, language: Language::Arduino };
        adapt(CODE, std::slice::from_ref(&(start..end)), &brief, &mut model, &Cancel::never())
    }

    #[test]
    fn other_words_stand() {
        let (code, stands) = adapted("Serial.print(\"Light: \");\n  Serial.println(raw);\n");
        assert!(stands);
        assert_eq!(code, CODE.replace("Raw: ", "Light: "));
    }

    #[test]
    fn what_does_something_else_does_not() {
        for draft in [
            "Serial.print(\"Light: \");\n",                               // A call is gone.
            "Serial.print(\"Light: \");\n  Serial.println(42);\n",        // The value is gone.
            "Serial.print(\"Light: \");\n  Serial.printn(raw);\n",        // No such function.
            "Serial.print(\"Light: );\n  Serial.println(raw);\n",         // Does not parse.
            "digitalWrite(13, HIGH);\n  Serial.println(raw);\n",          // Another job.
            "while (true) Serial.print(\"\");\n  Serial.println(raw);\n", // Hangs.
            "",                                                           // Nothing.
        ] {
            assert_eq!(adapted(draft), (CODE.to_owned(), false), "{draft}");
        }
    }
}
