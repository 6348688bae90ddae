//! Which recipe a request means: BM25 over titles, phrasings and parts, and named parts as a hard filter.

use std::sync::OnceLock;

use bm25::{DefaultTokenizer, Document, Language, SearchEngine, SearchEngineBuilder, Tokenizer};
use boards::{RuntimeKind, Tables, Target};
use rustc_hash::FxHashSet;

use super::Refused;
use super::recipe::{Need, Recipe, recipes};
use super::request::Request;
use super::words::{Kind, tokens};

/// Least share of a request's telling words that its recipe must know.
const MIN_COVERAGE: f32 = 0.4;

struct Index {
    engine: SearchEngine<usize>,
    /// Stems of each recipe.
    stems: Vec<FxHashSet<String>>,
    /// Stems of each phrasing and of the title, of each recipe.
    phrasings: Vec<Vec<FxHashSet<String>>>,
    /// Words that name parts, of each recipe.
    parts: Vec<FxHashSet<String>>,
}

fn tokenizer() -> &'static DefaultTokenizer {
    static TOKENIZER: OnceLock<DefaultTokenizer> = OnceLock::new();
    TOKENIZER.get_or_init(|| DefaultTokenizer::new(Language::English))
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let texts: Vec<String> = recipes().iter().map(|recipe| plain(&described(recipe))).collect();
        let documents = texts.iter().enumerate().map(|(id, text)| Document::new(id, text.clone()));
        let stems = |text: &String| tokenizer().tokenize(text).into_iter().collect();
        let phrasings = |recipe: &Recipe| recipe.phrasings.iter().chain([&recipe.title]).map(|phrasing| telling_stems(phrasing)).collect();
        Index {
            engine: SearchEngineBuilder::with_documents(Language::English, documents).build(),
            stems: texts.iter().map(stems).collect(),
            phrasings: recipes().iter().map(phrasings).collect(),
            parts: recipes().iter().map(|recipe| recipe.parts.iter().map(|part| part.replace('-', "")).collect()).collect(),
        }
    })
}

/// Everything that describes a recipe; parts count twice.
fn described(recipe: &Recipe) -> String {
    let parts = recipe.parts.join(" ");
    format!("{}\n{}\n{parts}\n{parts}", recipe.title, recipe.phrasings.join("\n"))
}

/// The words of a text as the index spells them.
fn plain(text: &str) -> String {
    let words: Vec<String> = tokens(text).into_iter().filter(|token| token.kind == Kind::Word).map(|token| token.word).collect();
    words.join(" ")
}

/// A recipe and what else the request may want.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) recipe: &'static Recipe,
    /// What of the request no part of the recipe covers, in sentences.
    pub(crate) notes: Vec<String>,
}

