//! Arduino cores: `boards.txt`, `platform.txt`, the variants' pin headers, the core's own headers.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use boards::{Family, RuntimeKind, Tables};

use crate::cpp::{Header, header};
use crate::draft::{BoardDraft, Draft, PinDraft, Result, entries, error, error_at, read, slug};
use crate::import::Options;
use crate::library;
use crate::listed::listed_pins;
use crate::preprocess::Unit;
use crate::text::ApiText;

/// Platforms that the tables have a runtime for: vendor and architecture, a word of the name in
/// `platform.txt`, and the runtime.
const PLATFORMS: [(&str, &str, &str, &str); 8] = [
    ("arduino", "avr", "Arduino AVR Boards", "arduino-avr"),
    ("arduino", "megaavr", "Arduino megaAVR Boards", "arduino-megaavr"),
    ("arduino", "samd", "Arduino SAMD", "arduino-samd"),
    ("esp32", "esp32", "ESP32 Arduino", "arduino-esp32"),
    ("esp8266", "esp8266", "ESP8266 Boards", "arduino-esp8266"),
    ("rp2040", "rp2040", "Raspberry Pi", "arduino-pico"),
    ("STMicroelectronics", "stm32", "STM32 boards", "arduino-stm32"),
    ("adafruit", "nrf52", "Adafruit nRF52", "arduino-nrf52"),
];

/// A core to be imported.
struct Core {
    folder: PathBuf,
    vendor: String,
    architecture: String,
    /// `arduino-avr`.
    runtime: String,
    version: String,
}

/// Reads a core.
pub(crate) fn import_core(folder: &Path, options: &Options, base: &Tables) -> Result<Draft> {
    let platform_path = folder.join("platform.txt");
    let platform = read(&platform_path)?;
    let value = |key: &str| library::property(&platform, key).unwrap_or_default();
    let (name, version) = (value("name"), value("version"));
    if version.is_empty() || !version.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '+' | '_')) {
        return Err(error(&platform_path, format!("version is “{version}”; a core has one, such as `version=1.8.6`")));
    }
    let core = Core::new(folder, options.package.as_deref(), name, version)?;
    let mut draft = Draft::new(&format!("{}-{}@{}", core.vendor, core.architecture, core.version));
    let coordinate = core.runtime(base, &mut draft)?;
    for board in read_boards(&folder.join("boards.txt"))? {
        core.board(&board, &coordinate, options, base, &mut draft);
    }
    Ok(draft)
}

impl Core {
    fn new(folder: &Path, package: Option<&str>, name: &str, version: &str) -> Result<Self> {
        let known = PLATFORMS.iter().find(|(_, _, words, _)| name.contains(words));
        let from_path = package_of_path(folder);
        let (vendor, architecture) = match (package, known, from_path) {
            (Some(package), _, _) => {
                let parts = package
                    .split_once(':')
                    .filter(|(vendor, architecture)| crate::text::is_word(vendor) && crate::text::is_word(architecture));
                let (vendor, architecture) = parts.ok_or_else(|| {
                    error(folder, format!("“{package}” is no package; it is written VENDOR:ARCHITECTURE, as in arduino:avr"))
                })?;
                (vendor.to_owned(), architecture.to_owned())
            }
            (None, Some((vendor, architecture, _, _)), _) => ((*vendor).to_owned(), (*architecture).to_owned()),
            (None, None, Some(package)) => package,
            (None, None, None) => {
                return Err(error(
                    folder,
                    "neither the folder (…/packages/VENDOR/hardware/ARCHITECTURE/VERSION) nor the name in platform.txt says whose core this is; give --package VENDOR:ARCHITECTURE",
                ));
            }
        };
        let runtime = PLATFORMS
            .iter()
            .find(|(known, arch, _, _)| *known == vendor && *arch == architecture)
            .map_or_else(|| format!("arduino-{}", slug(&vendor)), |(_, _, _, runtime)| (*runtime).to_owned());
        Ok(Self { folder: folder.to_owned(), vendor, architecture, runtime, version: version.to_owned() })
    }

