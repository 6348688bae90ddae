//! What an import will write, complete in memory before anything is written.

use std::collections::BTreeMap;
use std::fmt;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use boards::{Overlay, Tables};

/// Why an import came to nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportError {
    /// The file or folder to blame.
    pub path: PathBuf,
    /// Line from 1, where one is to blame.
    pub line: Option<usize>,
    /// What is wrong and what was expected.
    pub message: String,
}

impl fmt::Display for ImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path.display(), self.message),
            None => write!(f, "{}: {}", self.path.display(), self.message),
        }
    }
}

impl std::error::Error for ImportError {}

pub(crate) type Result<T> = std::result::Result<T, ImportError>;

pub(crate) fn error(path: &Path, message: impl Into<String>) -> ImportError {
    ImportError { path: path.to_owned(), line: None, message: message.into() }
}

pub(crate) fn error_at(path: &Path, line: usize, message: impl Into<String>) -> ImportError {
    ImportError { path: path.to_owned(), line: Some(line), message: message.into() }
}

/// Longest file that is read; the longest real one, STM32's boards.txt, has 1.5 MB.
const MAX_BYTES: u64 = 16 << 20;

/// Reads a text; a byte that is no UTF-8 becomes a replacement character.
pub(crate) fn read(path: &Path) -> Result<String> {
    let length = fs::metadata(path).map_err(|e| error(path, format!("cannot be read: {e}")))?.len();
    if length > MAX_BYTES {
        return Err(error(path, format!("is {} MB long; such a file describes no boards", length >> 20)));
    }
    let bytes = fs::read(path).map_err(|e| error(path, format!("cannot be read: {e}")))?;
    Ok(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned())
}

/// Entries of a folder, sorted.
pub(crate) fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().filter_map(|entry| entry.ok().map(|entry| entry.path())).collect();
    found.sort();
    found
}

/// A name as part of a path.
pub(crate) fn slug(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_' && c != '.' && c != '@')
        .filter(|word| !word.trim_matches('.').is_empty())
        .map(|word| word.trim_matches('.').to_ascii_lowercase())
        .collect();
    if words.is_empty() { "unnamed".to_owned() } else { words.join("-") }
}

/// A board to be written.
#[derive(Debug, Clone, Default)]
pub(crate) struct BoardDraft {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) chip: String,
    pub(crate) ids: Vec<String>,
    pub(crate) listed: bool,
    pub(crate) runtimes: Vec<String>,
    pub(crate) source: String,
    pub(crate) pins: Vec<PinDraft>,
    /// Language, bus, signal, number.
    pub(crate) buses: Vec<(&'static str, String, String, u16)>,
    /// Number, what, source.
    pub(crate) wiring: Vec<(u16, String)>,
}

/// A pin of a board to be written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct PinDraft {
    pub(crate) pin: String,
    pub(crate) number: Option<u16>,
    pub(crate) arduino: Vec<String>,
    pub(crate) micropython: Vec<String>,
}

/// Everything that one import will write, by path below its folder.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draft {
    files: BTreeMap<PathBuf, String>,
    pub(crate) summary: Imported,
}

/// What an import has brought.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// Name of the import, and of its folder.
    pub name: String,
    /// Boards that the tables did not know.
    pub boards: Vec<String>,
    /// Boards that the tables know already; their facts are kept, since they are checked.
    pub known: Vec<String>,
    /// `name@version` of what runs on them, if it came along.
    pub runtime: Option<String>,
    /// Libraries and modules.
    pub libraries: Vec<String>,
    /// What was left out, and why, a line each.
    pub skipped: Vec<String>,
    /// Where it was written.
    pub folder: PathBuf,
}

impl Draft {
    pub(crate) fn new(name: &str) -> Self {
        Self { files: BTreeMap::new(), summary: Imported { name: slug(name), ..Imported::default() } }
    }

    pub(crate) fn file(&mut self, path: impl AsRef<Path>, text: String) {
        self.files.insert(path.as_ref().to_owned(), text);
    }

    pub(crate) fn library(&mut self, kind: &str, name: &str, text: String) {
        self.file(format!("{kind}/{}.api", slug(name)), text);
        self.summary.libraries.push(name.to_owned());
    }

