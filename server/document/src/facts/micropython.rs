//! Facts of MicroPython: one walk over the tree, then questions to what it collected.

use grammars::Language;
use rustc_hash::{FxHashMap, FxHashSet};
use tree_sitter::{Node, Tree};

use super::names::{Definition, Meaning, Names};
use super::{
    Argument, Call, Declaration, DeclarationKind, Facts, Import, InterruptHandler, MemberAccess, NameUse, PinRole, PinUse, Value, comments,
    micropython_pins as pins,
};
use crate::Span;

/// A pin object that is handed through more names than this is not followed.
const LONGEST_CHAIN: usize = 8;
/// A name to which more is assigned than this stands for nothing.
const MOST_ASSIGNMENTS: usize = 64;

pub(super) fn read(source: &str, tree: &Tree) -> Facts {
    let mut walk = Walk {
        source,
        facts: Facts::default(),
        names: Names::new(source, Language::MicroPython),
        imports: FxHashMap::default(),
        import_spans: FxHashSet::default(),
        starred: Vec::new(),
        assignments: FxHashMap::default(),
        sites: Vec::new(),
        objects: Vec::new(),
        functions: FxHashMap::default(),
        globals: FxHashSet::default(),
        ancestors: Vec::new(),
        frames: Vec::new(),
    };
    walk.tree(tree);
    walk.conclude()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FrameKind<'a> {
    Function(&'a str),
    Class(&'a str),
    /// A lambda or a comprehension.
    Scope,
    /// `try`, `if hasattr(…)`: what stands here may be absent on purpose.
    Conditional,
    /// The grammar lost track.
    Error,
}

struct Frame<'a> {
    depth: usize,
    kind: FrameKind<'a>,
    span: Span,
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
    functions: FxHashMap<&'a str, Span>,
    /// (function, name) of `global name`.
    globals: FxHashSet<(usize, &'a str)>,
    ancestors: Vec<Node<'t>>,
    frames: Vec<Frame<'a>>,
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

    fn push(&mut self, node: Node, kind: FrameKind<'a>) {
        self.frames.push(Frame { depth: self.ancestors.len(), kind, span: node.into() });
    }

    /// The file, to one past its end, so that a function at the very end lies inside of it.
    fn file(&self) -> Span {
        Span::new(0, self.source.len() + 1)
    }

    fn scope(&self) -> Span {
        let enclosing =
            self.frames.iter().rev().find(|frame| matches!(frame.kind, FrameKind::Function(_) | FrameKind::Class(_) | FrameKind::Scope));
        enclosing.map_or(self.file(), |frame| frame.span)
    }

    /// The scope that an assignment to `name` binds in.
    fn binding_scope(&self, name: &str) -> Span {
        let scope = self.scope();
        if self.globals.contains(&(scope.start, name)) { self.file() } else { scope }
    }

    fn enclosing_function(&self) -> Option<&'a str> {
        self.frames.iter().rev().find_map(|frame| match frame.kind {
            FrameKind::Function(name) => Some(name),
            _ => None,
        })
    }

    fn enclosing_class(&self) -> Option<Span> {
        self.frames.iter().rev().find_map(|frame| match frame.kind {
            FrameKind::Class(_) => Some(frame.span),
            _ => None,
        })
    }

    fn has(&self, kind: FrameKind) -> bool {
        self.frames.iter().any(|frame| frame.kind == kind)
    }

    /// Records what a node says; whether to visit its children.
    fn visit(&mut self, node: Node<'t>, field: Option<&str>) -> bool {
        if node.is_error() || node.is_missing() {
            self.facts.syntax_errors.push(node.into());
            self.push(node, FrameKind::Error);
        }
        match node.kind() {
            "comment" => comments::read(self.source, node.into(), &mut self.facts),
            "import_statement" | "import_from_statement" | "future_import_statement" => {
                self.import(node);
                return false;
            }
            "decorated_definition" => return !is_assembler(node, self.source),
            "function_definition" => self.function(node),
            "class_definition" => self.class(node),
            "lambda" => {
                self.push(node, FrameKind::Scope);
                self.parameters(node);
            }
            "list_comprehension" | "set_comprehension" | "dictionary_comprehension" | "generator_expression" => {
                self.push(node, FrameKind::Scope);
            }
            // The `else` of a `try` and the handlers are as uncertain as its body.
            "try_statement" => self.push(node, FrameKind::Conditional),
            "if_statement" | "conditional_expression" if self.asks_platform(node) => {
                self.push(node, FrameKind::Conditional);
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
                self.assignment(node.child_by_field_name("left"), node.child_by_field_name("right"));
            }
            "augmented_assignment" => {
                if let Some(left) = node.child_by_field_name("left") {
                    self.names.assign(self.text(left), left.start_byte());
                    self.target(left, None);
                }
            }
            "named_expression" => {
                self.assignment(node.child_by_field_name("name"), node.child_by_field_name("value"));
            }
            "for_statement" | "for_in_clause" => {
                self.assignment(node.child_by_field_name("left"), None);
            }
            "as_pattern_target" => self.assignment(node.named_child(0), None),
            "call" => self.call(node),
            "attribute" => self.member(node, field),
            "identifier" => self.name_use(node, field),
            "type" => return false,
            _ => {}
        }
        true
    }

    /// Whether a condition asks what this board or port has.
    fn asks_platform(&self, node: Node) -> bool {
        let condition =
            node.child_by_field_name("condition").or_else(|| node.named_child(1)).map(|condition| self.text(condition)).unwrap_or_default();
        ["hasattr(", "platform", "uname(", "implementation", "in dir(", "machine.unique_id"]
            .iter()
            .any(|question| condition.contains(question))
    }

    fn import(&mut self, node: Node<'t>) {
        let conditional = self.has(FrameKind::Conditional);
        let mut cursor = node.walk();
        let parts: Vec<_> = node.children_by_field_name("name", &mut cursor).collect();
        let source_module = match node.kind() {
            "future_import_statement" => return,
            "import_from_statement" => match node.child_by_field_name("module_name") {
                Some(module) => Some(module),
                None => return,
            },
            _ => None,
        };
        let Some(from) = source_module else {
            for part in parts {
                let (name, alias) = self.aliased(part);
                let local = alias.map_or_else(|| name.split('.').next().unwrap_or(name), |alias| self.text(alias));
                let target = if alias.is_some() { name } else { local };
                self.imports.insert(local, target.to_owned());
                self.declare(alias.unwrap_or(part), local, DeclarationKind::Import, self.scope());
                self.facts.imports.push(Import {
                    module: name.to_owned(),
                    names: Vec::new(),
                    alias: alias.map(|alias| self.text(alias).to_owned()),
                    local: false,
                    conditional,
                    span: part.into(),
                });
            }
            return;
        };
        let module = self.text(from);
        let mut names = Vec::new();
        for part in parts {
            let (name, alias) = self.aliased(part);
            let local = alias.map_or(name, |alias| self.text(alias));
            if name.is_empty() {
                continue;
            }
            names.push((name.to_owned(), local.to_owned()));
            self.imports.insert(local, format!("{module}.{name}"));
            self.declare(alias.unwrap_or(part), local, DeclarationKind::Import, self.scope());
        }
        let mut cursor = node.walk();
        if node.named_children(&mut cursor).any(|child| child.kind() == "wildcard_import") {
            names.push(("*".to_owned(), "*".to_owned()));
            self.starred.push(module.to_owned());
        }
        self.facts.imports.push(Import {
            module: module.trim_start_matches('.').to_owned(),
            names,
            alias: None,
            local: module.starts_with('.'),
            conditional,
            span: node.into(),
        });
    }

    /// Name and alias of one part of an import.
    fn aliased(&self, part: Node<'t>) -> (&'a str, Option<Node<'t>>) {
        if part.kind() == "aliased_import" {
            let name = part.child_by_field_name("name").map(|name| self.text(name));
            (name.unwrap_or_default(), part.child_by_field_name("alias"))
        } else {
            (self.text(part), None)
        }
    }

    fn declare(&mut self, node: Node, name: &'a str, kind: DeclarationKind, scope: Span) {
        if name.is_empty() {
            return;
        }
        self.facts.declarations.push(Declaration {
            name: name.to_owned(),
            kind,
            type_name: None,
            name_span: node.into(),
            scope: Span::new(scope.start, scope.end.min(self.source.len())),
        });
        if kind == DeclarationKind::Import {
            self.import_spans.insert(node.into());
        }
        if kind != DeclarationKind::Variable {
            self.names.define(Definition { name, name_span: node.into(), scope, meaning: Meaning::Unknown });
        }
    }

    fn function(&mut self, node: Node<'t>) {
        let Some(name) = node.child_by_field_name("name") else {
            return;
        };
        let text = self.text(name);
        self.declare(name, text, DeclarationKind::Function, self.scope());
        if let Some(body) = node.child_by_field_name("body") {
            self.functions.insert(text, body.into());
        }
        self.push(node, FrameKind::Function(text));
        self.parameters(node);
    }

    fn parameters(&mut self, function: Node<'t>) {
        let Some(list) = function.child_by_field_name("parameters") else {
            return;
        };
        let mut cursor = list.walk();
        let parameters: Vec<_> = list.named_children(&mut cursor).collect();
        for parameter in parameters {
            let name = match parameter.kind() {
                "identifier" => Some(parameter),
                "default_parameter" | "typed_default_parameter" => parameter.child_by_field_name("name"),
                "typed_parameter" => parameter.named_child(0).map(|inner| match inner.kind() {
                    "identifier" => inner,
                    _ => inner.named_child(0).unwrap_or(inner),
                }),
                "list_splat_pattern" | "dictionary_splat_pattern" => parameter.named_child(0),
                _ => None,
            };
            if let Some(name) = name {
                self.declare(name, self.text(name), DeclarationKind::Parameter, function.into());
            }
        }
    }

    fn class(&mut self, node: Node<'t>) {
        let Some(name) = node.child_by_field_name("name") else {
            return;
        };
        let text = self.text(name);
        self.declare(name, text, DeclarationKind::Type, self.scope());
        self.push(node, FrameKind::Class(text));
    }

    fn assignment(&mut self, left: Option<Node<'t>>, right: Option<Node<'t>>) {
        let Some(left) = left else {
            return;
        };
        // `a, b = 1, 2`.
        if matches!(left.kind(), "pattern_list" | "tuple_pattern" | "list_pattern") {
            let mut cursor = left.walk();
            let targets: Vec<_> = left.named_children(&mut cursor).collect();
            let values: Vec<_> = match right {
                Some(right) if matches!(right.kind(), "expression_list" | "tuple" | "list") => {
                    let mut cursor = right.walk();
                    right.named_children(&mut cursor).collect()
                }
                _ => Vec::new(),
            };
            let pairs = values.len() == targets.len();
            for (index, target) in targets.into_iter().enumerate() {
                let value = values.get(index).copied().filter(|_| pairs);
                // Patterns in patterns are rare; their names have no value.
                if target.kind() == "identifier" || target.kind() == "attribute" {
                    self.target(target, value);
                } else {
                    self.nested_targets(target);
                }
            }
            return;
        }
        self.target(left, right);
    }

    fn nested_targets(&mut self, pattern: Node<'t>) {
        let mut pending = vec![pattern];
        while let Some(node) = pending.pop() {
            if node.kind() == "identifier" {
                self.target(node, None);
            } else if node.kind().ends_with("pattern") || node.kind() == "pattern_list" {
                let mut cursor = node.walk();
                pending.extend(node.named_children(&mut cursor));
            }
        }
    }

    fn target(&mut self, target: Node<'t>, value: Option<Node<'t>>) {
        let text = self.text(target);
        let scope = match target.kind() {
            "identifier" => self.binding_scope(text),
            // `self.led` belongs to the class.
            "attribute" if text.starts_with("self.") && text.matches('.').count() == 1 => match self.enclosing_class() {
                Some(class) => class,
                None => return,
            },
            "parenthesized_expression" | "list_splat_pattern" => {
                if let Some(inner) = target.named_child(0) {
                    self.target(inner, value);
                }
                return;
            }
            _ => return,
        };
        let assigned = self.assignments.entry(text).or_default();
        let is_new = !assigned.iter().any(|assignment| assignment.scope == scope);
        if assigned.len() <= MOST_ASSIGNMENTS {
            assigned.push(Assignment { scope, value: value.map(Span::from).filter(|_| assigned.len() < MOST_ASSIGNMENTS) });
        }
        if is_new {
            let name = if target.kind() == "attribute" { target.child_by_field_name("attribute").unwrap_or(target) } else { target };
            self.declare(name, self.text(name), DeclarationKind::Variable, scope);
        }
        let span = Span::from(target);
        if !is_new {
            self.names.assign(text, span.start);
            return;
        }
        self.names.define(Definition {
            name: text,
            name_span: span,
            scope,
            meaning: value.map_or(Meaning::Unknown, |value| Meaning::Initial(value.into())),
        });
    }

    fn call(&mut self, node: Node<'t>) {
        let Some(function) = node.child_by_field_name("function") else {
            return;
        };
        let (receiver, name) = match function.kind() {
            "identifier" => (None, function),
            "attribute" => match function.child_by_field_name("attribute") {
                Some(name) => (function.child_by_field_name("object"), name),
                None => return,
            },
            _ => return,
        };
        let mut arguments = Vec::new();
        if let Some(list) = node.child_by_field_name("arguments") {
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
                        child.child_by_field_name("name").map(|name| self.text(name).to_owned()),
                        child.child_by_field_name("value").unwrap_or(child),
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

    fn member(&mut self, node: Node<'t>, field: Option<&str>) {
        let parent = self.ancestors.last().map_or("", Node::kind);
        let is_callee = parent == "call" && field == Some("function");
        let (Some(object), Some(name)) = (node.child_by_field_name("object"), node.child_by_field_name("attribute")) else {
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

    fn name_use(&mut self, node: Node<'t>, field: Option<&str>) {
        let parent = self.ancestors.last().map_or("", Node::kind);
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

    /// Answers what needed the whole document: values, types, pins, handlers.
    fn conclude(self) -> Facts {
        let Self { source, mut facts, names, imports, import_spans, starred, assignments, sites, objects, functions, .. } = self;
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

        let reader = PinReader { calls: &facts.calls, resolver: &resolver };
        let mut uses = Vec::new();
        for call in &facts.calls {
            reader.read(call, &mut uses);
        }
        uses.extend(reader.bare_pins(&uses));
        uses.sort_by_key(|pin| (pin.call_span.start, pin.span));
        let handlers: Vec<_> = facts.calls.iter().zip(&sites).filter_map(|(call, site)| handler(call, site, &functions)).collect();
        facts.pin_uses = uses;
        facts.interrupt_handlers.extend(handlers);
        facts
    }
}

/// A handler that runs in an interrupt, not in the scheduler: `irq(handler=f, hard=True)`.
fn handler(call: &Call, site: &Site, functions: &FxHashMap<&str, Span>) -> Option<InterruptHandler> {
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
        body: if is_lambda { Some(given.span) } else { functions.get(name).copied() },
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

/// Finds out what names stand for.
struct Resolver<'a> {
    names: &'a Names<'a>,
    imports: &'a FxHashMap<&'a str, String>,
    import_spans: &'a FxHashSet<Span>,
    starred: Vec<&'a str>,
    assignments: &'a FxHashMap<&'a str, Vec<Assignment>>,
    source: &'a str,
    call_at: &'a FxHashMap<Span, usize>,
    /// Parallel to the calls: what is called, as written.
    callees: Vec<&'a str>,
}

impl<'a> Resolver<'a> {
    /// A module, class or function with imports resolved: `m.Pin` → `machine.Pin`. Nothing for
    /// variables and for what this document defines itself.
    fn qualified(&self, text: &str, at: usize) -> Option<String> {
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

    /// The only value of a name, apart from `None` before it is known.
    fn only_value(&self, text: &str, at: usize) -> Option<Span> {
        let mut values = self
            .assigned(text, at)
            .into_iter()
            .map(|assignment| assignment.value)
            .filter(|value| !value.is_some_and(|value| self.text(value) == "None"));
        let first = values.next()??;
        values.next().is_none().then_some(first)
    }

    fn text(&self, span: Span) -> &'a str {
        self.source.get(span.start..span.end).unwrap_or_default()
    }

    /// The class of which the expression is an instance: `machine.ADC` for `ADC(34)` and for a
    /// variable that holds one.
    fn class_of(&self, text: &str, at: usize, depth: usize) -> Option<String> {
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

    fn declared_class(&self, declaration: &Declaration) -> Option<String> {
        let at = declaration.name_span.start;
        self.class_of(&declaration.name, at, 0).or_else(|| self.class_of(&format!("self.{}", declaration.name), at, 0))
    }
}

/// Finds the pins among the arguments of calls.
struct PinReader<'a> {
    calls: &'a [Call],
    resolver: &'a Resolver<'a>,
}

/// A pin as far as it could be followed.
struct Pin {
    value: Value,
    span: Span,
    origin: Option<Span>,
    constant: Option<String>,
    /// It is, or comes from, a `Pin` object.
    is_object: bool,
}

fn positional(call: &Call, index: usize) -> Option<&Argument> {
    call.arguments.get(index).filter(|_| call.arguments[..=index].iter().all(|argument| argument.keyword.is_none()))
}

fn keyword<'c>(call: &'c Call, name: &str) -> Option<&'c Argument> {
    call.arguments.iter().find(|argument| argument.keyword.as_deref() == Some(name))
}

impl PinReader<'_> {
    fn read(&self, call: &Call, uses: &mut Vec<PinUse>) {
        if let Some(qualified) = &call.qualified {
            if pins::is_pin(qualified) {
                self.pin(call, uses);
            } else if let Some(taker) = pins::of_callee(qualified) {
                self.taker(call, taker, uses);
            }
            return;
        }
        let Some(class) = call.receiver_type.as_deref() else {
            return;
        };
        match call.name.as_str() {
            "irq" if pins::is_pin(class) => self.receiver(call, PinRole::Interrupt, uses),
            "init" if pins::is_pin(class) => {
                let role = mode_of(call, 0);
                if role != PinRole::Unspecified {
                    self.receiver(call, role, uses);
                }
            }
            "init" => {
                if let Some(taker) = pins::of_init(class) {
                    self.taker(call, taker, uses);
                }
            }
            _ => {}
        }
    }

    /// `Pin(2, Pin.OUT)`, where the direction is said. Where it is not, see [`Self::bare_pins`].
    fn pin(&self, call: &Call, uses: &mut Vec<PinUse>) {
        let role = mode_of(call, 1);
        if role == PinRole::Unspecified {
            return;
        }
        if let Some(pin) = self.pin_of_constructor(call, 0) {
            uses.push(use_of(pin, role, call, None));
        }
    }

    /// Pins without a direction of which nothing else was said. `ADC(Pin(26))` says enough.
    fn bare_pins(&self, uses: &[PinUse]) -> Vec<PinUse> {
        let used: FxHashSet<Span> = uses.iter().map(|pin| pin.span).collect();
        self.calls
            .iter()
            .filter(|call| call.qualified.as_deref().is_some_and(pins::is_pin))
            .filter_map(|call| {
                let pin = self.pin_of_constructor(call, 0)?;
                (!used.contains(&pin.span)).then(|| use_of(pin, PinRole::Unspecified, call, None))
            })
            .collect()
    }

    fn taker(&self, call: &Call, taker: &pins::Taker, uses: &mut Vec<PinUse>) {
        let bus = positional(call, 0).or_else(|| keyword(call, "id")).and_then(|id| match id.value {
            Some(Value::Int(id)) if taker.positions.is_empty() => Some(id),
            _ => None,
        });
        let by_position = taker.positions.iter().filter_map(|&(index, role)| Some((positional(call, index)?, role)));
        let by_keyword = taker.keywords.iter().filter_map(|&(name, role)| Some((keyword(call, name)?, role)));
        for (argument, role) in by_position.chain(by_keyword) {
            if let Some(pin) = self.follow(argument.span, 0)
                && (pin.is_object || taker.numbers)
            {
                uses.push(use_of(pin, role, call, bus));
            }
        }
    }

    /// A method of a pin object: the pin is its receiver.
    fn receiver(&self, call: &Call, role: PinRole, uses: &mut Vec<PinUse>) {
        let Some(receiver) = &call.receiver else {
            return;
        };
        let span = Span::new(call.span.start, call.span.start + receiver.len());
        if let Some(pin) = self.follow(span, 0).filter(|pin| pin.is_object) {
            uses.push(PinUse { callee: format!("Pin.{}", call.name), ..use_of(pin, role, call, None) });
        }
    }

    /// The pin that an expression is: a number, a name, `Pin(2)`, or a variable that holds one.
    fn follow(&self, span: Span, depth: usize) -> Option<Pin> {
        if depth > LONGEST_CHAIN {
            return None;
        }
        if let Some(&index) = self.resolver.call_at.get(&span) {
            let call = &self.calls[index];
            return call.qualified.as_deref().is_some_and(pins::is_pin).then(|| self.pin_of_constructor(call, depth)).flatten();
        }
        let text = self.resolver.text(span);
        let is_object = self.resolver.class_of(text, span.start, 0).is_some_and(|class| pins::is_pin(&class));
        if is_object {
            let value = self.resolver.only_value(text, span.start)?;
            let pin = self.follow(value, depth + 1)?;
            return Some(Pin { origin: pin.origin.or(Some(pin.span)), span, constant: Some(text.to_owned()), ..pin });
        }
        let names = self.resolver.names;
        let value = names.evaluate(span)?;
        let definition = names.only(text, span.start);
        Some(Pin {
            value,
            span,
            origin: definition.and_then(Names::value_span),
            constant: definition.map(|definition| definition.name.to_owned()),
            is_object: false,
        })
    }

    fn pin_of_constructor(&self, call: &Call, depth: usize) -> Option<Pin> {
        let argument = positional(call, 0).or_else(|| keyword(call, "id"))?;
        let pin = self.follow(argument.span, depth + 1)?;
        Some(Pin { is_object: true, ..pin })
    }
}

/// The role that mode and pull give to a pin, the mode being at `index`.
fn mode_of(call: &Call, index: usize) -> PinRole {
    let text =
        |position: usize, name: &str| positional(call, position).or_else(|| keyword(call, name)).map(|argument| argument.text.as_str());
    pins::of_mode(text(index, "mode"), text(index + 1, "pull"))
}

fn use_of(pin: Pin, role: PinRole, call: &Call, bus: Option<i64>) -> PinUse {
    PinUse {
        value: pin.value,
        span: pin.span,
        origin: pin.origin,
        constant: pin.constant,
        role,
        callee: call.name.clone(),
        bus,
        call_span: call.span,
    }
}
