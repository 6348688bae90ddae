//! Macro blanking: what the C++ grammar cannot read is hidden from it, without moving anything.
//!
//! The grammar sees code before the preprocessor has run. Most of a sketch survives that; some
//! things do not, and a lexical pass over the text finds them:
//!
//! - attribute macros (`IRAM_ATTR`, `PROGMEM`, `__attribute__((…))`) where no grammar expects a word;
//! - macros that are no expression (`FASTLED_USING_NAMESPACE`, `EVERY_N_SECONDS(5) { … }`, the
//!   `PRIu32` of `"%" PRIu32`);
//! - `#if` groups whose branches are not whole statements (`#ifdef A` / `if (x) {` / `#else` …):
//!   their directives are hidden, and every branch but the first;
//! - code that is never compiled (`#if 0`).
//!
//! The pass reads comments, strings and raw strings as the compiler does, so nothing inside of them
//! is touched.

use std::ops::Range;

use crate::Language;

/// What the grammar is not shown, and what the preprocessor makes of the rest.
/// All ranges are in bytes; every list is sorted and disjoint.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dialect {
    /// Hidden from the grammar: attributes, directives, and what [`Dialect::inactive`] lists.
    pub blanks: Vec<Range<usize>>,
    /// Attribute macros such as `IRAM_ATTR`.
    pub attributes: Vec<Range<usize>>,
    /// Branches of `#if` groups that the grammar is not shown.
    pub inactive: Vec<Range<usize>>,
    /// Outermost `#if` groups, from `#if` to `#endif`; include guards do not count.
    pub conditionals: Vec<Range<usize>>,
    /// Directives without a partner: `#if` without `#endif`, or the reverse.
    pub unmatched: Vec<Range<usize>>,
}

impl Dialect {
    /// Reads the dialect of `source`. MicroPython has none.
    pub fn read(language: Language, source: &str) -> Self {
        match language {
            Language::Arduino => Reader::new(source, &[]).read(),
            Language::MicroPython => Self::default(),
        }
    }

    /// Reads the dialect of `source` as it is compiled where the code in `excluded` is not.
    pub fn read_without(language: Language, source: &str, excluded: &[Range<usize>]) -> Self {
        match language {
            Language::Arduino => Reader::new(source, excluded).read(),
            Language::MicroPython => Self::default(),
        }
    }

    /// `source` with everything hidden replaced by spaces. Same length, same offsets, same lines.
    pub fn blanked(&self, source: String) -> Vec<u8> {
        let mut bytes = source.into_bytes();
        for blank in &self.blanks {
            for byte in &mut bytes[blank.clone()] {
                if !matches!(byte, b'\n' | b'\r') {
                    *byte = b' ';
                }
            }
        }
        bytes
    }

    /// Whether the code at `offset` is compiled only under some condition.
    pub fn is_conditional(&self, offset: usize) -> bool {
        range_at(&self.conditionals, offset).is_some()
    }
}

/// The range of a sorted, disjoint list that holds `offset`.
fn range_at(ranges: &[Range<usize>], offset: usize) -> Option<&Range<usize>> {
    let after = ranges.partition_point(|range| range.start <= offset);
    ranges[..after].last().filter(|range| offset < range.end)
}

/// What an attribute macro looks like in the text.
enum Attribute {
    /// A word alone: `IRAM_ATTR`.
    Word,
    /// A word and its parentheses: `__attribute__((packed))`.
    WithArguments,
    /// A word and parentheses around a name that stays: `__not_in_flash_func(handler)`.
    Wrapper,
}

