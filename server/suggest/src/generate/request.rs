//! What a request says: times, numbers, pins, quoted text, and which of them were used.

use std::cell::RefCell;

use super::words::{Kind, Token, milliseconds, tokens};

/// A request in pieces. Whatever a recipe uses is marked, so that the rest can be reported.
#[derive(Debug)]
pub(crate) struct Request {
    pub(crate) tokens: Vec<Token>,
    /// Times, in order.
    pub(crate) durations: Vec<Duration>,
    /// Pins, in order.
    pub(crate) pins: Vec<PinMention>,
    used: RefCell<Vec<bool>>,
}

/// A time.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Duration {
    pub(crate) milliseconds: f64,
    /// Said as a rate: `twice a second`, `2 Hz`.
    pub(crate) is_rate: bool,
    /// Tokens that say it.
    pub(crate) at: std::ops::Range<usize>,
}

/// A pin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PinMention {
    /// `27`, `D4`, `A0`, `LED_BUILTIN`.
    pub(crate) label: String,
    /// Index of the token that says it.
    pub(crate) at: usize,
}

impl Request {
    pub(crate) fn read(text: &str) -> Self {
        Self::of(tokens(text))
    }

    /// The request that these tokens make.
    pub(crate) fn of(tokens: Vec<Token>) -> Self {
        let mut request = Self { used: RefCell::new(vec![false; tokens.len()]), durations: Vec::new(), pins: Vec::new(), tokens };
        request.durations = request.read_durations();
        request.pins = request.read_pins();
        request
    }

    /// Whether the word occurs.
    pub(crate) fn says(&self, word: &str) -> bool {
        self.tokens.iter().any(|token| token.word == word)
    }

    /// Marks tokens as understood.
    pub(crate) fn mark(&self, tokens: std::ops::Range<usize>) {
        self.used.borrow_mut()[tokens].fill(true);
    }

    /// Whether nothing has used the token yet.
    pub(crate) fn is_free(&self, token: usize) -> bool {
        !self.used.borrow()[token]
    }

    /// How far the nearest of `words` is from these tokens: words before count before words after;
    /// `None` beyond three tokens before or two after.
    pub(crate) fn distance(&self, at: &std::ops::Range<usize>, words: &[String]) -> Option<usize> {
        let is_one = |index: usize| self.tokens.get(index).is_some_and(|token| words.contains(&token.word));
        let before = (1..=3).find(|distance| at.start.checked_sub(*distance).is_some_and(is_one));
        before.or_else(|| (1..=2).find(|distance| is_one(at.end + distance - 1)).map(|distance| distance + 3))
    }

