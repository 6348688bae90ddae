//! A recipe, a request and a target give a program, without any model.

use std::fmt::Write as _;
use std::ops::Range;

use boards::{Family, RuntimeKind, Target};
use document::Language;

use super::pins::{self, Choice, Choices, Occupied};
use super::recipe::{Capability, PinHole, Recipe};
use super::request::Request;
use super::template::Outlet;
use super::values::{self, Values};
use super::{Refused, bus, template};

/// A composed program.
#[derive(Debug, Clone)]
pub(crate) struct Composed {
    /// The text.
    pub(crate) code: String,
    /// Lines that the model may word anew.
    pub(crate) spots: Vec<Range<usize>>,
    /// The recipes in it, filled.
    pub(crate) parts: Vec<Part>,
    /// What goes from one part to another, in sentences.
    pub(crate) links: Vec<String>,
}

/// A wire from a pin to a part on the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wire {
    /// The pin as people find it on the board: `Pin 2 (D4)`.
    pub place: String,
    /// Its number in the target's pin table.
    pub pin: u16,
    /// Signal of the part: `SDA`.
    pub signal: String,
    /// What to connect, in a sentence.
    pub to: String,
    /// What the part does, in a few words.
    pub title: String,
}

/// How a recipe stands among the parts of a program.
#[derive(Debug, Clone, Default)]
pub(crate) struct Role {
    /// Whether another part feeds it.
    pub(crate) fed: bool,
    /// Where its values go, if another part takes them.
    pub(crate) outlet: Option<Outlet>,
}

/// A recipe with its holes filled: a program by itself, or a part of one.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) recipe: &'static Recipe,
    /// The body.
    pub(crate) code: String,
    /// Lines of the body that the model may word anew.
    pub(crate) spots: Vec<Range<usize>>,
    /// What to connect.
    pub(crate) wires: Vec<Wire>,
    /// More on wiring, in sentences.
    pub(crate) remarks: Vec<String>,
    /// Its pins.
    pub(crate) pins: Choices,
    /// Its values.
    pub(crate) values: Values,
}

/// Fills a recipe, alone or as a part.
///
/// # Errors
/// [`Refused`] when a pin that is asked for cannot be had.
///
/// # Panics
/// When the template is malformed; a test fills every one.
pub(crate) fn part(
    recipe: &'static Recipe,
    request: &Request,
    target: &Target,
    language: Language,
    occupied: &Occupied,
    role: &Role,
) -> Result<Part, Refused> {
    let values = values::fill(recipe, request, |name| is_wanted_value(recipe, name, target, language, role));
    let wanted = wanted_pins(recipe, &values, target, language, role);
    let pins = pins::fill(&wanted, request, target, occupied)?;
    let holes = Holes { recipe, target, pins: &pins, values: &values };
    let holds = |word: &str| holds(word, target, &values, role);
    let body = recipe.body(language).unwrap_or_default();
    let filled = template::fill(body, language, holds, |hole| holes.fill(hole), role.outlet.as_ref())
        .unwrap_or_else(|error| panic!("corpus/recipes/{}, {}: {error}", recipe.name, language.name()));
    let (wires, remarks) = (holes.wires(), holes.remarks());
    Ok(Part { recipe, code: filled.text, spots: filled.spots, wires, remarks, pins, values })
}

/// Whether lines that are kept in this role have the value: a part that is fed has no interval of its own.
fn is_wanted_value(recipe: &'static Recipe, name: &str, target: &Target, language: Language, role: &Role) -> bool {
    let body = recipe.body(language).unwrap_or_default();
    let is_for = |hole: &String| hole.split('.').next() == Some(name);
    let mentions = |asked: &[String]| {
        let values = Values { asked: asked.to_vec(), ..Values::default() };
        let outlet = role.outlet.as_ref();
        template::holes(body, language, |word| holds(word, target, &values, role), outlet).iter().any(is_for)
    };
    let all: Vec<String> = recipe.values.iter().map(|hole| hole.name.clone()).collect();
    let in_wiring = recipe.pins.iter().any(|pin| pin.wiring.contains(name)) || recipe.notes.iter().any(|note| note.text.contains(name));
    in_wiring || mentions(&[]) || mentions(&all)
}

