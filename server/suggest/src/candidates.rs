//! What the tables and the program itself say fits at the cursor. No model: the popup never waits.
//!
//! One file a source; each adds what it knows. Ranking comes last and in one place: sources record
//! facts in a [`Relevance`], [`Relevance::score`] makes a number of them.

mod arguments;
mod habit;
mod headers;
mod keywords;
mod members;
mod modules;
mod names;
mod own;
mod pins;

use boards::{Signature, Target};
use check::Evidence;
use document::{Snapshot, Span};

use crate::context::{CursorContext, Place};
use crate::scope::Scope;

/// More than this nobody scrolls through.
const MAX: usize = 200;

/// Something that fits at the cursor.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// What the list shows.
    pub label: String,
    /// What is written.
    pub insert_text: String,
    /// What it is.
    pub kind: CandidateKind,
    /// A few words beside the label: abilities of a pin, a signature.
    pub detail: Option<String>,
    /// More, as Markdown.
    pub documentation: Option<String>,
    /// Why it stands where it stands in the list.
    pub relevance: Relevance,
    /// What it replaces: the word typed so far.
    pub replace: Span,
    /// Table facts behind it.
    pub evidence: Vec<Evidence>,
}

/// What a candidate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum CandidateKind {
    /// A pin of the board.
    Pin,
    /// A constant or macro.
    Constant,
    /// A variable or global object.
    Variable,
    /// A free function.
    Function,
    /// A method.
    Method,
    /// A data field.
    Field,
    /// A class.
    Class,
    /// A module.
    Module,
    /// A header file.
    Header,
    /// A keyword of the language.
    Keyword,
    /// The name of a keyword argument.
    Parameter,
}

/// Facts that decide the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Relevance {
    /// How the label matches what was typed.
    pub typed: Match,
    /// Made for this place: a pin that can do it, `OUTPUT` as the mode in `pinMode(13, |)`.
    pub fits: bool,
    /// Carries a caution: a strapping pin, a pin that is not brought out.
    pub is_risky: bool,
    /// A pin that the program already uses for something else.
    pub is_taken: bool,
    /// Declared in this document.
    pub is_own: bool,
    /// One of the names that every tutorial uses: `digitalWrite`, `Serial`.
    pub is_common: bool,
    /// In how many of our own recipes it is used.
    pub n_recipes: u32,
    /// How many of a list made for the place stand behind it: `OUTPUT` is named before `INPUT`.
    pub n_behind: u8,
    /// Written in capitals, though a small letter was typed: `DELAY_MAX` for `dela`, `WIFI_AUTH` for `WiF`.
    pub is_shouted: bool,
    /// Would need an `#include` that is not there.
    pub needs_include: bool,
    /// Begins with an underscore, or belongs to the layer below: `gpio_hal_iomux_func_sel`.
    pub is_internal: bool,
}

/// How a label matches what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Match {
    /// Its letters occur in order: `dgw` in `digitalWrite`.
    Letters,
    /// It begins so, but for case.
    AnyCase,
    /// It begins exactly so, or nothing was typed.
    #[default]
    Exact,
}

impl Relevance {
    /// The higher, the further up.
    pub fn score(self) -> i32 {
        let Self { typed, fits, is_risky, is_taken, is_own, is_common, n_recipes, n_behind, is_shouted, needs_include, is_internal } = self;
        let mut score = match typed {
            Match::Exact => 0,
            Match::AnyCase => -10,
            Match::Letters => -200,
        };
        // Twice as often is three points.
        score += 3 * (n_recipes + 1).ilog2() as i32 + 4 * i32::from(n_behind);
        let facts = [
            (fits, 80),
            (is_own, 40),
            (is_common, 20),
            (is_taken, -15),
            (is_risky, -25),
            (is_shouted, -30),
            (needs_include, -40),
            (is_internal, -50),
        ];
        for (holds, weight) in facts {
            score += if holds { weight } else { 0 };
        }
        score
    }
}

/// What sources read.
struct Sources<'a> {
    snapshot: &'a Snapshot,
    scope: Scope<'a>,
    target: Option<&'a Target>,
    context: CursorContext,
    found: Vec<Candidate>,
}

