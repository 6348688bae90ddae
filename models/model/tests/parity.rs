//! Against the reference: the training code's f32 forward on the dequantized weights of `tiny.gguf`.
//!
//! Tolerance: candle's kernels quantize activations to 8 bits per 256 values, which moves logits that
//! span about 14 by some hundredths. Greedy text must be the same byte for byte, and must not
//! depend on where in a token the cursor stands.

use std::path::Path;

use decode::{Cancel, LanguageModel, Options, Stop, Unconstrained, decode, heal};
use model::{Model, Session};
use serde_json::Value;

const LOGIT_TOLERANCE: f64 = 0.15;

#[test]
fn tokens_logits_and_text_are_those_of_the_reference() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let golden: Value = serde_json::from_str(&std::fs::read_to_string(folder.join("tiny.golden.json")).unwrap()).unwrap();
    let model = Model::load(&folder.join("tiny.gguf")).unwrap();
    assert_eq!(model.info().format.as_deref(), golden["format"].as_str());
    for case in golden["cases"].as_array().unwrap() {
        let mut session = Session::new(model.clone());
        let text = |key: &str| case[key].as_str().unwrap();
        let numbers = |key: &str| case[key].as_array().unwrap().iter().map(|value| value.as_f64().unwrap());
        let special = session.vocabulary().special();
        let prompt = prompt_tokens(&session, text("header"), text("suffix"), text("prefix"));
        assert_eq!(prompt, numbers("prompt_tokens").map(|id| id as u32).collect::<Vec<_>>());

        let logits = session.logits(&prompt, &Cancel::never()).unwrap();
        let differences = logits.iter().zip(numbers("first_logits")).map(|(&a, b)| (f64::from(a) - b).abs());
        let largest = differences.fold(0.0, f64::max);
        assert!(largest < LOGIT_TOLERANCE, "{largest}");
        println!("largest difference of a logit: {largest:.4}");

        let draft = decode(&mut session, &prompt, b"", &mut Unconstrained, &Options::greedy(64), &Cancel::never());
        assert_eq!(draft.text, text("greedy_text"));
        let expected: Vec<u32> = numbers("greedy_tokens").map(|id| id as u32).collect();
        cut_anywhere(&mut session, text("header"), text("suffix"), text("prefix"), &draft.text);
        match draft.stop {
            Stop::EndOfText => assert_eq!([&draft.tokens[..], &[special.end_of_text]].concat(), expected),
            stop => assert_eq!((draft.tokens, stop), (expected, Stop::Limit)),
        }
    }
}

fn prompt_tokens(session: &Session, header: &str, suffix: &str, prefix: &str) -> Vec<u32> {
    let special = session.vocabulary().special();
    let mut prompt = vec![special.end_of_text, special.board];
    prompt.extend(session.encode(header));
    prompt.push(special.fim_suffix);
    prompt.extend(session.encode(suffix));
    prompt.push(special.fim_middle);
    prompt.extend(session.encode(prefix));
    prompt
}

/// Moves the cursor through the first bytes of the continuation: healing must find back to it.
fn cut_anywhere(session: &mut Session, header: &str, suffix: &str, prefix: &str, continuation: &str) {
    for cut in 1..continuation.len().min(20) {
        let (typed, rest) = continuation.split_at(cut);
        let prompt = prompt_tokens(session, header, suffix, &format!("{prefix}{typed}"));
        let (prompt, healing) = heal(session.vocabulary(), &prompt);
        let draft = decode(session, prompt, &healing, &mut Unconstrained, &Options::greedy(64), &Cancel::never());
        let n_common = draft.text.bytes().zip(rest.bytes()).take_while(|(a, b)| a == b).count();
        let shown = format!("{prefix}{typed}⟦{}⟧", draft.text);
        assert!(n_common == rest.len().min(draft.text.len()) && n_common > 0, "{shown} instead of {rest:?}");
    }
}
