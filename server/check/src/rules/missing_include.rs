//! A library object or class used without its header.
//!
//! Why: `Wire`, `SPI`, `Servo` and the like are not part of the core's own header; without the
//! `#include` the sketch does not compile. Told only when nothing else that is included could have
//! brought the header along. Instead: include it.
//!
//! Source: headers of the core and of the libraries.

use boards::Target;
use document::Span;
use rustc_hash::FxHashSet;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Edit, Evidence, Finding, Fix, Severity};

pub(super) const RULE: Rule = Rule {
    name: "missing-include",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A library is used without including its header.",
    why: "Only the core's own names are there without an include: the sketch does not compile.",
    instead: "Include the library's header.",
    wrong: "//- /scan.ino board:uno
void setup() { Wire.begin(); }
void loop() {}
",
    right: "//- /scan.ino board:uno
#include <Wire.h>
void setup() { Wire.begin(); }
void loop() {}
",
    source: "https://docs.arduino.cc/language-reference/en/functions/communication/wire/",
    check: Check::OnBoard(check),
};

/// Headers that bring no other library along.
const BRING_NOTHING: [&str; 16] = [
    "Arduino.h",
    "EEPROM.h",
    "LiquidCrystal.h",
    "SPI.h",
    "Servo.h",
    "SoftwareSerial.h",
    "Stepper.h",
    "Wire.h",
    "avr/interrupt.h",
    "avr/io.h",
    "avr/pgmspace.h",
    "avr/sleep.h",
    "avr/wdt.h",
    "math.h",
    "stdint.h",
    "string.h",
];

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if !context.is_self_contained(|header| BRING_NOTHING.contains(&header)) {
        return;
    }
    let api = &target.runtime.api;
    let objects = context.calls().filter_map(|call| {
        let receiver = call.receiver.as_deref()?;
        api.object(receiver)?;
        Some((receiver, Span::new(call.span.start, call.span.start + receiver.len())))
    });
    let classes =
        context.facts.declarations.iter().filter(|declaration| context.is_certain(declaration.name_span)).filter_map(|declaration| {
            let class = declaration.type_name.as_deref()?;
            api.class(class)?;
            Some((class, declaration.name_span))
        });
    let mut reported = FxHashSet::default();
    for (name, span) in objects.chain(classes) {
        let Some(header) = api.provided_by(name).filter(|header| !header.is_empty()) else { continue };
        let is_included = context.facts.imports.iter().any(|import| api.brings(&import.module, name) || import.module == header);
        if is_included || context.declares(name) || !reported.insert(name) {
            continue;
        }
        let fix = Fix {
            title: format!("Include <{header}>"),
            edits: vec![Edit {
                span: Span::new(first_line_of_code(&context.text), first_line_of_code(&context.text)),
                text: format!("#include <{header}>\n"),
            }],
        };
        findings.push(
            RULE.at(span, format!("{name} needs #include <{header}>"))
                .help(format!("Write #include <{header}> at the top of the sketch."))
                .evidence(target, Evidence::api(target, format!("{header} declares {name}")))
                .fix(Some(fix)),
        );
    }
}

/// Offset of the first line that is neither blank nor part of the opening comment.
fn first_line_of_code(text: &str) -> usize {
    let mut offset = 0;
    let mut in_comment = false;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let opens = trimmed.starts_with("/*");
        let is_comment = in_comment || opens || trimmed.starts_with("//");
        in_comment = (in_comment || opens) && !trimmed.contains("*/");
        if !is_comment && !trimmed.is_empty() {
            return offset;
        }
        offset += line.len();
    }
    0
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn classes_need_their_header_too() {
        check("uno", "Servo arm;\nvoid setup() { arm.attach(9); }\nvoid loop() {}", "missing-include error arm");
    }

    #[test]
    fn an_unknown_header_may_bring_it_along() {
        check("uno", "#include <MyRobot.h>\nvoid setup() { Wire.begin(); }\nvoid loop() {}", "");
    }

    #[test]
    fn the_fix_goes_below_the_opening_comment() {
        assert_eq!(
            fixed("uno", "// Scanner.\nvoid setup() { Wire.begin(); }\nvoid loop() {}\n"),
            "// Scanner.\n#include <Wire.h>\nvoid setup() { Wire.begin(); }\nvoid loop() {}\n"
        );
    }
}
