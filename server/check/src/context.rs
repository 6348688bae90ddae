//! What a rule sees: the snapshot, its facts, the target, and every pin use resolved against the board.

use std::cell::OnceCell;

use boards::{AnalogInput, Family, Pin, RuntimeKind, Target};
use document::facts::{Call, DeclarationKind, PinRole, PinUse, Value};
use document::{Facts, Language, Snapshot, Span};
use rustc_hash::{FxHashMap, FxHashSet};
use tree_sitter::Node;

use crate::regions::Regions;
use crate::{Finding, Related};

/// Everything that rules read. Built once per check.
pub(crate) struct Context<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) facts: &'a Facts,
    pub(crate) target: Option<&'a Target>,
    pub(crate) text: String,
    regions: Regions,
    uses: Vec<Use<'a>>,
    /// Every name that the document declares, in whatever branch.
    declared: FxHashSet<&'a str>,
    /// Calls that are certainly part of the program, by name.
    pub(crate) by_name: FxHashMap<&'a str, Vec<&'a Call>>,
    /// Nodes by kind, as [`crate::code::KINDS`] lists them, found on first use.
    pub(crate) kinds: OnceCell<Vec<Vec<Node<'a>>>>,
    /// What is assigned to, found on first use.
    pub(crate) assigned: OnceCell<FxHashSet<String>>,
    /// Where a bare name may be an inherited member, found on first use.
    heirs: OnceCell<Vec<Span>>,
}

/// A pin use that is certainly part of the program, with the pin it means on this board.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Use<'a> {
    pub(crate) fact: &'a PinUse,
    pub(crate) value: &'a Value,
    /// Where the number or label is written: at the constant, or in the call.
    pub(crate) written: Span,
    /// The pin, if the board has it.
    pub(crate) pin: Option<&'a Pin>,
}

impl Use<'_> {
    /// The number as written, if it is one.
    pub(crate) fn number(&self) -> Option<i64> {
        match self.value {
            Value::Int(number) => Some(*number),
            _ => None,
        }
    }
}

/// Whether the target runs programs in this language.
pub(crate) fn speaks(target: &Target, language: Language) -> bool {
    match language {
        Language::Arduino => target.runtime.kind == RuntimeKind::Arduino,
        Language::MicroPython => target.runtime.kind == RuntimeKind::MicroPython,
    }
}

/// The snapshot as the target compiles it, its text, and what is left out of it.
pub(crate) fn compiled(snapshot: &Snapshot, target: Option<&Target>) -> (Snapshot, String, Regions) {
    let text = snapshot.text.to_string();
    let regions = Regions::of(snapshot, &text, target);
    (snapshot.compiled(&regions.parts()), text, regions)
}

impl<'a> Context<'a> {
    /// For a snapshot as [`compiled`] leaves it.
    pub(crate) fn new(snapshot: &'a Snapshot, target: Option<&'a Target>, text: String, regions: Regions) -> Self {
        let facts: &Facts = &snapshot.facts;
        let declarations = facts.declarations.iter().map(|declaration| declaration.name.as_str());
        let declared = declarations.chain(facts.constants.iter().map(|constant| constant.name.as_str())).collect();
        let mut by_name: FxHashMap<&str, Vec<&Call>> = FxHashMap::default();
        for call in facts.calls.iter().filter(|call| regions.is_certain(call.span)) {
            by_name.entry(call.name.as_str()).or_default().push(call);
        }
        let mut context = Self {
            snapshot,
            facts,
            target,
            text,
            regions,
            uses: Vec::new(),
            declared,
            by_name,
            kinds: OnceCell::new(),
            assigned: OnceCell::new(),
            heirs: OnceCell::new(),
        };
        if let Some(target) = target {
            context.uses = context.facts.pin_uses.iter().filter_map(|fact| context.resolve(target, fact)).collect();
        }
        context
    }

    /// Pin uses that are certainly part of the program, in order. Empty without a target.
    pub(crate) fn uses(&self) -> &[Use<'a>] {
        &self.uses
    }

