//! A task in words and a target give a program: retrieval, recipe holes, model, verdict.
//!
//! The words choose a recipe ([`retrieve`](retrieve::retrieve)); the words and the tables fill its
//! holes ([`compose`](compose::compose)); the model names the values as the task does
//! ([`adapt`](adapt::adapt)); the rules judge the result. Every step is a function of its inputs, so
//! the same request gives the same bytes.

mod adapt;
mod bus;
mod compose;
mod insert;
mod judge;
mod link;
mod merge;
mod pieces;
mod pins;
mod program;
mod recipe;
mod request;
mod retrieve;
mod spelling;
mod template;
mod values;
mod words;

use boards::Target;
use check::{Finding, Severity, check};
use decode::{Cancel, LanguageModel};
use document::{Document, Snapshot};
use grammars::Language;

use compose::Composed;
pub use compose::Wire;
pub use insert::{InsertRequest, Inserted, insert, wish_at};
use pins::Occupied;
use program::Plan;
pub(crate) use recipe::bodies;

/// How often pins are chosen anew when the rules object to a choice.
const MAX_ATTEMPTS: usize = 4;

/// A wish for a program.
#[derive(Debug, Clone)]
pub struct GenerateRequest<'a> {
    /// The task in the user's words.
    pub task: &'a str,
    /// The board and runtime.
    pub target: &'a Target,
    /// Language of the program.
    pub language: Language,
}

/// Why a pin was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinChoice {
    /// What is connected: `LED`, `SDA`, `servo signal`.
    pub signal: String,
    /// Pin number.
    pub pin: u16,
    /// Reason in a sentence.
    pub why: String,
}

/// A program that passed the rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Generated {
    /// The program.
    pub code: String,
    /// Pins used and why.
    pub pins: Vec<PinChoice>,
    /// Libraries needed.
    pub libraries: Vec<Library>,
    /// What to connect.
    pub wiring: Vec<Wire>,
    /// More on wiring, in sentences.
    pub remarks: Vec<String>,
    /// Recipes that stand behind it.
    pub recipes: Vec<String>,
    /// What goes from one part of the program to another, in sentences.
    pub links: Vec<String>,
    /// `model` when something in it is the model's choice, `composed` when recipes and tables alone made it.
    pub path: String,
    /// Warnings and hints that remain.
    pub findings: Vec<Finding>,
    /// What was understood differently from the words, if anything, in a sentence.
    pub note: Option<String>,
}

/// A library that the program needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    /// Its name where it is installed from.
    pub name: String,
    /// How to install it, in a line.
    pub install: String,
    /// The line for each tool that has it: `arduino`, `platformio`, `mip`.
    pub installs: Vec<(&'static str, String)>,
}

/// The board cannot do it, or nobody here knows how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Why, in hardware words.
    pub reason: String,
    /// The closest thing that can be done.
    pub alternative: String,
}

/// Writes a program for the task. `model` may be absent: recipes then stand alone.
///
/// # Errors
/// [`Refused`] when the board cannot do what is asked or no recipe comes close.
pub fn generate(request: &GenerateRequest<'_>, model: Option<&mut dyn LanguageModel>, cancel: &Cancel) -> Result<Generated, Refused> {
    let plan = retrieve::plan(request.task, request.target, request.language)?;
    let (composed, findings) = settle(&plan, request)?;
    let (code, is_adapted) = match model {
        Some(model) => {
            let names = retrieve::names(&plan, request.target);
            let brief = adapt::Brief { task: request.task, names: &names, target: request.target, language: request.language };
            adapt::adapt(&composed.code, &composed.spots, &brief, model, cancel)
        }
        None => (composed.code.clone(), false),
    };
    // Positions move with the model's words; what is found does not.
    let findings = if code == composed.code { findings } else { judged(&code, request).1 };
    Ok(finish(&plan, composed, code, is_adapted, findings, request))
}

/// Names of all recipes, in order.
pub fn recipe_names() -> impl Iterator<Item = &'static str> {
    recipe::recipes().iter().map(|recipe| recipe.name.as_str())
}

