//! Files and places as the user names them.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use ide::{Analysis, Host, Language, Settings, language_of};

/// Larger files are answered with one line instead of being parsed: no sketch is this long, and
/// an editor would wait for seconds.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Reads a source file. Old sketches are often Latin-1: then each byte is one character, and the
/// user is told once.
pub fn read_source(path: &Path) -> anyhow::Result<String> {
    let length = std::fs::metadata(path).with_context(|| format!("{} cannot be read", path.display()))?.len();
    if length > MAX_BYTES {
        bail!("{} is {} MB long; files over {} MB are not read", path.display(), length / 1_048_576, MAX_BYTES / 1_048_576);
    }
    let bytes = std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned),
        Err(error) => {
            eprintln!("boardwise: {} is not UTF-8; read as Latin-1", path.display());
            error.into_bytes().iter().map(|byte| char::from(*byte)).collect()
        }
    })
}

/// A place in a file: `FILE:LINE:COL`, both from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: PathBuf,
    /// Line from 1.
    pub line: usize,
    /// Column from 1.
    pub column: usize,
}

impl std::str::FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("“{text}” is not FILE:LINE:COL, such as blink.ino:12:8");
        // From the right: file names may hold colons.
        let mut parts = text.rsplitn(3, ':');
        let column = parts.next().and_then(|part| part.parse().ok()).ok_or_else(wrong)?;
        let line = parts.next().and_then(|part| part.parse().ok()).ok_or_else(wrong)?;
        let path = parts.next().filter(|path| !path.is_empty()).ok_or_else(wrong)?;
        Ok(Self { path: PathBuf::from(path), line, column })
    }
}

/// Opens one file for a one-shot command.
pub fn analyze_file(path: &Path, settings: Settings) -> anyhow::Result<Analysis> {
    let text = read_source(path)?;
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
    let Some(language) = language_of(&absolute, &text) else {
        bail!(
            "{} is neither an Arduino sketch nor MicroPython: Boardwise reads .ino and .pde, C++ that includes Arduino.h or lies in an Arduino project, and Python that imports machine",
            path.display()
        );
    };
    analyze_text(&absolute, &text, language, settings)
}

/// Opens a text for a one-shot command.
pub fn analyze_text(path: &Path, text: &str, language: Language, settings: Settings) -> anyhow::Result<Analysis> {
    let mut host = Host::new(settings);
    host.open(path, text, 0, Some(language));
    host.read_projects();
    host.analysis(path).context("the document could not be opened")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_from_the_right() {
        let place: Place = "C:\\x\\a.ino:12:8".parse().unwrap();
        assert_eq!((place.path.to_str().unwrap(), place.line, place.column), ("C:\\x\\a.ino", 12, 8));
        assert!("a.ino".parse::<Place>().is_err());
        assert!("a.ino:x:1".parse::<Place>().is_err());
        assert!(":1:1".parse::<Place>().is_err());
    }
}
