//! I2C used without Wire.begin().
//!
//! Why: begin() switches the bus on. Without it the AVR hangs at the first transmission, and other
//! chips report an error each time. Instead: call Wire.begin() in setup().
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/communication/wire/begin/

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "wire-not-begun",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "I2C used without Wire.begin().",
    why: "begin() switches the bus on. Without it the AVR hangs at the first transmission, and other chips report an error each time.",
    instead: "Call Wire.begin() in setup().",
    wrong: "//- /scan.ino board:uno
#include <Wire.h>
void setup() {}
void loop() { Wire.beginTransmission(0x3C); Wire.endTransmission(); }
",
    right: "//- /scan.ino board:uno
#include <Wire.h>
void setup() { Wire.begin(); }
void loop() { Wire.beginTransmission(0x3C); Wire.endTransmission(); }
",
    source: "https://docs.arduino.cc/language-reference/en/functions/communication/wire/begin/",
    check: Check::Anywhere(check),
};

/// Headers that start no bus.
const PLAIN: [&str; 7] = ["Arduino.h", "EEPROM.h", "SPI.h", "Servo.h", "SoftwareSerial.h", "Wire.h", "math.h"];

fn check(context: &Context, findings: &mut Vec<Finding>) {
    // A library may start the bus for its device.
    if !context.includes("Wire.h") || !context.is_self_contained(|header| PLAIN.contains(&header)) {
        return;
    }
    let of_wire = |name: &'static str| context.calls_named(name).find(|call| call.receiver.as_deref() == Some("Wire"));
    if of_wire("begin").is_some() || context.text.contains("Wire.begin(") {
        return;
    }
    if let Some(call) = of_wire("beginTransmission").or_else(|| of_wire("requestFrom")) {
        findings.push(RULE.at(call.span, "the I2C bus is used and Wire.begin() is missing"));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn libraries_may_begin() {
        check("uno", "#include <Wire.h>\n#include <Adafruit_BME280.h>\nvoid setup() {}\nvoid loop() { Wire.requestFrom(3, 1); }", "");
    }
}
