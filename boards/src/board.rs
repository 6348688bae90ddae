//! The thing on the desk.

use serde::{Deserialize, Serialize};

/// A board: its names everywhere, its chip, and what it wires by itself.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Board {
    /// Canonical identifier: the PlatformIO id where there is one (`esp32dev`).
    pub id: String,
    /// Name on the box.
    pub name: String,
    /// Identifier of the chip.
    pub chip: String,
    /// Every name it answers to: PlatformIO ids, FQBNs, MicroPython names.
    pub ids: Vec<String>,
    /// Runtime chosen for Arduino code when none is given, such as `arduino-esp32@3.3.8`; `None` if no core supports it.
    pub arduino_runtime: Option<String>,
    /// Runtime chosen for MicroPython code, such as `micropython-esp32@1.29`.
    pub micropython_runtime: Option<String>,
    /// Default bus pins per language.
    pub buses: Vec<BusDefault>,
    /// Pins that the board itself occupies (its LED, its flash, its radio).
    pub wiring: Vec<FixedWiring>,
    /// Where its pins come out, when somebody has written that down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<Layout>,
    /// Radios on the board beside those on its chip: `wifi`, `ble`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub radios: Vec<String>,
    /// Where the facts come from.
    pub source: String,
}

/// The headers of a board as one sees them from above, parts up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// The end at which the USB connector sits in this view.
    pub usb: End,
    /// Pairs of headers, from the top down.
    pub section: Vec<Section>,
    /// Where the order comes from.
    pub source: String,
}

/// An end of a board that lies before us lengthwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum End {
    /// Away from us.
    Top,
    /// Towards us.
    Bottom,
}

/// Two headers that face each other.
///
/// A place holds a chip pin (`GPIO34`, `PB5`), one of [`Layout::SUPPLY`], or nothing where the header has a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// What people call this part: `double row at the end`. Empty for the main headers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// Left header from the top down.
    pub left: Vec<String>,
    /// Right header from the top down.
    pub right: Vec<String>,
}

impl Layout {
    /// Places of a header that lead to no pin of the program.
    pub const SUPPLY: &[&str] = &[
        "3V3", "5V", "VIN", "VBUS", "VSYS", "VBAT", "USB", "GND", "AGND", "EN", "3V3_EN", "RST", "RUN", "AREF", "ADC_VREF", "IOREF", "NC",
    ];

    /// All places, section by section, left before right.
    pub fn places(&self) -> impl Iterator<Item = &str> {
        self.section.iter().flat_map(|section| section.left.iter().chain(&section.right)).map(String::as_str)
    }
}

/// Where a bus sits unless the program says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BusDefault {
    /// `arduino` or `micropython`.
    pub lang: String,
    /// `i2c0`, `spi0`, `uart0` … as the runtime numbers them.
    pub bus: String,
    /// `sda`, `scl`, `sck`, `mosi`, `miso`, `cs`, `tx`, `rx`.
    pub signal: String,
    /// Pin number in the runtime's numbering.
    pub pin: u16,
}

/// A pin that the board wires by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixedWiring {
    /// Pin number in Arduino numbering.
    pub pin: u16,
    /// What it is wired to: `LED`, `WS2812`, `button BOOT`.
    pub what: String,
    /// Source of the fact.
    pub source: String,
}
