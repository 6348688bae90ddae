//! Models of a user's own, and a team's server, by the command line.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use anyhow::{Context as _, Result, ensure};
use e2e::{Folder, program};
use serde_json::Value;

const SKETCH: &str = "void setup() {\n  pinMode(\n}\n\nvoid loop() {\n}\n";

fn weights(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/model/tests/families").join(name)
}

/// Runs the program with a data folder of its own.
fn run(folder: &Folder, arguments: &[&str]) -> Result<Output> {
    let data = folder.path().join("data");
    Ok(Command::new(program()).args(arguments).env("BOARDWISE_DATA", data).env_remove("BOARDWISE_MODEL").output()?)
}

fn text(folder: &Folder, arguments: &[&str]) -> Result<String> {
    let output = run(folder, arguments)?;
    ensure!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

fn complaint(folder: &Folder, arguments: &[&str]) -> Result<String> {
    let output = run(folder, arguments)?;
    let complaint = String::from_utf8(output.stderr)?;
    ensure!(!output.status.success() && complaint.trim().lines().count() == 1, "{arguments:?}: {complaint}");
    Ok(complaint)
}

#[test]
fn a_model_of_ones_own_answers_everywhere() -> Result<()> {
    let folder = Folder::new("own-models", &[("a.ino", SKETCH)])?;
    let gguf = weights("qwen2.gguf").display().to_string();
    let added = text(&folder, &["model", "add", &gguf, "--name", "coder"])?;
    assert!(added.contains("added coder") && added.contains("prompt format qwen2.5-coder"), "{added}");
    assert!(text(&folder, &["model", "list"])?.starts_with("* built-in\n  coder "));
    let info = |arguments: &[&str]| -> Result<Value> {
        Ok(serde_json::from_str(&text(&folder, &[&["model", "info", "--format", "json"], arguments].concat())?)?)
    };
    assert_eq!(info(&[])?["path"], "built in");
    for chosen in ["coder", &gguf] {
        assert_eq!(info(&["--model", chosen])?["format"], "qwen2.5-coder", "{chosen}");
    }
    text(&folder, &["model", "use", "coder"])?;
    assert_eq!(info(&[])?["name"], "random qwen2");
    assert_eq!(info(&["--model", "built-in"])?["path"], "built in");

    // Random weights write random text: what counts is that it is asked, and that the verdict stands.
    let place = format!("{}:2:11", folder.path().join("a.ino").display());
    let answer: Value = serde_json::from_str(&text(&folder, &["complete", &place, "--board", "uno", "--format", "json"])?)?;
    assert!(answer["timing_ms"]["prefill"].as_f64().is_some_and(|it| it > 0.0), "{answer}");
    let sketch = folder.path().join("a.ino").display().to_string();
    let measure = ["eval", &sketch, "--model", "coder", "--replay-files", "0", "--format", "json"];
    let reports: Value = serde_json::from_str(&text(&folder, &measure)?)?;
    assert_eq!(reports[0]["completer"], "random qwen2");

    text(&folder, &["model", "remove", "coder"])?;
    assert_eq!(text(&folder, &["model", "list"])?, "* built-in\n");
    Ok(())
}

#[test]
fn what_cannot_be_used_is_refused_in_one_line() -> Result<()> {
    let folder = Folder::new("bad-models", &[("a.ino", SKETCH)])?;
    let whole = std::fs::read(weights("starcoder2.gguf"))?;
    let broken = folder.path().join("broken.gguf").display().to_string();
    std::fs::write(&broken, &whole[..whole.len() / 2])?;
    assert!(complaint(&folder, &["model", "add", &broken])?.contains("is cut off"));
    assert!(complaint(&folder, &["model", "use", "nobody"])?.contains("no model is called"));
    let place = format!("{}:2:11", folder.path().join("a.ino").display());
    assert!(complaint(&folder, &["complete", &place, "--model", &broken])?.contains("is cut off"));
    let away = ["complete", &place, "--backend", "nonsense", "--backend-format", "starcoder2"];
    assert!(complaint(&folder, &away)?.contains("is no address"));
    Ok(())
}

/// A server that answers every request with these drafts.
fn server(drafts: &'static [&'static str]) -> Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0")?;
    let url = format!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = Vec::new();
            let mut chunk = [0; 4096];
            // Its body ends with the brace of its object.
            while !request.ends_with(b"}") {
                match stream.read(&mut chunk) {
                    Ok(n) if n > 0 => request.extend_from_slice(&chunk[..n]),
                    _ => break,
                }
            }
            let choices: Vec<Value> = drafts.iter().map(|text| serde_json::json!({"text": text, "finish_reason": "stop"})).collect();
            let body = serde_json::json!({ "choices": choices }).to_string();
            let _ = write!(stream, "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
        }
    });
    Ok(url)
}

#[test]
fn what_a_server_says_gets_the_same_verdict() -> Result<()> {
    let folder = Folder::new("backend", &[("a.ino", "#define POT 34\nvoid setup() {\n  \n}\nvoid loop() { analogRead(POT); }\n")])?;
    let url = server(&["pinMode(POT, OUTPUT);", "pinMode(POT, INPUT);"])?;
    let place = format!("{}:3:3", folder.path().join("a.ino").display());
    let arguments = ["complete", &place, "--board", "esp32dev", "--backend", &url, "--backend-format", "qwen2.5-coder", "--format", "json"];
    let answer: Value = serde_json::from_str(&text(&folder, &arguments)?)?;
    let texts: Vec<_> = answer["suggestions"].as_array().context("suggestions")?.iter().filter_map(|it| it["text"].as_str()).collect();
    assert_eq!(texts, ["pinMode(POT, INPUT);"], "{answer}");
    assert_eq!(answer["rejected"][0]["rule"], "input-only-pin-driven", "{answer}");
    Ok(())
}
