//! Which recipe a request means: BM25 over titles, phrasings and parts, and named parts as a hard filter.

use std::cell::RefCell;
use std::sync::OnceLock;

use bm25::{DefaultTokenizer, Document, Language, SearchEngine, SearchEngineBuilder, Tokenizer};
use boards::{RuntimeKind, Tables, Target};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Refused;
use super::pins;
use super::program::{Plan, Wish};
use super::recipe::{Need, Recipe, recipes};
use super::request::Request;
use super::spelling;
use super::values;
use super::words::{Kind, Token, tokens};

/// Least share of a request's telling words that its recipe must know.
const MIN_COVERAGE: f32 = 0.4;
/// Share from which one recipe is taken for a request of several clauses.
const MIN_WHOLE: f32 = 0.85;
/// Most recipes in one program.
const MAX_PARTS: usize = 4;
/// What remains of a recipe's score for each pin, time or text of the request that it has no use for.
const UNUSED: f32 = 0.7;

struct Index {
    engine: SearchEngine<usize>,
    /// Stems of each recipe.
    stems: Vec<FxHashSet<String>>,
    /// Stems of each phrasing and of the title, of each recipe.
    phrasings: Vec<Vec<FxHashSet<String>>>,
    /// Words that name parts, of each recipe.
    parts: Vec<FxHashSet<String>>,
    /// Every word that means something here, sorted.
    vocabulary: Vec<String>,
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
        let stems =
            |(text, recipe): (&String, &Recipe)| tokenizer().tokenize(&format!("{text}\n{}", known_words(recipe))).into_iter().collect();
        let phrasings = |recipe: &Recipe| recipe.phrasings.iter().chain([&recipe.title]).map(|phrasing| telling_stems(phrasing)).collect();
        let mut vocabulary: Vec<String> = recipes()
            .iter()
            .flat_map(|recipe| tokens(&format!("{}\n{}", described(recipe), known_words(recipe))))
            .filter(|token| token.kind == Kind::Word)
            .map(|token| token.word)
            .chain(synonyms().keys().map(|word| (*word).to_owned()))
            .chain(ACTIONS.iter().chain(&JOINTS).chain(&REPORTS).chain(&FILLER).map(|word| (*word).to_owned()))
            .collect();
        vocabulary.sort();
        vocabulary.dedup();
        Index {
            phrasings: recipes().iter().map(phrasings).collect(),
            engine: SearchEngineBuilder::with_documents(Language::English, documents).build(),
            stems: texts.iter().zip(recipes()).map(stems).collect(),
            parts: recipes().iter().map(|recipe| recipe.parts.iter().map(|part| part.replace('-', "")).collect()).collect(),
            vocabulary,
        }
    })
}

/// Everything that describes a recipe; parts count twice.
fn described(recipe: &Recipe) -> String {
    let parts = recipe.parts.join(" ");
    format!("{}\n{}\n{parts}\n{parts}", recipe.title, recipe.phrasings.join("\n"))
}

/// Words that a request may use of a recipe beyond those that find it: of its pins, values and results.
fn known_words(recipe: &Recipe) -> String {
    let pins = recipe.pins.iter().flat_map(|pin| &pin.words);
    let values = recipe.values.iter().flat_map(|value| value.words.iter().chain(&value.units).chain(value.options.keys()));
    let results = recipe.provides.iter().flat_map(|value| value.words.iter().chain([&value.name]));
    pins.chain(values).chain(results).map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn synonyms() -> &'static FxHashMap<&'static str, &'static str> {
    static SYNONYMS: OnceLock<FxHashMap<&'static str, &'static str>> = OnceLock::new();
    SYNONYMS.get_or_init(|| include_str!("synonyms.tsv").lines().filter_map(|line| line.split_once('\t')).collect())
}

/// Another word for the same thing, where recipes use that one.
fn synonym(word: &str) -> Option<&'static str> {
    synonyms().get(word).copied()
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

/// How well the best recipe fits some words.
struct Fit {
    /// Index of the recipe.
    id: usize,
    /// Share of the telling words that it knows.
    coverage: f32,
}

/// Recipes by how well they match, best first. Equal scores fall to the one whose name comes first.
fn ranked(telling: &[String]) -> Vec<(usize, f32)> {
    let other = telling.iter().filter_map(|word| synonym(word)).filter(|word| !telling.iter().any(|known| known == word));
    let query: Vec<&str> = telling.iter().map(String::as_str).chain(other).collect();
    let found = index().engine.search(&query.join(" "), None);
    let mut ranked: Vec<(usize, f32)> = found.into_iter().map(|result| (result.document.id, result.score)).collect();
    // A request that is put as one of the phrasings means that recipe, however often its words occur elsewhere.
    let wanted: FxHashSet<String> = telling.iter().filter_map(|word| stem(word)).collect();
    let best = ranked.iter().map(|(_, score)| *score).fold(0.0, f32::max);
    // More than triple it cannot get: what lies further below stays there.
    for (id, score) in ranked.iter_mut().filter(|(_, score)| *score * 3.0 >= best) {
        let closest = index().phrasings[*id].iter().map(|phrasing| likeness(&wanted, phrasing)).fold(0.0, f32::max);
        *score *= 1.0 + 2.0 * closest;
    }
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    ranked
}

