//! A request as tokens: words, numbers, quoted text, addresses.

/// A piece of a request.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    /// Lower-case, without hyphens: `hcsr04`, `builtin`.
    pub(crate) word: String,
    /// As written; the contents of quoted text.
    pub(crate) raw: String,
    /// What it is.
    pub(crate) kind: Kind,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    /// Anything that is none of the others.
    Word,
    /// A number in digits or as a word (`two`).
    Number(f64),
    /// Text in quotes.
    Quoted,
    /// A web address.
    Url,
    /// Punctuation.
    Mark,
}

/// Splits a request.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length;
        if first.is_whitespace() {
            length = first.len_utf8();
        } else if let Some(quoted) = quoted(rest) {
            length = first.len_utf8() + quoted.len() + rest[first.len_utf8() + quoted.len()..].chars().next().map_or(0, char::len_utf8);
            tokens.push(Token { word: String::new(), raw: quoted.to_owned(), kind: Kind::Quoted });
        } else if rest.starts_with("http://") || rest.starts_with("https://") {
            let url = rest.split_whitespace().next().unwrap_or(rest).trim_end_matches(['.', ',', ';', ')']);
            length = url.len();
            tokens.push(Token { word: String::new(), raw: url.to_owned(), kind: Kind::Url });
        } else {
            length = word_length(rest).max(first.len_utf8());
            push_word(&mut tokens, &rest[..length]);
        }
        rest = &rest[length..];
    }
    tokens
}

/// The contents of the quotes that the text begins with.
fn quoted(text: &str) -> Option<&str> {
    let opening = text.chars().next()?;
    let closing = match opening {
        '"' | '\'' | '`' => opening,
        '“' | '„' => '”',
        '«' => '»',
        _ => return None,
    };
    text[opening.len_utf8()..].split_once(closing).map(|(inside, _)| inside)
}

/// Letters and digits, joined by `_ - . /` when something follows that continues the word.
fn word_length(text: &str) -> usize {
    let mut end = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let continues = character.is_alphanumeric()
            || character == '_'
            || (matches!(character, '-' | '.' | '/' | ':') && at > 0 && characters.peek().is_some_and(|(_, next)| next.is_alphanumeric()));
        if !continues {
            break;
        }
        end = at + character.len_utf8();
    }
    end
}

fn push_word(tokens: &mut Vec<Token>, raw: &str) {
    let token = |raw: &str, kind| Token { word: raw.to_lowercase().replace(['-', '_'], ""), raw: raw.to_owned(), kind };
    if !raw.starts_with(char::is_alphanumeric) {
        tokens.push(token(raw, Kind::Mark));
        return;
    }
    // The display's number is its name, not a number.
    if raw == "1602" {
        tokens.push(Token { word: "lcd1602".to_owned(), raw: raw.to_owned(), kind: Kind::Word });
        return;
    }
    if let Some(number) = number_word(&raw.to_lowercase()) {
        tokens.push(token(raw, Kind::Number(number)));
        return;
    }
    let digits = raw.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(raw.len());
    let (number, unit) = raw.split_at(digits);
    match number.trim_end_matches('.').parse::<f64>() {
        Ok(value) if unit.is_empty() => tokens.push(token(raw, Kind::Number(value))),
        // `500ms`, `2s-interval`: a number with its unit.
        Ok(value) if is_unit(unit.trim_start_matches('-')) => {
            tokens.push(token(number, Kind::Number(value)));
            tokens.push(token(unit.trim_start_matches('-'), Kind::Word));
        }
        _ => tokens.push(token(raw, Kind::Word)),
    }
}

fn is_unit(word: &str) -> bool {
    let word = word.to_lowercase();
    milliseconds(&word).is_some() || matches!(word.as_str(), "hz" | "khz" | "baud" | "bps" | "v" | "deg" | "percent" | "leds" | "pixels")
}

/// How many milliseconds a unit of time has.
pub(crate) fn milliseconds(unit: &str) -> Option<f64> {
    Some(match unit {
        "us" | "µs" | "microsecond" | "microseconds" => 0.001,
        "ms" | "msec" | "msecs" | "milli" | "millis" | "millisecond" | "milliseconds" => 1.0,
        "s" | "sec" | "secs" | "second" | "seconds" => 1000.0,
        "min" | "mins" | "minute" | "minutes" => 60_000.0,
        "h" | "hr" | "hrs" | "hour" | "hours" => 3_600_000.0,
        _ => return None,
    })
}

fn number_word(word: &str) -> Option<f64> {
    const WORDS: [(&str, f64); 19] = [
        ("half", 0.5),
        ("one", 1.0),
        ("two", 2.0),
        ("three", 3.0),
        ("four", 4.0),
        ("five", 5.0),
        ("six", 6.0),
        ("seven", 7.0),
        ("eight", 8.0),
        ("nine", 9.0),
        ("ten", 10.0),
        ("twelve", 12.0),
        ("fifteen", 15.0),
        ("twenty", 20.0),
        ("thirty", 30.0),
        ("forty", 40.0),
        ("fifty", 50.0),
        ("sixty", 60.0),
        ("hundred", 100.0),
    ];
    WORDS.iter().find(|(name, _)| *name == word).map(|(_, number)| *number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text)
            .into_iter()
            .map(|token| match token.kind {
                Kind::Number(number) => format!("#{number}"),
                Kind::Quoted => format!("<{}>", token.raw),
                Kind::Url => token.raw,
                Kind::Word | Kind::Mark => token.word,
            })
            .collect()
    }

    #[test]
    fn parts_and_numbers() {
        assert_eq!(words("HC-SR04 every 500ms, 2 s"), ["hcsr04", "every", "#500", "ms", ",", "#2", "s"]);
        assert_eq!(words("28BYJ-48 at 9600 baud."), ["28byj48", "at", "#9600", "baud", "."]);
        assert_eq!(words("built-in LED, 128x64, half a second"), ["builtin", "led", ",", "128x64", ",", "#0.5", "a", "second"]);
    }

    #[test]
    fn quotes_and_addresses() {
        assert_eq!(words("publish to \"home/temp\" now"), ["publish", "to", "<home/temp>", "now"]);
        assert_eq!(words("show “Grüße”!"), ["show", "<Grüße>", "!"]);
        assert_eq!(words("get https://example.com/a?b=1, often"), ["get", "https://example.com/a?b=1", ",", "often"]);
        assert_eq!(words("the board's LED"), ["the", "board", "'", "s", "led"]);
    }
}
