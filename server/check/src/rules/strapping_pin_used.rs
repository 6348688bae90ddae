//! A pin that the chip samples at reset.
//!
//! Why: its level at power-up chooses the boot mode. A circuit that holds it the wrong way keeps the
//! board from starting, or from being programmed. Inputs are the risky use, because the circuit and
//! not the program sets their level at reset; for outputs a hint is enough. Silent where the board
//! itself wires the pin (its LED, its BOOT button, the chip select of its SPI bus): the board's
//! makers took care of that. Instead: use another pin, or make sure of the level at reset.
//!
//! Source: ESP-IDF programming guide, GPIO, strapping pins; ESP8266 hardware design guidelines.

use boards::{CautionKind, Pin, Target};
use document::facts::PinRole;
use rustc_hash::FxHashSet;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "strapping-pin-used",
    severity: Severity::Hint,
    languages: BOTH,
    summary: "A pin whose level at reset chooses the boot mode.",
    why: "The chip samples this pin at reset: a circuit that holds it the wrong way keeps the board from starting.",
    instead: "Use another pin, or make sure of the level at reset.",
    wrong: "//- /door.ino board:esp32dev
void setup() { pinMode(12, INPUT); }
void loop() { bool open = digitalRead(12); }
",
    right: "//- /door.ino board:esp32dev
void setup() { pinMode(14, INPUT); }
void loop() { bool open = digitalRead(14); }
",
    source: "https://docs.espressif.com/projects/esp-idf/en/v5.5.5/esp32/api-reference/peripherals/gpio.html",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    // One finding a pin: the wiring is one fact, however often the program uses it.
    let mut reported = FxHashSet::default();
    context.report(findings, |pin_use| {
        let pin = pin_use.pin?;
        let caution = pin.caution(CautionKind::Strapping)?;
        if is_wired_by_board(target, pin, pin_use.fact.role) || !reported.insert(pin.number) {
            return None;
        }
        let is_input = match pin_use.fact.role {
            PinRole::Input | PinRole::InputPullUp | PinRole::InputPullDown | PinRole::Interrupt | PinRole::UartRx => true,
            // `digitalWrite(led, !digitalRead(led))` reads its own output.
            PinRole::DigitalRead => !context.uses().iter().any(|other| other.pin == Some(pin) && other.fact.role == PinRole::Output),
            PinRole::Unspecified => return None,
            _ => false,
        };
        let severity =
            if sets_flash_voltage(target, pin) || (is_input && stops_boot(target, pin)) { Severity::Warning } else { Severity::Hint };
        let name = words::used(pin_use, pin);
        Some(
            RULE.at(pin_use.fact.span, format!("{name} of {} is sampled at reset", words::board(target)))
                .severity(severity)
                .why(format!("{} A circuit that holds it the wrong way keeps the board from starting.", sentence(&caution.text)))
                .help("Use another pin, or make sure that the circuit leaves this one at its default level while the board resets.")
                .evidence(target, Evidence { source: caution.source.clone(), ..Evidence::pin(target, pin, caution.text.clone()) })
                .fix(nearest::replacement(context, target, pin_use, "the nearest free pin that suits", |_| true)),
        )
    });
}

/// The ESP32's GPIO12 chooses the supply voltage of the flash: high at reset, and nothing starts.
fn sets_flash_voltage(target: &Target, pin: &Pin) -> bool {
    target.chip.id == "esp32" && pin.number == 12
}

/// Pins whose wrong level stops the boot; the ESP32's 5 and 15 only change timing and boot messages.
fn stops_boot(target: &Target, pin: &Pin) -> bool {
    !(target.chip.id == "esp32" && matches!(pin.number, 5 | 15))
}

/// The board's own LED, button or bus sits on the pin.
fn is_wired_by_board(target: &Target, pin: &Pin, role: PinRole) -> bool {
    let is_bus_line = matches!(
        role,
        PinRole::Output | PinRole::SpiSck | PinRole::SpiMosi | PinRole::SpiMiso | PinRole::SpiCs | PinRole::I2cSda | PinRole::I2cScl
    );
    target.board.wiring.iter().any(|wiring| wiring.pin == pin.number)
        || pin.names.iter().any(|name| name.starts_with("LED"))
        || (is_bus_line && target.buses().iter().any(|bus| bus.pin == pin.number && (bus.signal == "cs" || role != PinRole::Output)))
        || is_boot_button(target, pin)
}

/// Every ESP board has its BOOT button here, or a programmer in its place.
fn is_boot_button(target: &Target, pin: &Pin) -> bool {
    match target.chip.id.as_str() {
        "esp32" | "esp32s2" | "esp32s3" | "esp8266" => pin.number == 0,
        "esp32c3" | "esp32c6" | "esp32h2" => pin.number == 9,
        _ => false,
    }
}

fn sentence(text: &str) -> String {
    let text = text.trim_end();
    if text.ends_with('.') { text.to_owned() } else { format!("{text}.") }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn gpio12_is_worse_than_the_others() {
        check("esp32dev", "void setup() { pinMode(12, OUTPUT); }", "strapping-pin-used warning 12");
        check("esp32dev", "void setup() { pinMode(15, OUTPUT); }", "strapping-pin-used hint 15");
    }

    #[test]
    fn the_boards_own_wiring_is_silent() {
        check("esp32dev", "void setup() { pinMode(0, INPUT_PULLUP); }", "");
        check("nodemcuv2", "void setup() { pinMode(LED_BUILTIN, OUTPUT); }", "");
    }

    #[test]
    fn reading_an_output_back_is_no_input() {
        check(
            "esp32dev",
            "void loop() { bool on = digitalRead(4); digitalRead(15); digitalWrite(15, !on); }",
            "strapping-pin-used hint 15",
        );
        check("nodemcuv2", "void setup() { pinMode(15, INPUT); }", "strapping-pin-used warning 15");
    }

    #[test]
    fn one_finding_a_pin() {
        check("esp32dev", "void setup() { pinMode(12, INPUT); }\nvoid loop() { digitalRead(12); }", "strapping-pin-used warning 12");
    }
}
