//! Where text comes from: passages that also stand in the training text, by an index without any of its text.
//!
//! The index is written by `python -m boardwise_corpus origins`, which says how it is made
//! (`corpus/pipeline/boardwise_corpus/origins.py`). A hit means that [`PASSAGE`] tokens in a row are the same;
//! two different passages of the corpus and of a suggestion look the same once in about fifty thousand.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// Tokens (names, numbers, single signs) of a passage.
pub const PASSAGE: usize = 24;

const MAGIC: &[u8] = b"BWORIG1\n";

/// A repository whose text a passage repeats.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// `owner/name`.
    pub repository: String,
    /// Licence of the file there.
    pub licence: String,
    /// Tokens that are the same, at least.
    #[serde(default)]
    pub tokens: usize,
    /// Where they stand, in bytes of the text that was asked about.
    #[serde(skip)]
    pub span: Range<usize>,
}

/// The index, over bytes that stay where they are.
#[derive(Debug, Clone)]
pub struct OriginIndex {
    bytes: &'static [u8],
    sources: Vec<Origin>,
    hash_bits: u32,
    bucket_bits: u32,
    rice: u32,
    source_bits: u32,
    /// Where the buckets' places and sizes begin.
    table: usize,
}

impl OriginIndex {
    /// Opens an index; `None` when the bytes are none of this version.
    pub fn open(bytes: &'static [u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(MAGIC)?;
        let (&[length, hash_bits, bucket_bits, rice, source_bits], rest) = rest.split_first_chunk::<5>()?;
        let (names_length, rest) = rest.split_first_chunk::<4>()?;
        let names_length = u32::from_le_bytes(*names_length) as usize;
        let sources: Vec<Origin> = serde_json::from_slice(rest.get(..names_length)?).ok()?;
        let table = MAGIC.len() + 9 + names_length;
        let widths_fit = hash_bits <= 64 && bucket_bits < hash_bits && bucket_bits <= 20 && rice <= 56 && source_bits <= 32;
        let is_whole = bytes.len() >= table + (6 << bucket_bits.min(20));
        let [hash_bits, bucket_bits, rice, source_bits] = [hash_bits, bucket_bits, rice, source_bits].map(u32::from);
        (usize::from(length) == PASSAGE && widths_fit && is_whole).then_some(Self {
            bytes,
            sources,
            hash_bits,
            bucket_bits,
            rice,
            source_bits,
            table,
        })
    }

    /// Repositories whose text `text` repeats at length, in the order in which they are met.
    pub fn origins(&self, text: &str) -> Vec<Origin> {
        let tokens: Vec<(u64, Range<usize>)> = tokens(text).map(|span| (hash_of(&text[span.clone()]), span)).collect();
        let mut found: Vec<Origin> = Vec::new();
        // For each of them, the token behind its last passage.
        let mut ends: Vec<usize> = Vec::new();
        for (at, passage) in tokens.windows(PASSAGE).enumerate() {
            let Some(source) = self.source(passage_hash(passage, self.hash_bits)) else { continue };
            let span = passage[0].1.start..passage[PASSAGE - 1].1.end;
            let same = |origin: &Origin| origin.repository == source.repository && origin.licence == source.licence;
            // The index holds one of many passages: what lies close together in one repository is one copy.
            let last = found.iter().rposition(same).filter(|&index| at <= ends[index] + PASSAGE);
            if let Some(index) = last {
                found[index].tokens += at + PASSAGE - at.max(ends[index]);
                found[index].span.end = span.end;
                ends[index] = at + PASSAGE;
            } else {
                found.push(Origin { tokens: PASSAGE, span, ..source.clone() });
                ends.push(at + PASSAGE);
            }
        }
        found
    }

    fn source(&self, hash: u64) -> Option<&Origin> {
        let low_bits = self.hash_bits - self.bucket_bits;
        let entry = self.table + 6 * (hash >> low_bits) as usize;
        let place = u32::from_le_bytes(self.bytes.get(entry..entry + 4)?.try_into().ok()?) as usize;
        let n_entries = u16::from_le_bytes(self.bytes.get(entry + 4..entry + 6)?.try_into().ok()?);
        let wanted = hash & ((1 << low_bits) - 1);
        let mut bits = Bits { bytes: self.bytes.get(self.table + (6 << self.bucket_bits) + place..)?, at: 0 };
        let mut value = 0;
        for _ in 0..n_entries {
            let mut quotient = 0;
            while bits.take(1)? == 1 {
                quotient += 1;
            }
            value += quotient << self.rice | bits.take(self.rice)?;
            let source = bits.take(self.source_bits)?;
            if value >= wanted {
                return (value == wanted).then(|| self.sources.get(source as usize)).flatten();
            }
        }
        None
    }
}

