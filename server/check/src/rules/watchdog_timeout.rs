//! A watchdog time that the hardware cannot count.
//!
//! Why: The watchdog of the RP2040 counts 24 bits of half microseconds: 8.3 seconds. MicroPython
//! refuses more; the Arduino core cuts it off and the board resets early. On an ESP8266 the time is
//! fixed. Instead: use at most 8300 ms, and feed the watchdog more often.
//!
//! Source: MicroPython, https://docs.micropython.org/en/latest/library/machine.WDT.html

use boards::{Family, Target};
use document::Language;

use super::{BOTH, Check, Rule};
use crate::context::Context;
use crate::{Evidence, Finding, Severity, code};

pub(super) const RULE: Rule = Rule {
    name: "watchdog-timeout",
    severity: Severity::Error,
    languages: BOTH,
    summary: "A watchdog time that the hardware cannot count.",
    why: "The watchdog of the RP2040 counts 24 bits of half microseconds: 8.3 seconds. MicroPython refuses more; the Arduino core cuts it off and the board resets early. On an ESP8266 the time is fixed.",
    instead: "Use at most 8300 ms, and feed the watchdog more often.",
    wrong: "#- /dog.py board:pico
from machine import WDT
wdt = WDT(timeout=10000)
",
    right: "#- /dog.py board:pico
from machine import WDT
wdt = WDT(timeout=8000)
",
    source: "https://docs.micropython.org/en/latest/library/machine.WDT.html",
    check: Check::OnBoard(check),
};

fn check(context: &Context, target: &Target, findings: &mut Vec<Finding>) {
    let mut tell = |span, message: String| {
        findings.push(RULE.at(span, message).evidence(target, Evidence::api(target, "longest time of the watchdog")));
    };
    if context.snapshot.language == Language::Arduino {
        for call in context
            .calls_named("wdt_begin")
            .filter(|call| call.receiver.as_deref() == Some("rp2040") && target.chip.family == Family::Rp2040)
        {
            if let (Some(time), Some(argument)) = (code::int(call, 0), call.arguments.first())
                && time > 8_300
            {
                tell(argument.span, format!("the watchdog counts 8.3 s at most, not {time} ms"));
            }
        }
        return;
    }
    for call in context.calls_named("WDT").filter(|call| call.qualified.as_deref() == Some("machine.WDT")) {
        let Some(argument) = code::keyword(call, "timeout").or_else(|| call.arguments.get(1).filter(|argument| argument.keyword.is_none()))
        else {
            continue;
        };
        let Some(time) = code::value(argument) else { continue };
        match target.chip.id.as_str() {
            // The second generation ticks once a microsecond.
            "rp2040" if time > 8_388 => tell(argument.span, format!("the watchdog counts 8388 ms at most, not {time}")),
            "rp2350a" | "rp2350b" if time > 16_777 => tell(argument.span, format!("the watchdog counts 16777 ms at most, not {time}")),
            "esp8266" if time != 5_000 => tell(argument.span, "the time of this watchdog is fixed".to_owned()),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::check;

    #[test]
    fn chips_and_languages() {
        check("rpipicow", "void setup() { rp2040.wdt_begin(60000); }", "watchdog-timeout error 60000");
        check("esp32dev", "from machine import WDT\nw = WDT(timeout=60000)\n", "");
        check("nodemcuv2", "from machine import WDT\nw = WDT(timeout=2000)\n", "watchdog-timeout error 2000");
    }
}
