//! A draft in the indentation of the document around it.
//!
//! Where a line begins says nothing about the code in C++, so there the blocks decide. In Python it
//! is the code, so there only tabs and spaces are exchanged.

use document::{Language, Snapshot};

use crate::context::{indent_at, unit};
use crate::scan::{Mode, Scan};

/// The draft as this document would write it at `offset`. Words are never changed.
pub(crate) fn fit(snapshot: &Snapshot, offset: usize, draft: &str) -> String {
    let text = snapshot.text.to_string();
    let (before, after) = text.split_at(offset);
    let mut scan = Scan::of(snapshot.language, before.as_bytes());
    let line_before = &before[scan.line_start..];
    if !line_before.trim().is_empty() && !draft.contains('\n') {
        return draft.to_owned();
    }
    // The unit is read from the whole document: above the cursor there may be nothing yet.
    let unit = unit([before, after].concat().as_bytes(), "");
    let mut written = before.to_owned();
    for (number, line) in draft.split('\n').enumerate() {
        if number > 0 {
            written.push('\n');
            scan.advance(written.as_bytes());
        }
        let at = Line { language: snapshot.language, written: &written, scan: &scan, unit: &unit, is_first: number == 0 };
        let line = at.indented(line);
        for character in line.chars() {
            written.push(character);
        }
        advance_to_end(&mut scan, written.as_bytes());
    }
    written[offset..].to_owned()
}

/// Reads what was appended, byte by byte as the scanner wants it.
fn advance_to_end(scan: &mut Scan, text: &[u8]) {
    while scan.at < text.len() {
        let next = scan.at + 1;
        scan.advance(&text[..next]);
    }
}

/// A place where a line of the draft goes on or begins.
struct Line<'a> {
    language: Language,
    /// Everything before the draft's part of this line.
    written: &'a str,
    scan: &'a Scan,
    unit: &'a str,
    is_first: bool,
}

impl Line<'_> {
    fn indented(&self, line: &str) -> String {
        let typed = &self.written[self.scan.line_start..];
        let body = line.trim_start_matches([' ', '\t']);
        let own = &line[..line.len() - body.len()];
        if !typed.trim().is_empty() || self.scan.mode != Mode::Code || body.is_empty() {
            return line.to_owned();
        }
        let own = self.converted(own);
        let is_free = match self.language {
            // A line that goes on with a statement may stand anywhere.
            Language::Arduino => self.scan.n_open_in_statement() > 0 || !self.scan.fresh || body.starts_with('#') || is_label(body),
            Language::MicroPython => !self.is_first || typed.is_empty() || self.scan.n_open_in_statement() > 0,
        };
        if is_free {
            return own + body;
        }
        let mut wanted = indent_at(self.written.as_bytes(), self.scan, self.language);
        if self.language == Language::Arduino && body.starts_with('}') {
            if typed.is_empty() {
                wanted.truncate(wanted.len().saturating_sub(self.unit.len().max(1)));
            } else {
                wanted.clear();
            }
        }
        // What stands there already is the user's.
        let missing = wanted.strip_prefix(typed).unwrap_or_default();
        // In Python less than wanted is a block that the user has left, unless the draft says otherwise.
        if self.language == Language::MicroPython && own != missing { body.to_owned() } else { missing.to_owned() + body }
    }

    /// Tabs for spaces or spaces for tabs, as the document has it.
    fn converted(&self, own: &str) -> String {
        match self.unit {
            "\t" => own.replace("    ", "\t"),
            "" => own.to_owned(),
            unit => own.replace('\t', unit),
        }
    }
}

/// Where these stand is a matter of taste.
fn is_label(body: &str) -> bool {
    ["case ", "default:", "public:", "private:", "protected:"].iter().any(|label| body.starts_with(label))
}

#[cfg(test)]
mod tests {
    use document::Document;

    use super::*;

    #[track_caller]
    fn check(language: Language, text: &str, draft: &str, expected: &str) {
        let offset = text.find('|').unwrap();
        let snapshot = Document::new(&text.replacen('|', "", 1), language).snapshot();
        assert_eq!(fit(&snapshot, offset, draft), expected, "{text}");
    }

    #[test]
    fn the_first_line_begins_where_the_block_does() {
        let cpp = |text, draft, expected| check(Language::Arduino, text, draft, expected);
        cpp("void loop() {\n|\n}", "a();", "  a();");
        cpp("void loop() {\n|\n}", "  a();", "  a();");
        cpp("void loop() {\n  |\n}", "  a();", "a();");
        cpp("void setup() {\n    b();\n}\nvoid loop() {\n  |\n}", "a();", "  a();");
        cpp("void setup() {\n\tb();\n}\nvoid loop() {\n|\n}", "  a();", "\ta();");
        cpp("|", "void setup() {", "void setup() {");
        cpp("void loop() {\n  if (x) {\n    a();\n|\n}", "}", "  }");
    }

    #[test]
    fn the_rest_of_a_line_is_left_alone() {
        check(Language::Arduino, "void loop() {\n  x =|;\n}", " 1", " 1");
        check(Language::Arduino, "void loop() {\n  f(|\n}", "  a,", "  a,");
    }

    #[test]
    fn further_lines_follow_the_blocks() {
        let cpp = |text, draft, expected| check(Language::Arduino, text, draft, expected);
        cpp("void setup() {\n    b();\n}\nvoid loop() {\n    |\n}", "if (x) {\n  a();\n}", "if (x) {\n        a();\n    }");
        cpp("void setup() {\n\tb();\n}\nvoid loop() {\n\t|\n}", "if (x) {\n    a();\n  }\n  c();", "if (x) {\n\t\ta();\n\t}\n\tc();");
        // An argument list may be laid out as one likes.
        cpp("void loop() {\n  |\n}", "f(a,\n     b);\n    c();", "f(a,\n     b);\n  c();");
        cpp("void f(int x) {\n  switch (x) {|\n  }\n}", "\n  case 1:\n    a();", "\n  case 1:\n    a();");
    }

    #[test]
    fn python_keeps_its_meaning() {
        let python = |text, draft, expected| check(Language::MicroPython, text, draft, expected);
        python("while True:\n    |\n", "    a()", "a()");
        python("while True:\n|\n", "    a()", "    a()");
        python("while True:\n\ta()\n\t|\n", "if x:\n        b()", "if x:\n\t\tb()");
        python("if x:\n    a()\n|", "b()", "b()");
        python("if x:\n    if y:\n    |\n", "    a()", "    a()");
    }

    #[test]
    fn text_in_strings_is_text() {
        check(Language::MicroPython, "x = '''\n|\n'''", "  a", "  a");
        check(Language::Arduino, "/*\n|\n*/", "     a", "     a");
    }
}
