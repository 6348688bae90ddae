//! The text form of an API table: one declaration a line, so that a new core version reads as a diff.
//!
//! ```text
//! % library DHT sensor library      what the lines below belong to
//! % version 1.4.6
//! % headers Arduino.h, Print.h      headers that are always included
//! % transitive                      headers below may come with others: including them is no must
//! @ DHT.h                           the header that provides what follows; `@` alone: always there
//! fn pinMode(uint8_t pin, uint8_t mode) -> void
//! const HIGH = 0x1
//! object Serial : HardwareSerial
//! type byte
//! class HardwareSerial : Stream complete
//!   new(int uart_nr)
//!   fn begin(unsigned long baud) -> void
//!   field timeout
//!   hidden _buffer reset       there, but not for others: private members, imports
//! module machine complete
//!   class Pin
//!   const PWRON_RESET = 1
//! ```
//!
//! `alias utime = time` gives a module a second name.
//!
//! A callable's arity follows from its parameters; where it does not, it is written out: `[1,2]`.

use std::fmt;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::packed::{self, PackedText};
use crate::{Class, Function, Library, Member, MemberKind, Module, Signature};

/// What one file declares.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Declarations {
    pub(crate) functions: FxHashMap<String, Function>,
    pub(crate) classes: FxHashMap<String, Class>,
    pub(crate) objects: FxHashMap<String, String>,
    pub(crate) constants: FxHashMap<String, Option<String>>,
    pub(crate) types: FxHashSet<String>,
    pub(crate) modules: FxHashMap<String, Module>,
    /// Header to index into `libraries`.
    pub(crate) headers: FxHashMap<String, usize>,
    pub(crate) libraries: Vec<Library>,
    /// Name to the header that declares it, where that is not always included.
    pub(crate) providers: FxHashMap<String, String>,
    /// Every header that the file speaks of.
    pub(crate) known_headers: FxHashSet<String>,
    /// Whether the headers come with others, so that including them is no must.
    pub(crate) transitive: bool,
    /// Second names of modules.
    pub(crate) aliases: FxHashMap<String, String>,
}

/// A file that is parsed when somebody first asks for something in it.
pub(crate) struct LazyDeclarations {
    text: Text,
    /// Hashes of the names and headers that a plain text speaks of, so that a name it does not know
    /// costs no parsing. A packed text carries its own.
    names: OnceLock<FxHashSet<u32>>,
    parsed: OnceLock<Declarations>,
}

#[derive(Clone, PartialEq, Eq)]
enum Text {
    /// As written in `data/`.
    Plain(String),
    /// As embedded.
    Packed(PackedText),
}

impl LazyDeclarations {
    pub(crate) fn new(text: String) -> Self {
        Self { text: Text::Plain(text), names: OnceLock::new(), parsed: OnceLock::new() }
    }

    pub(crate) fn packed(bytes: &'static [u8]) -> Self {
        Self { text: Text::Packed(PackedText(bytes)), names: OnceLock::new(), parsed: OnceLock::new() }
    }

    /// The declarations. Code generation has checked the text; what a damaged file still declares
    /// before its first bad line is kept.
    pub(crate) fn get(&self) -> &Declarations {
        self.parsed.get_or_init(|| match &self.text {
            Text::Plain(text) => Declarations::read(text).0,
            Text::Packed(packed) => Declarations::read(&packed.text()).0,
        })
    }

    /// The text as written in `data/`; empty for an embedded one.
    pub(crate) fn plain(&self) -> &str {
        match &self.text {
            Text::Plain(text) => text,
            Text::Packed(_) => "",
        }
    }

    /// Whether somebody has asked already.
    #[cfg(test)]
    pub(crate) fn is_parsed(&self) -> bool {
        self.parsed.get().is_some()
    }

    /// Whether the file may declare the name or header; never wrong when it says no.
    pub(crate) fn may_declare(&self, name: &str) -> bool {
        self.may_declare_hash(packed::hash(name))
    }

