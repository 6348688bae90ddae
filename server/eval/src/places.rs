//! Code is taken away at random places, and asked for again.

use std::time::{Duration, Instant};

use ide::{Settings, Snapshot};
use tree_sitter::Node;

use crate::completer::{Completer, Shown};
use crate::sample::Sample;

/// What kind of place it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Anywhere in a line: its rest is missing.
    Line,
    /// At the beginning of a statement: the line is missing.
    Statement,
    /// At the name of a call: it and the rest of the line are missing.
    Call,
    /// At an argument: it and the rest of the line are missing.
    Argument,
    /// In an empty body: up to eight lines are missing.
    Block,
}

impl Kind {
    /// All kinds, in the order of tables.
    pub const ALL: [Self; 5] = [Self::Line, Self::Statement, Self::Call, Self::Argument, Self::Block];

    /// Name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Statement => "statement",
            Self::Call => "call",
            Self::Argument => "argument",
            Self::Block => "block",
        }
    }
}

/// A hole in a file, as a byte range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Its kind.
    pub kind: Kind,
    /// Where the cursor stands.
    pub start: usize,
    /// Where the text goes on.
    pub end: usize,
    /// Where its code ends: a comment at the end of the line is taken away, too, but nobody could foresee it.
    pub code_end: usize,
}

/// What was said at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The place.
    pub place: Place,
    /// What stood there.
    pub truth: String,
    /// What would have been shown.
    pub shown: Option<Shown>,
    /// From text to suggestion, parsing included.
    pub took: Duration,
}

impl Answer {
    /// The suggestion is what stood there.
    pub fn is_exact(&self) -> bool {
        self.shown.as_ref().is_some_and(|shown| shown.text.trim_end() == self.truth)
    }

    /// The first line of the suggestion is the first line that stood there.
    pub fn is_first_line_exact(&self) -> bool {
        let first = |text: &str| text.lines().next().unwrap_or_default().trim_end().to_owned();
        self.shown.as_ref().is_some_and(|shown| first(&shown.text) == first(&self.truth))
    }

    /// How alike they are, from 0 to 1 (normalized Levenshtein distance); 0 when nothing was shown.
    pub fn similarity(&self) -> f64 {
        self.shown.as_ref().map_or(0.0, |shown| strsim::normalized_levenshtein(shown.text.trim_end(), &self.truth))
    }

    /// The first name or number in both is the same.
    pub fn is_next_identifier_right(&self) -> bool {
        self.shown.as_ref().is_some_and(|shown| first_word(&shown.text) == first_word(&self.truth))
    }
}

fn first_word(text: &str) -> Option<&str> {
    text.split(|character: char| !character.is_alphanumeric() && character != '_').find(|word| !word.is_empty())
}

/// Longest block that is asked for, in lines.
const MAX_BLOCK_LINES: usize = 8;

/// Up to `per_kind` places of each kind.
pub fn places(sample: &Sample, per_kind: usize, settings: &Settings) -> Vec<Place> {
    let analysis = sample.analysis(&sample.text, settings);
    let text = &sample.text;
    let mut found: Vec<Place> = Vec::new();
    each_node(&analysis.snapshot, |node| {
        let end_of_line = |from: usize| text[from..].find('\n').map_or(text.len(), |at| from + at);
        let mut add = |kind, start: usize| {
            let end = end_of_line(start);
            if !text[start..end].trim().is_empty() {
                found.push(Place { kind, start, end: start + text[start..end].trim_end().len(), code_end: 0 });
            }
        };
        match node.kind() {
            "argument_list" => {
                let mut cursor = node.walk();
                let arguments: Vec<usize> =
                    node.named_children(&mut cursor).filter(|child| !child.is_extra()).map(|child| child.start_byte()).collect();
                for start in arguments {
                    add(Kind::Argument, start);
                }
            }
            "call_expression" | "call" => {
                if let Some(name) = node.child_by_field_name("function") {
                    let name = name.child_by_field_name("field").or_else(|| name.child_by_field_name("attribute")).unwrap_or(name);
                    add(Kind::Call, name.start_byte());
                }
            }
            "compound_statement" | "block" => {
                let (mut start, mut end) = (node.start_byte(), node.end_byte());
                if node.kind() == "compound_statement" {
                    start += 1;
                    end = end.saturating_sub(1);
                }
                let body = text.get(start..end).unwrap_or_default();
                let start = start + (body.len() - body.trim_start().len());
                let body = body.trim();
                if !body.is_empty() && body.lines().count() <= MAX_BLOCK_LINES && text[..start].ends_with([' ', '\t', '\n']) {
                    found.push(Place { kind: Kind::Block, start, end: start + body.len(), code_end: 0 });
                }
            }
            _ => {}
        }
    });
    let mut random = sample.random("places");
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim();
        let indent = line.len() - line.trim_start().len();
        if content.len() > 2 && !is_prose(&analysis.snapshot, start + indent) {
            let end = start + line.trim_end().len();
            found.push(Place { kind: Kind::Statement, start: start + indent, end, code_end: 0 });
            let mut at = start + indent + random.below(content.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            if !is_prose(&analysis.snapshot, at) {
                found.push(Place { kind: Kind::Line, start: at, end, code_end: 0 });
            }
        }
        start += line.len();
    }
    let comments = comments(&analysis.snapshot);
    for place in &mut found {
        place.code_end = if place.kind == Kind::Block { place.end } else { code_end(text, &comments, place.start, place.end) };
    }
    found.retain(|place| place.code_end > place.start);
    found.retain(|place| text.is_char_boundary(place.start) && text.is_char_boundary(place.end) && place.start < place.end);
    Kind::ALL.iter().flat_map(|&kind| random.some(found.iter().copied().filter(|place| place.kind == kind).collect(), per_kind)).collect()
}