    pub(crate) fn board(&mut self, board: &BoardDraft) {
        let list = |names: &[String]| names.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
        let mut text = format!("id = {}\nname = {}\nchip = {}\n", quoted(&board.id), quoted(&board.name), quoted(&board.chip));
        let _ = write!(text, "ids = [{}]\nnumbering = \"{}\"\n", list(&board.ids), if board.listed { "list" } else { "gpio" });
        if !board.runtimes.is_empty() {
            let _ = writeln!(text, "runtimes = [{}]", list(&board.runtimes));
        }
        let _ = writeln!(text, "source = {}", quoted(&board.source));
        let mut buses: BTreeMap<(&str, &str), Vec<String>> = BTreeMap::new();
        for (lang, bus, signal, number) in &board.buses {
            buses.entry((lang, bus)).or_default().push(format!("{signal} = {number}"));
        }
        for ((lang, bus), signals) in buses {
            let _ = write!(text, "\n[[bus]]\nlang = \"{lang}\"\nbus = \"{bus}\"\nsignals = {{ {} }}\n", signals.join(", "));
        }
        for (number, what) in &board.wiring {
            let _ = write!(text, "\n[[wiring]]\npin = {number}\nwhat = {}\n", quoted(what));
        }
        let folder = PathBuf::from("boards").join(slug(&board.id));
        self.file(folder.join("board.toml"), text);
        let mut pins = String::from("pin,number,exposed,can,label,arduino,micropython\n");
        for pin in &board.pins {
            let number = pin.number.map(|number| number.to_string()).unwrap_or_default();
            let _ = writeln!(pins, "{},{number},yes,,,{},{}", pin.pin, pin.arduino.join(" "), pin.micropython.join(" "));
        }
        self.file(folder.join("pins.csv"), pins);
        self.summary.boards.push(board.id.clone());
    }

    /// Writes everything, or nothing: into a folder beside the final one, read back as it will be read
    /// later, and then put in the place of an earlier import of the same name.
    pub(crate) fn write(self, base: &Tables, data: &Path) -> Result<Imported> {
        if self.files.is_empty() {
            return Ok(self.summary);
        }
        let imports = data.join("imports");
        let target = imports.join(&self.summary.name);
        let temporary = imports.join(format!(".{}.{}", self.summary.name, std::process::id()));
        // What has to be made, outermost last, so that a failure can take it away again.
        let made: Vec<PathBuf> =
            imports.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists()).map(Path::to_owned).collect();
        let written = self.write_into(base, &temporary).and_then(|()| replace(&temporary, &target));
        if written.is_err() {
            let _ = fs::remove_dir_all(&temporary);
            for folder in &made {
                let _ = fs::remove_dir(folder);
            }
        }
        written.map(|()| Imported { folder: target, ..self.summary })
    }

    fn write_into(&self, base: &Tables, folder: &Path) -> Result<()> {
        for (path, text) in &self.files {
            let path = folder.join(path);
            let parent = path.parent().unwrap_or(folder);
            fs::create_dir_all(parent).map_err(|e| error(parent, format!("cannot be made: {e}")))?;
            fs::write(&path, text).map_err(|e| error(&path, format!("cannot be written: {e}")))?;
        }
        let (_, problems) = Overlay::read_whole_folder(folder, base);
        match problems.into_iter().next() {
            None => Ok(()),
            // Names the file inside of the import, which exists no longer when the message is read.
            Some(problem) => {
                let path = problem.path.strip_prefix(folder).unwrap_or(&problem.path).to_owned();
                Err(ImportError { path, line: problem.line, message: format!("what was read makes no sense: {}", problem.message) })
            }
        }
    }
}

/// Puts a folder in the place of another. The old one is whole until the new one stands.
fn replace(from: &Path, to: &Path) -> Result<()> {
    let old = from.with_extension("old");
    let had_one = to.exists();
    if had_one {
        fs::rename(to, &old).map_err(|e| error(to, format!("cannot be replaced: {e}")))?;
    }
    if let Err(e) = fs::rename(from, to) {
        if had_one {
            let _ = fs::rename(&old, to);
        }
        return Err(error(to, format!("cannot be written: {e}")));
    }
    let _ = fs::remove_dir_all(&old);
    Ok(())
}

fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                quoted.push('\\');
                quoted.push(c);
            }
            c if c.is_control() => quoted.push(' '),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
