//! Two libraries that drive the same timer.
//!
//! Why: A timer has one speed and one interrupt. The second library reprograms it under the first,
//! or the linker finds two handlers for one vector. Instead: replace one of them, or choose another
//! timer in its settings.
//!
//! Source: Arduino-IRremote,
//! https://github.com/Arduino-IRremote/Arduino-IRremote#timer-and-pin-usage

use boards::Target;
use document::Span;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "timer-shared-by-libraries",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "Two libraries that drive the same timer.",
    why: "A timer has one speed and one interrupt. The second library reprograms it under the first, or the linker finds two handlers for one vector.",
    instead: "Replace one of them, or choose another timer in its settings.",
    wrong: "//- /remote.ino board:uno
#include <IRremote.hpp>
void setup() { IrReceiver.begin(2); }
void loop() { if (IrReceiver.decode()) { tone(8, 440, 50); IrReceiver.resume(); } }
",
    right: "//- /remote.ino board:uno
#include <IRremote.hpp>
void setup() { IrReceiver.begin(2); pinMode(8, OUTPUT); }
void loop() { if (IrReceiver.decode()) { digitalWrite(8, HIGH); IrReceiver.resume(); } }
",
    source: "https://github.com/Arduino-IRremote/Arduino-IRremote#timer-and-pin-usage",
    check: Check::OnBoard(check),
};

/// Libraries and the timer each of them takes on an ATmega328P, with the word that moves it elsewhere.
const TAKERS: [(&str, &str, u8, &str); 8] = [
    ("IRremote.h", "IRremote", 2, "IR_USE"),
    ("IRremote.hpp", "IRremote", 2, "IR_USE"),
    ("MsTimer2.h", "MsTimer2", 2, "MsTimer2::set2"),
    ("FlexiTimer2.h", "FlexiTimer2", 2, "FlexiTimer2::set2"),
    ("Servo.h", "Servo", 1, "_useTimer"),
    ("TimerOne.h", "TimerOne", 1, "TimerOne2"),
    ("AltSoftSerial.h", "AltSoftSerial", 1, "ALTSS_USE"),
    ("VirtualWire.h", "VirtualWire", 1, "VW_TIMER"),
];

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if !target.chip.id.starts_with("atmega328") {
        return;
    }
    let mut takers: Vec<(u8, &str, Span)> = Vec::new();
    for import in context.facts.imports.iter().filter(|import| context.is_certain(import.span)) {
        if let Some((_, name, timer, moved)) = TAKERS.iter().find(|taker| taker.0 == import.module)
            && !context.text.contains(moved)
            && !takers.iter().any(|taker| taker.1 == *name)
        {
            let at = context.slice(import.span).find(&import.module).map_or(import.span.start, |at| import.span.start + at);
            takers.push((*timer, name, Span::new(at, at + import.module.len())));
        }
    }
    if let Some(call) = context.free_named(&["tone"]).next() {
        takers.push((2, "tone()", call.span));
    }
    for (index, (timer, name, span)) in takers.iter().enumerate() {
        if let Some((_, first, place)) = takers[..index].iter().find(|taker| taker.0 == *timer) {
            findings.push(
                RULE.at(*span, format!("{name} needs timer {timer}, which {first} has taken"))
                    .related(context.place(*place, format!("{first} takes timer {timer}")))
                    .evidence(target, Evidence::api(target, format!("{first} and {name} run on timer {timer}"))),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn timers_of_their_own() {
        check("uno", "#include <Servo.h>\nvoid loop() { tone(8, 440); }", "");
        check("uno", "#include <Servo.h>\n#include <TimerOne.h>\n", "timer-shared-by-libraries warning TimerOne.h");
    }
}