/// The pin holes that the program has for this target and in this role: some stand in lines that are
/// left out.
pub(crate) fn wanted_pins(
    recipe: &'static Recipe,
    values: &Values,
    target: &Target,
    language: Language,
    role: &Role,
) -> Vec<&'static PinHole> {
    let body = recipe.body(language).unwrap_or_default();
    let kept = template::holes(body, language, |word| holds(word, target, values, role), role.outlet.as_ref());
    let is_for = |hole: &PinHole, name: &str| {
        let stem = name.split('.').next().unwrap_or(name);
        stem == hole.name || bus::line(hole.capability).is_some_and(|line| line.bus == stem)
    };
    let written = |hole: &PinHole| body.split("{{").skip(1).filter_map(|rest| rest.split("}}").next()).any(|name| is_for(hole, name));
    recipe.pins.iter().filter(|hole| kept.iter().any(|name| is_for(hole, name)) || !written(hole)).collect()
}

/// The comment at the top: what it does, for which board, what to connect.
pub(crate) fn heading(parts: &[Part], target: &Target, language: Language) -> String {
    let mark = match language {
        Language::Arduino => "//",
        Language::MicroPython => "#",
    };
    let titles = parts.iter().enumerate().map(|(index, part)| {
        let title = &part.recipe.title;
        // Names of parts keep their capitals: `LED`, `Wi-Fi`.
        let is_word = title.chars().nth(1).is_some_and(char::is_lowercase);
        if index > 0 && is_word { title[..1].to_lowercase() + &title[1..] } else { title.clone() }
    });
    let mut heading = format!("{mark} {}.\n{mark} board: {}\n", titles.collect::<Vec<_>>().join("; "), target.board.id);
    let mut lines: Vec<String> = Vec::new();
    for part in parts {
        lines.extend(part.wires.iter().map(|wire| format!("{}: {}", wire.place, wire.to)));
        lines.extend(part.remarks.iter().cloned());
    }
    let mut seen = rustc_hash::FxHashSet::default();
    for line in lines.into_iter().filter(|line| seen.insert(line.clone())) {
        let _ = writeln!(heading, "{mark} {line}");
    }
    heading.push('\n');
    heading
}

/// Whether a word of a condition holds: `fed` and `taken` for the role of the part, `asked.NAME` for
/// a value that the request gave, a family (`esp32`), a family with the major version of its core
/// (`esp32@3`), a chip (`esp32c3`), a name of the API that the chip has (`api:dacWrite`), or
/// `softserial` where a second serial port is made in software.
fn holds(word: &str, target: &Target, values: &Values, role: &Role) -> bool {
    match word {
        "fed" => return role.fed,
        "taken" => return role.outlet.is_some(),
        "softserial" => return bus::is_software(target, "uart"),
        _ => {}
    }
    if let Some(name) = word.strip_prefix("asked.") {
        return values.asked.iter().any(|asked| asked == name);
    }
    if let Some(name) = word.strip_prefix("api:") {
        return !target.runtime.api.is_lacking(name);
    }
    if word == target.chip.id {
        return true;
    }
    let (family, major) = word.split_once('@').map_or((word, None), |(family, major)| (family, Some(major)));
    family == target.chip.family.name() && major.is_none_or(|major| target.runtime.version.split('.').next() == Some(major))
}

struct Holes<'a> {
    recipe: &'a Recipe,
    target: &'a Target,
    pins: &'a Choices,
    values: &'a Values,
}

impl Part {
    /// Fills the holes of this part in a text; holes of others stay.
    pub(crate) fn fill_text(&self, text: &str, target: &Target) -> String {
        let holes = Holes { recipe: self.recipe, target, pins: &self.pins, values: &self.values };
        template::fill_line(text, |hole| Some(holes.fill(hole).unwrap_or_else(|| format!("{{{{{hole}}}}}"))))
            .unwrap_or_else(|_| text.to_owned())
    }
}