/// Stems of the words of a text that say what is wanted.
fn telling_stems(text: &str) -> FxHashSet<String> {
    let request = Request::read(text);
    plain_words(&request, 0..request.tokens.len()).filter_map(|word| stem(word)).collect()
}

/// Share of the words of two texts that both have.
fn likeness(one: &FxHashSet<String>, other: &FxHashSet<String>) -> f32 {
    let common = one.intersection(other).count();
    common as f32 / (one.len() + other.len() - common).max(1) as f32
}

/// Whether the word names the part of some recipe.
pub(crate) fn names_part(word: &str) -> bool {
    index().parts.iter().any(|parts| parts.contains(word))
}

/// What a request names that only some recipes have a use for.
#[derive(Debug, Default)]
struct Named {
    n_pins: usize,
    /// The request, where it names times, texts or addresses of its own.
    values: Option<Request>,
}

impl Named {
    /// What these tokens name.
    fn of(tokens: &[Token]) -> Self {
        let request = Request::of(tokens.to_vec());
        let is_value = |token: &Token| matches!(token.kind, Kind::Quoted | Kind::Url) || is_path(token);
        let n_pins = request.pins.len();
        let has_values = !request.durations.is_empty() || request.tokens.iter().any(is_value);
        Self { n_pins, values: has_values.then_some(request) }
    }

    /// How many of the pins and values the recipe has no use for.
    fn unused(&self, recipe: &Recipe) -> usize {
        let pins = self.n_pins.saturating_sub(recipe.pins.len());
        let Some(request) = &self.values else { return pins };
        // What a recipe uses is marked: each begins with nothing marked.
        let request = Request::of(request.tokens.clone());
        values::fill(recipe, &request, |_| true);
        let times = request.durations.iter().filter(|duration| request.is_free(duration.at.start)).count();
        let is_text = |token: &Token| matches!(token.kind, Kind::Quoted | Kind::Url) || is_path(token);
        let texts = request.tokens.iter().enumerate().filter(|(index, token)| is_text(token) && request.is_free(*index)).count();
        pins + times + texts
    }
}

/// `attic/climate`: the name of a topic or a file.
fn is_path(token: &Token) -> bool {
    token.kind == Kind::Word && token.raw.split('/').filter(|part| part.len() > 1).count() > 1
}

/// The recipe that fits best among those that know all named parts and run on the target.
fn fit(telling: &[String], wanted: &Named, permitted: &dyn Fn(usize) -> bool) -> Option<Fit> {
    let index = index();
    let named: Vec<&String> = telling.iter().filter(|word| index.parts.iter().any(|parts| parts.contains(*word))).collect();
    let knows = |id: usize, word: &String| index.parts[id].contains(word) || stem(word).is_some_and(|stem| index.stems[id].contains(&stem));
    let candidates = ranked(telling).into_iter().take(12).filter(|(id, _)| named.iter().all(|part| knows(*id, part)));
    let share = |id: usize, words: &[&String]| words.iter().filter(|word| is_known(id, word)).count() as f32 / words.len().max(1) as f32;
    let content: Vec<&String> = telling.iter().filter(|word| stem(word).is_some()).collect();
    let coverage = |id: usize| share(id, &content);
    // How it is told says little about what is wanted.
    let matter: Vec<&String> = content.iter().copied().filter(|word| !REPORTS.contains(&word.as_str())).collect();
    let mut best: Option<(usize, f32)> = None;
    // Those that the board cannot run, best first.
    let mut blocked = Vec::new();
    for (id, score) in candidates {
        if !permitted(id) {
            blocked.push(id);
        }
        // A recipe that this board cannot run gives way to one that it can, and one that has no use
        // for the pins and values that are named to one that has.
        let score = if permitted(id) { score } else { score * 0.5 };
        let score = score * (0.8 + 0.2 * share(id, &matter));
        let score = score * UNUSED.powi(wanted.unused(&recipes()[id]).min(3) as i32);
        if best.is_none_or(|(_, known)| score > known) {
            best = Some((id, score));
        }
    }
    let (id, _) = best?;
    let fit = Fit { id, coverage: coverage(id) };
    // "A Bluetooth keyboard" on a board without Bluetooth is no piano: where another recipe knows every
    // word and this one does not, the board cannot do what is wanted.
    let whole = blocked.into_iter().find(|id| fit.coverage < MIN_WHOLE && coverage(*id) >= 1.0);
    Some(whole.map_or(fit, |id| Fit { id, coverage: 1.0 }))
}

