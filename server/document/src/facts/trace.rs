//! Following an expression to the pins that it can be: through variables, lists, loops, members and
//! parameters.

use rustc_hash::FxHashMap;

use super::evaluate::{RawStep, path};
use super::names::{Meaning, Names, Part, Range};
use super::shape::{Scalar, Shape, Step};
use super::{Language, Value};
use crate::Span;

/// Variables that stand for variables that stand for variables …
const LONGEST_CHAIN: usize = 8;
/// Longer loops count something else than pins.
const LONGEST_LOOP: i64 = 64;

/// One of the things that an expression can be.
#[derive(Debug, Clone)]
pub(super) struct Traced {
    pub(super) source: Source,
    /// The name that gave it, if it was not written in place.
    pub(super) constant: Option<String>,
    /// Where the use names the pin.
    pub(super) span: Span,
    /// It is, or comes from, a `Pin` object.
    pub(super) is_object: bool,
    /// It is one of the numbers that a loop counts through.
    pub(super) is_counted: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Source {
    /// A value.
    Known(Scalar),
    /// Whatever the function with this index gets at this index.
    Parameter(usize, usize),
}

/// Names, and in Python the calls that make `Pin` objects.
pub(super) struct Tracer<'n, 'a> {
    pub(super) names: &'n Names<'a>,
    /// Calls of `Pin` → the argument that names the pin.
    pub(super) pin_objects: FxHashMap<Span, Span>,
}

impl Tracer<'_, '_> {
    /// What the expression at `span` can be, as far as it can be followed. Nothing, if it is not known.
    pub(super) fn trace(&self, span: Span) -> Vec<Traced> {
        self.follow(span, 0)
    }

    fn follow(&self, span: Span, depth: usize) -> Vec<Traced> {
        if depth > LONGEST_CHAIN {
            return Vec::new();
        }
        if let Some(argument) = self.pin_objects.get(&span) {
            let inner = self.follow(*argument, depth + 1);
            return inner.into_iter().map(|traced| Traced { is_object: true, ..traced }).collect();
        }
        let names = self.names;
        let text = names.text(span);
        let Some((name, steps)) = path(text, names.language) else {
            return self.evaluated(span, None);
        };
        // `this->pin` is `pin`.
        let (name, steps) = match (name, steps.as_slice()) {
            ("this", [RawStep::Field(field), rest @ ..]) => (*field, rest),
            (name, steps) => (name, steps),
        };
        if steps.is_empty() {
            return self.named(name, span, depth);
        }
        self.indexed(name, steps, span)
    }

    /// What a name can be.
    fn named(&self, name: &str, span: Span, depth: usize) -> Vec<Traced> {
        let names = self.names;
        let constant = Some(name.to_owned());
        let own =
            name.strip_prefix("self.").filter(|_| names.language == Language::MicroPython && names.visible(name, span.start).is_empty());
        let Some(definition) = names.only(own.unwrap_or(name), span.start) else {
            let member = names.owner_at(span.start).and_then(|owner| names.member_value(owner, name));
            return match member {
                Some(value) if names.visible(name, span.start).is_empty() => self.through(value, span, constant.as_deref(), depth),
                // `self.led`, `config.LED`, names of other files.
                _ => self.evaluated(span, constant),
            };
        };
        match &definition.meaning {
            Meaning::Parameter(function, index) => {
                let source = Source::Parameter(*function, *index);
                if names.is_never_assigned(definition) {
                    vec![Traced { source, constant, span, is_object: false, is_counted: false }]
                } else {
                    Vec::new()
                }
            }
            Meaning::Each(..) | Meaning::Range(_) if !names.is_steady(definition) => Vec::new(),
            Meaning::Each(list, part) => {
                let is_python = names.language == Language::MicroPython;
                if is_python {
                    // Elements of a list may be `Pin` objects.
                    let objects = self.elements(*list, depth);
                    if !objects.is_empty() {
                        return objects.into_iter().map(|traced| Traced { span, ..traced }).collect();
                    }
                }
                let list_name = names.text(*list).trim().to_owned();
                self.each(*list, *part).into_iter().filter_map(|shape| known(shape, span, Some(list_name.clone()))).collect()
            }
            Meaning::Range(range) if range.uniform => {
                let values = self.range(*range).unwrap_or_default();
                let each = values.into_iter().filter_map(|value| known(Shape::scalar(Value::Int(value), span), span, None));
                each.map(|traced| Traced { is_counted: true, ..traced }).collect()
            }
            Meaning::Range(_) => Vec::new(),
            Meaning::Unknown => {
                let member = definition.owner.and_then(|owner| names.member_value(owner, name));
                member.map(|value| self.through(value, span, constant.as_deref(), depth)).unwrap_or_default()
            }
            Meaning::Fixed(value) | Meaning::Initial(value) | Meaning::Macro(value) => {
                let is_steady = !matches!(definition.meaning, Meaning::Initial(_)) || names.is_never_assigned(definition);
                let found = self.evaluated(span, constant.clone());
                if found.is_empty() && is_steady { self.through(*value, span, constant.as_deref(), depth) } else { found }
            }
            _ => self.evaluated(span, constant),
        }
    }

