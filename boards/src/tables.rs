//! The embedded tables and the lookups over them.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;
use serde::de::DeserializeOwned;

use crate::declarations::LazyDeclarations;
use crate::overlay::Overlay;
use crate::record::{Abilities, BoardRecord, CautionRule, ChipRecord, RuntimeRecord};
use crate::source::Source;
use crate::target::Extras;
use crate::{Api, Board, Caution, CautionKind, Pin, Runtime, RuntimeKind, Target, UnknownBoard, embedded, names};

/// How many near matches an unknown name gets.
const SUGGESTIONS: usize = 3;

/// All boards, chips and runtimes; parsed on first use, one board at a time.
pub struct Tables {
    chips: Rows,
    boards: Rows,
    runtimes: Rows,
    api: Vec<(Cow<'static, str>, Arc<LazyDeclarations>)>,
    /// What lies over the tables below: imported boards, a user's own.
    overlay: Option<(Overlay, Arc<Tables>)>,
    /// Runtimes share their `Api`, since parsing it is the expensive part.
    loaded: Mutex<FxHashMap<String, Arc<Runtime>>>,
}

impl fmt::Debug for Tables {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tables").field("boards", &self.boards.index().order.len()).finish_non_exhaustive()
    }
}

/// A table in text form: `id TAB other names, TAB-separated TAB json` a line, sorted by id. Only the
/// ids are read until a row is asked for.
struct Rows {
    text: Cow<'static, str>,
    index: OnceLock<Index>,
}

#[derive(Default)]
struct Index {
    /// Lower-case name to position in `order`.
    by_name: FxHashMap<String, usize>,
    /// Id and byte range of the JSON of each row.
    order: Vec<(String, std::ops::Range<usize>)>,
}

