//! Pin holes: pins that the request names are held to, the tables choose the others.

use boards::{Caution, CautionKind, Family, Pin, RuntimeKind, Tables, Target};

use super::Refused;
use super::bus::{self, Line};
use super::recipe::{Builtin, Capability, PinHole};
use super::request::{PinMention, Request};
use super::words::Kind;

/// A filled pin hole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Choice {
    /// Name of the hole.
    pub(crate) hole: String,
    /// Number in the target's pin table.
    pub(crate) number: u16,
    /// How the program writes it: `13`, `A0`, `LED_BUILTIN`, `"LED"`.
    pub(crate) literal: String,
    /// Reason in a sentence.
    pub(crate) why: String,
    /// Whether the request named it.
    pub(crate) asked: bool,
    /// Whether the board itself wires it.
    pub(crate) builtin: bool,
}

/// What fills the pin holes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Choices {
    /// In the order of the holes.
    pub(crate) choices: Vec<Choice>,
    /// What was understood differently, in sentences.
    pub(crate) notes: Vec<String>,
}

impl Choices {
    /// The choice for a hole.
    pub(crate) fn of(&self, hole: &str) -> Option<&Choice> {
        self.choices.iter().find(|choice| choice.hole == hole)
    }
}

/// What other parts of the program, or an earlier attempt, leave to choose from.
#[derive(Debug, Clone, Default)]
pub(crate) struct Occupied {
    /// Pins that have turned out badly.
    pub(crate) avoid: Vec<u16>,
    /// Pins that something else uses.
    pub(crate) taken: Vec<u16>,
    /// Lines of buses that this part can share.
    pub(crate) lines: Vec<(Capability, u16)>,
}

/// Fills pin holes.
///
/// # Errors
/// [`Refused`] when the board lacks a pin that is asked for, or any pin of the kind.
pub(crate) fn fill(holes: &[&PinHole], request: &Request, target: &Target, occupied: &Occupied) -> Result<Choices, Refused> {
    let mut choices = Choices::default();
    let asked = assign(holes, request, target, &mut choices.notes)?;
    let mut taken = occupied.taken.clone();
    taken.extend(asked.iter().flatten().map(|(pin, _)| pin.number));
    let mut lines: Vec<(Capability, u16)> = Vec::new();
    for (hole, asked) in holes.iter().zip(&asked) {
        let choice = if let Some((pin, literal)) = asked {
            Choice {
                hole: hole.name.clone(),
                number: pin.number,
                literal: literal.clone(),
                why: "as asked".to_owned(),
                asked: true,
                builtin: is_builtin_led(target, pin),
            }
        } else if let Some(choice) = shared(hole, target, occupied, &lines) {
            choice
        } else {
            let partner = partner(hole, &lines);
            let choice = choose(hole, request, target, &taken, &occupied.avoid, partner, &mut choices.notes)?;
            taken.push(choice.number);
            choice
        };
        lines.push((hole.capability, choice.number));
        choices.choices.push(choice);
    }
    Ok(choices)
}

/// Numbers of the pins that the request names for these holes.
///
/// # Errors
/// [`Refused`] as for [`fill`].
pub(crate) fn asked(holes: &[&PinHole], request: &Request, target: &Target) -> Result<Vec<u16>, Refused> {
    Ok(assign(holes, request, target, &mut Vec::new())?.into_iter().flatten().map(|(pin, _)| pin.number).collect())
}

/// The line of a bus that another part has started, if the other lines of this part follow it. A
/// serial port has two ends and is not shared.
fn shared(hole: &PinHole, target: &Target, occupied: &Occupied, lines: &[(Capability, u16)]) -> Option<Choice> {
    let line = bus::line(hole.capability).filter(|line| line.bus != "uart")?;
    let (_, number) = occupied.lines.iter().find(|(capability, _)| *capability == hole.capability)?;
    let pin = target.pin(i64::from(*number)).filter(|pin| bus::agrees(target, pin, hole.capability, partner(hole, lines)))?;
    let literal = literal(pin, hole.capability, target, false);
    let why = format!("shared: the parts of this program use one {} bus", line.bus.to_uppercase());
    Some(Choice { hole: hole.name.clone(), number: *number, literal, why, asked: false, builtin: false })
}

