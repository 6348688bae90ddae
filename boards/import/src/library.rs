//! Arduino libraries: `library.properties`, PlatformIO's `library.json`, and headers.

use std::path::Path;

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
