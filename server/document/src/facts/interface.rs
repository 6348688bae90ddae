//! What a document offers to the other files of its program, and what they offer to it.

use std::path::Path;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::evaluate::evaluate;
use super::functions::Wrapper;
use super::shape::{Shape, Step};
use super::{PinUse, Value};
use crate::Span;

/// Names resolved through names of other files …
const LONGEST_CHAIN: usize = 8;

/// What one document declares at its top level.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Interface {
    /// Values by name; those of a class, structure, enumeration or namespace as `Owner.NAME`.
    /// `None`: it is there, and its value is not known.
    pub(crate) values: FxHashMap<String, Option<Shape>>,
    /// Every name that can be seen from outside, with the class where it is an object.
    pub(crate) names: FxHashMap<String, Option<String>>,
    /// Names that are assigned to here and declared elsewhere.
    pub(crate) assigned: FxHashSet<String>,
    /// Functions and methods with what they do to their parameters.
    pub(crate) functions: Vec<Wrapper>,
    /// Fields of classes in order, and their bases.
    pub(crate) classes: FxHashMap<String, Class>,
    /// Members that are written, as `Owner.name`.
    pub(crate) written: FxHashSet<String>,
    /// Macros without parameters: name and body.
    pub macros: Vec<(String, String)>,
}

/// A class as far as values need it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Class {
    pub(crate) fields: Vec<String>,
    pub(crate) base: Option<String>,
    /// Whether it has a constructor: a list of values then fills no fields.
    pub(crate) is_constructed: bool,
}

impl Class {
    /// The fields that a list of values fills.
    pub(crate) fn in_order(&self) -> &[String] {
        if self.is_constructed || self.base.is_some() { &[] } else { &self.fields }
    }
}

impl Interface {
    /// Macros that a build file defines (`-DLED=5`): name, body, and where they are written there.
    pub fn of_defines(defines: impl IntoIterator<Item = (String, String, Span)>) -> Self {
        let mut interface = Self::default();
        for (name, body, span) in defines {
            let mut lookup =
                |name: &str, steps: &[Step]| steps.is_empty().then(|| Shape::scalar(Value::Name(name.to_owned()), Span::new(0, 0)));
            let shape = evaluate(body.trim(), 0, grammars::Language::Arduino, &mut lookup);
            let shape = shape.and_then(|shape| shape.value().cloned()).map(|value| Shape::scalar(value, span));
            interface.values.insert(name.clone(), shape);
            interface.names.insert(name.clone(), None);
            interface.macros.push((name, body));
        }
        interface
    }

    /// Names that can be seen from outside.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }
}

/// Another file of the program.
#[derive(Debug, Clone)]
pub struct OtherFile {
    /// Where it lies.
    pub path: Arc<Path>,
    /// How Python imports it: `pins`, `drivers.motor`.
    pub module: Option<String>,
    /// What it declares.
    pub interface: Arc<Interface>,
    /// First byte of each line, for places in it.
    pub lines: Arc<[usize]>,
    /// Whether its names can be seen without an import: another tab, or a header that is included.
    pub visible: bool,
    /// What it includes that no file of the program is: headers of libraries.
    pub libraries: Vec<String>,
}

/// What all files of a program offer, by name: whatever file a function stands in, it is linked.
#[derive(Debug, Clone, Default)]
pub struct Linkage {
    functions: FxHashMap<String, Vec<(Arc<Interface>, usize)>>,
    assigned: FxHashSet<String>,
    written: FxHashMap<String, usize>,
    classes: FxHashMap<String, Class>,
}

impl Linkage {
    /// Puts the interfaces of all files together.
    pub fn new<'f>(interfaces: impl IntoIterator<Item = &'f Arc<Interface>>) -> Self {
        let mut linkage = Self::default();
        for interface in interfaces {
            for (index, function) in interface.functions.iter().enumerate() {
                linkage.functions.entry(function.name.clone()).or_default().push((Arc::clone(interface), index));
            }
            linkage.assigned.extend(interface.assigned.iter().cloned());
            for member in &interface.written {
                *linkage.written.entry(member.clone()).or_default() += 1;
            }
            for (name, class) in &interface.classes {
                let known = linkage.classes.entry(name.clone()).or_default();
                if known.fields.is_empty() {
                    known.fields.clone_from(&class.fields);
                    known.base.clone_from(&class.base);
                }
                known.is_constructed |= class.is_constructed;
            }
        }
        linkage
    }

    fn is_empty(&self) -> bool {
        self.functions.is_empty() && self.assigned.is_empty() && self.written.is_empty() && self.classes.is_empty()
    }
}

