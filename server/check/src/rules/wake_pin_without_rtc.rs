//! A wake-up pin that is switched off during deep sleep.
//!
//! Why: In deep sleep only the pins of the RTC domain are watched. Another pin cannot wake the chip:
//! the call fails and the chip sleeps on. Instead: use a pin of the RTC domain.
//!
//! Source: ESP-IDF,
//! https://docs.espressif.com/projects/esp-idf/en/latest/esp32/api-reference/system/sleep_modes.html

use boards::{Family, Target};
use document::Language;
use document::facts::Value;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, words};

pub(super) const RULE: Rule = Rule {
    name: "wake-pin-without-rtc",
    severity: Severity::Error,
    languages: BOTH,
    summary: "A wake-up pin that is switched off during deep sleep.",
    why: "In deep sleep only the pins of the RTC domain are watched. Another pin cannot wake the chip: the call fails and the chip sleeps on.",
    instead: "Use a pin of the RTC domain.",
    wrong: "//- /sleep.ino board:esp32dev
void setup() { esp_sleep_enable_ext0_wakeup(GPIO_NUM_18, 1); esp_deep_sleep_start(); }
void loop() {}
",
    right: "//- /sleep.ino board:esp32dev
void setup() { esp_sleep_enable_ext0_wakeup(GPIO_NUM_33, 1); esp_deep_sleep_start(); }
void loop() {}
",
    source: "https://docs.espressif.com/projects/esp-idf/en/latest/esp32/api-reference/system/sleep_modes.html",
    check: Check::OnBoard(check),
};

/// Pins of the RTC domain, from `rtc_io_channel.h` of each chip; `None` for chips without ext0.
fn wakes(chip: &str) -> Option<fn(i64) -> bool> {
    match chip {
        "esp32" => Some(|pin| matches!(pin, 0 | 2 | 4 | 12..=15 | 25..=27 | 32..=39)),
        "esp32s2" | "esp32s3" => Some(|pin| (0..=21).contains(&pin)),
        _ => None,
    }
}

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    if target.chip.family != Family::Esp32 {
        return;
    }
    check_masks(context, target, findings);
    let calls: Vec<_> = match context.snapshot.language {
        Language::Arduino => context.free_named(&["esp_sleep_enable_ext0_wakeup"]).collect(),
        Language::MicroPython => context.calls_named("wake_on_ext0").collect(),
    };
    for call in calls {
        let Some(argument) = call.arguments.first() else { continue };
        let evidence = |fact: String| Evidence { table: format!("{}/chip", target.board.id), fact, source: RULE.source.to_owned() };
        let Some(wakes) = wakes(&target.chip.id) else {
            if matches!(target.chip.id.as_str(), "esp32c3" | "esp32c6" | "esp32h2" | "esp32c2")
                && context.snapshot.language == Language::Arduino
            {
                findings.push(
                    RULE.at(call.name_span, format!("the {} has no ext0 wake-up", target.chip.name))
                        .help("Use esp_deep_sleep_enable_gpio_wakeup(mask, level).")
                        .evidence(target, evidence("no SOC_PM_SUPPORT_EXT0_WAKEUP".to_owned())),
                );
            }
            continue;
        };
        if let Some(pin) = pin_of(context, argument).filter(|pin| !wakes(*pin)) {
            let able: Vec<String> =
                target.pins_where(|pin| wakes(i64::from(pin.number)) && pin.exposed && pin.cautions.is_empty()).map(words::pin).collect();
            findings.push(
                RULE.at(argument.span, format!("GPIO{pin} cannot wake the chip"))
                    .help(format!("These can: {}.", words::list(&able, 8)))
                    .evidence(target, evidence(format!("GPIO{pin} is not in the RTC domain"))),
            );
        }
    }
}

/// Pins that wake the chip through a mask, from `SOC_GPIO_DEEP_SLEEP_WAKE_VALID_GPIO_MASK`, and ext1 by the RTC domain.
fn wakes_by_mask(chip: &str, call: &str) -> Option<fn(i64) -> bool> {
    match (call, chip) {
        ("esp_sleep_enable_ext1_wakeup", _) => wakes(chip),
        (_, "esp32c3" | "esp32c2") => Some(|pin| (0..=5).contains(&pin)),
        (_, "esp32c6") => Some(|pin| (0..=7).contains(&pin)),
        _ => None,
    }
}

