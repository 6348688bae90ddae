//! A module of another Python for microcontrollers.
//!
//! Why: CircuitPython, the pyboard, the micro:bit and the Raspberry Pi each have modules of their
//! own. This firmware has none of them: the import fails. Instead: use machine, or install the other
//! firmware.
//!
//! Source: MicroPython, https://docs.micropython.org/en/latest/library/index.html

use boards::Target;

use super::{Check, PYTHON, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "module-of-other-firmware",
    severity: Severity::Warning,
    languages: PYTHON,
    summary: "A module of another Python for microcontrollers.",
    why: "CircuitPython, the pyboard, the micro:bit and the Raspberry Pi each have modules of their own. This firmware has none of them: the import fails.",
    instead: "Use machine, or install the other firmware.",
    wrong: "#- /led.py board:pico
import board
import digitalio
led = digitalio.DigitalInOut(board.LED)
",
    right: "#- /led.py board:pico
from machine import Pin
led = Pin(\"LED\", Pin.OUT)
",
    source: "https://docs.micropython.org/en/latest/library/index.html",
    check: Check::OnBoard(check),
};

/// Modules, and the firmware that has them.
const MODULES: [(&str, &str); 15] = [
    ("analogio", "CircuitPython"),
    ("board", "CircuitPython"),
    ("busio", "CircuitPython"),
    ("digitalio", "CircuitPython"),
    ("microcontroller", "CircuitPython"),
    ("pwmio", "CircuitPython"),
    ("usb_hid", "CircuitPython"),
    ("displayio", "CircuitPython"),
    ("adafruit_bus_device", "CircuitPython"),
    ("pyb", "the pyboard"),
    ("microbit", "the micro:bit"),
    ("RPi", "the Raspberry Pi"),
    ("gpiozero", "the Raspberry Pi"),
    ("smbus", "the Raspberry Pi"),
    ("pigpio", "the Raspberry Pi"),
];

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let api = &target.runtime.api;
    let of = |import: &document::facts::Import| {
        let root = import.module.split('.').next().unwrap_or_default().to_owned();
        MODULES.iter().find(|module| module.0 == root).filter(|_| api.module(&root).is_none())
    };
    // `board.py` may be a file of the project; beside digitalio it is not.
    let others = context.facts.imports.iter().filter(|import| of(import).is_some_and(|module| module.0 != "board")).count();
    let names_pins = context.facts.members.iter().any(|member| {
        member.receiver == "board"
            && (member.member.starts_with("GP") || matches!(member.member.as_str(), "LED" | "SDA" | "SCL" | "TX" | "RX" | "D13"))
    });
    let mut told = false;
    for import in context.facts.imports.iter().filter(|import| !import.conditional && !import.local && context.is_certain(import.span)) {
        let Some((module, firmware)) = of(import).filter(|module| module.0 != "board" || others > 0 || names_pins) else { continue };
        if !told {
            told = true;
            findings.push(
                RULE.at(import.span, format!("{module} is a module of {firmware}, which {} does not have", target.runtime.coordinate()))
                    .evidence(target, Evidence::api(target, format!("the firmware has no module {module}"))),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn a_file_of_the_project_may_be_called_board() {
        check("pico", "import board\nboard.setup()\n", "");
        check("esp32dev", "import pyb\n", "module-of-other-firmware warning pyb");
        check("pico", "try:\n    import board\n    import busio\nexcept ImportError:\n    board = None\n", "");
    }
}
