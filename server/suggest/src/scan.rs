//! Reads half-typed code byte by byte: strings, comments, brackets and their calls.
//!
//! The tree is of little use at the cursor, because there the code is broken by nature. This reader
//! never fails and never looks ahead, so it can stand still at the cursor and go on into a draft.

use decode::is_identifier_byte;
use document::Language;

/// What the reader is inside of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Code.
    Code,
    /// A comment that ends with the line.
    LineComment,
    /// `/* … */`.
    BlockComment,
    /// A string or character literal.
    Str {
        /// Its quote.
        quote: u8,
        /// Python's `"""`.
        triple: bool,
        /// Offset of the first quote.
        start: usize,
    },
    /// C++ `R"delimiter( … )delimiter"`; `start` is the offset of the quote.
    RawStr {
        /// Offset of the quote.
        start: usize,
    },
    /// Between the quotes or angle brackets of an `#include`.
    Include {
        /// What ends it.
        close: u8,
        /// Offset of the first byte of the name.
        start: usize,
    },
}

/// An open bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Open {
    /// `(`, `[` or `{`.
    pub(crate) bracket: u8,
    /// Where it stands.
    pub(crate) at: usize,
    /// Commas seen directly inside.
    pub(crate) commas: usize,
    /// First byte after the bracket or the last comma.
    pub(crate) argument_start: usize,
    /// Statements stand inside, rather than arguments or initial values.
    pub(crate) is_block: bool,
}

/// The reader: state after some beginning of a text.
#[derive(Debug, Clone)]
pub(crate) struct Scan {
    language: Language,
    /// What it is inside of.
    pub(crate) mode: Mode,
    /// Open brackets, outermost first.
    pub(crate) open: Vec<Open>,
    /// Bytes read.
    pub(crate) at: usize,
    /// Start of the line.
    pub(crate) line_start: usize,
    /// On a preprocessor line.
    pub(crate) directive: bool,
    /// C++: a statement may begin here.
    pub(crate) fresh: bool,
    /// End of the last byte of code, comments and spaces not counted.
    pub(crate) code_end: usize,
    /// `code_end` and `fresh` before the last `/`, which may turn out to begin a comment.
    before_slash: (usize, bool),
    escaped: bool,
    /// Where the last string or block comment ended.
    ended_at: usize,
}

impl Scan {
    /// Nothing read yet.
    pub(crate) fn new(language: Language) -> Self {
        Self {
            language,
            mode: Mode::Code,
            open: Vec::new(),
            at: 0,
            line_start: 0,
            directive: false,
            fresh: true,
            code_end: 0,
            before_slash: (0, true),
            escaped: false,
            ended_at: 0,
        }
    }

    /// After reading all of `text`.
    pub(crate) fn of(language: Language, text: &[u8]) -> Self {
        let mut scan = Self::new(language);
        scan.advance(text);
        scan
    }

    /// Reads the rest of `text`, which begins with everything read before.
    pub(crate) fn advance(&mut self, text: &[u8]) {
        while self.at < text.len() {
            self.read(text);
            self.at += 1;
        }
    }

    /// The innermost open bracket.
    pub(crate) fn innermost(&self) -> Option<&Open> {
        self.open.last()
    }

    /// Open round and square brackets of the current statement.
    pub(crate) fn n_open_in_statement(&self) -> usize {
        self.open.iter().rev().take_while(|open| open.bracket != b'{').count()
    }

    /// Open curly brackets.
    pub(crate) fn n_blocks(&self) -> usize {
        self.open.iter().filter(|open| open.bracket == b'{').count()
    }

    fn read(&mut self, text: &[u8]) {
        let byte = text[self.at];
        match self.mode {
            Mode::Code => self.read_code(text, byte),
            Mode::LineComment => {}
            Mode::BlockComment => {
                if byte == b'/' && text[..self.at].ends_with(b"*") && self.at >= self.ended_at + 3 {
                    self.leave();
                }
            }
            Mode::Str { quote, triple, start } => {
                if self.escaped {
                    self.escaped = false;
                } else if byte == b'\\' {
                    self.escaped = true;
                } else if byte == quote {
                    let closes_triple = self.at >= start + 5 && text[..self.at].ends_with(&[quote, quote]);
                    if !triple || closes_triple {
                        self.leave();
                    }
                }
            }
            Mode::RawStr { start } => {
                if byte == b'"' && closes_raw(&text[start + 1..self.at]) {
                    self.leave();
                }
            }
            Mode::Include { close, .. } => {
                if byte == close {
                    self.leave();
                }
            }
        }
        if byte == b'\n' {
            self.end_line(text);
        }
    }

