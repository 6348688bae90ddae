//! The embedded tables and the lookups over them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;

use crate::declarations::{LazyDeclarations, names_in};
use crate::overlay::Overlay;
use crate::record::{Abilities, BoardRecord, CautionRule, ChipRecord, RuntimeRecord};
use crate::source::Source;
use crate::target::Extras;
use crate::{
    Api, Board, Caution, CautionKind, Chip, FixedWiring, Pin, Runtime, RuntimeKind, Target, UnknownBoard, embedded, names, packed,
};

/// How many boards with a chip are asked what runs on it.
const SAMPLED_BOARDS: usize = 16;

/// How many near matches an unknown name gets.
const SUGGESTIONS: usize = 3;

/// All boards, chips and runtimes; unpacked and parsed one at a time, when asked for.
pub struct Tables {
    chips: Rows,
    boards: Rows,
    /// One line a board: id, name, chip and other names, TAB-separated.
    listing: Cow<'static, [u8]>,
    runtimes: Rows,
    api: Vec<(Cow<'static, str>, Arc<LazyDeclarations>)>,
    /// What lies over the tables below: imported boards, a user's own.
    overlay: Option<(Overlay, Arc<Tables>)>,
    /// Runtimes share their `Api`, since parsing it is the expensive part.
    loaded: Mutex<FxHashMap<String, Arc<Runtime>>>,
}

impl fmt::Debug for Tables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tables").field("boards", &self.boards.names.lines().count()).finish_non_exhaustive()
    }
}

/// What a list of boards shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BoardName {
    /// Canonical identifier.
    pub id: String,
    /// Name on the box.
    pub name: String,
    /// Identifier of the chip.
    pub chip: String,
    /// Every name it answers to, the identifier first.
    pub ids: Vec<String>,
}

/// A table: which name leads to which row, and the rows as packed JSON. Nothing is read before a
/// name is asked for, and then one block.
struct Rows {
    /// `lower-case name TAB number of the row` a line, sorted by name.
    names: Cow<'static, str>,
    packed: Cow<'static, [u8]>,
}

impl Rows {
    fn embedded((names, packed): (&'static str, &'static [u8])) -> Self {
        Self { names: names.into(), packed: packed.into() }
    }

    fn new(table: Table) -> Self {
        Self { names: table.names.into(), packed: table.rows.into() }
    }

    /// Every lower-case name, sorted.
    fn all_names(&self) -> impl Iterator<Item = &str> {
        self.names.lines().filter_map(|line| line.split('\t').next())
    }

    /// Every row.
    fn all<T: DeserializeOwned>(&self) -> impl Iterator<Item = T> {
        packed::lines(&self.packed).map(|row| record(&row))
    }

    fn at<T: DeserializeOwned>(&self, row: usize) -> Option<T> {
        let (first, block) = packed::block_of(&self.packed, row)?;
        Some(record(block.lines().nth(row - first)?))
    }

    fn find<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        find_name(&self.names, &name.to_ascii_lowercase()).and_then(|row| self.at(row))
    }
}

/// Reads one row. Code generation wrote it and a test reads every one of them.
fn record<T: DeserializeOwned>(json: &str) -> T {
    serde_json::from_str(json).unwrap_or_else(|e| panic!("a table row is damaged: {e}: {json}"))
}

/// The row of a lower-case name, by bisection over the lines.
fn find_name(names: &str, wanted: &str) -> Option<usize> {
    let bytes = names.as_bytes();
    let (mut low, mut high) = (0, bytes.len());
    while low < high {
        let middle = low.midpoint(high);
        let start = bytes[low..middle].iter().rposition(|byte| *byte == b'\n').map_or(low, |at| low + at + 1);
        let end = bytes[middle..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| middle + at);
        let (name, row) = names[start..end].split_once('\t')?;
        match name.cmp(wanted) {
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
            std::cmp::Ordering::Equal => return row.parse().ok(),
        }
    }
    None
}

