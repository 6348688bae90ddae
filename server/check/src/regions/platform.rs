//! The questions of Python which board it runs on: `sys.platform`, `os.uname()`,
//! `sys.implementation`, and imports that are tried.

use boards::{Family, Target};
use document::Language;
use rustc_hash::FxHashMap;
use tree_sitter::Node;

use super::{Regions, Standing};

/// Reads the `if` and `try` statements that ask which board they run on.
pub(super) fn scan(text: &str, tree: &tree_sitter::Tree, target: Option<&Target>) -> Regions {
    let mut scanner = Scanner { text, target, answers: FxHashMap::default() };
    scanner.read_answers(tree);
    let mut regions = Regions::default();
    let mut cursor = tree.walk();
    let mut stack = vec![tree.root_node()];
    // Where nothing asks, only `try` matters, and expressions hold none.
    let asks = asks_platform(text);
    while let Some(node) = stack.pop() {
        let descends = match Language::MicroPython.kind(node) {
            "expression_statement" | "return_statement" | "parameters" | "call" if !asks => false,
            "if_statement" => scanner.if_statement(node, &mut regions),
            // `Pin("X3") if PYBOARD else Pin(18)`
            "conditional_expression" => scanner.conditional(node, &mut regions),
            "try_statement" => scanner.attempt(node, &mut regions),
            _ => true,
        };
        if descends {
            stack.extend(node.children(&mut cursor));
        }
    }
    regions.excluded.sort_unstable();
    regions.unclear.sort_unstable();
    regions
}

struct Scanner<'t> {
    text: &'t str,
    target: Option<&'t Target>,
    /// Variables that were given the answer to a platform question (`PYBOARD = platform == "pyboard"`),
    /// with the answer where it is known.
    answers: FxHashMap<&'t str, Option<Answer>>,
}

/// The value of an expression that asks for the platform.
#[derive(Debug, Clone, PartialEq)]
enum Answer {
    Bool(bool),
    Text(String),
    Version(Vec<i64>),
}