    /// Writes the runtime down; returns its `name@version`.
    fn runtime(&self, base: &Tables, draft: &mut Draft) -> Result<String> {
        let coordinate = format!("{}@{}", self.runtime, self.version);
        let like = nearest_runtime(base, &self.runtime, &self.version, &self.architecture);
        let mut text = format!("kind = \"arduino\"\narchitecture = \"{}\"\napi = [\"imported.api\"]\n", self.architecture);
        match &like {
            Some(like) => _ = writeln!(text, "like = \"{like}\""),
            None => text.push_str("analog = \"names\"\n"),
        }
        let _ = writeln!(text, "source = {:?}", format!("{} {} platform.txt", self.folder.display(), self.version));
        draft.file(format!("runtimes/{coordinate}/runtime.toml"), text);
        draft.file(format!("runtimes/{coordinate}/imported.api"), self.declarations()?);
        draft.summary.runtime = Some(coordinate.clone());
        Ok(coordinate)
    }

    /// Declarations of the core's headers, then of the libraries that come with it.
    fn declarations(&self) -> Result<String> {
        let mut text = String::new();
        let mut headers: BTreeMap<String, Header> = BTreeMap::new();
        let cores = entries(&self.folder.join("cores"));
        let core = cores.iter().find(|core| core.join("Arduino.h").is_file());
        let Some(core) = core else {
            return Err(error(&self.folder.join("cores"), "no core with an Arduino.h lies here"));
        };
        for path in library::headers_below(core) {
            let name = path.strip_prefix(core).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            headers.insert(name, header(&read(&path)?));
        }
        // What Arduino.h brings along is always there.
        let mut always: BTreeSet<String> = BTreeSet::new();
        let mut open = vec!["Arduino.h".to_owned()];
        while let Some(name) = open.pop() {
            if let Some(found) = headers.get(&name)
                && always.insert(name)
            {
                open.extend(found.includes.iter().cloned());
            }
        }
        let mut head = ApiText::default();
        head.attribute("headers", &always.iter().cloned().collect::<Vec<_>>().join(", "));
        text.push_str(&head.finish());
        text.push_str("@\n");
        always.iter().filter_map(|name| headers.get(name)).for_each(|header| text.push_str(&header.declarations));
        for (name, header) in headers.iter().filter(|(name, _)| !always.contains(*name)) {
            let _ = write!(text, "@ {}\n{}", name.replace(char::is_whitespace, ""), header.declarations);
        }
        for folder in entries(&self.folder.join("libraries")).into_iter().filter(|folder| folder.is_dir()) {
            if let Some((name, declarations)) = library::declarations(&folder)? {
                let _ = write!(text, "% bundled {name}\n{declarations}");
            }
        }
        Ok(text)
    }

    fn board(&self, board: &BoardText, runtime: &str, options: &Options, base: &Tables, draft: &mut Draft) {
        let choice = board.choice.as_ref().map_or_else(String::new, |(menu, option)| format!(":{menu}={option}"));
        let fqbn = format!("{}:{}:{}{choice}", self.vendor, self.architecture, board.id);
        if let Ok(known) = base.board(&fqbn)
            && options.keep_known
        {
            draft.summary.known.push(known.id.clone());
            return;
        }
        let properties = &board.properties;
        let variant = properties.get("build.variant").map(String::as_str).unwrap_or_default();
        // `core:variant` takes the variant of another core.
        let folder = self.folder.join("variants").join(variant.rsplit(':').next().unwrap_or(variant));
        // The core of another package is not read.
        let core = properties.get("build.core").filter(|core| !core.contains(':'));
        let core = core.map(|core| self.folder.join("cores").join(core));
        let wanted = Wanted {
            id: board.choice.as_ref().map_or(&board.id, |(_, option)| option),
            other_id: &fqbn,
            properties,
            variant: &folder,
            core: core.as_deref(),
            runtimes: vec![runtime.to_owned()],
            source: format!("{} {} boards.txt", self.folder.display(), self.version),
        };
        match wanted.describe(base) {
            Ok(board) => draft.board(&board),
            Err(why) => draft.summary.skipped.push(format!("{fqbn}: {why}")),
        }
    }
}

/// A board whose properties are known and whose pins are to be read from its variant.
pub(crate) struct Wanted<'a> {
    pub(crate) id: &'a str,
    /// Its FQBN; empty if it has none.
    pub(crate) other_id: &'a str,
    /// `build.mcu`, `build.variant`, `build.board`, `name`, and whatever holds `-D` flags.
    pub(crate) properties: &'a BTreeMap<String, String>,
    /// Folder of the variant.
    pub(crate) variant: &'a Path,
    /// Folder of the core, where it lies at hand: some number pins there.
    pub(crate) core: Option<&'a Path>,
    /// What runs on it; what runs on other boards with the chip, if empty.
    pub(crate) runtimes: Vec<String>,
    pub(crate) source: String,
}