impl Tables {
    /// The tables built into this binary.
    pub fn embedded() -> &'static Self {
        Self::embedded_shared()
    }

    /// The tables built into this binary, to put overlays on.
    pub fn shared() -> Arc<Self> {
        Arc::clone(Self::embedded_shared())
    }

    fn embedded_shared() -> &'static Arc<Self> {
        static TABLES: OnceLock<Arc<Tables>> = OnceLock::new();
        TABLES.get_or_init(|| Arc::new(Self::load_embedded()))
    }

    /// The embedded tables anew: nothing in them was asked for yet.
    pub(crate) fn load_embedded() -> Self {
        Self {
            chips: Rows::embedded(embedded::CHIPS),
            boards: Rows::embedded(embedded::BOARDS),
            listing: embedded::LISTING.into(),
            runtimes: Rows::embedded(embedded::RUNTIMES),
            api: embedded::API.iter().map(|(key, packed)| (Cow::Borrowed(*key), Arc::new(LazyDeclarations::packed(packed)))).collect(),
            overlay: None,
            loaded: Mutex::default(),
        }
    }

    /// These tables with an overlay on them: what it says goes before what they say.
    pub fn with_overlay(base: Arc<Self>, overlay: Overlay) -> Self {
        let nothing = || Rows::embedded(("", &[]));
        Self {
            chips: nothing(),
            boards: nothing(),
            listing: Cow::Borrowed(&[]),
            runtimes: nothing(),
            api: Vec::new(),
            overlay: Some((overlay, base)),
            loaded: Mutex::default(),
        }
    }

    /// The file that a board was read from; `None` for one that is built into the program.
    pub fn board_file(&self, id: &str) -> Option<&Path> {
        let (overlay, base) = self.overlay.as_ref()?;
        overlay.board(id).map(|board| board.path.as_path()).or_else(|| base.board_file(id))
    }

    /// Identifier of the board that was read from a file.
    pub fn board_of_file(&self, file: &Path) -> Option<String> {
        self.overlays().flat_map(|overlay| &overlay.boards).find(|board| board.path == file).map(|board| board.record.board.id.clone())
    }

    /// Overlays, the topmost first.
    fn overlays(&self) -> impl Iterator<Item = &Overlay> {
        std::iter::successors(self.overlay.as_ref(), |(_, base)| base.overlay.as_ref()).map(|(overlay, _)| overlay)
    }

    /// The tables below all overlays.
    fn bottom(&self) -> &Self {
        self.overlay.as_ref().map_or(self, |(_, base)| base.bottom())
    }

    fn find_board(&self, name: &str) -> Option<BoardRecord> {
        self.overlays()
            .find_map(|overlay| overlay.board(name))
            .map(|board| board.record.clone())
            .or_else(|| self.bottom().boards.find(name))
    }

    pub(crate) fn find_chip(&self, id: &str) -> Option<ChipRecord> {
        self.overlays().find_map(|overlay| overlay.chip(id)).cloned().or_else(|| self.bottom().chips.find(id))
    }

    pub(crate) fn find_runtime(&self, coordinate: &str) -> Option<RuntimeRecord> {
        self.overlays().find_map(|overlay| overlay.runtime(coordinate)).cloned().or_else(|| self.bottom().runtimes.find(coordinate))
    }

    /// Pins of a chip with the numbers that GPIO-numbered runtimes use.
    pub fn chip_pins(&self, id: &str) -> Vec<(String, Option<u16>)> {
        self.find_chip(id).into_iter().flat_map(|record| record.pins).map(|pin| (pin.pin, pin.number)).collect()
    }

    /// Architecture word of a runtime of this kind, by its `name@version`.
    pub fn runtime_architecture(&self, coordinate: &str, kind: RuntimeKind) -> Option<String> {
        self.find_runtime(coordinate).filter(|record| record.kind == kind.name()).map(|record| record.architecture)
    }

    /// Identifiers of all chips.
    pub fn chip_ids(&self) -> Vec<String> {
        let own = self.overlays().flat_map(|overlay| overlay.chips.iter().map(|chip| chip.chip.id.clone()));
        own.chain(self.bottom().chips.all_names().map(str::to_owned)).collect()
    }

    /// Runtimes that run on the known boards with a chip, for a board that names none. A few boards tell.
    pub fn runtimes_of_chip(&self, chip: &str) -> Vec<String> {
        let mut runtimes: Vec<String> = Vec::new();
        for board in self.listing().iter().filter(|board| board.chip == chip).take(SAMPLED_BOARDS) {
            let Some(record) = self.find_board(&board.id) else { continue };
            runtimes.extend(record.runtimes.into_iter().filter(|runtime| !runtimes.contains(runtime)).collect::<Vec<_>>());
        }
        runtimes
    }

    /// The declarations of one API file.
    fn part(&self, key: &str) -> Option<Arc<LazyDeclarations>> {
        let own = self.overlays().find_map(|overlay| overlay.part(key));
        own.or_else(|| self.bottom().api.iter().find(|(known, _)| known == key).map(|(_, part)| part)).map(Arc::clone)
    }

    /// Declarations of all Arduino `libraries` or MicroPython `modules`, overlays first.
    fn installable(&self, kind: &str) -> impl Iterator<Item = Arc<LazyDeclarations>> {
        let own = self.overlays().flat_map(|overlay| overlay.api.iter().map(|(key, part)| (key.as_str(), part)));
        let below = self.bottom().api.iter().map(|(key, part)| (key.as_ref(), part));
        own.chain(below).filter(move |(key, _)| key.split('/').next() == Some(kind)).map(|(_, part)| Arc::clone(part))
    }

    /// Runtimes that run on a board, the default of each kind first: those that the user has imported
    /// go before the ones built in, since they are what is installed.
    fn runtimes_of(&self, board: &BoardRecord) -> Vec<String> {
        let name_of = |coordinate: &str| coordinate.split('@').next().unwrap_or_default().to_owned();
        let names: Vec<String> = board.runtimes.iter().map(|coordinate| name_of(coordinate)).collect();
        let mut runtimes: Vec<String> = Vec::new();
        let imported = self.overlays().flat_map(|overlay| &overlay.runtimes).filter(|runtime| names.contains(&runtime.record.name));
        for coordinate in imported.map(|runtime| runtime.coordinate.clone()).chain(board.runtimes.iter().cloned()) {
            if !runtimes.contains(&coordinate) {
                runtimes.push(coordinate);
            }
        }
        runtimes
    }

    /// Tables read from a `data/` directory instead of the binary.
    pub fn from_source(source: &Source) -> Self {
        let packs = pack(source);
        Self {
            chips: Rows::new(packs.chips),
            boards: Rows::new(packs.boards),
            listing: packs.listing.into(),
            runtimes: Rows::new(packs.runtimes),
            api: source.api.iter().map(|(key, text)| (key.clone().into(), Arc::new(LazyDeclarations::new(text.clone())))).collect(),
            overlay: None,
            loaded: Mutex::default(),
        }
    }

    /// All boards in full, sorted by id. [`Tables::listing`] is a tenth of the work where names will do.
    pub fn boards(&self) -> Vec<Arc<Board>> {
        let Some((overlay, base)) = &self.overlay else {
            return self.boards.all::<BoardRecord>().map(|record| Arc::new(record.board)).collect();
        };
        let mut boards = base.boards();
        boards.retain(|board| overlay.boards.iter().all(|own| own.record.board.id != board.id));
        boards.extend(overlay.boards.iter().map(|own| Arc::new(own.record.board.clone())));
        boards.sort_by(|a, b| a.id.cmp(&b.id));
        boards
    }

    /// The boards described by hand, of which it is known which pins reach a header, sorted by id: a
    /// fair sample where all boards would be too many.
    pub fn reference_boards(&self) -> Vec<Arc<Board>> {
        let records = self.bottom().boards.all::<BoardRecord>();
        records.filter(|record| record.header_known).map(|record| Arc::new(record.board)).collect()
    }

    /// The names of all boards, sorted by id.
    pub fn listing(&self) -> Vec<BoardName> {
        let Some((overlay, base)) = &self.overlay else {
            return packed::lines(&self.listing)
                .filter_map(|line| {
                    let mut cells = line.split('\t').map(str::to_owned);
                    let (id, name, chip) = (cells.next()?, cells.next()?, cells.next()?);
                    Some(BoardName { ids: std::iter::once(id.clone()).chain(cells).collect(), id, name, chip })
                })
                .collect();
        };
        let mut boards = base.listing();
        boards.retain(|board| overlay.boards.iter().all(|own| own.record.board.id != board.id));
        boards.extend(overlay.boards.iter().map(|own| {
            let Board { id, name, chip, ids, .. } = own.record.board.clone();
            BoardName { id, name, chip, ids }
        }));
        boards.sort_by(|a, b| a.id.cmp(&b.id));
        boards
    }

    /// A chip by its id.
    pub fn chip(&self, id: &str) -> Option<Chip> {
        self.find_chip(id).map(|record| record.chip)
    }

    /// `name@version` of every runtime, sorted.
    pub fn runtimes(&self) -> impl Iterator<Item = &str> {
        let own: BTreeSet<&str> =
            self.overlays().flat_map(|overlay| &overlay.runtimes).map(|runtime| runtime.coordinate.as_str()).collect();
        let built_in = self.bottom().runtimes.all_names();
        built_in.chain(own).collect::<BTreeSet<_>>().into_iter()
    }

    /// A board by PlatformIO id, FQBN or MicroPython name (ASCII case ignored).
    pub fn board(&self, name: &str) -> Result<Arc<Board>, UnknownBoard> {
        self.board_record(name).map(|record| Arc::new(record.board))
    }

    /// Whether a board answers to this name. Unlike [`Self::board`] it looks for no similar names,
    /// which takes milliseconds.
    pub fn has_board(&self, name: &str) -> bool {
        spellings(name.trim()).any(|spelling| self.find_board(&spelling).is_some())
    }

    pub(crate) fn board_record(&self, name: &str) -> Result<BoardRecord, UnknownBoard> {
        let name = name.trim();
        spellings(name).find_map(|spelling| self.find_board(&spelling)).ok_or_else(|| {
            // Several names of one board may look alike; each board is suggested once, by its id.
            let own = self.overlays().flat_map(|overlay| &overlay.boards).map(|board| board.record.board.id.as_str());
            let mut suggestions: Vec<String> = names::nearest(name, own, SUGGESTIONS).into_iter().map(str::to_owned).collect();
            let boards = &self.bottom().boards;
            for near in names::nearest(name, boards.all_names(), 4 * SUGGESTIONS) {
                let Some(record) = boards.find::<BoardRecord>(near) else { continue };
                if !suggestions.contains(&record.board.id) && suggestions.len() < SUGGESTIONS {
                    suggestions.push(record.board.id);
                }
            }
            UnknownBoard { name: name.to_owned(), suggestions }
        })
    }

    /// The target for a board and a language; `runtime` is `name@version` with any prefix of the
    /// version (`arduino-esp32@2.0`), or `None` for the board's default.
    pub fn target(&self, board: &str, kind: RuntimeKind, runtime: Option<&str>) -> Result<Target, TargetError> {
        let board = self.board_record(board).map_err(TargetError::UnknownBoard)?;
        let runtimes = self.runtimes_of(&board);
        let of_kind: Vec<RuntimeRecord> = runtimes
            .iter()
            .filter_map(|coordinate| self.find_runtime(coordinate))
            .filter(|candidate| candidate.kind == kind.name())
            .collect();
        let chosen =
            of_kind.into_iter().find(|candidate| runtime.is_none_or(|wanted| matches_version(&candidate.name, &candidate.version, wanted)));
        let Some(chosen) = chosen else {
            return Err(TargetError::NoRuntime {
                wanted: runtime.unwrap_or(kind.name()).to_owned(),
                available: runtimes,
                board: board.board.id,
            });
        };
        let chip = self.find_chip(&board.board.chip).unwrap_or_else(|| panic!("board {} has no chip", board.board.id));
        let mut runtime = self.runtime(&chosen, kind);
        if !(chip.lacks.is_empty() && chip.api.is_empty() && board.lacks.is_empty() && board.objects.is_empty()) {
            // Declarations stay shared; only the list of what is missing here is this board's own.
            let mut api = Api::clone(&runtime.api);
            if kind == RuntimeKind::Arduino {
                let registers: Vec<_> = chip.api.iter().filter_map(|key| self.part(key)).collect();
                let (core, others) = api.parts.split_at(api.core);
                api.parts = core.iter().chain(&registers).chain(others).cloned().collect();
                api.core += registers.len();
                api.speakers = Arc::default();
            }
            api.lacking = chip.lacks.iter().chain(&board.lacks).cloned().collect();
            api.objects = board.objects.iter().cloned().collect();
            runtime = Arc::new(Runtime { api: Arc::new(api), ..Runtime::clone(&runtime) });
        }
        Ok(merge(chip, board, &chosen, runtime))
    }

    fn runtime(&self, record: &RuntimeRecord, kind: RuntimeKind) -> Arc<Runtime> {
        let coordinate = format!("{}@{}", record.name, record.version);
        // A panic elsewhere cannot leave this map half-written.
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(runtime) = loaded.get(&coordinate) {
            return Arc::clone(runtime);
        }
        let mut parts: Vec<_> = record.api.iter().filter_map(|key| self.part(key)).collect();
        let core = parts.len();
        if kind == RuntimeKind::Arduino {
            let mut libraries: Vec<_> = self.installable("libraries").collect();
            // Of two libraries with a class of one name (`Servo`), the one for this architecture is meant.
            libraries.sort_by_key(|part| !part.supports(&record.architecture));
            parts.extend(libraries);
        }
        if kind == RuntimeKind::MicroPython {
            parts.extend(self.installable("modules"));
        }
        let api = Api {
            parts: parts.into(),
            core,
            project: 0,
            overloads: Arc::default(),
            overloads_below: Arc::default(),
            without: None,
            removed: record.removed.iter().cloned().collect(),
            changed: record.changed.iter().cloned().collect(),
            lacking: Arc::default(),
            objects: Arc::default(),
            speakers: Arc::default(),
            source: record.source.clone(),
        };
        let runtime = Arc::new(Runtime { name: record.name.clone(), version: record.version.clone(), kind, api: Arc::new(api) });
        loaded.insert(coordinate, Arc::clone(&runtime));
        runtime
    }
}

