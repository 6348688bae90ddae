//! Global variables that fill the memory of the chip.
//!
//! Why: Global arrays lie in memory for good. Beyond its size the sketch does not link; close to it
//! the stack runs into the variables and the program fails at random. Instead: use smaller arrays or
//! types, or keep constants in flash with PROGMEM.
//!
//! Source: Arduino documentation, https://docs.arduino.cc/learn/programming/memory-guide/

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "static-memory-exceeded",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "Global variables that fill the memory of the chip.",
    why: "Global arrays lie in memory for good. Beyond its size the sketch does not link; close to it the stack runs into the variables and the program fails at random.",
    instead: "Use smaller arrays or types, or keep constants in flash with PROGMEM.",
    wrong: "//- /log.ino board:uno
int history[1200];
void setup() {}
void loop() { history[0] = 1; }
",
    right: "//- /log.ino board:uno
int history[500];
void setup() {}
void loop() { history[0] = 1; }
",
    source: "https://docs.arduino.cc/learn/programming/memory-guide/",
    check: Check::OnBoard(check),
};

/// Share of the memory that the IDE warns about, in percent.
const TIGHT: i64 = 75;

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let Some(ram) = target.chip.ram.map(i64::from) else { return };
    let display = display_buffer(context, target);
    let mut total = display;
    let mut largest: Option<(i64, code::Array)> = None;
    for array in context.arrays().into_iter().filter(|array| array.is_static && !array.is_constant) {
        let Some(size) = array.bytes(target.chip.int_bits) else { continue };
        total += size;
        if total > ram * TIGHT / 100 && largest.is_none() {
            largest = Some((total, array));
        }
    }
    if let Some((_, array)) = largest {
        let severity = if total >= ram { Severity::Error } else { Severity::Warning };
        findings.push(
            RULE.at(
                array.name_span,
                format!("global arrays {}take {total} of {ram} bytes", if display > 0 { "and the display's buffer " } else { "" }),
            )
            .severity(severity)
            .evidence(
                target,
                Evidence {
                    table: format!("{}/chip", target.board.id),
                    fact: format!("{ram} bytes of RAM"),
                    source: target.board.source.clone(),
                },
            ),
        );
    }
}

/// Bytes that a monochrome display with a buffer takes from the memory of a small chip: one bit a pixel.
fn display_buffer(context: &Context, target: &Target) -> i64 {
    if target.chip.family != Family::Avr {
        return 0;
    }
    let sizes = ["Adafruit_SSD1306", "Adafruit_SH1106G"].iter().flat_map(|class| context.calls_named(class)).filter_map(|call| {
        let (width, height) = (code::int(call, 0)?, code::int(call, 1)?);
        (matches!(width, 64..=128) && matches!(height, 16..=128)).then_some(width * height / 8)
    });
    sizes.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn constants_in_flash_do_not_count() {
        check("uno", "const PROGMEM byte font[1800] = {1};\nbyte a[400];\n", "");
        check("esp32dev", "int history[1200];\n", "");
    }

    #[test]
    fn a_display_has_a_buffer() {
        let text =
            |more: &str| format!("#include <Adafruit_SSD1306.h>\nAdafruit_SSD1306 display(128, 64, &Wire, -1);\nbyte history[{more}];\n");
        check("uno", &text("900"), "static-memory-exceeded warning history");
        check("uno", &text("100"), "");
        check("megaatmega2560", &text("900"), "");
    }

    #[test]
    fn little_left_is_a_warning() {
        check("uno", "byte a[1024];\nbyte b[600];\n", "static-memory-exceeded warning b");
    }
}
