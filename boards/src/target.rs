//! A board plus what runs on it: every "does this exist here?" is asked of a [`Target`].

use std::sync::Arc;

use crate::{Api, Board, Chip, Pin};

/// What kind of program the runtime runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuntimeKind {
    /// An Arduino core (C++).
    Arduino,
    /// A MicroPython port.
    MicroPython,
}

/// An Arduino core or MicroPython port, with a version.
#[derive(Debug, Clone, PartialEq)]
pub struct Runtime {
    /// `arduino-esp32`, `micropython-rp2`.
    pub name: String,
    /// `3.3.8`.
    pub version: String,
    /// Kind.
    pub kind: RuntimeKind,
    /// Declared names.
    pub api: Arc<Api>,
}

impl Runtime {
    /// `name@version`, as written on the command line.
    pub fn coordinate(&self) -> String {
        format!("{}@{}", self.name, self.version)
    }
}

/// A board, its chip and a runtime; pins already merged through the layers.
#[derive(Debug, Clone)]
pub struct Target {
    /// The board.
    pub board: Arc<Board>,
    /// Its chip.
    pub chip: Arc<Chip>,
    /// The runtime.
    pub runtime: Arc<Runtime>,
    /// All pins in the runtime's numbering, sorted by number.
    pub pins: Vec<Pin>,
}

impl Target {
    /// The pin with this number, if the chip has one.
    pub fn pin(&self, number: i64) -> Option<&Pin> {
        let number = u16::try_from(number).ok()?;
        self.pins.binary_search_by_key(&number, |pin| pin.number).ok().map(|index| &self.pins[index])
    }

    /// The pin behind a name such as `A0`, `D4`, `LED_BUILTIN`, `GP25` or `LED`.
    pub fn pin_named(&self, name: &str) -> Option<&Pin> {
        self.pins.iter().find(|pin| pin.names.iter().any(|candidate| candidate == name))
    }
}

/// Nobody knows this board; carries near matches for the message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownBoard {
    /// What was asked for.
    pub name: String,
    /// Known ids that look alike, best first.
    pub suggestions: Vec<String>,
}