/// How a board may be written, most exact first: as given, with one of its FQBN's options
/// (`STMicroelectronics:stm32:Nucleo_64:pnum=NUCLEO_F401RE`), and without options
/// (`arduino:avr:nano:cpu=atmega328old` names the same board as `arduino:avr:nano`).
fn spellings(name: &str) -> impl Iterator<Item = Cow<'_, str>> {
    let options = name.match_indices(':').nth(2).map(|(at, _)| at);
    let short = options.map(|at| &name[..at]);
    let single = options
        .into_iter()
        .flat_map(move |at| name[at + 1..].split(',').map(move |option| Cow::Owned(format!("{}:{option}", &name[..at]))));
    let all = std::iter::once(Cow::Borrowed(name)).chain(single).chain(short.map(Cow::Borrowed));
    // The core of the ESP32 was `espressif:esp32` where it was installed from its repository.
    all.flat_map(|name| {
        let today = name.strip_prefix("espressif:esp32:").map(|board| Cow::Owned(format!("esp32:esp32:{board}")));
        std::iter::once(name).chain(today)
    })
}

/// Whether `wanted` (`arduino-esp32`, `arduino-esp32@2`, `arduino-esp32@2.0`) covers a runtime.
fn matches_version(name: &str, version: &str, wanted: &str) -> bool {
    let (wanted_name, wanted_version) = wanted.split_once('@').unwrap_or((wanted, ""));
    wanted_name.eq_ignore_ascii_case(name)
        && (wanted_version.is_empty() || version.strip_prefix(wanted_version).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
}

/// A table as it is embedded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// `lower-case name TAB number of the row` a line, sorted by name.
    pub names: String,
    /// The rows, packed.
    pub rows: Vec<u8>,
}