    /// As [`Self::may_declare`], for a name by its [`packed::hash`].
    pub(crate) fn may_declare_hash(&self, hash: u32) -> bool {
        match &self.text {
            Text::Packed(packed) => packed.may_name(hash),
            Text::Plain(text) => self.names.get_or_init(|| names_in(text).map(packed::hash).collect()).contains(&hash),
        }
    }

    /// Whether the library that the file describes runs on this architecture; reads only its head.
    pub(crate) fn supports(&self, architecture: &str) -> bool {
        let head = match &self.text {
            Text::Plain(text) => &text[..packed::head_length(text)],
            Text::Packed(packed) => packed.head(),
        };
        Declarations::read(head).0.libraries.iter().any(|library| library.supports(architecture))
    }
}

impl fmt::Debug for LazyDeclarations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = match &self.text {
            Text::Plain(text) => text.len(),
            Text::Packed(packed) => packed.0.len(),
        };
        f.debug_struct("LazyDeclarations").field("bytes", &bytes).finish_non_exhaustive()
    }
}

impl PartialEq for LazyDeclarations {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for LazyDeclarations {}

/// Every name and header that a file may be asked for.
pub(crate) fn names_in(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with(' ')).flat_map(|line| {
        let (keyword, rest) = line.split_once(' ').unwrap_or_default();
        let (many, one) = match keyword {
            "" => (None, None),
            "%" => (rest.strip_prefix("headers "), None),
            "@" => (None, Some(rest)),
            _ => (None, name_of_line(line)),
        };
        many.into_iter().flat_map(|headers| headers.split(", ")).chain(one)
    })
}

/// The name that a line at top level declares; `None` for what declares none.
pub(crate) fn name_of_line(line: &str) -> Option<&str> {
    let (keyword, rest) = line.split_once(' ')?;
    (!matches!(keyword, "" | "%" | "@")).then(|| rest.split(['(', ' ']).next().unwrap_or(rest))
}

/// What the indented lines that follow belong to.
enum Owner {
    Nothing,
    Class(String),
    Module(String),
}

impl Declarations {
    /// Parses a whole file; the error is a line number (from 1) and what is wrong there.
    pub(crate) fn parse(text: &str) -> Result<Self, (usize, String)> {
        match Self::read(text) {
            (declarations, None) => Ok(declarations),
            (_, Some(error)) => Err(error),
        }
    }

    fn read(text: &str) -> (Self, Option<(usize, String)>) {
        let mut reader = Reader { found: Self::default(), owner: Owner::Nothing, header: String::new() };
        for (index, line) in text.lines().enumerate() {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Err(message) = reader.line(line) {
                return (reader.found, Some((index + 1, message)));
            }
        }
        (reader.found, None)
    }

    /// Whether the file declares the name at top level.
    pub(crate) fn declares(&self, name: &str) -> bool {
        self.functions.contains_key(name)
            || self.classes.contains_key(name)
            || self.objects.contains_key(name)
            || self.constants.contains_key(name)
            || self.types.contains(name)
    }
}