/// The rest of the program, as one build environment sees it.
#[derive(Debug, Clone, Default)]
pub struct Outer {
    /// The files whose names can be seen: what is included or imported, other tabs, the build's own macros.
    pub files: Vec<OtherFile>,
    /// What all files of the program offer, this one included.
    pub linkage: Arc<Linkage>,
    /// The file itself.
    pub own: Option<Arc<Path>>,
    /// Includes and imports of this document that other files answer.
    pub found: FxHashSet<String>,
    /// Uses of pins in all files of the program, this one included.
    pub pin_uses: Arc<ForeignUses>,
}

/// Where something stands in another file; lines and columns from 1, columns in bytes.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Elsewhere {
    /// The file.
    pub path: Arc<Path>,
    /// Its line.
    pub line: usize,
    /// Its column.
    pub column: usize,
}

/// Uses of pins over all files of a program, by the value that names the pin.
#[derive(Debug, Clone, Default)]
pub struct ForeignUses {
    uses: FxHashMap<Value, Vec<ForeignUse>>,
}

/// A use in some file of the program.
#[derive(Debug, Clone)]
pub struct ForeignUse {
    /// Where.
    pub place: Elsewhere,
    /// The use.
    pub fact: PinUse,
}

impl ForeignUses {
    /// Adds a use, unless one of the same name and role is known: one of each is enough to tell.
    pub fn add(&mut self, place: Elsewhere, fact: PinUse) {
        let known = self.uses.entry(fact.value.clone()).or_default();
        let is_same = |other: &ForeignUse| other.fact.role == fact.role && other.fact.constant == fact.constant;
        if !known.iter().any(is_same) {
            known.push(ForeignUse { place, fact });
        }
    }

    /// All of them, by value.
    pub fn iter(&self) -> impl Iterator<Item = &ForeignUse> {
        self.uses.values().flatten()
    }

    /// Those of one value.
    pub fn of(&self, value: &Value) -> &[ForeignUse] {
        self.uses.get(value).map_or(&[], Vec::as_slice)
    }
}

impl Interface {
    /// Whether a call by this name may mean a function, a class or a macro of the file.
    pub(crate) fn declares_callee(&self, name: &str) -> bool {
        self.functions.iter().any(|function| function.name == name)
            || self.classes.contains_key(name)
            || self.macros.iter().any(|(macro_name, _)| macro_name == name)
    }
}

impl Outer {
    /// Whether a call by this name may mean something that another file of the program declares, seen here or not.
    pub fn declares_callee(&self, name: &str) -> bool {
        self.files.iter().any(|file| file.interface.names.contains_key(name) || file.interface.declares_callee(name))
    }

    /// Whether another file declares a name that is seen here.
    pub fn declares(&self, name: &str) -> bool {
        self.visible().any(|(_, file)| file.interface.names.contains_key(name))
    }

    /// Whether one of the program's files answers an include or import.
    pub fn finds(&self, module: &str) -> bool {
        self.found.contains(module)
    }

    /// Names of a module of the program, as Python imports it.
    pub fn module_names(&self, module: &str) -> impl Iterator<Item = &str> {
        let file = self.module(module).map(|at| &self.files[at]);
        file.into_iter().flat_map(|file| file.interface.values.keys().map(String::as_str).filter(|name| !name.contains('.')))
    }

    /// Headers of libraries that come with the files that are seen here.
    pub fn libraries(&self) -> impl Iterator<Item = &str> {
        self.visible().flat_map(|(_, file)| file.libraries.iter().map(String::as_str))
    }

