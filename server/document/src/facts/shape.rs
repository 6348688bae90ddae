//! Values with structure: what a name may stand for, and where each part of it is written.

use std::sync::Arc;

use super::Value;
use crate::Span;

/// A value, or a list or record of values. Parts that could not be worked out are `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A number, string or name.
    Scalar(Scalar),
    /// An array, tuple or list.
    List(Arc<[Option<Shape>]>),
    /// A structure or dictionary: fields by name.
    Record(Arc<[(String, Option<Shape>)]>),
}

/// A value and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Scalar {
    pub(crate) value: Value,
    pub(crate) written: Span,
    /// Another file of the program, by its place in [`super::Outer::files`]; `None`: this one.
    pub(crate) file: Option<usize>,
}

/// A step from a value into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// `.led`, `->led`.
    Field(String),
    /// `[2]`, `["led"]`; `None` if the index is not known.
    Index(Option<Value>),
}

impl Shape {
    pub(crate) fn scalar(value: Value, written: Span) -> Self {
        Self::Scalar(Scalar { value, written, file: None })
    }

    /// The plain value, if it has no structure.
    pub(crate) fn value(&self) -> Option<&Value> {
        match self {
            Self::Scalar(scalar) => Some(&scalar.value),
            _ => None,
        }
    }

    /// What lies one step inside; all that may lie there, if the index is not known.
    pub(crate) fn step(&self, step: &Step) -> Vec<Shape> {
        match (self, step) {
            (Self::List(elements), Step::Index(Some(Value::Int(index)))) => {
                let index = if *index < 0 { index + elements.len() as i64 } else { *index };
                let element = usize::try_from(index).ok().and_then(|index| elements.get(index));
                element.cloned().flatten().into_iter().collect()
            }
            (Self::List(elements), Step::Index(None)) => elements.iter().flatten().cloned().collect(),
            (Self::Record(fields), Step::Field(name) | Step::Index(Some(Value::Str(name) | Value::Name(name)))) => {
                fields.iter().find(|(field, _)| field == name).and_then(|(_, shape)| shape.clone()).into_iter().collect()
            }
            (Self::Record(fields), Step::Index(None)) => fields.iter().filter_map(|(_, shape)| shape.clone()).collect(),
            (Self::Record(fields), Step::Index(Some(Value::Int(key)))) => {
                let key = key.to_string();
                fields.iter().find(|(field, _)| *field == key).and_then(|(_, shape)| shape.clone()).into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// The same value, written in the file with this index.
    pub(crate) fn in_file(&self, file: usize) -> Self {
        match self {
            Self::Scalar(scalar) => Self::Scalar(Scalar { file: scalar.file.or(Some(file)), ..scalar.clone() }),
            Self::List(elements) => Self::List(elements.iter().map(|element| element.as_ref().map(|it| it.in_file(file))).collect()),
            Self::Record(fields) => {
                Self::Record(fields.iter().map(|(name, shape)| (name.clone(), shape.as_ref().map(|it| it.in_file(file)))).collect())
            }
        }
    }

    /// A list whose elements have fields by position: the initializers of structures.
    pub(crate) fn with_fields(&self, names: &[String]) -> Self {
        match self {
            Self::List(elements) if !names.is_empty() && elements.len() <= names.len() => {
                Self::Record(names.iter().cloned().zip(elements.iter().cloned()).collect())
            }
            _ => self.clone(),
        }
    }

    /// [`Self::with_fields`] for every element of an array of structures.
    pub(crate) fn each_with_fields(&self, names: &[String]) -> Self {
        match self {
            Self::List(elements) => Self::List(elements.iter().map(|it| it.as_ref().map(|it| it.with_fields(names))).collect()),
            _ => self.clone(),
        }
    }
}
