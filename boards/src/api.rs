//! Names that a runtime has: functions with arity, classes with members, modules, constants.

use std::fmt::Write as _;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::declarations::{Declarations, LazyDeclarations};
use crate::project::Without;
use crate::speakers::Speakers;
use crate::{ProjectPart, SharedPart};

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
    /// Members that are there but not for others: private ones.
    pub hidden: Vec<String>,
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
    /// Names that are there but not for others: what the module imports.
    pub hidden: Vec<String>,
    /// Whether every member is known, so that an unknown name is certainly wrong.
    pub complete: bool,
}

/// A name that this runtime version no longer has.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
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

/// A name that kept its spelling while its meaning changed, so that arity alone does not tell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// The name: `ledcWrite`.
    pub name: String,
    /// Version that changed it, as `arduino-esp32@3.0`.
    pub since: String,
    /// The old shape, as code: `ledcWrite(channel, duty)`.
    pub before: String,
    /// The new shape, as code: `ledcWrite(pin, duty)`.
    pub after: String,
    /// One sentence on the difference.
    pub note: String,
    /// Migration guide or header that says so.
    pub source: String,
}

/// A library that a header belongs to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Library {
    /// Name in the Arduino library manager, or the folder name for one that comes with the core.
    pub name: String,
    /// Version of the table; empty for one that comes with the core.
    pub version: String,
    /// Whether it comes with the core and needs no installing.
    pub bundled: bool,
    /// Architectures of its `library.properties`; `*` means all.
    pub architectures: Vec<String>,
    /// Libraries that must be installed beside it.
    pub depends: Vec<String>,
    /// Repository and revision; empty for one that comes with the core.
    pub source: String,
}

impl Library {
    /// Whether the library says that it runs on this architecture (`avr`, `esp32`, `rp2040`).
    pub fn supports(&self, architecture: &str) -> bool {
        self.bundled || self.architectures.is_empty() || self.architectures.iter().any(|known| known == "*" || known == architecture)
    }
}

/// Everything that a runtime version declares. Parsed on first use, file by file.
///
/// Names of Arduino libraries are here too, whether or not a sketch includes the library:
/// [`Api::provided_by`] says which header must be there for the name to count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Api {
    /// In order of precedence: the core, its SDK, the project's own, then libraries.
    pub(crate) parts: Arc<[Arc<LazyDeclarations>]>,
    /// How many of `parts` are the core's and its SDK's.
    pub(crate) core: usize,
    /// How many of `parts`, after the core's, are the project's own.
    pub(crate) project: usize,
    /// Functions that the project declares under a name of the core, with the signatures of both.
    pub(crate) overloads: Arc<FxHashMap<String, Function>>,
    /// As `overloads`, before the last part was added.
    pub(crate) overloads_below: Arc<FxHashMap<String, Function>>,
    /// The file that sees the project's part without itself.
    pub(crate) without: Option<Arc<Without>>,
    pub(crate) removed: Arc<[Removed]>,
    pub(crate) changed: Arc<[Changed]>,
    /// Names that the runtime declares but this board or chip lacks.
    pub(crate) lacking: Arc<[String]>,
    /// Objects that are of another class on this board.
    pub(crate) objects: Arc<[(String, String)]>,
    /// Shared with copies that have the same parts.
    pub(crate) speakers: Arc<Speakers>,
    /// Source of the table (repository and revision).
    pub source: String,
}

