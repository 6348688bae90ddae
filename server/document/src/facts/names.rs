//! Names, where they are visible, and what they stand for: values in this file and in the others.

use std::cell::RefCell;
use std::cmp::{Ordering, Reverse};
use std::collections::hash_map::Entry;

use grammars::Language;
use rustc_hash::{FxHashMap, FxHashSet};

use super::evaluate::evaluate;
use super::functions::{Parameter, Take, Wrapper};
use super::interface::{Class, Interface, Outer};
use super::shape::{Shape, Step};
use super::{Constant, Parts, Value};
use crate::Span;

/// Names defined through names defined through names …
const LONGEST_CHAIN: usize = 16;
/// A name that is defined more often than this stands for nothing: generated files would take
/// quadratic time.
const MOST_DEFINITIONS: usize = 256;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The expression at a place, for good.
    Fixed(Span),
    /// A macro: its expression is read where it is used, not where it stands.
    Macro(Span),
    /// The expression at a place, unless something is assigned to the name.
    Initial(Span),
    /// The enumerator that comes so many places after another definition, or after nothing.
    Enumerator(Option<usize>, i64),
    /// One after the other, the parts of what is written there.
    Each(Span, Part),
    /// One after the other, the numbers of a counting loop.
    Range(Range),
    /// Whatever the function with this index is called with at this index.
    Parameter(usize, usize),
    /// What a module of the program, or a name in it, stands for: `pins`, `pins.LED`.
    Imported(String),
    /// Nothing that could be worked out.
    Unknown,
}

/// Which part of each element a loop's variable is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// The element.
    Whole,
    /// The value of a dictionary's entry, or the second of an enumeration.
    Value,
}

/// The numbers that a counting loop goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Range {
    /// Its first number; 0 if nothing is written.
    pub(super) from: Option<Span>,
    /// The bound that ends it.
    pub(super) to: Span,
    /// Whether the bound belongs to it.
    pub(super) inclusive: bool,
    /// The size of a step; 1 if nothing is written.
    pub(super) step: Option<Span>,
    /// Whether it counts down.
    pub(super) down: bool,
    /// Whether the body does the same for every number, without asking which it is.
    pub(super) uniform: bool,
}

/// A definition of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Definition<'a> {
    pub(super) name: &'a str,
    /// The class, structure, enumeration or namespace that holds it.
    pub(super) owner: Option<&'a str>,
    pub(super) name_span: Span,
    pub(super) scope: Span,
    pub(super) meaning: Meaning,
}

/// A function with a body.
#[derive(Debug)]
pub(super) struct Function<'a> {
    pub(super) wrapper: Wrapper,
    pub(super) owner: Option<&'a str>,
    pub(super) span: Span,
    /// Where each parameter's default is written.
    pub(super) defaults: Vec<Option<Span>>,
}

