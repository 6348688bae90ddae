//! Networks of other families against `transformers`: tiny models with random weights, written by `families/make.py`.
//!
//! Their weights are f32 and large enough that a part computed wrongly moves logits by whole units.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use decode::{Cancel, LanguageModel, Options, Unconstrained, decode};
use model::{Model, Session};
use serde_json::Value;

const FAMILIES: [(&str, &str); 4] =
    [("qwen2", "qwen2.5-coder"), ("starcoder2", "starcoder2"), ("deepseek-coder", "deepseek-coder"), ("codegemma", "codegemma")];

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/families").join(name)
}

fn load(name: &str) -> (Arc<Model>, Value) {
    let golden = std::fs::read_to_string(file(&format!("{name}.json"))).unwrap();
    (Model::load(&file(&format!("{name}.gguf"))).unwrap(), serde_json::from_str(&golden).unwrap())
}

fn ids(list: &Value) -> Vec<u32> {
    list.as_array().unwrap().iter().map(|id| id.as_u64().unwrap() as u32).collect()
}

#[test]
fn logits_are_those_of_transformers() {
    for (name, _) in FAMILIES {
        let (model, golden) = load(name);
        let mut session = Session::new(model);
        let prompt = ids(&golden["prompt"]);
        for (length, expected) in golden["logits"].as_object().unwrap() {
            let logits = session.logits(&prompt[..length.parse().unwrap()], &Cancel::never()).unwrap();
            let expected: Vec<f32> = expected.as_array().unwrap().iter().map(|value| value.as_f64().unwrap() as f32).collect();
            assert_eq!(logits.len(), expected.len(), "{name}");
            let spread = expected.iter().copied().fold(f32::MIN, f32::max) - expected.iter().copied().fold(f32::MAX, f32::min);
            let largest = logits.iter().zip(&expected).map(|(a, b)| (a - b).abs()).fold(0.0, f32::max);
            println!("{name}, {length} tokens: largest difference {largest:.6} of a spread of {spread:.1}");
            assert!(largest < 1e-4 * spread, "{name}, {length} tokens: {largest} of {spread}");
        }
    }
}

#[test]
fn texts_become_the_same_tokens_and_come_back() {
    for (name, _) in FAMILIES {
        let (model, golden) = load(name);
        let session = Session::new(Arc::clone(&model));
        for case in golden["texts"].as_array().unwrap() {
            let text = case["text"].as_str().unwrap();
            let tokens = session.encode(text);
            assert_eq!(tokens, ids(&case["tokens"]), "{name}: {text:?}");
            let bytes: Vec<u8> = tokens.iter().flat_map(|&id| model.vocabulary().bytes(id)).copied().collect();
            assert_eq!(String::from_utf8_lossy(&bytes), text, "{name}");
        }
    }
}

#[test]
fn each_gets_its_prompt_format_and_text_cannot_spell_its_tokens() {
    for (name, format) in FAMILIES {
        let (model, _) = load(name);
        let vocabulary = model.vocabulary();
        assert_eq!(vocabulary.layout().name, format, "{name}");
        let mut session = Session::new(Arc::clone(&model));
        let spelled = session.encode("<|fim_prefix|><fim_middle><｜fim▁hole｜><bos><|file_separator|><|endoftext|>");
        assert!(spelled.iter().all(|&id| !vocabulary.is_special(id)), "{name}");
        // Whatever random weights say, it is text.
        let prompt = session.encode("void setup() {\n");
        let draft = decode(&mut session, &prompt, b"", &mut Unconstrained, &Options::greedy(20), &Cancel::never());
        assert!(draft.tokens.iter().all(|&id| !vocabulary.bytes(id).is_empty()), "{name}: {draft:?}");
    }
}

#[test]
fn files_that_cannot_run_are_refused_in_one_clear_line() {
    let whole = std::fs::read(file("qwen2.gguf")).unwrap();
    let complaint = |bytes: &[u8]| {
        let error = Model::from_bytes("m.gguf", bytes).expect_err("the file is bad").to_string();
        assert!(!error.contains('\n'), "{error}");
        error
    };
    // Same length, so that the file stays whole.
    let with = |from: &str, to: &str| {
        let (from, to) = (from.as_bytes(), to.as_bytes());
        assert_eq!(from.len(), to.len());
        let mut bytes = whole.clone();
        let mut at = 0;
        while let Some(found) = bytes[at..].windows(from.len()).position(|window| window == from) {
            at += found;
            bytes[at..at + to.len()].copy_from_slice(to);
        }
        bytes
    };
    assert!(complaint(&whole[..whole.len() - 1000]).contains("is cut off"));
    // All of its keys change, so it is another architecture in every respect.
    assert!(complaint(&with("qwen2", "mamba")).contains("its architecture is `mamba`; use a GGUF of architecture llama, qwen2"));
    let error = complaint(&with("<|fim_middle|>", "<|fim_muddle|>"));
    assert!(error.contains("fill-in-the-middle tokens of no prompt format for `qwen2`"), "{error}");
    let error = complaint(&with("gpt2", "bert"));
    assert!(error.contains("its tokenizer is `bert`"), "{error}");
    let error = complaint(&with("blk.1.attn_q.bias", "blk.1.attn_z.bias"));
    assert!(error.contains("tensors that a qwen2 network does not have"), "{error}");
}
