//! Includes, macros and functions.

use tree_sitter::Node;

use super::declarations::function_declarator;
use super::{FrameKind, LANGUAGE, Walk};
use crate::Span;
use crate::facts::functions::Wrapper;
use crate::facts::names::{Definition, Function, Meaning};
use crate::facts::{Declaration, DeclarationKind, Import, InterruptHandler};

/// Attributes that keep a function in RAM.
const RAM_ATTRIBUTES: &[&str] = &[
    "ARDUINO_ISR_ATTR",
    "ICACHE_RAM_ATTR",
    "IRAM_ATTR",
    "__not_in_flash_func(",
    "__no_inline_not_in_flash_func(",
    "__time_critical_func(",
];

impl<'t> Walk<'_, 't> {
    pub(super) fn include(&mut self, node: Node<'t>) {
        let Some(path) = LANGUAGE.child(node, "path") else {
            return;
        };
        let text = self.text(path);
        let module = text.trim_matches(['<', '>', '"']);
        if module.is_empty() {
            return;
        }
        self.facts.imports.push(Import {
            module: module.to_owned(),
            names: Vec::new(),
            alias: None,
            local: text.starts_with('"'),
            conditional: self.dialect.is_conditional(node.start_byte()),
            // The node ends after its line break.
            span: Span::new(node.start_byte(), path.end_byte()),
        });
    }

    pub(super) fn define(&mut self, node: Node<'t>) {
        let Some(name) = LANGUAGE.child(node, "name") else {
            return;
        };
        let scope = Span::new(node.start_byte(), self.file().end);
        self.declare(name, DeclarationKind::Macro, None, scope);
        let value = node
            .child_by_field_name("value")
            .filter(|_| node.kind() == "preproc_def")
            .map(|value| self.without_comment(value.into()))
            .filter(|value| !value.is_empty());
        if node.kind() == "preproc_def" && !self.parts.is_unclear(node.into()) {
            self.offered.macros.push((self.text(name).to_owned(), value.map_or_else(String::new, |value| self.slice(value).to_owned())));
        }
        let meaning = match value {
            // A default that the build overrides is not compiled then; one of two is unclear.
            Some(_) if self.parts.is_unclear(node.into()) && node.kind() != "preproc_def" => Meaning::Unknown,
            Some(value) => Meaning::Macro(value),
            None => Meaning::Unknown,
        };
        self.names.define(Definition { name: self.text(name), owner: None, name_span: name.into(), scope, meaning });
    }

    /// The body of a `#define` without the comment that the grammar takes for a part of it.
    fn without_comment(&self, span: Span) -> Span {
        let text = self.slice(span);
        let mut quoted = false;
        let mut previous = '\0';
        let end = text.find(|char: char| {
            quoted ^= char == '"' && previous != '\\';
            let comment = !quoted && previous == '/' && matches!(char, '/' | '*');
            previous = char;
            comment
        });
        let end = end.map_or(text.len(), |at| at - 1);
        Span::new(span.start, span.start + text[..end].trim_end().len())
    }

    pub(super) fn declare(&mut self, name: Node, kind: DeclarationKind, type_name: Option<&str>, scope: Span) {
        if scope.end > self.source.len() && kind != DeclarationKind::Parameter {
            let class = type_name.filter(|_| kind == DeclarationKind::Variable).map(|name| {
                let name = name.split('<').next().unwrap_or(name);
                name.rsplit("::").next().unwrap_or(name).trim().to_owned()
            });
            self.offered.names.insert(self.text(name).to_owned(), class);
        }
        self.facts.declarations.push(Declaration {
            name: self.text(name).to_owned(),
            kind,
            type_name: type_name.map(str::to_owned),
            name_span: name.into(),
            scope: Span::new(scope.start, scope.end.min(self.source.len())),
        });
    }

    pub(super) fn function(&mut self, node: Node<'t>) {
        let Some(body) = LANGUAGE.child(node, "body") else {
            return;
        };
        let Some(declarator) = LANGUAGE.child(node, "declarator").and_then(function_declarator) else {
            return;
        };
        let Some(name) = LANGUAGE.child(declarator, "declarator") else {
            return;
        };
        let mut text = self.text(name);
        if matches!(text, "ISR" | "SIGNAL") {
            let vector = LANGUAGE.child(declarator, "parameters").and_then(|parameters| parameters.named_child(0));
            if let Some(vector) = vector {
                text = self.text(vector);
                self.facts.interrupt_handlers.push(InterruptHandler {
                    name: text.to_owned(),
                    span: vector.into(),
                    body: Some(body.into()),
                    in_ram: false,
                });
            }
            self.place.push(node, FrameKind::Function(text, None));
            return;
        }
        let class = self.place.frames().next().and_then(|frame| match frame.kind {
            FrameKind::Class(name) => Some((name, frame.span)),
            _ => None,
        });
        let scope = match class {
            Some((_, span)) if !self.out_of_class => span,
            _ => self.file(),
        };
        // `void Led::begin() {`.
        let (owner, simple) = match text.rsplit_once("::") {
            Some((owner, simple)) => (Some(owner.rsplit("::").next().unwrap_or(owner).trim()), simple.trim()),
            None => (class.map(|(name, _)| name).filter(|name| !name.is_empty()), text),
        };
        if let Some(owner) = owner.filter(|owner| *owner == simple) {
            self.names.classes.entry(owner).or_default().is_constructed = true;
        }
        if matches!(name.kind(), "identifier" | "field_identifier") {
            self.function_name(name, LANGUAGE.child(node, "type"), scope);
        }
        if self.is_in_ram(node.start_byte(), body.start_byte()) {
            self.ram_functions.insert(text);
        }
        self.bodies.insert(text, body.into());
        let wrapper = Wrapper {
            name: simple.to_owned(),
            owner: owner.map(str::to_owned),
            parameters: Vec::new(),
            takes: Vec::new(),
            has_body: !self.parts.is_unclear(node.into()),
        };
        self.place.push(node, FrameKind::Function(text, Some(self.names.functions.len())));
        self.names.functions.push(Function { wrapper, owner, span: node.into(), defaults: Vec::new() });
    }

    fn function_name(&mut self, name: Node<'t>, result: Option<Node<'t>>, scope: Span) {
        let type_name = result.map(|result| self.text(result));
        self.declare(name, DeclarationKind::Function, type_name, scope);
        let owner = self.owner();
        self.names.define(Definition { name: self.text(name), owner, name_span: name.into(), scope, meaning: Meaning::Unknown });
    }

    /// Whether an attribute before `end` puts the function that starts at `start` into RAM. One that
    /// comes first (`IRAM_ATTR void f()`) lies before the node: the grammar has not seen it.
    pub(super) fn is_in_ram(&self, start: usize, end: usize) -> bool {
        let attributes = &self.dialect.attributes;
        let mut first = start;
        let before = attributes.partition_point(|attribute| attribute.end <= start);
        for attribute in attributes[..before].iter().rev() {
            if !self.source[attribute.end..first].trim().is_empty() {
                break;
            }
            first = attribute.start;
        }
        let from = attributes.partition_point(|attribute| attribute.start < first);
        attributes[from..]
            .iter()
            .take_while(|attribute| attribute.start < end)
            .any(|attribute| RAM_ATTRIBUTES.contains(&&self.source[attribute.clone()]))
    }
}
