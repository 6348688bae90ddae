//! A value of analogWrite() beyond its range.
//!
//! Why: The range ends at 255 unless the program changes it. An AVR keeps the low byte only, so that
//! 256 is off; other chips stay fully on. Instead: use 0 to 255, or set the resolution first.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/analog-io/analogWrite/

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Edit, Evidence, Finding, Fix, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "pwm-value-too-large",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A value of analogWrite() beyond its range.",
    why: "The range ends at 255 unless the program changes it. An AVR keeps the low byte only, so that 256 is off; other chips stay fully on.",
    instead: "Use 0 to 255, or set the resolution first.",
    wrong: "//- /dim.ino board:uno
void setup() { pinMode(6, OUTPUT); }
void loop() { analogWrite(6, 1023); }
",
    right: "//- /dim.ino board:uno
void setup() { pinMode(6, OUTPUT); }
void loop() { analogWrite(6, 255); }
",
    source: "https://docs.arduino.cc/language-reference/en/functions/analog-io/analogWrite/",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let is_eight_bits = matches!(target.chip.family, Family::Avr | Family::Megaavr | Family::Esp32 | Family::Esp8266 | Family::Rp2040);
    if !is_eight_bits
        || ["analogWriteResolution", "analogWriteRange", "analogWriteFrequency"].iter().any(|name| context.text.contains(name))
    {
        return;
    }
    for call in context.free_named(&["analogWrite"]) {
        let (Some(value), Some(argument)) = (code::int(call, 1), call.arguments.get(1)) else { continue };
        if !(0..=255).contains(&value) {
            let end = if value > 255 { 255 } else { 0 };
            let fix = Fix { title: format!("Write {end}"), edits: vec![Edit { span: argument.span, text: end.to_string() }] };
            let is_literal = argument.text.bytes().all(|byte| byte.is_ascii_digit());
            // 1023 and 255 stand for fully on; 256 is a slip.
            findings.push(
                RULE.at(argument.span, format!("analogWrite takes 0 to 255, not {value}"))
                    .evidence(target, Evidence::api(target, "analogWrite has 8 bits unless told otherwise"))
                    .fix(is_literal.then_some(fix)),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn a_resolution_of_ones_own() {
        check("esp32dev", "void setup() { analogWriteResolution(18, 10); analogWrite(18, 1023); }", "");
        check("nodemcuv2", "void loop() { analogWrite(D1, 1023); analogWrite(D1, 255); }", "pwm-value-too-large warning 1023");
    }
}
