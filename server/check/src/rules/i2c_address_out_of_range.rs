//! An I2C address above 0x7F.
//!
//! Why: An address has seven bits. Data sheets that give eight include the read/write bit, which the
//! library adds itself: with it the device never answers. Instead: use the address without its last
//! bit: 0xD0 and 0xD1 are 0x68.
//!
//! Source: NXP UM10204, I2C-bus specification, https://www.nxp.com/docs/en/user-guide/UM10204.pdf

use document::Language;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Edit, Finding, Fix, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "i2c-address-out-of-range",
    severity: Severity::Error,
    languages: BOTH,
    summary: "An I2C address above 0x7F.",
    why: "An address has seven bits. Data sheets that give eight include the read/write bit, which the library adds itself: with it the device never answers.",
    instead: "Use the address without its last bit: 0xD0 and 0xD1 are 0x68.",
    wrong: "//- /clock.ino board:uno
#include <Wire.h>
void setup() { Wire.begin(); Wire.beginTransmission(0xD0); Wire.endTransmission(); }
void loop() {}
",
    right: "//- /clock.ino board:uno
#include <Wire.h>
void setup() { Wire.begin(); Wire.beginTransmission(0x68); Wire.endTransmission(); }
void loop() {}
",
    source: "https://www.nxp.com/docs/en/user-guide/UM10204.pdf",
    check: Check::Anywhere(check),
};

const ARDUINO_CALLS: [&str; 2] = ["beginTransmission", "requestFrom"];
const PYTHON_CALLS: [&str; 6] = ["writeto", "readfrom", "readfrom_into", "writeto_mem", "readfrom_mem", "readfrom_mem_into"];

fn check(context: &Context, findings: &mut Vec<Finding>) {
    let names: &[&str] = if context.snapshot.language == Language::Arduino { &ARDUINO_CALLS } else { &PYTHON_CALLS };
    for call in names.iter().flat_map(|name| context.calls_named(name)) {
        let owner = call.receiver_type.as_deref().or(call.receiver.as_deref()).unwrap_or_default();
        if !(owner.starts_with("Wire") || matches!(owner, "TwoWire" | "machine.I2C" | "machine.SoftI2C")) {
            continue;
        }
        let (Some(address), Some(argument)) = (code::int(call, 0), call.arguments.first()) else { continue };
        // Ten-bit addresses exist in theory; the libraries take none.
        if (0x80..=0xFF).contains(&address) {
            let seven = format!("0x{:02X}", address >> 1);
            let is_literal = argument.text.starts_with("0x") || argument.text.bytes().all(|byte| byte.is_ascii_digit());
            let fix = Fix { title: format!("Write {seven}"), edits: vec![Edit { span: argument.span, text: seven.clone() }] };
            findings.push(
                RULE.at(argument.span, format!("0x{address:02X} is no I2C address; without the read/write bit it is {seven}"))
                    .fix(is_literal.then_some(fix)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn both_languages_and_constants() {
        check("pico", "from machine import I2C\ni2c = I2C(0)\ni2c.writeto(0xA0, b'')\n", "i2c-address-out-of-range error 0xA0");
        check(
            "",
            "#define EEPROM_ADDRESS 0xA0\nvoid loop() { Wire.requestFrom(EEPROM_ADDRESS, 1); Wire.requestFrom(0x50, 1); }",
            "i2c-address-out-of-range error EEPROM_ADDRESS",
        );
        assert_eq!(fixed("", "void f() { Wire.beginTransmission(0xD0); }\n"), "void f() { Wire.beginTransmission(0x68); }\n");
    }
}
