//! Open documents that are nobody's business yet: a `.cpp` before its project file exists, a `.py`
//! before its `import machine`. They are kept so that they can be taken in when that changes.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ropey::Rope;
use tower_lsp_server::gen_lsp_types::{TextDocumentContentChangeEvent, Uri};

use crate::capabilities::Encoding;
use crate::late;

/// How long a document rests after an edit before it is looked at again.
const REST: Duration = Duration::from_millis(500);

/// Longest text that is kept, in bytes: no sketch is longer.
const MAX_LENGTH: usize = 1 << 20;

/// One of them.
#[derive(Debug)]
pub(crate) struct Other {
    pub(crate) path: PathBuf,
    pub(crate) text: Rope,
    pub(crate) version: i32,
    /// When it is to be looked at again.
    due: Option<Instant>,
}

/// All of them.
#[derive(Debug, Default)]
pub(crate) struct Others(HashMap<Uri, Other>);

impl Others {
    /// Keeps a document, if its name is one that may become ours.
    pub(crate) fn open(&mut self, uri: Uri, path: PathBuf, version: i32, text: &str) {
        if may_become_ours(&path) && text.len() <= MAX_LENGTH {
            self.0.insert(uri, Other { path, text: Rope::from_str(text), version, due: None });
        }
    }

    /// Applies edits.
    pub(crate) fn change(&mut self, uri: &Uri, version: i32, changes: &[TextDocumentContentChangeEvent], encoding: Encoding) {
        let Some(other) = self.0.get_mut(uri) else { return };
        if late::apply(&mut other.text, changes, encoding).is_none() {
            self.0.remove(uri);
            return;
        }
        other.version = version;
        other.due = Some(Instant::now() + REST);
    }

    /// Forgets a document.
    pub(crate) fn close(&mut self, uri: &Uri) {
        self.0.remove(uri);
    }

    /// When the next one is to be looked at.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.0.values().filter_map(|other| other.due).min()
    }

    /// All are to be looked at.
    pub(crate) fn look_again(&mut self) {
        let now = Instant::now();
        for other in self.0.values_mut() {
            other.due = Some(now);
        }
    }

    /// Takes out those that are due and that `is_ours` accepts.
    pub(crate) fn take_due(&mut self, is_ours: impl Fn(&Other) -> bool) -> Vec<(Uri, Other)> {
        let now = Instant::now();
        let mut taken = Vec::new();
        for (uri, other) in &mut self.0 {
            if other.due.is_some_and(|due| due <= now) {
                other.due = None;
                if is_ours(other) {
                    taken.push(uri.clone());
                }
            }
        }
        taken.into_iter().filter_map(|uri| self.0.remove_entry(&uri)).collect()
    }
}

/// Whether the language of a file with this name depends on its text or its project.
fn may_become_ours(path: &Path) -> bool {
    let extension = path.extension().and_then(|it| it.to_str()).unwrap_or_default().to_ascii_lowercase();
    matches!(extension.as_str(), "cpp" | "cc" | "cxx" | "c" | "h" | "hpp" | "py")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_say_nothing_are_kept() {
        let mut others = Others::default();
        for (name, is_kept) in [("main.cpp", true), ("lib.H", true), ("main.py", true), ("notes.txt", false), ("Makefile", false)] {
            let uri = Uri::from(format!("file:///{name}"));
            others.open(uri.clone(), PathBuf::from(name), 1, "x\n");
            assert_eq!(others.0.contains_key(&uri), is_kept, "{name}");
        }
    }

    #[test]
    fn they_are_taken_when_they_became_ours() {
        let mut others = Others::default();
        let uri = Uri::from("file:///main.cpp");
        others.open(uri.clone(), PathBuf::from("main.cpp"), 1, "x\n");
        assert!(others.take_due(|_| true).is_empty(), "nothing has changed");
        others.look_again();
        assert!(others.take_due(|_| false).is_empty());
        others.look_again();
        assert_eq!(others.take_due(|other| other.version == 1).len(), 1);
        assert_eq!(others.due(), None);
    }
}