/// The line of the same bus that was chosen before: it decides which bus it is.
fn partner(hole: &PinHole, lines: &[(Capability, u16)]) -> Option<(Line, u16)> {
    let own = bus::line(hole.capability)?;
    let mut before = lines.iter().filter_map(|(capability, pin)| Some((bus::line(*capability)?, *pin)));
    before.rfind(|(line, _)| line.bus == own.bus && line.signal != own.signal)
}

/// Which mentioned pin goes to which hole.
fn assign<'t>(
    wanted: &[&PinHole],
    request: &Request,
    target: &'t Target,
    notes: &mut Vec<String>,
) -> Result<Vec<Option<(&'t Pin, String)>>, Refused> {
    let mut mentions: Vec<PinMention> = request.pins.clone();
    // `trigger to 5`: a number beside the word for a hole is a pin, too.
    for (index, token) in request.tokens.iter().enumerate() {
        let Kind::Number(number) = token.kind else { continue };
        let is_known = mentions.iter().any(|mention| mention.at == index) || request.durations.iter().any(|time| time.at.contains(&index));
        if !is_known && request.is_free(index) && number.fract() == 0.0 && is_beside_a_role(wanted, request, index) {
            mentions.push(PinMention { label: format!("{number}"), at: index });
        }
    }
    // `d4 5`: with a number behind it, what looks like a pin is the part's own line.
    mentions.retain(|mention| {
        let is_line = wanted.iter().any(|hole| hole.words.contains(&request.tokens[mention.at].word));
        !(is_line && mentions_number(request, mention.at + 1))
    });
    mentions.sort_by_key(|mention| mention.at);

    let mut holes: Vec<Option<(&Pin, String)>> = vec![None; wanted.len()];
    let mut homeless = Vec::new();
    for mention in &mentions {
        request.mark(mention.at..mention.at + 1);
        let free = |index: &usize| holes[*index].is_none();
        let role = (0..wanted.len())
            .filter(free)
            .filter_map(|index| Some((role_distance(request, mention.at, &wanted[index].words)?, index)))
            .min();
        match role {
            Some((_, index)) => holes[index] = Some(resolve(mention, wanted[index], target, notes)?),
            None => homeless.push(mention),
        }
    }
    for mention in homeless {
        // The built-in LED is no place for a button, and a pin without a role is the line of a bus only where it is one.
        let is_line = |hole: &PinHole| bus::line(hole.capability).is_none() || resolve(mention, hole, target, &mut Vec::new()).is_ok();
        let fits = |hole: &PinHole| (mention.label != "LED_BUILTIN" || hole.builtin == Some(Builtin::Led)) && is_line(hole);
        match (0..holes.len()).find(|index| holes[*index].is_none() && fits(wanted[*index])) {
            Some(index) => holes[index] = Some(resolve(mention, wanted[index], target, notes)?),
            None => notes.push(format!("nothing in this program uses pin {}", mention.label)),
        }
    }
    for (index, first) in holes.iter().enumerate() {
        for (later, second) in holes.iter().enumerate().skip(index + 1) {
            if let (Some((pin, literal)), Some((other, _))) = (first, second)
                && pin.number == other.number
            {
                let (first, second) = (&wanted[index].signal, &wanted[later].signal);
                return Err(Refused {
                    reason: format!("pin {literal} cannot carry both {first} and {second}: two circuits on one wire fight each other"),
                    alternative: alternative(wanted[later], target, pin.number, second),
                });
            }
        }
    }
    Ok(holes)
}

fn is_beside_a_role(wanted: &[&PinHole], request: &Request, index: usize) -> bool {
    let word = |index: usize| request.tokens.get(index).map_or("", |token| token.word.as_str());
    let is_role = |word: &str| wanted.iter().any(|hole| names(&hole.words, word));
    let before = |distance: usize| index.checked_sub(distance).map_or("", |at| request.tokens[at].word.as_str());
    // `red=8`: nothing else can be meant.
    if matches!(before(1), "=" | ":") && is_role(before(2)) {
        return true;
    }
    if is_line(before(1)) && is_role(before(1)) {
        return true;
    }
    // `data 4 latch 5 clock 6`: what follows is the next line, not a thing that is counted.
    let next = request.tokens.get(index + 1);
    let ends =
        next.is_none_or(|next| next.kind != Kind::Word || matches!(next.word.as_str(), "and" | "with" | "for") || is_role(word(index + 1)));
    let is_near = is_role(before(1)) || (matches!(before(1), "to" | "on" | "at" | "is") && is_role(before(2)));
    ends && is_near
}

