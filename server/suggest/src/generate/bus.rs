//! Buses in a program (I2C, SPI, a second serial port): which of them some pins belong to, and how
//! each runtime is told.

use boards::{Family, Pin, RuntimeKind, Target};

use super::recipe::Capability;

/// A line of a bus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Line {
    /// `i2c`, `spi`, `uart`.
    pub(crate) bus: &'static str,
    /// `sda`, `sck`, `rx`, …
    pub(crate) signal: &'static str,
}

/// A bus that a program can have on this target.
struct Port {
    /// How the runtime counts it.
    number: u8,
    /// Its name among the default pins.
    default: String,
    /// Its name among the functions of the chip's pins.
    function: String,
}

/// The line that a capability is.
pub(crate) fn line(capability: Capability) -> Option<Line> {
    let (bus, signal) = match capability {
        Capability::Sda => ("i2c", "sda"),
        Capability::Scl => ("i2c", "scl"),
        Capability::Sck => ("spi", "sck"),
        Capability::Mosi => ("spi", "mosi"),
        Capability::Miso => ("spi", "miso"),
        Capability::Rx => ("uart", "rx"),
        Capability::Tx => ("uart", "tx"),
        _ => return None,
    };
    Some(Line { bus, signal })
}

/// Whether the bus is made in software, on any pins.
pub(crate) fn is_software(target: &Target, bus: &str) -> bool {
    let family = target.chip.family;
    match bus {
        "i2c" => family == Family::Esp8266,
        "spi" => family == Family::Esp8266 && target.runtime.kind == RuntimeKind::MicroPython,
        // The one port of these chips speaks to the USB chip.
        _ => family == Family::Esp8266 || (family == Family::Avr && target.bus_pin("uart1", "rx").is_none()),
    }
}

/// Whether a program can lead a bus to other pins than the default ones.
fn can_move(target: &Target) -> bool {
    target.runtime.kind == RuntimeKind::MicroPython || matches!(target.chip.family, Family::Esp32 | Family::Esp8266 | Family::Rp2040)
}

fn ports(target: &Target, bus: &str) -> Vec<Port> {
    let port = |number: u8, function: u8| Port { number, default: format!("{bus}{number}"), function: format!("{bus}{function}") };
    let is_arduino = target.runtime.kind == RuntimeKind::Arduino;
    match (bus, target.chip.family) {
        // `Serial1` is the first UART of the chip.
        ("uart", Family::Rp2040) if is_arduino => vec![port(1, 0)],
        ("uart", Family::Avr | Family::Megaavr | Family::Esp32) => vec![port(1, 1)],
        // The first controller is the one that the flash uses.
        ("spi", Family::Esp32) if !is_arduino => [2, 1]
            .into_iter()
            .filter(|number| target.bus_pin(&format!("spi{number}"), "sck").is_some())
            .map(|number| port(number, number))
            .collect(),
        // Programs write `Wire` and `SPI`, which are the first buses of an Arduino core.
        _ if is_arduino => vec![port(0, 0)],
        _ => vec![port(0, 0), port(1, 1)],
    }
}

/// Numbers of the buses that this pin can serve as this line.
pub(crate) fn numbers(target: &Target, pin: &Pin, line: Line) -> Vec<u8> {
    if is_software(target, line.bus) {
        let can_do = if line.signal == "rx" { pin.input } else { pin.input && pin.output };
        return if can_do { vec![0] } else { Vec::new() };
    }
    let serves = |port: &Port| {
        let is_default = target.bus_pin(&port.default, line.signal) == Some(pin.number);
        is_default || (can_move(target) && target.can_carry(pin, &format!("{}.{}", port.function, line.signal)))
    };
    ports(target, line.bus).into_iter().filter(serves).map(|port| port.number).collect()
}

/// Whether the pin can serve beside the line that was chosen before it.
pub(crate) fn agrees(target: &Target, pin: &Pin, capability: Capability, partner: Option<(Line, u16)>) -> bool {
    let (Some(line), Some(partner)) = (line(capability), partner) else { return true };
    !common(target, partner, pin, line).is_empty()
}

fn common(target: &Target, partner: (Line, u16), pin: &Pin, line: Line) -> Vec<u8> {
    let Some(other) = target.pin(i64::from(partner.1)) else { return Vec::new() };
    let own = numbers(target, pin, line);
    numbers(target, other, partner.0).into_iter().filter(|number| own.contains(number)).collect()
}

