//! Facts that are read when somebody asks for them: an edit makes views of a document that nobody looks into.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use crate::Facts;
use crate::facts::{Outer, Parts};
use crate::syntax::Syntax;

/// The facts of one version. Clones share them, and whoever asks first reads them for all.
#[derive(Clone)]
pub struct LazyFacts(Arc<Source>);

struct Source {
    facts: OnceLock<Facts>,
    syntax: Syntax,
    parts: Parts,
    outer: Arc<Outer>,
}

impl LazyFacts {
    /// The facts of what `parts` leaves of a text, among the files of `outer`.
    pub(crate) fn new(syntax: Syntax, parts: Parts, outer: Arc<Outer>) -> Self {
        Self(Arc::new(Source { facts: OnceLock::new(), syntax, parts, outer }))
    }

    /// Whether they are those of the whole text on its own.
    pub(crate) fn are_plain(&self) -> bool {
        self.0.parts == Parts::default() && self.0.outer.is_empty()
    }
}

impl Deref for LazyFacts {
    type Target = Facts;

    fn deref(&self) -> &Facts {
        let Source { facts, syntax, parts, outer } = &*self.0;
        facts.get_or_init(|| syntax.facts_of(parts, outer))
    }
}

impl fmt::Debug for LazyFacts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}
