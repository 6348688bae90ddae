//! A task put into a file that is already there, as one set of edits: includes at the top, names
//! before `setup`, what starts it in `setup`, what repeats in `loop`. Nothing that is there changes.

use std::fmt::Write as _;

use boards::Target;
use check::{Edit, Finding, Severity, check};
use document::facts::{PinRole, Value};
use document::{Language, Snapshot, Span};
use tree_sitter::Node;

use super::merge::{Merged, listed, merge};
use super::pieces::{Pieces, indent};
use super::pins::Occupied;
use super::program;
use super::recipe::Capability;
use super::{GenerateRequest, Generated, MAX_ATTEMPTS, Refused, judge, retrieve};
use crate::generate;

/// A wish for more in a program that is already there.
#[derive(Debug, Clone)]
pub struct InsertRequest<'a> {
    /// The file.
    pub source: &'a Snapshot,
    /// The task in the user's words.
    pub task: &'a str,
    /// The board and runtime.
    pub target: &'a Target,
    /// The comment that asked for it, which goes.
    pub comment: Option<Span>,
}

/// Edits that put the task into the file.
#[derive(Debug, Clone)]
pub struct Inserted {
    /// Edits in order, without overlaps; together they are one step.
    pub edits: Vec<Edit>,
    /// What was put in; its code is the whole file after the edits.
    pub generated: Generated,
}

/// The wish in a comment at `offset`, such as `// boardwise: read a DHT22 on pin 4 every 2 s`: its
/// words, and the comment. Comments that speak to the rules (`boardwise: allow(…)`) are no wishes.
pub fn wish_at(source: &Snapshot, offset: usize) -> Option<(String, Span)> {
    let mut node = source.tree.root_node().descendant_for_byte_range(offset.saturating_sub(1), offset)?;
    if node.kind() != "comment" {
        node = source.tree.root_node().descendant_for_byte_range(offset, offset + 1)?;
    }
    let span = Span::from(node);
    let text = source.slice(span);
    let bare = text.trim_start_matches(['/', '#', '*', ' ']).trim_end_matches("*/").trim();
    let wish = bare.strip_prefix("boardwise:").or_else(|| bare.strip_prefix("Boardwise:"))?.trim();
    (node.kind() == "comment" && !wish.is_empty() && !wish.starts_with("allow")).then(|| (wish.to_owned(), span))
}

/// Puts a task into a file. The pins, names, includes and buses that are there are respected.
///
/// # Errors
/// [`Refused`] when the board cannot do what is asked, no recipe comes close, or the file has taken
/// what the task needs.
pub fn insert(request: &InsertRequest<'_>) -> Result<Inserted, Refused> {
    let (source, target) = (request.source, request.target);
    let language = source.language;
    let plan = retrieve::plan(request.task, target, language)?;
    for wish in &plan.wishes {
        retrieve::permit(wish.recipe, target, language)?;
    }
    let code = source.text.to_string();
    let known = Pieces::read(&code, language);
    let mut occupied = used(source, target);
    let before = check(source, Some(target));
    let mut best: Option<Attempt> = None;
    for _ in 0..MAX_ATTEMPTS {
        let parts = match program::fill(&plan, target, language, &occupied) {
            Ok(parts) => parts,
            Err(refused) if best.is_none() => return Err(refused),
            Err(_) => break,
        };
        let taken: Vec<u16> = used(source, target).taken;
        let choices = || parts.parts.iter().flat_map(|part| &part.pins.choices);
        if let Some(choice) = choices().find(|choice| choice.asked && taken.contains(&choice.number)) {
            return Err(Refused {
                reason: format!("pin {} is already in use in this file", choice.literal),
                alternative: "name another pin, or none: a free one is then chosen".to_owned(),
            });
        }
        let merged = merge(&program::sources(&parts), Some(&known), language);
        let edits = edits(source, &code, &merged, request.comment);
        let text = applied(&code, &edits);
        let after = document::Document::new(&text, language).snapshot();
        let findings = check(&after, Some(target));
        let is_new = |finding: &&Finding| !before.iter().any(|known| known.rule == finding.rule && known.message == finding.message);
        let new: Vec<Finding> = findings.iter().filter(is_new).cloned().collect();
        let blamed = judge::blamed_pins(&after, target, &new);
        let to_avoid: Vec<u16> =
            choices().filter(|choice| !choice.asked && blamed.contains(&choice.number)).map(|choice| choice.number).collect();
        let weight = new.iter().map(|finding| if finding.severity == Severity::Error { 1000 } else { 1 }).sum();
        if best.as_ref().is_none_or(|(known, ..)| weight < *known) {
            best = Some((weight, edits, parts, new, text));
        }
        if to_avoid.is_empty() {
            break;
        }
        occupied.avoid.extend(to_avoid);
    }
    let Some((_, edits, parts, new, text)) = best else {
        return Err(Refused {
            reason: format!("no pins of {} are left for this", target.board.name),
            alternative: "a board with more pins".to_owned(),
        });
    };
    if let Some(error) = new.iter().find(|finding| finding.severity == Severity::Error) {
        return Err(Refused { reason: format!("{}: {}", error.message, error.why), alternative: error.help.clone() });
    }
    let composed = super::Composed { code: text.clone(), spots: Vec::new(), parts: parts.parts, links: parts.links };
    let whole = GenerateRequest { task: request.task, target, language };
    Ok(Inserted { edits, generated: generate::finish(&plan, composed, text, false, new, &whole) })
}

