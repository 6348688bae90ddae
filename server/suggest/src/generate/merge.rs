//! Several parts make one program: one `setup` and `loop`, or one main loop, with names, includes
//! and buses that do not collide.

use std::fmt::Write as _;

use document::Language;
use rustc_hash::{FxHashMap, FxHashSet};

use super::pieces::{Item, ItemKind, Pieces, renamed};

/// A program to be merged with others.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// Short name for what it does, in lower case: `bme280`. Colliding names get it as a prefix.
    pub(crate) slug: String,
    /// Which part of the plan it is: others call it by its names [`marked`] with this number.
    pub(crate) part: usize,
    /// The program.
    pub(crate) code: String,
}

/// What stands behind a name of another part, before that part's number, until names are told apart.
const MARK: &str = "__of_part";

/// A statement that another part shall contain, with the names that `code`, this part's own, declares
/// marked as this part's: they may get another name when the parts are merged.
pub(crate) fn marked(statement: &str, code: &str, part: usize, language: Language) -> String {
    let names = Pieces::read(code, language).names();
    words(
        statement,
        |word, before| if names.contains(word) && before != Some('.') { format!("{word}{MARK}{part}") } else { word.to_owned() },
    )
}

/// The code with marked names as their part calls them now. `names` holds old and new ones by part.
fn unmarked(code: &str, names: &FxHashMap<usize, FxHashMap<String, String>>) -> String {
    words(code, |word, _| {
        let Some((name, part)) = word.rsplit_once(MARK) else { return word.to_owned() };
        let renamed = part.parse().ok().and_then(|part: usize| names.get(&part)?.get(name));
        renamed.map_or(name, String::as_str).to_owned()
    })
}

/// The code as it is where no name was told apart.
pub(crate) fn without_marks(code: &str) -> String {
    unmarked(code, &FxHashMap::default())
}

