//! Calls, members and names in expressions.

use tree_sitter::Node;

use super::{FrameKind, LANGUAGE, Site, Walk};
use crate::facts::{Argument, Call, MemberAccess, NameUse};

impl<'t> Walk<'_, 't> {
    pub(super) fn call(&mut self, node: Node<'t>) {
        let Some(function) = LANGUAGE.child(node, "function") else {
            return;
        };
        let (receiver, name) = match function.kind() {
            "identifier" => (None, function),
            "attribute" => match LANGUAGE.child(function, "attribute") {
                Some(name) => (LANGUAGE.child(function, "object"), name),
                None => return,
            },
            _ => return,
        };
        let mut arguments = Vec::new();
        if let Some(list) = LANGUAGE.child(node, "arguments") {
            let mut cursor = list.walk();
            let children: &mut dyn Iterator<Item = Node> = if list.kind() == "argument_list" {
                &mut list.named_children(&mut cursor)
            } else {
                // `sum(x for x in y)`: the generator is the argument.
                &mut std::iter::once(list)
            };
            for child in children {
                if child.kind() == "comment" || child.is_missing() {
                    continue;
                }
                let (keyword, value) = match child.kind() {
                    "keyword_argument" => (
                        LANGUAGE.child(child, "name").map(|name| self.text(name).to_owned()),
                        LANGUAGE.child(child, "value").unwrap_or(child),
                    ),
                    // After `*arguments` nobody knows the position.
                    "list_splat" | "dictionary_splat" => (Some(self.text(child).to_owned()), child),
                    _ => (None, child),
                };
                arguments.push(Argument { keyword, span: value.into(), text: self.text(value).to_owned(), value: None });
            }
        }
        self.facts.calls.push(Call {
            name: self.text(name).to_owned(),
            name_span: name.into(),
            receiver: receiver.map(|receiver| self.text(receiver).to_owned()),
            receiver_type: None,
            qualified: None,
            arguments,
            span: node.into(),
            enclosing: self.enclosing_function().map(str::to_owned),
            conditional: self.has(FrameKind::Conditional),
        });
        self.sites.push(Site { callee: self.text(function), class: self.enclosing_class() });
    }

    pub(super) fn member(&mut self, node: Node<'t>, field: Option<&str>) {
        let parent = self.place.parent_kind();
        let is_callee = parent == "call" && field == Some("function");
        let (Some(object), Some(name)) = (LANGUAGE.child(node, "object"), LANGUAGE.child(node, "attribute")) else {
            return;
        };
        if is_callee || name.is_missing() || self.has(FrameKind::Error) {
            return;
        }
        // `led.` at the end of a line that is being typed: the grammar takes the next line's first
        // word for the attribute.
        let dot_row = name.prev_sibling().map_or(0, |dot| dot.end_position().row);
        if name.start_position().row > dot_row {
            return;
        }
        self.objects.push((self.text(object), node.start_byte()));
        self.facts.members.push(MemberAccess {
            receiver: self.text(object).to_owned(),
            receiver_type: None,
            is_static: false,
            member: self.text(name).to_owned(),
            member_span: name.into(),
            conditional: self.has(FrameKind::Conditional),
        });
    }

    pub(super) fn name_use(&mut self, node: Node<'t>, field: Option<&str>) {
        let parent = self.place.parent_kind();
        let is_other = match parent {
            "attribute" => field == Some("attribute"),
            "keyword_argument"
            | "function_definition"
            | "class_definition"
            | "default_parameter"
            | "typed_default_parameter"
            | "named_expression" => field == Some("name"),
            "parameters"
            | "lambda_parameters"
            | "typed_parameter"
            | "list_splat_pattern"
            | "dictionary_splat_pattern"
            | "as_pattern_target"
            | "pattern_list"
            | "tuple_pattern"
            | "list_pattern"
            | "dotted_name"
            | "keyword_pattern" => true,
            "assignment" | "for_statement" | "for_in_clause" | "augmented_assignment" => field == Some("left"),
            _ => false,
        };
        if is_other || node.is_missing() || self.has(FrameKind::Error) {
            return;
        }
        self.facts.name_uses.push(NameUse {
            name: self.text(node).to_owned(),
            span: node.into(),
            conditional: self.has(FrameKind::Conditional),
        });
    }
}
