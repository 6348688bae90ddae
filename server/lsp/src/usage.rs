//! What becomes of suggestions: accepted, accepted in part, typed by hand, dismissed.
//!
//! The protocol has no word for acceptance. An item carries the command `boardwise.accepted`, which
//! most editors run after inserting it; for those that do not, the edit itself tells: a person types
//! one character at a time, an editor inserts the rest of a word, a line or the whole at once.
//! Whatever says so first, each suggestion is counted once.

use ide::Language;
use ide::stats::{Counts, Outcome};
use ropey::Rope;
use tower_lsp_server::gen_lsp_types::Uri;

use crate::recent::{Offer, Progress};

/// What an edit did to the suggestion that was on the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// Nothing that counts.
    Going,
    /// The last part was inserted at once: the cursor stands at this byte.
    Accepted(usize),
    /// The last character was typed, or it was left.
    Ended,
}

/// The suggestion on the screen, and the counts since the last call of [`Usage::take`].
#[derive(Debug, Default)]
pub(crate) struct Usage {
    shown: Option<Shown>,
    /// The suggestion before it and how it ended: its command may come late.
    last: Option<(u64, Language, Outcome)>,
    counts: Vec<(Language, Counts)>,
}

#[derive(Debug)]
struct Shown {
    uri: Uri,
    language: Language,
    offer: Offer,
    n_typed: usize,
    is_part_accepted: bool,
}

impl Usage {
    /// A suggestion was sent to the client.
    pub(crate) fn show(&mut self, uri: &Uri, language: Language, offer: &Offer, new: &Rope) {
        if self.shown.as_ref().is_some_and(|shown| shown.offer.id == offer.id) {
            return;
        }
        self.leave();
        // Each is counted once, also when it comes back: editors that preview the items of a popup in
        // the text go through it again and again.
        match self.last {
            Some((id, language, Outcome::Dismissed)) if id == offer.id => {
                self.uncount(language, Outcome::Dismissed);
                self.last = None;
            }
            Some((id, ..)) if id == offer.id => return,
            _ => self.count(language, Outcome::Shown, 0),
        }
        let n_typed = offer.progress(new).map_or(0, |progress| progress.n_typed);
        self.shown = Some(Shown { uri: uri.clone(), language, offer: offer.clone(), n_typed, is_part_accepted: false });
    }

    /// A document was edited.
    pub(crate) fn edited(&mut self, uri: &Uri, new: &Rope) -> Step {
        let Some(shown) = self.shown.as_mut().filter(|shown| shown.uri == *uri) else {
            return Step::Going;
        };
        let Some(progress) = shown.offer.progress(new) else {
            self.leave();
            return Step::Ended;
        };
        let Progress { n_typed, .. } = progress;
        let part = shown.offer.part(shown.n_typed, n_typed);
        let n_new = part.chars().count();
        shown.n_typed = n_typed;
        let language = shown.language;
        // An editor inserts a line break together with the indentation.
        let at_once = n_new > 1 && !part.trim().is_empty();
        let is_whole = shown.offer.untyped(progress).is_empty();
        let cursor = shown.offer.offset(progress);
        match (at_once, is_whole) {
            (true, true) => {
                self.end(Outcome::Accepted, n_new);
                Step::Accepted(cursor)
            }
            (true, false) => {
                let outcome = if shown.is_part_accepted { None } else { Some(Outcome::AcceptedInPart) };
                shown.is_part_accepted = true;
                match outcome {
                    Some(outcome) => self.count(language, outcome, n_new),
                    None => self.characters(language, n_new),
                }
                Step::Going
            }
            (false, true) => {
                let is_part_accepted = shown.is_part_accepted;
                if is_part_accepted {
                    self.shown = None;
                } else {
                    self.end(Outcome::Typed, 0);
                }
                Step::Ended
            }
            (false, false) => Step::Going,
        }
    }

    /// The client ran the command of a suggestion; if that was news, gives the document and where the
    /// cursor stands.
    pub(crate) fn accepted(&mut self, id: u64) -> Option<(Uri, usize)> {
        if let Some(shown) = self.shown.as_ref().filter(|shown| shown.offer.id == id) {
            let n_new = shown.offer.part(shown.n_typed, shown.offer.len()).chars().count();
            let place = (shown.uri.clone(), shown.offer.insertion.0.start + shown.offer.len());
            self.end(Outcome::Accepted, n_new);
            return Some(place);
        }
        // An editor that formats what it inserts seems to leave the suggestion's way.
        if let Some((last, language, Outcome::Dismissed)) = self.last
            && last == id
        {
            self.uncount(language, Outcome::Dismissed);
            self.count(language, Outcome::Accepted, 0);
            self.last = Some((id, language, Outcome::Accepted));
        }
        None
    }

    /// A document was closed, or the session ends.
    pub(crate) fn closed(&mut self, uri: Option<&Uri>) {
        if self.shown.as_ref().is_some_and(|shown| uri.is_none_or(|uri| *uri == shown.uri)) {
            self.leave();
        }
    }

    /// Counts since the last call, by language.
    pub(crate) fn take(&mut self) -> Vec<(Language, Counts)> {
        std::mem::take(&mut self.counts)
    }

    fn leave(&mut self) {
        match &self.shown {
            // What was taken in part was not dismissed.
            Some(shown) if shown.is_part_accepted => self.shown = None,
            Some(_) => self.end(Outcome::Dismissed, 0),
            None => {}
        }
    }

