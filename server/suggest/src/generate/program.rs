//! A plan of one or several recipes becomes one program.

#![allow(clippy::struct_field_names, reason = "the arms and fields read as the domain has them")]

use boards::Target;
use document::Language;

use super::Refused;
use super::compose::{self, Composed, Part, Role};
use super::link::{self, Link};
use super::merge::{Source, marked, merge, without_marks};
use super::pins::{self, Occupied};
use super::recipe::Recipe;
use super::request::Request;
use super::template::Outlet;
use super::words::Token;

/// A recipe that the request wants, with the words that speak of it.
#[derive(Debug, Clone)]
pub(crate) struct Wish {
    pub(crate) recipe: &'static Recipe,
    pub(crate) tokens: Vec<Token>,
}

/// Everything that the request wants.
#[derive(Debug, Clone, Default)]
pub(crate) struct Plan {
    pub(crate) wishes: Vec<Wish>,
    /// What was understood differently, in sentences.
    pub(crate) notes: Vec<String>,
}

impl Plan {
    /// A plan of one recipe.
    pub(crate) fn of(recipe: &'static Recipe, tokens: Vec<Token>, notes: Vec<String>) -> Self {
        Self { wishes: vec![Wish { recipe, tokens }], notes }
    }
}

/// Recipes with their holes filled, in the order of the wishes, and what goes from one to another.
#[derive(Debug, Clone)]
pub(crate) struct Parts {
    pub(crate) parts: Vec<Part>,
    /// Indices in the order in which they stand in a program: what is called comes before its callers.
    pub(crate) order: Vec<usize>,
    pub(crate) links: Vec<String>,
}

