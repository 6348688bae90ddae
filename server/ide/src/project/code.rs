//! What the other files of a project declare: its tabs, headers and modules, and its libraries.
//!
//! Reading them is the only slow thing about a project, so it is a job of its own ([`Reading`]) that runs
//! wherever there is time; until it is done a document is seen alone. What was read is kept by the file's
//! time and length.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use boards::{ProjectPart, SharedPart};
use document::Language;

use super::files::{Library, ProjectFile, ProjectFiles, Shelf, Stamp, shelves};
use super::programs::{Program, programs};

/// Bytes read of one project, or of one shelf of libraries, before the rest is left out.
const MAX_BYTES: u64 = 48 << 20;

/// A project to be read; [`Reading::run`] does it.
#[derive(Debug, Clone)]
pub struct Reading {
    key: PathBuf,
    root: Option<PathBuf>,
    folder: PathBuf,
    before: Option<Arc<ProjectCode>>,
    shelves: Arc<Shelves>,
}

/// Libraries that have been read, by shelf: projects that lie beside each other share them.
#[derive(Debug, Default)]
pub(crate) struct Shelves {
    /// With each, the count of `changes` at which its files were looked at.
    read: Mutex<HashMap<Shelf, (Arc<ShelfCode>, u64)>>,
    /// How often files may have changed.
    changes: AtomicU64,
    /// Held while files are read: two workers need not read the same ones. Edits never wait for it.
    reading: Mutex<()>,
}

/// Declarations of the libraries of one shelf.
#[derive(Debug)]
pub(crate) struct ShelfCode {
    /// Tells one reading from another that found something else.
    pub(crate) id: u64,
    files: BTreeMap<PathBuf, CodeFile>,
    parts: HashMap<&'static str, Vec<ProjectPart>>,
    is_cut: bool,
}

impl ShelfCode {
    /// One part a library.
    pub(crate) fn parts(&self, language: Language) -> &[ProjectPart] {
        self.parts.get(language.name()).map_or(&[], Vec::as_slice)
    }
}

/// Declarations of all files of a project.
#[derive(Debug, Default)]
pub struct ProjectCode {
    files: BTreeMap<PathBuf, CodeFile>,
    programs: Vec<Program>,
    /// For each file, its programs among `programs`.
    programs_of: HashMap<PathBuf, Vec<usize>>,
    shelves: Vec<Arc<ShelfCode>>,
    /// What the files of a program share, once somebody has asked.
    own: Mutex<HashMap<Scope, Option<Arc<OwnCode>>>>,
    /// Whether there was more than is read.
    pub is_cut: bool,
}

/// Which of a project's files see each other.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Scope {
    language: Language,
    program: Option<usize>,
    /// Folder of the tabs that see each other, or of the files that belong to no program.
    folder: Option<PathBuf>,
    has_tabs: bool,
}

/// Declarations of the files that see each other.
#[derive(Debug)]
pub(crate) struct OwnCode {
    /// Tells one from another.
    pub(crate) id: u64,
    pub(crate) shared: SharedPart,
    /// Place of each file in it.
    places: HashMap<PathBuf, usize>,
}

impl OwnCode {
    /// Which of the files it is, if it declares anything.
    pub(crate) fn place(&self, file: &Path) -> Option<usize> {
        self.places.get(file).copied()
    }
}

/// A number that no code has had before.
fn next_id() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}

#[derive(Debug, Clone)]
struct CodeFile {
    stamp: Stamp,
    code: Arc<Code>,
}

#[derive(Debug, PartialEq, Eq)]
struct Code {
    /// Name under which a Python file is imported; empty for C++.
    module: String,
    declarations: String,
}

impl Reading {
    /// A job for the project around `folder`; `before` is what was read of it earlier.
    pub(crate) fn new(
        key: PathBuf,
        root: Option<PathBuf>,
        folder: PathBuf,
        before: Option<Arc<ProjectCode>>,
        shelves: Arc<Shelves>,
    ) -> Self {
        Self { key, root, folder, before, shelves }
    }

    /// The project that it reads.
    pub(crate) fn key(&self) -> &Path {
        &self.key
    }

