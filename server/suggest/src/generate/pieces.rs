//! A program in the pieces that can be put together with those of others: what it includes, what it
//! names, how it starts, what it repeats.

use document::{Document, Language, Snapshot, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use tree_sitter::Node;

/// Something at the top level of a program, with the comments before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Item {
    /// Whole lines, from the first column on.
    pub(crate) text: String,
    /// Names that it declares.
    pub(crate) names: Vec<String>,
    /// Kind of the node.
    pub(crate) kind: ItemKind,
    /// Whether a blank line stands before it.
    pub(crate) is_apart: bool,
}

/// What an item is, as far as merging cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ItemKind {
    /// A value that never changes: `const`, `#define`, a name in capitals.
    Constant,
    /// A function or class.
    Definition,
    /// Anything else.
    Other,
}

/// A program in pieces.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Pieces {
    /// `#include` and import lines.
    pub(crate) imports: Vec<String>,
    /// Items at the top level, in order. In Python the statements that set things up are among them.
    pub(crate) items: Vec<Item>,
    /// Statements of `setup`, indented as there.
    pub(crate) setup: Vec<String>,
    /// Statements of `loop`, or of the endless loop of a Python program, indented as in a function.
    pub(crate) repeated: Vec<String>,
    /// Names that the repeated statements of Python assign.
    pub(crate) assigned: Vec<String>,
    /// A coroutine that a Python program runs: `main()`.
    pub(crate) coroutine: Option<String>,
}

impl Pieces {
    /// Takes a program apart.
    pub(crate) fn read(code: &str, language: Language) -> Self {
        let snapshot = Document::new(code, language).snapshot();
        match language {
            Language::Arduino => arduino(&snapshot, code),
            Language::MicroPython => micropython(&snapshot, code),
        }
    }

    /// Names at the top level.
    pub(crate) fn names(&self) -> FxHashSet<String> {
        self.items.iter().flat_map(|item| item.names.iter().cloned()).collect()
    }
}

fn children(node: Node<'_>) -> Vec<Node<'_>> {
    (0..node.child_count()).filter_map(|index| node.child(index)).collect()
}

/// Nodes of a body with the comments that belong to them: whole lines of each, and whether a blank
/// line stands before.
fn statements<'t>(nodes: &[Node<'t>], code: &str) -> Vec<(Node<'t>, Span, bool)> {
    let mut found: Vec<(Node<'t>, Span, bool)> = Vec::new();
    let mut pending: Option<usize> = None;
    let mut end_of_last = 0;
    for node in nodes {
        // Some nodes (`#include`, `#define`) end after their line break.
        let end = node.start_byte() + code[node.start_byte()..node.end_byte()].trim_end().len();
        let line_start = code[..node.start_byte()].rfind('\n').map_or(0, |at| at + 1);
        if node.kind() == "comment" {
            let is_behind = !code[line_start..node.start_byte()].trim().is_empty();
            match found.last_mut().filter(|_| is_behind && pending.is_none()) {
                Some(last) => last.1.end = end,
                None => pending = pending.or(Some(line_start)),
            }
            continue;
        }
        if node.kind() == ";" {
            continue;
        }
        let start = pending.take().unwrap_or(line_start).max(end_of_last);
        let between = &code[end_of_last.min(start)..start];
        found.push((*node, Span::new(start, end), between.matches('\n').count() > 1));
        end_of_last = end;
    }
    found
}

fn text(code: &str, span: Span) -> String {
    code[span.start..span.end].trim_matches('\n').trim_end().to_owned()
}

/// Names declared in a span at file scope.
fn declared(snapshot: &Snapshot, span: Span, is_inside: impl Fn(Span) -> bool) -> Vec<String> {
    use document::facts::DeclarationKind as Kind;
    let here = snapshot.facts.declarations.iter().filter(|declaration| {
        span.contains(declaration.name_span)
            && !matches!(declaration.kind, Kind::Parameter | Kind::Import)
            && !is_inside(declaration.name_span)
    });
    let mut names: Vec<String> = here.map(|declaration| declaration.name.clone()).collect();
    names.sort();
    names.dedup();
    names
}

/// Spans of function bodies and class members under a node: what is declared there is not seen outside.
fn bodies(node: Node<'_>) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        if matches!(node.kind(), "compound_statement" | "field_declaration_list" | "block" | "lambda" | "parameter_list") {
            spans.push(Span::from(node));
        } else {
            open.extend(children(node));
        }
    }
    spans
}

