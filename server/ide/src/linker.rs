//! Puts the files of a program together: what each of them sees of the others, for one target.
//!
//! Everything is kept until it changes: an edit reads the edited file, and those that see what
//! changed in it.

use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use boards::Target;
use document::facts::{Elsewhere, PinUse};
use document::{Document, ForeignUses, Interface, Language, Linkage, OtherFile, Outer, Snapshot, Span, position};

use crate::project::{Define, Program};

/// A file of a program as it is now.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) path: Arc<Path>,
    pub(crate) snapshot: Snapshot,
}

/// What was read from a file, and from what.
#[derive(Debug)]
struct Kept<T> {
    key: u64,
    value: T,
}

/// A target of a program with what its environment gives to the compiler.
#[derive(Debug, Clone)]
pub(crate) struct Build {
    pub(crate) target: Arc<Target>,
    pub(crate) defines: Arc<[Define]>,
    /// Tells it from other builds.
    pub(crate) key: u64,
}

impl Build {
    pub(crate) fn new(target: Arc<Target>, defines: Arc<[Define]>) -> Self {
        let mut hasher = DefaultHasher::new();
        (&target.board.id, target.runtime.coordinate(), &defines).hash(&mut hasher);
        Self { target, defines, key: hasher.finish() }
    }
}

/// Uses of pins in one file, as other files see them.
type UsesOfFile = Arc<[(Elsewhere, PinUse)]>;
/// What the files of a program offer together.
type Together = (Arc<Linkage>, Arc<ForeignUses>);

/// Keeps what files offer each other.
#[derive(Debug, Default)]
pub(crate) struct Linker {
    offers: HashMap<(Arc<Path>, u64), Kept<OtherFile>>,
    uses: HashMap<(Arc<Path>, u64), Kept<UsesOfFile>>,
    /// By build and folder of the program: what the files offer together.
    linked: HashMap<(PathBuf, u64), Kept<Together>>,
}

impl Linker {
    /// Puts the files of a program together for a build.
    pub(crate) fn link(&mut self, files: &Arc<Files>, build: &Build) -> Linked {
        let defines = files.of_defines(build);
        let mut pass = Pass { linker: self, index: files, build, defines, offers: HashMap::new(), visiting: HashSet::new() };
        let (linkage, pin_uses) = pass.linked();
        // A file on its own offers nobody anything.
        let offers = if files.sources.len() < 2 { Vec::new() } else { (0..files.sources.len()).map(|at| pass.offer(at).0).collect() };
        Linked { files: Arc::clone(files), offers, defines: pass.defines, linkage, pin_uses }
    }
}

/// A program that is put together for one build.
#[derive(Debug)]
pub(crate) struct Linked {
    files: Arc<Files>,
    offers: Vec<OtherFile>,
    defines: Option<OtherFile>,
    linkage: Arc<Linkage>,
    pin_uses: Arc<ForeignUses>,
}

impl Linked {
    /// What a file sees of the others.
    pub(crate) fn outer(&self, path: &Path) -> Arc<Outer> {
        let Some(at) = self.files.by_path.get(path).copied() else {
            return Arc::default();
        };
        let files = self.files.visible(at).into_iter().map(|other| self.offers[other].clone()).collect();
        let outer = self.files.around(at, files, self.defines.as_ref());
        Arc::new(Outer { linkage: Arc::clone(&self.linkage), pin_uses: Arc::clone(&self.pin_uses), ..outer })
    }
}

/// The files of a program as they are now, and where their includes and imports lead.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) root: PathBuf,
    pub(crate) sources: Vec<Source>,
    by_path: HashMap<Arc<Path>, usize>,
    /// For each file, what its includes and imports lead to.
    targets: Vec<Vec<usize>>,
    /// For each file, the includes that lead somewhere, and those that do not.
    found: Vec<Vec<String>>,
    missing: Vec<Vec<String>>,
    /// Tabs of each sketch folder.
    tabs: HashMap<PathBuf, Vec<usize>>,
    modules: Vec<Option<String>>,
}

