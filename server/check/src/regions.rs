//! Which parts of a text are compiled for the target.
//!
//! Sketches that serve several boards keep a branch for each: `#if defined(ESP8266)`, or in Python
//! `if sys.platform == "rp2":`. A branch for another board must not be judged, and neither must one
//! whose condition depends on something unknown. The scan is by lines, not by tree, because branches
//! that split a statement leave the tree in pieces.

use boards::{Family, Target};
use document::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// Stretches of a text that are not certainly part of the program.
#[derive(Debug, Default)]
pub(crate) struct Regions {
    /// Belongs to another target: not part of this program.
    excluded: Vec<Span>,
    /// Depends on something that the tables and the text do not settle.
    unclear: Vec<Span>,
}

/// How a line stands to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Compiled,
    Excluded,
    Unclear,
}

impl Regions {
    /// Reads the preprocessor lines of C++ source.
    pub(crate) fn of_cpp(text: &str, target: Option<&Target>) -> Self {
        Scanner::new(target).scan(text)
    }

    /// Reads the `if` and `try` statements of Python that ask which board they run on.
    pub(crate) fn of_python(text: &str, tree: &tree_sitter::Tree) -> Self {
        let answers = platform_answers(text, tree);
        let mut unclear = Vec::new();
        let mut cursor = tree.walk();
        let mut stack = vec![tree.root_node()];
        while let Some(node) = stack.pop() {
            let asks_platform = match node.kind() {
                "if_statement" => node.child_by_field_name("condition"),
                // `Pin("X3") if PYBOARD else Pin(18)`
                "conditional_expression" => node.named_child(1),
                _ => None,
            }
            .is_some_and(|condition| {
                let condition = &text[condition.byte_range()];
                asks_platform(condition) || condition.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| answers.contains(word))
            });
            let tries_alternatives = node.kind() == "try_statement" && catches_value_errors(node, text);
            if asks_platform || tries_alternatives {
                unclear.push(Span::new(node.start_byte(), node.end_byte()));
            } else {
                stack.extend(node.children(&mut cursor));
            }
        }
        Self { excluded: Vec::new(), unclear }
    }

    fn add(&mut self, standing: Standing, span: Span) {
        match standing {
            Standing::Compiled => {}
            Standing::Excluded => self.excluded.push(span),
            Standing::Unclear => self.unclear.push(span),
        }
    }

    /// Whether everything in `span` is certainly part of the program.
    pub(crate) fn is_certain(&self, span: Span) -> bool {
        !self.is_excluded(span) && !overlaps(&self.unclear, span)
    }

    /// Whether some of `span` is certainly not part of the program.
    pub(crate) fn is_excluded(&self, span: Span) -> bool {
        overlaps(&self.excluded, span)
    }
}

fn asks_platform(expression: &str) -> bool {
    ["platform", "uname", "implementation", "machine()", "hasattr", "board"].iter().any(|word| expression.contains(word))
}

/// Variables that were given the answer to a platform question: `PYBOARD = platform == "pyboard"`.
fn platform_answers<'t>(text: &'t str, tree: &tree_sitter::Tree) -> FxHashSet<&'t str> {
    let root = tree.root_node();
    let mut cursor = root.walk();
    root.children(&mut cursor)
        .filter_map(|statement| statement.named_child(0).filter(|node| node.kind() == "assignment"))
        .filter_map(|assignment| {
            let (left, right) = (assignment.child_by_field_name("left")?, assignment.child_by_field_name("right")?);
            asks_platform(&text[right.byte_range()]).then(|| &text[left.byte_range()])
        })
        .collect()
}

fn overlaps(regions: &[Span], span: Span) -> bool {
    regions.iter().any(|region| span.start < region.end && region.start < span.end)
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

/// One `#if` … `#endif` being read.
struct Conditional {
    /// Whether the current branch is compiled; `None` when unknown.
    branch: Option<bool>,
    /// Whether an earlier branch was taken; `None` when unknown.
    taken: Option<bool>,
}

struct Scanner<'a> {
    target: Option<&'a Target>,
    /// Macros that the text itself defines, with their values where they are plain integers.
    defined: FxHashMap<String, Option<i64>>,
}

