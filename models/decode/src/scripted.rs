//! A language model that says what a test tells it to.

use std::collections::VecDeque;

use crate::vocabulary::{Special, TokenId, Vocabulary};
use crate::{Cancel, LanguageModel, Stopped};

/// A model over single bytes that continues prompts as told.
///
/// A rule says: where the text ends with *this* (plus what was already said), go on with *that*, then
/// end the text. Several continuations of one rule are alternatives of falling probability. The rule
/// that explains most of the text wins, a later rule before an earlier one.
///
/// ```
/// use decode::{Cancel, Options, ScriptedModel, decode, LanguageModel as _, Unconstrained};
///
/// let mut model = ScriptedModel::new().after("pinMode(", "13, OUTPUT);");
/// let prompt = model.encode("void setup() { pinMode(");
/// let draft = decode(&mut model, &prompt, b"", &mut Unconstrained, &Options::greedy(100), &Cancel::never());
/// assert_eq!(draft.text, "13, OUTPUT);");
/// ```
#[derive(Debug)]
pub struct ScriptedModel {
    vocabulary: Vocabulary,
    max_context: usize,
    rules: Vec<Rule>,
    queue: VecDeque<String>,
    text: Vec<u8>,
    n_calls: usize,
    logits: Vec<f32>,
}

#[derive(Debug)]
struct Rule {
    ending: Vec<u8>,
    /// Continuations and their weights.
    continuations: Vec<(Vec<u8>, f32)>,
}

/// Tokens 0 to 255 are the bytes, the special ones follow.
const SPECIAL: Special =
    Special { end_of_text: 256, fim_prefix: 257, fim_suffix: 258, fim_middle: 259, board: 260, symbols: 261, task: 262, file: 263 };
const N_TOKENS: usize = 264;
/// Weight of every token that no rule speaks for.
const BACKGROUND: f32 = 1e-9;

impl Default for ScriptedModel {
    fn default() -> Self {
        Self::new()
    }
}

impl ScriptedModel {
    /// A model that ends every text at once.
    pub fn new() -> Self {
        let tokens = (0..N_TOKENS).map(|id| u8::try_from(id).map_or_else(|_| Box::default(), |byte| [byte].into()));
        Self {
            vocabulary: Vocabulary::new(tokens.collect(), SPECIAL),
            max_context: 4096,
            rules: Vec::new(),
            queue: VecDeque::new(),
            text: Vec::new(),
            n_calls: 0,
            logits: vec![0.0; N_TOKENS],
        }
    }

    /// Where the text ends with `ending`, goes on with `continuation`.
    pub fn after(self, ending: &str, continuation: &str) -> Self {
        self.after_weighted(ending, &[(continuation, 1.0)])
    }

    /// Where the text ends with `ending`, prefers the first continuation, then the second at half its weight …
    pub fn after_ranked(self, ending: &str, continuations: &[&str]) -> Self {
        let weights = (1..).map(|rank| 0.5_f32.powi(rank));
        let weighted: Vec<_> = continuations.iter().copied().zip(weights).collect();
        self.after_weighted(ending, &weighted)
    }

    /// Where the text ends with `ending`, gives these continuations these weights.
    pub fn after_weighted(mut self, ending: &str, continuations: &[(&str, f32)]) -> Self {
        let continuations = continuations.iter().map(|&(text, weight)| (text.into(), weight)).collect();
        self.rules.push(Rule { ending: ending.into(), continuations });
        self
    }

    /// Goes on with `continuation` at the first prompt that no rule and no earlier `then` speaks for.
    pub fn then(mut self, continuation: &str) -> Self {
        self.queue.push_back(continuation.to_owned());
        self
    }

    /// Reads at most so many tokens.
    pub fn with_max_context(mut self, max_context: usize) -> Self {
        self.max_context = max_context;
        self
    }

    /// The text of the last call, special tokens left out.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// How often logits were asked for.
    pub fn n_calls(&self) -> usize {
        self.n_calls
    }

