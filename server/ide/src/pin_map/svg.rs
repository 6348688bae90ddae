//! A picture of a board as SVG: readable on its own in light and dark, themed by CSS variables where
//! it is embedded.
//!
//! Every pin is a group with a role, a label for screen readers, a place in the tab order when there
//! is something to say about it, and `data-` attributes from which an editor makes links.
//! No state is told by colour alone: each [`Mark`] has a shape and a word.

use std::fmt::Write as _;

use boards::End;

use super::picture::{Mark, Picture, PictureSection, PinPlace, Place};
use crate::svg_text::{escape, shorten, wrap};

/// Height of a row.
const ROW: usize = 24;
/// Least and most width of the text beside the board.
const TEXT: std::ops::RangeInclusive<usize> = 120..=350;
/// Width of a letter at 12 px, for the widest words.
const LETTER: usize = 7;
/// Least width of a drawing: the legend fits, without a wish and with one.
const MIN_WIDTH: [usize; 2] = [540, 660];
/// Width of the board.
const BOARD: usize = 164;
/// Room between board and text, for the mark.
const GUTTER: usize = 34;
/// Outer margin.
const MARGIN: usize = 16;
/// Height of the title.
const HEAD: usize = 64;
/// Characters that fit beside the board at 12 px.
const MAX_TEXT: usize = 48;
/// Lines of notes below the board.
const MAX_NOTES: usize = 10;

/// How wide things are: no wider than what is written there.
#[derive(Debug, Clone, Copy)]
struct Sheet {
    /// Text left of the board.
    left: usize,
    /// Text right of the board.
    right: usize,
}

impl Sheet {
    fn of(picture: &Picture) -> Self {
        let widest = |side: fn(&PictureSection) -> &Vec<Place>| {
            let texts = picture.sections.iter().flat_map(side).filter_map(|place| match place {
                Place::Pin(pin) => Some(what(pin).chars().count()),
                Place::Gap | Place::Supply(_) => None,
            });
            (texts.max().unwrap_or(0) * LETTER + 20).clamp(*TEXT.start(), *TEXT.end())
        };
        let sheet = Self { left: widest(|section| &section.left), right: widest(|section| &section.right) };
        let missing = MIN_WIDTH[usize::from(picture.wish.is_some())].max(picture.title.chars().count() * 11).saturating_sub(sheet.width());
        Self { left: sheet.left + missing / 2, right: sheet.right + missing.div_ceil(2) }
    }

    fn width(self) -> usize {
        self.board_right() + GUTTER + self.right + MARGIN
    }

    fn board_left(self) -> usize {
        MARGIN + self.left + GUTTER
    }

    fn board_right(self) -> usize {
        self.board_left() + BOARD
    }

    fn board_center(self) -> usize {
        self.board_left() + BOARD / 2
    }

    /// Characters that fit a line below the board.
    fn max_note(self) -> usize {
        (self.width() - 2 * MARGIN - 26) * 10 / 64
    }
}

