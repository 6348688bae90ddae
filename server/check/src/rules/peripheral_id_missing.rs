//! A bus or timer number that this port does not have.
//!
//! Why: The number selects a piece of hardware. One that is not there raises ValueError. Instead:
//! use a number that the port has.
//!
//! Source: MicroPython, https://docs.micropython.org/en/latest/rp2/quickref.html

use boards::Target;

use super::{Check, PYTHON, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, code, words};

pub(super) const RULE: Rule = Rule {
    name: "peripheral-id-missing",
    severity: Severity::Error,
    languages: PYTHON,
    summary: "A bus or timer number that this port does not have.",
    why: "The number selects a piece of hardware. One that is not there raises ValueError.",
    instead: "Use a number that the port has.",
    wrong: "#- /bus.py board:pico
from machine import I2C
bus = I2C(2)
",
    right: "#- /bus.py board:pico
from machine import I2C
bus = I2C(1)
",
    source: "https://docs.micropython.org/en/latest/rp2/quickref.html",
    check: Check::OnBoard(check),
};

/// Numbers that the constructors of a port accept.
fn ids(chip: &str, class: &str) -> Option<&'static [i64]> {
    Some(match (chip, class) {
        ("rp2040" | "rp2350a" | "rp2350b", "machine.I2C" | "machine.SPI" | "machine.UART")
        | ("esp32s2" | "esp32c3", "machine.UART")
        | ("esp32" | "esp32s2" | "esp32s3", "machine.I2C") => &[0, 1],
        ("rp2040" | "rp2350a" | "rp2350b", "machine.Timer") => &[-1],
        ("esp32" | "esp32s3", "machine.UART") => &[0, 1, 2],
        ("esp32" | "esp32s2" | "esp32s3", "machine.SPI") => &[1, 2],
        ("esp32c3" | "esp32c6", "machine.SPI") => &[1],
        _ => return None,
    })
}

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    for name in ["I2C", "SPI", "UART", "Timer"] {
        for call in context.calls_named(name) {
            let Some(class) = call.qualified.as_deref() else { continue };
            let Some(argument) =
                call.arguments.first().filter(|argument| argument.keyword.is_none() || argument.keyword.as_deref() == Some("id"))
            else {
                continue;
            };
            let (Some(known), Some(id)) = (ids(&target.chip.id, class), code::value(argument)) else { continue };
            // -1 once meant a bus in software.
            if known.contains(&id) || (id == -1 && name != "UART") {
                continue;
            }
            let known: Vec<String> = known.iter().map(ToString::to_string).collect();
            findings.push(
                RULE.at(argument.span, format!("{} has no {name}({id})", words::board(target)))
                    .help(format!("Use {}.", words::list(&known, 5)))
                    .evidence(target, Evidence::api(target, format!("{name} takes {}", known.join(", ")))),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn ports_differ() {
        check("pico", "from machine import Timer\nt = Timer(0)\n", "peripheral-id-missing error 0");
        check("esp32dev", "from machine import Timer, UART\nt = Timer(0)\nu = UART(2)\n", "");
        check("esp32-c3-devkitm-1", "from machine import UART\nu = UART(2)\n", "peripheral-id-missing error 2");
    }
}
