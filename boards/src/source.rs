//! Reads the human-readable tables in `data/` and says what is wrong with them, file and line first.
//!
//! ```text
//! data/chips/<chip>/{chip.toml,pins.csv}          silicon
//! data/boards/<board>/{board.toml,pins.csv}       the thing on the desk
//! data/runtimes/<name>@<version>/{runtime.toml,*.api}
//! data/sdk/*.api                                  SDK declarations that runtimes share
//! data/libraries/*.api                            Arduino libraries
//! ```

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::record::{Abilities, Analog, BoardPin, BoardRecord, CautionRule, ChipBus, ChipPin, ChipRecord, Overlay, RuntimeRecord};
use crate::{Board, BusDefault, Caution, CautionKind, Changed, Chip, Family, FixedWiring, Layout, Removed};

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
    /// What is wrong and what was expected.
    pub message: String,
}

impl fmt::Display for SourceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.message)
    }
}

impl std::error::Error for SourceError {}

type Result<T> = std::result::Result<T, SourceError>;

fn error(path: &Path, message: impl Into<String>) -> SourceError {
    SourceError { path: path.to_owned(), message: message.into() }
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
            runtimes.push(read_runtime(&id, &dir, data, &chips)?);
        }
        let mut boards = Vec::new();
        for (id, dir) in subdirectories(&data.join("boards"))? {
            boards.push(read_board(&id, &dir, &chips, &runtimes)?);
        }
        check_names(&data.join("boards"), &boards)?;
        let mut api = BTreeMap::new();
        for runtime in &runtimes {
            for key in &runtime.api {
                api.insert(key.clone(), read_text(&data.join(key))?);
            }
        }
        for path in files(&data.join("libraries"), "api")? {
            let key = format!("libraries/{}", path.file_name().unwrap_or_default().to_string_lossy());
            api.insert(key, read_text(&path)?);
        }
        for (key, text) in &api {
            crate::declarations::Declarations::parse(text)
                .map_err(|(line, message)| error(&data.join(key), format!("line {line}: {message}")))?;
        }
        Ok(Self { chips, boards, runtimes, api: api.into_iter().collect() })
    }
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|e| error(path, format!("cannot be read: {e}")))
}

fn subdirectories(dir: &Path) -> Result<Vec<(String, PathBuf)>> {
    let entries = fs::read_dir(dir).map_err(|e| error(dir, format!("cannot be read: {e}")))?;
    let mut found: Vec<_> = entries
        .filter_map(std::result::Result::ok)
        .filter(|entry| entry.path().is_dir())
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .collect();
    found.sort();
    Ok(found)
}

fn files(dir: &Path, extension: &str) -> Result<Vec<PathBuf>> {
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

fn read_toml<T: for<'de> Deserialize<'de>>(path: &Path) -> Result<T> {
    toml::from_str(&read_text(path)?).map_err(|e| error(path, e.to_string()))
}

/// Rows of a comma-separated file without quoting; the header must be exactly `columns`.
fn read_csv<const N: usize>(path: &Path, columns: [&str; N]) -> Result<Vec<[String; N]>> {
    let text = read_text(path)?;
    let mut lines = text.lines().enumerate();
    let header = lines.next().map_or("", |(_, line)| line);
    if header != columns.join(",") {
        return Err(error(path, format!("line 1: the header must be `{}`", columns.join(","))));
    }
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(number, line)| {
            let cells: Vec<String> = line.split(',').map(|cell| cell.trim().to_owned()).collect();
            cells
                .try_into()
                .map_err(|cells: Vec<String>| error(path, format!("line {}: {} cells where {N} are needed", number + 1, cells.len())))
        })
        .collect()
}

fn words(cell: &str) -> Vec<String> {
    cell.split_whitespace().map(str::to_owned).collect()
}

fn optional(cell: &str) -> Option<String> {
    (!cell.is_empty()).then(|| cell.to_owned())
}

fn optional_number(path: &Path, cell: &str) -> Result<Option<u16>> {
    optional(cell).map(|cell| cell.parse().map_err(|_| error(path, format!("`{cell}` is not a pin number (0 to 65535)")))).transpose()
}

