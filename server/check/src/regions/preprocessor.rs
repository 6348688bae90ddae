//! The preprocessor lines of C++, read for a target. By lines, not by tree, because branches that
//! split a statement leave the tree in pieces.

use boards::{Family, Target};
use document::{Outer, Span};
use rustc_hash::FxHashMap;

use super::macros::architecture_macro;
use super::{Regions, Standing};

/// Reads which lines are compiled.
pub(super) fn scan(text: &str, target: Option<&Target>, outer: &Outer) -> Regions {
    Scanner::new(target, outer).scan(text)
}

/// One `#if` … `#endif` being read.
struct Conditional {
    /// Whether the current branch is compiled; `None` when unknown.
    branch: Option<bool>,
    /// Whether an earlier branch was taken; `None` when unknown.
    taken: Option<bool>,
}

/// What is known of a macro.
#[derive(Debug, Clone)]
enum Macro {
    /// Its body.
    Body(String),
    /// It is not defined any more.
    Gone,
    /// Perhaps it is defined, with whatever body.
    Unclear,
}

struct Scanner<'a> {
    target: Option<&'a Target>,
    outer: &'a Outer,
    /// Macros that the text, the build and the included files define.
    macros: FxHashMap<String, Macro>,
}

impl<'a> Scanner<'a> {
    fn new(target: Option<&'a Target>, outer: &'a Outer) -> Self {
        let offered = outer.files.iter().filter(|file| file.visible).flat_map(|file| &file.interface.macros);
        let macros = offered.map(|(name, body)| (name.clone(), Macro::Body(body.clone()))).collect();
        Self { target, outer, macros }
    }

    fn scan(mut self, text: &str) -> Regions {
        let mut regions = Regions::default();
        let mut stack: Vec<Conditional> = Vec::new();
        let mut current = (Standing::Compiled, 0);
        let lines = logical_lines(text);
        for (index, &(start, ref line)) in lines.iter().enumerate() {
            let Some(directive) = line.trim_start().strip_prefix('#') else { continue };
            let directive = strip_comment(directive).trim();
            let (word, rest) = directive.split_at(directive.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(directive.len()));
            let rest = rest.trim();
            match word {
                "if" => stack.push(Conditional::new(self.evaluate(rest))),
                "ifdef" => stack.push(Conditional::new(self.is_defined(rest))),
                "ifndef" => {
                    // A header guard or a default that the build may override: the text's own
                    // definition is the one that counts here.
                    let guards_definition =
                        lines.get(index + 1).is_some_and(|(_, next)| macro_definition(next).is_some_and(|(name, _)| name == rest));
                    let condition = match self.is_defined(rest) {
                        None if guards_definition => Some(true),
                        known => known.map(|known| !known),
                    };
                    stack.push(Conditional::new(condition));
                }
                "elif" | "elifdef" | "elifndef" => {
                    let condition = match word {
                        "elif" => self.evaluate(rest),
                        "elifdef" => self.is_defined(rest),
                        _ => self.is_defined(rest).map(|known| !known),
                    };
                    if let Some(top) = stack.last_mut() {
                        top.next_branch(condition);
                    }
                }
                "else" => {
                    if let Some(top) = stack.last_mut() {
                        top.next_branch(Some(true));
                    }
                }
                "endif" => {
                    stack.pop();
                }
                "define" | "undef" if stack.iter().all(|conditional| conditional.branch != Some(false)) => {
                    let is_certain = stack.iter().all(|conditional| conditional.branch == Some(true));
                    let definition = if word == "define" { macro_definition(line) } else { Some((rest, "")) };
                    if let Some((name, body)) = definition {
                        let known = match (is_certain, word) {
                            (false, _) => Macro::Unclear,
                            (true, "define") => Macro::Body(body.trim().to_owned()),
                            (true, _) => Macro::Gone,
                        };
                        self.macros.insert(name.to_owned(), known);
                    }
                }
                _ => {}
            }
            let standing = if stack.iter().any(|conditional| conditional.branch == Some(false)) {
                Standing::Excluded
            } else if stack.iter().any(|conditional| conditional.branch.is_none()) {
                Standing::Unclear
            } else {
                Standing::Compiled
            };
            if standing != current.0 {
                regions.add(current.0, Span::new(current.1, start));
                current = (standing, start + line.len());
            }
        }
        regions.add(current.0, Span::new(current.1, text.len()));
        regions
    }

