//! Working out values without running the program: integers, strings and names.
//!
//! Expressions are read from text rather than from the tree, because the body of a `#define` has no
//! tree. Whatever is not certain has no value.

use grammars::Language;

use super::Value;

/// Nesting beyond this is not what a pin number looks like.
const DEEPEST: usize = 32;

/// The value of the expression `text`. `lookup` gives values to names (`LED`, `Pins::LED`,
/// `self.led`).
pub(super) fn evaluate(text: &str, language: Language, lookup: &mut dyn FnMut(&str) -> Option<Value>) -> Option<Value> {
    let mut parser = Parser { text, at: 0, language, lookup };
    let value = parser.binary(0, 0)?;
    parser.skip_blank();
    (parser.at == text.len()).then_some(value)
}

/// The integer that a literal of either language spells.
pub(super) fn integer(literal: &str) -> Option<i64> {
    let digits: String = literal.chars().filter(|char| !matches!(char, '\'' | '_')).collect::<String>().to_ascii_lowercase();
    let (digits, radix) = if let Some(hex) = digits.strip_prefix("0x") {
        (hex, 16)
    } else if let Some(binary) = digits.strip_prefix("0b") {
        (binary, 2)
    } else if let Some(octal) = digits.strip_prefix("0o") {
        (octal, 8)
    } else if digits.len() > 1 && digits.starts_with('0') {
        (&digits[1..], 8)
    } else {
        (digits.as_str(), 10)
    };
    let digits = digits.trim_end_matches(['u', 'l']);
    let digits = if digits.is_empty() { "0" } else { digits };
    i64::from_str_radix(digits, radix).ok()
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    language: Language,
    lookup: &'a mut dyn FnMut(&str) -> Option<Value>,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn skip_blank(&mut self) {
        loop {
            let rest = self.rest();
            let blank = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', '\\']).len();
            self.at += blank;
            let rest = self.rest();
            let comment = match self.language {
                Language::Arduino if rest.starts_with("//") => rest.find('\n'),
                Language::Arduino if rest.starts_with("/*") => rest.find("*/").map(|end| end + 2),
                Language::MicroPython if rest.starts_with('#') => rest.find('\n'),
                _ => return,
            };
            self.at = comment.map_or(self.text.len(), |length| self.at + length);
        }
    }

    fn eat(&mut self, token: &str) -> bool {
        self.skip_blank();
        let found = self.rest().starts_with(token);
        if found {
            self.at += token.len();
        }
        found
    }

    /// The operator that comes next, with how tightly it binds.
    fn operator(&mut self) -> Option<(&'static str, u8)> {
        self.skip_blank();
        let rest = self.rest();
        let (operator, binds) =
            [("<<", 4), (">>", 4), ("//", 6), ("|", 1), ("^", 2), ("&", 3), ("+", 5), ("-", 5), ("*", 6), ("/", 6), ("%", 6)]
                .into_iter()
                .find(|(operator, _)| rest.starts_with(operator))?;
        // `||`, `&&`, `**`, `->` and the assignments are not arithmetic.
        let next = rest[operator.len()..].chars().next();
        let doubled = operator.len() == 1 && next == operator.chars().next() && operator != "-" && operator != "+";
        if doubled || matches!(next, Some('=')) || operator == "-" && next == Some('>') {
            return None;
        }
        Some((operator, binds))
    }

    fn binary(&mut self, weakest: u8, depth: usize) -> Option<Value> {
        let mut left = self.unary(depth)?;
        while let Some((operator, binds)) = self.operator() {
            if binds <= weakest {
                break;
            }
            self.at += operator.len();
            let right = self.binary(binds, depth + 1)?;
            let (Value::Int(a), Value::Int(b)) = (&left, &right) else {
                return None;
            };
            left = Value::Int(arithmetic(operator, *a, *b, self.language)?);
        }
        Some(left)
    }

    fn unary(&mut self, depth: usize) -> Option<Value> {
        if depth > DEEPEST {
            return None;
        }
        self.skip_blank();
        for (sign, apply) in [("-", i64::checked_neg as fn(i64) -> Option<i64>), ("+", Some), ("~", |value: i64| Some(!value))] {
            if self.eat(sign) {
                return match self.unary(depth + 1)? {
                    Value::Int(value) => apply(value).map(Value::Int),
                    _ => None,
                };
            }
        }
        self.primary(depth)
    }

    fn primary(&mut self, depth: usize) -> Option<Value> {
        let rest = self.rest();
        let first = rest.chars().next()?;
        if first.is_ascii_digit() {
            let length = rest.find(|char: char| !(char.is_ascii_alphanumeric() || matches!(char, '_' | '\'' | '.'))).unwrap_or(rest.len());
            self.at += length;
            return integer(&rest[..length]).map(Value::Int);
        }
        if matches!(first, '"' | '\'') {
            return self.string(first);
        }
        if self.eat("(") {
            if self.cast() {
                return self.unary(depth + 1);
            }
            return self.closing(depth);
        }
        let name = self.name()?;
        if name == "static_cast" || name == "reinterpret_cast" {
            let close = self.rest().find('>')?;
            self.at += close + 1;
            return self.eat("(").then(|| self.closing(depth)).flatten();
        }
        if self.eat("(") {
            let conversion = name.rsplit('.').next() == Some("const") || is_number_type(name);
            return conversion.then(|| self.closing(depth)).flatten();
        }
        (self.lookup)(name)
    }

    /// An expression and the parenthesis after it.
    fn closing(&mut self, depth: usize) -> Option<Value> {
        let value = self.binary(0, depth + 1)?;
        self.eat(")").then_some(value)
    }

    /// Reads `uint8_t)` after a parenthesis.
    fn cast(&mut self) -> bool {
        let Some(close) = self.rest().find(')') else {
            return false;
        };
        let is_type = self.language == Language::Arduino
            && self.rest()[..close].split_whitespace().all(is_number_type)
            && !self.rest()[..close].trim().is_empty();
        if is_type {
            self.at += close + 1;
        }
        is_type
    }

    /// A name with its qualification: `LED`, `Pins::LED`, `self.led`.
    fn name(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let mut length = word_length(rest)?;
        loop {
            let tail = &rest[length..];
            let separator = match self.language {
                Language::Arduino => "::",
                Language::MicroPython => ".",
            };
            match tail.strip_prefix(separator).and_then(word_length) {
                Some(word) => length += separator.len() + word,
                None => break,
            }
        }
        self.at += length;
        Some(&rest[..length])
    }

    /// The contents of a plain string on one line. `'A'` is a character in C++ and has no value.
    fn string(&mut self, quote: char) -> Option<Value> {
        if quote == '\'' && self.language == Language::Arduino {
            return None;
        }
        let body = &self.rest()[1..];
        let mut escaped = false;
        let end = body.find(|char: char| {
            let ends = !escaped && char == quote || char == '\n';
            escaped = char == '\\' && !escaped;
            ends
        })?;
        if body[end..].starts_with('\n') {
            return None;
        }
        self.at += end + 2;
        Some(Value::Str(body[..end].to_owned()))
    }
}

