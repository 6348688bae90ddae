//! Which files belong to a project: its own sources and its libraries. The one place that walks a
//! project's folders; everything that reads across files starts from this list.
//!
//! Bounded: a sketch that lies in a home folder must not cost a walk over all of it.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use ignore::WalkBuilder;

/// Files listed before the rest is left out.
pub const MAX_FILES: usize = 4_000;

/// Folder entries looked at before the rest is left out.
const MAX_ENTRIES: usize = 40_000;

/// Levels below a folder.
const MAX_LEVELS: usize = 8;

/// A source that is longer is data, not code that people call.
const MAX_BYTES: u64 = 1 << 20;

/// Folders with a library in each of their folders, at the root of a project or beside a sketch.
const LIBRARY_FOLDERS: [&str; 2] = ["lib", "libraries"];

/// Folders that hold nothing a program is built from.
const SKIPPED_FOLDERS: [&str; 11] =
    [".git", ".pio", ".vscode", "__pycache__", "build", "docs", "examples", "extras", "node_modules", "test", "tests"];

/// Files of a project, sorted by path.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ProjectFiles {
    /// The files.
    pub files: Vec<ProjectFile>,
    /// Whether there were more than are listed.
    pub is_cut: bool,
}

/// One source file of a project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectFile {
    /// Where it lies.
    pub path: PathBuf,
    /// The library that it belongs to; `None` for the project's own.
    pub library: Option<Library>,
    /// Its state on the disk.
    pub stamp: Stamp,
}

/// A library folder of a project.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Library {
    /// Name of the folder, or of the module file.
    pub name: String,
    /// The folder; for a module file that stands alone, the folder that it lies in.
    pub folder: PathBuf,
    /// The PlatformIO environment that it was installed for.
    pub environment: Option<String>,
}

/// What tells one state of a file from another without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// Time of the last change.
    pub modified: Option<SystemTime>,
    /// Length in bytes.
    pub bytes: u64,
}

impl ProjectFiles {
    /// Lists the sources around a document in `folder`.
    ///
    /// With a project `root` everything below it counts. Without one, only what is certainly meant:
    /// the folder itself, its `src` and `include`, and libraries beside it or above it within the same repository.
    pub fn list(root: Option<&Path>, folder: &Path) -> Self {
        let mut lister = Lister { found: Self::default(), entries: 0 };
        lister.sources(root, folder);
        for shelf in shelves(root, folder) {
            lister.libraries(&shelf);
        }
        lister.finish()
    }

    /// Lists what [`ProjectFiles::list`] lists, but for libraries.
    pub fn list_own(root: Option<&Path>, folder: &Path) -> Self {
        let mut lister = Lister { found: Self::default(), entries: 0 };
        lister.sources(root, folder);
        lister.finish()
    }

    /// Lists the sources of the libraries on a shelf.
    pub fn list_libraries(shelf: &Shelf) -> Self {
        let mut lister = Lister { found: Self::default(), entries: 0 };
        lister.libraries(shelf);
        lister.finish()
    }

    /// The project's own files.
    pub fn own(&self) -> impl Iterator<Item = &ProjectFile> {
        self.files.iter().filter(|file| file.library.is_none())
    }
}

/// A folder with a library in each of its folders, or in each of its Python files.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Shelf {
    /// The folder.
    pub folder: PathBuf,
    /// The PlatformIO environment that it belongs to.
    pub environment: Option<String>,
}

/// Shelves that a document in `folder` can take libraries from, the nearest first.
pub fn shelves(root: Option<&Path>, folder: &Path) -> Vec<Shelf> {
    let mut found = Vec::new();
    for base in bases(root, folder) {
        let own = LIBRARY_FOLDERS.iter().map(|name| Shelf { folder: base.join(name), environment: None });
        found.extend(own.filter(|shelf| shelf.folder.is_dir()));
        let installed = folders(&base.join(".pio/libdeps"));
        found.extend(installed.into_iter().map(|folder| Shelf { environment: file_name(&folder), folder }));
    }
    found
}

/// Folders from that of the document up to the root, or to the border of the repository.
fn bases<'a>(root: Option<&Path>, folder: &'a Path) -> Vec<&'a Path> {
    let mut bases = Vec::new();
    for candidate in folder.ancestors().take(MAX_LEVELS).filter(|candidate| !candidate.as_os_str().is_empty()) {
        bases.push(candidate);
        let is_border = match root {
            Some(root) => candidate == root,
            None => candidate.join(".git").exists(),
        };
        if is_border {
            return bases;
        }
    }
    // No border: whatever lies above may be anybody's. A sketchbook keeps its libraries beside its sketches.
    bases.truncate(2);
    bases
}

struct Lister {
    found: ProjectFiles,
    entries: usize,
}

impl Lister {
    fn finish(mut self) -> ProjectFiles {
        self.found.files.sort_by(|a, b| a.path.cmp(&b.path));
        self.found.files.dedup_by(|a, b| a.path == b.path);
        self.found
    }

    fn sources(&mut self, root: Option<&Path>, folder: &Path) {
        if let Some(root) = root {
            self.own(root, MAX_LEVELS);
        } else {
            self.own(folder, 1);
            self.own(&folder.join("src"), MAX_LEVELS);
            self.own(&folder.join("include"), MAX_LEVELS);
        }
    }