    fn is_defined(&self, name: &str) -> Option<bool> {
        let name = name.split_whitespace().next().unwrap_or_default();
        match self.macros.get(name) {
            Some(Macro::Body(_)) => return Some(true),
            Some(Macro::Gone) => return Some(false),
            Some(Macro::Unclear) => return None,
            None => {}
        }
        let target = self.target?;
        if let Some(known) = architecture_macro(target, name) {
            return Some(known);
        }
        let declared = target.pin_named(name).is_some() || target.runtime.api.constant(name).is_some();
        (declared || name == "ARDUINO" || name == "__cplusplus").then_some(true)
    }

    fn value(&self, name: &str, depth: usize) -> Option<i64> {
        match self.macros.get(name) {
            Some(Macro::Body(body)) => return self.number(body, depth + 1),
            Some(Macro::Gone) => return Some(0),
            Some(Macro::Unclear) => return None,
            None => {}
        }
        let target = self.target?;
        let is_esp32 = target.chip.family == Family::Esp32;
        let [major, minor, patch] = version(&target.runtime.version);
        // The ESP-IDF under each line of the core, by its release notes.
        let idf = match (major, minor) {
            (3, 0) => Some([5, 1, 4]),
            (3, _) => Some([5, 5, 0]),
            (2, _) => Some([4, 4, 7]),
            (1, _) => Some([3, 3, 5]),
            _ => None,
        };
        match name {
            "true" => Some(1),
            "false" => Some(0),
            "ARDUINO" => Some(10_819),
            "F_CPU" | "__cplusplus" => None,
            "ESP_ARDUINO_VERSION_MAJOR" if is_esp32 => Some(major),
            "ESP_ARDUINO_VERSION_MINOR" if is_esp32 && target.runtime.version.split('.').count() > 2 => Some(minor),
            "ESP_ARDUINO_VERSION" if is_esp32 => Some(major << 16 | minor << 8 | patch),
            "ESP_IDF_VERSION_MAJOR" if is_esp32 => idf.map(|[major, ..]| major),
            "ESP_IDF_VERSION_MINOR" if is_esp32 => idf.map(|[_, minor, _]| minor).filter(|_| major < 3),
            "ESP_IDF_VERSION" if is_esp32 => idf.map(|[major, minor, patch]| major << 16 | minor << 8 | patch),
            // A bare architecture name used as a value: 1 when defined, 0 when not.
            _ => architecture_macro(target, name).map(i64::from),
        }
    }

    /// The value of a condition or of a macro's body.
    fn number(&self, text: &str, depth: usize) -> Option<i64> {
        /// Macros defined through macros defined through macros …
        const DEEPEST: usize = 8;
        if depth > DEEPEST {
            return None;
        }
        let tokens = tokens(text);
        let mut parser = Expression { scanner: self, tokens: &tokens, position: 0, depth };
        let value = parser.or()?;
        (parser.position == tokens.len()).then_some(value)
    }

    /// Whether `__has_include` finds a header.
    fn has_header(&self, header: &str) -> Option<bool> {
        let name = header.trim_matches(['<', '>', '"']);
        let api = self.target.map(|target| &target.runtime.api);
        let found = self.outer.finds(name) || name == "Arduino.h" || api.is_some_and(|api| api.library(name).is_some_and(|it| it.bundled));
        // What is not found may be installed all the same.
        found.then_some(true)
    }

    fn evaluate(&self, condition: &str) -> Option<bool> {
        self.number(condition, 0).map(|value| value != 0)
    }
}

/// Major, minor and patch of a version; what is not said is 0.
fn version(text: &str) -> [i64; 3] {
    let mut parts = text.split('.').map(|part| part.parse::<i64>().unwrap_or(0));
    [parts.next().unwrap_or(0), parts.next().unwrap_or(0), parts.next().unwrap_or(0)]
}

impl Conditional {
    fn new(condition: Option<bool>) -> Self {
        Self { branch: condition, taken: condition }
    }