/// `GPIO6-11` names six pins; anything else names itself. Every pin must exist.
fn select(path: &Path, selectors: &[String], known: &[&str]) -> Result<Vec<String>> {
    let mut pins = Vec::new();
    for selector in selectors {
        let expanded = expand(selector);
        for pin in expanded {
            if !known.contains(&pin.as_str()) {
                return Err(error(path, format!("`{selector}` names {pin}, which the chip's pins.csv does not list")));
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
    source: String,
}

fn cautions(path: &Path, rules: Vec<CautionFile>, known: &[&str]) -> Result<Vec<CautionRule>> {
    rules
        .into_iter()
        .map(|rule| {
            let pins = select(path, &rule.pins, known)?;
            Ok(CautionRule { pins, caution: Caution { kind: rule.kind, text: rule.text, source: rule.source } })
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
    lacks: Vec<String>,
    source: String,
    /// Sources of single facts, for the reader of the file.
    #[serde(default, rename = "sources")]
    _sources: BTreeMap<String, String>,
    #[serde(default)]
    caution: Vec<CautionFile>,
}

fn read_chip(id: &str, dir: &Path) -> Result<ChipRecord> {
    let path = dir.join("chip.toml");
    let file: ChipFile = read_toml(&path)?;
    let pins_path = dir.join("pins.csv");
    let mut pins = Vec::new();
    for [pin, number, can, adc, dac, touch, functions] in
        read_csv(&pins_path, ["pin", "number", "can", "adc", "dac", "touch", "functions"])?
    {
        let can = Abilities::parse(can.split_whitespace())
            .map_err(|word| error(&pins_path, format!("{pin}: `{word}` is not an ability of a pin")))?;
        pins.push(ChipPin {
            number: optional_number(&pins_path, &number)?,
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
        cautions: cautions(&path, file.caution, &known)?,
        chip: Chip {
            id: id.to_owned(),
            name: file.name,
            family: file.family,
            ram: file.ram,
            adc2_wifi_conflict: file.adc2_wifi_conflict,
            int_bits: file.int_bits,
        },
        matrix: file.matrix,
        lacks: file.lacks,
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
    #[serde(rename = "source")]
    _source: String,
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
    api: Vec<String>,
    analog: Analog,
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
    source: String,
}

fn read_runtime(id: &str, dir: &Path, data: &Path, chips: &[ChipRecord]) -> Result<RuntimeRecord> {
    let path = dir.join("runtime.toml");
    let file: RuntimeFile = read_toml(&path)?;
    let (name, version) =
        id.split_once('@').ok_or_else(|| error(dir, "the folder of a runtime is called `name@version`, as `arduino-avr@1.8.8`"))?;
    if !matches!(file.kind.as_str(), "arduino" | "micropython") {
        return Err(error(&path, format!("kind is `{}`; it must be `arduino` or `micropython`", file.kind)));
    }
    let mut overlays = Vec::new();
    for overlay in file.pins {
        if !chips.iter().any(|chip| chip.chip.id == overlay.chip) {
            return Err(error(&path, format!("there is no chip `{}` in data/chips", overlay.chip)));
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
    Ok(RuntimeRecord {
        name: name.to_owned(),
        version: version.to_owned(),
        kind: file.kind,
        architecture: file.architecture,
        api,
        analog: file.analog,
        analog_internal,
        overlays,
        buses,
        removed: file.removed,
        changed: file.changed,
        source: file.source,
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BoardFile {
    name: String,
    chip: String,
    ids: Vec<String>,
    /// `gpio`: sketches use the chip's GPIO numbers; `list`: they use positions in `pins.csv`.
    numbering: String,
    runtimes: Vec<String>,
    source: String,
    #[serde(default)]
    lacks: Vec<String>,
    #[serde(default)]
    objects: BTreeMap<String, String>,
    #[serde(default)]
    bus: Vec<BusFile>,
    #[serde(default)]
    wiring: Vec<FixedWiring>,
    #[serde(default)]
    caution: Vec<CautionFile>,
}

fn read_board(id: &str, dir: &Path, chips: &[ChipRecord], runtimes: &[RuntimeRecord]) -> Result<BoardRecord> {
    let path = dir.join("board.toml");
    let file: BoardFile = read_toml(&path)?;
    let chip = chips
        .iter()
        .find(|chip| chip.chip.id == file.chip)
        .ok_or_else(|| error(&path, format!("there is no chip `{}` in data/chips", file.chip)))?;
    let listed = match file.numbering.as_str() {
        "gpio" => false,
        "list" => true,
        other => return Err(error(&path, format!("numbering is `{other}`; it must be `gpio` or `list`"))),
    };
    let pins_path = dir.join("pins.csv");
    let mut pins = Vec::new();
    for [pin, number, exposed, can, label, arduino, micropython] in
        read_csv(&pins_path, ["pin", "number", "exposed", "can", "label", "arduino", "micropython"])?
    {
        let number = optional_number(&pins_path, &number)?;
        let can = optional(&can)
            .map(|can| {
                Abilities::parse(can.split_whitespace())
                    .map_err(|word| error(&pins_path, format!("{pin}: `{word}` is not an ability of a pin")))
            })
            .transpose()?;
        let on_chip = chip.pins.iter().any(|known| known.pin == pin);
        if on_chip == can.is_some() || (!on_chip && number.is_none()) {
            let message = format!("{pin}: a pin is one of {}'s, or it has a number and abilities of its own", file.chip);
            return Err(error(&pins_path, message));
        }
        if listed && number.is_none() {
            return Err(error(&pins_path, format!("{pin} needs a number, since the board numbers pins by list")));
        }
        let exposed = match exposed.as_str() {
            "yes" => true,
            "no" => false,
            other => return Err(error(&pins_path, format!("{pin}: exposed is `{other}`; it must be `yes` or `no`"))),
        };
        pins.push(BoardPin { pin, number, exposed, can, label, arduino: words(&arduino), micropython: words(&micropython) });
    }
    let default_runtime = |kind: &str| -> Result<Option<&RuntimeRecord>> {
        for wanted in &file.runtimes {
            let found = runtimes.iter().find(|runtime| format!("{}@{}", runtime.name, runtime.version) == *wanted);
            let found = found.ok_or_else(|| error(&path, format!("there is no `{wanted}` in data/runtimes")))?;
            if found.kind == kind {
                return Ok(Some(found));
            }
        }
        Ok(None)
    };
    let arduino = default_runtime("arduino")?;
    let micropython = default_runtime("micropython")?;
    let mut buses = Vec::new();
    for bus in &file.bus {
        let lang = bus.lang.as_deref().ok_or_else(|| error(&path, "a [[bus]] of a board needs `lang`"))?;
        buses.extend(bus.defaults(lang));
    }
    // The board's own word wins over the chip's, bus by bus.
    let own: Vec<(String, String)> = buses.iter().map(|bus| (bus.lang.clone(), bus.bus.clone())).collect();
    for runtime in [arduino, micropython].into_iter().flatten() {
        let defaults = runtime.buses.iter().filter(|default| default.chip == file.chip).map(|default| &default.bus);
        buses.extend(defaults.filter(|bus| !own.contains(&(bus.lang.clone(), bus.bus.clone()))).cloned());
    }
    let coordinate = |runtime: &RuntimeRecord| format!("{}@{}", runtime.name, runtime.version);
    let known: Vec<&str> = chip.pins.iter().map(|pin| pin.pin.as_str()).chain(pins.iter().map(|pin| pin.pin.as_str())).collect();
    Ok(BoardRecord {
        cautions: cautions(&path, file.caution, &known)?,
        board: Board {
            id: id.to_owned(),
            name: file.name,
            chip: file.chip,
            ids: std::iter::once(id.to_owned()).chain(file.ids).collect(),
            arduino_runtime: arduino.map(coordinate),
            micropython_runtime: micropython.map(coordinate),
            buses,
            wiring: file.wiring,
            layout: read_layout(&dir.join("layout.toml"), &pins)?,
            source: file.source,
        },
        own_buses: own.len(),
        listed,
        pins,
        lacks: file.lacks,
        objects: file.objects.into_iter().collect(),
        runtimes: file.runtimes,
    })
}

/// The order of the headers, where it is written down. Every pin that is brought out has a place, and only such pins do.
fn read_layout(path: &Path, pins: &[BoardPin]) -> Result<Option<Layout>> {
    if !path.exists() {
        return Ok(None);
    }
    let layout: Layout = read_toml(path)?;
    for place in layout.places().filter(|place| !place.is_empty() && !Layout::SUPPLY.contains(place)) {
        if !pins.iter().any(|pin| pin.pin == place && pin.exposed) {
            return Err(error(path, format!("`{place}` is neither a pin that pins.csv brings out nor one of {}", Layout::SUPPLY.join(", "))));
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
            if let Some(other) = owner.insert(id.to_ascii_lowercase(), &record.board.id) {
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
    fn an_unknown_pin_in_a_caution_is_an_error() {
        let failed = select(Path::new("chip.toml"), &["GPIO6-11".to_owned()], &["GPIO6"]).unwrap_err();
        assert_eq!(failed.to_string(), "chip.toml: `GPIO6-11` names GPIO7, which the chip's pins.csv does not list");
    }
}
