//! A pin that modules with external RAM wire to it.
//!
//! Why: on such modules the line carries RAM traffic, and using it corrupts memory. Modules without
//! PSRAM bring it out as an ordinary pin. A hint where the board is sold both ways, a warning where
//! the board certainly has the RAM, silence where it certainly has not. Instead: use another pin.
//!
//! Source: ESP-IDF programming guide, GPIO; module datasheets.

use boards::{CautionKind, Target};

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "psram-pin-used",
    severity: Severity::Hint,
    languages: BOTH,
    summary: "A pin that modules with PSRAM wire to the RAM chip.",
    why: "On modules with PSRAM this line carries memory traffic; using it corrupts memory or stops the boot.",
    instead: "Use another pin.",
    wrong: "//- /lamp.ino board:esp32-s3-devkitc-1
void setup() { pinMode(35, OUTPUT); }
void loop() {}
",
    right: "//- /lamp.ino board:esp32-s3-devkitc-1
void setup() { pinMode(18, OUTPUT); }
void loop() {}
",
    source: "https://docs.espressif.com/projects/esp-idf/en/v5.5.5/esp32/api-reference/peripherals/gpio.html",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    context.report(findings, |pin_use| {
        let pin = pin_use.pin?;
        let caution = pin.caution(CautionKind::Psram).filter(|_| may_have_psram(target))?;
        let name = words::used(pin_use, pin);
        let severity = if has_psram(target) { Severity::Warning } else { Severity::Hint };
        Some(
            RULE.at(pin_use.fact.span, format!("{name} is wired to the PSRAM on modules that have it"))
                .severity(severity)
                .help("Check the module's name on its lid, or use another pin.")
                .evidence(target, Evidence { source: caution.source.clone(), ..Evidence::pin(target, pin, caution.text.clone()) })
                .fix(nearest::replacement(context, target, pin_use, "the nearest free pin that suits", |_| true)),
        )
    });
}

/// Whether boards of this name come with external RAM at all: the ESP32's WROOM modules have none.
fn may_have_psram(target: &Target) -> bool {
    target.chip.id != "esp32" || !target.board.name.contains("WROOM")
}

/// Whether the board's own names say that it carries external RAM.
fn has_psram(target: &Target) -> bool {
    let names = format!("{} {}", target.board.id, target.board.name).to_ascii_lowercase();
    ["wrover", "esp32cam", "esp32-cam", "psram", "spiram", "octal", "r8"].iter().any(|word| names.contains(word))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn boards_sold_both_ways_get_a_hint() {
        check("esp32-s3-devkitc-1", "void setup() { pinMode(36, OUTPUT); }", "psram-pin-used hint 36");
    }

    #[test]
    fn modules_without_psram_are_silent() {
        check("esp32dev", "void setup() { pinMode(17, OUTPUT); }", "");
    }
}
