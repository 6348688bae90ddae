//! What this crate says to the prompts of a `golden.json` of `models/train`, as JSON: first logits, greedy text, and
//! the tokens of the prefix. `cargo xtask model tiny` compares it with PyTorch and llama.cpp.
//!
//! `cargo run --workspace --example greedy -- MODEL.gguf golden.json`

use std::path::Path;

use decode::{Cancel, LanguageModel, Options, Unconstrained, decode};
use model::{Model, Session};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(gguf), Some(golden)) = (arguments.next(), arguments.next()) else { return Err("give MODEL.gguf and golden.json".into()) };
    let model = Model::load(Path::new(&gguf))?;
    let golden: Value = serde_json::from_str(&std::fs::read_to_string(golden)?)?;
    let n_tokens = golden["greedy_tokens"].as_u64().ok_or("golden.json has no greedy_tokens")? as usize;
    let mut answers = Vec::new();
    for case in golden["cases"].as_array().ok_or("golden.json has no cases")? {
        let mut session = Session::new(model.clone());
        let prompt: Vec<u32> = serde_json::from_value(case["prompt"].clone())?;
        let logits = session.logits(&prompt, &Cancel::never()).map_err(|stopped| format!("{stopped:?}"))?.to_vec();
        let draft = decode(&mut session, &prompt, b"", &mut Unconstrained, &Options::greedy(n_tokens), &Cancel::never());
        let tokens = session.encode(case["prefix"].as_str().unwrap_or_default());
        answers.push(json!({"logits": logits, "greedy": draft.text, "tokens": tokens}));
    }
    println!("{}", Value::from(answers));
    Ok(())
}
