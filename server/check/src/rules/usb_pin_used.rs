//! A pin that carries the chip's own USB port.
//!
//! Why: once the program takes a data line, the board disappears from the computer: no serial
//! monitor, and no upload without the BOOT button. Instead: use another pin.
//!
//! Source: ESP-IDF programming guide, GPIO (USB-JTAG pins); the pin tables of the board.

use boards::{CautionKind, Target};
use document::facts::PinRole;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, nearest, words};

pub(super) const RULE: Rule = Rule {
    name: "usb-pin-used",
    severity: Severity::Warning,
    languages: BOTH,
    summary: "A pin that carries the USB port.",
    why: "Taking a USB data line disconnects the board from the computer: no serial monitor, no upload without the BOOT button.",
    instead: "Use another pin.",
    wrong: "//- /lamp.ino board:esp32-c3-devkitm-1
void setup() { pinMode(19, OUTPUT); }
void loop() {}
",
    right: "//- /lamp.ino board:esp32-c3-devkitm-1
void setup() { pinMode(10, OUTPUT); }
void loop() {}
",
    source: "https://docs.espressif.com/projects/esp-idf/en/v5.5.5/esp32c3/api-reference/peripherals/gpio.html",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    context.report(findings, |pin_use| {
        let pin = pin_use.pin?;
        let caution = pin.caution(CautionKind::Usb)?;
        if pin_use.fact.role == PinRole::Unspecified {
            return None;
        }
        let name = words::used(pin_use, pin);
        Some(
            RULE.at(pin_use.fact.span, format!("{name} of {} is a USB data line", words::board(target)))
                .help("Use another pin, unless the board is programmed over a separate serial adapter.")
                .evidence(target, Evidence { source: caution.source.clone(), ..Evidence::pin(target, pin, caution.text.clone()) })
                .fix(nearest::replacement(context, target, pin_use, "the nearest free pin that suits", |_| true)),
        )
    });
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn usb_lines_of_the_s3() {
        check("esp32-s3-devkitc-1", "void setup() { pinMode(20, OUTPUT); }", "usb-pin-used warning 20");
    }

    #[test]
    fn the_same_number_is_fine_on_the_esp32() {
        check("esp32dev", "void setup() { pinMode(19, OUTPUT); }", "");
    }
}
