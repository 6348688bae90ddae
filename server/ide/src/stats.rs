//! What became of suggestions, counted by day and language in a file of the user's own.
//!
//! Only numbers are written, never text, and nothing reads the file but `boardwise stats`.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read as _, Seek as _, Write as _};
use std::path::{Path, PathBuf};

use document::Language;
use etcetera::BaseStrategy as _;
use serde::{Deserialize, Serialize};

/// How a suggestion went on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It was sent to the editor.
    Shown,
    /// It was inserted as a whole.
    Accepted,
    /// A word or a line of it was inserted.
    AcceptedInPart,
    /// It was typed by hand to its end.
    Typed,
    /// Something else was typed, or the next one took its place.
    Dismissed,
}

/// Numbers of one day and language. Differences may be negative, sums never are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Counts {
    /// Suggestions sent to the editor.
    pub shown: i64,
    /// Inserted as a whole.
    pub accepted: i64,
    /// Inserted in part, and not to the end.
    pub accepted_in_part: i64,
    /// Typed by hand to the end.
    pub typed: i64,
    /// Neither.
    pub dismissed: i64,
    /// Characters that were inserted rather than typed.
    pub characters: i64,
}

impl Counts {
    /// The number of an outcome.
    pub fn of(&mut self, outcome: Outcome) -> &mut i64 {
        match outcome {
            Outcome::Shown => &mut self.shown,
            Outcome::Accepted => &mut self.accepted,
            Outcome::AcceptedInPart => &mut self.accepted_in_part,
            Outcome::Typed => &mut self.typed,
            Outcome::Dismissed => &mut self.dismissed,
        }
    }

    /// Adds the numbers of another day or session.
    pub fn add(&mut self, other: Self) {
        self.shown += other.shown;
        self.accepted += other.accepted;
        self.accepted_in_part += other.accepted_in_part;
        self.typed += other.typed;
        self.dismissed += other.dismissed;
        self.characters += other.characters;
    }
}

/// The whole file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    version: u32,
    /// By day (`2026-02-28`, universal time), then by language.
    pub days: BTreeMap<String, BTreeMap<String, Counts>>,
}

impl Default for Stats {
    fn default() -> Self {
        Self { version: 1, days: BTreeMap::new() }
    }
}

impl Stats {
    /// Reads the file; one that is not there has counted nothing.
    ///
    /// # Errors
    /// When it cannot be read, or holds something else.
    pub fn read(path: &Path) -> io::Result<Self> {
        match File::open(path) {
            Ok(mut file) => {
                file.lock_shared()?;
                Self::of(&mut file)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(error),
        }
    }

    fn of(file: &mut File) -> io::Result<Self> {
        let mut text = String::new();
        file.read_to_string(&mut text)?;
        Ok(if text.trim().is_empty() { Self::default() } else { serde_json::from_str(&text)? })
    }

    /// The sum by language over the days from `first` on; all days for the empty string.
    pub fn since(&self, first: &str) -> BTreeMap<String, Counts> {
        let mut sums: BTreeMap<String, Counts> = BTreeMap::new();
        for (language, counts) in self.days.range(first.to_owned()..).flat_map(|(_, languages)| languages) {
            sums.entry(language.clone()).or_default().add(*counts);
        }
        sums
    }
}

/// Adds numbers to a day of the file, which is made if need be. Several servers may do so at once.
///
/// # Errors
/// When the file cannot be read or written, or holds something else; it is then left as it is.
pub fn add(path: &Path, day: &str, counts: &[(Language, Counts)]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
    file.lock()?;
    let mut stats = Stats::of(&mut file)?;
    let languages = stats.days.entry(day.to_owned()).or_default();
    for (language, counts) in counts {
        languages.entry(language.name().to_owned()).or_default().add(*counts);
    }
    let text = serde_json::to_string(&stats)? + "\n";
    file.set_len(0)?;
    file.rewind()?;
    file.write_all(text.as_bytes())
}

/// Where the numbers of this user are: `$XDG_STATE_HOME/boardwise/stats.json`, by default below
/// `~/.local/state`; on Windows in the local application data. `None` without a home.
pub fn default_path() -> Option<PathBuf> {
    let folders = etcetera::choose_base_strategy().ok()?;
    Some(folders.state_dir().unwrap_or_else(|| folders.cache_dir()).join("boardwise").join("stats.json"))
}

/// The day so many days ago, in universal time: `2026-02-28`.
pub fn day(days_ago: i64) -> String {
    let today = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date();
    today.saturating_sub(jiff::Span::new().days(days_ago)).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(shown: i64, accepted: i64) -> Counts {
        Counts { shown, accepted, ..Counts::default() }
    }

    #[test]
    fn days_and_languages_are_added_up() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deep/stats.json");
        assert_eq!(Stats::read(&path).unwrap(), Stats::default());
        add(&path, "2026-01-01", &[(Language::Arduino, counts(3, 1))]).unwrap();
        add(&path, "2026-01-02", &[(Language::Arduino, counts(4, 2)), (Language::MicroPython, counts(1, 0))]).unwrap();
        add(&path, "2026-01-02", &[(Language::Arduino, counts(1, 0))]).unwrap();
        let stats = Stats::read(&path).unwrap();
        assert_eq!(stats.since("")["arduino"], counts(8, 3));
        assert_eq!(stats.since("2026-01-02")["arduino"], counts(5, 2));
        assert_eq!(stats.since("2026-01-02")["micropython"], counts(1, 0));
        assert!(stats.since("2026-01-03").is_empty());
    }

    #[test]
    fn several_writers_lose_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stats.json");
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for _ in 0..25 {
                        add(&path, "2026-01-01", &[(Language::Arduino, counts(1, 0))]).unwrap();
                    }
                });
            }
        });
        assert_eq!(Stats::read(&path).unwrap().since("")["arduino"], counts(100, 0));
    }

    #[test]
    fn another_file_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stats.json");
        fs::write(&path, "dear diary").unwrap();
        assert!(Stats::read(&path).is_err());
        assert!(add(&path, "2026-01-01", &[]).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "dear diary");
    }

    #[test]
    fn days_are_written_so_that_they_sort() {
        let (today, week) = (day(0), day(7));
        assert!(week < today && today.len() == 10, "{week} {today}");
    }
}
