//! Boards by the hundred: a family's `boards.csv` names them, one a line, and variants say how they
//! call their pins. Boards that share a variant of their core share its file.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::record::{Abilities, BoardPin, BoardRecord, ChipRecord, RuntimeRecord};
use crate::source::{Result, choose_runtimes, error_at, error_where, files, read_csv, read_toml, select, subdirectories, words};
use crate::{Board, BusDefault, FixedWiring, Layout, Section};

/// A variant file. Numbers are those that programs of its language write.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Variant {
    /// Repository, revision and file.
    source: String,
    /// Runtimes that have this variant, the default first.
    runtimes: Vec<String>,
    /// The chip pin behind each number, from 0; `""` where there is none. Without it, numbers are
    /// the chip's GPIO numbers.
    pins: Option<Vec<String>>,
    /// More numbered pins, from another start.
    more: Option<Numbered>,
    /// Chip pins known to reach a header; without it, nothing is known about headers.
    header: Option<Vec<String>>,
    /// Chip pins that are the user's although the chip's table warns of flash or PSRAM.
    #[serde(default)]
    free: Vec<String>,
    /// Names that the runtime declares and these boards lack.
    #[serde(default)]
    lacks: Vec<String>,
    /// Radios beside the chip's own.
    #[serde(default)]
    radios: Vec<String>,
    /// Objects of another class than the runtime says.
    #[serde(default)]
    objects: BTreeMap<String, String>,
    /// Name to number, or to a chip pin without one.
    #[serde(default)]
    names: BTreeMap<String, Place>,
    /// Pins that are not the chip's: behind a radio chip, or a number that stands for an RGB LED.
    #[serde(default)]
    extra: BTreeMap<String, Extra>,
    /// Default bus pins, by number.
    #[serde(default)]
    bus: BTreeMap<String, BTreeMap<String, u16>>,
    /// Number to what the board wires there.
    #[serde(default)]
    wiring: BTreeMap<String, String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbered {
    first: u16,
    pins: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Place {
    Number(u16),
    ChipPin(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Extra {
    number: u16,
    can: Vec<String>,
}

/// Reads every family and adds its boards.
pub(crate) fn read_families(dir: &Path, chips: &[ChipRecord], runtimes: &[RuntimeRecord], boards: &mut Vec<BoardRecord>) -> Result<()> {
    if !dir.is_dir() {
        return Ok(());
    }
    for (_, dir) in subdirectories(dir)? {
        let arduino = read_variants(&dir.join("arduino"))?;
        let micropython = read_variants(&dir.join("micropython"))?;
        let path = dir.join("boards.csv");
        let mut used = BTreeSet::new();
        for (line, [id, name, chip, arduino_variant, micropython_variant, ids, source]) in
            read_csv(&path, ["id", "name", "chip", "arduino", "micropython", "ids", "source"])?
        {
            let chip = chips
                .iter()
                .find(|known| known.chip.id == chip)
                .ok_or_else(|| error_at(&path, line, format!("there is no chip `{chip}` in data/chips")))?;
            let mut board = Maker::new(id, name, chip, &ids, source);
            for (variants, wanted, lang) in [(&arduino, arduino_variant, "arduino"), (&micropython, micropython_variant, "micropython")] {
                if wanted.is_empty() {
                    continue;
                }
                let variant =
                    variants.get(&wanted).ok_or_else(|| error_at(&path, line, format!("there is no variant {lang}/{wanted}.toml")))?;
                used.insert(format!("{lang}/{wanted}"));
                board.apply(&dir.join(lang).join(format!("{wanted}.toml")), variant, lang)?;
            }
            if board.place(&dir.join("layouts"))? {
                used.insert(format!("layouts/{}", board.record.board.id));
            }
            let mut record = board.record;
            if record.runtimes.is_empty() {
                return Err(error_at(&path, line, "a board needs a variant in at least one of `arduino` and `micropython`"));
            }
            choose_runtimes(&path, &mut record, runtimes)?;
            boards.push(record);
        }
        for (variants, lang) in [(&arduino, "arduino"), (&micropython, "micropython")] {
            if let Some(name) = variants.keys().find(|name| !used.contains(&format!("{lang}/{name}"))) {
                return Err(error_at(&dir.join(lang).join(format!("{name}.toml")), 1, "no line of boards.csv uses this variant"));
            }
        }
        for path in files(&dir.join("layouts"), "toml")? {
            if !used.contains(&format!("layouts/{}", path.file_stem().unwrap_or_default().to_string_lossy())) {
                return Err(error_at(&path, 1, "no line of boards.csv describes a board of this name"));
            }
        }
    }
    Ok(())
}

fn read_variants(dir: &Path) -> Result<BTreeMap<String, Variant>> {
    let mut variants = BTreeMap::new();
    for path in files(dir, "toml")? {
        variants.insert(path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), read_toml(&path)?);
    }
    Ok(variants)
}

/// A board that grows variant by variant.
struct Maker<'a> {
    record: BoardRecord,
    chip: &'a ChipRecord,
    by_number: FxHashMap<u16, &'a str>,
}

impl<'a> Maker<'a> {
    fn new(id: String, name: String, chip: &'a ChipRecord, ids: &str, source: String) -> Self {
        let more = ids.split(';').map(str::trim).filter(|other| !other.is_empty() && *other != id).map(str::to_owned);
        let board = Board {
            ids: std::iter::once(id.clone()).chain(more).collect(),
            id,
            name,
            chip: chip.chip.id.clone(),
            arduino_runtime: None,
            micropython_runtime: None,
            buses: Vec::new(),
            wiring: Vec::new(),
            layout: None,
            radios: Vec::new(),
            source,
        };
        let record = BoardRecord {
            board,
            own_buses: 0,
            listed: false,
            pins: Vec::new(),
            cautions: Vec::new(),
            lacks: Vec::new(),
            objects: Vec::new(),
            header_known: false,
            free: Vec::new(),
            runtimes: Vec::new(),
        };
        Self { record, chip, by_number: chip.pins.iter().filter_map(|pin| Some((pin.number?, pin.pin.as_str()))).collect() }
    }

    fn apply(&mut self, path: &Path, variant: &Variant, lang: &str) -> Result<()> {
        let record = &mut self.record;
        if !record.board.source.is_empty() {
            record.board.source.push_str("; ");
        }
        record.board.source.push_str(&variant.source);
        record.runtimes.extend(variant.runtimes.iter().cloned());
        let radios = variant.radios.iter().filter(|radio| !record.board.radios.contains(radio)).cloned().collect::<Vec<_>>();
        record.board.radios.extend(radios);
        record.lacks.extend(variant.lacks.iter().cloned());
        record.objects.extend(variant.objects.iter().map(|(name, class)| (name.clone(), class.clone())));
        let known: Vec<&str> = self.chip.pins.iter().map(|pin| pin.pin.as_str()).collect();
        record.free.extend(select(path, &variant.free, &known)?);

        for (pin, extra) in &variant.extra {
            let can = Abilities::parse(extra.can.iter().map(String::as_str))
                .map_err(|word| error_where(path, pin, format!("`{word}` is not an ability of a pin")))?;
            record.pins.push(BoardPin { number: Some(extra.number), can: Some(can), ..unnamed(pin) });
        }
        let lists = variant.pins.iter().map(|pins| (0, pins)).chain(variant.more.iter().map(|more| (more.first, &more.pins)));
        for (first, pins) in lists {
            record.listed |= lang == "arduino";
            for (number, pin) in (first..).zip(pins).filter(|(_, pin)| !pin.is_empty()) {
                if variant.extra.contains_key(pin) {
                    continue;
                }
                if !known.contains(&pin.as_str()) {
                    return Err(error_where(path, &format!("\"{pin}\""), format!("{} has no pin {pin}", self.chip.chip.name)));
                }
                if record.pins.iter().any(|row| row.number == Some(number)) {
                    return Err(error_where(path, &format!("\"{pin}\""), format!("two pins have number {number}")));
                }
                record.pins.push(BoardPin { number: Some(number), exposed: true, ..unnamed(pin) });
            }
        }
        for (name, place) in &variant.names {
            let row = self.row(path, lang, name, place)?;
            let row = &mut self.record.pins[row];
            if lang == "arduino" {
                row.arduino.push(name.clone());
            } else {
                row.micropython.push(name.clone());
            }
            row.exposed |= leads_out(name) && row.can.is_none();
        }
        if let Some(header) = &variant.header {
            self.record.header_known = true;
            for pin in select(path, header, &known)? {
                let row = self.row(path, lang, &pin, &Place::ChipPin(pin.clone()))?;
                self.record.pins[row].exposed = true;
            }
        }
        for (bus, signals) in &variant.bus {
            for (signal, pin) in signals {
                self.row(path, lang, bus, &Place::Number(*pin))?;
                let bus = BusDefault { lang: lang.to_owned(), bus: bus.clone(), signal: signal.clone(), pin: *pin };
                self.record.board.buses.push(bus);
            }
        }
        for (number, what) in &variant.wiring {
            let pin: u16 = number.parse().map_err(|_| error_where(path, number, format!("`{number}` is not a pin number")))?;
            let row = self.row(path, lang, number, &Place::Number(pin))?;
            // Wiring is kept in Arduino numbering.
            let pin = self.record.pins[row].number.unwrap_or(pin);
            let wiring = FixedWiring { pin, what: what.clone(), source: variant.source.clone() };
            self.record.board.wiring.push(wiring);
        }
        Ok(())
    }

    /// Takes over the order of the headers, if somebody has written it down for this board: what has a place there
    /// is brought out. Pins whose names say that they are brought out elsewhere, on pads perhaps, follow at the end.
    fn place(&mut self, layouts: &Path) -> Result<bool> {
        let path = layouts.join(format!("{}.toml", self.record.board.id));
        if !path.exists() {
            return Ok(false);
        }
        let mut layout: Layout = read_toml(&path)?;
        let is_pin = |place: &&str| !place.is_empty() && !Layout::SUPPLY.contains(place);
        let placed: Vec<String> = layout.places().filter(is_pin).map(str::to_owned).collect();
        for pin in &placed {
            let row = self.row(&path, "micropython", pin, &Place::ChipPin(pin.clone()))?;
            self.record.pins[row].exposed = true;
        }
        let elsewhere = |row: &&BoardPin| row.exposed && row.can.is_none() && !placed.contains(&row.pin);
        let mut rest: Vec<String> = self.record.pins.iter().filter(elsewhere).map(|row| row.pin.clone()).collect();
        rest.dedup();
        if !rest.is_empty() {
            let right = rest.split_off(rest.len().div_ceil(2));
            layout.section.push(Section { title: "elsewhere".to_owned(), left: rest, right });
        }
        self.record.board.layout = Some(layout);
        Ok(true)
    }

    /// The row of a pin, made if it is not there yet.
    fn row(&mut self, path: &Path, lang: &str, key: &str, place: &Place) -> Result<usize> {
        let rows = &mut self.record.pins;
        // MicroPython counts GPIOs even on a board whose Arduino core numbers its own way.
        let by_list = self.record.listed && lang == "arduino";
        let found = match place {
            Place::Number(number) => {
                let numbered = rows.iter().position(|row| row.number == Some(*number) && (by_list || row.can.is_some()));
                if let Some(found) = numbered {
                    return Ok(found);
                }
                self.by_number.get(number).copied().filter(|_| !by_list)
            }
            Place::ChipPin(pin) => self.chip.pins.iter().map(|known| known.pin.as_str()).find(|known| known == pin),
        };
        let Some(pin) = found else {
            let place = match place {
                Place::Number(number) => number.to_string(),
                Place::ChipPin(pin) => pin.clone(),
            };
            return Err(error_where(
                path,
                key,
                format!("{key} leads to {place}, which is no pin of {} and not in [extra]", self.chip.chip.name),
            ));
        };
        Ok(rows.iter().position(|row| row.pin == pin).unwrap_or_else(|| {
            rows.push(unnamed(pin));
            rows.len() - 1
        }))
    }
}

fn unnamed(pin: &str) -> BoardPin {
    BoardPin {
        pin: pin.to_owned(),
        number: None,
        exposed: false,
        can: None,
        label: String::new(),
        arduino: Vec::new(),
        micropython: Vec::new(),
    }
}

/// Whether a name is one that boards print beside a header pin: a letter with a number, or a line of
/// the default buses.
fn leads_out(name: &str) -> bool {
    let digits = name.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = &name[..name.len() - digits.len()];
    if digits.is_empty() || digits.len() > 2 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return words("SDA SCL MOSI MISO SCK SS TX RX").iter().any(|known| known == name);
    }
    words("A D G GP GPIO IO P X Y SDA SCL TX RX DAC").iter().any(|known| known == letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn header_names_are_letters_and_numbers() {
        assert!(["A0", "D13", "GPIO4", "SDA", "TX1", "GP28"].iter().all(|name| leads_out(name)));
        assert!(["LED_BUILTIN", "NEOPIXEL", "TFT_CS", "BUTTON", "A", "T0", "7"].iter().all(|name| !leads_out(name)));
    }
}
