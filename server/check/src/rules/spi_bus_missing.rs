//! An SPI bus that this chip has not.
//!
//! Why: VSPI is the third SPI port of the first ESP32 only, HSPI the second of a few chips. On
//! others the name is not declared. Instead: use FSPI, or the plain SPI object.
//!
//! Source: arduino-esp32,
//! https://github.com/espressif/arduino-esp32/blob/master/cores/esp32/esp32-hal-spi.h

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Edit, Evidence, Finding, Fix, Severity, words};

pub(super) const RULE: Rule = Rule {
    name: "spi-bus-missing",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "An SPI bus that this chip has not.",
    why: "VSPI is the third SPI port of the first ESP32 only, HSPI the second of a few chips. On others the name is not declared.",
    instead: "Use FSPI, or the plain SPI object.",
    wrong: "//- /spi.ino board:esp32-s3-devkitc-1
#include <SPI.h>
SPIClass bus(VSPI);
void setup() { bus.begin(); }
void loop() {}
",
    right: "//- /spi.ino board:esp32-s3-devkitc-1
#include <SPI.h>
SPIClass bus(FSPI);
void setup() { bus.begin(); }
void loop() {}
",
    source: "https://github.com/espressif/arduino-esp32/blob/master/cores/esp32/esp32-hal-spi.h",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Esp32 {
        return;
    }
    for used in &context.facts.name_uses {
        let is_missing = match used.name.as_str() {
            "VSPI" => target.chip.id != "esp32",
            "HSPI" => !matches!(target.chip.id.as_str(), "esp32" | "esp32s2" | "esp32s3" | "esp32p4"),
            _ => continue,
        };
        if is_missing && !used.conditional && context.is_certain(used.span) && !context.declares(&used.name) && !context.has_local_imports()
        {
            let fix = Fix { title: "Write FSPI".to_owned(), edits: vec![Edit { span: used.span, text: "FSPI".to_owned() }] };
            findings.push(
                RULE.at(used.span, format!("{} has no {}", words::board(target), used.name))
                    .evidence(target, Evidence::api(target, format!("{} is declared for other chips only", used.name)))
                    .fix(Some(fix)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn the_first_chip_has_both() {
        check("esp32dev", "#include <SPI.h>\nSPIClass a(VSPI);\nSPIClass b(HSPI);\n", "");
        check("esp32-c3-devkitm-1", "#include <SPI.h>\nSPIClass b(HSPI);\n", "spi-bus-missing error HSPI");
    }
}
