//! An interrupt vector that the core or a library already defines.
//!
//! Why: Each vector has one handler. When the core or a library brings its own, the linker stops
//! with “multiple definition of __vector_…”. Instead: use another timer or interrupt, or do without
//! the function that takes this one.
//!
//! Source: ArduinoCore-avr,
//! https://github.com/arduino/ArduinoCore-avr/blob/1.8.8/cores/arduino/wiring.c

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "vector-taken",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "An interrupt vector that the core or a library already defines.",
    why: "Each vector has one handler. When the core or a library brings its own, the linker stops with “multiple definition of __vector_…”.",
    instead: "Use another timer or interrupt, or do without the function that takes this one.",
    wrong: "//- /tick.ino board:uno
volatile int n = 0;
ISR(TIMER0_OVF_vect) { n++; }
void setup() {}
void loop() {}
",
    right: "//- /tick.ino board:uno
volatile int n = 0;
ISR(TIMER0_COMPA_vect) { n++; }
void setup() {}
void loop() {}
",
    source: "https://github.com/arduino/ArduinoCore-avr/blob/1.8.8/cores/arduino/wiring.c",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    // A program with a main() of its own leaves out most of the core.
    if target.chip.family != Family::Avr || context.function("main").is_some() {
        return;
    }
    let calls = |name: &str| context.free_named(&[name]).next().is_some();
    for handler in &context.facts.interrupt_handlers {
        let vector = handler.name.as_str();
        if !context.is_certain(handler.span) || handler.body.is_none() {
            continue;
        }
        let taker = match vector {
            "TIMER0_OVF_vect" => Some("the core, for millis()"),
            "TIMER2_COMPA_vect" if calls("tone") && target.chip.id != "atmega32u4" => Some("the core, for tone()"),
            "TIMER3_COMPA_vect" if calls("tone") && target.chip.id == "atmega32u4" => Some("the core, for tone()"),
            "TIMER1_COMPA_vect" if context.includes("Servo.h") && target.chip.id != "atmega2560" => Some("the Servo library"),
            "TWI_vect" if context.includes("Wire.h") => Some("the Wire library"),
            "USART_RX_vect" | "USART_UDRE_vect" | "USART0_RX_vect" | "USART0_UDRE_vect" if uses_serial(context) => {
                Some("the core, for Serial")
            }
            _ if vector.starts_with("INT") && vector[3..].starts_with(|c: char| c.is_ascii_digit()) && calls("attachInterrupt") => {
                Some("the core, for attachInterrupt()")
            }
            _ if vector.starts_with("PCINT") && context.includes("SoftwareSerial.h") => Some("the SoftwareSerial library"),
            _ => None,
        };
        if let Some(taker) = taker {
            findings.push(
                RULE.at(handler.span, format!("{vector} is already taken by {taker}"))
                    .evidence(target, Evidence::api(target, format!("{vector} is defined by {taker}"))),
            );
        }
    }
}

fn uses_serial(context: &Context) -> bool {
    context.calls().any(|call| call.receiver.as_deref() == Some("Serial"))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn takers_must_be_in_use() {
        check("uno", "ISR(INT0_vect) {}\nvoid setup() {}", "");
        check("uno", "void f() {}\nISR(INT0_vect) {}\nvoid setup() { attachInterrupt(1, f, RISING); }", "vector-taken error INT0_vect");
    }
}
