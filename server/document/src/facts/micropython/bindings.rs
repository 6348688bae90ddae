//! What binds names: imports, functions, classes, assignments, loops.

use tree_sitter::Node;

use super::{Assignment, FrameKind, LANGUAGE, MOST_ASSIGNMENTS, Walk};
use crate::Span;
use crate::facts::functions::{Parameter, Wrapper};
use crate::facts::names::{Definition, Function, Meaning, Part, Range};
use crate::facts::{Declaration, DeclarationKind, Import};

impl<'a, 't> Walk<'a, 't> {
    pub(super) fn import(&mut self, node: Node<'t>) {
        let conditional = self.has(FrameKind::Conditional);
        let mut cursor = node.walk();
        let parts: Vec<_> = node.children_by_field_name("name", &mut cursor).collect();
        let source_module = match LANGUAGE.kind(node) {
            "future_import_statement" => return,
            "import_from_statement" => match LANGUAGE.child(node, "module_name") {
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
            self.imports.insert(local, format!("{}.{name}", module.trim_start_matches('.')));
            self.declare(alias.unwrap_or(part), local, DeclarationKind::Import, self.scope());
        }
        let mut cursor = node.walk();
        if node.named_children(&mut cursor).any(|child| child.kind() == "wildcard_import") {
            names.push(("*".to_owned(), "*".to_owned()));
            self.starred.push(module.to_owned());
            self.names.starred.push(module.trim_start_matches('.'));
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
            let name = LANGUAGE.child(part, "name").map(|name| self.text(name));
            (name.unwrap_or_default(), LANGUAGE.child(part, "alias"))
        } else {
            (self.text(part), None)
        }
    }

    pub(super) fn declare(&mut self, node: Node, name: &'a str, kind: DeclarationKind, scope: Span) {
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
            let meaning = match self.imports.get(name) {
                Some(path) if kind == DeclarationKind::Import => Meaning::Imported(path.clone()),
                _ => Meaning::Unknown,
            };
            let owner = self.owner();
            self.names.define(Definition { name, owner, name_span: node.into(), scope, meaning });
        }
    }

    pub(super) fn function(&mut self, node: Node<'t>) {
        let Some(name) = LANGUAGE.child(node, "name") else {
            return;
        };
        let text = self.text(name);
        self.declare(name, text, DeclarationKind::Function, self.scope());
        if let Some(body) = LANGUAGE.child(node, "body") {
            self.bodies.insert(text, body.into());
        }
        let owner = self.owner();
        let index = self.names.functions.len();
        let wrapper = Wrapper {
            name: text.to_owned(),
            owner: owner.map(str::to_owned),
            parameters: Vec::new(),
            takes: Vec::new(),
            has_body: !self.parts.is_unclear(node.into()),
        };
        self.names.functions.push(Function { wrapper, owner, span: node.into(), defaults: Vec::new() });
        self.place.push(node, FrameKind::Function(text, index));
        self.parameters(node);
    }

    pub(super) fn parameters(&mut self, function: Node<'t>) {
        let Some(list) = LANGUAGE.child(function, "parameters") else {
            return;
        };
        // A lambda is called by others.
        let index = (function.kind() == "function_definition").then(|| self.names.functions.len().wrapping_sub(1));
        let mut cursor = list.walk();
        let parameters: Vec<_> = list.named_children(&mut cursor).collect();
        for parameter in parameters {
            let name = match parameter.kind() {
                "identifier" => Some(parameter),
                "default_parameter" | "typed_default_parameter" => LANGUAGE.child(parameter, "name"),
                "typed_parameter" => parameter.named_child(0).map(|inner| match inner.kind() {
                    "identifier" => inner,
                    _ => inner.named_child(0).unwrap_or(inner),
                }),
                "list_splat_pattern" | "dictionary_splat_pattern" => parameter.named_child(0),
                _ => None,
            };
            let Some(name) = name else { continue };
            let text = self.text(name);
            self.declare(name, text, DeclarationKind::Parameter, function.into());
            let Some(index) = index else { continue };
            let function = &mut self.names.functions[index];
            // What stands before the dot is no argument.
            if function.owner.is_some() && function.defaults.is_empty() && matches!(text, "self" | "cls") {
                continue;
            }
            let default = LANGUAGE.child(parameter, "value").map(Span::from);
            function.wrapper.parameters.push(Parameter { name: text.to_owned(), default: default.map(|_| None) });
            function.defaults.push(default);
            let meaning = Meaning::Parameter(index, function.defaults.len() - 1);
            if !parameter.kind().ends_with("splat_pattern")
                && let Some(definition) = self.names.definitions.last_mut()
            {
                definition.meaning = meaning;
            }
        }
    }