impl<'a> Scanner<'a> {
    fn new(target: Option<&'a Target>) -> Self {
        Self { target, defined: FxHashMap::default() }
    }

    fn scan(mut self, text: &str) -> Regions {
        let mut regions = Regions::default();
        let mut stack: Vec<Conditional> = Vec::new();
        let mut current = (Standing::Compiled, 0);
        let lines = logical_lines(text);
        for (index, &(start, ref line)) in lines.iter().enumerate() {
            let Some(directive) = line.trim_start().strip_prefix('#') else { continue };
            let directive = strip_comment(directive).trim();
            let (word, rest) = directive.split_at(directive.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(directive.len()));
            let rest = rest.trim();
            match word {
                "if" => stack.push(Conditional::new(self.evaluate(rest))),
                "ifdef" => stack.push(Conditional::new(self.is_defined(rest))),
                "ifndef" => {
                    // A header guard or a default that the build may override: the text's own
                    // definition is the one that counts here.
                    let guards_definition =
                        lines.get(index + 1).is_some_and(|(_, next)| macro_definition(next).is_some_and(|(name, _)| name == rest));
                    let condition = match self.is_defined(rest) {
                        None if guards_definition => Some(true),
                        known => known.map(|known| !known),
                    };
                    stack.push(Conditional::new(condition));
                }
                "elif" => {
                    let condition = self.evaluate(rest);
                    if let Some(top) = stack.last_mut() {
                        top.next_branch(condition);
                    }
                }
                "else" => {
                    if let Some(top) = stack.last_mut() {
                        top.next_branch(Some(true));
                    }
                }
                "endif" => {
                    stack.pop();
                }
                "define" if stack.iter().all(|conditional| conditional.branch == Some(true)) => {
                    if let Some((name, value)) = macro_definition(line) {
                        self.defined.insert(name.to_owned(), value.trim().parse().ok());
                    }
                }
                _ => {}
            }
            let standing = if stack.iter().any(|conditional| conditional.branch == Some(false)) {
                Standing::Excluded
            } else if stack.iter().any(|conditional| conditional.branch.is_none()) {
                Standing::Unclear
            } else {
                Standing::Compiled
            };
            if standing != current.0 {
                regions.add(current.0, Span::new(current.1, start));
                current = (standing, start + line.len());
            }
        }
        regions.add(current.0, Span::new(current.1, text.len()));
        regions
    }

    fn is_defined(&self, name: &str) -> Option<bool> {
        let name = name.split_whitespace().next().unwrap_or_default();
        if self.defined.contains_key(name) {
            return Some(true);
        }
        let target = self.target?;
        if let Some(known) = architecture_macro(target, name) {
            return Some(known);
        }
        let declared = target.pin_named(name).is_some() || target.runtime.api.constant(name).is_some();
        (declared || name == "ARDUINO" || name == "__cplusplus").then_some(true)
    }

    fn value(&self, name: &str) -> Option<i64> {
        if let Some(value) = self.defined.get(name) {
            return *value;
        }
        let target = self.target?;
        let version = || {
            let mut parts = target.runtime.version.split('.').map(|part| part.parse::<i64>().unwrap_or(0));
            [parts.next().unwrap_or(0), parts.next().unwrap_or(0), parts.next().unwrap_or(0)]
        };
        match name {
            "ARDUINO" => Some(10_819),
            "ESP_ARDUINO_VERSION_MAJOR" if target.chip.family == Family::Esp32 => Some(version()[0]),
            "ESP_ARDUINO_VERSION" if target.chip.family == Family::Esp32 => {
                let [major, minor, patch] = version();
                Some(major << 16 | minor << 8 | patch)
            }
            "ESP_IDF_VERSION_MAJOR" if target.chip.family == Family::Esp32 => match version()[0] {
                3 => Some(5),
                2 => Some(4),
                _ => None,
            },
            // A bare architecture name used as a value: 1 when defined, 0 when not.
            _ => architecture_macro(target, name).map(i64::from),
        }
    }