/// Whether the recipe knows the word or another one for the same thing.
fn is_known(id: usize, word: &str) -> bool {
    let has = |word: &str| stem(word).is_none_or(|stem| index().stems[id].contains(&stem));
    has(word) || synonym(word).is_some_and(has)
}

/// Whether the word stands before or after a value of the recipe, or names one of its lines.
fn is_value_word(id: usize, word: &str) -> bool {
    let recipe = &recipes()[id];
    recipe.values.iter().any(|value| value.words.iter().chain(&value.units).any(|known| known == word))
        || recipe.pins.iter().any(|pin| pins::names(&pin.words, word))
}

/// Whether a clause is a wish of its own: it names the part of a recipe or a pin, tells what has to hold, or
/// is put as a recipe's phrasing is.
fn stands_alone(fit: &Fit, content: &[String], request: &Request, clause: &std::ops::Range<usize>) -> bool {
    /// Share of words that a wish has in common with a phrasing of its recipe.
    const MIN_LIKENESS: f32 = 0.5;
    let parts = &index().parts[fit.id];
    let names_part = content.iter().any(|word| parts.contains(word) || synonym(word).is_some_and(|word| parts.contains(word)));
    let names_pin = request.pins.iter().any(|pin| clause.contains(&pin.at));
    let is_condition = matches!(request.tokens[clause.start].word.as_str(), "if" | "when" | "whenever" | "while" | "after");
    let tells = is_condition && !recipes()[fit.id].provides.is_empty();
    if names_part || names_pin || tells {
        return fit.coverage >= MIN_COVERAGE;
    }
    let words: FxHashSet<String> = content.iter().filter_map(|word| stem(word)).collect();
    content.len() > 1
        && fit.coverage >= MIN_WHOLE
        && index().phrasings[fit.id].iter().any(|phrasing| likeness(&words, phrasing) >= MIN_LIKENESS)
}

/// The stem of a word; none of a word such as `the`.
fn stem(word: &str) -> Option<String> {
    /// Words beyond those of the recipes that are remembered.
    const MOST: usize = 4096;
    thread_local! {
        static STEMS: RefCell<FxHashMap<String, Option<String>>> = RefCell::default();
    }
    STEMS.with_borrow_mut(|stems| {
        if let Some(stem) = stems.get(word) {
            return stem.clone();
        }
        let stem = tokenizer().tokenize(word).into_iter().next();
        if stems.len() >= MOST {
            stems.clear();
        }
        stems.insert(word.to_owned(), stem.clone());
        stem
    })
}

/// Words that begin something new within a request.
const ACTIONS: [&str; 38] = [
    "turn", "switch", "toggle", "blink", "flash", "light", "sound", "play", "beep", "publish", "send", "show", "display", "print", "log",
    "read", "measure", "move", "sweep", "open", "close", "start", "write", "store", "save", "post", "report", "ring", "fade", "control",
    "drive", "set", "notify", "count", "detect", "upload", "record", "activate",
];

/// Words between two things that are wanted.
const JOINTS: [&str; 14] = ["and", "then", "when", "whenever", "if", "while", "plus", "also", "but", "&", "+", ",", ";", "after"];

/// Telling a person on the serial console is what nearly every recipe does by itself.
const REPORTS: [&str; 22] = [
    "print", "prints", "log", "logs", "serial", "console", "monitor", "terminal", "report", "reports", "show", "output", "values", "value",
    "readings", "result", "results", "port", "baud", "bps", "usb", "rate",
];

/// Whether a word opens a clause: `show`, `shows`, `shown`, `published`. Nouns such as `readings` do not.
fn is_action(word: &str) -> bool {
    const FORMS: [&str; 16] = [
        "shown",
        "sent",
        "written",
        "shows",
        "sends",
        "writes",
        "publishes",
        "opens",
        "closes",
        "plays",
        "stores",
        "saves",
        "posts",
        "prints",
        "uploads",
        "beeps",
    ];
    let root = |ending: &str| word.strip_suffix(ending).filter(|root| ACTIONS.contains(root));
    ACTIONS.contains(&word) || FORMS.contains(&word) || root("ed").is_some() || root("d").is_some()
}

