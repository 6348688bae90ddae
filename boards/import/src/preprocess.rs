//! The C preprocessor, as far as headers that number pins need it: macros with values, `#if`,
//! `#include` of files nearby. What it cannot work out is left out.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// Files included by files included by …
const MAX_DEPTH: usize = 12;

/// Nested `#if`, brackets and macros in a value.
const MAX_NESTING: usize = 40;

/// What headers say after preprocessing.
#[derive(Debug, Clone, Default)]
pub(crate) struct Unit {
    /// Macros with their texts, and constants with their values.
    values: BTreeMap<String, String>,
    /// Macros with parameters: their names, and the text.
    functions: BTreeMap<String, (Vec<String>, String)>,
    /// The code that is left, comments and directives removed.
    pub(crate) code: String,
    /// Names in the order in which the headers define them.
    pub(crate) names: Vec<String>,
    /// For each line of the code, where it begins, and the file and line that it comes from.
    lines: Vec<(usize, PathBuf, usize)>,
}

impl Unit {
    /// A unit with macros defined from outside (`ARDUINO_AVR_UNO`, `__AVR_ATmega328P__`).
    pub(crate) fn new(defines: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { values: defines.into_iter().collect(), ..Self::default() }
    }

    /// Reads a header and what it includes from beside itself.
    pub(crate) fn read(&mut self, path: &Path) {
        self.include(path, &mut HashSet::new(), 0);
    }

    fn include(&mut self, path: &Path, seen: &mut HashSet<PathBuf>, depth: usize) {
        if depth > MAX_DEPTH || !seen.insert(path.to_owned()) {
            return;
        }
        let Ok(text) = crate::draft::read(path) else { return };
        // Whether the branch counts, and whether one of the group has counted.
        let mut branches: Vec<(bool, bool)> = Vec::new();
        for (number, line) in logical_lines(&without_comments(&text)) {
            let counts = branches.iter().all(|(counts, _)| *counts);
            let Some(directive) = line.trim().strip_prefix('#') else {
                if counts {
                    self.constant(&line);
                    self.lines.push((self.code.len(), path.to_owned(), number));
                    self.code.push_str(&line);
                    self.code.push('\n');
                }
                continue;
            };
            let (word, rest) = split_word(directive.trim_start());
            match word {
                "if" => {
                    let holds = counts && self.holds(rest);
                    branches.push((holds, holds));
                }
                "ifdef" | "ifndef" => {
                    let holds = counts && self.values.contains_key(split_word(rest).0) == (word == "ifdef");
                    branches.push((holds, holds));
                }
                "elif" => {
                    let above = branches.len() <= 1 || branches[..branches.len() - 1].iter().all(|(counts, _)| *counts);
                    let holds = above && self.holds(rest);
                    if let Some((counts, had)) = branches.last_mut() {
                        *counts = holds && !*had;
                        *had |= holds;
                    }
                }
                "else" => {
                    if let Some((counts, had)) = branches.last_mut() {
                        *counts = !*had;
                        *had = true;
                    }
                }
                "endif" => _ = branches.pop(),
                "define" if counts => {
                    let (name, value) = split_word(rest);
                    if !value.starts_with('(') || rest.as_bytes().get(name.len()) != Some(&b'(') {
                        self.define(name, value.trim());
                    } else if let Some((parameters, text)) = value[1..].split_once(')') {
                        let parameters = parameters.split(',').map(|parameter| parameter.trim().to_owned()).collect();
                        self.functions.insert(name.to_owned(), (parameters, text.trim().to_owned()));
                    }
                }
                "undef" if counts => _ = self.values.remove(split_word(rest).0),
                "include" if counts => {
                    if let Some(name) = rest.trim().strip_prefix('"').and_then(|rest| rest.split('"').next()) {
                        let near = path.parent().unwrap_or(Path::new("")).join(name);
                        self.include(&near, seen, depth + 1);
                    }
                }
                _ => {}
            }
        }
    }

