//! Imports an installed core and compares what it says with the embedded tables, pin by pin:
//! `cargo run -p importer --example compare -- FOLDER [VENDOR:ARCHITECTURE]`.
//!
//! Boards are imported as if the tables did not know them; each difference is a line.

use std::path::PathBuf;
use std::sync::Arc;

use boards::{Overlay, RuntimeKind, Tables};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().expect("a folder"));
    let options = importer::Options { package: arguments.next(), runtime: None, keep_known: false };
    let data = std::env::temp_dir().join(format!("boardwise-compare-{}", std::process::id()));
    let started = std::time::Instant::now();
    let imported = importer::import(&folder, &options, &Tables::shared(), &data);
    let imported = match imported {
        Ok(imported) => imported,
        Err(error) => return println!("{error}"),
    };
    println!("imported {} boards, {} libraries in {:?}", imported.boards.len(), imported.libraries.len(), started.elapsed());
    imported.skipped.iter().for_each(|line| println!("skipped {line}"));
    let started = std::time::Instant::now();
    let (overlay, problems) = Overlay::read_folder(&imported.folder, Tables::embedded());
    println!("read back in {:?}, problems {problems:?}", started.elapsed());
    let tables = Tables::with_overlay(Tables::shared(), overlay);
    let tables = Arc::new(tables);
    let (mut same, mut other, mut names_same, mut names_other, mut api_missing) = (0, 0, 0, 0, 0);
    for id in &imported.boards {
        let board = tables.board(id).expect("just imported");
        let Some(name) = board.ids.iter().find(|name| Tables::embedded().board(name).is_ok()) else { continue };
        for kind in [RuntimeKind::Arduino, RuntimeKind::MicroPython] {
            let (Ok(ours), Ok(theirs)) = (Tables::embedded().target(name, kind, None), tables.target(id, kind, None)) else { continue };
            for pin in ours.pins.iter().filter(|pin| pin.exposed) {
                match theirs.pins.iter().find(|other| other.number == pin.number) {
                    Some(found) if found.chip_pin == pin.chip_pin => same += 1,
                    Some(found) => {
                        other += 1;
                        println!("{name}: pin {} is {} in the tables, {} here", pin.number, pin.chip_pin, found.chip_pin);
                    }
                    None => {
                        other += 1;
                        println!("{name}: pin {} ({}) is missing here", pin.number, pin.chip_pin);
                    }
                }
                for label in &pin.names {
                    match theirs.pin_named(label) {
                        Some(found) if found.number == pin.number => names_same += 1,
                        found => {
                            names_other += 1;
                            println!("{name}: {label} is {} in the tables, {:?} here", pin.number, found.map(|found| found.number));
                        }
                    }
                }
            }
            for bus in ours.buses() {
                let here = theirs.bus_pin(&bus.bus, &bus.signal);
                if here != Some(bus.pin) {
                    println!("{name}: {}.{} is {} in the tables, {here:?} here", bus.bus, bus.signal, bus.pin);
                }
            }
            let (ours, theirs) = (&ours.runtime.api, &theirs.runtime.api);
            api_missing += ours.functions().filter(|(name, _)| theirs.function(name).is_none()).count();
        }
    }
    println!("pins: {same} the same, {other} not; names: {names_same} the same, {names_other} not; functions missing: {api_missing}");
    let _ = std::fs::remove_dir_all(&data);
}