/// The request in clauses, as ranges of tokens.
fn clauses(request: &Request, target: &Target) -> Vec<std::ops::Range<usize>> {
    let mut clauses: Vec<std::ops::Range<usize>> = Vec::new();
    let mut start = 0;
    let says_something = |range: std::ops::Range<usize>| !telling_in(request, target, range).is_empty();
    let mut depth = 0_usize;
    for (at, token) in request.tokens.iter().enumerate() {
        match token.word.as_str() {
            "(" => depth += 1,
            ")" => depth = depth.saturating_sub(1),
            _ => {}
        }
        // `8, 9, 10`, `on 2 and 3`, `(CLK 18, DIO 19)`: one thing.
        let is_listed = |index: usize| {
            let is_pin = request.pins.iter().any(|pin| pin.at == index);
            is_pin || request.tokens.get(index).is_some_and(|token| matches!(token.kind, Kind::Number(_)))
        };
        let in_list = depth > 0 || at > 0 && is_listed(at - 1) && is_listed(at + 1);
        let is_joint = JOINTS.contains(&token.word.as_str()) && token.kind != Kind::Quoted && !in_list;
        // `one full turn right`: a noun.
        let is_noun = at > 0 && {
            let before = &request.tokens[at - 1];
            matches!(before.word.as_str(), "a" | "an" | "the" | "full" | "half" | "each" | "my")
                || matches!(before.kind, Kind::Number(_)) && !request.pins.iter().any(|pin| pin.at == at - 1)
        };
        let is_action = is_action(&token.word) && !is_noun && depth == 0;
        // A verb opens a clause only when something has been said before it.
        if at > start && (is_joint || is_action) && says_something(start..at) {
            clauses.push(start..at);
            start = at;
        }
    }
    clauses.push(start..request.tokens.len());
    let clauses: Vec<std::ops::Range<usize>> = clauses.into_iter().flat_map(|clause| by_parts(request, clause)).collect();
    // What says nothing by itself belongs to what came before.
    let mut joined: Vec<std::ops::Range<usize>> = Vec::new();
    for clause in clauses {
        match joined.last_mut() {
            Some(last) if !says_something(clause.clone()) => last.end = clause.end,
            _ => joined.push(clause),
        }
    }
    joined
}

/// A clause that names parts which no recipe has together, cut before the later ones: "the temperature
/// of a DHT22 | on an SSD1306".
fn by_parts(request: &Request, clause: std::ops::Range<usize>) -> Vec<std::ops::Range<usize>> {
    const LINKS: [&str; 27] = [
        "on", "to", "by", "over", "via", "with", "onto", "from", "of", "in", "at", "a", "an", "the", "my", "using", "into", "through",
        "and", "controls", "control", "drives", "moves", "turns", "toggles", "switches", "16x2",
    ];
    let index = index();
    // Recipes that have the part, and those that speak of it.
    let owners = |word: &str| -> Vec<usize> {
        let is_part = index.parts.iter().any(|parts| parts.contains(word));
        (0..index.parts.len()).filter(|id| is_part && (index.parts[*id].contains(word) || is_known(*id, word))).collect()
    };
    let mut ranges = Vec::new();
    let mut start = clause.start;
    // Recipes that know every part named so far.
    let mut common: Option<Vec<usize>> = None;
    for at in clause.clone() {
        let token = &request.tokens[at];
        let own = owners(&token.word);
        if token.kind != Kind::Word || own.is_empty() {
            continue;
        }
        let shared: Vec<usize> = match &common {
            None => own.clone(),
            Some(common) => common.iter().copied().filter(|id| own.contains(id) || is_known(*id, &token.word)).collect(),
        };
        if !shared.is_empty() {
            common = Some(shared);
            continue;
        }
        let mut cut = at;
        while cut > start + 1 && LINKS.contains(&request.tokens[cut - 1].word.as_str()) {
            cut -= 1;
        }
        ranges.push(start..cut);
        start = cut;
        common = Some(own);
    }
    ranges.push(start..clause.end);
    ranges
}

