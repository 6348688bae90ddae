//! Where the cursor is: the first question of every suggestion.
//!
//! Prompt, constraint, candidates and ranking all read the answer. It is computed from the bytes
//! before the cursor (see [`crate::scan`]), because there the tree is broken by nature; names are
//! resolved with the facts of the whole document, which survive elsewhere in it.

use std::fmt::Write as _;

use boards::Target;
use document::facts::PinRole;
use document::{Language, Snapshot, Span, position};

use crate::probe;
use crate::scan::{Mode, Scan, chain_start, word_before, word_end, word_start};
use crate::scope::{Receiver, Scope};

/// Everything known about a place in a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CursorContext {
    /// The kind of place.
    pub place: Place,
    /// The word being typed: from its first byte to the cursor. Empty between words.
    pub word: Span,
    /// Its text.
    pub prefix: String,
    /// Whether the word goes on to the right of the cursor.
    pub splits_word: bool,
    /// Set where a pin is wanted.
    pub pin: Option<PinSlot>,
    /// The function around the cursor: `setup`, `loop`, `read_sensor`.
    pub function: Option<String>,
    /// What a new line here should begin with.
    pub indent: String,
}

/// A place for a pin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinSlot {
    /// What the pin has to do. Several when a constant is used in several ways.
    pub roles: Vec<PinRole>,
    /// Function or class that uses it: `pinMode`, `Pin`.
    pub callee: String,
    /// The word that would be replaced, on both sides of the cursor.
    pub span: Span,
    /// Whether a pin is wanted whatever follows; `Wire.begin(|` may also be given an address.
    pub is_certain: bool,
}

/// A kind of place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In an argument of a call: `pinMode(|`, `I2C(0, scl=|`.
    Argument(Argument),
    /// After a dot, an arrow or `::`.
    Member {
        /// What stands before it, as text.
        receiver: String,
        /// What that means.
        of: Receiver,
    },
    /// In the brackets or quotes of an `#include`.
    Include {
        /// What is written so far, folders included.
        written: String,
    },
    /// In a preprocessor line, where its own word stands: `#inc|`.
    Directive,
    /// A module is named: `import |`, `from |`.
    Import,
    /// A name of a module is imported: `from machine import |`.
    ImportedName {
        /// The module, as text.
        module: String,
    },
    /// A statement begins, inside a function.
    Statement,
    /// A statement or declaration begins, outside of all functions.
    TopLevel,
    /// Somewhere else in an expression.
    Value,
    /// A name is being invented: `int |`, `def |`, `import x as |`, a parameter.
    NewName,
    /// In a string.
    Text,
    /// In a comment.
    Comment,
}

/// A place in the arguments of a call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// Last name of the callee; the class when an object is constructed: `pinMode`, `Pin`, `Servo`.
    pub callee: String,
    /// What stands before it, as text: `Wire`, `machine`.
    pub receiver: Option<String>,
    /// Which argument, from 0.
    pub index: usize,
    /// Name of the keyword argument whose value this is.
    pub keyword: Option<String>,
    /// Whether the word is the first thing in the argument.
    pub begins: bool,
    /// Offset of the opening bracket.
    pub open_at: usize,
}

impl CursorContext {
    /// The context of a byte offset; one past the end means the end.
    pub fn new(snapshot: &Snapshot, target: Option<&Target>, offset: usize) -> Self {
        let offset = position::floor(&snapshot.text, offset);
        let text = snapshot.text.to_string();
        let bytes = text.as_bytes();
        let language = snapshot.language;
        let scope = Scope { facts: &snapshot.facts, outer: &snapshot.outer, target, language };

        let word = Span::new(word_start(&bytes[..offset], offset), offset);
        let scan = Scan::of(language, &bytes[..word.start]);
        let place = place(bytes, &scan, &scope);
        let end = word_end(bytes, offset);
        let pin = probe::pin_slot(snapshot, bytes, &scan, &place, Span::new(word.start, end));
        Self {
            pin,
            prefix: text[word.start..offset].to_owned(),
            splits_word: end > offset,
            function: function_around(bytes, &scan, language),
            indent: indent_at(bytes, &scan, language),
            place,
            word,
        }
    }

