//! What a program says about hardware, read once per version from the tree.
//!
//! Everything that rules, prompts and completion need, so that none of them walks the tree again.
//! Facts are about text; whether a pin exists is asked of a target elsewhere.

mod arduino;
mod arduino_pins;
mod comments;
mod evaluate;
#[cfg(test)]
mod following;
mod functions;
mod interface;
mod micropython;
mod micropython_pins;
mod names;
mod shape;
#[cfg(test)]
mod tests;
mod trace;
mod uses;
mod walk;

use std::sync::Arc;

use grammars::{Dialect, Language};
use tree_sitter::Tree;

use crate::Span;
pub use interface::{Elsewhere, ForeignUse, ForeignUses, Interface, Linkage, OtherFile, Outer};

/// Reads the facts of one version: of what `parts` leaves of it, among the files of `outer`.
pub(crate) fn read(source: &str, tree: &Tree, language: Language, dialect: &Dialect, parts: &Parts, outer: &Outer) -> Facts {
    match language {
        Language::Arduino => arduino::read(source, tree, dialect, parts, outer),
        Language::MicroPython => micropython::read(source, tree, parts, outer),
    }
}

/// `board: NAME` from a comment in the first lines.
pub(crate) fn board_comment(source: &str, tree: &Tree) -> Option<(String, Span)> {
    let mut facts = Facts::default();
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        if node.start_position().row >= comments::BOARD_LINES {
            return None;
        }
        if node.kind() == "comment" {
            comments::read(source, node.into(), &mut facts);
            if facts.board_comment.is_some() {
                return facts.board_comment;
            }
        }
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return None;
            }
        }
    }
}

/// Which parts of a document belong to the program.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Parts {
    /// Not compiled, or never run, on the target; sorted and disjoint.
    pub excluded: Vec<Span>,
    /// Perhaps: nobody knows.
    pub unclear: Vec<Span>,
}

impl Parts {
    /// Whether all of `span` is excluded.
    pub fn excludes(&self, span: Span) -> bool {
        let after = self.excluded.partition_point(|part| part.start <= span.start);
        after > 0 && self.excluded[after - 1].contains(span)
    }

    /// Whether some of `span` is neither in nor out for certain.
    pub fn is_unclear(&self, span: Span) -> bool {
        self.unclear.iter().any(|part| span.start < part.end && part.start < span.end)
    }
}

/// Everything read from one document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    /// Named values: `#define`, `const`, `constexpr`, `enum`, module constants, `const()`.
    pub constants: Vec<Constant>,
    /// Pins and what the program does with them.
    pub pin_uses: Vec<PinUse>,
    /// Calls, in order of appearance.
    pub calls: Vec<Call>,
    /// `#include`s and imports.
    pub imports: Vec<Import>,
    /// Attribute accesses that are not calls' own names: `machine.Pin.OUT`, `Serial.available`.
    pub members: Vec<MemberAccess>,
    /// Functions that run in an interrupt.
    pub interrupt_handlers: Vec<InterruptHandler>,
    /// Variables, functions, parameters, classes and macros declared here.
    pub declarations: Vec<Declaration>,
    /// Bare identifiers used in expressions (for the undeclared-name rule).
    pub name_uses: Vec<NameUse>,
    /// `boardwise: allow(rule)` comments.
    pub suppressions: Vec<Suppression>,
    /// `board: NAME` from a comment in the first lines.
    pub board_comment: Option<(String, Span)>,
    /// Spans where the parser recovered from an error.
    pub syntax_errors: Vec<Span>,
    /// What the document offers to the other files of its program.
    pub interface: Arc<Interface>,
}

/// Whether an argument of a call by this name may be used as a pin: by what the tables say, whatever the receiver is. The
/// `keyword` of an argument without one is empty; `None` is not known.
///
/// Quick, and never `false` where [`Facts::pin_uses`] would name the argument, unless the program itself declares the name
/// ([`Facts::declares_callee`]).
pub fn may_reach_pin(language: Language, name: &str, index: usize, keyword: Option<&str>) -> bool {
    evaluate::converts(name)
        || match language {
            Language::Arduino => arduino_pins::may_reach(name, index),
            Language::MicroPython => micropython_pins::may_reach(name, index, keyword),
        }
}

