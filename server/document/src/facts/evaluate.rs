//! Working out values without running the program: integers, strings, names, and lists and records
//! of them.
//!
//! Expressions are read from text rather than from the tree, because the body of a `#define` has no
//! tree. Whatever is not certain has no value.

use grammars::Language;

use super::Value;
use super::shape::{Shape, Step};
use crate::Span;

/// Nesting beyond this is not what a pin number looks like.
const DEEPEST: usize = 32;

/// Longer lists are pictures and tables, not pins.
const LONGEST_LIST: usize = 64;

/// Gives values to names: the name with its qualification (`LED`, `Pins::LED`, `self.led`), and the
/// steps that follow it (`[2]`, `.pin`).
pub(super) type Lookup<'l> = dyn FnMut(&str, &[Step]) -> Option<Shape> + 'l;

/// The value of the expression `text`, which begins at `base`.
pub(super) fn evaluate(text: &str, base: usize, language: Language, lookup: &mut Lookup) -> Option<Shape> {
    let mut parser = Parser { text, base, at: 0, language, lookup };
    let shape = parser.whole()?;
    parser.skip_blank();
    (parser.at == text.len()).then_some(shape)
}

/// A path through names and steps, if `text` is one: `leds[i].pin`. The index expressions are given as text.
pub(super) fn path(text: &str, language: Language) -> Option<(&str, Vec<RawStep<'_>>)> {
    let mut none = |_: &str, _: &[Step]| None;
    let mut parser = Parser { text, base: 0, at: 0, language, lookup: &mut none };
    parser.skip_blank();
    let name = parser.name()?;
    let steps = parser.raw_steps()?;
    parser.skip_blank();
    (parser.at == text.len()).then_some((name, steps))
}

