//! A local array larger than the stack.
//!
//! Why: Local variables lie on the stack: 4 KB on an ESP8266, 8 KB for loop() on an ESP32, what
//! memory is left on an AVR. A larger array overwrites whatever lies below. Instead: make the array
//! global or static.
//!
//! Source: ESP8266 Arduino core,
//! https://arduino-esp8266.readthedocs.io/en/latest/faq/a02-my-esp-crashes.html

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "stack-array-too-large",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A local array larger than the stack.",
    why: "Local variables lie on the stack: 4 KB on an ESP8266, 8 KB for loop() on an ESP32, what memory is left on an AVR. A larger array overwrites whatever lies below.",
    instead: "Make the array global or static.",
    wrong: "//- /page.ino board:nodemcuv2
void setup() { char page[8192]; page[0] = 0; }
void loop() {}
",
    right: "//- /page.ino board:nodemcuv2
char page[8192];
void setup() { page[0] = 0; }
void loop() {}
",
    source: "https://arduino-esp8266.readthedocs.io/en/latest/faq/a02-my-esp-crashes.html",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let stack = match target.chip.family {
        Family::Esp8266 => 4096,
        Family::Esp32 if !context.text.contains("SET_LOOP_TASK_STACK_SIZE") && !context.text.contains("xTaskCreate") => 8192,
        Family::Avr => target.chip.ram.map_or(i64::MAX, i64::from),
        _ => return,
    };
    for array in context.arrays().into_iter().filter(|array| !array.is_static) {
        let Some(size) = array.bytes(target.chip.int_bits).filter(|size| *size >= stack) else { continue };
        findings.push(RULE.at(array.name_span, format!("this array of {size} bytes does not fit on the stack of {stack}")).evidence(
            target,
            Evidence {
                table: format!("{}/chip", target.board.id),
                fact: format!("the stack has {stack} bytes"),
                source: RULE.source.to_owned(),
            },
        ));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn static_locals_lie_elsewhere() {
        check("nodemcuv2", "void f() { static char page[8192]; char small[512]; }", "");
        check("uno", "void f() { byte a[2048]; }", "stack-array-too-large error a");
    }
}
