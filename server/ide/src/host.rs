//! The mutable side: open documents and what their projects say. One owner, never shared.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use document::{BadEdit, Document, Language, Snapshot, Span};

use crate::linker::{self, Build, Files, Linked, Linker, Source};
use crate::project::code::{OwnCode, ProjectCode, Reading, ShelfCode, Shelves};
use crate::project::{Program, Project, firmware_programs, language_of, program_at, program_of, program_root};
use crate::stamp::Stamp;
use crate::targets::Targets;
use crate::{Analysis, Settings};

/// A program, with its files for look-up.
#[derive(Debug)]
struct Members {
    program: Program,
    files: HashSet<PathBuf>,
}

/// The versions of open files that went into a program, and the program.
type Loaded = (Vec<(PathBuf, u64)>, Arc<Files>);

/// Open documents, settings, and the projects that they belong to.
#[derive(Debug)]
pub struct Host {
    settings: Arc<Settings>,
    documents: HashMap<PathBuf, OpenDocument>,
    /// Detection results by folder; forgotten when a project file changes.
    projects: HashMap<PathBuf, Arc<Project>>,
    /// Roots of the programs that files belong to, by folder and language; forgotten with the projects.
    roots: HashMap<(PathBuf, Language), PathBuf>,
    /// Programs by their roots; forgotten with the projects.
    programs: HashMap<(PathBuf, Language), Option<Arc<Members>>>,
    /// All programs of a project, by the folder of the file that asked; forgotten with the projects.
    siblings: HashMap<PathBuf, Arc<[Program]>>,
    /// Files of programs as they are on the disk.
    disk: HashMap<PathBuf, (Option<SystemTime>, Snapshot)>,
    /// Programs with the states of their files that are open and differ from the disk.
    loaded: HashMap<(PathBuf, Language), Loaded>,
    linker: Linker,
    linked: HashMap<(PathBuf, Language, u64), Arc<Linked>>,
    /// What the project files looked like when they were read, by folder.
    stamps: HashMap<PathBuf, Stamp>,
    targets: Targets,
    /// What the files of each project declare, by [`Host::key`].
    code: HashMap<PathBuf, Code>,
    shelves: Arc<Shelves>,
    /// What a document can use of it, until its project is read anew.
    others: HashMap<PathBuf, Arc<Others>>,
}

/// What is known of a project's files.
#[derive(Debug, Default)]
struct Code {
    read: Option<Arc<ProjectCode>>,
    /// A reading is wanted.
    is_stale: bool,
    is_being_read: bool,
}

/// Declarations of other files that a document can use.
#[derive(Debug, Default)]
pub(crate) struct Others {
    /// Libraries.
    pub(crate) shelves: Vec<Arc<ShelfCode>>,
    /// Its program.
    pub(crate) own: Option<Arc<OwnCode>>,
    /// Which of the program's files it is, if its own declarations are among those.
    pub(crate) place: Option<usize>,
}

#[derive(Debug)]
struct OpenDocument {
    document: Document,
    client_version: i32,
}

impl Host {
    /// A host without documents.
    pub fn new(settings: Settings) -> Self {
        let targets = Targets::new(settings.data_folder().as_deref());
        Self {
            settings: Arc::new(settings),
            documents: HashMap::new(),
            projects: HashMap::new(),
            stamps: HashMap::new(),
            targets,
            code: HashMap::new(),
            shelves: Arc::default(),
            others: HashMap::new(),
            roots: HashMap::new(),
            programs: HashMap::new(),
            siblings: HashMap::new(),
            disk: HashMap::new(),
            loaded: HashMap::new(),
            linker: Linker::default(),
            linked: HashMap::new(),
        }
    }

    /// Current settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Replaces the settings; diagnostics must be computed again by the caller.
    pub fn set_settings(&mut self, settings: Settings) {
        self.settings = Arc::new(settings);
        self.project_changed();
    }

    /// Opens a document, or replaces its text. Returns false when the file is not in a language
    /// that Boardwise reads (then nothing is kept). `language` overrides detection.
    pub fn open(&mut self, path: &Path, text: &str, version: i32, language: Option<Language>) -> bool {
        let Some(language) = language.or_else(|| language_of(path, text)) else {
            return false;
        };
        // A file of a program that was read already is not read again.
        let known = self.disk.get(path).map(|(_, snapshot)| snapshot);
        let document = match known.filter(|snapshot| snapshot.language == language && snapshot.text == text) {
            Some(snapshot) => Document::of(snapshot),
            None => Document::new(text, language),
        };
        self.documents.insert(path.to_path_buf(), OpenDocument { document, client_version: version });
        true
    }

    /// Applies one edit.
    ///
    /// # Errors
    /// [`BadEdit`] when the range does not fit the text or the document is not open; the text is then unchanged.
    pub fn edit(&mut self, path: &Path, span: Span, text: &str, version: i32) -> Result<(), BadEdit> {
        let open = self.documents.get_mut(path).ok_or(BadEdit)?;
        open.document.edit(span, text)?;
        open.client_version = version;
        Ok(())
    }

