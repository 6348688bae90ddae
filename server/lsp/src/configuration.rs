//! From the client's JSON to [`Settings`].

use ide::Settings;
use serde_json::{Map, Value};

/// The settings that a client's configuration asks for, or a line about what is wrong with it.
/// `None` when the configuration says nothing about Boardwise.
///
/// The section may come bare or under `boardwise`, its keys in kebab, camel or snake case.
/// Null and the empty string mean "not set": editors send them for settings left alone.
/// What was given on the server's command line (`flags`) stands above the editor's settings.
pub(crate) fn read(value: &Value, flags: &Settings) -> Option<Result<Settings, String>> {
    let section = value.get("boardwise").unwrap_or(value).as_object()?;
    if section.is_empty() {
        return None;
    }
    let section: Map<String, Value> = section
        .iter()
        .filter(|(_, value)| !value.is_null() && value.as_str() != Some(""))
        .map(|(key, value)| (kebab_case(key), value.clone()))
        .collect();
    let settings = serde_json::from_value::<Settings>(Value::Object(section))
        .map(|settings| Settings {
            board: flags.board.clone().or(settings.board),
            runtime: flags.runtime.clone().or(settings.runtime),
            model: flags.model.clone().or(settings.model),
            ..settings
        })
        .map_err(|error| format!("Boardwise keeps its former settings: {error}."));
    Some(settings)
}

fn kebab_case(key: &str) -> String {
    let mut kebab = String::with_capacity(key.len() + 2);
    for character in key.chars() {
        match character {
            '_' => kebab.push('-'),
            upper if upper.is_ascii_uppercase() => {
                kebab.push('-');
                kebab.push(upper.to_ascii_lowercase());
            }
            other => kebab.push(other),
        }
    }
    kebab
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read_plain(value: &Value) -> Option<Settings> {
        read(value, &Settings::standard()).map(Result::unwrap)
    }

    #[test]
    fn keys_may_be_written_in_any_case() {
        for key in ["min-score", "minScore", "min_score"] {
            let settings = read_plain(&json!({ "boardwise": { key: 0.5 } })).unwrap();
            assert_eq!(settings.min_score, 0.5, "{key}");
        }
    }

    #[test]
    fn the_section_may_come_bare() {
        assert_eq!(read_plain(&json!({ "board": "uno" })).unwrap().board.as_deref(), Some("uno"));
    }

    #[test]
    fn null_and_the_empty_string_leave_the_default() {
        let settings = read_plain(&json!({ "board": "", "runtime": null, "inline": null, "server": { "path": "x" } }));
        assert_eq!(settings.unwrap(), Settings::standard());
    }

    #[test]
    fn silence_is_no_configuration() {
        assert_eq!(read_plain(&json!(null)), None);
        assert_eq!(read_plain(&json!({})), None);
        assert_eq!(read_plain(&json!({ "boardwise": null })), None);
    }

    #[test]
    fn a_wrong_type_is_said_in_one_line() {
        let error = read(&json!({ "inline": "yes" }), &Settings::standard()).unwrap().unwrap_err();
        assert!(error.contains("invalid type") && !error.contains('\n'), "{error}");
    }

    #[test]
    fn flags_stand_above_the_editor() {
        let flags = Settings { board: Some("pico".to_owned()), ..Settings::standard() };
        let settings = read(&json!({ "board": "uno" }), &flags).unwrap().unwrap();
        assert_eq!(settings.board.as_deref(), Some("pico"));
    }
}