    fn define(&mut self, name: &str, value: &str) {
        if !name.is_empty() {
            self.values.insert(name.to_owned(), value.to_owned());
            self.names.push(name.to_owned());
        }
    }

    /// `static const uint8_t SDA = 21;`
    fn constant(&mut self, line: &str) {
        let line = line.trim();
        if !(line.contains("const ") || line.contains("constexpr ")) || line.contains('[') || line.contains('(') && !line.contains('=') {
            return;
        }
        for part in line.split(';') {
            let Some((left, value)) = part.split_once('=') else { continue };
            let Some(name) = left.split_whitespace().last() else { continue };
            if crate::text::is_word(name) {
                self.define(name, value.trim());
            }
        }
    }

    fn holds(&self, condition: &str) -> bool {
        let mut expression = Expression { unit: self, tokens: tokens(condition), at: 0, depth: 0, is_condition: true };
        expression.value().is_some_and(|value| value != 0)
    }

    /// The text behind a name.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        self.values.get(name).map(String::as_str)
    }

    /// File and line that an offset into the code comes from: `variant.cpp:12`.
    pub(crate) fn place(&self, offset: usize) -> String {
        let after = self.lines.partition_point(|(start, _, _)| *start <= offset);
        let Some((_, path, number)) = after.checked_sub(1).and_then(|at| self.lines.get(at)) else { return String::new() };
        format!("{}:{number}", path.display())
    }

    /// The number behind a name.
    pub(crate) fn number(&self, name: &str) -> Option<i64> {
        let text = self.values.get(name)?;
        self.evaluate(text, 0)
    }

    pub(crate) fn evaluate(&self, text: &str, depth: usize) -> Option<i64> {
        if depth > MAX_NESTING {
            return None;
        }
        let mut expression = Expression { unit: self, tokens: tokens(text), at: 0, depth, is_condition: false };
        let value = expression.value()?;
        (expression.at == expression.tokens.len()).then_some(value)
    }
}

fn split_word(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    (&text[..end], text[end..].trim_start())
}

/// Lines with their numbers from 1, those that end in a backslash joined with the next.
fn logical_lines(text: &str) -> Vec<(usize, String)> {
    let mut lines: Vec<(usize, String)> = Vec::new();
    let mut goes_on = false;
    for (number, line) in (1..).zip(text.lines()) {
        let (line, more) = match line.trim_end().strip_suffix('\\') {
            Some(line) => (line, true),
            None => (line, false),
        };
        match lines.last_mut().filter(|_| goes_on) {
            Some((_, last)) => last.push_str(line),
            None => lines.push((number, line.to_owned())),
        }
        goes_on = more;
    }
    lines
}

/// The text with comments as blanks; line ends stay.
pub(crate) fn without_comments(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut quote = None;
    while let Some(c) = chars.next() {
        match (quote, c) {
            (Some(_), '\\') => {
                out.push(c);
                out.extend(chars.next());
            }
            (Some(end), c) => {
                if c == end || c == '\n' {
                    quote = None;
                }
                out.push(c);
            }
            (None, '"' | '\'') => {
                quote = Some(c);
                out.push(c);
            }
            (None, '/') if chars.peek() == Some(&'/') => {
                while chars.peek().is_some_and(|c| *c != '\n') {
                    chars.next();
                }
            }
            (None, '/') if chars.peek() == Some(&'*') => {
                chars.next();
                let mut last = ' ';
                for c in chars.by_ref() {
                    if c == '\n' {
                        out.push('\n');
                    }
                    if last == '*' && c == '/' {
                        break;
                    }
                    last = c;
                }
                out.push(' ');
            }
            (None, c) => out.push(c),
        }
    }
    out
}

fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let first = rest.chars().next().unwrap_or(' ');
        let length = if first.is_alphanumeric() || first == '_' {
            rest.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '\'').unwrap_or(rest.len())
        } else if ["&&", "||", "==", "!=", ">=", "<=", "<<", ">>"].iter().any(|operator| rest.starts_with(operator)) {
            2
        } else {
            first.len_utf8()
        };
        found.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    found
}

/// An integer expression, by precedence climbing.
struct Expression<'a> {
    unit: &'a Unit,
    tokens: Vec<&'a str>,
    at: usize,
    depth: usize,
    /// In an `#if` an unknown name counts as zero.
    is_condition: bool,
}

impl<'a> Expression<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let token = self.tokens.get(self.at).copied();
        self.at += 1;
        token
    }

    fn peek(&self) -> Option<&'a str> {
        self.tokens.get(self.at).copied()
    }

    fn value(&mut self) -> Option<i64> {
        self.binary(0)
    }

    fn binary(&mut self, floor: u8) -> Option<i64> {
        self.depth += 1;
        if self.depth > MAX_NESTING {
            return None;
        }
        let mut left = self.unary()?;
        while let Some(operator) = self.peek() {
            let strength = match operator {
                "||" => 1,
                "&&" => 2,
                "|" => 3,
                "^" => 4,
                "&" => 5,
                "==" | "!=" => 6,
                "<" | ">" | "<=" | ">=" => 7,
                "<<" | ">>" => 8,
                "+" | "-" => 9,
                "*" | "/" | "%" => 10,
                _ => break,
            };
            if strength <= floor {
                break;
            }
            self.at += 1;
            let right = self.binary(strength)?;
            left = match operator {
                "||" => i64::from(left != 0 || right != 0),
                "&&" => i64::from(left != 0 && right != 0),
                "|" => left | right,
                "^" => left ^ right,
                "&" => left & right,
                "==" => i64::from(left == right),
                "!=" => i64::from(left != right),
                "<" => i64::from(left < right),
                ">" => i64::from(left > right),
                "<=" => i64::from(left <= right),
                ">=" => i64::from(left >= right),
                "<<" => left.checked_shl(u32::try_from(right).ok()?)?,
                ">>" => left.checked_shr(u32::try_from(right).ok()?)?,
                "+" => left.checked_add(right)?,
                "-" => left.checked_sub(right)?,
                "*" => left.checked_mul(right)?,
                "/" => left.checked_div(right)?,
                _ => left.checked_rem(right)?,
            };
        }
        self.depth -= 1;
        Some(left)
    }

    fn unary(&mut self) -> Option<i64> {
        self.depth += 1;
        if self.depth > MAX_NESTING {
            return None;
        }
        let value = match self.next()? {
            "!" => i64::from(self.unary()? == 0),
            "-" => self.unary()?.checked_neg()?,
            "+" => self.unary()?,
            "~" => !self.unary()?,
            "(" => {
                // A cast such as `(uint8_t)` is passed over.
                if let Some(word) = self.peek().filter(|word| word.ends_with("_t") || matches!(*word, "int" | "unsigned" | "byte"))
                    && self.tokens.get(self.at + 1) == Some(&")")
                    && !self.unit.values.contains_key(word)
                {
                    self.at += 2;
                    self.unary()?
                } else {
                    let inner = self.binary(0)?;
                    (self.next()? == ")").then_some(inner)?
                }
            }
            "defined" => {
                let name = match self.next()? {
                    "(" => {
                        let name = self.next()?;
                        (self.next()? == ")").then_some(name)?
                    }
                    name => name,
                };
                i64::from(self.unit.values.contains_key(name))
            }
            token if token.starts_with(|c: char| c.is_ascii_digit()) => integer(token)?,
            token if self.peek() == Some("(") && self.unit.functions.contains_key(token) => self.call(token)?,
            token if crate::text::is_word(token) => {
                let known = self.unit.values.get(token).and_then(|text| self.unit.evaluate(text, self.depth));
                match known {
                    Some(value) => value,
                    None if self.is_condition && self.peek() != Some("(") => 0,
                    None => return None,
                }
            }
            _ => return None,
        };
        self.depth -= 1;
        Some(value)
    }
}

