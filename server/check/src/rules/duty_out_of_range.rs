//! A duty cycle or frequency beyond what PWM takes.
//!
//! Why: duty() ends at 1023 and duty_u16() at 65535; an ESP8266 makes at most 1000 Hz. An ESP32
//! raises ValueError, other ports cut the value off. Instead: use a value within the range.
//!
//! Source: MicroPython, https://docs.micropython.org/en/latest/library/machine.PWM.html

use boards::Target;

use super::{Check, PYTHON, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "duty-out-of-range",
    severity: Severity::Warning,
    languages: PYTHON,
    summary: "A duty cycle or frequency beyond what PWM takes.",
    why: "duty() ends at 1023 and duty_u16() at 65535; an ESP8266 makes at most 1000 Hz. An ESP32 raises ValueError, other ports cut the value off.",
    instead: "Use a value within the range.",
    wrong: "#- /led.py board:esp32dev
from machine import Pin, PWM
led = PWM(Pin(18))
led.duty(2000)
",
    right: "#- /led.py board:esp32dev
from machine import Pin, PWM
led = PWM(Pin(18))
led.duty(1000)
",
    source: "https://docs.micropython.org/en/latest/library/machine.PWM.html",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let most = |name: &str| match name {
        "duty" => Some(1023),
        "duty_u16" => Some(65_535),
        "freq" if target.chip.id == "esp8266" => Some(1000),
        _ => None,
    };
    let mut judge = |name: &str, argument: &document::facts::Argument| {
        if let (Some(most), Some(value)) = (most(name), code::value(argument))
            && !(0..=most).contains(&value)
        {
            findings.push(
                RULE.at(argument.span, format!("{name} takes 0 to {most}, not {value}"))
                    .evidence(target, Evidence::api(target, format!("{name} ends at {most}"))),
            );
        }
    };
    for call in ["duty", "duty_u16", "freq"].iter().flat_map(|name| context.calls_named(name)) {
        if let Some(argument) = call.arguments.first().filter(|_| call.receiver_type.as_deref() == Some("machine.PWM")) {
            judge(&call.name, argument);
        }
    }
    for call in ["PWM", "init"].iter().flat_map(|name| context.calls_named(name)) {
        if call.qualified.as_deref() != Some("machine.PWM") && call.receiver_type.as_deref() != Some("machine.PWM") {
            continue;
        }
        for argument in &call.arguments {
            if let Some(name) = argument.keyword.as_deref() {
                judge(name, argument);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn constructors_and_frequencies() {
        check("pico", "from machine import Pin, PWM\np = PWM(Pin(0), freq=2000, duty_u16=70000)\n", "duty-out-of-range warning 70000");
        check("nodemcuv2", "from machine import Pin, PWM\np = PWM(Pin(5))\np.freq(5000)\np.duty(1023)\n", "duty-out-of-range warning 5000");
    }
}