    /// Forgets a document.
    pub fn close(&mut self, path: &Path) {
        self.documents.remove(path);
        if let Some(others) = self.others.remove(path)
            && let (Some(own), Some(place)) = (&others.own, others.place)
        {
            self.targets.forget_file(own.id, place);
        }
    }

    /// Paths of all open documents, sorted.
    pub fn open_paths(&self) -> Vec<PathBuf> {
        let mut paths: Vec<_> = self.documents.keys().cloned().collect();
        paths.sort();
        paths
    }

    /// The client's version of a document.
    pub fn version(&self, path: &Path) -> Option<i32> {
        self.documents.get(path).map(|open| open.client_version)
    }

    /// Files changed on disk: detection starts anew, and projects are to be read again.
    pub fn project_changed(&mut self) {
        self.projects.clear();
        self.roots.clear();
        self.programs.clear();
        self.siblings.clear();
        self.loaded.clear();
        self.linked.clear();
        self.stamps.clear();
        self.targets.forget(self.settings.data_folder().as_deref());
        self.code.values_mut().for_each(|code| code.is_stale = true);
        self.shelves.forget();
    }

    /// Looks whether project files came, went or changed since they were read; if so, detection
    /// starts anew. For clients that do not watch files.
    pub fn look_at_projects(&mut self) -> bool {
        let is_changed = self.stamps.iter().any(|(folder, stamp)| Stamp::of(folder) != *stamp);
        if is_changed {
            self.project_changed();
        }
        is_changed
    }

    /// Projects of open documents whose files nobody has read yet, or that have changed since; each is given
    /// out once. Whoever runs the jobs hands what they find to [`Host::adopt`].
    pub fn unread(&mut self) -> Vec<Reading> {
        let mut jobs = Vec::new();
        // A text without a place in the file system has no neighbours.
        for path in self.open_paths().into_iter().filter(|path| path.is_absolute()) {
            let project = self.project(&path);
            let key = Self::key(&path, &project);
            let code = self.code.entry(key.clone()).or_insert_with(|| Code { is_stale: true, ..Code::default() });
            if code.is_stale && !code.is_being_read {
                code.is_stale = false;
                code.is_being_read = true;
                let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
                jobs.push(Reading::new(key, project.root.clone(), folder, code.read.clone(), Arc::clone(&self.shelves)));
            }
        }
        jobs
    }

    /// Takes over what a job has read; diagnostics of the documents that it names must be computed again.
    pub fn adopt(&mut self, job: &Reading, read: ProjectCode) -> Vec<PathBuf> {
        let Some(code) = self.code.get_mut(job.key()) else { return Vec::new() };
        code.is_being_read = false;
        let is_news = code.read.as_ref().is_none_or(|before| !before.is_same(&read));
        code.read = Some(Arc::new(read));
        if !is_news {
            return Vec::new();
        }
        let own: Vec<u64> = self.code.values().filter_map(|code| code.read.as_ref()).flat_map(|read| read.own_ids()).collect();
        self.targets.keep_own(&own);
        let mut touched = Vec::new();
        for path in self.open_paths() {
            let project = self.project(&path);
            if Self::key(&path, &project) == job.key() {
                self.others.remove(&path);
                touched.push(path);
            }
        }
        touched
    }

    /// Reads the projects of all open documents here and now: for a command, which has nobody to keep waiting.
    pub fn read_projects(&mut self) {
        for job in self.unread() {
            let read = job.run();
            self.adopt(&job, read);
        }
    }

    fn project(&mut self, path: &Path) -> Arc<Project> {
        let folder = path.parent().unwrap_or(Path::new("")).to_path_buf();
        if !self.projects.contains_key(&folder) {
            self.stamps.insert(folder.clone(), Stamp::of(&folder));
        }
        Arc::clone(self.projects.entry(folder).or_insert_with_key(|folder| Arc::new(Project::detect(folder))))
    }

    /// What projects are told apart by: a document without a project belongs to its folder.
    fn key(path: &Path, project: &Project) -> PathBuf {
        project.root.clone().unwrap_or_else(|| path.parent().unwrap_or(Path::new("")).to_path_buf())
    }

    /// What the document can use of the other files of its project, as far as they have been read.
    fn others(&mut self, path: &Path, language: Language, project: &Project) -> Arc<Others> {
        if let Some(others) = self.others.get(path) {
            return Arc::clone(others);
        }
        let Some(code) = self.code.get(&Self::key(path, project)) else { return Arc::default() };
        let Some(read) = &code.read else { return Arc::default() };
        let own = read.own(path, language);
        let place = own.as_ref().and_then(|own| own.place(path));
        let others = Arc::new(Others { shelves: read.shelves().to_vec(), own, place });
        self.others.insert(path.to_path_buf(), Arc::clone(&others));
        others
    }