/// Whether a number stands there that is no time.
fn mentions_number(request: &Request, index: usize) -> bool {
    let is_time = request.durations.iter().any(|time| time.at.contains(&index));
    request.tokens.get(index).is_some_and(|token| matches!(token.kind, Kind::Number(number) if number.fract() == 0.0)) && !is_time
}

/// Words that are printed beside the same line, depending on who made the module.
const SAME_LINE: [&[&str]; 9] = [
    &["cs", "ss", "nss", "csn", "ncs", "select"],
    &["sck", "clk", "sclk", "scl", "clock"],
    &["mosi", "din", "sdi", "si", "di"],
    &["miso", "dout", "sdo", "so", "do"],
    &["dt", "dout", "data", "dat", "dio"],
    &["rst", "reset", "res"],
    &["en", "ena", "enable", "e"],
    &["tx", "txd", "transmit"],
    &["rx", "rxd", "receive"],
];

/// Whether a word names the line that these words name.
pub(crate) fn names(words: &[String], word: &str) -> bool {
    let is_same = |known: &String| SAME_LINE.iter().any(|line| line.contains(&word) && line.contains(&known.as_str()));
    words.iter().any(|known| known == word) || (!word.is_empty() && words.iter().any(is_same))
}

/// Whether a word names a line and nothing else: `sda 21 scl 22`, `trig 7`, `rs 12`, `d4 5`.
fn is_line(word: &str) -> bool {
    let is_short = word.len() <= 3
        && !word.is_empty()
        && !word.contains(['a', 'e', 'i', 'o', 'u'])
        && word.starts_with(|c: char| c.is_ascii_alphabetic());
    is_short
        || matches!(word, "sda" | "mosi" | "miso" | "din" | "dout" | "trig" | "trigger" | "echo" | "en" | "dio" | "busy" | "step" | "dir")
}

/// How far a role's word is from a mention: before it within the clause, or after `for`, `as`, `is`.
fn role_distance(request: &Request, at: usize, words: &[String]) -> Option<usize> {
    let before = request.tokens[..at].iter().rev().take(5).position(|token| names(words, &token.word));
    let says = |index: usize, all: &[&str]| request.tokens.get(index).is_some_and(|token| all.contains(&token.word.as_str()));
    let named_after = says(at + 1, &["for", "as", "is", "drives", "reads", "("]);
    let after = request.tokens.iter().skip(at + 2).take(2).position(|token| words.contains(&token.word));
    match (before, after.filter(|_| named_after)) {
        (_, Some(after)) => Some(after),
        (Some(before), None) => Some(before + 2),
        (None, None) => None,
    }
}

/// The pin that a mention means, if it can do what the hole needs.
fn resolve<'t>(mention: &PinMention, hole: &PinHole, target: &'t Target, notes: &mut Vec<String>) -> Result<(&'t Pin, String), Refused> {
    let label = &mention.label;
    let board = &target.board.name;
    let digits = label.trim_start_matches(|c: char| !c.is_ascii_digit());
    let number: Option<i64> = digits.parse().ok();
    let named = target.pin_named(label);
    let pin = if label.starts_with(|c: char| c.is_ascii_digit()) {
        number.and_then(|number| target.pin(number))
    } else if label == "LED_BUILTIN" {
        builtin_led(target)
    } else {
        // D4 is printed on many boards beside a pin that the core knows by number only; what Arduino calls by
        // that label is the pin that the label stands beside.
        named.or_else(|| printed(target, label)).or_else(|| number.filter(|_| label.starts_with('D')).and_then(|number| target.pin(number)))
    };
    let Some(pin) = pin else {
        let near = number.unwrap_or(0).clamp(0, i64::from(u16::MAX)) as u16;
        return Err(Refused { reason: format!("{board} has no pin {label}"), alternative: alternative(hole, target, near, &hole.signal) });
    };
    if let Some(reason) = objection(pin, hole.capability, target) {
        return Err(Refused {
            reason: format!("pin {label} of {board} cannot be used for {}: {reason}", hole.signal),
            alternative: alternative(hole, target, pin.number, &hole.signal),
        });
    }
    if named.is_none() && label.starts_with('D') && printed(target, label).is_some() {
        notes.push(format!("{label} of {board} is GPIO{}", pin.number));
    } else if named.is_none() && label.starts_with('D') {
        notes.push(format!("{board} has no label {label}; pin {} is meant", pin.number));
    }
    let spelled = named.is_some() && target.runtime.kind == RuntimeKind::Arduino;
    let literal = if spelled { label.clone() } else { literal(pin, hole.capability, target, label == "LED_BUILTIN") };
    Ok((pin, literal))
}