/// The text with each identifier replaced; `replace` also gets the character before it.
fn words(text: &str, replace: impl Fn(&str, Option<char>) -> String) -> String {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_part) {
        let end = rest[start..].find(|c| !is_part(c)).map_or(rest.len(), |length| start + length);
        out.push_str(&rest[..start]);
        let before = out.chars().next_back();
        out.push_str(&replace(&rest[start..end], before));
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Parts put together: what a program or an edit is written from.
#[derive(Debug, Default)]
pub(crate) struct Merged {
    /// Includes and imports, each once.
    pub(crate) imports: Vec<String>,
    /// Constants of all parts.
    pub(crate) constants: Vec<Item>,
    /// Everything else at the top level, part by part.
    pub(crate) items: Vec<Item>,
    /// Statements of `setup`.
    pub(crate) setup: Vec<String>,
    /// Statements of `loop`; in Python, the endless loop of the only part that has one, or the tasks.
    pub(crate) repeated: Vec<String>,
    /// Coroutines that run side by side.
    pub(crate) tasks: Vec<String>,
}

/// Puts parts together. `known` is a program that is already there: its names are avoided, and what
/// it includes and starts is not done again.
pub(crate) fn merge(sources: &[Source], known: Option<&Pieces>, language: Language) -> Merged {
    let pieces = apart(sources, known, language);
    let mut merged = Merged::default();
    let mut seen_items: FxHashSet<String> = known.iter().flat_map(|known| known.items.iter().map(|item| item.text.clone())).collect();
    let mut started: FxHashSet<String> = known.iter().flat_map(|known| known.setup.iter().map(|line| bare(line))).collect();
    let n_loops = pieces.iter().filter(|pieces| !pieces.repeated.is_empty() || pieces.coroutine.is_some()).count();
    let is_alone = n_loops <= 1 && known.is_none_or(|known| known.repeated.is_empty() && known.coroutine.is_none());
    for (source, pieces) in sources.iter().zip(&pieces) {
        merged.imports.extend(pieces.imports.iter().cloned());
        let mut is_first = true;
        let types = pieces.items.iter().filter(|item| item.kind != ItemKind::Constant).flat_map(|item| &item.names);
        let types: Vec<&String> = types.collect();
        for item in &pieces.items {
            // The same constant, function or bus object stands once.
            if !seen_items.insert(item.text.clone()) {
                continue;
            }
            let mut item = item.clone();
            // A table of structures stands after the structure.
            if item.kind == ItemKind::Constant && !types.iter().any(|name| mentions(&item.text, name)) {
                item.is_apart = false;
                merged.constants.push(item);
            } else {
                item.is_apart |= std::mem::take(&mut is_first);
                merged.items.push(item);
            }
        }
        match language {
            Language::Arduino => arduino(source, pieces, is_alone, known.is_some(), &mut started, &mut merged),
            Language::MicroPython => micropython(source, pieces, is_alone, &mut merged),
        }
    }
    merged.imports = imports(&merged.imports, language);
    if let Some(known) = known {
        merged.imports.retain(|line| !known.imports.iter().any(|there| bare(there) == bare(line)));
    }
    merged
}

/// A statement without its spaces and comments: two that differ in nothing else are the same.
fn bare(statement: &str) -> String {
    let code = statement.lines().map(|line| line.split("//").next().unwrap_or(line)).collect::<Vec<_>>().join(" ");
    code.split_whitespace().collect()
}

/// The parts in pieces, with names that collide told apart.
fn apart(sources: &[Source], known: Option<&Pieces>, language: Language) -> Vec<Pieces> {
    let first: Vec<Pieces> = sources.iter().map(|source| Pieces::read(&source.code, language)).collect();
    let mut owners: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
    let local = |pieces: &Pieces| -> Vec<(String, String)> { pieces.setup.iter().flat_map(|line| locals(line)).collect() };
    let locals: Vec<Vec<(String, String)>> = first.iter().map(local).collect();
    for (pieces, locals) in first.iter().zip(&locals) {
        for item in &pieces.items {
            for name in &item.names {
                owners.entry(name).or_default().push(&item.text);
            }
        }
        for (name, text) in locals {
            owners.entry(name).or_default().push(text);
        }
    }
    let known_names = known.map(Pieces::names).unwrap_or_default();
    let known_items: Vec<&str> = known.iter().flat_map(|known| known.items.iter().map(|item| item.text.as_str())).collect();
    // What is the same everywhere and does not change can be shared.
    let is_shareable = |item: &Item| item.kind != ItemKind::Other || is_bus(&item.text);
    let item_of = |name: &str| first.iter().flat_map(|pieces| &pieces.items).find(|item| item.names.iter().any(|own| own == name));
    let mut colliding: FxHashSet<&str> = FxHashSet::default();
    for (name, texts) in &owners {
        let is_known = known_names.contains(*name);
        let is_same = texts.iter().all(|text| *text == texts[0]) && (!is_known || known_items.contains(&texts[0]));
        let is_shared = is_same && item_of(name).is_some_and(is_shareable);
        let is_reserved = sources.len() > 1 && matches!(*name, "main");
        if (texts.len() > 1 || is_known || is_reserved) && !is_shared {
            colliding.insert(name);
        }
    }
    // What uses a name that is told apart cannot be shared itself.
    loop {
        let more: Vec<&str> = owners
            .iter()
            .filter(|(name, texts)| (texts.len() > 1 || known_names.contains(**name)) && !colliding.contains(**name))
            .filter(|(_, texts)| colliding.iter().any(|other| mentions(texts[0], other)))
            .map(|(name, _)| *name)
            .collect();
        if more.is_empty() {
            break;
        }
        colliding.extend(more);
    }
    let taken: FxHashSet<&str> = owners.keys().copied().chain(known_names.iter().map(String::as_str)).collect();
    let mut renames = FxHashMap::default();
    for (index, source) in sources.iter().enumerate() {
        let own = first[index].names().into_iter().chain(locals[index].iter().map(|(name, _)| name.clone()));
        let names: FxHashMap<String, String> = own
            .filter(|name| colliding.contains(name.as_str()))
            .map(|name| {
                let mut new = prefixed(&name, &source.slug, language);
                while taken.contains(new.as_str()) {
                    new.push('2');
                }
                (name, new)
            })
            .collect();
        renames.insert(source.part, names);
    }
    let read = |source: &Source| Pieces::read(&unmarked(&renamed(&source.code, language, &renames[&source.part]), &renames), language);
    sources.iter().map(read).collect()
}

/// Names that a statement of `setup` declares, with the statement.
fn locals(statement: &str) -> Vec<(String, String)> {
    let code = statement.lines().find(|line| !line.trim_start().starts_with("//")).unwrap_or_default().trim();
    let Some((before, _)) = code.split_once('=').or_else(|| code.split_once(';')) else { return Vec::new() };
    let words: Vec<&str> = before.split(|c: char| !(c.is_alphanumeric() || c == '_')).filter(|word| !word.is_empty()).collect();
    let is_plain = before.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | ' ' | '*' | '&' | '<' | '>'));
    match words.as_slice() {
        [_, .., name] if is_plain && !matches!(words[0], "return" | "delete" | "else") => vec![((*name).to_owned(), statement.to_owned())],
        _ => Vec::new(),
    }
}