/// The recipe that the request means.
///
/// # Errors
/// [`Refused`] when none comes close, or when the request names a part that none knows.
pub(crate) fn retrieve(request: &Request, target: &Target) -> Result<Found, Refused> {
    let index = index();
    let telling = telling_words(request, target);
    let query = telling.join(" ");
    let mut ranked: Vec<(usize, f32)> =
        index.engine.search(&query, None).into_iter().map(|result| (result.document.id, result.score)).collect();
    // A request that is put as one of the phrasings means that recipe, however often its words occur elsewhere.
    let wanted: FxHashSet<String> = telling_stems(&query);
    let best = ranked.iter().map(|(_, score)| *score).fold(0.0, f32::max);
    // More than triple it cannot get: what lies further below stays there.
    for (id, score) in ranked.iter_mut().filter(|(_, score)| *score * 3.0 >= best) {
        let closest = index.phrasings[*id].iter().map(|phrasing| likeness(&wanted, phrasing)).fold(0.0, f32::max);
        *score *= 1.0 + 2.0 * closest;
    }
    // Equal scores fall to the recipe whose name comes first, on every run.
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));

    let (known, unknown): (Vec<&String>, Vec<&String>) =
        telling.iter().filter(|word| is_part_number(word)).partition(|word| index.parts.iter().any(|parts| parts.contains(*word)));
    if let (Some(part), true) = (unknown.first(), known.is_empty()) {
        return Err(Refused { reason: format!("no recipe knows the part {}", part.to_uppercase()), alternative: closest(part, &ranked) });
    }
    let has_parts = |id: &usize| known.iter().all(|part| index.parts[*id].contains(*part));
    let candidates = ranked.iter().filter(|(id, _)| has_parts(id));
    let Some(&(best, _)) = candidates.clone().next() else {
        let reason = match known.as_slice() {
            [] => "no recipe has anything to do with this request".to_owned(),
            parts => format!("no single recipe covers {}", parts.iter().map(|part| part.to_uppercase()).collect::<Vec<_>>().join(" and ")),
        };
        return Err(Refused { reason, alternative: closest(&query, &ranked) });
    };

    let stems: Vec<(String, String)> =
        telling.iter().filter_map(|word| Some((tokenizer().tokenize(word).into_iter().next()?, word.clone()))).collect();
    let covered = stems.iter().filter(|(stem, _)| index.stems[best].contains(stem)).count();
    let coverage = covered as f32 / stems.len().max(1) as f32;
    if coverage < MIN_COVERAGE && known.is_empty() {
        let strange: Vec<&str> =
            stems.iter().filter(|(stem, _)| !index.stems[best].contains(stem)).map(|(_, word)| word.as_str()).take(4).collect();
        return Err(Refused {
            reason: format!("no recipe knows what to do with “{}”", strange.join(" ")),
            alternative: closest(&query, &ranked),
        });
    }

    // A part that only another recipe knows was asked for as well.
    let mut notes = Vec::new();
    for word in &telling {
        let elsewhere = (0..index.parts.len()).find(|id| index.parts[*id].contains(word));
        let stem = tokenizer().tokenize(word);
        if let Some(other) = elsewhere
            && !index.parts[best].contains(word)
            && !stem.iter().all(|stem| index.stems[best].contains(stem))
            && !recipes()[best].pins.iter().any(|pin| pin.words.contains(word))
        {
            notes.push(format!("“{word}” is not part of this program; ask for it by itself (“{}”)", recipes()[other].title));
        }
    }
    notes.dedup();
    Ok(Found { recipe: &recipes()[best], notes })
}

/// Stems of the words of a text that say what is wanted.
fn telling_stems(text: &str) -> FxHashSet<String> {
    let words: Vec<String> = plain_words(&Request::read(text)).cloned().collect();
    tokenizer().tokenize(&words.join(" ")).into_iter().collect()
}

/// Share of the words of two texts that both have.
fn likeness(one: &FxHashSet<String>, other: &FxHashSet<String>) -> f32 {
    let common = one.intersection(other).count();
    common as f32 / (one.len() + other.len() - common).max(1) as f32
}

/// Words that every request has.
const FILLER: [&str; 62] = [
    "a",
    "an",
    "the",
    "and",
    "or",
    "to",
    "of",
    "on",
    "in",
    "at",
    "with",
    "from",
    "for",
    "it",
    "is",
    "that",
    "my",
    "me",
    "please",
    "write",
    "make",
    "create",
    "generate",
    "give",
    "program",
    "sketch",
    "code",
    "script",
    "example",
    "simple",
    "small",
    "arduino",
    "micropython",
    "python",
    "cpp",
    "pin",
    "pins",
    "gpio",
    "using",
    "use",
    "connected",
    "attached",
    "wired",
    "via",
    "then",
    "when",
    "each",
    "every",
    "i",
    "want",
    "need",
    "which",
    "this",
    "do",
    "does",
    "its",
    "by",
    "s",
    "times",
    "per",
    "into",
    "board",
];

/// Words that say what is wanted: no numbers, pins, boards, units, or words that every request has.
fn telling_words(request: &Request, target: &Target) -> Vec<String> {
    let own: Vec<String> =
        tokens(&format!("{} {} {}", target.board.id, target.board.name, target.chip.name)).into_iter().map(|token| token.word).collect();
    plain_words(request).filter(|word| !own.contains(word) && !is_board(word)).cloned().collect()
}

