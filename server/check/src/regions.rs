//! Which parts of a text belong to the program of a target.
//!
//! Programs that serve several boards keep a branch for each: `#if defined(ESP8266)`, or in Python
//! `if sys.platform == "rp2":`. A branch for another board must not be judged, and neither must one
//! whose condition depends on something unknown.

mod macros;
mod platform;
mod preprocessor;

use boards::Target;
use document::{Language, Parts, Snapshot, Span};

/// Stretches of a text that are not certainly part of the program.
#[derive(Debug, Default)]
pub(crate) struct Regions {
    /// Belongs to another target: not part of this program.
    excluded: Vec<Span>,
    /// Depends on something that the tables and the text do not settle.
    unclear: Vec<Span>,
}

/// How a line stands to the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    Compiled,
    Excluded,
    Unclear,
}

impl Regions {
    /// Reads the conditions of a document for a target.
    pub(crate) fn of(snapshot: &Snapshot, text: &str, target: Option<&Target>) -> Self {
        match snapshot.language {
            Language::Arduino if text.contains('#') => preprocessor::scan(text, target, &snapshot.outer),
            Language::Arduino => Self::default(),
            Language::MicroPython => platform::scan(text, &snapshot.tree, target),
        }
    }

    fn add(&mut self, standing: Standing, span: Span) {
        match standing {
            Standing::Compiled => {}
            Standing::Excluded => self.excluded.push(span),
            Standing::Unclear => self.unclear.push(span),
        }
    }

    /// The same, as the document reads it.
    pub(crate) fn parts(&self) -> Parts {
        Parts { excluded: self.excluded.clone(), unclear: self.unclear.clone() }
    }

    /// Whether everything in `span` is certainly part of the program.
    pub(crate) fn is_certain(&self, span: Span) -> bool {
        !self.is_excluded(span) && !overlaps(&self.unclear, span)
    }

    /// Whether some of `span` is certainly not part of the program.
    pub(crate) fn is_excluded(&self, span: Span) -> bool {
        overlaps(&self.excluded, span)
    }
}

/// Whether `span` meets one of the regions, which are in order of their starts.
fn overlaps(regions: &[Span], span: Span) -> bool {
    let after = regions.partition_point(|region| region.start < span.end);
    // Regions of Python nest: an earlier one may reach further.
    regions[..after].iter().rev().any(|region| span.start < region.end)
}
