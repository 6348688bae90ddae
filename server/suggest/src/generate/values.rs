//! Value holes: what the request says wins, the recipe's default stands otherwise.

use rustc_hash::FxHashMap;

use super::recipe::{Recipe, ValueHole, ValueKind};
use super::request::Request;
use super::words::Kind;

/// What fills the value holes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Values {
    /// Text by name of the hole.
    pub(crate) by_name: FxHashMap<String, String>,
    /// Names of those that the request gave.
    pub(crate) asked: Vec<String>,
    /// What was understood differently, in sentences.
    pub(crate) notes: Vec<String>,
}

/// Fills value holes of a recipe, and marks what it used. Holes that are not `wanted` keep their defaults.
pub(crate) fn fill(recipe: &Recipe, request: &Request, wanted: impl Fn(&str) -> bool) -> Values {
    let mut values = Values::default();
    // Holes that want certain words near choose before those that take whatever is left.
    let (particular, general): (Vec<_>, Vec<_>) = recipe.values.iter().partition(|hole| !hole.words.is_empty());
    for hole in particular.into_iter().chain(general) {
        let found = match hole.kind {
            _ if !wanted(&hole.name) => None,
            ValueKind::Duration => duration(hole, request).map(|number| bounded(hole, number, &mut values.notes).to_string()),
            ValueKind::Number => number(hole, request).map(|number| bounded(hole, number, &mut values.notes).to_string()),
            ValueKind::Baud => baud(request).map(|baud| baud.to_string()),
            ValueKind::Address => address(hole, request),
            ValueKind::Text => text(hole, request).map(|text| shortened(hole, &text, &mut values.notes)),
            ValueKind::Url => url(request),
            ValueKind::Choice => choice(hole, request),
        };
        if found.is_some() {
            values.asked.push(hole.name.clone());
        }
        let value = found.unwrap_or_else(|| hole.default.to_string());
        let is_literal = matches!(hole.kind, ValueKind::Text | ValueKind::Url);
        values.by_name.insert(hole.name.clone(), if is_literal { escaped(&value) } else { value });
    }
    values
}

fn duration(hole: &ValueHole, request: &Request) -> Option<f64> {
    let free = request.durations.iter().filter(|duration| request.is_free(duration.at.start));
    let duration = if hole.words.is_empty() {
        free.into_iter().next()?
    } else {
        // "Per hour" is "every hour".
        let mut words = hole.words.clone();
        if words.iter().any(|word| word == "every") {
            words.push("per".to_owned());
        }
        let near = free.filter_map(|duration| Some((request.distance(&duration.at, &words)?, duration)));
        near.min_by_key(|(distance, _)| *distance)?.1
    };
    request.mark(duration.at.clone());
    let milliseconds = if hole.toggles && duration.is_rate { duration.milliseconds / 2.0 } else { duration.milliseconds };
    Some(match hole.unit.as_str() {
        "us" => milliseconds * 1000.0,
        "s" => milliseconds / 1000.0,
        _ => milliseconds,
    })
}

fn number(hole: &ValueHole, request: &Request) -> Option<f64> {
    let is_pin = |index: usize| request.pins.iter().any(|pin| pin.at == index);
    let is_time = |index: usize| request.durations.iter().any(|duration| duration.at.contains(&index));
    let word = |index: usize| request.tokens.get(index).map_or("", |token| token.word.as_str());
    for (index, token) in request.tokens.iter().enumerate() {
        let Kind::Number(number) = token.kind else { continue };
        if !request.is_free(index) || is_pin(index) || is_time(index) {
            continue;
        }
        // `brightness 100`, `brightness of 100`, `16 pixels`
        let follows = index > 0 && hole.words.iter().any(|name| name == word(index - 1))
            || index > 1 && matches!(word(index - 1), "of" | "to" | "=" | "is") && hole.words.iter().any(|name| name == word(index - 2));
        // `60 addressable LEDs`: one word may stand between.
        let has_unit = |index: usize| hole.units.iter().any(|unit| unit == word(index));
        if follows || has_unit(index + 1) || has_unit(index + 2) {
            request.mark(index..index + 1);
            return Some(number);
        }
    }
    None
}

fn baud(request: &Request) -> Option<u32> {
    const USUAL: [u32; 9] = [300, 1200, 2400, 4800, 9600, 19_200, 38_400, 57_600, 115_200];
    let is = |index: usize, words: &[&str]| request.tokens.get(index).is_some_and(|token| words.contains(&token.word.as_str()));
    for (index, token) in request.tokens.iter().enumerate() {
        let Kind::Number(number) = token.kind else { continue };
        let says = is(index + 1, &["baud", "bps", "bauds"]) || (index > 0 && is(index - 1, &["baud", "baudrate", "rate"]));
        if says || (number >= 1200.0 && USUAL.contains(&(number as u32)) && request.is_free(index)) {
            request.mark(index..index + 1);
            return Some(number as u32);
        }
    }
    None
}

