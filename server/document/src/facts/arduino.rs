//! Facts of Arduino C++: one walk over the tree, then questions to what it collected.

use grammars::{Dialect, Language};
use rustc_hash::{FxHashMap, FxHashSet};
use tree_sitter::{Node, Tree};

use super::arduino_uses::PinReader;
use super::names::{Definition, Meaning, Names};
use super::{Argument, Call, Declaration, DeclarationKind, Facts, Import, InterruptHandler, MemberAccess, NameUse, arduino_pins, comments};
use crate::Span;

/// Longer arrays are pictures and tables, not pins.
pub(super) const LONGEST_ARRAY: usize = 64;

/// Attributes that keep a function in RAM.
const RAM_ATTRIBUTES: &[&str] = &[
    "ARDUINO_ISR_ATTR",
    "ICACHE_RAM_ATTR",
    "IRAM_ATTR",
    "__not_in_flash_func(",
    "__no_inline_not_in_flash_func(",
    "__time_critical_func(",
];

pub(super) fn read(source: &str, tree: &Tree, dialect: &Dialect) -> Facts {
    let mut walk = Walk {
        source,
        dialect,
        facts: Facts::default(),
        names: Names::new(source, Language::Arduino),
        sites: Vec::new(),
        types: FxHashMap::default(),
        type_names: FxHashSet::default(),
        functions: FxHashMap::default(),
        ram_functions: FxHashSet::default(),
        lambdas: Vec::new(),
        out_of_class: has_out_of_class_methods(source),
        ancestors: Vec::new(),
        frames: Vec::new(),
        last_enumerator: None,
    };
    walk.tree(tree);
    walk.hide();
    let mut facts = walk.conclude();
    for directive in &dialect.unmatched {
        facts.syntax_errors.push(Span::new(directive.start, directive.end));
    }
    facts.syntax_errors.sort_unstable();
    facts
}

/// Whether some `Class::method(…) {` may stand outside of its class.
fn has_out_of_class_methods(source: &str) -> bool {
    source.contains("::")
}

/// What a call is a call of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Function,
    Method,
    Constructor,
    /// `dht(4, DHT22)` of `Sensor() : dht(4, DHT22) {}`: a constructor if `dht` is an object.
    Field,
}

/// What the facts' own [`Call`] does not say.
pub(super) struct Site {
    pub(super) kind: Kind,
    pub(super) template_arguments: Vec<Span>,
}

struct Function {
    body: Span,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FrameKind<'a> {
    /// Names declared inside are visible to its end.
    Scope,
    Function(&'a str),
    Lambda,
    Prototype,
    Class,
    /// A namespace or a template: no scope of its own.
    Enum,
    Error,
}

struct Frame<'a> {
    depth: usize,
    kind: FrameKind<'a>,
    span: Span,
}

struct Walk<'a, 't> {
    source: &'a str,
    dialect: &'a Dialect,
    facts: Facts,
    names: Names<'a>,
    /// Parallel to `facts.calls`.
    sites: Vec<Site>,
    /// Class of a definition, by its index.
    types: FxHashMap<usize, &'a str>,
    type_names: FxHashSet<&'a str>,
    functions: FxHashMap<&'a str, Function>,
    ram_functions: FxHashSet<&'a str>,
    lambdas: Vec<(Span, Span)>,
    out_of_class: bool,
    ancestors: Vec<Node<'t>>,
    frames: Vec<Frame<'a>>,
    last_enumerator: Option<(Option<usize>, i64)>,
}

/// Type, qualifiers and visibility that the declarators of one declaration share.
#[derive(Clone, Copy)]
struct Shared<'a, 't> {
    type_node: Option<Node<'t>>,
    type_text: Option<&'a str>,
    is_const: bool,
    is_extern: bool,
    scope: Span,
}

impl<'a, 't> Walk<'a, 't> {
    /// Visits every node, parents first. Deep trees are no deep recursion.
    fn tree(&mut self, tree: &'t Tree) {
        let mut cursor = tree.walk();
        loop {
            let node = cursor.node();
            let depth = self.ancestors.len();
            while self.frames.last().is_some_and(|frame| frame.depth >= depth) {
                self.frames.pop();
            }
            let descend = self.visit(node, cursor.field_name());
            if descend && cursor.goto_first_child() {
                self.ancestors.push(node);
                continue;
            }
            while !cursor.goto_next_sibling() {
                if !cursor.goto_parent() {
                    return;
                }
                self.ancestors.pop();
            }
        }
    }