/// The pin beside which the board prints the label, as its Arduino core knows it.
fn printed<'t>(target: &'t Target, label: &str) -> Option<&'t Pin> {
    if target.runtime.kind == RuntimeKind::Arduino {
        return None;
    }
    let arduino = Tables::embedded().target(&target.board.id, RuntimeKind::Arduino, None).ok()?;
    let number = arduino.pin_named(label)?.number;
    // Numbers are those of the chip on both sides only where the core counts so.
    matches!(target.chip.family, Family::Esp32 | Family::Esp8266 | Family::Rp2040).then(|| target.pin(i64::from(number)))?
}

/// Why the pin cannot do this, in hardware words; `None` if it can.
fn objection(pin: &Pin, capability: Capability, target: &Target) -> Option<String> {
    for kind in [CautionKind::Flash, CautionKind::Absent] {
        if let Some(caution) = pin.caution(kind) {
            return Some(caution.text.clone());
        }
    }
    if can(pin, capability, target) {
        return None;
    }
    let lack = match capability {
        Capability::Output | Capability::Data => {
            return Some(
                pin.caution(CautionKind::InputOnly).map_or_else(|| "it has no output driver".to_owned(), |caution| caution.text.clone()),
            );
        }
        Capability::Pwm | Capability::Servo | Capability::Tone if !pin.output => "it has no output driver",
        Capability::Pwm | Capability::Servo | Capability::Tone => "it has no PWM",
        Capability::Input => "it has no digital input",
        Capability::InputPullUp => "it has no internal pull-up",
        Capability::Interrupt if pin.interrupt => "it has no internal pull-up",
        Capability::Interrupt => "no interrupt is wired to it",
        Capability::Adc => "it has no analog input",
        Capability::Sda => "the I2C data line is not wired to it",
        Capability::Scl => "the I2C clock line is not wired to it",
        Capability::Sck | Capability::Mosi | Capability::Miso => "this line of the SPI bus is not wired to it",
        Capability::Rx | Capability::Tx => "this line of a free serial port is not wired to it",
        Capability::Touch => "it has no touch sensor",
        Capability::Dac => "it has no digital-to-analog converter",
    };
    Some(lack.to_owned())
}

/// Whether the pin has what the capability needs.
fn can(pin: &Pin, capability: Capability, target: &Target) -> bool {
    match capability {
        Capability::Output => pin.output,
        Capability::Input => pin.input,
        Capability::InputPullUp => pin.input && pin.pull_up,
        Capability::Interrupt => pin.input && pin.pull_up && pin.interrupt,
        Capability::Pwm => pin.output && pin.pwm,
        Capability::Servo | Capability::Tone => pin.output && (pin.pwm || target.chip.family == Family::Avr),
        // A number alone would mean another input where analog inputs are counted.
        Capability::Adc => pin.adc.is_some() && (!counts_analog_inputs(target) || analog_name(pin).is_some()),
        Capability::Data => pin.input && pin.output,
        Capability::Touch => pin.touch.is_some(),
        Capability::Dac => pin.dac.is_some(),
        Capability::Sda | Capability::Scl | Capability::Sck | Capability::Mosi | Capability::Miso | Capability::Rx | Capability::Tx => {
            bus::line(capability).is_some_and(|line| !bus::numbers(target, pin, line).is_empty())
        }
    }
}