    fn evaluate(&self, condition: &str) -> Option<bool> {
        let tokens = tokens(condition);
        let mut parser = Expression { scanner: self, tokens: &tokens, position: 0 };
        let value = parser.or()?;
        (parser.position == tokens.len()).then_some(value != 0)
    }
}

impl Conditional {
    fn new(condition: Option<bool>) -> Self {
        Self { branch: condition, taken: condition }
    }

    fn next_branch(&mut self, condition: Option<bool>) {
        self.branch = match (self.taken, condition) {
            (Some(true), _) | (_, Some(false)) => Some(false),
            (Some(false), condition) => condition,
            (None, _) => None,
        };
        self.taken = match (self.taken, condition) {
            (Some(true), _) | (_, Some(true)) => Some(true),
            (Some(false), Some(false)) => Some(false),
            _ => None,
        };
    }
}

/// Physical lines joined at `\`, each with the byte offset of its start.
fn logical_lines(text: &str) -> Vec<(usize, String)> {
    let mut lines = Vec::new();
    let mut offset = 0;
    let mut open: Option<(usize, String)> = None;
    for line in text.split_inclusive('\n') {
        let (_, joined) = open.get_or_insert_with(|| (offset, String::new()));
        joined.push_str(line);
        if !line.trim_end_matches(['\n', '\r']).ends_with('\\') {
            lines.extend(open.take());
        }
        offset += line.len();
    }
    lines.extend(open);
    lines
}

fn strip_comment(line: &str) -> &str {
    let end = line.find("//").into_iter().chain(line.find("/*")).min().unwrap_or(line.len());
    &line[..end]
}

/// `#define NAME value` → name and value; `None` for macros with parameters.
fn macro_definition(line: &str) -> Option<(&str, &str)> {
    let rest = line.trim_start().strip_prefix('#')?.trim_start().strip_prefix("define")?;
    let rest = strip_comment(rest).trim();
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let (name, value) = rest.split_at(end);
    (!name.is_empty() && !value.starts_with('(')).then_some((name, value))
}

/// Whether a macro that names an architecture, chip or board is defined for the target;
/// `None` for names of another sort, and for board names that the tables do not settle.
fn architecture_macro(target: &Target, name: &str) -> Option<bool> {
    use Family::{Avr, Esp32, Esp8266, Megaavr, Nrf52, Renesas, Rp2040, Sam, Samd, Stm32, Teensy};
    let family = target.chip.family;
    let chip = target.chip.id.as_str();
    let is = |families: &[Family]| Some(families.contains(&family));
    if let Some(architecture) = name.strip_prefix("ARDUINO_ARCH_") {
        return match architecture {
            "AVR" => is(&[Avr]),
            "MEGAAVR" => is(&[Megaavr]),
            "ESP32" => is(&[Esp32]),
            "ESP8266" => is(&[Esp8266]),
            "RP2040" if family == Rp2040 => Some(true),
            "MBED" | "MBED_RP2040" if family == Rp2040 => Some(target.runtime.name.contains("mbed")),
            "RP2040" => is(&[Rp2040]),
            "SAMD" => is(&[Samd]),
            "STM32" => is(&[Stm32]),
            "NRF52" | "NRF52840" if family != Nrf52 => Some(false),
            "RENESAS" | "RENESAS_UNO" => is(&[Renesas]),
            "SAM" => is(&[Sam]),
            "STM32F1" | "STM32F4" | "NRF5" | "APOLLO3" | "PIC32" | "AMEBA" => (family != Stm32).then_some(false),
            _ => None,
        };
    }
    if let Some(idf_target) = name.strip_prefix("CONFIG_IDF_TARGET_") {
        return Some(idf_target.eq_ignore_ascii_case(chip));
    }
    if let Some(mcu) = name.strip_prefix("__AVR_").and_then(|rest| rest.strip_suffix("__")).filter(|mcu| mcu.starts_with("AT")) {
        return Some(mcu.eq_ignore_ascii_case(chip));
    }
    match name {
        "__AVR__" | "AVR" => is(&[Avr, Megaavr]),
        "ESP32" | "ESP_PLATFORM" => is(&[Esp32]),
        "ESP8266" => is(&[Esp8266]),
        "PICO_RP2040" | "TARGET_RP2040" | "PICO_RP2350" | "PICO_BOARD" if family != Rp2040 => Some(false),
        "STM32" | "STM32F1" | "STM32F4" | "_STM32_DEF_" if family != Stm32 => Some(false),
        "TEENSYDUINO" | "CORE_TEENSY" | "__IMXRT1062__" | "__MK20DX256__" | "__MK66FX1M0__" | "__MKL26Z64__" if family != Teensy => {
            Some(false)
        }
        "__SAMD21__" | "__SAMD51__" | "__SAMD21G18A__" | "_SAMD21_" if family != Samd => Some(false),
        "__SAM3X8E__" | "_SAM3XA_" | "SPARK" | "PARTICLE" | "ENERGIA" | "__arm__" if matches!(family, Avr | Megaavr | Esp32 | Esp8266) => {
            Some(false)
        }
        "__arm__" if matches!(family, Rp2040 | Samd | Stm32 | Nrf52 | Renesas | Teensy) => Some(true),
        "NRF52" | "NRF52_SERIES" | "NRF52840_XXAA" | "NRF51" if family != Nrf52 => Some(false),
        _ if name.starts_with("ARDUINO_AVR_") && family != Avr && family != Megaavr => Some(false),
        _ if name.starts_with("ARDUINO_ESP32") && family != Esp32 => Some(false),
        _ if name.starts_with("ARDUINO_ESP8266") && family != Esp8266 => Some(false),
        "ARDUINO_AVR_UNO" => Some(target.board.id == "uno"),
        _ => None,
    }
}

