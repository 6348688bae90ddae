//! Which argument of which MicroPython class or function is a pin, and what for.
//!
//! The one place to add a class that takes a pin. Argument names and order are those of the
//! MicroPython reference and of micropython-lib.

use super::PinRole::{
    self, AnalogRead, Dac, Data, DigitalRead, I2cScl, I2cSda, Input, InputPullDown, InputPullUp, Output, Pwm, SpiCs, SpiMiso, SpiMosi,
    SpiSck, Touch, UartRx, UartTx, Unspecified,
};

/// A class or function that takes pins.
pub(super) struct Taker {
    /// Qualified name. A leading dot means that any module may hold it (drivers are copied around).
    name: &'static str,
    /// Pins by position.
    pub(super) positions: &'static [(usize, PinRole)],
    /// Pins by keyword.
    pub(super) keywords: &'static [(&'static str, PinRole)],
    /// Whether a bare number is a pin. Otherwise it is a channel or an instance, and only a `Pin`
    /// object is a pin.
    pub(super) numbers: bool,
}

const fn taker(
    name: &'static str,
    positions: &'static [(usize, PinRole)],
    keywords: &'static [(&'static str, PinRole)],
    numbers: bool,
) -> Taker {
    Taker { name, positions, keywords, numbers }
}

const I2C: &[(&str, PinRole)] = &[("scl", I2cScl), ("sda", I2cSda)];
const SPI: &[(&str, PinRole)] = &[("sck", SpiSck), ("mosi", SpiMosi), ("miso", SpiMiso)];
const UART: &[(&str, PinRole)] = &[("tx", UartTx), ("rx", UartRx)];

/// `Pin` itself depends on its mode and is read in `micropython.rs`.
const TAKERS: &[Taker] = &[
    taker("machine.ADC", &[(0, AnalogRead)], &[("pin", AnalogRead)], true),
    taker("machine.DAC", &[(0, Dac)], &[], false),
    taker("machine.I2C", &[], I2C, true),
    taker("machine.PWM", &[(0, Pwm)], &[("dest", Pwm), ("pin", Pwm)], true),
    taker("machine.SPI", &[], SPI, true),
    taker("machine.SoftI2C", &[(0, I2cScl), (1, I2cSda)], I2C, true),
    taker("machine.SoftSPI", &[], SPI, true),
    taker("machine.TouchPad", &[(0, Touch)], &[("pin", Touch)], true),
    taker("machine.UART", &[], UART, true),
    taker("machine.bitstream", &[(0, Output)], &[], true),
    taker("machine.time_pulse_us", &[(0, DigitalRead)], &[], false),
    taker("neopixel.NeoPixel", &[(0, Output)], &[("pin", Output)], true),
    taker("onewire.OneWire", &[(0, Data)], &[("pin", Data)], true),
    taker(
        "rp2.StateMachine",
        &[],
        &[("in_base", DigitalRead), ("jmp_pin", DigitalRead), ("out_base", Output), ("set_base", Output), ("sideset_base", Output)],
        true,
    ),
    taker(".DHT11", &[(0, Data)], &[("pin", Data)], true),
    taker(".DHT22", &[(0, Data)], &[("pin", Data)], true),
    taker(".HCSR04", &[(0, Output), (1, DigitalRead)], &[("trigger_pin", Output), ("echo_pin", DigitalRead)], true),
    taker(".SDCard", &[(1, SpiCs)], &[("cs", SpiCs)], false),
    taker(".Servo", &[(0, PinRole::Servo)], &[("pin", PinRole::Servo)], true),
];

/// Names that `from machine import *` and its like bring, as far as facts need them.
const STARRED: &[(&str, &[&str])] = &[
    (
        "machine",
        &[
            "ADC",
            "DAC",
            "I2C",
            "I2S",
            "PWM",
            "Pin",
            "RTC",
            "SPI",
            "SoftI2C",
            "SoftSPI",
            "TouchPad",
            "Timer",
            "UART",
            "WDT",
            "deepsleep",
            "freq",
            "lightsleep",
            "reset",
            "time_pulse_us",
            "unique_id",
        ],
    ),
    ("neopixel", &["NeoPixel"]),
    ("onewire", &["OneWire"]),
    ("dht", &["DHT11", "DHT22"]),
    ("time", &["sleep", "sleep_ms", "sleep_us", "ticks_add", "ticks_diff", "ticks_ms", "ticks_us"]),
];

/// The pins of a callee, given its resolved name.
pub(super) fn of_callee(qualified: &str) -> Option<&'static Taker> {
    let name = without_u(qualified);
    TAKERS.iter().find(|taker| if taker.name.starts_with('.') { name.ends_with(taker.name) } else { name == taker.name })
}

/// The pins that `init` of an object of this class takes.
pub(super) fn of_init(class: &str) -> Option<&'static Taker> {
    of_callee(class).filter(|taker| taker.positions.is_empty())
}

/// Whether an argument of a call by this name, the last part of it, may lead to a pin, whatever the receiver is. The keyword of
/// an argument may be unknown.
pub(super) fn may_reach(name: &str, index: usize, keyword: Option<&str>) -> bool {
    let takes = |taker: &Taker| {
        taker.positions.iter().any(|(position, _)| *position == index)
            || keyword.is_none_or(|keyword| taker.keywords.iter().any(|(known, _)| *known == keyword))
    };
    let is_named = |taker: &Taker| taker.name.rsplit('.').next() == Some(name) || name == "init";
    TAKERS.iter().any(|taker| is_named(taker) && takes(taker)) || name == "Pin" && (index == 0 || keyword.is_none_or(|it| it == "id"))
}

/// Whether this is the class `Pin`.
pub(super) fn is_pin(class: &str) -> bool {
    matches!(without_u(class), "machine.Pin" | "pyb.Pin")
}

/// The module that `name` comes from, if one of these modules was imported whole.
pub(super) fn starred<'a>(name: &str, modules: &[&'a str]) -> Option<&'a str> {
    modules.iter().copied().find(|module| STARRED.iter().any(|(known, names)| *known == without_u(module) && names.contains(&name)))
}

/// What the mode and the pull of `Pin(…)` make of it.
pub(super) fn of_mode(mode: Option<&str>, pull: Option<&str>) -> PinRole {
    let last = |text: &str| text.rsplit('.').next().unwrap_or(text).trim().to_owned();
    match (mode.map(last).as_deref(), pull.map(last).as_deref()) {
        (Some("OUT" | "OPEN_DRAIN" | "OUT_PP" | "OUT_OD"), _) => Output,
        (Some("IN") | None, Some("PULL_UP")) => InputPullUp,
        (Some("IN") | None, Some("PULL_DOWN")) => InputPullDown,
        (Some("IN"), _) => Input,
        _ => Unspecified,
    }
}

/// `umachine` is the older name of `machine`.
fn without_u(qualified: &str) -> &str {
    match qualified.strip_prefix('u') {
        Some(rest) if rest.starts_with("machine") || rest.starts_with("time") => rest,
        _ => qualified,
    }
}