fn attribute(word: &str) -> Option<Attribute> {
    match word {
        "PROGMEM" | "FASTRUN" | "FLASHMEM" | "DMAMEM" | "EXTMEM" | "PACKED" | "__packed" | "__extension__" | "__inline__"
        | "__restrict__" | "__restrict" | "__volatile__" | "__IO" | "__unused" | "FORCE_INLINE" | "__force_inline" => Some(Attribute::Word),
        "__attribute__" | "__attribute" | "__declspec" | "__in_flash" | "__scratch_x" | "__scratch_y" => Some(Attribute::WithArguments),
        "__not_in_flash_func" | "__no_inline_not_in_flash_func" | "__time_critical_func" | "__isr_func" => Some(Attribute::Wrapper),
        _ if word.ends_with("_ATTR") || word.ends_with("PROGMEM") || word.ends_with("_NOINLINE") || word.ends_with("_UNUSED") => {
            Some(Attribute::Word)
        }
        _ if word.starts_with("LV_ATTRIBUTE_") => Some(Attribute::Word),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bracket {
    /// Round or square.
    Group,
    /// Braces around declarations, or around something not known better.
    Block,
    /// Braces around statements.
    Body,
    /// Braces around values or enumerators.
    List,
}

/// The last token that counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Start,
    Word,
    /// A word that a body follows: `else`.
    Keyword,
    Literal,
    String,
    Open(Bracket),
    Close(Bracket),
    Punctuation(u8),
}

/// Brackets that are open. Branches of an `#if` start from the same state, so it has to be cheap to
/// keep: an index into a list of (bracket, enclosing state) that only grows.
type Depth = usize;

/// What is known at one place of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct State {
    depth: Depth,
    last: Token,
}

/// One branch of an `#if` group.
struct Branch {
    directive: Range<usize>,
    /// `#if 0`, or the `#else` of `#if 1`.
    dead: bool,
    /// Where it starts and ends in the grammar; the end is known at the next directive.
    exit: State,
    end: usize,
}

/// An `#if` group that is still open.
struct Conditional {
    entry: State,
    branches: Vec<Branch>,
    /// `#ifndef NAME` and `#define NAME` before anything else.
    guards: bool,
    /// The condition was `1`.
    always: bool,
}

/// Arguments of an attribute longer than this are a parenthesis that was never closed.
const LONGEST_ARGUMENTS: usize = 4096;

struct Reader<'a> {
    source: &'a str,
    /// Branches that are known not to be compiled; sorted.
    excluded: &'a [Range<usize>],
    bytes: &'a [u8],
    at: usize,
    state: State,
    brackets: Vec<(Bracket, Depth)>,
    open: Vec<Conditional>,
    /// Between `enum` and its brace.
    in_enum_head: bool,
    dialect: Dialect,
}

impl<'a> Reader<'a> {
    fn new(source: &'a str, excluded: &'a [Range<usize>]) -> Self {
        Self {
            source,
            excluded,
            bytes: source.as_bytes(),
            at: 0,
            state: State { depth: 0, last: Token::Start },
            // Depth 0: the file itself reads like a block.
            brackets: vec![(Bracket::Block, 0)],
            open: Vec::new(),
            in_enum_head: false,
            dialect: Dialect::default(),
        }
    }

