//! MicroPython: the boards of a port (`board.json`, `pins.csv`, `mpconfigboard.*`), and `.pyi` stubs.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use boards::{RuntimeKind, Tables};
use serde_json::Value;

use crate::arduino::{chip_of, nearest_runtime};
use crate::draft::{BoardDraft, Draft, PinDraft, Result, entries, error, error_at, read};
use crate::import::Options;
use crate::preprocess::without_comments;
use crate::python::module;

/// Reads the boards below `folder/boards`, or one board's folder.
pub(crate) fn import_boards(folder: &Path, options: &Options, base: &Tables) -> Result<Draft> {
    let is_one = folder.join("board.json").is_file() || folder.join("mpconfigboard.h").is_file();
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut draft = Draft::new(&format!("micropython-{name}"));
    if is_one {
        board(folder, options, base, &mut draft)?;
    } else {
        for folder in entries(&folder.join("boards")).into_iter().filter(|folder| is_board(folder)) {
            board(&folder, options, base, &mut draft)?;
        }
    }
    Ok(draft)
}

/// Whether the folder describes a board.
pub(crate) fn is_board(folder: &Path) -> bool {
    folder.join("mpconfigboard.h").is_file()
}

fn board(folder: &Path, options: &Options, base: &Tables, draft: &mut Draft) -> Result<()> {
    let id = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let json_path = folder.join("board.json");
    let json: Value = if json_path.is_file() {
        let text = read(&json_path)?;
        serde_json::from_str(&text).map_err(|e| error_at(&json_path, e.line(), e.to_string()))?
    } else {
        Value::Null
    };
    // Read before anything is skipped: what is wrong with a file is said in any case.
    let pins_path = folder.join("pins.csv");
    let rows = if pins_path.is_file() { read_pins(&pins_path)? } else { Vec::new() };
    let config_path = folder.join("mpconfigboard.h");
    let config = if config_path.is_file() { without_comments(&read(&config_path)?) } else { String::new() };
    if let Ok(known) = base.board(&id)
        && options.keep_known
    {
        draft.summary.known.push(known.id.clone());
        return Ok(());
    }
    let make: String = ["mpconfigboard.cmake", "mpconfigboard.mk"]
        .iter()
        .map(|name| folder.join(name))
        .filter(|path| path.is_file())
        .filter_map(|path| read(&path).ok())
        .collect();
    let word = |key: &str| json.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut clues: Vec<String> = vec![define(&config, "MICROPY_HW_MCU_NAME").unwrap_or_default().trim_matches('"').to_owned(), word("mcu")];
    let settings = ["IDF_TARGET", "PICO_PLATFORM", "MCU_VARIANT", "CMSIS_MCU", "MCU_SERIES"];
    let values = make.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | '=')).filter(|word| !word.is_empty());
    let words: Vec<&str> = values.collect();
    for pair in words.windows(2).filter(|pair| settings.contains(&pair[0])) {
        clues.push(pair[1].trim_matches('"').to_owned());
    }
    let clues: Vec<&str> = clues.iter().map(String::as_str).filter(|clue| !clue.is_empty()).collect();
    let Some(chip) = chip_of(&clues, base) else {
        draft.summary.skipped.push(format!("{id}: the tables do not describe its chip ({})", clues.first().unwrap_or(&"not named")));
        return Ok(());
    };
    let silicon = base.chip_pins(&chip);
    let runtimes: Vec<String> = base
        .runtimes_of_chip(&chip)
        .into_iter()
        .filter(|runtime| base.runtime_architecture(runtime, RuntimeKind::MicroPython).is_some())
        .collect();
    if runtimes.is_empty() {
        draft.summary.skipped.push(format!("{id}: the tables have no MicroPython port for the {chip}"));
        return Ok(());
    }
    let is_numbered = silicon.iter().any(|(_, number)| number.is_some());
    let mut pins: Vec<PinDraft> = Vec::new();
    if is_numbered {
        pins.extend(
            silicon.iter().filter(|(_, number)| number.is_some()).map(|(pin, _)| PinDraft { pin: pin.clone(), ..PinDraft::default() }),
        );
    }
    for (label, cpu) in rows {
        // A dash hides a name from programs.
        let (label, cpu) = (label.trim_start_matches('-'), cpu.trim_start_matches('-'));
        if label.is_empty() || !crate::text::is_word(label) {
            continue;
        }
        let Some((name, _)) = silicon.iter().find(|(name, _)| name == cpu) else { continue };
        match pins.iter_mut().find(|pin| pin.pin == *name) {
            Some(pin) => pin.micropython.push(label.to_owned()),
            None => pins.push(PinDraft { pin: name.clone(), micropython: vec![label.to_owned()], ..PinDraft::default() }),
        }
    }
    let product = match (word("vendor"), word("product")) {
        (_, product) if product.is_empty() => define(&config, "MICROPY_HW_BOARD_NAME").unwrap_or_default().trim_matches('"').to_owned(),
        (vendor, product) => format!("{vendor} {product}").trim().to_owned(),
    };
    let mut buses = Vec::new();
    for (bus, signal, names) in BUSES {
        let number =
            names.iter().find_map(|name| define(&config, name)).and_then(|value| value.trim_matches(['(', ')', ' ']).parse::<u16>().ok());
        if let Some(number) = number.filter(|number| silicon.iter().any(|(_, known)| *known == Some(*number))) {
            buses.push(("micropython", bus.to_owned(), signal.to_owned(), number));
        }
    }
    draft.board(&BoardDraft {
        name: if product.is_empty() { id.clone() } else { product },
        id,
        chip,
        runtimes,
        source: folder.display().to_string(),
        pins,
        buses,
        ..BoardDraft::default()
    });
    Ok(())
}

