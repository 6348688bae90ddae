//! Arduino libraries: `library.properties`, PlatformIO's `library.json`, and headers.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::cpp::header;
use crate::draft::{Draft, Result, error, error_at, read};
use crate::text::ApiText;

/// The head of a library's API text: its name, and what its `library.properties` or `library.json` says.
/// Without either file only the name is known.
pub fn library_head(folder: &Path, name: &str) -> String {
    let mut text = ApiText::default();
    if let Ok(properties) = std::fs::read(folder.join("library.properties")) {
        let properties = String::from_utf8_lossy(&properties).into_owned();
        let value = |key: &str| property(&properties, key).unwrap_or_default();
        let named = value("name");
        text.attribute("library", if named.is_empty() { name } else { named });
        text.attribute("version", value("version"));
        text.attribute("architectures", value("architectures"));
        text.attribute("depends", &depends(value("depends")));
    } else if let Some(manifest) =
        std::fs::read(folder.join("library.json")).ok().and_then(|it| serde_json::from_slice::<serde_json::Value>(&it).ok())
    {
        let value = |key: &str| manifest.get(key).and_then(serde_json::Value::as_str).unwrap_or_default();
        let named = value("name");
        text.attribute("library", if named.is_empty() { name } else { named });
        text.attribute("version", value("version"));
    } else {
        text.attribute("library", name);
    }
    text.finish()
}

/// A value of a properties file.
pub(crate) fn property<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    text.lines().filter_map(|line| line.split_once('=')).find(|(found, _)| found.trim() == key).map(|(_, value)| value.trim())
}

/// `Adafruit GFX Library (>=1.0), OneWire` without the versions.
fn depends(value: &str) -> String {
    value
        .split(',')
        .map(|name| name.split('(').next().unwrap_or(name).trim())
        .filter(|name| !name.is_empty())
        .collect::<Vec<_>>()
        .join(", ")
}

/// Headers of a library or core, without those of its examples and tests.
pub(crate) fn headers_below(folder: &Path) -> Vec<PathBuf> {
    let skipped = ["examples", "extras", "test", "tests", "docs"];
    let mut builder = ignore::WalkBuilder::new(folder);
    builder.standard_filters(false).hidden(true).max_depth(Some(8)).sort_by_file_name(Ord::cmp);
    builder.filter_entry(move |entry| entry.depth() == 0 || !skipped.iter().any(|name| entry.file_name() == *name));
    let is_header = |path: &Path| {
        path.extension().is_some_and(|extension| ["h", "hh", "hpp"].iter().any(|known| extension.eq_ignore_ascii_case(known)))
    };
    builder
        .build()
        .filter_map(std::result::Result::ok)
        .filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()))
        .map(ignore::DirEntry::into_path)
        .filter(|path| is_header(path))
        .take(MAX_HEADERS)
        .collect()
}

/// More headers than this are no library's.
const MAX_HEADERS: usize = 4_000;

/// Name and declarations of a library folder; `None` if it has no headers.
pub(crate) fn declarations(folder: &Path) -> Result<Option<(String, String)>> {
    let source = folder.join("src");
    let source = if source.is_dir() { source } else { folder.to_path_buf() };
    let mut text = String::new();
    for path in headers_below(&source) {
        let name = path.strip_prefix(&source).unwrap_or(&path).to_string_lossy().replace('\\', "/").replace(char::is_whitespace, "");
        let _ = write!(text, "@ {name}\n{}", header(&read(&path)?).declarations);
    }
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok((!text.is_empty()).then_some((name, text)))
}

/// Reads a library folder.
pub(crate) fn import_library(folder: &Path, draft: &mut Draft) -> Result<()> {
    let properties = folder.join("library.properties");
    if properties.is_file() {
        let text = read(&properties)?;
        for (index, line) in text.lines().enumerate() {
            let line = line.trim();
            if !line.is_empty() && !line.starts_with('#') && !line.contains('=') {
                return Err(error_at(&properties, index + 1, format!("“{}” is not KEY=VALUE", line.chars().take(60).collect::<String>())));
            }
        }
        if property(&text, "name").is_none_or(str::is_empty) {
            return Err(error(&properties, "does not say the library's `name`"));
        }
    } else {
        let manifest = folder.join("library.json");
        let text = read(&manifest)?;
        serde_json::from_str::<serde_json::Value>(&text).map_err(|e| error_at(&manifest, e.line(), e.to_string()))?;
    }
    let Some((name, declarations)) = declarations(folder)? else {
        return Err(error(folder, "the library has no headers (.h) in its `src` or beside its library.properties"));
    };
    let head = library_head(folder, &name);
    let named = head.lines().next().and_then(|line| line.strip_prefix("% library ")).unwrap_or(&name).to_owned();
    draft.library("libraries", &named, format!("{head}{declarations}"));
    Ok(())
}
