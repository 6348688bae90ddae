//! Declarations of a Python module, or of a stub that describes one.
//!
//! A module is called complete only if nothing in it makes names at run time: no star import, no
//! `__getattr__`, no `globals()`, no code that could not be read.

use std::collections::BTreeMap;

use grammars::Language;
use tree_sitter::Node;

use crate::text::{ApiText, Callable, Item, Members, is_word, one_line};

/// Blocks inside of blocks; deeper ones are skipped.
const MAX_DEPTH: usize = 64;

/// Calls that make names out of text.
const MAKES_NAMES: [&str; 6] = ["__getattr__", "exec(", "globals(", "setattr(", "__dict__", "__import__("];

/// Decorators that leave a function callable as it is written.
const PLAIN_DECORATORS: [&str; 8] =
    ["abstractmethod", "classmethod", "micropython.native", "micropython.viper", "native", "overload", "staticmethod", "viper"];

/// Reads a module of this name (`robot.motor`). Broken code gives what can be read of it.
/// `is_stub`: the text is a `.pyi`, whose private names are helpers of the stub itself.
pub fn module(name: &str, source: &str, is_stub: bool) -> String {
    let tree = Language::MicroPython.parse(source.as_bytes(), None);
    let root = tree.root_node();
    let mut reader = Reader {
        module: name,
        source,
        is_stub,
        members: Members::default(),
        complete: !root.has_error() && !MAKES_NAMES.iter().any(|word| source.contains(word)),
        imported: BTreeMap::new(),
        classes: Vec::new(),
    };
    reader.block(root, 0);
    reader.write()
}

struct Class {
    name: String,
    bases: Vec<String>,
    complete: bool,
    members: Members,
}

struct Reader<'a> {
    module: &'a str,
    source: &'a str,
    is_stub: bool,
    members: Members,
    complete: bool,
    /// Local name to what it stands for: `Pin` → `machine.Pin`.
    imported: BTreeMap<String, String>,
    classes: Vec<Class>,
}