fn word_length(text: &str) -> Option<usize> {
    let length = text.find(|char: char| !(char.is_alphanumeric() || char == '_')).unwrap_or(text.len());
    (length > 0 && !text.starts_with(|first: char| first.is_ascii_digit())).then_some(length)
}

fn is_number_type(word: &str) -> bool {
    word.ends_with("_t") || matches!(word, "int" | "byte" | "char" | "short" | "long" | "unsigned" | "signed" | "word" | "const")
}

fn arithmetic(operator: &str, a: i64, b: i64, language: Language) -> Option<i64> {
    match operator {
        "+" => a.checked_add(b),
        "-" => a.checked_sub(b),
        "*" => a.checked_mul(b),
        // A slash makes a float in Python.
        "/" if language == Language::Arduino => a.checked_div(b),
        // The two languages round negative numbers differently.
        "//" if a >= 0 && b > 0 => a.checked_div(b),
        "%" if a >= 0 && b > 0 => a.checked_rem(b),
        "<<" => u32::try_from(b).ok().filter(|&bits| bits < 63).and_then(|bits| a.checked_mul(1 << bits)),
        ">>" => u32::try_from(b).ok().and_then(|bits| a.checked_shr(bits)),
        "&" => Some(a & b),
        "|" => Some(a | b),
        "^" => Some(a ^ b),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(language: Language, text: &str, expected: Option<&Value>) {
        let mut lookup = |name: &str| match name {
            "LED" | "Pins::LED" | "self.led" => Some(Value::Int(13)),
            "unknown" => None,
            _ => Some(Value::Name(name.to_owned())),
        };
        assert_eq!(evaluate(text, language, &mut lookup).as_ref(), expected, "{text}");
    }

    #[test]
    fn reads_integers_of_both_languages() {
        for (text, value) in [
            ("13", 13),
            ("0x1F", 31),
            ("0b101", 5),
            ("017", 15),
            ("0", 0),
            ("1'000UL", 1000),
            ("(uint8_t)4 + 1", 5),
            ("static_cast<int>(LED)", 13),
            ("((LED))", 13),
            ("1 << 4 | 1", 17),
            ("2 + 3 * 4", 14),
            ("-(2 - 5)", 3),
            ("Pins::LED", 13),
            ("7 / 2 /* ports */ // each", 3),
        ] {
            check(Language::Arduino, text, Some(&Value::Int(value)));
        }
        for (text, value) in [("const(25)", 25), ("micropython.const(0o17)", 15), ("1_000 // 3", 333), ("self.led  # on board", 13)] {
            check(Language::MicroPython, text, Some(&Value::Int(value)));
        }
    }

    #[test]
    fn reads_names_and_strings() {
        check(Language::Arduino, "A0", Some(&Value::Name("A0".into())));
        check(Language::Arduino, "(A0)", Some(&Value::Name("A0".into())));
        check(Language::MicroPython, "'GP0'", Some(&Value::Str("GP0".into())));
        check(Language::MicroPython, r#""a\"b""#, Some(&Value::Str(r#"a\"b"#.into())));
    }

    #[test]
    fn what_is_not_certain_has_no_value() {
        for text in [
            "",
            "(",
            "1 +",
            "unknown",
            "A0 + 1",
            "1.5",
            "f(1)",
            "a ? 1 : 2",
            "1 && 2",
            "x->y",
            "'a'",
            "\"a\" \"b\"",
            "1 / 0",
            "9223372036854775807 + 1",
            "1 << 99",
            "é$",
            "5 = 5",
        ] {
            check(Language::Arduino, text, None);
        }
        for text in ["7 / 2", "2 ** 3", "f'{x}'", "[1]", "'a", "1 if x else 2"] {
            check(Language::MicroPython, text, None);
        }
        check(Language::Arduino, &"(".repeat(100_000), None);
        check(Language::Arduino, &"-".repeat(100_000), None);
    }
}
