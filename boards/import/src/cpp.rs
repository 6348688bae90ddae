//! Declarations of a C++ file: what another file that includes it can use.
//!
//! Every branch of every `#if` counts: which one is compiled is not known here, and a name too many
//! costs less than a name too few. A class is called complete only if each line of its body was
//! understood.

use std::collections::BTreeMap;

use grammars::{Dialect, Language};
use tree_sitter::Node;

use crate::text::{ApiText, Callable, Item, Members, is_word, one_line};

/// Classes inside of classes inside of …; deeper ones are skipped.
const MAX_DEPTH: usize = 64;

/// What a C++ file declares for others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Header {
    /// Headers that it includes, as written between `<>` or quotes.
    pub includes: Vec<String>,
    /// Its declarations as an API text, without a header line.
    pub declarations: String,
}

/// Reads a C++ file. Broken code gives what can be read of it.
pub fn header(source: &str) -> Header {
    let dialect = Dialect::read(Language::Arduino, source);
    let tree = Language::Arduino.parse(&dialect.blanked(source.to_owned()), None);
    let mut reader = Reader { source, dialect: &dialect, found: Found::default(), namespaces: Vec::new() };
    reader.scope(tree.root_node(), 0);
    reader.found.write()
}

#[derive(Default)]
struct Found {
    includes: Vec<String>,
    functions: Vec<(String, Callable)>,
    /// Name to value; `None` when branches disagree or there is none.
    constants: BTreeMap<String, Option<String>>,
    objects: BTreeMap<String, String>,
    types: Vec<String>,
    classes: Vec<Class>,
}

struct Class {
    name: String,
    bases: Vec<String>,
    complete: bool,
    members: Members,
}

impl Found {
    fn write(self) -> Header {
        let mut text = ApiText::default();
        for (name, callable) in &self.functions {
            text.function(name, callable);
        }
        for (name, value) in &self.constants {
            text.constant(name, value.as_deref());
        }
        for (name, class) in &self.objects {
            text.object(name, class);
        }
        for name in &self.types {
            text.a_type(name);
        }
        for class in &self.classes {
            text.class(&class.name, &class.bases, class.complete, &class.members);
        }
        Header { includes: self.includes, declarations: text.finish() }
    }

    fn constant(&mut self, name: &str, value: Option<String>) {
        if let Some(known) = self.constants.get_mut(name) {
            if *known != value {
                *known = None;
            }
        } else if is_word(name) {
            self.constants.insert(name.to_owned(), value);
        }
    }

    fn function(&mut self, name: &str, callable: Callable) {
        if !self.functions.iter().any(|known| known.0 == name && known.1 == callable) {
            self.functions.push((name.to_owned(), callable));
        }
    }

    fn a_type(&mut self, name: String) {
        if !self.types.contains(&name) {
            self.types.push(name);
        }
    }
}

struct Reader<'a> {
    source: &'a str,
    dialect: &'a Dialect,
    found: Found,
    namespaces: Vec<String>,
}

/// A name with what surrounds it in a declaration.
struct Declared<'a> {
    name: &'a str,
    /// Parameters, if it is a function (and no pointer to one).
    parameters: Option<Node<'a>>,
    /// Pointers and references before the name.
    stars: String,
    is_array: bool,
    is_pointer: bool,
}

