//! The user's data folder: what was imported, and boards that the user has described.
//!
//! ```text
//! <data>/boards/<id>/board.toml     boards of the user's own
//! <data>/imports/<name>/            what one `boards import` has written, in the form of the embedded tables
//! ```

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::time::SystemTime;

use boards::{Overlay, Tables};

/// Environment variable that names the folder.
pub const DATA_VARIABLE: &str = "BOARDWISE_DATA";

/// Folder of imports below the data folder.
const IMPORTS: &str = "imports";

/// Where the user's data lie: the environment variable, else the platform's place for the data of programs.
/// `None` when nothing says where the user's home is.
pub fn data_folder() -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    if let Some(folder) = variable(DATA_VARIABLE) {
        return Some(folder);
    }
    let base = if cfg!(windows) {
        variable("APPDATA")
    } else if cfg!(target_os = "macos") {
        variable("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        // The XDG base directory specification: a relative path does not count.
        variable("XDG_DATA_HOME").filter(|path| path.is_absolute()).or_else(|| variable("HOME").map(|home| home.join(".local/share")))
    };
    base.map(|base| base.join("boardwise"))
}

/// The folder that an import of this name is written to.
pub fn import_folder(data: &Path, name: &str) -> PathBuf {
    data.join(IMPORTS).join(name)
}

/// Tables with the user's data on them.
#[derive(Debug, Clone)]
pub struct UserTables {
    /// The tables.
    pub tables: Arc<Tables>,
    /// What was wrong with the user's files, a line each.
    pub problems: Vec<String>,
}

/// The files of a data folder with their times, and what was read from them.
type Read = (Vec<(PathBuf, Option<SystemTime>)>, UserTables);

/// The embedded tables and, over them, what lies in a data folder. Read again when the folder has changed.
pub fn user_tables(data: Option<&Path>) -> UserTables {
    static READ: OnceLock<Mutex<HashMap<PathBuf, Read>>> = OnceLock::new();
    let Some(data) = data.filter(|data| data.is_dir()) else {
        return UserTables { tables: Tables::shared(), problems: Vec::new() };
    };
    let stamp = stamp(data);
    // A panic elsewhere cannot leave this map half-written.
    let mut read = READ.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((known, tables)) = read.get(data)
        && *known == stamp
    {
        return tables.clone();
    }
    let tables = read_folder(data);
    read.insert(data.to_owned(), (stamp, tables.clone()));
    tables
}

fn read_folder(data: &Path) -> UserTables {
    let mut tables = Tables::shared();
    let mut problems = Vec::new();
    let mut lay = |folder: &Path| {
        let (overlay, wrong) = Overlay::read_folder(folder, &tables);
        problems.extend(wrong.iter().map(ToString::to_string));
        if !overlay.is_empty() {
            tables = Arc::new(Tables::with_overlay(Arc::clone(&tables), overlay));
        }
    };
    for import in folders(&data.join(IMPORTS)) {
        lay(&import);
    }
    lay(data);
    UserTables { tables, problems }
}

/// Times of the folders and of the user's own board files: an import replaces its folder as a whole.
fn stamp(data: &Path) -> Vec<(PathBuf, Option<SystemTime>)> {
    let own = folders(&data.join("boards"));
    let files = own.iter().flat_map(|folder| ["board.toml", "pins.csv"].map(|name| folder.join(name)));
    let all = files
        .chain(folders(&data.join(IMPORTS)))
        .chain(["boards", "chips", "libraries", "modules", "runtimes"].map(|name| data.join(name)));
    all.map(|path| {
        let modified = std::fs::metadata(&path).and_then(|metadata| metadata.modified()).ok();
        (path, modified)
    })
    .collect()
}

/// Folders in a folder, sorted; one that is being written (`.name`) does not count.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok)
        .filter(|entry| !entry.file_name().to_string_lossy().starts_with('.'))
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    found.sort();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boards_of_the_data_folder_lie_over_the_embedded_ones() {
        let data = tempfile::tempdir().unwrap();
        assert!(user_tables(Some(data.path())).tables.board("shed").is_err());
        let folder = data.path().join("boards/shed");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("board.toml"), "name = \"Shed\"\nlike = \"uno\"\n").unwrap();
        let read = user_tables(Some(data.path()));
        assert_eq!(read.problems, [""; 0]);
        assert_eq!(read.tables.board("shed").unwrap().name, "Shed");
        assert!(user_tables(None).tables.board("shed").is_err());

        std::fs::write(folder.join("board.toml"), "name = \"Shed\"\nlike = \"unoo\"\nx = 1\n").unwrap();
        let broken = user_tables(Some(data.path()));
        assert!(broken.tables.board("uno").is_ok());
        assert!(broken.problems[0].contains("board.toml:3: unknown key `x`"), "{:?}", broken.problems);
    }
}