impl Facts {
    /// Whether a call by this name may mean something that the document itself declares or renames.
    pub fn declares_callee(&self, name: &str) -> bool {
        let declares = |kind| !matches!(kind, DeclarationKind::Import | DeclarationKind::Parameter | DeclarationKind::Enumerator);
        let renames = |import: &Import| import.names.iter().any(|(imported, local)| local == name && imported != name);
        self.declarations.iter().any(|declaration| declaration.name == name && declares(declaration.kind))
            || self.interface.declares_callee(name)
            || self.imports.iter().any(renames)
    }
}

/// A value that could be worked out without running the program.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Value {
    /// An integer.
    Int(i64),
    /// A string literal's contents.
    Str(String),
    /// An identifier that this document does not define: `LED_BUILTIN`, `A0`, `D4`.
    Name(String),
}

/// A named value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constant {
    /// Its name.
    pub name: String,
    /// Its value, through other constants and simple arithmetic.
    pub value: Value,
    /// Where the name is declared.
    pub name_span: Span,
    /// Where the value is written.
    pub value_span: Span,
}

/// What a program does with a pin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum PinRole {
    /// `pinMode(p, INPUT)`, `Pin(p, Pin.IN)`.
    Input,
    /// `INPUT_PULLUP`, `Pin.PULL_UP`.
    InputPullUp,
    /// `INPUT_PULLDOWN`, `Pin.PULL_DOWN`.
    InputPullDown,
    /// `pinMode(p, OUTPUT)`, `digitalWrite(p, …)`, `Pin(p, Pin.OUT)`, `tone`, shift registers, LEDs.
    Output,
    /// `digitalRead(p)`, `pulseIn(p, …)`: reads without saying how the pin is set up.
    DigitalRead,
    /// `analogRead(p)`, `ADC(Pin(p))`.
    AnalogRead,
    /// `analogWrite(p, …)`, `ledcAttach(p, …)`, `PWM(Pin(p))`.
    Pwm,
    /// `Servo.attach(p)`: on AVR any pin, elsewhere PWM.
    Servo,
    /// `dacWrite(p, …)`, `DAC(Pin(p))`.
    Dac,
    /// `touchRead(p)`, `TouchPad(Pin(p))`.
    Touch,
    /// `attachInterrupt(digitalPinToInterrupt(p), …)`, `pin.irq(…)`.
    Interrupt,
    /// `attachInterrupt(n, …)` with a bare number: an interrupt number on AVR, a pin elsewhere.
    InterruptNumber,
    /// I2C data.
    I2cSda,
    /// I2C clock.
    I2cScl,
    /// SPI clock.
    SpiSck,
    /// SPI controller out (MOSI).
    SpiMosi,
    /// SPI controller in (MISO).
    SpiMiso,
    /// SPI chip select.
    SpiCs,
    /// UART transmit.
    UartTx,
    /// UART receive.
    UartRx,
    /// One wire for both directions (DHT, DS18B20, WS2812 data is `Output`).
    Data,
    /// A `Pin(p)` whose direction the program has not said.
    Unspecified,
}

/// One use of one pin.
#[derive(Debug, Clone, PartialEq)]
pub struct PinUse {
    /// The pin as far as it could be followed.
    pub value: Value,
    /// Where the pin is written in this use (the argument).
    pub span: Span,
    /// Where the value comes from, if from a constant: its value span, for fixes.
    pub origin: Option<Span>,
    /// Name of the constant, if the pin was named.
    pub constant: Option<String>,
    /// What for.
    pub role: PinRole,
    /// Name of the function or class that uses it: `pinMode`, `Pin`, `Servo.attach`.
    pub callee: String,
    /// Peripheral instance where the call names one: `I2C(1, …)` → 1.
    pub bus: Option<i64>,
    /// The whole call.
    pub call_span: Span,
    /// Where the value is written, if in another file of the program; `origin` is then `None`.
    pub elsewhere: Option<Elsewhere>,
    /// Function of the program that the pin is handed to, which in the end gives it to `callee`.
    pub via: Option<String>,
}

