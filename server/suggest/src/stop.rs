//! Where a draft ends: with its statement, its block, or where it begins to repeat what is there.

use decode::{Stop, is_identifier_byte};
use document::{Language, Snapshot, Span};

use crate::prompt::rest_of_line;
use crate::scan::{Mode, Scan};

/// What the text around the cursor says about the end of a draft.
#[derive(Debug)]
pub(crate) struct Stops {
    language: Language,
    multiline: bool,
    /// The document up to the cursor.
    before: Vec<u8>,
    /// The reader at the cursor.
    scan: Scan,
    /// What stands right of the cursor on its line.
    rest: String,
    /// The next line below that is not blank, trimmed.
    next_line: Option<String>,
    /// Brackets of the statement that the draft may close: the rest of the line closes the others.
    n_closable: usize,
    /// Blocks that the draft may close: the text below closes the others.
    n_closable_blocks: usize,
    /// Indentation of the cursor's line in bytes.
    indent: usize,
}

impl Stops {
    /// Reads the text around the cursor.
    pub(crate) fn new(snapshot: &Snapshot, offset: usize, multiline: bool) -> Self {
        let language = snapshot.language;
        let before = snapshot.slice(Span::new(0, offset)).into_bytes();
        let after = snapshot.slice(Span::new(offset, snapshot.text.len_bytes()));
        let scan = Scan::of(language, &before);
        let rest = rest_of_line(snapshot, offset);
        let next_line = after[rest.len()..].lines().map(str::trim).find(|line| !line.is_empty()).map(str::to_owned);
        let line = &before[scan.line_start..];
        let indent = line.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        Self {
            language,
            // What stands right of the cursor belongs to this line: the draft must stay on it, too.
            multiline: multiline && rest.trim().is_empty(),
            n_closable: scan.n_open_in_statement().saturating_sub(n_unopened(language, &rest, b")]")),
            n_closable_blocks: scan.n_blocks().saturating_sub(n_unopened(language, &after, b"}")),
            before,
            scan,
            rest,
            next_line,
            indent,
        }
    }

    /// How many bytes of the draft to keep, once it is finished.
    pub(crate) fn cut(&self, draft: &[u8]) -> Option<usize> {
        if stutters(draft) {
            return Some(0);
        }
        let keep = self.end(draft, false)?;
        Some(draft[..keep].trim_ascii_end().len())
    }