/// The embedded form of everything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packs {
    /// Chips by id.
    pub chips: Table,
    /// Boards by every name.
    pub boards: Table,
    /// What a list of boards shows, packed.
    pub listing: Vec<u8>,
    /// Runtimes by `name@version`.
    pub runtimes: Table,
    /// API files by path under `data/`, packed.
    pub api: Vec<(String, Vec<u8>)>,
}

fn table<'a, T: serde::Serialize + 'a>(records: impl Iterator<Item = (Vec<String>, &'a T)>) -> Table {
    let mut names = Vec::new();
    let mut rows = Vec::new();
    for (row, (own, record)) in records.enumerate() {
        names.extend(own.into_iter().map(|name| (name.to_ascii_lowercase(), row)));
        // The records are plain data with string keys, which JSON can always express.
        rows.push(serde_json::to_string(record).expect("records are plain data"));
    }
    names.sort();
    names.dedup();
    Table {
        names: names.into_iter().fold(String::new(), |text, (name, row)| text + &format!("{name}\t{row}\n")),
        rows: packed::pack_rows(rows.iter().map(String::as_str)),
    }
}

/// Writes the tables in the form that [`Tables`] reads.
pub fn pack(source: &Source) -> Packs {
    let listing: Vec<String> = source
        .boards
        .iter()
        .map(|record| {
            let Board { id, name, chip, ids, .. } = &record.board;
            [id, name, chip].into_iter().chain(ids.iter().filter(|other| *other != id)).map(String::as_str).collect::<Vec<_>>().join("\t")
        })
        .collect();
    Packs {
        chips: table(source.chips.iter().map(|record| (vec![record.chip.id.clone()], record))),
        boards: table(source.boards.iter().map(|record| (record.board.ids.clone(), record))),
        listing: packed::pack_rows(listing.iter().map(String::as_str)),
        runtimes: table(source.runtimes.iter().map(|record| (vec![format!("{}@{}", record.name, record.version)], record))),
        api: source.api.iter().map(|(key, text)| (key.clone(), packed::pack_text(text, names_in(text)))).collect(),
    }
}

/// Chip, then board, then runtime.
fn merge(chip: ChipRecord, mut board: BoardRecord, runtime: &RuntimeRecord, loaded: Arc<Runtime>) -> Target {
    let micropython = loaded.kind == RuntimeKind::MicroPython;
    if micropython && board.listed {
        // Wiring is written in Arduino numbers.
        let gpio = |number: u16| {
            let row = board.pins.iter().find(|row| row.number == Some(number))?;
            chip.pins.iter().find(|pin| pin.pin == row.pin)?.number
        };
        let wiring = &board.board.wiring;
        board.board.wiring = wiring.iter().filter_map(|wiring| Some(FixedWiring { pin: gpio(wiring.pin)?, ..wiring.clone() })).collect();
    }
    let mut pins: Vec<(Pin, Abilities)> = Vec::new();
    let mut labels = FxHashMap::default();
    let mut refused = Vec::new();
    let mut next_named = Pin::FIRST_NAMED;
    let source = format!("{}; {}", chip.source, board.board.source);

    let mut place = |name: &str, number: u16, exposed: bool, can: Option<Abilities>, names: &[String]| {
        let silicon = chip.pins.iter().find(|pin| pin.pin == name);
        let pin = Pin {
            number,
            chip_pin: name.to_owned(),
            names: names.to_vec(),
            exposed,
            input: false,
            output: false,
            pull_up: false,
            pull_down: false,
            pwm: false,
            adc: silicon.and_then(|pin| pin.adc.clone()),
            dac: silicon.and_then(|pin| pin.dac.clone()),
            touch: silicon.and_then(|pin| pin.touch.clone()),
            interrupt: false,
            functions: silicon.map(|pin| pin.functions.clone()).unwrap_or_default(),
            cautions: Vec::new(),
            source: source.clone(),
        };
        pins.push((pin, can.or(silicon.map(|pin| pin.can)).unwrap_or_default()));
    };
    for row in &board.pins {
        let silicon = chip.pins.iter().find(|pin| pin.pin == row.pin);
        let gpio = silicon.and_then(|pin| pin.number);
        let number = if !micropython {
            // Where the core numbers by list, a pin outside of the list has no number.
            row.number.or(gpio.filter(|_| !board.listed))
        } else if silicon.is_none() && row.micropython.is_empty() {
            // A number that only the Arduino core invents, as for an RGB LED.
            None
        } else {
            gpio.or_else(|| {
                next_named += 1;
                Some(next_named - 1)
            })
        };
        let Some(number) = number else { continue };
        if !row.label.is_empty() {
            labels.insert(number, row.label.clone());
        }
        place(&row.pin, number, row.exposed, row.can, if micropython { &row.micropython } else { &row.arduino });
    }
    // Pins that the board's table leaves out: reached by their number, or in MicroPython by name.
    if micropython || !board.listed {
        for pin in &chip.pins {
            if board.pins.iter().any(|row| row.pin == pin.pin) {
                continue;
            }
            let number = pin.number.or_else(|| {
                next_named += 1;
                micropython.then_some(next_named - 1)
            });
            if let Some(number) = number {
                place(&pin.pin, number, false, None, &[]);
            }
        }
    }
    if micropython {
        merge_rows_of_one_pin(&mut pins);
        // A name of the board goes before the chip's own (`A0` is also what the port calls PA0).
        let taken: Vec<String> = pins.iter().flat_map(|(pin, _)| pin.names.clone()).collect();
        for (pin, _) in &mut pins {
            pin.names.extend(runtime.name_of(&pin.chip_pin).filter(|name| !taken.contains(name)));
        }
    }

    for (pin, can) in &mut pins {
        let mut rules: Vec<&CautionRule> = chip.cautions.iter().chain(&board.cautions).collect();
        rules.retain(|rule| rule.pins.contains(&pin.chip_pin) && !board.frees(&pin.chip_pin, rule.caution.kind));
        pin.cautions = rules.into_iter().map(|rule| rule.caution.clone()).collect();
        for overlay in &runtime.overlays {
            if overlay.chip != chip.chip.id || !overlay.pins.contains(&pin.chip_pin) {
                continue;
            }
            can.0 = (can.0 | overlay.can.0) & !overlay.cannot.0;
            // A name that the board's own header gives to another pin stays there.
            pin.names.extend(overlay.names.iter().filter(|name| !board.pins.iter().any(|row| row.arduino.contains(name))).cloned());
            if let Some(text) = &overlay.refuse {
                *can = Abilities::default();
                pin.adc = None;
                pin.dac = None;
                pin.touch = None;
                pin.functions.clear();
                pin.cautions.clear();
                pin.cautions.push(Caution { kind: CautionKind::Other, text: text.clone(), source: overlay.source.clone() });
                refused.push(pin.number);
            }
            pin.source = format!("{}; {}", pin.source, overlay.source);
        }
        pin.input = can.has("input");
        pin.output = can.has("output");
        pin.pull_up = can.has("pull_up");
        pin.pull_down = can.has("pull_down");
        pin.pwm = can.has("pwm");
        pin.interrupt = can.has("interrupt");
        // An LED on the board is there to be used, header or not.
        let on_board =
            board.board.wiring.iter().any(|wiring| wiring.pin == pin.number) || pin.names.iter().any(|name| name.contains("LED"));
        if !pin.exposed && board.header_known && !on_board {
            pin.cautions.push(Caution {
                kind: CautionKind::Absent,
                text: format!("The {} does not bring {} out to a header.", board.board.name, pin.chip_pin),
                source: board.board.source.clone(),
            });
        }
    }
    let mut pins: Vec<Pin> = pins.into_iter().map(|(pin, _)| pin).collect();
    pins.sort_by_key(|pin| pin.number);

    let mut buses = board.board.buses[..board.own_buses].to_vec();
    buses.retain(|bus| bus.lang == runtime.kind);
    for default in runtime.buses.iter().filter(|default| default.chip == chip.chip.id) {
        if !board.board.buses[..board.own_buses].iter().any(|own| own.lang == runtime.kind && own.bus == default.bus.bus) {
            buses.push(default.bus.clone());
        }
    }
    Target {
        extras: Arc::new(Extras {
            matrix: chip.matrix,
            analog: runtime.analog,
            analog_internal: runtime.analog_internal.clone(),
            buses,
            labels,
            refused,
            architecture: runtime.architecture.clone(),
        }),
        chip: Arc::new(chip.chip),
        board: Arc::new(board.board),
        runtime: loaded,
        pins,
    }
}

/// An Arduino table may number one pin twice (`A6` and `4` on a Leonardo); MicroPython sees one pin.
fn merge_rows_of_one_pin(pins: &mut Vec<(Pin, Abilities)>) {
    let mut merged: Vec<(Pin, Abilities)> = Vec::with_capacity(pins.len());
    for (pin, can) in pins.drain(..) {
        match merged.iter_mut().find(|(known, _)| known.chip_pin == pin.chip_pin) {
            Some((known, _)) => {
                known.exposed |= pin.exposed;
                known.names.extend(pin.names);
            }
            None => merged.push((pin, can)),
        }
    }
    *pins = merged;
}

/// Why there is no target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetError {
    /// Nobody knows the board.
    UnknownBoard(UnknownBoard),
    /// The board exists, but nothing of this kind runs on it.
    NoRuntime {
        /// Board id.
        board: String,
        /// What was asked for.
        wanted: String,
        /// Runtimes that do run on it.
        available: Vec<String>,
    },
}

