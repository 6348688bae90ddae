//! The model words marked places of a composed program anew, for the task at hand.
//!
//! A recipe marks only lines that speak to people. What the model writes there stands only if the
//! program then still parses, has no finding more, and does everything that it did before.

use std::ops::Range;

use boards::Target;
use decode::{Cancel, LanguageModel, Options, TokenId, Unconstrained, decode};
use document::{Document, Facts, Language, Snapshot, Span};

use super::judge;

/// Most tokens of the program that the model reads on each side of a place.
const MAX_PREFIX: usize = 512;
const MAX_SUFFIX: usize = 128;
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
    let text = snapshot.text.to_string();
    let original = &text[span.start..span.end];
    let indent: String = original.chars().take_while(|c| *c == ' ').collect();
    let prefix = format!("{}{indent}", &text[..span.start]);
    let prompt = prompt(&prefix, &text[span.end..], snapshot, brief, model);
    let draft = decode(model, &prompt, b"", &mut Unconstrained, &Options::greedy(MAX_TOKENS), cancel);
    if draft.confidence() < MIN_CONFIDENCE {
        return None;
    }
    // As many lines as there were: a place says one thing.
    let n_lines = original.lines().count();
    let lines: Vec<&str> = draft.text.lines().take(n_lines).map(str::trim_end).collect();
    let written = lines.join("\n");
    (!written.trim().is_empty()).then(|| format!("{indent}{}\n", written.trim_end()))
}

/// Header, task, what follows, what stands before: the order that the model was trained on.
fn prompt(prefix: &str, suffix: &str, snapshot: &Snapshot, brief: &Brief<'_>, model: &dyn LanguageModel) -> Vec<TokenId> {
    let special = model.vocabulary().special();
    let mut prompt = vec![special.end_of_text, special.board];
    prompt.extend(model.encode(&header(&snapshot.facts, brief)));
    prompt.push(special.task);
    prompt.extend(model.encode(&format!("{}\n", brief.task.trim())));
    prompt.push(special.fim_suffix);
    prompt.extend(model.encode(suffix).into_iter().take(MAX_SUFFIX));
    prompt.push(special.fim_middle);
    let before = model.encode(prefix);
    prompt.extend(&before[before.len().saturating_sub(MAX_PREFIX)..]);
    prompt
}

/// `arduino avr uno` and the libraries in use, as in training.
fn header(facts: &Facts, brief: &Brief<'_>) -> String {
    let mut libraries: Vec<&str> = Vec::new();
    for import in &facts.imports {
        let name = import.module.rsplit('/').next().unwrap_or_default();
        let name = match brief.language {
            Language::Arduino => name.rsplit_once('.').map_or(name, |(stem, _)| stem),
            Language::MicroPython => name.split('.').next().unwrap_or(name),
        };
        if !libraries.contains(&name) {
            libraries.push(name);
        }
    }
    libraries.truncate(8);
    let libraries = if libraries.is_empty() { "-".to_owned() } else { libraries.join(",") };
    format!("{} {} {}\nlibs: {libraries}\n", brief.language.name(), brief.target.chip.family.name(), brief.target.board.id)
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
            "Serial.print(\"Light: \");\n",                                     // A call is gone.
            "Serial.print(\"Light: \");\n  Serial.println(42);\n",             // The value is gone.
            "Serial.print(\"Light: \");\n  Serial.printn(raw);\n",             // No such function.
            "Serial.print(\"Light: );\n  Serial.println(raw);\n",              // Does not parse.
            "digitalWrite(13, HIGH);\n  Serial.println(raw);\n",               // Another job.
            "while (true) Serial.print(\"\");\n  Serial.println(raw);\n",      // Hangs.
            "",                                                                // Nothing.
        ] {
            assert_eq!(adapted(draft), (CODE.to_owned(), false), "{draft}");
        }
    }
}
