//! Recipes: a task in words, its typed holes, and a body for each language.
//!
//! They live in `corpus/recipes/`, one folder each, and are embedded from there: a folder is all it
//! takes to add one. See the README of that folder for the format.

use std::sync::OnceLock;

use boards::Family;
use document::Language;
use include_dir::{Dir, include_dir};
use serde::Deserialize;

static FOLDER: Dir = include_dir!("$CARGO_MANIFEST_DIR/../../corpus/recipes");

/// A task that Boardwise knows how to program.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Recipe {
    /// Name of its folder.
    #[serde(skip)]
    pub(crate) name: String,
    /// What the program does, in a few words.
    pub(crate) title: String,
    /// How people ask for it.
    pub(crate) phrasings: Vec<String>,
    /// Parts and other words that point here.
    pub(crate) parts: Vec<String>,
    /// What the board must have.
    #[serde(default)]
    pub(crate) needs: Vec<Need>,
    #[serde(default)]
    arduino: Support,
    #[serde(default)]
    micropython: Support,
    #[serde(default, rename = "pin")]
    pub(crate) pins: Vec<PinHole>,
    #[serde(default, rename = "value")]
    pub(crate) values: Vec<ValueHole>,
    /// Values that another part of a program can take.
    #[serde(default)]
    pub(crate) provides: Vec<Provided>,
    /// Values that another part of a program can give.
    #[serde(default)]
    pub(crate) consumes: Vec<Consumed>,
    #[serde(default, rename = "library")]
    pub(crate) libraries: Vec<Library>,
    #[serde(default, rename = "note")]
    pub(crate) notes: Vec<Note>,
    #[serde(skip)]
    arduino_body: Option<&'static str>,
    #[serde(skip)]
    micropython_body: Option<&'static str>,
}

/// Something that not every board has and no wire can add.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Need {
    /// A Wi-Fi radio.
    Wifi,
    /// A Bluetooth radio.
    Bluetooth,
    /// A CAN controller.
    Can,
}

/// A value that a recipe knows where its `{{out}}` stands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Provided {
    /// What it is called in messages and names: `temperature`.
    pub(crate) name: String,
    /// Words of a request that mean it; its name is always one.
    #[serde(default)]
    pub(crate) words: Vec<String>,
    /// What it is.
    #[serde(rename = "type")]
    pub(crate) kind: ValueType,
    /// Unit, for people: `C`, `%`, `hPa`.
    #[serde(default)]
    pub(crate) unit: String,
    /// Decimals worth telling, of a float.
    #[serde(default = "one_digit")]
    pub(crate) digits: u8,
    /// Least and greatest value as text with holes, where the range is known: for scaling.
    #[serde(default)]
    pub(crate) range: Option<[String; 2]>,
    /// The expression in C++.
    #[serde(default)]
    pub(crate) arduino: String,
    /// The expression in Python.
    #[serde(default)]
    pub(crate) micropython: String,
}

fn one_digit() -> u8 {
    1
}

/// What a value is that goes from one part of a program to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ValueType {
    /// A number with decimals.
    Float,
    /// A whole number.
    Int,
    /// True or false.
    Bool,
    /// Something that happens; it has no value.
    Event,
    /// A string: `const char*`, `str`.
    Text,
}

/// What a recipe does with values of another.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Consumed {
    /// What it takes; others are converted where that makes sense.
    #[serde(rename = "type")]
    pub(crate) kind: ValueType,
    /// How a text is built of several values.
    #[serde(default)]
    pub(crate) form: Form,
    /// Least and greatest number it takes, for scaling.
    #[serde(default)]
    pub(crate) range: Option<[String; 2]>,
    /// The statement in C++: `publish({{value}});`. `{{index}}` counts lines, `{{label}}` names them.
    #[serde(default)]
    pub(crate) arduino: String,
    /// The statement in Python.
    #[serde(default)]
    pub(crate) micropython: String,
    /// The statement for something that happens, where it is another: `toggle();`.
    #[serde(default)]
    pub(crate) arduino_event: String,
    /// The same in Python.
    #[serde(default)]
    pub(crate) micropython_event: String,
}

