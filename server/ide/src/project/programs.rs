//! Which files of a project belong to one program.
//!
//! A folder may hold many programs (examples, a sketch for each node); names and pins are shared
//! inside of one and never between two. What there is comes from [`super::files`].

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use document::Language;

use super::files::{Library, ProjectFiles};
use super::{MAX_DEPTH, imports_micropython};

/// Larger folders are not one person's project; what lies beyond is not read.
const MOST_FILES: usize = 4096;

/// Files of a program that are looked into to see whether it is firmware.
const MOST_READ: usize = 64;

/// Extensions of files that Boardwise reads.
const EXTENSIONS: [&str; 10] = ["ino", "pde", "cpp", "cc", "cxx", "c", "h", "hpp", "hh", "py"];

/// Files that are compiled, or installed, together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Program {
    /// Its folder: the sketch, the PlatformIO project, the folder of the Python modules.
    pub root: PathBuf,
    /// Its language.
    pub language: Language,
    /// Its files, sorted; for Python, modules that import each other by name.
    pub files: Vec<PathBuf>,
}

/// Sources below a folder, sorted; hidden and ignored ones left out.
pub fn sources_below(folder: &Path) -> Vec<PathBuf> {
    let is_source = |path: &PathBuf| path.extension().and_then(|extension| extension.to_str()).is_some_and(|it| EXTENSIONS.contains(&it));
    let mut files: Vec<PathBuf> = ignore::WalkBuilder::new(folder)
        .build()
        .filter_map(Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .map(ignore::DirEntry::into_path)
        .filter(is_source)
        .take(MOST_FILES)
        .collect();
    files.sort();
    files
}

/// The programs that `files` make up, by root.
pub fn programs(files: &[PathBuf]) -> Vec<Program> {
    let mut programs: BTreeMap<(PathBuf, &'static str), Program> = BTreeMap::new();
    let mut roots: BTreeMap<PathBuf, PathBuf> = BTreeMap::new();
    for file in files {
        let Some(language) = language(file) else { continue };
        let folder = file.parent().unwrap_or(Path::new("")).to_path_buf();
        let root = match language {
            Language::Arduino => roots.entry(folder).or_insert_with_key(|folder| arduino_root(folder)).clone(),
            Language::MicroPython => python_root(&folder),
        };
        let program = programs.entry((root.clone(), language.name())).or_insert_with(|| Program { root, language, files: Vec::new() });
        program.files.push(file.clone());
    }
    programs.into_values().collect()
}

/// The program around one file of a project, its libraries included; `root` is that of the project.
pub fn program_of(root: Option<&Path>, file: &Path) -> Option<Program> {
    let language = language(file)?;
    program_at(root, &program_root(language, file.parent()?), language)
}

/// The root of the program that files of a folder belong to.
pub fn program_root(language: Language, folder: &Path) -> PathBuf {
    match language {
        Language::Arduino => arduino_root(folder),
        Language::MicroPython => python_root(folder),
    }
}

/// The program whose root is `mine`, its libraries included; `root` is that of the project.
pub fn program_at(root: Option<&Path>, mine: &Path, language: Language) -> Option<Program> {
    let listed = ProjectFiles::list(root, mine);
    // Libraries that lie in the project are compiled with it; installed ones are known by their headers.
    let is_own = |library: &Library| library.environment.is_none() && library.folder.starts_with(mine);
    let files = listed.files.iter().filter(|file| file.library.as_ref().is_none_or(is_own));
    let files: Vec<PathBuf> = files.map(|file| file.path.clone()).collect();
    programs(&files).into_iter().find(|program| program.root == mine && program.language == language)
}

/// The programs below a project's `root` that are firmware. What only lies beside it, a script that
/// runs on the desk, is none.
pub fn firmware_programs(root: &Path) -> Vec<Program> {
    let files: Vec<PathBuf> = ProjectFiles::list_own(Some(root), root).files.into_iter().map(|file| file.path).collect();
    let mut all = programs(&files);
    all.retain(is_firmware);
    all
}

/// Whether a file of the program says so, by its name or by what it imports.
fn is_firmware(program: &Program) -> bool {
    program.files.iter().take(MOST_READ).any(|file| match program.language {
        // A source beside no sketch is a library, or of the desk.
        Language::Arduino => is_sketch(file) || program.root.join("platformio.ini").exists(),
        Language::MicroPython => std::fs::read(file).is_ok_and(|text| imports_micropython(&String::from_utf8_lossy(&text))),
    })
}

fn language(file: &Path) -> Option<Language> {
    match file.extension()?.to_str()? {
        "py" => Some(Language::MicroPython),
        extension => EXTENSIONS.contains(&extension).then_some(Language::Arduino),
    }
}

/// The PlatformIO project for its `src`, `include` and `lib`; else the nearest folder with a sketch;
/// else the folder itself.
fn arduino_root(folder: &Path) -> PathBuf {
    let mut inside: Option<&str> = None;
    for candidate in folder.ancestors().take(MAX_DEPTH) {
        if candidate.as_os_str().is_empty() {
            break;
        }
        if candidate.join("platformio.ini").exists() && matches!(inside, None | Some("src" | "include" | "lib")) {
            return candidate.to_path_buf();
        }
        let is_sketch = has_sketch(candidate);
        // A sketch compiles what lies beside it and below its `src`.
        if is_sketch && matches!(inside, None | Some("src")) {
            return candidate.to_path_buf();
        }
        inside = candidate.file_name().and_then(|name| name.to_str());
    }
    folder.to_path_buf()
}

fn has_sketch(folder: &Path) -> bool {
    let entries = std::fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok);
    entries.map(|entry| entry.path()).any(|path| is_sketch(&path))
}

fn is_sketch(path: &Path) -> bool {
    path.extension().and_then(|extension| extension.to_str()).is_some_and(|it| matches!(it, "ino" | "pde"))
}

/// Modules of `lib` are found from the folder above it, as on the device.
fn python_root(folder: &Path) -> PathBuf {
    let mut root = folder;
    while root.join("__init__.py").exists()
        && let Some(parent) = root.parent()
    {
        root = parent;
    }
    if root.file_name().is_some_and(|name| name == "lib")
        && let Some(parent) = root.parent()
    {
        root = parent;
    }
    root.to_path_buf()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(files: &[&str], expected: &[(&str, &[&str])]) {
        let folder = tempfile::tempdir().unwrap();
        for name in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "").unwrap();
        }
        let relative = |path: &Path| path.strip_prefix(folder.path()).unwrap().to_str().unwrap().to_owned();
        let found: Vec<(String, Vec<String>)> = programs(&sources_below(folder.path()))
            .iter()
            .map(|program| (relative(&program.root), program.files.iter().map(|file| relative(file)).collect()))
            .collect();
        let expected: Vec<(String, Vec<String>)> =
            expected.iter().map(|(root, files)| ((*root).to_owned(), files.iter().map(|file| (*file).to_owned()).collect())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn tabs_of_a_sketch_are_one_program() {
        check(
            &["a/a.ino", "a/pins.h", "a/src/x/led.cpp", "b/b.ino", "b/notes/other.cpp"],
            &[("a", &["a/a.ino", "a/pins.h", "a/src/x/led.cpp"]), ("b", &["b/b.ino"]), ("b/notes", &["b/notes/other.cpp"])],
        );
    }

    #[test]
    fn platformio_compiles_three_folders() {
        check(
            &["platformio.ini", "src/main.cpp", "include/pins.h", "lib/led/src/led.cpp", "examples/one/one.ino", "tools/x.cpp"],
            &[
                ("", &["include/pins.h", "lib/led/src/led.cpp", "src/main.cpp"]),
                ("examples/one", &["examples/one/one.ino"]),
                ("tools", &["tools/x.cpp"]),
            ],
        );
    }

    #[test]
    fn python_modules_are_found_beside_and_in_lib() {
        check(
            &["main.py", "lib/drv.py", "pkg/__init__.py", "pkg/a.py"],
            &[("", &["lib/drv.py", "main.py", "pkg/__init__.py", "pkg/a.py"])],
        );
    }

    #[test]
    fn scripts_of_the_desk_are_no_firmware() {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("node/node.ino", ""),
            ("board/main.py", "from machine import Pin\n"),
            ("tools/plot.py", "import matplotlib\n"),
            ("tools/x.cpp", "int main() {}\n"),
        ] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let roots: Vec<PathBuf> = firmware_programs(folder.path()).into_iter().map(|program| program.root).collect();
        assert_eq!(roots, [folder.path().join("board"), folder.path().join("node")]);
    }

    #[test]
    fn a_file_without_a_project_has_its_neighbours() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("deep")).unwrap();
        for name in ["a.py", "b.py", "deep/c.py", "note.txt"] {
            std::fs::write(folder.path().join(name), "").unwrap();
        }
        let program = program_of(None, &folder.path().join("a.py")).unwrap();
        assert_eq!(program.files, [folder.path().join("a.py"), folder.path().join("b.py")]);
    }
}