    /// The draft as it may be shown, when decoding ended for this reason.
    pub(crate) fn finish<'a>(&self, draft: &'a str, stop: &Stop) -> &'a str {
        let mut draft = draft;
        if matches!(stop, Stop::Limit | Stop::LowConfidence | Stop::DeadEnd) {
            draft = match draft.rfind('\n') {
                // A line that was not finished is dropped, if there are others.
                Some(at) if !draft[..at].trim().is_empty() => &draft[..at],
                // A word that was not finished, always.
                _ => without_word(draft),
            };
        }
        if let Some(keep) = self.end(draft.as_bytes(), true) {
            draft = &draft[..keep];
        }
        // On the cursor's line what was typed before the draft counts, too.
        let lines = [&self.before[self.scan.line_start..], draft.as_bytes()].concat();
        let last_line = lines.rsplit(|&byte| byte == b'\n').next().unwrap_or_default().trim_ascii();
        if self.repeats_next_line(last_line) {
            draft = &draft[..draft.rfind('\n').unwrap_or(0)];
        }
        draft.trim_end()
    }

    /// The place where the draft is finished; `is_all` when nothing will follow.
    fn end(&self, draft: &[u8], is_all: bool) -> Option<usize> {
        let text = [&self.before[..], draft].concat();
        let cursor = self.before.len();
        // Brackets are no repetition; the count of open ones takes care of them.
        let rest = self.rest.trim().trim_end_matches([')', ']', ';', '{', ' ']);
        let rest_is_telling = rest.len() > 1 && rest.bytes().any(is_identifier_byte);
        let mut scan = self.scan.clone();
        let mut depths = Vec::with_capacity(draft.len());
        let base = self.scan.open.len();
        let mut lowest = base;
        let mut n_closed = 0;
        let mut n_closed_blocks = 0;
        let mut opened_block = false;

        for (at, &byte) in draft.iter().enumerate() {
            depths.push(scan.open.len());
            let in_code = scan.mode == Mode::Code;
            if in_code && matches!(byte, b')' | b']' | b'}') {
                let closes_older = scan.open.len() <= lowest;
                if closes_older && byte == b'}' {
                    let next = draft[at + 1..].trim_ascii_start();
                    // `} else {` closes no more than it opens.
                    let may_be_else = if next.is_empty() { !is_all } else { is_branch(next) };
                    n_closed_blocks += usize::from(!may_be_else);
                    if n_closed_blocks > self.n_closable_blocks {
                        return Some(at);
                    }
                } else if closes_older {
                    n_closed += 1;
                    if n_closed > self.n_closable {
                        return Some(at);
                    }
                }
            }
            if byte == b'\n'
                && let Some(end) = self.end_of_line(&text, &scan, at, opened_block && scan.open.len() <= base)
            {
                return Some(end);
            }
            scan.advance(&text[..=cursor + at]);
            lowest = lowest.min(scan.open.len());
            opened_block |= scan.open.len() > base && byte == b'{';
            if in_code && byte == b'}' && n_closed_blocks > 0 {
                return Some(at + 1);
            }
            if in_code && byte == b';' && !self.multiline && self.language == Language::Arduino && scan.fresh {
                // The rest of the line may have a semicolon already.
                return Some(if self.rest.contains(';') { at } else { at + 1 });
            }
            if rest_is_telling && draft[..=at].ends_with(rest.as_bytes()) && depths[at + 1 - rest.len()] == base && scan.open.len() == base
            {
                return Some(at + 1 - rest.len());
            }
            if self.language == Language::MicroPython
                && self.multiline
                && !byte.is_ascii_whitespace()
                && self.leaves_python_block(&text, &scan, cursor + at)
            {
                return Some(scan.line_start.saturating_sub(cursor));
            }
        }
        None
    }

    /// Whether the draft is finished before the line break at `at`, or even before this line.
    fn end_of_line(&self, text: &[u8], scan: &Scan, at: usize, block_is_closed: bool) -> Option<usize> {
        let cursor = self.before.len();
        let line_start = scan.line_start.saturating_sub(cursor);
        let line = text[scan.line_start..cursor + at].trim_ascii();
        if self.repeats_next_line(line) || repeats_twice(&text[..scan.line_start], line) {
            return Some(line_start);
        }
        if !self.multiline || block_is_closed {
            return Some(at);
        }
        // A blank line ends a paragraph; the first line break may only finish the cursor's line.
        let paragraph = text[cursor..cursor + at].trim_ascii();
        (line.is_empty() && !paragraph.is_empty()).then_some(line_start)
    }

    /// Whether a Python line that begins at the byte `at` is outside of what the draft is to write.
    fn leaves_python_block(&self, text: &[u8], scan: &Scan, at: usize) -> bool {
        let cursor = self.before.len();
        let begins_line = text[scan.line_start..at].iter().all(u8::is_ascii_whitespace);
        if scan.line_start <= cursor || !begins_line || scan.open.iter().any(|open| open.at < at) {
            return false;
        }
        let indent = at - scan.line_start;
        if indent < self.indent {
            return true;
        }
        // Below a block that the draft wrote, or whose head stands on the cursor's line.
        let above = text[self.scan.line_start..scan.line_start].split(|&byte| byte == b'\n');
        let wrote_block = above.into_iter().skip(1).any(|line| {
            let code = line.trim_ascii();
            !code.is_empty() && line.len() - line.trim_ascii_start().len() > self.indent
        });
        indent <= self.indent && wrote_block && !is_branch(&text[at..])
    }

    fn repeats_next_line(&self, line: &[u8]) -> bool {
        let telling = line.len() > 2 && line.iter().any(u8::is_ascii_alphanumeric);
        telling && self.next_line.as_deref().is_some_and(|next| next.as_bytes() == line)
    }
}