/// How bad what is new is, the edits, what was put in, what is new, and the file after the edits.
type Attempt = (usize, Vec<Edit>, program::Parts, Vec<Finding>, String);

/// Pins that the file uses, and the lines of buses that can be shared.
fn used(source: &Snapshot, target: &Target) -> Occupied {
    let mut occupied = Occupied::default();
    for pin_use in &source.facts.pin_uses {
        let pin = match &pin_use.value {
            Value::Int(number) => target.pin(*number),
            Value::Str(name) | Value::Name(name) => target.pin_named(name),
        };
        let Some(pin) = pin else { continue };
        let line = match pin_use.role {
            PinRole::I2cSda => Some(Capability::Sda),
            PinRole::I2cScl => Some(Capability::Scl),
            PinRole::SpiSck => Some(Capability::Sck),
            PinRole::SpiMosi => Some(Capability::Mosi),
            PinRole::SpiMiso => Some(Capability::Miso),
            _ => None,
        };
        match line {
            Some(capability) => occupied.lines.push((capability, pin.number)),
            None => occupied.taken.push(pin.number),
        }
    }
    // `Pin(4)` inside `I2C(…)` is a line of the bus and nothing else.
    let lines: Vec<u16> = occupied.lines.iter().map(|(_, pin)| *pin).collect();
    occupied.taken.retain(|pin| !lines.contains(pin));
    occupied
}

/// The text after edits that are in order.
fn applied(code: &str, edits: &[Edit]) -> String {
    let mut text = code.to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(edit.span.start..edit.span.end, &edit.text);
    }
    text
}

fn children(node: Node<'_>) -> Vec<Node<'_>> {
    (0..node.child_count()).filter_map(|index| node.child(index)).collect()
}

fn edits(source: &Snapshot, code: &str, merged: &Merged, comment: Option<Span>) -> Vec<Edit> {
    let comment_sign = match source.language {
        Language::Arduino => "//",
        Language::MicroPython => "#",
    };
    let mut file = File { code, root: source.tree.root_node(), unit: unit(code), comment_sign, edits: Vec::new() };
    match source.language {
        Language::Arduino => file.sketch(merged),
        Language::MicroPython => file.script(merged),
    }
    if let Some(comment) = comment {
        file.remove_line(comment);
    }
    file.ordered()
}

/// What one level is indented by in this file.
fn unit(code: &str) -> String {
    let indented =
        code.lines().find(|line| line.starts_with([' ', '\t']) && !line.trim().is_empty() && !line.trim_start().starts_with('*'));
    let lead: String = indented.unwrap_or("  ").chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    if lead.starts_with('\t') { "\t".to_owned() } else { lead }
}

struct File<'a> {
    code: &'a str,
    root: Node<'a>,
    /// One level of indentation.
    unit: String,
    /// What a comment of one line begins with. (`#` begins an include in C++.)
    comment_sign: &'static str,
    edits: Vec<Edit>,
}

