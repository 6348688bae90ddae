//! Which of many files speak of a name, remembered: a program asks for the same names after each edit.

use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;

use crate::declarations::LazyDeclarations;
use crate::packed;

/// More names than any program has; a session that has seen more starts anew.
const MOST: usize = 1 << 16;

/// For each name that was asked for, by its hash, the files that may declare it, in order.
#[derive(Debug, Default)]
pub(crate) struct Speakers(RwLock<FxHashMap<u32, Arc<[u16]>>>);

impl Speakers {
    /// Places among `parts` of those that may declare the name.
    pub(crate) fn of(&self, parts: &[Arc<LazyDeclarations>], name: &str) -> Arc<[u16]> {
        let hash = packed::hash(name);
        // What a panicking thread left behind is still true.
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&hash) {
            return Arc::clone(known);
        }
        let may_declare = |(at, part): (usize, &Arc<LazyDeclarations>)| u16::try_from(at).ok().filter(|_| part.may_declare_hash(hash));
        let found: Arc<[u16]> = parts.iter().enumerate().filter_map(may_declare).collect();
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(hash, Arc::clone(&found));
        found
    }
}

/// What is remembered says nothing about what is declared.
impl PartialEq for Speakers {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Speakers {}