/// What fits at `offset`, best first.
pub fn candidates(snapshot: &Snapshot, target: Option<&Target>, offset: usize) -> Vec<Candidate> {
    let context = CursorContext::new(snapshot, target, offset);
    let scope = Scope { facts: &snapshot.facts, outer: &snapshot.outer, target, language: snapshot.language };
    let place = context.place.clone();
    let mut sources = Sources { snapshot, scope, target, context, found: Vec::new() };
    match &place {
        Place::Comment | Place::NewName => {}
        Place::Text => pins::add(&mut sources),
        Place::Member { receiver, of } => members::add(&mut sources, receiver, of),
        Place::Include { written } => headers::add(&mut sources, written),
        Place::Directive => keywords::add_directives(&mut sources),
        Place::Import => modules::add(&mut sources),
        Place::ImportedName { module } => members::add_of_module(&mut sources, module),
        Place::Argument(argument) => {
            pins::add(&mut sources);
            arguments::add(&mut sources, argument);
            add_names(&mut sources);
        }
        Place::Statement | Place::TopLevel | Place::Value => {
            pins::add(&mut sources);
            add_names(&mut sources);
        }
    }
    rank(sources)
}

fn add_names(sources: &mut Sources<'_>) {
    own::add(sources);
    names::add(sources);
    keywords::add(sources);
}

impl Sources<'_> {
    fn push(&mut self, label: impl Into<String>, kind: CandidateKind, detail: Option<String>, relevance: Relevance) -> &mut Candidate {
        let label = label.into();
        self.found.push(Candidate {
            insert_text: label.clone(),
            label,
            kind,
            detail,
            documentation: None,
            relevance,
            replace: self.context.word,
            evidence: Vec::new(),
        });
        let last = self.found.len() - 1;
        &mut self.found[last]
    }

    /// A fact from the runtime's table of names.
    fn declared(&self, fact: String) -> Vec<Evidence> {
        let fact = |target: &Target| Evidence {
            table: format!("{}/api", target.runtime.coordinate()),
            fact,
            source: target.runtime.api.source.clone(),
        };
        self.target.map(fact).into_iter().collect()
    }
}

fn rank(sources: Sources<'_>) -> Vec<Candidate> {
    let snapshot = sources.snapshot;
    let language = sources.scope.language;
    let mut found = sources.found;
    found.retain_mut(|candidate| {
        let typed = snapshot.slice(candidate.replace);
        let typed = typed.trim_start_matches(['"', '\'']);
        let matched = matches(&candidate.label, typed);
        candidate.relevance.typed = matched.unwrap_or_default();
        candidate.relevance.is_shouted = has_lower(typed) && is_upper(&candidate.label);
        // A pin's name says which pin it is, an own name is used as often as the program likes.
        if candidate.kind != CandidateKind::Pin && !candidate.relevance.is_own {
            candidate.relevance.n_recipes = habit::n_recipes(language, &candidate.label);
        }
        // A few letters of a name from a library that is not even included: nobody means that. Nor do they mean its
        // constants and functions, as long as no recipe uses them: one begins with its class or header.
        let is_entry = !matches!(candidate.kind, CandidateKind::Function | CandidateKind::Constant) || candidate.relevance.n_recipes > 0;
        matched.is_some_and(|matched| !candidate.relevance.needs_include || (is_entry && matched > Match::Letters))
    });
    found.sort_by(|a, b| {
        let key = |candidate: &Candidate| (std::cmp::Reverse(candidate.relevance.score()), natural(&candidate.label));
        key(a).cmp(&key(b))
    });
    // The same name from two sources: the first one knows more.
    let mut labels = rustc_hash::FxHashSet::default();
    found.retain(|candidate| labels.insert(candidate.label.clone()));
    found.truncate(MAX);
    found
}

fn has_lower(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_lowercase())
}

fn is_upper(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_uppercase()) && !text.bytes().any(|byte| byte.is_ascii_lowercase())
}

fn matches(label: &str, typed: &str) -> Option<Match> {
    if label.starts_with(typed) {
        return Some(Match::Exact);
    }
    let (label, typed) = (label.to_ascii_lowercase(), typed.to_ascii_lowercase());
    if label.starts_with(&typed) {
        return Some(Match::AnyCase);
    }
    let mut letters = label.chars();
    typed.chars().all(|wanted| letters.any(|letter| letter == wanted)).then_some(Match::Letters)
}

/// Numbers in order of size, then words in order of letters; `A2` before `A10`.
fn natural(label: &str) -> (String, u64, String) {
    let stem = label.trim_end_matches(|c: char| c.is_ascii_digit());
    (stem.to_ascii_lowercase(), label[stem.len()..].parse().unwrap_or(0), label.to_owned())
}

/// `pinMode(uint8_t pin, uint8_t mode)`.
fn signature(name: &str, signature: &Signature) -> String {
    format!("{name}({})", signature.parameters.join(", "))
}

#[cfg(test)]
mod tests;
