//! How often names are used: counted in our own recipes, so that what people write every day stands
//! before what the tables also know.

use std::sync::LazyLock;

use document::Language;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::generate::bodies;

/// In how many recipes a name occurs.
type Counts = FxHashMap<&'static str, u32>;

static ARDUINO: LazyLock<Counts> = LazyLock::new(|| count(Language::Arduino));
static MICROPYTHON: LazyLock<Counts> = LazyLock::new(|| count(Language::MicroPython));

/// In how many of the recipes of a language the name in `label` occurs: `OUT` of `Pin.OUT`, `Wire` of
/// `Wire.h`.
pub(super) fn n_recipes(language: Language, label: &str) -> u32 {
    let counts = match language {
        Language::Arduino => &ARDUINO,
        Language::MicroPython => &MICROPYTHON,
    };
    let label = label.strip_suffix(".h").unwrap_or(label);
    let name = label.rsplit('.').next().unwrap_or(label);
    counts.get(name).copied().unwrap_or_default()
}

fn count(language: Language) -> Counts {
    let comment = match language {
        Language::Arduino => "//",
        Language::MicroPython => "#",
    };
    let mut counts = Counts::default();
    for body in bodies(language) {
        // Text in quotes and holes count, too: they are no names of a table, and nobody asks for them.
        let code = body.lines().map(|line| line.split(comment).next().unwrap_or_default());
        let names: FxHashSet<&'static str> =
            code.flat_map(|line| line.split(|c: char| !c.is_alphanumeric() && c != '_')).filter(|name| !name.is_empty()).collect();
        for name in names {
            *counts.entry(name).or_default() += 1;
        }
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_every_sketch_uses_is_counted_high() {
        let arduino = |name| n_recipes(Language::Arduino, name);
        assert!(arduino("millis") > arduino("delayMicroseconds"), "{} {}", arduino("millis"), arduino("delayMicroseconds"));
        assert!(arduino("digitalWrite") > arduino("shiftOut"));
        assert_eq!(arduino("delayMicrosecondsForEver"), 0);
        assert!(n_recipes(Language::MicroPython, "Pin.OUT") > 10);
        assert_eq!(n_recipes(Language::MicroPython, "pinMode"), 0);
    }
}