    fn end(&mut self, outcome: Outcome, n_characters: usize) {
        let Some(shown) = self.shown.take() else { return };
        if shown.is_part_accepted && outcome == Outcome::Accepted {
            // Counted as accepted in part; now it is whole.
            self.uncount(shown.language, Outcome::AcceptedInPart);
        }
        self.count(shown.language, outcome, n_characters);
        self.last = Some((shown.offer.id, shown.language, outcome));
    }

    fn count(&mut self, language: Language, outcome: Outcome, n_characters: usize) {
        *self.of(language).of(outcome) += 1;
        self.characters(language, n_characters);
    }

    fn characters(&mut self, language: Language, n_characters: usize) {
        self.of(language).characters += n_characters as i64;
    }

    fn uncount(&mut self, language: Language, outcome: Outcome) {
        *self.of(language).of(outcome) -= 1;
    }

    fn of(&mut self, language: Language) -> &mut Counts {
        let index = self.counts.iter().position(|(known, _)| *known == language).unwrap_or_else(|| {
            self.counts.push((language, Counts::default()));
            self.counts.len() - 1
        });
        &mut self.counts[index].1
    }
}

#[cfg(test)]
mod tests {
    use ide::Span;

    use super::*;
    use crate::recent::tests::offer;

    const LINE: &str = "digitalWrite(4, HIGH);";

    fn uri() -> Uri {
        Uri::from("file:///a.ino")
    }

    /// Shows a suggestion of [`LINE`] and applies the texts one after the other.
    fn run(texts: &[&str]) -> (Usage, Vec<Step>) {
        let mut usage = Usage::default();
        let offer = offer(7, "", Span::new(0, 0), LINE);
        usage.show(&uri(), Language::Arduino, &offer, &Rope::new());
        let steps = texts.iter().map(|text| usage.edited(&uri(), &Rope::from_str(text))).collect();
        (usage, steps)
    }

    #[track_caller]
    fn check(mut usage: Usage, accepted: i64, in_part: i64, typed: i64, dismissed: i64, characters: i64) {
        let counts = Counts { shown: 1, accepted, accepted_in_part: in_part, typed, dismissed, characters };
        assert_eq!(usage.take(), [(Language::Arduino, counts)]);
    }

    #[test]
    fn the_whole_at_once_is_acceptance() {
        let (usage, steps) = run(&[LINE]);
        assert_eq!(steps, [Step::Accepted(LINE.len())]);
        check(usage, 1, 0, 0, 0, 22);
        let (usage, _) = run(&["d", "di", LINE]);
        check(usage, 1, 0, 0, 0, 20);
    }

    #[test]
    fn a_command_after_the_edit_is_no_news() {
        let (mut usage, _) = run(&[LINE]);
        assert_eq!(usage.accepted(7), None);
        check(usage, 1, 0, 0, 0, 22);
    }

    #[test]
    fn a_command_tells_what_the_edit_did_not() {
        let (mut usage, _) = run(&["digitalWrite( 4, HIGH );"]);
        for id in [7, 7, 8] {
            assert_eq!(usage.accepted(id), None);
        }
        check(usage, 1, 0, 0, 0, 0);
    }

    #[test]
    fn a_command_may_come_before_the_edit() {
        let (mut usage, _) = run(&["digital"]);
        assert_eq!(usage.accepted(7), Some((uri(), LINE.len())));
        assert_eq!(usage.edited(&uri(), &Rope::from_str(LINE)), Step::Going);
        check(usage, 1, 0, 0, 0, 22);
    }

    #[test]
    fn a_word_at_once_is_acceptance_in_part() {
        let (mut usage, steps) = run(&["digitalWrite", "digitalWrite(", "digitalWrite(4, "]);
        assert_eq!(steps, [Step::Going; 3]);
        usage.edited(&uri(), &Rope::from_str("digitalWrite(4, LOW"));
        check(usage, 0, 1, 0, 0, 15);
        let (usage, steps) = run(&["digitalWrite", LINE]);
        assert_eq!(steps[1], Step::Accepted(LINE.len()));
        check(usage, 1, 0, 0, 0, 22);
    }

    #[test]
    fn typing_it_all_is_neither() {
        let texts: Vec<&str> = (1..=LINE.len()).map(|end| &LINE[..end]).collect();
        let (usage, steps) = run(&texts);
        assert_eq!(steps.last(), Some(&Step::Ended));
        check(usage, 0, 0, 1, 0, 0);
    }

    #[test]
    fn another_letter_dismisses_it() {
        let (usage, steps) = run(&["x"]);
        assert_eq!(steps, [Step::Ended]);
        check(usage, 0, 0, 0, 1, 0);
    }

    #[test]
    fn one_that_comes_back_is_counted_once() {
        let (mut usage, _) = run(&["x"]);
        let offer = offer(7, "", Span::new(0, 0), LINE);
        for text in [LINE, "", LINE] {
            usage.show(&uri(), Language::Arduino, &offer, &Rope::new());
            usage.edited(&uri(), &Rope::from_str(text));
        }
        check(usage, 1, 0, 0, 0, 22);
    }

    #[test]
    fn the_next_one_or_closing_dismisses_it_too() {
        let (mut usage, _) = run(&[]);
        usage.closed(Some(&Uri::from("file:///b.ino")));
        usage.closed(Some(&uri()));
        usage.closed(None);
        check(usage, 0, 0, 0, 1, 0);
    }
}
