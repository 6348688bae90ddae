//! A board plus what runs on it: every "does this exist here?" is asked of a [`Target`].

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::record::Analog;
use crate::{Api, Board, BusDefault, Chip, Pin, ProjectPart, SharedPart};

/// What kind of program the runtime runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RuntimeKind {
    /// An Arduino core (C++).
    Arduino,
    /// A MicroPython port.
    MicroPython,
}

impl RuntimeKind {
    /// The word used in tables and settings: `arduino`, `micropython`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Arduino => "arduino",
            Self::MicroPython => "micropython",
        }
    }
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

/// What a target knows beside its pins; private so that it can grow.
#[derive(Debug, Clone)]
pub(crate) struct Extras {
    pub(crate) matrix: Vec<String>,
    pub(crate) analog: Analog,
    pub(crate) analog_internal: Vec<(i64, String)>,
    pub(crate) buses: Vec<BusDefault>,
    pub(crate) labels: FxHashMap<u16, String>,
    pub(crate) refused: Vec<u16>,
    pub(crate) architecture: String,
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
    /// All pins in the runtime's numbering, sorted by number. Pins that only a name reaches
    /// (MicroPython's `Pin("LED")` on a Pico W) come last; see [`Pin::by_name_only`].
    pub pins: Vec<Pin>,
    pub(crate) extras: Arc<Extras>,
}

