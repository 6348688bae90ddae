//! Completion on a few frozen programs, with the table that is committed beside them.
//!
//! A change of the model, the prompt, the masks or the verdict that moves the table fails here until
//! `UPDATE_GOLDEN=1 cargo test -p e2e --test frozen_evaluation` has written it anew: the diff says what got better.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use e2e::{Folder, program};
use serde_json::{Value, json};

/// Machines round sums differently: so many places of a group may tip over.
const MAY_TIP: f64 = 2.0;
const SHARES: [&str; 4] = ["shown", "exact", "similarity", "next_identifier"];

#[test]
fn the_table_is_the_committed_one() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../eval/frozen");
    let mut files: Vec<_> = std::fs::read_dir(&folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    files.retain(|path| path.extension().is_some_and(|extension| extension == "ino" || extension == "py"));
    files.sort();
    ensure!(files.len() >= 6, "the frozen programs are gone from {}", folder.display());
    // As records: places are drawn from the path as it stands there, so it must not depend on the machine.
    let mut records = String::new();
    for path in &files {
        let text = std::fs::read_to_string(path)?;
        let board = text.lines().next().and_then(|line| line.split("board: ").nth(1)).context("its first line names the board")?;
        let lang = if path.extension().is_some_and(|it| it == "ino") { "arduino" } else { "micropython" };
        let name = path.file_name().context("a name")?.to_string_lossy();
        records += &json!({"path": name, "lang": lang, "text": text, "board": board}).to_string();
        records.push('\n');
    }
    let data = Folder::new("frozen", &[("frozen.jsonl", &records)])?;
    let output = Command::new(program())
        .arg("eval")
        .arg(data.path().join("frozen.jsonl"))
        .args(["--who", "model,tables", "--per-kind", "5", "--replay-files", "4", "--replay-lines", "12", "--format", "json"])
        .env("BOARDWISE_DATA", data.path())
        .env_remove("BOARDWISE_MODEL")
        .output()?;
    ensure!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let reports: Vec<Value> = serde_json::from_slice(&output.stdout)?;
    let table: BTreeMap<String, Value> = reports.iter().flat_map(rows).collect();

    let path = folder.join("expected.json");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, serde_json::to_string_pretty(&table)? + "\n")?;
    }
    let expected: BTreeMap<String, Value> = serde_json::from_str(&std::fs::read_to_string(&path)?)?;
    assert_eq!(table.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
    for (name, row) in &table {
        let expected = &expected[name];
        assert_eq!(row["places"], expected["places"], "{name}: other places are asked");
        for share in row.as_object().context("a row")?.keys().filter(|key| *key != "places") {
            let (now, then) = (row[share].as_f64().unwrap_or_default(), expected[share].as_f64().context("a number")?);
            let tolerance = MAY_TIP / row["places"].as_f64().unwrap_or(1.0) + 0.002;
            assert!((now - then).abs() <= tolerance, "{name}: {share} is {now:.3} and was {then:.3}; see {}", path.display());
        }
    }
    Ok(())
}

/// The rows of one completer: its groups with enough places, and its replay.
fn rows(report: &Value) -> Vec<(String, Value)> {
    let round = |value: &Value| (value.as_f64().unwrap_or_default() * 1000.0).round() / 1000.0;
    let who = report["completer"].as_str().unwrap_or_default();
    let mut rows = Vec::new();
    for name in ["all", "arduino", "micropython"] {
        let group = &report["groups"][name];
        let mut row = json!({"places": group["places"]});
        for share in SHARES {
            row[share] = json!(round(&group[share]));
        }
        rows.push((format!("{who}: {name}"), row));
    }
    // Characters take the place of places: a suggestion more or less saves some twenty of them.
    let row = json!({"places": report["replay_characters"].as_f64().unwrap_or_default() / 20.0, "saved": round(&report["thresholds"][0]["saved"])});
    rows.push((format!("{who}: replay"), row));
    rows
}
