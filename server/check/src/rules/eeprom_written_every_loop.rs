//! An EEPROM or flash write on every pass of loop().
//!
//! Why: A cell lasts about 100,000 writes, a flash sector about 10,000: at thousands of passes a
//! second that is minutes. Instead: write only when the value has changed.
//!
//! Source: Arduino documentation, https://docs.arduino.cc/learn/built-in-libraries/eeprom/

use boards::{Family, Target};
use document::Span;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "eeprom-written-every-loop",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "An EEPROM or flash write on every pass of loop().",
    why: "A cell lasts about 100,000 writes, a flash sector about 10,000: at thousands of passes a second that is minutes.",
    instead: "Write only when the value has changed.",
    wrong: "//- /save.ino board:uno
#include <EEPROM.h>
void setup() {}
void loop() { EEPROM.write(0, analogRead(A0) / 4); }
",
    right: "//- /save.ino board:uno
#include <EEPROM.h>
void setup() {}
void loop() { EEPROM.update(0, analogRead(A0) / 4); delay(60000); }
",
    source: "https://docs.arduino.cc/learn/built-in-libraries/eeprom/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let wears = if target.chip.family == Family::Avr { "write" } else { "commit" };
    let Some(body) = context.function("loop").and_then(|function| function.child_by_field_name("body")) else { return };
    let text = context.text_of(body);
    // A pause, a counted end or an early return may keep the pace bearable.
    if ["delay", "return", "while (1)", "while(1)", "for (;;)", "for(;;)", "sleep", "Sleep"].iter().any(|word| text.contains(word)) {
        return;
    }
    let mut cursor = body.walk();
    for statement in body.named_children(&mut cursor).filter(|statement| statement.kind() == "expression_statement") {
        let written = context
            .calls_in(Span::from(statement))
            .find(|call| call.receiver.as_deref() == Some("EEPROM") && call.name == wears && call.span.start == statement.start_byte());
        if let Some(call) = written.filter(|call| context.is_certain(call.span)) {
            findings.push(
                RULE.at(call.span, "this write wears the memory out within minutes")
                    .evidence(target, Evidence::api(target, format!("EEPROM.{wears} writes each time it is called"))),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn conditions_and_pauses() {
        check("uno", "#include <EEPROM.h>\nvoid loop() { if (f()) { EEPROM.write(0, 1); } }", "");
        check("uno", "#include <EEPROM.h>\nvoid loop() { EEPROM.update(0, 1); }", "");
    }
}