    /// Whether the model should be asked here at all. In strings only when a person asks for it:
    /// what is written there is for other people, and no rule can judge it.
    pub(crate) fn invites_draft(&self, asked: bool) -> bool {
        !self.splits_word && (asked || self.place != Place::Text || self.is_pin_name())
    }

    /// `Pin("|")`: a string that the tables know.
    pub(crate) fn is_pin_name(&self) -> bool {
        self.place == Place::Text && self.pin.is_some()
    }
}

/// The context in words, for people: one fact a line.
pub fn describe_context(context: &CursorContext) -> String {
    let mut text = String::new();
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(text, "{name:<9}{value}");
    };
    line("place", &place_in_words(&context.place));
    if !context.prefix.is_empty() {
        line("typed", &context.prefix);
    }
    if let Some(slot) = &context.pin {
        let roles: Vec<String> = slot.roles.iter().map(|role| format!("{role:?}")).collect();
        line("pin for", &format!("{} of {}", roles.join(", "), slot.callee));
    }
    if let Some(function) = &context.function {
        line("in", function);
    }
    line("indent", &format!("{:?}", context.indent));
    text
}

fn place_in_words(place: &Place) -> String {
    match place {
        Place::Argument(argument) => {
            let receiver = argument.receiver.as_ref().map(|receiver| format!("{receiver}.")).unwrap_or_default();
            let which = argument.keyword.as_ref().map_or_else(|| (argument.index + 1).to_string(), Clone::clone);
            let part = if argument.begins { "" } else { ", inside an expression" };
            format!("argument {which} of {receiver}{}{part}", argument.callee)
        }
        Place::Member { receiver, of } => format!(
            "member of {receiver}{}",
            match of {
                Receiver::Module(name) => format!(", the module {name}"),
                Receiver::Class(name) => format!(", the class {name}"),
                Receiver::Instance(name) => format!(", a {name}"),
                Receiver::Unknown => String::new(),
            }
        ),
        Place::Include { written } => format!("include of {written}"),
        Place::Directive => "preprocessor directive".to_owned(),
        Place::Import => "module to import".to_owned(),
        Place::ImportedName { module } => format!("name to import from {module}"),
        Place::Statement => "beginning of a statement".to_owned(),
        Place::TopLevel => "top level".to_owned(),
        Place::Value => "expression".to_owned(),
        Place::NewName => "new name".to_owned(),
        Place::Text => "string".to_owned(),
        Place::Comment => "comment".to_owned(),
    }
}

/// The kind of place where `scan` stands still: right before the word at the cursor.
fn place(text: &[u8], scan: &Scan, scope: &Scope<'_>) -> Place {
    let before = &text[..scan.at];
    let begins_statement = || match scope.language {
        Language::Arduino => scan.fresh || matches!(word_before(before, scan.code_end), b"else" | b"do"),
        Language::MicroPython => scan.open.is_empty() && begins_python_statement(before, scan),
    };
    if let Some(place) = bound_place(text, scan, scope) {
        place
    } else if !begins_statement() {
        Place::Value
    } else if function_around(text, scan, scope.language).is_some() {
        Place::Statement
    } else {
        Place::TopLevel
    }
}

/// The kind of place, if something before it restricts what may stand there.
pub(crate) fn bound_place(text: &[u8], scan: &Scan, scope: &Scope<'_>) -> Option<Place> {
    let before = &text[..scan.at];
    match scan.mode {
        Mode::LineComment | Mode::BlockComment => return Some(Place::Comment),
        Mode::Str { .. } | Mode::RawStr { .. } => return Some(Place::Text),
        Mode::Include { start, .. } => return Some(Place::Include { written: lossy(&before[start..]) }),
        Mode::Code => {}
    }
    let line = || match scope.language {
        Language::Arduino => cpp_line(before, scan),
        Language::MicroPython => python_line(before, scan),
    };
    member(before, scope).or_else(line).or_else(|| argument(before, scan, scope.language))
}

