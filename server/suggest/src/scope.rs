//! What names mean: from the program's own declarations and the tables of the target.

use boards::{MemberKind, Target};
use document::facts::{Declaration, DeclarationKind, Value};
use document::{Facts, Language, Outer};

/// What stands before a dot, an arrow or `::`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Receiver {
    /// A MicroPython module: `machine`.
    Module(String),
    /// A class itself: `machine.Pin`, `WiFiClass`.
    Class(String),
    /// An object of a class.
    Instance(String),
    /// Nobody knows.
    Unknown,
}

/// Names as they can be resolved in one document for one target.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Scope<'a> {
    pub(crate) facts: &'a Facts,
    pub(crate) outer: &'a Outer,
    pub(crate) target: Option<&'a Target>,
    pub(crate) language: Language,
}

impl<'a> Scope<'a> {
    /// What a chain such as `machine.Pin`, `Serial`, `Pin(2)` means.
    pub(crate) fn receiver(&self, chain: &str) -> Receiver {
        match self.language {
            Language::Arduino => self.cpp_receiver(chain),
            Language::MicroPython => self.python_receiver(chain),
        }
    }

    /// Whether the document, or a file of its program that it sees, declares the name.
    pub(crate) fn declares(&self, name: &str) -> bool {
        self.declaration(name).is_some() || self.facts.constants.iter().any(|constant| constant.name == name) || self.outer.declares(name)
    }

    /// The value of a constant of the document, if it has one value only.
    pub(crate) fn value(&self, name: &str) -> Option<&'a Value> {
        let mut values = self.facts.constants.iter().filter(|constant| constant.name == name).map(|constant| &constant.value);
        let value = values.next()?;
        values.all(|other| other == value).then_some(value)
    }

    fn declaration(&self, name: &str) -> Option<&'a Declaration> {
        self.facts.declarations.iter().find(|declaration| declaration.name == name)
    }

    fn cpp_receiver(&self, chain: &str) -> Receiver {
        let Some(target) = self.target else { return Receiver::Unknown };
        let api = &target.runtime.api;
        // Types of the program itself hide those of the runtime.
        let is_known = |class: &str| {
            let own = |declaration: &Declaration| declaration.name == class && declaration.kind == DeclarationKind::Type;
            api.class(class).is_some() && !self.facts.declarations.iter().any(own)
        };
        if let Some(declaration) = self.declaration(chain) {
            let class = declaration.type_name.as_deref().map(bare_type).unwrap_or_default();
            return if is_known(class) { Receiver::Instance(class.to_owned()) } else { Receiver::Unknown };
        }
        if let Some(class) = api.object(chain).filter(|class| is_known(class)) {
            return Receiver::Instance(class.to_owned());
        }
        if is_known(chain) { Receiver::Class(chain.to_owned()) } else { Receiver::Unknown }
    }

    fn python_receiver(&self, chain: &str) -> Receiver {
        let mut links = links(chain);
        let Some(head) = links.next() else { return Receiver::Unknown };
        links.fold(self.python_name(head), |receiver, link| self.python_member(&receiver, link))
    }

    fn python_name(&self, name: &str) -> Receiver {
        let (name, is_called) = split_call(name);
        for import in &self.facts.imports {
            let local = import.alias.as_deref().unwrap_or(&import.module);
            if import.names.is_empty() && local == name {
                return self.module(&import.module);
            }
            if let Some((imported, _)) = import.names.iter().find(|(_, local)| local == name) {
                return self.python_member(&self.module(&import.module), &with_call(imported, is_called));
            }
        }
        let class = self.declaration(name).and_then(|declaration| declaration.type_name.as_deref());
        match class {
            Some(class) if !is_called && self.has_class(class) => Receiver::Instance(class.to_owned()),
            _ => Receiver::Unknown,
        }
    }

    fn python_member(&self, receiver: &Receiver, member: &str) -> Receiver {
        let Some(target) = self.target else { return Receiver::Unknown };
        let (name, is_called) = split_call(member);
        let found = match receiver {
            Receiver::Module(module) => target.runtime.api.module_member(module, name),
            Receiver::Class(class) | Receiver::Instance(class) => target.runtime.api.class_member(class, name),
            Receiver::Unknown => None,
        };
        match found.map(|member| &member.kind) {
            Some(MemberKind::Class(class)) if is_called => Receiver::Instance(class.clone()),
            Some(MemberKind::Class(class)) => Receiver::Class(class.clone()),
            _ => Receiver::Unknown,
        }
    }

    /// A module by name; MicroPython answers to `utime` where the table says `time`.
    pub(crate) fn module(&self, name: &str) -> Receiver {
        let api = self.target.map(|target| &target.runtime.api);
        let known = |name: &str| api.is_some_and(|api| api.module(name).is_some());
        match name.strip_prefix('u') {
            _ if known(name) => Receiver::Module(name.to_owned()),
            Some(plain) if known(plain) => Receiver::Module(plain.to_owned()),
            _ => Receiver::Unknown,
        }
    }

    fn has_class(&self, class: &str) -> bool {
        self.target.is_some_and(|target| target.runtime.api.class(class).is_some())
    }
}

/// `const Servo &` → `Servo`.
fn bare_type(written: &str) -> &str {
    written
        .split_whitespace()
        .map(|word| word.trim_matches(['*', '&']))
        .find(|word| {
            !matches!(*word, "" | "const" | "static" | "volatile" | "extern" | "constexpr" | "inline" | "mutable" | "struct" | "class")
        })
        .unwrap_or_default()
}

/// `machine.Pin(2, Pin.OUT)` → `machine`, `Pin(2, Pin.OUT)`: parts at dots outside of brackets.
fn links(chain: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0_usize;
    chain.split(move |c| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        c == '.' && depth == 0
    })
}

/// `Pin(2)` → (`Pin`, called).
fn split_call(segment: &str) -> (&str, bool) {
    match segment.find('(') {
        Some(at) if segment.ends_with(')') => (&segment[..at], true),
        _ => (segment, false),
    }
}

fn with_call(name: &str, is_called: bool) -> String {
    if is_called { format!("{name}()") } else { name.to_owned() }
}