/// The program of the recipe with this name, with its own defaults; no words are searched for.
///
/// # Errors
/// [`Refused`] when the board cannot do it, or when there is no recipe of this name.
pub fn generate_recipe(name: &str, target: &Target, language: Language) -> Result<Generated, Refused> {
    let unknown = || Refused { reason: format!("there is no recipe {name}"), alternative: "one of corpus/recipes".to_owned() };
    let recipe = recipe::recipes().iter().find(|recipe| recipe.name == name).ok_or_else(unknown)?;
    let request = GenerateRequest { task: "", target, language };
    let plan = Plan::of(recipe, Vec::new(), Vec::new());
    let (composed, findings) = settle(&plan, &request)?;
    let code = composed.code.clone();
    Ok(finish(&plan, composed, code, false, findings, &request))
}

/// Composes until the rules have nothing to say that another pin would avoid.
fn settle(plan: &Plan, request: &GenerateRequest<'_>) -> Result<(Composed, Vec<Finding>), Refused> {
    let (target, language) = (request.target, request.language);
    for wish in &plan.wishes {
        retrieve::permit(wish.recipe, target, language)?;
    }
    let mut occupied = Occupied::default();
    let mut best: Option<(Composed, Vec<Finding>)> = None;
    for _ in 0..MAX_ATTEMPTS {
        let composed = match program::fill(plan, target, language, &occupied) {
            Ok(parts) => program::assemble(parts, target, language),
            Err(refused) if best.is_none() => return Err(refused),
            Err(_) => break,
        };
        let (snapshot, findings) = judged(&composed.code, request);
        let blamed = judge::blamed_pins(&snapshot, request.target, &findings);
        let choices = composed.parts.iter().flat_map(|part| &part.pins.choices);
        let chosen = choices.filter(|choice| !choice.asked).map(|choice| choice.number);
        let to_avoid: Vec<u16> = chosen.filter(|pin| blamed.contains(pin)).collect();
        let is_better = best.as_ref().is_none_or(|(_, known)| gravity(&findings) < gravity(known));
        if is_better {
            best = Some((composed, findings));
        }
        if to_avoid.is_empty() {
            break;
        }
        occupied.avoid.extend(to_avoid);
    }
    let (composed, findings) = best.ok_or_else(|| Refused {
        reason: format!("no pins of {} suit this task", request.target.board.name),
        alternative: "a board with more pins".to_owned(),
    })?;
    match findings.iter().find(|finding| finding.severity == Severity::Error) {
        Some(error) => Err(Refused { reason: format!("{}: {}", error.message, error.why), alternative: error.help.clone() }),
        None => Ok((composed, findings)),
    }
}

/// How bad findings are, worst kind first.
fn gravity(findings: &[Finding]) -> (usize, usize, usize) {
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    (count(Severity::Error), count(Severity::Warning), count(Severity::Hint))
}

fn judged(code: &str, request: &GenerateRequest<'_>) -> (Snapshot, Vec<Finding>) {
    let snapshot = Document::new(code, request.language).snapshot();
    let findings = check(&snapshot, Some(request.target));
    (snapshot, findings)
}

fn finish(
    plan: &Plan,
    composed: Composed,
    code: String,
    is_adapted: bool,
    findings: Vec<Finding>,
    request: &GenerateRequest<'_>,
) -> Generated {
    let target = request.target;
    let mut notes = plan.notes.clone();
    let mut generated = Generated {
        code,
        pins: Vec::new(),
        libraries: Vec::new(),
        wiring: Vec::new(),
        remarks: Vec::new(),
        recipes: composed.parts.iter().map(|part| part.recipe.name.clone()).collect(),
        links: composed.links,
        path: if is_adapted { "model" } else { "composed" }.to_owned(),
        findings,
        note: None,
    };
    for part in composed.parts {
        notes.extend(part.pins.notes);
        notes.extend(part.values.notes);
        for choice in part.pins.choices {
            let Some(hole) = part.recipe.pins.iter().find(|hole| hole.name == choice.hole) else { continue };
            let pin = PinChoice { signal: hole.signal.clone(), pin: pins::shown_number(target, choice.number), why: choice.why };
            // A shared bus is listed once.
            if !generated.pins.iter().any(|known| known.pin == pin.pin && known.signal == pin.signal) {
                generated.pins.push(pin);
            }
        }
        generated.wiring.extend(part.wires);
        for remark in part.remarks {
            if !generated.remarks.contains(&remark) {
                generated.remarks.push(remark);
            }
        }
        for library in part.recipe.libraries.iter().filter(|library| library.is_needed(request.language, target.chip.family)) {
            let library = Library { name: library.name.clone(), install: library.install(), installs: library.installs() };
            if !generated.libraries.contains(&library) {
                generated.libraries.push(library);
            }
        }
    }
    notes.dedup();
    generated.note = (!notes.is_empty()).then(|| notes.join("; "));
    generated
}

