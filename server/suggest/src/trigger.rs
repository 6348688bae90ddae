//! Whether ghost text is welcome where the cursor stands, when nobody asked for it.

use boards::Target;
use document::{Language, Snapshot, Span, position};

use crate::context::{CursorContext, Place};
use crate::prompt::rest_of_line;

/// Most characters right of the cursor that still count as the end of a line.
const MAX_RIGHT: usize = 8;

/// Whether a keystroke at `offset` may bring ghost text: not inside a word, not with much code to
/// the right, where ghost text would push it around, not behind a number that is being given a name,
/// and not in prose: comments and strings, except those that name a pin.
pub fn is_welcome(snapshot: &Snapshot, target: Option<&Target>, offset: usize) -> bool {
    let offset = position::floor(&snapshot.text, offset);
    let right = rest_of_line(snapshot, offset);
    let is_in_word = right.starts_with(|it: char| it.is_alphanumeric() || it == '_');
    if is_in_word || right.trim_end().chars().count() > MAX_RIGHT {
        return false;
    }
    let line_start = snapshot.text.line_to_byte(snapshot.text.byte_to_line(offset));
    if names_a_number(&snapshot.slice(Span::new(line_start, offset))) {
        return false;
    }
    let context = CursorContext::new(snapshot, target, offset);
    match context.place {
        Place::Comment => false,
        Place::Text => context.is_pin_name(),
        _ => true,
    }
}

/// Whether the line ends in a number that gets a name: `#define LED 18`, `const int LED = 18`. Only its author
/// knows whether another digit follows; a model that guesses one makes a pin that the board does not have.
fn names_a_number(line: &str) -> bool {
    let before = line.trim_end_matches(|it: char| it.is_ascii_digit());
    if before.len() == line.len() {
        return false;
    }
    let is_define = before.trim_start().strip_prefix('#').is_some_and(|it| it.trim_start().starts_with("define"));
    before.ends_with([' ', '\t', '=']) && (before.trim_end().ends_with('=') || is_define)
}

/// What will probably be typed next at `offset`: a line break and the indentation of the new line.
/// `None` where a line is not finished, or goes on to the right.
pub fn next_line(snapshot: &Snapshot, target: Option<&Target>, offset: usize) -> Option<String> {
    let offset = position::floor(&snapshot.text, offset);
    let line_start = snapshot.text.line_to_byte(snapshot.text.byte_to_line(offset));
    let line = snapshot.slice(Span::new(line_start, offset));
    let line = line.trim();
    let is_finished = match snapshot.language {
        Language::Arduino => line.ends_with([';', '{', '}', ':', '>', '"']) || line.starts_with('#'),
        Language::MicroPython => !line.is_empty() && !line.ends_with([',', '(', '[', '{', '\\', '=']),
    };
    if !is_finished || !rest_of_line(snapshot, offset).trim().is_empty() {
        return None;
    }
    let line_break = if snapshot.slice(Span::new(0, line_start)).contains("\r\n") { "\r\n" } else { "\n" };
    let then = snapshot.with_edit(Span::new(offset, offset), line_break).ok()?;
    let context = CursorContext::new(&then, target, offset + line_break.len());
    Some(format!("{line_break}{}", context.indent))
}

#[cfg(test)]
mod tests {
    use document::Language::{self, Arduino, MicroPython};

    use super::*;
    use crate::testing::fixture;

    #[track_caller]
    fn check(language: Language, drawn: &str, expected: bool) {
        let fixture = fixture("rpipicow", language, drawn);
        assert_eq!(is_welcome(&fixture.snapshot, Some(&fixture.target), fixture.offset), expected, "{drawn}");
    }

    #[test]
    fn welcome_at_the_end_of_a_line_and_before_closers() {
        check(Arduino, "|", true);
        check(Arduino, "void f() {\n  digital|\n  delay(1);\n}", true);
        check(Arduino, "void f() { pinMode(|);\n}", true);
        check(Arduino, "int x = foo(bar[|]);\r\n", true);
        check(Arduino, "int x = |          \n", true);
    }

    #[test]
    fn not_inside_a_word() {
        check(Arduino, "dig|ital", false);
        check(Arduino, "int x = |y;", false);
    }

    #[test]
    fn not_behind_a_number_that_gets_a_name() {
        check(Arduino, "#define LED 1|", false);
        check(Arduino, "  # define LED 18|\nvoid setup() {}", false);
        check(Arduino, "const int LED = 18|;", false);
        check(MicroPython, "LED = 2|", false);
        check(Arduino, "#define LED |", true);
        check(Arduino, "const int LED1 = |", true);
        check(Arduino, "void setup() { Serial.begin(11|", true);
        check(Arduino, "#define LED1|", true);
    }

    #[test]
    fn not_before_much_code() {
        check(Arduino, "foo(|, bar(12, 3));", false);
    }

    #[test]
    fn not_in_prose() {
        check(Arduino, "// blinks |", false);
        check(Arduino, "int x = 3;  // blinks |", false);
        check(Arduino, "/* blinks\n |\n*/", false);
        check(Arduino, "void f() { Serial.print(\"a|\");\n}", false);
        check(MicroPython, "# blinks |", false);
        check(MicroPython, "def f():\n    \"\"\"Blinks |\"\"\"\n", false);
    }

    #[track_caller]
    fn next(language: Language, drawn: &str, expected: Option<&str>) {
        let fixture = fixture("rpipicow", language, drawn);
        assert_eq!(next_line(&fixture.snapshot, Some(&fixture.target), fixture.offset).as_deref(), expected, "{drawn}");
    }

    #[test]
    fn the_next_line_begins_in_its_block() {
        next(Arduino, "void f() {\n  a();|\n}", Some("\n  "));
        next(Arduino, "void f() {\n  if (x) {|\n}", Some("\n    "));
        next(Arduino, "void f() {\r\n  a();|\r\n}", Some("\r\n  "));
        next(Arduino, "void f() {\n  a(|);\n}", None);
        next(Arduino, "void f() {\n  a(1,|\n}", None);
        next(MicroPython, "while True:|\n", Some("\n    "));
        next(MicroPython, "while True:\n    led.on()|\n", Some("\n    "));
        next(MicroPython, "x = f(1,|\n", None);
    }

    #[test]
    fn welcome_in_a_string_that_names_a_pin() {
        check(MicroPython, "from machine import Pin\nled = Pin(\"|\", Pin.OUT)\n", false);
        check(MicroPython, "from machine import Pin\nled = Pin(\"|\")\n", true);
    }
}