/// Whether `line` stands on both of the two lines above.
fn repeats_twice(above: &[u8], line: &[u8]) -> bool {
    let mut lines = above.strip_suffix(b"\n").unwrap_or(above).rsplit(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    line.len() > 2 && lines.next() == Some(line) && lines.next() == Some(line)
}

/// Whether the draft ends in one piece of text written over and over (`, 0, 0, 0, 0`): a small model
/// that has lost the thread. Nothing of such a draft is worth showing.
fn stutters(draft: &[u8]) -> bool {
    const REPEATS: usize = 4;
    const LONGEST: usize = 32;
    (2..=LONGEST.min(draft.len() / REPEATS)).any(|period| {
        let tail = &draft[draft.len() - period * REPEATS..];
        tail[..period].iter().any(|&byte| is_identifier_byte(byte)) && tail.chunks(period).all(|chunk| chunk == &tail[..period])
    })
}

/// Whether the code goes on with a branch of the statement above; half a word may still become one.
fn is_branch(code: &[u8]) -> bool {
    [b"else".as_slice(), b"elif", b"except", b"finally"].iter().any(|word| code.starts_with(word) || word.starts_with(code))
}

/// Closing brackets of these kinds that the text closes without having opened them.
fn n_unopened(language: Language, text: &str, brackets: &[u8]) -> usize {
    let bytes = text.as_bytes();
    let mut scan = Scan::new(language);
    let mut n_open = 0_usize;
    let mut n_unopened = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        if scan.mode == Mode::Code {
            let opens = match byte {
                b'(' => b')',
                b'[' => b']',
                b'{' => b'}',
                _ => 0,
            };
            if brackets.contains(&opens) {
                n_open += 1;
            } else if brackets.contains(&byte) {
                if n_open == 0 {
                    n_unopened += 1;
                }
                n_open = n_open.saturating_sub(1);
            }
        }
        scan.advance(&bytes[..=at]);
    }
    n_unopened
}

/// The draft without the word at its end; a member takes what it is asked of with it, `Pin.` of `Pin.IN_`.
fn without_word(draft: &str) -> &str {
    let mut draft = draft;
    loop {
        draft = draft.trim_end_matches(|c: char| !c.is_ascii() || is_identifier_byte(c as u8));
        let Some(receiver) = ["->", "::", "."].iter().find_map(|operator| draft.strip_suffix(operator)) else { return draft };
        draft = receiver;
    }
}

#[cfg(test)]
mod tests {
    use document::Document;

    use super::*;

    /// Feeds the draft byte by byte, as decoding does, and gives what is kept.
    #[track_caller]
    fn check(language: Language, multiline: bool, text: &str, draft: &str, expected: &str) {
        let offset = text.find('|').unwrap();
        let snapshot = Document::new(&text.replacen('|', "", 1), language).snapshot();
        let stops = Stops::new(&snapshot, offset, multiline);
        let cut = (1..=draft.len()).find_map(|end| stops.cut(&draft.as_bytes()[..end]));
        let kept = match cut {
            Some(keep) => stops.finish(&draft[..keep], &Stop::Constraint),
            None => stops.finish(draft, &Stop::EndOfText),
        };
        assert_eq!(kept, expected, "{text}");
    }

    fn line(text: &str, draft: &str, expected: &str) {
        check(Language::Arduino, false, text, draft, expected);
    }

    #[test]
    fn a_draft_that_stutters_is_dropped() {
        assert!(stutters(b"255, 0, 0, 0, 0"));
        assert!(stutters(b"draw(2, 2, 2, 2, 2"));
        assert!(stutters(b"self.get(), self.get(), self.get(), self.get(), "));
        assert!(!stutters(b"255, 0, 0, 0"));
        assert!(!stutters(b"// --------------------"));
        assert!(!stutters(b"        return 0;"));
        assert!(!stutters(b""));
    }