/// Which settings of a board's header say where a bus sits.
const BUSES: [(&str, &str, &[&str]); 6] = [
    ("i2c0", "sda", &["MICROPY_HW_I2C0_SDA", "PICO_DEFAULT_I2C_SDA_PIN"]),
    ("i2c0", "scl", &["MICROPY_HW_I2C0_SCL", "PICO_DEFAULT_I2C_SCL_PIN"]),
    ("spi0", "sck", &["MICROPY_HW_SPI0_SCK"]),
    ("spi0", "mosi", &["MICROPY_HW_SPI0_MOSI"]),
    ("spi0", "miso", &["MICROPY_HW_SPI0_MISO"]),
    ("i2c1", "sda", &["MICROPY_HW_I2C1_SDA"]),
];

fn define(text: &str, name: &str) -> Option<String> {
    let definitions = text.lines().filter_map(|line| line.trim().strip_prefix("#define"));
    definitions
        .map(str::trim)
        .find_map(|rest| rest.strip_prefix(name).filter(|rest| rest.starts_with(char::is_whitespace)))
        .map(|rest| rest.trim().to_owned())
}

/// `label,cpu pin` a line.
fn read_pins(path: &Path) -> Result<Vec<(String, String)>> {
    let mut rows = Vec::new();
    for (index, line) in read(path)?.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let cells: Vec<&str> = line.split(',').map(str::trim).collect();
        match cells.as_slice() {
            [label, cpu, ..] => rows.push(((*label).to_owned(), (*cpu).to_owned())),
            _ => return Err(error_at(path, index + 1, format!("“{line}” is not LABEL,CPU_PIN"))),
        }
    }
    Ok(rows)
}

