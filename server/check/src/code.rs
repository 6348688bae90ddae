//! What rules ask of the source beside its facts: nodes of a kind, functions, calls by name, and
//! the value of a constant expression in the types of a small chip.

use std::sync::OnceLock;

use boards::{Family, RuntimeKind, Target};
use document::facts::Call;
use document::{Language, Span};
use tree_sitter::Node;

use crate::context::Context;
use crate::small_int::{self, Constant, Kind};

/// Kinds of nodes that rules ask for, sorted; anything else is not kept.
pub(crate) const KINDS: &[&str] = &[
    "assignment_expression",
    "binary_expression",
    "binary_operator",
    "char_literal",
    "class_specifier",
    "comparison_operator",
    "declaration",
    "do_statement",
    "for_statement",
    "function_definition",
    "if_statement",
    "lambda_expression",
    "new_expression",
    "string_literal",
    "struct_specifier",
    "subscript_expression",
    "update_expression",
    "while_statement",
];

/// For each kind of a language by its number, its place in [`KINDS`].
fn places_of_kinds(language: Language) -> &'static [Option<usize>] {
    static CPP: OnceLock<Vec<Option<usize>>> = OnceLock::new();
    static PYTHON: OnceLock<Vec<Option<usize>>> = OnceLock::new();
    let places = match language {
        Language::Arduino => &CPP,
        Language::MicroPython => &PYTHON,
    };
    places.get_or_init(|| language.kinds().iter().map(|kind| KINDS.binary_search(kind).ok()).collect())
}

/// Names of the Arduino millisecond and microsecond clocks.
pub(crate) const CLOCKS: [&str; 2] = ["millis", "micros"];

/// `left operator right`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Binary<'a, 'b> {
    pub(crate) node: Node<'a>,
    pub(crate) left: Node<'a>,
    pub(crate) operator: &'b str,
    pub(crate) right: Node<'a>,
}

impl<'a> Context<'a> {
    /// All nodes of a kind in the order of the text, certain or not. The kind must be in [`KINDS`].
    pub(crate) fn nodes(&self, kind: &str) -> &[Node<'a>] {
        debug_assert!(KINDS.contains(&kind), "{kind} is not kept");
        self.kinds
            .get_or_init(|| {
                let mut kinds = vec![Vec::new(); KINDS.len()];
                let places = places_of_kinds(self.snapshot.language);
                let mut cursor = self.snapshot.tree.walk();
                loop {
                    let node = cursor.node();
                    if let Some(at) = places.get(usize::from(node.kind_id())).copied().flatten() {
                        kinds[at].push(node);
                    }
                    if cursor.goto_first_child() {
                        continue;
                    }
                    while !cursor.goto_next_sibling() {
                        if !cursor.goto_parent() {
                            return kinds;
                        }
                    }
                }
            })
            .get(KINDS.binary_search(&kind).unwrap_or(KINDS.len()))
            .map_or(&[], Vec::as_slice)
    }