struct Reader {
    found: Declarations,
    owner: Owner,
    header: String,
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), String> {
        if let Some(member) = line.strip_prefix("  ") {
            return self.member(member);
        }
        self.owner = Owner::Nothing;
        let (keyword, rest) = line.split_once(' ').unwrap_or((line, ""));
        match keyword {
            "%" => self.attribute(rest),
            "@" => {
                rest.clone_into(&mut self.header);
                if !rest.is_empty() {
                    self.found.known_headers.insert(rest.to_owned());
                }
                if let Some(last) = self.found.libraries.len().checked_sub(1)
                    && !rest.is_empty()
                {
                    self.found.headers.insert(rest.to_owned(), last);
                }
                Ok(())
            }
            "fn" => {
                let (name, signature) = callable(rest)?;
                self.provide(&name);
                let header = if self.found.transitive { String::new() } else { self.header.clone() };
                let function = self.found.functions.entry(name).or_insert_with(|| Function { signatures: Vec::new(), provided_by: header });
                function.signatures.push(signature);
                Ok(())
            }
            "const" => {
                let (name, value) = constant(rest);
                self.provide(&name);
                self.found.constants.insert(name, value);
                Ok(())
            }
            "object" => {
                let (name, class) = rest.split_once(" : ").ok_or("an object is written `object NAME : CLASS`")?;
                self.provide(name);
                self.found.objects.insert(name.to_owned(), class.to_owned());
                Ok(())
            }
            "type" => {
                self.provide(rest);
                self.found.types.insert(rest.to_owned());
                Ok(())
            }
            "class" => {
                let (name, bases, complete) = heading(rest);
                self.provide(&name);
                self.owner = Owner::Class(name.clone());
                let class =
                    Class { name: name.clone(), bases, constructors: Vec::new(), members: Vec::new(), hidden: Vec::new(), complete };
                self.found.classes.insert(name, class);
                Ok(())
            }
            "module" => {
                let (name, _, complete) = heading(rest);
                self.owner = Owner::Module(name.clone());
                self.found.modules.insert(name.clone(), Module { name, members: Vec::new(), hidden: Vec::new(), complete });
                Ok(())
            }
            "alias" => {
                let (alias, module) = rest.split_once(" = ").ok_or("an alias is written `alias NEW = MODULE`")?;
                self.found.aliases.insert(alias.to_owned(), module.to_owned());
                Ok(())
            }
            other => Err(format!("`{other}` starts no declaration")),
        }
    }

    fn attribute(&mut self, text: &str) -> Result<(), String> {
        let (key, value) = text.split_once(' ').unwrap_or((text, ""));
        let list = || -> Vec<String> { value.split(',').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect() };
        if key == "library" || key == "bundled" {
            let library = Library { name: value.to_owned(), bundled: key == "bundled", ..Library::default() };
            self.found.libraries.push(library);
            return Ok(());
        }
        let library = self.found.libraries.last_mut();
        match (key, library) {
            ("version", Some(library)) => value.clone_into(&mut library.version),
            ("architectures", Some(library)) => library.architectures = list(),
            ("depends", Some(library)) => library.depends = list(),
            ("source", Some(library)) => value.clone_into(&mut library.source),
            ("headers", _) => self.found.known_headers.extend(list()),
            ("transitive", _) => self.found.transitive = true,
            ("source" | "license", _) => {}
            (other, _) => return Err(format!("`% {other}` is unknown here")),
        }
        Ok(())
    }

    fn provide(&mut self, name: &str) {
        if !self.header.is_empty() {
            self.found.providers.entry(name.to_owned()).or_insert_with(|| self.header.clone());
        }
    }

    fn member(&mut self, line: &str) -> Result<(), String> {
        let (keyword, rest) = line.split_once(' ').unwrap_or((line, ""));
        if line.starts_with("new(") {
            let Owner::Class(owner) = &self.owner else { return Err("only a class has constructors".to_owned()) };
            let (_, signature) = callable(line)?;
            if let Some(class) = self.found.classes.get_mut(owner) {
                class.constructors.push(signature);
            }
            return Ok(());
        }
        let (name, kind) = match keyword {
            "fn" if rest.contains('(') => {
                let (name, signature) = callable(rest)?;
                (name, MemberKind::Function(vec![signature]))
            }
            "fn" => (rest.to_owned(), MemberKind::Function(Vec::new())),
            "const" => {
                let (name, value) = constant(rest);
                (name, MemberKind::Constant(value))
            }
            "class" => {
                let (Owner::Class(owner) | Owner::Module(owner)) = &self.owner else {
                    return Err("a nested class needs an owner".to_owned());
                };
                (rest.to_owned(), MemberKind::Class(format!("{owner}.{rest}")))
            }
            "field" => (rest.to_owned(), MemberKind::Field),
            "hidden" => {
                let names = rest.split(' ').map(str::to_owned);
                match &self.owner {
                    Owner::Class(owner) => self.found.classes.get_mut(owner).map(|class| class.hidden.extend(names)),
                    Owner::Module(owner) => self.found.modules.get_mut(owner).map(|module| module.hidden.extend(names)),
                    Owner::Nothing => None,
                };
                return Ok(());
            }
            other => return Err(format!("`{other}` starts no member")),
        };
        let members = match &self.owner {
            Owner::Class(owner) => self.found.classes.get_mut(owner).map(|class| &mut class.members),
            Owner::Module(owner) => self.found.modules.get_mut(owner).map(|module| &mut module.members),
            Owner::Nothing => return Err("an indented line follows no class or module".to_owned()),
        };
        let Some(members) = members else { return Ok(()) };
        // Overloads of one method are written on lines that follow each other.
        if let (Some(last), MemberKind::Function(signatures)) = (members.last_mut(), &kind)
            && last.name == name
            && let MemberKind::Function(known) = &mut last.kind
        {
            known.extend(signatures.iter().cloned());
            return Ok(());
        }
        members.push(Member { name, kind });
        Ok(())
    }
}

