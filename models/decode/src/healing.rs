//! Token healing: prompts are cut where the cursor is, training text was not.
//!
//! `digi` + `talWrite` is a sequence the model has hardly seen if `digitalWrite` is one token. So the
//! prompt's last token is dropped and decoded again, under the condition that its bytes come out.

use crate::vocabulary::{TokenId, Vocabulary};

/// Splits a prompt into the tokens to keep and the bytes to decode again.
///
/// The last token goes if a longer one begins with its bytes, and only the last one: our merges stay
/// within words, so a longer way back would gain little and cost cached positions.
pub fn heal<'a>(vocabulary: &'a Vocabulary, prompt: &'a [TokenId]) -> (&'a [TokenId], &'a [u8]) {
    let Some((&last, kept)) = prompt.split_last() else { return (prompt, &[]) };
    let bytes = vocabulary.bytes(last);
    let has_longer = || vocabulary.starting_with(bytes).iter().any(|&id| vocabulary.bytes(id).len() > bytes.len());
    if kept.is_empty() || bytes.is_empty() || !has_longer() { (prompt, &[]) } else { (kept, bytes) }
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
    fn drops_only_a_token_that_could_be_longer() {
        let vocabulary = vocabulary(&["pin", "pinMode", "(", "x"]);
        assert_eq!(heal(&vocabulary, &[3, 0]), (&[3][..], &b"pin"[..]));
        assert_eq!(heal(&vocabulary, &[0, 2]), (&[0, 2][..], &b""[..]));
        assert_eq!(heal(&vocabulary, &[0]), (&[0][..], &b""[..]));
        let end = vocabulary.special().end_of_text;
        assert_eq!(heal(&vocabulary, &[0, end]), (&[0, end][..], &b""[..]));
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
