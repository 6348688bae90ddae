//! Facts of MicroPython: one walk over the tree, then questions to what it collected.

mod bindings;
mod calls;
mod resolve;
mod uses;

use std::sync::Arc;

use grammars::Language;
use rustc_hash::{FxHashMap, FxHashSet};
use tree_sitter::{Node, Tree};

use super::interface::{Interface, Outer};
use super::names::Names;
use super::walk::{Place, Visitor, walk};
use super::{Call, DeclarationKind, Facts, InterruptHandler, Parts, comments};
use crate::Span;

/// Asked for kinds and fields of nodes.
const LANGUAGE: Language = Language::MicroPython;
use resolve::Resolver;

/// A name to which more is assigned than this stands for nothing.
const MOST_ASSIGNMENTS: usize = 64;

pub(super) fn read(source: &str, tree: &Tree, parts: &Parts, outer: &Outer) -> Facts {
    let mut reader = Walk {
        source,
        parts,
        facts: Facts::default(),
        names: Names::new(source, Language::MicroPython, outer),
        imports: FxHashMap::default(),
        import_spans: FxHashSet::default(),
        starred: Vec::new(),
        assignments: FxHashMap::default(),
        sites: Vec::new(),
        objects: Vec::new(),
        bodies: FxHashMap::default(),
        globals: FxHashSet::default(),
        place: Place::new(LANGUAGE),
    };
    walk(&mut reader, tree);
    reader.conclude()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FrameKind<'a> {
    /// A function, by its name and its place among [`Names::functions`].
    Function(&'a str, usize),
    Class(&'a str),
    /// A lambda or a comprehension.
    Scope,
    /// `try`, `if hasattr(…)`: what stands here may be absent on purpose.
    Conditional,
    /// The grammar lost track.
    Error,
}

/// A name or attribute to which something is assigned once or more.
struct Assignment {
    scope: Span,
    value: Option<Span>,
}

/// What the facts' own [`Call`] does not say.
struct Site<'a> {
    callee: &'a str,
    class: Option<Span>,
}

struct Walk<'a, 't> {
    source: &'a str,
    parts: &'a Parts,
    facts: Facts,
    names: Names<'a>,
    /// Local name → what it is: `m` → `machine`, `A` → `machine.ADC`.
    imports: FxHashMap<&'a str, String>,
    /// Where imported names are bound.
    import_spans: FxHashSet<Span>,
    /// Modules of `from module import *`.
    starred: Vec<String>,
    /// By name (`led`) or attribute (`self.led`).
    assignments: FxHashMap<&'a str, Vec<Assignment>>,
    /// Parallel to `facts.calls`.
    sites: Vec<Site<'a>>,
    /// Parallel to `facts.members`: receiver as written, its place, enclosing class.
    objects: Vec<(&'a str, usize)>,
    /// Bodies of functions, by name.
    bodies: FxHashMap<&'a str, Span>,
    /// (function, name) of `global name`.
    globals: FxHashSet<(usize, &'a str)>,
    place: Place<'t, FrameKind<'a>>,
}

impl<'a, 't> Visitor<'t> for Walk<'a, 't> {
    type Kind = FrameKind<'a>;

    fn place(&mut self) -> &mut Place<'t, FrameKind<'a>> {
        &mut self.place
    }

    /// Records what a node says; whether to visit its children.
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
            "import_statement" | "import_from_statement" | "future_import_statement" => {
                self.import(node);
                return false;
            }
            "decorated_definition" => return !is_assembler(node, self.source),
            "function_definition" => self.function(node),
            "class_definition" => self.class(node),
            "lambda" => {
                self.place.push(node, FrameKind::Scope);
                self.parameters(node);
            }
            "list_comprehension" | "set_comprehension" | "dictionary_comprehension" | "generator_expression" => {
                self.place.push(node, FrameKind::Scope);
            }
            // The `else` of a `try` and the handlers are as uncertain as its body.
            "try_statement" => self.place.push(node, FrameKind::Conditional),
            "if_statement" | "conditional_expression" if self.asks_platform(node) => {
                self.place.push(node, FrameKind::Conditional);
            }
            "global_statement" | "nonlocal_statement" => {
                let scope = self.scope().start;
                let mut cursor = node.walk();
                for name in node.named_children(&mut cursor) {
                    self.globals.insert((scope, self.text(name)));
                }
                return false;
            }
            "assignment" => {
                self.assignment(LANGUAGE.child(node, "left"), LANGUAGE.child(node, "right"));
            }
            "augmented_assignment" => {
                if let Some(left) = LANGUAGE.child(node, "left") {
                    self.names.assign(self.text(left), left.start_byte());
                    self.target(left, None);
                }
            }
            "named_expression" => {
                self.assignment(LANGUAGE.child(node, "name"), LANGUAGE.child(node, "value"));
            }
            "for_statement" | "for_in_clause" => self.loop_target(node),
            "as_pattern_target" => self.assignment(node.named_child(0), None),
            "call" => self.call(node),
            "attribute" => self.member(node, field),
            "identifier" => self.name_use(node, field),
            "type" => return false,
            _ => {}
        }
        true
    }
}

