//! A pin map laid out as people know the board: headers in their order, each place with what is to
//! be said about it. Drawings ([`super::svg`], [`super::columns`]) only put it on paper.

use std::path::PathBuf;

use boards::{CautionKind, End, Family, Layout, Pin, Section, Target};
use check::Severity;

use super::{MappedPin, PinMap, PinSite};
use crate::Wish;

/// A board with a program on it, ready to be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Picture {
    /// Name on the box.
    pub title: String,
    /// Chip and runtime, after the program's folder where there are several.
    pub subtitle: String,
    /// Where the USB connector is; `None` when the tables do not know the headers' order.
    pub usb: Option<End>,
    /// Pairs of headers from the top down.
    pub sections: Vec<PictureSection>,
    /// Pins that no header brings out and that the program uses.
    pub inside: Vec<PinPlace>,
    /// The function that a pin is sought for.
    pub wish: Option<Wish>,
}

/// Two headers that face each other.
#[derive(Debug, Clone, PartialEq)]
pub struct PictureSection {
    /// What people call it; empty for the main headers.
    pub title: String,
    /// From the top down.
    pub left: Vec<Place>,
    /// From the top down.
    pub right: Vec<Place>,
}

/// A place of a header.
#[derive(Debug, Clone, PartialEq)]
pub enum Place {
    /// Nothing: the header is interrupted here.
    Gap,
    /// Power, ground, reset: no pin of the program.
    Supply(String),
    /// A pin.
    Pin(Box<PinPlace>),
}

/// A pin with all that is said about it.
#[derive(Debug, Clone, PartialEq)]
pub struct PinPlace {
    /// Number in the runtime's numbering.
    pub pin: u16,
    /// What is printed beside it, or what people call it.
    pub label: String,
    /// The silicon's name.
    pub chip_pin: String,
    /// What it can do, in a few words.
    pub abilities: String,
    /// What the program does with it.
    pub uses: Vec<PlaceUse>,
    /// The strongest thing to say about it.
    pub mark: Mark,
    /// Everything wrong or risky about it, worst first, in hardware words.
    pub notes: Vec<String>,
    /// Why it suits the wish.
    pub suits: Option<String>,
}

/// A use of a pin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlaceUse {
    /// `LED: output`.
    pub text: String,
    /// File, relative to the map's root.
    pub file: PathBuf,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

/// The strongest thing to say about a pin. Each has a colour and a shape of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Nothing to say.
    Plain,
    /// Not used, and a reason to think twice before using it.
    Careful,
    /// Not used, and fit for the wish.
    Free,
    /// Used.
    Used,
    /// Used, and something should be known.
    Risky,
    /// Used in a way that cannot work.
    Conflict,
}

impl Mark {
    /// The word for screen readers and legends.
    pub fn word(self) -> &'static str {
        match self {
            Self::Plain => "free",
            Self::Careful => "think twice",
            Self::Free => "suits",
            Self::Used => "in use",
            Self::Risky => "in use, risky",
            Self::Conflict => "conflict",
        }
    }

    /// The shape, for those who see no colours.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Plain => "·",
            Self::Careful => "△",
            Self::Free => "★",
            Self::Used => "●",
            Self::Risky => "▲",
            Self::Conflict => "✖",
        }
    }
}

impl Picture {
    /// Lays a map out. `target` is the one that the map was made for.
    pub fn new(map: &PinMap, target: &Target, wish: Option<Wish>) -> Self {
        let layout = target.board.layout.as_ref();
        let sections = layout.map_or_else(|| vec![by_number(target)], |layout| layout.section.clone());
        let place = |name: &String| -> Place {
            if name.is_empty() {
                return Place::Gap;
            }
            // A chip pin may have two numbers (4 and A6 of a Leonardo): the one in use speaks.
            let numbered = target.pins.iter().filter(|pin| pin.chip_pin == *name && pin.exposed);
            let mut mapped = numbered.filter_map(|pin| Some((pin, map.pins.iter().find(|mapped| mapped.pin == pin.number)?)));
            let first = mapped.clone().next();
            match mapped.find(|(_, mapped)| !mapped.uses.is_empty()).or(first) {
                Some((pin, mapped)) => Place::Pin(Box::new(PinPlace::new(target, pin, mapped, wish))),
                None => Place::Supply(name.clone()),
            }
        };
        let is_placed =
            |pin: &Pin| sections.iter().any(|section| section.left.iter().chain(&section.right).any(|name| *name == pin.chip_pin));
        let inside = map.used().filter_map(|mapped| {
            let pin = target.pins.iter().find(|pin| pin.number == mapped.pin)?;
            (!pin.exposed || !is_placed(pin)).then(|| PinPlace::new(target, pin, mapped, wish))
        });
        Self {
            title: map.board_name.clone(),
            subtitle: if map.program.as_os_str().is_empty() {
                format!("{} · {}", target.chip.name, map.runtime)
            } else {
                format!("{} · {} · {}", map.program.display(), target.chip.name, map.runtime)
            },
            usb: layout.map(|layout| layout.usb),
            inside: inside.collect(),
            sections: sections
                .iter()
                .map(|section| PictureSection {
                    title: section.title.clone(),
                    left: section.left.iter().map(place).collect(),
                    right: section.right.iter().map(place).collect(),
                })
                .collect(),
            wish,
        }
    }

