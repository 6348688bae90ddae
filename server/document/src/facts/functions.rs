//! Functions that hand their parameters to pins: `void ledOn(int pin)`, `Led(int pin)`, `def blink(pin)`.
//!
//! What a function does with its parameters is read once; every call of it then uses pins like a
//! function of the core.

use super::PinRole;
use super::shape::Shape;

/// A pin that is handed through more functions than this is not followed.
pub(super) const DEEPEST: usize = 4;

/// A function or method of the program.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wrapper {
    pub(crate) name: String,
    /// Its class. A constructor has the name of its class; in Python it is `__init__`.
    pub(crate) owner: Option<String>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) takes: Vec<Take>,
    /// Whether its body is known.
    pub(crate) has_body: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    /// `int pin = 5`: outer `None` without a default, inner `None` if it is not known.
    #[expect(clippy::option_option, reason = "no default, and a default that is not known, are two things")]
    pub(crate) default: Option<Option<Shape>>,
}

/// What happens to a parameter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Take {
    /// Its index.
    pub(crate) parameter: usize,
    pub(crate) what: Taken,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Taken {
    /// It is a pin.
    Pin(Purpose),
    /// It is handed to another function, as its argument with this index.
    Argument { name: String, owner: Option<String>, index: usize, n_arguments: usize },
}

/// What a call does with a pin.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Purpose {
    pub(crate) role: PinRole,
    pub(crate) callee: String,
    pub(crate) bus: Option<i64>,
    /// Only a `Pin` object is a pin here; a number means something else.
    pub(crate) only_objects: bool,
    /// -1 and its like say that there is no pin.
    pub(crate) optional: bool,
}

impl Wrapper {
    /// Whether so many arguments fit.
    pub(crate) fn accepts(&self, n_arguments: usize) -> bool {
        let needed = self.parameters.iter().filter(|parameter| parameter.default.is_none()).count();
        (needed..=self.parameters.len()).contains(&n_arguments)
    }
}
