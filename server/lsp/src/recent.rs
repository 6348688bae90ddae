//! The latest suggestions, so that typing through one costs nothing.
//!
//! A suggestion was judged on the document that it makes. As long as what the user types is what
//! the suggestion says, that document stays the same, and so does the verdict: the rest of the
//! suggestion can be shown without asking the model again. Several are kept, so that deleting a
//! letter, or coming back to a place, brings back what stood there.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::Arc;

use ide::{Analysis, Span, Suggestion};
use ropey::Rope;

/// How many documents with suggestions are remembered.
const MAX_ENTRIES: usize = 32;

/// Most brackets and quotes that an editor closes by itself behind the cursor.
const MAX_CLOSERS: usize = 4;

/// Text, and the bytes that it replaces.
pub(crate) type Insertion = (Span, String);

/// A suggestion that was made, by number.
#[derive(Debug, Clone)]
pub(crate) struct Offer {
    /// Counts up from 1 in one session; typing through a suggestion does not change it.
    pub(crate) id: u64,
    /// The document for which it was made.
    text: Rope,
    /// What it inserts there.
    pub(crate) insertion: Insertion,
    /// It appears when so many bytes of it are typed: the line break of a line that was prefetched.
    visible_from: usize,
    /// What was said about it; the spans in it count in the document that it makes.
    pub(crate) suggestion: Arc<Suggestion>,
}

/// What is left of a suggestion.
#[derive(Debug, Clone)]
pub(crate) struct Rest {
    /// The text that is still to be typed, at the cursor.
    pub(crate) insertion: Insertion,
    /// The whole suggestion.
    pub(crate) offer: Offer,
}

/// How far a document has come on the way of a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Progress {
    /// Bytes of the suggestion that stand in the document.
    pub(crate) n_typed: usize,
    /// Closing brackets that the editor put behind them.
    n_closers: usize,
}

impl Offer {
    /// Where the document `new` is on the way of this suggestion; `None` when it left the way.
    pub(crate) fn progress(&self, new: &Rope) -> Option<Progress> {
        (0..=MAX_CLOSERS).find_map(|n_closers| self.progress_with(new, n_closers))
    }

    fn progress_with(&self, new: &Rope, n_closers: usize) -> Option<Progress> {
        let (span, text) = &self.insertion;
        let n_typed = (new.len_bytes() + span.len()).checked_sub(self.text.len_bytes() + n_closers)?;
        let typed = text.get(..n_typed)?;
        let offset = span.start + n_typed;
        let follows = new.get_byte_slice(span.start..offset)? == typed
            && new.get_byte_slice(..span.start)? == self.text.get_byte_slice(..span.start)?
            && new.get_byte_slice(offset + n_closers..)? == self.text.get_byte_slice(span.end..)?
            && (n_closers == 0 || closes(&new.get_byte_slice(offset..offset + n_closers)?.to_string(), typed));
        follows.then_some(Progress { n_typed, n_closers })
    }

    /// Where the cursor stands after so much progress.
    pub(crate) fn offset(&self, progress: Progress) -> usize {
        self.insertion.0.start + progress.n_typed
    }

    /// Bytes of the whole suggestion.
    pub(crate) fn len(&self) -> usize {
        self.insertion.1.len()
    }

    /// The part between two points of progress.
    pub(crate) fn part(&self, from: usize, to: usize) -> &str {
        self.insertion.1.get(from..to).unwrap_or_default()
    }

    /// What is left to be typed.
    pub(crate) fn untyped(&self, progress: Progress) -> &str {
        let rest = self.insertion.1.get(progress.n_typed..).unwrap_or_default();
        if progress.n_closers == 0 {
            return rest;
        }
        // The editor has closed the bracket; what the suggestion says behind it stays unsaid.
        &rest[..unmatched_closer(rest).unwrap_or(rest.len())]
    }

    fn rest(&self, new: &Rope, offset: usize) -> Option<Rest> {
        let progress = self.progress(new).filter(|it| self.offset(*it) == offset && it.n_typed >= self.visible_from)?;
        let rest = self.untyped(progress);
        (!rest.is_empty()).then(|| Rest { insertion: (Span::new(offset, offset), rest.to_owned()), offer: self.clone() })
    }
}

/// Whether `closers` close, innermost first, what `typed` leaves open.
fn closes(closers: &str, typed: &str) -> bool {
    let mut open = Vec::new();
    for byte in typed.bytes() {
        match byte {
            b'(' => open.push(b')'),
            b'[' => open.push(b']'),
            b'{' => open.push(b'}'),
            b')' | b']' | b'}' | b'"' | b'\'' if open.last() == Some(&byte) => {
                open.pop();
            }
            b'"' | b'\'' => open.push(byte),
            _ => {}
        }
    }
    closers.bytes().all(|closer| open.pop() == Some(closer))
}

/// The first bracket or quote in `text` that closes something before it.
fn unmatched_closer(text: &str) -> Option<usize> {
    let mut n_open = 0_usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'(' | b'[' | b'{' => n_open += 1,
            b')' | b']' | b'}' if n_open > 0 => n_open -= 1,
            b')' | b']' | b'}' | b'"' | b'\'' if n_open == 0 => return Some(at),
            _ => {}
        }
    }
    None
}

#[derive(Debug)]
struct Entry {
    path: PathBuf,
    target: Option<String>,
    offers: Vec<Offer>,
}

/// The latest suggestions and the documents that they were made for.
#[derive(Debug, Default)]
pub(crate) struct Recent {
    /// Newest last.
    entries: VecDeque<Entry>,
    n_offers: u64,
}

