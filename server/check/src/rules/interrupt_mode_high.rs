//! The interrupt mode HIGH on an AVR.
//!
//! Why: The external interrupts of an AVR react to a low level, a change, or an edge. HIGH is 1
//! here, and mode 1 is CHANGE: the handler runs on both edges. Instead: use RISING, or CHANGE if
//! both edges are meant.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/external-interrupts/attachInterrupt/

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Edit, Evidence, Finding, Fix, Severity};

pub(super) const RULE: Rule = Rule {
    name: "interrupt-mode-high",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "The interrupt mode HIGH on an AVR.",
    why: "The external interrupts of an AVR react to a low level, a change, or an edge. HIGH is 1 here, and mode 1 is CHANGE: the handler runs on both edges.",
    instead: "Use RISING, or CHANGE if both edges are meant.",
    wrong: "//- /button.ino board:uno
volatile bool down = false;
void pressed() { down = true; }
void setup() { attachInterrupt(digitalPinToInterrupt(2), pressed, HIGH); }
void loop() {}
",
    right: "//- /button.ino board:uno
volatile bool down = false;
void pressed() { down = true; }
void setup() { attachInterrupt(digitalPinToInterrupt(2), pressed, RISING); }
void loop() {}
",
    source: "https://docs.arduino.cc/language-reference/en/functions/external-interrupts/attachInterrupt/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Avr {
        return;
    }
    for call in context.free_named(&["attachInterrupt"]) {
        let Some(mode) = call.arguments.get(2).filter(|mode| mode.text == "HIGH") else { continue };
        let fix = Fix { title: "Write RISING".to_owned(), edits: vec![Edit { span: mode.span, text: "RISING".to_owned() }] };
        findings.push(
            RULE.at(mode.span, "HIGH is no interrupt mode of this chip: it means CHANGE")
                .evidence(target, Evidence::api(target, "HIGH is 1, and so is CHANGE"))
                .fix(Some(fix)),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn other_chips_wait_for_a_level() {
        check("esp32dev", "void IRAM_ATTR f() {}\nvoid setup() { attachInterrupt(4, f, HIGH); }", "");
    }
}