/// Fills the recipes of a plan so that they fit together: pins are not taken twice, buses are shared,
/// values go where the request wants them.
///
/// # Errors
/// [`Refused`] when a pin that is asked for cannot be had.
pub(crate) fn fill(plan: &Plan, target: &Target, language: Language, occupied: &Occupied) -> Result<Parts, Refused> {
    let requests: Vec<Request> = plan.wishes.iter().map(|wish| Request::of(wish.tokens.clone())).collect();
    let pairs: Vec<(&'static Recipe, &Request)> = plan.wishes.iter().map(|wish| wish.recipe).zip(&requests).collect();
    let links = if pairs.len() > 1 { link::links(&pairs) } else { Vec::new() };
    let order = order(pairs.len(), &links);
    let asked = asked_pins(plan, &links, target, language)?;
    let keeps = asks_report(&requests);

    let mut occupied = occupied.clone();
    let mut parts: Vec<Option<Part>> = vec![None; pairs.len()];
    let mut used_lines = vec![0; pairs.len()];
    let mut leftover: Vec<Vec<Token>> = vec![Vec::new(); pairs.len()];
    for &index in &order {
        let mut statements = Vec::new();
        for link in links.iter().filter(|link| link.source == index) {
            let (family, n_before) = (target.chip.family, statements.len());
            let place = link::Place { language, family, first_index: used_lines[link.sink], n_before };
            used_lines[link.sink] += link.n_lines();
            // Sinks come first, so this one is filled.
            if let Some(sink) = &parts[link.sink] {
                statements.push(link.statements(&place, |text| marked(&sink.fill_text(text, target), &sink.code, link.sink, language)));
            }
        }
        let outlet = (!statements.is_empty()).then(|| Outlet { keeps, lines: statements.join("\n") });
        let role = Role { fed: links.iter().any(|link| link.sink == index), outlet };
        let mut tokens = plan.wishes[index].tokens.clone();
        tokens.append(&mut leftover[index]);
        let own = Request::of(tokens);
        // A limit was read as such already.
        link::mark_limit(&own);
        let mut here = occupied.clone();
        here.taken.extend(asked.iter().enumerate().filter(|(other, _)| *other != index).flat_map(|(_, pins)| pins.iter().copied()));
        let part = compose::part(pairs[index].0, &own, target, language, &here, &role)?;
        for choice in &part.pins.choices {
            occupied.taken.push(choice.number);
            let capability = pairs[index].0.pins.iter().find(|hole| hole.name == choice.hole).map(|hole| hole.capability);
            occupied.lines.extend(capability.map(|capability| (capability, choice.number)));
        }
        // "… and publish it every 10 s": the part that is fed has no interval, the one that feeds it has.
        if role.fed {
            let free: Vec<Token> = own
                .durations
                .iter()
                .filter(|duration| own.is_free(duration.at.start))
                .flat_map(|duration| own.tokens[duration.at.start.saturating_sub(1)..duration.at.end].iter().cloned())
                .collect();
            for link in links.iter().filter(|link| link.sink == index) {
                leftover[link.source].extend(free.iter().cloned());
            }
        }
        parts[index] = Some(part);
    }
    let said = links.iter().map(|link| link.said(&pairs)).collect();
    Ok(Parts { parts: parts.into_iter().flatten().collect(), order, links: said })
}

/// Parts that are fed come before those that feed them.
fn order(n_parts: usize, links: &[Link]) -> Vec<usize> {
    let mut order: Vec<usize> = Vec::new();
    while order.len() < n_parts {
        let is_ready = |index: &usize| {
            !order.contains(index) && links.iter().filter(|link| link.source == *index).all(|link| order.contains(&link.sink))
        };
        let next = (0..n_parts).find(is_ready).or_else(|| (0..n_parts).find(|index| !order.contains(index)));
        order.extend(next);
    }
    order
}

/// Pins that the words give to each part. Two parts cannot have the same one, unless it is a line of a bus.
fn asked_pins(plan: &Plan, links: &[Link], target: &Target, language: Language) -> Result<Vec<Vec<u16>>, Refused> {
    let mut asked: Vec<Vec<u16>> = Vec::new();
    for (index, wish) in plan.wishes.iter().enumerate() {
        let role = Role { fed: links.iter().any(|link| link.sink == index), outlet: None };
        let holes = compose::wanted_pins(wish.recipe, &super::values::Values::default(), target, language, &role);
        let own = pins::asked(&holes, &Request::of(wish.tokens.clone()), target)?;
        // Lines of a bus may be shared, if they are that for both.
        let is_bus = |pin: &u16| {
            holes.iter().any(|hole| super::bus::line(hole.capability).is_some())
                && target.buses().iter().any(|bus| bus.pin == *pin && bus.signal.len() == 3)
        };
        if let Some(pin) = own.iter().find(|pin| asked.iter().flatten().any(|other| other == *pin) && !is_bus(pin)) {
            let other =
                plan.wishes.iter().zip(&asked).find(|(_, pins)| pins.contains(pin)).map_or("", |(wish, _)| wish.recipe.title.as_str());
            return Err(Refused {
                reason: format!(
                    "pin {pin} cannot serve both “{other}” and “{}”: two circuits on one wire fight each other",
                    wish.recipe.title
                ),
                alternative: "name another pin for one of them, or none: a free one is then chosen".to_owned(),
            });
        }
        asked.push(own);
    }
    Ok(asked)
}

/// Whether the values are to be printed although another part takes them.
fn asks_report(requests: &[Request]) -> bool {
    let says = |words: &[&str]| words.iter().any(|word| requests.iter().any(|request| request.says(word)));
    let to_file = says(&["sd", "card", "file", "csv"]);
    says(&["print", "prints", "serial", "console", "monitor", "terminal"]) || (says(&["log", "logs", "logging"]) && !to_file)
}

/// The program of these parts.
pub(crate) fn assemble(parts: Parts, target: &Target, language: Language) -> Composed {
    let mut code = compose::heading(&parts.parts, target, language);
    let shift = code.len();
    let spots = if let [part] = parts.parts.as_slice() {
        code.push_str(&part.code);
        part.spots.iter().map(|spot| spot.start + shift..spot.end + shift).collect()
    } else {
        code.push_str(&merge(&sources(&parts), None, language).program(language));
        // Lines that speak to people, where merging has left them as they were.
        let spots = parts.parts.iter().flat_map(|part| part.spots.iter().map(|spot| &part.code[spot.clone()]));
        let found = spots.map(without_marks).filter_map(|text| code.rfind(&text).map(|at| at..at + text.len()));
        let mut found: Vec<_> = found.filter(|spot| code[..spot.start].ends_with('\n')).collect();
        found.sort_by_key(|spot: &std::ops::Range<usize>| spot.start);
        found.dedup();
        found
    };
    Composed { code, spots, parts: parts.parts, links: parts.links }
}

/// The parts in the order of a program, each with a name that no other has.
pub(crate) fn sources(parts: &Parts) -> Vec<Source> {
    let mut sources: Vec<Source> = Vec::new();
    for &index in &parts.order {
        let part = &parts.parts[index];
        let mut slug = part.recipe.slug();
        while sources.iter().any(|source| source.slug == slug) {
            slug.push('2');
        }
        sources.push(Source { slug, part: index, code: part.code.clone() });
    }
    sources
}
