//! A wiring diagram: the board with the pins that a program uses, the parts, and the wires between.

use std::fmt::Write as _;

use boards::Target;
use suggest::{Generated, Wire};

use crate::svg_text::{escape, shorten};

const BOARD_X: i32 = 24;
const BOARD_WIDTH: i32 = 250;
const PART_X: i32 = 460;
const PART_WIDTH: i32 = 480;
const ROW: i32 = 30;
const TOP: i32 = 76;
const HEAD: i32 = 40;
const GAP: i32 = 22;
/// Colours that stay apart for most people with colour-blind eyes, in the order of use.
const COLORS: [&str; 8] = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#B8860B", "#56B4E9", "#7A4FBF", "#8C564B"];

/// The diagram of a program as SVG. The same program gives the same bytes.
pub fn wiring_svg(generated: &Generated, target: &Target) -> String {
    let parts = parts(generated);
    let pins = pins(generated);
    let color = |pin: u16| COLORS[pins.iter().position(|(number, _)| *number == pin).unwrap_or(0) % COLORS.len()];

    // Rows of parts, one below another.
    let mut y = TOP;
    let mut boxes = Vec::new();
    for (title, wires) in &parts {
        let rows = i32::try_from(wires.len()).unwrap_or(i32::MAX / 100);
        boxes.push((title, wires, y));
        y += HEAD + rows * ROW + GAP;
    }
    let bottom_of_parts = y - GAP;
    // The board is as tall as its pins need, its pins at the mean height of what they lead to.
    let n_pins = i32::try_from(pins.len()).unwrap_or(i32::MAX / 100);
    let board_height = (HEAD + n_pins * ROW + 12).max(120);
    let height_of_parts = (bottom_of_parts - TOP).max(board_height);
    let board_y = TOP + (height_of_parts - board_height) / 2;
    let pin_y = |pin: u16| {
        let index = pins.iter().position(|(number, _)| *number == pin).unwrap_or(0);
        board_y + HEAD + i32::try_from(index).unwrap_or(0) * ROW + ROW / 2
    };
    let remarks: Vec<String> = generated.remarks.iter().flat_map(|remark| wrapped(remark, 118)).collect();
    let n_remarks = i32::try_from(remarks.len()).unwrap_or(0);
    let height = TOP + height_of_parts + 28 + n_remarks * 20 + if n_remarks > 0 { 12 } else { 0 };
    let width = PART_X + PART_WIDTH + 24;

    let mut svg = String::new();
    let _ = writeln!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\" font-family=\"Helvetica, Arial, sans-serif\" font-size=\"14\">\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#ffffff\"/>\n\
         <text x=\"{BOARD_X}\" y=\"36\" font-size=\"20\" font-weight=\"bold\" fill=\"#1c1c1c\">Wiring: {}</text>\n\
         <text x=\"{BOARD_X}\" y=\"58\" fill=\"#555555\">Connect the ground (GND) of every part to a GND pin of the board, and its supply to the voltage that the part takes.</text>",
        escape(&target.board.name)
    );
    // Wires first: boxes lie above their ends. Each board pin has a channel of its own, and a white
    // edge where it crosses those below.
    let ends = |pin: u16| -> Vec<i32> {
        let rows = boxes.iter().flat_map(|(_, wires, top)| wires.iter().enumerate().map(move |(row, wire)| (wire.pin, *top, row)));
        let own = rows.filter(|(number, ..)| *number == pin);
        own.map(|(_, top, row)| top + HEAD + i32::try_from(row).unwrap_or(0) * ROW + ROW / 2).collect()
    };
    let wires: Vec<(i32, Vec<i32>)> = pins.iter().map(|(pin, _)| (pin_y(*pin), ends(*pin))).collect();
    let channels = channels(&wires);
    for (((pin, _), (from, ends)), channel) in pins.iter().zip(&wires).zip(&channels) {
        for (stroke, width) in [("#ffffff", 8), (color(*pin), 3)] {
            for to in ends {
                let _ = writeln!(
                    svg,
                    "<path d=\"M{} {from} H{channel} V{to} H{PART_X}\" fill=\"none\" stroke=\"{stroke}\" stroke-width=\"{width}\" stroke-linejoin=\"round\"/>",
                    BOARD_X + BOARD_WIDTH,
                );
            }
        }
        // Where a wire of a bus branches.
        if ends.len() > 1 {
            let _ = writeln!(svg, "<circle cx=\"{channel}\" cy=\"{from}\" r=\"5\" fill=\"{}\"/>", color(*pin));
        }
    }
    let _ = writeln!(
        svg,
        "<rect x=\"{BOARD_X}\" y=\"{board_y}\" width=\"{BOARD_WIDTH}\" height=\"{board_height}\" rx=\"10\" fill=\"#1f4f46\"/>\n\
         <text x=\"{}\" y=\"{}\" font-weight=\"bold\" fill=\"#ffffff\">{}</text>",
        BOARD_X + 14,
        board_y + 26,
        escape(&shorten(target.board.name.split(" (").next().unwrap_or_default(), 26))
    );
    for (pin, place) in &pins {
        let y = pin_y(*pin);
        let _ = writeln!(
            svg,
            "<circle cx=\"{}\" cy=\"{y}\" r=\"6\" fill=\"{}\" stroke=\"#ffffff\" stroke-width=\"2\"/>\n\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"#ffffff\">{}</text>",
            BOARD_X + BOARD_WIDTH,
            color(*pin),
            BOARD_X + BOARD_WIDTH - 14,
            y + 5,
            escape(place)
        );
    }
    for (title, wires, top) in &boxes {
        let rows = i32::try_from(wires.len()).unwrap_or(0);
        let _ = writeln!(
            svg,
            "<rect x=\"{PART_X}\" y=\"{top}\" width=\"{PART_WIDTH}\" height=\"{}\" rx=\"8\" fill=\"#f4f4f0\" stroke=\"#8a8a80\"/>\n\
             <text x=\"{}\" y=\"{}\" font-weight=\"bold\" fill=\"#1c1c1c\">{}</text>",
            HEAD + rows * ROW + 4,
            PART_X + 18,
            top + 26,
            escape(&shorten(title, 54))
        );
        for (row, wire) in wires.iter().enumerate() {
            let y = top + HEAD + i32::try_from(row).unwrap_or(0) * ROW + ROW / 2;
            let _ = writeln!(
                svg,
                "<circle cx=\"{PART_X}\" cy=\"{y}\" r=\"6\" fill=\"{}\" stroke=\"#ffffff\" stroke-width=\"2\"/>\n\
                 <text x=\"{}\" y=\"{}\" fill=\"#1c1c1c\">{}</text>",
                color(wire.pin),
                PART_X + 18,
                y + 5,
                escape(&shorten(&capital(&wire.to), 66))
            );
        }
    }
    if boxes.is_empty() {
        let _ = writeln!(
            svg,
            "<text x=\"{PART_X}\" y=\"{}\" fill=\"#1c1c1c\">Nothing to connect: the board has what the program needs.</text>",
            TOP + 60
        );
    }
    for (index, line) in remarks.iter().enumerate() {
        let y = TOP + height_of_parts + 32 + i32::try_from(index).unwrap_or(0) * 20;
        let _ = writeln!(svg, "<text x=\"{BOARD_X}\" y=\"{y}\" fill=\"#333333\">{}</text>", escape(line));
    }
    svg.push_str("</svg>\n");
    svg
}

