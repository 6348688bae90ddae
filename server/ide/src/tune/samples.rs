//! From files to passages: the prompts of the editor with their answers, in the shares that training has.

use std::path::Path;

use boards::Target;
use decode::{LanguageModel, Piece};
use document::Language;
use model::Passage;
use suggest::{header, libraries};

use super::holes::{Nodes, SampleRules};
use crate::random::Random;

/// A file to learn from or to be measured on.
pub(super) struct Source {
    pub(super) path: std::path::PathBuf,
    pub(super) language: Language,
    pub(super) text: String,
    target: Option<std::sync::Arc<Target>>,
    libraries: Vec<String>,
    nodes: Nodes,
}

/// Longer files are drawn like files of this length.
const LONGEST_WEIGHT: usize = 24_000;
/// A careful guess, for cutting text before it is tokenized.
const BYTES_PER_TOKEN: usize = 5;

impl Source {
    pub(super) fn new(path: &Path, language: Language, text: String, target: Option<std::sync::Arc<Target>>) -> Self {
        let (libraries, nodes) = (libraries(&text, language), Nodes::of(&text, language));
        Self { path: path.to_owned(), language, text, target, libraries, nodes }
    }

    pub(super) fn weight(&self) -> f64 {
        self.text.len().min(LONGEST_WEIGHT) as f64
    }

    fn header(&self, random: &mut Random) -> String {
        let rules = SampleRules::get();
        // The header names both or none: who types has a board, or has not.
        let is_unknown = random.share() < rules.boardless_share.max(rules.headless_share);
        let target = self.target.as_deref().filter(|_| !is_unknown);
        let libraries = if random.share() < rules.without_libraries_share { &[][..] } else { &self.libraries };
        header(self.language, target, libraries)
    }

    /// A passage of at most `budget` tokens.
    fn passage(&self, budget: usize, model: &dyn LanguageModel, random: &mut Random) -> Passage {
        let rules = SampleRules::get();
        let head = model.encode(&self.header(random));
        let layout = model.vocabulary().layout();
        let room = budget.saturating_sub(head.len() + layout.pieces.len()).max(16);
        let text = self.text.as_str();
        let (suffix, mut answer, is_whole);
        if random.share() < rules.plain_share {
            let from_start = text.len() < room * 2 || random.share() < 0.25;
            let start = if from_start { 0 } else { line_after(text, random.below(text.len())) };
            let end = boundary(text, text.len().min(start + room * 8));
            answer = model.encode(&text[start..end]);
            is_whole = answer.len() <= room;
            answer.truncate(room + 1);
            suffix = Vec::new();
        } else {
            let mut hole = self.nodes.cut(text, random);
            // An answer whose beginning falls out of the window teaches nothing.
            for _ in 0..3 {
                if hole.1 - hole.0 <= room * 2 {
                    break;
                }
                hole = self.nodes.cut(text, random);
            }
            let limit = rules.suffix_lengths[random.below(rules.suffix_lengths.len())].min(room / 3);
            let end = boundary(text, text.len().min(hole.1 + limit * 8));
            let mut after = model.encode(&text[hole.1..end]);
            after.truncate(limit);
            answer = tail(&text[..hole.1], room - after.len(), model);
            suffix = after;
            is_whole = true;
        }
        let n_bytes = suffix.iter().chain(&answer).map(|&token| model.vocabulary().bytes(token).len()).sum();
        let mut passage = Passage { tokens: Vec::with_capacity(budget), is_asked: Vec::with_capacity(budget), n_bytes };
        let mut add = |tokens: &[u32], is_asked: bool| {
            passage.tokens.extend(tokens);
            passage.is_asked.extend(std::iter::repeat_n(is_asked, tokens.len()));
        };
        // Headers and markers are given, so they are not learnt; the token that ends an answer is.
        for piece in &layout.pieces {
            match piece {
                Piece::Token(id) => add(&[*id], false),
                Piece::Header => add(&head, false),
                Piece::Suffix => add(&suffix, true),
                Piece::Prefix => add(&answer, true),
            }
        }
        if is_whole {
            add(&layout.ends[..1], true);
        }
        passage
    }
}

/// The passages of one window, as training divides it.
pub(super) fn window(sources: &[Source], model: &dyn LanguageModel, random: &mut Random) -> Vec<Passage> {
    let layouts = &SampleRules::get().layouts;
    let layout = &layouts[random.weighted(layouts.iter().map(|layout| layout.weight))];
    let longest = model.max_context();
    let passage = |size: &usize| {
        let source = &sources[random.weighted(sources.iter().map(Source::weight))];
        source.passage((*size).min(longest), model, random)
    };
    layout.sizes.iter().map(passage).collect()
}

/// The last lines of a text that fit.
fn tail(text: &str, budget: usize, model: &dyn LanguageModel) -> Vec<u32> {
    let mut start = boundary(text, text.len().saturating_sub(budget * BYTES_PER_TOKEN));
    loop {
        let mut tokens = model.encode(&text[start..]);
        if tokens.len() <= budget {
            return tokens;
        }
        let excess = (text.len() - start) * (tokens.len() - budget) / tokens.len();
        let next = line_after(text, boundary(text, start + excess.max(1)));
        if next >= text.len() {
            let first = tokens.len() - budget;
            return tokens.split_off(first);
        }
        start = next;
    }
}

/// The beginning of the line after an offset; the end of the text where there is none.
fn line_after(text: &str, at: usize) -> usize {
    let at = boundary(text, at);
    text[at..].find('\n').map_or(text.len(), |found| at + found + 1)
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
