//! Waiting or printing inside an interrupt handler.
//!
//! Why: while a handler runs, other interrupts wait, among them the one that counts the milliseconds
//! and the one that empties the serial buffer: on AVR `delay` never returns, on ESP chips the
//! watchdog resets the board. Instead: set a volatile flag and do the work in `loop`.
//!
//! Source: Arduino reference, attachInterrupt, "About Interrupt Service Routines".

use document::Language;
use document::facts::Call;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "delay-in-interrupt",
    severity: Severity::Warning,
    languages: BOTH,
    summary: "Waiting or printing inside an interrupt handler.",
    why: "Other interrupts wait while a handler runs, also those that count milliseconds and send serial data: the program hangs or the watchdog resets the board.",
    instead: "Set a volatile flag and do the work in `loop`.",
    wrong: "//- /button.ino board:uno
void pressed() { delay(50); }
void setup() { attachInterrupt(digitalPinToInterrupt(2), pressed, FALLING); }
void loop() {}
",
    right: "//- /button.ino board:uno
volatile bool wasPressed = false;
void pressed() { wasPressed = true; }
void setup() { attachInterrupt(digitalPinToInterrupt(2), pressed, FALLING); }
void loop() { if (wasPressed) { delay(50); wasPressed = false; } }
",
    source: "https://docs.arduino.cc/language-reference/en/functions/external-interrupts/attachInterrupt/",
    check: Check::Anywhere(check),
};

fn check(context: &Context, findings: &mut Vec<Finding>) {
    for handler in &context.facts.interrupt_handlers {
        let Some(body) = handler.body else { continue };
        for call in context.calls().filter(|call| body.contains(call.span)) {
            let Some(what) = waits(context.snapshot.language, call).filter(|_| !context.declares(&call.name)) else { continue };
            findings.push(
                RULE.at(call.span, format!("{what} inside the interrupt handler {}", handler.name))
                    .related(context.place(handler.span, format!("{} becomes a handler here", handler.name)))
                    .help("Set a volatile flag in the handler and do the work in the main loop."),
            );
        }
    }
}

/// What a call does that a handler must not do.
fn waits(language: Language, call: &Call) -> Option<String> {
    let name = call.name.as_str();
    match language {
        Language::Arduino if call.receiver.is_none() && name == "delay" => Some("delay waits".to_owned()),
        Language::Arduino if call.receiver.as_deref() == Some("Serial") && matches!(name, "print" | "println" | "printf") => {
            Some(format!("Serial.{name} prints"))
        }
        Language::MicroPython => match call.qualified.as_deref()? {
            "time.sleep" | "time.sleep_ms" | "utime.sleep" | "utime.sleep_ms" => Some(format!("{name} waits")),
            _ => None,
        },
        Language::Arduino => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn printing_counts_too() {
        let text = "void tick() { Serial.println(1); }\nvoid setup() { Serial.begin(9600); attachInterrupt(digitalPinToInterrupt(3), tick, RISING); }\nvoid loop() { delay(1); Serial.println(2); }";
        check("uno", text, "delay-in-interrupt warning Serial.println(1)");
    }

    #[test]
    fn hard_handlers_of_micropython() {
        let text = "import time\nfrom machine import Pin\ndef pressed(pin):\n    time.sleep(1)\nb = Pin(14, Pin.IN)\nb.irq(handler=pressed, hard=True)\n";
        check("pico", text, "delay-in-interrupt warning time.sleep(1)");
    }
}
