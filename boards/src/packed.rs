//! The compact form in which tables are embedded: deflate, in blocks small enough that one row costs
//! one block.
//!
//! ```text
//! rows:  blocks, then per block { first row, packed length, text length }, then the packed blocks
//! text:  hashes, head length, text length, then the hashes in order, the head as it is, the packed text
//! ```
//!
//! All numbers are little-endian `u32`. A row is one line. The head of a text is its leading lines
//! that start with `%`.

use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// Block size before packing, in bytes: unpacking one takes about a tenth of a millisecond.
const BLOCK: usize = 32 * 1024;
/// Deflate's highest level of effort; code generation has the time.
const LEVEL: u8 = 10;

fn number(bytes: &[u8], index: usize) -> usize {
    let at = index * 4;
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, |four| u32::from_le_bytes(four) as usize)
}

fn put(packed: &mut Vec<u8>, number: usize) {
    let number = u32::try_from(number).expect("tables are far below 4 GiB");
    packed.extend_from_slice(&number.to_le_bytes());
}

/// Unpacks what code generation packed; a test reads every block.
fn unpack(packed: &[u8], length: usize) -> String {
    let bytes = decompress_to_vec_with_limit(packed, length).unwrap_or_else(|e| panic!("an embedded table is damaged: {e}"));
    String::from_utf8(bytes).unwrap_or_else(|e| panic!("an embedded table is damaged: {e}"))
}

/// Packs rows, each without its line end.
pub(crate) fn pack_rows<'a>(rows: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    let mut blocks: Vec<(usize, String)> = Vec::new();
    for (index, row) in rows.into_iter().enumerate() {
        match blocks.last_mut() {
            Some((_, text)) if text.len() + row.len() < BLOCK => {
                text.push('\n');
                text.push_str(row);
            }
            _ => blocks.push((index, row.to_owned())),
        }
    }
    let packed: Vec<_> = blocks.iter().map(|(_, text)| compress_to_vec(text.as_bytes(), LEVEL)).collect();
    let mut out = Vec::new();
    put(&mut out, blocks.len());
    for ((first, text), packed) in blocks.iter().zip(&packed) {
        put(&mut out, *first);
        put(&mut out, packed.len());
        put(&mut out, text.len());
    }
    for packed in &packed {
        out.extend_from_slice(packed);
    }
    out
}

/// The block that holds a row: the number of its first row, and its text.
pub(crate) fn block_of(packed: &[u8], row: usize) -> Option<(usize, String)> {
    let blocks = number(packed, 0);
    let mut at = 4 * (1 + 3 * blocks);
    for block in 0..blocks {
        let [first, length, text] = [0, 1, 2].map(|field| number(packed, 1 + 3 * block + field));
        let is_last = block + 1 == blocks;
        if first <= row && (is_last || row < number(packed, 1 + 3 * (block + 1))) {
            return Some((first, unpack(packed.get(at..at + length)?, text)));
        }
        at += length;
    }
    None
}

/// Every row, in order.
pub(crate) fn lines(packed: &[u8]) -> impl Iterator<Item = String> {
    let blocks = (0..number(packed, 0)).filter_map(|block| block_of(packed, number(packed, 1 + 3 * block)));
    blocks.flat_map(|(_, text)| text.lines().map(str::to_owned).collect::<Vec<_>>())
}

/// A stable 32-bit hash of a name (FNV-1a): it is written by code generation and read at run time.
pub(crate) fn hash(name: &str) -> u32 {
    name.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Packs a text together with the names that it may be asked for.
pub(crate) fn pack_text<'a>(text: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<u8> {
    let mut hashes: Vec<u32> = names.into_iter().map(hash).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let head = &text[..head_length(text)];
    let mut out = Vec::new();
    for length in [hashes.len(), head.len(), text.len()] {
        put(&mut out, length);
    }
    for hash in hashes {
        out.extend_from_slice(&hash.to_le_bytes());
    }
    out.extend_from_slice(head.as_bytes());
    out.extend_from_slice(&compress_to_vec(text.as_bytes(), LEVEL));
    out
}

/// Length of the leading lines that start with `%` or `#`.
pub(crate) fn head_length(text: &str) -> usize {
    text.split_inclusive('\n').take_while(|line| line.starts_with(['%', '#'])).map(str::len).sum()
}

/// A packed text, read in place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PackedText(pub(crate) &'static [u8]);

impl PackedText {
    /// Whether the text may speak of the name with this [`hash`]; never wrong when it says no.
    pub(crate) fn may_name(self, wanted: u32) -> bool {
        let (mut low, mut high) = (0, number(self.0, 0));
        while low < high {
            let middle = low.midpoint(high);
            // Hashes fill 32 bits and so does `number` on every platform that we build for.
            match (number(self.0, 3 + middle) as u32).cmp(&wanted) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return true,
            }
        }
        false
    }

    /// The leading lines that start with `%`.
    pub(crate) fn head(self) -> &'static str {
        let start = 4 * (3 + number(self.0, 0));
        self.0.get(start..start + number(self.0, 1)).and_then(|head| std::str::from_utf8(head).ok()).unwrap_or_default()
    }

    /// The whole text.
    pub(crate) fn text(self) -> String {
        let start = 4 * (3 + number(self.0, 0)) + number(self.0, 1);
        unpack(self.0.get(start..).unwrap_or_default(), number(self.0, 2))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_from_their_blocks() {
        let rows: Vec<String> = (0..5000).map(|row| format!("row {row} {}", "x".repeat(row % 40))).collect();
        let packed = pack_rows(rows.iter().map(String::as_str));
        assert!(packed.len() < rows.iter().map(String::len).sum::<usize>() / 3);
        assert!(number(&packed, 0) > 3, "more than one block");
        for (index, row) in rows.iter().enumerate().step_by(97) {
            let (first, text) = block_of(&packed, index).unwrap();
            assert_eq!(text.lines().nth(index - first), Some(row.as_str()));
        }
        assert!(block_of(&pack_rows([]), 0).is_none());
    }

    #[test]
    fn a_text_knows_its_names_without_being_unpacked() {
        let text = "% library DHT\n% version 1\n@ DHT.h\nclass DHT\n";
        let packed = PackedText(pack_text(text, ["DHT", "DHT.h"]).leak());
        assert!(packed.may_name(hash("DHT")) && packed.may_name(hash("DHT.h")) && !packed.may_name(hash("Servo")));
        assert_eq!(packed.head(), "% library DHT\n% version 1\n");
        assert_eq!(packed.text(), text);
    }
}