/// The default pin for a line, on the bus of the partner if there is one, and the name of the bus.
pub(crate) fn default_pin(target: &Target, line: Line, partner: Option<(Line, u16)>) -> Option<(&Pin, String)> {
    // Under names such as `uart1` the table of an ESP32 has pins that carry the flash.
    if line.bus == "uart" && (target.chip.family == Family::Esp32 || is_software(target, "uart")) {
        return None;
    }
    ports(target, line.bus).into_iter().find_map(|port| {
        let pin = target.pin(i64::from(target.bus_pin(&port.default, line.signal)?))?;
        let fits = match partner {
            // A line that was moved takes the next one with it, where both are free to move.
            Some((other, number)) => target.bus_pin(&port.default, other.signal) == Some(number),
            None => numbers(target, pin, line).contains(&port.number) || is_software(target, line.bus),
        };
        fits.then(|| (pin, port.default.to_uppercase()))
    })
}

/// Statements that start `Wire` on these pins.
pub(crate) fn begin(target: &Target, sda: u16, scl: u16) -> String {
    let is_default = target.bus_pin("i2c0", "sda") == Some(sda) && target.bus_pin("i2c0", "scl") == Some(scl);
    match target.chip.family {
        _ if is_default => "Wire.begin();".to_owned(),
        Family::Rp2040 => format!("Wire.setSDA({sda});\nWire.setSCL({scl});\nWire.begin();"),
        _ => format!("Wire.begin({sda}, {scl});"),
    }
}

/// Statements that start `SPI` on these pins.
pub(crate) fn begin_spi(target: &Target, sck: u16, miso: u16, mosi: u16) -> String {
    let is_default =
        [("sck", sck), ("miso", miso), ("mosi", mosi)].iter().all(|(signal, pin)| target.bus_pin("spi0", signal) == Some(*pin));
    match target.chip.family {
        Family::Esp32 if !is_default => format!("SPI.begin({sck}, {miso}, {mosi});"),
        Family::Rp2040 if !is_default => format!("SPI.setSCK({sck});\nSPI.setRX({miso});\nSPI.setTX({mosi});\nSPI.begin();"),
        _ => "SPI.begin();".to_owned(),
    }
}

/// The Arduino object of the second serial port.
pub(crate) fn serial(target: &Target) -> &'static str {
    if is_software(target, "uart") { "softSerial" } else { "Serial1" }
}

/// Statements that start the second serial port at the speed of a constant.
pub(crate) fn begin_serial(target: &Target, rx: u16, tx: u16, speed: &str) -> String {
    let is_default = target.bus_pin("uart1", "rx") == Some(rx) && target.bus_pin("uart1", "tx") == Some(tx);
    match target.chip.family {
        Family::Esp32 => format!("Serial1.begin({speed}, SERIAL_8N1, {rx}, {tx});"),
        Family::Rp2040 if !is_default => format!("Serial1.setRX({rx});\nSerial1.setTX({tx});\nSerial1.begin({speed});"),
        _ => format!("{}.begin({speed});", serial(target)),
    }
}

/// The MicroPython class of a bus.
pub(crate) fn class(target: &Target, bus: &str) -> &'static str {
    match (bus, is_software(target, bus)) {
        ("i2c", true) => "SoftI2C",
        ("i2c", false) => "I2C",
        (_, true) => "SoftSPI",
        (_, false) => "SPI",
    }
}

/// Arguments of its constructor: the number of the bus, and the pins of these lines.
pub(crate) fn arguments(target: &Target, lines: &[(Line, u16)]) -> String {
    let pins: Vec<String> = lines.iter().map(|(line, pin)| format!("{}=Pin({pin})", line.signal)).collect();
    let pins = pins.join(", ");
    let Some((first, number)) = lines.first() else { return pins };
    if is_software(target, first.bus) {
        return pins;
    }
    let first_pin = target.pin(i64::from(*number));
    let mut shared = first_pin.map_or_else(Vec::new, |pin| numbers(target, pin, *first));
    for (line, pin) in lines {
        let own = target.pin(i64::from(*pin)).map_or_else(Vec::new, |pin| numbers(target, pin, *line));
        shared.retain(|number| own.contains(number));
    }
    format!("{}, {pins}", shared.first().copied().unwrap_or(0))
}
