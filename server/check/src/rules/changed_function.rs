//! A call that this version of the core reads differently.
//!
//! Why: some functions kept their name and changed their meaning. `ledcWrite(0, 128)` wrote channel 0
//! under arduino-esp32 2.x and writes pin 0 under 3.x; `timerBegin(0, 80, true)` no longer compiles.
//! Instead: write the call in the new shape.
//!
//! Source: arduino-esp32 migration guide, 2.x to 3.0.

use boards::Target;
use document::facts::Call;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity};

pub(super) const RULE: Rule = Rule {
    name: "changed-function",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A call in the shape of an older core version.",
    why: "The function kept its name and changed its parameters.",
    instead: "Write the call in the new shape.",
    wrong: "//- /timer.ino board:esp32dev runtime:arduino-esp32@3
hw_timer_t *timer = NULL;
void setup() { timer = timerBegin(0, 80, true); }
void loop() {}
",
    right: "//- /timer.ino board:esp32dev runtime:arduino-esp32@3
hw_timer_t *timer = NULL;
void setup() { timer = timerBegin(1000000); }
void loop() {}
",
    source: "https://docs.espressif.com/projects/arduino-esp32/en/latest/migration_guides/2.x_to_3.0.html",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let api = &target.runtime.api;
    for call in context.free_calls() {
        let Some(changed) = api.changed(&call.name) else { continue };
        let fits = api
            .function(&call.name)
            .is_none_or(|function| function.signatures.iter().any(|signature| signature.accepts(call.arguments.len())));
        let old_arity = n_parameters(&changed.before);
        let is_old_shape = old_arity == Some(call.arguments.len());
        let severity = match (fits, is_old_shape) {
            (false, true) => Severity::Error,
            // The same number of arguments: wrong only if the first one is a channel.
            (true, true) if passes_channel(context, call) => Severity::Warning,
            _ => continue,
        };
        findings.push(
            RULE.at(call.name_span, format!("{} takes {} since {}", call.name, arguments_of(&changed.after), changed.since))
                .severity(severity)
                .why(changed.note.clone())
                .help(format!("Write {} instead of {}.", changed.after, changed.before))
                .evidence(
                    target,
                    Evidence {
                        source: changed.source.clone(),
                        ..Evidence::api(target, format!("{} became {}", changed.before, changed.after))
                    },
                ),
        );
    }
}

/// How many parameters a shape such as `timerBegin(timer, divider, countUp)` shows.
fn n_parameters(shape: &str) -> Option<usize> {
    let inside = arguments_of(shape).trim_start_matches('(').trim_end_matches(')');
    (shape.contains('(')).then(|| if inside.trim().is_empty() { 0 } else { inside.split(',').count() })
}

fn arguments_of(shape: &str) -> &str {
    shape.find('(').map_or(shape, |open| &shape[open..])
}

/// Whether the first argument is what the program elsewhere calls an LEDC channel.
fn passes_channel(context: &Context, call: &Call) -> bool {
    let Some(first) = call.arguments.first() else { return false };
    let is_pin = context.calls().any(|other| {
        matches!(other.name.as_str(), "ledcAttach" | "ledcAttachChannel")
            && other.arguments.first().is_some_and(|pin| pin.text == first.text)
    });
    let is_channel = context.calls().any(|other| {
        let channel = match other.name.as_str() {
            "ledcSetup" => other.arguments.first(),
            "ledcAttachPin" => other.arguments.get(1),
            "ledcAttachChannel" => other.arguments.get(3),
            _ => None,
        };
        channel.is_some_and(|channel| channel.text == first.text)
    });
    is_channel && !is_pin
}

#[cfg(test)]
mod tests {
    use super::n_parameters;
    use crate::testing::check;

    #[test]
    fn channels_are_pins_now() {
        let text = "void setup() { ledcAttachChannel(18, 5000, 8, 3); }\nvoid loop() { ledcWrite(3, 128); ledcWrite(18, 128); }";
        check("esp32dev arduino-esp32@3", text, "changed-function warning ledcWrite");
    }

    #[test]
    fn the_old_core_keeps_the_old_shape() {
        check("esp32dev arduino-esp32@2.0", "void setup() { hw_timer_t *t = timerBegin(0, 80, true); }", "");
    }

    #[test]
    fn parameters_are_counted() {
        assert_eq!(n_parameters("timerBegin(timer, divider, countUp)"), Some(3));
        assert_eq!(n_parameters("f()"), Some(0));
        assert_eq!(n_parameters("f"), None);
    }
}
