//! What a pin written here would have to do.
//!
//! Which calls take pins, and what for, is known in one place: the facts of a document. So the call
//! is completed with a number in the place of the word, and the facts of that text are asked. This
//! also answers for constants: `#define LED |` wants a pin that everything done with `LED` accepts.

use document::facts::{PinRole, may_reach_pin};
use document::{Language, Snapshot, Span};

use crate::context::{Argument, PinSlot, Place};
use crate::scan::{Mode, Scan, word_before, word_start};

/// What is written in the place of the word: no board lacks it, no rule of facts finds it special.
const PLACEHOLDER: &str = "7";

/// The pin slot at `word` (both sides of the cursor), if a pin is wanted there.
///
/// `scan` stands right before the word, `place` is what it found there.
pub(crate) fn pin_slot(snapshot: &Snapshot, text: &[u8], scan: &Scan, place: &Place, word: Span) -> Option<PinSlot> {
    let is_possible = match place {
        Place::Argument(argument) => argument.begins,
        Place::Value => defines_name(text, scan),
        Place::Text => quotes_argument(text, scan),
        _ => false,
    };
    if !is_possible {
        return None;
    }
    let line_end = text[word.end..].iter().position(|&byte| matches!(byte, b'\n' | b'\r')).map_or(text.len(), |n| word.end + n);
    let (replaced, placeholder) = match scan.mode {
        // The quotes stay.
        Mode::Str { .. } => (Span::new(word.start, line_end), "LED"),
        _ => (Span::new(word.start, line_end), PLACEHOLDER),
    };
    let rest = std::str::from_utf8(&text[word.end..line_end]).ok()?;
    let is_last = rest.trim_start().is_empty() || rest.trim_start().starts_with(')');
    let paddings = if is_last && matches!(place, Place::Argument(_)) { PADDINGS } else { &PADDINGS[..1] };
    paddings.iter().find_map(|padding| {
        let written = format!("{placeholder}{padding}");
        let completed = close_line(snapshot.language, text, scan, word.start, &written, rest);
        let (roles, callee) = ask(snapshot, replaced, &format!("{written}{completed}"), word.start)?;
        Some(PinSlot { roles, callee, span: word, is_certain: padding.is_empty() })
    })
}

/// Arguments that may still follow: `Wire.begin(|` wants a pin only if there will be two.
const PADDINGS: &[&str] = &["", ", 7", ", 7, 7", ", 7, 7, 7"];

/// The roles of the pin written at `at` after the edit, and the function that wants it.
fn ask(snapshot: &Snapshot, replaced: Span, text: &str, at: usize) -> Option<(Vec<PinRole>, String)> {
    let probe = snapshot.with_edit(replaced, text).ok()?;
    let mut uses: Vec<_> = probe
        .facts
        .pin_uses
        .iter()
        .filter(|pin_use| {
            let written = pin_use.origin.unwrap_or(pin_use.span);
            written.start <= at && at < written.end
        })
        .collect();
    // `ADC(Pin(7))` uses the pin twice; the outer use says what for.
    if uses.iter().any(|pin_use| pin_use.role != PinRole::Unspecified) {
        uses.retain(|pin_use| pin_use.role != PinRole::Unspecified);
    }
    let callee = uses.first()?.callee.clone();
    let mut roles: Vec<PinRole> = uses.iter().map(|pin_use| pin_use.role).collect();
    roles.sort_unstable();
    roles.dedup();
    Some((roles, callee))
}

/// The rest of the line with everything closed that is open before it.
fn close_line(language: Language, text: &[u8], scan: &Scan, word_start: usize, placeholder: &str, rest: &str) -> String {
    let mut whole = text[..word_start].to_vec();
    whole.extend_from_slice(placeholder.as_bytes());
    whole.extend_from_slice(rest.as_bytes());
    let mut after = scan.clone();
    after.advance(&whole);
    let mut closed = match after.mode {
        // What stands in a comment closes nothing.
        Mode::LineComment => rest[..rest.find(if language == Language::Arduino { "//" } else { "#" }).unwrap_or(rest.len())].to_owned(),
        _ => rest.to_owned(),
    };
    if let Mode::Str { quote, .. } = after.mode {
        closed.push(char::from(quote));
    }
    for open in after.open.iter().rev() {
        match open.bracket {
            b'(' => closed.push(')'),
            b'[' => closed.push(']'),
            _ => break,
        }
    }
    if language == Language::Arduino && !scan.directive && !closed.trim_end().ends_with([';', '{', '}']) {
        closed.push(';');
    }
    closed
}

