//! A PWM frequency and resolution that the LEDC timer cannot give together.
//!
//! Why: The timer counts to 2^resolution in each period, from a clock of 80 MHz. When frequency
//! times steps exceeds the clock, the set-up fails and the pin stays silent. Instead: lower the
//! resolution or the frequency.
//!
//! Source: ESP-IDF,
//! https://docs.espressif.com/projects/esp-idf/en/latest/esp32/api-reference/peripherals/ledc.html

use boards::{Family, Target};

use super::{ARDUINO, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "pwm-out-of-reach",
    severity: Severity::Error,
    languages: ARDUINO,
    summary: "A PWM frequency and resolution that the LEDC timer cannot give together.",
    why: "The timer counts to 2^resolution in each period, from a clock of 80 MHz. When frequency times steps exceeds the clock, the set-up fails and the pin stays silent.",
    instead: "Lower the resolution or the frequency.",
    wrong: "//- /fan.ino board:esp32dev runtime:arduino-esp32@3
void setup() { ledcAttach(18, 40000, 12); }
void loop() {}
",
    right: "//- /fan.ino board:esp32dev runtime:arduino-esp32@3
void setup() { ledcAttach(18, 19000, 12); }
void loop() {}
",
    source: "https://docs.espressif.com/projects/esp-idf/en/latest/esp32/api-reference/peripherals/ledc.html",
    check: Check::OnBoard(check),
};

/// Clock of the LEDC timers, in Hz.
const CLOCK: i64 = 80_000_000;

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Esp32 {
        return;
    }
    // Bits of the timer: SOC_LEDC_TIMER_BIT_WIDTH.
    let widest = match target.chip.id.as_str() {
        "esp32" | "esp32c6" | "esp32h2" | "esp32p4" | "esp32c5" => 20,
        _ => 14,
    };
    for call in context.free_named(&["ledcSetup", "ledcAttach", "ledcAttachChannel"]) {
        let (Some(frequency), Some(bits), Some(argument)) = (code::int(call, 1), code::int(call, 2), call.arguments.get(2)) else {
            continue;
        };
        if frequency <= 0 || !(1..=32).contains(&bits) {
            continue;
        }
        let steps = frequency.saturating_mul(1 << bits);
        let message = if bits > widest {
            format!("the timers of this chip have {widest} bits, not {bits}")
        } else if steps > CLOCK {
            format!("{frequency} Hz with {bits} bits needs a clock of {} MHz; the timers have {}", steps / 1_000_000, CLOCK / 1_000_000)
        } else {
            continue;
        };
        let most = (1..=widest).rev().find(|bits| frequency.saturating_mul(1 << bits) <= CLOCK);
        let help =
            most.map_or_else(|| "Lower the frequency.".to_owned(), |most| format!("At {frequency} Hz at most {most} bits are possible."));
        findings.push(RULE.at(argument.span, message).help(help).evidence(target, Evidence::api(target, "the LEDC timers run on 80 MHz")));
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn what_can_be_reached() {
        check(
            "esp32dev arduino-esp32@2.0",
            "void setup() { ledcSetup(0, 5000, 13); ledcSetup(2, 100000, 12); }",
            "pwm-out-of-reach error 12",
        );
        check(
            "esp32-c3-devkitm-1 arduino-esp32@3",
            "void setup() { ledcAttach(4, 100, 16); ledcAttach(5, 100, 14); }",
            "pwm-out-of-reach error 16",
        );
    }
}