impl Recent {
    /// Remembers suggestions for a document and numbers them.
    pub(crate) fn add(&mut self, analysis: &Analysis, suggestions: Vec<Suggestion>) -> Vec<Offer> {
        let offers = suggestions.into_iter().map(|it| ((it.span, it.text.clone()), 0, it)).collect();
        self.put(analysis, offers)
    }

    /// Remembers a suggestion that is to appear once `lead` is typed at `offset`.
    pub(crate) fn add_ahead(&mut self, analysis: &Analysis, offset: usize, lead: &str, suggestion: Suggestion) {
        let insertion = (Span::new(offset, offset), format!("{lead}{}", suggestion.text));
        self.put(analysis, vec![(insertion, lead.len(), suggestion)]);
    }

    fn put(&mut self, analysis: &Analysis, offers: Vec<(Insertion, usize, Suggestion)>) -> Vec<Offer> {
        let offers: Vec<Offer> = offers
            .into_iter()
            .map(|(insertion, visible_from, suggestion)| {
                self.n_offers += 1;
                let text = analysis.snapshot.text.clone();
                Offer { id: self.n_offers, text, insertion, visible_from, suggestion: Arc::new(suggestion) }
            })
            .collect();
        if !offers.is_empty() {
            if self.entries.len() == MAX_ENTRIES {
                self.entries.pop_front();
            }
            self.entries.push_back(Entry { path: analysis.path.clone(), target: target_of(analysis), offers: offers.clone() });
        }
        offers
    }

    /// What remains of a suggestion at the cursor, if the document is still on its way; the newest counts.
    pub(crate) fn rest(&self, analysis: &Analysis, offset: usize) -> Vec<Rest> {
        let target = target_of(analysis);
        let here = self.entries.iter().rev().filter(|entry| entry.path == analysis.path && entry.target == target);
        here.map(|entry| entry.offers.iter().filter_map(|it| it.rest(&analysis.snapshot.text, offset)).collect::<Vec<_>>())
            .find(|rests| !rests.is_empty())
            .unwrap_or_default()
    }

    /// The newest suggestion that the document is on the way of, or has reached, on the line of `offset`.
    pub(crate) fn about(&self, analysis: &Analysis, offset: usize) -> Option<Offer> {
        let text = &analysis.snapshot.text;
        let line = |offset: usize| text.byte_to_line(offset.min(text.len_bytes()));
        let is_there = |offer: &&Offer| {
            offer.progress(text).is_some_and(|progress| {
                let lines = line(offer.insertion.0.start)..=line(offer.offset(progress));
                progress.n_typed >= offer.visible_from && lines.contains(&line(offset))
            })
        };
        let here = self.entries.iter().rev().filter(|entry| entry.path == analysis.path && entry.target == target_of(analysis));
        here.flat_map(|entry| &entry.offers).find(is_there).cloned()
    }

    /// Forgets everything: the model is another one.
    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }
}

fn target_of(analysis: &Analysis) -> Option<String> {
    let target = analysis.targets.first()?;
    Some(format!("{} {}", target.board.id, target.runtime.coordinate()))
}

#[cfg(test)]
pub(crate) mod tests {
    use ide::{RankFacts, VerdictKind};

    use super::*;

    /// An offer of `text` at `span` of `old`.
    pub(crate) fn offer(id: u64, old: &str, span: Span, text: &str) -> Offer {
        let suggestion = Suggestion {
            span,
            text: text.to_owned(),
            verdict: VerdictKind::Clean,
            score: 1.0,
            facts: RankFacts::default(),
            warnings: Vec::new(),
            evidence: Vec::new(),
            origin: Vec::new(),
        };
        let insertion = (span, text.to_owned());
        Offer { id, text: Rope::from_str(old), insertion, visible_from: 0, suggestion: Arc::new(suggestion) }
    }

    #[track_caller]
    fn check(old: &str, (span, text): (Span, &str), new: &str, expected: Option<&str>) {
        let offset = new.find('|').unwrap();
        let new = Rope::from_str(&new.replace('|', ""));
        let rest = offer(1, old, span, text).rest(&new, offset);
        assert_eq!(rest.as_ref().map(|rest| rest.insertion.1.as_str()), expected);
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

    #[test]
    fn brackets_that_the_editor_closes_are_no_edit() {
        check("\n", (at(0), "f(a[1], 2);"), "f(|)\n", Some("a[1], 2"));
        check("\n", (at(0), "f(a[1], 2);"), "f(a[|])\n", Some("1"));
        check("\n", (at(0), "print(\"a b\")"), "print(\"|\")\n", Some("a b"));
        // Not closed by the editor but typed by somebody.
        check("\n", (at(0), "f(a);"), "f|)\n", None);
        check("\n", (at(0), "f(a);"), "f(|]\n", None);
    }

    #[test]
    fn what_was_prefetched_appears_behind_its_line_break() {
        let mut ahead = offer(1, "a();", at(4), "\n  b();");
        ahead.visible_from = 3;
        let rest = |text: &str| ahead.rest(&Rope::from_str(text), text.len()).map(|rest| rest.insertion.1);
        assert_eq!(rest("a();"), None);
        assert_eq!(rest("a();\n"), None);
        assert_eq!(rest("a();\n  ").as_deref(), Some("b();"));
        assert_eq!(rest("a();\n  b(").as_deref(), Some(");"));
    }

    #[test]
    fn progress_is_counted_in_bytes() {
        let offer = offer(1, "x\n", at(2), "größe;");
        let n_typed = |text: &str| offer.progress(&Rope::from_str(text)).map(|it| it.n_typed);
        assert_eq!(n_typed("x\n"), Some(0));
        assert_eq!(n_typed("x\ngrö"), Some(4));
        assert_eq!(n_typed("x\ngrößen"), None);
    }
}