impl Wanted<'_> {
    /// The board; the error is one line on why it cannot be described.
    pub(crate) fn describe(self, base: &Tables) -> std::result::Result<BoardDraft, String> {
        let Self { id, other_id, properties, variant: folder, core, runtimes, source } = self;
        let value = |key: &str| properties.get(key).map(String::as_str).unwrap_or_default();
        let flags = properties.values().flat_map(|value| value.split_whitespace()).filter_map(|word| word.strip_prefix("-D"));
        // The two packages of the RP2350 have other pins; the variant says which it is.
        let package = match read_variant(folder, "", None, Vec::new()).0.number("PICO_RP2350A") {
            Some(0) => "rp2350b",
            Some(_) => "rp2350a",
            None => "",
        };
        let packages = stm32_packages(value("build.variant"));
        // `…/svd/R7FA4M1AB.svd` describes an RA4M1.
        let svd = value("debug.svd_file").rsplit('/').next().and_then(|file| file.strip_prefix("R7F"));
        let renesas = svd.map_or_else(String::new, |file| format!("R{}", file.trim_end_matches(".svd")));
        let clues: Vec<&str> = [package]
            .into_iter()
            .chain(packages.iter().map(String::as_str))
            .chain([value("build.mcu"), value("build.chip"), value("build.product_line"), value("build.variant"), &renesas])
            .chain(flags.clone())
            .filter(|clue| !clue.is_empty())
            .collect();
        let chip = chip_of(&clues, base)
            .ok_or_else(|| format!("the tables do not describe its chip ({})", clues.first().unwrap_or(&"no build.mcu")))?;
        let family = chip_family(&chip, base);
        let mut defines: Vec<(String, String)> = flags
            .map(|flag| flag.split_once('=').unwrap_or((flag, "1")))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        defines.push((format!("ARDUINO_{}", value("build.board")), "1".to_owned()));
        let chip_macro = value("build.chip").to_ascii_uppercase();
        if !chip_macro.is_empty() {
            // The Pico SDK's name for the chip.
            defines.push((format!("PICO_{chip_macro}"), "1".to_owned()));
        }
        // AVR cores define the arrays of pins in the one file that sets this.
        defines.push(("ARDUINO_MAIN".to_owned(), "1".to_owned()));
        let mcu = value("build.mcu");
        if family == Some(Family::Avr) || family == Some(Family::Megaavr) {
            defines.push((avr_macro(mcu), "1".to_owned()));
        }
        // `-DLED_BUILTIN=2` names a pin as well as a header does.
        let given: Vec<String> = defines.iter().map(|(name, _)| name.clone()).collect();
        let header = value("build.variant_h").replace("{build.board}", value("build.board"));
        let header = if header.is_empty() && !packages.is_empty() { "variant_generic.h" } else { &header };
        let (unit, files) = read_variant(folder, header, core, defines);
        if files.is_empty() {
            return Err(format!("its pin header is missing ({}/pins_arduino.h)", folder.display()));
        }
        let mut draft = BoardDraft {
            id: id.to_owned(),
            name: value("name").to_owned(),
            chip: chip.clone(),
            ids: Some(other_id).filter(|other| !other.is_empty()).map(str::to_owned).into_iter().collect(),
            runtimes: if runtimes.is_empty() { base.runtimes_of_chip(&chip) } else { runtimes },
            source: format!("{source}; {}", files.join(", ")),
            ..BoardDraft::default()
        };
        if !other_id.is_empty() && base.board(id).is_ok() {
            // The short name leads elsewhere already.
            draft.id = other_id.replace(':', "-");
        }
        let silicon = base.chip_pins(&chip);
        if matches!(family, Some(Family::Esp32 | Family::Esp8266 | Family::Rp2040)) {
            let numbered = silicon.iter().filter(|(_, number)| number.is_some());
            draft.pins = numbered.map(|(pin, _)| PinDraft { pin: pin.clone(), ..PinDraft::default() }).collect();
        } else {
            draft.listed = true;
            draft.pins = listed_pins(&unit, |name| silicon.iter().any(|(pin, _)| pin == name))?;
            if let Some(odd) = draft.pins.iter().find(|pin| !silicon.iter().any(|(name, _)| *name == pin.pin)) {
                return Err(format!("its variant names {}, which the {chip} does not have", odd.pin));
            }
        }
        // Inputs of the converter that are no port pins: `A6` of a Nano, `A0` of an ESP8266.
        for channel in 0..16 {
            let number = unit.number(&format!("A{channel}")).and_then(|number| u16::try_from(number).ok());
            let names = [format!("ADC{channel}"), if channel == 0 { "TOUT".to_owned() } else { String::new() }];
            let Some((pin, None)) = silicon.iter().find(|(pin, _)| names.contains(pin)) else { continue };
            if let Some(number) = number.filter(|number| draft.pins.iter().all(|known| known.number != Some(*number))) {
                draft.pins.push(PinDraft { pin: pin.clone(), number: Some(number), ..PinDraft::default() });
            }
        }
        let number_of =
            |pin: &PinDraft| pin.number.or_else(|| silicon.iter().find(|(name, _)| *name == pin.pin).and_then(|(_, number)| *number));
        let mut by_number: BTreeMap<u16, usize> = BTreeMap::new();
        for (index, pin) in draft.pins.iter().enumerate() {
            if let Some(number) = number_of(pin) {
                by_number.entry(number).or_insert(index);
            }
        }
        let mut named: BTreeSet<&str> = BTreeSet::new();
        // `PA5` of an STM32 is a macro like any other.
        let names = given.iter().chain(&unit.names);
        for name in names.filter(|name| is_pin_name(name) || silicon.iter().any(|(pin, _)| pin == *name)) {
            let index = unit.number(name).and_then(|number| u16::try_from(number).ok()).and_then(|number| by_number.get(&number));
            if let Some(index) = index.filter(|_| named.insert(name)) {
                draft.pins[*index].arduino.push(name.clone());
            }
        }
        let pin_of = |names: &[&str]| {
            let number = names.iter().find_map(|name| unit.number(name)).and_then(|number| u16::try_from(number).ok())?;
            by_number.contains_key(&number).then_some(number)
        };
        for (bus, signal, names) in BUSES {
            if let Some(number) = pin_of(names) {
                draft.buses.push(("arduino", bus.to_owned(), signal.to_owned(), number));
            }
        }
        if let Some(number) = pin_of(&["LED_BUILTIN"]) {
            draft.wiring.push((number, "LED".to_owned()));
        }
        Ok(draft)
    }
}

