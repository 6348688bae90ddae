//! Modules of the MicroPython port.

use document::Span;

use super::{CandidateKind, Relevance, Sources};

/// What board programs import.
const COMMON: &[&str] = &[
    "machine", "time", "network", "asyncio", "neopixel", "dht", "onewire", "ds18x20", "esp32", "rp2", "json", "os", "sys", "math",
    "random", "struct", "socket",
];

pub(super) fn add(sources: &mut Sources<'_>) {
    let Some(target) = sources.target else { return };
    // `import os.|`: what stands before the word stays.
    let line_start = sources.snapshot.text.line_to_byte(sources.snapshot.text.byte_to_line(sources.context.word.start));
    let before = sources.snapshot.slice(Span::new(line_start, sources.context.word.start));
    let path = before.rsplit([' ', '\t', ',']).next().unwrap_or_default();
    let names: Vec<&str> = target.runtime.api.modules().filter_map(|module| module.name.strip_prefix(path)).collect();
    for name in names {
        let relevance = Relevance {
            is_common: COMMON.contains(&name),
            is_internal: name.starts_with('_') || name.contains('.'),
            ..Relevance::default()
        };
        sources.push(name, CandidateKind::Module, None, relevance);
    }
}
