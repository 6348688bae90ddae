//! Lines and columns, in the three units that the outside world uses.
//!
//! Inside, a place is a byte offset. Editors speak of UTF-16 columns from 0 ([`Utf16`]), people and
//! JSON of characters from 1 ([`LineColumn`]), scripts of characters from 0 ([`Scalar`]). Every
//! conversion accepts anything: a place past the end of a line is the end of the line, a place past
//! the last line is the end of the text, and half a character is the start of the character.

use ropey::Rope;

/// A line and a column in UTF-16 code units, both from 0: the unit of the language server protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Utf16 {
    /// Line, from 0.
    pub line: usize,
    /// UTF-16 code units before it on the line.
    pub column: usize,
}

/// A line and a column in Unicode scalar values, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Scalar {
    /// Line, from 0.
    pub line: usize,
    /// Characters before it on the line.
    pub column: usize,
}

/// A line and a column in Unicode scalar values, both from 1: the unit of JSON output and of
/// `FILE:LINE:COL`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
}

/// The nearest offset at or before `offset` that exists and does not split a character.
pub fn floor(text: &Rope, offset: usize) -> usize {
    text.char_to_byte(text.byte_to_char(offset.min(text.len_bytes())))
}

/// The UTF-16 position of a byte offset.
pub fn to_utf16(text: &Rope, offset: usize) -> Utf16 {
    let (line, line_start, char) = locate(text, offset);
    Utf16 { line, column: text.char_to_utf16_cu(char) - text.char_to_utf16_cu(line_start) }
}

/// The byte offset of a UTF-16 position.
pub fn from_utf16(text: &Rope, position: Utf16) -> usize {
    let Some((line_start, line_end)) = line_chars(text, position.line) else {
        return text.len_bytes();
    };
    let wanted = text.char_to_utf16_cu(line_start).saturating_add(position.column);
    let last = text.char_to_utf16_cu(line_end);
    text.char_to_byte(text.utf16_cu_to_char(wanted.min(last)))
}

/// The position of a byte offset in characters from 0.
pub fn to_scalar(text: &Rope, offset: usize) -> Scalar {
    let (line, line_start, char) = locate(text, offset);
    Scalar { line, column: char - line_start }
}

/// The byte offset of a position in characters from 0.
pub fn from_scalar(text: &Rope, position: Scalar) -> usize {
    let Some((line_start, line_end)) = line_chars(text, position.line) else {
        return text.len_bytes();
    };
    text.char_to_byte(line_start.saturating_add(position.column).min(line_end))
}

/// The position of a byte offset in characters from 1.
pub fn to_line_column(text: &Rope, offset: usize) -> LineColumn {
    let Scalar { line, column } = to_scalar(text, offset);
    LineColumn { line: line + 1, column: column + 1 }
}

/// The byte offset of a position in characters from 1; a zero counts as one.
pub fn from_line_column(text: &Rope, position: LineColumn) -> usize {
    from_scalar(text, Scalar { line: position.line.saturating_sub(1), column: position.column.saturating_sub(1) })
}

/// Line, first character of the line, and character of a byte offset.
fn locate(text: &Rope, offset: usize) -> (usize, usize, usize) {
    let char = text.byte_to_char(offset.min(text.len_bytes()));
    let line = text.char_to_line(char);
    (line, text.line_to_char(line), char)
}

/// First character of a line, and the character at which its line break begins.
fn line_chars(text: &Rope, line: usize) -> Option<(usize, usize)> {
    if line >= text.len_lines() {
        return None;
    }
    let start = text.line_to_char(line);
    let mut end = text.line_to_char(line + 1);
    while end > start && matches!(text.char(end - 1), '\n' | '\r') {
        end -= 1;
    }
    Some((start, end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_surrogate_pairs_twice_in_utf16_only() {
        let text = Rope::from_str("a😀b\r\n🇩🇪 x");
        assert_eq!(to_utf16(&text, 5), Utf16 { line: 0, column: 3 });
        assert_eq!(to_scalar(&text, 5), Scalar { line: 0, column: 2 });
        assert_eq!(to_line_column(&text, 5), LineColumn { line: 1, column: 3 });
        let x = text.len_bytes() - 1;
        assert_eq!(to_utf16(&text, x), Utf16 { line: 1, column: 5 });
        assert_eq!(to_scalar(&text, x), Scalar { line: 1, column: 3 });
    }

    #[test]
    fn half_a_character_is_its_start() {
        let text = Rope::from_str("a😀b");
        assert_eq!(from_utf16(&text, Utf16 { line: 0, column: 2 }), 1);
        assert_eq!(to_utf16(&text, 3), Utf16 { line: 0, column: 1 });
        assert_eq!(floor(&text, 4), 1);
    }

    #[test]
    fn past_the_end_of_a_line_is_before_its_break() {
        let text = Rope::from_str("ab\r\ncd");
        assert_eq!(from_utf16(&text, Utf16 { line: 0, column: 99 }), 2);
        assert_eq!(from_line_column(&text, LineColumn { line: 1, column: 99 }), 2);
        assert_eq!(from_scalar(&text, Scalar { line: 7, column: 0 }), 6);
    }

    #[test]
    fn nothing_but_line_breaks_ends_a_line() {
        // A form feed and U+2028 end lines elsewhere; no editor of ours counts them.
        let text = Rope::from_str("a\u{c}b\u{2028}c\nd\re");
        assert_eq!(to_scalar(&text, 5).line, 0);
        assert_eq!(to_scalar(&text, text.len_bytes()).line, 2);
    }

    proptest! {
        #[test]
        fn every_place_survives_the_round_trip(text in "([ab\\r\\n\\té漢😀🇩🇪]|\\r\\n){0,40}", at in 0usize..120) {
            let rope = Rope::from_str(&text);
            let offset = floor(&rope, at);
            // Between `\r` and `\n` there is no column: that place is the end of the line.
            let inside_break = offset > 0 && text[..offset].ends_with('\r') && text[offset..].starts_with('\n');
            let expected = if inside_break { offset - 1 } else { offset };
            prop_assert_eq!(from_utf16(&rope, to_utf16(&rope, at)), expected);
            prop_assert_eq!(from_scalar(&rope, to_scalar(&rope, at)), expected);
            prop_assert_eq!(from_line_column(&rope, to_line_column(&rope, at)), expected);
        }

        #[test]
        fn any_input_gives_a_place_in_the_text(text in "\\PC{0,20}", line in any::<usize>(), column in any::<usize>()) {
            let rope = Rope::from_str(&text);
            for offset in [
                from_utf16(&rope, Utf16 { line, column }),
                from_scalar(&rope, Scalar { line, column }),
                from_line_column(&rope, LineColumn { line, column }),
            ] {
                prop_assert!(text.is_char_boundary(offset));
            }
        }
    }
}