    fn read_code(&mut self, text: &[u8], byte: u8) {
        let before = &text[..self.at];
        let arduino = self.language == Language::Arduino;
        let code_before = &text[..self.code_end];
        if !byte.is_ascii_whitespace() {
            if byte == b'/' && !before.ends_with(b"/") {
                self.before_slash = (self.code_end, self.fresh);
            }
            if byte != b'#' || arduino {
                self.code_end = self.at + 1;
            }
            self.fresh = false;
        }
        match byte {
            b'(' | b'[' | b'{' => {
                let is_block = byte == b'{' && arduino && opens_block(code_before);
                self.fresh = is_block;
                self.open.push(Open { bracket: byte, at: self.at, commas: 0, argument_start: self.at + 1, is_block });
            }
            b')' => {
                let heads = |open: &Open| matches!(word_before(text, open.at), b"if" | b"for" | b"while" | b"switch");
                self.fresh = self.open.last().is_some_and(heads);
                self.close(b'(');
            }
            b']' => self.close(b'['),
            b'}' => {
                self.close(b'{');
                self.fresh = self.open.last().is_none_or(|open| open.is_block);
            }
            b':' if arduino => {
                let labels: [&[u8]; 5] = [b"case", b"default", b"public", b"private", b"protected"];
                let statement = before.iter().rposition(|byte| b"{};\n".contains(byte)).map_or(0, |at| at + 1);
                let statement = before[statement..].trim_ascii_start();
                self.fresh = labels.iter().any(|label| statement.starts_with(label)) && !before.ends_with(b":");
            }
            b',' => {
                let next = self.at + 1;
                if let Some(open) = self.open.last_mut() {
                    open.commas += 1;
                    open.argument_start = next;
                }
            }
            b';' if arduino => self.end_statement(text),
            b'"' | b'\'' => self.open_string(before, byte),
            b'<' if self.names_include(before) => self.mode = Mode::Include { close: b'>', start: self.at + 1 },
            b'/' if arduino && before.ends_with(b"/") && self.ended_at < self.at => self.enter_comment(Mode::LineComment),
            b'*' if arduino && before.ends_with(b"/") && self.ended_at < self.at => {
                self.enter_comment(Mode::BlockComment);
                // `/*/` does not close what it opens.
                self.ended_at = self.at - 1;
            }
            b'#' if arduino => self.directive |= before[self.line_start..].iter().all(u8::is_ascii_whitespace),
            b'#' => self.mode = Mode::LineComment,
            b' ' | b':' if !arduino && !self.open.is_empty() => self.leave_forgotten_brackets(before),
            _ => {}
        }
    }

    fn open_string(&mut self, before: &[u8], quote: u8) {
        let after_letter = before.last().copied();
        if self.language == Language::Arduino {
            if self.names_include(before) && quote == b'"' {
                self.mode = Mode::Include { close: b'"', start: self.at + 1 };
                return;
            }
            // A digit separator: 1'000'000.
            if quote == b'\'' && after_letter.is_some_and(|byte| byte.is_ascii_digit()) {
                return;
            }
            if quote == b'"' && after_letter == Some(b'R') {
                self.mode = Mode::RawStr { start: self.at };
                return;
            }
        } else if before.ends_with(&[quote, quote]) && self.ended_at == self.at && !before.ends_with(&[quote, quote, quote]) {
            self.mode = Mode::Str { quote, triple: true, start: self.at - 2 };
            return;
        }
        self.mode = Mode::Str { quote, triple: false, start: self.at };
    }

    /// Whether the line so far is `#include `.
    fn names_include(&self, before: &[u8]) -> bool {
        let line = before[self.line_start..].trim_ascii();
        self.directive
            && line.strip_prefix(b"#").is_some_and(|word| matches!(word.trim_ascii_start(), b"include" | b"include_next" | b"import"))
    }

    /// The two bytes that open a comment were no code.
    fn enter_comment(&mut self, mode: Mode) {
        self.mode = mode;
        (self.code_end, self.fresh) = self.before_slash;
    }

    fn leave(&mut self) {
        if matches!(self.mode, Mode::Str { .. } | Mode::RawStr { .. }) {
            self.code_end = self.at + 1;
        }
        self.mode = Mode::Code;
        self.ended_at = self.at + 1;
    }

    fn close(&mut self, bracket: u8) {
        for index in (0..self.open.len()).rev() {
            if self.open[index].bracket == bracket {
                self.open.truncate(index);
                return;
            }
            // A stray `)` does not end a block.
            if self.open[index].bracket == b'{' && bracket != b'{' {
                return;
            }
        }
    }

    /// A semicolon closes calls that somebody forgot to close, but not the head of a `for`.
    fn end_statement(&mut self, text: &[u8]) {
        self.fresh = true;
        while let Some(open) = self.open.last_mut() {
            if open.bracket == b'{' {
                break;
            }
            if open.bracket == b'(' && word_before(text, open.at) == b"for" {
                open.argument_start = self.at + 1;
                self.fresh = false;
                break;
            }
            self.open.pop();
        }
    }