/// Which names of a variant's header say where a bus sits.
const BUSES: [(&str, &str, &[&str]); 6] = [
    ("i2c0", "sda", &["PIN_WIRE_SDA", "PIN_WIRE0_SDA", "SDA"]),
    ("i2c0", "scl", &["PIN_WIRE_SCL", "PIN_WIRE0_SCL", "SCL"]),
    ("spi0", "mosi", &["PIN_SPI_MOSI", "PIN_SPI0_MOSI", "MOSI"]),
    ("spi0", "miso", &["PIN_SPI_MISO", "PIN_SPI0_MISO", "MISO"]),
    ("spi0", "sck", &["PIN_SPI_SCK", "PIN_SPI0_SCK", "SCK"]),
    ("spi0", "cs", &["PIN_SPI_SS", "PIN_SPI0_SS", "SS"]),
];

/// Names of variant headers that stand for one pin each.
fn is_pin_name(name: &str) -> bool {
    let plain = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_numbered = plain.len() < name.len();
    matches!(plain, "SDA" | "SCL" | "MOSI" | "MISO" | "SCK" | "SS" | "TX" | "RX" | "LED_BUILTIN" | "LED" | "BUTTON" | "DAC")
        || (is_numbered && matches!(plain, "A" | "D" | "T" | "PIN_A" | "PIN_D"))
        || ((name.starts_with("LED_") || name.starts_with("PIN_")) && !name.ends_with("_COUNT") && !name.contains("INTERFACE"))
}

