//! The model names what a composed program tells: "Temperature: " becomes "Pool temperature: ".
//!
//! A small model cannot be trusted with pins, calls or the order of statements, and need not be: the
//! recipes and tables decide those. What they cannot know is what the thing is called in the user's
//! world. The words of the request that no recipe knows may stand before the label of a value; the
//! model reads the task and the program and says whether one does, and which. The masks leave it
//! those wordings and no others, and its choice stands only if the rules have nothing to add.

use std::ops::Range;

use boards::Target;
use decode::{Cancel, Constraint, LanguageModel, Options, TokenId, Vocabulary, decode};
use document::{Document, Language, Snapshot, Span};

use super::judge;
use crate::prompt::prompt;

/// Most tokens of the task that the model reads.
const MAX_TASK: usize = 48;
/// Most tokens of a label.
const MAX_TOKENS: usize = 24;

/// What the model is told beside the program.
pub(crate) struct Brief<'a> {
    /// The task in the user's words.
    pub(crate) task: &'a str,
    /// Words of the task that no recipe knows, in order.
    pub(crate) names: &'a [String],
    pub(crate) target: &'a Target,
    pub(crate) language: Language,
}

/// Lets the model choose the wording of the label in each place; gives the program, and whether any
/// label is another one than the recipe's. The model is not asked where there is nothing to choose.
pub(crate) fn adapt(
    code: &str,
    spots: &[Range<usize>],
    brief: &Brief<'_>,
    model: &mut dyn LanguageModel,
    cancel: &Cancel,
) -> (String, bool) {
    let mut snapshot = Document::new(code, brief.language).snapshot();
    let mut is_adapted = false;
    // From the last to the first: earlier places keep their offsets.
    for spot in spots.iter().rev() {
        let Some(label) = label(&snapshot, Span::new(spot.start, spot.end)) else { continue };
        let wordings = wordings(snapshot.slice(label).as_ref(), brief.names);
        if wordings.len() < 2 {
            continue;
        }
        let chosen = choose(&snapshot, label.start, wordings, brief, model, cancel);
        if let Some(text) = chosen.filter(|text| *text != *snapshot.slice(label))
            && let Some(adapted) = accept(&snapshot, label, &text, brief)
        {
            snapshot = adapted;
            is_adapted = true;
        }
    }
    (snapshot.text.to_string(), is_adapted)
}

/// The first label in these lines: the words after an opening quote up to a colon, `Temperature` of
/// `"Temperature: %.1f C"`.
fn label(snapshot: &Snapshot, lines: Span) -> Option<Span> {
    let text = snapshot.slice(lines);
    let text: &str = text.as_ref();
    text.match_indices('"').find_map(|(quote, _)| {
        let rest = &text[quote + 1..];
        let length = rest.find(':')?;
        let words = &rest[..length];
        let is_label = words.starts_with(|c: char| c.is_ascii_uppercase()) && words.chars().all(|c| c.is_ascii_alphanumeric() || c == ' ');
        is_label.then(|| Span::new(lines.start + quote + 1, lines.start + quote + 1 + length))
    })
}

/// The label as it is, and with one name, or two that follow each other, before it.
fn wordings(label: &str, names: &[String]) -> Vec<String> {
    let capital = |text: &str| text.chars().take(1).flat_map(char::to_uppercase).chain(text.chars().skip(1)).collect::<String>();
    // `CO2` keeps its capitals.
    let is_word = label.chars().nth(1).is_some_and(char::is_lowercase);
    let rest = if is_word { label[..1].to_lowercase() + &label[1..] } else { label.to_owned() };
    let pairs = names.windows(2).map(|pair| pair.join(" "));
    let named = names.iter().cloned().chain(pairs).map(|name| format!("{} {rest}", capital(&name)));
    std::iter::once(label.to_owned()).chain(named).collect()
}

