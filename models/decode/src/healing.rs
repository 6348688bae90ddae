//! Token healing: prompts are cut where the cursor is, training text was not.
//!
//! ` pi` + `nMode` is a sequence the model has hardly seen if ` pinMode` is one token. So the last tokens
//! of the prompt are dropped and decoded again, under the condition that their bytes come out.

use crate::vocabulary::{TokenId, Vocabulary};

/// Tokens dropped at most: half a word is seldom cut into more.
const MAX_DROPPED: usize = 4;

/// Splits a prompt into the tokens to keep and the bytes to decode again.
///
/// As many of the last tokens go as together begin a longer token: half a word may be cut quite
/// differently from the whole one (` p`, `i` against ` pinMode`). At least one token stays.
pub fn heal<'a>(vocabulary: &Vocabulary, prompt: &'a [TokenId]) -> (&'a [TokenId], Vec<u8>) {
    let mut healed = (prompt, Vec::new());
    let mut bytes = Vec::new();
    for kept in (1..prompt.len()).rev().take(MAX_DROPPED) {
        let dropped = vocabulary.bytes(prompt[kept]);
        if dropped.is_empty() {
            break;
        }
        bytes.splice(0..0, dropped.iter().copied());
        if vocabulary.starting_with(&bytes).iter().any(|&id| vocabulary.bytes(id).len() > bytes.len()) {
            healed = (&prompt[..kept], bytes.clone());
        }
    }
    healed
}

/// Leaves only tokens that write a part of `pending`, or all of it and perhaps more.
pub(crate) fn keep_healing(pending: &[u8], vocabulary: &Vocabulary, logits: &mut [f32]) {
    let kept: Vec<(TokenId, f32)> = vocabulary
        .beginnings_of(pending)
        .chain(vocabulary.starting_with(pending).iter().copied())
        .filter_map(|id| Some((id, *logits.get(id as usize)?)))
        .collect();
    logits.fill(f32::NEG_INFINITY);
    for (id, logit) in kept {
        logits[id as usize] = logit;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::tests::vocabulary;

    #[test]
    fn drops_what_could_be_a_longer_token() {
        let vocabulary = vocabulary(&["pi", "pinMode", "(", "x", "n", "M"]);
        let heal = |prompt: &[TokenId]| {
            let (kept, bytes) = heal(&vocabulary, prompt);
            (kept.len(), String::from_utf8(bytes).unwrap())
        };
        assert_eq!(heal(&[3, 0]), (1, "pi".to_owned()));
        assert_eq!(heal(&[3, 0, 4]), (1, "pin".to_owned()));
        assert_eq!(heal(&[3, 0, 4, 5]), (1, "pinM".to_owned()));
        assert_eq!(heal(&[0, 2]), (2, String::new()));
        assert_eq!(heal(&[0]), (1, String::new()));
        assert_eq!(heal(&[3, vocabulary.special().end_of_text, 0]), (2, "pi".to_owned()));
        assert_eq!(heal(&[3, vocabulary.special().end_of_text]), (2, String::new()));
    }

    #[test]
    fn keeps_parts_and_extensions() {
        let vocabulary = vocabulary(&["p", "pi", "pin", "pinMode", "po", "i"]);
        let mut logits = vec![1.0; vocabulary.len()];
        keep_healing(b"pin", &vocabulary, &mut logits);
        let kept: Vec<_> = (0..logits.len()).filter(|&id| logits[id] > 0.0).collect();
        assert_eq!(kept, [0, 1, 2, 3]);
    }
}
