//! A pin number that the chip does not have.
//!
//! Why: cores do not check pin numbers. On AVR the number indexes a table in flash past its end and
//! some other register bit is written; on ESP32 the call logs an error and does nothing; MicroPython
//! raises `ValueError`. Instead: use a number from the board's pin map. Negative numbers and 255
//! are left alone: libraries use them for "not connected".
//!
//! Source: the pin tables of the board; arduino/ArduinoCore-avr `cores/arduino/wiring_digital.c`.

use boards::{AnalogInput, RuntimeKind, Target};
use document::facts::PinRole;

use super::{BOTH, Check, Rule};
use crate::context::{Context, numbers_analog_inputs, numbers_interrupts};
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "absent-pin",
    severity: Severity::Error,
    languages: BOTH,
    summary: "A pin number that the chip does not have.",
    why: "The core does not check the number: nothing happens, or another pin's register is written.",
    instead: "Use a number from the board's pin map.",
    wrong: "//- /blink.ino board:uno
void setup() { pinMode(25, OUTPUT); }
void loop() {}
",
    right: "//- /blink.ino board:uno
void setup() { pinMode(13, OUTPUT); }
void loop() {}
",
    source: "https://github.com/arduino/ArduinoCore-avr/blob/master/cores/arduino/wiring_digital.c",
    check: Check::OnBoard(check),
};

/// What libraries write for "not connected".
const NOT_CONNECTED: i64 = 255;

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.pins.is_empty() {
        return;
    }
    context.report(findings, |pin_use| {
        let number = pin_use.number().filter(|number| (0..NOT_CONNECTED).contains(number))?;
        let means_something_else = pin_use.fact.role == PinRole::InterruptNumber && numbers_interrupts(target);
        let is_inside_chip = pin_use.fact.role == PinRole::AnalogRead && matches!(target.analog_input(number), AnalogInput::Internal(_));
        if pin_use.pin.is_some() || means_something_else || is_inside_chip || context.seeds_random(pin_use) {
            return None;
        }
        if let Some(pin) = target.pin(number).filter(|pin| target.refuses(pin.number)) {
            let text = pin.cautions.first().map_or_else(String::new, |caution| caution.text.clone());
            return Some(
                RULE.at(pin_use.fact.span, format!("{} refuses {}", target.runtime.coordinate(), words::pin(pin)))
                    .why(format!("{text} The call raises ValueError."))
                    .help("Use another pin.")
                    .evidence(target, Evidence::pin(target, pin, text))
                    .fix(nearest::replacement(context, target, pin_use, "the nearest free pin that suits", |_| true)),
            );
        }
        let board = words::board(target);
        let is_analog = pin_use.fact.role == PinRole::AnalogRead && (numbers_analog_inputs(target) || target.pin(number).is_some());
        let message = if is_analog {
            format!("{board} has no analog input {number}")
        } else if target.pins.iter().any(|pin| pin.chip_pin == format!("GPIO{}", pin.number)) {
            format!("{board} has no GPIO{number}")
        } else {
            format!("{board} has no pin {number}")
        };
        let last = target.pins.last()?;
        let range = if is_analog {
            "Use one of the analog inputs of the pin map.".to_owned()
        } else {
            let numbers = target.pins_where(|pin| !pin.by_name_only() && !target.refuses(pin.number)).map(|pin| pin.number);
            format!("Pin numbers are {}.", words::list(&ranges(&numbers.collect::<Vec<_>>()), 12))
        };
        let finding = RULE.at(pin_use.fact.span, message).help(range).evidence(
            target,
            Evidence::pin(target, last, format!("{board} has {} numbered pins; {number} is not among them", target.pins.len())),
        );
        let finding = if target.runtime.kind == RuntimeKind::MicroPython {
            finding.why("The port knows no such pin: the call raises ValueError.")
        } else {
            finding
        };
        Some(finding.fix(nearest::replacement(context, target, pin_use, "the nearest free pin that suits", |_| true)))
    });
}

/// `0, 1, 2, 5` → `0–2`, `5`.
fn ranges(numbers: &[u16]) -> Vec<String> {
    let mut ranges: Vec<(u16, u16)> = Vec::new();
    for &number in numbers {
        match ranges.last_mut() {
            Some((_, end)) if *end + 1 == number => *end = number,
            _ => ranges.push((number, number)),
        }
    }
    ranges.into_iter().map(|(start, end)| if start == end { start.to_string() } else { format!("{start}–{end}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::ranges;
    use crate::testing::check;

    #[test]
    fn numbers_beyond_the_board_are_absent() {
        check("uno", "void setup() { pinMode(20, OUTPUT); }", "absent-pin error 20");
        check("esp32dev", "void setup() { digitalWrite(24, HIGH); }", "absent-pin error 24");
        check("pico", "from machine import Pin\nled = Pin(31, Pin.OUT)", "absent-pin error 31");
    }

    #[test]
    fn analog_channels_are_counted_on_avr() {
        check("uno", "void loop() { analogRead(5); }", "");
        check("uno", "void loop() { analogRead(22); }", "absent-pin error 22");
    }

    #[test]
    fn placeholders_for_no_pin_are_left_alone() {
        check("uno", "void setup() { pinMode(-1, OUTPUT); pinMode(255, OUTPUT); }", "");
    }

    #[test]
    fn the_constant_is_reported_once() {
        check(
            "uno",
            "const int LED = 40;\nvoid setup() { pinMode(LED, OUTPUT); }\nvoid loop() { digitalWrite(LED, HIGH); }",
            "absent-pin error LED",
        );
    }

    #[test]
    fn branches_of_other_boards_are_not_judged() {
        check("uno", "#ifdef ESP32\n#define LED 33\n#else\n#define LED 13\n#endif\nvoid setup() { pinMode(LED, OUTPUT); }", "");
    }

    #[test]
    fn ranges_are_short() {
        assert_eq!(ranges(&[0, 1, 2, 5]), ["0–2", "5"]);
    }
}
