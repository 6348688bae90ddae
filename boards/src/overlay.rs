//! Tables from outside of the program: what a user has imported or written, laid over the embedded
//! tables. The files have the form of `data/`; what they leave out, the tables below say.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::Tables;
use crate::declarations::{Declarations, LazyDeclarations};
use crate::record::{BoardRecord, ChipRecord, RuntimeRecord};
use crate::source::{Known, SourceError, files, read_board, read_chip, read_runtime, read_text, subdirectories};

/// Chips, boards, runtimes and libraries to be laid over tables.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Overlay {
    pub(crate) chips: Vec<ChipRecord>,
    pub(crate) boards: Vec<OverlayBoard>,
    pub(crate) runtimes: Vec<OverlayRuntime>,
    /// API files by path under the folder: those of runtimes, of Arduino `libraries/` and of MicroPython `modules/`.
    pub(crate) api: Vec<(String, Arc<LazyDeclarations>)>,
}

/// A board and the file that describes it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OverlayBoard {
    pub(crate) record: BoardRecord,
    pub(crate) path: PathBuf,
}

/// A runtime under its `name@version`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct OverlayRuntime {
    pub(crate) coordinate: String,
    pub(crate) record: RuntimeRecord,
}

impl Overlay {
    /// Reads a folder of the form of `data/`. What is wrong in it costs only the file that is wrong.
    /// API files are parsed when somebody asks for a name in them.
    pub fn read_folder(folder: &Path, base: &Tables) -> (Self, Vec<SourceError>) {
        Self::read(folder, base, false)
    }

    /// Reads a folder and all API files in it: what an import does before it puts them in place.
    pub fn read_whole_folder(folder: &Path, base: &Tables) -> (Self, Vec<SourceError>) {
        Self::read(folder, base, true)
    }

    fn read(folder: &Path, base: &Tables, parses_api: bool) -> (Self, Vec<SourceError>) {
        let mut overlay = Self::default();
        let mut problems = Vec::new();
        let mut keep = |result: Result<(), SourceError>| problems.extend(result.err());
        for (id, path) in entries(&folder.join("chips")) {
            keep(read_chip(&id, &path).map(|chip| overlay.chips.push(chip)));
        }
        for (coordinate, path) in entries(&folder.join("runtimes")) {
            let read = read_runtime(&coordinate, &path, folder, Known::over(base, &overlay.chips, &[]));
            keep(read.map(|record| overlay.runtimes.push(OverlayRuntime { coordinate, record })));
        }
        let mut keys: Vec<String> = overlay.runtimes.iter().flat_map(|runtime| runtime.record.api.iter().cloned()).collect();
        for kind in ["libraries", "modules"] {
            let found = files(&folder.join(kind), "api").unwrap_or_default();
            keys.extend(found.iter().filter_map(|path| path.file_name()).map(|name| format!("{kind}/{}", name.to_string_lossy())));
        }
        keys.sort();
        keys.dedup();
        for key in keys {
            let path = folder.join(&key);
            // A key of the tables below.
            if !path.is_file() {
                continue;
            }
            keep(read_text(&path).and_then(|text| {
                if parses_api {
                    Declarations::parse(&text).map_err(|(line, message)| SourceError { path, line: Some(line), message })?;
                }
                overlay.api.push((key, Arc::new(LazyDeclarations::new(text))));
                Ok(())
            }));
        }
        let runtimes: Vec<RuntimeRecord> = overlay.runtimes.iter().map(|runtime| runtime.record.clone()).collect();
        for (id, path) in entries(&folder.join("boards")) {
            let path = path.join("board.toml");
            let read = read_board(&id, &path, Known::over(base, &overlay.chips, &runtimes));
            keep(read.map(|record| overlay.boards.push(OverlayBoard { record, path })));
        }
        (overlay, problems)
    }

    /// Reads one board's file. A file that does not name its board is named after itself, or after its folder if it
    /// is called `board.toml`.
    ///
    /// # Errors
    /// What is wrong, with file and line.
    pub fn read_board(path: &Path, base: &Tables) -> Result<Self, SourceError> {
        let record = read_board(&default_id(path), path, Known::over(base, &[], &[]))?;
        Ok(Self { boards: vec![OverlayBoard { record, path: path.to_owned() }], ..Self::default() })
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.chips.is_empty() && self.boards.is_empty() && self.runtimes.is_empty() && self.api.is_empty()
    }

    /// Identifiers of its boards.
    pub fn board_ids(&self) -> impl Iterator<Item = &str> {
        self.boards.iter().map(|board| board.record.board.id.as_str())
    }

    pub(crate) fn chip(&self, id: &str) -> Option<&ChipRecord> {
        self.chips.iter().find(|chip| chip.chip.id == id)
    }

    /// A board by any of its names; case does not count.
    pub(crate) fn board(&self, name: &str) -> Option<&OverlayBoard> {
        self.boards.iter().find(|board| board.record.board.ids.iter().any(|id| id.eq_ignore_ascii_case(name)))
    }

    pub(crate) fn runtime(&self, coordinate: &str) -> Option<&RuntimeRecord> {
        self.runtimes.iter().find(|runtime| runtime.coordinate == coordinate).map(|runtime| &runtime.record)
    }

    pub(crate) fn part(&self, key: &str) -> Option<&Arc<LazyDeclarations>> {
        self.api.iter().find(|(known, _)| known == key).map(|(_, part)| part)
    }
}

fn entries(folder: &Path) -> Vec<(String, PathBuf)> {
    // A folder that is not there holds nothing.
    subdirectories(folder).unwrap_or_default()
}

fn default_id(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = match stem.as_str() {
        "board" => path.parent().and_then(Path::file_name).map(|name| name.to_string_lossy().into_owned()).unwrap_or(stem),
        _ => stem.trim_end_matches(".board").to_owned(),
    };
    name.chars().map(|c| if c.is_whitespace() { '-' } else { c.to_ascii_lowercase() }).collect()
}