/// Colours of Okabe and Ito's colour-blind safe set, darkened or lightened until they read well as
/// text (contrast 4.5 or more) on their background.
const STYLE: &str = "
svg.boardwise{--bw-bg:#ffffff;--bw-fg:#1f2328;--bw-muted:#59636e;--bw-board:#e3efec;--bw-edge:#2f6f62;--bw-pad:#ffffff;--bw-used:#0060a8;--bw-conflict:#b3261e;--bw-risky:#8a5a00;--bw-free:#00694d;font-family:system-ui,'Segoe UI',sans-serif;font-size:12px}
@media (prefers-color-scheme:dark){svg.boardwise{--bw-bg:#1e1e1e;--bw-fg:#e6e6e6;--bw-muted:#a8b0b8;--bw-board:#16302b;--bw-edge:#6fb3a4;--bw-pad:#1e1e1e;--bw-used:#6cb8ff;--bw-conflict:#ff8a80;--bw-risky:#f0b848;--bw-free:#4fd6a8}}
.bw-bg{fill:var(--bw-bg)}.bw-fg{fill:var(--bw-fg)}.bw-muted{fill:var(--bw-muted)}.bw-title{font-size:18px;font-weight:600}
.bw-board{fill:var(--bw-board);stroke:var(--bw-edge);stroke-width:1.5}.bw-usb{fill:var(--bw-muted)}
.bw-pad{fill:var(--bw-pad);stroke:var(--bw-edge);stroke-width:1.5}.bw-label{font-family:ui-monospace,Consolas,'DejaVu Sans Mono',monospace;font-weight:600;fill:var(--bw-fg)}
.bw-supply .bw-label{fill:var(--bw-muted);font-weight:400}.bw-supply .bw-pad{fill:var(--bw-edge)}
.bw-pin text,.bw-pin .bw-sign{fill:var(--bw-muted)}.bw-pin .bw-label{fill:var(--bw-fg)}
.bw-used text,.bw-used .bw-sign{fill:var(--bw-used)}.bw-used .bw-pad{fill:var(--bw-used)}
.bw-risky text,.bw-risky .bw-sign{fill:var(--bw-risky)}.bw-risky .bw-pad{fill:var(--bw-risky)}
.bw-conflict text,.bw-conflict .bw-sign{fill:var(--bw-conflict)}.bw-conflict .bw-pad{fill:var(--bw-conflict)}.bw-conflict .bw-what,.bw-used .bw-what,.bw-risky .bw-what,.bw-free .bw-what{font-weight:600}
.bw-careful .bw-sign{fill:none;stroke:var(--bw-risky);stroke-width:1.6}.bw-free text,.bw-free .bw-sign{fill:var(--bw-free)}.bw-free .bw-pad{stroke:var(--bw-free);stroke-width:3}
.bw-used .bw-label,.bw-risky .bw-label,.bw-conflict .bw-label,.bw-free .bw-label{fill:var(--bw-fg)}
.bw-box{fill:none;stroke:none}.bw-conflict .bw-box{stroke:var(--bw-conflict);stroke-width:1.5;stroke-dasharray:5 3}
";

/// Draws a picture.
pub fn svg(picture: &Picture) -> String {
    let sheet = Sheet::of(picture);
    let width = sheet.width();
    let n_rows: usize =
        picture.sections.iter().map(|section| section.left.len().max(section.right.len()) + usize::from(!section.title.is_empty())).sum();
    let board_top = HEAD + 18;
    let board_height = n_rows * ROW + 36;
    let mut body = String::new();
    let mut y = board_top + board_height;
    draw_board(&mut body, picture, sheet, board_top, board_height);
    if !picture.inside.is_empty() {
        y += 28;
        let _ = writeln!(body, r#"<text class="bw-muted" x="{MARGIN}" y="{y}">Inside the board, not on a header:</text>"#);
        for pin in &picture.inside {
            y += ROW;
            draw_inside(&mut body, pin, sheet, y);
        }
    }
    y += 20;
    draw_notes(&mut body, picture, sheet, &mut y);
    y += 32;
    draw_legend(&mut body, picture, y);
    let height = y + 20;

    let summary = summary(picture);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"boardwise\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" role=\"group\" aria-label=\"{}\">\n<style>{STYLE}</style>\n",
        escape(&summary)
    );
    let _ = writeln!(text, r#"<rect class="bw-bg" width="{width}" height="{height}"/>"#);
    let _ =
        writeln!(text, r#"<text class="bw-fg bw-title" x="{}" y="30" text-anchor="middle">{}</text>"#, width / 2, escape(&picture.title));
    let wish = picture.wish.map(|wish| format!(" · free pins for {}", wish.name())).unwrap_or_default();
    let subtitle = format!("{}{wish}", picture.subtitle);
    let _ = writeln!(text, r#"<text class="bw-muted" x="{}" y="50" text-anchor="middle">{}</text>"#, width / 2, escape(&subtitle));
    text.push_str(&body);
    text.push_str("</svg>\n");
    text
}

/// What a screen reader says first.
fn summary(picture: &Picture) -> String {
    let pins = picture.pins();
    let count = |mark: &[Mark]| pins.iter().filter(|pin| mark.contains(&pin.mark)).count();
    let some = |n: usize, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let used = count(&[Mark::Used, Mark::Risky, Mark::Conflict]);
    let conflicts = some(count(&[Mark::Conflict]), "conflict");
    let mut summary = format!("Pin map of {}: {} in use, {conflicts}", picture.title, some(used, "pin"));
    if let Some(wish) = picture.wish {
        let _ = write!(summary, ", {} for {}", some(count(&[Mark::Free]), "free pin"), wish.name());
    }
    summary
}

fn draw_board(out: &mut String, picture: &Picture, sheet: Sheet, top: usize, height: usize) {
    let _ = writeln!(out, r#"<rect class="bw-board" x="{}" y="{top}" width="{BOARD}" height="{height}" rx="10"/>"#, sheet.board_left());
    let usb_y = match picture.usb {
        Some(End::Top) => Some(top - 8),
        Some(End::Bottom) => Some(top + height - 14),
        None => None,
    };
    if let Some(usb_y) = usb_y {
        let x = sheet.board_center() - 26;
        let _ = writeln!(out, r#"<rect class="bw-usb" x="{x}" y="{usb_y}" width="52" height="22" rx="3"/>"#);
        let _ = writeln!(
            out,
            r#"<text class="bw-label" style="fill:var(--bw-bg)" x="{}" y="{}" text-anchor="middle">USB</text>"#,
            sheet.board_center(),
            usb_y + 15
        );
    }
    let mut y = top + 18 + ROW / 2;
    for section in &picture.sections {
        if !section.title.is_empty() {
            let _ = writeln!(
                out,
                r#"<text class="bw-muted" x="{}" y="{}" text-anchor="middle">{}</text>"#,
                sheet.board_center(),
                y + 4,
                escape(&section.title)
            );
            y += ROW;
        }
        for (side, places) in [(Side::Left, &section.left), (Side::Right, &section.right)] {
            for (index, place) in places.iter().enumerate() {
                let y = y + index * ROW;
                match place {
                    Place::Gap => {}
                    Place::Supply(name) => draw_supply(out, name, side, sheet, y),
                    Place::Pin(pin) => draw_pin(out, pin, side, sheet, y),
                }
            }
        }
        y += section.left.len().max(section.right.len()) * ROW;
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

impl Side {
    fn pad(self, sheet: Sheet) -> usize {
        if self == Self::Left { sheet.board_left() + 12 } else { sheet.board_right() - 12 }
    }
    fn label(self, sheet: Sheet) -> (usize, &'static str) {
        if self == Self::Left { (sheet.board_left() + 25, "start") } else { (sheet.board_right() - 25, "end") }
    }
    fn sign(self, sheet: Sheet) -> usize {
        if self == Self::Left { sheet.board_left() - 16 } else { sheet.board_right() + 16 }
    }
    fn text(self, sheet: Sheet) -> (usize, &'static str) {
        if self == Self::Left { (sheet.board_left() - GUTTER, "end") } else { (sheet.board_right() + GUTTER, "start") }
    }
    fn width(self, sheet: Sheet) -> usize {
        if self == Self::Left { sheet.left } else { sheet.right }
    }
    fn area(self, sheet: Sheet) -> usize {
        if self == Self::Left { MARGIN } else { sheet.board_right() - 25 }
    }
}

fn draw_supply(out: &mut String, name: &str, side: Side, sheet: Sheet, y: usize) {
    let (x, anchor) = side.label(sheet);
    let _ = writeln!(
        out,
        r#"<g class="bw-supply" aria-hidden="true"><circle class="bw-pad" cx="{}" cy="{y}" r="5"/><text class="bw-label" x="{x}" y="{}" text-anchor="{anchor}">{}</text></g>"#,
        side.pad(sheet),
        y + 4,
        escape(name)
    );
}

fn draw_pin(out: &mut String, pin: &PinPlace, side: Side, sheet: Sheet, y: usize) {
    open_group(out, pin);
    let (x, anchor) = side.label(sheet);
    let _ = write!(
        out,
        r#"<rect class="bw-area" x="{}" y="{}" width="{}" height="{ROW}" fill="transparent"/>"#,
        side.area(sheet),
        y - ROW / 2,
        side.width(sheet) + GUTTER + 25
    );
    let text = what(pin);
    let (text_x, text_anchor) = side.text(sheet);
    let width = (text.chars().count() * 15 / 2 + 14).min(side.width(sheet) + 6);
    let box_x = if side == Side::Left { text_x.saturating_sub(width - 6) } else { text_x - 6 };
    let _ = write!(out, r#"<rect class="bw-box" x="{box_x}" y="{}" width="{width}" height="{}" rx="4"/>"#, y - 10, ROW - 4);
    let _ = write!(out, r#"<circle class="bw-pad" cx="{}" cy="{y}" r="5"/>"#, side.pad(sheet));
    let _ = write!(out, r#"<text class="bw-label" x="{x}" y="{}" text-anchor="{anchor}">{}</text>"#, y + 4, escape(&pin.label));
    draw_sign(out, pin.mark, side.sign(sheet), y);
    let _ = writeln!(
        out,
        r#"<text class="bw-what" x="{text_x}" y="{}" text-anchor="{text_anchor}">{}</text></g>"#,
        y + 4,
        escape(&shorten(&text, MAX_TEXT))
    );
}

/// A pin without a header is a line of its own.
fn draw_inside(out: &mut String, pin: &PinPlace, sheet: Sheet, y: usize) {
    open_group(out, pin);
    let _ = write!(
        out,
        r#"<rect class="bw-area" x="{MARGIN}" y="{}" width="{}" height="{ROW}" fill="transparent"/>"#,
        y - 16,
        sheet.width() - 2 * MARGIN
    );
    draw_sign(out, pin.mark, MARGIN + 10, y - 4);
    let text = format!("{} ({}): {}", pin.label, pin.chip_pin, what(pin));
    let _ = writeln!(out, r#"<text class="bw-what" x="{}" y="{y}">{}</text></g>"#, MARGIN + 26, escape(&shorten(&text, sheet.max_note())));
}

fn open_group(out: &mut String, pin: &PinPlace) {
    let class = match pin.mark {
        Mark::Plain => "plain",
        Mark::Careful => "careful",
        Mark::Free => "free",
        Mark::Used => "used",
        Mark::Risky => "risky",
        Mark::Conflict => "conflict",
    };
    let place = pin.uses.first().map(|first| {
        format!(r#" data-file="{}" data-line="{}" data-column="{}""#, escape(&first.file.display().to_string()), first.line, first.column)
    });
    let role = if place.is_some() { "link" } else { "img" };
    let tab = if pin.mark >= Mark::Free { 0 } else { -1 };
    let _ = write!(
        out,
        r#"<g class="bw-pin bw-{class}" role="{role}" tabindex="{tab}" data-pin="{}"{} aria-label="{}">"#,
        pin.pin,
        place.unwrap_or_default(),
        escape(&spoken(pin))
    );
    let _ = write!(out, "<title>{}</title>", escape(&spoken(pin)));
}

/// What stands beside the pin.
fn what(pin: &PinPlace) -> String {
    match pin.uses.as_slice() {
        [] => match &pin.suits {
            Some(suits) => format!("suits: {suits}"),
            None => pin.abilities.clone(),
        },
        [first, rest @ ..] => {
            let more = if rest.is_empty() { String::new() } else { format!(" +{}", rest.len()) };
            let file = first.file.file_name().unwrap_or_default().to_string_lossy();
            let place = format!("{file}:{}{more}", first.line);
            let room = MAX_TEXT.saturating_sub(place.chars().count() + 3);
            format!("{} · {place}", shorten(&first.text, room.max(12)))
        }
    }
}

/// Everything about the pin in one breath.
fn spoken(pin: &PinPlace) -> String {
    let mut words = pin.label.clone();
    if pin.chip_pin != pin.label {
        let _ = write!(words, " ({})", pin.chip_pin);
    }
    let _ = write!(words, ", {}", pin.mark.word());
    if let Some(suits) = &pin.suits {
        let _ = write!(words, ": {suits}");
    }
    for one in &pin.uses {
        let _ = write!(words, "; {} at {}:{}", one.text, one.file.display(), one.line);
    }
    for note in &pin.notes {
        let _ = write!(words, "; {}", note.trim_end_matches('.'));
    }
    if pin.uses.is_empty() && !pin.abilities.is_empty() {
        let _ = write!(words, "; {}", pin.abilities);
    }
    words
}

/// A shape for each mark.
fn draw_sign(out: &mut String, mark: Mark, x: usize, y: usize) {
    let (x, y) = (x as f32, y as f32);
    let _ = match mark {
        Mark::Plain => Ok(()),
        Mark::Used => write!(out, r#"<circle class="bw-sign" cx="{x}" cy="{y}" r="5"/>"#),
        Mark::Careful | Mark::Risky => {
            write!(out, r#"<path class="bw-sign" d="M{x} {} L{} {} L{} {} Z"/>"#, y - 6.0, x + 6.5, y + 5.5, x - 6.5, y + 5.5)
        }
        Mark::Conflict => write!(
            out,
            r#"<path class="bw-sign" d="M{} {} l3 -3 l4 4 l4 -4 l3 3 l-4 4 l4 4 l-3 3 l-4 -4 l-4 4 l-3 -3 l4 -4 Z"/>"#,
            x - 7.0,
            y - 4.0
        ),
        Mark::Free => write!(
            out,
            r#"<path class="bw-sign" d="M{x} {} l2 4.6 l5 0.5 l-3.8 3.3 l1.1 4.9 l-4.3 -2.6 l-4.3 2.6 l1.1 -4.9 l-3.8 -3.3 l5 -0.5 Z"/>"#,
            y - 7.0
        ),
    };
}

/// Below the board: what is wrong and what is risky about the pins in use.
fn draw_notes(out: &mut String, picture: &Picture, sheet: Sheet, y: &mut usize) {
    let mut pins = picture.pins();
    pins.retain(|pin| matches!(pin.mark, Mark::Conflict | Mark::Risky));
    pins.sort_by_key(|pin| std::cmp::Reverse(pin.mark));
    let lines = pins.iter().flat_map(|pin| pin.notes.iter().map(move |note| (pin, note)));
    let lines: Vec<_> = lines.filter(|(pin, note)| pin.notes.first() == Some(note)).collect();
    for (pin, note) in lines.iter().take(MAX_NOTES) {
        *y += ROW - 4;
        let class = if pin.mark == Mark::Conflict { "conflict" } else { "risky" };
        let _ = write!(out, r#"<g class="bw-pin bw-{class}" aria-hidden="true">"#);
        draw_sign(out, pin.mark, MARGIN + 10, *y - 4);
        for (index, line) in wrap(&format!("{}: {note}", pin.label), sheet.max_note()).iter().enumerate() {
            *y += if index == 0 { 0 } else { ROW - 7 };
            let _ = write!(out, r#"<text x="{}" y="{y}">{}</text>"#, MARGIN + 26, escape(line));
        }
        out.push_str("</g>\n");
    }
    if lines.len() > MAX_NOTES {
        *y += ROW - 4;
        let _ = writeln!(out, r#"<text class="bw-muted" x="{}" y="{y}">… and {} more</text>"#, MARGIN + 26, lines.len() - MAX_NOTES);
    }
}

fn draw_legend(out: &mut String, picture: &Picture, y: usize) {
    let mut marks = vec![Mark::Used, Mark::Conflict, Mark::Risky, Mark::Careful];
    if picture.wish.is_some() {
        marks.push(Mark::Free);
    }
    let mut x = MARGIN + 10;
    out.push_str(r#"<g aria-hidden="true">"#);
    for mark in marks {
        let class = format!("{mark:?}").to_lowercase();
        let _ = write!(out, r#"<g class="bw-pin bw-{class}">"#);
        draw_sign(out, mark, x, y - 4);
        let word = match (mark, picture.wish) {
            (Mark::Free, Some(wish)) => format!("free for {}", wish.name()),
            (Mark::Careful, _) => "not used, think twice".to_owned(),
            _ => mark.word().to_owned(),
        };
        let _ = write!(out, r#"<text x="{}" y="{y}">{}</text></g>"#, x + 14, escape(&word));
        x += 14 + word.chars().count() * 7 + 26;
    }
    out.push_str("</g>\n");
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use boards::{RuntimeKind, Tables};
    use document::Language;

    use super::*;
    use crate::{Analysis, Host, PinMap, Settings, Wish, pin_maps};

    fn analyze(board: &str, text: &str) -> Analysis {
        let mut host = Host::new(Settings { board: Some(board.to_owned()), ..Settings::standard() });
        let path = Path::new("/p/a<b>.ino");
        assert!(host.open(path, text, 0, Some(Language::Arduino)));
        host.analysis(path).unwrap()
    }

    fn draw(board: &str, text: &str, wish: Option<Wish>) -> String {
        let analysis = analyze(board, text);
        let map = pin_maps(Path::new("/p"), std::slice::from_ref(&analysis)).remove(0);
        svg(&Picture::new(&map, &analysis.targets[0], wish))
    }

    /// The opening tag of the pin's group.
    fn group(svg: &str, pin: u16) -> &str {
        let at = svg.find(&format!(r#"data-pin="{pin}""#)).unwrap_or_else(|| panic!("no pin {pin} in {svg}"));
        let start = svg[..at].rfind('<').unwrap();
        &svg[start..start + svg[start..].find('>').unwrap()]
    }

    #[test]
    fn a_pin_in_use_names_file_and_line_and_is_in_the_tab_order() {
        let svg = draw("esp32dev", "const int LAMP = 25;\nvoid setup() { pinMode(LAMP, OUTPUT); }\nvoid loop() {}\n", None);
        let group = group(&svg, 25);
        assert!(group.contains("bw-used") && group.contains(r#"tabindex="0""#) && group.contains(r#"role="link""#), "{group}");
        assert!(group.contains(r#"data-file="a&lt;b&gt;.ino" data-line="2""#), "{group}");
        assert!(svg.contains("LAMP: output · a&lt;b&gt;.ino:2"), "{svg}");
    }

    #[test]
    fn a_use_that_cannot_work_is_a_conflict_with_its_reason() {
        let svg = draw("esp32dev", "void setup() { pinMode(34, OUTPUT); }\nvoid loop() {}\n", None);
        assert!(group(&svg, 34).contains("bw-conflict"), "{}", group(&svg, 34));
        assert!(svg.contains("conflict; pinMode: output at"), "{svg}");
    }

    #[test]
    fn a_wish_shows_free_pins_and_leaves_out_what_is_in_use() {
        let svg = draw("esp32dev", "void setup() { pinMode(25, OUTPUT); }\nvoid loop() {}\n", Some(Wish::Servo));
        assert!(group(&svg, 26).contains("bw-free"));
        assert!(group(&svg, 25).contains("bw-used"));
        assert!(!group(&svg, 34).contains("bw-free"));
    }

    #[test]
    fn every_reference_board_gives_well_formed_xml() {
        for board in Tables::embedded().reference_boards() {
            for kind in [RuntimeKind::Arduino, RuntimeKind::MicroPython] {
                let Ok(target) = Tables::embedded().target(&board.id, kind, None) else { continue };
                let svg = svg(&Picture::new(&PinMap::empty(Path::new("."), &target), &target, Some(Wish::Pwm)));
                let mut open: Vec<&str> = Vec::new();
                for tag in svg.split('<').skip(1) {
                    let (tag, _) = tag.split_once('>').expect("a tag ends");
                    let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
                    if tag.starts_with('/') {
                        assert_eq!(open.pop(), Some(name), "{}", board.id);
                    } else if !tag.ends_with('/') {
                        open.push(name);
                    }
                }
                assert!(open.is_empty(), "{}: {open:?}", board.id);
            }
        }
    }

    #[test]
    fn text_is_escaped_and_control_characters_are_left_out() {
        assert_eq!(escape("a<b>&\"\u{1}\n"), "a&lt;b&gt;&amp;&quot; ");
    }
}
