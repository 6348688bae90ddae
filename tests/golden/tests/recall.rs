//! Mistakes that people reported, each in a sketch of our own beside the thread that reports it, and
//! each with a neighbour in which it is mended.
//!
//! A mistake counts as found when an error or a warning begins on the marked line (`//!`, `#!`) of
//! the wrong sketch; a neighbour is a false alarm when anything but a hint is said about it.
//! `cargo test -p golden --test recall -- --nocapture` prints the table.
//!
//! The files under `tests/recall` read: `=== thread board [runtime]`, the wrong sketch, `---`, the
//! right one; a last line `+++ board runtime` gives the right one a target of its own.

use std::fmt::Write as _;
use std::path::Path;

use boards::{RuntimeKind, Tables, Target};
use check::{Finding, Severity, check};
use document::{Document, Language, Snapshot};

/// Share of marked mistakes that must be found.
const FOUND: f64 = 0.95;
/// Share of neighbours that may be alarmed about.
const ALARMED: f64 = 0.01;
/// Fewest pairs.
const PAIRS: usize = 150;

struct Pair {
    topic: String,
    thread: String,
    wrong: (String, String),
    right: (String, String),
}

fn pairs() -> Vec<Pair> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../recall");
    let mut paths: Vec<_> = std::fs::read_dir(&root).expect("tests/recall").map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    paths.sort();
    let mut pairs = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("a text file");
        for block in text.split("=== ").skip(1) {
            let (header, body) = block.split_once('\n').expect("a header");
            let (thread, target) = header.split_once(' ').expect("a thread and a board");
            let (wrong, right) = body.split_once("---\n").expect("two sketches");
            let (right, own) = right.split_once("+++ ").map_or((right, target), |(right, own)| (right, own.trim()));
            pairs.push(Pair {
                topic: path.file_stem().expect("a name").to_string_lossy().replace('_', " and "),
                thread: thread.to_owned(),
                wrong: (target.to_owned(), wrong.to_owned()),
                right: (own.to_owned(), right.to_owned()),
            });
        }
    }
    pairs
}

fn judge(target: &str, text: &str) -> (Snapshot, Vec<Finding>) {
    let is_python = text.lines().any(|line| line.starts_with("from ") || line.starts_with("import ") || line.ends_with("#!"));
    let (language, kind) =
        if is_python { (Language::MicroPython, RuntimeKind::MicroPython) } else { (Language::Arduino, RuntimeKind::Arduino) };
    let (board, runtime) = target.split_once(' ').map_or((target, None), |(board, runtime)| (board, Some(runtime)));
    let target: Target = Tables::embedded().target(board, kind, runtime).unwrap_or_else(|error| panic!("{target}: {error:?}"));
    let snapshot = Document::new(text, language).snapshot();
    let findings = check(&snapshot, Some(&target)).into_iter().filter(|finding| finding.severity > Severity::Hint).collect();
    (snapshot, findings)
}

fn line(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count()
}

fn say(findings: &[Finding], text: &str) -> String {
    let said: Vec<String> =
        findings.iter().map(|finding| format!("{}:{} {}", line(text, finding.span.start) + 1, finding.rule, finding.message)).collect();
    said.join("; ")
}

#[test]
fn reported_mistakes_are_found_and_their_neighbours_left_alone() {
    let pairs = pairs();
    assert!(pairs.len() >= PAIRS, "only {} pairs", pairs.len());
    let mut rows: Vec<(String, [usize; 4])> = Vec::new();
    let mut report = String::new();
    for pair in &pairs {
        let (target, wrong) = &pair.wrong;
        let (_, findings) = judge(target, wrong);
        let marked: Vec<usize> =
            wrong.lines().enumerate().filter(|(_, text)| text.ends_with("//!") || text.ends_with("#!")).map(|(line, _)| line).collect();
        assert!(!marked.is_empty(), "nothing is marked: {}", pair.thread);
        let missed = marked.iter().filter(|marked| !findings.iter().any(|finding| line(wrong, finding.span.start) == **marked)).count();
        if missed > 0 {
            let _ = writeln!(report, "missed ({target}) {}\n{wrong}said: {}\n", pair.thread, say(&findings, wrong));
        }
        let (target, right) = &pair.right;
        let (_, alarms) = judge(target, right);
        if !alarms.is_empty() {
            let _ = writeln!(report, "false alarm ({target}) {}\n{right}said: {}\n", pair.thread, say(&alarms, right));
        }
        if rows.last().is_none_or(|(topic, _)| *topic != pair.topic) {
            rows.push((pair.topic.clone(), [0; 4]));
        }
        let counts = &mut rows.last_mut().expect("a row").1;
        let added = [marked.len(), marked.len() - missed, 1, usize::from(!alarms.is_empty())];
        counts.iter_mut().zip(added).for_each(|(count, more)| *count += more);
    }
    let total = rows.iter().fold([0; 4], |sum, (_, row)| std::array::from_fn(|index| sum[index] + row[index]));
    let share = |part: usize, whole: usize| part as f64 / whole as f64;
    println!("{:<22} {:>8} {:>6} {:>11} {:>13}", "topic", "mistakes", "found", "neighbours", "false alarms");
    for (topic, [mistakes, found, neighbours, alarms]) in rows.iter().chain([&("all".to_owned(), total)]) {
        println!("{topic:<22} {mistakes:>8} {found:>6} {neighbours:>11} {alarms:>13}");
    }
    let [mistakes, found, neighbours, alarms] = total;
    println!("found {:.1} %, false alarms {:.1} %", 100.0 * share(found, mistakes), 100.0 * share(alarms, neighbours));
    print!("\n{report}");
    assert!(share(found, mistakes) >= FOUND, "{report}");
    assert!(share(alarms, neighbours) <= ALARMED, "{report}");
}