/// What the argument of an analog read leads to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AnalogInput<'a> {
    /// A pin with an ADC channel.
    Pin(&'a Pin),
    /// A pin without one: reading it is an error.
    NotAnalog(&'a Pin),
    /// A source inside the chip, such as `temperature sensor`.
    Internal(&'a str),
    /// Neither a channel nor a pin.
    Nothing,
}

impl Target {
    /// The pin with this number, if the chip has one.
    pub fn pin(&self, number: i64) -> Option<&Pin> {
        let number = u16::try_from(number).ok()?;
        let index = self.pins.binary_search_by_key(&number, |pin| pin.number).ok()?;
        Some(&self.pins[index]).filter(|pin| !pin.by_name_only())
    }

    /// The pin behind a name such as `A0`, `D4`, `LED_BUILTIN`, `GP25` or `LED`.
    pub fn pin_named(&self, name: &str) -> Option<&Pin> {
        self.pins.iter().find(|pin| pin.names.iter().any(|candidate| candidate == name))
    }

    /// What is printed beside the pin on the board, where it differs from the names (`VP` for 36).
    pub fn label(&self, number: u16) -> Option<&str> {
        self.extras.labels.get(&number).map(String::as_str)
    }

    /// Pins for which the predicate holds, in order of number.
    pub fn pins_where<'a>(&'a self, holds: impl Fn(&Pin) -> bool + 'a) -> impl Iterator<Item = &'a Pin> {
        self.pins.iter().filter(move |pin| holds(pin))
    }

    /// Pins that can be recommended: brought out, without cautions, not wired to anything on the
    /// board, and fit for the use that the predicate describes.
    pub fn safe_pins<'a>(&'a self, fits: impl Fn(&Pin) -> bool + 'a) -> impl Iterator<Item = &'a Pin> {
        self.pins.iter().filter(move |pin| self.is_safe(pin) && fits(pin))
    }

    /// The recommendable pin whose number is nearest; below on a tie. For fixes.
    pub fn nearest(&self, number: i64, fits: impl Fn(&Pin) -> bool) -> Option<&Pin> {
        let safe = self.pins.iter().filter(|pin| self.is_safe(pin) && fits(pin));
        safe.min_by_key(|pin| ((i64::from(pin.number) - number).abs(), pin.number))
    }

    fn is_safe(&self, pin: &Pin) -> bool {
        pin.exposed && pin.cautions.is_empty() && !pin.by_name_only() && !self.board.wiring.iter().any(|wiring| wiring.pin == pin.number)
    }

    /// Whether the runtime rejects this pin (MicroPython's `Pin(20)` on an ESP32-S3 raises an error);
    /// such a pin has no abilities and one caution that says why.
    pub fn refuses(&self, number: u16) -> bool {
        self.extras.refused.contains(&number)
    }

    /// Whether the pin can carry a signal such as `i2c0.sda`: wired to it, or reached through the
    /// chip's routing matrix.
    pub fn can_carry(&self, pin: &Pin, signal: &str) -> bool {
        if pin.functions.iter().any(|function| function == signal) {
            return true;
        }
        if !self.routes_freely(signal) || !pin.input {
            return false;
        }
        // A line that the chip only listens to needs no output driver.
        let listens = signal.rsplit_once('.').is_some_and(|(_, role)| matches!(role, "rx" | "miso" | "cts"));
        pin.output || listens
    }

    /// Whether the chip or the board has this radio: `wifi`, `ble`, `bluetooth` (classic), `802.15.4`.
    pub fn has_radio(&self, radio: &str) -> bool {
        self.chip.radios.iter().chain(&self.board.radios).any(|known| known == radio)
    }
    /// Whether a bus (`i2c`, `spi1`, `uart0.tx`) can be led to any suitable pin instead of being wired.
    pub fn routes_freely(&self, bus: &str) -> bool {
        let bus = bus.split('.').next().unwrap_or(bus).trim_end_matches(|c: char| c.is_ascii_digit());
        // Names such as `i2c` end in a digit of their own only before the bus number.
        self.extras.matrix.iter().any(|routed| routed == bus || routed.trim_end_matches(|c: char| c.is_ascii_digit()) == bus)
    }

    /// Where a bus signal sits unless the program says otherwise, under this runtime version.
    pub fn bus_pin(&self, bus: &str, signal: &str) -> Option<u16> {
        self.extras.buses.iter().find(|default| default.bus == bus && default.signal == signal).map(|default| default.pin)
    }

    /// Default bus pins under this runtime version.
    pub fn buses(&self) -> &[BusDefault] {
        &self.extras.buses
    }

    /// What `analogRead(argument)` or `ADC(argument)` reads. Runtimes differ: on an Uno `0` means
    /// `A0`, on a Pico under MicroPython `0` is channel 0 and `26` the same by pin, on an ESP32 every
    /// argument is a pin number.
    pub fn analog_input(&self, argument: i64) -> AnalogInput<'_> {
        if let Some((_, what)) = self.extras.analog_internal.iter().find(|(channel, _)| *channel == argument) {
            return AnalogInput::Internal(what);
        }
        let channel = || {
            let wanted = format!("ADC{argument}");
            self.pins.iter().find(|pin| pin.adc.as_deref() == Some(wanted.as_str()))
        };
        let found = match self.extras.analog {
            Analog::Pins => self.pin(argument),
            Analog::Names => self.pin_named(&format!("A{argument}")).or_else(|| self.pin(argument)),
            Analog::Channels => channel(),
            Analog::ChannelsAndPins => channel().or_else(|| self.pin(argument)),
        };
        match found {
            Some(pin) if pin.adc.is_some() => AnalogInput::Pin(pin),
            Some(pin) => AnalogInput::NotAnalog(pin),
            None => AnalogInput::Nothing,
        }
    }

    /// This target with the declarations of a project's own files and libraries.
    pub fn with_project(&self, parts: &[ProjectPart]) -> Self {
        let api = Arc::new(self.runtime.api.with_project(parts));
        Self { runtime: Arc::new(Runtime { api, ..Runtime::clone(&self.runtime) }), ..self.clone() }
    }

    /// This target, to which the part of `shared` was added last, as one of the part's files sees it: without what
    /// the file itself declares. `file` counts the texts that the part was made of.
    pub fn without(&self, shared: &SharedPart, file: usize) -> Self {
        let api = Arc::new(self.runtime.api.without(shared, file));
        Self { runtime: Arc::new(Runtime { api, ..Runtime::clone(&self.runtime) }), ..self.clone() }
    }

    /// Architecture word of Arduino's `library.properties` (`avr`, `esp32`), for
    /// [`crate::Library::supports`].
    pub fn architecture(&self) -> &str {
        &self.extras.architecture
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

impl std::fmt::Display for UnknownBoard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no table describes the board `{}`", self.name)?;
        match self.suggestions.as_slice() {
            [] => write!(f, "; `boardwise boards` lists those that are known"),
            [one] => write!(f, "; did you mean `{one}`?"),
            [head @ .., last] => write!(f, "; did you mean `{}` or `{last}`?", head.join("`, `")),
        }
    }
}

impl std::error::Error for UnknownBoard {}
