//! Which arguments of which calls are pins.

use rustc_hash::{FxHashMap, FxHashSet};

use super::resolve::Resolver;
use crate::Span;
use crate::facts::functions::{Purpose, Take};
use crate::facts::trace::{Source, Tracer};
use crate::facts::uses::{Callee, Uses};
use crate::facts::{Argument, Call, PinRole, PinUse, Value, micropython_pins as pins};

/// The pins that calls use, and what the document's functions do with their parameters.
pub(super) fn read(resolver: &Resolver, calls: &[Call]) -> (Vec<PinUse>, Vec<Vec<Take>>) {
    let is_pin = |call: &&Call| call.qualified.as_deref().is_some_and(pins::is_pin);
    let pin_objects: FxHashMap<Span, Span> =
        calls.iter().filter(is_pin).filter_map(|call| Some((call.span, constructor_argument(call)?.span))).collect();
    let mut reader = Reader { uses: Uses::new(Tracer { names: resolver.names, pin_objects }) };
    for call in calls {
        reader.read(call);
    }
    reader.bare_pins(calls);
    let mut uses = reader.uses;
    uses.through_functions(calls, |at| callees(resolver, &calls[at]));
    // `read(Pin(26))` says through the function what the pin is for.
    let said: FxHashSet<Span> = uses.found.iter().filter(|pin| pin.role != PinRole::Unspecified).map(|pin| pin.span).collect();
    uses.found.retain(|pin| pin.role != PinRole::Unspecified || !said.contains(&pin.span));
    uses.found.sort_by_key(|pin| (pin.call_span.start, pin.span));
    (uses.found, uses.takes)
}

/// The functions of the program that a call may mean.
fn callees(resolver: &Resolver, call: &Call) -> Vec<Callee> {
    let names = resolver.names;
    // A class is called by its name; what runs is its `__init__`.
    let both = |name: &str| {
        vec![Callee { name: "__init__".to_owned(), owner: Some(name.to_owned()) }, Callee { name: name.to_owned(), owner: None }]
    };
    if let Some(qualified) = &call.qualified {
        return match qualified.rsplit_once('.') {
            Some((module, name)) if names.outer.module(module).is_some() => both(name),
            _ => Vec::new(),
        };
    }
    let Some(receiver) = call.receiver.as_deref() else {
        return both(&call.name);
    };
    let owner = match receiver {
        "self" => names.owner_at(call.span.start).map(str::to_owned),
        _ => call.receiver_type.as_deref().map(|class| class.rsplit('.').next().unwrap_or(class).to_owned()),
    };
    owner.map(|owner| Callee { name: call.name.clone(), owner: Some(owner) }).into_iter().collect()
}

fn positional(call: &Call, index: usize) -> Option<&Argument> {
    call.arguments.get(index).filter(|_| call.arguments[..=index].iter().all(|argument| argument.keyword.is_none()))
}

fn keyword<'c>(call: &'c Call, name: &str) -> Option<&'c Argument> {
    call.arguments.iter().find(|argument| argument.keyword.as_deref() == Some(name))
}

/// The pin of `Pin(2, Pin.OUT)`.
fn constructor_argument(call: &Call) -> Option<&Argument> {
    positional(call, 0).or_else(|| keyword(call, "id"))
}

/// Finds the pins among the arguments of calls of modules that the port brings.
struct Reader<'n, 'a> {
    uses: Uses<'n, 'a>,
}

impl Reader<'_, '_> {
    fn read(&mut self, call: &Call) {
        if let Some(qualified) = &call.qualified {
            if pins::is_pin(qualified) {
                // Where the direction is not said, see `bare_pins`.
                let role = mode_of(call, 1);
                if let Some(argument) = constructor_argument(call).filter(|_| role != PinRole::Unspecified) {
                    self.take(call, argument.span, role, &call.name, None, false);
                }
            } else if let Some(taker) = pins::of_callee(qualified) {
                self.taker(call, taker);
            }
            return;
        }
        let class = call.receiver_type.as_deref();
        match (call.name.as_str(), class) {
            ("irq", Some(class)) if pins::is_pin(class) => self.receiver(call, PinRole::Interrupt),
            // A parameter may be a pin; who calls the function knows.
            ("irq", None) => self.receiver(call, PinRole::Interrupt),
            ("init", Some(class)) if pins::is_pin(class) => {
                let role = mode_of(call, 0);
                if role != PinRole::Unspecified {
                    self.receiver(call, role);
                }
            }
            ("init", Some(class)) => {
                if let Some(taker) = pins::of_init(class) {
                    self.taker(call, taker);
                }
            }
            _ => {}
        }
    }

    fn take(&mut self, call: &Call, span: Span, role: PinRole, callee: &str, bus: Option<i64>, only_objects: bool) {
        let purpose = Purpose { role, callee: callee.to_owned(), bus, only_objects, optional: false };
        self.uses.take(call, span, &purpose);
    }

    /// Pins without a direction of which nothing else was said. `ADC(Pin(26))` says enough.
    fn bare_pins(&mut self, calls: &[Call]) {
        let used: FxHashSet<Span> = self.uses.found.iter().map(|pin| pin.span).collect();
        for call in calls.iter().filter(|call| call.qualified.as_deref().is_some_and(pins::is_pin)) {
            let Some(argument) = constructor_argument(call) else { continue };
            let is_said = mode_of(call, 1) != PinRole::Unspecified || used.contains(&argument.span);
            let is_known = self.uses.tracer.trace(argument.span).iter().all(|traced| match traced.source {
                Source::Known(_) => used.contains(&traced.span),
                Source::Parameter(..) => false,
            });
            if !is_said && !is_known {
                self.take(call, argument.span, PinRole::Unspecified, &call.name, None, false);
            }
        }
    }

    fn taker(&mut self, call: &Call, taker: &pins::Taker) {
        let bus = positional(call, 0).or_else(|| keyword(call, "id")).and_then(|id| match id.value {
            Some(Value::Int(id)) if taker.positions.is_empty() => Some(id),
            _ => None,
        });
        let by_position = taker.positions.iter().filter_map(|&(index, role)| Some((positional(call, index)?, role)));
        let by_keyword = taker.keywords.iter().filter_map(|&(name, role)| Some((keyword(call, name)?, role)));
        for (argument, role) in by_position.chain(by_keyword) {
            self.take(call, argument.span, role, &call.name, bus, !taker.numbers);
        }
    }

    /// A method of a pin object: the pin is its receiver.
    fn receiver(&mut self, call: &Call, role: PinRole) {
        let Some(receiver) = &call.receiver else {
            return;
        };
        let span = Span::new(call.span.start, call.span.start + receiver.len());
        self.take(call, span, role, &format!("Pin.{}", call.name), None, true);
    }
}

/// The role that mode and pull give to a pin, the mode being at `index`.
fn mode_of(call: &Call, index: usize) -> PinRole {
    let text =
        |position: usize, name: &str| positional(call, position).or_else(|| keyword(call, name)).map(|argument| argument.text.as_str());
    pins::of_mode(text(index, "mode"), text(index + 1, "pull"))
}
