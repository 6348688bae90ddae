//! Pins of Arduino code: from the arguments of calls back to where their values are written.

use rustc_hash::FxHashMap;

use super::arduino::{Kind, LONGEST_ARRAY, Site, is_identifier};
use super::names::{Meaning, Names};
use super::{Call, PinRole, PinUse, Value, arduino_pins};
use crate::Span;

/// A pin that is handed through more functions than this is not followed.
const DEEPEST_WRAPPER: usize = 3;

/// A pin as far as it could be followed.
struct Pin {
    value: Value,
    span: Span,
    origin: Option<Span>,
    constant: Option<String>,
    /// The call that hands the pin to a wrapper function.
    call_span: Option<Span>,
}

/// Finds the pins among the arguments of calls.
pub(super) struct PinReader<'a> {
    source: &'a str,
    names: &'a Names<'a>,
    calls: &'a [Call],
    by_name: FxHashMap<&'a str, Vec<usize>>,
}

impl<'a> PinReader<'a> {
    pub(super) fn new(source: &'a str, names: &'a Names<'a>, calls: &'a [Call]) -> Self {
        let mut by_name: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
        for (index, call) in calls.iter().enumerate() {
            if call.receiver.is_none() {
                by_name.entry(call.name.as_str()).or_default().push(index);
            }
        }
        Self { source, names, calls, by_name }
    }

    /// Adds the pins that a call uses.
    pub(super) fn read(&self, call: &Call, site: &Site, uses: &mut Vec<PinUse>) {
        let name = call.name.as_str();
        match (site.kind, name) {
            (Kind::Function, "pinMode" | "pinModeFast" | "gpio_set_direction") => {
                let mode = call.arguments.get(1).and_then(|mode| mode.value.as_ref());
                let role = match mode {
                    Some(Value::Name(mode)) => arduino_pins::of_mode(mode),
                    _ => PinRole::Unspecified,
                };
                self.argument(call, 0, role, name, None, uses);
            }
            (Kind::Function, "attachInterrupt" | "attachInterruptArg") => {
                self.interrupt(call, uses);
            }
            (Kind::Method, "addLeds") if call.receiver.as_deref() == Some("FastLED") => {
                let Some((chip, _)) = site.template_arguments.split_first() else {
                    return;
                };
                let chip = self.text(*chip).trim();
                let chip = chip.rsplit("::").next().unwrap_or(chip);
                for &(index, role) in arduino_pins::of_add_leds(chip) {
                    if let Some(span) = site.template_arguments.get(index) {
                        self.push(call, *span, role, "FastLED.addLeds", None, uses);
                    }
                }
            }
            (Kind::Method, _) => {
                let receiver = call.receiver.as_deref().unwrap_or_default();
                let class = call.receiver_type.as_deref();
                let roles = arduino_pins::of_method(receiver, class, name, call.arguments.len());
                if let Some(roles) = roles {
                    let callee = format!("{}.{name}", class.unwrap_or(receiver));
                    let bus = arduino_pins::bus(receiver);
                    for &(index, role) in roles {
                        self.optional(call, index, role, &callee, bus, uses);
                    }
                }
            }
            _ => {
                // A temporary (`DHT(4, DHT22)`) looks like a function.
                if let Some(roles) = arduino_pins::of_function(name) {
                    for &(index, role) in roles {
                        self.argument(call, index, role, name, None, uses);
                    }
                } else if let Some(roles) = arduino_pins::of_constructor(name, call.arguments.len()) {
                    for (index, role) in roles {
                        self.optional(call, index, role, name, None, uses);
                    }
                }
            }
        }
    }

