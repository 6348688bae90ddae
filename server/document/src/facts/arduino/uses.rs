//! Which arguments of which calls are pins.

use super::{Kind, Site};
use crate::Span;
use crate::facts::functions::{Purpose, Take};
use crate::facts::names::Names;
use crate::facts::trace::Tracer;
use crate::facts::uses::{Callee, Uses};
use crate::facts::{Call, PinRole, PinUse, Value, arduino_pins};

/// The pins that calls use, and what the document's functions do with their parameters.
pub(super) fn read(source: &str, names: &Names, calls: &[Call], sites: &[Site]) -> (Vec<PinUse>, Vec<Vec<Take>>) {
    let mut reader = Reader { source, uses: Uses::new(Tracer { names, pin_objects: rustc_hash::FxHashMap::default() }) };
    for (call, site) in calls.iter().zip(sites) {
        reader.read(call, site);
    }
    let mut uses = reader.uses;
    uses.through_functions(calls, |at| callees(names, &calls[at], &sites[at]));
    uses.found.sort_by_key(|pin| (pin.call_span.start, pin.span));
    (uses.found, uses.takes)
}

/// The functions of the program that a call may mean.
fn callees(names: &Names, call: &Call, site: &Site) -> Vec<Callee> {
    let callee = |owner: Option<&str>| Callee { name: call.name.clone(), owner: owner.map(str::to_owned) };
    match site.kind {
        Kind::Constructor | Kind::Field => vec![callee(Some(&call.name))],
        // A temporary (`Led(4)`) looks like a function; a method of the same class needs no object.
        Kind::Function => {
            let owner = names.owner_at(call.span.start).filter(|owner| *owner != call.name);
            let mut all = vec![callee(Some(&call.name))];
            all.extend(owner.map(|owner| callee(Some(owner))));
            all.push(callee(None));
            all
        }
        Kind::Method => call.receiver_type.as_deref().map(|class| callee(Some(class))).into_iter().collect(),
    }
}

/// Finds the pins among the arguments of calls of the core and of libraries.
struct Reader<'n, 'a> {
    source: &'a str,
    uses: Uses<'n, 'a>,
}

impl Reader<'_, '_> {
    fn read(&mut self, call: &Call, site: &Site) {
        let name = call.name.as_str();
        match (site.kind, name) {
            (Kind::Function, "pinMode" | "pinModeFast" | "gpio_set_direction") => {
                let mode = call.arguments.get(1).and_then(|mode| mode.value.as_ref());
                let role = match mode {
                    Some(Value::Name(mode)) => arduino_pins::of_mode(mode),
                    _ => PinRole::Unspecified,
                };
                self.argument(call, 0, role, name, None, false);
            }
            (Kind::Function, "attachInterrupt" | "attachInterruptArg") => self.interrupt(call),
            (Kind::Method, "addLeds") if call.receiver.as_deref() == Some("FastLED") => {
                let Some((chip, _)) = site.template_arguments.split_first() else {
                    return;
                };
                let chip = self.text(*chip).trim();
                let chip = chip.rsplit("::").next().unwrap_or(chip);
                for &(index, role) in arduino_pins::of_add_leds(chip) {
                    if let Some(span) = site.template_arguments.get(index) {
                        self.take(call, *span, role, "FastLED.addLeds", None, false);
                    }
                }
            }
            (Kind::Method, _) => {
                let receiver = call.receiver.as_deref().unwrap_or_default();
                let class = call.receiver_type.as_deref();
                if let Some(roles) = arduino_pins::of_method(receiver, class, name, call.arguments.len()) {
                    let callee = format!("{}.{name}", class.unwrap_or(receiver));
                    let bus = arduino_pins::bus(receiver);
                    for &(index, role) in roles {
                        self.argument(call, index, role, &callee, bus, true);
                    }
                }
            }
            _ => {
                // A temporary (`DHT(4, DHT22)`) looks like a function.
                if let Some(roles) = arduino_pins::of_function(name) {
                    for &(index, role) in roles {
                        self.argument(call, index, role, name, None, false);
                    }
                } else if let Some(roles) = arduino_pins::of_constructor(name, call.arguments.len()) {
                    for (index, role) in roles {
                        self.argument(call, index, role, name, None, true);
                    }
                }
            }
        }
    }

    fn text(&self, span: Span) -> &str {
        self.source.get(span.start..span.end).unwrap_or_default()
    }

    fn interrupt(&mut self, call: &Call) {
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
            self.take(call, trimmed(span, inner), PinRole::Interrupt, &call.name, None, false);
            return;
        }
        let role = match argument.value {
            Some(Value::Name(_) | Value::Str(_)) => PinRole::Interrupt,
            // A number, or a parameter that may be given one.
            _ => PinRole::InterruptNumber,
        };
        self.argument(call, 0, role, &call.name, None, false);
    }

    /// An argument; an optional pin may be left out by giving -1 or a name that says so.
    fn argument(&mut self, call: &Call, index: usize, role: PinRole, callee: &str, bus: Option<i64>, optional: bool) {
        if let Some(argument) = call.arguments.get(index) {
            self.take(call, argument.span, role, callee, bus, optional);
        }
    }

    fn take(&mut self, call: &Call, span: Span, role: PinRole, callee: &str, bus: Option<i64>, optional: bool) {
        let purpose = Purpose { role, callee: callee.to_owned(), bus, only_objects: false, optional };
        self.uses.take(call, span, &purpose);
    }
}

/// The span of `text` without the blanks around it.
fn trimmed(span: Span, text: &str) -> Span {
    let start = span.start + (text.len() - text.trim_start().len());
    Span::new(start, start + text.trim().len())
}