/// A step whose index has not been worked out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RawStep<'a> {
    Field(&'a str),
    /// The index as written, and where in the text of the path it begins.
    Index(&'a str, usize),
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

struct Parser<'a, 'l> {
    text: &'a str,
    base: usize,
    at: usize,
    language: Language,
    lookup: &'l mut Lookup<'l>,
}

impl<'a> Parser<'a, '_> {
    /// An expression, or in Python a tuple without parentheses.
    fn whole(&mut self) -> Option<Shape> {
        let first = self.shape(0)?;
        if self.language != Language::MicroPython || !self.eat(",") {
            return Some(first);
        }
        let mut elements = vec![Some(first)];
        while self.at < self.text.len() {
            elements.push(self.element(0));
            self.skip_blank();
            if !self.eat(",") {
                break;
            }
        }
        Some(Shape::List(elements.into()))
    }

    /// A list, a record, or a plain value.
    fn shape(&mut self, depth: usize) -> Option<Shape> {
        if depth > DEEPEST {
            return None;
        }
        self.skip_blank();
        let start = self.at;
        let open = self.rest().chars().next()?;
        let list = match (self.language, open) {
            (_, '{') => self.braces(depth),
            (Language::MicroPython, '[') => self.list(']', depth),
            (Language::MicroPython, '(') if self.is_tuple() => self.list(')', depth),
            _ => None,
        };
        if list.is_some() {
            return list;
        }
        self.at = start;
        self.value(0, depth)
    }

    /// Whether the parentheses that open here hold a comma of their own.
    fn is_tuple(&self) -> bool {
        let mut depth = 0usize;
        for char in self.rest().chars() {
            match char {
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => {
                    depth -= 1;
                    if depth == 0 {
                        return false;
                    }
                }
                ',' if depth == 1 => return true,
                _ => {}
            }
        }
        false
    }

    /// An element of a list; what has no value is skipped.
    fn element(&mut self, depth: usize) -> Option<Shape> {
        let start = self.at;
        let shape = self.shape(depth + 1);
        self.skip_blank();
        let ends = self.rest().starts_with([',', '}', ']', ')', ':']) || self.at == self.text.len();
        if let Some(shape) = shape.filter(|_| ends) {
            let written = self.text[start..self.at].trim();
            let start = self.base + start;
            // What a list holds is written in the list.
            return Some(match shape {
                Shape::Scalar(scalar) if scalar.file.is_none() => Shape::scalar(scalar.value, Span::new(start, start + written.len())),
                other => other,
            });
        }
        self.at = start;
        self.skip_element();
        None
    }

    /// Skips to the comma or bracket that ends an element.
    fn skip_element(&mut self) {
        let mut depth = 0usize;
        let mut quote = None;
        let mut escaped = false;
        for (at, char) in self.rest().char_indices() {
            if let Some(open) = quote {
                if !escaped && char == open {
                    quote = None;
                }
                escaped = char == '\\' && !escaped;
                continue;
            }
            match char {
                '"' | '\'' => quote = Some(char),
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' | ',' if depth == 0 => {
                    self.at += at;
                    return;
                }
                ')' | ']' | '}' => depth -= 1,
                _ => {}
            }
        }
        self.at = self.text.len();
    }

    /// `[a, b]`, `(a, b)`.
    fn list(&mut self, close: char, depth: usize) -> Option<Shape> {
        self.at += 1;
        let mut elements = Vec::new();
        loop {
            self.skip_blank();
            if self.rest().starts_with(close) {
                self.at += close.len_utf8();
                return Some(Shape::List(elements.into()));
            }
            if elements.len() == LONGEST_LIST {
                return None;
            }
            elements.push(self.element(depth));
            if !self.eat(",") && !self.rest().starts_with(close) {
                return None;
            }
        }
    }

    /// `{a, b}` and `{.led = 2}` of C++, `{"led": 2}` of Python.
    fn braces(&mut self, depth: usize) -> Option<Shape> {
        self.at += 1;
        let mut elements = Vec::new();
        let mut fields = Vec::new();
        loop {
            self.skip_blank();
            if self.rest().starts_with('}') {
                self.at += 1;
                break;
            }
            if elements.len() + fields.len() == LONGEST_LIST {
                return None;
            }
            match self.language {
                Language::Arduino if self.rest().starts_with('.') => {
                    self.at += 1;
                    let length = word_length(self.rest())?;
                    let name = self.rest()[..length].to_owned();
                    self.at += length;
                    if !self.eat("=") {
                        return None;
                    }
                    let value = self.element(depth);
                    fields.push((name, value));
                }
                Language::Arduino => elements.push(self.element(depth)),
                Language::MicroPython => {
                    let key = self.element(depth);
                    if !self.eat(":") {
                        return None;
                    }
                    let value = self.element(depth);
                    match key.as_ref().and_then(Shape::value) {
                        Some(Value::Str(name)) => fields.push((name.clone(), value)),
                        Some(Value::Int(key)) => fields.push((key.to_string(), value)),
                        _ => return None,
                    }
                }
            }
            if !self.eat(",") && !self.rest().starts_with('}') {
                return None;
            }
        }
        match (elements.is_empty(), fields.is_empty()) {
            (false, false) => None,
            (_, true) => Some(Shape::List(elements.into())),
            _ => Some(Shape::Record(fields.into())),
        }
    }

    fn int(&mut self, value: i64, start: usize) -> Shape {
        Shape::scalar(Value::Int(value), Span::new(self.base + start, self.base + self.at))
    }

    /// A value without structure, or what a name stands for.
    fn value(&mut self, weakest: u8, depth: usize) -> Option<Shape> {
        self.binary(weakest, depth)
    }

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

    fn binary(&mut self, weakest: u8, depth: usize) -> Option<Shape> {
        self.skip_blank();
        let start = self.at;
        let mut left = self.unary(depth)?;
        while let Some((operator, binds)) = self.operator() {
            if binds <= weakest {
                break;
            }
            self.at += operator.len();
            let right = self.binary(binds, depth + 1)?;
            let (Some(Value::Int(a)), Some(Value::Int(b))) = (left.value(), right.value()) else {
                return None;
            };
            let result = arithmetic(operator, *a, *b, self.language)?;
            left = self.int(result, start);
        }
        Some(left)
    }

    fn unary(&mut self, depth: usize) -> Option<Shape> {
        if depth > DEEPEST {
            return None;
        }
        self.skip_blank();
        let start = self.at;
        for (sign, apply) in [("-", i64::checked_neg as fn(i64) -> Option<i64>), ("+", Some), ("~", |value: i64| Some(!value))] {
            if self.eat(sign) {
                return match self.unary(depth + 1)?.value() {
                    Some(Value::Int(value)) => apply(*value).map(|value| self.int(value, start)),
                    _ => None,
                };
            }
        }
        self.primary(depth)
    }

    fn primary(&mut self, depth: usize) -> Option<Shape> {
        let rest = self.rest();
        let start = self.at;
        let first = rest.chars().next()?;
        if first.is_ascii_digit() {
            let length = rest.find(|char: char| !(char.is_ascii_alphanumeric() || matches!(char, '_' | '\'' | '.'))).unwrap_or(rest.len());
            self.at += length;
            return integer(&rest[..length]).map(|value| self.int(value, start));
        }
        if matches!(first, '"' | '\'') {
            let value = self.string(first)?;
            return Some(Shape::scalar(value, Span::new(self.base + start, self.base + self.at)));
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
            let conversion =
                matches!(name.rsplit('.').next(), Some("const")) || is_number_type(name) || matches!(name, "tuple" | "list" | "int");
            return conversion.then(|| self.closing(depth)).flatten();
        }
        let steps = self.steps(depth)?;
        match (self.lookup)(name, &steps)? {
            // What a name is used for is written where the name is, unless it has a value elsewhere.
            Shape::Scalar(scalar) if scalar.written.is_empty() && scalar.file.is_none() => {
                Some(Shape::scalar(scalar.value, Span::new(self.base + start, self.base + self.at)))
            }
            shape => Some(shape),
        }
    }

    /// `[2].pin`: what follows a name.
    fn steps(&mut self, depth: usize) -> Option<Vec<Step>> {
        let raw = self.raw_steps()?;
        let mut steps = Vec::with_capacity(raw.len());
        for step in raw {
            steps.push(match step {
                RawStep::Field(name) => Step::Field(name.to_owned()),
                RawStep::Index(text, _) => {
                    if depth > DEEPEST {
                        return None;
                    }
                    let mut parser = Parser { text, base: 0, at: 0, language: self.language, lookup: &mut *self.lookup };
                    let value = parser.value(0, depth + 1).and_then(|shape| shape.value().cloned());
                    parser.skip_blank();
                    Step::Index(value.filter(|_| parser.at == text.len()))
                }
            });
        }
        Some(steps)
    }

    fn raw_steps(&mut self) -> Option<Vec<RawStep<'a>>> {
        let mut steps = Vec::new();
        loop {
            let rest = self.rest();
            if let Some(field) = rest.strip_prefix('.').or_else(|| rest.strip_prefix("->")) {
                // A name of Python has taken its dots.
                let length = word_length(field)?;
                self.at += rest.len() - field.len() + length;
                steps.push(RawStep::Field(&field[..length]));
            } else if rest.starts_with('[') {
                let start = self.at + 1;
                self.at = start;
                self.skip_element();
                if !self.rest().starts_with(']') {
                    return None;
                }
                steps.push(RawStep::Index(&self.text[start..self.at], start));
                self.at += 1;
            } else {
                return Some(steps);
            }
            if steps.len() > 4 {
                return None;
            }
        }
    }

    /// An expression and the parenthesis after it.
    fn closing(&mut self, depth: usize) -> Option<Shape> {
        let value = self.shape(depth + 1)?;
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

/// Whether a call by this name may have the value of its argument.
pub(super) fn converts(name: &str) -> bool {
    is_number_type(name) || matches!(name, "tuple" | "list" | "range" | "enumerate" | "sorted" | "reversed" | "zip" | "items")
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
        let here = |value| Some(Shape::scalar(value, Span::new(0, 0)));
        let mut lookup = |name: &str, steps: &[Step]| match (name, steps) {
            ("LED" | "Pins::LED" | "self.led", []) => here(Value::Int(13)),
            ("leds", [Step::Index(Some(Value::Int(index)))]) => here(Value::Int(index + 20)),
            ("rig", [Step::Field(name)]) => here(Value::Name(name.clone())),
            ("unknown", _) => None,
            (_, []) => here(Value::Name(name.to_owned())),
            _ => None,
        };
        let found = evaluate(text, 0, language, &mut lookup);
        assert_eq!(found.as_ref().and_then(Shape::value), expected, "{text}");
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
            ("leds[1 + 1]", 22),
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
    fn reads_lists_and_records() {
        let mut lookup = |name: &str, _: &[Step]| (name == "A").then(|| Shape::scalar(Value::Int(7), Span::new(0, 0)));
        let mut shape = |language, text: &str| evaluate(text, 100, language, &mut lookup).expect(text);
        let int = |shape: &Shape| match shape.value() {
            Some(Value::Int(value)) => *value,
            other => panic!("{other:?}"),
        };
        let all = |shape: &Shape| shape.step(&Step::Index(None)).iter().map(int).collect::<Vec<_>>();
        assert_eq!(all(&shape(Language::Arduino, "{1, A, f(2, 3), 4}")), [1, 7, 4]);
        assert_eq!(all(&shape(Language::MicroPython, "1, A,")), [1, 7]);
        assert_eq!(all(&shape(Language::MicroPython, "(1, 2)")), [1, 2]);
        assert_eq!(all(&shape(Language::MicroPython, "(1,)")), [1]);
        assert_eq!(int(&shape(Language::MicroPython, "(1)")), 1);
        assert_eq!(all(&shape(Language::MicroPython, "[1, [2], 3]").step(&Step::Index(Some(Value::Int(1))))[0]), [2]);
        let record = shape(Language::MicroPython, "{'led': 2, 'x': foo(), \"sw\": A}");
        assert_eq!(record.step(&Step::Index(Some(Value::Str("sw".into())))).iter().map(int).collect::<Vec<_>>(), [7]);
        let record = shape(Language::Arduino, "{.led = 2, .sw = 9}");
        let Shape::Scalar(scalar) = &record.step(&Step::Field("sw".into()))[0] else { panic!("{record:?}") };
        assert_eq!((&scalar.value, scalar.written), (&Value::Int(9), Span::new(116, 117)));
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