fn check_masks(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    for call in context.free_named(&["esp_sleep_enable_ext1_wakeup", "esp_deep_sleep_enable_gpio_wakeup"]) {
        let (Some(wakes), Some(argument)) = (wakes_by_mask(&target.chip.id, &call.name), call.arguments.first()) else { continue };
        let Some(pin) = shifted(&argument.text).filter(|pin| target.pin(*pin).is_some() && !wakes(*pin)) else { continue };
        findings.push(RULE.at(argument.span, format!("GPIO{pin} cannot wake the chip")).evidence(
            target,
            Evidence {
                table: format!("{}/chip", target.board.id),
                fact: format!("GPIO{pin} is not in the RTC domain"),
                source: RULE.source.to_owned(),
            },
        ));
    }
}

/// The bit of a mask with one pin: `1ULL << 7`, `BIT(7)`.
fn shifted(mask: &str) -> Option<i64> {
    let mask = mask.trim().trim_start_matches('(').trim_end_matches(')');
    if let Some(bit) = mask.strip_prefix("BIT(").or_else(|| mask.strip_prefix("BIT64(")) {
        return bit.trim().parse().ok();
    }
    let (one, bit) = mask.split_once("<<")?;
    let is_one = one.trim().trim_end_matches(['u', 'U', 'l', 'L']) == "1";
    let bit = bit.trim().trim_start_matches("GPIO_NUM_");
    is_one.then(|| bit.parse().ok()).flatten()
}

/// `GPIO_NUM_33`, a number, a constant of either, or `Pin(33, …)`.
fn pin_of(context: &Context, argument: &document::facts::Argument) -> Option<i64> {
    match &argument.value {
        Some(Value::Int(number)) => Some(*number),
        Some(Value::Name(name)) => name.strip_prefix("GPIO_NUM_")?.parse().ok(),
        _ => {
            let inside = context.facts.pin_uses.iter().find(|pin| argument.span.contains(pin.call_span));
            let named = || context.facts.constants.iter().find(|constant| constant.name == argument.text).map(|constant| &constant.value);
            match inside.map(|pin| &pin.value).or_else(named)? {
                Value::Int(number) => Some(*number),
                Value::Name(name) => name.strip_prefix("GPIO_NUM_")?.parse().ok(),
                Value::Str(_) => None,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn masks_name_pins_too() {
        let text = |mask: &str| format!("void setup() {{ esp_deep_sleep_enable_gpio_wakeup({mask}, ESP_GPIO_WAKEUP_GPIO_LOW); }}");
        check("esp32-c3-devkitm-1", &text("1 << 7"), "wake-pin-without-rtc error 1 << 7");
        check("esp32-c3-devkitm-1", &text("BIT(4)"), "");
        check("esp32-c3-devkitm-1", &text("mask"), "");
        let text = |mask: &str| format!("void setup() {{ esp_sleep_enable_ext1_wakeup({mask}, ESP_EXT1_WAKEUP_ANY_HIGH); }}");
        check("esp32dev", &text("1ULL << GPIO_NUM_18"), "wake-pin-without-rtc error 1ULL << GPIO_NUM_18");
        check("esp32dev", &text("1ULL << 33"), "");
        check("esp32dev", &text("(1ULL << 33) | (1ULL << 32)"), "");
    }

    #[test]
    fn chips_differ() {
        check(
            "esp32-s3-devkitc-1",
            "void setup() { esp_sleep_enable_ext0_wakeup(GPIO_NUM_18, 1); esp_sleep_enable_ext0_wakeup(GPIO_NUM_38, 1); }",
            "wake-pin-without-rtc error GPIO_NUM_38",
        );
        check(
            "esp32-c3-devkitm-1",
            "void setup() { esp_sleep_enable_ext0_wakeup(GPIO_NUM_3, 1); }",
            "wake-pin-without-rtc error esp_sleep_enable_ext0_wakeup",
        );
        check(
            "esp32dev",
            "import esp32\nfrom machine import Pin\nesp32.wake_on_ext0(Pin(18, Pin.IN), esp32.WAKEUP_ALL_LOW)\n",
            "wake-pin-without-rtc error Pin(18, Pin.IN)",
        );
    }
}
