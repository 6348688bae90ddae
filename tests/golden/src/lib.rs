//! Golden cases: small sketches under `cases/<family>/`, each with the findings that it must give.
//!
//! A case is a fixture (see the `fixture` crate) of one file. Its header may carry one word more:
//! `expect:no-compile`, for the independent compilers under `tests/oracles`, says that the mistake
//! is one that a compiler finds too.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use boards::{RuntimeKind, Tables, Target};
use check::{Finding, Fix};
use document::{Document, Language, Snapshot};
use fixture::{File, Fixture};

/// One case.
#[derive(Debug)]
pub struct Case {
    /// Where it lies.
    pub path: PathBuf,
    /// Its first line, as written.
    pub header: String,
    /// What it says.
    pub file: File,
    /// The target of its header; `None` if it names no board.
    pub target: Option<Target>,
}

impl Case {
    /// All cases, by path.
    ///
    /// # Panics
    /// When a case cannot be read: cases are part of the tests.
    pub fn all() -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases");
        let mut paths: Vec<PathBuf> = entries(&root).iter().flat_map(|family| entries(family)).collect();
        paths.sort();
        paths.into_iter().map(Self::read).collect()
    }

    fn read(path: PathBuf) -> Self {
        let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let (header, body) = text.split_once('\n').unwrap_or_else(|| panic!("{}: no header", path.display()));
        let known: Vec<&str> = header.split_whitespace().filter(|word| !word.starts_with("expect:")).collect();
        let file = Fixture::parse(&format!("{}\n{body}", known.join(" "))).only();
        let target = file.board.as_deref().map(|board| {
            let kind = match file.language {
                Language::Arduino => RuntimeKind::Arduino,
                Language::MicroPython => RuntimeKind::MicroPython,
            };
            Tables::embedded().target(board, kind, file.runtime.as_deref()).unwrap_or_else(|error| panic!("{}: {error:?}", path.display()))
        });
        Self { header: header.to_owned(), path, file, target }
    }

    /// The case's text as a snapshot.
    pub fn snapshot(&self) -> Snapshot {
        Document::new(&self.file.text, self.file.language).snapshot()
    }

    /// What the rules say about the case.
    pub fn findings(&self) -> Vec<Finding> {
        check::check(&self.snapshot(), self.target.as_ref())
    }

    /// The case as it would be written with these findings expected.
    pub fn with_expectations(&self, findings: &[Finding]) -> String {
        let comment = match self.file.language {
            Language::Arduino => "//",
            Language::MicroPython => "#",
        };
        let mut out = format!("{}\n", self.header);
        let mut offset = 0;
        for line in self.file.text.split_inclusive('\n') {
            out.push_str(line);
            let content = line.trim_end_matches(['\n', '\r']);
            for finding in findings.iter().filter(|finding| (offset..offset + line.len()).contains(&finding.span.start)) {
                let column = content[..finding.span.start - offset].chars().count();
                assert!(column >= comment.len(), "{}: no room for a caret: {finding:?}", self.path.display());
                let end = (finding.span.end - offset).min(content.len());
                let n_carets = content[finding.span.start - offset..end].chars().count().max(1);
                let _ = writeln!(
                    out,
                    "{comment}{:indent$}{} {}[{}]: {}",
                    "",
                    "^".repeat(n_carets),
                    finding.severity.name(),
                    finding.rule,
                    finding.message,
                    indent = column - comment.len()
                );
            }
            offset += line.len();
        }
        out
    }
}

/// `text` with a fix applied.
pub fn apply(text: &str, fix: &Fix) -> String {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.span));
    let mut text = text.to_owned();
    for edit in edits {
        text.replace_range(edit.span.start..edit.span.end, &edit.text);
    }
    text
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    entries.map(|entry| entry.unwrap_or_else(|error| panic!("{}: {error}", folder.display())).path()).collect()
}