    /// Calls that are certainly part of the program, in order.
    pub(crate) fn calls(&self) -> impl Iterator<Item = &'a Call> {
        self.facts.calls.iter().filter(|call| self.is_certain(call.span))
    }

    /// Calls of free functions that this document does not define itself, nor could inherit. What other
    /// files of the program declare is among the target's names.
    pub(crate) fn free_calls(&self) -> impl Iterator<Item = &'a Call> {
        self.calls()
            .filter(|call| call.receiver.is_none() && !self.declared.contains(call.name.as_str()) && !self.is_in_derived_class(call.span))
    }

    /// Whether a method of a class with base classes, or one defined outside of its class, contains
    /// `span`: a bare name there may be an inherited member.
    pub(crate) fn is_in_derived_class(&self, span: Span) -> bool {
        let inherits = |node: &Node| {
            let mut cursor = node.walk();
            node.children(&mut cursor).any(|child| child.kind() == "base_class_clause")
        };
        let is_method = |node: &Node| {
            self.child(*node, "declarator")
                .is_some_and(|declarator| self.text[declarator.byte_range()].split('(').next().is_some_and(|name| name.contains("::")))
        };
        let heirs = self.heirs.get_or_init(|| {
            let classes =
                ["class_specifier", "struct_specifier"].into_iter().flat_map(|kind| self.nodes(kind)).filter(|node| inherits(node));
            let methods = self.nodes("function_definition").iter().filter(|node| is_method(node));
            classes.chain(methods).map(|node| Span::from(*node)).collect()
        });
        heirs.iter().any(|heir| heir.contains(span))
    }

    /// Whether a reading only feeds `randomSeed`, for which noise from nowhere is as good as any.
    pub(crate) fn seeds_random(&self, pin_use: &Use<'a>) -> bool {
        pin_use.fact.role == PinRole::AnalogRead
            && self.calls().any(|call| call.name == "randomSeed" && call.span.contains(pin_use.fact.call_span))
    }

    /// Whether `span` is certainly part of the program for this target.
    pub(crate) fn is_certain(&self, span: Span) -> bool {
        self.regions.is_certain(span)
    }

    /// Whether a name is declared anywhere in the document, or by another file that it sees.
    pub(crate) fn declares(&self, name: &str) -> bool {
        self.declared.contains(name) || self.snapshot.outer.declares(name)
    }

    /// Whether the document is the whole program as far as names go: it defines `setup` and `loop`,
    /// parses, and includes nothing but headers that `knows` accepts. Only then is a name that
    /// nobody declares certainly wrong: other tabs of a sketch share its names.
    pub(crate) fn is_self_contained(&self, knows: impl Fn(&str) -> bool) -> bool {
        let outer = &self.snapshot.outer;
        let defines = |name: &str| {
            self.facts.declarations.iter().any(|declaration| declaration.name == name && declaration.kind == DeclarationKind::Function)
        };
        let is_there = |name: &str| defines(name) || outer.declares(name);
        is_there("setup")
            && is_there("loop")
            && self.facts.syntax_errors.is_empty()
            && self.facts.imports.iter().all(|import| outer.finds(&import.module) || !import.local && knows(&import.module))
            && outer.libraries().all(knows)
    }

    /// Whether the document holds the program's `setup` and `loop`, and parses.
    pub(crate) fn is_whole(&self) -> bool {
        let defines = |name: &str| {
            self.facts.declarations.iter().any(|declaration| declaration.name == name && declaration.kind == DeclarationKind::Function)
        };
        defines("setup") && defines("loop") && self.facts.syntax_errors.is_empty()
    }

    /// Runs `judge` over all uses and keeps what it finds, once per constant: the second use of a
    /// wrongly chosen `LED_PIN` is the same mistake as the first.
    pub(crate) fn report(&self, findings: &mut Vec<Finding>, mut judge: impl FnMut(&Use<'a>) -> Option<Finding>) {
        let mut reported = FxHashSet::default();
        for pin_use in &self.uses {
            let is_named = pin_use.fact.constant.is_some();
            if is_named && reported.contains(&pin_use.written) {
                continue;
            }
            if let Some(finding) = judge(pin_use) {
                let finding = self.with_origin(finding, pin_use.fact);
                if is_named {
                    reported.insert(pin_use.written);
                }
                findings.push(finding);
            }
        }
    }

    /// The finding with where the pin came from: the place where its number is written, and the
    /// function that hands it on.
    fn with_origin(&self, mut finding: Finding, fact: &PinUse) -> Finding {
        let name = fact.constant.as_deref().unwrap_or("the pin");
        if let Some(elsewhere) = &fact.elsewhere {
            let file = elsewhere.path.file_name().map(|file| file.to_string_lossy().into_owned()).unwrap_or_default();
            finding.message = format!("{} ({name} comes from {file}:{})", finding.message, elsewhere.line);
            finding.related.push(Related {
                path: Some(elsewhere.path.to_path_buf()),
                line: elsewhere.line,
                column: elsewhere.column,
                message: format!("{name} is given its value here"),
            });
        } else if let Some(origin) = fact.origin {
            finding.related.push(self.place(origin, format!("{name} is given its value here")));
        }
        if let Some(via) = &fact.via {
            finding.message = format!("{} ({via} hands it to {})", finding.message, fact.callee);
        }
        finding
    }

    /// A place of this document that has to do with a finding.
    pub(crate) fn place(&self, span: Span, message: impl Into<String>) -> Related {
        let at = document::position::to_line_column(&self.snapshot.text, span.start);
        Related { path: None, line: at.line, column: at.column, message: message.into() }
    }

    /// All uses that would change if the pin of this one were written differently: those through
    /// the same constant, or all literal ones of the same pin. A bus line names its pin in one call.
    pub(crate) fn tied<'b>(&'b self, pin_use: &'b Use<'a>) -> impl Iterator<Item = &'b Use<'a>> {
        let (written, constant, value) = (pin_use.written, pin_use.fact.constant.as_deref(), pin_use.value);
        self.uses.iter().filter(move |other| match constant {
            Some(_) => other.written == written,
            None => other.fact.constant.is_none() && other.value == value && bus_line(other.fact) == bus_line(pin_use.fact),
        })
    }

    fn resolve(&self, target: &'a Target, fact: &'a PinUse) -> Option<Use<'a>> {
        if !self.is_certain(fact.call_span) || !self.is_certain(fact.span) {
            return None;
        }
        let mut value = &fact.value;
        let mut written = fact.origin.unwrap_or(fact.span);
        if let Some(name) = &fact.constant {
            // A constant may be defined per board; the branch of this target decides.
            let mut candidates =
                self.facts.constants.iter().filter(|constant| constant.name == *name && !self.regions.is_excluded(constant.value_span));
            if fact.origin.is_some_and(|origin| self.regions.is_excluded(origin)) {
                let chosen = candidates.next()?;
                (value, written) = (&chosen.value, chosen.value_span);
            }
            if candidates.any(|candidate| !self.is_certain(candidate.value_span)) || !self.is_certain(written) {
                return None;
            }
        }
        Some(Use { fact, value, written, pin: self.pin(target, value, fact.role) })
    }

    /// The pin that a value means where a pin of this role is expected; none if the runtime refuses it.
    fn pin(&self, target: &'a Target, value: &Value, role: PinRole) -> Option<&'a Pin> {
        let pin = match value {
            Value::Int(number) if role == PinRole::AnalogRead => match target.analog_input(*number) {
                AnalogInput::Pin(pin) | AnalogInput::NotAnalog(pin) => Some(pin),
                AnalogInput::Internal(_) | AnalogInput::Nothing => None,
            },
            Value::Int(_) if role == PinRole::InterruptNumber && numbers_interrupts(target) => None,
            Value::Int(number) => target.pin(*number),
            Value::Str(label) => target.pin_named(label),
            Value::Name(name) if self.declares(name) => None,
            // The ESP8266 core's older spelling, declared by the core and not by the board.
            Value::Name(name) if name == "BUILTIN_LED" && target.chip.family == Family::Esp8266 => target.pin_named("LED_BUILTIN"),
            Value::Name(name) => target.pin_named(name).or_else(|| {
                let number = name
                    .strip_prefix("GPIO_NUM_")
                    .and_then(|number| number.parse().ok())
                    .or_else(|| target.runtime.api.constant(name)??.parse().ok())?;
                target.pin(number)
            }),
        };
        pin.filter(|pin| !target.refuses(pin.number))
    }
}

/// The line of a bus that a use sets up, with the number of the bus.
fn bus_line(fact: &PinUse) -> Option<(PinRole, Option<i64>)> {
    use PinRole::{I2cScl, I2cSda, SpiMiso, SpiMosi, SpiSck, UartRx, UartTx};
    matches!(fact.role, I2cScl | I2cSda | SpiMiso | SpiMosi | SpiSck | UartRx | UartTx).then_some((fact.role, fact.bus))
}

/// Whether `analogRead(2)` means input A2 rather than pin 2.
pub(crate) fn numbers_analog_inputs(target: &Target) -> bool {
    target.pin_named("A1").is_some_and(|a1| target.analog_input(1) == AnalogInput::Pin(a1) && a1.number != 1)
}

/// Whether `attachInterrupt(0, …)` means interrupt 0 rather than pin 0.
pub(crate) fn numbers_interrupts(target: &Target) -> bool {
    target.runtime.kind == RuntimeKind::Arduino && target.chip.family == Family::Avr
}
