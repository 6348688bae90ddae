//! What the document itself says, for a model that listens to it.

use std::sync::Arc;

use decode::{LanguageModel, NgramCounts};
use document::{Snapshot, position};

/// How much text on either side of the cursor is counted.
const MAX_BYTES: usize = 16 * 1024;

/// Counts of a document around the cursor, for a [`decode::MixedModel`]. They are kept as long as only the
/// line at the cursor changes, so that typing costs nothing.
#[derive(Debug, Default)]
pub struct Recall {
    before: String,
    after: String,
    counts: Option<Arc<NgramCounts>>,
}

impl Recall {
    /// The counts for a cursor at `offset`.
    pub fn counts(&mut self, snapshot: &Snapshot, offset: usize, model: &dyn LanguageModel) -> Arc<NgramCounts> {
        let (before, after) = around(snapshot, offset);
        match &self.counts {
            Some(counts) if self.before == before && self.after == after => Arc::clone(counts),
            _ => {
                let mut counts = NgramCounts::default();
                counts.add(&model.encode(&before));
                counts.add(&model.encode(&after));
                let counts = Arc::new(counts);
                *self = Self { before, after, counts: Some(Arc::clone(&counts)) };
                counts
            }
        }
    }
}

/// The text that counts, on either side of the cursor.
fn around(snapshot: &Snapshot, offset: usize) -> (String, String) {
    let text = &snapshot.text;
    // Without the line that is being written: its last word may be half of one, and would be echoed as it is.
    let line = text.byte_to_line(position::floor(text, offset));
    let before = text.byte_slice(..text.line_to_byte(line)).to_string();
    let mut before = before.strip_suffix('\n').unwrap_or(&before);
    let after_line = (line + 1 < text.len_lines()).then(|| text.line_to_byte(line + 1));
    let after = after_line.map(|start| format!("\n{}", text.byte_slice(start..))).unwrap_or_default();
    if before.len() > MAX_BYTES {
        let mut start = before.len() - MAX_BYTES;
        while !before.is_char_boundary(start) {
            start += 1;
        }
        // From the beginning of a line on.
        before = before[start..].find('\n').map_or("", |at| &before[start + at + 1..]);
    }
    let mut end = after.len().min(MAX_BYTES);
    while !after.is_char_boundary(end) {
        end -= 1;
    }
    (before.to_owned(), after[..end].to_owned())
}

#[cfg(test)]
mod tests {
    use decode::ScriptedModel;
    use document::{Document, Language};

    use super::*;

    #[test]
    fn the_line_that_is_written_does_not_count() {
        let model = ScriptedModel::new();
        let counted = |text: &str| {
            let offset = text.find('|').unwrap();
            let snapshot = Document::new(&text.replace('|', ""), Language::Arduino).snapshot();
            Recall::default().counts(&snapshot, offset, &model).n_tokens()
        };
        assert_eq!(counted("abc|def"), 0);
        assert_eq!(counted("one\ntw|o\nthree"), "one".len() + "\nthree".len());
        assert_eq!(counted("|"), 0);
    }

    #[test]
    fn long_documents_are_read_around_the_cursor() {
        let model = ScriptedModel::new();
        let line = "größe = größe + 1;\n";
        let text = line.repeat(4000);
        let snapshot = Document::new(&text, Language::Arduino).snapshot();
        let n = Recall::default().counts(&snapshot, text.len() / 2, &model).n_tokens();
        assert!(n <= 2 * MAX_BYTES && n > MAX_BYTES, "{n}");
    }

    #[test]
    fn counts_are_kept_while_a_line_is_typed() {
        let model = ScriptedModel::new();
        let mut recall = Recall::default();
        let mut counts = |text: &str| {
            let offset = text.find('|').unwrap();
            let snapshot = Document::new(&text.replace('|', ""), Language::Arduino).snapshot();
            recall.counts(&snapshot, offset, &model)
        };
        let first = counts("one\nt|\nthree");
        assert!(Arc::ptr_eq(&first, &counts("one\ntwo|\nthree")));
        assert!(!Arc::ptr_eq(&first, &counts("one\ntwo\n|\nthree")));
        assert!(!Arc::ptr_eq(&first, &counts("one\nt|\nfour")));
    }
}