impl<'a> Reader<'a> {
    fn text(&self, node: Node) -> &'a str {
        self.source.get(node.byte_range()).unwrap_or_default()
    }

    /// Text without comments.
    fn code(&self, node: Node) -> String {
        let mut text = self.text(node).to_owned();
        let mut comments = Vec::new();
        collect(node, "comment", &mut comments);
        for comment in comments.into_iter().rev() {
            let start = comment.start_byte() - node.start_byte();
            let end = comment.end_byte() - node.start_byte();
            if text.is_char_boundary(start) && text.is_char_boundary(end.min(text.len())) {
                text.replace_range(start..end.min(text.len()), " ");
            }
        }
        one_line(&text)
    }

    /// Declarations at the top level, in a namespace, in `extern "C"`, in a branch.
    fn scope(&mut self, node: Node<'a>, depth: usize) {
        if depth > MAX_DEPTH {
            return;
        }
        let mut cursor = node.walk();
        for child in node.named_children(&mut cursor) {
            self.declaration(child, depth + 1);
        }
    }

    fn declaration(&mut self, node: Node<'a>, depth: usize) {
        match node.kind() {
            "preproc_include" => {
                if let Some(path) = node.child_by_field_name("path") {
                    let path = self.text(path).trim_matches(['<', '>', '"']).trim().to_owned();
                    if !path.is_empty() && !self.found.includes.contains(&path) {
                        self.found.includes.push(path);
                    }
                }
            }
            "preproc_def" => self.macro_constant(node),
            "preproc_function_def" => self.macro_function(node),
            "preproc_if" | "preproc_ifdef" | "preproc_else" | "preproc_elif" | "preproc_elifdef" | "declaration_list" => {
                self.scope(node, depth);
            }
            "linkage_specification" => {
                if let Some(body) = node.child_by_field_name("body") {
                    if body.kind() == "declaration_list" {
                        self.scope(body, depth);
                    } else {
                        self.declaration(body, depth + 1);
                    }
                }
            }
            "namespace_definition" => {
                let name = node.child_by_field_name("name").map(|name| self.text(name).to_owned());
                let is_named = name.is_some();
                self.namespaces.extend(name);
                if let Some(body) = node.child_by_field_name("body") {
                    self.scope(body, depth);
                }
                if is_named {
                    self.namespaces.pop();
                }
            }
            "class_specifier" | "struct_specifier" | "union_specifier" => {
                self.class(node, None, false, depth);
            }
            "enum_specifier" => self.enumeration(node),
            "type_definition" => self.type_definition(node, depth),
            "alias_declaration" => {
                if let Some(name) = node.child_by_field_name("name") {
                    self.found.a_type(self.qualified(self.text(name)));
                }
            }
            "template_declaration" => {
                let mut cursor = node.walk();
                for child in node.named_children(&mut cursor) {
                    match child.kind() {
                        "class_specifier" | "struct_specifier" => {
                            self.class(child, None, true, depth);
                        }
                        "function_definition" | "declaration" => self.values(child, true),
                        _ => {}
                    }
                }
            }
            "declaration" => {
                self.type_inside(node, depth);
                self.values(node, false);
            }
            "function_definition" => self.values(node, false),
            _ => {}
        }
    }

    fn qualified(&self, name: &str) -> String {
        self.namespaces.iter().map(String::as_str).chain([name]).collect::<Vec<_>>().join("::")
    }

    fn macro_constant(&mut self, node: Node<'a>) {
        let Some(name) = node.child_by_field_name("name").map(|name| self.text(name)) else { return };
        // A definition without a value is a switch or an include guard.
        let Some(value) = node.child_by_field_name("value").map(|value| self.code_of_macro(value)).filter(|value| !value.is_empty()) else {
            return;
        };
        if !name.starts_with("__") {
            self.found.constant(name, Some(value));
        }
    }

    /// The value of a macro, up to a comment.
    fn code_of_macro(&self, node: Node) -> String {
        let text = self.text(node);
        let end = [text.find("//"), text.find("/*")].into_iter().flatten().min().unwrap_or(text.len());
        one_line(&text[..end].replace('\\', " "))
    }

    fn macro_function(&mut self, node: Node<'a>) {
        let Some(name) = node.child_by_field_name("name").map(|name| self.text(name)) else { return };
        let Some(parameters) = node.child_by_field_name("parameters") else { return };
        let list = self.code(parameters);
        let inner = list.trim_start_matches('(').trim_end_matches(')');
        let parameters: Vec<String> = inner.split(',').map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect();
        if parameters.iter().all(|part| is_word(part) || part == "...") && !name.starts_with("__") {
            self.found.function(name, Callable { parameters: Some(parameters), returns: String::new() });
        }
    }

    /// `struct { … } x;` and `enum A { … } a;` declare a type on the way.
    fn type_inside(&mut self, node: Node<'a>, depth: usize) {
        match node.child_by_field_name("type") {
            Some(inner) if matches!(inner.kind(), "class_specifier" | "struct_specifier" | "union_specifier") => {
                self.class(inner, None, false, depth);
            }
            Some(inner) if inner.kind() == "enum_specifier" => self.enumeration(inner),
            _ => {}
        }
    }

    /// Functions and variables of a declaration.
    fn values(&mut self, node: Node<'a>, is_template: bool) {
        if !self.namespaces.is_empty() || has_own_error(node) {
            return;
        }
        let type_text = node.child_by_field_name("type").map(|kind| self.type_text(kind)).unwrap_or_default();
        let mut qualifiers = Vec::new();
        let mut cursor = node.walk();
        for child in node.children(&mut cursor) {
            if matches!(child.kind(), "type_qualifier" | "storage_class_specifier") {
                qualifiers.push(self.text(child));
            }
        }
        let is_constant = qualifiers.iter().any(|word| matches!(*word, "const" | "constexpr"));
        let mut cursor = node.walk();
        for declarator in node.children_by_field_name("declarator", &mut cursor) {
            let (declarator, value) = match declarator.kind() {
                "init_declarator" => {
                    let Some(inner) = declarator.child_by_field_name("declarator") else { continue };
                    (inner, declarator.child_by_field_name("value"))
                }
                _ => (declarator, None),
            };
            let Some(declared) = self.declared(declarator) else { continue };
            if let Some(parameters) = declared.parameters {
                // `Servo arm(9);` reads like a function whose parameters have no type.
                let returns = join_type(&type_text, &declared.stars);
                if !type_text.is_empty() {
                    self.found.function(declared.name, Callable { parameters: Some(self.parameters(parameters)), returns });
                }
            } else if is_template || type_text.is_empty() {
            } else if is_constant && !declared.is_array && !declared.is_pointer && is_plain(&type_text) {
                self.found.constant(declared.name, value.map(|value| self.code(value)));
            } else if declared.is_array || declared.is_pointer || is_plain(&type_text) {
                self.found.constant(declared.name, None);
            } else {
                self.found.objects.entry(declared.name.to_owned()).or_insert(type_text.clone());
            }
        }
    }

    fn type_text(&self, node: Node) -> String {
        match node.kind() {
            "class_specifier" | "struct_specifier" | "union_specifier" | "enum_specifier" => {
                node.child_by_field_name("name").map(|name| self.text(name).to_owned()).unwrap_or_default()
            }
            _ => self.code(node),
        }
    }

    /// Finds the name in a declarator; `None` for qualified names, operators and destructors.
    fn declared(&self, node: Node<'a>) -> Option<Declared<'a>> {
        let mut declared = Declared { name: "", parameters: None, stars: String::new(), is_array: false, is_pointer: false };
        let mut current = node;
        for _ in 0..MAX_DEPTH {
            match current.kind() {
                "identifier" | "field_identifier" | "type_identifier" => {
                    declared.name = self.text(current);
                    return is_word(declared.name).then_some(declared);
                }
                "pointer_declarator" => {
                    declared.stars.push('*');
                    declared.is_pointer = true;
                    current = current.child_by_field_name("declarator")?;
                }
                "reference_declarator" => {
                    declared.stars.push('&');
                    current = current.named_child(0)?;
                }
                "array_declarator" => {
                    declared.is_array = true;
                    current = current.child_by_field_name("declarator")?;
                }
                "function_declarator" => {
                    let inner = current.child_by_field_name("declarator")?;
                    // A pointer to a function is a variable.
                    if inner.kind() == "parenthesized_declarator" {
                        declared.is_pointer = true;
                        current = inner.named_child(0)?;
                    } else {
                        declared.parameters = current.child_by_field_name("parameters");
                        current = inner;
                    }
                }
                "parenthesized_declarator" | "attributed_declarator" => current = current.named_child(0)?,
                _ => return None,
            }
        }
        None
    }

    fn parameters(&self, list: Node) -> Vec<String> {
        let mut parameters = Vec::new();
        let mut cursor = list.walk();
        for child in list.children(&mut cursor) {
            match child.kind() {
                "parameter_declaration" | "optional_parameter_declaration" => parameters.push(self.code(child)),
                "variadic_parameter_declaration" | "..." => parameters.push("...".to_owned()),
                _ => {}
            }
        }
        if parameters == ["void"] {
            parameters.clear();
        }
        parameters
    }

    fn enumeration(&mut self, node: Node<'a>) {
        let name = node.child_by_field_name("name").map(|name| self.text(name));
        if let Some(name) = name {
            self.found.a_type(self.qualified(name));
        }
        let is_scoped =
            (0..node.child_count()).filter_map(|index| node.child(index)).any(|child| matches!(child.kind(), "class" | "struct"));
        if is_scoped || !self.namespaces.is_empty() {
            return;
        }
        for (name, value) in self.enumerators(node) {
            self.found.constant(name, value);
        }
    }

    /// Enumerators with their values where they are written or follow from a written number.
    fn enumerators(&self, node: Node<'a>) -> Vec<(&'a str, Option<String>)> {
        let Some(body) = node.child_by_field_name("body") else { return Vec::new() };
        let mut found = Vec::new();
        let mut next = Some(0_i64);
        let mut stack = vec![body];
        while let Some(list) = stack.pop() {
            let mut cursor = list.walk();
            for child in list.named_children(&mut cursor) {
                if child.kind().starts_with("preproc") {
                    // Which of them count is not known, and so are the numbers that follow.
                    next = None;
                    stack.push(child);
                    continue;
                }
                if child.kind() != "enumerator" {
                    continue;
                }
                let Some(name) = child.child_by_field_name("name") else { continue };
                let written = child.child_by_field_name("value").map(|value| self.code(value));
                let value = written.clone().or_else(|| next.map(|number| number.to_string()));
                next = written.map_or(next, |text| number(&text)).and_then(|number| number.checked_add(1));
                found.push((self.text(name), value));
            }
        }
        found
    }

    fn type_definition(&mut self, node: Node<'a>, depth: usize) {
        let mut names = Vec::new();
        let mut cursor = node.walk();
        for declarator in node.children_by_field_name("declarator", &mut cursor) {
            if let Some(declared) = self.declared_type(declarator) {
                names.push(declared);
            }
        }
        let inner = node.child_by_field_name("type");
        match inner {
            Some(inner) if matches!(inner.kind(), "class_specifier" | "struct_specifier" | "union_specifier") => {
                let is_named = inner.child_by_field_name("name").is_some();
                // `typedef struct { … } Name;`
                self.class(inner, names.first().copied().filter(|_| !is_named), false, depth);
            }
            Some(inner) if inner.kind() == "enum_specifier" => self.enumeration(inner),
            _ => {}
        }
        for name in names {
            let name = self.qualified(name);
            if !self.found.classes.iter().any(|class| class.name == name) {
                self.found.a_type(name);
            }
        }
    }

    fn declared_type(&self, node: Node<'a>) -> Option<&'a str> {
        let mut stack = vec![node];
        while let Some(current) = stack.pop() {
            if current.kind() == "type_identifier" {
                return Some(self.text(current)).filter(|name| is_word(name));
            }
            if current.kind() != "parameter_list" {
                let mut cursor = current.walk();
                stack.extend(current.named_children(&mut cursor));
            }
        }
        None
    }

    fn class(&mut self, node: Node<'a>, name: Option<&'a str>, is_template: bool, depth: usize) {
        let Some(name) = node.child_by_field_name("name").map(|name| self.text(name)).or(name) else { return };
        let Some(body) = node.child_by_field_name("body") else { return };
        if !name.split("::").all(is_word) || depth > MAX_DEPTH {
            return;
        }
        let mut bases = Vec::new();
        let mut cursor = node.walk();
        for child in node.named_children(&mut cursor).filter(|child| child.kind() == "base_class_clause") {
            let mut cursor = child.walk();
            let named = child.named_children(&mut cursor).filter(|base| !matches!(base.kind(), "access_specifier" | "comment" | "virtual"));
            bases.extend(named.map(|base| self.code(base)));
        }
        let qualified = self.qualified(name);
        // The file that is included may hold members.
        let includes = self.text(body).lines().any(|line| line.trim_start().starts_with("#include"));
        let is_cut =
            includes || self.dialect.inactive.iter().any(|hidden| hidden.start < body.end_byte() && body.start_byte() < hidden.end);
        let mut body_reader = Body {
            class: name.rsplit("::").next().unwrap_or(name),
            is_public: node.kind() != "class_specifier",
            complete: !is_template && !is_cut && !has_own_error(node),
            members: Members::default(),
            has_constructor: false,
        };
        self.body(body, &mut body_reader, depth);
        if !body_reader.has_constructor && body_reader.complete && bases.is_empty() && node.kind() == "class_specifier" {
            body_reader.members.constructors.push(Callable { parameters: Some(Vec::new()), returns: String::new() });
        }
        let class = Class { name: qualified, bases, complete: body_reader.complete, members: body_reader.members };
        if let Some(known) = self.found.classes.iter_mut().find(|known| known.name == class.name) {
            // Two branches define the class differently.
            known.complete = false;
            for (name, item) in class.members.items {
                known.members.push(&name, item);
            }
        } else {
            self.found.classes.push(class);
        }
    }

    fn body(&mut self, node: Node<'a>, body: &mut Body<'a>, depth: usize) {
        if depth > MAX_DEPTH {
            body.complete = false;
            return;
        }
        let mut cursor = node.walk();
        for child in node.named_children(&mut cursor) {
            match child.kind() {
                "comment"
                | "friend_declaration"
                | "static_assert_declaration"
                | "preproc_call"
                | "preproc_def"
                | "preproc_function_def" => match child.kind() {
                    "preproc_def" => self.macro_constant(child),
                    "preproc_function_def" => self.macro_function(child),
                    _ => {}
                },
                "access_specifier" => body.is_public = self.text(child).starts_with("public"),
                "preproc_if" | "preproc_ifdef" | "preproc_else" | "preproc_elif" | "preproc_elifdef" => {
                    let is_public = body.is_public;
                    self.body(child, body, depth + 1);
                    // A branch that is left out changes nothing.
                    body.is_public = is_public || body.is_public;
                }
                "field_declaration" | "function_definition" | "declaration" => self.member(child, body, depth),
                "template_declaration" => {
                    let mut cursor = child.walk();
                    for inner in child.named_children(&mut cursor) {
                        if matches!(inner.kind(), "field_declaration" | "function_definition" | "declaration") {
                            self.member(inner, body, depth);
                        }
                    }
                }
                "using_declaration" => {
                    // `using Print::write;` repeats what the base class has.
                    if !self.text(child).contains("::") {
                        body.complete = false;
                    }
                }
                "alias_declaration" | "type_definition" => {
                    if let Some(name) = child.child_by_field_name("name").or_else(|| child.child_by_field_name("declarator"))
                        && let Some(name) = self.declared_type(name)
                    {
                        body.add(name, Item::Class);
                    }
                    // An enumeration or structure inside of it has names of its own.
                    self.nested(child, body, depth);
                }
                // The words between the name and the condition of an `#if`.
                "identifier"
                | "preproc_defined"
                | "binary_expression"
                | "unary_expression"
                | "number_literal"
                | "parenthesized_expression"
                | "call_expression"
                | "preproc_arg"
                    if node.kind().starts_with("preproc") => {}
                _ => body.complete = false,
            }
        }
    }

    /// A type declared inside of a class.
    fn nested(&mut self, node: Node<'a>, body: &mut Body<'a>, depth: usize) {
        let Some(inner) = node.child_by_field_name("type") else { return };
        match inner.kind() {
            "enum_specifier" if inner.child_by_field_name("body").is_some() => {
                if let Some(name) = inner.child_by_field_name("name") {
                    body.add(self.text(name), Item::Class);
                }
                for (name, value) in self.enumerators(inner) {
                    body.add(name, Item::Constant(value));
                }
            }
            "class_specifier" | "struct_specifier" | "union_specifier" if inner.child_by_field_name("body").is_some() => {
                match inner.child_by_field_name("name") {
                    Some(name) => {
                        let name = self.text(name);
                        body.add(name, Item::Class);
                        self.namespaces.push(body.class.to_owned());
                        self.class(inner, None, false, depth + 1);
                        self.namespaces.pop();
                    }
                    None if node.child_by_field_name("declarator").is_none() => {
                        // Members of an anonymous union are the class's own.
                        if let Some(list) = inner.child_by_field_name("body") {
                            self.body(list, body, depth + 1);
                        }
                    }
                    None => {}
                }
            }
            _ => {}
        }
    }

    fn member(&mut self, node: Node<'a>, body: &mut Body<'a>, depth: usize) {
        if has_own_error(node) {
            body.complete = false;
        }
        self.nested(node, body, depth);
        let type_node = node.child_by_field_name("type");
        let type_text = type_node.map(|kind| self.type_text(kind)).unwrap_or_default();
        let mut has_declarator = false;
        let mut cursor = node.walk();
        for declarator in node.children_by_field_name("declarator", &mut cursor) {
            has_declarator = true;
            let declarator = match declarator.kind() {
                "init_declarator" => declarator.child_by_field_name("declarator").unwrap_or(declarator),
                _ => declarator,
            };
            let text = self.text(declarator);
            if text.contains("operator") {
                // `operator->` and conversions lead to members of other classes.
                if text.contains("->") || declarator.kind() == "operator_cast" {
                    body.complete = false;
                }
                continue;
            }
            if text.trim_start().starts_with('~') || text.contains("::") {
                continue;
            }
            let Some(declared) = self.declared(declarator) else {
                body.complete = false;
                continue;
            };
            match declared.parameters {
                Some(parameters) if declared.name == body.class => {
                    body.has_constructor = true;
                    let is_deleted = self.text(node).trim_end_matches([';', ' ']).ends_with("delete");
                    if body.is_public && !is_deleted {
                        let callable = Callable { parameters: Some(self.parameters(parameters)), returns: String::new() };
                        body.members.constructors.push(callable);
                    }
                }
                Some(parameters) => {
                    let returns = join_type(&type_text, &declared.stars);
                    body.add(declared.name, Item::Function(Callable { parameters: Some(self.parameters(parameters)), returns }));
                }
                None => {
                    let is_static_constant =
                        ["static", "const"].iter().all(|word| self.text(node).split_whitespace().any(|found| found == *word))
                            || self.text(node).contains("constexpr");
                    let value = node.child_by_field_name("default_value").map(|value| self.code(value));
                    body.add(declared.name, if is_static_constant { Item::Constant(value) } else { Item::Field });
                }
            }
        }
        let is_type = type_node
            .is_some_and(|kind| matches!(kind.kind(), "class_specifier" | "struct_specifier" | "union_specifier" | "enum_specifier"));
        if !has_declarator && !is_type {
            // A macro stands where a member should.
            body.complete = false;
        }
    }
}

struct Body<'a> {
    class: &'a str,
    is_public: bool,
    complete: bool,
    members: Members,
    has_constructor: bool,
}

