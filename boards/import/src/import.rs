//! One door for everything that can be imported: what a folder is shows from what lies in it.

use std::path::Path;

use boards::Tables;

use crate::draft::{Draft, ImportError, Imported, Result, entries, error};
use crate::{arduino, library, micropython, platformio};

/// What the folder itself does not tell.
#[derive(Debug, Clone)]
pub struct Options {
    /// `VENDOR:ARCHITECTURE` of an Arduino core.
    pub package: Option<String>,
    /// `NAME@VERSION` that stubs describe.
    pub runtime: Option<String>,
    /// Leave out boards that the tables know: their facts are checked, and say which pins reach a header.
    pub keep_known: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { package: None, runtime: None, keep_known: true }
    }
}

/// Reads an Arduino core or library, a folder of libraries, a PlatformIO platform, a MicroPython port or
/// board, or stubs; writes what it found into the user's data folder. Tables `base` are those without the data folder's imports,
/// so that a core may be imported again.
///
/// # Errors
/// What is wrong, with file and line; the data folder is then as it was.
pub fn import(folder: &Path, options: &Options, base: &Tables, data: &Path) -> std::result::Result<Imported, ImportError> {
    let draft = read_folder(folder, options, base)?;
    let summary = &draft.summary;
    if summary.boards.is_empty() && summary.known.is_empty() && summary.libraries.is_empty() && summary.runtime.is_none() {
        let why = summary.skipped.first().map_or_else(String::new, |line| format!("; {line}"));
        return Err(error(folder, format!("nothing could be read here{why}")));
    }
    draft.write(base, data)
}

fn read_folder(folder: &Path, options: &Options, base: &Tables) -> Result<Draft> {
    if !folder.is_dir() {
        return Err(error(folder, "is no folder; an import reads the folder of a core, a library, a platform, a port or of stubs"));
    }
    let has = |name: &str| folder.join(name).is_file();
    if has("boards.txt") && has("platform.txt") {
        return arduino::import_core(folder, options, base);
    }
    if has("library.properties") || has("library.json") {
        let mut draft = Draft::new(&format!("library-{}", folder.file_name().unwrap_or_default().to_string_lossy()));
        library::import_library(folder, &mut draft)?;
        return Ok(draft);
    }
    if has("platform.json") {
        return platformio::import_platform(folder, options, base);
    }
    let subfolders: Vec<_> = entries(folder).into_iter().filter(|path| path.is_dir()).collect();
    if micropython::is_board(folder)
        || subfolders.iter().any(|path| path.ends_with("boards") && entries(path).iter().any(|path| micropython::is_board(path)))
    {
        return micropython::import_boards(folder, options, base);
    }
    let libraries: Vec<_> = subfolders.iter().filter(|path| path.join("library.properties").is_file()).collect();
    if !libraries.is_empty() {
        let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // `~/Arduino/libraries` is told from others by the folder above it.
        let mut draft = Draft::new(&format!("libraries-{}-{}", folder.parent().map(name).unwrap_or_default(), name(folder)));
        for path in libraries {
            if let Err(e) = library::import_library(path, &mut draft) {
                // A library without headers hurts nobody; a broken file is said.
                if e.line.is_some() {
                    return Err(e);
                }
                draft.summary.skipped.push(e.to_string());
            }
        }
        return Ok(draft);
    }
    if !micropython::stubs_below(folder).is_empty() {
        return micropython::import_stubs(folder, options.runtime.as_deref(), base);
    }
    if platformio::has_manifests(folder) || subfolders.iter().any(|path| path.ends_with("boards") && platformio::has_manifests(path)) {
        return platformio::import_platform(folder, options, base);
    }
    Err(error(
        folder,
        "nothing here that can be imported: neither an Arduino core (boards.txt, platform.txt) nor a library (library.properties, library.json), neither a PlatformIO platform (platform.json, boards/*.json) nor a MicroPython port (boards/*/mpconfigboard.h) nor stubs (*.pyi)",
    ))
}