impl fmt::Display for TargetError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownBoard(unknown) => unknown.fmt(f),
            Self::NoRuntime { board, wanted, available } => {
                write!(f, "the tables know no {wanted} for `{board}`; it runs {}", available.join(", "))
            }
        }
    }
}

impl std::error::Error for TargetError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_by_bisection() {
        let names: String = (0..500).fold(String::new(), |text, n| text + &format!("name{n:03}\t{n}\n"));
        for n in 0..500 {
            assert_eq!(find_name(&names, &format!("name{n:03}")), Some(n));
        }
        for absent in ["", "name", "name0005", "z", "name500"] {
            assert_eq!(find_name(&names, absent), None);
        }
        assert_eq!(find_name("", "uno"), None);
    }

    #[test]
    fn an_option_of_the_fqbn_may_choose_the_board() {
        let all: Vec<_> = spellings("a:b:c:pnum=X,upload=Y").collect();
        assert_eq!(all, ["a:b:c:pnum=X,upload=Y", "a:b:c:pnum=X", "a:b:c:upload=Y", "a:b:c"]);
        assert_eq!(spellings("uno").collect::<Vec<_>>(), ["uno"]);
        assert_eq!(spellings("espressif:esp32:esp32").collect::<Vec<_>>(), ["espressif:esp32:esp32", "esp32:esp32:esp32"]);
    }
}
