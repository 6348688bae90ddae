//! Names, where they are visible, and what they stand for.

use std::cell::RefCell;
use std::cmp::{Ordering, Reverse};

use grammars::Language;
use rustc_hash::FxHashMap;

use super::evaluate::evaluate;
use super::{Constant, Value};
use crate::Span;

/// Names defined through names defined through names …
const LONGEST_CHAIN: usize = 16;
/// A name that is defined more often than this stands for nothing: generated files would take
/// quadratic time.
const MOST_DEFINITIONS: usize = 256;

/// What a name stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning<'a> {
    /// The expression at a place, for good.
    Fixed(Span),
    /// A macro: its expression is read where it is used, not where it stands.
    Macro(Span),
    /// The expression at a place, unless something is assigned to the name.
    Initial(Span),
    /// The enumerator that comes so many places after another definition, or after nothing.
    Enumerator(Option<usize>, i64),
    /// The expressions at several places, by index.
    Array(Vec<Span>),
    /// One after the other, the elements of the array named there.
    Each(Span),
    /// Whatever the function is called with at this index.
    Parameter(&'a str, usize),
    /// Nothing that could be worked out.
    Unknown,
}

/// A definition of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Definition<'a> {
    pub(super) name: &'a str,
    pub(super) name_span: Span,
    pub(super) scope: Span,
    pub(super) meaning: Meaning<'a>,
}

/// All definitions of a document.
pub(super) struct Names<'a> {
    source: &'a str,
    language: Language,
    pub(super) definitions: Vec<Definition<'a>>,
    by_name: FxHashMap<&'a str, Vec<usize>>,
    /// Where something is assigned to a name after its definition.
    assigned: FxHashMap<&'a str, Vec<usize>>,
    /// Values of definitions that have been asked for.
    values: RefCell<FxHashMap<usize, Option<Value>>>,
}

impl<'a> Names<'a> {
    pub(super) fn new(source: &'a str, language: Language) -> Self {
        Self {
            source,
            language,
            definitions: Vec::new(),
            by_name: FxHashMap::default(),
            assigned: FxHashMap::default(),
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
        if self.is_overloaded(name) {
            return None;
        }
        match self.visible(name, at).as_slice() {
            [index] => Some(&self.definitions[*index]),
            _ => None,
        }
    }

    /// Whether nothing is assigned to a variable after its definition.
    pub(super) fn is_never_assigned(&self, definition: &Definition) -> bool {
        self.assigned.get(definition.name).is_none_or(|places| !places.iter().any(|&at| definition.scope.touches(at)))
    }

    /// The value of the expression at `span`.
    pub(super) fn evaluate(&self, span: Span) -> Option<Value> {
        self.expression(span, span.start, 0)
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
            Some(Constant {
                name: definition.name.to_owned(),
                value: match definition.meaning {
                    // Defined more than once, it is no constant.
                    Meaning::Initial(_) => self.named(definition.name, definition.name_span.start, 0)?,
                    _ => self.value(index, 0)?,
                },
                name_span: definition.name_span,
                value_span: Self::value_span(definition)?,
            })
        };
        self.definitions.iter().enumerate().filter_map(constant).collect()
    }

    fn expression(&self, span: Span, at: usize, depth: usize) -> Option<Value> {
        if depth > LONGEST_CHAIN {
            return None;
        }
        let text = self.source.get(span.start..span.end)?;
        evaluate(text, self.language, &mut |name| self.named(name, at, depth + 1))
    }

    fn named(&self, name: &str, at: usize, depth: usize) -> Option<Value> {
        if self.is_overloaded(name) {
            return None;
        }
        let visible = self.visible(name, at);
        if let Some((first, others)) = visible.split_first() {
            let value = self.value(*first, depth)?;
            let agree = others.iter().all(|&other| self.value(other, depth).as_ref() == Some(&value));
            return agree.then_some(value);
        }
        if let Some((_, last)) = name.rsplit_once("::") {
            return self.enumerator(last, depth);
        }
        if let Some(attribute) = name.strip_prefix("self.") {
            return match self.visible(attribute, at).as_slice() {
                [index] => self.value(*index, depth),
                _ => None,
            };
        }
        if name.contains('.') {
            return None;
        }
        if self.language == Language::Arduino {
            if let Some(value) = binary_constant(name) {
                return Some(Value::Int(value));
            }
            if matches!(name, "true" | "false" | "nullptr" | "NULL" | "this") {
                return None;
            }
        } else if matches!(name, "True" | "False" | "None" | "self") {
            return None;
        }
        Some(Value::Name(name.to_owned()))
    }

    /// `D` of `Kind::D`: its scope is its enum's body, which does not see the use.
    fn enumerator(&self, name: &str, depth: usize) -> Option<Value> {
        match self.by_name.get(name)?.as_slice() {
            [index] => self.value(*index, depth),
            _ => None,
        }
    }

    fn value(&self, index: usize, depth: usize) -> Option<Value> {
        if let Some(value) = self.values.borrow().get(&index) {
            return value.clone();
        }
        let definition = &self.definitions[index];
        let value = match definition.meaning {
            Meaning::Fixed(span) => self.expression(span, span.start, depth),
            Meaning::Macro(span) => self.expression(span, self.source.len(), depth),
            Meaning::Initial(span) if self.is_never_assigned(definition) => self.expression(span, span.start, depth),
            Meaning::Enumerator(None, steps) => Some(Value::Int(steps)),
            Meaning::Enumerator(Some(base), steps) => match self.value(base, depth + 1) {
                Some(Value::Int(base)) => base.checked_add(steps).map(Value::Int),
                _ => None,
            },
            _ => None,
        };
        // A chain that was cut short may have a value when asked for from nearer.
        if value.is_some() || depth == 0 {
            self.values.borrow_mut().insert(index, value.clone());
        }
        value
    }
}

/// `B00001111`, which the Arduino core defines for every byte.
fn binary_constant(name: &str) -> Option<i64> {
    let digits = name.strip_prefix('B')?;
    let is_binary = (1..=8).contains(&digits.len()) && digits.bytes().all(|digit| matches!(digit, b'0' | b'1'));
    // `B0` and `B1` are pins of ports, too.
    (is_binary && digits.len() > 1).then(|| i64::from_str_radix(digits, 2).ok()).flatten()
}