/// Words that are no numbers, pins, times, or words that every request has.
fn plain_words(request: &Request) -> impl Iterator<Item = &String> {
    let is_time = |index: usize| request.durations.iter().any(|duration| duration.at.contains(&index));
    let is_pin = |index: usize| request.pins.iter().any(|pin| pin.at == index);
    let words =
        request.tokens.iter().enumerate().filter(move |(index, token)| token.kind == Kind::Word && !is_time(*index) && !is_pin(*index));
    words.map(|(_, token)| &token.word).filter(|word| !FILLER.contains(&word.as_str()))
}

/// Letters followed by digits, as parts are numbered: `dht22`, `ssd1306`; not `i2c` or `uart1`.
fn is_part_number(word: &str) -> bool {
    let letters = word.chars().take_while(char::is_ascii_lowercase).count();
    let digits = word.chars().filter(char::is_ascii_digit).count();
    letters >= 2 && digits >= 2 && word.chars().all(|c| c.is_ascii_alphanumeric())
}

fn is_board(word: &str) -> bool {
    const CHIPS: [&str; 8] = ["esp", "rp", "stm", "atmega", "samd", "nrf", "attiny", "mega"];
    let stem = word.trim_end_matches(|c: char| c.is_ascii_alphanumeric() && !c.is_ascii_lowercase());
    CHIPS.iter().any(|chip| word.strip_prefix(chip).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())))
        || (!stem.is_empty() && Tables::embedded().board(word).is_ok())
}

/// The closest thing that can be done, as a sentence.
fn closest(query: &str, ranked: &[(usize, f32)]) -> String {
    let by_name = || {
        // `bme680` is near `bme280`: parts of one maker share their letters.
        let letters: String = query.chars().take_while(char::is_ascii_alphabetic).collect();
        let shares =
            |recipe: &&Recipe| recipe.parts.iter().any(|part| is_part_number(part) && letters.len() > 1 && part.starts_with(&letters));
        recipes().iter().find(shares)
    };
    match by_name().or_else(|| ranked.first().map(|(id, _)| &recipes()[*id])) {
        Some(recipe) => format!("the nearest recipe is “{}”; ask for instance: {}", recipe.title, recipe.phrasings[0]),
        None => format!("ask for one part and one action, for instance: {}", recipes()[0].phrasings[0]),
    }
}

/// Whether the board can run the recipe in the target's language.
///
/// # Errors
/// [`Refused`] with the reason and what could be done instead.
pub(crate) fn permit(recipe: &Recipe, target: &Target, language: document::Language) -> Result<(), Refused> {
    let board = &target.board.name;
    for need in &recipe.needs {
        if !has(target, *need) {
            return Err(Refused {
                reason: format!("{board} has no {}", what(*need)),
                alternative: match boards_with(*need, target.runtime.kind).as_slice() {
                    [] => "another board".to_owned(),
                    boards => format!("the same task on a board with one: {}", boards.join(", ")),
                },
            });
        }
    }
    let Some(_) = recipe.body(language) else {
        return Err(Refused {
            reason: format!("there is no {} version of “{}”", language.name(), recipe.title),
            alternative: "the other language on the same board".to_owned(),
        });
    };
    let support = recipe.support(language);
    if !support.includes(target.chip.family) {
        return Err(Refused { reason: format!("{board}: {}", support.reason), alternative: support.alternative.clone() });
    }
    if let Some(name) = support.requires.iter().find(|name| target.runtime.api.is_lacking(name)) {
        return Err(Refused {
            reason: format!("{} lacks the hardware behind {name}", target.chip.name),
            alternative: "the same task on a board whose chip has it, for instance `esp32dev`".to_owned(),
        });
    }
    Ok(())
}

/// Whether the tables say that the board has it.
fn has(target: &Target, need: Need) -> bool {
    match need {
        Need::Wifi => target.has_radio("wifi"),
        Need::Bluetooth => (target.has_radio("ble") || target.has_radio("bluetooth")) && !target.runtime.api.is_lacking("bluetooth"),
        Need::Can => target.routes_freely("can") || target.pins.iter().any(|pin| pin.functions.iter().any(|name| name.starts_with("can"))),
    }
}

fn what(need: Need) -> &'static str {
    match need {
        Need::Wifi => "Wi-Fi radio",
        Need::Bluetooth => "Bluetooth radio",
        Need::Can => "CAN controller",
    }
}