/// How a text is built of several values.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Form {
    /// `23.5 C, 48 %`.
    #[default]
    Plain,
    /// `{"temperature":23.5,"humidity":48}`.
    Json,
    /// `23.5,48`.
    Csv,
    /// One call for each value: `Temperature: 23.5 C`.
    Lines,
}

/// Where a body makes sense.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Support {
    /// Families; all if absent.
    families: Option<Vec<Family>>,
    /// Names of the API that the body stands on (`touchRead`, `machine.DAC`): where the chip lacks
    /// them, the recipe is refused.
    #[serde(default)]
    pub(crate) requires: Vec<String>,
    /// Why the other families cannot do it.
    #[serde(default)]
    pub(crate) reason: String,
    /// What to do there instead.
    #[serde(default)]
    pub(crate) alternative: String,
}

/// A pin that the target fills in.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PinHole {
    /// Name in the body: `{{name}}`.
    pub(crate) name: String,
    /// What is connected, for people.
    pub(crate) signal: String,
    /// What the pin must be able to do.
    pub(crate) capability: Capability,
    /// Words of a request that mean this pin.
    pub(crate) words: Vec<String>,
    /// Whether something on the board can stand here.
    pub(crate) builtin: Option<Builtin>,
    /// What to connect, for the comment at the top of the program.
    pub(crate) wiring: String,
}

/// What a pin must be able to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Capability {
    /// Be driven.
    Output,
    /// Be read; something outside drives it.
    Input,
    /// Be read, with an internal pull-up.
    InputPullUp,
    /// Be read with a pull-up, and call an interrupt handler.
    Interrupt,
    /// PWM.
    Pwm,
    /// Servo pulses: any output on AVR, where a timer interrupt makes them; PWM elsewhere.
    Servo,
    /// A square wave of audible frequency: as for a servo.
    Tone,
    /// Analog reading.
    Adc,
    /// One wire for both directions.
    Data,
    /// I2C data.
    #[serde(rename = "i2c.sda")]
    Sda,
    /// I2C clock.
    #[serde(rename = "i2c.scl")]
    Scl,
    /// SPI clock.
    #[serde(rename = "spi.sck")]
    Sck,
    /// SPI data out.
    #[serde(rename = "spi.mosi")]
    Mosi,
    /// SPI data in.
    #[serde(rename = "spi.miso")]
    Miso,
    /// Receive line of a serial port beside the one that leads to the USB chip.
    #[serde(rename = "uart.rx")]
    Rx,
    /// Its transmit line.
    #[serde(rename = "uart.tx")]
    Tx,
    /// Capacitive touch.
    Touch,
    /// A voltage between 0 V and the supply.
    Dac,
}

/// Something on the board that can stand in for a part on the desk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub(crate) enum Builtin {
    /// The board's LED, unless the request names a pin or an external LED.
    #[serde(rename = "LED")]
    Led,
    /// The board's WS2812, when the request asks for it.
    #[serde(rename = "WS2812 on request")]
    Ws2812,
}

/// A number or text that the request may give.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ValueHole {
    /// Name in the body: `{{name}}`.
    pub(crate) name: String,
    /// What it is.
    pub(crate) kind: ValueKind,
    /// Unit of a duration: `us`, `ms` or `s`.
    #[serde(default)]
    pub(crate) unit: String,
    /// Words that must stand near it; without any, whatever fits is taken.
    #[serde(default)]
    pub(crate) words: Vec<String>,
    /// Words after a number that mean it: `pixels`, `percent`.
    #[serde(default)]
    pub(crate) units: Vec<String>,
    /// Used when the request is silent.
    pub(crate) default: Literal,
    /// Least number.
    pub(crate) min: Option<i64>,
    /// Greatest number, or most characters.
    pub(crate) max: Option<i64>,
    /// Whether something changes state at this interval: twice a second is then a quarter of a second.
    #[serde(default)]
    pub(crate) toggles: bool,
    /// For a choice: word of the request → text in the program.
    #[serde(default)]
    pub(crate) options: std::collections::BTreeMap<String, String>,
}

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ValueKind {
    /// A time.
    Duration,
    /// A plain number.
    Number,
    /// Speed of the serial port.
    Baud,
    /// Address on the I2C bus.
    Address,
    /// Contents of a string literal.
    Text,
    /// A web address in a string literal.
    Url,
    /// One of some words.
    Choice,
}