    /// [`Node::child_by_field_name`], without its search for the name.
    pub(crate) fn child<'t>(&self, node: Node<'t>, field: &str) -> Option<Node<'t>> {
        self.snapshot.language.child(node, field)
    }

    /// Nodes of a kind that are certainly part of the program.
    pub(crate) fn certain_nodes<'b>(&'b self, kind: &str) -> impl Iterator<Item = Node<'a>> + use<'a, 'b> {
        self.nodes(kind).iter().copied().filter(|node| self.is_certain(Span::from(*node)))
    }

    /// Whether the document is a whole program that uses the EEPROM library on a chip without EEPROM: with
    /// other files in it, one of them may begin or commit.
    pub(crate) fn uses_emulated_eeprom(&self, target: &Target) -> bool {
        let is_emulated = matches!(target.chip.family, Family::Esp32 | Family::Esp8266 | Family::Rp2040);
        is_emulated && self.includes("EEPROM.h") && !self.has_local_imports() && self.is_whole()
    }

    /// Expressions of two operands that are certainly part of the program.
    pub(crate) fn certain_binaries<'b>(&'b self) -> impl Iterator<Item = Binary<'a, 'b>> + use<'a, 'b> {
        self.certain_nodes("binary_expression").filter_map(|node| {
            let [left, operator, right] = ["left", "operator", "right"].map(|field| self.child(node, field));
            Some(Binary { node, left: left?, operator: self.text_of(operator?), right: right? })
        })
    }

    /// The text of a node.
    pub(crate) fn text_of(&self, node: Node) -> &str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }

    /// The text of a span.
    pub(crate) fn slice(&self, span: Span) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Calls of this name that are certainly part of the program, whatever stands before the dot.
    pub(crate) fn calls_named(&self, name: &str) -> impl Iterator<Item = &'a Call> + use<'a> {
        let calls: Vec<&'a Call> = self.by_name.get(name).cloned().unwrap_or_default();
        calls.into_iter()
    }

    /// Calls of free functions with one of these names that the document neither defines nor inherits.
    pub(crate) fn free_named<'b>(&'b self, names: &'b [&'b str]) -> impl Iterator<Item = &'a Call> + use<'a, 'b> {
        names
            .iter()
            .filter(|name| !self.declares(name))
            .flat_map(|name| self.calls_named(name))
            .filter(|call| call.receiver.is_none() && !self.is_in_derived_class(call.span))
    }

    /// Calls of methods with one of these names on an object of this name, or of this class.
    pub(crate) fn method_calls<'b>(&'b self, owner: &'b str, names: &'b [&'b str]) -> impl Iterator<Item = &'a Call> + use<'a, 'b> {
        names.iter().flat_map(|name| self.calls_named(name)).filter(move |call| {
            call.receiver_type.as_deref() == Some(owner) || (call.receiver_type.is_none() && call.receiver.as_deref() == Some(owner))
        })
    }

    /// Whether a header or module is included, in whatever branch.
    pub(crate) fn includes(&self, header: &str) -> bool {
        self.facts.imports.iter().any(|import| import.module == header)
    }

    /// Whether files of the project are included: they may do what is missing here.
    pub(crate) fn has_local_imports(&self) -> bool {
        self.facts.imports.iter().any(|import| import.local)
    }

    /// The definition of the function of this name, if the document has exactly one.
    pub(crate) fn function(&self, name: &str) -> Option<Node<'a>> {
        let mut found = self.nodes("function_definition").iter().filter(|node| self.function_name(**node) == Some(name));
        let only = found.next().copied();
        only.filter(|_| found.next().is_none())
    }

    /// The name that a function definition defines.
    pub(crate) fn function_name(&self, definition: Node<'a>) -> Option<&str> {
        function_name(definition).map(|node| self.text_of(node))
    }

    /// Calls inside a span.
    pub(crate) fn calls_in(&self, span: Span) -> impl Iterator<Item = &'a Call> {
        let calls = &self.facts.calls;
        calls.iter().filter(move |call| span.contains(call.span))
    }

    /// Whether a loop's condition is true for good: `while (1)`, `for (;;)`, `while True`.
    pub(crate) fn is_endless(&self, node: Node) -> bool {
        match node.kind() {
            "for_statement" if self.snapshot.language == Language::Arduino => {
                self.child(node, "condition").is_none_or(|condition| is_true(self.text_of(condition))) && self.child(node, "body").is_some()
            }
            "while_statement" | "do_statement" => self.child(node, "condition").is_some_and(|condition| is_true(self.text_of(condition))),
            _ => false,
        }
    }

    /// The integer that the expression at `span` stands for: a literal, or a constant's name.
    pub(crate) fn value_at(&self, span: Span) -> Option<i64> {
        let text = self.slice(span).trim();
        if let Some(literal) = small_int::evaluate(text, &|_| None) {
            return Some(literal.value);
        }
        let mut constants = self.facts.constants.iter().filter(|constant| constant.name == text);
        match (constants.next().map(|constant| &constant.value), constants.next()) {
            (Some(document::facts::Value::Int(value)), None) if !self.is_assigned(text) => Some(*value),
            _ => None,
        }
    }

    /// Whether a span is the value of a macro, which has no tree of its own.
    pub(crate) fn is_macro(&self, value: Span) -> bool {
        let line = self.text[..value.start].rfind('\n').map_or(0, |at| at + 1);
        let head = self.text[line..value.start].trim_start();
        head.strip_prefix('#').is_some_and(|rest| rest.trim_start().starts_with("define"))
    }

    /// The text behind a constant's name, with its type unless it is a macro.
    pub(crate) fn constant_text(&self, name: &str) -> Option<Constant> {
        let mut constants = self.facts.constants.iter().filter(|constant| constant.name == name);
        let constant = constants.next().filter(|_| constants.next().is_none())?;
        let text = self.slice(constant.value_span).to_owned();
        if self.is_macro(constant.value_span) {
            return Some(Constant { kind: None, text });
        }
        if self.is_assigned(name) {
            return None;
        }
        let declaration = self.facts.declarations.iter().find(|declaration| declaration.name == name)?;
        Some(Constant { kind: Some(Kind::named(declaration.type_name.as_deref()?)?), text })
    }

    /// Whether something is assigned to a name anywhere after its definition.
    pub(crate) fn is_assigned(&self, name: &str) -> bool {
        self.assigned
            .get_or_init(|| {
                let mut assigned = rustc_hash::FxHashSet::default();
                for node in self.nodes("assignment_expression") {
                    if let Some(left) = self.child(*node, "left") {
                        assigned.insert(self.text_of(left).to_owned());
                    }
                }
                for node in self.nodes("update_expression") {
                    if let Some(argument) = self.child(*node, "argument") {
                        assigned.insert(self.text_of(argument).to_owned());
                    }
                }
                assigned
            })
            .contains(name)
    }

    /// Names of variables that hold nothing but what analogRead() gave, or zero before that.
    pub(crate) fn readings(&self) -> rustc_hash::FxHashSet<&str> {
        let mut readings = rustc_hash::FxHashSet::default();
        let mut others = rustc_hash::FxHashSet::default();
        let declared = self.nodes("declaration").iter().flat_map(|node| {
            let mut cursor = node.walk();
            let inits: Vec<Node> =
                node.children_by_field_name("declarator", &mut cursor).filter(|it| it.kind() == "init_declarator").collect();
            inits.into_iter().map(|init| (init.child_by_field_name("declarator"), init.child_by_field_name("value"), true))
        });
        let assigned = self.nodes("assignment_expression").iter().map(|node| {
            let is_plain = node.child_by_field_name("operator").is_some_and(|operator| self.text_of(operator) == "=");
            (node.child_by_field_name("left"), node.child_by_field_name("right"), is_plain)
        });
        for (name, value, is_plain) in declared.chain(assigned) {
            let (Some(name), Some(value)) = (name, value) else { continue };
            let is_reading = value.kind() == "call_expression"
                && value.child_by_field_name("function").is_some_and(|function| self.text_of(function) == "analogRead");
            if is_reading && is_plain {
                readings.insert(self.text_of(name));
            } else if !(is_plain && self.text_of(value) == "0") {
                others.insert(self.text_of(name));
            }
        }
        let updated = self.nodes("update_expression").iter().filter_map(|node| node.child_by_field_name("argument"));
        others.extend(updated.map(|argument| self.text_of(argument)));
        readings.retain(|name| {
            !others.contains(name)
                && self.facts.declarations.iter().all(|it| it.name != *name || it.kind != document::facts::DeclarationKind::Parameter)
        });
        readings
    }

    /// Whether an operand is an analog reading: a call, or a variable that holds one.
    pub(crate) fn is_reading(&self, node: Node, readings: &rustc_hash::FxHashSet<&str>) -> bool {
        let node = bare(node);
        match node.kind() {
            "call_expression" => node.child_by_field_name("function").is_some_and(|function| self.text_of(function) == "analogRead"),
            "identifier" => readings.contains(self.text_of(node)),
            _ => false,
        }
    }

    /// Whether something is assigned to a name inside `node`.
    pub(crate) fn assigns_in(&self, node: Node, name: &str) -> bool {
        let around = Span::from(node);
        let assignments = self.nodes("assignment_expression").iter().filter_map(|node| self.child(*node, "left"));
        let updates = self.nodes("update_expression").iter().filter_map(|node| self.child(*node, "argument"));
        assignments.chain(updates).any(|left| around.contains(Span::from(left)) && self.text_of(left) == name)
    }

    /// The only declaration of a variable of this name.
    pub(crate) fn variable(&self, name: &str) -> Option<&'a document::facts::Declaration> {
        let facts = self.facts;
        let mut found = facts.declarations.iter().filter(|declaration| declaration.name == name);
        let only = found.next().filter(|_| found.next().is_none())?;
        matches!(only.kind, document::facts::DeclarationKind::Variable | document::facts::DeclarationKind::Parameter).then_some(only)
    }

    /// Whether a name is a variable of a whole-number or floating-point type, and of no other.
    pub(crate) fn is_number(&self, name: &str) -> bool {
        const NUMBERS: [&str; 20] = [
            "bool",
            "boolean",
            "byte",
            "char",
            "double",
            "float",
            "int",
            "int16_t",
            "int32_t",
            "int8_t",
            "long",
            "short",
            "size_t",
            "uint16_t",
            "uint32_t",
            "uint8_t",
            "unsigned",
            "unsigned int",
            "unsigned long",
            "word",
        ];
        let is_plain = |declaration: &document::facts::Declaration| {
            let after = self.text[declaration.name_span.end..].trim_start();
            let before = self.text[..declaration.name_span.start].trim_end();
            !after.starts_with(['[', '(']) && !before.ends_with(['*', '&'])
        };
        self.variable(name).is_some_and(|declaration| {
            declaration
                .type_name
                .as_deref()
                .is_some_and(|kind| NUMBERS.contains(&kind.trim_start_matches("const ").trim_start_matches("volatile ")))
                && is_plain(declaration)
        })
    }

    /// Whether a name is an array of `char`.
    pub(crate) fn is_char_array(&self, name: &str) -> bool {
        self.variable(name).is_some_and(|declaration| {
            declaration.kind == document::facts::DeclarationKind::Variable
                && declaration
                    .type_name
                    .as_deref()
                    .is_some_and(|kind| kind.trim_start_matches("static ").trim_start_matches("volatile ") == "char")
                && self.text[declaration.name_span.end..].trim_start().starts_with('[')
                && !self.text[declaration.name_span.end..].split_once(']').is_some_and(|(_, rest)| rest.trim_start().starts_with('['))
        })
    }

    /// Whether the document defines a function of this name, rather than importing it.
    pub(crate) fn defines_function(&self, name: &str) -> bool {
        self.nodes("function_definition").iter().any(|node| self.function_name(*node) == Some(name))
    }

    /// The text of the statement around a node.
    pub(crate) fn statement_text(&self, node: Node) -> &str {
        let mut current = node;
        while let Some(parent) = current.parent() {
            if matches!(parent.kind(), "compound_statement" | "translation_unit") {
                break;
            }
            current = parent;
        }
        self.text_of(current)
    }

    /// Arrays of plain types whose size is known.
    pub(crate) fn arrays(&self) -> Vec<Array> {
        let mut found = Vec::new();
        for node in self.certain_nodes("declaration") {
            let Some(kind) = self.child(node, "type") else { continue };
            let (kind, whole) = (self.text_of(kind), self.text_of(node));
            let head = whole.split(['=', '{']).next().unwrap_or_default();
            if head.contains("extern") {
                continue;
            }
            let is_global = !has_ancestor(node, &["function_definition", "lambda_expression"]);
            let mut cursor = node.walk();
            for declarator in node.children_by_field_name("declarator", &mut cursor) {
                let mut inner = if declarator.kind() == "init_declarator" {
                    match self.child(declarator, "declarator") {
                        Some(inner) => inner,
                        None => continue,
                    }
                } else {
                    declarator
                };
                let mut length: Option<i64> = Some(1);
                let mut is_array = false;
                while inner.kind() == "array_declarator" {
                    is_array = true;
                    let size = self.child(inner, "size").and_then(|size| self.value_at(Span::from(size)));
                    length = length.zip(size).and_then(|(length, size)| length.checked_mul(size));
                    match self.child(inner, "declarator") {
                        Some(next) => inner = next,
                        None => break,
                    }
                }
                if let Some(length) = length.filter(|length| is_array && inner.kind() == "identifier" && *length > 0) {
                    found.push(Array {
                        name_span: Span::from(inner),
                        kind: kind.to_owned(),
                        length,
                        is_static: is_global || head.contains("static"),
                        is_constant: head.contains("PROGMEM") || head.contains("const ") || head.contains("constexpr"),
                    });
                }
            }
        }
        found
    }

    /// Whether the span lies in the body of an interrupt handler, and of which.
    pub(crate) fn handler_around(&self, span: Span) -> Option<&'a str> {
        let handlers = &self.facts.interrupt_handlers;
        handlers.iter().find(|handler| handler.body.is_some_and(|body| body.contains(span))).map(|handler| handler.name.as_str())
    }
}

