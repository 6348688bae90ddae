//! Pin uses: what calls do with the pins that their arguments lead to, through the program's own
//! functions as well.

use super::functions::{DEEPEST, Purpose, Take, Taken, Wrapper};
use super::names::Names;
use super::shape::{Scalar, Shape};
use super::trace::{Source, Traced, Tracer};
use super::{Argument, Call, PinRole, PinUse, Value};
use crate::Span;

/// A function that a call may mean: its name and its class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Callee {
    pub(super) name: String,
    pub(super) owner: Option<String>,
}

/// Collects the uses of a document.
pub(super) struct Uses<'n, 'a> {
    pub(super) tracer: Tracer<'n, 'a>,
    pub(super) found: Vec<PinUse>,
    /// For each function of the document, what it does to its parameters.
    pub(super) takes: Vec<Vec<Take>>,
}

impl<'n, 'a> Uses<'n, 'a> {
    pub(super) fn new(tracer: Tracer<'n, 'a>) -> Self {
        let takes = vec![Vec::new(); tracer.names.functions.len()];
        Self { tracer, found: Vec::new(), takes }
    }

    fn names(&self) -> &'n Names<'a> {
        self.tracer.names
    }

    /// A call uses what is written at `span` as a pin.
    pub(super) fn take(&mut self, call: &Call, span: Span, purpose: &Purpose) {
        for traced in self.tracer.trace(span) {
            match &traced.source {
                Source::Known(scalar) => {
                    // A loop that reads one pin after the other says nothing of any of them.
                    let only_looks = traced.is_counted && matches!(purpose.role, PinRole::DigitalRead | PinRole::AnalogRead);
                    let is_pin = (traced.is_object || !purpose.only_objects) && !only_looks;
                    if is_pin && !(purpose.optional && is_absent(&scalar.value)) {
                        let found = pin_use(self.names(), scalar, traced.constant.clone(), traced.span, purpose, call, None);
                        self.found.push(found);
                    }
                }
                Source::Parameter(function, index) => {
                    let purpose = Purpose { only_objects: purpose.only_objects && !traced.is_object, ..purpose.clone() };
                    self.add(*function, Take { parameter: *index, what: Taken::Pin(purpose) });
                }
            }
        }
    }

    fn add(&mut self, function: usize, take: Take) {
        if let Some(takes) = self.takes.get_mut(function)
            && !takes.contains(&take)
        {
            takes.push(take);
        }
    }

    /// Uses through the program's own functions. `callees` says which of them a call may mean.
    pub(super) fn through_functions(&mut self, calls: &[Call], callees: impl Fn(usize) -> Vec<Callee>) {
        let has_own = !self.names().functions.is_empty();
        let has_others = self.names().outer.has_functions();
        if !has_own && !has_others {
            return;
        }
        let resolved: Vec<(usize, Wrapper, Option<usize>, Callee)> = calls
            .iter()
            .enumerate()
            .filter(|(_, call)| !call.arguments.is_empty() || has_defaults(self.names(), &call.name))
            .flat_map(|(at, call)| callees(at).into_iter().map(move |callee| (at, call, callee)))
            .filter_map(|(at, call, callee)| {
                let (wrapper, index) = self.function(&callee, call.arguments.len())?;
                Some((at, wrapper, index, callee))
            })
            .collect();
        // Parameters that are handed on.
        for (at, wrapper, _, callee) in &resolved {
            for index in 0..wrapper.parameters.len() {
                let Some(argument) = argument(&calls[*at], wrapper, index) else { continue };
                for traced in self.tracer.trace(argument.span) {
                    if let Source::Parameter(function, parameter) = traced.source {
                        let what = Taken::Argument {
                            name: callee.name.clone(),
                            owner: callee.owner.clone(),
                            index,
                            n_arguments: calls[*at].arguments.len(),
                        };
                        self.add(function, Take { parameter, what });
                    }
                }
            }
        }
        for (at, wrapper, own, _) in &resolved {
            let call = &calls[*at];
            let takes = match own {
                Some(index) => self.takes[*index].clone(),
                None => wrapper.takes.clone(),
            };
            let mut purposes = Vec::new();
            self.purposes(&takes, 0, &mut purposes);
            for (index, purpose) in purposes {
                self.hand_over(call, wrapper, *own, index, &purpose);
            }
        }
    }