/// What the request wants: one recipe where one covers it, several where it takes several.
///
/// # Errors
/// [`Refused`] when none comes close, or when the request names a part that none knows.
pub(crate) fn plan(task: &str, target: &Target, language: document::Language) -> Result<Plan, Refused> {
    let (words, mended) = spelling::mended(tokens(task), &index().vocabulary);
    let request = Request::of(words);
    let permitted = |id: usize| is_permitted(&recipes()[id], target, language);
    let whole = telling_in(&request, target, 0..request.tokens.len());
    let clauses = clauses(&request, target);
    let fits_whole = fit(&whole, &Named::of(&request.tokens), &permitted);
    let covers = |fit: &Fit| fit.coverage >= MIN_WHOLE && whole.iter().all(|word| is_known(fit.id, word) || !names_part(word));
    if clauses.len() < 2 || fits_whole.as_ref().is_some_and(covers) {
        let found = retrieve(&request, &whole, &whole, target, language)?;
        let mut plan = Plan { wishes: vec![Wish { recipe: found.recipe, tokens: request.tokens }], notes: mended };
        plan.notes.extend(found.notes);
        add_partners(&mut plan, target, &permitted);
        lacks_radio(&plan, &whole, target)?;
        return Ok(plan);
    }
    let mut plan = Plan { wishes: Vec::new(), notes: mended };
    let groups = groups(&request, clauses, target, &permitted);
    let n_groups = groups.len();
    // What said nothing yet: "somebody comes in: the PIR on D5 …".
    let mut pending: Vec<Token> = Vec::new();
    for (number, group) in groups.into_iter().enumerate() {
        let mut tokens = std::mem::take(&mut pending);
        tokens.extend(group.ranges.into_iter().flat_map(|range| request.tokens[range].iter().cloned()));
        match retrieve(&Request::of(tokens.clone()), &group.words, &group.firm, target, language) {
            Ok(found) => {
                match plan.wishes.iter_mut().find(|wish| std::ptr::eq(wish.recipe, found.recipe)) {
                    Some(wish) => wish.tokens.extend(tokens),
                    None => plan.wishes.push(Wish { recipe: found.recipe, tokens }),
                }
                plan.notes.extend(found.notes);
            }
            Err(refused) => match plan.wishes.last_mut().filter(|_| !refused.reason.contains("knows the part")) {
                Some(wish) => {
                    let words: Vec<&str> = tokens.iter().map(|token| token.raw.as_str()).collect();
                    plan.notes.push(format!("“{}” was not understood: {}", words.join(" "), refused.reason));
                    wish.tokens.extend(tokens);
                }
                None if number + 1 < n_groups && !refused.reason.contains("knows the part") => pending = tokens,
                None => return Err(refused),
            },
        }
    }
    add_partners(&mut plan, target, &permitted);
    lacks_radio(&plan, &whole, target)?;
    // What one part has by itself is no remark about the others.
    let names: Vec<&str> = plan.wishes.iter().map(|wish| wish.recipe.title.as_str()).collect();
    plan.notes.retain(|note| !names.iter().any(|title| note.contains(title)));
    if plan.wishes.len() > MAX_PARTS {
        return Err(Refused {
            reason: format!("this asks for {} things at once", plan.wishes.len()),
            alternative: format!("ask for up to {MAX_PARTS} in one program, for instance: {}", names[..MAX_PARTS].join("; ")),
        });
    }
    Ok(plan)
}

/// Words of the plan that mean nothing to any recipe: what things are called in the user's world.
/// Verbs and adverbs are left out as far as their endings tell.
pub(crate) fn names(plan: &Plan, target: &Target) -> Vec<String> {
    let is_known = |word: &str| index().vocabulary.binary_search_by(|known| known.as_str().cmp(word)).is_ok();
    let mut names = Vec::new();
    for wish in &plan.wishes {
        let request = Request::of(wish.tokens.clone());
        for word in telling_in(&request, target, 0..request.tokens.len()) {
            let is_plain = word.len() > 2 && word.chars().all(|c| c.is_ascii_lowercase());
            let is_noun = !["ly", "ing", "ed", "es"].iter().any(|ending| word.ends_with(ending));
            let means_something =
                is_known(&word) || plan.wishes.iter().any(|wish| number_of(wish.recipe).is_some_and(|id| self::is_known(id, &word)));
            if is_plain && is_noun && !means_something && !names.contains(&word) {
                names.push(word);
            }
        }
    }
    names
}

/// Refuses where the words name a radio that the board lacks and no part of the plan has anything to do
/// with: "a Bluetooth keyboard" is no piano with buttons.
fn lacks_radio(plan: &Plan, words: &[String], target: &Target) -> Result<(), Refused> {
    const RADIOS: [(&str, Need); 5] =
        [("bluetooth", Need::Bluetooth), ("ble", Need::Bluetooth), ("wifi", Need::Wifi), ("wlan", Need::Wifi), ("internet", Need::Wifi)];
    for (word, need) in RADIOS {
        let is_met = || plan.wishes.iter().any(|wish| number_of(wish.recipe).is_some_and(|id| is_known(id, word)));
        if words.iter().any(|known| known == word) && !has(target, need) && !is_met() {
            return Err(lacking(need, target));
        }
    }
    Ok(())
}

/// Index of a recipe in the index.
fn number_of(recipe: &'static Recipe) -> Option<usize> {
    recipes().iter().position(|known| std::ptr::eq(known, recipe))
}

