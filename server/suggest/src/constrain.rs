//! What is certainly wrong is not even decoded.
//!
//! Masked are: numbers and names of pins that cannot do what the call needs, members that a fully
//! known module or class does not have, functions that this runtime version has lost, a mode that the
//! pin before it lacks, and pins called by names that nobody can have declared. Variables and expressions stay possible everywhere, and risky pins are
//! left to the verdict. The places are found anew in every draft, so later calls are watched as well
//! as the one at the cursor.

use boards::Target;
use decode::{Constraint, Judging, is_identifier_byte};
use document::facts::PinRole;
use document::{Language, Snapshot};
use rustc_hash::FxHashMap;

use crate::context::{Argument, CursorContext, Place, bound_place};
use crate::known::KnownNames;
use crate::scan::{Scan, word_end, word_start};
use crate::scope::{Receiver, Scope};
use crate::stop::Stops;
use crate::{pins, probe};

/// So many of the likeliest tokens are looked at; in a restricted place the others are masked.
const N_JUDGED: usize = 64;

/// Watches one draft at one cursor.
pub(crate) struct DraftConstraint<'a> {
    /// Nothing is masked without a target.
    masks: Option<Masks<'a>>,
    stops: Stops,
}

struct Masks<'a> {
    snapshot: &'a Snapshot,
    cursor: usize,
    target: &'a Target,
    scope: Scope<'a>,
    names: KnownNames<'a>,
    /// The document up to the cursor, then the draft, then a token.
    text: Vec<u8>,
    /// The reader before the word at the cursor.
    scan: Scan,
    /// The reader at a word of the last draft that was looked at: the next draft most often goes on from there.
    ahead: Scan,
    /// The draft that was begun.
    begun: Begun,
    /// Roles of the pin at the cursor.
    roles_at_cursor: Vec<PinRole>,
    /// Roles by callee and argument: they cost a parse.
    roles: FxHashMap<String, Vec<PinRole>>,
}

/// What a place asks of the word that stands there.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Slot {
    /// A pin that can do all of this.
    Pin(Vec<PinRole>),
    /// A member of what stands before the dot.
    Member(Receiver),
    /// A mode that the pin of this number has.
    Mode(u16),
    /// A name in an expression.
    Name,
    /// Anything.
    Free,
}

/// Where the word stands that the next token begins or goes on with.
struct Begun {
    /// Bytes of the document and the draft.
    written: usize,
    /// Where the word begins.
    start: usize,
    /// The reader there.
    scan: Scan,
    /// What is asked of the word.
    slot: Slot,
}

/// A word, and what is known of its end.
#[derive(Clone, Copy)]
struct Word<'a> {
    bytes: &'a [u8],
    /// Where it begins.
    start: usize,
    /// The byte after it; `None` at the end of a text; no matter while the word may go on.
    next: Option<u8>,
    may_go_on: bool,
}

impl<'a> DraftConstraint<'a> {
    /// For a draft at `cursor`; `validate` switches the masks.
    pub(crate) fn new(
        snapshot: &'a Snapshot,
        target: Option<&'a Target>,
        context: &CursorContext,
        multiline: bool,
        validate: bool,
    ) -> Self {
        let cursor = context.word.end;
        let masks = target.filter(|_| validate).map(|target| {
            let text = snapshot.slice(document::Span::new(0, cursor)).into_bytes();
            let slot = context.pin.as_ref().filter(|slot| slot.is_certain);
            let scan = Scan::of(snapshot.language, &text[..context.word.start]);
            Masks {
                snapshot,
                cursor,
                target,
                scope: Scope { facts: &snapshot.facts, outer: &snapshot.outer, target: Some(target), language: snapshot.language },
                names: KnownNames::new(snapshot, target, context.word),
                ahead: scan.clone(),
                begun: Begun { written: text.len(), start: scan.at, scan: scan.clone(), slot: Slot::Free },
                scan,
                text,
                roles_at_cursor: slot.map(|slot| slot.roles.clone()).unwrap_or_default(),
                roles: FxHashMap::default(),
            }
        });
        Self { masks, stops: Stops::new(snapshot, cursor, multiline) }
    }