fn is_bus(text: &str) -> bool {
    ["= I2C(", "= SoftI2C(", "= SPI(", "= SoftSPI(", "= network.WLAN("].iter().any(|bus| text.contains(bus))
}

fn mentions(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let is_part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        !is_part(text[..at].chars().next_back()) && !is_part(text[at + name.len()..].chars().next())
    })
}

/// `INTERVAL_MS` → `BME280_INTERVAL_MS`, `lastReading` → `bme280LastReading`, `last_reading` →
/// `bme280_last_reading`, `Reader` → `Bme280Reader`.
fn prefixed(name: &str, slug: &str, language: Language) -> String {
    let capital = |text: &str| text.chars().take(1).flat_map(char::to_uppercase).chain(text.chars().skip(1)).collect::<String>();
    let is_upper = name.chars().all(|c| !c.is_lowercase()) && name.len() > 1;
    if is_upper {
        format!("{}_{name}", slug.to_uppercase())
    } else if name.starts_with(char::is_uppercase) {
        format!("{}{name}", capital(slug))
    } else if language == Language::MicroPython {
        format!("{slug}_{name}")
    } else {
        format!("{slug}{}", capital(name))
    }
}

fn arduino(source: &Source, pieces: &Pieces, is_alone: bool, is_edit: bool, started: &mut FxHashSet<String>, merged: &mut Merged) {
    let returns = |lines: &[String]| lines.iter().any(|line| mentions(line, "return"));
    // Speed of the console: the first part that starts it says how fast.
    let starts_console = |line: &str| line.starts_with("Serial.begin(");
    let mut fresh = Vec::new();
    for line in &pieces.setup {
        let key = bare(line);
        let is_start = ["Serial.", "Wire.", "SPI.", "WiFi.", "Serial1.", "while(!Serial"].iter().any(|start| key.starts_with(start));
        if (starts_console(&key) && started.iter().any(|known| starts_console(known))) || (is_start && started.contains(&key)) {
            continue;
        }
        started.insert(key);
        fresh.push(line.clone());
    }
    if returns(&fresh) && (!is_alone || is_edit) {
        let name = format!("{}Setup", source.slug);
        merged.items.push(function(&name, &fresh));
        merged.setup.push(format!("  {name}();"));
    } else {
        merged.setup.extend(fresh);
    }
    if pieces.repeated.is_empty() {
        return;
    }
    let is_simple = pieces.repeated.len() == 1 && !returns(&pieces.repeated) && !bare(&pieces.repeated[0]).starts_with("delay(");
    if is_alone && !is_edit {
        merged.repeated.extend(pieces.repeated.iter().cloned());
    } else if is_simple && pieces.repeated[0].lines().count() <= 1 {
        // One call needs no function of its own.
        merged.repeated.extend(pieces.repeated.iter().cloned());
    } else {
        let name = format!("{}Task", source.slug);
        merged.items.push(function(&name, &without_pause(&pieces.repeated)));
        merged.repeated.push(format!("  {name}();"));
    }
}