fn arduino(snapshot: &Snapshot, code: &str) -> Pieces {
    let mut pieces = Pieces::default();
    let root = snapshot.tree.root_node();
    for (node, span, is_apart) in statements(&children(root), code) {
        if node.kind() == "preproc_include" {
            pieces.imports.push(text(code, Span::from(node)));
            continue;
        }
        let is_function = node.kind() == "function_definition";
        let inner = bodies(node);
        let names = declared(snapshot, Span::from(node), |name| inner.iter().any(|body| body.contains(name)));
        if is_function && let [name @ ("setup" | "loop")] = names.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            let body = node.child_by_field_name("body").map(children).unwrap_or_default();
            let inside: Vec<Node<'_>> = body.into_iter().filter(|child| child.kind() != "{" && child.kind() != "}").collect();
            let lines = statements(&inside, code).into_iter().map(|(_, span, _)| text(code, span)).collect();
            if name == "setup" {
                pieces.setup = lines;
            } else {
                pieces.repeated = lines;
            }
            continue;
        }
        let whole = text(code, span);
        let bare = text(code, Span::from(node));
        let is_constant = ["const ", "constexpr ", "static const ", "#define "].iter().any(|start| bare.starts_with(start));
        let kind = match node.kind() {
            "function_definition" | "struct_specifier" | "class_specifier" | "enum_specifier" => ItemKind::Definition,
            _ if is_constant => ItemKind::Constant,
            _ => ItemKind::Other,
        };
        // The line break and the semicolon of a class end it.
        let whole = if kind == ItemKind::Definition && !is_function && !whole.ends_with(';') { whole + ";" } else { whole };
        pieces.items.push(Item { text: whole, names, kind, is_apart });
    }
    pieces
}

fn micropython(snapshot: &Snapshot, code: &str) -> Pieces {
    let mut pieces = Pieces::default();
    let root = snapshot.tree.root_node();
    let nodes = statements(&children(root), code);
    let n_nodes = nodes.len();
    for (index, (node, span, is_apart)) in nodes.into_iter().enumerate() {
        let whole = text(code, span);
        if matches!(node.kind(), "import_statement" | "import_from_statement") {
            pieces.imports.push(text(code, Span::from(node)));
            continue;
        }
        if index + 1 == n_nodes {
            if let Some(coroutine) = whole.strip_prefix("asyncio.run(").and_then(|rest| rest.strip_suffix(')')) {
                pieces.coroutine = Some(coroutine.to_owned());
                continue;
            }
            if is_endless(node, code) {
                pieces.assigned = assigned(node, code);
                let lead = &code[span.start..node.start_byte()];
                let indented = format!("{lead}{}", awaiting(node, code));
                pieces.repeated.push(indented.lines().map(|line| indent(line, "    ")).collect::<Vec<_>>().join("\n"));
                continue;
            }
        }
        let inner = bodies(node);
        let is_definition = matches!(node.kind(), "function_definition" | "class_definition" | "decorated_definition");
        let names = declared(snapshot, Span::from(node), |name| is_definition && inner.iter().any(|body| body.contains(name)));
        let is_constant =
            !names.is_empty() && names.iter().all(|name| name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'));
        let kind = match is_definition {
            true => ItemKind::Definition,
            false if is_constant => ItemKind::Constant,
            false => ItemKind::Other,
        };
        pieces.items.push(Item { text: whole, names, kind, is_apart });
    }
    pieces
}

pub(crate) fn indent(line: &str, by: &str) -> String {
    if line.trim().is_empty() { String::new() } else { format!("{by}{line}") }
}

/// Whether a statement holds a `while True` outside functions.
fn is_endless(node: Node<'_>, code: &str) -> bool {
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match node.kind() {
            "function_definition" | "class_definition" | "lambda" => continue,
            "while_statement" => {
                let condition = node.child_by_field_name("condition").map(|condition| &code[condition.byte_range()]);
                if matches!(condition, Some("True" | "1")) {
                    return true;
                }
            }
            _ => {}
        }
        open.extend(children(node));
    }
    false
}

/// Names that a statement assigns outside functions.
fn assigned(node: Node<'_>, code: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        let target = match node.kind() {
            "function_definition" | "class_definition" | "lambda" => continue,
            "assignment" | "augmented_assignment" | "for_statement" => node.child_by_field_name("left"),
            "as_pattern" => node.child_by_field_name("alias"),
            _ => None,
        };
        let mut targets: Vec<Node<'_>> = target.into_iter().collect();
        while let Some(target) = targets.pop() {
            match target.kind() {
                "identifier" | "as_pattern_target" => names.push(code[target.byte_range()].to_owned()),
                "pattern_list" | "tuple_pattern" | "list_pattern" => targets.extend(children(target)),
                _ => {}
            }
        }
        open.extend(children(node));
    }
    names.sort();
    names.dedup();
    names
}

/// The text of an endless loop with its pauses as those of a coroutine; every turn must have one.
fn awaiting(node: Node<'_>, code: &str) -> String {
    let mut edits: Vec<(usize, usize, &str)> = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match node.kind() {
            "function_definition" | "class_definition" | "lambda" => continue,
            "call" => {
                if let Some(function) = node.child_by_field_name("function") {
                    let replacement = match &code[function.byte_range()] {
                        "time.sleep_ms" | "sleep_ms" | "utime.sleep_ms" => Some("await asyncio.sleep_ms"),
                        "time.sleep" | "sleep" | "utime.sleep" => Some("await asyncio.sleep"),
                        _ => None,
                    };
                    edits.extend(replacement.map(|text| (function.start_byte(), function.end_byte(), text)));
                }
            }
            _ => {}
        }
        open.extend(children(node));
    }
    let mut text = code[node.byte_range()].to_owned();
    edits.sort_unstable();
    for (start, end, replacement) in edits.iter().rev() {
        text.replace_range(start - node.start_byte()..end - node.start_byte(), replacement);
    }
    if edits.is_empty() {
        // Without a pause no other task would get a turn.
        text.push_str("\n    await asyncio.sleep_ms(10)");
    }
    text
}

