//! "One of these words must stand here": the question most constraints ask.

use crate::vocabulary::{TokenId, Vocabulary};

/// The words that may stand at one place, for example the pins that a call accepts.
///
/// A word is over when a byte follows that cannot belong to an identifier, so `1` is not an
/// allowed beginning of `13` unless `13` is a word itself; a word that is left *open* may be
/// followed by anything (`GPIO_NUM_`, `(`, a name that may go on).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allowed {
    words: Vec<Word>,
    blanks_first: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    bytes: Vec<u8>,
    open: bool,
}

/// Whether the byte continues an identifier or number: letters, digits, `_`, `$`, non-ASCII.
pub fn is_identifier_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

impl Allowed {
    /// Nothing is allowed yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Allows a word exactly as written.
    pub fn word(mut self, word: impl AsRef<[u8]>) -> Self {
        self.words.push(Word { bytes: word.as_ref().to_vec(), open: false });
        self
    }

    /// Allows everything that begins with these bytes.
    pub fn open(mut self, beginning: impl AsRef<[u8]>) -> Self {
        self.words.push(Word { bytes: beginning.as_ref().to_vec(), open: true });
        self
    }

    /// Allows several words exactly as written.
    pub fn words<W: AsRef<[u8]>>(self, words: impl IntoIterator<Item = W>) -> Self {
        words.into_iter().fold(self, Allowed::word)
    }

    /// Allows spaces and tabs before the word (after a comma, say).
    pub fn after_blanks(mut self) -> Self {
        self.blanks_first = true;
        self
    }

    /// Whether nothing is allowed.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether `text`, written at the place so far, can still become an allowed word or is past one.
    pub fn permits(&self, text: &[u8]) -> bool {
        let text = self.without_blanks(text);
        self.words.iter().any(|word| word.bytes.starts_with(text) || word.passed_by(text))
    }

    /// Whether `text` may end here: it is an allowed word, or past one.
    pub fn is_complete(&self, text: &[u8]) -> bool {
        let text = self.without_blanks(text);
        self.words.iter().any(|word| word.bytes == text || word.passed_by(text))
    }

    /// Sets the logits of all tokens that cannot follow `written` to negative infinity.
    ///
    /// `written` is what stands at the place so far: what the person typed of the word, then the
    /// draft. `<|endoftext|>` survives if the word may end there; other special tokens do not.
    pub fn mask(&self, written: &[u8], vocabulary: &Vocabulary, logits: &mut [f32]) {
        let Some(tokens) = self.tokens_after(written, vocabulary) else { return };
        let mut kept: Vec<(TokenId, f32)> = tokens.into_iter().filter_map(|id| Some((id, *logits.get(id as usize)?))).collect();
        if self.is_complete(written) {
            let ends = vocabulary.layout().ends.iter();
            kept.extend(ends.filter_map(|&end| Some((end, *logits.get(end as usize)?))));
        }
        logits.fill(f32::NEG_INFINITY);
        for (id, logit) in kept {
            logits[id as usize] = logit;
        }
    }

    /// The tokens that can follow `written` (some may be named twice); `None` when the word is over
    /// and anything goes.
    pub fn tokens_after(&self, written: &[u8], vocabulary: &Vocabulary) -> Option<Vec<TokenId>> {
        let word_begun = self.without_blanks(written);
        if self.words.iter().any(|word| word.passed_by(word_begun)) {
            return None;
        }
        let mut tokens = Vec::new();
        if self.is_empty() {
            return Some(tokens);
        }
        if self.blanks_first && word_begun.is_empty() {
            let mut blanks = vec![Vec::new()];
            while let Some(prefix) = blanks.pop() {
                self.collect(&prefix, b"", vocabulary, &mut tokens);
                for blank in [b' ', b'\t'] {
                    let longer = [&prefix[..], &[blank]].concat();
                    let run = vocabulary.starting_with(&longer);
                    tokens.extend(run.iter().filter(|&&id| vocabulary.bytes(id) == longer));
                    if !run.is_empty() {
                        blanks.push(longer);
                    }
                }
            }
        } else {
            self.collect(b"", word_begun, vocabulary, &mut tokens);
        }
        Some(tokens)
    }