/// Adds what the words of a part name beside its recipe, where values can go from one to the other:
/// "a web page with the values of a BME280" has one verb and no second part, but wants two recipes.
fn add_partners(plan: &mut Plan, target: &Target, permitted: &dyn Fn(usize) -> bool) {
    let mut at = 0;
    while at < plan.wishes.len() && plan.wishes.len() < MAX_PARTS {
        let wish = &plan.wishes[at];
        let request = Request::of(wish.tokens.clone());
        let ids: Vec<usize> = plan.wishes.iter().filter_map(|wish| number_of(wish.recipe)).collect();
        let id = ids[at];
        at += 1;
        // What another part knows is its own word: "display the distance … on the OLED" wants one display.
        let is_taken = |word: &str| ids.iter().any(|other| is_known(*other, word));
        let is_other = |index: usize| {
            let word = [request.tokens[index].word.clone()];
            telling_in(&request, target, index..index + 1) == word && !is_taken(&word[0]) && !REPORTS.contains(&word[0].as_str())
        };
        let others: Vec<usize> = (0..request.tokens.len()).filter(|index| is_other(*index)).collect();
        let (Some(first), Some(last)) = (others.first(), others.last()) else { continue };
        let words: Vec<String> = others.iter().map(|index| request.tokens[*index].word.clone()).collect();
        let is_linked = |id: usize| {
            let other = &recipes()[id];
            (!wish.recipe.provides.is_empty() && !other.consumes.is_empty())
                || (!wish.recipe.consumes.is_empty() && !other.provides.is_empty())
        };
        let is_partner = |id: usize| permitted(id) && is_linked(id);
        let Some(found) = fit(&words, &Named::default(), &is_partner).filter(|found| found.coverage >= 1.0 && is_partner(found.id)) else {
            continue;
        };
        let other = &recipes()[found.id];
        let names_it = |word: &String| {
            let title = telling_stems(&other.title);
            index().parts[found.id].contains(word) || stem(synonym(word).unwrap_or(word)).is_some_and(|stem| title.contains(&stem))
        };
        let is_new = !plan.wishes.iter().any(|wish| std::ptr::eq(wish.recipe, other));
        if !is_new || !words.iter().any(names_it) {
            continue;
        }
        // Its words, and the numbers, pins and names right behind them.
        let mut end = last + 1;
        let belongs = |index: usize| {
            let is_pin = request.pins.iter().any(|pin| pin.at == index);
            let token = &request.tokens[index];
            is_pin
                || matches!(token.kind, Kind::Quoted | Kind::Url)
                || token.raw.contains('/')
                || matches!(token.word.as_str(), "topic" | "pin" | "gpio")
        };
        while end < request.tokens.len() && belongs(end) {
            end += 1;
        }
        let own: Vec<Token> = request.tokens[*first..end].to_vec();
        let rest: Vec<Token> = request.tokens[..*first].iter().chain(&request.tokens[end..]).cloned().collect();
        let keeps_its_recipe = {
            let rest = Request::of(rest.clone());
            fit(&telling_in(&rest, target, 0..rest.tokens.len()), &Named::default(), permitted).is_some_and(|fit| fit.id == id)
        };
        if keeps_its_recipe {
            plan.wishes[at - 1].tokens = rest;
        }
        plan.wishes.push(Wish { recipe: other, tokens: own });
    }
}

/// Clauses that one recipe shall answer.
struct Group {
    /// Tokens.
    ranges: Vec<std::ops::Range<usize>>,
    /// Words that say what is wanted.
    words: Vec<String>,
    /// Those of them that the recipe has to know: what follows by the way counts if it helps.
    firm: Vec<String>,
    /// Whether they are a wish of their own: [`stands_alone`].
    is_wish: bool,
}

/// Clauses in groups: they join as long as one recipe covers them together, and what is no wish of its own
/// goes with the one before it, or with the next where it is the first.
fn groups(request: &Request, clauses: Vec<std::ops::Range<usize>>, target: &Target, permitted: &dyn Fn(usize) -> bool) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for clause in clauses {
        let own = telling_in(request, target, clause.clone());
        let content: Vec<String> = own.iter().filter(|word| !REPORTS.contains(&word.as_str())).cloned().collect();
        let alone = fit(&content, &Named::of(&request.tokens[clause.clone()]), permitted);
        let is_wish = alone.as_ref().is_some_and(|fit| stands_alone(fit, &content, request, &clause));
        let Some(group) = groups.last_mut() else {
            groups.push(Group { ranges: vec![clause], words: own.clone(), firm: own, is_wish });
            continue;
        };
        let before = fit(&group.words, &Named::default(), permitted);
        let together: Vec<String> = group.words.iter().chain(&own).cloned().collect();
        let joint = fit(&together, &Named::default(), permitted);
        // "…, brightness 40": a value of the recipe so far.
        let is_value = before.as_ref().is_some_and(|before| content.iter().all(|word| is_value_word(before.id, word)));
        let covers = joint.as_ref().is_some_and(|joint| {
            let is_same = before.as_ref().is_some_and(|before| before.id == joint.id);
            content.iter().all(|word| is_known(joint.id, word)) && (is_same || joint.coverage >= MIN_WHOLE)
        });
        // "…; chip select is pin 4": a line of the recipe so far.
        let is_line = alone.as_ref().is_none_or(|fit| fit.coverage < 1.0)
            && before.as_ref().is_some_and(|before| content.iter().any(|word| is_value_word(before.id, word)));
        let joins = content.is_empty() || !is_wish || covers || is_value || is_line;
        let is_open = !group.is_wish && joint.is_some() && before.as_ref().is_none_or(|before| before.coverage < MIN_WHOLE);
        if joins || is_open {
            group.ranges.push(clause);
            if covers || is_wish {
                group.firm.extend(own.iter().cloned());
            }
            group.words.extend(own);
            group.is_wish |= is_wish;
        } else {
            groups.push(Group { ranges: vec![clause], words: own.clone(), firm: own, is_wish });
        }
    }
    groups
}

