//! A model that is not alone: what the document says, and what many programs say, count beside what it expects.

use std::sync::Arc;

use crate::{Cancel, LanguageModel, NgramCounts, NgramTable, Stopped, TokenId, Vocabulary};

/// Counts the document, when the first prediction is wanted: most places want none.
pub type CountDocument<'a> = &'a mut (dyn FnMut(&dyn LanguageModel) -> Arc<NgramCounts> + Send);

/// A mixture of a model, a table of n-grams of its training text, and a cache language model (Kuhn and De Mori
/// 1990): what the document itself says after the same tokens. Code repeats its own names far more than any
/// training text foretells, and a small model sees only the nearest lines and remembers only the commonest idioms.
pub struct MixedModel<'a> {
    model: &'a mut dyn LanguageModel,
    table: Option<&'a NgramTable>,
    count: Option<CountDocument<'a>>,
    seen: Option<Arc<NgramCounts>>,
    logits: Vec<f32>,
}

impl<'a> MixedModel<'a> {
    /// `model` alone, so far.
    pub fn new(model: &'a mut dyn LanguageModel) -> Self {
        Self { model, table: None, count: None, seen: None, logits: Vec::new() }
    }

    /// With a table of n-grams over the same tokens.
    #[must_use]
    pub fn with_table(self, table: Option<&'a NgramTable>) -> Self {
        Self { table, ..self }
    }

    /// Having seen the document which `count` counts.
    #[must_use]
    pub fn with_document(self, count: Option<CountDocument<'a>>) -> Self {
        Self { count, ..self }
    }
}

impl std::fmt::Debug for MixedModel<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let seen = self.seen.as_ref().map(|seen| seen.n_tokens());
        let n_ngrams = self.table.map(NgramTable::n_ngrams);
        formatter.debug_struct("MixedModel").field("seen", &seen).field("n_ngrams", &n_ngrams).finish_non_exhaustive()
    }
}

/// How far a context of so many tokens of the document is mistrusted: short ones say little that the model does
/// not know. Chosen on the `valid` split (`boardwise eval`); half as much does nearly as well.
fn doubt(length: usize) -> f32 {
    match length {
        0 => f32::INFINITY,
        1 => 180.0,
        2 => 48.0,
        3 => 18.0,
        4 => 9.0,
        5 => 6.0,
        _ => 4.5,
    }
}

impl LanguageModel for MixedModel<'_> {
    fn vocabulary(&self) -> &Vocabulary {
        self.model.vocabulary()
    }

    fn max_context(&self) -> usize {
        self.model.max_context()
    }

    fn encode(&self, text: &str) -> Vec<TokenId> {
        self.model.encode(text)
    }

    fn logits(&mut self, tokens: &[TokenId], cancel: &Cancel) -> Result<&[f32], Stopped> {
        if let (None, Some(count)) = (&self.seen, &mut self.count) {
            self.seen = Some(count(self.model));
        }
        let logits = self.model.logits(tokens, cancel)?;
        self.logits.clear();
        self.logits.extend_from_slice(logits);
        let highest = self.logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        // Broken weights are the caller's to notice.
        if !highest.is_finite() || self.logits.iter().any(|logit| logit.is_nan()) {
            return Ok(&self.logits);
        }
        let mut sum = 0.0;
        for value in &mut self.logits {
            *value = (*value - highest).exp();
            sum += *value;
        }
        for value in &mut self.logits {
            *value /= sum;
        }
        // The document last: it is the nearest.
        if let Some(table) = self.table {
            table.blend(tokens, &mut self.logits);
        }
        if let Some(seen) = &self.seen {
            seen.blend(tokens, doubt, &mut self.logits);
        }
        for value in &mut self.logits {
            *value = value.max(f32::MIN_POSITIVE).ln();
        }
        Ok(&self.logits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ScriptedModel;

    #[test]
    fn a_document_is_heard_beside_the_model() {
        // The model says b or a; the document says a, again and again.
        let mut model = ScriptedModel::new().after_weighted("x(", &[("b", 0.55), ("a", 0.45)]);
        let best = |model: &mut dyn LanguageModel| {
            let prompt = model.encode("read x(");
            let logits = model.logits(&prompt, &Cancel::never()).unwrap().to_vec();
            let best = (0..logits.len()).max_by(|&a, &b| logits[a].total_cmp(&logits[b])).unwrap();
            model.vocabulary().bytes(best as TokenId).to_vec()
        };
        assert_eq!(best(&mut model), b"b");
        let mut count = |model: &dyn LanguageModel| {
            let mut seen = NgramCounts::default();
            seen.add(&model.encode("read x(a); read x(a); read x(a); read x(a); read x(a);"));
            Arc::new(seen)
        };
        assert_eq!(best(&mut MixedModel::new(&mut model).with_document(Some(&mut count))), b"a");
        // What was never seen changes nothing.
        assert_eq!(best(&mut MixedModel::new(&mut model).with_document(Some(&mut |_| Arc::default()))), b"b");
    }
}
