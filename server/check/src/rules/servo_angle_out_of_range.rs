//! A servo angle beyond 180 degrees.
//!
//! Why: write() takes 0 to 180. Larger numbers are cut off at 180, and from 544 on they count as
//! microseconds. Instead: use 0 to 180, or writeMicroseconds() for a pulse.
//!
//! Source: Arduino documentation, https://docs.arduino.cc/libraries/servo/

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "servo-angle-out-of-range",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A servo angle beyond 180 degrees.",
    why: "write() takes 0 to 180. Larger numbers are cut off at 180, and from 544 on they count as microseconds.",
    instead: "Use 0 to 180, or writeMicroseconds() for a pulse.",
    wrong: "//- /arm.ino board:uno
#include <Servo.h>
Servo arm;
void setup() { arm.attach(9); arm.write(270); }
void loop() {}
",
    right: "//- /arm.ino board:uno
#include <Servo.h>
Servo arm;
void setup() { arm.attach(9); arm.write(180); }
void loop() {}
",
    source: "https://docs.arduino.cc/libraries/servo/",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for call in context.calls_named("write").filter(|call| call.receiver_type.as_deref() == Some("Servo")) {
        let (Some(angle), Some(argument)) = (code::int(call, 0), call.arguments.first()) else { continue };
        // The parser leaves the sign of a literal to the value.
        if (181..544).contains(&angle) || angle < 0 {
            findings.push(RULE.at(argument.span, format!("{angle} is cut off at {}", if angle < 0 { 0 } else { 180 })));
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn pulses_in_microseconds() {
        check("", "Servo s;\nvoid f() { s.write(1500); s.write(90); }", "");
    }
}