/// A default as written in TOML.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Literal {
    /// A number.
    Number(i64),
    /// Anything else.
    Text(String),
}

impl std::fmt::Display for Literal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => text.fmt(f),
        }
    }
}

/// A library that the program needs and the runtime does not bring.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Library {
    /// `arduino` or `micropython`.
    lang: String,
    /// Families that need it; all if absent.
    families: Option<Vec<Family>>,
    /// Name in the Arduino library manager, or of the module.
    pub(crate) name: String,
    /// `owner/name` in the PlatformIO registry.
    pub(crate) platformio: Option<String>,
    /// Name for `mip install`.
    pub(crate) mip: Option<String>,
}

impl Library {
    /// Whether a program in this language for this family needs it.
    pub(crate) fn is_needed(&self, language: Language, family: Family) -> bool {
        self.lang == language.name() && self.families.as_ref().is_none_or(|families| families.contains(&family))
    }

    /// How to install it with each tool: (tool, line).
    pub(crate) fn installs(&self) -> Vec<(&'static str, String)> {
        let mut lines = Vec::new();
        if let Some(package) = &self.mip {
            lines.push(("mip", format!("mpremote mip install {package}")));
        } else if self.lang == Language::Arduino.name() {
            lines.push(("arduino", format!("arduino-cli lib install \"{}\"", self.name)));
        }
        if let Some(package) = &self.platformio {
            lines.push(("platformio", format!("lib_deps = {package}")));
        }
        lines
    }

    /// How to install it, in a line.
    pub(crate) fn install(&self) -> String {
        let name = &self.name;
        match (&self.mip, &self.platformio) {
            (Some(package), _) => format!("mpremote mip install {package}"),
            (None, Some(package)) => format!("arduino-cli lib install \"{name}\" (PlatformIO: lib_deps = {package})"),
            (None, None) => format!("arduino-cli lib install \"{name}\""),
        }
    }
}

/// A line on wiring that belongs to no pin.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Note {
    /// A sentence.
    pub(crate) text: String,
    /// Families that it is for; all if absent.
    families: Option<Vec<Family>>,
}

impl Note {
    /// Whether it holds for this family.
    pub(crate) fn is_for(&self, family: Family) -> bool {
        self.families.as_ref().is_none_or(|families| families.contains(&family))
    }
}

impl Recipe {
    fn read(folder: &'static Dir<'static>) -> Result<Self, String> {
        let file = |name: &str| folder.get_file(folder.path().join(name)).and_then(|file| file.contents_utf8());
        let text = file("recipe.toml").ok_or("there is no recipe.toml")?;
        let mut recipe: Self = toml::from_str(text).map_err(|error| error.to_string())?;
        recipe.name = folder.path().to_string_lossy().into_owned();
        recipe.arduino_body = file(body_name(Language::Arduino));
        recipe.micropython_body = file(body_name(Language::MicroPython));
        Ok(recipe)
    }

    /// A short name in lower case, for names that would collide: the first part, or the first word.
    pub(crate) fn slug(&self) -> String {
        let first = self.name.split('-').next().unwrap_or(&self.name);
        let name = self.parts.first().map_or(first, String::as_str);
        let slug: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        if slug.starts_with(|c: char| c.is_ascii_digit()) || slug.is_empty() { format!("part{slug}") } else { slug.to_lowercase() }
    }