/// Reads the pin headers of a variant, and those of the core that go on from them; also their names, for the
/// source. `header` is the variant's, where the board names one.
fn read_variant(folder: &Path, header: &str, core: Option<&Path>, defines: Vec<(String, String)>) -> (Unit, Vec<String>) {
    let mut unit = Unit::new(defines);
    let mut files = Vec::new();
    let is_plain = !header.is_empty() && !header.contains(['/', '\\', '{']);
    let named = Some(header)
        .filter(|_| is_plain)
        .map(|header| [header.to_owned(), Path::new(header).with_extension("cpp").to_string_lossy().into_owned()]);
    let of_variant = ["pins_arduino.h", "variant.h", "variant.cpp"].map(str::to_owned).into_iter().chain(named.into_iter().flatten());
    let of_core = core.into_iter().flat_map(|core| ["pins_arduino.h", "core_pins.h"].map(|name| core.join(name)));
    for path in of_variant.map(|name| folder.join(name)).chain(of_core) {
        if path.is_file() {
            unit.read(&path);
            let parts: Vec<_> = path.iter().rev().take(2).map(|part| part.to_string_lossy()).collect();
            files.push(parts.into_iter().rev().collect::<Vec<_>>().join("/"));
        }
    }
    (unit, files)
}

/// The chips of a variant's folder in the STM32 core: `STM32F1xx/F103C8T_F103CB(T-U)` is of the STM32F103C8T,
/// the STM32F103CBT and the STM32F103CBU.
fn stm32_packages(variant: &str) -> Vec<String> {
    let Some((_, folder)) = variant.strip_prefix("STM32").and_then(|rest| rest.split_once('/')) else { return Vec::new() };
    let mut all = Vec::new();
    for name in folder.split('_') {
        let mut chips = vec!["STM32".to_owned()];
        for (at, part) in name.split(['(', ')']).enumerate() {
            // What stands in brackets is one or another.
            let choices: Vec<&str> = if at % 2 == 1 { part.split('-').collect() } else { vec![part] };
            chips = chips.iter().take(64).flat_map(|chip| choices.iter().map(move |choice| format!("{chip}{choice}"))).collect();
        }
        all.extend(chips);
    }
    all
}

/// `atmega328p` → `__AVR_ATmega328P__`.
fn avr_macro(mcu: &str) -> String {
    let upper = mcu.to_ascii_uppercase();
    let name = upper.replacen("ATMEGA", "ATmega", 1).replacen("ATTINY", "ATtiny", 1);
    format!("__AVR_{name}__")
}

/// The known chip that one of the clues names; the longest name wins (`esp32s3` before `esp32`).
pub(crate) fn chip_of(clues: &[&str], base: &Tables) -> Option<String> {
    let plain = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let mut chips = base.chip_ids();
    chips.sort_by_key(|id| std::cmp::Reverse(id.len()));
    for clue in clues {
        let clue = plain(clue);
        if let Some(chip) = chips.iter().find(|chip| plain(chip) == clue) {
            return Some(chip.clone());
        }
    }
    // `__SAMD21G18A__` names a samd21; `esp32s3` is no esp32, and an atmega2560 no atmega256.
    let is_inside = |clue: &str, chip: &str| {
        clue.find(chip).is_some_and(|at| {
            let rest = &clue[at + chip.len()..];
            rest.is_empty()
                || (chip.starts_with("samd")
                    || chip.starts_with("rp2")
                    || chip.starts_with("stm32")
                    || chip.starts_with("nrf52")
                    || chip.starts_with("ra"))
        })
    };
    clues.iter().map(|clue| plain(clue)).find_map(|clue| chips.iter().find(|chip| is_inside(&clue, &plain(chip))).cloned())
}

pub(crate) fn chip_family(chip: &str, base: &Tables) -> Option<Family> {
    base.chip(chip).map(|chip| chip.family)
}

/// The runtime in the tables that comes nearest: of the same name and major version, of the same name, of the
/// same architecture.
pub(crate) fn nearest_runtime(base: &Tables, name: &str, version: &str, architecture: &str) -> Option<String> {
    let major = |text: &str| text.split('.').next().unwrap_or_default().to_owned();
    let same: Vec<&str> = base.runtimes().filter(|known| known.split('@').next() == Some(name)).collect();
    let of_version = same.iter().find(|known| known.split('@').nth(1).map(major) == Some(major(version)));
    let of_architecture =
        || base.runtimes().find(|known| base.runtime_architecture(known, RuntimeKind::Arduino).as_deref() == Some(architecture));
    of_version.or(same.last()).copied().or_else(of_architecture).map(str::to_owned)
}