/// Where the wires of each pin turn: all at different places. Those that go up turn the earlier the
/// higher their pin, those that go down the later, so that wires of neighbours do not cross.
fn channels(wires: &[(i32, Vec<i32>)]) -> Vec<i32> {
    let n_pins = i32::try_from(wires.len()).unwrap_or(1);
    let goes_up = |index: &usize| wires[*index].1.iter().all(|to| *to <= wires[*index].0);
    let up = (0..wires.len()).filter(goes_up);
    let down = (0..wires.len()).rev().filter(|index| !goes_up(index));
    let step = (PART_X - BOARD_X - BOARD_WIDTH) / (n_pins + 1);
    let mut channels = vec![0; wires.len()];
    for (order, index) in up.chain(down).enumerate() {
        channels[index] = BOARD_X + BOARD_WIDTH + step * (i32::try_from(order).unwrap_or(0) + 1);
    }
    channels
}

/// Wires by part, in order of appearance.
fn parts(generated: &Generated) -> Vec<(String, Vec<&Wire>)> {
    let mut parts: Vec<(String, Vec<&Wire>)> = Vec::new();
    for wire in &generated.wiring {
        match parts.iter_mut().find(|(title, _)| *title == wire.title) {
            Some((_, wires)) => wires.push(wire),
            None => parts.push((wire.title.clone(), vec![wire])),
        }
    }
    parts
}

