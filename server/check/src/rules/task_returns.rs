//! A task function that comes to its end.
//!
//! Why: A FreeRTOS task has nowhere to return to: the kernel aborts and the chip restarts. Instead:
//! loop forever, or end with vTaskDelete(NULL).
//!
//! Source: FreeRTOS,
//! https://www.freertos.org/Documentation/02-Kernel/02-Kernel-features/01-Tasks-and-co-routines/05-Implementing-a-task

use boards::{Family, Target};
use document::Span;
use tree_sitter::Node;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "task-returns",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A task function that comes to its end.",
    why: "A FreeRTOS task has nowhere to return to: the kernel aborts and the chip restarts.",
    instead: "Loop forever, or end with vTaskDelete(NULL).",
    wrong: "//- /once.ino board:esp32dev
void once(void *) { digitalWrite(18, HIGH); }
void setup() { pinMode(18, OUTPUT); xTaskCreate(once, \"once\", 4096, NULL, 1, NULL); }
void loop() {}
",
    right: "//- /once.ino board:esp32dev
void once(void *) { digitalWrite(18, HIGH); vTaskDelete(NULL); }
void setup() { pinMode(18, OUTPUT); xTaskCreate(once, \"once\", 4096, NULL, 1, NULL); }
void loop() {}
",
    source: "https://www.freertos.org/Documentation/02-Kernel/02-Kernel-features/01-Tasks-and-co-routines/05-Implementing-a-task",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Esp32 {
        return;
    }
    let mut told: Vec<Span> = Vec::new();
    for call in context.free_named(&["xTaskCreate", "xTaskCreatePinnedToCore", "xTaskCreateUniversal"]) {
        let Some(function) = call.arguments.first().and_then(|argument| context.function(argument.text.trim_start_matches('&'))) else {
            continue;
        };
        let Some(name) = code::function_name(function).map(Span::from) else { continue };
        if !told.contains(&name) && context.is_certain(Span::from(function)) && returns(context, target, function) {
            told.push(name);
            findings.push(
                RULE.at(name, format!("the task {} returns", context.slice(name)))
                    .evidence(target, Evidence::api(target, "a task must not return")),
            );
        }
    }
}

/// Whether a function certainly comes to its end: no endless loop, and no call that may stay away.
fn returns(context: &Context, target: &Target, function: Node) -> bool {
    let mut stack = vec![function];
    let mut cursor = function.walk();
    while let Some(node) = stack.pop() {
        if context.is_endless(node) {
            return false;
        }
        // A condition that is set from elsewhere may hold for good.
        if matches!(node.kind(), "while_statement" | "do_statement" | "for_statement") && !counts(context, node) {
            return false;
        }
        stack.extend(node.children(&mut cursor));
    }
    let api = &target.runtime.api;
    context.calls_in(Span::from(function)).all(|call| match call.receiver {
        Some(_) => !matches!(call.name.as_str(), "run" | "loop" | "start" | "restart" | "exec"),
        None => {
            !context.declares(&call.name) && call.name != "vTaskDelete" && call.name != "vTaskSuspend" && api.function(&call.name).is_some()
        }
    })
}

/// Whether a loop moves the variable that its condition reads.
fn counts(context: &Context, node: Node) -> bool {
    let Some(condition) = node.child_by_field_name("condition").map(code::bare) else { return false };
    condition.kind() == "binary_expression"
        && condition
            .child_by_field_name("left")
            .is_some_and(|left| left.kind() == "identifier" && context.assigns_in(node, context.text_of(left)))
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn tasks_that_stay() {
        check("esp32dev", "void w(void *) { for (;;) { delay(1); } }\nvoid setup() { xTaskCreate(w, \"w\", 4096, 0, 1, 0); }", "");
        check("esp32dev", "void w(void *) { work(); }\nvoid setup() { xTaskCreate(w, \"w\", 4096, 0, 1, 0); }", "");
    }
}
