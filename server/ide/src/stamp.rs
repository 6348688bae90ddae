//! What the project files above a folder look like from outside: enough to see that one changed.

use std::path::Path;
use std::time::SystemTime;

/// Folders looked at above a file, as in project detection.
const MAX_DEPTH: usize = 12;

/// Files that name a board or say which language a project is written in.
const FILES: [&str; 8] =
    ["board.toml", "boardwise.toml", "platformio.ini", "sketch.yaml", ".vscode/arduino.json", ".micropico", "micropy.json", "pymakr.conf"];

/// Time and size of each of those files, where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stamp(Vec<Option<(SystemTime, u64)>>);

impl Stamp {
    /// Looks at the files of a folder and of those above it.
    pub(crate) fn of(folder: &Path) -> Self {
        let folders = folder.ancestors().take(MAX_DEPTH).filter(|folder| !folder.as_os_str().is_empty());
        let files = folders.flat_map(|folder| FILES.map(|name| folder.join(name)));
        Self(files.map(|file| file.metadata().ok().and_then(|data| Some((data.modified().ok()?, data.len())))).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_come_change_and_go_are_seen() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("src");
        std::fs::create_dir(&inner).unwrap();
        let before = Stamp::of(&inner);
        assert_eq!(before, Stamp::of(&inner));
        let file = folder.path().join("platformio.ini");
        std::fs::write(&file, "[env]").unwrap();
        let there = Stamp::of(&inner);
        assert_ne!(there, before);
        std::fs::write(&file, "[env:uno]").unwrap();
        assert_ne!(Stamp::of(&inner), there);
        std::fs::remove_file(&file).unwrap();
        assert_eq!(Stamp::of(&inner), before);
    }
}