    fn word(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| token.word.as_str())
    }

    fn number(&self, index: usize) -> Option<f64> {
        match self.tokens.get(index)?.kind {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    fn read_durations(&self) -> Vec<Duration> {
        let mut durations = Vec::new();
        let mut index = 0;
        while index < self.tokens.len() {
            let found = self.rate(index).or_else(|| self.time(index));
            if let Some(duration) = found {
                index = duration.at.end;
                durations.push(duration);
            } else {
                index += 1;
            }
        }
        durations
    }

    /// `twice a second`, `3 times per minute`, `2 Hz`.
    fn rate(&self, start: usize) -> Option<Duration> {
        let (count, mut end) = match (self.word(start), self.number(start)) {
            ("once", _) => (1.0, start + 1),
            ("twice", _) => (2.0, start + 1),
            (_, Some(count)) if self.word(start + 1) == "times" => (count, start + 2),
            (_, Some(hertz)) if matches!(self.word(start + 1), "hz" | "hertz") && hertz > 0.0 => {
                return Some(Duration { milliseconds: 1000.0 / hertz, is_rate: true, at: start..start + 2 });
            }
            _ => return None,
        };
        if !matches!(self.word(end), "a" | "per" | "every" | "each" | "an") || count <= 0.0 {
            return None;
        }
        end += 1;
        let unit = milliseconds(self.word(end))?;
        Some(Duration { milliseconds: unit / count, is_rate: true, at: start..end + 1 })
    }

    /// `500 ms`, `2 s`, `every second`, `half a second`, `a quarter of an hour`.
    fn time(&self, start: usize) -> Option<Duration> {
        if matches!(self.word(start), "quarter" | "quarters") {
            let article = (1..=2).take_while(|more| matches!(self.word(start + more), "of" | "a" | "an")).count();
            let end = start + article + 1;
            let count = start.checked_sub(1).and_then(|before| self.number(before)).unwrap_or(1.0);
            let unit = milliseconds(self.word(end)).filter(|_| self.word(end).len() > 2)?;
            return Some(Duration { milliseconds: count * unit / 4.0, is_rate: false, at: start..end + 1 });
        }
        if let Some(number) = self.number(start) {
            let end = if matches!(self.word(start + 1), "a" | "an") { start + 2 } else { start + 1 };
            let unit = milliseconds(self.word(end))?;
            return Some(Duration { milliseconds: number * unit, is_rate: false, at: start..end + 1 });
        }
        // The word before stays outside: it tells what the time is for.
        let is_period = start > 0 && matches!(self.word(start - 1), "every" | "each" | "a" | "per");
        let unit = milliseconds(self.word(start)).filter(|_| is_period && self.word(start).len() > 2)?;
        Some(Duration { milliseconds: unit, is_rate: false, at: start..start + 1 })
    }

    fn read_pins(&self) -> Vec<PinMention> {
        let is_time = |index: usize| self.durations.iter().any(|duration| duration.at.contains(&index));
        let mut pins = Vec::new();
        let mut index = 0;
        while index < self.tokens.len() {
            // `rows 9 8 7 6`: two numbers at least, so that `columns 4` remains a count.
            let is_series = self.number(index + 1).is_some() && self.number(index + 2).is_some();
            let introduces = matches!(self.word(index), "pin" | "pins" | "gpio" | "gpios" | "gp" | "io")
                || (is_series && matches!(self.word(index), "rows" | "row" | "columns" | "column" | "cols" | "segments"));
            let places = self.places(index);
            if let Some(last) = places.last() {
                index = last + 1;
                pins.extend(places.into_iter().map(|at| PinMention { label: self.tokens[at].raw.clone(), at }));
                continue;
            }
            if introduces {
                index += 1;
                // `pins 5, 6 and 7`
                while let Some(token) = self.tokens.get(index) {
                    let label = match token.kind {
                        Kind::Number(number) if !is_time(index) && number.fract() == 0.0 => Some(format!("{number}")),
                        Kind::Word => label(&token.raw),
                        _ => None,
                    };
                    match (label, token.word.as_str()) {
                        (Some(label), _) => pins.push(PinMention { label, at: index }),
                        (None, "," | "and" | "number" | "no" | "#" | "gpio" | "pin" | "/" | "&") => {}
                        (None, _) => break,
                    }
                    index += 1;
                }
            } else {
                if let Some(label) = self.tokens.get(index).filter(|token| token.kind == Kind::Word).and_then(|token| label(&token.raw)) {
                    pins.push(PinMention { label, at: index });
                }
                index += 1;
            }
        }
        pins
    }

    /// The pins of `LED on 2`, `motor at 8, 9, 10, 11`, where nothing is counted: neither a unit nor several
    /// things follow. Gives their tokens.
    fn places(&self, index: usize) -> Vec<usize> {
        /// What is said to be at a number that is no pin.
        const VALUES: [&str; 14] = [
            "turn",
            "turns",
            "switch",
            "switches",
            "brightness",
            "volume",
            "speed",
            "angle",
            "level",
            "position",
            "threshold",
            "rate",
            "later",
            "start",
        ];
        let is_pin = |at: usize| {
            let is_number = self.number(at).is_some_and(|number| number.fract() == 0.0 && (0.0..100.0).contains(&number));
            let is_time = self.durations.iter().any(|duration| duration.at.contains(&at));
            let next = self.word(at + 1);
            let is_counted = matches!(next, "%" | "°" | "percent" | "degree" | "hz" | "khz" | "x" | "v" | "ma")
                || (next.len() > 3 && next.ends_with('s'));
            is_number
                && !is_time
                && !is_counted
                && self.tokens.get(at).is_some_and(|token| token.raw.starts_with(|c: char| c.is_ascii_digit()))
        };
        let is_thing = index > 0 && !VALUES.contains(&self.word(index - 1));
        if !(matches!(self.word(index), "on" | "at") && is_thing && is_pin(index + 1)) {
            return Vec::new();
        }
        let mut found = vec![index + 1];
        let mut at = index + 2;
        while matches!(self.word(at), "," | "and" | "&" | "/" | "-") && is_pin(at + 1) {
            found.push(at + 1);
            at += 2;
        }
        found
    }
}

/// The pin that a single word names: `GPIO4` → `4`, `pin13` → `13`, `d4` → `D4`.
fn label(raw: &str) -> Option<String> {
    let upper = raw.to_uppercase();
    if matches!(upper.as_str(), "LED_BUILTIN" | "BUILTIN_LED") {
        return Some("LED_BUILTIN".to_owned());
    }
    let digits = upper.trim_start_matches(|c: char| !c.is_ascii_digit());
    // `PC13`, as the chip calls it.
    if let [b'P', b'A'..=b'K', rest @ ..] = upper.as_bytes()
        && (1..=2).contains(&rest.len())
        && rest.iter().all(u8::is_ascii_digit)
    {
        return Some(upper);
    }
    let prefix = upper[..upper.len() - digits.len()].trim_end_matches(['_', '-']);
    if digits.is_empty() || digits.len() > 3 || digits.contains(|c: char| !c.is_ascii_digit()) {
        return None;
    }
    match prefix {
        "GPIO" | "GP" | "PIN" | "IO" => Some(digits.to_owned()),
        "D" | "A" => Some(format!("{prefix}{digits}")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times(text: &str) -> Vec<(f64, bool)> {
        Request::read(text).durations.iter().map(|duration| (duration.milliseconds, duration.is_rate)).collect()
    }

    fn pins(text: &str) -> Vec<String> {
        Request::read(text).pins.into_iter().map(|pin| pin.label).collect()
    }

    #[test]
    fn times_in_words_and_digits() {
        assert_eq!(times("every 2 s"), [(2000.0, false)]);
        assert_eq!(times("500ms and 1.5 minutes"), [(500.0, false), (90_000.0, false)]);
        assert_eq!(times("every second, half a second, two seconds"), [(1000.0, false), (500.0, false), (2000.0, false)]);
        assert_eq!(times("each minute"), [(60_000.0, false)]);
        assert_eq!(
            times("every quarter of a second, each quarter hour, three quarters of an hour"),
            [(250.0, false), (900_000.0, false), (2_700_000.0, false)]
        );
    }

    #[test]
    fn rates() {
        assert_eq!(times("twice a second"), [(500.0, true)]);
        assert_eq!(times("4 times per second at 10 Hz"), [(250.0, true), (100.0, true)]);
        assert_eq!(times("once every minute"), [(60_000.0, true)]);
    }

    #[test]
    fn nothing_is_not_a_time() {
        assert!(times("the second LED of 2 LEDs on pin 5").is_empty());
    }

    #[test]
    fn pins_in_all_spellings() {
        assert_eq!(pins("LED on pin 27"), ["27"]);
        assert_eq!(pins("GPIO 4, GPIO5 and gp15"), ["4", "5", "15"]);
        assert_eq!(pins("button on D4, pot on a0"), ["D4", "A0"]);
        assert_eq!(pins("LEDs on pins 5, 6 and 7 every 500 ms"), ["5", "6", "7"]);
        assert_eq!(pins("blink LED_BUILTIN"), ["LED_BUILTIN"]);
        assert!(pins("a DHT22, 2 LEDs and 9600 baud").is_empty());
        assert_eq!(pins("button on 3 and led on 5, servo on 9"), ["3", "5", "9"]);
        assert!(pins("turn on 2 relays on 3 boards, on for 5 s, switch on 4").is_empty());
        assert_eq!(pins("one on 6 one on 7, motor at 8,9,10,11, encoder on 2 and 3"), ["6", "7", "8", "9", "10", "11", "2", "3"]);
        assert_eq!(pins("blink PC13, pot on pa1"), ["PC13", "PA1"]);
        assert_eq!(pins("rows 9 8 7, columns 5 4"), ["9", "8", "7", "5", "4"]);
        assert!(pins("fan at 40 %, every day at 6:30, brightness at 40").is_empty());
    }

    #[test]
    fn distance_prefers_words_before() {
        let request = Request::read("every 60 s switch on for 10 s");
        let (period, pulse) = (&request.durations[0].at, &request.durations[1].at);
        let words = ["for".to_owned(), "on".to_owned()];
        assert!(request.distance(pulse, &words) < request.distance(period, &words));
        assert_eq!(request.distance(period, &["relay".to_owned()]), None);
    }
}