fn member(before: &[u8], scope: &Scope<'_>) -> Option<Place> {
    let arrows: &[&[u8]] = match scope.language {
        Language::Arduino => &[b".", b"->", b"::"],
        Language::MicroPython => &[b"."],
    };
    let end = arrows.iter().find_map(|arrow| before.strip_suffix(*arrow))?.len();
    let receiver = &before[chain_start(before, end)..end];
    // `3.` is a number, `..` is a mistake, `from . import` is a package.
    if receiver.first().is_none_or(u8::is_ascii_digit) {
        return (!receiver.is_empty()).then_some(Place::Value);
    }
    let receiver = lossy(receiver);
    // `from umqtt.|` names a module, and `import os.|` too.
    let line = before[before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1)..].trim_ascii_start();
    if scope.language == Language::MicroPython && (line.starts_with(b"import ") || line.starts_with(b"from ")) {
        return Some(Place::Import);
    }
    let of = scope.receiver(&receiver);
    Some(Place::Member { receiver, of })
}

/// Places that the beginning of a C++ line tells.
fn cpp_line(before: &[u8], scan: &Scan) -> Option<Place> {
    let line = before[scan.line_start..].trim_ascii_start();
    if scan.directive {
        let mut words = line.strip_prefix(b"#")?.trim_ascii_start().splitn(2, u8::is_ascii_whitespace);
        let (directive, rest) = (words.next()?, words.next());
        return Some(match (directive, rest) {
            (b"define" | b"undef" | b"ifdef" | b"ifndef", Some(rest)) if rest.trim_ascii().is_empty() => Place::NewName,
            (b"" | b"define", None) => Place::Directive,
            _ => Place::Value,
        });
    }
    const TYPES: [&[u8]; 30] = [
        b"int",
        b"void",
        b"float",
        b"double",
        b"bool",
        b"boolean",
        b"char",
        b"byte",
        b"long",
        b"short",
        b"unsigned",
        b"String",
        b"word",
        b"auto",
        b"uint8_t",
        b"uint16_t",
        b"uint32_t",
        b"uint64_t",
        b"int8_t",
        b"int16_t",
        b"int32_t",
        b"int64_t",
        b"size_t",
        b"class",
        b"struct",
        b"enum",
        b"namespace",
        b"typename",
        b"union",
        b"signed",
    ];
    const NO_TYPES: [&[u8]; 18] = [
        b"return",
        b"else",
        b"do",
        b"case",
        b"delete",
        b"new",
        b"throw",
        b"goto",
        b"static",
        b"const",
        b"constexpr",
        b"volatile",
        b"extern",
        b"inline",
        b"mutable",
        b"typedef",
        b"using",
        b"public",
    ];
    if scan.code_end == before.len() {
        return None;
    }
    let last = word_before(before, scan.code_end);
    // `Servo |`: the line is one word so far, and that word is a type.
    let alone = line.trim_ascii_end() == last && !last.is_empty() && !NO_TYPES.contains(&last);
    (alone || TYPES.contains(&last)).then_some(Place::NewName)
}

/// Places that the beginning of a Python statement tells.
fn python_line(before: &[u8], scan: &Scan) -> Option<Place> {
    // `from machine import (` may go on over lines.
    let statement_at = scan.open.first().map_or(scan.line_start, |open| line_start(before, open.at).min(scan.line_start));
    let statement = before[statement_at..].trim_ascii_start();
    let words: Vec<&[u8]> = statement.split(|byte| byte.is_ascii_whitespace() || *byte == b'(').filter(|word| !word.is_empty()).collect();
    let ends_in_blank = statement.last().is_none_or(|byte| !byte.is_ascii_alphanumeric());
    if !ends_in_blank {
        return None;
    }
    match words[..] {
        [.., b"as"] if matches!(words[0], b"import" | b"from" | b"with" | b"except") => Some(Place::NewName),
        [b"def" | b"class" | b"global" | b"nonlocal", ..] if !statement.contains(&b':') && !statement.contains(&b'=') => {
            Some(Place::NewName)
        }
        [b"for", .., last] if !words.contains(&b"in".as_slice()) && (last == b"for" || last.ends_with(b",")) => Some(Place::NewName),
        [b"for"] => Some(Place::NewName),
        [b"from", module, b"import", ..] => Some(Place::ImportedName { module: lossy(module) }),
        [b"import", ..] | [b"from"] => Some(Place::Import),
        _ => None,
    }
}