impl<'t> Scanner<'t> {
    fn slice(&self, node: Node) -> &'t str {
        self.text.get(node.byte_range()).unwrap_or_default()
    }

    fn read_answers(&mut self, tree: &tree_sitter::Tree) {
        let root = tree.root_node();
        let mut cursor = root.walk();
        let assignments = root
            .children(&mut cursor)
            .filter_map(|statement| statement.named_child(0).filter(|node| node.kind() == "assignment"))
            .filter_map(|assignment| Some((assignment.child_by_field_name("left")?, assignment.child_by_field_name("right")?)));
        for (left, right) in assignments {
            if asks_platform(self.slice(right)) {
                let answer = self.answer(right);
                // Given twice, it is not known.
                let known = self.answers.contains_key(self.slice(left));
                self.answers.insert(self.slice(left), answer.filter(|_| !known));
            }
        }
    }

    fn asks(&self, condition: Node) -> bool {
        let text = self.slice(condition);
        asks_platform(text) || text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| self.answers.contains_key(word))
    }

    /// The branches of `if`, `elif` and `else`.
    fn if_statement(&self, node: Node, regions: &mut Regions) -> bool {
        let mut cursor = node.walk();
        let mut branches: Vec<(Option<Node>, Option<Node>)> =
            vec![(node.child_by_field_name("condition"), node.child_by_field_name("consequence"))];
        for clause in node.children_by_field_name("alternative", &mut cursor) {
            let body = clause.child_by_field_name("consequence").or_else(|| clause.child_by_field_name("body"));
            branches.push((clause.child_by_field_name("condition"), body));
        }
        if !branches.iter().filter_map(|(condition, _)| *condition).any(|condition| self.asks(condition)) {
            return true;
        }
        let mut taken = Some(false);
        for (condition, body) in branches {
            let holds = match condition {
                Some(condition) => self.truth(condition),
                None => Some(true),
            };
            let runs = match (taken, holds) {
                (Some(true), _) | (_, Some(false)) => Some(false),
                (Some(false), holds) => holds,
                (None, _) => None,
            };
            taken = match (taken, holds) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            };
            if let Some(body) = body {
                add(regions, runs, body);
            }
        }
        true
    }

    fn conditional(&self, node: Node, regions: &mut Regions) -> bool {
        let (Some(then), Some(condition), Some(otherwise)) = (node.named_child(0), node.named_child(1), node.named_child(2)) else {
            return true;
        };
        if self.asks(condition) {
            let holds = self.truth(condition);
            add(regions, holds, then);
            add(regions, holds.map(|holds| !holds), otherwise);
        }
        true
    }

    /// `try: import network except ImportError: network = None`.
    fn attempt(&self, node: Node, regions: &mut Regions) -> bool {
        if !catches_value_errors(node, self.text) {
            return true;
        }
        let body = node.child_by_field_name("body");
        let only_imports = body.is_some_and(|body| {
            let mut cursor = body.walk();
            body.named_children(&mut cursor).all(|statement| matches!(statement.kind(), "import_statement" | "import_from_statement"))
        });
        let api = self.target.map(|target| &target.runtime.api);
        let all_there = only_imports
            && body.is_some_and(|body| {
                let mut cursor = body.walk();
                body.named_children(&mut cursor).all(|statement| {
                    let module = statement.child_by_field_name("module_name").or_else(|| statement.child_by_field_name("name"));
                    let is_plain = statement.kind() == "import_statement" && statement.named_child_count() == 1;
                    is_plain && module.is_some_and(|module| api.is_some_and(|api| api.module(self.slice(module)).is_some()))
                })
            });
        if all_there {
            let mut cursor = node.walk();
            for clause in node.children(&mut cursor).filter(|child| child.kind() == "except_clause") {
                add(regions, Some(false), clause);
            }
            return true;
        }
        regions.add(Standing::Unclear, node.into());
        false
    }

    fn truth(&self, node: Node) -> Option<bool> {
        match self.answer(node)? {
            Answer::Bool(truth) => Some(truth),
            _ => None,
        }
    }

    /// The value of an expression, as far as the target decides it.
    fn answer(&self, node: Node) -> Option<Answer> {
        let text = self.slice(node);
        match node.kind() {
            "parenthesized_expression" => self.answer(node.named_child(0)?),
            "true" => Some(Answer::Bool(true)),
            "false" => Some(Answer::Bool(false)),
            "string" => {
                let inner = text.trim_start_matches(['b', 'r', 'u']);
                let quote = inner.chars().next()?;
                Some(Answer::Text(inner.trim_matches(quote).to_owned()))
            }
            "tuple" => {
                let mut cursor = node.walk();
                let parts: Option<Vec<i64>> = node.named_children(&mut cursor).map(|part| self.slice(part).parse().ok()).collect();
                parts.map(Answer::Version)
            }
            "not_operator" => match self.answer(node.child_by_field_name("argument")?)? {
                Answer::Bool(truth) => Some(Answer::Bool(!truth)),
                _ => None,
            },
            "boolean_operator" => {
                let (left, right) = (self.truth(node.child_by_field_name("left")?), self.truth(node.child_by_field_name("right")?));
                let is_and = node.child_by_field_name("operator")?.kind() == "and";
                // One side may be enough.
                match (left, right) {
                    (Some(known), _) | (_, Some(known)) if known != is_and => Some(Answer::Bool(known)),
                    (Some(_), Some(_)) => Some(Answer::Bool(is_and)),
                    _ => None,
                }
            }
            "comparison_operator" if node.named_child_count() == 2 => {
                let right_node = node.named_child(1)?;
                let left = self.answer(node.named_child(0)?)?;
                let operator = self.text.get(node.named_child(0)?.end_byte()..right_node.start_byte())?.trim();
                if matches!(operator, "in" | "not in")
                    && let Answer::Text(left) = &left
                {
                    let found = match right_node.kind() {
                        "tuple" | "list" | "set" => {
                            let mut cursor = right_node.walk();
                            let parts: Option<Vec<Answer>> = right_node.named_children(&mut cursor).map(|part| self.answer(part)).collect();
                            parts?.iter().any(|part| matches!(part, Answer::Text(part) if part == left))
                        }
                        _ => match self.answer(right_node)? {
                            Answer::Text(right) => right.contains(left.as_str()),
                            _ => return None,
                        },
                    };
                    return Some(Answer::Bool(found == (operator == "in")));
                }
                let right = self.answer(right_node)?;
                let order = match (&left, &right) {
                    (Answer::Text(left), Answer::Text(right)) => left.cmp(right),
                    (Answer::Version(left), Answer::Version(right)) => left.cmp(right),
                    _ => return None,
                };
                Some(Answer::Bool(match operator {
                    "==" => order.is_eq(),
                    "!=" => order.is_ne(),
                    "<" => order.is_lt(),
                    "<=" => order.is_le(),
                    ">" => order.is_gt(),
                    ">=" => order.is_ge(),
                    _ => return None,
                }))
            }
            "call" if text.contains("startswith(") => {
                let function = node.child_by_field_name("function")?;
                let (Answer::Text(whole), Answer::Text(start)) = (
                    self.answer(function.child_by_field_name("object")?)?,
                    self.answer(node.child_by_field_name("arguments")?.named_child(0)?)?,
                ) else {
                    return None;
                };
                Some(Answer::Bool(whole.starts_with(&start)))
            }
            _ => self.fact(text),
        }
    }

    /// What the target says of itself.
    fn fact(&self, text: &str) -> Option<Answer> {
        if let Some(answer) = self.answers.get(text) {
            return answer.clone();
        }
        let target = self.target?;
        let text = text.trim_start_matches('u').trim();
        match text {
            "sys.platform" | "platform" | "os.uname().sysname" | "os.uname()[0]" | "uname().sysname" => {
                platform(target.chip.family).map(|name| Answer::Text(name.to_owned()))
            }
            "sys.implementation.name" | "implementation.name" | "sys.implementation[0]" => Some(Answer::Text("micropython".to_owned())),
            "sys.implementation.version" | "sys.implementation[1]" => {
                let version: Option<Vec<i64>> = target.runtime.version.split('.').map(|part| part.parse().ok()).collect();
                version.map(Answer::Version)
            }
            _ => None,
        }
    }
}

