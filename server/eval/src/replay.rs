//! A file is typed from top to bottom by somebody who takes every suggestion that is right.

use ide::Settings;

use crate::completer::{Completer, Shown};
use crate::places::{code_end, comments};
use crate::sample::Sample;

/// A line typed with suggestions: one event for each suggestion that would be on the screen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Seen {
    /// Its confidence.
    pub score: f32,
    /// It is the rest of the line.
    pub is_right: bool,
}

/// A typed line.
#[derive(Debug, Clone, PartialEq)]
pub struct TypedLine {
    /// Characters from the first that is not white space on.
    pub length: usize,
    /// Characters of the comment at its end, which no suggestion can save.
    pub comment: usize,
    /// What was on the screen before each of its characters, and when it changed.
    pub seen: Vec<(usize, Option<Seen>)>,
}

/// What typing cost.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Cost {
    /// Characters of the lines.
    pub characters: usize,
    /// Keys that were pressed: a character or an acceptance each.
    pub keys: usize,
    /// Suggestions that were shown; one that lasts while it is typed through counts once.
    pub shown: usize,
    /// Those that were not the rest of the line.
    pub wrong: usize,
}

impl Cost {
    /// Share of the characters that nobody had to type.
    pub fn saved(&self) -> f64 {
        if self.characters == 0 { 0.0 } else { 1.0 - self.keys as f64 / self.characters as f64 }
    }
}

impl std::ops::AddAssign for Cost {
    fn add_assign(&mut self, other: Self) {
        self.characters += other.characters;
        self.keys += other.keys;
        self.shown += other.shown;
        self.wrong += other.wrong;
    }
}

impl TypedLine {
    /// The cost of the line when suggestions below `threshold` stay hidden.
    pub fn cost(&self, threshold: f32) -> Cost {
        let mut cost = Cost { characters: self.length, ..Cost::default() };
        for (at, seen) in &self.seen {
            if let Some(seen) = seen.filter(|seen| seen.score >= threshold) {
                cost.shown += 1;
                if seen.is_right {
                    cost.keys += at + 1 + self.comment;
                    return cost;
                }
                cost.wrong += 1;
            }
        }
        cost.keys += self.length;
        cost
    }
}

/// Types up to `n_lines` lines that follow each other, the text below not yet written.
///
/// Every character asks again, unless the suggestion on the screen begins with what was typed:
/// editors keep it, and so does this.
pub fn replay(sample: &Sample, n_lines: usize, completer: &mut dyn Completer, settings: &Settings) -> Vec<TypedLine> {
    let lines: Vec<(usize, &str)> = sample
        .text
        .split_inclusive('\n')
        .scan(0, |end, line| {
            *end += line.len();
            Some((*end - line.len(), line))
        })
        .collect();
    let comments = comments(&sample.analysis(&sample.text, settings).snapshot);
    let first = sample.random("replay").below(lines.len().saturating_sub(n_lines).max(1));
    let mut typed = Vec::new();
    for &(start, line) in lines.iter().skip(first).take(n_lines) {
        let content = line.trim();
        // A line of one character is faster typed than read.
        if content.chars().count() < 2 {
            continue;
        }
        let start = start + (line.len() - line.trim_start().len());
        let end = code_end(&sample.text, &comments, start, start + content.len());
        typed.push(type_line(sample, start, content, end - start, completer, settings));
    }
    typed
}

fn type_line(sample: &Sample, start: usize, content: &str, code: usize, completer: &mut dyn Completer, settings: &Settings) -> TypedLine {
    let length = content.chars().count();
    let mut seen = Vec::new();
    let mut on_screen: Option<Shown> = None;
    for (index, (offset, character)) in content.char_indices().enumerate() {
        let rest = content.get(offset..code).unwrap_or_default();
        let stays = on_screen.is_some();
        if !stays {
            let text = &sample.text[..start + offset];
            let analysis = sample.analysis(text, settings);
            on_screen = completer.first(&analysis, text.len(), false);
            let event =
                on_screen.as_ref().map(|shown| Seen { score: shown.score, is_right: !rest.is_empty() && shown.text.trim_end() == rest });
            seen.push((index, event));
            // At any threshold that shows it, the line ends here; at the others it stays hidden while it is typed.
            if event.is_some_and(|event| event.is_right) {
                on_screen = None;
            }
        }
        // Typing through: what is left of the suggestion stays.
        on_screen = on_screen.and_then(|shown| {
            let left = shown.text.strip_prefix(character)?;
            (!left.is_empty()).then(|| Shown { text: left.to_owned(), ..shown.clone() })
        });
    }
    TypedLine { length, comment: content[code..].chars().count(), seen }
}

#[cfg(test)]
mod tests {
    use ide::{Analysis, Language};

    use super::*;

    /// Knows one line, and asks for nothing before its third character.
    struct Knows(&'static str, usize);

    impl Completer for Knows {
        fn name(&self) -> String {
            "knows".to_owned()
        }

        fn first(&mut self, analysis: &Analysis, offset: usize, _: bool) -> Option<Shown> {
            self.1 += 1;
            let text = analysis.snapshot.text.to_string();
            let line = text[..offset].rsplit('\n').next().unwrap_or_default().trim_start().to_owned();
            let rest = self.0.strip_prefix(&line)?;
            (line.len() >= 2).then(|| Shown { text: rest.to_owned(), score: 0.6, facts: None, repeats: false })
        }
    }

    #[test]
    fn right_suggestions_save_keys() {
        let text = "void setup() {\n  delay(500);\n}\n".to_owned();
        let sample = Sample { path: "/x/a.ino".into(), language: Language::Arduino, text, board: None };
        let mut knows = Knows("delay(500);", 0);
        let lines = replay(&sample, 9, &mut knows, &Settings::standard());
        assert_eq!(lines.len(), 2);
        let cost = lines[1].cost(0.5);
        assert_eq!((cost.characters, cost.keys, cost.shown, cost.wrong), (11, 3, 1, 0));
        let hidden = lines[1].cost(0.7);
        assert_eq!((hidden.keys, hidden.shown), (11, 0));
        let mut total = lines[0].cost(0.5);
        total += cost;
        assert!(total.saved() > 0.3 && total.saved() < 0.4);
    }

    #[test]
    fn wrong_suggestions_stay_while_they_are_typed_through() {
        let text = "delay(500);\n".to_owned();
        let sample = Sample { path: "/x/a.ino".into(), language: Language::Arduino, text, board: None };
        let mut knows = Knows("delay(1000);", 0);
        let lines = replay(&sample, 9, &mut knows, &Settings::standard());
        let cost = lines[0].cost(0.0);
        // Shown behind "de", typed through up to the "5" that it does not have.
        assert_eq!((cost.shown, cost.wrong, cost.keys), (1, 1, 11));
        assert_eq!(lines[0].seen[2].0, 2);
        assert_eq!(lines[0].seen[3].0, 7);
    }
}