    /// Reads the files. A file that cannot be read declares nothing.
    pub fn run(&self) -> ProjectCode {
        let listed = ProjectFiles::list_own(self.root.as_deref(), &self.folder);
        let own: Vec<PathBuf> = listed.own().map(|file| file.path.clone()).collect();
        let mut code = ProjectCode { programs: programs(&own), is_cut: listed.is_cut, ..ProjectCode::default() };
        for (at, program) in code.programs.iter().enumerate() {
            for file in &program.files {
                code.programs_of.entry(file.clone()).or_default().push(at);
            }
        }
        let root_of = |path: &Path| Some(code.programs[*code.programs_of.get(path)?.first()?].root.clone());
        let nothing = BTreeMap::new();
        let before = self.before.as_ref().map_or(&nothing, |before| &before.files);
        let (files, is_cut) = read_files(&listed.files, before, root_of);
        code.files = files;
        code.is_cut |= is_cut;
        code.shelves = shelves(self.root.as_deref(), &self.folder).into_iter().map(|shelf| self.shelves.read(shelf)).collect();
        code.is_cut |= code.shelves.iter().any(|shelf| shelf.is_cut);
        code
    }
}

impl Shelves {
    /// Files may have changed: each shelf is looked at again when somebody asks for it.
    pub(crate) fn forget(&self) {
        self.changes.fetch_add(1, Ordering::Relaxed);
    }

    fn read(&self, shelf: Shelf) -> Arc<ShelfCode> {
        // A panic elsewhere cannot leave the map half-written.
        let _turn = self.reading.lock().unwrap_or_else(PoisonError::into_inner);
        let map = || self.read.lock().unwrap_or_else(PoisonError::into_inner);
        let now = self.changes.load(Ordering::Relaxed);
        let before = map().get(&shelf).cloned();
        let before = match before {
            Some((known, at)) if at == now => return known,
            Some((known, _)) => Some(known),
            None => None,
        };
        let code = ShelfCode::read(&shelf, before);
        map().insert(shelf, (Arc::clone(&code), now));
        code
    }
}

/// Reads what has changed. `root_of` says from which folder Python finds a file.
fn read_files(
    files: &[ProjectFile],
    before: &BTreeMap<PathBuf, CodeFile>,
    root_of: impl Fn(&Path) -> Option<PathBuf>,
) -> (BTreeMap<PathBuf, CodeFile>, bool) {
    let mut read = BTreeMap::new();
    let mut bytes = 0;
    for file in files {
        bytes += file.stamp.bytes;
        if bytes > MAX_BYTES {
            return (read, true);
        }
        let Some(language) = language(&file.path) else { continue };
        // A source file keeps to itself what no header tells.
        if language == Language::Arduino && !is_header(&file.path) && !is_tab(&file.path) {
            continue;
        }
        let module = match language {
            Language::MicroPython => module_name(file, root_of(&file.path).as_deref()),
            Language::Arduino => String::new(),
        };
        if let Some(known) = before.get(&file.path).filter(|known| known.stamp == file.stamp && known.code.module == module) {
            read.insert(file.path.clone(), known.clone());
        } else if let Ok(source) = std::fs::read(&file.path) {
            let code = Arc::new(Code::read(&String::from_utf8_lossy(&source), language, module));
            read.insert(file.path.clone(), CodeFile { stamp: file.stamp, code });
        }
    }
    (read, false)
}

/// How Python imports a file: its path below the folder that is on the device's search path.
fn module_name(file: &ProjectFile, root: Option<&Path>) -> String {
    let base = match &file.library {
        Some(library) if library.folder.join("__init__.py").exists() => library.folder.parent(),
        Some(library) => Some(library.folder.as_path()),
        None => root,
    };
    let relative = base.and_then(|base| file.path.strip_prefix(base).ok()).unwrap_or(&file.path);
    let mut parts: Vec<String> = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    if let Some(last) = parts.pop() {
        let stem = last.trim_end_matches(".py");
        if stem != "__init__" {
            parts.push(stem.to_owned());
        }
    }
    parts.join(".")
}

impl Code {
    fn read(source: &str, language: Language, module: String) -> Self {
        let declarations = match language {
            Language::Arduino => importer::header(source).declarations,
            Language::MicroPython => importer::module(&module, source, false),
        };
        Self { module, declarations }
    }
}

impl ProjectCode {
    /// Libraries that the project can use, the nearest first.
    pub(crate) fn shelves(&self) -> &[Arc<ShelfCode>] {
        &self.shelves
    }

    /// Declarations of the files of the program that `document` belongs to, as far as it sees them: its own are
    /// among them.
    pub(crate) fn own(&self, document: &Path, language: Language) -> Option<Arc<OwnCode>> {
        let of_file = self.programs_of.get(document).map_or(&[][..], Vec::as_slice);
        let program = of_file.iter().copied().find(|at| self.programs[*at].language == language);
        // Only the tabs of a sketch share one scope, and only with each other.
        let has_tabs = is_tab(document);
        let folder = document.parent().filter(|_| has_tabs || program.is_none()).map(Path::to_path_buf);
        let scope = Scope { language, program, folder, has_tabs };
        let mut known = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        known.entry(scope).or_insert_with_key(|scope| self.read_own(scope).map(Arc::new)).clone()
    }

