//! Two LEDC channels with different frequencies on one timer.
//!
//! Why: Channels come in pairs (0 and 1, 2 and 3 …) and each pair has one timer: the second set-up
//! changes the first channel, too. Instead: use channels of different pairs.
//!
//! Source: arduino-esp32,
//! https://github.com/espressif/arduino-esp32/blob/2.0.14/cores/esp32/esp32-hal-ledc.c

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "pwm-channels-share-timer",
    severity: Severity::Warning,
    languages: ARDUINO,
    summary: "Two LEDC channels with different frequencies on one timer.",
    why: "Channels come in pairs (0 and 1, 2 and 3 …) and each pair has one timer: the second set-up changes the first channel, too.",
    instead: "Use channels of different pairs.",
    wrong: "//- /two.ino board:esp32dev runtime:arduino-esp32@2.0
void setup() { ledcSetup(0, 500, 8); ledcSetup(1, 20000, 8); ledcAttachPin(18, 0); ledcAttachPin(19, 1); }
void loop() {}
",
    right: "//- /two.ino board:esp32dev runtime:arduino-esp32@2.0
void setup() { ledcSetup(0, 500, 8); ledcSetup(2, 20000, 8); ledcAttachPin(18, 0); ledcAttachPin(19, 2); }
void loop() {}
",
    source: "https://github.com/espressif/arduino-esp32/blob/2.0.14/cores/esp32/esp32-hal-ledc.c",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Esp32 || target.runtime.api.function("ledcSetup").is_none() {
        return;
    }
    let mut timers: Vec<(i64, i64, i64, i64)> = Vec::new();
    for call in context.free_named(&["ledcSetup"]) {
        let (Some(channel), Some(frequency), Some(bits), Some(argument)) =
            (code::int(call, 0), code::int(call, 1), code::int(call, 2), call.arguments.first())
        else {
            continue;
        };
        let timer = channel / 2;
        match timers.iter().find(|known| known.0 == timer && known.1 != channel) {
            Some((_, other, of_other, bits_of_other)) if (*of_other, *bits_of_other) != (frequency, bits) => {
                findings.push(
                    RULE.at(
                        argument.span,
                        format!("channels {other} and {channel} share a timer: channel {other} gets {frequency} Hz and {bits} bits, too"),
                    )
                    .evidence(target, Evidence::api(target, "ledcSetup gives each pair of channels one timer")),
                );
            }
            _ => timers.push((timer, channel, frequency, bits)),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn equal_settings_may_share() {
        check("esp32dev arduino-esp32@2.0", "void setup() { ledcSetup(0, 5000, 8); ledcSetup(1, 5000, 8); }", "");
    }
}