/// Well-known boards that have it, and that this kind of program runs on.
fn boards_with(need: Need, kind: RuntimeKind) -> Vec<String> {
    let tables = Tables::embedded();
    let has_it = |board: &&&str| tables.target(board, kind, None).is_ok_and(|target| has(&target, need));
    ["esp32dev", "rpipicow", "nodemcuv2", "esp32-c3-devkitm-1"].iter().filter(has_it).map(|board| format!("`{board}`")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recipe(board: &str, text: &str) -> String {
        let target = Tables::embedded().target(board, RuntimeKind::Arduino, None).expect("the board");
        match retrieve(&Request::read(text), &target) {
            Ok(found) => found.recipe.name.clone(),
            Err(refused) => format!("{} → {}", refused.reason, refused.alternative),
        }
    }

    /// Every phrasing finds its own recipe.
    #[test]
    fn phrasings_find_home() {
        let mut lost = Vec::new();
        for candidate in recipes() {
            for phrasing in candidate.phrasings.iter().chain([&candidate.title]) {
                let found = recipe("uno", phrasing);
                if found != candidate.name {
                    lost.push(format!("{}: “{phrasing}” found {found}", candidate.name));
                }
            }
        }
        assert!(lost.is_empty(), "{}", lost.join("\n"));
    }

    #[test]
    fn words_that_no_recipe_has_written() {
        for (text, name) in [
            ("Blink an LED on pin 5 every 2 s", "blink-led"),
            ("write an Arduino sketch that flashes the onboard led twice per second", "blink-led"),
            ("when the button on pin 2 is pressed, toggle the LED", "button-debounce"),
            ("read the DHT11 on D4 and print temperature", "dht-temperature"),
            ("get the humidity and temperature of my room with a DHT22 each 5 seconds", "dht-temperature"),
            ("make a servo go from 20 to 160 degrees", "servo-sweep"),
            ("slowly fade a led on pin 9", "fade-led"),
            ("read HC-SR04 distance with trig on 5 and echo on 18", "hcsr04-distance"),
            ("show 'Hello' on the OLED", "ssd1306-hello"),
            ("connect my esp32 to the wifi network", "wifi-connect"),
            ("send a MQTT message to topic home/attic every minute", "mqtt-publish"),
            ("print the value of a potentiometer", "potentiometer-serial"),
            ("deep sleep 5 minutes", "deep-sleep"),
            ("rainbow animation on 12 WS2812 leds", "neopixel-rainbow"),
            ("scan i2c", "i2c-scanner"),
            ("stepper motor 28BYJ-48 full turn", "stepper-28byj"),
        ] {
            assert_eq!(recipe("uno", text), name, "{text}");
        }
    }

    #[test]
    fn what_nobody_knows_is_refused_with_the_nearest() {
        let refused = recipe("uno", "read a BME680 gas sensor");
        assert!(
            refused.starts_with(
                "no recipe knows the part BME680 → the nearest recipe is “Read temperature, humidity and pressure from a BME280”"
            ),
            "{refused}"
        );
        for text in ["bake a chocolate cake", "drive a VGA monitor in text mode", "play chess against the user", ""] {
            assert!(recipe("uno", text).contains(" → "), "{text}: {}", recipe("uno", text));
        }
    }

    #[test]
    fn parts_of_other_recipes_are_said() {
        let target = Tables::embedded().target("uno", RuntimeKind::Arduino, None).expect("the board");
        let found = retrieve(&Request::read("read a DHT22 and switch a relay"), &target).expect("a recipe");
        assert_eq!(found.recipe.name, "dht-temperature");
        assert_eq!(found.notes, ["“relay” is not part of this program; ask for it by itself (“Switch a relay on a timer”)"]);
    }

    #[test]
    fn a_board_without_radio() {
        let target = Tables::embedded().target("uno", RuntimeKind::Arduino, None).expect("the board");
        let wifi = recipes().iter().find(|recipe| recipe.name == "wifi-connect").expect("the recipe");
        let refused = permit(wifi, &target, document::Language::Arduino).expect_err("a refusal");
        assert_eq!(refused.reason, "Arduino UNO has no Wi-Fi radio");
        assert!(refused.alternative.contains("`esp32dev`"));
    }
}
