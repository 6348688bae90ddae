//! Files to measure on.

use std::io::BufRead as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use ide::{Analysis, Host, Language, Random, Settings, language_of};
use serde::Deserialize;

/// A file as somebody wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Path in its repository, or on disk.
    pub path: PathBuf,
    /// Language.
    pub language: Language,
    /// Text.
    pub text: String,
    /// Board, if the project or the file tells it.
    pub board: Option<String>,
}

/// One line of a file of records, as `boardwise_corpus eval` writes them; other fields are ignored.
#[derive(Debug, Deserialize)]
struct Record {
    #[serde(default)]
    repository: String,
    path: String,
    lang: String,
    text: String,
    #[serde(default)]
    board: Option<String>,
    #[serde(default)]
    pio_board: Option<String>,
}

/// Larger files are data, not what people complete.
const MAX_BYTES: usize = 200_000;

/// The samples of a `.jsonl` file of records, or of a source file, or of all source files below a folder.
///
/// # Errors
/// When the path cannot be read, or a record is malformed (says which line).
pub fn read(path: &Path) -> anyhow::Result<Vec<Sample>> {
    let metadata = std::fs::metadata(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut samples = if path.extension().is_some_and(|extension| extension == "jsonl") {
        read_records(path)?
    } else if metadata.is_dir() {
        let mut files = Vec::new();
        list(path, &mut files)?;
        files.sort();
        files.iter().filter_map(|file| read_file(file)).collect()
    } else {
        match read_file(path) {
            Some(sample) => vec![sample],
            None => bail!("{} is neither an Arduino sketch nor MicroPython, or not UTF-8", path.display()),
        }
    };
    samples.retain(|sample| sample.text.len() <= MAX_BYTES && !sample.text.trim().is_empty());
    Ok(samples)
}

fn read_records(path: &Path) -> anyhow::Result<Vec<Sample>> {
    let file = std::fs::File::open(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let mut samples = Vec::new();
    for (index, line) in std::io::BufReader::new(file).lines().enumerate() {
        let at = || format!("{}:{}", path.display(), index + 1);
        let record: Record = serde_json::from_str(&line.with_context(at)?).with_context(at)?;
        let language = Language::from_name(&record.lang).with_context(|| format!("{}: unknown lang “{}”", at(), record.lang))?;
        samples.push(Sample {
            path: Path::new(&record.repository).join(&record.path),
            language,
            text: record.text,
            board: record.board.or(record.pio_board),
        });
    }
    Ok(samples)
}

fn list(folder: &Path, files: &mut Vec<PathBuf>) -> anyhow::Result<()> {
    for entry in std::fs::read_dir(folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        let is_hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if is_hidden || path.is_symlink() {
            continue;
        }
        if path.is_dir() {
            list(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

fn read_file(path: &Path) -> Option<Sample> {
    let extension = path.extension()?.to_str()?;
    Language::from_extension(extension)?;
    let text = std::fs::read_to_string(path).ok()?;
    let path = std::path::absolute(path).ok()?;
    Some(Sample { language: language_of(&path, &text)?, path, text, board: None })
}

impl Sample {
    /// The file with another text in it, for the board that it belongs to.
    pub fn analysis(&self, text: &str, settings: &Settings) -> Analysis {
        let settings = Settings { board: settings.board.clone().or_else(|| self.board.clone()), ..settings.clone() };
        let mut host = Host::new(settings);
        host.open(&self.path, text, 0, Some(self.language));
        host.analysis(&self.path).expect("a document that was opened with its language is there")
    }

    /// Numbers that look random and depend on the file alone: its path, its text and `salt`.
    pub(crate) fn random(&self, salt: &str) -> Random {
        Random::of(&[&self.path.to_string_lossy(), &self.text, salt])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_records_and_files() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.ino"), "void setup() {}\nvoid loop() {}\n").unwrap();
        std::fs::write(folder.path().join("notes.txt"), "x").unwrap();
        std::fs::write(folder.path().join("host.py"), "import numpy\n").unwrap();
        std::fs::create_dir(folder.path().join(".hidden")).unwrap();
        std::fs::write(folder.path().join(".hidden/b.ino"), "void setup() {}").unwrap();
        let samples = read(folder.path()).unwrap();
        assert_eq!(samples.len(), 1);
        assert!(samples[0].path.ends_with("a.ino"));

        let records = folder.path().join("r.jsonl");
        std::fs::write(
            &records,
            "{\"repository\":\"a/b\",\"path\":\"c.py\",\"lang\":\"micropython\",\"text\":\"import machine\\n\",\"pio_board\":\"pico\"}\n",
        )
        .unwrap();
        let samples = read(&records).unwrap();
        assert_eq!((samples[0].path.to_str(), samples[0].board.as_deref()), (Some("a/b/c.py"), Some("pico")));
        std::fs::write(&records, "{\"path\":1}\n").unwrap();
        assert!(format!("{:#}", read(&records).unwrap_err()).contains("r.jsonl:1"));
        assert!(read(&folder.path().join("absent")).is_err());
    }

    #[test]
    fn chance_depends_on_the_file_alone() {
        let sample = Sample { path: "a.ino".into(), language: Language::Arduino, text: "x".into(), board: None };
        let draw = |sample: &Sample| {
            (0..9)
                .map({
                    let mut random = sample.random("s");
                    move |_| random.below(100)
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(draw(&sample), draw(&sample));
        assert_ne!(draw(&sample), draw(&Sample { text: "y".into(), ..sample.clone() }));
        assert_eq!(sample.random("s").some(vec![1, 2, 3], 9), [1, 2, 3]);
        assert_eq!(sample.random("s").some((0..50).collect(), 5).len(), 5);
    }
}