/// The recipe that the request means; `telling` are its words that say what is wanted, `firm` those of them
/// that the recipe has to know.
///
/// # Errors
/// [`Refused`] when none comes close, or when the request names a part that none knows.
pub(crate) fn retrieve(
    request: &Request,
    telling: &[String],
    firm: &[String],
    target: &Target,
    language: document::Language,
) -> Result<Found, Refused> {
    let index = index();
    let query = telling.join(" ");
    let (known, unknown): (Vec<&String>, Vec<&String>) =
        telling.iter().filter(|word| is_part_number(word)).partition(|word| index.parts.iter().any(|parts| parts.contains(*word)));
    if let (Some(part), true) = (unknown.first(), known.is_empty()) {
        return Err(Refused {
            reason: format!("no recipe knows the part {}", part.to_uppercase()),
            alternative: closest(part, &ranked(telling)),
        });
    }
    let permitted = |id: usize| is_permitted(&recipes()[id], target, language);
    let named = Named::of(&request.tokens);
    let by_parts = || fit(&known.iter().copied().cloned().collect::<Vec<_>>(), &named, &permitted);
    let Some(best) = fit(telling, &named, &permitted).or_else(|| fit(firm, &named, &permitted)).or_else(by_parts) else {
        let reason = match known.as_slice() {
            [] => "no recipe has anything to do with this request".to_owned(),
            parts => format!("no single recipe covers {}", parts.iter().map(|part| part.to_uppercase()).collect::<Vec<_>>().join(" and ")),
        };
        return Err(Refused { reason, alternative: closest(&query, &ranked(telling)) });
    };
    // "Log the distance": what is to be known counts before how it is told.
    let content: Vec<String> = firm.iter().filter(|word| !REPORTS.contains(&word.as_str())).cloned().collect();
    let knows_all = content.iter().all(|word| is_known(best.id, word));
    let told = (!knows_all).then(|| fit(&content, &named, &permitted)).flatten();
    let best = told.filter(|told| told.coverage >= 1.0).unwrap_or(best);
    // "A chess engine": what half of the words are about is nothing that any recipe has heard of.
    let is_unheard = |word: &&String| {
        let is_word = word.chars().all(char::is_alphabetic);
        is_word && synonym(word).is_none() && stem(word).is_some_and(|stem| !index.stems.iter().any(|stems| stems.contains(&stem)))
    };
    let n_unheard = content.iter().filter(is_unheard).count();
    let says_nothing_else = request.pins.is_empty() && request.durations.is_empty();
    let is_elsewhere = says_nothing_else && n_unheard > 0 && n_unheard * 2 >= content.len();
    let coverage = content.iter().filter(|word| is_known(best.id, word)).count() as f32 / content.len().max(1) as f32;
    let knows_little = best.coverage < MIN_COVERAGE && (content.is_empty() || coverage < MIN_COVERAGE);
    if (knows_little || is_elsewhere) && known.is_empty() {
        let is_strange = |word: &&String| !is_known(best.id, word);
        let strange: Vec<&str> = telling.iter().filter(is_strange).map(String::as_str).take(4).collect();
        return Err(Refused {
            reason: format!("no recipe knows what to do with “{}”", strange.join(" ")),
            alternative: closest(&query, &ranked(telling)),
        });
    }

    // A part that only another recipe knows was asked for as well.
    let mut notes = Vec::new();
    for word in telling {
        let elsewhere = (0..index.parts.len()).find(|id| index.parts[*id].contains(word));
        if let Some(other) = elsewhere
            && !index.parts[best.id].contains(word)
            && !is_known(best.id, word)
        {
            notes.push(format!("“{word}” is not part of this program; ask for it by itself (“{}”)", recipes()[other].title));
        }
    }
    notes.dedup();
    Ok(Found { recipe: &recipes()[best.id], notes })
}

/// Words that say what is wanted: no numbers, pins, boards, units, or words that every request has.
fn telling_in(request: &Request, target: &Target, range: std::ops::Range<usize>) -> Vec<String> {
    let own: Vec<String> =
        tokens(&format!("{} {} {}", target.board.id, target.board.name, target.chip.name)).into_iter().map(|token| token.word).collect();
    plain_words(request, range).filter(|word| !own.contains(word) && !is_board(word)).cloned().collect()
}