/// A pause at the end of `loop` would hold up the other parts: the time since the last turn is looked at instead.
fn without_pause(statements: &[String]) -> Vec<String> {
    let pause = statements.last().map(|last| bare(last)).and_then(|last| Some(last.strip_prefix("delay(")?.strip_suffix(");")?.to_owned()));
    match pause {
        Some(pause) if statements.len() > 1 => {
            let mut lines = vec![
                "  static unsigned long lastTurn = 0;".to_owned(),
                format!("  if (millis() - lastTurn < {pause}) {{\n    return;\n  }}"),
                "  lastTurn = millis();".to_owned(),
            ];
            lines.extend_from_slice(&statements[..statements.len() - 1]);
            lines
        }
        _ => statements.to_vec(),
    }
}

fn function(name: &str, statements: &[String]) -> Item {
    let text = format!("void {name}() {{\n{}\n}}", statements.join("\n"));
    Item { text, names: vec![name.to_owned()], kind: ItemKind::Definition, is_apart: true }
}

fn micropython(source: &Source, pieces: &Pieces, is_alone: bool, merged: &mut Merged) {
    if is_alone {
        // The loop as it was written, without its tasks.
        let plain = |text: &String| {
            let lines = text.lines().map(|line| line.strip_prefix("    ").unwrap_or(line)).collect::<Vec<_>>().join("\n");
            lines.replace("await asyncio.sleep", "time.sleep")
        };
        merged.repeated.extend(pieces.repeated.iter().map(plain));
        merged.tasks.extend(pieces.coroutine.clone());
        return;
    }
    if let Some(coroutine) = &pieces.coroutine {
        merged.tasks.push(coroutine.clone());
    }
    if pieces.repeated.is_empty() {
        return;
    }
    let name = format!("{}_task", source.slug);
    let known = pieces.names();
    let global: Vec<&str> = pieces.assigned.iter().filter(|name| known.contains(*name)).map(String::as_str).collect();
    let mut text = format!("async def {name}():\n");
    if !global.is_empty() {
        let _ = writeln!(text, "    global {}", global.join(", "));
    }
    text.push_str(&pieces.repeated.join("\n"));
    merged.items.push(Item { text, names: vec![name.clone()], kind: ItemKind::Definition, is_apart: true });
    merged.tasks.push(format!("{name}()"));
}

/// Import lines, each once; names of one module on one line.
fn imports(lines: &[String], language: Language) -> Vec<String> {
    let mut plain: Vec<String> = Vec::new();
    let mut from: Vec<(String, Vec<String>)> = Vec::new();
    for line in lines {
        let parts = line.strip_prefix("from ").and_then(|rest| rest.split_once(" import ")).filter(|_| language == Language::MicroPython);
        match parts {
            Some((module, names)) => {
                let names = names.split(',').map(|name| name.trim().to_owned());
                match from.iter_mut().find(|(known, _)| known == module) {
                    Some((_, known)) => known.extend(names),
                    None => from.push((module.to_owned(), names.collect())),
                }
            }
            None if plain.contains(line) => {}
            None => plain.push(line.clone()),
        }
    }
    if language == Language::MicroPython {
        plain.sort();
    }
    from.sort();
    plain.extend(from.into_iter().map(|(module, mut names)| {
        names.sort_by_key(|name| name.to_lowercase());
        names.dedup();
        format!("from {module} import {}", names.join(", "))
    }));
    plain
}

