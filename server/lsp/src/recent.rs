//! The latest suggestion, so that typing through it costs nothing.
//!
//! A suggestion was judged on the document that it makes. As long as what the user types is what
//! the suggestion says, that document stays the same, and so does the verdict: the rest of the
//! suggestion can be shown without asking the model again.

use std::path::PathBuf;

use ide::{Analysis, Span};
use ropey::Rope;

/// Text, and the bytes that it replaces.
pub(crate) type Insertion = (Span, String);

/// The latest suggestions and the document that they were made for.
#[derive(Debug)]
pub(crate) struct Recent {
    path: PathBuf,
    target: Option<String>,
    text: Rope,
    insertions: Vec<Insertion>,
}

impl Recent {
    /// Remembers suggestions for a document.
    pub(crate) fn new(analysis: &Analysis, insertions: Vec<Insertion>) -> Self {
        Self { path: analysis.path.clone(), target: target_of(analysis), text: analysis.snapshot.text.clone(), insertions }
    }

    /// What remains of the suggestions at the cursor, if the document is still on their way.
    pub(crate) fn rest(&self, analysis: &Analysis, offset: usize) -> Vec<Insertion> {
        if self.path != analysis.path || self.target != target_of(analysis) {
            return Vec::new();
        }
        self.insertions
            .iter()
            .filter_map(|insertion| {
                let rest = rest_of(&self.text, insertion, &analysis.snapshot.text, offset)?;
                Some((Span::new(offset, offset), rest.to_owned()))
            })
            .collect()
    }
}

fn target_of(analysis: &Analysis) -> Option<String> {
    let target = analysis.targets.first()?;
    Some(format!("{} {}", target.board.id, target.runtime.coordinate()))
}

/// What is left of an insertion into `old` when `new` is `old` with its first part typed up to `offset`.
fn rest_of<'a>(old: &Rope, (span, text): &'a Insertion, new: &Rope, offset: usize) -> Option<&'a str> {
    let n_typed = offset.checked_sub(span.start)?;
    let (typed, rest) = (text.get(..n_typed)?, text.get(n_typed..)?);
    let follows = !rest.is_empty()
        && new.len_bytes() == old.len_bytes() - span.len() + n_typed
        && new.get_byte_slice(..span.start)? == old.get_byte_slice(..span.start)?
        && new.get_byte_slice(span.start..offset)? == typed
        && new.get_byte_slice(offset..)? == old.get_byte_slice(span.end..)?;
    follows.then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(old: &str, insertion: (Span, &str), new: &str, expected: Option<&str>) {
        let offset = new.find('|').unwrap();
        let new = Rope::from_str(&new.replace('|', ""));
        let insertion = (insertion.0, insertion.1.to_owned());
        assert_eq!(rest_of(&Rope::from_str(old), &insertion, &new, offset), expected);
    }

    fn at(offset: usize) -> Span {
        Span::new(offset, offset)
    }

    #[test]
    fn typing_through_leaves_the_rest() {
        check("a;\nb", (at(3), "digitalWrite"), "a;\ndig|b", Some("italWrite"));
    }

    #[test]
    fn asking_again_gives_it_whole() {
        check("a;\n", (at(3), "led"), "a;\n|", Some("led"));
        // The suggestion replaced a word that was begun.
        check("a;\ndi", (Span::new(3, 5), "digital"), "a;\ndi|", Some("gital"));
    }

    #[test]
    fn typed_to_the_end_leaves_nothing() {
        check("", (at(0), "led"), "led|", None);
    }

    #[test]
    fn another_letter_or_another_edit_ends_it() {
        check("a;\n", (at(3), "led"), "a;\nlo|", None);
        check("a;\n", (at(3), "led"), "b;\nle|", None);
        check("a;\nx", (at(3), "led"), "a;\nle|y", None);
        check("a;\n", (at(3), "led"), "a|;\n", None);
    }
}
