//! Names that a runtime has: functions with arity, classes with members, modules, constants.

use rustc_hash::FxHashMap;

/// One callable shape of a function or method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signature {
    /// Parameters as written in the header or stub: `uint8_t pin`, `baudrate:int=115200`.
    pub parameters: Vec<String>,
    /// Fewest positional arguments.
    pub min: u8,
    /// Most positional arguments; `None` for variadic.
    pub max: Option<u8>,
    /// Return type as written, empty if unknown.
    pub returns: String,
}

/// A free function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Function {
    /// Overloads, at least one.
    pub signatures: Vec<Signature>,
    /// Header (Arduino) or module (MicroPython) that provides it; empty when always there.
    pub provided_by: String,
}

/// What a member of a class or module is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MemberKind {
    /// A function or method with its overloads (empty when the stub has no signature).
    Function(Vec<Signature>),
    /// A constant, with its value as written where known.
    Constant(Option<String>),
    /// A nested class, by key into [`Api::class`] (`machine.Pin`).
    Class(String),
    /// A data field.
    Field,
}

/// A named member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: MemberKind,
}

/// A class; MicroPython classes are keyed `module.Class`, Arduino classes by their plain name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Class {
    /// Key.
    pub name: String,
    /// Base classes by key; members are inherited.
    pub bases: Vec<String>,
    /// Constructor overloads.
    pub constructors: Vec<Signature>,
    /// Own members (bases not merged; use [`Api::class_member`]).
    pub members: Vec<Member>,
    /// Whether every member is known, so that an unknown name is certainly wrong.
    pub complete: bool,
}

/// A MicroPython module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// `machine`.
    pub name: String,
    /// Members.
    pub members: Vec<Member>,
    /// Whether every member is known, so that an unknown name is certainly wrong.
    pub complete: bool,
}

/// A name that this runtime version no longer has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The old name: `ledcSetup`, or `Class::method`.
    pub name: String,
    /// Version that removed it, as `arduino-esp32@3.0`.
    pub since: String,
    /// What to use instead, as code: `ledcAttach(pin, freq, resolution)`.
    pub replacement: Option<String>,
    /// Migration guide or header that says so.
    pub source: String,
}

/// Everything that a runtime version declares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Api {
    pub(crate) functions: FxHashMap<String, Function>,
    pub(crate) classes: FxHashMap<String, Class>,
    pub(crate) objects: FxHashMap<String, String>,
    pub(crate) constants: FxHashMap<String, Option<String>>,
    pub(crate) modules: FxHashMap<String, Module>,
    pub(crate) removed: FxHashMap<String, Removed>,
    /// Arduino libraries by header stem: what `#include <Header.h>` brings and how to install it.
    pub(crate) headers: FxHashMap<String, String>,
    /// Source of the table (repository and revision).
    pub source: String,
}

impl Api {
    /// A free function (Arduino).
    pub fn function(&self, name: &str) -> Option<&Function> {
        self.functions.get(name)
    }
    /// A class by key.
    pub fn class(&self, key: &str) -> Option<&Class> {
        self.classes.get(key)
    }
    /// A member of a class, looking through its bases.
    pub fn class_member(&self, key: &str, member: &str) -> Option<&Member> {
        let class = self.classes.get(key)?;
        class
            .members
            .iter()
            .find(|candidate| candidate.name == member)
            .or_else(|| class.bases.iter().filter(|base| base.as_str() != key).find_map(|base| self.class_member(base, member)))
    }
    /// Whether every member of the class and of all its bases is known.
    pub fn class_is_complete(&self, key: &str) -> bool {
        self.classes
            .get(key)
            .is_some_and(|class| class.complete && class.bases.iter().all(|base| base != key && self.class_is_complete(base)))
    }
    /// The class of a global object (`Serial` → `HardwareSerial`).
    pub fn object(&self, name: &str) -> Option<&str> {
        self.objects.get(name).map(String::as_str)
    }
    /// A constant or macro, with its value where known.
    pub fn constant(&self, name: &str) -> Option<Option<&str>> {
        self.constants.get(name).map(Option::as_deref)
    }
    /// A MicroPython module.
    pub fn module(&self, name: &str) -> Option<&Module> {
        self.modules.get(name)
    }
    /// A member of a module.
    pub fn module_member(&self, module: &str, member: &str) -> Option<&Member> {
        self.modules.get(module)?.members.iter().find(|candidate| candidate.name == member)
    }
    /// A name that this version has lost.
    pub fn removed(&self, name: &str) -> Option<&Removed> {
        self.removed.get(name)
    }
    /// The library behind a header (`DHT.h` → `DHT sensor library`), if the tables know it.
    pub fn header(&self, header: &str) -> Option<&str> {
        self.headers.get(header).map(String::as_str)
    }
    /// All free functions, unordered.
    pub fn functions(&self) -> impl Iterator<Item = (&str, &Function)> {
        self.functions.iter().map(|(name, function)| (name.as_str(), function))
    }
    /// All classes, unordered.
    pub fn classes(&self) -> impl Iterator<Item = &Class> {
        self.classes.values()
    }
    /// All global objects with their classes, unordered.
    pub fn objects(&self) -> impl Iterator<Item = (&str, &str)> {
        self.objects.iter().map(|(name, class)| (name.as_str(), class.as_str()))
    }
    /// All constants, unordered.
    pub fn constants(&self) -> impl Iterator<Item = &str> {
        self.constants.keys().map(String::as_str)
    }
    /// All modules, unordered.
    pub fn modules(&self) -> impl Iterator<Item = &Module> {
        self.modules.values()
    }
    /// All known library headers, unordered.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        self.headers.keys().map(String::as_str)
    }
    /// All removed names, unordered.
    pub fn all_removed(&self) -> impl Iterator<Item = &Removed> {
        self.removed.values()
    }
}
