//! I2C in a program: which bus two pins belong to, and how each runtime is told.

use boards::{Family, Pin, RuntimeKind, Target};

use super::recipe::Capability;

/// The signal of the bus that a capability is.
pub(crate) fn signal(capability: Capability) -> Option<&'static str> {
    match capability {
        Capability::Sda => Some("sda"),
        Capability::Scl => Some("scl"),
        _ => None,
    }
}

/// Whether the runtime makes I2C in software, on any two pins.
fn is_software(target: &Target) -> bool {
    target.chip.family == Family::Esp8266
}

/// Whether a program can lead the bus to other pins than the default ones.
fn can_move(target: &Target) -> bool {
    target.runtime.kind == RuntimeKind::MicroPython || matches!(target.chip.family, Family::Esp32 | Family::Esp8266 | Family::Rp2040)
}

/// Numbers of the I2C buses that this pin can serve with this signal.
pub(crate) fn numbers(target: &Target, pin: &Pin, signal: &str) -> Vec<u8> {
    if is_software(target) {
        return if pin.input && pin.output { vec![0] } else { Vec::new() };
    }
    let serves = |number: &u8| {
        let bus = format!("i2c{number}");
        let is_default = target.bus_pin(&bus, signal) == Some(pin.number);
        is_default || (can_move(target) && target.can_carry(pin, &format!("{bus}.{signal}")))
    };
    // Programs write `Wire`, which is the first bus of an Arduino core.
    let buses = if target.runtime.kind == RuntimeKind::Arduino { 0..1 } else { 0..2 };
    buses.filter(serves).collect()
}

/// Whether the pin can serve beside the one already chosen for the data line.
pub(crate) fn agrees(target: &Target, pin: &Pin, capability: Capability, partner: Option<u16>) -> bool {
    let (Some(signal), Some(partner)) = (signal(capability), partner) else { return true };
    !common(target, partner, pin, signal).is_empty()
}

fn common(target: &Target, partner: u16, pin: &Pin, signal: &str) -> Vec<u8> {
    let Some(data) = target.pin(i64::from(partner)) else { return Vec::new() };
    let own = numbers(target, pin, signal);
    numbers(target, data, "sda").into_iter().filter(|number| own.contains(number)).collect()
}

/// The default pin for a signal, on the bus of the partner if there is one, and the name of the bus.
pub(crate) fn default_pin<'t>(target: &'t Target, signal: &str, partner: Option<u16>) -> Option<(&'t Pin, String)> {
    (0..2u8).find_map(|number| {
        let bus = format!("i2c{number}");
        let pin = target.pin(i64::from(target.bus_pin(&bus, signal)?))?;
        let fits = match partner {
            // A data line that was moved takes its clock line with it, where both are free to move.
            Some(partner) => target.bus_pin(&bus, "sda") == Some(partner),
            None => numbers(target, pin, signal).contains(&number) || is_software(target),
        };
        fits.then(|| (pin, bus.to_uppercase()))
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

/// The MicroPython class.
pub(crate) fn class(target: &Target) -> &'static str {
    if is_software(target) { "SoftI2C" } else { "I2C" }
}

/// Arguments of its constructor.
pub(crate) fn arguments(target: &Target, sda: u16, scl: u16) -> String {
    let pins = format!("scl=Pin({scl}), sda=Pin({sda})");
    if is_software(target) {
        return pins;
    }
    let bus = target.pin(i64::from(scl)).and_then(|pin| common(target, sda, pin, "scl").first().copied()).unwrap_or(0);
    format!("{bus}, {pins}")
}