    /// A Python line that begins like a statement is not an argument of a call left open above.
    fn leave_forgotten_brackets(&mut self, before: &[u8]) {
        const STATEMENTS: [&[u8]; 14] = [
            b"def", b"class", b"import", b"from", b"while", b"return", b"with", b"try", b"except", b"raise", b"global", b"del", b"elif",
            b"async",
        ];
        let line = before[self.line_start..].trim_ascii_start();
        let begins_above = self.open.iter().any(|open| open.at < self.line_start);
        if begins_above && STATEMENTS.contains(&line) {
            self.open.clear();
        }
    }

    fn end_line(&mut self, text: &[u8]) {
        let continues = text[self.line_start..self.at].trim_ascii_end().ends_with(b"\\");
        self.line_start = self.at + 1;
        match self.mode {
            Mode::Str { triple: false, .. } if !continues => self.leave(),
            Mode::LineComment | Mode::Include { .. } => self.leave(),
            _ => {}
        }
        if self.directive && !continues {
            self.directive = false;
            self.fresh = self.open.last().is_none_or(|open| open.is_block);
        }
        self.escaped = false;
    }
}

/// Whether a `{` after this code opens a block rather than a list of values.
fn opens_block(before: &[u8]) -> bool {
    !matches!(before.last(), Some(b'=' | b',' | b'(' | b'[' | b']')) && word_before(before, before.len()) != b"return"
}

/// Whether the text after the opening quote of a raw string ends with `)delimiter`.
fn closes_raw(body: &[u8]) -> bool {
    let delimiter = body.iter().position(|&byte| byte == b'(').map_or(&[][..], |at| &body[..at]);
    body.strip_suffix(delimiter).is_some_and(|rest| rest.ends_with(b")") && body.len() > delimiter.len() + 1)
}

/// Start of the identifier or number that ends at `end`; `end` itself if there is none.
pub(crate) fn word_start(text: &[u8], end: usize) -> usize {
    text[..end].iter().rposition(|&byte| !is_identifier_byte(byte)).map_or(0, |at| at + 1)
}

/// End of the identifier or number that goes on at `start`.
pub(crate) fn word_end(text: &[u8], start: usize) -> usize {
    text[start..].iter().position(|&byte| !is_identifier_byte(byte)).map_or(text.len(), |n| start + n)
}

/// The word right before `end`, spaces between them skipped.
pub(crate) fn word_before(text: &[u8], end: usize) -> &[u8] {
    let end = text[..end].trim_ascii_end().len();
    &text[word_start(text, end)..end]
}

/// Start of the expression that ends at `end` and can stand before a dot or a bracket:
/// `a.b`, `a->b`, `A::b`, `f(x).b`, `a[i]`. `end` itself if there is none.
pub(crate) fn chain_start(text: &[u8], end: usize) -> usize {
    let mut at = end;
    loop {
        // A link: an identifier, or brackets with what stands before them.
        let mut link = at;
        while let Some(start) = bracket_start(text, link) {
            link = start;
        }
        let start = word_start(text, link);
        if start == at {
            return at;
        }
        at = start;
        let before = &text[..at];
        let linked = before.strip_suffix(b".").or_else(|| before.strip_suffix(b"->")).or_else(|| before.strip_suffix(b"::"));
        match linked {
            Some(rest) if !rest.is_empty() => {
                if chain_start(text, rest.len()) == rest.len() {
                    return at;
                }
                at = rest.len();
            }
            _ => return at,
        }
    }
}

