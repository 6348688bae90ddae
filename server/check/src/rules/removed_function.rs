//! A function that this version of the core no longer has.
//!
//! Why: arduino-esp32 3.0 dropped the LEDC channels, the old timer calls and the hall sensor; sketches
//! and tutorials still use them and no longer compile. Instead: the migration guide's replacement. For
//! `ledcSetup` with `ledcAttachPin` the whole sketch is rewritten when every channel can be followed.
//!
//! Source: arduino-esp32 migration guide, 2.x to 3.0.

use boards::Target;
use document::Span;
use document::facts::Call;

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Edit, Evidence, Finding, Fix, Severity};

pub(super) const RULE: Rule = Rule {
    name: "removed-function",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A function that this version of the core no longer has.",
    why: "The core's headers no longer declare it: the sketch does not compile.",
    instead: "Write what the migration guide puts in its place; for `ledcSetup` with `ledcAttachPin` a fix rewrites the sketch.",
    wrong: "//- /fade.ino board:esp32dev runtime:arduino-esp32@3
void setup() { ledcSetup(0, 5000, 8); ledcAttachPin(18, 0); }
void loop() { ledcWrite(0, 128); }
",
    right: "//- /fade.ino board:esp32dev runtime:arduino-esp32@3
void setup() { ledcAttach(18, 5000, 8); }
void loop() { ledcWrite(18, 128); }
",
    source: "https://docs.espressif.com/projects/arduino-esp32/en/latest/migration_guides/2.x_to_3.0.html",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let api = &target.runtime.api;
    for call in context.free_calls() {
        let Some(removed) = api.removed(&call.name).filter(|_| api.function(&call.name).is_none()) else { continue };
        let help = match &removed.replacement {
            Some(replacement) => format!("Write {replacement}."),
            None => "There is no replacement.".to_owned(),
        };
        findings.push(
            RULE.at(call.name_span, format!("{} is gone since {}", call.name, removed.since))
                .help(help)
                .evidence(
                    target,
                    Evidence {
                        source: removed.source.clone(),
                        ..Evidence::api(target, format!("{} was removed in {}", removed.name, removed.since))
                    },
                )
                .fix(migrate_ledc(context, call)),
        );
    }
}

/// Rewrites one LEDC channel: `ledcSetup(c, f, r)` and `ledcAttachPin(p, c)` become
/// `ledcAttach(p, f, r)`, and `ledcWrite(c, …)` becomes `ledcWrite(p, …)`. Only when the channel is
/// set up once, attached to one pin, and every other LEDC call with a channel can be told apart.
fn migrate_ledc(context: &Context, call: &Call) -> Option<Fix> {
    let channel = match call.name.as_str() {
        "ledcSetup" => call.arguments.first()?,
        "ledcAttachPin" => call.arguments.get(1)?,
        _ => return None,
    };
    let is_settled = |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    let calls = |name: &'static str| context.facts.calls.iter().filter(move |call| call.name == name);
    let on_channel = |call: &&Call, index: usize| call.arguments.get(index).is_some_and(|argument| argument.text == channel.text);

    let setups: Vec<&Call> = calls("ledcSetup").filter(|call| on_channel(call, 0)).collect();
    let attaches: Vec<&Call> = calls("ledcAttachPin").filter(|call| on_channel(call, 1)).collect();
    let ([setup], [attach]) = (setups.as_slice(), attaches.as_slice()) else { return None };
    let (pin, frequency, resolution) = (attach.arguments.first()?, setup.arguments.get(1)?, setup.arguments.get(2)?);
    let moved = [pin, frequency, resolution, channel];
    if setup.arguments.len() != 3 || attach.arguments.len() != 2 || !moved.iter().all(|argument| is_settled(&argument.text)) {
        return None;
    }
    // A parameter or a local variable may mean something else where the text moves to.
    if setup.enclosing != attach.enclosing && !moved.iter().all(|argument| argument.value.is_some()) {
        return None;
    }
    let mut edits = vec![
        Edit { span: statement(&context.text, setup.span)?, text: String::new() },
        Edit { span: attach.span, text: format!("ledcAttach({}, {}, {})", pin.text, frequency.text, resolution.text) },
    ];
    for name in ["ledcWrite", "ledcWriteTone", "ledcWriteNote", "ledcRead", "ledcReadFreq", "ledcChangeFrequency"] {
        for call in calls(name) {
            let first = call.arguments.first()?;
            if first.text == channel.text {
                // Inside another function the pin's name must be known there too.
                if call.enclosing != attach.enclosing && pin.value.is_none() {
                    return None;
                }
                edits.push(Edit { span: first.span, text: pin.text.clone() });
            } else if !is_settled(&first.text) {
                return None;
            }
        }
    }
    edits.sort_by_key(|edit| edit.span);
    Some(Fix { title: format!("Attach pin {} with ledcAttach", pin.text), edits })
}

/// The whole statement of a call: with its semicolon, and with its line if nothing else stands there.
fn statement(text: &str, call: Span) -> Option<Span> {
    let after = text.get(call.end..)?;
    let semicolon = after.find(|c: char| !c.is_whitespace()).filter(|at| after[*at..].starts_with(';'))?;
    let end = call.end + semicolon + 1;
    let line_start = text[..call.start].rfind('\n').map_or(0, |at| at + 1);
    let line_end = text[end..].find('\n').map_or(text.len(), |at| end + at + 1);
    let stands_alone = text[line_start..call.start].trim().is_empty() && text[end..line_end].trim().is_empty();
    if stands_alone {
        return Some(Span::new(line_start, line_end));
    }
    // The result must not be used: `double f = ledcSetup(…);`.
    let before = text[..call.start].trim_end();
    let begins_statement = before.ends_with([';', '{', '}']);
    begins_statement.then(|| Span::new(call.start, end + text[end..].len() - text[end..].trim_start_matches(' ').len()))
}

#[cfg(test)]
mod tests {
    use crate::testing::{check, fixed};

    #[test]
    fn the_old_core_still_has_it() {
        check("esp32dev arduino-esp32@2.0", "void setup() { ledcSetup(0, 5000, 8); ledcAttachPin(18, 0); }", "");
    }

    #[test]
    fn a_branch_for_the_old_core_is_fine() {
        let text = "void setup() {\n#if ESP_ARDUINO_VERSION_MAJOR >= 3\n  ledcAttach(18, 5000, 8);\n#else\n  ledcSetup(0, 5000, 8);\n  ledcAttachPin(18, 0);\n#endif\n}\n";
        check("esp32dev arduino-esp32@3", text, "");
    }

    #[test]
    fn the_fix_follows_the_channel() {
        let old = "const int LED = 18;\nconst int CHANNEL = 0;\nvoid setup() {\n  ledcSetup(CHANNEL, 5000, 8);\n  ledcAttachPin(LED, CHANNEL);\n}\nvoid loop() { ledcWrite(CHANNEL, 128); }\n";
        let new = "const int LED = 18;\nconst int CHANNEL = 0;\nvoid setup() {\n  ledcAttach(LED, 5000, 8);\n}\nvoid loop() { ledcWrite(LED, 128); }\n";
        assert_eq!(fixed("esp32dev arduino-esp32@3", old), new);
    }

    #[test]
    fn no_fix_when_two_pins_share_a_channel() {
        let text = "void setup() { ledcSetup(0, 5000, 8); ledcAttachPin(18, 0); ledcAttachPin(19, 0); }\n";
        assert_eq!(fixed("esp32dev arduino-esp32@3", text), text);
    }
}