    /// Names that are seen here without an import.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.visible().flat_map(|(_, file)| file.interface.names())
    }

    fn visible(&self) -> impl Iterator<Item = (usize, &OtherFile)> {
        self.files.iter().enumerate().filter(|(_, file)| file.visible)
    }

    /// Class of an object that another file declares.
    pub(crate) fn class_of(&self, name: &str) -> Option<&str> {
        self.visible().find_map(|(_, file)| file.interface.names.get(name)?.as_deref())
    }

    /// The place of a byte in another file.
    pub(crate) fn place(&self, file: usize, offset: usize) -> Option<Elsewhere> {
        let file = self.files.get(file)?;
        let line = file.lines.partition_point(|&start| start <= offset).max(1);
        let start = file.lines.get(line - 1).copied().unwrap_or_default();
        Some(Elsewhere { path: Arc::clone(&file.path), line, column: offset.saturating_sub(start) + 1 })
    }

    /// Whether some file assigns to a name that another declares.
    pub(crate) fn assigns(&self, name: &str) -> bool {
        self.linkage.assigned.contains(name)
    }

    /// Whether more than one file writes a member (`Owner.name`).
    pub(crate) fn writes(&self, member: &str) -> bool {
        self.linkage.written.get(member).is_some_and(|files| *files > 1)
    }

    pub(crate) fn class(&self, name: &str) -> Option<&Class> {
        self.linkage.classes.get(name)
    }

    /// Whether nothing is known of other files.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.linkage.is_empty()
    }

    /// Whether any file has functions of its own.
    pub(crate) fn has_functions(&self) -> bool {
        !self.linkage.functions.is_empty()
    }

    /// The module with this name, as Python imports it.
    pub(crate) fn module(&self, name: &str) -> Option<usize> {
        let exact = self.files.iter().position(|file| file.module.as_deref() == Some(name));
        // `from .pins import LED` inside of a package.
        exact.or_else(|| {
            let is_inside = |file: &OtherFile| {
                file.module.as_deref().and_then(|module| module.strip_suffix(name)).is_some_and(|package| package.ends_with('.'))
            };
            let mut inside = self.files.iter().enumerate().filter(|(_, file)| is_inside(file));
            let (index, _) = inside.next()?;
            inside.next().is_none().then_some(index)
        })
    }

    /// What a name (`LED`, `Pins.LED`) stands for: outer `None` if nobody declares it, inner `None`
    /// if its value is not known.
    #[expect(clippy::option_option, reason = "nobody declares it, and nobody knows its value, are two answers")]
    pub(crate) fn value(&self, name: &str) -> Option<Option<Shape>> {
        let mut found: Option<Option<Shape>> = None;
        for (index, file) in self.visible() {
            let Some(shape) = file.interface.values.get(name) else { continue };
            let shape = shape.as_ref().filter(|_| !self.assigns(name)).map(|shape| shape.in_file(index));
            match &found {
                None => found = Some(shape),
                Some(known) if known.as_ref().and_then(Shape::value) == shape.as_ref().and_then(Shape::value) => {}
                // Two values: none.
                Some(_) => found = Some(None),
            }
        }
        found.map(|shape| shape.and_then(|shape| self.settled(shape, 0)))
    }

    /// What a name of a Python module stands for.
    pub(crate) fn member(&self, module: usize, name: &str) -> Option<Shape> {
        let file = self.files.get(module)?;
        if self.assigns(name) {
            return None;
        }
        file.interface.values.get(name)?.as_ref().map(|shape| shape.in_file(module))
    }

    /// A value that is a name which another file declares is what that stands for.
    fn settled(&self, shape: Shape, depth: usize) -> Option<Shape> {
        if depth > LONGEST_CHAIN {
            return None;
        }
        let scalar = match shape {
            Shape::Scalar(scalar) => scalar,
            Shape::List(elements) => {
                let each = elements.iter().map(|element| element.clone().and_then(|it| self.settled(it, depth + 1)));
                return Some(Shape::List(each.collect()));
            }
            Shape::Record(fields) => {
                let each = fields.iter().map(|(name, field)| (name.clone(), field.clone().and_then(|it| self.settled(it, depth + 1))));
                return Some(Shape::Record(each.collect()));
            }
        };
        let Value::Name(name) = &scalar.value else { return Some(Shape::Scalar(scalar)) };
        let name = name.replace("::", ".");
        for (index, file) in self.visible() {
            if let Some(known) = file.interface.values.get(&name) {
                return self.settled(known.as_ref().filter(|_| !self.assigns(&name))?.in_file(index), depth + 1);
            }
        }
        Some(Shape::Scalar(scalar))
    }

    /// The functions with this name and owner, in whatever file.
    pub(crate) fn functions<'o>(&'o self, name: &str, owner: Option<&'o str>) -> impl Iterator<Item = &'o Wrapper> {
        let all = self.linkage.functions.get(name).map_or(&[][..], Vec::as_slice);
        all.iter().map(|(interface, index)| &interface.functions[*index]).filter(move |function| function.owner.as_deref() == owner)
    }

    /// Whether a function of this name, in whatever class, is as `holds` says.
    pub(crate) fn any_function(&self, name: &str, holds: impl Fn(&Wrapper) -> bool) -> bool {
        self.linkage.functions.get(name).is_some_and(|all| all.iter().any(|(interface, index)| holds(&interface.functions[*index])))
    }

    /// Follows a shape into its parts.
    pub(crate) fn steps(shape: Shape, steps: &[Step]) -> Vec<Shape> {
        let mut shapes = vec![shape];
        for step in steps {
            shapes = shapes.iter().flat_map(|shape| shape.step(step)).collect();
        }
        shapes
    }
}