    fn text(&self, node: Node) -> &'a str {
        self.source.get(node.byte_range()).unwrap_or_default()
    }

    fn slice(&self, span: Span) -> &'a str {
        self.source.get(span.start..span.end).unwrap_or_default()
    }

    fn push(&mut self, node: Node, kind: FrameKind<'a>) {
        self.frames.push(Frame { depth: self.ancestors.len(), kind, span: node.into() });
    }

    /// The file, to one past its end, so that a function at the very end lies inside of it.
    fn file(&self) -> Span {
        Span::new(0, self.source.len() + 1)
    }

    /// Where a name declared at `start` is visible.
    fn scope_from(&self, start: usize) -> Span {
        let enclosing = self.frames.iter().rev().find_map(|frame| match frame.kind {
            FrameKind::Class if self.out_of_class => Some(self.file()),
            // Members see each other in any order.
            FrameKind::Class => Some(frame.span),
            FrameKind::Scope | FrameKind::Function(_) | FrameKind::Lambda => Some(Span::new(start, frame.span.end)),
            _ => None,
        });
        enclosing.unwrap_or(Span::new(start, self.file().end))
    }

    fn enclosing_function(&self) -> Option<&'a str> {
        self.frames.iter().rev().find_map(|frame| match frame.kind {
            FrameKind::Function(name) => Some(name),
            _ => None,
        })
    }

    fn in_function(&self) -> bool {
        self.frames.iter().any(|frame| matches!(frame.kind, FrameKind::Function(_) | FrameKind::Lambda))
    }

    fn in_error(&self) -> bool {
        self.frames.iter().any(|frame| frame.kind == FrameKind::Error)
    }

    /// Records what a node says; whether to visit its children.
    fn visit(&mut self, node: Node<'t>, field: Option<&str>) -> bool {
        if node.is_error() || node.is_missing() {
            self.facts.syntax_errors.push(node.into());
            self.push(node, FrameKind::Error);
        }
        match node.kind() {
            "comment" => comments::read(self.source, node.into(), &mut self.facts),
            "preproc_include" => {
                self.include(node);
                return false;
            }
            "preproc_def" | "preproc_function_def" => {
                self.define(node);
                return false;
            }
            // Conditions of `#if` speak of the toolchain, not of this program's names.
            _ if field == Some("condition") && self.ancestors.last().is_some_and(|parent| parent.kind().starts_with("preproc_")) => {
                return false;
            }
            "function_definition" => self.function(node),
            "lambda_expression" => {
                let body = node.child_by_field_name("body").map_or(node.into(), Span::from);
                self.lambdas.push((node.into(), body));
                self.push(node, FrameKind::Lambda);
            }
            "declaration" | "field_declaration" => self.declaration(node),
            "parameter_declaration" | "optional_parameter_declaration" => self.parameter(node),
            "for_range_loop" => {
                self.push(node, FrameKind::Scope);
                self.range_loop(node);
            }
            "compound_statement" | "for_statement" | "if_statement" | "while_statement" | "switch_statement" | "catch_clause" => {
                self.push(node, FrameKind::Scope);
            }
            "class_specifier" | "struct_specifier" | "union_specifier" | "enum_specifier" => {
                self.class(node);
            }
            "enumerator" => self.enumerator(node),
            "type_definition" | "alias_declaration" | "type_parameter_declaration" | "namespace_definition" => self.type_alias(node),
            "call_expression" => self.call(node),
            "new_expression" => {
                self.construction(node, node.child_by_field_name("type"), "arguments");
            }
            "compound_literal_expression" => {
                self.construction(node, node.child_by_field_name("type"), "value");
            }
            "field_initializer" => self.field_initializer(node),
            "assignment_expression" => self.assignment(node.child_by_field_name("left")),
            "update_expression" => self.assignment(node.child_by_field_name("argument")),
            "pointer_expression" if node.child_by_field_name("operator").is_some_and(|operator| operator.kind() == "&") => {
                self.assignment(node.child_by_field_name("argument"));
            }
            "field_expression" | "qualified_identifier" => self.member(node, field),
            "identifier" => self.name_use(node, field),
            _ => {}
        }
        true
    }

    fn include(&mut self, node: Node<'t>) {
        let Some(path) = node.child_by_field_name("path") else {
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

    fn define(&mut self, node: Node<'t>) {
        let Some(name) = node.child_by_field_name("name") else {
            return;
        };
        let scope = Span::new(node.start_byte(), self.file().end);
        self.declare(name, DeclarationKind::Macro, None, scope);
        let value = node
            .child_by_field_name("value")
            .filter(|_| node.kind() == "preproc_def")
            .map(|value| self.without_comment(value.into()))
            .filter(|value| !value.is_empty());
        self.names.define(Definition {
            name: self.text(name),
            name_span: name.into(),
            scope,
            meaning: value.map_or(Meaning::Unknown, Meaning::Macro),
        });
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

    fn declare(&mut self, name: Node, kind: DeclarationKind, type_name: Option<&str>, scope: Span) {
        self.facts.declarations.push(Declaration {
            name: self.text(name).to_owned(),
            kind,
            type_name: type_name.map(str::to_owned),
            name_span: name.into(),
            scope: Span::new(scope.start, scope.end.min(self.source.len())),
        });
    }

    fn function(&mut self, node: Node<'t>) {
        let Some(body) = node.child_by_field_name("body") else {
            return;
        };
        let Some(declarator) = node.child_by_field_name("declarator").and_then(function_declarator) else {
            return;
        };
        let Some(name) = declarator.child_by_field_name("declarator") else {
            return;
        };
        let mut text = self.text(name);
        if matches!(text, "ISR" | "SIGNAL") {
            let vector = declarator.child_by_field_name("parameters").and_then(|parameters| parameters.named_child(0));
            if let Some(vector) = vector {
                text = self.text(vector);
                self.facts.interrupt_handlers.push(InterruptHandler {
                    name: text.to_owned(),
                    span: vector.into(),
                    body: Some(body.into()),
                    in_ram: false,
                });
            }
            self.push(node, FrameKind::Function(text));
            return;
        }
        let scope = match self.frames.last() {
            Some(frame) if frame.kind == FrameKind::Class && !self.out_of_class => frame.span,
            _ => self.file(),
        };
        if matches!(name.kind(), "identifier" | "field_identifier") {
            self.function_name(name, node.child_by_field_name("type"), scope);
        }
        if self.is_in_ram(node.start_byte(), body.start_byte()) {
            self.ram_functions.insert(text);
        }
        self.functions.insert(text, Function { body: body.into() });
        self.push(node, FrameKind::Function(text));
    }

    fn function_name(&mut self, name: Node<'t>, result: Option<Node<'t>>, scope: Span) {
        let type_name = result.map(|result| self.text(result));
        self.declare(name, DeclarationKind::Function, type_name, scope);
        self.names.define(Definition { name: self.text(name), name_span: name.into(), scope, meaning: Meaning::Unknown });
    }

    /// Whether an attribute before `end` puts the function that starts at `start` into RAM. One that
    /// comes first (`IRAM_ATTR void f()`) lies before the node: the grammar has not seen it.
    fn is_in_ram(&self, start: usize, end: usize) -> bool {
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

    fn declaration(&mut self, node: Node<'t>) {
        let type_node = node.child_by_field_name("type");
        let mut shared = Shared {
            type_node,
            type_text: type_node.map(|type_node| self.text(type_node)),
            is_const: false,
            is_extern: false,
            scope: self.scope_from(node.start_byte()),
        };
        let mut cursor = node.walk();
        let mut declarators = Vec::new();
        for child in node.children(&mut cursor) {
            match child.kind() {
                "type_qualifier" => {
                    shared.is_const |= matches!(self.text(child), "const" | "constexpr");
                }
                "storage_class_specifier" => shared.is_extern |= self.text(child) == "extern",
                _ => {}
            }
        }
        let mut cursor = node.walk();
        declarators.extend(node.children_by_field_name("declarator", &mut cursor));
        for declarator in declarators {
            self.declarator(node, declarator, shared);
        }
        // `int pin = 5;` in a class.
        if node.kind() == "field_declaration"
            && let (Some(value), Some(declarator)) = (node.child_by_field_name("default_value"), node.child_by_field_name("declarator"))
        {
            self.field_default(declarator, value, shared.is_const);
        }
    }

    fn field_default(&mut self, declarator: Node<'t>, value: Node<'t>, is_const: bool) {
        if declarator.kind() != "field_identifier" {
            return;
        }
        let name_span = Span::from(declarator);
        let definition = self.names.definitions.iter_mut().rev().find(|definition| definition.name_span == name_span);
        if let Some(definition) = definition {
            definition.meaning = if is_const { Meaning::Fixed(value.into()) } else { Meaning::Initial(value.into()) };
        }
    }

    /// One declarator of a declaration: the name, what it is, and its value.
    fn declarator(&mut self, whole: Node<'t>, declarator: Node<'t>, shared: Shared<'a, 't>) {
        let mut node = declarator;
        let mut value = None;
        let mut is_array = false;
        let mut is_pointer = false;
        loop {
            node = match node.kind() {
                "init_declarator" => {
                    value = node.child_by_field_name("value");
                    match node.child_by_field_name("declarator") {
                        Some(inner) => inner,
                        None => return,
                    }
                }
                "array_declarator" => {
                    is_array = true;
                    match node.child_by_field_name("declarator") {
                        Some(inner) => inner,
                        None => return,
                    }
                }
                "pointer_declarator" | "reference_declarator" | "parenthesized_declarator" | "attributed_declarator" => {
                    is_pointer = true;
                    match inner_declarator(node) {
                        Some(inner) => inner,
                        None => return,
                    }
                }
                "function_declarator" => {
                    let Some(name) = node.child_by_field_name("declarator") else {
                        return;
                    };
                    if name.kind() == "parenthesized_declarator" {
                        // A pointer to a function.
                        is_pointer = true;
                        name
                    } else if self.is_construction(node, shared) {
                        self.constructed(whole, name, node.child_by_field_name("parameters"), shared);
                        return;
                    } else {
                        self.prototype(whole, name, shared);
                        return;
                    }
                }
                "structured_binding_declarator" => {
                    let mut cursor = node.walk();
                    let names: Vec<_> = node.named_children(&mut cursor).collect();
                    for name in names {
                        self.variable(name, None, shared, Meaning::Unknown);
                    }
                    return;
                }
                "identifier" | "field_identifier" => break,
                _ => return,
            };
        }
        if shared.is_extern && value.is_none() {
            // The value is elsewhere; the name is here.
            self.declare(node, DeclarationKind::Variable, shared.type_text, shared.scope);
            return;
        }
        let is_class = shared.type_node.is_some_and(|type_node| !is_number(type_node, self.text(type_node)));
        let meaning = match value {
            Some(value) if is_array && value.kind() == "initializer_list" => elements(value).map_or(Meaning::Unknown, Meaning::Array),
            Some(value) if matches!(value.kind(), "argument_list" | "initializer_list") => {
                if is_class && !is_pointer {
                    self.constructed(whole, node, Some(value), shared);
                    return;
                }
                match elements(value).as_deref() {
                    Some([only]) => held(*only, shared.is_const && !is_pointer),
                    _ => Meaning::Unknown,
                }
            }
            Some(value) => held(value.into(), shared.is_const && !is_pointer),
            None => Meaning::Unknown,
        };
        let class = self.class_of(shared.type_node, value);
        self.variable(node, class, shared, meaning);
    }

    /// The class of a variable: of its type, or for `auto` of what it is made with.
    fn class_of(&self, type_node: Option<Node<'t>>, value: Option<Node<'t>>) -> Option<&'a str> {
        let type_node = type_node?;
        if type_node.kind() != "placeholder_type_specifier" {
            return Some(self.class_name(type_node));
        }
        let value = value?;
        match value.kind() {
            "new_expression" => value.child_by_field_name("type").map(|class| self.class_name(class)),
            "call_expression" => value
                .child_by_field_name("function")
                .filter(|function| function.kind() == "identifier")
                .map(|function| self.text(function))
                .filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase())),
            _ => None,
        }
    }

    /// `Servo` of `Servo`, `lib::Servo` and `Servo<2>`.
    fn class_name(&self, type_node: Node<'t>) -> &'a str {
        let text = self.text(type_node);
        let text = text.split('<').next().unwrap_or(text);
        text.rsplit("::").next().unwrap_or(text).trim()
    }

    fn variable(&mut self, name: Node<'t>, class: Option<&'a str>, shared: Shared<'a, 't>, meaning: Meaning<'a>) {
        self.declare(name, DeclarationKind::Variable, shared.type_text, shared.scope);
        let index = self.names.define(Definition { name: self.text(name), name_span: name.into(), scope: shared.scope, meaning });
        if let Some(class) = class {
            self.types.insert(index, class);
        }
    }

    /// `DHT dht(4, DHT22);`: a variable and a call of the constructor.
    fn constructed(&mut self, whole: Node<'t>, name: Node<'t>, arguments: Option<Node<'t>>, shared: Shared<'a, 't>) {
        let class = shared.type_node.map(|class| self.class_name(class));
        self.variable(name, class, shared, Meaning::Unknown);
        let Some(type_node) = shared.type_node else {
            return;
        };
        let span = Span::new(whole.start_byte(), arguments.map_or(whole.end_byte(), |node| node.end_byte()));
        let arguments = arguments.map(|node| self.arguments(node)).unwrap_or_default();
        if name.parent().is_some_and(|parent| parent.kind() == "function_declarator") {
            // The grammar took the arguments for types.
            for argument in &arguments {
                if is_identifier(&argument.text) {
                    self.facts.name_uses.push(NameUse {
                        name: argument.text.clone(),
                        span: argument.span,
                        conditional: self.dialect.is_conditional(argument.span.start),
                    });
                }
            }
        }
        self.record(
            Call {
                name: self.class_name(type_node).to_owned(),
                name_span: type_node.into(),
                receiver: None,
                receiver_type: None,
                qualified: None,
                arguments,
                span,
                enclosing: self.enclosing_function().map(str::to_owned),
                conditional: self.dialect.is_conditional(span.start),
            },
            Kind::Constructor,
            Vec::new(),
        );
    }

    /// Whether `DHT dht(PIN, TYPE)` declares a variable: to the grammar it is a function, because
    /// it cannot know that `PIN` is no type.
    fn is_construction(&self, declarator: Node<'t>, shared: Shared<'a, 't>) -> bool {
        let is_class =
            shared.type_node.is_some_and(|node| matches!(node.kind(), "type_identifier" | "template_type" | "qualified_identifier"))
                && !shared.type_text.is_some_and(is_plain_type);
        let Some(parameters) = declarator.child_by_field_name("parameters") else {
            return false;
        };
        if !is_class || shared.is_extern || declarator.named_child_count() > 2 {
            return false;
        }
        let mut cursor = parameters.walk();
        let mut n_values = 0usize;
        for parameter in parameters.named_children(&mut cursor) {
            let name = self.text(parameter);
            let is_bare = parameter.kind() == "parameter_declaration"
                && parameter.named_child_count() == 1
                && (is_identifier(name) || name.contains("::"));
            if parameter.kind() == "comment" {
                continue;
            }
            if !is_bare || is_plain_type(name) || self.type_names.contains(name) {
                return false;
            }
            let is_value = self.in_function()
                || !self.names.visible(name, declarator.start_byte()).is_empty()
                || !name.bytes().any(|byte| byte.is_ascii_lowercase());
            n_values += usize::from(is_value);
        }
        n_values > 0
    }

    fn prototype(&mut self, whole: Node<'t>, name: Node<'t>, shared: Shared<'a, 't>) {
        self.push(whole, FrameKind::Prototype);
        if matches!(name.kind(), "identifier" | "field_identifier") {
            let scope = match self.frames.iter().rev().find(|frame| frame.kind == FrameKind::Class) {
                Some(frame) if !self.out_of_class => frame.span,
                _ => self.file(),
            };
            self.declare(name, DeclarationKind::Function, shared.type_text, scope);
        }
        if self.is_in_ram(whole.start_byte(), whole.end_byte()) {
            self.ram_functions.insert(self.text(name));
        }
    }

    fn parameter(&mut self, node: Node<'t>) {
        let owner = self.frames.iter().rev().find_map(|frame| match frame.kind {
            FrameKind::Function(name) => Some((name, frame.span)),
            FrameKind::Lambda | FrameKind::Scope => Some(("", frame.span)),
            FrameKind::Prototype | FrameKind::Class => Some(("", Span::new(0, 0))),
            _ => None,
        });
        let Some((function, scope)) = owner.filter(|(_, scope)| !scope.is_empty()) else {
            return;
        };
        let Some(name) = node.child_by_field_name("declarator").and_then(declared_name) else {
            return;
        };
        let type_node = node.child_by_field_name("type");
        let type_text = type_node.map(|type_node| self.text(type_node));
        self.declare(name, DeclarationKind::Parameter, type_text, scope);
        let index = self.ancestors.last().and_then(|list| {
            let mut cursor = list.walk();
            list.named_children(&mut cursor).filter(|child| child.kind() != "comment").position(|child| child.id() == node.id())
        });
        let meaning = match index {
            Some(index) if !function.is_empty() => Meaning::Parameter(function, index),
            _ => Meaning::Unknown,
        };
        let definition = self.names.define(Definition { name: self.text(name), name_span: name.into(), scope, meaning });
        if let Some(type_node) = type_node {
            self.types.insert(definition, self.class_name(type_node));
        }
    }

    fn range_loop(&mut self, node: Node<'t>) {
        let Some(name) = node.child_by_field_name("declarator").and_then(declared_name) else {
            return;
        };
        let type_node = node.child_by_field_name("type");
        let shared = Shared {
            type_node,
            type_text: type_node.map(|type_node| self.text(type_node)),
            is_const: false,
            is_extern: false,
            scope: node.into(),
        };
        let meaning = node.child_by_field_name("right").map_or(Meaning::Unknown, |array| Meaning::Each(array.into()));
        let class = self.class_of(type_node, None);
        self.variable(name, class, shared, meaning);
    }

    fn class(&mut self, node: Node<'t>) {
        if node.child_by_field_name("body").is_none() {
            return;
        }
        if let Some(name) = node.child_by_field_name("name") {
            let scope = self.scope_from(node.start_byte());
            self.declare(name, DeclarationKind::Type, None, scope);
            self.type_names.insert(self.text(name));
        }
        if node.kind() == "enum_specifier" {
            self.last_enumerator = None;
            // `enum class` keeps its names to itself.
            let is_scoped = node.child(1).is_some_and(|child| matches!(child.kind(), "class" | "struct"));
            self.push(node, if is_scoped { FrameKind::Class } else { FrameKind::Enum });
        } else {
            self.push(node, FrameKind::Class);
        }
    }

    fn enumerator(&mut self, node: Node<'t>) {
        let Some(name) = node.child_by_field_name("name") else {
            return;
        };
        let scope = self.scope_from(node.start_byte());
        self.declare(name, DeclarationKind::Enumerator, None, scope);
        let meaning = match (node.child_by_field_name("value"), self.last_enumerator) {
            (Some(value), _) => Meaning::Fixed(value.into()),
            (None, Some((base, steps))) => Meaning::Enumerator(base, steps + 1),
            (None, None) => Meaning::Enumerator(None, 0),
        };
        let has_value = matches!(meaning, Meaning::Fixed(_));
        let steps = match meaning {
            Meaning::Enumerator(_, steps) => steps,
            _ => 0,
        };
        let index = self.names.define(Definition { name: self.text(name), name_span: name.into(), scope, meaning });
        let base = if has_value { Some(index) } else { self.last_enumerator.and_then(|(base, _)| base) };
        self.last_enumerator = Some((base, steps));
    }

    fn type_alias(&mut self, node: Node<'t>) {
        let name = match node.kind() {
            "type_definition" => node.child_by_field_name("declarator").and_then(declared_name),
            "type_parameter_declaration" => node.named_child(0),
            _ => node.child_by_field_name("name"),
        };
        if let Some(name) = name {
            let scope = self.scope_from(node.start_byte());
            self.declare(name, DeclarationKind::Type, None, scope);
            self.type_names.insert(self.text(name));
        }
    }

    fn assignment(&mut self, target: Option<Node<'t>>) {
        let mut node = target;
        while let Some(inner) = node {
            match inner.kind() {
                "identifier" => {
                    self.names.assign(self.text(inner), inner.start_byte());
                    return;
                }
                // `this->pin = 5` assigns to the member.
                "field_expression" => match inner.child_by_field_name("argument") {
                    Some(object) if object.kind() == "this" => {
                        if let Some(field) = inner.child_by_field_name("field") {
                            self.names.assign(self.text(field), field.start_byte());
                        }
                        return;
                    }
                    object => node = object,
                },
                "subscript_expression" | "pointer_expression" => {
                    node = inner.child_by_field_name("argument");
                }
                "parenthesized_expression" => node = inner.named_child(0),
                _ => return,
            }
        }
    }

    fn arguments(&self, list: Node<'t>) -> Vec<Argument> {
        let mut cursor = list.walk();
        list.named_children(&mut cursor)
            .filter(|child| child.kind() != "comment" && !child.is_missing())
            .map(|child| Argument { keyword: None, span: child.into(), text: self.text(child).to_owned(), value: None })
            .collect()
    }

    fn record(&mut self, call: Call, kind: Kind, template_arguments: Vec<Span>) {
        self.facts.calls.push(call);
        self.sites.push(Site { kind, template_arguments });
    }

    fn call(&mut self, node: Node<'t>) {
        let Some(mut function) = node.child_by_field_name("function") else {
            return;
        };
        let mut receiver = None;
        let mut template_arguments = Vec::new();
        loop {
            match function.kind() {
                "field_expression" | "qualified_identifier" => {
                    let (object, name) = if function.kind() == "field_expression" { ("argument", "field") } else { ("scope", "name") };
                    let object = function.child_by_field_name(object);
                    // `a::b::f` nests to the right: the receiver is everything before the name.
                    receiver = match (receiver, object) {
                        (Some(before), Some(object)) => Some(format!("{before}::{}", self.text(object))),
                        (None, Some(object)) => Some(self.text(object).to_owned()),
                        (before, None) => before,
                    };
                    match function.child_by_field_name(name) {
                        Some(name) => function = name,
                        None => return,
                    }
                }
                "template_method" | "template_function" => {
                    if let Some(list) = function.child_by_field_name("arguments") {
                        let mut cursor = list.walk();
                        template_arguments.extend(list.named_children(&mut cursor).map(Span::from));
                    }
                    match function.child_by_field_name("name") {
                        Some(name) => function = name,
                        None => return,
                    }
                }
                "identifier" | "field_identifier" => break,
                "dependent_name" => match function.named_child(0) {
                    Some(name) => function = name,
                    None => return,
                },
                _ => return,
            }
        }
        if function.is_missing() {
            return;
        }
        let kind = if receiver.is_some() { Kind::Method } else { Kind::Function };
        let arguments = node.child_by_field_name("arguments").map(|list| self.arguments(list)).unwrap_or_default();
        self.record(
            Call {
                name: self.text(function).to_owned(),
                name_span: function.into(),
                receiver,
                receiver_type: None,
                qualified: None,
                arguments,
                span: node.into(),
                enclosing: self.enclosing_function().map(str::to_owned),
                conditional: self.dialect.is_conditional(node.start_byte()),
            },
            kind,
            template_arguments,
        );
    }

    /// `new Servo(4)` and `Servo{4}`.
    fn construction(&mut self, node: Node<'t>, class: Option<Node<'t>>, arguments: &str) {
        let Some(class) = class else {
            return;
        };
        let arguments = node.child_by_field_name(arguments).map(|list| self.arguments(list)).unwrap_or_default();
        self.record(
            Call {
                name: self.class_name(class).to_owned(),
                name_span: class.into(),
                receiver: None,
                receiver_type: None,
                qualified: None,
                arguments,
                span: node.into(),
                enclosing: self.enclosing_function().map(str::to_owned),
                conditional: self.dialect.is_conditional(node.start_byte()),
            },
            Kind::Constructor,
            Vec::new(),
        );
    }

    fn field_initializer(&mut self, node: Node<'t>) {
        let (Some(field), Some(list)) = (node.named_child(0), node.named_child(1)) else {
            return;
        };
        if !matches!(list.kind(), "argument_list" | "initializer_list") {
            return;
        }
        let arguments = self.arguments(list);
        self.record(
            Call {
                name: self.text(field).to_owned(),
                name_span: field.into(),
                receiver: None,
                receiver_type: None,
                qualified: None,
                arguments,
                span: node.into(),
                enclosing: self.enclosing_function().map(str::to_owned),
                conditional: self.dialect.is_conditional(node.start_byte()),
            },
            Kind::Field,
            Vec::new(),
        );
    }

    fn member(&mut self, node: Node<'t>, field: Option<&str>) {
        let parent = self.ancestors.last().map_or("", Node::kind);
        let is_callee = parent == "call_expression" && field == Some("function");
        let is_declared = field == Some("declarator") || matches!(field, Some("type" | "name"));
        if is_callee || is_declared || self.in_error() {
            return;
        }
        let is_static = node.kind() == "qualified_identifier";
        let (object, name) = if is_static { ("scope", "name") } else { ("argument", "field") };
        let (Some(object), Some(name)) = (node.child_by_field_name(object), node.child_by_field_name(name)) else {
            return;
        };
        if name.is_missing() || name.kind() == "qualified_identifier" {
            return;
        }
        self.facts.members.push(MemberAccess {
            receiver: self.text(object).to_owned(),
            receiver_type: is_static.then(|| self.text(object).to_owned()),
            is_static,
            member: self.text(name).to_owned(),
            member_span: name.into(),
            conditional: self.dialect.is_conditional(node.start_byte()),
        });
    }

    fn name_use(&mut self, node: Node<'t>, field: Option<&str>) {
        let parent = self.ancestors.last().map_or("", Node::kind);
        let is_declared = match parent {
            "init_declarator"
            | "array_declarator"
            | "pointer_declarator"
            | "reference_declarator"
            | "parenthesized_declarator"
            | "function_declarator"
            | "declaration"
            | "parameter_declaration"
            | "optional_parameter_declaration"
            | "for_range_loop"
            | "attributed_declarator" => field == Some("declarator") || field.is_none(),
            "structured_binding_declarator"
            | "qualified_identifier"
            | "preproc_ifdef"
            | "preproc_defined"
            | "preproc_params"
            | "preproc_call"
            | "attribute"
            | "using_declaration"
            | "variadic_declarator"
            | "lambda_capture_initializer"
            // A macro between strings.
            | "concatenated_string" => true,
            "enumerator" | "concept_definition" => field == Some("name"),
            _ => parent.starts_with("preproc_") && field == Some("name"),
        };
        if is_declared || node.is_missing() || self.in_error() {
            return;
        }
        self.facts.name_uses.push(NameUse {
            name: self.text(node).to_owned(),
            span: node.into(),
            conditional: self.dialect.is_conditional(node.start_byte()),
        });
    }

    /// A name that also stands in code which the grammar was not shown may be declared there.
    fn hide(&mut self) {
        if self.dialect.inactive.is_empty() {
            return;
        }
        let mut hidden = FxHashSet::default();
        for range in &self.dialect.inactive {
            let words = self.source[range.clone()].split(|char: char| !(char.is_alphanumeric() || char == '_'));
            hidden.extend(words);
        }
        for name_use in &mut self.facts.name_uses {
            name_use.conditional |= hidden.contains(name_use.name.as_str());
        }
    }

    /// Answers what needed the whole document: values, types of receivers, pins, handlers.
    fn conclude(self) -> Facts {
        let Self { source, mut facts, names, mut sites, types, functions, ram_functions, lambdas, .. } = self;
        facts.constants = names.constants();

        let type_of = |receiver: &str, at: usize| {
            let receiver = receiver.strip_prefix("this->").unwrap_or(receiver);
            let receiver = receiver.split('[').next().unwrap_or(receiver).trim();
            names.visible(receiver, at).iter().find_map(|index| types.get(index)).copied()
        };
        for (call, site) in facts.calls.iter_mut().zip(&mut sites) {
            for argument in &mut call.arguments {
                argument.value = names.evaluate(argument.span);
            }
            if site.kind == Kind::Field
                && let Some(class) = type_of(&call.name, call.span.start)
            {
                class.clone_into(&mut call.name);
                site.kind = Kind::Constructor;
            }
            if let Some(receiver) = &call.receiver {
                let between = &source[..call.name_span.start];
                call.receiver_type = if between.trim_end().ends_with("::") {
                    Some(receiver.clone())
                } else {
                    type_of(receiver, call.span.start).map(str::to_owned)
                };
            }
        }
        // What initializes a number is no call.
        let mut is_call = sites.iter().map(|site| site.kind != Kind::Field);
        facts.calls.retain(|_| is_call.next().unwrap_or(true));
        sites.retain(|site| site.kind != Kind::Field);
        for member in &mut facts.members {
            if !member.is_static {
                member.receiver_type = type_of(&member.receiver, member.member_span.start).map(str::to_owned);
            }
        }

        let pins = PinReader::new(source, &names, &facts.calls);
        let mut uses = Vec::new();
        for (call, site) in facts.calls.iter().zip(&sites) {
            pins.read(call, site, &mut uses);
        }
        facts.pin_uses = uses;

        for call in &facts.calls {
            let Some(index) = arduino_pins::handler_index(call.receiver.as_deref(), &call.name) else {
                continue;
            };
            let Some(argument) = call.arguments.get(index) else {
                continue;
            };
            let name = argument.text.trim_start_matches('&');
            let lambda = lambdas.iter().find(|(span, _)| *span == argument.span);
            if lambda.is_none() && !is_identifier(name) && !name.contains("::") {
                continue;
            }
            facts.interrupt_handlers.push(InterruptHandler {
                name: if lambda.is_some() { "lambda".to_owned() } else { name.to_owned() },
                span: argument.span,
                body: lambda.map(|(_, body)| *body).or_else(|| functions.get(name).map(|function| function.body)),
                in_ram: ram_functions.contains(name),
            });
        }
        facts
    }
}

fn held<'a>(value: Span, is_const: bool) -> Meaning<'a> {
    if is_const { Meaning::Fixed(value) } else { Meaning::Initial(value) }
}

/// The elements of a list, if they are few.
fn elements(list: Node) -> Option<Vec<Span>> {
    let mut cursor = list.walk();
    let mut elements = Vec::new();
    for child in list.named_children(&mut cursor) {
        if child.kind() == "comment" {
            continue;
        }
        if elements.len() == LONGEST_ARRAY {
            return None;
        }
        elements.push(child.into());
    }
    Some(elements)
}

fn inner_declarator(node: Node) -> Option<Node> {
    node.child_by_field_name("declarator").or_else(|| {
        let mut cursor = node.walk();
        node.named_children(&mut cursor)
            .filter(|child| child.kind() == "identifier" || child.kind().ends_with("declarator") || child.kind() == "field_identifier")
            .last()
    })
}

/// The function declarator inside of pointers and references.
fn function_declarator(node: Node) -> Option<Node> {
    let mut node = node;
    while node.kind() != "function_declarator" {
        node = inner_declarator(node)?;
    }
    Some(node)
}

/// The identifier that a declarator declares.
fn declared_name(node: Node) -> Option<Node> {
    let mut node = node;
    while !matches!(node.kind(), "identifier" | "field_identifier" | "type_identifier") {
        node = inner_declarator(node)?;
    }
    Some(node)
}

pub(super) fn is_identifier(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(|char| char.is_alphanumeric() || char == '_')
}

/// Whether variables of this type are numbers.
fn is_number(type_node: Node, text: &str) -> bool {
    matches!(type_node.kind(), "primitive_type" | "sized_type_specifier" | "placeholder_type_specifier") || is_plain_type(text)
}

/// Types of the Arduino core that are numbers, and classes that nobody uses as a value's name.
fn is_plain_type(text: &str) -> bool {
    text.ends_with("_t")
        || matches!(text, "boolean" | "byte" | "word" | "String" | "Print" | "Stream" | "File" | "IPAddress" | "uint" | "ulong" | "void")
}