fn argument(before: &[u8], scan: &Scan, language: Language) -> Option<Place> {
    let open = scan.innermost().filter(|open| open.bracket == b'(')?;
    let callee_end = before[..open.at].trim_ascii_end().len();
    let chain_at = chain_start(before, callee_end);
    let chain = &before[chain_at..callee_end];
    let callee_at = word_start(before, callee_end);
    let mut callee = lossy(&before[callee_at..callee_end]);
    if chain.is_empty() || callee.is_empty() {
        return None;
    }
    const NO_CALLS: [&str; 13] = ["if", "for", "while", "switch", "return", "and", "or", "not", "in", "is", "elif", "assert", "lambda"];
    if NO_CALLS.contains(&callee.as_str()) {
        return None;
    }
    let mut receiver = (chain_at < callee_at).then(|| {
        let link = &before[chain_at..callee_at];
        lossy(link.strip_suffix(b".").or_else(|| link.strip_suffix(b"->")).or_else(|| link.strip_suffix(b"::")).unwrap_or(link))
    });
    // `Servo motor(|` constructs a Servo, `void f(|` declares parameters.
    if language == Language::Arduino && receiver.is_none() {
        let type_end = before[..callee_at].trim_ascii_end().len();
        let type_name = &before[word_start(before, type_end)..type_end];
        let is_type = type_name.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_')
            && type_end < callee_at
            && !matches!(type_name, b"return" | b"else" | b"new" | b"do" | b"case" | b"throw" | b"delete");
        if is_type {
            const PLAIN: [&[u8]; 17] = [
                b"void",
                b"int",
                b"float",
                b"double",
                b"bool",
                b"boolean",
                b"char",
                b"byte",
                b"long",
                b"short",
                b"unsigned",
                b"String",
                b"uint8_t",
                b"uint16_t",
                b"uint32_t",
                b"int32_t",
                b"IRAM_ATTR",
            ];
            if PLAIN.contains(&type_name) {
                return Some(Place::NewName);
            }
            callee = lossy(type_name);
            receiver = None;
        }
    }
    let mut written = before[open.argument_start.min(before.len())..].trim_ascii();
    let mut keyword = None;
    if language == Language::MicroPython
        && let Some(rest) = written.strip_suffix(b"=")
    {
        let name = rest.trim_ascii();
        if !name.is_empty() && word_start(name, name.len()) == 0 {
            keyword = Some(lossy(name));
            written = b"";
        }
    }
    Some(Place::Argument(Argument { callee, receiver, index: open.commas, keyword, begins: written.is_empty(), open_at: open.at }))
}

fn begins_python_statement(before: &[u8], scan: &Scan) -> bool {
    let line = before[scan.line_start..].trim_ascii();
    const HEADS: [&[u8]; 9] = [b"if", b"while", b"for", b"else", b"elif", b"try", b"with", b"except", b"finally"];
    let head = line.split(|byte| !byte.is_ascii_alphabetic()).next().unwrap_or_default();
    line.is_empty() || (line.ends_with(b":") && HEADS.contains(&head)) || line.ends_with(b";")
}

/// Name of the function around the place.
fn function_around(text: &[u8], scan: &Scan, language: Language) -> Option<String> {
    match language {
        Language::Arduino => scan.open.iter().filter(|open| open.is_block).find_map(|open| cpp_function(&text[..open.at])),
        Language::MicroPython => python_function(text, scan),
    }
}

