//! A pin that is wired to the flash chip.
//!
//! Why: the program itself is fetched over these lines; changing one stops the fetch and the chip
//! resets, again and again. On ESP32 and ESP8266 modules lines 9 and 10 (data 2 and 3; 12 and 13 of the
//! ESP32-C3) are free when the flash runs in DIO mode, so those two only earn a warning. Instead: use another pin.
//!
//! Source: ESP-IDF programming guide, GPIO; ESP8266 Arduino core, Reference, Digital IO.

use boards::{CautionKind, Pin, Target};

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "flash-pin-used",
    severity: Severity::Error,
    languages: BOTH,
    summary: "A pin that is wired to the flash chip.",
    why: "The program is read from flash over this line; using it crashes the chip into a reset loop.",
    instead: "Use another pin.",
    wrong: "//- /relay.ino board:esp32dev
void setup() { pinMode(6, OUTPUT); }
void loop() {}
",
    right: "//- /relay.ino board:esp32dev
void setup() { pinMode(4, OUTPUT); }
void loop() {}
",
    source: "https://docs.espressif.com/projects/esp-idf/en/v5.5.5/esp32/api-reference/peripherals/gpio.html",
    check: Check::OnBoard(check),
};

/// Whether the pin is a data line that the flash leaves free when it runs in DIO mode: lines 2 and 3.
pub fn free_in_dio(target: &Target, pin: &Pin) -> bool {
    match target.chip.id.as_str() {
        "esp32" | "esp8266" => matches!(pin.number, 9 | 10),
        "esp32c3" => matches!(pin.number, 12 | 13),
        _ => false,
    }
}

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    context.report(findings, |pin_use| {
        let pin = pin_use.pin?;
        let caution = pin.caution(CautionKind::Flash)?;
        let name = words::used(pin_use, pin);
        let finding = RULE
            .at(pin_use.fact.span, format!("{name} of {} is wired to the flash chip", words::board(target)))
            .help("Use a pin that is not part of the flash bus.")
            .evidence(target, Evidence { source: caution.source.clone(), ..Evidence::pin(target, pin, caution.text.clone()) })
            .fix(nearest::replacement(context, target, pin_use, "the nearest free pin that suits", |_| true));
        Some(if free_in_dio(target, pin) {
            finding
                .severity(Severity::Warning)
                .why("Only modules that run their flash in DIO mode leave this line free; on the others the chip crashes.")
        } else {
            finding
        })
    });
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn reading_a_flash_line_is_wrong_too() {
        check("esp32dev", "void setup() { pinMode(11, INPUT); }", "flash-pin-used error 11");
        check("esp32dev", "from machine import Pin\np = Pin(7, Pin.IN)\n", "flash-pin-used error 7");
    }

    #[test]
    fn data_lines_two_and_three_depend_on_the_mode() {
        check("nodemcuv2", "void setup() { pinMode(10, OUTPUT); }", "flash-pin-used warning 10");
        check(
            "esp32-c3-devkitm-1",
            "void setup() { pinMode(12, OUTPUT); pinMode(15, OUTPUT); }",
            "flash-pin-used warning 12, flash-pin-used error 15",
        );
    }

    #[test]
    fn the_same_number_is_fine_elsewhere() {
        check("uno", "void setup() { pinMode(6, OUTPUT); }", "");
        check("pico", "from machine import Pin\np = Pin(6, Pin.OUT)\n", "");
    }
}
