//! Reads the human-readable tables in `data/` and says what is wrong with them, file and line first.
//!
//! ```text
//! data/chips/<chip>/{chip.toml,pins.csv}          silicon
//! data/boards/<board>/{board.toml,pins.csv}       a board described by hand: the finest layer
//! data/families/<family>/boards.csv               boards by the hundred, one a line
//! data/families/<family>/{arduino,micropython}/<variant>.toml   pin names that boards share
//! data/runtimes/<name>@<version>/{runtime.toml,*.api}
//! data/sdk/*.api                                  SDK declarations that runtimes share
//! data/libraries/*.api                            Arduino libraries
//! data/modules/*.api                              MicroPython drivers that people copy to the device
//! ```

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use crate::record::{
    Abilities, Analog, BoardPin, BoardRecord, CautionRule, ChipBus, ChipNames, ChipPin, ChipRecord, Overlay, RuntimeRecord,
};
use crate::{Board, BusDefault, Caution, CautionKind, Changed, Chip, Family, FixedWiring, Layout, Removed, Tables, names};

/// Everything in `data/`, checked and sorted by id.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// Chips.
    pub chips: Vec<ChipRecord>,
    /// Boards.
    pub boards: Vec<BoardRecord>,
    /// Runtimes.
    pub runtimes: Vec<RuntimeRecord>,
    /// API files, by path under `data/`.
    pub api: Vec<(String, String)>,
}

/// What is wrong with a file of the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceError {
    /// The file.
    pub path: PathBuf,
    /// Line from 1, where one is to blame.
    pub line: Option<usize>,
    /// What is wrong and what was expected.
    pub message: String,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path.display(), self.message),
            None => write!(f, "{}: {}", self.path.display(), self.message),
        }
    }
}

impl std::error::Error for SourceError {}

pub(crate) type Result<T> = std::result::Result<T, SourceError>;

fn error(path: &Path, message: impl Into<String>) -> SourceError {
    SourceError { path: path.to_owned(), line: None, message: message.into() }
}

pub(crate) fn error_at(path: &Path, line: usize, message: impl Into<String>) -> SourceError {
    SourceError { path: path.to_owned(), line: Some(line), message: message.into() }
}

/// An error at the first line of the file that says `word`.
pub(crate) fn error_where(path: &Path, word: &str, message: impl Into<String>) -> SourceError {
    let text = fs::read_to_string(path).unwrap_or_default();
    let line = text.lines().position(|line| line.contains(word)).map(|index| index + 1);
    SourceError { path: path.to_owned(), line, message: message.into() }
}

/// What a file may refer to beside what it says itself: its neighbours, and the tables below.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    chips: &'a [ChipRecord],
    runtimes: &'a [RuntimeRecord],
    /// Tables that the files lie over; `None` for the project's own, where every fact names its source.
    base: Option<&'a Tables>,
}

impl<'a> Known<'a> {
    /// What a file outside of the project's own tables may refer to.
    pub(crate) fn over(base: &'a Tables, chips: &'a [ChipRecord], runtimes: &'a [RuntimeRecord]) -> Self {
        Self { chips, runtimes, base: Some(base) }
    }

    fn chip(&self, id: &str) -> Option<Cow<'a, ChipRecord>> {
        let own = self.chips.iter().find(|chip| chip.chip.id == id).map(Cow::Borrowed);
        own.or_else(|| self.base?.find_chip(id).map(Cow::Owned))
    }

    fn runtime(&self, coordinate: &str) -> Option<Cow<'a, RuntimeRecord>> {
        let is_it = |runtime: &&RuntimeRecord| coordinate.split_once('@') == Some((&runtime.name, &runtime.version));
        let own = self.runtimes.iter().find(is_it).map(Cow::Borrowed);
        own.or_else(|| self.base?.find_runtime(coordinate).map(Cow::Owned))
    }

    /// The sentence about a chip that nobody knows.
    fn unknown_chip(&self, id: &str) -> String {
        let Some(base) = self.base else { return format!("there is no chip `{id}` in data/chips") };
        let mut ids = base.chip_ids();
        ids.extend(self.chips.iter().map(|chip| chip.chip.id.clone()));
        unknown("chip", id, ids.iter().map(String::as_str))
    }

    /// The sentence about a runtime that nobody knows.
    fn unknown_runtime(&self, coordinate: &str) -> String {
        let Some(base) = self.base else { return format!("there is no `{coordinate}` in data/runtimes") };
        let own = self.runtimes.iter().map(|runtime| format!("{}@{}", runtime.name, runtime.version));
        let all: Vec<String> = base.runtimes().map(str::to_owned).chain(own).collect();
        unknown("runtime", coordinate, all.iter().map(String::as_str))
    }

    /// Where a fact comes from: as written, or the file that says it.
    fn source(&self, path: &Path, written: Option<String>) -> Result<String> {
        match written {
            Some(source) => Ok(source),
            None if self.base.is_some() => Ok(path.display().to_string()),
            None => Err(error(path, "a fact names no `source`")),
        }
    }
}