impl Rows {
    fn new(text: Cow<'static, str>) -> Self {
        Self { text, index: OnceLock::new() }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::default();
            let mut start = 0;
            for line in self.text.split_inclusive('\n') {
                let json = line.find("\t{").map_or(line.len(), |at| at + 1);
                let position = index.order.len();
                for name in line[..json].split('\t').filter(|name| !name.is_empty()) {
                    index.by_name.entry(name.to_ascii_lowercase()).or_insert(position);
                }
                let id = line.split('\t').next().unwrap_or_default().to_owned();
                index.order.push((id, start + json..start + line.len()));
                start += line.len();
            }
            index
        })
    }

    fn at<T: DeserializeOwned>(&self, position: usize) -> T {
        let (id, range) = &self.index().order[position];
        // Code generation wrote the row and a test reads every one of them.
        serde_json::from_str(&self.text[range.clone()]).unwrap_or_else(|e| panic!("table row {id} is damaged: {e}"))
    }

    fn find<T: DeserializeOwned>(&self, name: &str) -> Option<T> {
        self.index().by_name.get(&name.to_ascii_lowercase()).map(|position| self.at(*position))
    }
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
        TABLES.get_or_init(|| {
            Arc::new(Tables {
                chips: Rows::new(embedded::CHIPS.into()),
                boards: Rows::new(embedded::BOARDS.into()),
                runtimes: Rows::new(embedded::RUNTIMES.into()),
                api: embedded::API
                    .iter()
                    .map(|(key, text)| (Cow::Borrowed(*key), Arc::new(LazyDeclarations::new(Cow::Borrowed(*text)))))
                    .collect(),
                overlay: None,
                loaded: Mutex::default(),
            })
        })
    }

    /// These tables with an overlay on them: what it says goes before what they say.
    pub fn with_overlay(base: Arc<Self>, overlay: Overlay) -> Self {
        let nothing = || Rows::new("".into());
        Self {
            chips: nothing(),
            boards: nothing(),
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

    /// Identifiers of all chips.
    pub fn chip_ids(&self) -> Vec<String> {
        let own = self.overlays().flat_map(|overlay| overlay.chips.iter().map(|chip| chip.chip.id.clone()));
        own.chain(self.bottom().chips.index().order.iter().map(|(id, _)| id.clone())).collect()
    }

    /// Runtimes of the first known board with a chip that has all kinds of them, for a board that names none.
    pub(crate) fn runtimes_of_chip(&self, chip: &str) -> Vec<String> {
        let mut runtimes: Vec<String> = Vec::new();
        for board in self.boards().iter().filter(|board| board.chip == chip) {
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

    /// Declarations of all Arduino libraries, overlays first.
    fn libraries(&self) -> impl Iterator<Item = Arc<LazyDeclarations>> {
        let own = self.overlays().flat_map(|overlay| overlay.api.iter().map(|(key, part)| (key.as_str(), part)));
        let below = self.bottom().api.iter().map(|(key, part)| (key.as_ref(), part));
        own.chain(below).filter(|(key, _)| key.starts_with("libraries/")).map(|(_, part)| Arc::clone(part))
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
        let texts = rows(source);
        Self {
            chips: Rows::new(texts.chips.into()),
            boards: Rows::new(texts.boards.into()),
            runtimes: Rows::new(texts.runtimes.into()),
            api: source.api.iter().map(|(key, text)| (key.clone().into(), Arc::new(LazyDeclarations::new(text.clone().into())))).collect(),
            overlay: None,
            loaded: Mutex::default(),
        }
    }

    /// All boards, sorted by id.
    pub fn boards(&self) -> Vec<Arc<Board>> {
        let Some((overlay, base)) = &self.overlay else {
            return (0..self.boards.index().order.len()).map(|position| Arc::new(self.boards.at::<BoardRecord>(position).board)).collect();
        };
        let mut boards = base.boards();
        boards.retain(|board| overlay.boards.iter().all(|own| own.record.board.id != board.id));
        boards.extend(overlay.boards.iter().map(|own| Arc::new(own.record.board.clone())));
        boards.sort_by(|a, b| a.id.cmp(&b.id));
        boards
    }

    /// `name@version` of every runtime, sorted.
    pub fn runtimes(&self) -> impl Iterator<Item = &str> {
        let own: BTreeSet<&str> =
            self.overlays().flat_map(|overlay| &overlay.runtimes).map(|runtime| runtime.coordinate.as_str()).collect();
        let built_in = self.bottom().runtimes.index().order.iter().map(|(id, _)| id.as_str());
        built_in.chain(own).collect::<BTreeSet<_>>().into_iter()
    }

    /// A board by PlatformIO id, FQBN or MicroPython name (ASCII case ignored).
    pub fn board(&self, name: &str) -> Result<Arc<Board>, UnknownBoard> {
        self.board_record(name).map(|record| Arc::new(record.board))
    }

    pub(crate) fn board_record(&self, name: &str) -> Result<BoardRecord, UnknownBoard> {
        let name = name.trim();
        self.find_board(name).or_else(|| self.find_board(without_options(name))).ok_or_else(|| {
            // Several names of one board may look alike; each board is suggested once, by its id.
            let index = self.bottom().boards.index();
            let mut suggestions: Vec<String> = Vec::new();
            let own = self.overlays().flat_map(|overlay| &overlay.boards).map(|board| board.record.board.id.as_str());
            suggestions.extend(names::nearest(name, own, SUGGESTIONS).into_iter().map(str::to_owned));
            for near in names::nearest(name, index.by_name.keys().map(String::as_str), 4 * SUGGESTIONS) {
                let id = &index.order[index.by_name[near]].0;
                if !suggestions.contains(id) && suggestions.len() < SUGGESTIONS {
                    suggestions.push(id.clone());
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
        if !(chip.lacks.is_empty() && board.lacks.is_empty() && board.objects.is_empty()) {
            // Declarations stay shared; only the list of what is missing here is this board's own.
            let mut api = Api::clone(&runtime.api);
            api.lacking = chip.lacks.iter().chain(&board.lacks).cloned().collect();
            api.objects.clone_from(&board.objects);
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
            let mut libraries: Vec<_> = self.libraries().collect();
            // Of two libraries with a class of one name (`Servo`), the one for this architecture is meant.
            libraries.sort_by_key(|part| !part.supports(&record.architecture));
            parts.extend(libraries);
        }
        if kind == RuntimeKind::MicroPython {
            parts.extend(
                self.overlays()
                    .flat_map(|overlay| &overlay.api)
                    .filter(|(key, _)| key.starts_with("modules/"))
                    .map(|(_, part)| Arc::clone(part)),
            );
        }
        let api = Api {
            parts,
            core,
            project: 0,
            overloads: FxHashMap::default(),
            removed: record.removed.clone(),
            changed: record.changed.clone(),
            lacking: Vec::new(),
            objects: Vec::new(),
            source: record.source.clone(),
        };
        let runtime = Arc::new(Runtime { name: record.name.clone(), version: record.version.clone(), kind, api: Arc::new(api) });
        loaded.insert(coordinate, Arc::clone(&runtime));
        runtime
    }
}

/// `arduino:avr:nano:cpu=atmega328old` names the same board as `arduino:avr:nano`.
fn without_options(name: &str) -> &str {
    match name.match_indices(':').nth(2) {
        Some((at, _)) => &name[..at],
        None => name,
    }
}

/// Whether `wanted` (`arduino-esp32`, `arduino-esp32@2`, `arduino-esp32@2.0`) covers a runtime.
fn matches_version(name: &str, version: &str, wanted: &str) -> bool {
    let (wanted_name, wanted_version) = wanted.split_once('@').unwrap_or((wanted, ""));
    wanted_name.eq_ignore_ascii_case(name)
        && (wanted_version.is_empty() || version.strip_prefix(wanted_version).is_some_and(|rest| rest.is_empty() || rest.starts_with('.')))
}

/// The embedded text of the three tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Texts {
    /// `tables/chips.tsv`
    pub chips: String,
    /// `tables/boards.tsv`
    pub boards: String,
    /// `tables/runtimes.tsv`
    pub runtimes: String,
}

/// Writes the tables in the form that [`Tables`] reads.
pub fn rows(source: &Source) -> Texts {
    fn row(names: &[&str], record: &impl serde::Serialize) -> String {
        // The records are plain data with string keys, which JSON can always express.
        let json = serde_json::to_string(record).expect("records are plain data");
        format!("{}\t{json}\n", names.join("\t"))
    }
    Texts {
        chips: source.chips.iter().map(|chip| row(&[&chip.chip.id], chip)).collect(),
        boards: source.boards.iter().map(|record| row(&record.board.ids.iter().map(String::as_str).collect::<Vec<_>>(), record)).collect(),
        runtimes: source.runtimes.iter().map(|record| row(&[&format!("{}@{}", record.name, record.version)], record)).collect(),
    }
}

/// Chip, then board, then runtime.
fn merge(chip: ChipRecord, board: BoardRecord, runtime: &RuntimeRecord, loaded: Arc<Runtime>) -> Target {
    let micropython = loaded.kind == RuntimeKind::MicroPython;
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
            row.number.or(gpio)
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
    if !board.listed {
        for pin in &chip.pins {
            if let Some(number) = pin.number.filter(|_| !board.pins.iter().any(|row| row.pin == pin.pin)) {
                place(&pin.pin, number, false, None, &[]);
            }
        }
    }

    for (pin, can) in &mut pins {
        let mut rules: Vec<&CautionRule> = chip.cautions.iter().chain(&board.cautions).collect();
        rules.retain(|rule| rule.pins.contains(&pin.chip_pin));
        pin.cautions = rules.into_iter().map(|rule| rule.caution.clone()).collect();
        for overlay in &runtime.overlays {
            if overlay.chip != chip.chip.id || !overlay.pins.contains(&pin.chip_pin) {
                continue;
            }
            can.0 = (can.0 | overlay.can.0) & !overlay.cannot.0;
            pin.names.extend(overlay.names.iter().cloned());
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
        if !pin.exposed && !on_board {
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