    fn next_branch(&mut self, condition: Option<bool>) {
        self.branch = match (self.taken, condition) {
            (Some(true), _) | (_, Some(false)) => Some(false),
            (Some(false), condition) => condition,
            (None, _) => None,
        };
        self.taken = match (self.taken, condition) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        };
    }
}

/// Physical lines joined at `\`, each with the byte offset of its start.
fn logical_lines(text: &str) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    let mut offset = 0;
    let mut open: Option<(usize, String)> = None;
    for line in text.split_inclusive('\n') {
        let (_, joined) = open.get_or_insert_with(|| (offset, String::new()));
        joined.push_str(line);
        if !line.trim_end_matches(['\n', '\r']).ends_with('\\') {
            lines.extend(open.take());
        }
        offset += line.len();
    }
    lines.extend(open);
    lines
}

fn strip_comment(line: &str) -> &str {
    let end = line.find("//").into_iter().chain(line.find("/*")).min().unwrap_or(line.len());
    &line[..end]
}

/// `#define NAME value` → name and value; `None` for macros with parameters.
fn macro_definition(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim_start().strip_prefix('#')?.trim_start().strip_prefix("define")?;
    let rest = strip_comment(rest).trim();
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let (name, value) = rest.split_at(end);
    (!name.is_empty() && !value.starts_with('(')).then_some((name, value))
}

fn tokens(condition: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = condition.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_alphanumeric() || first == '_' {
            rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len())
        } else if ["&&", "||", "==", "!=", "<=", ">="].iter().any(|operator| rest.starts_with(operator)) {
            2
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after.trim_start();
        rest = rest.strip_prefix('\\').map_or(rest, str::trim_start);
    }
    tokens
}

/// A three-valued reading of a preprocessor expression: `None` is "unknown here".
struct Expression<'a> {
    scanner: &'a Scanner<'a>,
    tokens: &'a [&'a str],
    position: usize,
    depth: usize,
}

impl Expression<'_> {
    fn peek(&self) -> &str {
        self.tokens.get(self.position).copied().unwrap_or_default()
    }

    fn accept(&mut self, token: &str) -> bool {
        let accepted = self.peek() == token;
        self.position += usize::from(accepted);
        accepted
    }

    fn or(&mut self) -> Option<i64> {
        let mut value = self.and();
        while self.accept("||") {
            value = match (value, self.and()) {
                (Some(left), _) if left != 0 => Some(1),
                (_, Some(right)) if right != 0 => Some(1),
                (Some(_), Some(_)) => Some(0),
                _ => None,
            };
        }
        value
    }

    fn and(&mut self) -> Option<i64> {
        let mut value = self.comparison();
        while self.accept("&&") {
            value = match (value, self.comparison()) {
                (Some(0), _) | (_, Some(0)) => Some(0),
                (Some(_), Some(_)) => Some(1),
                _ => None,
            };
        }
        value
    }

    fn sum(&mut self) -> Option<i64> {
        let mut value = self.unary();
        loop {
            let apply: fn(i64, i64) -> Option<i64> = match self.peek() {
                "+" => i64::checked_add,
                "-" => i64::checked_sub,
                "*" => i64::checked_mul,
                _ => return value,
            };
            self.position += 1;
            let right = self.unary();
            value = apply(value?, right?);
        }
    }

    fn comparison(&mut self) -> Option<i64> {
        let left = self.sum();
        let compare: fn(&i64, &i64) -> bool = match self.peek() {
            "==" => i64::eq,
            "!=" => i64::ne,
            "<" => i64::lt,
            "<=" => i64::le,
            ">" => i64::gt,
            ">=" => i64::ge,
            _ => return left,
        };
        self.position += 1;
        let right = self.sum();
        Some(i64::from(compare(&left?, &right?)))
    }

    fn unary(&mut self) -> Option<i64> {
        /// Parentheses in parentheses …
        const DEEPEST: usize = 64;
        if self.depth > DEEPEST {
            return None;
        }
        if self.accept("!") {
            self.depth += 1;
            let value = self.unary().map(|value| i64::from(value == 0));
            self.depth -= 1;
            return value;
        }
        if self.accept("(") {
            self.depth += 1;
            let value = self.or();
            self.depth -= 1;
            self.accept(")");
            return value;
        }
        let token = self.tokens.get(self.position).copied()?;
        self.position += 1;
        if token == "defined" {
            let bracketed = self.accept("(");
            let name = self.tokens.get(self.position).copied()?;
            self.position += 1;
            if bracketed {
                self.accept(")");
            }
            return self.scanner.is_defined(name).map(i64::from);
        }
        if token == "__has_include" && self.accept("(") {
            let start = self.position;
            while !matches!(self.peek(), ")" | "") {
                self.position += 1;
            }
            let header = self.tokens[start..self.position].concat();
            self.accept(")");
            return self.scanner.has_header(&header).map(i64::from);
        }
        if matches!(token, "ESP_ARDUINO_VERSION_VAL" | "ESP_IDF_VERSION_VAL") {
            let mut version = 0;
            while !self.accept(")") {
                let part = self.tokens.get(self.position).copied()?;
                self.position += 1;
                if let Ok(part) = part.parse::<i64>() {
                    version = version << 8 | part;
                }
            }
            return Some(version);
        }
        if token.starts_with(|c: char| c.is_ascii_digit()) {
            let digits = token.trim_end_matches(['L', 'U', 'l', 'u']);
            return match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
                Some(hex) => i64::from_str_radix(hex, 16).ok(),
                None => digits.parse().ok(),
            };
        }
        if self.accept("(") {
            // A function-like macro: skip its arguments, its value is unknown.
            let mut depth = 1;
            while depth > 0 && self.position < self.tokens.len() {
                match self.tokens[self.position] {
                    "(" => depth += 1,
                    ")" => depth -= 1,
                    _ => {}
                }
                self.position += 1;
            }
            return None;
        }
        self.scanner.value(token, self.depth)
    }
}

