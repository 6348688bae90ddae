//! A pin that the chip has but this board does not bring out.
//!
//! Why: the program runs, and no wire can reach the pin. A hint only, because board tables may lag
//! behind a new revision of the board. Instead: use a pin on the header.
//!
//! Source: the pin tables of the board.

use boards::{CautionKind, Target};
use document::facts::PinRole;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "unexposed-pin",
    severity: Severity::Hint,
    languages: BOTH,
    summary: "A pin that this board does not bring out to a header.",
    why: "The chip has this pin, but no pad or header of the board leads to it.",
    instead: "Use a pin on the header.",
    wrong: "//- /relay.ino board:pico
void setup() { pinMode(23, OUTPUT); }
void loop() {}
",
    right: "//- /relay.ino board:pico
void setup() { pinMode(22, OUTPUT); }
void loop() {}
",
    source: "https://github.com/earlephilhower/arduino-pico/tree/master/variants",
    check: Check::OnBoard(check),
};

/// Cautions with a rule of their own, which says more.
const TOLD_ELSEWHERE: [CautionKind; 3] = [CautionKind::Flash, CautionKind::Psram, CautionKind::Usb];

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    context.report(findings, |pin_use| {
        let pin = pin_use.pin.filter(|pin| pin.caution(CautionKind::Absent).is_some())?;
        let is_wired =
            target.board.wiring.iter().any(|wiring| wiring.pin == pin.number) || pin.names.iter().any(|name| name.starts_with("LED"));
        let is_told_elsewhere = TOLD_ELSEWHERE.iter().any(|kind| pin.caution(*kind).is_some());
        // A label or a fixed use means that the board's makers put something there.
        if is_wired
            || is_told_elsewhere
            || matches!(pin_use.fact.role, PinRole::Unspecified | PinRole::AnalogRead)
            || pin_use.number().is_none()
        {
            return None;
        }
        let name = words::used(pin_use, pin);
        let message = match pin.caution(CautionKind::Wired) {
            Some(caution) => format!("{name} is not on a header of {}: {}", words::board(target), caution.text.trim_end_matches('.')),
            None => format!("{name} is not on a header of {}", words::board(target)),
        };
        Some(
            RULE.at(pin_use.fact.span, message)
                .help("Use a pin that the board brings out.")
                .evidence(target, Evidence::pin(target, pin, format!("{name} is not brought out")))
                .fix(nearest::replacement(context, target, pin_use, "the nearest free pin on a header", |_| true)),
        )
    });
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn the_boards_led_is_not_on_a_header_but_meant() {
        check("pico", "void setup() { pinMode(LED_BUILTIN, OUTPUT); pinMode(25, OUTPUT); }", "");
    }
}