    /// What a variable is because of what it was given; what that is called already counts more than the variable.
    fn through(&self, value: Span, span: Span, constant: Option<&str>, depth: usize) -> Vec<Traced> {
        let inner = self.follow(value, depth + 1);
        inner
            .into_iter()
            .map(|traced| Traced { constant: traced.constant.clone().or_else(|| constant.map(str::to_owned)), span, ..traced })
            .collect()
    }

    /// What a path with steps can be: `leds[i]`, `config.led`, `rows[i].pin`.
    fn indexed(&self, name: &str, steps: &[RawStep<'_>], span: Span) -> Vec<Traced> {
        let names = self.names;
        if let Some(definition) = names.only(name, span.start)
            && let Meaning::Each(list, part) = &definition.meaning
        {
            // `for (auto &row : rows) pinMode(row.pin, OUTPUT)`.
            let each = self.each_with_fields(*list, *part, definition.name, span.start);
            let bound = each.iter().filter_map(|shape| names.shape_with(span, (name, shape)));
            return bound.filter_map(|shape| known(shape, span, Some(name.to_owned()))).collect();
        }
        let is_indexed = steps.iter().any(|step| matches!(step, RawStep::Index(..)));
        if is_indexed && let Some(found) = self.counted(name, span) {
            return found;
        }
        let steps: Option<Vec<Step>> = steps
            .iter()
            .map(|step| match step {
                RawStep::Field(field) => Some(Step::Field((*field).to_owned())),
                RawStep::Index(index, at) => {
                    let start = span.start + at;
                    Some(Step::Index(names.evaluate(Span::new(start, start + index.len()))))
                }
            })
            .collect();
        let shapes = names.parts(name, &steps.unwrap_or_default(), span.start, 0);
        let mut traced: Vec<Traced> = shapes.into_iter().filter_map(|shape| known(shape, span, Some(name.to_owned()))).collect();
        let mut seen: Vec<Scalar> = Vec::new();
        traced.retain(|one| match &one.source {
            Source::Known(scalar) if seen.contains(scalar) => false,
            Source::Known(scalar) => {
                seen.push(scalar.clone());
                true
            }
            Source::Parameter(..) => true,
        });
        traced
    }

    /// An expression with the variable of a counting loop, for each of its numbers.
    fn counted(&self, name: &str, span: Span) -> Option<Vec<Traced>> {
        let names = self.names;
        let text = names.text(span);
        let words = text.split(|char: char| !(char.is_alphanumeric() || char == '_')).filter(|word| !word.is_empty());
        let (variable, range) = words.filter(|word| *word != name).find_map(|word| {
            let definition = names.only(word, span.start)?;
            match definition.meaning {
                Meaning::Range(range) => Some((word, range)),
                _ => None,
            }
        })?;
        let values = self.range(range)?;
        let shapes = values.into_iter().filter_map(|value| {
            let value = Shape::scalar(Value::Int(value), span);
            names.shape_with(span, (variable, &value))
        });
        let found: Vec<Traced> = shapes.filter_map(|shape| known(shape, span, Some(name.to_owned()))).collect();
        (!found.is_empty()).then_some(found)
    }

    /// The value of an expression, and of `FIRST + i` in a loop.
    fn evaluated(&self, span: Span, constant: Option<String>) -> Vec<Traced> {
        if let Some(shape) = self.names.shape(span) {
            return known(shape, span, constant).into_iter().collect();
        }
        let names = self.names;
        let text = names.text(span);
        if !text.contains(['+', '-']) || text.contains('(') {
            return Vec::new();
        }
        let words = text.split(|char: char| !(char.is_alphanumeric() || char == '_')).filter(|word| !word.is_empty());
        let variable =
            words.filter_map(|word| Some((word, names.only(word, span.start)?))).find_map(|(word, definition)| match definition.meaning {
                Meaning::Range(range) if range.uniform => Some((word, range)),
                _ => None,
            });
        let Some((variable, range)) = variable else { return Vec::new() };
        let values = self.range(range).unwrap_or_default();
        let shapes = values.into_iter().filter_map(|value| {
            let value = Shape::scalar(Value::Int(value), span);
            names.shape_with(span, (variable, &value))
        });
        shapes.filter_map(|shape| known(shape, span, None)).collect()
    }

    /// Elements of a list that is written in place or named, where they are `Pin` objects.
    fn elements(&self, list: Span, depth: usize) -> Vec<Traced> {
        let names = self.names;
        let written = match names.only(names.text(list).trim(), list.start).map(|definition| &definition.meaning) {
            Some(Meaning::Initial(span)) => *span,
            _ => list,
        };
        let mut inside: Vec<Span> =
            self.pin_objects.keys().copied().filter(|object| written.contains(*object) && *object != written).collect();
        inside.sort_unstable();
        inside.into_iter().flat_map(|object| self.follow(object, depth + 1)).collect()
    }

    /// The elements that a loop goes through.
    fn each(&self, list: Span, part: Part) -> Vec<Shape> {
        let names = self.names;
        let text = names.text(list);
        let trimmed = ["values()", "items()", "keys()"].iter().find_map(|call| text.strip_suffix(call)?.strip_suffix('.'));
        if text.ends_with(".keys()") {
            return Vec::new();
        }
        let inner = text.strip_prefix("enumerate(").or_else(|| text.strip_prefix("reversed(")).and_then(|rest| rest.strip_suffix(')'));
        let span = match (trimmed, inner) {
            (Some(dictionary), _) => Span::new(list.start, list.start + dictionary.len()),
            (None, Some(inner)) => Span::new(list.end - 1 - inner.len(), list.end - 1),
            (None, None) if part == Part::Value => return self.pairs(list),
            (None, None) => list,
        };
        match names.shape(span) {
            // Iterating over a dictionary gives its keys.
            Some(Shape::Record(_)) if trimmed.is_none() => Vec::new(),
            Some(shape) => shape.step(&Step::Index(None)),
            None => Vec::new(),
        }
    }

    /// `for name, pin in [("a", 1), ("b", 2)]`.
    fn pairs(&self, list: Span) -> Vec<Shape> {
        let Some(shape) = self.names.shape(list) else { return Vec::new() };
        let second = Step::Index(Some(Value::Int(1)));
        shape.step(&Step::Index(None)).iter().flat_map(|pair| pair.step(&second)).collect()
    }

    /// [`Self::each`], with the fields of structures.
    fn each_with_fields(&self, list: Span, part: Part, variable: &str, at: usize) -> Vec<Shape> {
        let names = self.names;
        let class_of = |name: &str| names.only_index(name, at).and_then(|index| names.types.get(&index).copied());
        let class = class_of(names.text(list).trim()).or_else(|| class_of(variable));
        let fields = class.and_then(|class| names.class(class)).map(|class| class.in_order().to_vec()).unwrap_or_default();
        self.each(list, part).into_iter().map(|shape| shape.with_fields(&fields)).collect()
    }

    /// The numbers of a loop, if they are known and few.
    fn range(&self, range: Range) -> Option<Vec<i64>> {
        let number = |span: Option<Span>, default: i64| match span {
            None => Some(default),
            Some(span) => match self.names.evaluate(span) {
                Some(Value::Int(number)) => Some(number),
                None => self.length(self.names.text(span), span),
                _ => None,
            },
        };
        let from = number(range.from, 0)?;
        let step = number(range.step, 1)? * if range.down { -1 } else { 1 };
        let to = number(Some(range.to), 0)?;
        if step == 0 {
            return None;
        }
        let to = if range.inclusive { to.checked_add(step.signum())? } else { to };
        let count = to.checked_sub(from)?.checked_add(step - step.signum())?.checked_div(step)?;
        (0..=LONGEST_LOOP).contains(&count).then(|| (0..count).map(|index| from + index * step).collect())
    }

    /// `sizeof(leds) / sizeof(leds[0])`, `len(PINS)`.
    fn length(&self, text: &str, at: Span) -> Option<i64> {
        let name = match self.names.language {
            Language::Arduino => {
                let (whole, element) = text.split_once('/')?;
                let inside =
                    |text: &str| text.trim().strip_prefix("sizeof").map(|rest| rest.trim().trim_matches(['(', ')', ' ']).to_owned());
                let name = inside(whole)?;
                let element = inside(element)?;
                let is_element = element.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with('[')) || element.starts_with('*');
                let is_type = element.chars().all(|char| char.is_alphanumeric() || matches!(char, '_' | ' '));
                (is_element || is_type).then_some(name)?
            }
            Language::MicroPython => text.trim().strip_prefix("len(")?.strip_suffix(')')?.trim().to_owned(),
        };
        match self.names.parts(&name, &[], at.start, 0).as_slice() {
            [Shape::List(elements)] => i64::try_from(elements.len()).ok(),
            _ => None,
        }
    }
}

fn known(shape: Shape, span: Span, constant: Option<String>) -> Option<Traced> {
    match shape {
        Shape::Scalar(scalar) => Some(Traced { source: Source::Known(scalar), constant, span, is_object: false, is_counted: false }),
        _ => None,
    }
}