/// The program with some names replaced.
pub(crate) fn renamed(code: &str, language: Language, names: &FxHashMap<String, String>) -> String {
    if names.is_empty() {
        return code.to_owned();
    }
    let snapshot = Document::new(code, language).snapshot();
    let mut edits: Vec<(usize, usize)> = Vec::new();
    let mut open = vec![snapshot.tree.root_node()];
    while let Some(node) = open.pop() {
        let is_name = match language {
            Language::Arduino => matches!(node.kind(), "identifier" | "type_identifier" | "namespace_identifier"),
            Language::MicroPython => node.kind() == "identifier" && is_free_name(node),
        };
        if is_name && names.contains_key(&code[node.byte_range()]) {
            edits.push((node.start_byte(), node.end_byte()));
        }
        if !matches!(node.kind(), "import_statement" | "import_from_statement" | "preproc_include") {
            open.extend(children(node));
        }
    }
    edits.sort_unstable();
    let mut text = code.to_owned();
    for (start, end) in edits.into_iter().rev() {
        text.replace_range(start..end, &names[&code[start..end]]);
    }
    text
}

/// Whether an identifier of Python is a name of its own: not an attribute, not the name of an argument.
fn is_free_name(node: Node<'_>) -> bool {
    let Some(parent) = node.parent() else { return true };
    let is_field = |name: &str| parent.child_by_field_name(name).is_some_and(|child| child.id() == node.id());
    let is_part = (parent.kind() == "attribute" && is_field("attribute")) || (parent.kind() == "keyword_argument" && is_field("name"));
    !is_part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sketch_in_pieces() {
        let code = "\
#include <Wire.h>

const int LED_PIN = 5;  // Red.
// When it changed.
unsigned long last = 0;

struct Point {
  int x;
};

int twice(int value) {
  int local = 2;
  return value * local;
}

void setup() {
  pinMode(LED_PIN, OUTPUT);
  // Dark.
  digitalWrite(LED_PIN, LOW);
}

void loop() {
}
";
        let pieces = Pieces::read(code, Language::Arduino);
        assert_eq!(pieces.imports, ["#include <Wire.h>"]);
        let items: Vec<(&str, &[String])> = pieces.items.iter().map(|item| (item.text.as_str(), item.names.as_slice())).collect();
        assert_eq!(items[0], ("const int LED_PIN = 5;  // Red.", &["LED_PIN".to_owned()][..]));
        assert_eq!(items[1], ("// When it changed.\nunsigned long last = 0;", &["last".to_owned()][..]));
        assert_eq!(items[2], ("struct Point {\n  int x;\n};", &["Point".to_owned()][..]));
        assert_eq!(items[3].1, ["twice"]);
        assert_eq!(pieces.setup, ["  pinMode(LED_PIN, OUTPUT);", "  // Dark.\n  digitalWrite(LED_PIN, LOW);"]);
        assert!(pieces.repeated.is_empty());
    }

    #[test]
    fn a_script_in_pieces() {
        let code = "\
import time
from machine import Pin

PAUSE_MS = 10
led = Pin(2, Pin.OUT)
count = 0


def show(value):
    print(value)


while True:
    count += 1
    show(count)
    time.sleep_ms(PAUSE_MS)
";
        let pieces = Pieces::read(code, Language::MicroPython);
        assert_eq!(pieces.imports, ["import time", "from machine import Pin"]);
        let names: Vec<&[String]> = pieces.items.iter().map(|item| item.names.as_slice()).collect();
        assert_eq!(names, [&["PAUSE_MS".to_owned()][..], &["led".to_owned()], &["count".to_owned()], &["show".to_owned()]]);
        assert_eq!(pieces.assigned, ["count"]);
        assert_eq!(pieces.repeated, ["    while True:\n        count += 1\n        show(count)\n        await asyncio.sleep_ms(PAUSE_MS)"]);
    }

    #[test]
    fn names_are_replaced_where_they_are_names() {
        let names: FxHashMap<String, String> = [("count".to_owned(), "doorCount".to_owned())].into_iter().collect();
        assert_eq!(
            renamed("int count = 0; // count\nvoid f() { x.count(); count++; print(\"count\"); }\n", Language::Arduino, &names),
            "int doorCount = 0; // count\nvoid f() { x.count(); doorCount++; print(\"count\"); }\n"
        );
        assert_eq!(
            renamed("count = f(count=1)\nx.count = count\n", Language::MicroPython, &names),
            "doorCount = f(count=1)\nx.count = doorCount\n"
        );
    }
}