/// Reads stubs: a folder of `.pyi`. Those of a port become a runtime of their own, `runtime` by name and version;
/// others are modules that every port may have.
pub(crate) fn import_stubs(folder: &Path, runtime: Option<&str>, base: &Tables) -> Result<Draft> {
    let mut modules: BTreeMap<String, String> = BTreeMap::new();
    for path in stubs_below(folder) {
        let relative = path.strip_prefix(folder).unwrap_or(&path).with_extension("");
        let mut parts: Vec<String> = relative.iter().map(|part| part.to_string_lossy().trim_end_matches("-stubs").to_owned()).collect();
        if parts.last().is_some_and(|last| last == "__init__") {
            parts.pop();
        }
        let name = parts.join(".");
        if parts.is_empty() || !parts.iter().all(|part| crate::text::is_word(part)) {
            continue;
        }
        modules.insert(name.clone(), module(&name, &read(&path)?, true));
    }
    if modules.is_empty() {
        return Err(error(folder, "holds no stubs (.pyi)"));
    }
    let text: String = modules.values().map(String::as_str).collect();
    let folder_name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let Some(coordinate) = runtime.map(str::to_owned).or_else(|| runtime_of_folder(folder)) else {
        let mut draft = Draft::new(&format!("stubs-{folder_name}"));
        draft.library("modules", &folder_name, text);
        return Ok(draft);
    };
    let (name, version) = coordinate
        .split_once('@')
        .filter(|(name, version)| {
            !name.is_empty() && !version.is_empty() && coordinate.chars().all(|c| c.is_ascii_alphanumeric() || "@.-_".contains(c))
        })
        .ok_or_else(|| error(folder, format!("“{coordinate}” is no runtime; it is written NAME@VERSION, as in micropython-esp32@1.24")))?;
    let like = nearest_runtime(base, name, version, "").ok_or_else(|| {
        let known: Vec<&str> = base.runtimes().filter(|runtime| runtime.starts_with("micropython")).collect();
        error(folder, format!("the tables have no runtime “{name}” that the stubs could be a version of; known: {}", known.join(", ")))
    })?;
    let architecture = base.runtime_architecture(&like, RuntimeKind::MicroPython).unwrap_or_default();
    let mut draft = Draft::new(&coordinate);
    draft.file(
        format!("runtimes/{coordinate}/runtime.toml"),
        format!(
            "kind = \"micropython\"\narchitecture = \"{architecture}\"\nlike = \"{like}\"\napi = [\"imported.api\"]\nsource = {:?}\n",
            folder.display().to_string()
        ),
    );
    draft.file(format!("runtimes/{coordinate}/imported.api"), text);
    draft.summary.runtime = Some(coordinate);
    draft.summary.libraries.extend(modules.into_keys());
    Ok(draft)
}

/// `micropython-esp32-stubs-1.24.1`, `micropython-v1_24-esp32-stubs` and their kin.
fn runtime_of_folder(folder: &Path) -> Option<String> {
    let name = folder.file_name()?.to_string_lossy().to_ascii_lowercase().replace('_', ".");
    let words: Vec<&str> = name.split(['-', ' ']).collect();
    let port = words.iter().find(|word| ["esp32", "esp8266", "rp2", "stm32", "samd", "nrf"].contains(word))?;
    let version = words.iter().map(|word| word.trim_start_matches('v')).find(|word| {
        let mut parts = word.split('.');
        parts.next() == Some("1") && parts.next().is_some_and(|minor| minor.parse::<u8>().is_ok())
    })?;
    let short: Vec<&str> = version.split('.').take(2).collect();
    (words.first() == Some(&"micropython")).then(|| format!("micropython-{port}@{}", short.join(".")))
}

pub(crate) fn stubs_below(folder: &Path) -> Vec<PathBuf> {
    let mut builder = ignore::WalkBuilder::new(folder);
    builder.standard_filters(false).hidden(true).max_depth(Some(8)).sort_by_file_name(Ord::cmp);
    let entries = builder.build().filter_map(std::result::Result::ok).map(ignore::DirEntry::into_path);
    entries.filter(|path| path.extension().is_some_and(|extension| extension == "pyi")).take(4_000).collect()
}