/// The nearest pin that would do, as a sentence.
fn alternative(hole: &PinHole, target: &Target, near: u16, signal: &str) -> String {
    let fits = |pin: &&Pin| is_free_of_trouble(pin, hole.capability, target) && can(pin, hole.capability, target);
    let distance = |pin: &&Pin| (pin.number.abs_diff(near), pin.number);
    let Some(pin) = target.pins.iter().filter(fits).min_by_key(distance) else {
        return format!("no pin of {} suits {signal}; another board is needed", target.board.name);
    };
    format!("use pin {} for {signal}", spoken(pin, hole.capability, target))
}

/// The pin as a person would name it.
pub(crate) fn spoken(pin: &Pin, capability: Capability, target: &Target) -> String {
    literal(pin, capability, target, false).trim_matches('"').to_owned()
}

/// Chooses a pin for a hole that the request leaves open.
fn choose(
    hole: &PinHole,
    request: &Request,
    target: &Target,
    taken: &[u16],
    avoid: &[u16],
    partner: Option<(Line, u16)>,
    notes: &mut Vec<String>,
) -> Result<Choice, Refused> {
    let board = &target.board.name;
    let choice = |pin: &Pin, why: String, builtin: bool| Choice {
        hole: hole.name.clone(),
        number: pin.number,
        literal: literal(pin, hole.capability, target, builtin),
        why,
        asked: false,
        builtin,
    };
    let is_open = |pin: &Pin| !taken.contains(&pin.number) && !avoid.contains(&pin.number);
    let asks_builtin = request.says("builtin") || request.says("onboard") || asks_for_own(request);
    match hole.builtin {
        Some(Builtin::Led) if !asks_external(request) => {
            match builtin_led(target).filter(|pin| is_open(pin) && can(pin, hole.capability, target)) {
                Some(pin) => return Ok(choice(pin, format!("the LED of {board}"), true)),
                None if asks_builtin => notes.push(format!("{board} has no plain LED of its own, so an external one is used")),
                None => {}
            }
        }
        Some(Builtin::Ws2812) if asks_builtin => {
            match target
                .board
                .wiring
                .iter()
                .find(|wiring| wiring.what.contains("WS2812"))
                .and_then(|wiring| target.pin(i64::from(wiring.pin)))
            {
                Some(pin) => return Ok(choice(pin, format!("the RGB LED of {board}"), true)),
                None => notes.push(format!("{board} has no addressable LED of its own, so an external strip is used")),
            }
        }
        _ => {}
    }
    // Where the bus can be moved, its default pins must be free of trouble: on some boards a boot
    // button or an LED sits there.
    let suits =
        |pin: &Pin, line: Line| is_open(pin) && (is_free_of_trouble(pin, hole.capability, target) || !target.routes_freely(line.bus));
    if let Some(line) = bus::line(hole.capability)
        && let Some((pin, bus)) = bus::default_pin(target, line, partner).filter(|(pin, _)| suits(pin, line))
    {
        return Ok(choice(pin, format!("default {} of {bus} on {board}", hole.signal), false));
    }
    let fits = |pin: &&Pin| is_open(pin) && can(pin, hole.capability, target) && bus::agrees(target, pin, hole.capability, partner);
    let best = target
        .pins
        .iter()
        .filter(fits)
        .filter(|pin| is_free_of_trouble(pin, hole.capability, target))
        .min_by_key(|pin| (cost(pin, hole.capability, target), pin.number));
    if let Some(pin) = best {
        return Ok(choice(pin, format!("free, {}, and needed for nothing else on {board}", ability(hole.capability)), false));
    }
    // Every pin of the kind has something against it: take the one with least, and say so.
    let mild = |caution: &Caution| {
        !matches!(caution.kind, CautionKind::Flash | CautionKind::Absent | CautionKind::Usb | CautionKind::Serial | CautionKind::Wired)
    };
    let second_best = target
        .pins
        .iter()
        .filter(fits)
        .filter(|pin| pin.exposed && pin.cautions.iter().all(mild))
        .min_by_key(|pin| (pin.cautions.len(), cost(pin, hole.capability, target), pin.number));
    match second_best {
        Some(pin) => {
            let remark = pin.cautions.first().map_or_else(String::new, |caution| format!("; {}", caution.text));
            Ok(choice(pin, format!("the only kind of pin of {board} that is {}{remark}", ability(hole.capability)), false))
        }
        None => Err(Refused {
            reason: format!("{board} has no free pin that is {}, which {} needs", ability(hole.capability), hole.signal),
            alternative: "a board with more pins, or a task with fewer parts".to_owned(),
        }),
    }
}

