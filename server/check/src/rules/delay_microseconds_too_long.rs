//! A pause of delayMicroseconds() beyond 16383.
//!
//! Why: The function counts loops in 16 bits, four of them a microsecond: above 16383 the count
//! wraps and the pause is much too short. Instead: use delay() for milliseconds, or several shorter
//! pauses.
//!
//! Source: Arduino reference,
//! https://docs.arduino.cc/language-reference/en/functions/time/delayMicroseconds/

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Edit, Evidence, Finding, Fix, Severity, code, words};

pub(super) const RULE: Rule = Rule {
    name: "delay-microseconds-too-long",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A pause of delayMicroseconds() beyond 16383.",
    why: "The function counts loops in 16 bits, four of them a microsecond: above 16383 the count wraps and the pause is much too short.",
    instead: "Use delay() for milliseconds, or several shorter pauses.",
    wrong: "//- /pulse.ino board:uno
void setup() { delayMicroseconds(20000); }
void loop() {}
",
    right: "//- /pulse.ino board:uno
void setup() { delay(20); }
void loop() {}
",
    source: "https://docs.arduino.cc/language-reference/en/functions/time/delayMicroseconds/",
    check: Check::OnBoard(check),
};

/// Longest pause that the reference promises.
const LONGEST: i64 = 16_383;

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Avr {
        return;
    }
    for call in context.free_named(&["delayMicroseconds"]) {
        let Some(pause) = code::int(call, 0).filter(|pause| *pause > LONGEST) else { continue };
        let fix = (pause % 1000 == 0 && call.arguments.len() == 1).then(|| Fix {
            title: format!("Write delay({})", pause / 1000),
            edits: vec![Edit { span: call.span, text: format!("delay({})", pause / 1000) }],
        });
        findings.push(
            RULE.at(call.span, format!("delayMicroseconds cannot wait {pause} µs on {}", words::board(target)))
                .evidence(target, Evidence::api(target, "delayMicroseconds is exact up to 16383"))
                .fix(fix),
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn constants_are_followed() {
        check(
            "uno",
            "#define PAUSE 50000\nvoid loop() { delayMicroseconds(PAUSE); }",
            "delay-microseconds-too-long error delayMicroseconds(PAUSE)",
        );
        check("uno", "void loop() { delayMicroseconds(16383); }", "");
        check("esp32dev", "void loop() { delayMicroseconds(50000); }", "");
        assert_eq!(fixed("uno", "void loop() { delayMicroseconds(20000); }\n"), "void loop() { delay(20); }\n");
    }
}