impl<'a> Walk<'a, '_> {
    fn text(&self, node: Node) -> &'a str {
        self.source.get(node.byte_range()).unwrap_or_default()
    }
    /// The file, to one past its end, so that a function at the very end lies inside of it.
    fn file(&self) -> Span {
        Span::new(0, self.source.len() + 1)
    }

    fn scope(&self) -> Span {
        let enclosing =
            self.place.frames().find(|frame| matches!(frame.kind, FrameKind::Function(..) | FrameKind::Class(_) | FrameKind::Scope));
        enclosing.map_or(self.file(), |frame| frame.span)
    }

    /// The scope that an assignment to `name` binds in.
    fn binding_scope(&self, name: &str) -> Span {
        let scope = self.scope();
        if self.globals.contains(&(scope.start, name)) { self.file() } else { scope }
    }

    fn enclosing_function(&self) -> Option<&'a str> {
        self.place.frames().find_map(|frame| match frame.kind {
            FrameKind::Function(name, _) => Some(name),
            _ => None,
        })
    }

    /// The class that directly holds what is declared here.
    fn owner(&self) -> Option<&'a str> {
        let holder =
            self.place.frames().find(|frame| matches!(frame.kind, FrameKind::Function(..) | FrameKind::Class(_) | FrameKind::Scope));
        match holder?.kind {
            FrameKind::Class(name) => Some(name),
            _ => None,
        }
    }

    /// The class around this place, whatever lies between.
    fn class_name(&self) -> Option<&'a str> {
        self.place.frames().find_map(|frame| match frame.kind {
            FrameKind::Class(name) => Some(name),
            _ => None,
        })
    }

    fn enclosing_class(&self) -> Option<Span> {
        self.place.frames().find_map(|frame| match frame.kind {
            FrameKind::Class(_) => Some(frame.span),
            _ => None,
        })
    }

    fn has(&self, kind: FrameKind) -> bool {
        self.place.frames().any(|frame| frame.kind == kind)
    }
    /// Whether a condition asks what this board or port has.
    fn asks_platform(&self, node: Node) -> bool {
        let condition =
            LANGUAGE.child(node, "condition").or_else(|| node.named_child(1)).map(|condition| self.text(condition)).unwrap_or_default();
        ["hasattr(", "platform", "uname(", "implementation", "in dir(", "machine.unique_id"]
            .iter()
            .any(|question| condition.contains(question))
    }

    /// Answers what needed the whole document: values, types, pins, handlers.
    fn conclude(self) -> Facts {
        let Self { source, parts, mut facts, names, imports, import_spans, starred, assignments, sites, objects, bodies, .. } = self;
        facts.constants = names.constants();

        let call_at: FxHashMap<Span, usize> = facts.calls.iter().enumerate().map(|(index, call)| (call.span, index)).collect();
        let resolver = Resolver {
            names: &names,
            imports: &imports,
            import_spans: &import_spans,
            starred: starred.iter().map(String::as_str).collect(),
            assignments: &assignments,
            source,
            call_at: &call_at,
            callees: sites.iter().map(|site| site.callee).collect(),
        };

        let resolved: Vec<_> = facts
            .calls
            .iter()
            .zip(&sites)
            .map(|(call, site)| {
                let qualified = resolver.qualified(site.callee, call.span.start);
                let receiver = call.receiver.as_deref().and_then(|receiver| {
                    let at = call.span.start;
                    resolver.qualified(receiver, at).or_else(|| resolver.class_of(receiver, at, 0))
                });
                (qualified, receiver)
            })
            .collect();
        for (call, (qualified, receiver)) in facts.calls.iter_mut().zip(resolved) {
            call.qualified = qualified;
            call.receiver_type = receiver;
            for argument in &mut call.arguments {
                argument.value = names.evaluate(argument.span);
            }
        }
        for (member, (object, at)) in facts.members.iter_mut().zip(objects) {
            let qualified = resolver.qualified(object, at);
            member.is_static = qualified.is_some();
            member.receiver_type = qualified.or_else(|| resolver.class_of(object, at, 0));
        }
        for declaration in &mut facts.declarations {
            if declaration.kind == DeclarationKind::Variable {
                declaration.type_name = resolver.declared_class(declaration);
            }
        }

        let (pin_uses, takes) = uses::read(&resolver, &facts.calls);
        facts.interface = Arc::new(names.interface(Interface::default(), takes, parts));
        let handlers: Vec<_> = facts.calls.iter().zip(&sites).filter_map(|(call, site)| handler(call, site, &bodies)).collect();
        facts.pin_uses = pin_uses;
        facts.interrupt_handlers.extend(handlers);
        facts
    }
}

