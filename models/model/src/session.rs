//! One document's conversation with a model: the tokens seen and their keys and values.

use std::sync::Arc;

use decode::{Cancel, LanguageModel, Stopped, TokenId, Vocabulary};

use crate::attention::LayerCache;
use crate::gguf::first_line;
use crate::loaded::Model;
use crate::transformer::{Forward, Scratch};

/// Rows of one block: enough to keep the kernels busy, few enough for buffers to stay in cache and
/// for a cancelled request to end soon.
const BLOCK: usize = 128;

/// A session over a shared model. Remembers what it has read and reuses the longest common beginning.
pub struct Session {
    model: Arc<Model>,
    tokens: Vec<TokenId>,
    cache: Vec<LayerCache>,
    scratch: Scratch,
    logits: Vec<f32>,
    n_computed: usize,
}

impl Session {
    /// A session that has read nothing.
    pub fn new(model: Arc<Model>) -> Self {
        let cache = (0..model.config.n_layers).map(|_| LayerCache::new(&model.config)).collect();
        let logits = vec![0.0; model.config.vocab];
        Self { model, tokens: Vec::new(), cache, scratch: Scratch::default(), logits, n_computed: 0 }
    }

    /// The model.
    pub fn model(&self) -> &Arc<Model> {
        &self.model
    }

    /// The tokens whose keys and values are cached.
    pub fn tokens(&self) -> &[TokenId] {
        &self.tokens
    }

    /// Positions computed since the session began: how well the cache is reused.
    pub fn n_computed(&self) -> usize {
        self.n_computed
    }
}

impl LanguageModel for Session {
    fn vocabulary(&self) -> &Vocabulary {
        &self.model.vocabulary
    }

    fn max_context(&self) -> usize {
        self.model.config.context
    }

    fn encode(&self, text: &str) -> Vec<TokenId> {
        self.model.tokenizer.encode(text)
    }

    fn logits(&mut self, tokens: &[TokenId], cancel: &Cancel) -> Result<&[f32], Stopped> {
        if tokens.len() > self.max_context() {
            return Err(Stopped::ContextFull);
        }
        if let Some(id) = tokens.iter().find(|&&id| id as usize >= self.model.config.vocab) {
            return Err(Stopped::Failed(format!("token {id} is not in the model's vocabulary")));
        }
        let Some(before_last) = tokens.len().checked_sub(1) else {
            return Err(Stopped::Failed("an empty prompt has no continuation".to_owned()));
        };
        // The last token is always computed: its logits are the answer.
        let n_common = self.tokens.iter().zip(&tokens[..before_last]).take_while(|(a, b)| a == b).count();
        self.tokens.truncate(n_common);
        for block in tokens[n_common..].chunks(BLOCK) {
            let position = self.tokens.len();
            let is_last = position + block.len() == tokens.len();
            let logits = is_last.then_some(&mut self.logits[..]);
            let go_on = || !cancel.is_cancelled();
            let cache = &mut self.cache;
            match self.model.transformer.forward(block, position, cache, &mut self.scratch, logits, go_on) {
                Ok(Forward::Done) => self.tokens.extend_from_slice(block),
                Ok(Forward::Interrupted) => return Err(Stopped::Cancelled),
                Err(error) => return Err(Stopped::Failed(first_line(&error))),
            }
            self.n_computed += block.len();
        }
        Ok(&self.logits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{largest_difference, tiny};
    use decode::Canceller;

    const TEXT: &str = "void setup() {\n  Serial.begin(115200);\n  pinMode(ledPin, OUTPUT);\n}\n\nvoid loop() {\n";

    fn logits(session: &mut Session, tokens: &[TokenId]) -> Vec<f32> {
        session.logits(tokens, &Cancel::never()).unwrap().to_vec()
    }

    /// A text of more than two blocks.
    fn long(session: &Session) -> Vec<TokenId> {
        session.encode(&TEXT.repeat(12))[..2 * BLOCK + 50].to_vec()
    }

    #[test]
    fn one_by_one_is_the_same_as_all_at_once() {
        let tokens = long(&Session::new(tiny()));
        let mut whole = Session::new(tiny());
        let at_once = logits(&mut whole, &tokens);
        let mut session = Session::new(tiny());
        let mut stepwise = Vec::new();
        for end in 1..=tokens.len() {
            stepwise = logits(&mut session, &tokens[..end]);
        }
        assert_eq!((whole.n_computed(), session.n_computed()), (tokens.len(), tokens.len()));
        let difference = largest_difference(&at_once, &stepwise);
        assert!(difference < 1e-3, "{difference}");
    }

    #[test]
    fn a_reused_beginning_gives_what_a_fresh_session_gives() {
        let mut session = Session::new(tiny());
        let first = long(&session);
        let mut second = first[..170].to_vec();
        second.extend(session.encode("digitalWrite(ledPin, HIGH);"));
        logits(&mut session, &first);
        let computed = session.n_computed();
        let reused = logits(&mut session, &second);
        assert_eq!(session.n_computed() - computed, second.len() - 170);
        let difference = largest_difference(&reused, &logits(&mut Session::new(tiny()), &second));
        assert!(difference < 1e-3, "{difference}");
        // The same question again costs one position and gives the same answer.
        let computed = session.n_computed();
        assert!(largest_difference(&reused, &logits(&mut session, &second)) < 1e-3);
        assert_eq!(session.n_computed() - computed, 1);
    }

    #[test]
    fn the_same_tokens_give_the_same_bits() {
        let tokens = long(&Session::new(tiny()));
        assert_eq!(logits(&mut Session::new(tiny()), &tokens), logits(&mut Session::new(tiny()), &tokens));
    }

    #[test]
    fn a_cancelled_block_leaves_the_session_usable() {
        let canceller = Canceller::default();
        let cancel = canceller.restart();
        canceller.cancel();
        let mut session = Session::new(tiny());
        let tokens = long(&session);
        assert_eq!(session.logits(&tokens, &cancel), Err(Stopped::Cancelled));
        assert!(session.tokens().is_empty());
        let after = logits(&mut session, &tokens);
        assert_eq!(after, logits(&mut Session::new(tiny()), &tokens));
    }

    #[test]
    fn questions_without_an_answer_say_why() {
        let mut session = Session::new(tiny());
        let too_long = vec![20; session.max_context() + 1];
        assert_eq!(session.logits(&too_long, &Cancel::never()), Err(Stopped::ContextFull));
        assert!(matches!(session.logits(&[], &Cancel::never()), Err(Stopped::Failed(_))));
        assert!(matches!(session.logits(&[1 << 20], &Cancel::never()), Err(Stopped::Failed(_))));
        logits(&mut session, &too_long[1..]);
    }

    #[test]
    fn sessions_move_to_other_threads() {
        fn is_send<T: Send>() {}
        is_send::<Session>();
    }
}
