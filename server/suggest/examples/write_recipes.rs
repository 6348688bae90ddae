//! Writes the program of every recipe for every board and language into a folder, for compilers.
//!
//! `cargo run -p suggest --example write_recipes OUT [BOARD…]` gives
//! `OUT/<runtime>/<board>/<recipe>/<recipe>.ino` (or `.py`), and one line each on what was refused.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

use boards::{RuntimeKind, Tables};
use decode::Cancel;
use grammars::Language;
use suggest::{GenerateRequest, generate};

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let out = PathBuf::from(arguments.next().ok_or_else(|| io::Error::other("where to? give a folder"))?);
    let wanted: Vec<String> = arguments.collect();
    let tables = Tables::embedded();
    let recipes = titles(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/recipes")))?;
    for board in tables.boards() {
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
            for (name, title) in &recipes {
                let request = GenerateRequest { task: title, target: &target, language };
                match generate(&request, None, &Cancel::never()) {
                    Ok(generated) => {
                        let folder = out.join(target.runtime.coordinate()).join(&board.id).join(name);
                        fs::create_dir_all(&folder)?;
                        let extension = if language == Language::Arduino { "ino" } else { "py" };
                        fs::write(folder.join(format!("{name}.{extension}")), generated.code)?;
                    }
                    Err(refused) => println!("{name} on {}, {}: {}", board.id, target.runtime.coordinate(), refused.reason),
                }
            }
        }
    }
    Ok(())
}

/// Names and titles of all recipes.
fn titles(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let mut titles = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if !path.is_dir() {
            continue;
        }
        let recipe: toml::Table = toml::from_str(&fs::read_to_string(path.join("recipe.toml"))?).map_err(io::Error::other)?;
        let title = recipe.get("title").and_then(toml::Value::as_str).unwrap_or_default();
        titles.push((path.file_name().unwrap_or_default().to_string_lossy().into_owned(), title.to_owned()));
    }
    titles.sort();
    Ok(titles)
}