impl Api {
    /// A free function (Arduino).
    pub fn function(&self, name: &str) -> Option<&Function> {
        let overloads = self.hidden(name).map_or(&*self.overloads, |without| &without.overloads);
        if let Some(function) = overloads.get(name) {
            return Some(function);
        }
        self.declaring(name).find_map(|part| part.functions.get(name))
    }
    /// Why a name is absent here although the runtime has it elsewhere: the board or its chip lacks
    /// the hardware (`dacWrite` on an ESP32-S3, `Serial1` on an Uno, `network` on a Pico).
    pub fn is_lacking(&self, name: &str) -> bool {
        self.lacking.iter().any(|lacking| lacking == name)
    }
    /// All names that the runtime has elsewhere and this board lacks.
    pub fn lacking(&self) -> impl Iterator<Item = &str> {
        self.lacking.iter().map(String::as_str)
    }
    /// Files that may speak of the name, parsed; none when the board lacks it.
    fn declaring(&self, name: &str) -> impl Iterator<Item = &Declarations> {
        let speakers = if self.is_lacking(name) { Arc::default() } else { self.speakers.of(&self.parts, name) };
        (0..speakers.len()).filter_map(move |at| self.part_about(usize::from(speakers[at]), name)).map(LazyDeclarations::get)
    }
    /// What stands in the way of the shared part where this name is concerned.
    fn hidden(&self, name: &str) -> Option<&Without> {
        self.without.as_deref().filter(|without| without.names.contains(name))
    }
    /// The part at a place, as far as it speaks of the name here.
    fn part_about(&self, place: usize, name: &str) -> Option<&LazyDeclarations> {
        match self.hidden(name).filter(|without| without.place == place) {
            Some(without) => Some(&without.rest),
            None => self.parts.get(place).map(Arc::as_ref),
        }
    }
    /// The project's own files that may declare the name, parsed.
    fn of_project(&self, name: &str) -> impl Iterator<Item = &Declarations> {
        let places = self.core..self.core + self.project;
        places.filter_map(move |at| self.part_about(at, name)).filter(move |part| part.may_declare(name)).map(LazyDeclarations::get)
    }
    /// All entries of a map of each part, in order of precedence; `map` picks the map.
    fn entries<'a, T: 'a>(&'a self, map: impl Fn(&'a Declarations) -> &'a FxHashMap<String, T>) -> impl Iterator<Item = (&'a str, &'a T)> {
        let mut seen = FxHashSet::default();
        let all = self.parts.iter().enumerate().flat_map(move |(at, part)| {
            let without = self.without.as_deref().filter(|without| without.place == at);
            let shared = map(part.get()).iter().filter(move |(name, _)| without.is_none_or(|without| !without.names.contains(*name)));
            let rest = without.map(|without| map(without.rest.get()));
            shared.chain(rest.into_iter().flatten())
        });
        // Names in an earlier part hide the same names in later ones.
        all.map(|(name, value)| (name.as_str(), value)).filter(move |(name, _)| seen.insert(*name))
    }
    /// A class by key.
    pub fn class(&self, key: &str) -> Option<&Class> {
        // The core may hold a class of the same name that the program does not include.
        self.of_project(key).chain(self.declaring(key)).find_map(|part| part.classes.get(key))
    }
    /// A member of a class, looking through its bases.
    pub fn class_member(&self, key: &str, member: &str) -> Option<&Member> {
        let (class, found) = self
            .lineage(key)
            .into_iter()
            .find_map(|class| class.members.iter().find(|candidate| candidate.name == member).map(|found| (class, found)))?;
        (!self.is_lacking(&format!("{}.{member}", class.name))).then_some(found)
    }
    /// The class and all classes that it inherits from, itself first; each once.
    pub fn lineage(&self, key: &str) -> Vec<&Class> {
        let mut found: Vec<&Class> = self.class(key).into_iter().collect();
        let mut next = 0;
        while let Some(class) = found.get(next).copied() {
            for base in &class.bases {
                if let Some(base) = self.class(base)
                    && !found.iter().any(|known| known.name == base.name)
                {
                    found.push(base);
                }
            }
            next += 1;
        }
        found
    }
    /// Whether every member of the class and of all its bases is known.
    pub fn class_is_complete(&self, key: &str) -> bool {
        let lineage = self.lineage(key);
        !lineage.is_empty() && lineage.iter().all(|class| class.complete && class.bases.iter().all(|base| self.class(base).is_some()))
    }
    /// The class of a global object (`Serial` → `HardwareSerial`).
    pub fn object(&self, name: &str) -> Option<&str> {
        if let Some((_, class)) = self.objects.iter().find(|(known, _)| known == name) {
            return Some(class);
        }
        self.declaring(name).find_map(|part| part.objects.get(name)).map(String::as_str)
    }
    /// A constant or macro, with its value where known.
    pub fn constant(&self, name: &str) -> Option<Option<&str>> {
        self.declaring(name).find_map(|part| part.constants.get(name)).map(Option::as_deref)
    }
    /// Whether a type of this name is declared: a class, structure, enumeration or typedef.
    pub fn has_type(&self, name: &str) -> bool {
        self.declaring(name).any(|part| part.types.contains(name) || part.classes.contains_key(name))
    }
    /// A MicroPython module.
    pub fn module(&self, name: &str) -> Option<&Module> {
        if let Some(module) = self.declaring(name).find_map(|part| part.modules.get(name)) {
            return Some(module);
        }
        let module = self.declaring(name).find_map(|part| part.aliases.get(name))?;
        self.declaring(module).find_map(|part| part.modules.get(module))
    }
    /// Second names of modules with what they stand for (`utime`, `time`), unordered.
    pub fn module_aliases(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries(|part| &part.aliases).map(|(name, module)| (name, module.as_str()))
    }
    /// A member of a module.
    pub fn module_member(&self, module: &str, member: &str) -> Option<&Member> {
        let module = self.module(module)?;
        let found = module.members.iter().find(|candidate| candidate.name == member)?;
        (!self.is_lacking(&format!("{}.{member}", module.name))).then_some(found)
    }
    /// Whether a class or module has the name, though not for others to use.
    pub fn hides(&self, owner: &str, member: &str) -> bool {
        let is_it = |hidden: &String| hidden == member;
        match self.module(owner) {
            Some(module) => module.hidden.iter().any(is_it),
            None => self.lineage(owner).iter().any(|class| class.hidden.iter().any(is_it)),
        }
    }
    /// A name that this version has lost.
    pub fn removed(&self, name: &str) -> Option<&Removed> {
        self.removed.iter().find(|removed| removed.name == name)
    }
    /// A name that means something else since some version.
    pub fn changed(&self, name: &str) -> Option<&Changed> {
        self.changed.iter().find(|changed| changed.name == name)
    }
    /// The library behind a header (`DHT.h` → `DHT sensor library`), if the tables know it.
    pub fn header(&self, header: &str) -> Option<&str> {
        self.library(header).map(|library| library.name.as_str())
    }
    /// The library behind a header, with its version and architectures.
    pub fn library(&self, header: &str) -> Option<&Library> {
        self.declaring(header).find_map(|part| part.headers.get(header).map(|index| &part.libraries[*index]))
    }
    /// The header that must be included for a class, object, constant or function; `None` when the
    /// name is always there, comes with other headers or is unknown.
    pub fn provided_by(&self, name: &str) -> Option<&str> {
        let part = self.declaring(name).find(|part| part.declares(name))?;
        part.providers.get(name).filter(|_| !part.transitive).map(String::as_str)
    }
    /// The header that declares a name, where the tables know it and it is not always included.
    pub fn declared_in(&self, name: &str) -> Option<&str> {
        self.declaring(name).find_map(|part| part.providers.get(name)).map(String::as_str)
    }
    /// The library's header that declares a name, also where it comes with others of the library; `None` for the
    /// core and its SDK.
    pub fn library_header_of(&self, name: &str) -> Option<&str> {
        let part = self.declaring(name).find(|part| part.declares(name))?;
        part.providers.get(name).filter(|header| part.headers.contains_key(*header)).map(String::as_str)
    }
    /// Whether the tables know this header: a library's, the core's or its SDK's.
    pub fn has_header(&self, header: &str) -> bool {
        self.declaring(header).any(|part| part.known_headers.contains(header))
    }
    /// What including a header brings: names of classes, objects, functions and constants, sorted.
    pub fn names_of_header(&self, header: &str) -> Vec<&str> {
        let shared = self.parts.iter().enumerate().filter(|(_, part)| part.may_declare(header)).flat_map(|(at, part)| {
            let without = self.without.as_deref().filter(|without| without.place == at);
            let shared = part.get().providers.iter();
            let shared = shared.filter(move |(name, _)| without.is_none_or(|without| !without.names.contains(*name)));
            shared.chain(without.into_iter().flat_map(|without| &without.rest.get().providers))
        });
        let mut names: Vec<&str> = shared.filter(|(_, provider)| provider.as_str() == header).map(|(name, _)| name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
    /// Whether including a header brings a name, as [`Self::names_of_header`] lists them.
    pub fn brings(&self, header: &str, name: &str) -> bool {
        self.declaring(header).any(|part| part.providers.get(name).is_some_and(|provider| provider == header))
    }
    /// Whether the project's own files declare the name: a function, class, object, constant or module.
    pub fn is_of_project(&self, name: &str) -> bool {
        self.of_project(name).any(|part| part.declares(name) || part.modules.contains_key(name))
    }
    /// These declarations and, between the core and the libraries, those of a project's own files.
    pub(crate) fn with_project(&self, project: &[ProjectPart]) -> Self {
        let mut parts = self.parts.to_vec();
        let at = self.core.min(parts.len());
        parts.splice(at..at, project.iter().map(|part| Arc::clone(&part.0)));
        let mut overloads = FxHashMap::clone(&self.overloads);
        for part in project {
            for (name, function) in &part.0.get().functions {
                let known = overloads.get(name).or_else(|| self.declaring(name).find_map(|part| part.functions.get(name)));
                if let Some(both) = known.map(|known| overloaded(known, function)) {
                    overloads.insert(name.clone(), both);
                }
            }
        }
        Self {
            parts: parts.into(),
            project: self.project + project.len(),
            overloads: Arc::new(overloads),
            overloads_below: Arc::clone(&self.overloads),
            speakers: Arc::default(),
            ..self.clone()
        }
    }
    /// These declarations, of which `shared` is the last that was added, as one of its files sees them.
    pub(crate) fn without(&self, shared: &SharedPart, file: usize) -> Self {
        let Some((names, rest)) = shared.without(file) else { return self.clone() };
        let place = self.core;
        let mut overloads = FxHashMap::default();
        for name in names.iter().filter(|name| self.overloads.contains_key(*name)) {
            // Without the shared part, which is the first of the project's.
            let below = |part: &&Declarations| self.parts.get(place).is_none_or(|shared| !std::ptr::eq(*part, shared.get()));
            let known = self.overloads_below.get(name);
            let known = known.or_else(|| self.declaring(name).filter(below).find_map(|part| part.functions.get(name)));
            let Some(known) = known else { continue };
            let own = rest.get().functions.get(name);
            // Two that stand below are told apart as before; one alone is found without being listed.
            if own.is_some() || self.overloads_below.contains_key(name) {
                overloads.insert(name.clone(), own.map_or_else(|| known.clone(), |own| overloaded(known, own)));
            }
        }
        Self { without: Some(Arc::new(Without { place, names, rest, overloads })), ..self.clone() }
    }
    /// A class as one header declares it; libraries share names (`WiFiClient`), and the header tells
    /// which is meant.
    pub fn class_of_header(&self, key: &str, header: &str) -> Option<&Class> {
        let declares = |part: &&Declarations| part.providers.get(key).is_some_and(|found| found == header);
        self.declaring(key).find(declares).and_then(|part| part.classes.get(key))
    }
    /// All free functions, unordered.
    pub fn functions(&self) -> impl Iterator<Item = (&str, &Function)> {
        self.entries(|part| &part.functions).filter(|(name, _)| !self.is_lacking(name))
    }
    /// All classes, unordered.
    pub fn classes(&self) -> impl Iterator<Item = &Class> {
        self.entries(|part| &part.classes).map(|(_, class)| class)
    }
    /// All global objects with their classes, unordered.
    pub fn objects(&self) -> impl Iterator<Item = (&str, &str)> {
        self.entries(|part| &part.objects)
            .filter(|(name, _)| !self.is_lacking(name))
            .map(|(name, class)| (name, self.object(name).unwrap_or(class)))
    }
    /// All constants, unordered.
    pub fn constants(&self) -> impl Iterator<Item = &str> {
        self.entries(|part| &part.constants).map(|(name, _)| name)
    }
    /// All modules, unordered.
    pub fn modules(&self) -> impl Iterator<Item = &Module> {
        self.entries(|part| &part.modules).filter(|(name, _)| !self.is_lacking(name)).map(|(_, module)| module)
    }
    /// All known library headers, unordered.
    pub fn headers(&self) -> impl Iterator<Item = &str> {
        self.entries(|part| &part.headers).map(|(name, _)| name)
    }
    /// All removed names, unordered.
    pub fn all_removed(&self) -> impl Iterator<Item = &Removed> {
        self.removed.iter()
    }
    /// All names that changed their meaning, unordered.
    pub fn all_changed(&self) -> impl Iterator<Item = &Changed> {
        self.changed.iter()
    }
}

/// Overloads stand side by side; which one a call means is not decided here.
fn overloaded(known: &Function, own: &Function) -> Function {
    let mut both = known.clone();
    both.signatures.extend(own.signatures.iter().cloned());
    both
}

impl Signature {
    /// The signature as a line of code: `void digitalWrite(uint8_t pin, uint8_t val)` for Arduino,
    /// `freq(value:int, /) -> None` for MicroPython.
    pub fn text(&self, name: &str, kind: crate::RuntimeKind) -> String {
        let parameters = self.parameters.join(", ");
        let mut text = String::new();
        match kind {
            crate::RuntimeKind::Arduino => {
                if !self.returns.is_empty() {
                    let _ = write!(text, "{} ", self.returns);
                }
                let _ = write!(text, "{name}({parameters})");
            }
            crate::RuntimeKind::MicroPython => {
                let _ = write!(text, "{name}({parameters})");
                if !self.returns.is_empty() {
                    let _ = write!(text, " -> {}", self.returns);
                }
            }
        }
        text
    }

    /// Whether a call with this many positional arguments fits.
    pub fn accepts(&self, arguments: usize) -> bool {
        arguments >= usize::from(self.min) && self.max.is_none_or(|max| arguments <= usize::from(max))
    }
}

#[cfg(test)]
mod tests {
    use crate::{RuntimeKind, Tables};

    #[test]
    fn a_target_parses_nothing_until_it_is_asked() {
        // Tables of its own: others have asked the shared ones.
        let target = Tables::load_embedded().target("esp32-s3-devkitc-1", RuntimeKind::Arduino, None).expect("a target");
        let api = &target.runtime.api;
        assert!(api.parts.len() > 100 && api.parts.iter().all(|part| !part.is_parsed()));
        assert!(api.function("noSuchFunctionAnywhere").is_none());
        assert!(api.function("digitalWrite").is_some());
        let parsed = api.parts.iter().filter(|part| part.is_parsed()).count();
        assert!((1..10).contains(&parsed), "{parsed} files were parsed for two names");
    }
}
