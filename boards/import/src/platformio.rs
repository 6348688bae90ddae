//! PlatformIO: the manifests of boards (`boards/*.json`) in a platform's package or in a project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use boards::Tables;
use serde_json::Value;

use crate::arduino::Wanted;
use crate::draft::{Draft, Result, entries, error, error_at, read};
use crate::import::Options;

/// Reads the manifests in `folder/boards`, or in the folder itself.
pub(crate) fn import_platform(folder: &Path, options: &Options, base: &Tables) -> Result<Draft> {
    let manifest = folder.join("platform.json");
    let (name, version) = if manifest.is_file() {
        let value = json(&manifest)?;
        let word = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        (word("name"), word("version"))
    } else {
        (folder.file_name().unwrap_or_default().to_string_lossy().into_owned(), String::new())
    };
    let boards = folder.join("boards");
    let boards = if boards.is_dir() { boards } else { folder.to_path_buf() };
    let mut draft = Draft::new(&format!("platformio-{name}{}{version}", if version.is_empty() { "" } else { "@" }));
    for path in entries(&boards).into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "json")) {
        board(&path, options, base, &mut draft)?;
    }
    Ok(draft)
}

/// Whether the folder holds manifests of boards.
pub(crate) fn has_manifests(folder: &Path) -> bool {
    entries(folder)
        .into_iter()
        .find(|path| path.extension().is_some_and(|extension| extension == "json"))
        .is_some_and(|path| json(&path).map_or(true, |value| value.get("build").is_some() && value.get("name").is_some()))
}

fn json(path: &Path) -> Result<Value> {
    let text = read(path)?;
    serde_json::from_str(&text).map_err(|e| error_at(path, e.line(), e.to_string()))
}

fn board(path: &Path, options: &Options, base: &Tables, draft: &mut Draft) -> Result<()> {
    let id = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let value = json(path)?;
    let build =
        value.get("build").filter(|build| build.is_object()).ok_or_else(|| error(path, "a board's manifest has an object `build`"))?;
    let name = value.get("name").and_then(Value::as_str).ok_or_else(|| error(path, "a board's manifest has a `name`"))?;
    if id.is_empty() || id.contains(char::is_whitespace) {
        return Err(error(path, "the name of the file is the board's identifier and holds no blanks"));
    }
    if let Ok(known) = base.board(&id)
        && options.keep_known
    {
        draft.summary.known.push(known.id.clone());
        return Ok(());
    }
    let word = |key: &str| build.get(key).and_then(Value::as_str).unwrap_or_default();
    let flags = match build.get("extra_flags") {
        Some(Value::String(flags)) => flags.clone(),
        Some(Value::Array(flags)) => flags.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(" "),
        _ => String::new(),
    };
    let variant = word("variant");
    let Some(folder) = variant_folder(path, variant) else {
        let what = if variant.is_empty() {
            "names no variant"
        } else {
            "has its pin names in the framework package, which is not installed beside the platform"
        };
        draft.summary.skipped.push(format!("{id}: {what}; build a project for it once, or import the Arduino core"));
        return Ok(());
    };
    let defined = flags.split_whitespace().find_map(|flag| flag.strip_prefix("-DARDUINO_")).unwrap_or_default();
    let properties: BTreeMap<String, String> = [
        ("name", name),
        ("build.mcu", word("mcu")),
        ("build.product_line", word("product_line")),
        ("build.variant", variant),
        ("build.variant_h", word("variant_h")),
        ("build.board", defined),
        ("build.extra_flags", &flags),
    ]
    .map(|(key, value)| (key.to_owned(), value.to_owned()))
    .into();
    let source = path.display().to_string();
    // `<package>/cores/<core>`, however deep the variant lies.
    let framework = folder.ancestors().find(|above| above.join("cores").is_dir());
    let core = framework.filter(|_| !word("core").is_empty()).map(|framework| framework.join("cores").join(word("core")));
    let core = core.as_deref();
    let wanted = Wanted { id: &id, other_id: "", properties: &properties, variant: &folder, core, runtimes: Vec::new(), source };
    match wanted.describe(base) {
        Ok(board) => draft.board(&board),
        Err(why) => draft.summary.skipped.push(format!("{id}: {why}")),
    }
    Ok(())
}

/// The variant in one of the framework packages that are installed beside a platform:
/// `<home>/platforms/<platform>/boards/<id>.json` and `<home>/packages/framework-…/variants/<variant>`.
fn variant_folder(manifest: &Path, variant: &str) -> Option<PathBuf> {
    if variant.is_empty() {
        return None;
    }
    let home = manifest.ancestors().nth(4)?;
    let packages = entries(&home.join("packages"));
    packages.into_iter().map(|package| package.join("variants").join(variant)).find(|folder| folder.is_dir())
}
