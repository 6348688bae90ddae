//! Values that go from one part of a program to another: who feeds whom, and the statements for it.

#![allow(clippy::match_same_arms, reason = "the arms and fields read as the domain has them")]

use boards::Family;
use document::Language;

use super::recipe::{Consumed, Form, Provided, Recipe, ValueType};
use super::request::Request;
use super::words::Kind;

/// One part feeds another.
#[derive(Debug)]
pub(crate) struct Link {
    /// Index of the part that knows the values.
    pub(crate) source: usize,
    /// Index of the part that takes them.
    pub(crate) sink: usize,
    values: Vec<&'static Provided>,
    consumed: &'static Consumed,
    limit: Option<Limit>,
}

/// `above 30`.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Limit {
    operator: &'static str,
    value: f64,
}

/// Finds who feeds whom. Each part is a recipe and the words that speak of it.
pub(crate) fn links(parts: &[(&'static Recipe, &Request)]) -> Vec<Link> {
    let mut links: Vec<Link> = Vec::new();
    let all_words = |word: &str| parts.iter().any(|(_, request)| request.says(word));
    let asks_all = ["both", "all", "everything"].iter().any(|word| all_words(word));
    for (sink, (recipe, request)) in parts.iter().enumerate() {
        let mut found: Vec<Link> = (0..parts.len())
            .filter(|source| *source != sink && !links.iter().any(|link| link.source == sink && link.sink == *source))
            .filter_map(|source| link(parts, source, sink, recipe))
            .collect();
        if found.len() > 1 && !asks_all {
            // The sink's own words name a value, or the nearest part before it is meant, or the next one.
            let is_named = |link: &Link| link.values.iter().any(|value| is_meant(value, request));
            if found.iter().any(is_named) {
                found.retain(is_named);
            } else {
                let before = found.iter().map(|link| link.source).filter(|source| *source < sink).max();
                let nearest = before.or_else(|| found.iter().map(|link| link.source).min());
                found.retain(|link| Some(link.source) == nearest);
            }
        }
        links.extend(found);
    }
    links
}

fn is_meant(value: &Provided, request: &Request) -> bool {
    request.says(&value.name) || value.words.iter().any(|word| request.says(word))
}

fn link(parts: &[(&'static Recipe, &Request)], source: usize, sink: usize, recipe: &'static Recipe) -> Option<Link> {
    let (from, said) = parts[source];
    let limit = limit(parts[sink].1).or_else(|| limit(said));
    recipe.consumes.iter().find_map(|consumed| {
        let fits: Vec<&Provided> = from.provides.iter().filter(|value| suits(value, consumed, limit.is_some())).collect();
        let meant: Vec<&Provided> =
            fits.iter().copied().filter(|value| parts.iter().any(|(_, request)| is_meant(value, request))).collect();
        let mut values = if meant.is_empty() { fits } else { meant };
        if consumed.kind != ValueType::Text {
            values.truncate(1);
        }
        let is_compared = |value: &&Provided| matches!(value.kind, ValueType::Float | ValueType::Int);
        let limit = limit.filter(|_| consumed.kind == ValueType::Bool && values.first().is_some_and(is_compared));
        (!values.is_empty()).then_some(Link { source, sink, values, consumed, limit })
    })
}

fn suits(value: &Provided, consumed: &Consumed, has_limit: bool) -> bool {
    let is_number = matches!(value.kind, ValueType::Float | ValueType::Int);
    match consumed.kind {
        ValueType::Text => true,
        ValueType::Bool => matches!(value.kind, ValueType::Bool | ValueType::Event) || (is_number && has_limit),
        ValueType::Float | ValueType::Int => is_number && (consumed.range.is_none() || value.range.is_some()),
        ValueType::Event => false,
    }
}

/// `above 30`, `below 20 cm`, `drops under 10`.
fn limit(request: &Request) -> Option<Limit> {
    const WORDS: [(&str, &str); 20] = [
        ("above", ">"),
        ("over", ">"),
        ("exceeds", ">"),
        ("exceed", ">"),
        ("greater", ">"),
        ("more", ">"),
        ("higher", ">"),
        ("hotter", ">"),
        ("warmer", ">"),
        ("brighter", ">"),
        ("beyond", ">"),
        ("farther", ">"),
        ("below", "<"),
        ("under", "<"),
        ("less", "<"),
        ("lower", "<"),
        ("colder", "<"),
        ("closer", "<"),
        ("nearer", "<"),
        ("darker", "<"),
    ];
    for (index, token) in request.tokens.iter().enumerate() {
        let Some((_, operator)) = WORDS.iter().find(|(word, _)| *word == token.word) else { continue };
        let ahead = index + 1..(index + 4).min(request.tokens.len());
        for at in ahead {
            let is_time = request.durations.iter().any(|duration| duration.at.contains(&at));
            if let Kind::Number(value) = request.tokens[at].kind
                && !is_time
            {
                request.mark(at..at + 1);
                return Some(Limit { operator, value });
            }
        }
    }
    None
}

/// Where the lines that hand values on stand.
pub(crate) struct Place {
    /// Language of the program.
    pub(crate) language: Language,
    /// Family of the chip: C libraries differ in what they print.
    pub(crate) family: Family,
    /// Lines of a display that other parts have taken.
    pub(crate) first_index: usize,
    /// How many links of the same part came before: each has a buffer of its own.
    pub(crate) n_before: usize,
}

impl Link {
    /// How many lines of a display the values take.
    pub(crate) fn n_lines(&self) -> usize {
        self.values.len()
    }

    /// A sentence on what goes where.
    pub(crate) fn said(&self, parts: &[(&'static Recipe, &Request)]) -> String {
        let names: Vec<&str> = self.values.iter().map(|value| value.name.as_str()).collect();
        format!("{} of {} goes to {}", names.join(", "), parts[self.source].0.name, parts[self.sink].0.name)
    }

    /// The statements, with the holes of both recipes still in them. `fill_sink` fills those of the sink.
    pub(crate) fn statements(&self, place: &Place, fill_sink: impl Fn(&str) -> String) -> String {
        let python = place.language == Language::MicroPython;
        let call = |event: bool| {
            let (plain, for_event) = if python {
                (&self.consumed.micropython, &self.consumed.micropython_event)
            } else {
                (&self.consumed.arduino, &self.consumed.arduino_event)
            };
            fill_sink(if event && !for_event.is_empty() { for_event } else { plain })
        };
        let expression = |value: &Provided| if python { value.micropython.clone() } else { value.arduino.clone() };
        match self.consumed.kind {
            ValueType::Text => self.texts(place, &call(false), expression),
            ValueType::Bool => {
                let value = self.values[0];
                let is_event = value.kind == ValueType::Event;
                let condition = match (self.limit, is_event) {
                    (Some(limit), _) => format!("{} {} {}", wrapped(&expression(value)), limit.operator, limit.value),
                    (None, true) => if python { "True" } else { "true" }.to_owned(),
                    (None, false) => expression(value),
                };
                call(is_event).replace("{{value}}", &condition)
            }
            _ => {
                let value = self.values[0];
                let scaled = match (&value.range, &self.consumed.range) {
                    (Some([from, to]), Some([least, most])) => {
                        let (least, most) = (fill_sink(least), fill_sink(most));
                        scaled(&expression(value), [from, to], [&least, &most], value.kind, python)
                    }
                    _ => expression(value),
                };
                call(false).replace("{{value}}", &scaled)
            }
        }
    }

    fn texts(&self, place: &Place, call: &str, expression: impl Fn(&Provided) -> String) -> String {
        let python = place.language == Language::MicroPython;
        let one = |values: &[&'static Provided], form: Form| {
            let literal: String = pattern(values, form, python, place.family);
            let arguments: Vec<String> =
                values.iter().filter_map(|value| argument(value, &expression(value), python, place.family)).collect();
            (literal, arguments)
        };
        if self.consumed.form == Form::Lines {
            let lines: Vec<String> = self
                .values
                .iter()
                .enumerate()
                .map(|(index, value)| {
                    let (literal, arguments) = one(&[value], Form::Lines);
                    let call =
                        call.replace("{{index}}", &(place.first_index + index).to_string()).replace("{{label}}", &capital(&value.name));
                    formatted(&call, &literal, &arguments, python, index == 0, 32, place.n_before)
                })
                .collect();
            return lines.join("\n");
        }
        let (literal, arguments) = one(&self.values, self.consumed.form);
        let size = 24 + 32 * self.values.len();
        formatted(&call.replace("{{label}}", &capital(&self.values[0].name)), &literal, &arguments, python, true, size, place.n_before)
    }
}

fn capital(text: &str) -> String {
    let text = text.replace('_', " ");
    text.chars().take(1).flat_map(char::to_uppercase).chain(text.chars().skip(1)).collect()
}

/// In brackets, where an operator could take a part of it.
fn wrapped(expression: &str) -> String {
    let is_simple = expression.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | '(' | ')'));
    if is_simple { expression.to_owned() } else { format!("({expression})") }
}

/// A number in the range of the sink.
fn scaled(value: &str, [from, to]: [&str; 2], [least, most]: [&str; 2], kind: ValueType, python: bool) -> String {
    let value = wrapped(value);
    match (python, kind) {
        (true, _) => format!("int(({value} - {from}) * ({most} - {least}) / ({to} - {from}) + {least})"),
        (false, ValueType::Int) => format!("map({value}, {from}, {to}, {least}, {most})"),
        (false, _) => format!("map(static_cast<long>({value}), {from}, {to}, {least}, {most})"),
    }
}

/// Whether the C library of the family prints numbers with decimals.
fn prints_decimals(family: Family) -> bool {
    matches!(family, Family::Esp32 | Family::Esp8266 | Family::Rp2040)
}

/// Where one value stands in the text.
fn slot(value: &Provided, form: Form, python: bool, family: Family) -> String {
    match value.kind {
        ValueType::Float if python || prints_decimals(family) => format!("%.{}f", value.digits),
        ValueType::Float | ValueType::Bool => "%s".to_owned(),
        ValueType::Int if python => "%d".to_owned(),
        ValueType::Int => "%ld".to_owned(),
        ValueType::Text if form == Form::Json => "\\\"%s\\\"".to_owned(),
        ValueType::Text => "%s".to_owned(),
        ValueType::Event => "1".to_owned(),
    }
}

/// The text around the values, as the contents of a string literal.
fn pattern(values: &[&'static Provided], form: Form, python: bool, family: Family) -> String {
    let unit = |value: &Provided| match value.unit.as_str() {
        "" => String::new(),
        "%" => " %%".to_owned(),
        unit => format!(" {unit}"),
    };
    let each = values.iter().map(|value| {
        let slot = slot(value, form, python, family);
        match form {
            Form::Json => format!("\\\"{}\\\":{slot}", value.name),
            Form::Csv => slot,
            Form::Lines if value.kind == ValueType::Event => capital(&value.name),
            Form::Lines => format!("{}: {slot}{}", capital(&value.name), unit(value)),
            Form::Plain if value.kind == ValueType::Event => value.name.replace('_', " "),
            Form::Plain if value.kind == ValueType::Bool => format!("{}: {slot}", value.name.replace('_', " ")),
            Form::Plain => format!("{slot}{}", unit(value)),
        }
    });
    let each: Vec<String> = each.collect();
    match form {
        Form::Json => format!("{{{}}}", each.join(",")),
        Form::Csv => each.join(","),
        Form::Plain | Form::Lines => each.join(", "),
    }
}

fn argument(value: &Provided, expression: &str, python: bool, family: Family) -> Option<String> {
    Some(match (value.kind, python) {
        (ValueType::Event, _) => return None,
        (ValueType::Bool, true) => format!("\"true\" if {expression} else \"false\""),
        (ValueType::Bool, false) => format!("{} ? \"true\" : \"false\"", wrapped(expression)),
        (_, true) | (ValueType::Text, false) => expression.to_owned(),
        (ValueType::Int, false) => format!("static_cast<long>({expression})"),
        // Everywhere else a short String prints it; it lives until the end of the call.
        (ValueType::Float, false) if !prints_decimals(family) => format!("String({expression}, {}).c_str()", value.digits),
        (ValueType::Float, false) => expression.to_owned(),
    })
}

/// The statements that make the text and hand it on.
fn formatted(call: &str, literal: &str, arguments: &[String], python: bool, declares: bool, size: usize, n_before: usize) -> String {
    if arguments.is_empty() {
        return call.replace("{{value}}", &format!("\"{}\"", literal.replace("%%", "%")));
    }
    if python {
        let arguments = match arguments {
            [one] if !one.contains(' ') => one.clone(),
            [one] => format!("({one},)"),
            many => format!("({})", many.join(", ")),
        };
        // Quotes inside are those of JSON; the literal then has the other kind.
        let literal = if literal.contains("\\\"") { format!("'{}'", literal.replace("\\\"", "\"")) } else { format!("\"{literal}\"") };
        return call.replace("{{value}}", &format!("{literal} % {arguments}"));
    }
    let name = if n_before == 0 { "message".to_owned() } else { format!("message{}", n_before + 1) };
    let declaration = if declares { format!("char {name}[{size}];\n") } else { String::new() };
    format!("{declaration}snprintf({name}, sizeof({name}), \"{literal}\", {});\n{}", arguments.join(", "), call.replace("{{value}}", &name))
}

/// Marks the number of a limit, so that nothing else takes it.
pub(crate) fn mark_limit(request: &Request) {
    limit(request);
}