fn tokens(condition: &str) -> Vec<&str> {
    let mut tokens = Vec::new();
    let mut rest = condition.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = if first.is_alphanumeric() || first == '_' {
            rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len())
        } else if ["&&", "||", "==", "!=", "<=", ">="].iter().any(|operator| rest.starts_with(operator)) {
            2
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token);
        rest = after.trim_start();
        rest = rest.strip_prefix('\\').map_or(rest, str::trim_start);
    }
    tokens
}

/// A three-valued reading of a preprocessor expression: `None` is "unknown here".
struct Expression<'a> {
    scanner: &'a Scanner<'a>,
    tokens: &'a [&'a str],
    position: usize,
}

impl Expression<'_> {
    fn peek(&self) -> &str {
        self.tokens.get(self.position).copied().unwrap_or_default()
    }

    fn accept(&mut self, token: &str) -> bool {
        let accepted = self.peek() == token;
        self.position += usize::from(accepted);
        accepted
    }

    fn or(&mut self) -> Option<i64> {
        let mut value = self.and();
        while self.accept("||") {
            value = match (value, self.and()) {
                (Some(left), _) if left != 0 => Some(1),
                (_, Some(right)) if right != 0 => Some(1),
                (Some(_), Some(_)) => Some(0),
                _ => None,
            };
        }
        value
    }

    fn and(&mut self) -> Option<i64> {
        let mut value = self.comparison();
        while self.accept("&&") {
            value = match (value, self.comparison()) {
                (Some(0), _) | (_, Some(0)) => Some(0),
                (Some(_), Some(_)) => Some(1),
                _ => None,
            };
        }
        value
    }

    fn comparison(&mut self) -> Option<i64> {
        let left = self.unary();
        let compare: fn(&i64, &i64) -> bool = match self.peek() {
            "==" => i64::eq,
            "!=" => i64::ne,
            "<" => i64::lt,
            "<=" => i64::le,
            ">" => i64::gt,
            ">=" => i64::ge,
            _ => return left,
        };
        self.position += 1;
        let right = self.unary();
        Some(i64::from(compare(&left?, &right?)))
    }

    fn unary(&mut self) -> Option<i64> {
        if self.accept("!") {
            return self.unary().map(|value| i64::from(value == 0));
        }
        if self.accept("(") {
            let value = self.or();
            self.accept(")");
            return value;
        }
        let token = self.tokens.get(self.position).copied()?;
        self.position += 1;
        if token == "defined" {
            let bracketed = self.accept("(");
            let name = self.tokens.get(self.position).copied()?;
            self.position += 1;
            if bracketed {
                self.accept(")");
            }
            return self.scanner.is_defined(name).map(i64::from);
        }
        if token == "ESP_ARDUINO_VERSION_VAL" {
            let mut version = 0;
            while !self.accept(")") {
                let part = self.tokens.get(self.position).copied()?;
                self.position += 1;
                if let Ok(part) = part.parse::<i64>() {
                    version = version << 8 | part;
                }
            }
            return Some(version);
        }
        if token.starts_with(|c: char| c.is_ascii_digit()) {
            return token.trim_end_matches(['L', 'U', 'l', 'u']).parse().ok();
        }
        if self.accept("(") {
            // A function-like macro: skip its arguments, its value is unknown.
            let mut depth = 1;
            while depth > 0 && self.position < self.tokens.len() {
                match self.tokens[self.position] {
                    "(" => depth += 1,
                    ")" => depth -= 1,
                    _ => {}
                }
                self.position += 1;
            }
            return None;
        }
        self.scanner.value(token)
    }
}

