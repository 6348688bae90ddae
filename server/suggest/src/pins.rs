//! What a place that wants a pin accepts: which spellings are certainly wrong, which are risky.
//!
//! The rules of `check` have the last word; this only looks ahead, and a test holds it to them: what
//! is called wrong here is an error there. What is offered has to be better than not wrong.

use boards::{AnalogInput, CautionKind, Family, Pin, RuntimeKind, Target};
use check::{Evidence, can, flash_leaves_free};
use document::facts::{PinRole, Value};

/// How a pin suits a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fit {
    /// Does it, without any caution.
    Good,
    /// Does it, but something should be known first.
    Risky,
    /// Cannot.
    Impossible,
}

/// How a pin suits all of the roles.
pub(crate) fn fit(target: &Target, pin: &Pin, roles: &[PinRole]) -> Fit {
    if carries_flash(target, pin) || target.refuses(pin.number) || !roles.iter().all(|&role| can(target, pin, role)) {
        Fit::Impossible
    } else if pin.exposed && pin.cautions.is_empty() {
        Fit::Good
    } else {
        Fit::Risky
    }
}

/// Whether the program is read over this pin, whatever mode the flash runs in.
fn carries_flash(target: &Target, pin: &Pin) -> bool {
    pin.caution(CautionKind::Flash).is_some() && !flash_leaves_free(target, pin)
}

/// Whether the rules object to this pin in this role, whatever else the program says.
fn is_wrong(target: &Target, pin: &Pin, role: PinRole) -> bool {
    let is_input_only = pin.input && !pin.output;
    let is_analog_only = !pin.input && !pin.output && pin.adc.is_some();
    let cannot = match role {
        PinRole::Unspecified | PinRole::Input => false,
        PinRole::DigitalRead | PinRole::SpiMiso | PinRole::UartRx => is_analog_only,
        PinRole::InputPullUp => is_analog_only || (pin.input && !pin.pull_up),
        PinRole::InputPullDown => is_analog_only || (pin.input && !pin.pull_down),
        PinRole::Output
        | PinRole::Servo
        | PinRole::Data
        | PinRole::I2cSda
        | PinRole::I2cScl
        | PinRole::SpiSck
        | PinRole::SpiMosi
        | PinRole::SpiCs
        | PinRole::UartTx => is_input_only || is_analog_only,
        PinRole::Pwm => is_input_only || is_analog_only || (pin.output && !pin.pwm && pin.dac.is_none()),
        PinRole::AnalogRead => pin.adc.is_none(),
        PinRole::Dac => pin.dac.is_none(),
        PinRole::Touch => pin.touch.is_none(),
        PinRole::Interrupt | PinRole::InterruptNumber => !pin.interrupt,
    };
    cannot || carries_flash(target, pin) || target.refuses(pin.number)
}

/// Whether a number written where these roles want a pin is certainly wrong.
pub(crate) fn number_is_wrong(target: &Target, number: i64, roles: &[PinRole]) -> bool {
    // Libraries write 255 for "not connected"; without pins there is nothing to know.
    if target.pins.is_empty() || number >= 255 {
        return false;
    }
    roles.iter().any(|&role| match role {
        PinRole::InterruptNumber if numbers_interrupts(target) => false,
        // In MicroPython `ADC(n)` and `ADC(Pin(n))` count differently; what either accepts is possible.
        PinRole::AnalogRead => {
            let as_pin = || target.pin(number).is_some_and(|pin| !is_wrong(target, pin, role));
            let read = match target.analog_input(number) {
                AnalogInput::Pin(_) | AnalogInput::Internal(_) => true,
                AnalogInput::NotAnalog(_) | AnalogInput::Nothing => false,
            };
            !read && !as_pin()
        }
        _ => target.pin(number).is_none_or(|pin| is_wrong(target, pin, role)),
    })
}

/// Whether a value that a name stands for is certainly wrong where these roles want a pin.
pub(crate) fn value_is_wrong(target: &Target, value: &Value, roles: &[PinRole]) -> bool {
    match value {
        Value::Int(number) => number_is_wrong(target, *number, roles),
        Value::Str(name) | Value::Name(name) => name_is_wrong(target, name, roles),
    }
}

/// Whether a name that the program does not define is certainly wrong where these roles want a pin.
pub(crate) fn name_is_wrong(target: &Target, name: &str, roles: &[PinRole]) -> bool {
    pin_of_name(target, name).is_some_and(|pin| roles.iter().any(|&role| is_wrong(target, pin, role)))
}

/// The pin behind a name that the program does not define: `A0`, `LED_BUILTIN`, `GPIO_NUM_4`.
pub(crate) fn pin_of_name<'a>(target: &'a Target, name: &str) -> Option<&'a Pin> {
    target.pin_named(name).or_else(|| target.pin(name.strip_prefix("GPIO_NUM_")?.parse().ok()?))
}

/// Whether `attachInterrupt(0, …)` means interrupt 0 rather than pin 0.
fn numbers_interrupts(target: &Target) -> bool {
    target.runtime.kind == RuntimeKind::Arduino && target.chip.family == Family::Avr
}

/// What a person calls the pin: `GPIO25`, `13`, `LED`.
pub(crate) fn title(pin: &Pin) -> String {
    if pin.by_name_only() {
        pin.names.first().cloned().unwrap_or_else(|| pin.chip_pin.clone())
    } else if pin.chip_pin == format!("GPIO{}", pin.number) {
        pin.chip_pin.clone()
    } else {
        format!("pin {}", pin.number)
    }
}