/// All definitions of a document.
pub(super) struct Names<'a> {
    pub(super) source: &'a str,
    pub(super) language: Language,
    pub(super) outer: &'a Outer,
    pub(super) definitions: Vec<Definition<'a>>,
    by_name: FxHashMap<&'a str, Vec<usize>>,
    /// Where something is assigned to a name after its definition.
    assigned: FxHashMap<&'a str, Vec<usize>>,
    /// Members that are assigned through `this`.
    assigned_members: FxHashSet<&'a str>,
    /// Fields that are assigned through some object.
    assigned_fields: FxHashSet<&'a str>,
    /// Python: names of modules to which something is assigned (`config.LED = 4`).
    pub(super) assigned_modules: Vec<&'a str>,
    /// What is written to the members of classes: (class, member) → values, `None` where unknown.
    members: FxHashMap<(&'a str, &'a str), Vec<Option<Span>>>,
    /// Class of a definition, by its index.
    pub(super) types: FxHashMap<usize, &'a str>,
    pub(super) classes: FxHashMap<&'a str, Class>,
    /// In order of appearance.
    pub(super) functions: Vec<Function<'a>>,
    /// Python: modules of the program of which every name was imported.
    pub(super) starred: Vec<&'a str>,
    /// Values of definitions that have been asked for.
    values: RefCell<FxHashMap<usize, Option<Shape>>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(source: &'a str, language: Language, outer: &'a Outer) -> Self {
        Self {
            source,
            language,
            outer,
            definitions: Vec::new(),
            by_name: FxHashMap::default(),
            assigned: FxHashMap::default(),
            assigned_members: FxHashSet::default(),
            assigned_fields: FxHashSet::default(),
            assigned_modules: Vec::new(),
            members: FxHashMap::default(),
            types: FxHashMap::default(),
            classes: FxHashMap::default(),
            functions: Vec::new(),
            starred: Vec::new(),
            values: RefCell::default(),
        }
    }

    pub(super) fn define(&mut self, definition: Definition<'a>) -> usize {
        let index = self.definitions.len();
        self.by_name.entry(definition.name).or_default().push(index);
        self.definitions.push(definition);
        index
    }

    pub(super) fn assign(&mut self, name: &'a str, at: usize) {
        self.assigned.entry(name).or_default().push(at);
    }

    pub(super) fn assign_member(&mut self, name: &'a str) {
        self.assigned_members.insert(name);
    }

    pub(super) fn assign_field(&mut self, name: &'a str) {
        self.assigned_fields.insert(name);
    }

    pub(super) fn write_member(&mut self, owner: &'a str, name: &'a str, value: Option<Span>) {
        self.members.entry((owner, name)).or_default().push(value);
    }

    pub(super) fn written_members(&self) -> impl Iterator<Item = String> {
        self.members.keys().map(|(owner, name)| format!("{owner}.{name}"))
    }

    /// Names that are assigned to and defined nowhere here.
    pub(super) fn assigned_elsewhere(&self) -> impl Iterator<Item = &'a str> {
        self.assigned.keys().copied().filter(|name| !self.by_name.contains_key(name))
    }

    pub(super) fn text(&self, span: Span) -> &'a str {
        self.source.get(span.start..span.end).unwrap_or_default()
    }

    /// The definitions of `name` that `at` sees: those of the innermost scope. Several, if it is
    /// defined in several branches or more than once.
    pub(super) fn visible(&self, name: &str, at: usize) -> Vec<usize> {
        let mut found: Vec<usize> = Vec::new();
        let all = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        for &index in all.iter().take(MOST_DEFINITIONS) {
            let scope = self.definitions[index].scope;
            if !scope.touches(at) {
                continue;
            }
            let innermost = found.first().map(|&first| self.definitions[first].scope);
            match innermost.map(|innermost| self.depth(scope).cmp(&self.depth(innermost))) {
                Some(Ordering::Less) => {}
                Some(Ordering::Equal) => found.push(index),
                Some(Ordering::Greater) | None => found = vec![index],
            }
        }
        // Members of several classes may share a name: a method sees those of its own.
        if found.len() > 1
            && let Some(owner) = self.owner_at(at)
        {
            let own: Vec<usize> = found.iter().copied().filter(|&index| self.definitions[index].owner == Some(owner)).collect();
            if !own.is_empty() {
                return own;
            }
        }
        found
    }

    /// Orders scopes that hold the same place: the deeper, the greater. In C++ a scope begins with
    /// its declaration, so that only its end says which block it belongs to.
    fn depth(&self, scope: Span) -> (Reverse<usize>, usize) {
        match self.language {
            Language::Arduino => (Reverse(scope.end), 0),
            Language::MicroPython => (Reverse(scope.end), scope.start),
        }
    }

    fn is_overloaded(&self, name: &str) -> bool {
        self.by_name.get(name).is_some_and(|all| all.len() > MOST_DEFINITIONS)
    }

    /// The definition of `name` that `at` sees, if there is exactly one.
    pub(super) fn only(&self, name: &str, at: usize) -> Option<&Definition<'a>> {
        self.only_index(name, at).map(|index| &self.definitions[index])
    }

    pub(super) fn only_index(&self, name: &str, at: usize) -> Option<usize> {
        if self.is_overloaded(name) {
            return None;
        }
        match self.visible(name, at).as_slice() {
            [index] => Some(*index),
            _ => None,
        }
    }

    /// The definition of a name that has exactly this scope.
    pub(super) fn definition_in(&self, name: &str, scope: Span) -> Option<usize> {
        self.by_name.get(name)?.iter().copied().find(|&index| self.definitions[index].scope == scope)
    }

    /// Whether a loop's variable is what the loop makes it, all through the loop.
    pub(super) fn is_steady(&self, definition: &Definition) -> bool {
        let all = self.by_name.get(definition.name).map_or(&[][..], Vec::as_slice);
        let is_other = |&index: &usize| {
            let other = &self.definitions[index];
            other.name_span != definition.name_span && definition.scope.contains(other.name_span)
        };
        !all.iter().take(MOST_DEFINITIONS).any(is_other)
            && self
                .assigned
                .get(definition.name)
                .is_none_or(|places| places.iter().all(|&at| at == definition.name_span.start || !definition.scope.touches(at)))
    }

    /// Whether nothing is assigned to a variable after its definition, here or in another file.
    pub(super) fn is_never_assigned(&self, definition: &Definition) -> bool {
        let here = self.assigned.get(definition.name).is_none_or(|places| !places.iter().any(|&at| definition.scope.touches(at)));
        let as_member = definition.owner.is_some() && self.assigned_members.contains(definition.name);
        here && !as_member && !(self.is_global(definition) && self.outer.assigns(definition.name))
    }

    /// Whether a definition is seen by the whole file, from where it stands.
    pub(super) fn is_global(&self, definition: &Definition) -> bool {
        definition.scope.end > self.source.len()
    }

    /// The function around a place.
    pub(super) fn function_at(&self, at: usize) -> Option<usize> {
        let after = self.functions.partition_point(|function| function.span.start <= at);
        // Functions inside of functions are few: one of the last holds the place, or none does.
        (0..after).rev().take(8).find(|&index| at < self.functions[index].span.end)
    }

    /// The class whose method holds a place.
    pub(super) fn owner_at(&self, at: usize) -> Option<&'a str> {
        self.function_at(at).and_then(|index| self.functions[index].owner)
    }

    /// The value of the expression at `span`, if it has no structure.
    pub(super) fn evaluate(&self, span: Span) -> Option<Value> {
        self.shape(span).and_then(|shape| shape.value().cloned())
    }

    /// What the expression at `span` stands for.
    pub(super) fn shape(&self, span: Span) -> Option<Shape> {
        self.expression(span, span.start, 0, None)
    }

    /// What the expression at `span` stands for while `bound` has a value of its own.
    pub(super) fn shape_with(&self, span: Span, bound: (&str, &Shape)) -> Option<Shape> {
        self.expression(span, span.start, 0, Some(bound))
    }

    /// Where the value of a definition is written.
    pub(super) fn value_span(definition: &Definition) -> Option<Span> {
        match definition.meaning {
            Meaning::Fixed(span) | Meaning::Macro(span) | Meaning::Initial(span) => Some(span),
            Meaning::Enumerator(..) => Some(definition.name_span),
            _ => None,
        }
    }

    /// Every name that has a value.
    pub(super) fn constants(&self) -> Vec<Constant> {
        let constant = |(index, definition): (usize, &Definition)| {
            let value_span = Self::value_span(definition)?;
            let shape = match definition.meaning {
                // Defined more than once, it is no constant.
                Meaning::Initial(_) => self.root(definition.name, definition.name_span.start, 0)?,
                _ => self.value(index, 0)?,
            };
            Some(Constant { name: definition.name.to_owned(), value: shape.value()?.clone(), name_span: definition.name_span, value_span })
        };
        self.definitions.iter().enumerate().filter_map(constant).collect()
    }

    fn expression(&self, span: Span, at: usize, depth: usize, bound: Option<(&str, &Shape)>) -> Option<Shape> {
        if depth > LONGEST_CHAIN {
            return None;
        }
        let text = self.source.get(span.start..span.end)?;
        evaluate(text, span.start, self.language, &mut |name, steps| {
            if let Some((variable, shape)) = bound {
                let own = name == variable || self.language == Language::MicroPython && name.split('.').next() == Some(variable);
                if own {
                    let fields = name.split('.').skip(1).map(|field| Step::Field(field.to_owned()));
                    let steps: Vec<Step> = fields.chain(steps.iter().cloned()).collect();
                    return single(Outer::steps(shape.clone(), &steps));
                }
            }
            single(self.parts(name, steps, at, depth + 1))
        })
    }

    /// What a path stands for; several, if an index in it is not known.
    pub(super) fn parts(&self, name: &str, steps: &[Step], at: usize, depth: usize) -> Vec<Shape> {
        if depth > LONGEST_CHAIN {
            return Vec::new();
        }
        if let ("this", [Step::Field(field), rest @ ..]) = (name, steps) {
            return self.parts(field, rest, at, depth + 1);
        }
        if self.language == Language::MicroPython {
            return self.python_parts(name, steps, at, depth);
        }
        let index = self.only_index(name, at);
        let class = index.and_then(|index| self.types.get(&index).copied());
        if let (Some(class), [Step::Field(field), ..]) = (class, steps)
            && let Some(index) = index
            && self.definitions[index].meaning == Meaning::Unknown
        {
            // `Config config;` has the values that its class gives to it.
            let is_changed = self.assigned_fields.contains(field.as_str()) || !self.is_never_assigned(&self.definitions[index]);
            let default = if is_changed { None } else { self.owned(class, field, depth) };
            return default.map(|shape| Outer::steps(shape, &steps[1..])).unwrap_or_default();
        }
        let Some(shape) = self.root(name, at, depth) else {
            return Vec::new();
        };
        let fields = class.and_then(|class| self.class(class)).map(Class::in_order).unwrap_or_default();
        let shape = match steps {
            [Step::Field(_), ..] => shape.with_fields(fields),
            [Step::Index(_), Step::Field(_), ..] => shape.each_with_fields(fields),
            _ => shape,
        };
        Outer::steps(shape, steps)
    }

    /// `self.led`, `config.LED`, `Config.LED`, `PINS["led"]` of Python.
    fn python_parts(&self, name: &str, steps: &[Step], at: usize, depth: usize) -> Vec<Shape> {
        let follow = |shape: Option<Shape>| shape.map(|shape| Outer::steps(shape, steps)).unwrap_or_default();
        let Some((first, rest)) = name.split_once('.') else {
            return follow(self.root(name, at, depth));
        };
        if !self.visible(name, at).is_empty() {
            return follow(self.root(name, at, depth));
        }
        if first == "self" {
            let visible = self.visible(rest, at);
            return match visible.as_slice() {
                [index] => follow(self.value(*index, depth)),
                _ => Vec::new(),
            };
        }
        let Some(index) = self.only_index(first, at) else {
            return Vec::new();
        };
        match self.definitions[index].meaning {
            Meaning::Imported(ref path) => {
                let full = format!("{path}.{rest}");
                follow(self.imported(&full))
            }
            Meaning::Initial(span) if self.is_never_assigned(&self.definitions[index]) => {
                // `config = Config()`.
                let class = self.text(span).split_once('(').map(|(class, _)| class.trim());
                follow(class.filter(|class| self.classes.contains_key(class)).and_then(|class| self.owned(class, rest, depth)))
            }
            _ if self.classes.contains_key(first) => follow(self.owned(first, rest, depth)),
            _ => Vec::new(),
        }
    }

    /// `pins.LED`, `drivers.pins.Config.LED`: a name of a module of the program.
    pub(super) fn imported(&self, path: &str) -> Option<Shape> {
        for (at, _) in path.match_indices('.') {
            if let Some(module) = self.outer.module(&path[..at]) {
                return self.outer.member(module, &path[at + 1..]);
            }
        }
        None
    }

    /// A class of this file or of another.
    pub(super) fn class(&self, name: &str) -> Option<&Class> {
        self.classes.get(name).or_else(|| self.outer.class(name))
    }

    /// What a class, enumeration or namespace calls `name`.
    fn owned(&self, owner: &str, name: &str, depth: usize) -> Option<Shape> {
        let all = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        let mut own = all.iter().copied().take(MOST_DEFINITIONS).filter(|&index| self.definitions[index].owner == Some(owner));
        match (own.next(), own.next()) {
            (Some(index), None) => self.value(index, depth + 1),
            (Some(_), Some(_)) => None,
            (None, _) => self.outer.value(&format!("{owner}.{name}")).flatten(),
        }
    }

    /// What a name without steps stands for.
    fn root(&self, name: &str, at: usize, depth: usize) -> Option<Shape> {
        if self.is_overloaded(name) {
            return None;
        }
        let visible = self.visible(name, at);
        if let Some((first, others)) = visible.split_first() {
            let value = self.value(*first, depth)?;
            let agree = others.iter().all(|&other| self.value(other, depth).as_ref().is_some_and(|other| other.value() == value.value()));
            return agree.then_some(value);
        }
        if let Some((owner, last)) = name.rsplit_once("::") {
            let owner = owner.rsplit("::").next().unwrap_or(owner);
            return self.owned(owner, last, depth).or_else(|| self.enumerator(last, depth));
        }
        if name.contains('.') {
            return None;
        }
        if self.language == Language::MicroPython {
            for module in &self.starred {
                if let Some(shape) = self.imported(&format!("{module}.{name}")) {
                    return Some(shape);
                }
            }
            if matches!(name, "True" | "False" | "None" | "self") {
                return None;
            }
            return Some(unknown_name(name));
        }
        // A member that is declared in another file.
        if let Some(owner) = self.owner_at(at)
            && let Some(member) = self.outer.value(&format!("{owner}.{name}"))
        {
            return member.filter(|_| !self.members.contains_key(&(owner, name)));
        }
        if let Some(value) = self.outer.value(name) {
            return value.filter(|_| !self.assigned.contains_key(name));
        }
        if let Some(value) = binary_constant(name) {
            return Some(Shape::scalar(Value::Int(value), Span::new(0, 0)));
        }
        if matches!(name, "true" | "false" | "nullptr" | "NULL" | "this") {
            return None;
        }
        Some(unknown_name(name))
    }

    /// `D` of `Kind::D`: its scope is its enum's body, which does not see the use.
    fn enumerator(&self, name: &str, depth: usize) -> Option<Shape> {
        match self.by_name.get(name)?.as_slice() {
            [index] => self.value(*index, depth),
            _ => None,
        }
    }

    /// The only thing that is written to a member of a class, in whatever file.
    pub(super) fn member_value(&self, owner: &str, name: &str) -> Option<Span> {
        let [Some(only)] = self.members.get(&(owner, name))?.as_slice() else {
            return None;
        };
        let is_changed = self.assigned_fields.contains(name) || self.outer.writes(&format!("{owner}.{name}"));
        (!is_changed).then_some(*only)
    }

    pub(super) fn value(&self, index: usize, depth: usize) -> Option<Shape> {
        if let Some(value) = self.values.borrow().get(&index) {
            return value.clone();
        }
        let definition = &self.definitions[index];
        let value = match &definition.meaning {
            Meaning::Fixed(span) => self.expression(*span, span.start, depth, None),
            Meaning::Macro(span) => self.expression(*span, self.source.len(), depth, None),
            Meaning::Initial(span) if self.is_never_assigned(definition) => self.expression(*span, span.start, depth, None),
            Meaning::Enumerator(None, steps) => Some(Shape::scalar(Value::Int(*steps), definition.name_span)),
            Meaning::Enumerator(Some(base), steps) => match self.value(*base, depth + 1).as_ref().and_then(Shape::value) {
                Some(Value::Int(base)) => base.checked_add(*steps).map(|value| Shape::scalar(Value::Int(value), definition.name_span)),
                _ => None,
            },
            Meaning::Imported(path) => self.imported(path),
            _ => None,
        };
        // The value of a name is written where the name is defined, also if it is another name.
        let value = match (value, Self::value_span(definition)) {
            (Some(Shape::Scalar(scalar)), Some(written)) if scalar.file.is_none() => Some(Shape::scalar(scalar.value, written)),
            (value, _) => value,
        };
        // A chain that was cut short may have a value when asked for from nearer.
        if value.is_some() || depth == 0 {
            self.values.borrow_mut().insert(index, value.clone());
        }
        value
    }
}