#[cfg(test)]
mod tests {
    use boards::{RuntimeKind, Tables};

    use super::*;

    /// Lines that are certainly compiled for the board, joined.
    fn certain(board: &str, text: &str) -> String {
        let target = Tables::embedded().target(board, RuntimeKind::Arduino, None).unwrap();
        let regions = Regions::of_cpp(text, Some(&target));
        let mut offset = 0;
        let mut kept = Vec::new();
        for line in text.split_inclusive('\n') {
            let span = Span::new(offset, offset + line.len());
            offset += line.len();
            if !line.starts_with('#') && regions.is_certain(span) {
                kept.push(line.trim());
            }
        }
        kept.join(" ")
    }

    #[test]
    fn branch_of_the_target_is_certain() {
        let text = "#if defined(ESP8266)\na\n#elif defined(ESP32)\nb\n#else\nc\n#endif\nd\n";
        assert_eq!(certain("nodemcuv2", text), "a d");
        assert_eq!(certain("esp32dev", text), "b d");
        assert_eq!(certain("uno", text), "c d");
    }

    #[test]
    fn unknown_conditions_leave_both_branches_unclear() {
        assert_eq!(certain("uno", "#ifdef USE_SHIELD\na\n#else\nb\n#endif\nc\n"), "c");
    }

    #[test]
    fn own_definitions_and_header_guards_decide() {
        assert_eq!(certain("uno", "#define DEBUG 1\n#if DEBUG\na\n#endif\n#ifdef DEBUG\nb\n#endif\n"), "a b");
        assert_eq!(certain("uno", "#ifndef PINS_H\n#define PINS_H\na\n#endif\n"), "a");
        assert_eq!(certain("uno", "#ifndef LED_PIN\n#define LED_PIN 3\n#endif\na\n"), "a");
    }

    #[test]
    fn core_version_is_compared() {
        let text = "#if ESP_ARDUINO_VERSION >= ESP_ARDUINO_VERSION_VAL(3, 0, 0)\na\n#else\nb\n#endif\n";
        assert_eq!(certain("esp32dev", text), "a");
        let text = "#if defined(ESP_ARDUINO_VERSION_MAJOR) && ESP_ARDUINO_VERSION_MAJOR >= 3\na\n#else\nb\n#endif\n";
        assert!(!certain("esp32dev", text).contains('b'));
    }

    #[test]
    fn broken_directives_do_not_panic() {
        for text in ["#if", "#if (", "#if defined(", "#elif x\n#else\n#endif", "#define", "#ifndef\n", "#if ESP_ARDUINO_VERSION_VAL(1,\n"] {
            Regions::of_cpp(text, None);
        }
    }
}
