//! Calls, assignments, members and names in expressions.

use tree_sitter::Node;

use super::{Kind, LANGUAGE, Site, Walk};
use crate::Span;
use crate::facts::{Argument, Call, MemberAccess, NameUse};

impl<'t> Walk<'_, 't> {
    pub(super) fn assignment(&mut self, target: Option<Node<'t>>, value: Option<Node<'t>>) {
        if target.is_some_and(|target| self.updates.last().is_some_and(|update| update.contains(target.into()))) {
            return;
        }
        let is_direct = |node: Node| target.is_some_and(|target| target.id() == node.id());
        let mut node = target;
        while let Some(inner) = node {
            match inner.kind() {
                "identifier" => {
                    self.names.assign(self.text(inner), inner.start_byte());
                    if let Some(owner) = self.method_owner() {
                        self.names.write_member(owner, self.text(inner), value.filter(|_| is_direct(inner)).map(Span::from));
                    }
                    return;
                }
                // `this->pin = 5` assigns to the member.
                "field_expression" => match LANGUAGE.child(inner, "argument") {
                    Some(object) if object.kind() == "this" => {
                        if let Some(field) = LANGUAGE.child(inner, "field") {
                            self.names.assign_member(self.text(field));
                            if let Some(owner) = self.method_owner() {
                                self.names.write_member(owner, self.text(field), value.filter(|_| is_direct(inner)).map(Span::from));
                            }
                        }
                        return;
                    }
                    object => {
                        if let Some(field) = LANGUAGE.child(inner, "field") {
                            self.names.assign_field(self.text(field));
                        }
                        node = object;
                    }
                },
                "subscript_expression" | "pointer_expression" => {
                    node = LANGUAGE.child(inner, "argument");
                }
                "parenthesized_expression" => node = inner.named_child(0),
                _ => return,
            }
        }
    }

    pub(super) fn arguments(&self, list: Node<'t>) -> Vec<Argument> {
        let mut cursor = list.walk();
        list.named_children(&mut cursor)
            .filter(|child| child.kind() != "comment" && !child.is_missing())
            .map(|child| Argument { keyword: None, span: child.into(), text: self.text(child).to_owned(), value: None })
            .collect()
    }

    pub(super) fn record(&mut self, call: Call, kind: Kind, template_arguments: Vec<Span>) {
        self.facts.calls.push(call);
        self.sites.push(Site { kind, template_arguments });
    }

    pub(super) fn call(&mut self, node: Node<'t>) {
        let Some(mut function) = LANGUAGE.child(node, "function") else {
            return;
        };
        let mut receiver = None;
        let mut template_arguments = Vec::new();
        loop {
            match function.kind() {
                "field_expression" | "qualified_identifier" => {
                    let (object, name) = if function.kind() == "field_expression" { ("argument", "field") } else { ("scope", "name") };
                    let object = LANGUAGE.child(function, object);
                    // `a::b::f` nests to the right: the receiver is everything before the name.
                    receiver = match (receiver, object) {
                        (Some(before), Some(object)) => Some(format!("{before}::{}", self.text(object))),
                        (None, Some(object)) => Some(self.text(object).to_owned()),
                        (before, None) => before,
                    };
                    match LANGUAGE.child(function, name) {
                        Some(name) => function = name,
                        None => return,
                    }
                }
                "template_method" | "template_function" => {
                    if let Some(list) = LANGUAGE.child(function, "arguments") {
                        let mut cursor = list.walk();
                        template_arguments.extend(list.named_children(&mut cursor).map(Span::from));
                    }
                    match LANGUAGE.child(function, "name") {
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
        let arguments = LANGUAGE.child(node, "arguments").map(|list| self.arguments(list)).unwrap_or_default();
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
    pub(super) fn construction(&mut self, node: Node<'t>, class: Option<Node<'t>>, arguments: &str) {
        let Some(class) = class else {
            return;
        };
        let arguments = LANGUAGE.child(node, arguments).map(|list| self.arguments(list)).unwrap_or_default();
        self.record_plain(node, self.class_name(class).to_owned(), class, arguments, Kind::Constructor);
    }

    /// A call without an object before it: a construction, an initializer.
    fn record_plain(&mut self, node: Node<'t>, name: String, name_node: Node<'t>, arguments: Vec<Argument>, kind: Kind) {
        let call = Call {
            name,
            name_span: name_node.into(),
            receiver: None,
            receiver_type: None,
            qualified: None,
            arguments,
            span: node.into(),
            enclosing: self.enclosing_function().map(str::to_owned),
            conditional: self.dialect.is_conditional(node.start_byte()),
        };
        self.record(call, kind, Vec::new());
    }

    pub(super) fn field_initializer(&mut self, node: Node<'t>) {
        let (Some(field), Some(list)) = (node.named_child(0), node.named_child(1)) else {
            return;
        };
        if !matches!(list.kind(), "argument_list" | "initializer_list") {
            return;
        }
        let arguments = self.arguments(list);
        if let Some(owner) = self.method_owner() {
            let only = match arguments.as_slice() {
                [only] => Some(only.span),
                _ => None,
            };
            self.names.write_member(owner, self.text(field), only);
        }
        self.record_plain(node, self.text(field).to_owned(), field, arguments, Kind::Field);
    }

    pub(super) fn member(&mut self, node: Node<'t>, field: Option<&str>) {
        let parent = self.place.parent_kind();
        let is_callee = parent == "call_expression" && field == Some("function");
        let is_declared = field == Some("declarator") || matches!(field, Some("type" | "name"));
        if is_callee || is_declared || self.in_error() {
            return;
        }
        let is_static = node.kind() == "qualified_identifier";
        let (object, name) = if is_static { ("scope", "name") } else { ("argument", "field") };
        let (Some(object), Some(name)) = (LANGUAGE.child(node, object), LANGUAGE.child(node, name)) else {
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

    pub(super) fn name_use(&mut self, node: Node<'t>, field: Option<&str>) {
        let parent = self.place.parent_kind();
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
}