/// Reads numbers bit by bit, the lowest first.
struct Bits<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn take(&mut self, n: u32) -> Option<u64> {
        let mut value = 0;
        for bit in 0..n {
            let byte = *self.bytes.get(self.at / 8)?;
            value |= u64::from(byte >> (self.at % 8) & 1) << bit;
            self.at += 1;
        }
        Some(value)
    }
}

/// Names, numbers and single signs; the same as `_TOKEN` of the writer.
fn tokens(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let is_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '_';
    let mut at = 0;
    std::iter::from_fn(move || {
        at += text[at..].find(|letter: char| !is_blank(letter))?;
        let first = text[at..].chars().next()?;
        let length = if first.is_ascii_digit() {
            text[at..].find(|letter: char| !is_word(letter) && letter != '.').unwrap_or(text.len() - at)
        } else if is_word(first) {
            text[at..].find(|letter: char| !is_word(letter)).unwrap_or(text.len() - at)
        } else {
            first.len_utf8()
        };
        let token = at..at + length;
        at += length;
        Some(token)
    })
}

/// What Python's `\s` is for text: Unicode white space and the four separators.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&letter)
}

/// FNV-1a.
fn hash_of(token: &str) -> u64 {
    token.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn passage_hash(tokens: &[(u64, Range<usize>)], bits: u32) -> u64 {
    let sum = tokens.iter().fold(0_u64, |sum, (token, _)| sum.wrapping_mul(0x9e37_79b9_7f4a_7c15).wrapping_add(*token));
    // The finalizer of SplitMix64.
    let mixed = (sum ^ (sum >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (mixed ^ (mixed >> 31)) >> (64 - bits)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Written by `corpus/pipeline/tests/test_origins.py` from the two programs below; the test there compares.
    static SMALL: &[u8] = include_bytes!("../testdata/origins.bin");
    const LAMP: &str = include_str!("../testdata/origins-lamp.ino");
    const SENSOR: &str = include_str!("../testdata/origins-sensor.py");

    fn small() -> OriginIndex {
        OriginIndex::open(SMALL).expect("a good index")
    }

    #[test]
    fn a_copy_is_found_whatever_its_white_space() {
        for (text, repository, licence) in [(LAMP, "ours/lamp", "MIT"), (SENSOR, "ours/sensor", "Apache-2.0")] {
            let squeezed = text.split_whitespace().collect::<Vec<_>>().join("\n");
            for text in [text, &squeezed] {
                let origins = small().origins(text);
                assert_eq!(origins.len(), 1, "{origins:?}");
                assert_eq!((origins[0].repository.as_str(), origins[0].licence.as_str()), (repository, licence));
                assert!(origins[0].tokens >= PASSAGE && origins[0].span.end <= text.len(), "{origins:?}");
            }
        }
    }

    #[test]
    fn what_is_short_or_different_is_nobodys() {
        let index = small();
        let first: String = LAMP.lines().take(3).collect();
        assert_eq!(index.origins(&first), []);
        assert_eq!(index.origins(&LAMP.replace('(', "[").replace("level", "dim").replace("Pin", "Port")), []);
        assert_eq!(index.origins(""), []);
    }

    #[test]
    fn bytes_that_are_no_index_are_none() {
        assert!(OriginIndex::open(b"").is_none());
        assert!(OriginIndex::open(b"BWORIG1\n").is_none());
        assert!(OriginIndex::open(&SMALL[..200]).is_none());
        // Cut behind its table it knows less, and that is all.
        let cut = OriginIndex::open(&SMALL[..SMALL.len() - 3]).expect("the table is whole");
        let _ = cut.origins(LAMP);
    }

    #[test]
    fn tokens_are_those_of_the_writer() {
        let text = "x1=0x1F+3.5e-3; // größe\u{1c}\"a_b\"";
        let found: Vec<_> = tokens(text).map(|span| &text[span]).collect();
        assert_eq!(found, ["x1", "=", "0x1F", "+", "3.5e", "-", "3", ";", "/", "/", "gr", "ö", "ß", "e", "\"", "a_b", "\""]);
    }
}