#[cfg(test)]
mod tests {
    use boards::{RuntimeKind, Tables};

    use super::*;

    /// Lines that are certainly compiled for the board, joined.
    fn certain(board: &str, text: &str) -> String {
        let target = Tables::embedded().target(board, RuntimeKind::Arduino, None).unwrap();
        let regions = scan(text, Some(&target), &Outer::default());
        let mut offset = 0;
        let mut kept = Vec::new();
        for line in text.split_inclusive('\n') {
            let span = Span::new(offset, offset + line.len());
            offset += line.len();
            if !line.starts_with('#') && regions.is_certain(span) {
                kept.push(line.trim());
            }
        }
        kept.join(" ")
    }

    #[test]
    fn branch_of_the_target_is_certain() {
        let text = "#if defined(ESP8266)\na\n#elif defined(ESP32)\nb\n#else\nc\n#endif\nd\n";
        assert_eq!(certain("nodemcuv2", text), "a d");
        assert_eq!(certain("esp32dev", text), "b d");
        assert_eq!(certain("uno", text), "c d");
    }

    #[test]
    fn unknown_conditions_leave_both_branches_unclear() {
        assert_eq!(certain("uno", "#ifdef USE_SHIELD\na\n#else\nb\n#endif\nc\n"), "c");
    }

    #[test]
    fn own_definitions_and_header_guards_decide() {
        assert_eq!(certain("uno", "#define DEBUG 1\n#if DEBUG\na\n#endif\n#ifdef DEBUG\nb\n#endif\n"), "a b");
        assert_eq!(certain("uno", "#ifndef PINS_H\n#define PINS_H\na\n#endif\n"), "a");
        assert_eq!(certain("uno", "#ifndef LED_PIN\n#define LED_PIN 3\n#endif\na\n"), "a");
    }

    #[test]
    fn core_version_is_compared() {
        let text = "#if ESP_ARDUINO_VERSION >= ESP_ARDUINO_VERSION_VAL(3, 0, 0)\na\n#else\nb\n#endif\n";
        assert_eq!(certain("esp32dev", text), "a");
        let text = "#if defined(ESP_ARDUINO_VERSION_MAJOR) && ESP_ARDUINO_VERSION_MAJOR >= 3\na\n#else\nb\n#endif\n";
        assert!(!certain("esp32dev", text).contains('b'));
    }

    #[test]
    fn broken_directives_do_not_panic() {
        for text in ["#if", "#if (", "#if defined(", "#elif x\n#else\n#endif", "#define", "#ifndef\n", "#if ESP_ARDUINO_VERSION_VAL(1,\n"] {
            scan(text, None, &Outer::default());
        }
    }
}
