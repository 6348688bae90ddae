//! Macro blanking: what the C++ grammar cannot read is hidden from it, without moving anything.

use std::ops::Range;

use crate::Language;

/// What has to be hidden from the grammar.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dialect {
    /// Byte ranges to hide: sorted, disjoint.
    pub blanks: Vec<Range<usize>>,
}

impl Dialect {
    /// Reads the dialect of `source`.
    pub fn read(language: Language, source: &str) -> Self {
        let _ = (language, source);
        Self::default()
    }

    /// `source` with everything hidden replaced by spaces. Same length, same offsets, same lines.
    pub fn blanked(&self, source: String) -> Vec<u8> {
        let mut bytes = source.into_bytes();
        for blank in &self.blanks {
            for byte in &mut bytes[blank.clone()] {
                if !matches!(byte, b'\n' | b'\r') {
                    *byte = b' ';
                }
            }
        }
        bytes
    }
}