impl<'a> Reader<'a> {
    fn text(&self, node: Node) -> &'a str {
        self.source.get(node.byte_range()).unwrap_or_default()
    }

    fn write(mut self) -> String {
        let own: Vec<String> = self.classes.iter().map(|class| class.name.clone()).collect();
        let mut text = ApiText::default();
        text.module(self.module, self.complete, &self.members);
        for class in std::mem::take(&mut self.classes) {
            let bases: Vec<String> = class.bases.iter().map(|base| self.resolve(base, &own)).collect();
            text.class(&class.name, &bases, class.complete, &class.members);
        }
        text.finish()
    }

    /// The key of the class that a base is.
    fn resolve(&self, base: &str, own: &[String]) -> String {
        let local = format!("{}.{base}", self.module);
        if own.contains(&local) {
            return local;
        }
        let (first, rest) = base.split_once('.').map_or((base, None), |(first, rest)| (first, Some(rest)));
        match (self.imported.get(first), rest) {
            (Some(meant), Some(rest)) => format!("{meant}.{rest}"),
            (Some(meant), None) => meant.clone(),
            (None, None) => format!("builtins.{base}"),
            (None, Some(_)) => base.to_owned(),
        }
    }

    fn is_wanted(&self, name: &str) -> bool {
        !(self.is_stub && name.starts_with('_') && !name.starts_with("__"))
    }

    fn block(&mut self, node: Node<'a>, depth: usize) {
        if depth > MAX_DEPTH {
            self.complete = false;
            return;
        }
        let mut cursor = node.walk();
        for child in node.named_children(&mut cursor) {
            self.statement(child, depth);
        }
    }

    fn statement(&mut self, node: Node<'a>, depth: usize) {
        match node.kind() {
            "function_definition" => self.function(node, &[]),
            "class_definition" => self.class(node, &[], depth),
            "decorated_definition" => {
                let decorators = self.decorators(node);
                match node.child_by_field_name("definition") {
                    Some(definition) if definition.kind() == "function_definition" => self.function(definition, &decorators),
                    Some(definition) => self.class(definition, &decorators, depth),
                    None => {}
                }
            }
            "expression_statement" => {
                let mut cursor = node.walk();
                for child in node.named_children(&mut cursor) {
                    for (name, value) in self.assigned(child) {
                        if self.is_wanted(name) {
                            self.members.push(name, value.map_or(Item::Field, |value| Item::Constant(Some(value))));
                        }
                    }
                }
            }
            "import_statement" | "import_from_statement" => self.import(node),
            "for_statement" => {
                if let Some(left) = node.child_by_field_name("left") {
                    self.targets(left);
                }
                self.block(node, depth + 1);
            }
            "with_statement" | "with_clause" | "with_item" | "as_pattern" => {
                let mut names = Vec::new();
                identifiers_of(node, "as_pattern_target", &mut names);
                for name in names {
                    let name = self.text(name);
                    self.members.push(name, Item::Field);
                }
                self.block(node, depth + 1);
            }
            "if_statement" | "elif_clause" | "else_clause" | "try_statement" | "except_clause" | "finally_clause" | "while_statement"
            | "block" => {
                self.block(node, depth + 1);
            }
            _ => {}
        }
    }

    fn targets(&mut self, node: Node<'a>) {
        let mut names = Vec::new();
        identifiers_of(node, node.kind(), &mut names);
        for name in names {
            let name = self.text(name);
            if self.is_wanted(name) {
                self.members.push(name, Item::Field);
            }
        }
    }

    fn decorators(&self, node: Node<'a>) -> Vec<&'a str> {
        let mut cursor = node.walk();
        let found = node.named_children(&mut cursor).filter(|child| child.kind() == "decorator");
        found.map(|child| self.text(child).trim_start_matches('@').trim()).collect()
    }

    /// Names that an expression statement assigns, with the value where it is a literal.
    fn assigned(&self, node: Node<'a>) -> Vec<(&'a str, Option<String>)> {
        match node.kind() {
            "assignment" | "augmented_assignment" => {}
            _ => return Vec::new(),
        }
        let Some(left) = node.child_by_field_name("left") else { return Vec::new() };
        let right = node.child_by_field_name("right");
        let mut found = Vec::new();
        match left.kind() {
            "identifier" => found.push((self.text(left), right.and_then(|right| self.literal(right)))),
            "pattern_list" | "tuple_pattern" | "list_pattern" => {
                let mut names = Vec::new();
                identifiers_of(left, left.kind(), &mut names);
                found.extend(names.into_iter().map(|name| (self.text(name), None)));
            }
            _ => {}
        }
        // `a = b = 1`
        if let Some(right) = right.filter(|right| right.kind() == "assignment") {
            found.extend(self.assigned(right));
        }
        found
    }

    fn literal(&self, node: Node<'a>) -> Option<String> {
        match node.kind() {
            "integer" | "float" | "string" | "true" | "false" | "none" => Some(one_line(self.text(node))),
            "unary_operator" => {
                let argument = node.child_by_field_name("argument")?;
                matches!(argument.kind(), "integer" | "float").then(|| one_line(self.text(node)))
            }
            // `const(5)`
            "call" if node.child_by_field_name("function").is_some_and(|name| self.text(name) == "const") => {
                let arguments = node.child_by_field_name("arguments")?;
                self.literal(arguments.named_child(0)?)
            }
            _ => None,
        }
    }

    fn import(&mut self, node: Node<'a>) {
        let from = node.child_by_field_name("module_name").map(|name| self.text(name).trim_start_matches('.').to_owned());
        let mut cursor = node.walk();
        if node.children(&mut cursor).any(|child| child.kind() == "wildcard_import") {
            self.complete = false;
        }
        let mut cursor = node.walk();
        for name in node.children_by_field_name("name", &mut cursor) {
            let (imported, local) = match name.kind() {
                "aliased_import" => {
                    let Some(imported) = name.child_by_field_name("name") else { continue };
                    (self.text(imported), name.child_by_field_name("alias").map(|alias| self.text(alias)))
                }
                _ => (self.text(name), None),
            };
            let (local, meant) = if let Some(from) = &from {
                (local.unwrap_or(imported), format!("{from}.{imported}"))
            } else {
                // `import a.b` binds `a`.
                let first = imported.split('.').next().unwrap_or(imported);
                local.map_or((first, first.to_owned()), |local| (local, imported.to_owned()))
            };
            self.members.hide(local);
            self.imported.insert(local.to_owned(), meant);
        }
    }

    fn function(&mut self, node: Node<'a>, decorators: &[&str]) {
        let Some(name) = node.child_by_field_name("name").map(|name| self.text(name)) else { return };
        if self.is_wanted(name) {
            let callable = self.callable(node, decorators, false);
            self.members.push(name, Item::Function(callable));
        }
        // `global state` makes names of the module.
        let mut globals = Vec::new();
        identifiers_of(node, "global_statement", &mut globals);
        for name in globals {
            let name = self.text(name);
            self.members.push(name, Item::Field);
        }
    }

    /// A function's signature; unknown behind a decorator that may change it.
    fn callable(&self, node: Node<'a>, decorators: &[&str], has_self: bool) -> Callable {
        let is_plain =
            decorators.iter().all(|name| PLAIN_DECORATORS.contains(name) || name.starts_with("typing.") || name.starts_with("abc."));
        let Some(list) = node.child_by_field_name("parameters").filter(|list| is_plain && !list.has_error()) else {
            return Callable::default();
        };
        let mut parameters = Vec::new();
        let mut cursor = list.walk();
        for child in list.named_children(&mut cursor) {
            let text = match child.kind() {
                "comment" => continue,
                "typed_parameter" | "typed_default_parameter" => {
                    let name =
                        child.child_by_field_name("name").or_else(|| child.named_child(0)).map(|name| self.text(name)).unwrap_or_default();
                    let kind = child.child_by_field_name("type").map(|kind| self.text(kind)).unwrap_or_default();
                    let value = child.child_by_field_name("value").map(|value| self.text(value));
                    let kind = if kind.len() > 40 || kind.contains(['"', '\'']) { "" } else { kind };
                    let mut text = if kind.is_empty() { name.to_owned() } else { format!("{name}:{kind}") };
                    if let Some(value) = value {
                        text.push('=');
                        text.push_str(if value.len() > 40 { "…" } else { value });
                    }
                    text
                }
                "default_parameter" => {
                    let name = child.child_by_field_name("name").map(|name| self.text(name)).unwrap_or_default();
                    let value = child.child_by_field_name("value").map(|value| self.text(value)).unwrap_or_default();
                    format!("{name}={}", if value.len() > 40 { "…" } else { value })
                }
                "keyword_separator" => "*".to_owned(),
                "positional_separator" => "/".to_owned(),
                _ => self.text(child).to_owned(),
            };
            parameters.push(text);
        }
        if has_self && !parameters.is_empty() {
            parameters.remove(0);
            // `def f(self, /, a)`: nothing is left before the slash.
            if parameters.first().is_some_and(|first| first == "/") {
                parameters.remove(0);
            }
        }
        let returns = node.child_by_field_name("return_type").map(|kind| one_line(self.text(kind))).filter(|kind| kind.len() <= 60);
        Callable { parameters: Some(parameters), returns: returns.unwrap_or_default() }
    }

    fn class(&mut self, node: Node<'a>, decorators: &[&str], depth: usize) {
        let Some(name) = node.child_by_field_name("name").map(|name| self.text(name)) else { return };
        if !is_word(name) || !self.is_wanted(name) || depth > MAX_DEPTH {
            return;
        }
        self.members.push(name, Item::Class);
        let key = format!("{}.{name}", self.module);
        self.class_body(node, key, decorators.is_empty(), depth);
    }

    fn class_body(&mut self, node: Node<'a>, key: String, mut complete: bool, depth: usize) {
        let mut bases = Vec::new();
        if let Some(list) = node.child_by_field_name("superclasses") {
            let mut cursor = list.walk();
            for base in list.named_children(&mut cursor) {
                match base.kind() {
                    "identifier" | "attribute" => {
                        let base = self.text(base);
                        if base != "object" {
                            bases.push(base.to_owned());
                        }
                    }
                    "comment" => {}
                    // A metaclass, or a base that is computed.
                    _ => complete = false,
                }
            }
        }
        complete &= !node.has_error();
        let text = self.text(node);
        if MAKES_NAMES.iter().any(|word| text.contains(word)) {
            complete = false;
        }
        let mut members = Members::default();
        let mut has_constructor = false;
        if let Some(body) = node.child_by_field_name("body") {
            self.members_of(body, &key, &mut members, &mut has_constructor, depth + 1);
            for attribute in self.instance_attributes(body) {
                members.push(attribute, Item::Field);
            }
        }
        if !has_constructor && bases.is_empty() && complete && !self.is_stub {
            members.constructors.push(Callable { parameters: Some(Vec::new()), returns: String::new() });
        }
        if let Some(known) = self.classes.iter_mut().find(|class| class.name == key) {
            // Two branches define it.
            known.complete = false;
            for (name, item) in members.items {
                known.members.push(&name, item);
            }
        } else {
            self.classes.push(Class { name: key, bases, complete, members });
        }
    }

    fn members_of(&mut self, node: Node<'a>, key: &str, members: &mut Members, has_constructor: &mut bool, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        let mut cursor = node.walk();
        for child in node.named_children(&mut cursor) {
            match child.kind() {
                "function_definition" => self.method(child, &[], members, has_constructor),
                "decorated_definition" => {
                    let decorators = self.decorators(child);
                    if let Some(definition) = child.child_by_field_name("definition").filter(|it| it.kind() == "function_definition") {
                        self.method(definition, &decorators, members, has_constructor);
                    }
                }
                "class_definition" => {
                    if let Some(name) = child.child_by_field_name("name").map(|name| self.text(name)).filter(|name| is_word(name)) {
                        members.push(name, Item::Class);
                        self.class_body(child, format!("{key}.{name}"), true, depth + 1);
                    }
                }
                "expression_statement" => {
                    let mut cursor = child.walk();
                    for inner in child.named_children(&mut cursor) {
                        for (name, value) in self.assigned(inner) {
                            members.push(name, value.map_or(Item::Field, |value| Item::Constant(Some(value))));
                        }
                    }
                }
                "if_statement" | "elif_clause" | "else_clause" | "try_statement" | "except_clause" | "block" => {
                    self.members_of(child, key, members, has_constructor, depth + 1);
                }
                _ => {}
            }
        }
    }

    fn method(&mut self, node: Node<'a>, decorators: &[&str], members: &mut Members, has_constructor: &mut bool) {
        let Some(name) = node.child_by_field_name("name").map(|name| self.text(name)) else { return };
        if decorators.iter().any(|decorator| *decorator == "property" || decorator.ends_with(".setter") || decorator.ends_with(".deleter"))
        {
            members.push(name, Item::Field);
            return;
        }
        let is_static = decorators.contains(&"staticmethod");
        let callable = self.callable(node, decorators, !is_static);
        if name == "__init__" {
            *has_constructor = true;
            if callable.parameters.is_some() {
                members.constructors.push(Callable { returns: String::new(), ..callable });
            }
        } else {
            members.push(name, Item::Function(callable));
        }
    }

    /// What methods assign to `self`.
    fn instance_attributes(&self, body: Node<'a>) -> Vec<&'a str> {
        let mut found = Vec::new();
        let mut stack = vec![body];
        while let Some(node) = stack.pop() {
            if node.kind() == "attribute"
                && node.child_by_field_name("object").is_some_and(|object| self.text(object) == "self")
                && is_target(node)
                && let Some(name) = node.child_by_field_name("attribute")
            {
                found.push((name.start_byte(), self.text(name)));
            }
            let mut cursor = node.walk();
            stack.extend(node.named_children(&mut cursor));
        }
        found.sort_unstable();
        found.into_iter().map(|(_, name)| name).collect()
    }
}

/// Whether something is assigned to the node.
fn is_target(node: Node) -> bool {
    let mut current = node;
    while let Some(parent) = current.parent() {
        match parent.kind() {
            "assignment" | "augmented_assignment" => return parent.child_by_field_name("left").is_some_and(|left| left == current),
            "for_statement" | "for_in_clause" => return parent.child_by_field_name("left").is_some_and(|left| left == current),
            "pattern_list" | "tuple_pattern" | "list_pattern" | "as_pattern_target" => current = parent,
            "as_pattern" => return true,
            _ => return false,
        }
    }
    false
}

/// Identifiers inside of nodes of this kind.
fn identifiers_of<'a>(node: Node<'a>, kind: &str, found: &mut Vec<Node<'a>>) {
    let mut stack = vec![(node, false)];
    while let Some((current, is_inside)) = stack.pop() {
        let is_inside = is_inside || current.kind() == kind;
        if is_inside && current.kind() == "identifier" {
            found.push(current);
        }
        let mut cursor = current.walk();
        stack.extend(current.named_children(&mut cursor).map(|child| (child, is_inside)));
    }
    found.sort_by_key(Node::start_byte);
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(source: &str, is_stub: bool, expected: &Expect) {
        expected.assert_eq(&module("motor", source, is_stub));
    }

    #[test]
    fn a_module_with_a_class() {
        check(
            "from machine import Pin, PWM\nimport time\nLIMIT = const(255)\nNAMES = ('a', 'b')\n_pins = []\n\
             def clamp(value, low=0, high=LIMIT):\n    return value\n\
             class Motor(Base):\n    COUNT = 2\n    def __init__(self, pin, freq=1000, *, invert=False):\n        self.pwm = PWM(Pin(pin))\n        self._on, self.speed = False, 0\n\
             \n    def run(self, speed: int, /) -> None:\n        self.speed = clamp(speed)\n    @property\n    def is_on(self):\n        return self._on\n\
             \n    @staticmethod\n    def stop_all(): pass\n    @decorated\n    def odd(self, a): pass\nclass Base:\n    pass\n",
            false,
            &expect![[r"
                module motor complete
                  const LIMIT = 255
                  field NAMES
                  field _pins
                  fn clamp(value, low=0, high=LIMIT)
                  class Motor
                  class Base
                  hidden Pin PWM time
                class motor.Motor : motor.Base complete
                  new(pin, freq=1000, *, invert=False)
                  const COUNT = 2
                  fn run(speed:int, /) -> None
                  field is_on
                  fn stop_all()
                  fn odd
                  field pwm
                  field _on
                  field speed
                class motor.Base complete
                  new()
            "]],
        );
    }

    #[test]
    fn what_makes_names_at_run_time_makes_a_module_incomplete() {
        for line in ["from pins import *", "def __getattr__(name): pass", "globals()['x'] = 1", "x = = 1"] {
            let text = module("m", &format!("A = 1\n{line}\n"), false);
            assert!(!text.contains("complete"), "{line}: {text}");
        }
        let text = module("m", "class A:\n    def __init__(self):\n        setattr(self, 'x', 1)\n", false);
        assert!(!text.contains("complete"), "{text}");
    }

    #[test]
    fn names_in_branches_and_globals() {
        check(
            "try:\n    import usocket as socket\nexcept ImportError:\n    import socket\nif True:\n    A = 1\nelse:\n    B = 2\nfor i in range(3):\n    C = i\n\
             def set_up():\n    global state\n    state = 1\nwith open('x') as f:\n    D = 1\n",
            false,
            &expect![[r"
                module motor complete
                  const A = 1
                  const B = 2
                  field i
                  field C
                  fn set_up()
                  field state
                  field f
                  const D = 1
                  hidden socket
            "]],
        );
    }

    #[test]
    fn a_stub_with_overloads() {
        check(
            "from typing import overload\n_T = int\nclass Pin:\n    IN: int\n    @overload\n    def value(self) -> int: ...\n    @overload\n    def value(self, x: int, /) -> None: ...\n\
             def freq(hz: int | None = None) -> int: ...\n",
            true,
            &expect![[r"
                module motor complete
                  class Pin
                  fn freq(hz:int | None=None) -> int
                  hidden overload
                class motor.Pin complete
                  field IN
                  fn value() -> int
                  fn value(x:int, /) -> None
            "]],
        );
    }
}