#[cfg(test)]
mod tests {
    use boards::{RuntimeKind, Tables};
    use decode::ScriptedModel;

    use super::*;

    fn kind(language: Language) -> RuntimeKind {
        match language {
            Language::Arduino => RuntimeKind::Arduino,
            Language::MicroPython => RuntimeKind::MicroPython,
        }
    }

    fn ask(board: &str, language: Language, task: &str) -> Result<Generated, Refused> {
        let target = Tables::embedded().target(board, kind(language), None).expect("the board");
        generate(&GenerateRequest { task, target: &target, language }, None, &Cancel::never())
    }

    /// The recipe stands on the boards that it claims, in both languages, for every runtime version:
    /// here on some boards, others for each recipe; `tests/oracles/recipes.py --all` goes through all.
    #[test]
    fn every_recipe_passes_the_rules() {
        /// Boards for each recipe and language, at least.
        const N_BOARDS: usize = 2;
        let tables = Tables::embedded();
        let boards = tables.reference_boards();
        let mut failures = Vec::new();
        let mut n_programs = 0;
        let kinds = [(Language::Arduino, None), (Language::Arduino, Some("arduino-esp32@2")), (Language::MicroPython, None)];
        for (language, runtime) in kinds {
            let targets: Vec<Target> = boards.iter().filter_map(|board| tables.target(&board.id, kind(language), runtime).ok()).collect();
            for (index, recipe) in recipe::recipes().iter().enumerate() {
                // Boards that stand apart in the list are of different families.
                let able: Vec<&Target> = targets.iter().filter(|target| retrieve::permit(recipe, target, language).is_ok()).collect();
                let step = (able.len() / N_BOARDS).max(1);
                for target in able.iter().skip(index % step).step_by(step) {
                    let request = GenerateRequest { task: &recipe.title, target, language };
                    let place = format!("{} on {} under {}", recipe.name, target.board.id, target.runtime.coordinate());
                    match settle(&Plan::of(recipe, words::tokens(&recipe.title), Vec::new()), &request) {
                        Ok((composed, findings)) => {
                            n_programs += 1;
                            let serious = findings.iter().filter(|finding| finding.severity >= Severity::Warning);
                            failures.extend(serious.map(|finding| format!("{place}: {} {}", finding.rule, finding.message)));
                            if !judged(&composed.code, &request).0.facts.syntax_errors.is_empty() {
                                failures.push(format!("{place}: does not parse"));
                            }
                        }
                        Err(refused) => failures.push(format!("{place}: {} → {}", refused.reason, refused.alternative)),
                    }
                }
            }
        }
        assert!(failures.is_empty(), "{} of {n_programs}:\n{}", failures.len(), failures.join("\n"));
        assert!(n_programs > 500, "only {n_programs} programs");
    }

    #[test]
    fn a_whole_program() {
        let generated = ask("uno", Language::Arduino, "Blink an LED on pin 5 every 2 s").expect("a program");
        assert_eq!(
            generated.code,
            "\
// Blink an LED.
// board: uno
// Pin 5: LED with a 220 ohm resistor to GND

const int LED_PIN = 5;
const unsigned long INTERVAL_MS = 2000;

unsigned long lastToggle = 0;
bool isOn = false;

void setup() {
  pinMode(LED_PIN, OUTPUT);
}

void loop() {
  if (millis() - lastToggle >= INTERVAL_MS) {
    lastToggle += INTERVAL_MS;
    isOn = !isOn;
    digitalWrite(LED_PIN, isOn ? HIGH : LOW);
  }
}
"
        );
        assert_eq!(generated.pins, [PinChoice { signal: "LED".into(), pin: 5, why: "as asked".into() }]);
        assert_eq!((generated.recipes, generated.path.as_str(), generated.note), (vec!["blink-led".to_owned()], "composed", None));
    }