    /// Sources below a folder, but for library folders at its top.
    fn own(&mut self, folder: &Path, levels: usize) {
        self.walk(folder, levels, true, |path| {
            let top = path.strip_prefix(folder).ok().and_then(|relative| relative.components().next());
            let in_library = top.is_some_and(|top| LIBRARY_FOLDERS.iter().any(|name| top.as_os_str() == *name));
            (!in_library).then_some(None)
        });
    }

    /// Sources of every library in a folder of libraries.
    fn libraries(&mut self, shelf: &Shelf) {
        let Shelf { folder, environment } = shelf;
        self.walk(folder, MAX_LEVELS, false, |path| {
            let relative = path.strip_prefix(folder).ok()?;
            let top = relative.components().next()?.as_os_str();
            let is_file = relative.components().count() == 1;
            let library = Library {
                name: Path::new(top).file_stem().unwrap_or(top).to_string_lossy().into_owned(),
                folder: if is_file { folder.clone() } else { folder.join(top) },
                environment: environment.clone(),
            };
            Some(Some(library))
        });
    }

    /// Walks a folder; `place` says which library a file belongs to, or `None` to leave it out.
    fn walk(&mut self, folder: &Path, levels: usize, obey_gitignore: bool, place: impl Fn(&Path) -> Option<Option<Library>>) {
        let mut builder = WalkBuilder::new(folder);
        builder.max_depth(Some(levels)).standard_filters(false).hidden(true).git_ignore(obey_gitignore).require_git(false);
        builder.sort_by_file_name(Ord::cmp);
        let start = folder.to_path_buf();
        builder.filter_entry(move |entry| {
            let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
            !is_folder || entry.path() == start || !SKIPPED_FOLDERS.iter().any(|name| entry.file_name() == *name)
        });
        for entry in builder.build().filter_map(Result::ok) {
            self.entries += 1;
            if self.entries > MAX_ENTRIES || self.found.files.len() >= MAX_FILES {
                self.found.is_cut = true;
                return;
            }
            if !entry.file_type().is_some_and(|kind| kind.is_file()) || !is_source(entry.path()) {
                continue;
            }
            let Some(library) = place(entry.path()) else { continue };
            let Ok(metadata) = entry.metadata() else { continue };
            if metadata.len() > MAX_BYTES {
                continue;
            }
            let stamp = Stamp { modified: metadata.modified().ok(), bytes: metadata.len() };
            self.found.files.push(ProjectFile { path: entry.into_path(), library, stamp });
        }
    }
}

/// Whether the name is that of a source file of either language.
fn is_source(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    matches!(extension.as_str(), "ino" | "pde" | "cpp" | "cc" | "cxx" | "c" | "h" | "hpp" | "hh" | "py")
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

fn file_name(path: &Path) -> Option<String> {
    path.file_name().map(|name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        folder
    }

    #[track_caller]
    fn check(files: &[&str], has_root: bool, document: &str, expected: &[&str]) {
        let folder = project(files);
        let listed = ProjectFiles::list(has_root.then(|| folder.path()), &folder.path().join(document));
        let found: Vec<String> = listed
            .files
            .iter()
            .map(|file| {
                let path = file.path.strip_prefix(folder.path()).unwrap().display().to_string().replace('\\', "/");
                match &file.library {
                    Some(library) => format!("{}: {path}", library.name),
                    None => path,
                }
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_platformio_project() {
        check(
            &[
                "platformio.ini",
                "src/main.cpp",
                "include/pins.h",
                "lib/Motor/src/Motor.h",
                "lib/Motor/examples/spin/spin.ino",
                ".pio/libdeps/uno/Servo/src/Servo.h",
                ".pio/build/uno/x.cpp",
                "test/test_a.cpp",
                "readme.md",
            ],
            true,
            "src",
            &["Servo: .pio/libdeps/uno/Servo/src/Servo.h", "include/pins.h", "Motor: lib/Motor/src/Motor.h", "src/main.cpp"],
        );
    }

    #[test]
    fn a_sketch_without_project_files_sees_itself_and_the_libraries_of_its_sketchbook() {
        check(
            &["blink/blink.ino", "blink/pins.h", "blink/src/a.cpp", "other/other.ino", "libraries/Robot/Robot.h"],
            false,
            "blink",
            &["blink/blink.ino", "blink/pins.h", "blink/src/a.cpp", "Robot: libraries/Robot/Robot.h"],
        );
    }

    #[test]
    fn a_micropython_project() {
        check(
            &["boardwise.toml", "main.py", "config.py", "lib/ssd1306.py", "lib/robot/__init__.py", "venv/x.txt"],
            true,
            "",
            &["config.py", "robot: lib/robot/__init__.py", "ssd1306: lib/ssd1306.py", "main.py"],
        );
    }

    #[test]
    fn the_border_of_a_repository_is_kept() {
        check(
            &["libraries/Out/Out.h", "repo/.git/HEAD", "repo/a/b/c.ino", "repo/lib/In/In.h"],
            false,
            "repo/a/b",
            &["repo/a/b/c.ino", "In: repo/lib/In/In.h"],
        );
    }

    #[test]
    fn ignored_files_are_no_sources_but_ignored_libraries_are() {
        let folder = project(&["main.py", "old.py", "lib/a.py"]);
        std::fs::write(folder.path().join(".gitignore"), "old.py\nlib\n").unwrap();
        let listed = ProjectFiles::list(Some(folder.path()), folder.path());
        let names: Vec<_> = listed.files.iter().map(|file| file_name(&file.path).unwrap()).collect();
        assert_eq!(names, ["a.py", "main.py"]);
    }
}