/// What the pin can do, in few words: `in, out, pull-up, PWM, ADC1_CH6`.
pub(crate) fn abilities(pin: &Pin) -> String {
    let flags = [
        (pin.input, "in"),
        (pin.output, "out"),
        (pin.pull_up, "pull-up"),
        (pin.pull_down, "pull-down"),
        (pin.pwm, "PWM"),
        (pin.interrupt, "interrupt"),
    ];
    let mut words: Vec<&str> = flags.iter().filter(|(has, _)| *has).map(|(_, word)| *word).collect();
    words.extend([&pin.adc, &pin.dac, &pin.touch].into_iter().filter_map(|channel| channel.as_deref()));
    words.join(", ")
}

/// What a role asks of a pin, to stand after its name.
pub(crate) fn role_fact(role: PinRole) -> &'static str {
    match role {
        PinRole::Input | PinRole::DigitalRead => "can be read",
        PinRole::InputPullUp => "has a pull-up",
        PinRole::InputPullDown => "has a pull-down",
        PinRole::Output => "can be driven",
        PinRole::AnalogRead => "has an ADC channel",
        PinRole::Pwm => "can carry PWM",
        PinRole::Servo => "can drive a servo",
        PinRole::Dac => "has a DAC channel",
        PinRole::Touch => "senses touch",
        PinRole::Interrupt | PinRole::InterruptNumber => "can raise an interrupt",
        PinRole::I2cSda => "can carry I2C data",
        PinRole::I2cScl => "can carry the I2C clock",
        PinRole::SpiSck => "can carry the SPI clock",
        PinRole::SpiMosi => "can carry SPI data out",
        PinRole::SpiMiso => "can carry SPI data in",
        PinRole::SpiCs => "can select a chip",
        PinRole::UartTx => "can transmit",
        PinRole::UartRx => "can receive",
        PinRole::Data => "can be read and driven",
        PinRole::Unspecified => "is on the board",
    }
}

/// The table fact that the pin suits a role.
pub(crate) fn evidence(target: &Target, pin: &Pin, role: PinRole) -> Evidence {
    Evidence { table: format!("{}/pins", target.board.id), fact: format!("{} {}", title(pin), role_fact(role)), source: pin.source.clone() }
}

#[cfg(test)]
mod tests {
    use boards::Tables;
    use check::{Severity, check};
    use document::{Document, Language};

    use super::*;

    /// Writes every pin number into every template and compares with the rules.
    fn agrees_with_check(kind: RuntimeKind, head: &str, templates: &[&str]) {
        // Names that this runtime lacks say nothing about pins.
        const ABOUT_NAMES: [&str; 3] = ["function-of-other-version", "unknown-function", "unknown-module-member"];
        let language = if kind == RuntimeKind::Arduino { Language::Arduino } else { Language::MicroPython };
        let mut n_compared = 0;
        let mut differences = Vec::new();
        for board in Tables::embedded().reference_boards() {
            let Ok(target) = Tables::embedded().target(&board.id, kind, None) else { continue };
            let last = target.pins.iter().filter(|pin| !pin.by_name_only()).map(|pin| pin.number).max().unwrap_or_default();
            for template in templates {
                for number in 0..=last + 2 {
                    let call = template.replace('#', &number.to_string());
                    let snapshot = Document::new(&head.replace('@', &call), language).snapshot();
                    let value = Value::Int(i64::from(number));
                    let role = snapshot.facts.pin_uses.iter().find(|pin_use| pin_use.value == value).expect("a use of the pin").role;
                    let rules: Vec<_> = check(&snapshot, Some(&target))
                        .into_iter()
                        .filter(|finding| finding.severity == Severity::Error)
                        .map(|finding| finding.rule)
                        .collect();
                    // `pinMode(A6, INPUT)` is forgiven when the program reads A6 later on.
                    let may_be_forgiven = role == PinRole::Input && rules == ["analog-only-pin-used"];
                    if may_be_forgiven || rules.iter().any(|rule| ABOUT_NAMES.contains(rule)) {
                        continue;
                    }
                    n_compared += 1;
                    if number_is_wrong(&target, i64::from(number), &[role]) == rules.is_empty() {
                        differences.push(format!("{} {call}: {rules:?}", board.id));
                    }
                }
            }
        }
        assert!(differences.is_empty(), "{differences:#?}");
        assert!(n_compared > 500, "{n_compared}");
    }

    #[test]
    fn what_is_wrong_here_is_an_error_there() {
        agrees_with_check(
            RuntimeKind::Arduino,
            "void IRAM_ATTR f() {}\nvoid setup() {\n  @;\n}\nvoid loop() {}\n",
            &[
                "pinMode(#, OUTPUT)",
                "pinMode(#, INPUT)",
                "digitalWrite(#, HIGH)",
                "digitalRead(#)",
                "analogRead(#)",
                "dacWrite(#, 9)",
                "touchRead(#)",
                "attachInterrupt(digitalPinToInterrupt(#), f, RISING)",
            ],
        );
        agrees_with_check(
            RuntimeKind::MicroPython,
            "from machine import ADC, Pin, PWM\nx = @\n",
            &["Pin(#, Pin.OUT)", "Pin(#, Pin.IN)", "ADC(Pin(#))", "PWM(Pin(#))"],
        );
    }
}