    /// The tokens that may come next, with their weights, by the best rule.
    fn next_tokens(&self) -> Option<Vec<(TokenId, f32)>> {
        let explained = |rule: &Rule| rule.continuations.iter().filter_map(|(text, _)| rule.explains(&self.text, text)).max();
        // Of equals, `max_by_key` takes the last.
        let (rule, n_explained) = self.rules.iter().filter_map(|rule| Some((rule, explained(rule)?))).max_by_key(|(_, n)| *n)?;
        let n_said = n_explained - rule.ending.len();
        let next = rule
            .continuations
            .iter()
            .filter(|(text, _)| rule.explains(&self.text, text) == Some(n_explained))
            .map(|(text, weight)| (text.get(n_said).map_or(SPECIAL.end_of_text, |&byte| byte.into()), *weight));
        Some(next.collect())
    }
}

impl Rule {
    /// How many bytes at the end of `text` are this rule's ending and a beginning of `continuation`.
    fn explains(&self, text: &[u8], continuation: &[u8]) -> Option<usize> {
        (0..=continuation.len())
            .rev()
            .find(|&n_said| text.strip_suffix(&continuation[..n_said]).is_some_and(|before| before.ends_with(&self.ending)))
            .map(|n_said| self.ending.len() + n_said)
    }
}

impl LanguageModel for ScriptedModel {
    fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    fn max_context(&self) -> usize {
        self.max_context
    }

    fn encode(&self, text: &str) -> Vec<TokenId> {
        text.bytes().map(TokenId::from).collect()
    }

    fn logits(&mut self, tokens: &[TokenId], cancel: &Cancel) -> Result<&[f32], Stopped> {
        if cancel.is_cancelled() {
            return Err(Stopped::Cancelled);
        }
        if tokens.len() > self.max_context {
            return Err(Stopped::ContextFull);
        }
        self.n_calls += 1;
        self.text.clear();
        for &id in tokens {
            self.text.extend_from_slice(self.vocabulary.bytes(id));
        }
        let next = self.next_tokens().or_else(|| {
            let continuation = self.queue.pop_front()?.into_bytes();
            self.rules.push(Rule { ending: self.text.clone(), continuations: vec![(continuation, 1.0)] });
            self.next_tokens()
        });
        let mut weights = [BACKGROUND; N_TOKENS];
        for (token, weight) in next.unwrap_or_else(|| vec![(SPECIAL.end_of_text, 1.0)]) {
            weights[token as usize] += weight;
        }
        for (logit, weight) in self.logits.iter_mut().zip(weights) {
            *logit = weight.ln();
        }
        Ok(&self.logits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Options, Unconstrained, decode};

    fn says(model: &mut ScriptedModel, prompt: &str) -> String {
        let prompt = model.encode(prompt);
        decode(model, &prompt, b"", &mut Unconstrained, &Options::greedy(100), &Cancel::never()).text
    }

    #[test]
    fn the_longer_ending_wins_and_silence_is_the_rule() {
        let mut model = ScriptedModel::new().after("(", "1)").after("pinMode(", "13)");
        assert_eq!(says(&mut model, "x("), "1)");
        assert_eq!(says(&mut model, "pinMode("), "13)");
        assert_eq!(says(&mut model, "nothing"), "");
    }

    #[test]
    fn a_queue_answers_prompts_in_order_and_the_same_prompt_alike() {
        let mut model = ScriptedModel::new().then("one").then("two");
        assert_eq!(says(&mut model, "a"), "one");
        assert_eq!(says(&mut model, "b"), "two");
        assert_eq!(says(&mut model, "a"), "one");
        assert_eq!(says(&mut model, "c"), "");
    }

    #[test]
    fn repetition_inside_a_continuation_is_followed_through() {
        let mut model = ScriptedModel::new().after("a", "aaaab");
        assert_eq!(says(&mut model, "xa"), "aaaab");
    }
}