    pub(super) fn class(&mut self, node: Node<'t>) {
        let Some(name) = LANGUAGE.child(node, "name") else {
            return;
        };
        let text = self.text(name);
        self.declare(name, text, DeclarationKind::Type, self.scope());
        self.names.classes.entry(text).or_default();
        self.place.push(node, FrameKind::Class(text));
    }

    pub(super) fn assignment(&mut self, left: Option<Node<'t>>, right: Option<Node<'t>>) {
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

    /// `for pin in PINS`, `for name, pin in PINS.items()`, `for i in range(3)`.
    pub(super) fn loop_target(&mut self, node: Node<'t>) {
        let (Some(left), Some(right)) = (LANGUAGE.child(node, "left"), LANGUAGE.child(node, "right")) else {
            return;
        };
        let list = self.text(right);
        let (variable, meaning) = match left.kind() {
            "identifier" if right.kind() == "call" && list.starts_with("range(") => {
                (Some(left), self.counted(node, right).map_or(Meaning::Unknown, Meaning::Range))
            }
            "identifier" => (Some(left), Meaning::Each(right.into(), Part::Whole)),
            "pattern_list" | "tuple_pattern" if left.named_child_count() == 2 => {
                (left.named_child(1), Meaning::Each(right.into(), Part::Value))
            }
            _ => (None, Meaning::Unknown),
        };
        self.assignment(Some(left), None);
        // Only inside of the loop does it go through the list.
        let scope = match LANGUAGE.kind(node) {
            "for_statement" => Span::from(node),
            // Deeper than what the comprehension binds.
            _ => Span::new(self.scope().start + 1, self.scope().end),
        };
        if let Some(variable) = variable.filter(|variable| variable.kind() == "identifier") {
            self.names.define(Definition { name: self.text(variable), owner: None, name_span: variable.into(), scope, meaning });
        }
    }

    /// The numbers of `range(…)`.
    fn counted(&self, node: Node<'t>, call: Node<'t>) -> Option<Range> {
        let list = LANGUAGE.child(call, "arguments")?;
        let mut cursor = list.walk();
        let arguments: Vec<Span> = list.named_children(&mut cursor).map(Span::from).collect();
        let (from, to, step) = match arguments.as_slice() {
            [to] => (None, *to, None),
            [from, to] => (Some(*from), *to, None),
            [from, to, step] => (Some(*from), *to, Some(*step)),
            _ => return None,
        };
        let body = LANGUAGE.child(node, "body").map_or("", |body| self.text(body));
        let asks = |word: &str| matches!(word, "if" | "continue" | "break" | "return" | "while" | "match" | "try");
        let uniform = !body.split(|char: char| !(char.is_alphanumeric() || char == '_')).any(asks);
        Some(Range { from, to, inclusive: false, step, down: false, uniform })
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

    pub(super) fn target(&mut self, target: Node<'t>, value: Option<Node<'t>>) {
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
            "attribute" => {
                // `config.LED = 4`.
                let root = text.split('.').next().unwrap_or(text);
                if self.imports.contains_key(root) {
                    self.names.assigned_modules.extend(text.rsplit('.').next());
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
            let name = if target.kind() == "attribute" { LANGUAGE.child(target, "attribute").unwrap_or(target) } else { target };
            self.declare(name, self.text(name), DeclarationKind::Variable, scope);
        }
        let span = Span::from(target);
        let is_none = value.is_some_and(|value| self.text(value) == "None");
        if !is_new {
            let known = self.names.definition_in(text, scope);
            let was_none = known.is_some_and(|index| match self.names.definitions[index].meaning {
                Meaning::Initial(value) => self.names.text(value) == "None",
                _ => false,
            });
            // `led = None` only says that there will be one.
            match (known, value) {
                (Some(index), Some(value)) if was_none => self.names.definitions[index].meaning = Meaning::Initial(value.into()),
                _ if is_none => {}
                _ => self.names.assign(text, span.start),
            }
            return;
        }
        let owner = if target.kind() == "attribute" { self.class_name() } else { self.owner() };
        self.names.define(Definition {
            name: text,
            owner,
            name_span: span,
            scope,
            meaning: value.map_or(Meaning::Unknown, |value| Meaning::Initial(value.into())),
        });
    }
}
