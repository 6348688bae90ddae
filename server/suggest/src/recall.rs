//! What the document itself says, for a model that listens to it.

use decode::{LanguageModel, NgramCounts};
use document::{Snapshot, position};

/// How much text on either side of the cursor is counted.
const MAX_BYTES: usize = 16 * 1024;

/// Counts of the document around the cursor, for a [`decode::CacheModel`].
pub fn document_counts(snapshot: &Snapshot, offset: usize, model: &dyn LanguageModel) -> NgramCounts {
    let text = snapshot.text.to_string();
    let (before, after) = text.split_at(position::floor(&snapshot.text, offset));
    // Without the line that is being written: its last word may be half of one, and would be echoed as it is.
    let before = before.rfind('\n').map_or("", |at| &before[..at]);
    let after = after.find('\n').map_or("", |at| &after[at..]);
    let mut start = before.len().saturating_sub(MAX_BYTES);
    while !before.is_char_boundary(start) {
        start += 1;
    }
    if start > 0 {
        // From the beginning of a line on.
        start = before[start..].find('\n').map_or(before.len(), |at| start + at + 1);
    }
    let mut end = after.len().min(MAX_BYTES);
    while !after.is_char_boundary(end) {
        end -= 1;
    }
    let mut counts = NgramCounts::default();
    counts.add(&model.encode(&before[start..]));
    counts.add(&model.encode(&after[..end]));
    counts
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
            document_counts(&snapshot, offset, &model).n_tokens()
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
        let n = document_counts(&snapshot, text.len() / 2, &model).n_tokens();
        assert!(n <= 2 * MAX_BYTES && n > MAX_BYTES, "{n}");
    }
}