    /// All pins, each once, in the order of the drawing.
    pub fn pins(&self) -> Vec<&PinPlace> {
        let mut pins: Vec<&PinPlace> = Vec::new();
        let on_headers = self.sections.iter().flat_map(|section| section.left.iter().chain(&section.right));
        let on_headers = on_headers.filter_map(|place| match place {
            Place::Pin(pin) => Some(&**pin),
            Place::Gap | Place::Supply(_) => None,
        });
        for pin in on_headers.chain(&self.inside) {
            if !pins.iter().any(|known| known.pin == pin.pin) {
                pins.push(pin);
            }
        }
        pins
    }
}

/// Pins in order of number, half on each side: for boards whose headers nobody has written down.
fn by_number(target: &Target) -> Section {
    let names: Vec<String> = target.pins.iter().filter(|pin| pin.exposed && !pin.by_name_only()).map(|pin| pin.chip_pin.clone()).collect();
    let mut once: Vec<String> = Vec::new();
    for name in names {
        if !once.contains(&name) && !Layout::SUPPLY.contains(&name.as_str()) {
            once.push(name);
        }
    }
    let right = once.split_off(once.len().div_ceil(2));
    Section { title: String::new(), left: once, right }
}

impl PinPlace {
    fn new(target: &Target, pin: &Pin, mapped: &MappedPin, wish: Option<Wish>) -> Self {
        let conflicts = mapped.conflicts.iter().map(|conflict| conflict.text.clone());
        let of = |severity: Severity| {
            let of_severity = mapped.findings.iter().filter(move |finding| finding.severity == severity.name());
            of_severity.map(|finding| format!("{} ({}:{})", finding.message, finding.file.display(), finding.line))
        };
        let errors: Vec<String> = conflicts.chain(of(Severity::Error)).collect();
        let warnings: Vec<String> = of(Severity::Warning).collect();
        let wiring = mapped.wiring.iter().map(|wiring| format!("the board has {} here", wiring.what));
        let cautions: Vec<String> = mapped.cautions.iter().map(|caution| caution.text.clone()).collect();
        let suits = wish.filter(|wish| is_recommendable(target, pin, *wish)).and_then(|wish| wish.suits(target, pin));
        let mark = match (mapped.uses.is_empty(), errors.is_empty(), warnings.is_empty()) {
            (false, false, _) => Mark::Conflict,
            (false, true, false) => Mark::Risky,
            (false, true, true) => Mark::Used,
            (true, ..) if suits.is_some() => Mark::Free,
            (true, ..) if mapped.cautions.iter().any(|caution| is_general(caution.kind)) => Mark::Careful,
            (true, ..) => Mark::Plain,
        };
        let wiring: Vec<String> = if cautions.is_empty() { wiring.collect() } else { Vec::new() };
        let mut notes: Vec<String> = Vec::new();
        for note in errors.into_iter().chain(warnings).chain(cautions).chain(wiring) {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        Self {
            pin: pin.number,
            label: label(target, pin),
            chip_pin: pin.chip_pin.clone(),
            abilities: abilities(pin),
            uses: uses(&mapped.uses),
            mark,
            notes,
            suits,
        }
    }
}

/// Whether a caution concerns every use of the pin. What it cannot do stands beside it anyway, and
/// that ADC2 rests while Wi-Fi is on concerns reading a voltage only.
fn is_general(kind: CautionKind) -> bool {
    !matches!(kind, CautionKind::InputOnly | CautionKind::AdcRadio)
}

/// Whether a pin can be recommended: brought out, nothing of the board on it, no caution that concerns the wish.
fn is_recommendable(target: &Target, pin: &Pin, wish: Wish) -> bool {
    let concerns = |kind: CautionKind| is_general(kind) || (kind == CautionKind::AdcRadio && wish == Wish::Adc);
    pin.exposed
        && !pin.by_name_only()
        && !pin.cautions.iter().any(|caution| concerns(caution.kind))
        && !target.board.wiring.iter().any(|wiring| wiring.pin == pin.number)
}

/// What people call the pin: the print on the board, `A0`, `D13`, `GP4`, or its number.
fn label(target: &Target, pin: &Pin) -> String {
    if let Some(label) = target.label(pin.number) {
        return label.to_owned();
    }
    if pin.by_name_only() {
        return pin.names.first().cloned().unwrap_or_else(|| pin.chip_pin.clone());
    }
    if pin.chip_pin.starts_with("GPIO") {
        let prefix = if target.chip.family == Family::Rp2040 { "GP" } else { "" };
        return format!("{prefix}{}", pin.number);
    }
    let is_analog = |name: &&String| name.len() > 1 && name.starts_with('A') && name[1..].bytes().all(|byte| byte.is_ascii_digit());
    match pin.names.iter().find(is_analog) {
        Some(name) if pin.adc.is_some() => name.clone(),
        _ => pin.number.to_string(),
    }
}

/// What sets the pin apart, in a few words.
fn abilities(pin: &Pin) -> String {
    let mut words: Vec<&str> = Vec::new();
    match (pin.input, pin.output) {
        (true, false) => words.push("input only"),
        (false, true) => words.push("output only"),
        (true, true) | (false, false) => {}
    }
    if pin.pwm {
        words.push("PWM");
    }
    words.extend([&pin.adc, &pin.dac].into_iter().flatten().map(String::as_str));
    if pin.touch.is_some() {
        words.push("touch");
    }
    let buses = ["sda", "scl", "sck", "mosi", "miso", "tx", "rx"];
    let named = pin.names.iter().find(|name| buses.contains(&name.to_ascii_lowercase().as_str()));
    words.extend(named.map(String::as_str));
    words.join(" · ")
}

/// One line for each job that a name does, at the place where it is first done.
fn uses(sites: &[PinSite]) -> Vec<PlaceUse> {
    let mut all: Vec<PlaceUse> = Vec::new();
    for site in sites {
        let what = site.name.as_deref().unwrap_or(&site.callee);
        let text = format!("{what}: {}", role_words(site.role));
        if !all.iter().any(|known| known.text == text && known.file == site.file) {
            all.push(PlaceUse { text, file: site.file.clone(), line: site.line, column: site.column });
        }
    }
    // What only repeats the direction says nothing beside what says more.
    let says_more = all.iter().any(|one| !one.text.ends_with("output") && !one.text.ends_with("input") && !one.text.ends_with("read"));
    if says_more && all.len() > 1 {
        let more: Vec<PlaceUse> = all
            .iter()
            .filter(|one| {
                let name = one.text.split(": ").next().unwrap_or_default();
                let is_bare = one.text.ends_with(": output") || one.text.ends_with(": digital read");
                !is_bare || !all.iter().any(|other| other.text != one.text && other.text.starts_with(&format!("{name}: ")))
            })
            .cloned()
            .collect();
        return more;
    }
    all
}

/// A role of the map in running text.
fn role_words(role: &str) -> String {
    match role {
        "input_pull_up" => "input, pull-up".to_owned(),
        "input_pull_down" => "input, pull-down".to_owned(),
        "analog_read" => "analog in".to_owned(),
        "pwm" => "PWM".to_owned(),
        "dac" => "DAC".to_owned(),
        "unspecified" => "pin".to_owned(),
        other => match other.split_once('_') {
            Some((bus @ ("i2c" | "spi" | "uart"), signal)) => format!("{} {}", bus.to_uppercase(), signal.to_uppercase()),
            _ => other.replace('_', " "),
        },
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use boards::{RuntimeKind, Tables};

    use super::*;

    fn empty(board: &str, wish: Option<Wish>) -> Picture {
        let target = Tables::embedded().target(board, RuntimeKind::Arduino, None).unwrap();
        Picture::new(&PinMap::empty(Path::new("."), &target), &target, wish)
    }

    #[test]
    fn every_reference_board_shows_every_pin_that_it_brings_out() {
        for board in Tables::embedded().reference_boards() {
            for kind in [RuntimeKind::Arduino, RuntimeKind::MicroPython] {
                let Ok(target) = Tables::embedded().target(&board.id, kind, None) else { continue };
                let picture = Picture::new(&PinMap::empty(Path::new("."), &target), &target, None);
                let shown: Vec<&str> = picture.pins().iter().map(|pin| pin.chip_pin.as_str()).collect();
                for pin in target.pins.iter().filter(|pin| pin.exposed && !pin.by_name_only()) {
                    assert!(shown.contains(&pin.chip_pin.as_str()), "{}: {} is not drawn", board.id, pin.chip_pin);
                }
            }
        }
    }

    #[test]
    fn headers_keep_their_order() {
        let picture = empty("esp32dev", None);
        let labels: Vec<String> = picture.sections[0]
            .left
            .iter()
            .map(|place| match place {
                Place::Pin(pin) => pin.label.clone(),
                Place::Supply(name) => name.clone(),
                Place::Gap => String::new(),
            })
            .collect();
        assert_eq!(labels[..6], ["3V3", "EN", "VP", "VN", "34", "35"]);
    }

    #[test]
    fn a_wish_marks_free_pins_only_where_nothing_is_risky() {
        let picture = empty("esp32dev", Some(Wish::Servo));
        let mark = |number: u16| picture.pins().into_iter().find(|pin| pin.pin == number).unwrap().mark;
        assert_eq!(mark(25), Mark::Free);
        assert_eq!(mark(34), Mark::Plain);
        assert_eq!(mark(12), Mark::Careful);
    }
}
