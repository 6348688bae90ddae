//! Writes the program of every recipe for every reference board and language into a folder, for compilers and
//! simulators.
//!
//! `cargo run -p suggest --example write_recipes OUT [BOARD…]` gives
//! `OUT/<runtime>/<board>/<recipe>/<recipe>.ino` (or `.py`), beside it `pins.json` with the pin of
//! each hole in the order of `recipe.toml`, and one line each on what was refused.

use std::path::PathBuf;
use std::{env, fs, io};

use boards::{RuntimeKind, Tables};
use check::Severity;
use grammars::Language;
use suggest::{generate_recipe, recipe_names};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let out = PathBuf::from(arguments.next().ok_or_else(|| io::Error::other("where to? give a folder"))?);
    let wanted: Vec<String> = arguments.collect();
    let tables = Tables::embedded();
    for board in tables.reference_boards() {
        if !wanted.is_empty() && !wanted.contains(&board.id) {
            continue;
        }
        let versions = [
            (Language::Arduino, RuntimeKind::Arduino, None),
            (Language::Arduino, RuntimeKind::Arduino, Some("arduino-esp32@2")),
            (Language::MicroPython, RuntimeKind::MicroPython, None),
        ];
        for (language, kind, runtime) in versions {
            let Ok(target) = tables.target(&board.id, kind, runtime) else { continue };
            for name in recipe_names() {
                let place = format!("{name} on {}, {}", board.id, target.runtime.coordinate());
                match generate_recipe(name, &target, language) {
                    Ok(generated) => {
                        for finding in generated.findings.iter().filter(|finding| finding.severity >= Severity::Warning) {
                            println!("finding: {place}: {}", finding.message);
                        }
                        let folder = out.join(target.runtime.coordinate()).join(&board.id).join(name);
                        fs::create_dir_all(&folder)?;
                        let extension = if language == Language::Arduino { "ino" } else { "py" };
                        fs::write(folder.join(format!("{name}.{extension}")), generated.code)?;
                        let pins: Vec<String> = generated.pins.iter().map(|choice| choice.pin.to_string()).collect();
                        fs::write(folder.join("pins.json"), format!("[{}]\n", pins.join(", ")))?;
                    }
                    Err(refused) => println!("refused: {place}: {}", refused.reason),
                }
            }
        }
    }
    Ok(())
}
