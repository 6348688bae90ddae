//! A bus signal asked of a pin that cannot carry it.
//!
//! Why: on chips without a routing matrix each pin is wired to one signal of one bus: on the RP2040
//! GPIO2 is SDA of I2C1 and nothing else. Asked for I2C0, MicroPython raises `ValueError: bad SDA pin`
//! and the Arduino core stops. Instead: use the bus that the pins belong to, or pins of the bus.
//!
//! Source: RP2040 datasheet, table "GPIO functions"; raspberrypi/pico-sdk `hardware_regs/io_bank0.h`.

use boards::{Family, Pin, RuntimeKind, Target};
use document::facts::PinRole;

use super::{BOTH, Check, Rule};
use crate::context::{Context, Use};
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "bus-pins-on-wrong-bus",
    severity: Severity::Error,
    languages: BOTH,
    summary: "A bus signal on a pin that is wired to another bus or signal.",
    why: "This chip has no routing matrix: each pin carries one fixed signal of each kind.",
    instead: "Use the bus that the pins belong to, or pins of the bus.",
    wrong: "#- /sensor.py board:pico
from machine import I2C, Pin
bus = I2C(0, sda=Pin(2), scl=Pin(3))
",
    right: "#- /sensor.py board:pico
from machine import I2C, Pin
bus = I2C(1, sda=Pin(2), scl=Pin(3))
",
    source: "https://github.com/raspberrypi/pico-sdk/blob/2.2.0/src/rp2040/hardware_regs/include/hardware/regs/io_bank0.h",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    // Elsewhere software buses or remapping hide the wiring.
    if target.chip.family != Family::Rp2040 {
        return;
    }
    context.report(findings, |pin_use| {
        let pin = pin_use.pin?;
        let (kind, line) = signal(pin_use.fact.role)?;
        let bus = hardware_bus(target, kind, pin_use)?;
        let wanted = format!("{kind}{bus}.{line}");
        if target.routes_freely(kind) || target.can_carry(pin, &wanted) {
            return None;
        }
        let name = words::used(pin_use, pin);
        let has: Vec<String> =
            pin.functions.iter().filter(|function| function.starts_with(kind)).map(|function| in_words(function)).collect();
        let help = if has.is_empty() {
            format!("{name} carries no {} signal; use {}.", kind.to_ascii_uppercase(), words::list(&carriers(target, &wanted), 6))
        } else {
            format!("{name} carries {}; {} is on {}.", words::list(&has, 3), in_words(&wanted), words::list(&carriers(target, &wanted), 6))
        };
        Some(
            RULE.at(pin_use.fact.span, format!("{name} cannot carry {}", in_words(&wanted)))
                .help(help)
                .evidence(target, Evidence::pin(target, pin, format!("{name} carries {}", words::list(&has, 9))))
                .fix(nearest::replacement(
                    context,
                    target,
                    pin_use,
                    &format!("the nearest free pin with {}", in_words(&wanted)),
                    |other| other.functions.contains(&wanted),
                )),
        )
    });
}

fn signal(role: PinRole) -> Option<(&'static str, &'static str)> {
    Some(match role {
        PinRole::I2cSda => ("i2c", "sda"),
        PinRole::I2cScl => ("i2c", "scl"),
        PinRole::SpiSck => ("spi", "sck"),
        PinRole::SpiMosi => ("spi", "mosi"),
        PinRole::SpiMiso => ("spi", "miso"),
        PinRole::UartTx => ("uart", "tx"),
        PinRole::UartRx => ("uart", "rx"),
        _ => return None,
    })
}

/// The chip's number of the bus: `Serial1` of the Arduino core is UART0.
fn hardware_bus(target: &Target, kind: &str, pin_use: &Use) -> Option<i64> {
    let bus = pin_use.fact.bus.filter(|bus| (0..=2).contains(bus))?;
    let counts_from_one = kind == "uart" && target.runtime.kind == RuntimeKind::Arduino;
    let bus = if counts_from_one { bus - 1 } else { bus };
    (0..=1).contains(&bus).then_some(bus)
}

fn carriers(target: &Target, signal: &str) -> Vec<String> {
    target.pins_where(|pin: &Pin| pin.exposed && pin.functions.iter().any(|function| function == signal)).map(words::pin).collect()
}

/// `i2c0.sda` → `I2C0 SDA`.
fn in_words(function: &str) -> String {
    function.replace('.', " ").to_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn swapped_lines_are_wrong() {
        let text = "from machine import I2C, Pin\nbus = I2C(0, sda=Pin(5), scl=Pin(4))\n";
        check("pico", text, "bus-pins-on-wrong-bus error 5, bus-pins-on-wrong-bus error 4");
    }

    #[test]
    fn software_i2c_takes_any_pin() {
        check("pico", "from machine import SoftI2C, Pin\nbus = SoftI2C(sda=Pin(5), scl=Pin(4))\n", "");
    }

    #[test]
    fn a_routing_matrix_takes_any_pin() {
        check("esp32dev", "from machine import I2C, Pin\nbus = I2C(0, sda=Pin(25), scl=Pin(26))\n", "");
    }

    #[test]
    fn wire_and_serial_of_the_arduino_core() {
        let text = "#include <Wire.h>\nvoid setup() { Wire.setSDA(4); Wire.setSCL(5); Wire.begin(); }";
        check("pico", text, "");
        let text = "#include <Wire.h>\nvoid setup() { Wire.setSDA(6); Wire.setSCL(5); Wire.begin(); }";
        check("pico", text, "bus-pins-on-wrong-bus error 6");
    }
}
