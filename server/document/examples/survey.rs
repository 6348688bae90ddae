//! Parses files, and says how many have syntax errors, where, and how long it took.
//!
//! `cargo run --release -p document --example survey -- FILES…`

use std::time::{Duration, Instant};

use document::{Document, Language, Span, position};

fn main() {
    let mut n_files = 0usize;
    let mut n_broken = 0usize;
    let mut n_bytes = 0usize;
    let mut parse = Duration::ZERO;
    let mut facts = Duration::ZERO;
    let mut edit = Duration::ZERO;
    for path in std::env::args().skip(1) {
        let extension = path.rsplit('.').next().unwrap_or_default();
        let (Some(language), Ok(bytes)) = (Language::from_extension(extension), std::fs::read(&path)) else {
            eprintln!("{path}: skipped");
            continue;
        };
        let text = String::from_utf8_lossy(&bytes);
        n_files += 1;
        n_bytes += text.len();

        let started = Instant::now();
        let mut document = Document::new(&text, language);
        parse += started.elapsed();

        let started = Instant::now();
        let snapshot = document.snapshot();
        facts += started.elapsed();

        if let Some(error) = snapshot.facts.syntax_errors.first() {
            n_broken += 1;
            let at = position::to_line_column(&snapshot.text, error.start);
            let line_end = text[error.start..].find('\n').map_or(text.len(), |end| error.start + end);
            println!("{path}:{}:{}: {}", at.line, at.column, text[error.start..line_end].trim());
        }

        let middle = position::floor(&snapshot.text, text.len() / 2);
        let started = Instant::now();
        if document.edit(Span::new(middle, middle), "x").is_ok() {
            document.snapshot();
        }
        edit += started.elapsed();
    }
    let each = |total: Duration| total.as_secs_f64() * 1e3 / n_files.max(1) as f64;
    println!(
        "{n_files} files, {n_broken} with syntax errors, {} KiB on average; \
         parse {:.2} ms, facts {:.2} ms, edit and facts {:.2} ms",
        n_bytes / 1024 / n_files.max(1),
        each(parse),
        each(facts),
        each(edit),
    );
}