/// `the LED of the board`, `the board's LED`.
fn asks_for_own(request: &Request) -> bool {
    let words: Vec<&str> = request.tokens.iter().map(|token| token.word.as_str()).collect();
    words.windows(3).any(|three| matches!(three, ["on" | "of", "the" | "my", "board"]))
        || words.windows(3).any(|three| matches!(three, ["board", "'" | "’", "s"]))
}

fn asks_external(request: &Request) -> bool {
    request.says("external") || request.says("breadboard")
}

fn ability(capability: Capability) -> &'static str {
    match capability {
        Capability::Output => "able to drive",
        Capability::Input => "able to read",
        Capability::InputPullUp => "able to read with a pull-up",
        Capability::Interrupt => "able to interrupt",
        Capability::Pwm => "able to do PWM",
        Capability::Servo => "able to pulse a servo",
        Capability::Tone => "able to sound a tone",
        Capability::Adc => "able to read a voltage",
        Capability::Data => "able to read and drive",
        Capability::Touch => "able to feel a touch",
        Capability::Dac => "able to put out a voltage",
        Capability::Sda | Capability::Scl => "able to carry I2C",
        Capability::Sck | Capability::Mosi | Capability::Miso => "able to carry SPI",
        Capability::Rx | Capability::Tx => "able to carry a serial port",
    }
}

/// Whether the pin is brought out and nothing speaks against it for this use.
fn is_free_of_trouble(pin: &Pin, capability: Capability, target: &Target) -> bool {
    // ADC2 is trouble for analog reading only.
    let matters = |caution: &Caution| caution.kind != CautionKind::AdcRadio || capability == Capability::Adc;
    pin.exposed
        && !pin.by_name_only()
        && !pin.cautions.iter().any(matters)
        && !target.board.wiring.iter().any(|wiring| wiring.pin == pin.number)
}

/// Lower is better: default bus pins and rare abilities are kept for what needs them.
fn cost(pin: &Pin, capability: Capability, target: &Target) -> u32 {
    let bus =
        target.buses().iter().filter(|bus| bus.pin == pin.number).map(|bus| match bus.bus.trim_end_matches(|c: char| c.is_ascii_digit()) {
            "uart" => 30,
            "i2c" => 20,
            _ => 10,
        });
    let wants_pwm = matches!(capability, Capability::Pwm | Capability::Servo | Capability::Tone);
    let spared = [
        pin.dac.is_some() && capability != Capability::Dac,
        pin.touch.is_some() && capability != Capability::Touch,
        pin.adc.is_some() && capability != Capability::Adc,
        // Where nearly every pin has PWM or interrupts, they are not rare.
        pin.pwm && !wants_pwm && target.chip.family == Family::Avr,
        pin.interrupt && capability != Capability::Interrupt && target.chip.family == Family::Avr,
    ];
    bus.max().unwrap_or(0) + spared.iter().filter(|is_rare| **is_rare).count() as u32
}

/// The board's plain LED.
pub(crate) fn builtin_led(target: &Target) -> Option<&Pin> {
    let wired = |pin: &&Pin| is_builtin_led(target, pin);
    let named = target.pin_named("LED_BUILTIN").filter(wired).or_else(|| target.pin_named("LED").filter(wired));
    named.or_else(|| {
        let wiring = target.board.wiring.iter().find(|wiring| is_led(&wiring.what))?;
        target.pin(i64::from(wiring.pin))
    })
}

fn is_led(what: &str) -> bool {
    what == "LED" || what.starts_with("LED (")
}

