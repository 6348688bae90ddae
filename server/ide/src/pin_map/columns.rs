//! A picture of a board for a terminal: two columns around the board.

use std::fmt::Write as _;

use boards::End;

use super::picture::{Mark, Picture, PinPlace, Place};
use crate::svg_text::shorten;

/// Width of the text on either side.
const TEXT: usize = 44;
/// Width of a label inside the board.
const LABEL: usize = 8;

/// Draws a picture in at most 112 columns; with `color`, marks are coloured as well as shaped.
pub fn columns(picture: &Picture, color: bool) -> String {
    let mut text = format!("{}\n{}\n\n", picture.title, picture.subtitle);
    let pad = " ".repeat(TEXT + 3);
    let edge = "─".repeat(2 * LABEL + 6);
    let usb = format!("{:─^width$}", " USB ", width = 2 * LABEL + 6);
    let rim = |end: End| if picture.usb == Some(end) { &usb } else { &edge };
    let _ = writeln!(text, "{pad}┌{}┐", rim(End::Top));
    for section in &picture.sections {
        if !section.title.is_empty() {
            let _ = writeln!(text, "{pad}│{:^width$}│", section.title, width = 2 * LABEL + 6);
        }
        for row in 0..section.left.len().max(section.right.len()) {
            let (left, right) = (section.left.get(row), section.right.get(row));
            let left_text = shorten(&beside(left), TEXT);
            let (left_sign, right_sign) = (sign(left, color), sign(right, color));
            let line = format!(
                "{left_text:>TEXT$} {left_sign} │ {:<LABEL$}    {:>LABEL$} │ {right_sign} {}",
                label(left),
                label(right),
                shorten(&beside(right), TEXT)
            );
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
    let _ = writeln!(text, "{pad}└{}┘", rim(End::Bottom));
    for pin in &picture.inside {
        let _ = writeln!(text, "  {} {} ({}, on no header): {}", mark(pin.mark, color), pin.label, pin.chip_pin, of_pin(pin));
    }
    let mut pins = picture.pins();
    pins.retain(|pin| matches!(pin.mark, Mark::Conflict | Mark::Risky));
    pins.sort_by_key(|pin| std::cmp::Reverse(pin.mark));
    text.push('\n');
    for pin in pins {
        for note in &pin.notes {
            let _ = writeln!(text, "  {} {}: {note}", mark(pin.mark, color), pin.label);
        }
    }
    let mut marks = vec![Mark::Used, Mark::Conflict, Mark::Risky, Mark::Careful];
    let mut legend = String::new();
    if let Some(wish) = picture.wish {
        marks.push(Mark::Free);
        let free = picture.pins().iter().filter(|pin| pin.mark == Mark::Free).map(|pin| pin.label.clone()).collect::<Vec<_>>();
        let free = if free.is_empty() { "none".to_owned() } else { free.join(", ") };
        let _ = writeln!(text, "  free for {}: {free}", wish.name());
    }
    for one in marks {
        let _ = write!(legend, "  {} {}", mark(one, color), one.word());
    }
    let _ = writeln!(text, "\n{legend}");
    text
}

fn label(place: Option<&Place>) -> &str {
    match place {
        Some(Place::Pin(pin)) => &pin.label,
        Some(Place::Supply(name)) => name,
        Some(Place::Gap) | None => "",
    }
}

fn beside(place: Option<&Place>) -> String {
    match place {
        Some(Place::Pin(pin)) => of_pin(pin),
        Some(Place::Supply(_) | Place::Gap) | None => String::new(),
    }
}

fn of_pin(pin: &PinPlace) -> String {
    match pin.uses.as_slice() {
        [] => pin.suits.as_ref().map_or_else(|| pin.abilities.clone(), |suits| format!("suits: {suits}")),
        [first, rest @ ..] => {
            let more = if rest.is_empty() { String::new() } else { format!(" +{}", rest.len()) };
            let place = format!("{}:{}{more}", first.file.file_name().unwrap_or_default().to_string_lossy(), first.line);
            let room = TEXT.saturating_sub(place.chars().count() + 2);
            format!("{}  {place}", shorten(&first.text, room.max(10)))
        }
    }
}

fn sign(place: Option<&Place>, color: bool) -> String {
    match place {
        Some(Place::Pin(pin)) => mark(pin.mark, color),
        Some(Place::Supply(_) | Place::Gap) | None => " ".to_owned(),
    }
}

fn mark(mark: Mark, color: bool) -> String {
    let code = match mark {
        Mark::Plain => return " ".to_owned(),
        Mark::Used => 34,
        Mark::Conflict => 31,
        Mark::Risky | Mark::Careful => 33,
        Mark::Free => 32,
    };
    if color { format!("\x1b[{code}m{}\x1b[0m", mark.sign()) } else { mark.sign().to_owned() }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use boards::{RuntimeKind, Tables};

    use super::*;
    use crate::{PinMap, Wish};

    #[test]
    fn lines_fit_a_terminal_and_borders_stand_below_each_other() {
        for board in ["uno", "esp32dev", "megaatmega2560", "pico"] {
            let target = Tables::embedded().target(board, RuntimeKind::Arduino, None).unwrap();
            let text = columns(&Picture::new(&PinMap::empty(Path::new("."), &target), &target, Some(Wish::Servo)), false);
            for line in text.lines().filter(|line| line.contains('│')) {
                assert!(line.chars().count() <= 112, "{line}");
                assert_eq!(line.chars().position(|it| it == '│'), Some(TEXT + 3), "{line}");
            }
        }
    }
}