/// Pins in use with their places on the board, in order of appearance.
fn pins(generated: &Generated) -> Vec<(u16, String)> {
    let mut pins: Vec<(u16, String)> = Vec::new();
    for wire in &generated.wiring {
        if !pins.iter().any(|(pin, _)| *pin == wire.pin) {
            pins.push((wire.pin, wire.place.clone()));
        }
    }
    pins
}

fn capital(text: &str) -> String {
    text.chars().take(1).flat_map(char::to_uppercase).chain(text.chars().skip(1)).collect()
}

fn wrapped(text: &str, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use boards::{RuntimeKind, Tables};
    use decode::Cancel;
    use document::Language;
    use suggest::{GenerateRequest, generate};

    use super::*;

    fn svg(board: &str, task: &str) -> String {
        let target = Tables::embedded().target(board, RuntimeKind::Arduino, None).expect("the board");
        let generated = generate(&GenerateRequest { task, target: &target, language: Language::Arduino }, None, &Cancel::never());
        wiring_svg(&generated.expect("a program"), &target)
    }

    /// `UPDATE_GOLDEN=1 cargo test -p ide wiring` rewrites the picture; look at it before committing it.
    #[test]
    fn the_picture_is_as_it_was_looked_at() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/wiring.svg");
        let svg = svg("esp32dev", "show the temperature of a BME280 on an SSD1306 and switch a relay on pin 26 when it is above 28");
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all(concat!(env!("CARGO_MANIFEST_DIR"), "/tests")).expect("a folder");
            std::fs::write(path, &svg).expect("the picture is written");
        }
        assert_eq!(svg, std::fs::read_to_string(path).expect("the picture"));
    }

    /// Two wires one upon the other would look like one.
    #[test]
    fn no_two_pins_share_a_channel() {
        let mut channels = channels(&[(182, vec![131, 253]), (212, vec![161, 283]), (242, vec![350]), (272, vec![100])]);
        channels.sort_unstable();
        channels.dedup();
        assert_eq!(channels.len(), 4);
        assert!(channels.iter().all(|x| (BOARD_X + BOARD_WIDTH + 10..PART_X - 10).contains(x)), "{channels:?}");
    }

    #[test]
    fn every_wire_is_there_and_text_is_escape() {
        let svg = svg("uno", "HC-SR04 with trig 7 and echo 8");
        assert_eq!(svg.matches("stroke-width=\"3\"").count(), 2);
        assert!(svg.contains(">Pin 7<") && svg.contains(">Pin 8<"));
        assert_eq!(escape("a<b & \"c\""), "a&lt;b &amp; &quot;c&quot;");
        assert!(self::svg("uno", "blink the built-in LED").contains("Nothing to connect"));
    }
}