/// Comments and strings are prose: nothing is suggested there, and nothing is asked.
fn is_prose(snapshot: &Snapshot, at: usize) -> bool {
    let node = snapshot.tree.root_node().descendant_for_byte_range(at, at + 1);
    std::iter::successors(node, Node::parent).take(3).any(|node| {
        let kind = node.kind();
        kind.contains("comment") || kind.contains("string") || kind == "char_literal"
    })
}

/// Where comments begin, in order.
pub(crate) fn comments(snapshot: &Snapshot) -> Vec<usize> {
    let mut starts = Vec::new();
    each_node(snapshot, |node| {
        if node.kind() == "comment" {
            starts.push(node.start_byte());
        }
    });
    starts
}

/// The end of the code in `start..end`, a part of one line: before the comment and the white space that end it.
pub(crate) fn code_end(text: &str, comments: &[usize], start: usize, end: usize) -> usize {
    let first = comments.get(comments.partition_point(|&at| at < start));
    let end = first.map_or(end, |&at| at.min(end));
    start + text[start..end].trim_end().len()
}

fn each_node(snapshot: &Snapshot, mut visit: impl FnMut(Node<'_>)) {
    let mut cursor = snapshot.tree.walk();
    loop {
        visit(cursor.node());
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
        }
    }
}

/// Asks at each place.
pub fn ask(sample: &Sample, places: &[Place], completer: &mut dyn Completer, settings: &Settings) -> Vec<Answer> {
    let answer = |place: &Place| {
        let text = format!("{}{}", &sample.text[..place.start], &sample.text[place.end..]);
        let started = Instant::now();
        let analysis = sample.analysis(&text, settings);
        let shown = completer.first(&analysis, place.start, place.kind == Kind::Block);
        Answer { place: *place, truth: sample.text[place.start..place.code_end].to_owned(), shown, took: started.elapsed() }
    };
    places.iter().map(answer).collect()
}

#[cfg(test)]
mod tests {
    use ide::Language;

    use super::*;

    const SKETCH: &str = "// Blink\nconst int led = 13;\nvoid setup() {\n  pinMode(led, OUTPUT); // ready\n}\nvoid loop() {\n  digitalWrite(led, HIGH);\n  delay(500);\n}\n";

    struct Says(&'static str);

    impl Completer for Says {
        fn name(&self) -> String {
            "says".to_owned()
        }

        fn first(&mut self, _: &ide::Analysis, _: usize, _: bool) -> Option<Shown> {
            Some(Shown { text: self.0.to_owned(), score: 0.5, facts: None, repeats: false })
        }
    }

    #[test]
    fn places_are_where_their_kind_says() {
        let sample = Sample { path: "/x/blink.ino".into(), language: Language::Arduino, text: SKETCH.to_owned(), board: None };
        let places = places(&sample, 99, &Settings::standard());
        let of = |kind| -> Vec<&str> {
            places.iter().filter(|place| place.kind == kind).map(|place| &SKETCH[place.start..place.code_end]).collect()
        };
        assert_eq!(of(Kind::Argument), ["led, OUTPUT);", "OUTPUT);", "led, HIGH);", "HIGH);", "500);"]);
        assert_eq!(of(Kind::Call), ["pinMode(led, OUTPUT);", "digitalWrite(led, HIGH);", "delay(500);"]);
        assert_eq!(of(Kind::Block), ["pinMode(led, OUTPUT); // ready", "digitalWrite(led, HIGH);\n  delay(500);"]);
        assert!(of(Kind::Statement).contains(&"void loop() {") && !of(Kind::Statement).contains(&"// Blink"));
        assert!(of(Kind::Line).iter().all(|rest| SKETCH.contains(rest)));
        assert_eq!(super::places(&sample, 1, &Settings::standard()).len(), 5);
        assert_eq!(super::places(&sample, 1, &Settings::standard()), super::places(&sample, 1, &Settings::standard()));
    }

    #[test]
    fn answers_are_compared_with_the_truth() {
        let sample = Sample { path: "/x/blink.ino".into(), language: Language::Arduino, text: SKETCH.to_owned(), board: None };
        let start = SKETCH.find("500").unwrap();
        let place = Place { kind: Kind::Argument, start, end: start + 5, code_end: start + 5 };
        let answer = |says| ask(&sample, &[place], &mut Says(says), &Settings::standard()).remove(0);
        assert!(answer("500);").is_exact() && answer("500);").is_next_identifier_right());
        let near = answer("500); // ms");
        assert!(!near.is_exact() && near.is_next_identifier_right() && near.similarity() > 0.3 && near.similarity() < 1.0);
        assert!(answer("500);\nmore").is_first_line_exact());
        assert!(!answer("50);").is_next_identifier_right());
    }
}