/// Words that are no numbers, pins, times, or words that every request has.
fn plain_words(request: &Request, range: std::ops::Range<usize>) -> impl Iterator<Item = &String> {
    let is_time = |index: usize| request.durations.iter().any(|duration| duration.at.contains(&index));
    let is_pin = |index: usize| request.pins.iter().any(|pin| pin.at == index);
    let tokens = request.tokens.iter().enumerate();
    let words =
        tokens.filter(move |(index, token)| range.contains(index) && token.kind == Kind::Word && !is_time(*index) && !is_pin(*index));
    // `attic/climate`, `192.168.1.10`: names, which say nothing about the task.
    let words = words.filter(|(_, token)| {
        !token.raw.contains(['/', '@']) && !token.raw.starts_with(|c: char| c.is_ascii_digit() && token.raw.contains('.'))
    });
    words.map(|(_, token)| &token.word).filter(|word| !FILLER.contains(&word.as_str()))
}

/// Words that every request has.
const FILLER: [&str; 131] = [
    "pullup",
    "pullups",
    "pulldown",
    "pulldowns",
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
    "would",
    "like",
    "can",
    "could",
    "you",
    "should",
    "shall",
    "let",
    "lets",
    "us",
    "our",
    "your",
    "be",
    "am",
    "are",
    "was",
    "were",
    "has",
    "have",
    "had",
    "will",
    "not",
    "no",
    "so",
    "just",
    "only",
    "too",
    "very",
    "some",
    "any",
    "something",
    "as",
    "but",
    "there",
    "here",
    "what",
    "who",
    "how",
    "much",
    "many",
    "often",
    "pls",
    "go",
    "going",
    "get",
    "got",
    "it's",
    "them",
    "they",
    "thing",
    "things",
    "now",
    "always",
    "whenever",
    "while",
    "during",
    "after",
    "before",
    "i'd",
    "digital",
    "also",
    "plus",
    "again",
    "back",
    "than",
];

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
        || (!stem.is_empty() && Tables::embedded().has_board(word))
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

/// Whether [`permit`] has nothing to say, without the words for it.
fn is_permitted(recipe: &Recipe, target: &Target, language: document::Language) -> bool {
    let support = recipe.support(language);
    recipe.body(language).is_some()
        && support.includes(target.chip.family)
        && recipe.needs.iter().all(|need| has(target, *need))
        && speaks_wifi(recipe, target)
        && !support.requires.iter().any(|name| target.runtime.api.is_lacking(name))
}

/// Whether the board can run the recipe in the target's language.
///
/// # Errors
/// [`Refused`] with the reason and what could be done instead.
pub(crate) fn permit(recipe: &Recipe, target: &Target, language: document::Language) -> Result<(), Refused> {
    let board = &target.board.name;
    for need in &recipe.needs {
        if !has(target, *need) {
            return Err(lacking(*need, target));
        }
    }
    if !speaks_wifi(recipe, target) {
        return Err(Refused {
            reason: format!("{board} has a Wi-Fi radio, but its core reaches it by another library than the recipes' WiFi.h"),
            alternative: lacking(Need::Wifi, target).alternative,
        });
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

/// Whether the core has the Wi-Fi library that the recipes are written for. The radio of a Uno R4 WiFi or an MKR WiFi
/// 1010 is a module with a library of its own (WiFiS3, WiFiNINA), without modes and other names.
fn speaks_wifi(recipe: &Recipe, target: &Target) -> bool {
    const CORES: [&str; 3] = ["arduino-esp32", "arduino-esp8266", "arduino-pico"];
    let is_met = target.runtime.kind == RuntimeKind::MicroPython || CORES.contains(&target.runtime.name.as_str());
    is_met || !recipe.needs.contains(&Need::Wifi)
}

fn lacking(need: Need, target: &Target) -> Refused {
    Refused {
        reason: format!("{} has no {}", target.board.name, what(need)),
        alternative: match boards_with(need, target.runtime.kind).as_slice() {
            [] => "another board".to_owned(),
            boards => format!("the same task on a board with one: {}", boards.join(", ")),
        },
    }
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
        let request = Request::read(text);
        let telling = telling_in(&request, &target, 0..request.tokens.len());
        match retrieve(&request, &telling, &telling, &target, document::Language::Arduino) {
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
                // A recipe that a board cannot run gives way to one that it can.
                let found = recipe("esp32dev", phrasing);
                if found != candidate.name && recipe("uno", phrasing) != candidate.name {
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
        let request = Request::read("read a DHT22 and switch a relay");
        let telling = telling_in(&request, &target, 0..request.tokens.len());
        let found = retrieve(&request, &telling, &telling, &target, document::Language::Arduino).expect("a recipe");
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

    #[test]
    fn a_radio_with_another_library() {
        let wifi = recipes().iter().find(|recipe| recipe.name == "wifi-connect").expect("the recipe");
        for board in ["uno_r4_wifi", "giga_r1_m7"] {
            let target = Tables::embedded().target(board, RuntimeKind::Arduino, None).expect("the board");
            let refused = permit(wifi, &target, document::Language::Arduino).expect_err("a refusal");
            assert!(refused.reason.contains("another library"), "{board}: {}", refused.reason);
            assert!(!is_permitted(wifi, &target, document::Language::Arduino));
        }
    }
}
