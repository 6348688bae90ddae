//! The same requests give the same bytes, whichever process, number of threads or vector instructions.
//!
//! `SAME_BYTES=1000 BOARDWISE=target/release/boardwise cargo test -p e2e --test same_bytes` asks more.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use e2e::program;
use serde_json::{Value, json};

/// Requests at places of the recipes, spread over them.
fn requests(n: usize) -> Result<Vec<Value>> {
    let recipes = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../corpus/recipes");
    let mut folders: Vec<_> = std::fs::read_dir(recipes)?.filter_map(|entry| Some(entry.ok()?.path())).collect();
    folders.sort();
    let mut files = Vec::new();
    for folder in &folders {
        for (file, lang, board) in [("arduino.ino", "arduino", "uno"), ("micropython.py", "micropython", "pico")] {
            if let Ok(text) = std::fs::read_to_string(folder.join(file)) {
                files.push((text, lang, board));
            }
        }
    }
    ensure!(!files.is_empty(), "no recipes");
    let request = |id: usize| {
        let (text, lang, board) = &files[id * 7 % files.len()];
        let starts: Vec<usize> = text.match_indices(['(', ' ', '.', '=']).map(|(at, found)| at + found.len()).collect();
        let start = starts.get(id * 31 % starts.len().max(1)).copied().unwrap_or(0);
        let end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        json!({ "id": id, "lang": lang, "board": board, "prefix": text[..start], "suffix": text[end..] })
    };
    Ok((0..n).map(request).collect())
}

/// The answers without their times.
fn answers(requests: &[Value], threads: usize, kernels: &str) -> Result<Vec<String>> {
    let mut command = Command::new(program());
    command.args(["--threads", &threads.to_string(), "complete", "--batch"]).env("BOARDWISE_KERNELS", kernels);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut input = child.stdin.take().context("standard input")?;
    let lines = requests.iter().map(Value::to_string).collect::<Vec<_>>().join("\n");
    let writer = std::thread::spawn(move || input.write_all(lines.as_bytes()));
    let output = child.wait_with_output()?;
    writer.join().expect("the writer does not panic")?;
    ensure!(output.status.success(), "{}", output.status);
    let answers = String::from_utf8(output.stdout)?;
    answers
        .lines()
        .map(|line| {
            let mut answer: Value = serde_json::from_str(line)?;
            ensure!(answer.get("error").is_none(), "{answer}");
            answer["timing_ms"] = Value::Null;
            Ok(answer.to_string())
        })
        .collect()
}

#[test]
fn the_same_requests_give_the_same_bytes() -> Result<()> {
    let n = std::env::var("SAME_BYTES").ok().and_then(|n| n.parse().ok()).unwrap_or(20);
    let requests = requests(n)?;
    let expected = answers(&requests, 1, "")?;
    assert_eq!(expected.len(), n);
    assert!(expected.iter().filter(|answer| answer.contains("\"text\"")).count() > n / 4, "the model answers somewhere");
    // The portable path is slow: it is asked less.
    let runs = [(1, "", n), (2, "", n), (1, "avx2", n), (2, "avx2", n / 4), (1, "neondot", n / 4), (1, "portable", n.div_ceil(10))];
    for (threads, kernels, n) in runs {
        let found = answers(&requests[..n], threads, kernels)?;
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "threads: {threads}, kernels: {kernels}");
        }
    }
    Ok(())
}