fn constant(text: &str) -> (String, Option<String>) {
    match text.split_once(" = ") {
        Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
        None => (text.to_owned(), None),
    }
}

/// `NAME : BASE, BASE complete`, where bases and the word are optional.
fn heading(text: &str) -> (String, Vec<String>, bool) {
    let (text, complete) = match text.strip_suffix(" complete") {
        Some(text) => (text, true),
        None => (text, false),
    };
    match text.split_once(" : ") {
        Some((name, bases)) => (name.to_owned(), bases.split(", ").map(str::to_owned).collect(), complete),
        None => (text.to_owned(), Vec::new(), complete),
    }
}

/// `name(parameters) [min,max] -> returns`, where the arity and the return type are optional.
fn callable(text: &str) -> Result<(String, Signature), String> {
    let open = text.find('(').ok_or("a callable needs `(`")?;
    let close = matching(text, open).ok_or("the parameter list does not end")?;
    let parameters = split_parameters(&text[open + 1..close]);
    let mut rest = text[close + 1..].trim_start();
    let mut arity = arity_of(&parameters);
    if let Some(written) = rest.strip_prefix('[') {
        let (written, after) = written.split_once(']').ok_or("the arity does not end")?;
        let (min, max) = written.split_once(',').ok_or("an arity is written `[min,max]`")?;
        let min = min.parse().map_err(|_| format!("`{min}` is not a number of arguments"))?;
        arity = (min, if max == "*" { None } else { Some(max.parse().map_err(|_| format!("`{max}` is not a number of arguments"))?) });
        rest = after.trim_start();
    }
    let returns = rest.strip_prefix("-> ").unwrap_or_default().to_owned();
    Ok((text[..open].to_owned(), Signature { parameters, min: arity.0, max: arity.1, returns }))
}

