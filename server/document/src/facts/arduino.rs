//! Facts of Arduino C++: one walk over the tree, then questions to what it collected.

mod calls;
mod declarations;
mod functions;
mod uses;

use std::sync::Arc;

use grammars::{Dialect, Language};
use rustc_hash::{FxHashMap, FxHashSet};
use tree_sitter::{Node, Tree};

use super::interface::{Interface, Outer};
use super::names::{Names, Range};
use super::walk::{Place, Visitor, walk};
use super::{Facts, InterruptHandler, Parts, arduino_pins, comments};
use crate::Span;

/// Asked for kinds and fields of nodes.
const LANGUAGE: Language = Language::Arduino;

pub(super) fn read(source: &str, tree: &Tree, dialect: &Dialect, parts: &Parts, outer: &Outer) -> Facts {
    let mut reader = Walk {
        source,
        dialect,
        parts,
        facts: Facts::default(),
        names: Names::new(source, Language::Arduino, outer),
        offered: Interface::default(),
        sites: Vec::new(),
        type_names: FxHashSet::default(),
        bodies: FxHashMap::default(),
        ram_functions: FxHashSet::default(),
        lambdas: Vec::new(),
        loops: FxHashMap::default(),
        updates: Vec::new(),
        out_of_class: has_out_of_class_methods(source),
        place: Place::new(LANGUAGE),
        last_enumerator: None,
    };
    walk(&mut reader, tree);
    reader.hide();
    let mut facts = reader.conclude();
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
enum Kind {
    Function,
    Method,
    Constructor,
    /// `dht(4, DHT22)` of `Sensor() : dht(4, DHT22) {}`: a constructor if `dht` is an object.
    Field,
}

/// What the facts' own [`Call`] does not say.
struct Site {
    kind: Kind,
    template_arguments: Vec<Span>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FrameKind<'a> {
    /// Names declared inside are visible to its end.
    Scope,
    /// A function, by its name and its place among [`Names::functions`].
    Function(&'a str, Option<usize>),
    Lambda,
    Prototype,
    Class(&'a str),
    /// No scope of its own.
    Enum(&'a str),
    /// No scope of its own.
    Namespace(&'a str),
    Error,
}

struct Walk<'a, 't> {
    source: &'a str,
    dialect: &'a Dialect,
    parts: &'a Parts,
    facts: Facts,
    names: Names<'a>,
    offered: Interface,
    /// Parallel to `facts.calls`.
    sites: Vec<Site>,
    type_names: FxHashSet<&'a str>,
    /// Bodies of functions, by name.
    bodies: FxHashMap<&'a str, Span>,
    ram_functions: FxHashSet<&'a str>,
    lambdas: Vec<(Span, Span)>,
    /// Variables of counting loops, by where they are declared.
    loops: FxHashMap<Span, Range>,
    /// The third part of those loops: it assigns to the variable.
    updates: Vec<Span>,
    out_of_class: bool,
    place: Place<'t, FrameKind<'a>>,
    last_enumerator: Option<(Option<usize>, i64)>,
}

impl<'a, 't> Visitor<'t> for Walk<'a, 't> {
    type Kind = FrameKind<'a>;

    fn place(&mut self) -> &mut Place<'t, FrameKind<'a>> {
        &mut self.place
    }

    fn visit(&mut self, node: Node<'t>, field: Option<&str>) -> bool {
        if !self.parts.excluded.is_empty() && self.parts.excludes(node.into()) {
            return false;
        }
        if node.is_error() || node.is_missing() {
            self.facts.syntax_errors.push(node.into());
            self.place.push(node, FrameKind::Error);
        }
        match LANGUAGE.kind(node) {
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
            _ if field == Some("condition") && self.place.parent_kind().starts_with("preproc_") => {
                return false;
            }
            "function_definition" => self.function(node),
            "lambda_expression" => {
                let body = LANGUAGE.child(node, "body").map_or(node.into(), Span::from);
                self.lambdas.push((node.into(), body));
                self.place.push(node, FrameKind::Lambda);
            }
            "declaration" | "field_declaration" => self.declaration(node),
            "parameter_declaration" | "optional_parameter_declaration" => self.parameter(node),
            "for_range_loop" => {
                self.place.push(node, FrameKind::Scope);
                self.range_loop(node);
            }
            "for_statement" => {
                self.place.push(node, FrameKind::Scope);
                self.counting_loop(node);
            }
            "compound_statement" | "if_statement" | "while_statement" | "switch_statement" | "catch_clause" => {
                self.place.push(node, FrameKind::Scope);
            }
            "class_specifier" | "struct_specifier" | "union_specifier" | "enum_specifier" => {
                self.class(node);
            }
            "enumerator" => self.enumerator(node),
            "namespace_definition" => {
                self.type_alias(node);
                let name = LANGUAGE.child(node, "name").map_or("", |name| self.text(name));
                self.place.push(node, FrameKind::Namespace(name));
            }
            "type_definition" | "alias_declaration" | "type_parameter_declaration" => self.type_alias(node),
            "call_expression" => self.call(node),
            "new_expression" => {
                self.construction(node, LANGUAGE.child(node, "type"), "arguments");
            }
            "compound_literal_expression" => {
                self.construction(node, LANGUAGE.child(node, "type"), "value");
            }
            "field_initializer" => self.field_initializer(node),
            "assignment_expression" => {
                let is_plain = LANGUAGE.child(node, "operator").is_some_and(|operator| operator.kind() == "=");
                let value = LANGUAGE.child(node, "right").filter(|_| is_plain);
                self.assignment(LANGUAGE.child(node, "left"), value);
            }
            "update_expression" => self.assignment(LANGUAGE.child(node, "argument"), None),
            "pointer_expression" if LANGUAGE.child(node, "operator").is_some_and(|operator| operator.kind() == "&") => {
                self.assignment(LANGUAGE.child(node, "argument"), None);
            }
            "field_expression" | "qualified_identifier" => self.member(node, field),
            "identifier" => self.name_use(node, field),
            _ => {}
        }
        true
    }
}

impl<'a> Walk<'a, '_> {
    fn text(&self, node: Node) -> &'a str {
        self.source.get(node.byte_range()).unwrap_or_default()
    }

    fn slice(&self, span: Span) -> &'a str {
        self.source.get(span.start..span.end).unwrap_or_default()
    }

    /// The file, to one past its end, so that a function at the very end lies inside of it.
    fn file(&self) -> Span {
        Span::new(0, self.source.len() + 1)
    }

    /// Where a name declared at `start` is visible.
    fn scope_from(&self, start: usize) -> Span {
        let enclosing = self.place.frames().find_map(|frame| match frame.kind {
            FrameKind::Class(_) if self.out_of_class => Some(self.file()),
            // Members see each other in any order.
            FrameKind::Class(_) => Some(frame.span),
            FrameKind::Scope | FrameKind::Function(..) | FrameKind::Lambda => Some(Span::new(start, frame.span.end)),
            _ => None,
        });
        enclosing.unwrap_or(Span::new(start, self.file().end))
    }

    /// The class, enumeration or namespace that holds what is declared here.
    fn owner(&self) -> Option<&'a str> {
        self.place
            .frames()
            .find_map(|frame| match frame.kind {
                FrameKind::Class(name) | FrameKind::Enum(name) | FrameKind::Namespace(name) => Some(Some(name)),
                FrameKind::Scope | FrameKind::Function(..) | FrameKind::Lambda | FrameKind::Prototype => Some(None),
                FrameKind::Error => None,
            })
            .flatten()
            .filter(|name| !name.is_empty())
    }

    /// The class whose method is being read.
    fn method_owner(&self) -> Option<&'a str> {
        self.place.frames().find_map(|frame| match frame.kind {
            FrameKind::Function(_, Some(index)) => self.names.functions.get(index)?.owner,
            _ => None,
        })
    }

    fn enclosing_function(&self) -> Option<&'a str> {
        self.place.frames().find_map(|frame| match frame.kind {
            FrameKind::Function(name, _) => Some(name),
            _ => None,
        })
    }

    fn in_function(&self) -> bool {
        self.place.frames().any(|frame| matches!(frame.kind, FrameKind::Function(..) | FrameKind::Lambda))
    }

    fn in_error(&self) -> bool {
        self.place.frames().any(|frame| frame.kind == FrameKind::Error)
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
        let Self { source, parts, mut facts, names, offered, mut sites, bodies, ram_functions, lambdas, .. } = self;
        facts.constants = names.constants();

        let type_of = |receiver: &str, at: usize| {
            let receiver = receiver.strip_prefix("this->").unwrap_or(receiver);
            let receiver = receiver.split('[').next().unwrap_or(receiver).trim();
            let visible = names.visible(receiver, at);
            let own = visible.iter().find_map(|index| names.types.get(index)).copied();
            own.or_else(|| names.outer.class_of(receiver).filter(|_| visible.is_empty()))
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
                } else if receiver == "this" {
                    names.owner_at(call.span.start).map(str::to_owned)
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

        let (pin_uses, takes) = uses::read(source, &names, &facts.calls, &sites);
        facts.pin_uses = pin_uses;
        facts.interface = Arc::new(names.interface(offered, takes, parts));

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
                body: lambda.map(|(_, body)| *body).or_else(|| bodies.get(name).copied()),
                in_ram: ram_functions.contains(name),
            });
        }
        facts
    }
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty()
        && !text.starts_with(|first: char| first.is_ascii_digit())
        && text.chars().all(|char| char.is_alphanumeric() || char == '_')
}