/// A seven-bit address such as `0x3C`; of a hole with words, any number beside one of them: `id 0x123`.
fn address(hole: &ValueHole, request: &Request) -> Option<String> {
    let index = request.tokens.iter().enumerate().position(|(index, token)| {
        let digits = token.word.strip_prefix("0x").unwrap_or_default();
        let is_beside = || request.distance(&(index..index + 1), &hole.words).is_some();
        u32::from_str_radix(digits, 16).is_ok_and(|number| if hole.words.is_empty() { (0x08..0x78).contains(&number) } else { is_beside() })
    })?;
    request.mark(index..index + 1);
    Some(format!("0x{}", request.tokens[index].word[2..].to_uppercase()))
}

/// `6:30`.
fn is_time_of_day(text: &str) -> bool {
    let parts = text.split_once(':');
    parts.is_some_and(|(hour, minute)| {
        minute.len() == 2 && hour.parse().is_ok_and(|hour: u8| hour < 24) && minute.parse().is_ok_and(|minute: u8| minute < 60)
    })
}

/// The time of day that belongs to the hole: `on at 6:30 and off at 22:00`; where no word tells, the first that is left.
fn time_of_day(hole: &ValueHole, request: &Request) -> Option<String> {
    let times: Vec<usize> =
        (0..request.tokens.len()).filter(|index| is_time_of_day(&request.tokens[*index].raw) && request.is_free(*index)).collect();
    let role = |index: usize| {
        let before = request.tokens[..index].iter().rev().map(|token| token.word.as_str());
        before.into_iter().find(|word| !matches!(*word, "at" | "to" | "is" | "=" | ":")).unwrap_or_default()
    };
    let is_other = |index: &usize| matches!(role(*index), "on" | "off" | "until" | "till" | "and" | "-");
    let own = times.iter().copied().find(|index| hole.words.iter().any(|word| word == role(*index)));
    let found = own.or_else(|| times.iter().copied().find(|index| !is_other(index)))?;
    request.mark(found..found + 1);
    Some(request.tokens[found].raw.clone())
}

fn text(hole: &ValueHole, request: &Request) -> Option<String> {
    if is_time_of_day(&hole.default.to_string()) {
        return time_of_day(hole, request);
    }
    let quoted = |index: usize| request.tokens[index].kind == Kind::Quoted && request.is_free(index);
    let n = request.tokens.len();
    let found = if hole.words.is_empty() {
        (0..n).find(|index| quoted(*index))
    } else {
        let named = |index: usize| request.tokens.get(index).is_some_and(|token| hole.words.contains(&token.word));
        let near = |index: usize| (1..=2).any(|distance| index >= distance && named(index - distance));
        // Without quotes only what does not look like an ordinary word: `topic home/temp`.
        let peculiar = |index: usize| {
            let token = &request.tokens[index];
            let is_odd = |c: char| !c.is_lowercase();
            let is_name = token.raw.contains(is_odd) && !super::retrieve::names_part(&token.word);
            token.kind == Kind::Word && is_name && index > 0 && named(index - 1) && request.is_free(index)
        };
        // `called garden`: whatever follows is the name.
        let christened = |index: usize| {
            let before = index.checked_sub(1).map_or("", |before| request.tokens[before].word.as_str());
            matches!(before, "called" | "named") && named(index - 1) && request.tokens[index].kind == Kind::Word && request.is_free(index)
        };
        (0..n)
            .find(|index| quoted(*index) && near(*index))
            .or_else(|| (0..n).find(|index| peculiar(*index)))
            .or_else(|| (0..n).find(|index| christened(*index)))
    };
    // `text Welcome`, `saying Hello`, `text: Good morning`: a capital is as good as quotes.
    let Some(found) = found else {
        let says = |index: usize| {
            matches!(request.tokens[index].word.as_str(), "text" | "saying" | "says" | "message" | "word" | "words" | "line")
        };
        let is_name = |index: usize| {
            let token = &request.tokens[index];
            token.kind == Kind::Word && token.raw.starts_with(char::is_uppercase) && request.is_free(index)
        };
        let follows = |index: usize| says(index - 1) || (index > 1 && request.tokens[index - 1].word == ":" && says(index - 2));
        let start = (1..n).find(|index| hole.words.is_empty() && follows(*index) && is_name(*index))?;
        let end = (start..n).take_while(|index| is_name(*index)).last()? + 1;
        request.mark(start..end);
        return Some(request.tokens[start..end].iter().map(|token| token.raw.as_str()).collect::<Vec<_>>().join(" "));
    };
    request.mark(found..found + 1);
    Some(request.tokens[found].raw.clone())
}

fn url(request: &Request) -> Option<String> {
    let index = request.tokens.iter().position(|token| token.kind == Kind::Url)?;
    request.mark(index..index + 1);
    Some(request.tokens[index].raw.clone())
}

fn choice(hole: &ValueHole, request: &Request) -> Option<String> {
    let index = request.tokens.iter().position(|token| hole.options.contains_key(&token.word))?;
    request.mark(index..index + 1);
    hole.options.get(&request.tokens[index].word).cloned()
}