/// `sys.platform` of a port.
fn platform(family: Family) -> Option<&'static str> {
    Some(match family {
        Family::Esp32 => "esp32",
        Family::Esp8266 => "esp8266",
        Family::Rp2040 => "rp2",
        Family::Stm32 => "pyboard",
        Family::Samd => "samd",
        Family::Nrf52 => "nrf52",
        Family::Renesas => "renesas-ra",
        _ => return None,
    })
}

fn add(regions: &mut Regions, runs: Option<bool>, node: Node) {
    let standing = match runs {
        Some(true) => Standing::Compiled,
        Some(false) => Standing::Excluded,
        None => Standing::Unclear,
    };
    regions.add(standing, node.into());
}

fn asks_platform(expression: &str) -> bool {
    ["platform", "uname", "implementation", "machine()", "hasattr", "board"].iter().any(|word| expression.contains(word))
}

/// Whether a `try` is a way of finding out what the board has, rather than a guard around the whole
/// program (`except KeyboardInterrupt`).
fn catches_value_errors(node: tree_sitter::Node, text: &str) -> bool {
    const PROBES: [&str; 4] = ["ValueError", "TypeError", "AttributeError", "ImportError"];
    const LONGEST_PROBE: usize = 4;
    let is_short = node.child_by_field_name("body").is_some_and(|body| body.named_child_count() <= LONGEST_PROBE);
    let mut cursor = node.walk();
    is_short
        && node.children(&mut cursor).filter(|child| child.kind() == "except_clause").any(|clause| {
            let head = text[clause.byte_range()].lines().next().unwrap_or_default();
            PROBES.iter().any(|probe| head.contains(probe)) || head.trim_end() == "except:" || head.contains("except Exception")
        })
}

#[cfg(test)]
mod tests {
    use boards::{RuntimeKind, Tables};
    use document::{Document, Language, Span};

    use super::*;

    /// The marked lines that certainly run on the board.
    #[track_caller]
    fn check(board: &str, text: &str, expected: &str) {
        let target = Tables::embedded().target(board, RuntimeKind::MicroPython, None).unwrap();
        let snapshot = Document::new(text, Language::MicroPython).snapshot();
        let regions = scan(text, &snapshot.tree, Some(&target));
        let marks = text.match_indices("mark_").map(|(at, _)| Span::new(at, at + 6)).filter(|mark| regions.is_certain(*mark));
        let kept: Vec<&str> = marks.map(|mark| &text[mark.start + 5..mark.end]).collect();
        assert_eq!(kept.join(" "), expected, "{text}");
    }

    #[test]
    fn the_branch_of_the_port_runs() {
        let text =
            "import sys\nif sys.platform == 'rp2':\n    mark_a\nelif sys.platform == 'esp32':\n    mark_b\nelse:\n    mark_c\nmark_d\n";
        check("pico", text, "a d");
        check("esp32dev", text, "b d");
        check("nodemcuv2", text, "c d");
    }

    #[test]
    fn answers_that_are_kept_and_combined() {
        check("pico", "IS_RP = sys.platform in ('rp2', 'samd')\nx = mark_a if IS_RP else mark_b\n", "a");
        check("pico", "if not (os.uname().sysname == 'rp2' and True):\n    mark_a\nelse:\n    mark_b\n", "b");
        check("pico", "if sys.implementation.version >= (1, 12):\n    mark_a\nelse:\n    mark_b\n", "a");
        check("pico", "if sys.implementation.name == 'circuitpython':\n    mark_a\nmark_b\n", "b");
        check("esp32dev", "if sys.platform.startswith('esp'):\n    mark_a\n", "a");
    }

    #[test]
    fn what_the_port_does_not_say_is_unclear() {
        check("pico", "if 'W' in os.uname().machine:\n    mark_a\nelse:\n    mark_b\nmark_c\n", "c");
        check("pico", "if sys.platform == 'rp2' or board == 'x':\n    mark_a\nelse:\n    mark_b\n", "a");
    }

    #[test]
    fn imports_that_are_tried() {
        let text = "try:\n    import machine\n    mark_a\nexcept ImportError:\n    mark_b\nmark_c\n";
        check("pico", text, "c");
        let text = "try:\n    import machine\nexcept ImportError:\n    mark_b\nmark_c\n";
        check("pico", text, "c");
        check("pico", "try:\n    import foo_driver\nexcept ImportError:\n    mark_b\nmark_c\n", "c");
    }
}
