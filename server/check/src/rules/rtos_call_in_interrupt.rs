//! A FreeRTOS call inside an interrupt handler that is not made for it.
//!
//! Why: The plain calls may wait or switch tasks, which a handler cannot: the kernel aborts the
//! program. Each has a twin for handlers. Instead: use the twin that ends in FromISR.
//!
//! Source: FreeRTOS manual,
//! https://www.freertos.org/Documentation/02-Kernel/02-Kernel-features/11-Interrupt-management/01-RTOS-interrupt-management

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "rtos-call-in-interrupt",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A FreeRTOS call inside an interrupt handler that is not made for it.",
    why: "The plain calls may wait or switch tasks, which a handler cannot: the kernel aborts the program. Each has a twin for handlers.",
    instead: "Use the twin that ends in FromISR.",
    wrong: "//- /edge.ino board:esp32dev
SemaphoreHandle_t ready;
void IRAM_ATTR edge() { xSemaphoreGive(ready); }
void setup() { ready = xSemaphoreCreateBinary(); attachInterrupt(4, edge, RISING); }
void loop() {}
",
    right: "//- /edge.ino board:esp32dev
SemaphoreHandle_t ready;
void IRAM_ATTR edge() { xSemaphoreGiveFromISR(ready, NULL); }
void setup() { ready = xSemaphoreCreateBinary(); attachInterrupt(4, edge, RISING); }
void loop() {}
",
    source: "https://www.freertos.org/Documentation/02-Kernel/02-Kernel-features/11-Interrupt-management/01-RTOS-interrupt-management",
    check: Check::OnBoard(check),
};

/// Calls that abort in a handler; those with a twin for handlers say so.
const CALLS: [(&str, bool); 10] = [
    ("xQueueSend", true),
    ("xQueueSendToBack", true),
    ("xQueueReceive", true),
    ("xSemaphoreGive", true),
    ("xSemaphoreTake", true),
    ("xTaskNotify", true),
    ("xEventGroupSetBits", true),
    ("xTimerStart", true),
    ("vTaskDelay", false),
    ("xTaskCreate", false),
];

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Esp32 {
        return;
    }
    for (name, has_twin) in CALLS {
        for call in context.free_named(&[name]) {
            let Some(handler) = context.handler_around(call.span) else { continue };
            let help = if has_twin { format!("Use {name}FromISR.") } else { "Set a flag and do it in a task.".to_owned() };
            findings.push(
                RULE.at(call.name_span, format!("{name} aborts inside the interrupt handler {handler}"))
                    .help(help)
                    .evidence(target, Evidence::api(target, format!("{name} may block"))),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn tasks_may_wait() {
        check(
            "esp32dev",
            "void work(void *) { for (;;) vTaskDelay(1); }\nvoid setup() { xTaskCreate(work, \"w\", 4096, NULL, 1, NULL); }",
            "",
        );
    }
}
