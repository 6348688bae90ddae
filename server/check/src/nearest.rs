//! The nearest pin that could take over, as a fix.

use boards::{CautionKind, Family, Pin, RuntimeKind, Target};
use document::facts::{PinRole, Value};

use crate::context::{Context, Use};
use crate::{Edit, Fix, words};

/// Whether a pin can do what a role needs, by the tables; cautions are another matter.
pub fn can(target: &Target, pin: &Pin, role: PinRole) -> bool {
    match role {
        PinRole::Input | PinRole::DigitalRead | PinRole::SpiMiso | PinRole::UartRx => pin.input,
        PinRole::InputPullUp => pin.pull_up,
        PinRole::InputPullDown => pin.pull_down,
        PinRole::Output | PinRole::SpiSck | PinRole::SpiMosi | PinRole::SpiCs | PinRole::UartTx => pin.output,
        PinRole::Data | PinRole::I2cSda | PinRole::I2cScl => pin.input && pin.output,
        PinRole::AnalogRead => pin.adc.is_some(),
        PinRole::Pwm => pin.pwm,
        PinRole::Servo => pin.output && (pin.pwm || matches!(target.chip.family, Family::Avr | Family::Megaavr)),
        PinRole::Dac => pin.dac.is_some(),
        PinRole::Touch => pin.touch.is_some(),
        PinRole::Interrupt | PinRole::InterruptNumber => pin.interrupt,
        PinRole::Unspecified => pin.input || pin.output || pin.adc.is_some(),
    }
}

/// Moves a use, and every use tied to it, to the nearest free pin that suits them all and `suits`.
/// `what` completes the title: `Use GPIO25, the nearest free pin with an output`.
pub(crate) fn replacement<'a>(
    context: &Context<'a>,
    target: &Target,
    pin_use: &Use<'a>,
    what: &str,
    suits: impl Fn(&Pin) -> bool,
) -> Option<Fix> {
    // What is written in another file is mended there.
    if pin_use.fact.elsewhere.is_some() {
        return None;
    }
    let from = match pin_use.pin {
        Some(pin) => i64::from(pin.number),
        None => pin_use.number()?,
    };
    let tied: Vec<&Use> = context.tied(pin_use).collect();
    let suits_all = |pin: &Pin| {
        suits(pin)
            && !is_line_of_bus_in_use(context, target, pin)
            && tied.iter().all(|other| can(target, pin, other.fact.role))
            && !context.uses().iter().any(|other| other.pin.is_some_and(|used| used.number == pin.number))
    };
    // A pin without any caution first, a debug or ADC2 pin only if there is no other.
    let tolerable = |pin: &&Pin| {
        pin.exposed
            && !pin.by_name_only()
            && pin.cautions.iter().all(|caution| matches!(caution.kind, CautionKind::AdcRadio | CautionKind::Jtag))
            && suits_all(pin)
    };
    let pin = target
        .nearest(from, suits_all)
        .or_else(|| target.pins.iter().filter(tolerable).min_by_key(|pin| ((i64::from(pin.number) - from).abs(), pin.number)))?;

    let text = spelling(target, pin_use, pin)?;
    let mut edits: Vec<Edit> = tied.iter().map(|other| Edit { span: other.written, text: text.clone() }).collect();
    edits.sort_by_key(|edit| edit.span);
    edits.dedup();
    // Only plain numbers and labels are replaced, never an expression.
    let is_plain = |edit: &Edit| {
        let old = context.text.get(edit.span.start..edit.span.end).unwrap_or_default();
        !old.is_empty() && old.trim_matches(['"', '\'']).chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    edits.iter().all(is_plain).then(|| Fix { title: format!("Use {}, {what}", words::pin(pin)), edits })
}

/// Whether the pin is a default line of a bus that the program includes: taking it would only move
/// the trouble.
fn is_line_of_bus_in_use(context: &Context, target: &Target, pin: &Pin) -> bool {
    let includes = |header: &str| context.facts.imports.iter().any(|import| import.module == header);
    target
        .buses()
        .iter()
        .filter(|bus| bus.pin == pin.number)
        .any(|bus| (bus.bus.starts_with("i2c") && includes("Wire.h")) || (bus.bus.starts_with("spi") && includes("SPI.h")))
}

/// How to write `pin` in the style of the use: a number for a number, a label for a label.
fn spelling(target: &Target, pin_use: &Use, pin: &Pin) -> Option<String> {
    let labelled = |like: &str| {
        let stem = like.trim_end_matches(|c: char| c.is_ascii_digit());
        pin.names
            .iter()
            .find(|name| name.len() > stem.len() && name.starts_with(stem) && name[stem.len()..].chars().all(|c| c.is_ascii_digit()))
    };
    match pin_use.value {
        Value::Int(_) if pin_use.fact.role == PinRole::AnalogRead && target.runtime.kind == RuntimeKind::Arduino => {
            Some(labelled("A0").filter(|_| !matches!(target.chip.family, Family::Esp32)).cloned().unwrap_or_else(|| pin.number.to_string()))
        }
        Value::Int(_) => Some(pin.number.to_string()),
        Value::Name(label) => Some(labelled(label).cloned().unwrap_or_else(|| pin.number.to_string())),
        Value::Str(label) => labelled(label).map(|name| format!("\"{name}\"")),
    }
}