impl File<'_> {
    fn at(&mut self, offset: usize, text: String) {
        if !text.is_empty() {
            self.edits.push(Edit { span: Span::new(offset, offset), text });
        }
    }

    /// Edits at one place become one, in the order in which they were made.
    fn ordered(mut self) -> Vec<Edit> {
        self.edits.sort_by_key(|edit| (edit.span.start, edit.span.end));
        let mut merged: Vec<Edit> = Vec::new();
        for edit in self.edits {
            match merged.last_mut() {
                Some(last) if last.span.end >= edit.span.start && last.span.start <= edit.span.start => {
                    last.span.end = last.span.end.max(edit.span.end);
                    last.text.push_str(&edit.text);
                }
                _ => merged.push(edit),
            }
        }
        merged
    }

    fn remove_line(&mut self, comment: Span) {
        let start = self.code[..comment.start].rfind('\n').map_or(0, |at| at + 1);
        let is_alone = self.code[start..comment.start].trim().is_empty();
        let end = comment.start + self.code[comment.start..comment.end].trim_end().len();
        let span = if is_alone {
            Span::new(start, self.code[end..].find('\n').map_or(self.code.len(), |at| end + at + 1))
        } else {
            Span::new(start + self.code[start..comment.start].trim_end().len(), end)
        };
        self.edits.push(Edit { span, text: String::new() });
    }

    /// Lines that recipes indent by two or four, as this file indents.
    fn adjusted(&self, text: &str, own: usize) -> String {
        let lines = text.lines().map(|line| {
            let spaces = line.len() - line.trim_start_matches(' ').len();
            format!("{}{}{}", self.unit.repeat(spaces / own), " ".repeat(spaces % own), line.trim_start_matches(' '))
        });
        let text: String = lines.map(|line| line.trim_end().to_owned() + "\n").collect();
        text
    }

    /// After the last node of these kinds at the top level, or after the comments at the top.
    fn after_imports(&self, kinds: &[&str]) -> usize {
        let last = children(self.root).into_iter().rfind(|node| kinds.contains(&node.kind()));
        let end = match last {
            Some(node) => node.start_byte() + self.code[node.start_byte()..node.end_byte()].trim_end().len(),
            None => return self.after_heading(),
        };
        self.code[end..].find('\n').map_or(self.code.len(), |at| end + at + 1)
    }

    /// After the comments at the top of the file, up to the first blank line.
    fn after_heading(&self) -> usize {
        let mut offset = 0;
        for line in self.code.split_inclusive('\n') {
            let text = line.trim_start();
            let is_wish = text.contains("boardwise:");
            if is_wish || !text.starts_with(self.comment_sign) {
                break;
            }
            offset += line.len();
        }
        offset
    }

    fn function(&self, name: &str) -> Option<Node<'_>> {
        let is_it = |node: &Node<'_>| {
            let declarator = node.child_by_field_name("declarator").and_then(|declarator| declarator.child_by_field_name("declarator"));
            let named = declarator.or_else(|| node.child_by_field_name("name"));
            named.is_some_and(|declared| &self.code[declared.byte_range()] == name)
        };
        children(self.root).into_iter().filter(|node| node.kind() == "function_definition").find(is_it)
    }

    /// Start of a top-level node with the comments right above it.
    fn start_with_comments(&self, node: Node<'_>) -> usize {
        let mut start = self.code[..node.start_byte()].rfind('\n').map_or(0, |at| at + 1);
        while start > 0 {
            let above = self.code[..start - 1].rfind('\n').map_or(0, |at| at + 1);
            let line = self.code[above..start].trim_start();
            // A wish is no comment on what follows.
            if !line.starts_with(self.comment_sign) || line.contains("boardwise:") {
                break;
            }
            start = above;
        }
        // `/** Sets up. */`, over one line or several.
        let above = self.code[..start].trim_end();
        let is_right_above = self.code[above.len()..start].matches('\n').count() <= 1;
        let comment = children(self.root).into_iter().find(|node| node.kind() == "comment" && node.end_byte() == above.len());
        let block = comment.filter(|node| is_right_above && self.code[node.byte_range()].starts_with("/*"));
        block.map_or(start, |node| self.code[..node.start_byte()].rfind('\n').map_or(0, |at| at + 1))
    }

    fn sketch(&mut self, merged: &Merged) {
        let includes: String = merged.imports.iter().flat_map(|line| [line.as_str(), "\n"]).collect();
        let has_includes = children(self.root).iter().any(|node| node.kind() == "preproc_include");
        let at = self.after_imports(&["preproc_include"]);
        if !includes.is_empty() {
            self.at(at, if has_includes { includes } else { format!("{includes}\n") });
        }

        let mut names = listed(&merged.constants, 1);
        names.push_str(&listed(&merged.items, 1));
        let names = self.adjusted(&names, 2);
        let first = [self.function("setup"), self.function("loop")].into_iter().flatten().min_by_key(tree_sitter::Node::start_byte);
        let place = first.map_or(self.code.len(), |node| self.start_with_comments(node));
        if !names.is_empty() {
            let lead = if place == self.code.len() && !self.code.is_empty() { "\n" } else { "" };
            self.at(place, format!("{lead}{}\n", names.trim_start_matches('\n')));
        }
        for (name, lines) in [("setup", &merged.setup), ("loop", &merged.repeated)] {
            let text = self.adjusted(&lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect::<String>(), 2);
            match self.function(name).and_then(|function| function.child_by_field_name("body")).map(|body| body.byte_range()) {
                Some(body) if !lines.is_empty() => {
                    // A `return` before the end would skip what stands there.
                    let returns = name == "loop" && self.code[body.clone()].contains("return");
                    if returns {
                        let open = body.start + 1;
                        self.at(open, format!("\n{}", text.trim_end_matches('\n')));
                    } else {
                        self.before_brace(body.end - 1, &text);
                    }
                }
                Some(_) => {}
                None => self.at(self.code.len(), format!("\nvoid {name}() {{\n{text}}}\n")),
            }
        }
    }

    /// Lines before a closing brace, which may stand on the line of the opening one.
    fn before_brace(&mut self, brace: usize, text: &str) {
        let line = self.code[..brace].rfind('\n').map_or(0, |at| at + 1);
        if self.code[line..brace].trim().is_empty() {
            self.at(line, text.to_owned());
        } else {
            let end = self.code[..brace].trim_end().len();
            self.edits.push(Edit { span: Span::new(end, brace), text: format!("\n{text}") });
        }
    }

    fn script(&mut self, merged: &Merged) {
        let imports = self.imports(merged);
        let kinds = ["import_statement", "import_from_statement"];
        let has_imports = children(self.root).iter().any(|node| kinds.contains(&node.kind()));
        let at = self.after_imports(&kinds);
        if !imports.is_empty() {
            self.at(at, if has_imports { imports } else { format!("{imports}\n") });
        }

        let last = children(self.root).into_iter().rfind(|node| node.kind() != "comment");
        let text = last.map_or("", |node| &self.code[node.byte_range()]);
        let runs = text.strip_prefix("asyncio.run(").and_then(|rest| rest.split('(').next()).map(str::to_owned);
        let endless = last.filter(|node| node.kind() == "while_statement");
        let place = last.filter(|_| runs.is_some() || endless.is_some()).map_or(self.code.len(), |node| self.start_with_comments(node));
        let mut names = listed(&merged.constants, 1);
        names.push_str(&listed(&merged.items, 2));
        let ends = if place == self.code.len() { "" } else { "\n\n" };
        let lead = if place == self.code.len() && !self.code.is_empty() && !self.code.ends_with("\n\n") { "\n" } else { "" };
        let is_task = |name: &str| merged.tasks.iter().any(|task| task == &format!("{name}()"));
        if let (Some(name), false) = (&runs, merged.tasks.is_empty()) {
            // The program runs coroutines already: these start beside them.
            let starts: String = merged.tasks.iter().flat_map(|task| ["    asyncio.create_task(", task.as_str(), ")\n"]).collect();
            if let Some(body) = self.function(name).and_then(|function| function.child_by_field_name("body")) {
                let line = self.code[..body.start_byte()].rfind('\n').map_or(0, |at| at + 1);
                self.at(line, self.adjusted(&starts, 4));
            }
        } else if let (Some(endless), false) = (endless, merged.tasks.is_empty()) {
            // The loop that is there goes on; each of its turns gives the tasks theirs.
            let mut turns = String::new();
            for item in merged.items.iter().filter(|item| item.names.first().is_some_and(|name| is_task(name))) {
                let name = &item.names[0];
                names = names.replace(&item.text, &stepping(&item.text));
                let _ = write!(names, "\n\n{name}s = {name}()\n{name}_due = time.ticks_ms()\n");
                let _ = write!(
                    turns,
                    "    if time.ticks_diff(time.ticks_ms(), {name}_due) >= 0:\n        {name}_due = time.ticks_add(time.ticks_ms(), next({name}s))\n"
                );
            }
            if let Some(body) = endless.child_by_field_name("body") {
                let line = self.code[..body.start_byte()].rfind('\n').map_or(0, |at| at + 1);
                let turns = self.adjusted(&turns, 4);
                self.at(line, turns);
            }
            if !children(self.root).iter().any(|node| self.code[node.byte_range()].trim() == "import time")
                && !merged.imports.iter().any(|line| line == "import time")
            {
                self.at(at, "import time\n".to_owned());
            }
        }
        let names = self.adjusted(&names, 4);
        let mut text = if names.trim().is_empty() { String::new() } else { format!("{lead}{}", names.trim_start_matches('\n')) };
        for lines in &merged.repeated {
            text.push('\n');
            text.push_str(&self.adjusted(lines, 4));
        }
        if !text.is_empty() {
            self.at(place, format!("{text}{ends}"));
        }
    }

    /// Imports that are missing; names of a module that is imported from already join its line.
    fn imports(&mut self, merged: &Merged) -> String {
        let mut missing = String::new();
        let mut edits = Vec::new();
        for line in &merged.imports {
            let parts = line.strip_prefix("from ").and_then(|rest| rest.split_once(" import "));
            let there = parts.and_then(|(module, names)| {
                let start = format!("from {module} import ");
                let nodes = children(self.root);
                let node = nodes.into_iter().find(|node| {
                    let text = &self.code[node.byte_range()];
                    text.starts_with(&start) && !text.contains(['(', '*', '#'])
                })?;
                Some((node, names))
            });
            let Some((node, names)) = there else {
                missing.push_str(line);
                missing.push('\n');
                continue;
            };
            let text = &self.code[node.byte_range()];
            let known: Vec<&str> = text.split(" import ").nth(1).unwrap_or_default().split(',').map(str::trim).collect();
            let new: Vec<&str> = names.split(',').map(str::trim).filter(|name| !known.contains(name)).collect();
            if !new.is_empty() {
                edits.push((node.end_byte(), format!(", {}", new.join(", "))));
            }
        }
        for (at, text) in edits {
            self.at(at, text);
        }
        missing
    }
}

