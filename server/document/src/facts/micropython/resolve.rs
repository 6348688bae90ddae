//! What names stand for: modules, classes, instances.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Assignment;
use crate::Span;
use crate::facts::names::Names;
use crate::facts::{Declaration, micropython_pins as pins};

/// Variables that stand for variables that stand for variables …
const LONGEST_CHAIN: usize = 8;

/// Finds out what names stand for.
pub(super) struct Resolver<'a> {
    pub(super) names: &'a Names<'a>,
    pub(super) imports: &'a FxHashMap<&'a str, String>,
    pub(super) import_spans: &'a FxHashSet<Span>,
    pub(super) starred: Vec<&'a str>,
    pub(super) assignments: &'a FxHashMap<&'a str, Vec<Assignment>>,
    pub(super) source: &'a str,
    pub(super) call_at: &'a FxHashMap<Span, usize>,
    /// Parallel to the calls: what is called, as written.
    pub(super) callees: Vec<&'a str>,
}

impl<'a> Resolver<'a> {
    /// A module, class or function with imports resolved: `m.Pin` → `machine.Pin`. Nothing for
    /// variables and for what this document defines itself.
    pub(super) fn qualified(&self, text: &str, at: usize) -> Option<String> {
        let is_path = text.split('.').all(|word| !word.is_empty() && word.chars().all(|char| char.is_alphanumeric() || char == '_'));
        if !is_path {
            return None;
        }
        let (root, rest) = text.find('.').map_or((text, ""), |dot| text.split_at(dot));
        if let Some(module) = self.imports.get(root) {
            // A parameter or a local variable hides an import; `network = None` in a handler of
            // ImportError does not.
            let is_hidden = self.names.visible(root, at).iter().any(|&index| {
                let definition = &self.names.definitions[index];
                definition.scope.end <= self.source.len() && !self.import_spans.contains(&definition.name_span)
            });
            return (!is_hidden).then(|| format!("{module}{rest}"));
        }
        if !self.names.visible(root, at).is_empty() {
            return None;
        }
        pins::starred(root, &self.starred).map(|module| format!("{module}.{text}"))
    }

    /// The assignments to a name or attribute that `at` sees.
    fn assigned(&self, text: &str, at: usize) -> Vec<&'a Assignment> {
        let all = self.assignments.get(text).map_or(&[][..], Vec::as_slice);
        let scope =
            all.iter().filter(|assignment| assignment.scope.touches(at)).map(|assignment| assignment.scope).min_by_key(|scope| scope.len());
        all.iter().filter(|assignment| Some(assignment.scope) == scope).collect()
    }

    fn text(&self, span: Span) -> &'a str {
        self.source.get(span.start..span.end).unwrap_or_default()
    }

    /// The class of which the expression is an instance: `machine.ADC` for `ADC(34)` and for a
    /// variable that holds one.
    pub(super) fn class_of(&self, text: &str, at: usize, depth: usize) -> Option<String> {
        if depth > LONGEST_CHAIN {
            return None;
        }
        let mut found: Option<String> = None;
        let assigned = self.assigned(text, at);
        if assigned.is_empty() {
            // `Pin(2).on()`.
            let call = self.call_at.get(&Span::new(at, at + text.len()))?;
            return self.class_of_callee(self.callees[*call], at);
        }
        for assignment in assigned {
            let value = assignment.value?;
            let text = self.text(value);
            if text == "None" {
                continue;
            }
            let class = match self.call_at.get(&value) {
                Some(&call) => self.class_of_callee(self.callees[call], value.start),
                None => self.class_of(text, value.start, depth + 1),
            }?;
            if found.as_ref().is_some_and(|found| *found != class) {
                return None;
            }
            found = Some(class);
        }
        found
    }

    /// The class that is called; functions begin with a small letter.
    fn class_of_callee(&self, callee: &str, at: usize) -> Option<String> {
        let name = callee.rsplit('.').next().unwrap_or(callee);
        if !name.starts_with(|first: char| first.is_uppercase()) {
            return None;
        }
        self.qualified(callee, at).or_else(|| (!callee.contains('.')).then(|| callee.to_owned()))
    }

    pub(super) fn declared_class(&self, declaration: &Declaration) -> Option<String> {
        let at = declaration.name_span.start;
        self.class_of(&declaration.name, at, 0).or_else(|| self.class_of(&format!("self.{}", declaration.name), at, 0))
    }
}