    #[test]
    fn a_line_ends_with_its_statement() {
        line("void f() {\n  |\n}", "pinMode(13, OUTPUT); // led\n", "pinMode(13, OUTPUT);");
        line("void f() {\n  |\n}", "if (x) {\n", "if (x) {");
        line("for (|", "int i = 0; i < 3; i++) {\n", "int i = 0; i < 3; i++) {");
        line("x = \"|", "a;b\";\n", "a;b\";");
        line("int x|", "\nint y;", "");
    }

    #[test]
    fn the_rest_of_the_line_keeps_its_brackets() {
        line("pinMode(|);", "13, OUTPUT);", "13, OUTPUT");
        line("pinMode(|)", "13, f(x));", "13, f(x)");
        line("f(g(|));", "1));", "1");
        line("f(|", "x));", "x)");
        line("pinMode(13|, OUTPUT);", ", OUTPUT);", "");
        line("f(|x)", "max(x)", "max(x)");
        line("int x = |;", "analogRead(A0);", "analogRead(A0)");
    }

    #[test]
    fn what_follows_is_not_repeated() {
        line("void f() {\n  |\n  delay(10);\n}", "delay(10);", "");
        line("void f() {\n  del|\n\n  delay(10);\n}", "ay(10);", "");
        line("void f() {\n  del|\n  delay(10);\n}", "ay(20);", "ay(20);");
        check(Language::Arduino, true, "void f() {\n  |\n  delay(10);\n}", "a();\n  delay(10);\n", "a();");
        check(Language::MicroPython, true, "|\nled.off()\n", "led.on()\nled.off()", "led.on()");
        check(Language::Arduino, true, "void f() {\n  |\n", "a();\n  a();\n  a();\n  a();\n", "a();\n  a();");
    }

    #[test]
    fn a_block_ends_with_its_bracket() {
        check(
            Language::Arduino,
            true,
            "void f() {\n  |\n}",
            "if (x) {\n    a();\n  } else {\n    b();\n  }\n  c();",
            "if (x) {\n    a();\n  } else {\n    b();\n  }",
        );
        check(Language::Arduino, true, "void f() {|\n}", "\n  a();\n  b();\n}\n", "\n  a();\n  b();");
        check(Language::Arduino, true, "void f() {|", "\n  a();\n}\n\nvoid g() {}", "\n  a();\n}");
        check(Language::Arduino, true, "void f() {\n  |\n}", "a();\n\n  b();", "a();");
    }

    #[test]
    fn another_branch_closes_what_it_opens() {
        let text = "void f() {\n  if (a) {\n    b();\n  |\n    c();\n  }\n}";
        line(text, "} else if (d) {\n", "} else if (d) {");
        line(text, "}\n", "");
        line(text, "}", "");
    }

    #[test]
    fn a_python_block_ends_with_its_indentation() {
        let python = |text, draft, expected| check(Language::MicroPython, true, text, draft, expected);
        python("while True:\n    |\n", "a()\n    b()\nc()\n", "a()\n    b()");
        python("if x:|\n", "\n    a()\nb()\n", "\n    a()");
        python("|\n", "if x:\n    a()\nelse:\n    b()\nc()\n", "if x:\n    a()\nelse:\n    b()");
        python("x = f(|\n", "1,\n2)\n", "1,\n2)");
    }

    #[test]
    fn nothing_is_left_half_written() {
        let snapshot = Document::new("", Language::Arduino).snapshot();
        let finish = |draft, stop| Stops::new(&snapshot, 0, true).finish(draft, &stop).to_owned();
        assert_eq!(finish("digitalWrite(LED_", Stop::Limit), "digitalWrite(");
        assert_eq!(finish("a();\nb(", Stop::Limit), "a();");
        assert_eq!(finish("digitalWr", Stop::LowConfidence), "");
        assert_eq!(finish("led = Pin(2, Pin.IN, Pin.PU", Stop::Limit), "led = Pin(2, Pin.IN,");
        assert_eq!(finish("x = größe", Stop::Limit), "x =");
        assert_eq!(finish("a(); \n", Stop::EndOfText), "a();");
    }
}
