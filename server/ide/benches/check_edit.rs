//! From an edit in a program of 1,000 lines to its fresh diagnostics, as the language server takes it:
//! the edit, the parts of the tree and the facts that it changes, the program around the file, the rules.
//!
//! ```sh
//! cargo bench -p ide --bench check_edit
//! ```
//!
//! Measures CPU time of the one thread that does all of it.

mod cpu;
mod programs;

use std::hint::black_box;
use std::path::{Path, PathBuf};

use cpu::CpuTime;
use criterion::{Criterion, criterion_group, criterion_main};
use ide::{Host, Settings, Span};

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const N_LINES: usize = 1000;

/// An open document, and a place in it that is typed at.
struct Bench {
    host: Host,
    path: PathBuf,
    place: usize,
    typed: &'static str,
    is_typed: bool,
    version: i32,
    // Removed at the end.
    _folder: tempfile::TempDir,
}

impl Bench {
    /// Opens `text` as a file of a project; `typed` comes and goes after `anchor`.
    fn new(name: &str, text: &str, anchor: &str, typed: &'static str) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file in it");
        let mut host = Host::new(Settings { data: Some(folder.path().join("no-data")), ..Settings::standard() });
        assert!(host.open(&path, text, 0, None), "{name} is not read");
        host.read_projects();
        let place = text.find(anchor).expect("the place to type at") + anchor.len();
        let mut bench = Self { host, path, place, typed, is_typed: false, version: 0, _folder: folder };
        assert!(!bench.host.analysis(&bench.path).expect("an open document").targets.is_empty(), "{name} has no target");
        bench.edit();
        bench.edit();
        bench
    }

    /// One edit and what the editor then shows: how many findings.
    fn edit(&mut self) -> usize {
        let end = if self.is_typed { self.place + self.typed.len() } else { self.place };
        let text = if self.is_typed { "" } else { self.typed };
        self.version += 1;
        let path: &Path = &self.path;
        self.host.edit(path, Span::new(self.place, end), text, self.version).expect("the edit fits");
        self.is_typed = !self.is_typed;
        self.host.analysis(path).expect("an open document").diagnostics().len()
    }
}

fn check_edit(criterion: &mut Criterion<CpuTime>) {
    let sketch = programs::sketch(N_LINES);
    let module = programs::module(N_LINES);
    for (text, name) in [(&sketch, "sketch"), (&module, "module")] {
        let n_lines = text.lines().count();
        assert!((N_LINES - 40..=N_LINES + 40).contains(&n_lines), "the {name} has {n_lines} lines");
    }
    let cases = [
        ("sketch, inside a function", "main.ino", &sketch, "lampChanged20 >= 250", "0"),
        ("sketch, the number of a pin", "main.ino", &sketch, "LAMP_20 = 2", "1"),
        ("sketch, a statement begun", "main.ino", &sketch, "pinMode(LAMP_20, OUTPUT);", " digitalWrite(LAMP_20"),
        ("program, inside a function", "main.py", &module, "changed20) >= 250", "0"),
        ("program, the number of a pin", "main.py", &module, "LAMP_20 = const(2", "0"),
        ("program, a statement begun", "main.py", &module, "changed20 = now", "\n        lamp20.value("),
    ];
    let mut group = criterion.benchmark_group("check_edit");
    for (title, name, text, anchor, typed) in cases {
        let mut bench = Bench::new(name, text, anchor, typed);
        group.bench_function(title, |bencher| bencher.iter(|| black_box(bench.edit())));
    }
    group.finish();
}

criterion_group!(name = benches; config = Criterion::default().with_measurement(CpuTime); targets = check_edit);
criterion_main!(benches);