    fn text(&self, span: Span) -> &'a str {
        self.source.get(span.start..span.end).unwrap_or_default()
    }

    fn interrupt(&self, call: &Call, uses: &mut Vec<PinUse>) {
        let Some(argument) = call.arguments.first() else {
            return;
        };
        let inner = argument
            .text
            .strip_prefix("digitalPinToInterrupt")
            .map(str::trim_start)
            .and_then(|rest| rest.strip_prefix('('))
            .and_then(|rest| rest.strip_suffix(')'));
        if let Some(inner) = inner {
            let end = argument.span.end - 1;
            let span = Span::new(end - inner.len(), end);
            self.push(call, trimmed(span, inner), PinRole::Interrupt, &call.name, None, uses);
            return;
        }
        let role = match argument.value {
            Some(Value::Int(_)) => PinRole::InterruptNumber,
            _ => PinRole::Interrupt,
        };
        self.argument(call, 0, role, &call.name, None, uses);
    }

    fn argument(&self, call: &Call, index: usize, role: PinRole, callee: &str, bus: Option<i64>, uses: &mut Vec<PinUse>) {
        if let Some(argument) = call.arguments.get(index) {
            self.push(call, argument.span, role, callee, bus, uses);
        }
    }

    /// A pin that may be left out by giving -1 or a name that says so.
    fn optional(&self, call: &Call, index: usize, role: PinRole, callee: &str, bus: Option<i64>, uses: &mut Vec<PinUse>) {
        let absent = match call.arguments.get(index).map(|argument| &argument.value) {
            Some(Some(Value::Int(number))) => *number < 0 || *number == 255,
            Some(Some(Value::Name(name))) => arduino_pins::is_no_pin(name),
            _ => false,
        };
        if !absent {
            self.argument(call, index, role, callee, bus, uses);
        }
    }

    fn push(&self, call: &Call, span: Span, role: PinRole, callee: &str, bus: Option<i64>, uses: &mut Vec<PinUse>) {
        for pin in self.pins(span, 0) {
            uses.push(PinUse {
                value: pin.value,
                span: pin.span,
                origin: pin.origin,
                constant: pin.constant,
                role,
                callee: callee.to_owned(),
                bus,
                call_span: pin.call_span.unwrap_or(call.span),
            });
        }
    }

    /// The pins that the expression at `span` can be.
    fn pins(&self, span: Span, depth: usize) -> Vec<Pin> {
        let text = self.text(span);
        if is_identifier(text)
            && let Some(definition) = self.names.only(text, span.start)
        {
            match &definition.meaning {
                Meaning::Array(_) => return Vec::new(),
                Meaning::Each(array) => return self.elements(self.text(*array), span, None),
                Meaning::Parameter(function, index) => {
                    return if depth < DEEPEST_WRAPPER && self.names.is_never_assigned(definition) {
                        self.handed_over(function, *index, depth)
                    } else {
                        Vec::new()
                    };
                }
                _ => {}
            }
            let value = self.names.evaluate(span);
            return value
                .map(|value| Pin { value, span, origin: Names::value_span(definition), constant: Some(text.to_owned()), call_span: None })
                .into_iter()
                .collect();
        }
        if let Some((array, index)) = text.strip_suffix(']').and_then(|text| text.split_once('[')) {
            let start = span.start + array.len() + 1;
            let index = self.names.evaluate(Span::new(start, start + index.len()));
            return self.elements(array.trim(), span, index.as_ref());
        }
        self.names.evaluate(span).map(|value| Pin { value, span, origin: None, constant: None, call_span: None }).into_iter().collect()
    }

    /// The element at a known index of an array, or all of them.
    fn elements(&self, array: &str, span: Span, index: Option<&Value>) -> Vec<Pin> {
        let Some(definition) = self.names.only(array, span.start) else {
            return Vec::new();
        };
        let Meaning::Array(elements) = &definition.meaning else {
            return Vec::new();
        };
        if !self.names.is_never_assigned(definition) {
            return Vec::new();
        }
        let chosen: &[Span] = match index {
            Some(Value::Int(index)) => usize::try_from(*index).ok().and_then(|index| elements.get(index..=index)).unwrap_or_default(),
            _ => elements,
        };
        chosen
            .iter()
            .filter_map(|&element| {
                Some(Pin {
                    value: self.names.evaluate(element)?,
                    span,
                    origin: Some(element),
                    constant: Some(array.to_owned()),
                    call_span: None,
                })
            })
            .collect()
    }

    /// What a function is called with at `index`, at all of its call sites.
    fn handed_over(&self, function: &str, index: usize, depth: usize) -> Vec<Pin> {
        let calls = self.by_name.get(function).map_or(&[][..], Vec::as_slice);
        calls
            .iter()
            .take(LONGEST_ARRAY)
            .map(|&call| &self.calls[call])
            .filter_map(|call| Some((call, call.arguments.get(index)?)))
            .flat_map(|(call, argument)| {
                self.pins(argument.span, depth + 1).into_iter().map(|pin| Pin { call_span: pin.call_span.or(Some(call.span)), ..pin })
            })
            .collect()
    }
}

/// The span of `text` without the blanks around it.
fn trimmed(span: Span, text: &str) -> Span {
    let start = span.start + (text.len() - text.trim_start().len());
    Span::new(start, start + text.trim().len())
}