    fn read(mut self) -> Dialect {
        let mut line_start = true;
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'\n' | b'\r' => {
                    line_start = true;
                    self.at += 1;
                    continue;
                }
                b' ' | b'\t' | b'\\' | 0x0b | 0x0c => {
                    self.at += 1;
                    continue;
                }
                b'/' if self.next_is(1, b'/') => {
                    self.at = self.line_end(self.at);
                    continue;
                }
                b'/' if self.next_is(1, b'*') => {
                    self.at = self.comment_end(self.at);
                    continue;
                }
                b'#' if line_start => self.directive(),
                b'"' | b'\'' => {
                    self.at = self.quoted_end(self.at);
                    self.state.last = if byte == b'"' { Token::String } else { Token::Literal };
                }
                b'0'..=b'9' => self.number(),
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80.. => self.word(line_start),
                _ => self.punctuation(byte),
            }
            line_start = false;
        }
        while let Some(conditional) = self.open.pop() {
            let end = self.bytes.len();
            self.close(conditional, end..end, true);
        }
        self.finish()
    }

    fn finish(mut self) -> Dialect {
        let dialect = &mut self.dialect;
        dialect.blanks.extend(dialect.attributes.iter().cloned());
        dialect.blanks.extend(dialect.inactive.iter().cloned());
        for ranges in
            [&mut dialect.blanks, &mut dialect.attributes, &mut dialect.inactive, &mut dialect.conditionals, &mut dialect.unmatched]
        {
            normalize(ranges);
        }
        self.dialect
    }

    fn next_is(&self, ahead: usize, byte: u8) -> bool {
        self.bytes.get(self.at + ahead) == Some(&byte)
    }

    fn bracket(&self) -> Bracket {
        self.brackets[self.state.depth].0
    }

    /// End of the line, following backslashes.
    fn line_end(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += self.newline(at + 1).max(1),
                b'\n' => return at,
                _ => {}
            }
            at += 1;
        }
        self.bytes.len()
    }

    /// Length of the line break at `at`.
    fn newline(&self, at: usize) -> usize {
        match (self.bytes.get(at), self.bytes.get(at + 1)) {
            (Some(b'\n'), _) => 1,
            (Some(b'\r'), Some(b'\n')) => 2,
            _ => 0,
        }
    }

    fn comment_end(&self, from: usize) -> usize {
        let body = from + 2;
        self.source[body..].find("*/").map_or(self.bytes.len(), |at| body + at + 2)
    }

    /// End of the string or character at `from`. One that is not closed ends with its line.
    fn quoted_end(&self, from: usize) -> usize {
        let quote = self.bytes[from];
        let mut at = from + 1;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += self.newline(at + 1).max(1),
                b'\n' => return at,
                _ if byte == quote => return at + 1,
                _ => {}
            }
            at += 1;
        }
        self.bytes.len()
    }

    /// End of the raw string whose quote is at `quote`, if it is one: `R"x(…)x"`.
    fn raw_string_end(&self, quote: usize) -> Option<usize> {
        let rest = &self.source[quote + 1..];
        let open = rest.bytes().take(17).position(|byte| byte == b'(')?;
        let delimiter = rest.get(..open)?;
        if delimiter.contains(['"', '\\', ' ', '\n', ')']) {
            return None;
        }
        let close = format!("){delimiter}\"");
        let body = quote + 1 + open + 1;
        Some(self.source[body..].find(&close).map_or(self.bytes.len(), |at| body + at + close.len()))
    }

    fn number(&mut self) {
        // `1'000` has quotes that open nothing; `0x1p-3` keeps its sign.
        while let Some(&byte) = self.bytes.get(self.at) {
            let separator = byte == b'\'' && self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_alphanumeric);
            if !(byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'_' || separator) {
                break;
            }
            self.at += 1;
        }
        self.state.last = Token::Literal;
    }

    fn word_end(&self, from: usize) -> usize {
        self.bytes[from..].iter().position(|byte| !is_word(*byte)).map_or(self.bytes.len(), |length| from + length)
    }

    fn word(&mut self, line_start: bool) {
        let start = self.at;
        let end = self.word_end(start);
        let word = &self.source[start..end];
        self.at = end;
        if self.bytes.get(end) == Some(&b'"')
            && matches!(word, "R" | "LR" | "uR" | "UR" | "u8R")
            && let Some(raw_end) = self.raw_string_end(end)
        {
            self.at = raw_end;
            self.state.last = Token::String;
            return;
        }
        match attribute(word) {
            Some(Attribute::Word) => self.dialect.attributes.push(start..end),
            Some(Attribute::WithArguments) => {
                let end = self.group_end(end).unwrap_or(end);
                self.dialect.attributes.push(start..end);
                self.at = end;
            }
            Some(Attribute::Wrapper) => match self.group_end(end) {
                Some(close) => {
                    let open = self.skip_blank(end);
                    self.dialect.attributes.push(start..open + 1);
                    self.dialect.attributes.push(close - 1..close);
                    self.at = close;
                    self.state.last = Token::Word;
                }
                None => self.state.last = Token::Word,
            },
            None => {
                if let Some(end) = self.macro_end(word, line_start) {
                    self.dialect.blanks.push(start..end);
                    self.at = end;
                } else {
                    self.in_enum_head |= word == "enum";
                    self.state.last = match word {
                        "__DATE__" | "__TIME__" | "__FILE__" => Token::String,
                        "else" | "do" | "try" => Token::Keyword,
                        _ => Token::Word,
                    };
                }
            }
        }
    }

    /// The end of the macro `word`, which has just been read, if it stands where no expression or
    /// declaration can.
    fn macro_end(&mut self, word: &str, line_start: bool) -> Option<usize> {
        let end = self.at;
        let next = self.skip_blank(end);
        // `"%" PRIu32`, `"mqtt://" HOST`, `"v" STRING(VERSION)`. A suffix (`"abc"_s`) touches its
        // string.
        if self.state.last == Token::String && !self.touches_previous(end - word.len()) {
            let group_end = self.group_end(end);
            let starts_like_macro = word.starts_with(|first: char| first.is_ascii_uppercase() || first == '_');
            return group_end.or(starts_like_macro.then_some(end));
        }
        if word.len() < 3 {
            return None;
        }
        let is_upper = !word.bytes().any(|byte| byte.is_ascii_lowercase());
        if !is_upper {
            return None;
        }
        if self.bytes.get(next) == Some(&b'"') {
            return Some(end);
        }
        let group_end = self.group_end(end);
        let after = self.skip_blank(group_end.unwrap_or(end));
        let after_byte = self.bytes.get(after).copied();
        // `const uint8_t font[] SECTION("fonts") = …`.
        if self.state.last == Token::Close(Bracket::Group) && after_byte == Some(b'=') && self.previous_is(end - word.len(), b']') {
            return Some(group_end.unwrap_or(end));
        }
        if !line_start || !self.is_statement_start() {
            return None;
        }
        let in_body = self.bracket() == Bracket::Body;
        if after_byte == Some(b'{') {
            let group_end = group_end?;
            if in_body && word.contains('_') {
                return Some(group_end);
            }
            // `TEST_CASE("name") {` is a function to the grammar, but for what it is given.
            if self.source[next..group_end].contains('"') {
                self.dialect.blanks.push(next + 1..group_end - 1);
            }
            return None;
        }
        // `FASTLED_USING_NAMESPACE`, which the grammar would join to the next declaration. A word
        // that somebody is typing has no underscore yet.
        let stands_alone = match group_end {
            Some(_) => self.state.depth == 0,
            None => word.contains('_'),
        };
        let end = group_end.unwrap_or(end);
        let declaration_follows = after_byte.is_none_or(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'#'));
        let line_ends = self.source[end..after].contains('\n');
        (stands_alone && line_ends && declaration_follows).then_some(end)
    }

    fn touches_previous(&self, at: usize) -> bool {
        at > 0 && !self.bytes[at - 1].is_ascii_whitespace()
    }

    /// Whether `byte` is what precedes `at`, apart from blanks.
    fn previous_is(&self, at: usize, byte: u8) -> bool {
        self.source[..at].trim_end().as_bytes().last() == Some(&byte)
    }

    /// First byte at or after `from` that is neither blank nor in a comment.
    fn skip_blank(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => at += 1,
                b'/' if self.bytes.get(at + 1) == Some(&b'/') => at = self.line_end(at),
                b'/' if self.bytes.get(at + 1) == Some(&b'*') => at = self.comment_end(at),
                _ => break,
            }
        }
        at
    }

    /// End of the parentheses that follow `from`, if they do and are closed.
    fn group_end(&self, from: usize) -> Option<usize> {
        let mut at = self.skip_blank(from);
        if self.bytes.get(at) != Some(&b'(') {
            return None;
        }
        let limit = at + LONGEST_ARGUMENTS;
        let mut depth = 0usize;
        while let Some(&byte) = self.bytes.get(at).filter(|_| at < limit) {
            match byte {
                b'"' | b'\'' => {
                    at = self.quoted_end(at);
                    continue;
                }
                b'(' => depth += 1,
                b')' => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(at + 1);
                    }
                }
                // An attribute holds none of these: the parenthesis was never closed.
                b';' | b'{' | b'}' => return None,
                _ => {}
            }
            at += 1;
        }
        None
    }

    fn punctuation(&mut self, byte: u8) {
        self.at += 1;
        let in_enum_head = self.in_enum_head && byte == b':';
        match byte {
            b'(' | b'[' => self.push(Bracket::Group),
            b'{' => {
                let bracket = self.brace();
                self.push(bracket);
            }
            b')' | b']' | b'}' => {
                let (bracket, enclosing) = self.brackets[self.state.depth];
                self.state.depth = enclosing;
                self.state.last = Token::Close(bracket);
            }
            b'.' if self.state.last == Token::Punctuation(b'.') && self.next_is(0, b'.') && self.is_block() => {
                self.case_range();
            }
            _ => self.state.last = Token::Punctuation(byte),
        }
        self.in_enum_head = in_enum_head;
    }

    /// Hides `... 5` of `case 1 ... 5:`, a GNU extension that the grammar lacks.
    fn case_range(&mut self) {
        let start = self.at - 2;
        let line = &self.source[start..self.line_end(start)];
        if let Some(colon) = line.find(':').filter(|&colon| !line[..colon].contains(';')) {
            self.dialect.blanks.push(start..start + colon);
            self.at = start + colon;
        }
        self.state.last = Token::Literal;
    }

    /// What the brace that has just been read opens.
    fn brace(&self) -> Bracket {
        let enclosing = self.bracket();
        // Statements nest in statements.
        let block = if enclosing == Bracket::Body { Bracket::Body } else { Bracket::Block };
        match self.state.last {
            _ if self.in_enum_head => Bracket::List,
            Token::Start
            | Token::Open(Bracket::Block | Bracket::Body)
            | Token::Close(Bracket::Block | Bracket::Body)
            | Token::Punctuation(b';' | b':') => block,
            Token::Punctuation(b'>') => Bracket::Block,
            // `f() {` and `[]() {` open a body, `x[] {` a list.
            Token::Close(Bracket::Group) if self.previous_is(self.at - 1, b']') => Bracket::List,
            Token::Close(Bracket::Group) | Token::Keyword => Bracket::Body,
            Token::Word if matches!(enclosing, Bracket::Block | Bracket::Body) => Bracket::Block,
            Token::Word | Token::Literal | Token::String | Token::Punctuation(_) | Token::Open(_) | Token::Close(Bracket::List) => {
                Bracket::List
            }
        }
    }

    fn push(&mut self, bracket: Bracket) {
        self.brackets.push((bracket, self.state.depth));
        self.state.depth = self.brackets.len() - 1;
        self.state.last = Token::Open(bracket);
    }

    fn is_block(&self) -> bool {
        matches!(self.bracket(), Bracket::Block | Bracket::Body)
    }

    /// Whether a statement, a declaration or a member could begin here.
    fn is_statement_start(&self) -> bool {
        self.is_block()
            && matches!(
                self.state.last,
                Token::Start
                    | Token::Open(Bracket::Block | Bracket::Body)
                    | Token::Close(Bracket::Block | Bracket::Body)
                    | Token::Punctuation(b';' | b':')
            )
    }

    fn directive(&mut self) {
        let start = self.at;
        let end = self.directive_end(start);
        self.at = end;
        let name_start = start + 1 + self.source[start + 1..end].bytes().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let name_end = self.word_end(name_start).min(end);
        let name = &self.source[name_start..name_end];
        let condition = self.source[name_end..end].trim();
        if name != "include" {
            self.blank_inside_directive(name, name_end, end);
        }
        match name {
            "if" | "ifdef" | "ifndef" => {
                let guards = name == "ifndef"
                    && self.state.last == Token::Start
                    && self.open.is_empty()
                    && self.dialect.conditionals.is_empty()
                    && self.defines_next(end, condition);
                let number = (name == "if").then(|| condition.split_whitespace().next()).flatten();
                self.open.push(Conditional {
                    entry: self.state,
                    branches: vec![Branch {
                        directive: start..end,
                        dead: number == Some("0") || self.is_excluded(end),
                        exit: self.state,
                        end,
                    }],
                    guards,
                    always: number == Some("1"),
                });
            }
            "elif" | "else" | "elifdef" | "elifndef" => {
                let is_excluded = self.is_excluded(end);
                let Some(conditional) = self.open.last_mut() else {
                    self.dialect.blanks.push(start..end);
                    self.dialect.unmatched.push(start..end);
                    return;
                };
                conditional.end_branch(self.state, start);
                conditional.guards = false;
                self.state = conditional.entry;
                conditional.branches.push(Branch { directive: start..end, dead: conditional.always || is_excluded, exit: self.state, end });
            }
            "endif" => {
                if let Some(conditional) = self.open.pop() {
                    self.close(conditional, start..end, false);
                } else {
                    self.dialect.blanks.push(start..end);
                    self.dialect.unmatched.push(start..end);
                }
            }
            _ => {
                // In the middle of an expression no grammar expects a directive.
                if !self.is_statement_start() || self.continues_if(end) {
                    self.dialect.blanks.push(start..end);
                }
            }
        }
    }

    /// Whether the branch whose directive ends at `end` is known not to be compiled.
    fn is_excluded(&self, end: usize) -> bool {
        let body = end + self.newline(end);
        body < self.bytes.len() && range_at(self.excluded, body).is_some()
    }

    /// Whether `else` is what follows `from`.
    fn continues_if(&self, from: usize) -> bool {
        let rest = &self.bytes[self.skip_blank(from)..];
        rest.starts_with(b"else") && !rest.get(4).is_some_and(|byte| is_word(*byte))
    }

    /// Hides what the grammar does not expect in a directive: comments with something after them,
    /// more than a name after `#ifdef`, and what `__has_include` is asked.
    fn blank_inside_directive(&mut self, name: &str, from: usize, end: usize) {
        let mut at = from;
        while at < end {
            let rest = &self.source[at..end];
            if rest.starts_with("/*") {
                let comment_end = self.comment_end(at).min(end);
                if !self.source[comment_end..end].trim().is_empty() {
                    self.dialect.blanks.push(at..comment_end);
                }
                at = comment_end;
            } else if rest.starts_with("//") {
                break;
            } else if rest.starts_with('"') {
                at = self.quoted_end(at);
            } else if rest.starts_with("__has_include") {
                let word_end = self.word_end(at);
                let group_end = self.group_end(word_end).unwrap_or(word_end).min(end);
                self.dialect.blanks.push(word_end..group_end);
                at = group_end;
            } else {
                at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        if matches!(name, "ifdef" | "ifndef") {
            let name_end = self.word_end(self.skip_blank(from)).min(end);
            let rest = &self.source[name_end..end];
            let length = rest.find("//").or_else(|| rest.find("/*")).unwrap_or(rest.len());
            self.dialect.blanks.push(name_end..name_end + length);
        }
    }

    /// Whether `#define NAME` is what follows `from`.
    fn defines_next(&self, from: usize, name: &str) -> bool {
        let mut words = self.source[self.skip_blank(from)..].trim_start_matches(['#', ' ']).split_whitespace();
        words.next() == Some("define") && words.next() == Some(name)
    }

    /// End of a directive: its line, with continuations and comments that run on.
    fn directive_end(&self, from: usize) -> usize {
        let mut at = from;
        while let Some(&byte) = self.bytes.get(at) {
            match byte {
                b'\\' => at += 1 + self.newline(at + 1).max(1),
                b'\n' => return at,
                b'"' => at = self.quoted_end(at),
                b'/' if self.bytes.get(at + 1) == Some(&b'/') => return self.line_end(at),
                b'/' if self.bytes.get(at + 1) == Some(&b'*') => at = self.comment_end(at),
                _ => at += 1,
            }
        }
        self.bytes.len()
    }

    /// Decides what the grammar is shown of a group that ends with the directive at `endif`.
    fn close(&mut self, mut conditional: Conditional, endif: Range<usize>, unmatched: bool) {
        conditional.end_branch(self.state, endif.start);
        let Conditional { entry, branches, guards, .. } = conditional;
        let start = branches[0].directive.start;
        let is_whole = |reader: &mut Self, branch: &Branch| {
            reader.state = branch.exit;
            !reader.continues_if(branch.directive.end)
                && (branch.exit == entry || branch.exit.depth == entry.depth && reader.is_statement_start())
        };
        self.state = entry;
        let readable = !unmatched
            && self.is_statement_start()
            && !self.continues_if(endif.end)
            && branches.iter().all(|branch| branch.dead || is_whole(self, branch));

        // The branch that the text after the group continues.
        let shown = branches.iter().position(|branch| !branch.dead);
        for (index, branch) in branches.iter().enumerate() {
            // Without its `#endif` an `#if 0` would hide everything that follows.
            let dead = branch.dead && !unmatched;
            if dead || !readable && Some(index) != shown.or(Some(0)) {
                self.dialect.inactive.push(branch.directive.end..branch.end);
            }
            if !readable {
                self.dialect.blanks.push(branch.directive.clone());
            }
        }
        if !readable {
            self.dialect.blanks.push(endif.clone());
        }
        if unmatched {
            self.dialect.unmatched.push(branches[0].directive.clone());
        }
        self.state = shown.map_or(entry, |shown| branches[shown].exit);

        let is_guard = guards && self.source[endif.end..].trim().is_empty();
        if self.open.iter().all(|outer| outer.guards) && !is_guard {
            self.dialect.conditionals.push(start..endif.end);
        }
    }
}

impl Conditional {
    /// The branch that was open ends at `end`, in `state`.
    fn end_branch(&mut self, state: State, end: usize) {
        if let Some(branch) = self.branches.last_mut() {
            branch.exit = state;
            branch.end = end;
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Sorts ranges and joins those that touch.
fn normalize(ranges: &mut Vec<Range<usize>>) {
    ranges.retain(|range| !range.is_empty());
    ranges.sort_unstable_by_key(|range| range.start);
    ranges.dedup_by(|next, previous| {
        let joined = next.start <= previous.end;
        if joined {
            previous.end = previous.end.max(next.end);
        }
        joined
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text that the grammar sees, with `·` for what is hidden.
    #[track_caller]
    fn check(source: &str, expected: &str) {
        let dialect = Dialect::read(Language::Arduino, source);
        let mut shown = String::new();
        for (at, char) in source.char_indices() {
            let hidden = range_at(&dialect.blanks, at).is_some() && !char.is_whitespace();
            shown.push(if hidden { '·' } else { char });
        }
        assert_eq!(shown, expected);
        let blanked = dialect.blanked(source.to_owned());
        assert_eq!(blanked.len(), source.len());
        let tree = Language::Arduino.parse(&blanked, None);
        assert!(!tree.root_node().has_error(), "{}", tree.root_node().to_sexp());
    }

    #[test]
    fn hides_attributes() {
        check("void IRAM_ATTR isr() {}", "void ········· isr() {}");
        check("PROGMEM const char x[] = \"a\";", "······· const char x[] = \"a\";");
        check("const char x[] U8X8_PROGMEM = \"a\";", "const char x[] ············ = \"a\";");
        check("struct S { int x; } __attribute__((packed));", "struct S { int x; } ·······················;");
        check("int x __attribute__ ((aligned(4)));", "int x ············· ··············;");
        check("void __not_in_flash_func(isr)(int x) {}", "void ····················isr·(int x) {}");
    }

    #[test]
    fn leaves_strings_comments_and_longer_words_alone() {
        for source in [
            "auto s = \"IRAM_ATTR __attribute__((\";",
            "// IRAM_ATTR\n/* PROGMEM */ int MY_PROGMEM_x;",
            "auto s = R\"x(\" IRAM_ATTR )\" // )x\";",
            "auto s = F(\"it's\"); char c = '\"'; int n = 1'000;",
            "#define ATTR IRAM_ATTR\nint x;",
            "#error don't\nint x;",
            "auto s = u8\"a\" \"b\"_s;",
        ] {
            check(source, source);
        }
    }

    #[test]
    fn keeps_conditionals_of_whole_statements() {
        for source in [
            "#ifdef A\nint x;\n#else\nint y;\n#endif\n",
            "void f() {\n#if A\n  g();\n#elif B\n  h();\n#endif\n}\n",
            "#ifndef X_H\n#define X_H\nint x;\n#endif // X_H\n",
            "class C {\npublic:\n#ifdef A\n  int x;\n#endif\n};\n",
        ] {
            check(source, source);
        }
    }

    #[test]
    fn shows_the_first_of_branches_that_are_no_statements() {
        check(
            "void f() {\n#ifdef A\nif (a) {\n#else\nif (b) {\n#endif\ng(); }\n}\n",
            "void f() {\n······ ·\nif (a) {\n·····\n·· ··· ·\n······\ng(); }\n}\n",
        );
        check("int x[] = {\n#ifdef A\n1,\n#else\n2,\n#endif\n3 };\n", "int x[] = {\n······ ·\n1,\n·····\n··\n······\n3 };\n");
        check(
            "void f() {\nif (a) {}\n#ifdef A\nelse if (b) {}\n#endif\nelse {}\n}\n",
            "void f() {\nif (a) {}\n······ ·\nelse if (b) {}\n······\nelse {}\n}\n",
        );
    }

    #[test]
    fn hides_what_is_never_compiled() {
        check("#if 0\nnot { code\n#endif\nint x;\n", "#if 0\n··· · ····\n#endif\nint x;\n");
        check("#if 1\nint x;\n#else\n) {\n#endif\n", "#if 1\nint x;\n#else\n· ·\n#endif\n");
    }

    #[test]
    fn a_directive_without_a_partner_hides_nothing_but_itself() {
        check("#ifdef A\nint x;\n", "······ ·\nint x;\n");
        check("int x;\n#endif\n", "int x;\n······\n");
        let dialect = Dialect::read(Language::Arduino, "#if A\nint x;\n");
        assert_eq!(dialect.unmatched.first(), Some(&(0..5)));
    }

    #[test]
    fn hides_macros_that_are_no_expression() {
        check("FASTLED_USING_NAMESPACE\n\nint x;", "·······················\n\nint x;");
        check("auto s = \"%\" PRIu32 \"\\n\";", "auto s = \"%\" ······ \"\\n\";");
        check("auto s = PREFIX \"text\";", "auto s = ······ \"text\";");
        check("void f() { \nEVERY_N_SECONDS(5) { g(); }\n}", "void f() { \n·················· { g(); }\n}");
        check("void f() { switch (x) { case 1 ... 5: break; } }", "void f() { switch (x) { case 1 ··· ·: break; } }");
        check("#if __has_include(<WiFi.h>)\nint x;\n#endif\n", "#if __has_include··········\nint x;\n#endif\n");
    }

    #[test]
    fn reads_what_sketches_are_made_of() {
        for source in [
            "ISR(TIMER1_COMPA_vect) { x++; }",
            "ISR(PCINT0_vect, ISR_NOBLOCK) {}",
            "BLYNK_WRITE(V1)\n{\n  int x = param.asInt();\n}\n",
            "void setup() { Serial.println(F(\"hello\")); Serial.print(x, HEX); }",
            "const char page[] PROGMEM = R\"rawliteral(<p>{'\")rawliteral\";".replace(" PROGMEM", "").as_str(),
            "int b = B00001111; byte c = 0b101; uint8_t d = (uint8_t)13;",
            "String s = String(\"a\") + 1; f(&x, *p, [](int a) { return a; });",
            "extern \"C\" { void f(); }",
            "template <typename T> T most(T a, T b) { return a > b ? a : b; }",
        ] {
            check(source, source);
        }
    }

    #[test]
    fn knows_what_is_conditional() {
        let source = "#ifndef G\n#define G\nint a;\n#ifdef A\nint b;\n#endif\n#endif\n";
        let dialect = Dialect::read(Language::Arduino, source);
        assert!(!dialect.is_conditional(source.find("int a").unwrap_or_default()));
        assert!(dialect.is_conditional(source.find("int b").unwrap_or_default()));
        let source = "int a;\n#ifdef A\nint b;\n#endif\nint c;";
        let dialect = Dialect::read(Language::Arduino, source);
        let conditional: Vec<_> =
            ["int a", "int b", "int c"].into_iter().map(|text| dialect.is_conditional(source.find(text).unwrap_or_default())).collect();
        assert_eq!(conditional, [false, true, false]);
    }
}