fn matching(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (index, byte) in text.bytes().enumerate().skip(open) {
        match (quote, byte) {
            (Some(end), _) if byte == end => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(') => depth += 1,
            (None, b')') => {
                depth -= 1;
                if depth == 0 {
                    return Some(index);
                }
            }
            _ => {}
        }
    }
    None
}

/// Splits at commas outside brackets and quotes.
fn split_parameters(text: &str) -> Vec<String> {
    let mut parameters = Vec::new();
    let (mut depth, mut start, mut quote) = (0_i32, 0, None);
    for (index, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (Some(end), _) if byte == end => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(' | b'[' | b'{' | b'<') => depth += 1,
            (None, b')' | b']' | b'}' | b'>') => depth -= 1,
            (None, b',') if depth == 0 => {
                parameters.push(text[start..index].trim().to_owned());
                start = index + 1;
            }
            _ => {}
        }
    }
    let last = text[start..].trim();
    if !last.is_empty() {
        parameters.push(last.to_owned());
    }
    parameters
}

/// Fewest and most positional arguments. C++ and Python agree on `=` for a default; `...` is C++'s,
/// `*`, `**` and `/` are Python's.
fn arity_of(parameters: &[String]) -> (u8, Option<u8>) {
    let (mut min, mut max) = (0_u8, 0_u8);
    for parameter in parameters {
        if parameter == "/" || parameter.starts_with("**") {
            continue;
        }
        if parameter == "*" {
            break;
        }
        if parameter == "..." || parameter.starts_with('*') {
            return (min, None);
        }
        max = max.saturating_add(1);
        if !has_default(parameter) {
            min = min.saturating_add(1);
        }
    }
    (min, Some(max))
}

fn has_default(parameter: &str) -> bool {
    let mut depth = 0_i32;
    parameter.bytes().any(|byte| {
        match byte {
            b'(' | b'[' | b'{' | b'<' => depth += 1,
            b')' | b']' | b'}' | b'>' => depth -= 1,
            _ => {}
        }
        byte == b'=' && depth == 0
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_an_arduino_library() {
        let text = "% library DHT sensor library\n% version 1.4.6\n@ DHT.h\nclass DHT : Print complete\n  \
                    new(uint8_t pin, uint8_t type, uint8_t count=6)\n  fn read(bool force=false) -> bool\n  \
                    fn read(int a, int b) -> bool\n  field x\nobject DHT11 : uint8_t\n";
        let found = Declarations::parse(text).unwrap();
        let class = &found.classes["DHT"];
        assert!(class.complete);
        assert_eq!(class.bases, ["Print"]);
        assert_eq!((class.constructors[0].min, class.constructors[0].max), (2, Some(3)));
        let MemberKind::Function(signatures) = &class.members[0].kind else { panic!("read is a function") };
        assert_eq!(signatures.len(), 2);
        assert_eq!(found.libraries[found.headers["DHT.h"]].version, "1.4.6");
        assert_eq!(found.providers["DHT11"], "DHT.h");
    }

    #[test]
    fn arity_knows_defaults_varargs_and_keyword_only() {
        let arity = |text: &str| {
            let (_, signature) = callable(text).unwrap();
            (signature.min, signature.max)
        };
        assert_eq!(arity("f()"), (0, Some(0)));
        assert_eq!(arity("f(void (*fn)(void *, int), bool edge=true) -> void"), (1, Some(2)));
        assert_eq!(arity("printf(const char *format, ...)"), (1, None));
        assert_eq!(arity("init(mode:int=-1, pull:int=-1, *, value=None)"), (0, Some(2)));
        assert_eq!(arity("writeto(addr:int, buf, stop:bool=True, /)"), (2, Some(3)));
        assert_eq!(arity("f(*args, **kwargs)"), (0, None));
        assert_eq!(arity("f(a, b) [1,*]"), (1, None));
        assert_eq!(arity("f(std::map<int, int> m, char c=',')"), (1, Some(2)));
    }

    #[test]
    fn a_name_that_the_file_lacks_costs_no_parsing() {
        let text =
            "% headers Arduino.h, Print.h\n@ DHT.h\nfn f(int x) -> int\nclass DHT : Print complete\n  fn read()\nmodule m complete\n";
        let lazy = LazyDeclarations::new(text.into());
        for name in ["f", "DHT", "m", "DHT.h", "Print.h"] {
            assert!(lazy.may_declare(name), "{name}");
        }
        for name in ["read", "Print", "complete", ""] {
            assert!(!lazy.may_declare(name), "{name}");
        }
        assert!(lazy.parsed.get().is_none());
    }

    #[test]
    fn a_bad_line_is_named() {
        assert_eq!(Declarations::parse("fn ok()\nwhat is this"), Err((2, "`what` starts no declaration".to_owned())));
    }
}