    /// The body in this language, if there is one.
    pub(crate) fn body(&self, language: Language) -> Option<&'static str> {
        match language {
            Language::Arduino => self.arduino_body,
            Language::MicroPython => self.micropython_body,
        }
    }

    /// Where the body in this language makes sense.
    pub(crate) fn support(&self, language: Language) -> &Support {
        match language {
            Language::Arduino => &self.arduino,
            Language::MicroPython => &self.micropython,
        }
    }
}

impl Support {
    /// Whether boards of this family can run it.
    pub(crate) fn includes(&self, family: Family) -> bool {
        self.families.as_ref().is_none_or(|families| families.contains(&family))
    }
}

fn body_name(language: Language) -> &'static str {
    match language {
        Language::Arduino => "arduino.ino",
        Language::MicroPython => "micropython.py",
    }
}

/// The bodies of all recipes in a language, as they are written.
pub(crate) fn bodies(language: Language) -> impl Iterator<Item = &'static str> {
    let name = body_name(language);
    FOLDER.dirs().filter_map(move |folder| folder.get_file(folder.path().join(name))?.contents_utf8())
}

/// All recipes, by name.
///
/// # Panics
/// When an embedded recipe is malformed; a test reads them all.
pub(crate) fn recipes() -> &'static [Recipe] {
    static RECIPES: OnceLock<Vec<Recipe>> = OnceLock::new();
    RECIPES.get_or_init(|| {
        let read = |folder: &'static Dir<'static>| {
            Recipe::read(folder).unwrap_or_else(|error| panic!("corpus/recipes/{}: {error}", folder.path().display()))
        };
        let mut recipes: Vec<Recipe> = FOLDER.dirs().map(read).collect();
        recipes.sort_by(|a, b| a.name.cmp(&b.name));
        recipes
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_recipe_is_well_formed() {
        for recipe in recipes() {
            let name = &recipe.name;
            assert!(recipe.phrasings.len() >= 4, "{name}: give at least four phrasings");
            assert!(recipe.body(Language::Arduino).or(recipe.body(Language::MicroPython)).is_some(), "{name}: no body");
            let says = |arduino: &str, micropython: &str| {
                (!arduino.is_empty() || recipe.body(Language::Arduino).is_none())
                    && (!micropython.is_empty() || recipe.body(Language::MicroPython).is_none())
            };
            for provided in &recipe.provides {
                assert!(says(&provided.arduino, &provided.micropython), "{name}: `{}` has no expression in a language", provided.name);
            }
            for consumed in &recipe.consumes {
                assert!(says(&consumed.arduino, &consumed.micropython), "{name}: no statement takes the value in a language");
                assert!(consumed.kind != ValueType::Event, "{name}: an event is taken by a statement for events, not as a type");
            }
            if !recipe.provides.is_empty() {
                for body in Language::ALL.iter().filter_map(|language| recipe.body(*language)) {
                    assert!(body.contains("{{out}}") || body.contains("{{adapt}}"), "{name}: nothing says where its values are known");
                }
            }
            for pin in &recipe.pins {
                assert!(!pin.words.is_empty(), "{name}: pin {} has no words", pin.name);
            }
            for value in &recipe.values {
                let is_unit = matches!(value.unit.as_str(), "us" | "ms" | "s");
                assert_eq!(is_unit, value.kind == ValueKind::Duration, "{name}: unit of {}", value.name);
            }
            for language in Language::ALL {
                let support = recipe.support(language);
                let explains = !support.reason.is_empty() && !support.alternative.is_empty();
                assert!(support.families.is_none() || explains, "{name}: say why other families cannot and what can be done");
            }
        }
    }

    /// New folders are not noticed by the compiler; saving this file is enough.
    #[test]
    fn what_is_embedded_is_what_is_there() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/recipes");
        let entries = std::fs::read_dir(folder).expect("the folder of recipes");
        let mut there: Vec<String> = entries
            .filter_map(Result::ok)
            .filter(|entry| entry.path().is_dir())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        there.sort();
        let embedded: Vec<&str> = recipes().iter().map(|recipe| recipe.name.as_str()).collect();
        assert_eq!(embedded, there, "touch server/suggest/src/generate/recipe.rs and build again");
    }
}
