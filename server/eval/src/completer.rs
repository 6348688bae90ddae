//! What can be asked for a continuation.

use ide::{Analysis, Cancel, Completion, Engine, InlineOptions, NGRAM_ORDER, NgramCounts, NgramModel, RankFacts};

/// Text that would be shown at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Shown {
    /// Text from the cursor on.
    pub text: String,
    /// Confidence between 0 and 1.
    pub score: f32,
    /// What the confidence is made of, where a model answered.
    pub facts: Option<RankFacts>,
    /// It repeats training text at length.
    pub repeats: bool,
}

/// Answers with the text that it would show first at a place, or nothing.
pub trait Completer {
    /// Name in tables.
    fn name(&self) -> String;
    /// The first suggestion at `offset`.
    fn first(&mut self, analysis: &Analysis, offset: usize, multiline: bool) -> Option<Shown>;
}

fn first(completion: Completion) -> Option<Shown> {
    completion.suggestions.into_iter().next().map(|suggestion| Shown {
        text: suggestion.text,
        score: suggestion.score,
        facts: Some(suggestion.facts),
        repeats: !suggestion.origin.is_empty(),
    })
}

/// As an editor asks.
const ONE_LINE: InlineOptions = InlineOptions { max: 1, multiline: false, validate: true, listens: true, remembers: true, asked: false };

/// The model as the program uses it, or without one of its parts.
#[derive(Debug)]
pub struct ModelCompleter<'a> {
    /// The model.
    pub engine: &'a mut Engine,
    /// Masks and verdict.
    pub validate: bool,
    /// What the document says.
    pub listens: bool,
    /// What many programs say: the table of n-grams.
    pub remembers: bool,
}

impl Completer for ModelCompleter<'_> {
    fn name(&self) -> String {
        let name = self.engine.info().name;
        let parts =
            [(self.validate, ", unchecked"), (self.listens, ", deaf to the document"), (self.remembers, ", without the table of n-grams")];
        let without: String = parts.iter().filter(|(is_there, _)| !is_there).map(|(_, without)| *without).collect();
        format!("{name}{without}")
    }

    fn first(&mut self, analysis: &Analysis, offset: usize, multiline: bool) -> Option<Shown> {
        let options = InlineOptions { multiline, validate: self.validate, listens: self.listens, remembers: self.remembers, ..ONE_LINE };
        first(self.engine.complete(analysis, offset, options, &Cancel::never()))
    }
}

/// An n-gram model over the same tokens, decoded and checked in the same way: what remains when a
/// transformer is taken away.
#[derive(Debug)]
pub struct NgramCompleter<'a> {
    /// Gives tokens and vocabulary.
    pub engine: &'a mut Engine,
    /// What was counted.
    pub counts: &'a NgramCounts,
}

impl Completer for NgramCompleter<'_> {
    fn name(&self) -> String {
        format!("{}-gram of {:.1} M tokens", NGRAM_ORDER, self.counts.n_tokens() as f64 / 1e6)
    }

    fn first(&mut self, analysis: &Analysis, offset: usize, multiline: bool) -> Option<Shown> {
        let mut model = NgramModel::new(self.engine.session(&analysis.path)?, self.counts);
        first(analysis.inline(offset, InlineOptions { multiline, ..ONE_LINE }, &mut model, &Cancel::never()))
    }
}

/// The popup's first entry: tables and scope, no model.
#[derive(Debug, Clone, Copy)]
pub struct TablesCompleter;

impl Completer for TablesCompleter {
    fn name(&self) -> String {
        "tables alone".to_owned()
    }

    fn first(&mut self, analysis: &Analysis, offset: usize, _multiline: bool) -> Option<Shown> {
        let best = analysis.completion(offset).into_iter().next()?;
        // What is typed of the word is there already.
        let typed = offset.saturating_sub(best.replace.start);
        let text = best.insert_text.get(typed..)?.to_owned();
        (!text.is_empty()).then_some(Shown { text, score: 1.0, facts: None, repeats: false })
    }
}