fn is_builtin_led(target: &Target, pin: &Pin) -> bool {
    let wires = |what: &dyn Fn(&str) -> bool| target.board.wiring.iter().any(|wiring| wiring.pin == pin.number && what(&wiring.what));
    pin.output && (wires(&is_led) || (pin.by_name_only() && pin.names.iter().any(|name| name == "LED")))
}

/// Whether `analogRead(2)` means input A2 rather than pin 2.
fn counts_analog_inputs(target: &Target) -> bool {
    target.runtime.kind == RuntimeKind::Arduino && !matches!(target.chip.family, Family::Esp32 | Family::Rp2040)
}

/// `A0` and the like.
fn analog_name(pin: &Pin) -> Option<&str> {
    let digits =
        |name: &str| name.strip_prefix('A').is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()));
    pin.names.iter().map(String::as_str).find(|name| digits(name))
}

/// The number to show for a pin. One that only a name reaches is shown as Arduino numbers it.
pub(crate) fn shown_number(target: &Target, number: u16) -> u16 {
    let by_name = target.pins.iter().find(|pin| pin.number == number && pin.by_name_only());
    by_name.and_then(|pin| arduino_twin(target, pin)).map_or(number, |pin| pin.number)
}

/// The same pin as Arduino cores know it.
fn arduino_twin(target: &Target, pin: &Pin) -> Option<Pin> {
    let target = Tables::embedded().target(&target.board.id, RuntimeKind::Arduino, None).ok()?;
    target.pins.into_iter().find(|other| other.chip_pin == pin.chip_pin)
}

