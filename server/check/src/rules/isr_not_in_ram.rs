//! An interrupt handler that lives in flash.
//!
//! Why: the ESP8266 core refuses such a handler and stops the program with "ISR not in IRAM!"; on
//! ESP32 it is held back, or crashes, while the flash is being written. Instead: write `IRAM_ATTR`
//! before the handler's name.
//!
//! Source: esp8266/Arduino `cores/esp8266/core_esp8266_wiring_digital.cpp`; ESP-IDF programming
//! guide, IRAM-safe interrupt handlers.

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "isr-not-in-ram",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "An interrupt handler without IRAM_ATTR on an ESP chip.",
    why: "Code in flash cannot run while the flash is busy: the interrupt waits, or the chip crashes.",
    instead: "Write `IRAM_ATTR` before the handler's name.",
    wrong: "//- /button.ino board:nodemcuv2
void pressed() {}
void setup() { attachInterrupt(digitalPinToInterrupt(D2), pressed, FALLING); }
void loop() {}
",
    right: "//- /button.ino board:nodemcuv2
void IRAM_ATTR pressed() {}
void setup() { attachInterrupt(digitalPinToInterrupt(D2), pressed, FALLING); }
void loop() {}
",
    source: "https://github.com/esp8266/Arduino/blob/3.1.2/cores/esp8266/core_esp8266_wiring_digital.cpp",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let (severity, why) = match target.chip.family {
        Family::Esp8266 => (Severity::Error, "The core checks the handler's address and stops the program with \"ISR not in IRAM!\"."),
        Family::Esp32 => (Severity::Warning, RULE.why),
        _ => return,
    };
    for handler in &context.facts.interrupt_handlers {
        let Some(body) = handler.body else { continue };
        if handler.in_ram || !is_attached(context, &handler.name) || is_declared_in_ram(&context.text, &handler.name) {
            continue;
        }
        let evidence = Evidence::api(target, format!("{} calls handlers while the flash may be busy", target.runtime.coordinate()));
        findings.push(
            RULE.at(handler.span, format!("{} runs in an interrupt and is not in RAM", handler.name))
                .related(context.place(body, format!("{} is defined here", handler.name)))
                .severity(severity)
                .why(why)
                .help(format!("Write IRAM_ATTR before its name: void IRAM_ATTR {}()", handler.name))
                .evidence(target, evidence),
        );
    }
}

/// Whether a hardware interrupt calls the function; software timers call theirs from a task.
fn is_attached(context: &Context, name: &str) -> bool {
    const ATTACHERS: [&str; 5] =
        ["attachInterrupt", "attachInterruptArg", "timerAttachInterrupt", "timer0_attachInterrupt", "timer1_attachInterrupt"];
    context
        .free_calls()
        .filter(|call| ATTACHERS.contains(&call.name.as_str()))
        .any(|call| call.arguments.iter().any(|argument| argument.text.trim_start_matches('&') == name))
}

/// Whether a prototype puts the function in RAM; the definition then need not repeat it.
fn is_declared_in_ram(text: &str, name: &str) -> bool {
    text.lines()
        .any(|line| line.find(name).is_some_and(|at| ["RAM_ATTR", "ISR_ATTR"].iter().any(|attribute| line[..at].contains(attribute))))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn only_esp_chips_ask_for_it() {
        check("uno", "void f() {}\nvoid setup() { attachInterrupt(digitalPinToInterrupt(2), f, RISING); }", "");
        check("esp32dev", "void f() {}\nvoid setup() { attachInterrupt(27, f, RISING); }", "isr-not-in-ram warning f");
    }

    #[test]
    fn a_prototype_with_the_attribute_counts() {
        check("nodemcuv2", "void IRAM_ATTR f();\nvoid setup() { attachInterrupt(D2, f, RISING); }\nvoid f() {}", "");
    }
}