impl Files {
    pub(crate) fn new(program: &Program, sources: Vec<Source>) -> Self {
        let by_path: HashMap<Arc<Path>, usize> = sources.iter().enumerate().map(|(at, source)| (Arc::clone(&source.path), at)).collect();
        let mut by_name: HashMap<&str, Vec<usize>> = HashMap::new();
        let mut by_module: HashMap<String, usize> = HashMap::new();
        let mut tabs: HashMap<PathBuf, Vec<usize>> = HashMap::new();
        let modules: Vec<Option<String>> = sources.iter().map(|source| module_of(program, &source.path)).collect();
        for (at, source) in sources.iter().enumerate() {
            by_name.entry(file_name(&source.path)).or_default().push(at);
            if let Some(module) = &modules[at] {
                by_module.insert(module.clone(), at);
            }
            if is_tab(&source.path) {
                tabs.entry(source.path.parent().unwrap_or(Path::new("")).to_path_buf()).or_default().push(at);
            }
        }
        let (mut all_targets, mut all_found, mut all_missing) = (Vec::new(), Vec::new(), Vec::new());
        for (at, source) in sources.iter().enumerate() {
            let (mut targets, mut found, mut missing) = (Vec::new(), Vec::new(), Vec::new());
            // Nothing leads anywhere in a file on its own.
            let imports = if sources.len() < 2 { &[][..] } else { source.snapshot.facts.imports.as_slice() };
            for import in imports {
                let target = match source.snapshot.language {
                    Language::Arduino => {
                        let beside = source.path.parent().map(|folder| normal(&folder.join(&import.module)));
                        let beside = beside.and_then(|path| by_path.get(path.as_path()).copied());
                        beside.or_else(|| {
                            // Include paths lead to `include`, to `src` and into libraries.
                            let named = by_name.get(file_name(Path::new(&import.module))).map_or(&[][..], Vec::as_slice);
                            let mut fitting = named.iter().copied().filter(|&other| sources[other].path.ends_with(&import.module));
                            let first = fitting.next()?;
                            fitting.next().is_none().then_some(first)
                        })
                    }
                    Language::MicroPython => by_module.get(&import.module).copied().or_else(|| {
                        // Beside the module that imports it, in a package.
                        let package = modules[at].as_deref()?.rsplit_once('.')?.0;
                        by_module.get(&format!("{package}.{}", import.module)).copied()
                    }),
                };
                match target.filter(|target| *target != at) {
                    Some(target) => {
                        targets.push(target);
                        found.push(import.module.clone());
                    }
                    None => missing.push(import.module.clone()),
                }
            }
            all_targets.push(targets);
            all_found.push(found);
            all_missing.push(missing);
        }
        let root = program.root.clone();
        Self { root, by_path, targets: all_targets, found: all_found, missing: all_missing, tabs, modules, sources }
    }

    /// What a file sees, but for what is linked.
    fn around(&self, at: usize, files: Vec<OtherFile>, defines: Option<&OtherFile>) -> Outer {
        // Modules of Python keep their names to themselves.
        let visible = self.sources[at].snapshot.language == Language::Arduino;
        let files = files.into_iter().map(|file| OtherFile { visible, ..file }).chain(defines.cloned()).collect();
        Outer { files, found: self.found[at].iter().cloned().collect(), own: Some(Arc::clone(&self.sources[at].path)), ..Outer::default() }
    }

    /// The macros of the build, as a file of their own: the one that they are written in.
    fn of_defines(&self, build: &Build) -> Option<OtherFile> {
        let first = build.defines.first()?;
        let is_arduino = self.sources.first().is_none_or(|source| source.snapshot.language == Language::Arduino);
        is_arduino.then(|| OtherFile {
            path: Arc::from(first.path.as_path()),
            module: None,
            interface: Arc::new(Interface::of_defines(
                build
                    .defines
                    .iter()
                    .map(|define| (define.name.clone(), define.value.clone(), Span::new(define.offset, define.offset + define.name.len()))),
            )),
            lines: first.lines.clone(),
            visible: true,
            libraries: Vec::new(),
        })
    }