impl Expression<'_> {
    /// `_PINNUM(1, 14)`, from the bracket on: the arguments are worked out and put in the place of the parameters.
    fn call(&mut self, name: &str) -> Option<i64> {
        let (parameters, text) = self.unit.functions.get(name)?;
        self.at += 1;
        let mut arguments = Vec::new();
        while arguments.len() < parameters.len() {
            arguments.push(format!("({})", self.binary(0)?));
            match self.next()? {
                "," => {}
                ")" if arguments.len() == parameters.len() => {
                    let place = |token: &str| parameters.iter().position(|parameter| parameter == token);
                    let words = tokens(text);
                    let words = words.iter().map(|token| place(token).map_or(*token, |at| arguments[at].as_str()));
                    return self.unit.evaluate(&words.collect::<Vec<_>>().join(" "), self.depth + 1);
                }
                _ => return None,
            }
        }
        None
    }
}

fn integer(token: &str) -> Option<i64> {
    let digits = token.trim_end_matches(['u', 'U', 'l', 'L']).replace('\'', "");
    if let Some(hexadecimal) = digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        return i64::from_str_radix(hexadecimal, 16).ok();
    }
    if let Some(binary) = digits.strip_prefix("0b").or_else(|| digits.strip_prefix("0B")) {
        return i64::from_str_radix(binary, 2).ok();
    }
    if digits.len() > 1 && digits.starts_with('0') {
        return i64::from_str_radix(&digits, 8).ok();
    }
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions() {
        let unit =
            Unit::new([("A".to_owned(), "(B + 2u)".to_owned()), ("B".to_owned(), "0x10".to_owned()), ("C".to_owned(), "C".to_owned())]);
        for (text, expected) in [
            ("A", Some(18)),
            ("1 << 4 | 1", Some(17)),
            ("2 + 3 * 4 - 1", Some(13)),
            ("(uint8_t) 7", Some(7)),
            ("10 - 2 - 3", Some(5)),
            ("C", None),
            ("nobody", None),
            ("1 +", None),
            ("9223372036854775807 + 1", None),
            ("1 / 0", None),
        ] {
            assert_eq!(unit.evaluate(text, 0), expected, "{text}");
        }
    }

    #[test]
    fn branches_are_chosen_by_what_is_defined() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pins_arduino.h");
        std::fs::write(folder.path().join("common.h"), "#define PIN_A0 (26u)\n").unwrap();
        std::fs::write(
            &path,
            "#include \"common.h\"\n#if defined(__AVR_ATmega1280__) || defined(X) // comment\n#define LED 1 /* no */\n#elif Y >= 2\n#define LED 2\n#else\n#define LED 3\n#endif\nstatic const uint8_t SDA = PIN_A0 + 1;\n#define LONG 1 + \\\n 2\n",
        )
        .unwrap();
        std::fs::write(folder.path().join("macro.h"), "#define PINNUM(port, pin)  ((port) * 32 + (pin))\n#define P PINNUM(1, 2 + 9)\n#define Q PINNUM(1)\n#define R(x) R(x)\n#define S R(1)\n").unwrap();
        let mut unit = Unit::default();
        unit.read(&folder.path().join("macro.h"));
        assert_eq!(["P", "Q", "S"].map(|name| unit.number(name)), [Some(43), None, None]);
        let mut unit = Unit::new([("Y".to_owned(), "2".to_owned())]);
        unit.read(&path);
        assert_eq!(["LED", "SDA", "LONG"].map(|name| unit.number(name)), [Some(2), Some(27), Some(3)]);
        let mut unit = Unit::new([]);
        unit.read(&path);
        assert_eq!(unit.number("LED"), Some(3));
    }
}