/// A handler that runs in an interrupt, not in the scheduler: `irq(handler=f, hard=True)`.
fn handler(call: &Call, site: &Site, bodies: &FxHashMap<&str, Span>) -> Option<InterruptHandler> {
    let argument = |keyword: &str, position: usize| {
        call.arguments
            .iter()
            .find(|argument| argument.keyword.as_deref() == Some(keyword))
            .or_else(|| call.arguments.get(position).filter(|argument| argument.keyword.is_none()))
    };
    let is_hard = call.arguments.iter().any(|argument| argument.keyword.as_deref() == Some("hard") && argument.text == "True");
    let given = match (call.name.as_str(), call.qualified.as_deref()) {
        ("irq", _) if is_hard => argument("handler", 0),
        ("init", _) | (_, Some("machine.Timer")) if is_hard => argument("callback", usize::MAX),
        // On the pyboard every callback is hard.
        (_, Some("pyb.ExtInt")) => argument("callback", 3),
        (_, Some("pyb.Timer")) => argument("callback", usize::MAX),
        ("callback", _) if call.receiver_type.as_deref() == Some("pyb.Timer") => argument("fun", 0),
        _ => None,
    }?;
    // A method is known by its own name; that of another object is not ours.
    let name = match given.text.strip_prefix("self.") {
        Some(method) if site.class.is_some() => method,
        _ => given.text.as_str(),
    };
    let is_name = !name.is_empty() && name.chars().all(|char| char.is_alphanumeric() || char == '_');
    let is_lambda = given.text.starts_with("lambda");
    (is_lambda || is_name && name != "None").then(|| InterruptHandler {
        name: if is_lambda { "lambda".to_owned() } else { name.to_owned() },
        span: given.span,
        body: if is_lambda { Some(given.span) } else { bodies.get(name).copied() },
        in_ram: false,
    })
}

/// Whether a definition is assembler in Python's clothes: its names are instructions.
fn is_assembler(node: Node, source: &str) -> bool {
    let mut cursor = node.walk();
    node.named_children(&mut cursor).filter(|child| child.kind() == "decorator").any(|decorator| {
        let text = source.get(decorator.byte_range()).unwrap_or_default();
        ["asm_pio", "asm_thumb", "asm_xtensa", "asm_rv32"].iter().any(|kind| text.contains(kind))
    })
}