/// A coroutine as a generator that says how long it pauses, in milliseconds.
fn stepping(text: &str) -> String {
    let mut out = String::new();
    for line in text.replacen("async def ", "def ", 1).lines() {
        let spaces: String = line.chars().take_while(|c| *c == ' ').collect();
        let trimmed = line.trim_start();
        let replaced = if let Some(rest) = trimmed.strip_prefix("await asyncio.sleep_ms(") {
            rest.rsplit_once(')').map(|(pause, tail)| format!("yield {pause}{tail}"))
        } else if let Some(rest) = trimmed.strip_prefix("await asyncio.sleep(") {
            rest.rsplit_once(')').map(|(pause, tail)| format!("yield int(1000 * ({pause})){tail}"))
        } else {
            None
        };
        out.push_str(&indent(&replaced.unwrap_or_else(|| trimmed.to_owned()), &spaces));
        out.push('\n');
    }
    out.trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use boards::{RuntimeKind, Tables};
    use document::Document;

    use super::*;

    fn inserted(board: &str, language: Language, code: &str, task: &str) -> Result<String, String> {
        let kind = if language == Language::Arduino { RuntimeKind::Arduino } else { RuntimeKind::MicroPython };
        let target = Tables::embedded().target(board, kind, None).expect("the board");
        let source = Document::new(code, language).snapshot();
        let found = code.find("boardwise:").and_then(|at| wish_at(&source, at));
        let (task, comment) = found.map_or((task.to_owned(), None), |(task, comment)| (task, Some(comment)));
        let inserted =
            insert(&InsertRequest { source: &source, task: &task, target: &target, comment }).map_err(|refused| refused.reason)?;
        assert_eq!(inserted.generated.code, applied(code, &inserted.edits));
        Ok(inserted.generated.code)
    }

    #[test]
    fn a_wish_in_a_sketch() {
        let code = "\
#include <Servo.h>

// Turns slowly.
Servo servo;
const int SENSOR_PIN = 4;

void setup() {
    Serial.begin(9600);
    servo.attach(9);
    pinMode(SENSOR_PIN, INPUT);
}

// boardwise: read a DHT22 every 5 s
void loop() {
    servo.write(90);
}
";
        let text = inserted("uno", Language::Arduino, code, "").expect("a program");
        assert!(
            text.starts_with("#include <Servo.h>\n#include <DHT.h>\n\n// Turns slowly.\nServo servo;\nconst int SENSOR_PIN = 4;\n"),
            "{text}"
        );
        assert_eq!(text.matches("Serial.begin(").count(), 1, "{text}");
        assert!(text.contains("const int DHT_SENSOR_PIN = 2;") || text.contains("const int DHT_SENSOR_PIN = 7;"), "{text}");
        assert!(text.contains("    pinMode(SENSOR_PIN, INPUT);\n    dht.begin();\n}\n"), "{text}");
        assert!(text.contains("    servo.write(90);\n    dhtTask();\n}\n"), "{text}");
        assert!(!text.contains("boardwise:"), "{text}");
    }

    #[test]
    fn an_empty_sketch_gets_its_functions() {
        let text = inserted("uno", Language::Arduino, "// boardwise: blink pin 5 every 2 s\n", "").expect("a program");
        assert!(text.contains("void setup() {\n  pinMode(LED_PIN, OUTPUT);\n}\n") && text.contains("void loop() {\n"), "{text}");
        // An include right above `setup` is no comment on it.
        let code = "#include <Arduino.h>\nvoid setup() { pinMode(7, OUTPUT); }\nvoid loop() {}\n";
        let text = inserted("uno", Language::Arduino, code, "blink pin 5").expect("a program");
        assert!(text.starts_with("#include <Arduino.h>\nconst int LED_PIN = 5;\n"), "{text}");
        assert!(text.contains("void setup() { pinMode(7, OUTPUT);\n  pinMode(LED_PIN, OUTPUT);\n}\n"), "{text}");
        // What stands above `setup` keeps its comment.
        let code = "int x;\n\n/**\n * Sets up.\n */\nvoid setup() {}\nvoid loop() {}\n";
        let text = inserted("uno", Language::Arduino, code, "blink pin 5").expect("a program");
        assert!(text.contains("}\n\n/**\n * Sets up.\n */\nvoid setup() {\n"), "{text}");
        let text = inserted("uno", Language::Arduino, "void setup() {}\nvoid loop() {}\n", "blink pin 5").expect("a program");
        assert!(text.contains("void setup() {\n  pinMode(LED_PIN, OUTPUT);\n}\n"), "{text}");
    }

    #[test]
    fn a_pin_in_use_is_not_given_twice() {
        let code = "void setup() {\n  pinMode(5, OUTPUT);\n}\nvoid loop() {\n  digitalWrite(5, HIGH);\n}\n";
        let refused = inserted("uno", Language::Arduino, code, "read a DHT22 on pin 5").expect_err("a refusal");
        assert_eq!(refused, "pin 5 is already in use in this file");
    }

    #[test]
    fn a_loop_in_a_script_gives_turns() {
        let code = "\
import time
from machine import Pin

led = Pin(2, Pin.OUT)

# boardwise: read a DHT22 on pin 4 every 5 s
while True:
    led.value(not led.value())
    time.sleep_ms(100)
";
        let text = inserted("esp32dev", Language::MicroPython, code, "").expect("a program");
        assert_eq!(
            text,
            "\
import time
from machine import Pin
import dht

led = Pin(2, Pin.OUT)

INTERVAL_MS = 5000

sensor = dht.DHT22(Pin(4))


def dht_task():
    while True:
        yield INTERVAL_MS
        try:
            sensor.measure()
        except OSError:
            print(\"The sensor does not answer\")
            continue
        print(\"Temperature:\", sensor.temperature(), \"C  Humidity:\", sensor.humidity(), \"%\")


dht_tasks = dht_task()
dht_task_due = time.ticks_ms()


while True:
    if time.ticks_diff(time.ticks_ms(), dht_task_due) >= 0:
        dht_task_due = time.ticks_add(time.ticks_ms(), next(dht_tasks))
    led.value(not led.value())
    time.sleep_ms(100)
"
        );
    }

    #[test]
    fn a_wish_is_read_from_its_comment() {
        let wish = |code: &str, at: usize| wish_at(&Document::new(code, Language::Arduino).snapshot(), at).map(|(text, _)| text);
        assert_eq!(wish("// boardwise: blink pin 5\n", 20).as_deref(), Some("blink pin 5"));
        assert_eq!(wish("// boardwise: blink pin 5", 25).as_deref(), Some("blink pin 5"));
        assert_eq!(wish("// boardwise: allow(flash-pin-used)\n", 10), None);
        assert_eq!(wish("int boardwise = 1;\n", 8), None);
    }
}