impl Names<'_> {
    /// What the document offers to others. `takes` says what its functions do with their parameters.
    pub(super) fn interface(&self, mut offered: Interface, takes: Vec<Vec<Take>>, parts: &Parts) -> Interface {
        let is_module = self.language == Language::MicroPython;
        for (index, definition) in self.definitions.iter().enumerate() {
            let key = match definition.owner {
                Some(owner) => format!("{owner}.{}", definition.name.rsplit('.').next().unwrap_or(definition.name)),
                None if self.is_global(definition) => definition.name.to_owned(),
                None => continue,
            };
            if matches!(definition.meaning, Meaning::Unknown | Meaning::Imported(_)) && !is_module && !self.types.contains_key(&index) {
                // A function or a field without a value: it hides what others call by that name.
                offered.values.entry(key).or_insert(None);
                continue;
            }
            let fields = self.types.get(&index).and_then(|class| self.classes.get(class)).map(Class::in_order).unwrap_or_default();
            let value = self.value(index, 0).map(|shape| match &shape {
                Shape::List(elements) if elements.iter().flatten().all(|element| matches!(element, Shape::List(_))) => {
                    shape.each_with_fields(fields)
                }
                _ => shape.with_fields(fields),
            });
            // Of another file's file nobody knows the number here.
            let value = value.filter(|shape| !parts.is_unclear(definition.name_span) && is_of_this_file(shape));
            match offered.values.entry(key) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(mut entry) if entry.get().as_ref().and_then(Shape::value) != value.as_ref().and_then(Shape::value) => {
                    entry.insert(None);
                }
                Entry::Occupied(_) => {}
            }
        }
        offered.assigned.extend(self.assigned_elsewhere().map(str::to_owned));
        offered.assigned.extend(self.assigned_modules.iter().map(|name| (*name).to_owned()));
        offered.written.extend(self.written_members());
        offered
            .classes
            .extend(self.classes.iter().filter(|(name, _)| !name.is_empty()).map(|(name, class)| ((*name).to_owned(), class.clone())));
        offered.functions = self
            .functions
            .iter()
            .zip(takes)
            .map(|(function, takes)| {
                let parameters = function.wrapper.parameters.iter().zip(&function.defaults);
                let parameters = parameters.map(|(parameter, default)| Parameter {
                    name: parameter.name.clone(),
                    default: default.map(|span| self.shape(span).filter(is_of_this_file)),
                });
                Wrapper { takes, parameters: parameters.collect(), ..function.wrapper.clone() }
            })
            .collect();
        offered
    }
}

/// Whether no part of a value is written in another file.
fn is_of_this_file(shape: &Shape) -> bool {
    match shape {
        Shape::Scalar(scalar) => scalar.file.is_none(),
        Shape::List(elements) => elements.iter().flatten().all(is_of_this_file),
        Shape::Record(fields) => fields.iter().filter_map(|(_, shape)| shape.as_ref()).all(is_of_this_file),
    }
}

fn single(shapes: Vec<Shape>) -> Option<Shape> {
    let mut shapes = shapes.into_iter();
    let first = shapes.next()?;
    shapes.next().is_none().then_some(first)
}

/// A name that this program does not define: perhaps the board does.
fn unknown_name(name: &str) -> Shape {
    Shape::scalar(Value::Name(name.to_owned()), Span::new(0, 0))
}

/// `B00001111`, which the Arduino core defines for every byte.
fn binary_constant(name: &str) -> Option<i64> {
    let digits = name.strip_prefix('B')?;
    let is_binary = (1..=8).contains(&digits.len()) && digits.bytes().all(|digit| matches!(digit, b'0' | b'1'));
    // `B0` and `B1` are pins of ports, too.
    (is_binary && digits.len() > 1).then(|| i64::from_str_radix(digits, 2).ok()).flatten()
}