impl Holes<'_> {
    /// What stands in a hole.
    fn fill(&self, hole: &str) -> Option<String> {
        if let Some(value) = self.values.by_name.get(hole) {
            return Some(value.clone());
        }
        if let Some(choice) = self.pins.of(hole) {
            return Some(choice.literal.clone());
        }
        if let Some(choice) = hole.strip_suffix(".adc").and_then(|hole| self.pins.of(hole)) {
            return Some(self.adc(choice));
        }
        let number = |hole| self.pins.of(hole).map(|choice| choice.number);
        let five_volts = matches!(self.target.chip.family, Family::Avr | Family::Megaavr);
        Some(match hole {
            "board" => self.target.board.id.clone(),
            "supply" => if five_volts { "5 V" } else { "3.3 V" }.to_owned(),
            "supply_mv" => if five_volts { "5000" } else { "3300" }.to_owned(),
            // What `analogRead` returns at full scale, unless told otherwise.
            "adc_max" => if self.target.chip.family == Family::Esp32 { "4095" } else { "1023" }.to_owned(),
            // The same in each language: MicroPython reads 16 bits everywhere.
            "adc_range" if self.target.runtime.kind == RuntimeKind::MicroPython => "65535".to_owned(),
            "adc_range" => self.fill("adc_max")?,
            // What MicroPython's `ADC` needs beside itself.
            "adc_import" => if self.counts_adc_channels() { "" } else { ", Pin" }.to_owned(),
            "isr_attribute" => if self.runs_from_flash() { "IRAM_ATTR " } else { "" }.to_owned(),
            "i2c.begin" => bus::begin(self.target, number("sda")?, number("scl")?),
            "i2c.class" => bus::class(self.target, "i2c").to_owned(),
            "i2c.args" => self.bus(&[Capability::Scl, Capability::Sda])?,
            "spi.begin" => bus::begin_spi(self.target, number("sck")?, number("miso")?, number("mosi")?),
            "spi.class" => bus::class(self.target, "spi").to_owned(),
            "spi.args" => self.bus(&[Capability::Sck, Capability::Mosi, Capability::Miso])?,
            "uart" => bus::serial(self.target).to_owned(),
            "uart.begin" => bus::begin_serial(self.target, number("rx")?, number("tx")?, "PORT_BAUD"),
            "uart.args" => self.bus(&[Capability::Tx, Capability::Rx])?,
            _ => return None,
        })
    }

    /// Arguments of a MicroPython bus with the pins of these lines.
    fn bus(&self, lines: &[Capability]) -> Option<String> {
        let line = |capability: &Capability| {
            let line = bus::line(*capability)?;
            Some((line, self.pins.of(line.signal)?.number))
        };
        Some(bus::arguments(self.target, &lines.iter().map(line).collect::<Option<Vec<_>>>()?))
    }

    /// A MicroPython ADC on this pin, over the whole range of the supply.
    fn adc(&self, choice: &Choice) -> String {
        match self.target.chip.family {
            _ if self.counts_adc_channels() => "ADC(0)".to_owned(),
            Family::Esp32 => format!("ADC(Pin({}), atten=ADC.ATTN_11DB)", choice.literal),
            _ => format!("ADC(Pin({}))", choice.literal),
        }
    }

    /// The ESP8266 has one analog input, known to MicroPython by its channel.
    fn counts_adc_channels(&self) -> bool {
        self.target.chip.family == Family::Esp8266
    }

    /// Interrupt handlers must then be kept in RAM.
    fn runs_from_flash(&self) -> bool {
        matches!(self.target.chip.family, Family::Esp32 | Family::Esp8266)
    }

    /// What to connect.
    fn wires(&self) -> Vec<Wire> {
        let pins = self.recipe.pins.iter().filter_map(|hole| Some((hole, self.pins.of(&hole.name)?)));
        let wire = |(hole, choice): (&PinHole, &Choice)| Wire {
            place: self.place(choice),
            pin: choice.number,
            signal: hole.signal.clone(),
            to: self.line(&hole.wiring),
            title: self.recipe.title.clone(),
        };
        pins.filter(|(_, choice)| !choice.builtin).map(wire).collect()
    }

    /// Lines on wiring that belong to no pin.
    fn remarks(&self) -> Vec<String> {
        self.recipe.notes.iter().filter(|note| note.is_for(self.target.chip.family)).map(|note| self.line(&note.text)).collect()
    }

    fn line(&self, text: &str) -> String {
        template::fill_line(text, |hole| self.fill(hole)).unwrap_or_else(|error| panic!("corpus/recipes/{}: {error}", self.recipe.name))
    }

    /// `Pin 5`, `Pin 2 (D4)`, `A0`.
    fn place(&self, choice: &Choice) -> String {
        if !choice.literal.starts_with(|c: char| c.is_ascii_digit()) {
            return choice.literal.clone();
        }
        let names = self.target.pin(i64::from(choice.number)).map_or(&[][..], |pin| &pin.names);
        match names.iter().find(|name| is_printed(name, &choice.literal)) {
            Some(label) => format!("Pin {} ({label})", choice.literal),
            None => format!("Pin {}", choice.literal),
        }
    }
}

/// Whether a name is what a board has printed beside the pin and says more than the number: `D4`, `A4`.
fn is_printed(name: &str, number: &str) -> bool {
    let digits = name.strip_prefix(['D', 'A']).unwrap_or_default();
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) && !(name.starts_with('D') && digits == number)
}