/// The whole number in the range of the hole that comes nearest.
fn bounded(hole: &ValueHole, asked: f64, notes: &mut Vec<String>) -> i64 {
    let number = asked.round() as i64;
    let bounded = number.max(hole.min.unwrap_or(i64::MIN)).min(hole.max.unwrap_or(i64::MAX));
    if bounded != number {
        let name = hole.name.trim_end_matches(&format!("_{}", hole.unit)).replace('_', " ");
        let limit = if bounded > number { "least" } else { "most" };
        let space = if hole.unit.is_empty() { "" } else { " " };
        notes.push(format!(
            "{name}: {number}{space}{unit} was asked, {bounded}{space}{unit} is the {limit} that makes sense here",
            unit = hole.unit
        ));
    }
    bounded
}

fn shortened(hole: &ValueHole, text: &str, notes: &mut Vec<String>) -> String {
    let most = hole.max.map_or(usize::MAX, |max| max as usize);
    if text.chars().count() > most {
        notes.push(format!("“{text}” is cut to {most} characters"));
    }
    text.chars().take(most).collect()
}

/// As the contents of a string literal, alike in both languages.
fn escaped(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_control())
        .flat_map(|character| {
            let needs_backslash = matches!(character, '"' | '\\');
            needs_backslash.then_some('\\').into_iter().chain([character])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::recipe::recipes;

    fn value(recipe: &str, text: &str, hole: &str) -> String {
        let recipe = recipes().iter().find(|candidate| candidate.name == recipe).expect("the recipe");
        fill(recipe, &Request::read(text), |_| true).by_name[hole].clone()
    }

    #[test]
    fn words_win_over_defaults() {
        assert_eq!(value("blink-led", "blink the LED", "interval_ms"), "500");
        assert_eq!(value("blink-led", "blink the LED every 2 s", "interval_ms"), "2000");
        assert_eq!(value("blink-led", "blink twice a second", "interval_ms"), "250");
        assert_eq!(value("serial-echo", "echo at 9600 baud", "baud"), "9600");
        assert_eq!(value("ssd1306-hello", "show \"Hi \\ you\" at 0x3d", "message"), "Hi \\\\ you");
        assert_eq!(value("ssd1306-hello", "show \"Hi\" at 0x3d", "address"), "0x3D");
        assert_eq!(value("dht-temperature", "read a DHT11", "sensor_type"), "DHT11");
        assert_eq!(value("neopixel-rainbow", "rainbow on 16 pixels with brightness 100", "count"), "16");
        assert_eq!(value("neopixel-rainbow", "rainbow on 16 pixels with brightness 100", "brightness"), "100");
    }

    #[test]
    fn each_time_goes_where_its_words_are() {
        let text = "every 2 minutes switch the relay on for 10 s";
        assert_eq!(value("relay-timer", text, "on_ms"), "10000");
        assert_eq!(value("relay-timer", text, "period_ms"), "120000");
        assert_eq!(value("button-debounce", "toggle the LED, debounce 20 ms", "debounce_ms"), "20");
    }

    #[test]
    fn texts_go_where_their_words_are() {
        let text = "publish to topic \"home/temp\" on broker 10.0.0.5, network \"Attic\" password \"s3cret\"";
        assert_eq!(value("mqtt-publish", text, "topic"), "home/temp");
        assert_eq!(value("mqtt-publish", text, "broker"), "10.0.0.5");
        assert_eq!(value("mqtt-publish", text, "ssid"), "Attic");
        assert_eq!(value("mqtt-publish", text, "password"), "s3cret");
        assert_eq!(value("http-get", "fetch http://example.org/x.", "url"), "http://example.org/x");
    }

    #[test]
    fn a_part_is_no_name() {
        assert_eq!(value("mqtt-publish", "publish over WiFi MQTT", "ssid"), "your-network");
        assert_eq!(value("mqtt-publish", "publish over WiFi Attic5", "ssid"), "Attic5");
    }

    #[test]
    fn times_of_day() {
        let text = "relay at pin 7 off at 22:00 and on at 6:30 every day";
        assert_eq!(value("daily-switch-ntp", text, "on_time"), "6:30");
        assert_eq!(value("daily-switch-ntp", text, "off_time"), "22:00");
        assert_eq!(value("daily-switch-ntp", "lamp from 7:15 until 23:45", "on_time"), "7:15");
        assert_eq!(value("daily-switch-ntp", "lamp from 7:15 until 23:45", "off_time"), "23:45");
    }

    #[test]
    fn angles() {
        let text = "sweep a servo from 45 to 135 degrees";
        assert_eq!((value("servo-sweep", text, "first_angle"), value("servo-sweep", text, "last_angle")), ("45".into(), "135".into()));
    }

    #[test]
    fn what_makes_no_sense_is_bounded_and_said() {
        let recipe = recipes().iter().find(|candidate| candidate.name == "dht-temperature").expect("the recipe");
        let values = fill(recipe, &Request::read("read a DHT22 every 500 ms"), |_| true);
        assert_eq!(values.by_name["interval_ms"], "2000");
        assert_eq!(values.notes, ["interval: 500 ms was asked, 2000 ms is the least that makes sense here"]);
    }
}
