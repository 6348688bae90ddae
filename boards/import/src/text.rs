//! Writes API texts, the line form that `boards` reads: one declaration a line.

use std::collections::HashSet;
use std::fmt::Write as _;

/// Longest value of a constant that is worth a line; a longer one is a table or a picture.
const LONGEST_VALUE: usize = 80;

/// Longest signature; a longer one is generated code.
const LONGEST_SIGNATURE: usize = 600;

/// An API text that grows by declarations.
#[derive(Debug, Clone, Default)]
pub(crate) struct ApiText {
    text: String,
}

/// A callable: how it is called, and what it answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Callable {
    /// Parameters as written; `None` when they are not known.
    pub(crate) parameters: Option<Vec<String>>,
    /// Return type as written; empty if there is none.
    pub(crate) returns: String,
}

/// What a member of a class or module is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Item {
    Function(Callable),
    Constant(Option<String>),
    Class,
    Field,
}

/// Members of a class or module, in order of appearance.
#[derive(Debug, Clone, Default)]
pub(crate) struct Members {
    pub(crate) constructors: Vec<Callable>,
    pub(crate) items: Vec<(String, Item)>,
    /// Names that are there but not for others: private members, imports.
    pub(crate) hidden: Vec<String>,
}

impl Members {
    pub(crate) fn push(&mut self, name: &str, item: Item) {
        let is_known = match &item {
            // Overloads stand beside each other.
            Item::Function(_) => self.items.iter().any(|known| known.0 == name && known.1 == item),
            _ => self.items.iter().any(|known| known.0 == name),
        };
        if is_word(name) && !is_known {
            // An overload follows its name.
            let after = self.items.iter().rposition(|known| known.0 == name).map_or(self.items.len(), |at| at + 1);
            self.items.insert(after, (name.to_owned(), item));
        }
    }

    pub(crate) fn hide(&mut self, name: &str) {
        if is_word(name) && !self.hidden.iter().any(|known| known == name) {
            self.hidden.push(name.to_owned());
        }
    }
}

impl ApiText {
    pub(crate) fn finish(self) -> String {
        self.text
    }

    /// `% KEY VALUE`.
    pub(crate) fn attribute(&mut self, key: &str, value: &str) {
        let value = one_line(value);
        if !value.is_empty() {
            let _ = writeln!(self.text, "% {key} {value}");
        }
    }

    pub(crate) fn function(&mut self, name: &str, callable: &Callable) {
        if is_word(name)
            && let Some(signature) = signature(callable)
        {
            let _ = writeln!(self.text, "fn {name}{signature}");
        }
    }

    pub(crate) fn constant(&mut self, name: &str, value: Option<&str>) {
        if is_word(name) {
            let _ = writeln!(self.text, "const {}", with_value(name, value));
        }
    }

    pub(crate) fn object(&mut self, name: &str, class: &str) {
        let class = one_line(class);
        if is_word(name) && !class.is_empty() {
            let _ = writeln!(self.text, "object {name} : {class}");
        }
    }

    pub(crate) fn a_type(&mut self, name: &str) {
        if is_qualified(name) {
            let _ = writeln!(self.text, "type {name}");
        }
    }

    pub(crate) fn class(&mut self, name: &str, bases: &[String], complete: bool, members: &Members) {
        if !is_qualified(name) {
            return;
        }
        let bases: Vec<String> = bases.iter().map(|base| one_line(base)).filter(|base| !base.is_empty()).collect();
        let _ = write!(self.text, "class {name}");
        if !bases.is_empty() {
            let _ = write!(self.text, " : {}", bases.join(", "));
        }
        self.body(complete, members);
    }

    pub(crate) fn module(&mut self, name: &str, complete: bool, members: &Members) {
        if is_qualified(name) {
            let _ = write!(self.text, "module {name}");
            self.body(complete, members);
        }
    }

    fn body(&mut self, complete: bool, members: &Members) {
        self.text.push_str(if complete { " complete\n" } else { "\n" });
        let mut written = HashSet::new();
        for constructor in &members.constructors {
            if let Some(signature) = signature(constructor).filter(|signature| !signature.is_empty() && written.insert(signature.clone())) {
                let _ = writeln!(self.text, "  new{}", signature.split(" -> ").next().unwrap_or(&signature));
            }
        }
        for (name, item) in &members.items {
            let _ = match item {
                // Without a signature the name alone is known.
                Item::Function(callable) => {
                    writeln!(self.text, "  fn {name}{}", signature(callable).unwrap_or_default())
                }
                Item::Constant(value) => writeln!(self.text, "  const {}", with_value(name, value.as_deref())),
                Item::Class => writeln!(self.text, "  class {name}"),
                Item::Field => writeln!(self.text, "  field {name}"),
            };
        }
        let hidden: Vec<&str> =
            members.hidden.iter().map(String::as_str).filter(|name| !members.items.iter().any(|(known, _)| known == name)).collect();
        if !hidden.is_empty() {
            let _ = writeln!(self.text, "  hidden {}", hidden.join(" "));
        }
    }
}

/// `(parameters) -> returns`; empty when the parameters are not known, `None` when they are too much.
fn signature(callable: &Callable) -> Option<String> {
    let Some(parameters) = &callable.parameters else { return Some(String::new()) };
    let parameters: Vec<String> = parameters.iter().map(|parameter| one_line(parameter)).collect();
    // Brackets that do not match would end the list early.
    if parameters.iter().any(|parameter| parameter.is_empty() || !is_balanced(parameter)) {
        return Some(String::new());
    }
    let mut text = format!("({})", parameters.join(", "));
    let returns = one_line(&callable.returns);
    if !returns.is_empty() {
        let _ = write!(text, " -> {returns}");
    }
    (text.len() <= LONGEST_SIGNATURE).then_some(text)
}

fn with_value(name: &str, value: Option<&str>) -> String {
    match value.map(one_line).filter(|value| !value.is_empty() && value.len() <= LONGEST_VALUE) {
        Some(value) => format!("{name} = {value}"),
        None => name.to_owned(),
    }
}

fn is_balanced(text: &str) -> bool {
    let mut depth = 0_i32;
    let mut quote = None;
    let mut escaped = false;
    for byte in text.bytes() {
        match (quote, byte) {
            (Some(_), _) if escaped => escaped = false,
            // The reader of the tables knows no escapes.
            (Some(_), b'\\') => return false,
            (Some(end), _) if byte == end => quote = None,
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'(' | b'[' | b'{') => depth += 1,
            (None, b')' | b']' | b'}') => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0 && quote.is_none()
}

/// Whether the text is one identifier.
pub(crate) fn is_word(text: &str) -> bool {
    !text.is_empty() && !text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_alphanumeric() || c == '_')
}

fn is_qualified(text: &str) -> bool {
    !text.is_empty() && text.split("::").all(|part| part.split('.').all(is_word))
}

/// The text with every run of white space as one blank.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
