//! Whether ghost text is welcome where the cursor stands, when nobody asked for it.

use ropey::Rope;

/// Most characters right of the cursor that still count as the end of a line.
const MAX_RIGHT: usize = 8;

/// Whether a keystroke at `offset` may bring ghost text: not inside a word, and not with much
/// code to the right, where ghost text would push it around.
pub(crate) fn is_welcome(text: &Rope, offset: usize) -> bool {
    let cursor = text.byte_to_char(offset.min(text.len_bytes()));
    let right: String = text.chars_at(cursor).take_while(|it| !matches!(it, '\n' | '\r')).take(MAX_RIGHT + 1).collect();
    let is_in_word = right.starts_with(|it: char| it.is_alphanumeric() || it == '_');
    !is_in_word && right.chars().count() <= MAX_RIGHT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(drawn: &str, expected: bool) {
        let offset = drawn.find('|').unwrap();
        assert_eq!(is_welcome(&Rope::from_str(&drawn.replace('|', "")), offset), expected, "{drawn}");
    }

    #[test]
    fn welcome_at_the_end_of_a_line_and_before_closers() {
        check("|", true);
        check("  digital|\n  delay(1);\n", true);
        check("pinMode(|);", true);
        check("foo(bar[|]);\r\n", true);
    }

    #[test]
    fn not_inside_a_word() {
        check("dig|ital", false);
        check("x = |y;", false);
    }

    #[test]
    fn not_before_much_code() {
        check("foo(|, bar(12, 3));", false);
    }
}