/// Vendor and architecture of `…/packages/VENDOR/hardware/ARCH/VERSION` or `…/hardware/VENDOR/ARCH`.
fn package_of_path(folder: &Path) -> Option<(String, String)> {
    let parts: Vec<String> = folder.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let at = parts.iter().rposition(|part| part == "hardware")?;
    let part = |index: usize| parts.get(index).cloned().filter(|part| crate::text::is_word(part));
    if at >= 2 && parts[at - 2] == "packages" { Some((part(at - 1)?, part(at + 1)?)) } else { Some((part(at + 1)?, part(at + 2)?)) }
}

/// A board of `boards.txt`.
#[derive(Debug, Clone, Default)]
struct BoardText {
    id: String,
    /// Its own properties, with those of the first option of each menu and of its `choice`.
    properties: BTreeMap<String, String>,
    /// Menu and option, where the options of a menu are boards of their own.
    choice: Option<(String, String)>,
}

/// An option of a menu: its menu, its own name and what it sets; its title stands under no key.
#[derive(Debug, Clone, Default)]
struct OptionText {
    menu: String,
    id: String,
    properties: BTreeMap<String, String>,
}

/// Reads a `boards.txt`.
fn read_boards(path: &Path) -> Result<Vec<BoardText>> {
    let text = read(path)?;
    let mut boards: Vec<(BoardText, Vec<OptionText>)> = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let Some((key, value)) = line.split_once('=') else {
            return Err(error_at(path, index + 1, format!("“{}” is not KEY=VALUE", line.chars().take(60).collect::<String>())));
        };
        let Some((id, key)) = key.trim().split_once('.') else { continue };
        if id == "menu" {
            continue;
        }
        if !id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')) || id.is_empty() {
            return Err(error_at(path, index + 1, format!("“{id}” is no identifier of a board")));
        }
        let at = boards.iter().rposition(|(board, _)| board.id == id).unwrap_or_else(|| {
            boards.push((BoardText { id: id.to_owned(), ..BoardText::default() }, Vec::new()));
            boards.len() - 1
        });
        let (board, options) = &mut boards[at];
        let Some(rest) = key.strip_prefix("menu.") else {
            board.properties.insert(key.to_owned(), value.trim().to_owned());
            continue;
        };
        // `menu.cpu.atmega328.build.mcu`
        let mut parts = rest.splitn(3, '.');
        let (Some(menu), Some(option)) = (parts.next(), parts.next()) else { continue };
        let at = options.iter().rposition(|known| known.menu == menu && known.id == option).unwrap_or_else(|| {
            options.push(OptionText { menu: menu.to_owned(), id: option.to_owned(), ..OptionText::default() });
            options.len() - 1
        });
        options[at].properties.insert(parts.next().unwrap_or("name").to_owned(), value.trim().to_owned());
    }
    let boards: Vec<BoardText> = boards.into_iter().flat_map(|(board, options)| chosen(&board, &options)).collect();
    if boards.is_empty() {
        return Err(error(path, "names no board (`ID.name=…`)"));
    }
    Ok(boards)
}

/// The board as it is without a choice, and, where a menu chooses between variants, each of these.
fn chosen(board: &BoardText, options: &[OptionText]) -> Vec<BoardText> {
    if !board.properties.contains_key("name") {
        return Vec::new();
    }
    // What holds without a choice is what the first option of each menu says.
    let without = |chosen: Option<&str>| {
        let mut plain = board.clone();
        let mut seen: BTreeSet<&str> = chosen.into_iter().collect();
        for option in options.iter().filter(|option| seen.insert(&option.menu)) {
            let set = option.properties.iter().filter(|(key, _)| *key != "name");
            plain.properties.extend(set.map(|(key, value)| (key.clone(), value.clone())));
        }
        plain
    };
    let variants = options.iter().filter(|option| option.properties.contains_key("build.variant"));
    let variants = variants.map(|option| {
        let mut board = without(Some(&option.menu));
        board.properties.extend(option.properties.clone());
        board.choice = Some((option.menu.clone(), option.id.clone()));
        board
    });
    let variants: Vec<BoardText> = variants.collect();
    std::iter::once(without(None)).chain(variants).collect()
}