/// Whether the target is an Arduino core on this chip's `int` of 16 bits.
pub(crate) fn has_small_int(target: &Target) -> bool {
    target.runtime.kind == RuntimeKind::Arduino && target.chip.int_bits == 16
}

/// An integer argument.
pub(crate) fn int(call: &Call, index: usize) -> Option<i64> {
    match call.arguments.get(index)?.value {
        Some(document::facts::Value::Int(value)) => Some(value),
        _ => None,
    }
}

/// A keyword argument, in Python.
pub(crate) fn keyword<'c>(call: &'c Call, name: &str) -> Option<&'c document::facts::Argument> {
    call.arguments.iter().find(|argument| argument.keyword.as_deref() == Some(name))
}

/// The integer of an argument.
pub(crate) fn value(argument: &document::facts::Argument) -> Option<i64> {
    match argument.value {
        Some(document::facts::Value::Int(value)) => Some(value),
        _ => None,
    }
}

/// An array with a known number of elements.
#[derive(Debug, Clone)]
pub(crate) struct Array {
    pub(crate) name_span: Span,
    pub(crate) kind: String,
    pub(crate) length: i64,
    /// Whether it lies in memory for good.
    pub(crate) is_static: bool,
    /// Whether it is constant, or in flash.
    pub(crate) is_constant: bool,
}

