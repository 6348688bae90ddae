//! Text in pictures.

/// At most so many characters, the last one `…` when some are missing.
pub(crate) fn shorten(text: &str, max: usize) -> String {
    if text.chars().count() <= max {
        return text.to_owned();
    }
    let kept: String = text.chars().take(max.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

/// Lines of at most so many characters, broken between words; a longer word is a line of its own.
pub(crate) fn wrap(text: &str, max: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= max => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Text inside of an element or attribute. What XML does not allow at all is left out.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            control if control.is_control() => {}
            '\u{FFFE}' | '\u{FFFF}' => {}
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_shortened_at_the_end() {
        assert_eq!(shorten("relay", 5), "relay");
        assert_eq!(shorten("relay of the pump", 7), "relay…");
        assert_eq!(shorten("relay", 0), "…");
    }

    #[test]
    fn lines_are_broken_between_words() {
        assert_eq!(wrap("the relay of the pump", 9), ["the relay", "of the", "pump"]);
        assert_eq!(wrap("", 9), [""; 0]);
    }

    #[test]
    fn nothing_that_xml_forbids_is_left() {
        assert_eq!(escape("a<b> & \"c\"\t\u{1}\u{FFFF}µ"), "a&lt;b&gt; &amp; &quot;c&quot; µ");
    }
}