    fn read_own(&self, scope: &Scope) -> Option<OwnCode> {
        let program = scope.program.map(|at| &self.programs[at]);
        let folder = scope.folder.as_deref();
        let files: Vec<&PathBuf> = match program {
            Some(program) => program.files.iter().collect(),
            None => self.files.keys().filter(|file| file.parent() == folder).collect(),
        };
        let (mut texts, mut places) = (Vec::new(), HashMap::new());
        for file in files.into_iter().filter(|file| language(file) == Some(scope.language)) {
            if is_tab(file) && !(scope.has_tabs && file.parent() == folder) {
                continue;
            }
            let Some(known) = self.files.get(file) else { continue };
            let mut text = String::new();
            if is_tab(file) {
                text.push_str("@\n");
            } else if scope.language == Language::Arduino {
                let root = program.map(|program| program.root.as_path()).or(folder).unwrap_or(Path::new(""));
                let names = [file.strip_prefix(root).ok(), file.file_name().map(Path::new)];
                names.into_iter().flatten().for_each(|name| push_header(&mut text, name));
            }
            text.push_str(&known.code.declarations);
            places.insert(file.clone(), texts.len());
            texts.push(text);
        }
        let shared = SharedPart::new(texts.iter().map(String::as_str))?;
        Some(OwnCode { id: next_id(), shared, places })
    }

    /// Numbers of the shared code that documents may still use.
    pub(crate) fn own_ids(&self) -> Vec<u64> {
        let known = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        known.values().flatten().map(|own| own.id).collect()
    }

    /// Whether the other reading found the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let ids = |code: &Self| code.shelves.iter().map(|shelf| shelf.id).collect::<Vec<_>>();
        self.programs == other.programs
            && ids(self) == ids(other)
            && self.files.len() == other.files.len()
            && self.files.iter().zip(&other.files).all(|((path, file), (other_path, other))| path == other_path && file.code == other.code)
    }
}

impl ShelfCode {
    fn read(shelf: &Shelf, before: Option<Arc<Self>>) -> Arc<Self> {
        let listed = ProjectFiles::list_libraries(shelf);
        let nothing = BTreeMap::new();
        let known = before.as_ref().map_or(&nothing, |before| &before.files);
        let (files, is_cut) = read_files(&listed.files, known, |_| None);
        let is_same = files.len() == known.len()
            && files.iter().zip(known).all(|((a, one), (b, other))| a == b && Arc::ptr_eq(&one.code, &other.code));
        if let Some(before) = before.filter(|_| is_same) {
            return before;
        }
        let mut by_library: BTreeMap<&Library, Vec<&Path>> = BTreeMap::new();
        for file in &listed.files {
            if let Some(library) = &file.library {
                by_library.entry(library).or_default().push(&file.path);
            }
        }
        let mut parts: HashMap<&'static str, Vec<ProjectPart>> = HashMap::new();
        for (library, paths) in by_library {
            for language in Language::ALL {
                let mut text = String::new();
                for path in paths.iter().filter(|path| self::language(path) == Some(language)) {
                    let Some(known) = files.get(*path) else { continue };
                    if language == Language::Arduino {
                        let relative = path.strip_prefix(library.folder.join("src")).or_else(|_| path.strip_prefix(&library.folder));
                        let Some(relative) = relative.ok().filter(|_| is_header(path)) else { continue };
                        push_header(&mut text, relative);
                    }
                    text.push_str(&known.code.declarations);
                }
                if !text.is_empty() {
                    if language == Language::Arduino {
                        text.insert_str(0, &importer::library_head(&library.folder, &library.name));
                    }
                    parts.entry(language.name()).or_default().push(ProjectPart::new(text));
                }
            }
        }
        Arc::new(Self { id: next_id(), files, parts, is_cut: is_cut || listed.is_cut })
    }
}

fn push_header(text: &mut String, name: &Path) {
    text.push_str("@ ");
    text.push_str(&name.to_string_lossy().replace('\\', "/").replace(char::is_whitespace, ""));
    text.push('\n');
}

fn language(path: &Path) -> Option<Language> {
    Language::from_extension(&path.extension()?.to_str()?.to_ascii_lowercase()).or_else(|| is_header(path).then_some(Language::Arduino))
}

fn has_extension(path: &Path, known: &[&str]) -> bool {
    path.extension()
        .and_then(|extension| extension.to_str())
        .is_some_and(|extension| known.iter().any(|it| extension.eq_ignore_ascii_case(it)))
}

fn is_header(path: &Path) -> bool {
    has_extension(path, &["h", "hpp", "hh"])
}

fn is_tab(path: &Path) -> bool {
    has_extension(path, &["ino", "pde"])
}
