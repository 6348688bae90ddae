//! A pin name that neither the board nor the program knows.
//!
//! Why: `D4` exists on NodeMCU boards and not on an Uno; `LED_BUILTIN` exists on most boards and not
//! on a plain ESP32. Arduino code does not compile; MicroPython raises an error when it runs. Told
//! only when everything that could declare the name is known. Instead: use one of the board's names,
//! or the number.
//!
//! Source: the board's `pins_arduino.h` or `pins.csv`.

use boards::{Family, Target};
use document::Language;
use document::facts::Value;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Edit, Evidence, Finding, Fix, Severity, words};

pub(super) const RULE: Rule = Rule {
    name: "undeclared-pin-name",
    severity: Severity::Error,
    languages: BOTH,
    summary: "A pin name that neither the board nor the program declares.",
    why: "Pin names belong to a board: this one has no such name.",
    instead: "Use one of the board's names, or the number.",
    wrong: "//- /blink.ino board:uno
void setup() { pinMode(LED_BUITLIN, OUTPUT); }
void loop() {}
",
    right: "//- /blink.ino board:uno
void setup() { pinMode(LED_BUILTIN, OUTPUT); }
void loop() {}
",
    source: "https://github.com/arduino/ArduinoCore-avr/blob/1.8.8/variants/standard/pins_arduino.h",
    check: Check::OnBoard(check),
};

/// Every core's variant names an analog pin or the I2C pins; a board that a user describes may leave them out.
fn names_are_known(target: &Target) -> bool {
    ["A0", "SDA"].iter().any(|name| target.pin_named(name).is_some())
}

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let api = &target.runtime.api;
    let everything_is_known = match context.snapshot.language {
        Language::Arduino => {
            context.is_self_contained(|header| api.library(header).is_some() || header == "Arduino.h" || is_standard(header))
        }
        Language::MicroPython => context.facts.syntax_errors.is_empty(),
    };
    if !everything_is_known {
        return;
    }
    context.report(findings, |pin_use| {
        // A name in another file is judged there.
        if pin_use.pin.is_some() || pin_use.fact.elsewhere.is_some() {
            return None;
        }
        let board = words::board(target);
        let (name, message, why) = match (pin_use.value, context.snapshot.language) {
            (Value::Name(name), Language::Arduino) => {
                let is_known = context.declares(name)
                    || api.constant(name).is_some()
                    || api.object(name).is_some()
                    || target.pin_named(name).is_some()
                    || name.strip_prefix("PIN_").is_some_and(|pin| target.pin_named(pin).is_some())
                    // Cores for these chips give it to a pin of their choice.
                    || (name == "LED_BUILTIN" && target.chip.id.starts_with("attiny"))
                    || !names_are_known(target);
                if is_known || !looks_like_a_pin_name(name) {
                    return None;
                }
                (name, format!("{name} is declared nowhere, and {board} has no pin of that name"), "The sketch does not compile.")
            }
            (Value::Str(name), Language::MicroPython) => {
                // A port without named pins, or a name in an alias file: the tables cannot tell.
                let has_names = target.pins.iter().any(|pin| pin.names.iter().any(|known| known != &pin.chip_pin));
                if target.pin_named(name).is_some() || !(has_names || is_of_other_port(name, target)) {
                    return None;
                }
                (name, format!("{board} has no pin named \"{name}\""), "The call raises ValueError: unknown named pin.")
            }
            _ => return None,
        };
        let names = target.pins.iter().flat_map(|pin| pin.names.iter().map(String::as_str));
        let own = context.facts.constants.iter().map(|constant| constant.name.as_str());
        let near = words::lookalikes(name, names.chain(own));
        let help = match near.as_slice() {
            [] => "Use a pin number, or a name that the board has.".to_owned(),
            near => format!("Did you mean {}?", near.join(" or ")),
        };
        let fix = match (near.as_slice(), pin_use.value) {
            ([only, rest @ ..], Value::Name(_)) if rest.is_empty() || words::distance(name, only) < words::distance(name, rest[0]) => {
                Some(Fix { title: format!("Write {only}"), edits: vec![Edit { span: pin_use.written, text: (*only).to_owned() }] })
            }
            _ => None,
        };
        Some(
            RULE.at(pin_use.fact.span, message)
                .why(why)
                .help(help)
                .evidence(
                    target,
                    Evidence {
                        table: format!("{}/pins", target.board.id),
                        fact: format!("no pin is named {name}"),
                        source: target.board.source.clone(),
                    },
                )
                .fix(fix),
        )
    });
}

/// Names by which other ports call their pins: `P10` of Pycom's boards, `GP5` of the Pico. The chips
/// of Espressif number theirs.
fn is_of_other_port(name: &str, target: &Target) -> bool {
    let is_number = |rest: &str| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit());
    matches!(target.chip.family, Family::Esp32 | Family::Esp8266)
        && ["GP", "P"].iter().any(|start| name.strip_prefix(start).is_some_and(is_number))
}

/// Headers of the C and C++ library declare no pin names.
fn is_standard(header: &str) -> bool {
    !header.contains('.')
        || matches!(header, "math.h" | "stdint.h" | "stdlib.h" | "string.h" | "stdio.h" | "limits.h")
        || header.starts_with("avr/")
}

/// Names in capitals, or a letter and a number: what board headers declare. Anything else is more
/// likely a variable from another tab.
fn looks_like_a_pin_name(name: &str) -> bool {
    name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    const SKETCH: &str = "void setup() { pinMode(D4, OUTPUT); }\nvoid loop() {}\n";

    #[test]
    fn names_of_another_board() {
        check("uno", SKETCH, "undeclared-pin-name error D4");
        check("nodemcuv2", &SKETCH.replace("D4", "D5"), "");
    }

    #[test]
    fn local_headers_may_declare_it() {
        check("uno", &format!("#include \"pins.h\"\n{SKETCH}"), "");
    }

    #[test]
    fn other_tabs_may_declare_it() {
        check("uno", "void blink() { pinMode(D4, OUTPUT); }", "");
    }

    #[test]
    fn names_for_another_board_are_left_alone() {
        let text = "import sys\nfrom machine import Pin\nPYBOARD = sys.platform == 'pyboard'\npin = Pin('X3') if PYBOARD else Pin(18)\n";
        check("pico", text, "");
        check("pico", "from machine import Pin\npin = Pin('X3')\n", "undeclared-pin-name error 'X3'");
    }

    #[test]
    fn espressifs_ports_number_their_pins() {
        let text = |name: &str| format!("from machine import Pin\nled = Pin({name}, Pin.OUT)\n");
        check("esp32dev", &text("'GP5'"), "undeclared-pin-name error 'GP5'");
        check("esp32dev", &text("'P10'"), "undeclared-pin-name error 'P10'");
        check("esp32dev", &text("'LED'"), "");
        check("pico", &text("'GP5'"), "");
    }

    #[test]
    fn numbers_of_named_pins_have_names_too() {
        check("nodemcuv2", "void setup() { analogRead(PIN_A0); }\nvoid loop() {}", "");
    }

    #[test]
    fn the_fix_spells_it_right() {
        assert_eq!(
            fixed("uno", "void setup() { pinMode(LED_BULTIN, OUTPUT); }\nvoid loop() {}\n"),
            "void setup() { pinMode(LED_BUILTIN, OUTPUT); }\nvoid loop() {}\n"
        );
    }
}
