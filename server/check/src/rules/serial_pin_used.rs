//! A pin of the serial console, used for something else while the console is on.
//!
//! Why: the USB-serial converter is wired to these pins. What the program prints toggles them, what
//! hangs on them disturbs uploads. Instead: use other pins, or give up the console.
//!
//! Source: board schematics; the pin tables of the board.

use boards::{CautionKind, Target};
use document::facts::PinRole;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "serial-pin-used",
    severity: Severity::Warning,
    languages: BOTH,
    summary: "A pin of the serial console is used while the console is on.",
    why: "The console's converter is wired to this pin: printing toggles it, and what hangs on it disturbs uploads.",
    instead: "Use other pins, or give up the console.",
    wrong: "//- /lamp.ino board:uno
void setup() { Serial.begin(9600); pinMode(1, OUTPUT); }
void loop() { digitalWrite(1, HIGH); }
",
    right: "//- /lamp.ino board:uno
void setup() { Serial.begin(9600); pinMode(4, OUTPUT); }
void loop() { digitalWrite(4, HIGH); }
",
    source: "https://docs.arduino.cc/language-reference/en/functions/communication/serial/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let is_python = context.snapshot.language == document::Language::MicroPython;
    let console_is_on = is_python || context.calls().any(|call| call.name == "begin" && call.receiver.as_deref() == Some("Serial"));
    if !console_is_on {
        return;
    }
    context.report(findings, |pin_use| {
        let pin = pin_use.pin?;
        let caution = pin.caution(CautionKind::Serial)?;
        // A port on its own pins is what they are for; a port made in software is not.
        let is_port = matches!(pin_use.fact.role, PinRole::UartTx | PinRole::UartRx) && pin_use.fact.callee != "SoftwareSerial";
        if is_port || pin_use.fact.role == PinRole::Unspecified {
            return None;
        }
        let name = words::used(pin_use, pin);
        let what = if is_python { "the REPL" } else { "Serial" };
        Some(
            RULE.at(pin_use.fact.span, format!("{name} of {} belongs to {what}", words::board(target)))
                .help(format!("Use another pin, or do without {what}."))
                .evidence(target, Evidence { source: caution.source.clone(), ..Evidence::pin(target, pin, caution.text.clone()) })
                .fix(nearest::replacement(context, target, pin_use, "the nearest free pin that suits", |_| true)),
        )
    });
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn without_the_console_the_pins_are_free() {
        check("uno", "void setup() { pinMode(1, OUTPUT); }", "");
    }

    #[test]
    fn analog_channel_zero_is_not_pin_zero() {
        check("uno", "void setup() { Serial.begin(9600); }\nvoid loop() { analogRead(0); }", "");
    }

    #[test]
    fn a_port_in_software_is_something_else() {
        check(
            "uno",
            "#include <SoftwareSerial.h>\nSoftwareSerial gps(0, 1);\nvoid setup() { Serial.begin(9600); gps.begin(9600); }",
            "serial-pin-used warning 0, serial-pin-used warning 1",
        );
        check("uno", "#include <SoftwareSerial.h>\nSoftwareSerial gps(2, 3);\nvoid setup() { Serial.begin(9600); gps.begin(9600); }", "");
    }

    #[test]
    fn console_of_the_esp32() {
        check("esp32dev", "void setup() { Serial.begin(115200); pinMode(3, INPUT); }", "serial-pin-used warning 3");
    }
}