impl Body<'_> {
    fn add(&mut self, name: &str, item: Item) {
        if self.is_public {
            self.members.push(name, item);
        } else {
            self.members.hide(name);
        }
    }
}

fn join_type(kind: &str, stars: &str) -> String {
    if kind.is_empty() { String::new() } else { format!("{kind}{stars}") }
}

/// Whether the type is a number, character or flag rather than a class.
fn is_plain(kind: &str) -> bool {
    kind.split_whitespace().all(|word| {
        matches!(
            word,
            "auto"
                | "bool"
                | "boolean"
                | "byte"
                | "char"
                | "double"
                | "float"
                | "int"
                | "long"
                | "short"
                | "signed"
                | "unsigned"
                | "word"
                | "void"
        ) || word.ends_with("_t")
    })
}

/// Whether the parser had to recover anywhere in the node.
fn has_own_error(node: Node) -> bool {
    node.has_error()
}

fn number(text: &str) -> Option<i64> {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => i64::from_str_radix(digits, 16).ok(),
        None => text.parse().ok(),
    }
}

fn collect<'a>(node: Node<'a>, kind: &str, found: &mut Vec<Node<'a>>) {
    let mut stack = vec![node];
    while let Some(current) = stack.pop() {
        if current.kind() == kind {
            found.push(current);
        }
        let mut cursor = current.walk();
        stack.extend(current.children(&mut cursor));
    }
    found.sort_by_key(Node::start_byte);
}

