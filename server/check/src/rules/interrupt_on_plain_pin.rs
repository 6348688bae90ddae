//! An interrupt on a pin that cannot raise one.
//!
//! Why: AVR chips have a few external interrupt inputs; `digitalPinToInterrupt` of any other pin is
//! -1 and `attachInterrupt` does nothing. A bare number counts interrupts there, not pins. Instead:
//! use an interrupt pin, written with `digitalPinToInterrupt`.
//!
//! Source: Arduino reference, attachInterrupt; the pin tables of the board.

use boards::Target;
use document::facts::PinRole;

use super::{BOTH, Check, Rule};
use crate::context::{Context, numbers_interrupts};
use crate::{Edit, Evidence, Finding, Fix, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "interrupt-on-plain-pin",
    severity: Severity::Error,
    languages: BOTH,
    summary: "An interrupt on a pin that cannot raise one.",
    why: "No external interrupt input is wired to this pin: the handler is never called.",
    instead: "Use an interrupt pin, written with `digitalPinToInterrupt`.",
    wrong: "//- /button.ino board:uno
void pressed() {}
void setup() { attachInterrupt(digitalPinToInterrupt(4), pressed, FALLING); }
void loop() {}
",
    right: "//- /button.ino board:uno
void pressed() {}
void setup() { attachInterrupt(digitalPinToInterrupt(3), pressed, FALLING); }
void loop() {}
",
    source: "https://docs.arduino.cc/language-reference/en/functions/external-interrupts/attachInterrupt/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let able: Vec<String> = target.pins_where(|pin| pin.interrupt).map(words::pin).collect();
    context.report(findings, |pin_use| {
        let board = words::board(target);
        if pin_use.fact.role == PinRole::InterruptNumber && numbers_interrupts(target) {
            let number = pin_use.number().filter(|number| *number >= able.len() as i64)?;
            let fix = target.pin(number).filter(|pin| pin.interrupt && pin_use.fact.constant.is_none()).map(|pin| Fix {
                title: format!("Write digitalPinToInterrupt({})", pin.number),
                edits: vec![Edit { span: pin_use.fact.span, text: format!("digitalPinToInterrupt({})", pin.number) }],
            });
            let evidence = Evidence::pin(target, target.pins.first()?, format!("interrupts are on {}", words::list(&able, 8)));
            return Some(
                RULE.at(pin_use.fact.span, format!("{board} has no interrupt {number}"))
                    .why("A bare number counts interrupts, not pins; one that does not exist is ignored and the handler is never called.")
                    .help(format!("Write digitalPinToInterrupt(pin) with one of {}.", words::list(&able, 8)))
                    .evidence(target, evidence)
                    .fix(fix),
            );
        }
        let is_interrupt = matches!(pin_use.fact.role, PinRole::Interrupt | PinRole::InterruptNumber);
        let pin = pin_use.pin.filter(|pin| is_interrupt && !pin.interrupt)?;
        let name = words::used(pin_use, pin);
        Some(
            RULE.at(pin_use.fact.span, format!("{name} of {board} cannot raise an interrupt"))
                .help(format!("Interrupt pins are {}.", words::list(&able, 8)))
                .evidence(target, Evidence::pin(target, pin, format!("{name} has no external interrupt")))
                .fix(nearest::replacement(context, target, pin_use, "the nearest free interrupt pin", |other| other.interrupt)),
        )
    });
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn bare_numbers_count_interrupts_on_avr() {
        let text = |number: i32| format!("void f() {{}}\nvoid setup() {{ attachInterrupt({number}, f, RISING); }}\n");
        check("uno", &text(0), "");
        check("uno", &text(1), "");
        check("uno", &text(2), "interrupt-on-plain-pin error 2");
        check("megaatmega2560", &text(5), "");
        assert_eq!(fixed("uno", &text(2)), text(2).replace("attachInterrupt(2", "attachInterrupt(digitalPinToInterrupt(2)"));
    }

    #[test]
    fn bare_numbers_are_pins_elsewhere() {
        check("esp32dev", "void IRAM_ATTR f() {}\nvoid setup() { attachInterrupt(27, f, RISING); }", "");
        check("nodemcuv2", "void IRAM_ATTR f() {}\nvoid setup() { attachInterrupt(16, f, RISING); }", "interrupt-on-plain-pin error 16");
    }

    #[test]
    fn any_pin_will_do_on_the_pico() {
        check("pico", "from machine import Pin\np = Pin(9, Pin.IN)\np.irq(lambda p: None)\n", "");
    }
}