/// Whether a value for a name is written here: `#define LED |`, `const int LED = |`, `LED = |`.
fn defines_name(text: &[u8], scan: &Scan) -> bool {
    let line = text[scan.line_start..scan.at].trim_ascii();
    if scan.directive {
        let words: Vec<&[u8]> = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).collect();
        return matches!(words[..], [b"#define", _]);
    }
    let Some(name) = line.strip_suffix(b"=") else { return false };
    let compares = name.ends_with(b"=") || name.ends_with(b"!") || name.ends_with(b"<") || name.ends_with(b">");
    !compares && !word_before(name, name.len()).is_empty()
}

/// Whether the string that is open here is all of an argument: `Pin("|`.
fn quotes_argument(text: &[u8], scan: &Scan) -> bool {
    let Mode::Str { start, triple: false, .. } = scan.mode else { return false };
    let is_whole = |open: &crate::scan::Open| open.bracket == b'(' && text[open.argument_start..start].trim_ascii().is_empty();
    scan.at == start + 1 && scan.innermost().is_some_and(is_whole)
}

/// Whether the place that `scan` stands at may be one for a pin: no call around it is known to take none. Spares a parse at
/// most places: a pin in `Serial.println(|` can be none whatever the document says.
pub(crate) fn may_be_pin(snapshot: &Snapshot, text: &[u8], scan: &Scan, keyword: Option<&str>) -> bool {
    let language = snapshot.language;
    let is_innermost = |at: usize| scan.innermost().is_some_and(|open| open.at == at);
    let in_statement = scan.open.iter().rev().take_while(|open| open.bracket != b'{' || language == Language::MicroPython);
    in_statement.into_iter().any(|open| {
        if open.bracket != b'(' {
            return true;
        }
        let keyword = if is_innermost(open.at) { Some(keyword.unwrap_or_default()) } else { None };
        let may_take = |name: &[u8]| {
            let Ok(name) = std::str::from_utf8(name) else { return true };
            may_reach_pin(language, name, open.commas, keyword)
                || snapshot.facts.declares_callee(name)
                || snapshot.outer.declares_callee(name)
        };
        let name_end = text[..open.at].trim_ascii_end().len();
        let name_start = word_start(text, name_end);
        let name = &text[name_start..name_end];
        // `static_cast<int>(|`, `FastLED.addLeds<WS2812B, 6>(|`, `(|`: look at the whole.
        if name.is_empty() {
            return true;
        }
        // `Servo motor(|` constructs a Servo.
        may_take(name) || language == Language::Arduino && may_take(word_before(text, name_start))
    })
}

/// The roles of an argument that a draft writes: the document goes up to the cursor, then comes `draft`
/// up to the argument.
pub(crate) fn roles_in_draft(snapshot: &Snapshot, cursor: usize, draft: &str, scan: &Scan, argument: &Argument) -> Vec<PinRole> {
    if !argument.begins {
        return Vec::new();
    }
    let mut text = snapshot.slice(Span::new(0, cursor)).into_bytes();
    text.extend_from_slice(draft.as_bytes());
    let closed = close_line(snapshot.language, &text, scan, text.len(), PLACEHOLDER, "");
    let line_end = {
        let after = snapshot.slice(Span::new(cursor, snapshot.text.len_bytes()));
        cursor + after.find(['\n', '\r']).unwrap_or(after.len())
    };
    ask(snapshot, Span::new(cursor, line_end), &format!("{draft}{PLACEHOLDER}{closed}"), cursor + draft.len())
        .map(|(roles, _)| roles)
        .unwrap_or_default()
}