    /// The programs of the project around a document, its own first: a folder may hold a sketch for
    /// each node, or firmware in both languages.
    pub fn programs_around(&mut self, path: &Path) -> Arc<[Program]> {
        let Some(folder) = path.parent() else { return Arc::default() };
        if let Some(known) = self.siblings.get(folder) {
            return Arc::clone(known);
        }
        let root = self.project(path).root.clone();
        let own = program_of(root.as_deref(), path);
        // Without a project nothing says that what lies around belongs together.
        let mut all = root.map(|root| firmware_programs(&root)).unwrap_or_default();
        if let Some(own) = own {
            all.retain(|other| (&other.root, other.language) != (&own.root, own.language));
            all.insert(0, own);
        }
        let all: Arc<[Program]> = all.into();
        self.siblings.insert(folder.to_path_buf(), Arc::clone(&all));
        all
    }

    /// A view of a program by one of its files, whether that is open or not.
    pub fn analysis_of_program(&mut self, program: &Program) -> Option<Analysis> {
        let file = program.files.first()?;
        let open = self.documents.get(file).map(|open| open.document.snapshot());
        let snapshot = open.or_else(|| self.read(file, program.language))?;
        Some(self.analyze(file, snapshot))
    }

    /// An immutable view of a document with its targets.
    pub fn analysis(&mut self, path: &Path) -> Option<Analysis> {
        let snapshot = self.documents.get(path)?.document.snapshot();
        Some(self.analyze(path, snapshot))
    }

    fn analyze(&mut self, path: &Path, snapshot: Snapshot) -> Analysis {
        let project = self.project(path);
        let others = self.others(path, snapshot.language, &project);
        let settings = Arc::clone(&self.settings);
        let mut analysis = Analysis::new(path.to_path_buf(), snapshot, &project, &others, &mut self.targets, settings);
        if let Some(files) = self.files(path, analysis.snapshot.language, project.root.as_deref()) {
            let builds: Vec<Build> = analysis
                .targets
                .iter()
                .zip(&analysis.defines)
                .map(|(target, defines)| Build::new(Arc::clone(target), Arc::clone(defines)))
                .collect();
            let linked = builds.iter().map(|build| self.link(&files, analysis.snapshot.language, build)).collect();
            analysis.link(files, linked);
        }
        analysis
    }

    /// The files of the program around a file, as they are now.
    fn files(&mut self, path: &Path, language: Language, root: Option<&Path>) -> Option<Arc<Files>> {
        let folder = path.parent()?.to_path_buf();
        let mine = self.roots.entry((folder, language)).or_insert_with_key(|(folder, _)| program_root(language, folder)).clone();
        let members = self.programs.entry((mine, language)).or_insert_with_key(|(mine, _)| {
            let program = program_at(root, mine, language)?;
            let files = program.files.iter().cloned().collect();
            Some(Arc::new(Members { program, files }))
        });
        let members = Arc::clone(members.as_ref()?);
        let program = &members.program;
        // Files of another language are of another program.
        if !members.files.contains(path) {
            return None;
        }
        // Open files that are not as they are on the disk.
        let mut changed: Vec<(PathBuf, u64)> = self
            .documents
            .iter()
            .filter(|(path, _)| path.starts_with(&program.root))
            .map(|(path, open)| (path.clone(), open.document.snapshot().id))
            .filter(|(path, id)| self.disk.get(path).is_none_or(|(_, snapshot)| snapshot.id != *id))
            .collect();
        changed.sort();
        let slot = (program.root.clone(), language);
        if let Some((of, files)) = self.loaded.get(&slot)
            && *of == changed
        {
            return Some(Arc::clone(files));
        }
        let mut sources = Vec::with_capacity(program.files.len());
        for file in &program.files {
            let is_changed = changed.iter().any(|(path, _)| path == file);
            let open = self.documents.get(file).filter(|_| is_changed).map(|open| open.document.snapshot());
            if let Some(snapshot) = open.or_else(|| self.read(file, language)) {
                sources.push(Source { path: Arc::from(file.as_path()), snapshot });
            }
        }
        let files = Arc::new(Files::new(program, sources));
        self.loaded.insert(slot, (changed, Arc::clone(&files)));
        self.linked.retain(|(root, of, _), _| *root != program.root || *of != language);
        Some(files)
    }

    /// A file from the disk, read again only if it has changed there.
    fn read(&mut self, path: &Path, language: Language) -> Option<Snapshot> {
        let modified = std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
        if let Some((known, snapshot)) = self.disk.get(path)
            && *known == modified
            && snapshot.language == language
        {
            return Some(snapshot.clone());
        }
        let bytes = std::fs::read(path).ok()?;
        let snapshot = linker::parse(&String::from_utf8_lossy(&bytes), language);
        self.disk.insert(path.to_path_buf(), (modified, snapshot.clone()));
        Some(snapshot)
    }

    fn link(&mut self, files: &Arc<Files>, language: Language, build: &Build) -> Arc<Linked> {
        let slot = (files.root.clone(), language, build.key);
        if let Some(linked) = self.linked.get(&slot) {
            return Arc::clone(linked);
        }
        let linked = Arc::new(self.linker.link(files, build));
        self.linked.insert(slot, Arc::clone(&linked));
        linked
    }
}
