//! Where holes are cut: at syntax nodes, at line ends, at random, by the rules of `models/train/samples.toml`.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use document::{Document, Language};
use serde::Deserialize;

use crate::random::Random;

/// The rules that training and tuning share.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SampleRules {
    pub(super) plain_share: f64,
    pub(super) boardless_share: f64,
    pub(super) headless_share: f64,
    pub(super) without_libraries_share: f64,
    pub(super) suffix_lengths: Vec<usize>,
    max_middle: usize,
    inside_share: f64,
    pub(super) layouts: Vec<WindowLayout>,
    mix: BTreeMap<String, f64>,
    nodes: BTreeMap<String, Vec<String>>,
}

/// Sizes of the samples that fill a window, in tokens.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WindowLayout {
    pub(super) sizes: Vec<usize>,
    pub(super) weight: f64,
}

impl SampleRules {
    pub(super) fn get() -> &'static Self {
        static RULES: OnceLock<SampleRules> = OnceLock::new();
        RULES.get_or_init(|| toml::from_str(include_str!("../../../../models/train/samples.toml")).expect("a test reads it"))
    }

    fn kind_of(&self, node: &str) -> Option<&str> {
        self.nodes.iter().find(|(_, nodes)| nodes.iter().any(|known| known == node)).map(|(kind, _)| kind.as_str())
    }
}

/// Byte ranges of a file where a hole can be, by kind.
#[derive(Debug)]
pub(super) struct Nodes(BTreeMap<&'static str, Vec<(usize, usize)>>);

impl Nodes {
    pub(super) fn of(text: &str, language: Language) -> Self {
        let rules = SampleRules::get();
        let mut found: BTreeMap<&'static str, Vec<(usize, usize)>> = BTreeMap::new();
        let mut add = |kind: &'static str, start: usize, end: usize| {
            if start < end && end - start <= rules.max_middle && text.is_char_boundary(start) && text.is_char_boundary(end) {
                found.entry(kind).or_default().push((start, end));
            }
        };
        let tree = Document::new(text, language).snapshot().tree;
        let mut cursor = tree.walk();
        'walk: loop {
            let node = cursor.node();
            let (mut start, mut end) = (node.start_byte(), node.end_byte());
            if matches!(node.kind(), "argument_list" | "parameter_list" | "parameters") {
                for at in 0..node.named_child_count() {
                    if let Some(child) = node.named_child(at as u32) {
                        add("argument", child.start_byte(), child.end_byte());
                    }
                }
                if end - start > 2 {
                    add("argument", start + 1, end - 1);
                }
            } else if let Some(kind) = rules.kind_of(node.kind()) {
                if kind == "block" && node.kind() == "compound_statement" {
                    // The braces stay outside: the hole is what a person types between them.
                    (start, end) = (start + 1, end.saturating_sub(1));
                }
                let is_body = node.parent().is_some_and(|parent| parent.kind() == "function_definition");
                match kind {
                    "block" if is_body => add("body", start, end),
                    "block" => add("block", start, end),
                    "statement" => add("statement", start, end),
                    _ => add("expression", start, end),
                }
            }
            if cursor.goto_first_child() {
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    break 'walk;
                }
            }
        }
        Self(found)
    }

    /// One hole of a text that is not empty; never empty, never inside a character.
    pub(super) fn cut(&self, text: &str, random: &mut Random) -> (usize, usize) {
        let rules = SampleRules::get();
        let kind = rules.mix.keys().nth(random.weighted(rules.mix.values().copied())).map_or("line", String::as_str);
        if let Some(spans) = self.0.get(kind) {
            let (mut start, end) = spans[random.below(spans.len())];
            if random.share() < rules.inside_share && end - start > 4 {
                start = boundary(text, start + random.below(end - 1 - start));
            }
            return (start, end);
        }
        let (start, mut end) = if kind == "random" {
            let start = boundary(text, random.below(text.len()));
            (start, boundary(text, text.len().min(start + 1 + random.below(300))))
        } else {
            line(text, random)
        };
        if kind == "lines" {
            for _ in 0..=random.below(5) {
                let following = text[end..].char_indices().skip(1).find(|(_, character)| *character == '\n').map(|(at, _)| end + at);
                match following {
                    Some(following) if following - start <= rules.max_middle => end = following,
                    _ => break,
                }
            }
        }
        while end <= start || !text.is_char_boundary(end) {
            end = if end < text.len() { end.max(start) + 1 } else { return (boundary(text, start.saturating_sub(1)), text.len()) };
        }
        (start, end)
    }
}

/// From somewhere inside a line to its end.
fn line(text: &str, random: &mut Random) -> (usize, usize) {
    for _ in 0..8 {
        let at = boundary(text, random.below(text.len()));
        let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
        let end = text[at..].find('\n').map_or(text.len(), |found| at + found);
        let content = &text[start..end];
        if content.trim().is_empty() && random.share() < 0.8 {
            continue;
        }
        let indent = content.len() - content.trim_start().len();
        let begin = if random.share() < 0.3 { indent } else { random.below(content.len().max(1)) };
        return (boundary(text, start + begin), end);
    }
    (0, boundary(text, text.len().min(80)))
}

/// The beginning of the character at an offset.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_lie_in_the_text_and_are_never_empty() {
        let sketch = "#include <Servo.h>\n\n// Grün\nServo arm;\nvoid setup() {\n  arm.attach(9); // ß\n}\n\nvoid loop() {\n  for (int i = 0; i < 180; i++) {\n    arm.write(i);\n  }\n}";
        let script = "import machine\n\ndef on(pin):\n    pin.value(1)\n\non(machine.Pin(2))\n";
        for (text, language) in
            [(sketch, Language::Arduino), (script, Language::MicroPython), ("é", Language::Arduino), ("\n", Language::Arduino)]
        {
            let nodes = Nodes::of(text, language);
            let mut random = Random::of(&[text]);
            let mut middles = std::collections::BTreeSet::new();
            for _ in 0..2000 {
                let (start, end) = nodes.cut(text, &mut random);
                assert!(start < end && !text[start..end].is_empty());
                middles.insert(&text[start..end]);
            }
            if language == Language::Arduino && text.len() > 10 {
                for expected in ["9", "\n  arm.attach(9); // ß\n", "arm.write(i)", "int i = 0;", "arm.write(i);\n  }"] {
                    assert!(middles.contains(expected), "{expected:?} was never cut");
                }
            }
        }
    }

    #[test]
    fn every_rule_can_be_drawn() {
        let rules = SampleRules::get();
        assert!(rules.layouts.iter().all(|layout| layout.sizes.iter().sum::<usize>() == 512));
        assert!(["line", "argument", "random", "lines"].iter().all(|kind| rules.mix.contains_key(*kind)));
        assert_eq!(rules.kind_of("call_expression"), Some("expression"));
    }
}