    /// The files whose names a file sees without an import of its own: what it includes, directly or
    /// not, and for a tab the other tabs with what they include.
    fn visible(&self, at: usize) -> Vec<usize> {
        let mut pending = self.targets[at].clone();
        if is_tab(&self.sources[at].path) {
            let folder = self.sources[at].path.parent().unwrap_or(Path::new(""));
            pending.extend(self.tabs.get(folder).into_iter().flatten().copied());
        }
        let follows = self.sources[at].snapshot.language == Language::Arduino;
        let mut seen = HashSet::from([at]);
        let mut visible = Vec::new();
        while let Some(next) = pending.pop() {
            if seen.insert(next) {
                visible.push(next);
                if follows {
                    pending.extend(&self.targets[next]);
                }
            }
        }
        visible.sort_unstable();
        visible
    }
}

struct Pass<'p> {
    linker: &'p mut Linker,
    index: &'p Files,
    build: &'p Build,
    defines: Option<OtherFile>,
    /// What was settled in this pass, with the key of all that it depends on.
    offers: HashMap<usize, (OtherFile, u64)>,
    visiting: HashSet<usize>,
}

impl Pass<'_> {
    /// What a file offers under this build.
    fn offer(&mut self, at: usize) -> (OtherFile, u64) {
        if let Some(known) = self.offers.get(&at) {
            return known.clone();
        }
        let index = self.index;
        let source = &index.sources[at];
        // What its headers define decides its conditions. Headers that include each other see nothing
        // of each other here.
        self.visiting.insert(at);
        let headers: Vec<usize> = self.index.targets[at].iter().copied().filter(|target| !self.visiting.contains(target)).collect();
        let mut hasher = DefaultHasher::new();
        source.snapshot.id.hash(&mut hasher);
        let mut files = Vec::new();
        if source.snapshot.language == Language::Arduino {
            for header in headers {
                let (file, key) = self.offer(header);
                key.hash(&mut hasher);
                files.push(OtherFile { visible: true, ..file });
            }
            files.extend(self.defines.clone());
        }
        self.visiting.remove(&at);
        let key = hasher.finish();
        let slot = (Arc::clone(&source.path), self.build.key);
        let kept = self.linker.offers.get(&slot).filter(|kept| kept.key == key).map(|kept| kept.value.clone());
        let file = kept.unwrap_or_else(|| {
            let found = self.index.found[at].iter().cloned().collect();
            let snapshot = source.snapshot.among(Arc::new(Outer { files, found, ..Outer::default() }));
            let interface = snapshot.interface(&check::parts(&snapshot, Some(&self.build.target)));
            // As long as it says the same it is the same, and nobody has to look again.
            let previous = self.linker.offers.get(&slot).map(|kept| Arc::clone(&kept.value.interface));
            let interface = previous.filter(|previous| **previous == *interface).unwrap_or(interface);
            let file = OtherFile {
                path: Arc::clone(&source.path),
                module: self.index.modules[at].clone(),
                interface,
                lines: line_starts(&source.snapshot),
                visible: true,
                libraries: self.index.missing[at].clone(),
            };
            self.linker.offers.insert(slot, Kept { key, value: file.clone() });
            file
        });
        self.offers.insert(at, (file.clone(), key));
        (file, key)
    }

    /// What the files offer together, and the pins that they use.
    fn linked(&mut self) -> (Arc<Linkage>, Arc<ForeignUses>) {
        if self.index.sources.len() < 2 {
            return Default::default();
        }
        let interfaces: Vec<Arc<Interface>> = (0..self.index.sources.len()).map(|at| self.offer(at).0.interface).collect();
        let mut hasher = DefaultHasher::new();
        for (source, interface) in self.index.sources.iter().zip(&interfaces) {
            (source.snapshot.id, Arc::as_ptr(interface).addr()).hash(&mut hasher);
        }
        let key = hasher.finish();
        let slot = (self.index.root.clone(), self.build.key);
        if let Some(kept) = self.linker.linked.get(&slot).filter(|kept| kept.key == key) {
            return kept.value.clone();
        }
        let linkage = Arc::new(Linkage::new(&interfaces));
        let mut names = DefaultHasher::new();
        for interface in &interfaces {
            Arc::as_ptr(interface).addr().hash(&mut names);
        }
        let linked_key = names.finish();
        let mut all = ForeignUses::default();
        for at in 0..self.index.sources.len() {
            for (place, fact) in self.pin_uses(at, &linkage, linked_key).iter() {
                all.add(place.clone(), fact.clone());
            }
        }
        let value = (linkage, Arc::new(all));
        self.linker.linked.insert(slot, Kept { key, value: value.clone() });
        value
    }

    /// The pins that a file uses under this build.
    fn pin_uses(&mut self, at: usize, linkage: &Arc<Linkage>, linked_key: u64) -> Arc<[(Elsewhere, PinUse)]> {
        let index = self.index;
        let source = &index.sources[at];
        let mut hasher = DefaultHasher::new();
        (source.snapshot.id, linked_key).hash(&mut hasher);
        let key = hasher.finish();
        let slot = (Arc::clone(&source.path), self.build.key);
        if let Some(kept) = self.linker.uses.get(&slot).filter(|kept| kept.key == key) {
            return Arc::clone(&kept.value);
        }
        let files = self.index.visible(at).into_iter().map(|other| self.offer(other).0).collect();
        let outer = Outer { linkage: Arc::clone(linkage), ..self.index.around(at, files, self.defines.as_ref()) };
        let snapshot = source.snapshot.among(Arc::new(outer));
        let used = check::pins_in_use(&snapshot, &self.build.target);
        let uses: Arc<[(Elsewhere, PinUse)]> = used
            .into_iter()
            .map(|used| {
                let at = position::to_line_column(&snapshot.text, used.fact.span.start);
                (Elsewhere { path: Arc::clone(&source.path), line: at.line, column: at.column }, used.fact)
            })
            .collect();
        self.linker.uses.insert(slot, Kept { key, value: Arc::clone(&uses) });
        uses
    }
}