/// The name in `void setup() {`, read up to the bracket.
fn cpp_function(head: &[u8]) -> Option<String> {
    let mut end = head.trim_ascii_end().len();
    for word in [b"const".as_slice(), b"override", b"noexcept"] {
        if let Some(rest) = head[..end].strip_suffix(word) {
            end = rest.trim_ascii_end().len();
        }
    }
    let parameters = head[..end].strip_suffix(b")")?;
    let mut depth = 1_usize;
    let open = parameters.iter().rposition(|byte| {
        match byte {
            b')' => depth += 1,
            b'(' => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    let name = word_before(head, open);
    (!name.is_empty() && !matches!(name, b"if" | b"for" | b"while" | b"switch" | b"catch")).then(|| lossy(name))
}

/// The nearest `def` above that is indented less than every line since.
fn python_function(text: &[u8], scan: &Scan) -> Option<String> {
    let here = &text[scan.line_start..];
    let blank = |line: &[u8]| line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    let mut least = blank(here);
    for line in text[..scan.line_start].split(|&byte| byte == b'\n').rev() {
        let indent = blank(line);
        let code = line[indent..].trim_ascii();
        if code.is_empty() || code.starts_with(b"#") || indent >= least {
            continue;
        }
        let head = code.strip_prefix(b"async ").unwrap_or(code);
        if let Some(rest) = head.strip_prefix(b"def ") {
            return Some(lossy(&rest[..word_end(rest, 0)]));
        }
        least = indent;
    }
    None
}

/// What a new line at the place should begin with.
pub(crate) fn indent_at(text: &[u8], scan: &Scan, language: Language) -> String {
    let indent_of = |at: usize| {
        let line = &text[line_start(text, at)..];
        lossy(&line[..line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()])
    };
    match language {
        Language::Arduino => {
            let block = scan.open.iter().rev().find(|open| open.is_block);
            block.map_or_else(String::new, |open| indent_of(open.at) + &unit(text, "  "))
        }
        Language::MicroPython => {
            let above = text[..scan.line_start].trim_ascii_end();
            if above.is_empty() {
                return String::new();
            }
            let mut indent = indent_of(above.len());
            let last = above[line_start(above, above.len())..].trim_ascii_start();
            let unit = unit(text, "    ");
            let ends_block: [&[u8]; 5] = [b"return", b"break", b"continue", b"pass", b"raise"];
            if last.ends_with(b":") {
                indent += &unit;
            } else if ends_block.contains(&&last[..word_end(last, 0)]) {
                indent.truncate(indent.len().saturating_sub(unit.len()));
            }
            indent
        }
    }
}

/// One step of indentation as this document writes it.
pub(crate) fn unit(text: &[u8], usual: &str) -> String {
    const LINES: usize = 400;
    let mut least = usize::MAX;
    for line in text.split(|&byte| byte == b'\n').take(LINES) {
        if line.starts_with(b"\t") {
            return "\t".to_owned();
        }
        let spaces = line.iter().take_while(|&&byte| byte == b' ').count();
        // One space is the margin of a block comment.
        if spaces > 1 && spaces < line.trim_ascii_end().len() {
            least = least.min(spaces);
        }
    }
    if least <= 8 { " ".repeat(least) } else { usual.to_owned() }
}

fn line_start(text: &[u8], at: usize) -> usize {
    text[..at].iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1)
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::fixture;

    fn context(board: &str, language: Language, text: &str) -> CursorContext {
        let fixture = fixture(board, language, text);
        CursorContext::new(&fixture.snapshot, Some(&fixture.target), fixture.offset)
    }

    #[track_caller]
    fn cpp(text: &str, expected: &str) {
        assert_eq!(place_in_words(&context("esp32dev", Language::Arduino, text).place), expected, "{text}");
    }

    #[track_caller]
    fn python(text: &str, expected: &str) {
        assert_eq!(place_in_words(&context("esp32dev", Language::MicroPython, text).place), expected, "{text}");
    }

    #[test]
    fn arguments_of_calls() {
        cpp("void setup() { pinMode(|", "argument 1 of pinMode");
        cpp("void setup() { pinMode(13, OUT|", "argument 2 of pinMode");
        cpp("void setup() { pinMode(|, OUTPUT);", "argument 1 of pinMode");
        cpp("void setup() { Wire.begin(|", "argument 1 of Wire.begin");
        cpp("void setup() { a->b(1, |", "argument 2 of a.b");
        cpp("void setup() { f(g(1, 2), |", "argument 2 of f");
        cpp("void setup() { delay(1000 + |", "argument 1 of delay, inside an expression");
        cpp("Servo motor(|", "argument 1 of Servo");
        cpp("void loop() { digitalWrite(LED_|", "argument 1 of digitalWrite");
        python("p = Pin(|", "argument 1 of Pin");
        python("p = machine.Pin(2, |", "argument 2 of machine.Pin");
        python("i = I2C(0, scl=|", "argument scl of I2C");
        python("i = I2C(0, scl=Pin(|", "argument 1 of Pin");
        python("f(a == |", "argument 1 of f, inside an expression");
        python("f(\n  1,\n  |", "argument 2 of f");
    }

    #[test]
    fn keywords_are_no_calls() {
        cpp("void loop() { if (|", "expression");
        cpp("void loop() { while (x < |", "expression");
        cpp("void loop() { for (int i = 0; i < |", "expression");
        python("if (|", "expression");
        python("x = not (|", "expression");
    }

    #[test]
    fn members() {
        cpp("void loop() { Wire.|", "member of Wire, a TwoWire");
        cpp("#include <Servo.h>\nServo s;\nvoid loop() { s.wr| }", "member of s, a Servo");
        cpp("void loop() { thing->|", "member of thing");
        python("import machine\nmachine.|", "member of machine, the module machine");
        python("import machine as m\nm.Pi|", "member of m, the module machine");
        python("from machine import Pin\nPin.|", "member of Pin, the class machine.Pin");
        python("import machine\np = machine.Pin.|", "member of machine.Pin, the class machine.Pin");
        python("from machine import Pin\nPin(2, Pin.OUT).|", "member of Pin(2, Pin.OUT), a machine.Pin");
        python("from machine import Pin\nled = Pin(2)\nled.|", "member of led, a machine.Pin");
        python("from machine import Pin\nled = Pin(2)\nwhile True:\n    led.\n    foo(|", "argument 1 of foo");
        python("x = 3.|", "expression");
        python("nobody.|", "member of nobody");
    }

    #[test]
    fn includes_and_imports() {
        cpp("#include <Wi|", "include of ");
        cpp("#include <driver/le|", "include of driver/");
        cpp("#include \"|", "include of ");
        cpp("#inc|", "preprocessor directive");
        cpp("#define |", "new name");
        cpp("#define LED |", "expression");
        python("import |", "module to import");
        python("import os, |", "module to import");
        python("from |", "module to import");
        python("from machine import |", "name to import from machine");
        python("from machine import Pin, A|", "name to import from machine");
        python("from machine import (\n    Pin,\n    |", "name to import from machine");
        python("import time as |", "new name");
    }

    #[test]
    fn beginnings() {
        cpp("|", "top level");
        cpp("int x;\n|", "top level");
        cpp("void setup() {\n  |", "beginning of a statement");
        cpp("void setup() {\n  if (x) {\n    dig|\n  }\n}", "beginning of a statement");
        cpp("void setup() {\n  if (x)\n    |", "beginning of a statement");
        cpp("void setup() {\n  if (x) a(); else |", "beginning of a statement");
        cpp("void setup() { x = |", "expression");
        cpp("int pins[] = {2, |", "expression");
        python("|", "top level");
        python("import machine\n|", "top level");
        python("def f():\n    |", "beginning of a statement");
        python("while True:\n    x = |", "expression");
        python("if x: |", "top level");
    }

    #[test]
    fn names_being_invented() {
        cpp("int |", "new name");
        cpp("const int l|", "new name");
        cpp("Servo |", "new name");
        cpp("void setup(|", "new name");
        cpp("void loop() { return |", "expression");
        python("def |", "new name");
        python("def f(|", "new name");
        python("for |", "new name");
        python("for i in |", "expression");
        python("class A(|", "new name");
    }

    #[test]
    fn strings_and_comments() {
        cpp("void loop() { print(\"a |", "string");
        cpp("// a |", "comment");
        cpp("/* a\n * |", "comment");
        python("'''doc |", "string");
        python("x = 1  # no|", "comment");
    }

    #[track_caller]
    fn roles(board: &str, language: Language, text: &str, expected: &str) {
        let context = context(board, language, text);
        let found = context.pin.map(|slot| format!("{:?} {}{}", slot.roles, slot.callee, if slot.is_certain { "" } else { "?" }));
        assert_eq!(found.unwrap_or_default(), expected, "{text}");
    }

    #[test]
    fn places_for_pins() {
        use Language::{Arduino, MicroPython};
        roles("uno", Arduino, "void setup() { pinMode(|", "[Unspecified] pinMode");
        roles("uno", Arduino, "void setup() { pinMode(|, OUTPUT);\n}", "[Output] pinMode");
        roles("uno", Arduino, "void setup() { pinMode(|);\n}", "[Unspecified] pinMode");
        roles("uno", Arduino, "void loop() { digitalWrite(1|\n  delay(10);\n}", "[Output] digitalWrite");
        roles("uno", Arduino, "void loop() { int x = analogRead(|); }", "[AnalogRead] analogRead");
        roles("uno", Arduino, "void loop() { attachInterrupt(digitalPinToInterrupt(|), f, RISING); }", "[Interrupt] attachInterrupt");
        roles("uno", Arduino, "void loop() { delay(|", "");
        roles("uno", Arduino, "void loop() { digitalWrite(13, |", "");
        roles("esp32dev", Arduino, "void setup() { Wire.begin(|", "[I2cSda] Wire.begin?");
        roles("uno", Arduino, "#define LED |\nvoid setup() { pinMode(LED, OUTPUT); }", "[Output] pinMode");
        roles("uno", Arduino, "const int pot = |;\nvoid loop() { analogRead(pot); }", "[AnalogRead] analogRead");
        roles("uno", Arduino, "int x = |;", "");
        roles("pico", MicroPython, "from machine import Pin\nled = Pin(|", "[Unspecified] Pin");
        roles("pico", MicroPython, "from machine import Pin\nled = Pin(|, Pin.OUT)", "[Output] Pin");
        roles("pico", MicroPython, "from machine import Pin, ADC\na = ADC(Pin(|", "[AnalogRead] ADC");
        roles("pico", MicroPython, "from machine import Pin, I2C\ni = I2C(0, scl=Pin(|), sda=Pin(4))", "[I2cScl] I2C");
        roles("rpipicow", MicroPython, "from machine import Pin\nled = Pin(\"|\", Pin.OUT)", "[Output] Pin");
    }

    #[test]
    fn words_and_what_they_split() {
        let context = |text| context("uno", Language::Arduino, text);
        let typed = context("void loop() { digi|talWrite(1, 2); }");
        assert_eq!((typed.prefix.as_str(), typed.splits_word), ("digi", true));
        assert!(!typed.invites_draft(false));
        let after = context("void loop() { gr\u{f6}\u{df}e| }");
        assert_eq!((after.prefix.as_str(), after.splits_word), ("gr\u{f6}\u{df}e", false));
    }

    #[test]
    fn functions_and_indentation() {
        let cpp = |text| {
            let context = context("uno", Language::Arduino, text);
            (context.function.unwrap_or_default(), context.indent)
        };
        let python = |text| {
            let context = context("pico", Language::MicroPython, text);
            (context.function.unwrap_or_default(), context.indent)
        };
        let is = |function: &str, indent: &str| (function.to_owned(), indent.to_owned());
        assert_eq!(cpp("|"), is("", ""));
        assert_eq!(cpp("void setup() {\n|}"), is("setup", "  "));
        assert_eq!(cpp("int f(int a, int b)\n{\n    if (a) {\n|"), is("f", "        "));
        assert_eq!(cpp("class A {\n  void go() {\n    |"), is("go", "    "));
        assert_eq!(cpp("void setup() {\n\tint x;\n|}"), is("setup", "\t"));
        assert_eq!(python("def f():\n  x = 1\n|"), is("", "  "));
        assert_eq!(python("def f(a):\n    for i in a:\n        |"), is("f", "        "));
        assert_eq!(python("def f(a):\n    return a\n|"), is("", ""));
        assert_eq!(python("while True:\n|"), is("", "    "));
    }

    #[test]
    fn contexts_can_be_printed() {
        let context = context("uno", Language::Arduino, "void setup() {\n  pinMode(1|, OUTPUT);\n}");
        assert_eq!(
            describe_context(&context),
            "place    argument 1 of pinMode\ntyped    1\npin for  Output of pinMode\nin       setup\nindent   \"  \"\n"
        );
    }
}
