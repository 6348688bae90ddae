//! Variables, classes, enumerations and their values.

use tree_sitter::Node;

use super::{FrameKind, Kind, LANGUAGE, Walk, is_identifier};
use crate::Span;
use crate::facts::functions::Parameter;
use crate::facts::names::{Definition, Meaning, Part, Range};
use crate::facts::{Call, DeclarationKind, NameUse};

/// Type, qualifiers and visibility that the declarators of one declaration share.
#[derive(Clone, Copy)]
struct Shared<'a, 't> {
    type_node: Option<Node<'t>>,
    type_text: Option<&'a str>,
    is_const: bool,
    is_extern: bool,
    is_static: bool,
    scope: Span,
}

impl<'a, 't> Walk<'a, 't> {
    pub(super) fn declaration(&mut self, node: Node<'t>) {
        let type_node = LANGUAGE.child(node, "type");
        let mut shared = Shared {
            type_node,
            type_text: type_node.map(|type_node| self.text(type_node)),
            is_const: false,
            is_extern: false,
            is_static: false,
            scope: self.scope_from(node.start_byte()),
        };
        let mut cursor = node.walk();
        let mut declarators = Vec::new();
        for child in node.children(&mut cursor) {
            match child.kind() {
                "type_qualifier" => {
                    shared.is_const |= matches!(self.text(child), "const" | "constexpr");
                }
                "storage_class_specifier" => {
                    shared.is_extern |= self.text(child) == "extern";
                    shared.is_static |= self.text(child) == "static";
                }
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
            && let (Some(value), Some(declarator)) = (LANGUAGE.child(node, "default_value"), LANGUAGE.child(node, "declarator"))
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
            node = match LANGUAGE.kind(node) {
                "init_declarator" => {
                    value = LANGUAGE.child(node, "value");
                    match LANGUAGE.child(node, "declarator") {
                        Some(inner) => inner,
                        None => return,
                    }
                }
                "array_declarator" => {
                    is_array = true;
                    match LANGUAGE.child(node, "declarator") {
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
                    let Some(name) = LANGUAGE.child(node, "declarator") else {
                        return;
                    };
                    if name.kind() == "parenthesized_declarator" {
                        // A pointer to a function.
                        is_pointer = true;
                        name
                    } else if self.is_construction(node, shared) {
                        self.constructed(whole, name, LANGUAGE.child(node, "parameters"), shared);
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
            Some(value) if is_array && value.kind() == "initializer_list" => held(value.into(), shared.is_const),
            Some(value) if matches!(value.kind(), "argument_list" | "initializer_list") => {
                if is_class && !is_pointer {
                    self.constructed(whole, node, Some(value), shared);
                    return;
                }
                // `int pin{5}`, `int pin(5)`.
                match value.named_child(0).filter(|_| value.named_child_count() == 1) {
                    Some(only) => held(only.into(), shared.is_const && !is_pointer),
                    None => Meaning::Unknown,
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
            "new_expression" => LANGUAGE.child(value, "type").map(|class| self.class_name(class)),
            "call_expression" => value
                .child_by_field_name("function")
                .filter(|function| function.kind() == "identifier")
                .map(|function| self.text(function))
                .filter(|name| name.starts_with(|first: char| first.is_ascii_uppercase())),
            _ => None,
        }
    }

    /// `Servo` of `Servo`, `lib::Servo` and `Servo<2>`.
    pub(super) fn class_name(&self, type_node: Node<'t>) -> &'a str {
        let text = self.text(type_node);
        let text = text.split('<').next().unwrap_or(text);
        text.rsplit("::").next().unwrap_or(text).trim()
    }

    fn variable(&mut self, name: Node<'t>, class: Option<&'a str>, shared: Shared<'a, 't>, meaning: Meaning) {
        self.declare(name, DeclarationKind::Variable, shared.type_text, shared.scope);
        let owner = self.owner();
        if let Some(owner) = owner
            && name.kind() == "field_identifier"
            && !shared.is_static
        {
            let field = self.text(name).to_owned();
            self.names.classes.entry(owner).or_default().fields.push(field);
        }
        let meaning = self.loops.get(&name.into()).map_or(meaning, |range| Meaning::Range(*range));
        let index = self.names.define(Definition { name: self.text(name), owner, name_span: name.into(), scope: shared.scope, meaning });
        if let Some(class) = class {
            self.names.types.insert(index, class);
        }
    }

    /// `DHT dht(4, DHT22);`: a variable and a call of the constructor.
    fn constructed(&mut self, whole: Node<'t>, name: Node<'t>, arguments: Option<Node<'t>>, shared: Shared<'a, 't>) {
        let class = shared.type_node.map(|class| self.class_name(class));
        // A structure without a constructor takes the values in order.
        let list = arguments.filter(|arguments| arguments.kind() == "initializer_list" && arguments.named_child_count() > 0);
        self.variable(name, class, shared, list.map_or(Meaning::Unknown, |list| held(list.into(), shared.is_const)));
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
        let Some(parameters) = LANGUAGE.child(declarator, "parameters") else {
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
        self.place.push(whole, FrameKind::Prototype);
        if matches!(name.kind(), "identifier" | "field_identifier") {
            let class = self.place.frames().find_map(|frame| match frame.kind {
                FrameKind::Class(class) => Some((class, frame.span)),
                _ => None,
            });
            let scope = match class {
                Some((_, span)) if !self.out_of_class => span,
                _ => self.file(),
            };
            if let Some((class, _)) = class.filter(|(class, _)| *class == self.text(name)) {
                self.names.classes.entry(class).or_default().is_constructed = true;
            }
            self.declare(name, DeclarationKind::Function, shared.type_text, scope);
        }
        if self.is_in_ram(whole.start_byte(), whole.end_byte()) {
            self.ram_functions.insert(self.text(name));
        }
    }

    pub(super) fn parameter(&mut self, node: Node<'t>) {
        let owner = self.place.frames().find_map(|frame| match frame.kind {
            FrameKind::Function(_, index) => Some((index, frame.span)),
            FrameKind::Lambda | FrameKind::Scope => Some((None, frame.span)),
            FrameKind::Prototype | FrameKind::Class(_) => Some((None, Span::new(0, 0))),
            _ => None,
        });
        let Some((function, scope)) = owner.filter(|(_, scope)| !scope.is_empty()) else {
            return;
        };
        // What a function that is a parameter takes is no parameter of the function.
        let function =
            function.filter(|_| self.place.ancestors().iter().rev().take(6).all(|it| !it.kind().ends_with("parameter_declaration")));
        let default = LANGUAGE.child(node, "default_value").map(Span::from);
        let declarator = LANGUAGE.child(node, "declarator");
        let name = declarator.and_then(declared_name);
        let index = function.and_then(|function| self.names.functions.get_mut(function)).map(|function| {
            function.wrapper.parameters.push(Parameter { name: String::new(), default: default.map(|_| None) });
            function.defaults.push(default);
            function.defaults.len() - 1
        });
        let Some(name) = name else {
            return;
        };
        let type_node = LANGUAGE.child(node, "type");
        let type_text = type_node.map(|type_node| self.text(type_node));
        self.declare(name, DeclarationKind::Parameter, type_text, scope);
        let text = self.text(name);
        // What a pointer or an array leads to is not the argument.
        let is_plain = declarator.is_some_and(|declarator| matches!(declarator.kind(), "identifier" | "reference_declarator"));
        let meaning = match (function, index) {
            (Some(function), Some(index)) => {
                self.names.functions[function].wrapper.parameters[index].name = text.to_owned();
                if is_plain { Meaning::Parameter(function, index) } else { Meaning::Unknown }
            }
            _ => Meaning::Unknown,
        };
        let definition = self.names.define(Definition { name: text, owner: None, name_span: name.into(), scope, meaning });
        if let Some(type_node) = type_node {
            self.names.types.insert(definition, self.class_name(type_node));
        }
    }

    pub(super) fn range_loop(&mut self, node: Node<'t>) {
        let Some(name) = LANGUAGE.child(node, "declarator").and_then(declared_name) else {
            return;
        };
        let type_node = LANGUAGE.child(node, "type");
        let shared = Shared {
            type_node,
            type_text: type_node.map(|type_node| self.text(type_node)),
            is_const: false,
            is_extern: false,
            is_static: false,
            scope: node.into(),
        };
        let meaning = LANGUAGE.child(node, "right").map_or(Meaning::Unknown, |array| Meaning::Each(array.into(), Part::Whole));
        let class = self.class_of(type_node, None);
        self.variable(name, class, shared, meaning);
    }

    /// `for (int i = 0; i < 3; i++)`: the loop goes through numbers.
    pub(super) fn counting_loop(&mut self, node: Node<'t>) {
        let Some((variable, range, update)) = self.counted(node) else {
            return;
        };
        self.loops.insert(variable, range);
        self.updates.push(update);
    }

    fn counted(&self, node: Node<'t>) -> Option<(Span, Range, Span)> {
        let initializer = LANGUAGE.child(node, "initializer").filter(|it| it.kind() == "declaration")?;
        let declarator = LANGUAGE.child(initializer, "declarator").filter(|it| it.kind() == "init_declarator")?;
        let variable = LANGUAGE.child(declarator, "declarator").filter(|it| it.kind() == "identifier")?;
        let name = self.text(variable);
        let condition = LANGUAGE.child(node, "condition").filter(|it| it.kind() == "binary_expression")?;
        if self.text(LANGUAGE.child(condition, "left")?) != name {
            return None;
        }
        let (down, inclusive) = match LANGUAGE.child(condition, "operator")?.kind() {
            "<" => (false, false),
            "<=" => (false, true),
            ">" => (true, false),
            ">=" => (true, true),
            _ => return None,
        };
        let update = LANGUAGE.child(node, "update")?;
        let target = LANGUAGE.child(update, "argument").or_else(|| LANGUAGE.child(update, "left"))?;
        if self.text(target) != name {
            return None;
        }
        let step = match (LANGUAGE.child(update, "operator")?.kind(), down) {
            ("++", false) | ("--", true) => None,
            ("+=", false) | ("-=", true) => Some(LANGUAGE.child(update, "right")?.into()),
            _ => return None,
        };
        let body = self.text(LANGUAGE.child(node, "body")?);
        let asks = |word: &str| matches!(word, "if" | "switch" | "continue" | "break" | "return" | "while");
        let uniform = !body.split(|char: char| !(char.is_alphanumeric() || char == '_')).any(asks);
        let range = Range {
            from: LANGUAGE.child(declarator, "value").map(Span::from),
            to: LANGUAGE.child(condition, "right")?.into(),
            inclusive,
            step,
            down,
            uniform,
        };
        Some((variable.into(), range, update.into()))
    }

    pub(super) fn class(&mut self, node: Node<'t>) {
        if LANGUAGE.child(node, "body").is_none() {
            return;
        }
        if let Some(name) = LANGUAGE.child(node, "name") {
            let scope = self.scope_from(node.start_byte());
            self.declare(name, DeclarationKind::Type, None, scope);
            self.type_names.insert(self.text(name));
        }
        // `typedef struct { … } Pins;` is named after its body.
        let typedef = self.place.parent().filter(|parent| parent.kind() == "type_definition");
        let name = LANGUAGE.child(node, "name").or_else(|| typedef?.child_by_field_name("declarator")).map_or("", |name| self.text(name));
        if node.kind() == "enum_specifier" {
            self.last_enumerator = None;
            // `enum class` keeps its names to itself.
            let is_scoped = node.child(1).is_some_and(|child| matches!(child.kind(), "class" | "struct"));
            self.place.push(node, if is_scoped { FrameKind::Class(name) } else { FrameKind::Enum(name) });
        } else {
            let class = self.names.classes.entry(name).or_default();
            let mut cursor = node.walk();
            let bases = node.children(&mut cursor).find(|child| child.kind() == "base_class_clause");
            let mut cursor = node.walk();
            class.base = bases.and_then(|bases| {
                let mut names = bases.named_children(&mut cursor).filter(|child| child.kind() == "type_identifier");
                names.next().map(|base| self.source[base.byte_range()].to_owned())
            });
            self.place.push(node, FrameKind::Class(name));
        }
    }

    pub(super) fn enumerator(&mut self, node: Node<'t>) {
        let Some(name) = LANGUAGE.child(node, "name") else {
            return;
        };
        let scope = self.scope_from(node.start_byte());
        self.declare(name, DeclarationKind::Enumerator, None, scope);
        let meaning = match (LANGUAGE.child(node, "value"), self.last_enumerator) {
            (Some(value), _) => Meaning::Fixed(value.into()),
            (None, Some((base, steps))) => Meaning::Enumerator(base, steps + 1),
            (None, None) => Meaning::Enumerator(None, 0),
        };
        let has_value = matches!(meaning, Meaning::Fixed(_));
        let steps = match meaning {
            Meaning::Enumerator(_, steps) => steps,
            _ => 0,
        };
        let owner = self.owner();
        let index = self.names.define(Definition { name: self.text(name), owner, name_span: name.into(), scope, meaning });
        let base = if has_value { Some(index) } else { self.last_enumerator.and_then(|(base, _)| base) };
        self.last_enumerator = Some((base, steps));
    }

    pub(super) fn type_alias(&mut self, node: Node<'t>) {
        let name = match LANGUAGE.kind(node) {
            "type_definition" => LANGUAGE.child(node, "declarator").and_then(declared_name),
            "type_parameter_declaration" => node.named_child(0),
            _ => LANGUAGE.child(node, "name"),
        };
        if let Some(name) = name {
            let scope = self.scope_from(node.start_byte());
            self.declare(name, DeclarationKind::Type, None, scope);
            self.type_names.insert(self.text(name));
        }
    }
}

fn held(value: Span, is_const: bool) -> Meaning {
    if is_const { Meaning::Fixed(value) } else { Meaning::Initial(value) }
}

fn inner_declarator(node: Node) -> Option<Node> {
    LANGUAGE.child(node, "declarator").or_else(|| {
        let mut cursor = node.walk();
        node.named_children(&mut cursor)
            .filter(|child| child.kind() == "identifier" || child.kind().ends_with("declarator") || child.kind() == "field_identifier")
            .last()
    })
}

/// The function declarator inside of pointers and references.
pub(super) fn function_declarator(node: Node) -> Option<Node> {
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

/// Whether variables of this type are numbers.
fn is_number(type_node: Node, text: &str) -> bool {
    matches!(type_node.kind(), "primitive_type" | "sized_type_specifier" | "placeholder_type_specifier") || is_plain_type(text)
}

/// Types of the Arduino core that are numbers, and classes that nobody uses as a value's name.
fn is_plain_type(text: &str) -> bool {
    text.ends_with("_t")
        || matches!(text, "boolean" | "byte" | "word" | "String" | "Print" | "Stream" | "File" | "IPAddress" | "uint" | "ulong" | "void")
}
