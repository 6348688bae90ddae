//! The rows of the embedded tables: what `cargo xtask codegen` writes and [`crate::Tables`] reads.
//!
//! Each layer says only what it adds. A [`crate::Target`] is the chip's row, then the board's, then
//! the runtime's overlays, merged in that order.

use serde::{Deserialize, Serialize};

use crate::{Board, BusDefault, Caution, CautionKind, Chip};

/// A chip and all of its pins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChipRecord {
    /// What hover says about it.
    pub chip: Chip,
    /// All pins of the silicon.
    pub pins: Vec<ChipPin>,
    /// Cautions that hold on every board with this chip.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cautions: Vec<CautionRule>,
    /// Peripherals that a routing matrix leads to any suitable pin (`i2c`, `spi`, `uart`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub matrix: Vec<String>,
    /// Names that runtimes declare and this chip lacks the hardware for (`dacWrite`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<String>,
    /// API files that only this chip has (its registers), by path under `data/`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub api: Vec<String>,
    /// Where the pin table comes from.
    pub source: String,
}

/// A pin of the silicon.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChipPin {
    /// `GPIO34`, `PB5`.
    pub pin: String,
    /// The number that GPIO-numbered runtimes use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u16>,
    /// Abilities.
    pub can: Abilities,
    /// ADC channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub adc: Option<String>,
    /// DAC channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dac: Option<String>,
    /// Touch channel.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub touch: Option<String>,
    /// Peripheral signals wired to the pin.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub functions: Vec<String>,
}

/// What a pin can do, as words in the source files (`input output pull_up`) and as bits here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Abilities(pub u8);

impl Abilities {
    /// Every word with its bit.
    pub const WORDS: [(&'static str, u8); 6] =
        [("input", 1), ("output", 2), ("pull_up", 4), ("pull_down", 8), ("pwm", 16), ("interrupt", 32)];

    /// Reads words; the error is the word that means nothing.
    pub fn parse<'a>(words: impl IntoIterator<Item = &'a str>) -> Result<Self, &'a str> {
        let mut bits = 0;
        for word in words {
            bits |= Self::WORDS.iter().find(|(name, _)| *name == word).ok_or(word)?.1;
        }
        Ok(Self(bits))
    }

    /// Whether the word (`pwm`) is among the abilities.
    pub fn has(self, word: &str) -> bool {
        Self::WORDS.iter().any(|(name, bit)| *name == word && self.0 & bit != 0)
    }
}

/// A caution and the pins that it holds for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CautionRule {
    /// Chip pins.
    pub pins: Vec<String>,
    /// The caution.
    pub caution: Caution,
}

/// A board, its pins' places and names, and the runtimes that run on it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BoardRecord {
    /// What hover says about it.
    pub board: Board,
    /// How many of `board.buses`, from the front, the board itself sets; the rest are the defaults of
    /// its default runtimes.
    pub own_buses: usize,
    /// Whether sketches number pins by position in `pins` instead of by GPIO number.
    pub listed: bool,
    /// Pins that the board brings out or names.
    pub pins: Vec<BoardPin>,
    /// Cautions that hold on this board.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cautions: Vec<CautionRule>,
    /// Names that runtimes declare and this board lacks (`Serial1`, `network`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lacks: Vec<String>,
    /// Objects of another class than the runtime says, as `Serial` on a board with native USB.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub objects: Vec<(String, String)>,
    /// Whether it is known which pins reach a header. Where it is not, a pin that nobody names is
    /// neither recommended nor called absent.
    #[serde(default = "yes", skip_serializing_if = "Clone::clone")]
    pub header_known: bool,
    /// Chip pins that the board's own table gives to users although some boards with this chip wire
    /// them to flash or PSRAM.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub free: Vec<String>,
    /// `name@version` of every runtime, the default of each kind first.
    pub runtimes: Vec<String>,
}

fn yes() -> bool {
    true
}

impl BoardRecord {
    /// Whether a caution of the chip does not hold for this pin of the board.
    pub(crate) fn frees(&self, pin: &str, caution: CautionKind) -> bool {
        matches!(caution, CautionKind::Flash | CautionKind::Psram) && self.free.iter().any(|free| free == pin)
    }
}

/// A chip pin as the board places it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct BoardPin {
    /// Chip pin.
    pub pin: String,
    /// Arduino number, where it differs from the GPIO number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u16>,
    /// Whether it reaches a header or connector.
    pub exposed: bool,
    /// Abilities of a pin that is not the chip's own: a radio chip's, or an RGB LED behind a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub can: Option<Abilities>,
    /// Print on the board, where it differs from the names.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Names in Arduino code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub arduino: Vec<String>,
    /// Names in MicroPython code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub micropython: Vec<String>,
}

/// A runtime: its declarations and what it changes about pins.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RuntimeRecord {
    /// `arduino-esp32`.
    pub name: String,
    /// `3.3.8`.
    pub version: String,
    /// `arduino` or `micropython`.
    pub kind: String,
    /// Architecture word of Arduino's `library.properties` (`avr`, `esp32`, `rp2040`).
    pub architecture: String,
    /// API files by path under `data/`, in order of precedence.
    pub api: Vec<String>,
    /// How the argument of an analog read is understood.
    pub analog: Analog,
    /// Analog channels without a pin, with what they measure.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub analog_internal: Vec<(i64, String)>,
    /// Changes to pins.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub overlays: Vec<Overlay>,
    /// Default bus pins by chip.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buses: Vec<ChipBus>,
    /// Names lost in this version.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub removed: Vec<crate::Removed>,
    /// Names that kept their spelling and changed their meaning.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<crate::Changed>,
    /// How programs name a chip pin that has no number.
    #[serde(default, skip_serializing_if = "ChipNames::is_none")]
    pub chip_names: ChipNames,
    /// Repository and revision.
    pub source: String,
}

impl RuntimeRecord {
    /// The name that the runtime itself gives to a chip pin.
    pub(crate) fn name_of(&self, chip_pin: &str) -> Option<String> {
        match self.chip_names {
            ChipNames::None => None,
            ChipNames::Same => Some(chip_pin.to_owned()),
            ChipNames::WithoutP => chip_pin.strip_prefix('P').map(str::to_owned),
        }
    }
}

/// What a runtime calls the pins of the silicon.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChipNames {
    /// It knows them by number only.
    #[default]
    None,
    /// As the chip's table does (`PA05`).
    Same,
    /// Without the leading letter (`A5` for `PA5`).
    WithoutP,
}

impl ChipNames {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
    fn is_none(&self) -> bool {
        *self == Self::None
    }
}

/// How a runtime understands the argument of `analogRead` or `ADC`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Analog {
    /// A pin number.
    Pins,
    /// `0` means `A0` where there is an `A0`, otherwise a pin number.
    Names,
    /// An ADC channel.
    Channels,
    /// An ADC channel where one has this number, otherwise a pin number.
    ChannelsAndPins,
}

/// What a runtime changes about some pins of a chip.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Overlay {
    /// Chip.
    pub chip: String,
    /// Chip pins.
    pub pins: Vec<String>,
    /// Abilities gained.
    #[serde(default)]
    pub can: Abilities,
    /// Abilities lost.
    #[serde(default)]
    pub cannot: Abilities,
    /// Names gained.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The runtime rejects the pin altogether; the sentence says why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refuse: Option<String>,
    /// Where the change comes from.
    pub source: String,
}

/// A bus default that holds for every board with a chip, under one runtime.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChipBus {
    /// Chip.
    pub chip: String,
    /// The default.
    pub bus: BusDefault,
}