/// Parses a file of a program.
pub(crate) fn parse(text: &str, language: Language) -> Snapshot {
    Document::new(text, language).snapshot()
}

fn is_tab(path: &Path) -> bool {
    matches!(path.extension().and_then(|extension| extension.to_str()), Some("ino" | "pde"))
}

fn file_name(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

/// How Python imports a file: by its path below the program's folder, or below `lib`.
fn module_of(program: &Program, path: &Path) -> Option<String> {
    if program.language != Language::MicroPython {
        return None;
    }
    let relative = path.strip_prefix(&program.root).ok()?;
    let relative = relative.strip_prefix("lib").unwrap_or(relative).with_extension("");
    let mut parts: Vec<String> = relative.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
    if parts.last().is_some_and(|last| last == "__init__") {
        parts.pop();
    }
    (!parts.is_empty()).then(|| parts.join("."))
}

/// A path without `.` and `..`.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => {
                normal.pop();
            }
            std::path::Component::CurDir => {}
            other => normal.push(other),
        }
    }
    normal
}

fn line_starts(snapshot: &Snapshot) -> Arc<[usize]> {
    let text = snapshot.text.to_string();
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

#[cfg(test)]
mod tests {
    use crate::{Host, Settings};

    /// Writes a project, opens one of its files and gives `file:line rule message` for each finding.
    fn findings(files: &[(&str, &str)], open: &str) -> Vec<String> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let mut host = Host::new(Settings::standard());
        let path = folder.path().join(open);
        assert!(host.open(&path, &std::fs::read_to_string(&path).unwrap(), 0, None), "{open}");
        let analysis = host.analysis(&path).unwrap();
        let line = |finding: &crate::Finding| {
            let at = document::position::to_line_column(&analysis.snapshot.text, finding.span.start);
            format!("{}: {} {}", at.line, finding.rule, finding.message)
        };
        analysis.diagnostics().iter().map(line).collect()
    }

    #[track_caller]
    fn check(files: &[(&str, &str)], open: &str, expected: &[&str]) {
        assert_eq!(findings(files, open), expected);
    }

    const ESP32: (&str, &str) = ("boardwise.toml", "board = \"esp32dev\"\n");

    #[test]
    fn a_pin_from_a_header_is_judged_where_it_is_used() {
        check(
            &[
                ESP32,
                ("a.ino", "#include \"pins.h\"\nvoid setup() { pinMode(RELAY, OUTPUT); }\nvoid loop() {}\n"),
                ("pins.h", "#pragma once\n#define RELAY 34\n"),
            ],
            "a.ino",
            &["2: input-only-pin-driven GPIO34 of the ESP32 DevKitC is input-only: pinMode cannot drive it (RELAY comes from pins.h:2)"],
        );
    }

    #[test]
    fn a_wrapper_in_another_file_is_followed() {
        check(
            &[
                ESP32,
                ("a.ino", "#include \"led.h\"\nvoid setup() { ledOn(34); }\nvoid loop() {}\n"),
                ("led.h", "#pragma once\nvoid ledOn(int pin);\n"),
                ("led.cpp", "#include <Arduino.h>\n#include \"led.h\"\nvoid ledOn(int pin) { pinMode(pin, OUTPUT); }\n"),
            ],
            "a.ino",
            &["2: input-only-pin-driven GPIO34 of the ESP32 DevKitC is input-only: pinMode cannot drive it (ledOn hands it to pinMode)"],
        );
    }

    #[test]
    fn each_environment_is_judged_with_its_own_macros() {
        let ini = "[env]\nplatform = espressif32\nboard = esp32dev\nframework = arduino\n[env:a]\nbuild_flags = -DLED=34\n[env:b]\nbuild_flags = -DLED=25\n";
        check(
            &[("platformio.ini", ini), ("src/main.cpp", "#include <Arduino.h>\nvoid setup() { pinMode(LED, OUTPUT); }\nvoid loop() {}\n")],
            "src/main.cpp",
            &[
                "2: input-only-pin-driven GPIO34 of the ESP32 DevKitC is input-only: pinMode cannot drive it (LED comes from platformio.ini:6) [env a]",
            ],
        );
        check(
            &[
                ("platformio.ini", ini),
                (
                    "src/main.cpp",
                    "#include <Arduino.h>\nvoid setup() {\n#if LED == 25\n  pinMode(35, OUTPUT);\n#endif\n}\nvoid loop() {}\n",
                ),
            ],
            "src/main.cpp",
            &["4: input-only-pin-driven GPIO35 of the ESP32 DevKitC is input-only: pinMode cannot drive it [env b]"],
        );
    }

    #[test]
    fn conditions_see_the_macros_of_headers() {
        let sketch = "#include \"config.h\"\nvoid setup() {\n#ifdef USE_OLD\n  pinMode(34, OUTPUT);\n#else\n  pinMode(35, OUTPUT);\n#endif\n}\nvoid loop() {}\n";
        let old = ["4: input-only-pin-driven GPIO34 of the ESP32 DevKitC is input-only: pinMode cannot drive it"];
        check(&[ESP32, ("a.ino", sketch), ("config.h", "#pragma once\n#define USE_OLD\n")], "a.ino", &old);
        check(&[ESP32, ("a.ino", sketch), ("config.h", "#pragma once\n#undef USE_OLD\n")], "a.ino", &[]);
    }

    #[test]
    fn names_of_other_tabs_are_declared() {
        let uno = ("boardwise.toml", "board = \"uno\"\n");
        let sketch = "void setup() { pinMode(D4, OUTPUT); }\nvoid loop() {}\n";
        check(
            &[uno, ("a.ino", sketch), ("b.ino", "int other;\n")],
            "a.ino",
            &["1: undeclared-pin-name D4 is declared nowhere, and the Arduino UNO has no pin of that name"],
        );
        check(&[uno, ("a.ino", sketch), ("b.ino", "const int D4 = 4;\n")], "a.ino", &[]);
        check(&[uno, ("a.ino", &format!("#include \"pins.h\"\n{sketch}")), ("pins.h", "#define D4 4\n")], "a.ino", &[]);
    }

    #[test]
    fn one_pin_in_two_files() {
        let uno = ("boardwise.toml", "board = \"uno\"\n");
        let door = "const int BUTTON = 7;\nvoid door() { pinMode(BUTTON, INPUT_PULLUP); }\n";
        let lamp = "const int LAMP = 7;\nvoid lamp() { pinMode(LAMP, OUTPUT); }\n";
        check(
            &[uno, ("a.ino", "void setup() {}\nvoid loop() {}\n"), ("door.ino", door), ("lamp.ino", lamp)],
            "lamp.ino",
            &["2: pin-used-twice pin 7 is used as an output here, and as an input for BUTTON in door.ino:2"],
        );
        // Another program in the same project has its own wires.
        check(&[uno, ("a/a.ino", door), ("b/b.ino", lamp)], "b/b.ino", &[]);
    }

    #[test]
    fn python_modules_give_pins() {
        let pico = ("boardwise.toml", "board = \"esp32dev\"\n");
        check(
            &[
                pico,
                ("pins.py", "RELAY = 34\n"),
                ("main.py", "from machine import Pin\nfrom pins import RELAY\nrelay = Pin(RELAY, Pin.OUT)\n"),
            ],
            "main.py",
            &["3: input-only-pin-driven GPIO34 of the ESP32 DevKitC is input-only: Pin cannot drive it (RELAY comes from pins.py:1)"],
        );
    }

    #[test]
    fn an_edit_in_an_open_header_reaches_the_sketch() {
        let folder = tempfile::tempdir().unwrap();
        let (sketch, header) = (folder.path().join("a.ino"), folder.path().join("pins.h"));
        let text = "#include \"pins.h\"\nvoid setup() { pinMode(LED, OUTPUT); }\nvoid loop() {}\n";
        std::fs::write(&sketch, text).unwrap();
        std::fs::write(&header, "#define LED 34\n").unwrap();
        let mut host = Host::new(Settings { board: Some("esp32dev".to_owned()), ..Settings::standard() });
        host.open(&sketch, text, 0, None);
        host.open(&header, "#define LED 34\n", 0, Some(document::Language::Arduino));
        assert_eq!(host.analysis(&sketch).unwrap().diagnostics().len(), 1);
        host.edit(&header, document::Span::new(12, 14), "25", 1).unwrap();
        assert_eq!(host.analysis(&sketch).unwrap().diagnostics(), []);
        host.edit(&header, document::Span::new(12, 14), "35", 2).unwrap();
        assert_eq!(host.analysis(&sketch).unwrap().diagnostics().len(), 1);
    }

    #[test]
    fn the_pin_map_is_that_of_the_program() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.ino");
        let text = "#include \"pins.h\"\nvoid setup() { pinMode(LED, OUTPUT); }\nvoid loop() {}\n";
        std::fs::write(&path, text).unwrap();
        std::fs::write(folder.path().join("pins.h"), "#define LED 5\n").unwrap();
        std::fs::write(folder.path().join("b.ino"), "void b() { digitalWrite(LED, HIGH); }\n").unwrap();
        let mut host = Host::new(Settings { board: Some("esp32dev".to_owned()), ..Settings::standard() });
        host.open(&path, text, 0, None);
        let maps = host.analysis(&path).unwrap().pin_maps();
        let pin = maps[0].used().next().unwrap();
        let uses: Vec<_> =
            pin.uses.iter().map(|site| (site.file.to_str().unwrap(), site.line, site.origin.as_ref().unwrap().line)).collect();
        assert_eq!((pin.pin, uses), (5, vec![("a.ino", 2, 1), ("b.ino", 1, 1)]));
    }
}
