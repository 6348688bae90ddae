//! A recipe, a request and a target give a program, without any model.

use std::fmt::Write as _;
use std::ops::Range;

use boards::{Family, Target};
use document::Language;

use super::pins::{self, Choice, Choices, Occupied};
use super::recipe::{Capability, PinHole, Recipe};
use super::request::Request;
use super::template::Outlet;
use super::values::{self, Values};
use super::{Refused, bus, template};

/// A composed program.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Composed {
    /// The text.
    pub(crate) code: String,
    /// Lines that the model may word anew.
    pub(crate) spots: Vec<Range<usize>>,
    /// Its pins.
    pub(crate) pins: Choices,
    /// Its values.
    pub(crate) values: Values,
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
    /// What to connect, without comment marks.
    pub(crate) wiring: Vec<String>,
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
    let values = values::fill(recipe, request);
    let wanted = wanted_pins(recipe, &values, target, language, role);
    let pins = pins::fill(&wanted, request, target, occupied)?;
    let holes = Holes { recipe, target, pins: &pins, values: &values };
    let holds = |word: &str| holds(word, target, &values, role);
    let body = recipe.body(language).unwrap_or_default();
    let filled = template::fill(body, language, holds, |hole| holes.fill(hole), role.outlet.as_ref())
        .unwrap_or_else(|error| panic!("corpus/recipes/{}, {}: {error}", recipe.name, language.name()));
    let wiring = holes.wiring();
    Ok(Part { recipe, code: filled.text, spots: filled.spots, wiring, pins, values })
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

/// A whole program of one recipe.
///
/// # Errors
/// [`Refused`] when a pin that is asked for cannot be had.
pub(crate) fn compose(
    recipe: &'static Recipe,
    request: &Request,
    target: &Target,
    language: Language,
    occupied: &Occupied,
) -> Result<Composed, Refused> {
    let part = part(recipe, request, target, language, occupied, &Role::default())?;
    let mut code = heading(&recipe.title, &part.wiring, target, language);
    let shift = code.len();
    code.push_str(&part.code);
    let spots = part.spots.into_iter().map(|spot| spot.start + shift..spot.end + shift).collect();
    Ok(Composed { code, spots, pins: part.pins, values: part.values })
}

/// The comment at the top: what it does, for which board, what to connect.
pub(crate) fn heading(title: &str, wiring: &[String], target: &Target, language: Language) -> String {
    let mark = match language {
        Language::Arduino => "//",
        Language::MicroPython => "#",
    };
    let mut heading = format!("{mark} {title}.\n{mark} board: {}\n", target.board.id);
    for line in wiring {
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

    /// What to connect, a line each.
    fn wiring(&self) -> Vec<String> {
        let pins = self.recipe.pins.iter().filter_map(|hole| Some((hole, self.pins.of(&hole.name)?)));
        let connections =
            pins.filter(|(_, choice)| !choice.builtin).map(|(hole, choice)| format!("{}: {}", self.place(choice), self.line(&hole.wiring)));
        let notes = self.recipe.notes.iter().filter(|note| note.is_for(self.target.chip.family)).map(|note| self.line(&note.text));
        connections.chain(notes).collect()
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
