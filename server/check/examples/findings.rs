//! Prints what the rules say about files: `cargo run -p check --example findings -- BOARD FILE…`.
//!
//! A board may carry a runtime: `esp32dev=arduino-esp32@2.0`. `-` stands for no board.

use boards::{RuntimeKind, Tables};
use document::{Document, Language};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let Some(board) = arguments.next() else {
        eprintln!("usage: findings BOARD FILE…");
        std::process::exit(2);
    };
    let (board, runtime) = board.split_once('=').map_or((board.as_str(), None), |(board, runtime)| (board, Some(runtime)));
    for path in arguments {
        let Ok(bytes) = std::fs::read(&path) else {
            eprintln!("{path}: cannot be read");
            continue;
        };
        let text = String::from_utf8_lossy(&bytes);
        let (language, kind) = if path.rsplit('.').next().is_some_and(|extension| extension.eq_ignore_ascii_case("py")) {
            (Language::MicroPython, RuntimeKind::MicroPython)
        } else {
            (Language::Arduino, RuntimeKind::Arduino)
        };
        let target = Tables::embedded().target(board, kind, runtime).ok();
        let snapshot = Document::new(&text, language).snapshot();
        for finding in check::check(&snapshot, target.as_ref()) {
            let line = text[..finding.span.start].matches('\n').count();
            let code = text.lines().nth(line).unwrap_or_default().trim();
            println!("{path}:{}: {}[{}] {} | {code}", line + 1, finding.severity.name(), finding.rule, finding.message);
        }
    }
}
