//! Every case gives exactly the findings that are drawn in it.
//!
//! `UPDATE_GOLDEN=1 cargo test -p golden` redraws them; read the diff before it is committed.

use check::{Severity, check};
use document::{Document, Span};
use golden::{Case, apply};

#[test]
fn cases_give_what_they_expect() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut failures = Vec::new();
    let cases = Case::all();
    assert!(cases.len() >= 300, "only {} cases", cases.len());
    for case in &cases {
        let findings = case.findings();
        if update {
            std::fs::write(&case.path, case.with_expectations(&findings)).unwrap();
            continue;
        }
        let mut found: Vec<(usize, &str, &str)> =
            findings.iter().map(|finding| (finding.span.start, finding.severity.name(), finding.rule)).collect();
        let mut expected: Vec<(usize, &str, &str)> = case
            .file
            .expectations
            .iter()
            .map(|expectation| (expectation.span.start, expectation.severity.as_str(), expectation.rule.as_str()))
            .collect();
        found.sort_unstable();
        expected.sort_unstable();
        if found != expected {
            failures.push(format!("{}\n{}", case.path.display(), case.with_expectations(&findings)));
        }
    }
    assert!(failures.is_empty(), "{} cases differ; as found:\n\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn fixes_remove_their_finding_and_add_no_error() {
    for case in Case::all() {
        let findings = case.findings();
        let n_errors = |findings: &[check::Finding]| findings.iter().filter(|finding| finding.severity == Severity::Error).count();
        for finding in &findings {
            for fix in &finding.fixes {
                let mended = apply(&case.file.text, fix);
                let after = check(&Document::new(&mended, case.file.language).snapshot(), case.target.as_ref());
                let of_rule = |findings: &[check::Finding]| findings.iter().filter(|other| other.rule == finding.rule).count();
                assert!(
                    of_rule(&after) < of_rule(&findings),
                    "{}: {} stays after “{}”:\n{mended}\n{after:#?}",
                    case.path.display(),
                    finding.rule,
                    fix.title
                );
                assert!(
                    n_errors(&after) <= n_errors(&findings),
                    "{}: “{}” adds an error:\n{mended}\n{after:#?}",
                    case.path.display(),
                    fix.title
                );
            }
        }
    }
}

#[test]
fn damaged_text_never_panics() {
    // A small generator of its own, so that a failure repeats.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut random = move |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % limit.max(1) as u64) as usize
    };
    let scraps = ["(", ")", "{", "}", "\"", "'", "#if", "#endif\n", "\\\n", "é", "💡", "0x", "/*", ";", "Pin(", ":", "\n"];
    for case in Case::all() {
        let text = &case.file.text;
        let boundary = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        for _ in 0..6 {
            let start = boundary(random(text.len() + 1));
            let end = boundary((start + random(12)).min(text.len())).max(start);
            let scrap = scraps[random(scraps.len())];
            let snapshot = case.snapshot();
            let edited = snapshot.with_edit(Span::new(start, end), scrap).unwrap();
            let whole = Document::new(&edited.text.to_string(), case.file.language).snapshot();
            // Editing and opening give the same findings, and every span lies in the text.
            let findings = check(&edited, case.target.as_ref());
            assert_eq!(findings, check(&whole, case.target.as_ref()), "{}", case.path.display());
            for finding in findings {
                assert!(finding.span.start <= finding.span.end && finding.span.end <= edited.text.len_bytes());
            }
        }
    }
}

#[test]
fn typing_a_correct_case_shows_no_error_at_the_end_of_a_line() {
    // Cases without findings, cut after each line: what is above must not become wrong.
    for case in Case::all() {
        if case.findings().iter().any(|finding| finding.severity == Severity::Error) {
            continue;
        }
        let mut end = 0;
        for line in case.file.text.split_inclusive('\n') {
            end += line.len();
            let snapshot = Document::new(&case.file.text[..end], case.file.language).snapshot();
            let errors: Vec<_> =
                check(&snapshot, case.target.as_ref()).into_iter().filter(|finding| finding.severity == Severity::Error).collect();
            assert!(errors.is_empty(), "{} after {line:?}: {errors:#?}", case.path.display());
        }
    }
}