impl Merged {
    /// The program, without its heading.
    pub(crate) fn program(&self, language: Language) -> String {
        match language {
            Language::Arduino => self.sketch(),
            Language::MicroPython => self.script(),
        }
    }

    fn sketch(&self) -> String {
        let mut text = String::new();
        for line in &self.imports {
            let _ = writeln!(text, "{line}");
        }
        text.push_str(&listed(&self.constants, 1));
        text.push_str(&listed(&self.items, 1));
        let body = |lines: &[String]| if lines.is_empty() { String::new() } else { lines.join("\n") + "\n" };
        let _ = write!(text, "\nvoid setup() {{\n{}}}\n\nvoid loop() {{\n{}}}\n", body(&self.setup), body(&self.repeated));
        text.trim_start().to_owned()
    }

    fn script(&self) -> String {
        let mut rest = listed(&self.constants, 1);
        rest.push_str(&listed(&self.items, 2));
        let ends_in_definition = self.items.last().is_some_and(|item| item.kind == ItemKind::Definition);
        for lines in &self.repeated {
            let _ = writeln!(rest, "{}{lines}", if ends_in_definition { "\n\n" } else { "\n" });
        }
        let mut imports = self.imports.clone();
        match self.tasks.as_slice() {
            [] => {}
            [only] => {
                let _ = write!(rest, "\n\nasyncio.run({only})\n");
            }
            tasks => {
                let _ = write!(rest, "\n\nasync def main():\n    await asyncio.gather({})\n\n\nasyncio.run(main())\n", tasks.join(", "));
            }
        }
        if mentions(&rest, "asyncio") && !imports.iter().any(|line| line == "import asyncio") {
            imports.insert(0, "import asyncio".to_owned());
        }
        imports.retain(|line| line.strip_prefix("import ").is_none_or(|module| module.contains(' ') || mentions(&rest, module)));
        let mut text = imports.join("\n");
        text.push('\n');
        text.push_str(&rest);
        text.trim_start().to_owned()
    }
}