    /// The draft as it may be shown.
    pub(crate) fn finish<'d>(&self, draft: &'d str, stop: &decode::Stop) -> &'d str {
        self.stops.finish(draft, stop)
    }
}

impl Constraint for DraftConstraint<'_> {
    fn begin(&mut self, draft: &[u8]) -> Judging {
        let others_pass = self.masks.as_mut().is_none_or(|masks| masks.begin(draft));
        Judging::OneByOne { n: if self.masks.is_some() { N_JUDGED } else { 0 }, others_pass }
    }

    fn permits(&mut self, token: &[u8]) -> bool {
        self.masks.as_mut().is_none_or(|masks| masks.permits(token))
    }

    fn stop(&mut self, draft: &[u8]) -> Option<usize> {
        self.stops.cut(draft)
    }
}

impl Masks<'_> {
    /// Looks at the place behind the draft; whether tokens that nobody asks about may stand there.
    fn begin(&mut self, draft: &[u8]) -> bool {
        // As far as the last draft went the same way, its reader need not read again.
        let same = self.text[self.cursor..].iter().zip(draft).take_while(|(a, b)| a == b).count();
        if self.cursor + same < self.ahead.at {
            self.ahead.clone_from(&self.scan);
        }
        self.text.truncate(self.cursor);
        self.text.extend_from_slice(draft);
        let written = self.text.len();
        let start = word_start(&self.text, written).max(self.scan.at);
        if start < self.ahead.at {
            self.ahead.clone_from(&self.scan);
        }
        self.ahead.advance(&self.text[..start]);
        let scan = self.ahead.clone();
        let slot = self.slot(&scan);
        let is_restricted = matches!(slot, Slot::Pin(_) | Slot::Member(_));
        self.begun = Begun { written, start, scan, slot };
        !is_restricted
    }

    /// Whether the token may follow.
    fn permits(&mut self, token: &[u8]) -> bool {
        let Begun { written, start, ref scan, ref slot } = self.begun;
        let (scan, slot) = (scan.clone(), slot.clone());
        self.text.truncate(written);
        self.text.extend_from_slice(token);
        let permits = self.permits_words(scan, slot, start, token.is_empty());
        self.text.truncate(written);
        permits
    }

    /// Whether every word that the last token touches may stand where it stands. `start` is where the
    /// first of them begins, `scan` stands there, and `slot` is what is asked of it.
    fn permits_words(&mut self, mut scan: Scan, mut slot: Slot, mut start: usize, is_end: bool) -> bool {
        loop {
            let end = word_end(&self.text, start);
            let may_go_on = end == self.text.len() && !is_end;
            let word = Word { bytes: &self.text[start..end], start, next: self.text.get(end).copied(), may_go_on };
            let is_nothing = word.bytes.is_empty();
            // After a dot there has to be a name, and where a pin is wanted there has to be something.
            let may_be_nothing = match slot {
                Slot::Member(_) => false,
                Slot::Pin(_) => !is_end && !matches!(word.next, Some(b')' | b',' | b';' | b'=' | b'.')),
                Slot::Mode(_) | Slot::Name | Slot::Free => true,
            };
            if is_nothing && !may_be_nothing {
                return false;
            }
            if !is_nothing && !self.accepts(&slot, word) {
                return false;
            }
            // On to the next word that begins inside the token.
            let Some(next) = self.text[end..].iter().position(|&byte| is_identifier_byte(byte)) else { return true };
            start = end + next;
            scan.advance(&self.text[..start]);
            slot = self.slot(&scan);
        }
    }

    /// What is asked of the word that begins where `scan` stands.
    fn slot(&mut self, scan: &Scan) -> Slot {
        if scan.at == self.scan.at && !self.roles_at_cursor.is_empty() {
            return Slot::Pin(self.roles_at_cursor.clone());
        }
        match bound_place(&self.text, scan, &self.scope) {
            Some(Place::Member { of, .. }) if self.is_fully_known(&of) => Slot::Member(of),
            Some(Place::Argument(argument)) => {
                if let Some(pin) = self.pin_of_mode(&argument, scan) {
                    return Slot::Mode(pin);
                }
                let roles = if scan.at > self.scan.at { self.roles(scan, &argument) } else { Vec::new() };
                if roles.is_empty() { Slot::Name } else { Slot::Pin(roles) }
            }
            None => Slot::Name,
            Some(_) => Slot::Free,
        }
    }

    fn roles(&mut self, scan: &Scan, argument: &Argument) -> Vec<PinRole> {
        if !argument.begins || scan.at < self.cursor {
            return Vec::new();
        }
        let receiver = argument.receiver.as_deref().unwrap_or_default();
        let keyword = argument.keyword.as_deref().unwrap_or_default();
        let key = format!("{receiver}.{}/{}{keyword}", argument.callee, argument.index);
        if let Some(roles) = self.roles.get(&key) {
            return roles.clone();
        }
        let draft = String::from_utf8_lossy(&self.text[self.cursor..scan.at]).into_owned();
        let may_be_pin = probe::may_be_pin(self.snapshot, &self.text, scan, argument.keyword.as_deref());
        let roles = if may_be_pin { probe::roles_in_draft(self.snapshot, self.cursor, &draft, scan, argument) } else { Vec::new() };
        self.roles.insert(key, roles.clone());
        roles
    }

    /// The pin whose mode is asked for: `pinMode(34, |`. Only if a person wrote the pin; what the draft
    /// itself chose badly is better mended than bent.
    fn pin_of_mode(&self, argument: &Argument, scan: &Scan) -> Option<u16> {
        if self.scope.language != Language::Arduino || argument.callee != "pinMode" || argument.index != 1 || !argument.begins {
            return None;
        }
        let arguments = &self.text[argument.open_at + 1..scan.at];
        let comma = arguments.iter().position(|&byte| byte == b',')?;
        if argument.open_at + 1 + comma > self.cursor {
            return None;
        }
        let written = std::str::from_utf8(&arguments[..comma]).ok()?.trim();
        let pin = match written.parse() {
            Ok(number) => self.target.pin(number),
            Err(_) if self.scope.declares(written) => match self.scope.value(written)? {
                document::facts::Value::Int(number) => self.target.pin(*number),
                _ => None,
            },
            Err(_) => pins::pin_of_name(self.target, written),
        };
        pin.map(|pin| pin.number)
    }

    fn accepts(&self, slot: &Slot, word: Word<'_>) -> bool {
        let Ok(name) = std::str::from_utf8(word.bytes) else { return true };
        match slot {
            Slot::Free => true,
            Slot::Pin(roles) => self.accepts_pin(roles, name, word),
            Slot::Member(receiver) => self.accepts_member(receiver, name, word),
            Slot::Mode(number) => self.accepts_mode(*number, name, word),
            Slot::Name => self.accepts_name(name, word),
        }
    }

    fn accepts_pin(&self, roles: &[PinRole], name: &str, word: Word<'_>) -> bool {
        if name.bytes().all(|byte| byte.is_ascii_digit()) {
            let wrong = |number: &str| number.parse().is_ok_and(|number| pins::number_is_wrong(self.target, number, roles));
            if !word.may_go_on {
                // `2.5` is no pin anyway, and `34 + x` is an expression that nobody writes.
                return word.next == Some(b'.') || !wrong(name);
            }
            // A zero may begin `0x`.
            let begins_right_one = || {
                let longer = self.target.pins.iter().map(|pin| pin.number.to_string());
                longer.filter(|number| number.starts_with(name) && number.len() > name.len()).any(|number| !wrong(&number))
            };
            return name == "0" || !wrong(name) || begins_right_one();
        }
        if !name.starts_with(|c: char| c.is_ascii_digit())
            && !name.starts_with("GPIO_NUM_")
            && !self.names.may_be(name, word.may_go_on)
            && !self.drafted(name, word.start)
        {
            return false;
        }
        if word.may_go_on || matches!(word.next, Some(b'(' | b'.' | b'[' | b':' | b'-')) {
            return true;
        }
        if self.scope.declares(name) {
            return self.scope.value(name).is_none_or(|value| !pins::value_is_wrong(self.target, value, roles));
        }
        !pins::name_is_wrong(self.target, name, roles)
    }

    /// Whether the draft has used the name before `start`: it may have declared it.
    fn drafted(&self, name: &str, start: usize) -> bool {
        let draft = &self.text[self.cursor..start.max(self.cursor)];
        draft.split(|&byte| !is_identifier_byte(byte)).any(|word| word.starts_with(name.as_bytes()))
    }

    fn accepts_member(&self, receiver: &Receiver, name: &str, word: Word<'_>) -> bool {
        if name.starts_with("__") {
            return true;
        }
        let fits = |member: &str| if word.may_go_on { member.starts_with(name) } else { member == name };
        let api = &self.target.runtime.api;
        match receiver {
            Receiver::Module(module) => {
                let submodule = format!("{module}.");
                let mut submodules = api.modules().filter_map(|other| other.name.strip_prefix(&submodule));
                api.module(module).is_some_and(|module| module.members.iter().any(|member| fits(&member.name))) || submodules.any(fits)
            }
            Receiver::Class(class) | Receiver::Instance(class) => {
                api.lineage(class).into_iter().flat_map(|class| &class.members).any(|member| fits(&member.name))
            }
            Receiver::Unknown => true,
        }
    }

    fn accepts_mode(&self, number: u16, name: &str, word: Word<'_>) -> bool {
        const MODES: [(&str, PinRole); 4] = [
            ("OUTPUT", PinRole::Output),
            ("INPUT", PinRole::Input),
            ("INPUT_PULLUP", PinRole::InputPullUp),
            ("INPUT_PULLDOWN", PinRole::InputPullDown),
        ];
        let Some(pin) = self.target.pin(i64::from(number)) else { return true };
        let wrong = |role| pins::fit(self.target, pin, &[role]) == pins::Fit::Impossible;
        if !word.may_go_on {
            return !MODES.iter().any(|&(mode, role)| mode == name && wrong(role));
        }
        let leads_wrong = MODES.iter().any(|&(mode, role)| mode.starts_with(name) && wrong(role));
        let leads_right = MODES.iter().any(|&(mode, role)| mode.starts_with(name) && !wrong(role));
        !leads_wrong || leads_right || self.begins_own_name(name)
    }

    /// Functions that this runtime version has lost.
    fn accepts_name(&self, name: &str, word: Word<'_>) -> bool {
        /// Shorter beginnings are not worth a look.
        const TELLING: usize = 4;
        if self.scope.language != Language::Arduino || name.len() < TELLING {
            return true;
        }
        let api = &self.target.runtime.api;
        let is_lost = |removed: &str| api.function(removed).is_none() && !self.scope.declares(removed);
        if !word.may_go_on {
            return word.next != Some(b'(') || api.removed(name).is_none_or(|removed| !is_lost(&removed.name));
        }
        let mut lost = api.all_removed().filter(|removed| removed.name.starts_with(name) && is_lost(&removed.name)).peekable();
        lost.peek().is_none()
            || self.begins_own_name(name)
            || api.functions().any(|(function, _)| function.starts_with(name))
            || api.constants().any(|constant| constant.starts_with(name))
            || api.objects().any(|(object, _)| object.starts_with(name))
    }

    fn begins_own_name(&self, name: &str) -> bool {
        let facts = self.scope.facts;
        facts.declarations.iter().any(|declaration| declaration.name.starts_with(name))
            || facts.constants.iter().any(|constant| constant.name.starts_with(name))
    }

    /// Whether an unknown member is certainly wrong.
    fn is_fully_known(&self, receiver: &Receiver) -> bool {
        let api = &self.target.runtime.api;
        match receiver {
            Receiver::Module(module) => api.module(module).is_some_and(|module| module.complete),
            Receiver::Class(class) | Receiver::Instance(class) => api.class_is_complete(class),
            Receiver::Unknown => false,
        }
    }
}
