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
    /// Where the facts come from.
    pub source: String,
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
