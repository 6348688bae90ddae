//! SoftwareSerial at a speed that the chip cannot keep up with.
//!
//! Why: Every bit is timed by the program. At 16 MHz reception above 57600 loses and garbles
//! characters. Instead: use 38400 or less, or a hardware port for the fast device.
//!
//! Source: arduino/Arduino, https://github.com/arduino/Arduino/issues/2019

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "software-serial-too-fast",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "SoftwareSerial at a speed that the chip cannot keep up with.",
    why: "Every bit is timed by the program. At 16 MHz reception above 57600 loses and garbles characters.",
    instead: "Use 38400 or less, or a hardware port for the fast device.",
    wrong: "//- /wifi.ino board:uno
#include <SoftwareSerial.h>
SoftwareSerial wifi(2, 3);
void setup() { wifi.begin(115200); }
void loop() {}
",
    right: "//- /wifi.ino board:uno
#include <SoftwareSerial.h>
SoftwareSerial wifi(2, 3);
void setup() { wifi.begin(9600); }
void loop() {}
",
    source: "https://github.com/arduino/Arduino/issues/2019",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Avr {
        return;
    }
    for call in context.calls_named("begin").filter(|call| call.receiver_type.as_deref() == Some("SoftwareSerial")) {
        let (Some(speed), Some(argument)) = (code::int(call, 0), call.arguments.first()) else { continue };
        if speed > 57_600 {
            findings.push(RULE.at(argument.span, format!("SoftwareSerial does not receive reliably at {speed}")).evidence(
                target,
                Evidence {
                    table: format!("{}/api", target.runtime.coordinate()),
                    fact: "reception fails at 115200".to_owned(),
                    source: RULE.source.to_owned(),
                },
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn hardware_ports_are_fast() {
        check("uno", "void setup() { Serial.begin(115200); }", "");
    }
}