fn unknown<'a>(what: &str, name: &str, known: impl Iterator<Item = &'a str>) -> String {
    match names::nearest(name, known, 3).as_slice() {
        [] => format!("no {what} is called `{name}`"),
        near => format!("no {what} is called `{name}`; did you mean `{}`?", near.join("` or `")),
    }
}

impl Source {
    /// Reads and checks a `data/` directory.
    pub fn read(data: &Path) -> Result<Self> {
        let mut chips = Vec::new();
        for (id, dir) in subdirectories(&data.join("chips"))? {
            chips.push(read_chip(&id, &dir)?);
        }
        let mut runtimes = Vec::new();
        for (id, dir) in subdirectories(&data.join("runtimes"))? {
            runtimes.push(read_runtime(&id, &dir, data, Known { chips: &chips, runtimes: &[], base: None })?);
        }
        let known = Known { chips: &chips, runtimes: &runtimes, base: None };
        let mut boards = Vec::new();
        for (id, dir) in subdirectories(&data.join("boards"))? {
            boards.push(read_board(&id, &dir.join("board.toml"), known)?);
        }
        crate::family::read_families(&data.join("families"), &chips, &runtimes, &mut boards)?;
        boards.sort_by(|left, right| left.board.id.cmp(&right.board.id));
        check_names(&data.join("boards"), &boards)?;
        let mut api = BTreeMap::new();
        for runtime in &runtimes {
            for key in &runtime.api {
                api.insert(key.clone(), read_text(&data.join(key))?);
            }
        }
        for chip in &chips {
            for key in &chip.api {
                let path = data.join("chips").join(&chip.chip.id).join("chip.toml");
                let text =
                    fs::read_to_string(data.join(key)).map_err(|e| error_where(&path, key, format!("`{key}` cannot be read: {e}")))?;
                api.insert(key.clone(), text);
            }
        }
        for kind in ["libraries", "modules"] {
            for path in files(&data.join(kind), "api")? {
                let key = format!("{kind}/{}", path.file_name().unwrap_or_default().to_string_lossy());
                api.insert(key, read_text(&path)?);
            }
        }
        for (key, text) in &api {
            crate::declarations::Declarations::parse(text).map_err(|(line, message)| error_at(&data.join(key), line, message))?;
        }
        Ok(Self { chips, boards, runtimes, api: api.into_iter().collect() })
    }
}

pub(crate) fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|e| error(path, format!("cannot be read: {e}")))
}

pub(crate) fn subdirectories(dir: &Path) -> Result<Vec<(String, PathBuf)>> {
    let entries = fs::read_dir(dir).map_err(|e| error(dir, format!("cannot be read: {e}")))?;
    let mut found: Vec<_> = entries
        .filter_map(std::result::Result::ok)
        .filter(|entry| entry.path().is_dir())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .collect();
    found.sort();
    Ok(found)
}

pub(crate) fn files(dir: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    if !dir.is_dir() {
        return Ok(Vec::new());
    }
    let entries = fs::read_dir(dir).map_err(|e| error(dir, format!("cannot be read: {e}")))?;
    let mut found: Vec<_> = entries
        .filter_map(std::result::Result::ok)
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    found.sort();
    Ok(found)
}

pub(crate) fn read_toml<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T> {
    parse_toml(path, &read_text(path)?)
}

fn parse_toml<T: for<'de> Deserialize<'de>>(path: &Path, text: &str) -> Result<T> {
    toml::from_str(text).map_err(|e| {
        let line = e.span().map(|span| line_of(text, span.start));
        // serde's words for a key that is not in the schema.
        let message = e.message().replace("unknown field", "unknown key").replace("missing field", "missing key");
        SourceError { path: path.to_owned(), line, message: message.lines().collect::<Vec<_>>().join(" ") }
    })
}

fn line_of(text: &str, offset: usize) -> usize {
    text.get(..offset).unwrap_or(text).matches('\n').count() + 1
}

/// Rows of a comma-separated file with their line numbers; the header must be exactly `columns`. A
/// cell with a comma in it is written in double quotes.
pub(crate) fn read_csv<const N: usize>(path: &Path, columns: [&str; N]) -> Result<Vec<(usize, [String; N])>> {
    let text = read_text(path)?;
    let mut lines = text.lines().enumerate();
    let header = lines.next().map_or("", |(_, line)| line);
    if header != columns.join(",") {
        return Err(error_at(path, 1, format!("the header must be `{}`", columns.join(","))));
    }
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(index, line)| {
            let cells: std::result::Result<[String; N], _> = cells(line).try_into();
            let cells =
                cells.map_err(|cells: Vec<String>| error_at(path, index + 1, format!("{} cells where {N} are needed", cells.len())))?;
            Ok((index + 1, cells))
        })
        .collect()
}

fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cells.last_mut().expect("there is always a cell").push(other),
        }
    }
    cells.into_iter().map(|cell| cell.trim().to_owned()).collect()
}

pub(crate) fn words(cell: &str) -> Vec<String> {
    cell.split_whitespace().map(str::to_owned).collect()
}

fn optional(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| cell.to_owned())
}

fn optional_number(path: &Path, line: usize, cell: &str) -> Result<Option<u16>> {
    let wrong = |cell: &str| error_at(path, line, format!("`{cell}` is not a pin number (0 to 65535)"));
    optional(cell).map(|cell| cell.parse().map_err(|_| wrong(&cell))).transpose()
}

/// `GPIO6-11` names six pins; anything else names itself. Every pin must exist.
pub(crate) fn select(path: &Path, selectors: &[String], known: &[&str]) -> Result<Vec<String>> {
    let mut pins = Vec::new();
    for selector in selectors {
        let expanded = expand(selector);
        for pin in expanded {
            if !known.contains(&pin.as_str()) {
                return Err(error_where(path, selector, format!("`{selector}` names {pin}, which the chip does not have")));
            }
            pins.push(pin);
        }
    }
    Ok(pins)
}

fn expand(selector: &str) -> Vec<String> {
    let Some((first, last)) = selector.split_once('-') else { return vec![selector.to_owned()] };
    let digits = first.len() - first.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (prefix, start) = first.split_at(first.len() - digits);
    match (start.parse::<u16>(), last.parse::<u16>()) {
        (Ok(start), Ok(last)) => (start..=last).map(|number| format!("{prefix}{number}")).collect(),
        _ => vec![selector.to_owned()],
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CautionFile {
    kind: CautionKind,
    pins: Vec<String>,
    text: String,
    source: Option<String>,
}

fn cautions(path: &Path, rules: Vec<CautionFile>, pins: &[&str], known: Known) -> Result<Vec<CautionRule>> {
    rules
        .into_iter()
        .map(|rule| {
            let pins = select(path, &rule.pins, pins)?;
            let source = known.source(path, rule.source)?;
            Ok(CautionRule { pins, caution: Caution { kind: rule.kind, text: rule.text, source } })
        })
        .collect()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChipFile {
    name: String,
    family: Family,
    ram: Option<u32>,
    int_bits: u8,
    #[serde(default)]
    adc2_wifi_conflict: bool,
    #[serde(default)]
    matrix: Vec<String>,
    #[serde(default)]
    radios: Vec<String>,
    #[serde(default)]
    lacks: Vec<String>,
    /// API files that only this chip has, by path under `data/`.
    #[serde(default)]
    api: Vec<String>,
    source: String,
    /// Sources of single facts, for the reader of the file.
    #[serde(default, rename = "sources")]
    _sources: BTreeMap<String, String>,
    #[serde(default)]
    caution: Vec<CautionFile>,
}

pub(crate) fn read_chip(id: &str, dir: &Path) -> Result<ChipRecord> {
    let path = dir.join("chip.toml");
    let file: ChipFile = read_toml(&path)?;
    let pins_path = dir.join("pins.csv");
    let mut pins = Vec::new();
    for (line, [pin, number, can, adc, dac, touch, functions]) in
        read_csv(&pins_path, ["pin", "number", "can", "adc", "dac", "touch", "functions"])?
    {
        let can = Abilities::parse(can.split_whitespace())
            .map_err(|word| error_at(&pins_path, line, format!("{pin}: `{word}` is not an ability of a pin")))?;
        if pins.iter().any(|known: &ChipPin| known.pin == pin) {
            return Err(error_at(&pins_path, line, format!("{pin} is listed twice")));
        }
        pins.push(ChipPin {
            number: optional_number(&pins_path, line, &number)?,
            can,
            adc: optional(&adc),
            dac: optional(&dac),
            touch: optional(&touch),
            functions: words(&functions),
            pin,
        });
    }
    let known: Vec<&str> = pins.iter().map(|pin| pin.pin.as_str()).collect();
    Ok(ChipRecord {
        cautions: cautions(&path, file.caution, &known, Known { chips: &[], runtimes: &[], base: None })?,
        chip: Chip {
            id: id.to_owned(),
            name: file.name,
            family: file.family,
            ram: file.ram,
            adc2_wifi_conflict: file.adc2_wifi_conflict,
            int_bits: file.int_bits,
            radios: file.radios,
        },
        matrix: file.matrix,
        lacks: file.lacks,
        api: file.api,
        source: file.source,
        pins,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BusFile {
    lang: Option<String>,
    chip: Option<String>,
    bus: String,
    signals: BTreeMap<String, u16>,
    source: Option<String>,
}

impl BusFile {
    fn defaults(&self, lang: &str) -> Vec<BusDefault> {
        self.signals
            .iter()
            .map(|(signal, pin)| BusDefault { lang: lang.to_owned(), bus: self.bus.clone(), signal: signal.clone(), pin: *pin })
            .collect()
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OverlayFile {
    chip: String,
    pins: Vec<String>,
    #[serde(default)]
    can: Vec<String>,
    #[serde(default)]
    cannot: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
    refuse: Option<String>,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuntimeFile {
    kind: String,
    architecture: String,
    /// Runtime, as `name@version`, whose facts hold here too unless this file says otherwise.
    like: Option<Spanned<String>>,
    api: Vec<String>,
    analog: Option<Analog>,
    #[serde(default)]
    analog_internal: BTreeMap<String, String>,
    #[serde(default)]
    pins: Vec<OverlayFile>,
    #[serde(default)]
    bus: Vec<BusFile>,
    #[serde(default)]
    removed: Vec<Removed>,
    #[serde(default)]
    changed: Vec<Changed>,
    #[serde(default)]
    chip_names: ChipNames,
    source: String,
}

pub(crate) fn read_runtime(id: &str, dir: &Path, data: &Path, known: Known) -> Result<RuntimeRecord> {
    let path = dir.join("runtime.toml");
    let text = read_text(&path)?;
    let file: RuntimeFile = parse_toml(&path, &text)?;
    let like = file
        .like
        .map(|like| {
            let line = line_of(&text, like.span().start);
            known.runtime(like.get_ref()).map(Cow::into_owned).ok_or_else(|| error_at(&path, line, known.unknown_runtime(like.get_ref())))
        })
        .transpose()?;
    let analog = file.analog.or(like.as_ref().map(|like| like.analog)).ok_or_else(|| error(&path, "missing key `analog`"))?;
    let (name, version) =
        id.split_once('@').ok_or_else(|| error(dir, "the folder of a runtime is called `name@version`, as `arduino-avr@1.8.8`"))?;
    if !matches!(file.kind.as_str(), "arduino" | "micropython") {
        return Err(error(&path, format!("kind is `{}`; it must be `arduino` or `micropython`", file.kind)));
    }
    let mut overlays = Vec::new();
    for overlay in file.pins {
        if known.chip(&overlay.chip).is_none() {
            return Err(error_where(&path, &overlay.chip, known.unknown_chip(&overlay.chip)));
        }
        let abilities = |words: &[String]| {
            Abilities::parse(words.iter().map(String::as_str)).map_err(|word| error(&path, format!("`{word}` is not an ability of a pin")))
        };
        overlays.push(Overlay {
            can: abilities(&overlay.can)?,
            cannot: abilities(&overlay.cannot)?,
            pins: overlay.pins.iter().flat_map(|selector| expand(selector)).collect(),
            chip: overlay.chip,
            names: overlay.names,
            refuse: overlay.refuse,
            source: overlay.source,
        });
    }
    let mut buses = Vec::new();
    for bus in &file.bus {
        known.source(&path, bus.source.clone())?;
        let chip = bus.chip.as_deref().ok_or_else(|| error(&path, "a [[bus]] of a runtime needs `chip`"))?;
        buses.extend(bus.defaults(&file.kind).into_iter().map(|bus| ChipBus { chip: chip.to_owned(), bus }));
    }
    let mut analog_internal = Vec::new();
    for (channel, what) in file.analog_internal {
        let channel = channel.parse().map_err(|_| error(&path, format!("`{channel}` is not an ADC channel")))?;
        analog_internal.push((channel, what));
    }
    let mut api = Vec::new();
    for relative in &file.api {
        let full = dir.join(relative);
        let full = full.canonicalize().map_err(|e| error(&full, format!("cannot be read: {e}")))?;
        let root = data.canonicalize().map_err(|e| error(data, format!("cannot be read: {e}")))?;
        let key = full.strip_prefix(&root).map_err(|_| error(&path, format!("`{relative}` is outside data/")))?;
        api.push(key.to_string_lossy().replace('\\', "/"));
    }
    let mut record = RuntimeRecord {
        name: name.to_owned(),
        version: version.to_owned(),
        kind: file.kind,
        architecture: file.architecture,
        api,
        analog,
        analog_internal,
        overlays,
        buses,
        removed: file.removed,
        changed: file.changed,
        chip_names: file.chip_names,
        source: file.source,
    };
    if let Some(like) = like {
        // Its own word comes first, where lookups stop at the first.
        record.api.extend(like.api);
        record.analog_internal.extend(like.analog_internal);
        record.overlays.extend(like.overlays);
        record.buses.extend(like.buses);
        record.removed.extend(like.removed);
        record.changed.extend(like.changed);
    }
    Ok(record)
}

/// A board's file. The project's own tables keep the pins in a `pins.csv` beside it; a file that stands
/// alone lists them itself, or starts from a board that is `like` it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BoardFile {
    /// Identifier; the name of the folder when left out.
    id: Option<String>,
    name: String,
    /// A known board that this one is built like: its facts hold unless this file says otherwise.
    like: Option<Spanned<String>>,
    chip: Option<Spanned<String>>,
    #[serde(default)]
    ids: Vec<String>,
    /// `gpio`: sketches use the chip's GPIO numbers; `list`: they use positions in the list of pins.
    numbering: Option<Spanned<String>>,
    #[serde(default)]
    runtimes: Vec<Spanned<String>>,
    /// Radios beside those of the chip.
    #[serde(default)]
    radios: Vec<String>,
    source: Option<String>,
    /// Chip pins that reach a header, in a file that lists its own pins; all of them when left out.
    exposed: Option<Spanned<Vec<String>>>,
    #[serde(default)]
    lacks: Vec<String>,
    #[serde(default)]
    objects: BTreeMap<String, String>,
    #[serde(default)]
    pin: Vec<Spanned<PinFile>>,
    #[serde(default)]
    bus: Vec<Spanned<BusFile>>,
    #[serde(default)]
    wiring: Vec<Spanned<WiringFile>>,
    #[serde(default)]
    caution: Vec<Spanned<CautionFile>>,
}

/// A pin, in a board's file that lists its own: the columns of `pins.csv` as keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PinFile {
    pin: String,
    number: Option<u16>,
    exposed: Option<bool>,
    can: Option<Vec<String>>,
    #[serde(default)]
    label: String,
    /// Names in both languages.
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    arduino: Vec<String>,
    #[serde(default)]
    micropython: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WiringFile {
    pin: u16,
    what: String,
    source: Option<String>,
}

/// Reads a board's file, and the `pins.csv` beside it unless the file lists its pins itself.
/// `default_id` names the board if the file does not.
pub(crate) fn read_board(default_id: &str, path: &Path, known: Known) -> Result<BoardRecord> {
    let text = read_text(path)?;
    let file: BoardFile = parse_toml(path, &text)?;
    let at = |span: std::ops::Range<usize>, message: String| error_at(path, line_of(&text, span.start), message);
    let id = file.id.clone().unwrap_or_else(|| default_id.to_owned());
    if id.is_empty() || id.contains(|c: char| c.is_whitespace() || c == '/' || c == '\\') {
        return Err(error(path, format!("`{id}` is no identifier of a board: it holds no blanks and no slashes")));
    }
    let like = match (&file.like, known.base) {
        (None, _) => None,
        (Some(like), Some(base)) => {
            let record = base.board_record(like.get_ref()).map_err(|unknown| at(like.span(), unknown.to_string()))?;
            Some(record)
        }
        (Some(like), None) => return Err(at(like.span(), "a board of the tables stands on its own".to_owned())),
    };
    let (chip_id, chip_span) = match (&file.chip, &like) {
        (Some(chip), _) => (chip.get_ref().clone(), chip.span()),
        (None, Some(like)) => (like.board.chip.clone(), 0..0),
        (None, None) => return Err(error(path, "missing key `chip`: which chip sits on the board (`esp32s3`), or `like`: a known board")),
    };
    let chip = known.chip(&chip_id).ok_or_else(|| at(chip_span.clone(), known.unknown_chip(&chip_id)))?;
    if let Some(like) = like.as_ref().filter(|like| like.board.chip != chip_id) {
        return Err(at(chip_span, format!("a board like `{}` has the chip {}, not {chip_id}", like.board.id, like.board.chip)));
    }
    let listed = match &file.numbering {
        Some(numbering) => match numbering.get_ref().as_str() {
            "gpio" => false,
            "list" => true,
            other => return Err(at(numbering.span(), format!("numbering is `{other}`; it must be `gpio` or `list`"))),
        },
        None if known.base.is_none() => return Err(error(path, "missing key `numbering`")),
        None => like.as_ref().is_some_and(|like| like.listed),
    };

    let mut pins = like.as_ref().map(|like| like.pins.clone()).unwrap_or_default();
    let pins_path = path.with_file_name("pins.csv");
    let lists_its_own = !file.pin.is_empty() || file.exposed.is_some();
    if known.base.is_none() || (like.is_none() && !lists_its_own && pins_path.is_file()) {
        pins = read_pins(&pins_path, &chip, listed)?;
    } else {
        own_pins(&mut pins, &file, &chip, listed, like.is_some(), &at)?;
    }

    let runtimes: Vec<String> = if file.runtimes.is_empty() {
        match (&like, known.base) {
            (Some(like), _) => like.runtimes.clone(),
            (None, Some(base)) => base.runtimes_of_chip(&chip_id),
            (None, None) => return Err(error(path, "missing key `runtimes`")),
        }
    } else {
        file.runtimes.iter().map(|runtime| runtime.get_ref().clone()).collect()
    };
    let span_of = |wanted: &str| file.runtimes.iter().find(|runtime| runtime.get_ref() == wanted).map_or(0..0, Spanned::span);
    let default_runtime = |kind: &str| -> Result<Option<Cow<RuntimeRecord>>> {
        for wanted in &runtimes {
            let found = known.runtime(wanted).ok_or_else(|| at(span_of(wanted), known.unknown_runtime(wanted)))?;
            if found.kind == kind {
                return Ok(Some(found));
            }
        }
        Ok(None)
    };
    let arduino = default_runtime("arduino")?;
    let micropython = default_runtime("micropython")?;

    // Numbers that a sketch may name on this board.
    let has_number = |wanted: u16| {
        let gpio = |name: &str| chip.pins.iter().find(|pin| pin.pin == name).and_then(|pin| pin.number);
        pins.iter().any(|pin| pin.number.or_else(|| gpio(&pin.pin)) == Some(wanted))
            || (!listed && chip.pins.iter().any(|pin| pin.number == Some(wanted)))
    };
    let mut buses = Vec::new();
    for bus in &file.bus {
        let span = bus.span();
        let bus = bus.get_ref();
        let lang = bus.lang.as_deref().ok_or_else(|| at(span.clone(), "a [[bus]] of a board needs `lang`".to_owned()))?;
        known.source(path, bus.source.clone())?;
        if known.base.is_some() {
            if !matches!(lang, "arduino" | "micropython") {
                return Err(at(span, format!("lang is `{lang}`; it must be `arduino` or `micropython`")));
            }
            if let Some((signal, number)) = bus.signals.iter().find(|(_, number)| lang == "arduino" && !has_number(**number)) {
                return Err(at(span, format!("{} puts {signal} on pin {number}, which this board does not have", bus.bus)));
            }
        }
        buses.extend(bus.defaults(lang));
    }
    let mut own: Vec<(String, String)> = buses.iter().map(|bus| (bus.lang.clone(), bus.bus.clone())).collect();
    if let Some(like) = &like {
        let inherited = like.board.buses[..like.own_buses].iter();
        buses.extend(inherited.filter(|bus| !own.contains(&(bus.lang.clone(), bus.bus.clone()))).cloned());
        own = buses.iter().map(|bus| (bus.lang.clone(), bus.bus.clone())).collect();
    }
    // The board's own word wins over the chip's, bus by bus.
    for runtime in [&arduino, &micropython].into_iter().flatten() {
        let defaults = runtime.buses.iter().filter(|default| default.chip == chip_id).map(|default| &default.bus);
        buses.extend(defaults.filter(|bus| !own.contains(&(bus.lang.clone(), bus.bus.clone()))).cloned());
    }
    let mut wiring = Vec::new();
    for wired in &file.wiring {
        let span = wired.span();
        let wired = wired.get_ref();
        if known.base.is_some() && !has_number(wired.pin) {
            return Err(at(span, format!("{} is wired to pin {}, which this board does not have", wired.what, wired.pin)));
        }
        wiring.push(FixedWiring { pin: wired.pin, what: wired.what.clone(), source: known.source(path, wired.source.clone())? });
    }
    let layout = match &like {
        // Another choice of headers is another drawing.
        Some(like) => like.board.layout.clone().filter(|_| file.exposed.is_none()),
        None => read_layout(&path.with_file_name("layout.toml"), &pins)?,
    };
    let mut lacks = file.lacks;
    let mut objects = file.objects;
    let mut radios = file.radios;
    let mut board_cautions = Vec::new();
    if let Some(like) = &like {
        wiring.extend(like.board.wiring.iter().filter(|known| !file.wiring.iter().any(|own| own.get_ref().pin == known.pin)).cloned());
        lacks.extend(like.lacks.iter().cloned());
        radios.extend(like.board.radios.iter().cloned());
        for (name, class) in &like.objects {
            objects.entry(name.clone()).or_insert_with(|| class.clone());
        }
        board_cautions.clone_from(&like.cautions);
    }
    let names: Vec<&str> = chip.pins.iter().map(|pin| pin.pin.as_str()).chain(pins.iter().map(|pin| pin.pin.as_str())).collect();
    for caution in file.caution {
        let line = line_of(&text, caution.span().start);
        let found =
            cautions(path, vec![caution.into_inner()], &names, known).map_err(|e| SourceError { line: e.line.or(Some(line)), ..e })?;
        board_cautions.extend(found);
    }
    let coordinate = |runtime: &Cow<RuntimeRecord>| format!("{}@{}", runtime.name, runtime.version);
    Ok(BoardRecord {
        cautions: board_cautions,
        board: Board {
            ids: std::iter::once(id.clone()).chain(file.ids.into_iter().filter(|other| *other != id)).collect(),
            id,
            name: file.name,
            chip: chip_id,
            arduino_runtime: arduino.as_ref().map(coordinate),
            micropython_runtime: micropython.as_ref().map(coordinate),
            buses,
            wiring,
            layout,
            radios,
            source: known.source(path, file.source)?,
        },
        own_buses: own.len(),
        listed,
        pins,
        lacks,
        objects: objects.into_iter().collect(),
        header_known: like.as_ref().is_none_or(|like| like.header_known),
        free: like.map(|like| like.free).unwrap_or_default(),
        runtimes,
    })
}

/// Fills in the default runtimes of a record and the bus defaults that come with them.
pub(crate) fn choose_runtimes(path: &Path, record: &mut BoardRecord, runtimes: &[RuntimeRecord]) -> Result<()> {
    let coordinate = |runtime: &RuntimeRecord| format!("{}@{}", runtime.name, runtime.version);
    let mut chosen = Vec::new();
    for wanted in &record.runtimes {
        let found = runtimes.iter().find(|runtime| coordinate(runtime) == *wanted);
        chosen.push(found.ok_or_else(|| error_where(path, wanted, format!("there is no `{wanted}` in data/runtimes")))?);
    }
    let default = |kind: &str| chosen.iter().find(|runtime| runtime.kind == kind).copied();
    let board = &mut record.board;
    // The board's own word wins over the chip's, bus by bus.
    let own: Vec<(String, String)> = board.buses.iter().map(|bus| (bus.lang.clone(), bus.bus.clone())).collect();
    record.own_buses = board.buses.len();
    for runtime in [default("arduino"), default("micropython")].into_iter().flatten() {
        let defaults = runtime.buses.iter().filter(|default| default.chip == board.chip).map(|default| &default.bus);
        board.buses.extend(defaults.filter(|bus| !own.contains(&(bus.lang.clone(), bus.bus.clone()))).cloned());
    }
    board.arduino_runtime = default("arduino").map(coordinate);
    board.micropython_runtime = default("micropython").map(coordinate);
    Ok(())
}

/// Reads a `pins.csv`.
fn read_pins(path: &Path, chip: &ChipRecord, listed: bool) -> Result<Vec<BoardPin>> {
    let mut pins = Vec::new();
    for (line, [pin, number, exposed, can, label, arduino, micropython]) in
        read_csv(path, ["pin", "number", "exposed", "can", "label", "arduino", "micropython"])?
    {
        let number = optional_number(path, line, &number)?;
        let can = optional(&can)
            .map(|can| {
                Abilities::parse(can.split_whitespace())
                    .map_err(|word| error_at(path, line, format!("{pin}: `{word}` is not an ability of a pin")))
            })
            .transpose()?;
        let on_chip = chip.pins.iter().any(|known| known.pin == pin);
        if on_chip == can.is_some() || (!on_chip && number.is_none()) {
            let message = format!("{pin}: a pin is one of {}'s, or it has a number and abilities of its own", chip.chip.id);
            return Err(error_at(path, line, message));
        }
        if listed && number.is_none() {
            return Err(error_at(path, line, format!("{pin} needs a number, since the board numbers pins by list")));
        }
        let exposed = match exposed.as_str() {
            "yes" => true,
            "no" => false,
            other => return Err(error_at(path, line, format!("{pin}: exposed is `{other}`; it must be `yes` or `no`"))),
        };
        pins.push(BoardPin { pin, number, exposed, can, label, arduino: words(&arduino), micropython: words(&micropython) });
    }
    Ok(pins)
}

/// Puts the pins that a board's file lists itself over those of the board that it is like.
fn own_pins(
    pins: &mut Vec<BoardPin>,
    file: &BoardFile,
    chip: &ChipRecord,
    listed: bool,
    is_like_another: bool,
    at: &impl Fn(std::ops::Range<usize>, String) -> SourceError,
) -> Result<()> {
    let exposed = match &file.exposed {
        None => None,
        Some(selectors) => {
            let known: Vec<&str> = chip.pins.iter().map(|pin| pin.pin.as_str()).collect();
            let selected = select(Path::new(""), selectors.get_ref(), &known).map_err(|e| at(selectors.span(), e.message))?;
            Some(selected)
        }
    };
    for spanned in &file.pin {
        let span = spanned.span();
        let row = spanned.get_ref();
        let on_chip = chip.pins.iter().any(|known| known.pin == row.pin);
        let can = row
            .can
            .as_ref()
            .map(|can| {
                Abilities::parse(can.iter().map(String::as_str))
                    .map_err(|word| at(span.clone(), format!("`{word}` is not an ability of a pin")))
            })
            .transpose()?;
        if on_chip && can.is_some() {
            return Err(at(span, format!("what {} can do is the {}'s to say; leave `can` out", row.pin, chip.chip.name)));
        }
        if !on_chip && (can.is_none() || row.number.is_none()) {
            let near = names::nearest(&row.pin, chip.pins.iter().map(|pin| pin.pin.as_str()), 3).join(", ");
            let near = if near.is_empty() { String::new() } else { format!(" (near: {near})") };
            return Err(at(
                span,
                format!(
                    "the {} has no pin {}{near}; a pin that is not the chip's needs `number` and `can` of its own",
                    chip.chip.name, row.pin
                ),
            ));
        }
        let known = pins
            .iter_mut()
            .find(|known| known.pin == row.pin && row.number.is_none_or(|number| known.number.is_none_or(|own| own == number)));
        if listed && row.number.is_none() && known.as_ref().is_none_or(|known| known.number.is_none()) {
            return Err(at(span, format!("{} needs `number`, since the board numbers pins by list", row.pin)));
        }
        let arduino = || row.names.iter().chain(&row.arduino).cloned();
        let micropython = || row.names.iter().chain(&row.micropython).cloned();
        if let Some(known) = known {
            known.exposed = row.exposed.unwrap_or(known.exposed);
            known.number = row.number.or(known.number);
            if !row.label.is_empty() {
                known.label.clone_from(&row.label);
            }
            known.arduino.extend(arduino());
            known.micropython.extend(micropython());
        } else {
            pins.push(BoardPin {
                pin: row.pin.clone(),
                number: row.number,
                exposed: row.exposed.unwrap_or(true),
                can,
                label: row.label.clone(),
                arduino: arduino().collect(),
                micropython: micropython().collect(),
            });
        }
    }
    // A name leads to one pin: this file's word goes before that of the board that it is like.
    for spanned in &file.pin {
        let row = spanned.get_ref();
        for pin in pins.iter_mut().filter(|pin| pin.pin != row.pin) {
            pin.arduino.retain(|name| !row.names.contains(name) && !row.arduino.contains(name));
            pin.micropython.retain(|name| !row.names.contains(name) && !row.micropython.contains(name));
        }
    }
    if let Some(exposed) = &exposed {
        for pin in pins.iter_mut() {
            let is_said = file.pin.iter().any(|row| row.get_ref().pin == pin.pin && row.get_ref().exposed.is_some());
            if !is_said && chip.pins.iter().any(|known| known.pin == pin.pin) {
                pin.exposed = exposed.contains(&pin.pin);
            }
        }
    }
    if !listed && !is_like_another {
        // Nothing is said of the other pins: they may well be on a header.
        for pin in chip.pins.iter().filter(|pin| pin.number.is_some()) {
            if !pins.iter().any(|known| known.pin == pin.pin) {
                pins.push(BoardPin {
                    pin: pin.pin.clone(),
                    number: None,
                    exposed: exposed.as_ref().is_none_or(|exposed| exposed.contains(&pin.pin)),
                    can: None,
                    label: String::new(),
                    arduino: Vec::new(),
                    micropython: Vec::new(),
                });
            }
        }
    }
    Ok(())
}

/// The order of the headers, where it is written down. Every pin that is brought out has a place, and only such pins do.
fn read_layout(path: &Path, pins: &[BoardPin]) -> Result<Option<Layout>> {
    if !path.exists() {
        return Ok(None);
    }
    let layout: Layout = read_toml(path)?;
    for place in layout.places().filter(|place| !place.is_empty() && !Layout::SUPPLY.contains(place)) {
        if !pins.iter().any(|pin| pin.pin == place && pin.exposed) {
            return Err(error(
                path,
                format!("`{place}` is neither a pin that pins.csv brings out nor one of {}", Layout::SUPPLY.join(", ")),
            ));
        }
    }
    if let Some(pin) = pins.iter().find(|pin| pin.exposed && !layout.places().any(|place| place == pin.pin)) {
        return Err(error(path, format!("{} is brought out, says pins.csv, and has no place here", pin.pin)));
    }
    Ok(Some(layout))
}

/// No name may lead to two boards.
fn check_names(path: &Path, boards: &[BoardRecord]) -> Result<()> {
    let mut owner: BTreeMap<String, &str> = BTreeMap::new();
    for record in boards {
        for id in &record.board.ids {
            if let Some(other) = owner.insert(id.to_ascii_lowercase(), &record.board.id).filter(|other| *other != record.board.id) {
                let message = format!("`{id}` names both {other} and {}; a name leads to one board", record.board.id);
                return Err(error(path, message));
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_names_every_pin_in_it() {
        assert_eq!(expand("GPIO6-8"), ["GPIO6", "GPIO7", "GPIO8"]);
        assert_eq!(expand("PD0-1"), ["PD0", "PD1"]);
        assert_eq!(expand("WL_GPIO0"), ["WL_GPIO0"]);
    }

    #[test]
    fn a_quoted_cell_may_hold_commas() {
        assert_eq!(cells("a, \"b, c\" ,,d"), ["a", "b, c", "", "d"]);
    }

    #[test]
    fn an_unknown_pin_in_a_caution_is_an_error() {
        let failed = select(Path::new("chip.toml"), &["GPIO6-11".to_owned()], &["GPIO6"]).unwrap_err();
        assert_eq!(failed.to_string(), "chip.toml: `GPIO6-11` names GPIO7, which the chip does not have");
    }
}