    /// Tokens made of `blanks` and then bytes that can follow `begun` of a word.
    fn collect(&self, blanks: &[u8], begun: &[u8], vocabulary: &Vocabulary, tokens: &mut Vec<TokenId>) {
        for word in self.words.iter().filter(|word| word.bytes.starts_with(begun)) {
            let rest = [blanks, &word.bytes[begun.len()..]].concat();
            // Part of the word; tokens of blanks alone are the caller's.
            tokens.extend(vocabulary.beginnings_of(&rest).filter(|&id| vocabulary.bytes(id).len() > blanks.len()));
            // The whole word and what may follow it.
            tokens.extend(vocabulary.starting_with(&rest).iter().filter(|&&id| {
                let after = vocabulary.bytes(id).get(rest.len());
                after.is_some_and(|&byte| word.open || !is_identifier_byte(byte))
            }));
        }
    }

    fn without_blanks<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        if !self.blanks_first {
            return text;
        }
        let n_blanks = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        &text[n_blanks..]
    }
}

impl Word {
    /// Whether the text is this word and more, and the word is over.
    fn passed_by(&self, text: &[u8]) -> bool {
        match text.strip_prefix(&self.bytes[..]) {
            Some([next, ..]) => self.open || !is_identifier_byte(*next),
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Random;
    use crate::vocabulary::tests::vocabulary;

    /// What may follow, by trying every token.
    fn brute_force(allowed: &Allowed, written: &[u8], vocabulary: &Vocabulary) -> Vec<TokenId> {
        (0..vocabulary.len() as TokenId)
            .filter(|&id| {
                let bytes = vocabulary.bytes(id);
                !bytes.is_empty() && allowed.permits(&[written, bytes].concat())
            })
            .collect()
    }

    #[test]
    fn agrees_with_trying_every_token() {
        let mut random = Random::new(2);
        let alphabet = b"12a( ";
        let mut n_restricted = 0;
        for _ in 0..2000 {
            let tokens: Vec<_> = (0..40).map(|_| random.word(alphabet, 4)).collect();
            let vocabulary = vocabulary(&tokens);
            let mut allowed = Allowed::new();
            for _ in 0..random.below(4) {
                let word = [&[b'1' + random.below(2) as u8][..], &random.word(b"12a(", 2)].concat();
                allowed = if random.below(3) == 0 { allowed.open(word) } else { allowed.word(word) };
            }
            if random.below(2) == 0 {
                allowed = allowed.after_blanks();
            }
            let written = random.word(alphabet, 3);
            let Some(mut tokens) = allowed.tokens_after(&written, &vocabulary) else {
                assert!(allowed.is_complete(&written));
                continue;
            };
            n_restricted += 1;
            tokens.sort_unstable();
            tokens.dedup();
            assert_eq!(tokens, brute_force(&allowed, &written, &vocabulary), "{allowed:?} after {written:?}");
        }
        assert!(n_restricted > 500);
    }

    #[test]
    fn masks_the_pins_that_do_not_exist() {
        let vocabulary = vocabulary(&["1", "13", "13,", "130", "3", " 2", "99", ",", "LED", "_BUILTIN"]);
        let allowed = Allowed::new().words(["2", "13", "LED_BUILTIN"]).after_blanks();
        let survivors = |written: &str| {
            let mut logits = vec![0.0; vocabulary.len()];
            allowed.mask(written.as_bytes(), &vocabulary, &mut logits);
            let text = |id: usize| match vocabulary.bytes(id as TokenId) {
                [] => "<end>".to_owned(),
                bytes => String::from_utf8(bytes.to_vec()).unwrap(),
            };
            (0..logits.len()).filter(|&id| logits[id] == 0.0).map(text).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(survivors(""), "1 13 13,  2 LED");
        assert_eq!(survivors(" 1"), "3");
        assert_eq!(survivors("13"), " 2 , <end>");
        assert_eq!(survivors("LED"), "_BUILTIN");
        assert_eq!(survivors("99"), "");
    }
}