    #[test]
    fn the_core_version_decides_the_api() {
        let code = |runtime| {
            let target = Tables::embedded().target("esp32dev", RuntimeKind::Arduino, runtime).expect("the board");
            let request = GenerateRequest { task: "fade an LED", target: &target, language: Language::Arduino };
            generate(&request, None, &Cancel::never()).expect("a program").code
        };
        assert!(code(None).contains("ledcAttach(LED_PIN, PWM_FREQUENCY, PWM_BITS);"));
        assert!(code(Some("arduino-esp32@2")).contains("ledcAttachPin(LED_PIN, PWM_CHANNEL);"));
    }

    #[test]
    fn libraries_come_with_their_command() {
        let generated = ask("nodemcuv2", Language::Arduino, "read a DHT22 on D5").expect("a program");
        assert!(generated.code.contains("const int SENSOR_PIN = D5;"));
        assert_eq!(generated.libraries[0].name, "DHT sensor library");
        assert!(generated.libraries[0].install.starts_with("arduino-cli lib install \"DHT sensor library\""));
        assert!(ask("nodemcuv2", Language::MicroPython, "read a DHT22 on pin 4").expect("a program").libraries.is_empty());
    }

    #[test]
    fn refusals_come_with_an_alternative() {
        for (board, language, task) in [
            ("uno", Language::Arduino, "connect to Wi-Fi"),
            ("pico", Language::MicroPython, "publish to an MQTT topic every 10 s"),
            ("pico", Language::Arduino, "deep sleep for 5 minutes"),
            ("esp32dev", Language::Arduino, "blink an LED on GPIO 34"),
            ("esp32dev", Language::MicroPython, "servo on pin 6"),
            ("nodemcuv2", Language::Arduino, "read a potentiometer on D5"),
            ("uno", Language::Arduino, "read a BME680"),
            ("uno", Language::Arduino, "bake a cake"),
        ] {
            let refused = ask(board, language, task).expect_err(task);
            assert!(!refused.reason.is_empty() && !refused.alternative.is_empty(), "{task}: {refused:?}");
        }
    }

    #[test]
    fn what_was_understood_differently_is_said() {
        let generated = ask("uno", Language::Arduino, "read a DHT22 every 100 ms on pin 4").expect("a program");
        assert_eq!(generated.note.as_deref(), Some("interval: 100 ms was asked, 2000 ms is the least that makes sense here"));
    }

    #[test]
    fn the_model_words_what_a_recipe_leaves_to_it() {
        let target = Tables::embedded().target("uno", RuntimeKind::Arduino, None).expect("the board");
        let task = "read the greenhouse temperature with a DS18B20";
        let request = GenerateRequest { task, target: &target, language: Language::Arduino };
        let ask = |draft: &str| {
            let mut model = ScriptedModel::new().after("Serial.print(\"", draft);
            generate(&request, Some(&mut model), &Cancel::never()).expect("a program")
        };
        let adapted = ask("Greenhouse temperature: ");
        assert!(adapted.code.contains("\"Greenhouse temperature: \"") && adapted.path == "model", "{}", adapted.code);
        let plain = ask("Temperature: ");
        assert!(plain.code.contains("\"Temperature: \"") && plain.path == "composed");
    }

    #[test]
    fn odd_requests_are_answered() {
        for task in [
            "",
            "   ",
            "pin",
            "pins 5,",
            "every",
            "\"",
            "“",
            "🦀 on pin 🦀",
            "blink pin 99999999999999999999",
            "blink GPIO999",
            "blink an LED every 0 s",
            "blink 0 times a second",
            "servo to 999999999999 degrees",
            "http://",
            "blink \u{0} LED",
            "LED LED LED LED",
        ] {
            for (board, language) in [("uno", Language::Arduino), ("rpipicow", Language::MicroPython)] {
                if let Ok(generated) = ask(board, language, task) {
                    assert!(generated.findings.iter().all(|finding| finding.severity < Severity::Error), "{task}");
                }
            }
        }
    }

    #[test]
    fn the_same_request_gives_the_same_bytes() {
        let ask = || format!("{:?}", ask("esp32dev", Language::Arduino, "read a BME280 every 5 s and print the pressure"));
        assert_eq!(ask(), ask());
    }
}