/// The wording that the model finds likeliest.
fn choose(
    snapshot: &Snapshot,
    cursor: usize,
    wordings: Vec<String>,
    brief: &Brief<'_>,
    model: &mut dyn LanguageModel,
    cancel: &Cancel,
) -> Option<String> {
    // The model sees the program with the label still open.
    let end = cursor + wordings[0].len();
    let open = snapshot.with_edit(Span::new(cursor, end), "").ok()?;
    let (prompt, healing) = tokens(&open, cursor, brief, model)?;
    let mut constraint = OneOf { texts: wordings.into_iter().map(|text| text + ":").collect() };
    // However unlikely the model finds them all: one of them it is.
    let options = Options { min_mass: 0.0, ..Options::greedy(MAX_TOKENS) };
    let draft = decode(model, &prompt, &healing, &mut constraint, &options, cancel);
    constraint.texts.iter().find(|text| draft.text == **text).map(|text| text.trim_end_matches(':').to_owned())
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

/// One of these texts and nothing else. A token may reach beyond the end of a text.
struct OneOf {
    texts: Vec<String>,
}

impl Constraint for OneOf {
    fn constrain(&mut self, draft: &[u8], vocabulary: &Vocabulary, logits: &mut [f32]) {
        for (id, logit) in (0..).zip(logits.iter_mut()) {
            let bytes = vocabulary.bytes(id);
            let fits = |text: &String| {
                text.as_bytes()
                    .strip_prefix(draft)
                    .is_some_and(|rest| !rest.is_empty() && (rest.starts_with(bytes) || bytes.starts_with(rest)))
            };
            if bytes.is_empty() || !self.texts.iter().any(fits) {
                *logit = f32::NEG_INFINITY;
            }
        }
    }

    fn stop(&mut self, draft: &[u8]) -> Option<usize> {
        self.texts.iter().find(|text| draft.starts_with(text.as_bytes())).map(String::len)
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

    const CODE: &str = "void setup() {\n  Serial.begin(9600);\n}\n\nvoid loop() {\n  long raw = analogRead(A0);\n  Serial.print(\"Light: \");\n  Serial.println(raw);\n  delay(500);\n}\n";

    fn adapted(prefers: &str, names: &[&str]) -> (String, bool) {
        let target = Tables::embedded().target("uno", RuntimeKind::Arduino, None).expect("the board");
        let start = CODE.find("  Serial.print(").expect("the place");
        let end = CODE.find("  delay").expect("its end");
        let mut model = ScriptedModel::new().after("Serial.print(\"", prefers);
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let brief = Brief { task: "print the light in the attic", names: &names, target: &target, language: Language::Arduino };
        adapt(CODE, std::slice::from_ref(&(start..end)), &brief, &mut model, &Cancel::never())
    }

    #[test]
    fn the_model_chooses_among_the_wordings() {
        assert_eq!(adapted("Attic light: ", &["attic"]), (CODE.replace("Light: ", "Attic light: "), true));
        assert_eq!(adapted("Attic window light: ", &["attic", "window"]), (CODE.replace("Light: ", "Attic window light: "), true));
        assert_eq!(adapted("Light: ", &["attic"]), (CODE.to_owned(), false));
    }

    #[test]
    fn it_can_say_nothing_else() {
        for draft in ["Darkness: ", "\"); digitalWrite(13, HIGH); Serial.print(\"", "Attic rat: "] {
            let (code, _) = adapted(draft, &["attic"]);
            assert!(code == CODE || code == CODE.replace("Light: ", "Attic light: "), "{draft}: {code}");
        }
        assert_eq!(adapted("Attic light: ", &[]), (CODE.to_owned(), false), "without a name there is nothing to choose");
    }

    #[test]
    fn labels_keep_their_own_capitals() {
        assert_eq!(wordings("CO2", &["office".to_owned()]), ["CO2", "Office CO2"]);
        assert_eq!(
            wordings("Soil moisture", &["fig".to_owned(), "tree".to_owned()]),
            ["Soil moisture", "Fig soil moisture", "Tree soil moisture", "Fig tree soil moisture"]
        );
    }
}