/// Items with blank lines before those that stand apart, and around definitions.
pub(crate) fn listed(items: &[Item], n_blank: usize) -> String {
    let mut text = String::new();
    let mut after_definition = false;
    for (index, item) in items.iter().enumerate() {
        let is_definition = item.kind == ItemKind::Definition;
        let blank = match (is_definition || after_definition, index == 0 || item.is_apart) {
            (true, _) => n_blank,
            (false, true) => 1,
            (false, false) => 0,
        };
        text.push_str(&"\n".repeat(blank));
        text.push_str(&item.text);
        text.push('\n');
        after_definition = is_definition;
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn program(language: Language, parts: &[(&str, &str)]) -> String {
        let sources: Vec<Source> =
            parts.iter().enumerate().map(|(part, (slug, code))| Source { slug: (*slug).into(), part, code: (*code).into() }).collect();
        merge(&sources, None, language).program(language)
    }

    const BLINK: &str = "const int LED_PIN = 5;\nconst unsigned long INTERVAL_MS = 500;\n\nunsigned long last = 0;\n\nvoid setup() {\n  Serial.begin(115200);\n  pinMode(LED_PIN, OUTPUT);\n}\n\nvoid loop() {\n  if (millis() - last >= INTERVAL_MS) {\n    last += INTERVAL_MS;\n    digitalWrite(LED_PIN, !digitalRead(LED_PIN));\n  }\n}\n";
    const READ: &str = "#include <Wire.h>\n\nconst unsigned long INTERVAL_MS = 2000;\n\nunsigned long last = 0;\n\nvoid setup() {\n  Serial.begin(115200);\n  Wire.begin();\n}\n\nvoid loop() {\n  Serial.println(last++);\n  delay(INTERVAL_MS);\n}\n";

    /// A part that calls two others whose functions have one name calls each by its new name.
    #[test]
    fn calls_follow_the_names_of_the_parts_they_call() {
        let screen =
            "void showLine(int line) {\n  Serial.println(line);\n}\n\nvoid setup() {\n  Serial.begin(115200);\n}\n\nvoid loop() {\n}\n";
        let wide = screen.replace("println", "print");
        let call = |part: usize| marked("showLine(0);", screen, part, Language::Arduino);
        let reader = format!("void setup() {{\n}}\n\nvoid loop() {{\n  {}\n  {}\n  x.showLine();\n}}\n", call(0), call(1));
        let program = program(Language::Arduino, &[("oled", screen), ("tft", &wide), ("sonar", &reader)]);
        assert!(program.contains("  oledShowLine(0);\n  tftShowLine(0);\n  x.showLine();\n"), "{program}");
        assert!(!program.contains(MARK), "{program}");
    }

    #[test]
    fn two_sketches() {
        assert_eq!(
            program(Language::Arduino, &[("blink", BLINK), ("bme280", READ)]),
            "\
#include <Wire.h>

const int LED_PIN = 5;
const unsigned long BLINK_INTERVAL_MS = 500;
const unsigned long BME280_INTERVAL_MS = 2000;

unsigned long blinkLast = 0;

void blinkTask() {
  if (millis() - blinkLast >= BLINK_INTERVAL_MS) {
    blinkLast += BLINK_INTERVAL_MS;
    digitalWrite(LED_PIN, !digitalRead(LED_PIN));
  }
}

unsigned long bme280Last = 0;

void bme280Task() {
  static unsigned long lastTurn = 0;
  if (millis() - lastTurn < BME280_INTERVAL_MS) {
    return;
  }
  lastTurn = millis();
  Serial.println(bme280Last++);
}

void setup() {
  Serial.begin(115200);
  pinMode(LED_PIN, OUTPUT);
  Wire.begin();
}

void loop() {
  blinkTask();
  bme280Task();
}
"
        );
    }

    #[test]
    fn two_scripts() {
        let blink = "import time\nfrom machine import Pin\n\nPAUSE_MS = 500\n\nled = Pin(2, Pin.OUT)\n\nwhile True:\n    led.toggle()\n    time.sleep_ms(PAUSE_MS)\n";
        let count = "import time\nfrom machine import I2C, Pin\n\nPAUSE_MS = 100\n\ni2c = I2C(0, scl=Pin(5), sda=Pin(4))\ncount = 0\n\nwhile True:\n    count += 1\n    time.sleep_ms(PAUSE_MS)\n";
        assert_eq!(
            program(Language::MicroPython, &[("blink", blink), ("count", count)]),
            "\
import asyncio
from machine import I2C, Pin

BLINK_PAUSE_MS = 500
COUNT_PAUSE_MS = 100

led = Pin(2, Pin.OUT)


async def blink_task():
    while True:
        led.toggle()
        await asyncio.sleep_ms(BLINK_PAUSE_MS)


i2c = I2C(0, scl=Pin(5), sda=Pin(4))
count = 0


async def count_task():
    global count
    while True:
        count += 1
        await asyncio.sleep_ms(COUNT_PAUSE_MS)


async def main():
    await asyncio.gather(blink_task(), count_task())


asyncio.run(main())
"
        );
    }

    #[test]
    fn what_is_shared_stands_once() {
        let part = |name: &str| {
            format!(
                "import time\nfrom machine import I2C, Pin\n\nADDRESS = 60\n\ni2c = I2C(0, scl=Pin(5), sda=Pin(4))\n{name} = i2c.scan()\n"
            )
        };
        let text = program(Language::MicroPython, &[("a", &part("first")), ("b", &part("second"))]);
        assert_eq!(
            text,
            "from machine import I2C, Pin\n\nADDRESS = 60\n\ni2c = I2C(0, scl=Pin(5), sda=Pin(4))\nfirst = i2c.scan()\n\nsecond = i2c.scan()\n"
        );
    }
}