#[cfg(test)]
mod tests {
    use expect_test::{Expect, expect};

    use super::*;

    fn check(source: &str, expected: &Expect) {
        let header = header(source);
        let includes = header.includes.iter().flat_map(|path| ["includes ", path, "\n"]).collect::<String>();
        expected.assert_eq(&(includes + &header.declarations));
    }

    #[test]
    fn a_class_of_a_library() {
        check(
            "#ifndef MOTOR_H\n#define MOTOR_H\n#include <Arduino.h>\n#define MOTOR_MAX 255 // full speed\n\
             class Motor : public Print {\npublic:\n  explicit Motor(uint8_t a, uint8_t b = 255);\n  ~Motor();\n  void run(int speed);\n\
             void run(int speed, uint32_t ms) { _speed = speed; }\n  static const uint8_t CHANNELS = 2;\n  enum Mode { COAST, BRAKE = 4 };\n\
             virtual size_t write(uint8_t c) override;\n  operator bool() const;\nprivate:\n  int _speed;\n  void step();\n};\n\
             extern Motor motor;\nint readAll(int *values, size_t n = 4);\n#endif\n",
            &expect![[r"
                includes Arduino.h
                fn readAll(int *values, size_t n = 4) -> int
                const MOTOR_MAX = 255
                object motor : Motor
                class Motor : Print
                  new(uint8_t a, uint8_t b = 255)
                  fn run(int speed) -> void
                  fn run(int speed, uint32_t ms) -> void
                  const CHANNELS = 2
                  class Mode
                  const COAST = 0
                  const BRAKE = 4
                  fn write(uint8_t c) -> size_t
                  hidden _speed step
            "]],
        );
    }

    #[test]
    fn all_branches_count() {
        check(
            "#ifdef ESP32\n#define LED 2\nvoid f(int a);\n#else\n#define LED 13\nvoid f(int a, int b);\n#endif\n\
             struct S {\n  int x, y;\n#ifdef ESP32\n  void fast();\n#endif\n};\n",
            &expect![[r"
                fn f(int a) -> void
                fn f(int a, int b) -> void
                const LED
                class S complete
                  field x
                  field y
                  fn fast() -> void
            "]],
        );
    }

    #[test]
    fn what_is_not_understood_makes_a_class_incomplete() {
        for line in ["DECLARE_THINGS(x)", "T operator->();", "#include \"members.inc\"", "int x", "using Base;"] {
            let source = format!("class A {{\npublic:\n  void known();\n  {line}\n}};\n");
            let declarations = header(&source).declarations;
            assert!(!declarations.contains("complete"), "{line}: {declarations}");
        }
    }

    #[test]
    fn types_templates_namespaces_and_pointers_to_functions() {
        check(
            "typedef void (*callback_t)(int);\nusing Word = unsigned int;\ntypedef struct { int a; } Point;\n\
             template <typename T> class Ring { public: void push(T value); };\ntemplate <class T> T largest(T a, T b);\n\
             namespace net { class Client { public: bool connect(); }; void hidden(); }\n\
             void onEvent(void (*handler)(int code, int value), bool once = false);\nstruct Cb { void (*run)(int); };\n\
             const char *names[] = {\"a\"};\nconstexpr int kLimit = 3;\nint A::method(int x) { return x; }\nvoid log(const char *format, ...);\n",
            &expect![[r"
                fn largest(T a, T b) -> T
                fn onEvent(void (*handler)(int code, int value), bool once = false) -> void
                fn log(const char *format, ...) -> void
                const kLimit = 3
                const names
                type callback_t
                type Word
                class Point complete
                  field a
                class Ring
                  fn push(T value) -> void
                class net::Client complete
                  new()
                  fn connect() -> bool
                class Cb complete
                  field run
            "]],
        );
    }

    #[test]
    fn macros_with_arguments_are_called_like_functions() {
        check(
            "#define SQR(x) ((x) * (x))\n#define LOG(fmt, ...) printf(fmt, ##__VA_ARGS__)\n#define _GUARD\n",
            &expect![[r"
            fn SQR(x)
            fn LOG(fmt, ...)
        "]],
        );
    }
}