/// If a closing bracket ends at `end`, where its partner stands.
fn bracket_start(text: &[u8], end: usize) -> Option<usize> {
    let close = *text.get(end.checked_sub(1)?)?;
    let open = match close {
        b')' => b'(',
        b']' => b'[',
        _ => return None,
    };
    let mut depth = 0_usize;
    for at in (0..end).rev() {
        if text[at] == close {
            depth += 1;
        } else if text[at] == open {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        } else if text[at] == b'\n' {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scan(language: Language, text: &str) -> Scan {
        Scan::of(language, text.as_bytes())
    }

    #[track_caller]
    fn mode(language: Language, text: &str, expected: &str) {
        let mode = match scan(language, text).mode {
            Mode::Code => "code",
            Mode::LineComment | Mode::BlockComment => "comment",
            Mode::Str { .. } | Mode::RawStr { .. } => "string",
            Mode::Include { .. } => "include",
        };
        assert_eq!(mode, expected, "{text}");
    }

    #[test]
    fn strings_and_comments_of_cpp() {
        use Language::Arduino;
        mode(Arduino, "a // b", "comment");
        mode(Arduino, "a // b\nc", "code");
        mode(Arduino, "/* a", "comment");
        mode(Arduino, "/*/", "comment");
        mode(Arduino, "/**/", "code");
        mode(Arduino, "/* a */ b", "code");
        mode(Arduino, "/* a *//", "code");
        mode(Arduino, "x = \"a // b", "string");
        mode(Arduino, "x = \"a\\\"b", "string");
        mode(Arduino, "x = \"a\\\"\" + ", "code");
        mode(Arduino, "x = \"never closed\n", "code");
        mode(Arduino, "x = '\"' + ", "code");
        mode(Arduino, "x = 1'000 + ", "code");
        mode(Arduino, "x = R\"(a \" b", "string");
        mode(Arduino, "x = R\"(a)\" + ", "code");
        mode(Arduino, "x = R\"z(a)\" )z\" + ", "code");
        mode(Arduino, "#include <Wi", "include");
        mode(Arduino, "#  include \"a", "include");
        mode(Arduino, "#include <WiFi.h>", "code");
        mode(Arduino, "if (a < b", "code");
        mode(Arduino, "a / b / c", "code");
    }

    #[test]
    fn strings_and_comments_of_python() {
        use Language::MicroPython;
        mode(MicroPython, "a # b", "comment");
        mode(MicroPython, "x = '# b", "string");
        mode(MicroPython, "x = '' ", "code");
        mode(MicroPython, "\"\"\"doc", "string");
        mode(MicroPython, "\"\"\"doc\n 'it' \"", "string");
        mode(MicroPython, "\"\"\"doc\"\"\"", "code");
        mode(MicroPython, "\"\"\"doc\"\"\" + '", "string");
        mode(MicroPython, "\"\"\"\"\"\" + ", "code");
        mode(MicroPython, "a // b", "code");
        mode(MicroPython, "x = 'open\n", "code");
    }

    #[track_caller]
    fn open(language: Language, text: &str, expected: &str) {
        let brackets: Vec<u8> = scan(language, text).open.iter().map(|open| open.bracket).collect();
        assert_eq!(String::from_utf8(brackets).unwrap(), expected, "{text}");
    }

    #[test]
    fn brackets_survive_what_was_forgotten() {
        use Language::{Arduino, MicroPython};
        open(Arduino, "void f() { a(b[1], ", "{(");
        open(Arduino, "void f() { a(1; b(", "{(");
        open(Arduino, "for (int i = 0; i < ", "(");
        open(Arduino, "void f() { a(1 }", "");
        open(Arduino, "void f() { ) ", "{");
        open(MicroPython, "a(1,\n  b", "(");
        open(MicroPython, "a(1,\ndef f():\n  b(", "(");
        open(MicroPython, "a(x for x in y if ", "(");
    }

    #[test]
    fn arguments_are_counted() {
        let text = "f(g(1, 2), h[3, 4], ";
        let scan = scan(Language::Arduino, text);
        let open = scan.innermost().unwrap();
        assert_eq!((open.commas, open.argument_start), (2, text.len() - 1));
    }

    #[test]
    fn statements_begin_where_the_last_one_ended() {
        let fresh = |text: &str| scan(Language::Arduino, text).fresh;
        for text in ["", "int x; ", "void f() {", "f(); // note\n  ", "if (x) ", "} ", "#define A 1\n", "/* a */ ", "switch (x) { case 1: "]
        {
            assert!(fresh(text), "{text}");
        }
        for text in ["int ", "x = ", "f(", "for (int i = 0; ", "int a[] = {", "int a[] = {{1}, ", "a ? b : ", "std::", "f() ", "x / "] {
            assert!(!fresh(text), "{text}");
        }
    }

    #[test]
    fn going_on_equals_starting_over() {
        let text = "#include <A.h>\nvoid f() { g(\"a,b\", 'c', /* , */ 1); // x\n  h(\n";
        for at in 0..text.len() {
            let mut step = Scan::of(Language::Arduino, &text.as_bytes()[..at]);
            step.advance(text.as_bytes());
            let whole = scan(Language::Arduino, text);
            assert_eq!((step.mode, step.open, step.at), (whole.mode, whole.open, whole.at));
        }
    }

    #[test]
    fn chains_reach_back_over_calls_and_indexes() {
        let chain = |text: &str| text[chain_start(text.as_bytes(), text.len())..].to_owned();
        assert_eq!(chain("x = machine.Pin"), "machine.Pin");
        assert_eq!(chain("x = Pin(2, Pin.OUT)"), "Pin(2, Pin.OUT)");
        assert_eq!(chain("x = a->b[i].c"), "a->b[i].c");
        assert_eq!(chain("WiFiClass::f"), "WiFiClass::f");
        assert_eq!(chain("a + "), "");
        assert_eq!(chain("(a)"), "(a)");
        assert_eq!(chain(".x"), "x");
    }
}
