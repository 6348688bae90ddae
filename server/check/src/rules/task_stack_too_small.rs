//! A task with less stack than an empty task needs.
//!
//! Why: On an ESP32 the size is counted in bytes, not in words as elsewhere. Below 1024 the first
//! call that does anything overflows it and the chip restarts. Instead: begin with 2048 bytes, or
//! 4096 for a task that prints.
//!
//! Source: ESP-IDF,
//! https://docs.espressif.com/projects/esp-idf/en/latest/esp32/api-reference/system/freertos_idf.html

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "task-stack-too-small",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "A task with less stack than an empty task needs.",
    why: "On an ESP32 the size is counted in bytes, not in words as elsewhere. Below 1024 the first call that does anything overflows it and the chip restarts.",
    instead: "Begin with 2048 bytes, or 4096 for a task that prints.",
    wrong: "//- /task.ino board:esp32dev
void work(void *) { for (;;) delay(10); }
void setup() { xTaskCreate(work, \"work\", 512, NULL, 1, NULL); }
void loop() {}
",
    right: "//- /task.ino board:esp32dev
void work(void *) { for (;;) delay(10); }
void setup() { xTaskCreate(work, \"work\", 2048, NULL, 1, NULL); }
void loop() {}
",
    source: "https://docs.espressif.com/projects/esp-idf/en/latest/esp32/api-reference/system/freertos_idf.html",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Esp32 {
        return;
    }
    for call in context.free_named(&["xTaskCreate", "xTaskCreatePinnedToCore"]) {
        let (Some(size), Some(argument)) = (code::int(call, 2), call.arguments.get(2)) else { continue };
        if (1..1024).contains(&size) {
            findings.push(
                RULE.at(argument.span, format!("{size} bytes of stack are too few"))
                    .evidence(target, Evidence::api(target, "the stack size of xTaskCreate is in bytes")),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn common_sizes() {
        check("esp32dev", "void w(void *) { for (;;) delay(1); }\nvoid setup() { xTaskCreate(w, \"w\", 1024, 0, 1, 0); }", "");
    }
}