impl Array {
    /// Its size, when the type of its elements is a plain one.
    pub(crate) fn bytes(&self, int_bits: u8) -> Option<i64> {
        let element = match self.kind.as_str() {
            "byte" | "uint8_t" | "int8_t" | "char" | "bool" | "boolean" | "unsigned char" => 1,
            "short" | "int16_t" | "uint16_t" | "unsigned short" | "word" => 2,
            "int" | "unsigned int" | "unsigned" => i64::from(int_bits / 8),
            "long" | "unsigned long" | "int32_t" | "uint32_t" | "float" => 4,
            "double" if int_bits == 16 => 4,
            "double" | "int64_t" | "uint64_t" => 8,
            _ => return None,
        };
        self.length.checked_mul(element)
    }
}

/// Where the name of a function definition stands.
pub(crate) fn function_name(definition: Node) -> Option<Node> {
    if let Some(name) = definition.child_by_field_name("name") {
        return Some(name);
    }
    let mut node = definition.child_by_field_name("declarator")?;
    while let Some(inner) = node.child_by_field_name("declarator") {
        node = inner;
    }
    Some(node)
}

/// Whether one of these kinds of nodes lies inside `node`.
pub(crate) fn holds(node: Node, kinds: &[&str]) -> bool {
    let mut stack = vec![node];
    let mut cursor = node.walk();
    while let Some(current) = stack.pop() {
        if kinds.contains(&current.kind()) {
            return true;
        }
        stack.extend(current.children(&mut cursor));
    }
    false
}

/// Whether a node lies inside one of these kinds.
pub(crate) fn has_ancestor(node: Node, kinds: &[&str]) -> bool {
    let mut current = node.parent();
    while let Some(parent) = current {
        if kinds.contains(&parent.kind()) {
            return true;
        }
        current = parent.parent();
    }
    false
}

/// The node around any parentheses.
pub(crate) fn outer(mut node: Node) -> Node {
    while node.kind() == "parenthesized_expression" {
        match node.parent() {
            Some(parent) => node = parent,
            None => break,
        }
    }
    node
}

/// Takes the parentheses off an expression.
pub(crate) fn bare(mut node: Node) -> Node {
    while matches!(node.kind(), "parenthesized_expression" | "condition_clause") && node.named_child_count() == 1 {
        match node.named_child(0) {
            Some(inner) => node = inner,
            None => break,
        }
    }
    node
}

fn is_true(condition: &str) -> bool {
    let text = condition.trim_matches(|c: char| c.is_whitespace() || c == '(' || c == ')');
    matches!(text, "1" | "true" | "True" | "")
}