/// An argument of a call.
#[derive(Debug, Clone, PartialEq)]
pub struct Argument {
    /// Keyword, in Python.
    pub keyword: Option<String>,
    /// The expression.
    pub span: Span,
    /// Its text.
    pub text: String,
    /// Its value, if it could be worked out.
    pub value: Option<Value>,
}

/// A call.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Last name: `begin` of `Wire.begin(…)`, `pinMode`.
    pub name: String,
    /// Its span.
    pub name_span: Span,
    /// What stands before the dot, arrow or `::`, as text: `Wire`, `machine`.
    pub receiver: Option<String>,
    /// Type of the receiver when it could be followed: `Servo`, `machine.Pin`.
    pub receiver_type: Option<String>,
    /// MicroPython: the callee with imports resolved: `machine.Pin`, `time.sleep`.
    pub qualified: Option<String>,
    /// Arguments.
    pub arguments: Vec<Argument>,
    /// The whole call.
    pub span: Span,
    /// Function that contains it; `None` at the top level.
    pub enclosing: Option<String>,
    /// Inside `hasattr` guards, `try`, or `#if`: may be absent on purpose.
    pub conditional: bool,
}

/// An include or import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// `Servo.h`, `machine`.
    pub module: String,
    /// Names of `from module import a, b as c`: (imported, local). Empty for a whole module.
    pub names: Vec<(String, String)>,
    /// Local name of the module (`import utime as time` → `time`).
    pub alias: Option<String>,
    /// `#include "…"` or a relative import: a file of the project.
    pub local: bool,
    /// Inside `try:` or `#if`: may be absent on purpose.
    pub conditional: bool,
    /// Where.
    pub span: Span,
}

/// An access to a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemberAccess {
    /// Text before the dot.
    pub receiver: String,
    /// Resolved module or class of the receiver: `machine`, `machine.Pin`, `HardwareSerial`.
    pub receiver_type: Option<String>,
    /// Whether the receiver is a module or class itself rather than an instance.
    pub is_static: bool,
    /// The member.
    pub member: String,
    /// Its span.
    pub member_span: Span,
    /// Inside `hasattr` guards, `try`, or `#if`: may be absent on purpose.
    pub conditional: bool,
}

/// A function that runs in an interrupt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InterruptHandler {
    /// Its name; `ISR(TIMER1_COMPA_vect)` gives the vector.
    pub name: String,
    /// Where it is attached or defined.
    pub span: Span,
    /// Body of the function, if it is defined here.
    pub body: Option<Span>,
    /// Marked `IRAM_ATTR`, `ICACHE_RAM_ATTR` or `ARDUINO_ISR_ATTR`.
    pub in_ram: bool,
}

/// What a declaration declares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeclarationKind {
    /// A variable or field.
    Variable,
    /// A function or method.
    Function,
    /// A parameter.
    Parameter,
    /// A class, struct or enum type.
    Type,
    /// A macro.
    Macro,
    /// An enumerator.
    Enumerator,
    /// An imported name.
    Import,
}

/// A declared name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: DeclarationKind,
    /// Type as written (C++), or the class it was constructed from (Python, `machine.Pin`).
    pub type_name: Option<String>,
    /// Where the name stands.
    pub name_span: Span,
    /// Where it is visible.
    pub scope: Span,
}

/// A bare identifier in an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameUse {
    /// The name.
    pub name: String,
    /// Where.
    pub span: Span,
    /// Inside `#if` code.
    pub conditional: bool,
}

/// A `boardwise: allow(rule)` comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    /// Rules that it silences.
    pub rules: Vec<String>,
    /// The comment.
    pub span: Span,
    /// Byte range of the line it speaks for (its own, or the next if it stands alone).
    pub line: Span,
}