/// How a program writes the pin.
fn literal(pin: &Pin, capability: Capability, target: &Target, builtin: bool) -> String {
    let has = |name: &str| pin.names.iter().any(|candidate| candidate == name);
    match target.runtime.kind {
        RuntimeKind::Arduino if builtin && has("LED_BUILTIN") => "LED_BUILTIN".to_owned(),
        RuntimeKind::MicroPython if (builtin || pin.by_name_only()) && has("LED") => "\"LED\"".to_owned(),
        RuntimeKind::Arduino if capability == Capability::Adc && counts_analog_inputs(target) => {
            analog_name(pin).map_or_else(|| pin.number.to_string(), str::to_owned)
        }
        // No number reaches it; templates write such pins in a way of their own.
        _ if pin.by_name_only() => {
            let label = arduino_twin(target, pin).and_then(|twin| twin.names.into_iter().next());
            pin.names.first().cloned().or(label).unwrap_or_else(|| pin.chip_pin.clone())
        }
        _ => pin.number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::recipe::recipes;

    fn pins(board: &str, kind: RuntimeKind, recipe: &str, text: &str) -> String {
        let target = Tables::embedded().target(board, kind, None).expect("the board");
        let recipe = recipes().iter().find(|candidate| candidate.name == recipe).expect("the recipe");
        let holes: Vec<&PinHole> = recipe.pins.iter().collect();
        match fill(&holes, &Request::read(text), &target, &Occupied::default()) {
            Ok(choices) => {
                let mut shown: Vec<String> = choices.choices.iter().map(|choice| format!("{}={}", choice.hole, choice.literal)).collect();
                shown.extend(choices.notes);
                shown.join(" ")
            }
            Err(refused) => format!("{} → {}", refused.reason, refused.alternative),
        }
    }

    fn arduino(board: &str, recipe: &str, text: &str) -> String {
        pins(board, RuntimeKind::Arduino, recipe, text)
    }

    fn micropython(board: &str, recipe: &str, text: &str) -> String {
        pins(board, RuntimeKind::MicroPython, recipe, text)
    }

    #[test]
    fn the_built_in_led() {
        assert_eq!(arduino("uno", "blink-led", "blink the built-in LED"), "led=LED_BUILTIN");
        assert_eq!(arduino("rpipicow", "blink-led", "blink the built-in LED"), "led=LED_BUILTIN");
        assert_eq!(micropython("rpipicow", "blink-led", "blink the built-in LED"), "led=\"LED\"");
        assert_eq!(micropython("nodemcuv2", "blink-led", "blink"), "led=2");
        let without = arduino("esp32dev", "blink-led", "blink the built-in LED");
        assert!(without.ends_with("has no plain LED of its own, so an external one is used"), "{without}");
    }

    #[test]
    fn words_decide_which_pin_is_which() {
        let text = "button on pin 3 toggles an LED on pin 7";
        assert_eq!(arduino("uno", "button-debounce", text), "button=3 led=7");
        assert_eq!(arduino("uno", "button-debounce", "toggle the LED on pin 7 with a button on pin 3"), "button=3 led=7");
        assert_eq!(arduino("megaatmega2560", "hcsr04-distance", "HC-SR04 with trig to 22 and echo to 24"), "trigger=22 echo=24");
        assert_eq!(arduino("uno", "hcsr04-distance", "distance, pin 5 for echo, pin 6 for trigger"), "trigger=6 echo=5");
        assert_eq!(arduino("nodemcuv2", "button-debounce", "button on D5"), "button=D5 led=LED_BUILTIN");
    }

    #[test]
    fn a_pin_that_cannot_is_refused_with_one_that_can() {
        let refused = arduino("esp32dev", "blink-led", "blink an LED on GPIO 34");
        assert!(refused.contains("cannot be used for LED") && refused.contains("use pin "), "{refused}");
        assert_eq!(arduino("uno", "blink-led", "blink pin 27").split(" → ").next().unwrap(), "Arduino UNO has no pin 27");
        assert_eq!(
            arduino("uno", "fade-led", "fade an LED on pin 7"),
            "pin 7 of Arduino UNO cannot be used for LED: it has no PWM → use pin 6 for LED"
        );
        let refused = arduino("uno", "button-interrupt-counter", "count presses with an interrupt on pin 7");
        assert!(refused.contains("no interrupt is wired to it"), "{refused}");
    }

    #[test]
    fn free_choices_are_safe() {
        for board in ["uno", "esp32dev", "pico", "rpipicow", "nodemcuv2", "esp32-c3-devkitm-1", "megaatmega2560"] {
            let target = Tables::embedded().target(board, RuntimeKind::Arduino, None).expect("the board");
            for recipe in recipes() {
                let holes: Vec<&PinHole> = recipe.pins.iter().collect();
                let Ok(choices) = fill(&holes, &Request::read(""), &target, &Occupied::default()) else { continue };
                for choice in choices.choices {
                    let pin = target.pins.iter().find(|pin| pin.number == choice.number).expect("a pin of the board");
                    let bad = [CautionKind::Flash, CautionKind::Usb, CautionKind::Absent, CautionKind::Serial];
                    assert!(pin.cautions.iter().all(|caution| !bad.contains(&caution.kind)), "{board} {} {choice:?}", recipe.name);
                }
            }
        }
    }

    #[test]
    fn analog_inputs_are_named_where_they_are_counted() {
        assert_eq!(arduino("leonardo", "potentiometer-serial", "read a potentiometer"), "sensor=A0");
        assert_eq!(arduino("esp32dev", "potentiometer-serial", "potentiometer on pin 34"), "sensor=34");
        let target = Tables::embedded().target("nodemcuv2", RuntimeKind::MicroPython, None).expect("the board");
        let recipe = recipes().iter().find(|recipe| recipe.name == "potentiometer-serial").expect("the recipe");
        let holes: Vec<&PinHole> = recipe.pins.iter().collect();
        let choices = fill(&holes, &Request::read(""), &target, &Occupied::default()).expect("a pin");
        assert_eq!(shown_number(&target, choices.choices[0].number), 17);
    }

    #[test]
    fn default_buses() {
        assert!(!arduino("esp32-c3-devkitm-1", "i2c-scanner", "scan i2c").contains("sda=8"), "GPIO8 drives the RGB LED");
        assert_eq!(arduino("uno", "i2c-scanner", "scan i2c"), "sda=18 scl=19");
        assert_eq!(arduino("esp32dev", "i2c-scanner", "scan i2c"), "sda=21 scl=22");
        assert_eq!(micropython("pico", "i2c-scanner", "scan i2c"), "sda=4 scl=5");
        assert_eq!(micropython("pico", "i2c-scanner", "scan i2c, sda on pin 6"), "sda=6 scl=7");
        let refused = arduino("uno", "i2c-scanner", "scan i2c with sda on pin 4");
        assert!(refused.contains("not wired to it → use pin 18"), "{refused}");
    }
}