    /// One argument of a call of a function of the program.
    fn hand_over(&mut self, call: &Call, wrapper: &Wrapper, own: Option<usize>, index: usize, purpose: &Purpose) {
        let names = self.names();
        let traced = if let Some(argument) = argument(call, wrapper, index) {
            self.tracer.trace(argument.span)
        } else {
            // A default argument.
            let shape = match own.and_then(|own| names.functions[own].defaults.get(index).copied().flatten()) {
                Some(span) => names.shape(span),
                // Written in another file, which nobody here sees.
                None => {
                    wrapper.parameters.get(index).and_then(|parameter| parameter.default.clone().flatten()).map(|it| it.in_file(usize::MAX))
                }
            };
            let Some(Shape::Scalar(scalar)) = shape else { return };
            let name = wrapper.parameters.get(index).map(|parameter| parameter.name.clone());
            vec![Traced { source: Source::Known(scalar), constant: name, span: call.name_span, is_object: false, is_counted: false }]
        };
        for traced in traced {
            let Source::Known(scalar) = &traced.source else { continue };
            let is_pin = traced.is_object || !purpose.only_objects;
            if !is_pin || purpose.optional && is_absent(&scalar.value) {
                continue;
            }
            let found = pin_use(names, scalar, traced.constant.clone(), traced.span, purpose, call, Some(wrapper.name.clone()));
            if !self.found.contains(&found) {
                self.found.push(found);
            }
        }
    }

    /// What happens to parameters in the end, by index.
    fn purposes(&self, takes: &[Take], depth: usize, purposes: &mut Vec<(usize, Purpose)>) {
        for take in takes {
            match &take.what {
                Taken::Pin(purpose) => purposes.push((take.parameter, purpose.clone())),
                Taken::Argument { name, owner, index, n_arguments } if depth < DEEPEST => {
                    let callee = Callee { name: name.clone(), owner: owner.clone() };
                    let Some((wrapper, own)) = self.function(&callee, *n_arguments) else { continue };
                    let inner = match own {
                        Some(own) => &self.takes[own],
                        None => &wrapper.takes,
                    };
                    let mut further = Vec::new();
                    self.purposes(inner, depth + 1, &mut further);
                    purposes.extend(further.into_iter().filter(|(at, _)| at == index).map(|(_, purpose)| (take.parameter, purpose)));
                }
                Taken::Argument { .. } => {}
            }
        }
        // What is said to be a pin of no particular kind adds nothing to a kind.
        let has_kind: Vec<usize> = purposes.iter().filter(|(_, it)| it.role != PinRole::Unspecified).map(|(index, _)| *index).collect();
        purposes.retain(|(index, purpose)| purpose.role != PinRole::Unspecified || !has_kind.contains(index));
        purposes.dedup();
    }

    /// The function that a call means, if there is exactly one; of this document, its index.
    fn function(&self, callee: &Callee, n_arguments: usize) -> Option<(Wrapper, Option<usize>)> {
        let names = self.names();
        let fits = |wrapper: &Wrapper| wrapper.has_body && wrapper.accepts(n_arguments);
        let mut own = names.functions.iter().enumerate().filter(|(_, function)| {
            let wrapper = &function.wrapper;
            wrapper.name == callee.name && wrapper.owner == callee.owner && fits(wrapper)
        });
        match (own.next(), own.next()) {
            (Some((index, function)), None) => return Some((function.wrapper.clone(), Some(index))),
            (Some(_), Some(_)) => return None,
            (None, _) => {}
        }
        let mut others = names.outer.functions(&callee.name, callee.owner.as_deref()).enumerate().filter(|(_, wrapper)| fits(wrapper));
        let (_, found) = others.next()?;
        others.next().is_none().then(|| (found.clone(), None))
    }
}

fn has_defaults(names: &Names, name: &str) -> bool {
    let known = |wrapper: &Wrapper| wrapper.name == name && wrapper.parameters.iter().any(|parameter| parameter.default.is_some());
    names.functions.iter().any(|function| known(&function.wrapper)) || names.outer.any_function(name, known)
}

/// The argument that a parameter gets.
fn argument<'c>(call: &'c Call, wrapper: &Wrapper, index: usize) -> Option<&'c Argument> {
    let name = wrapper.parameters.get(index).map(|parameter| parameter.name.as_str());
    let by_position = call.arguments.get(index).filter(|_| call.arguments[..=index].iter().all(|argument| argument.keyword.is_none()));
    by_position.or_else(|| call.arguments.iter().find(|argument| argument.keyword.is_some() && argument.keyword.as_deref() == name))
}

/// Whether a value says that there is no pin.
fn is_absent(value: &Value) -> bool {
    match value {
        Value::Int(number) => *number < 0 || *number == 255,
        Value::Name(name) => super::arduino_pins::is_no_pin(name),
        Value::Str(_) => false,
    }
}

fn pin_use(
    names: &Names,
    scalar: &Scalar,
    constant: Option<String>,
    span: Span,
    purpose: &Purpose,
    call: &Call,
    via: Option<String>,
) -> PinUse {
    let elsewhere = scalar.file.and_then(|file| names.outer.place(file, scalar.written.start));
    let is_here = scalar.file.is_none() && !scalar.written.is_empty() && !span.contains(scalar.written);
    PinUse {
        value: scalar.value.clone(),
        span,
        origin: is_here.then_some(scalar.written).filter(|_| constant.is_some()),
        constant: constant.filter(|_| is_here || elsewhere.is_some() || scalar.written.is_empty()),
        role: purpose.role,
        callee: purpose.callee.clone(),
        bus: purpose.bus,
        call_span: call.span,
        elsewhere,
        via,
    }
}
