//! From the client's JSON to [`Settings`].
//!
//! What is set at one place is not undone by silence at another: defaults, then what the client said
//! at initialization, then its configuration, then the server's command line.

use ide::Settings;
use serde_json::{Map, Value};

/// What was set where.
#[derive(Debug)]
pub(crate) struct Configuration {
    flags: Settings,
    options: Map<String, Value>,
    client: Map<String, Value>,
}

/// Who speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Layer {
    /// `initializationOptions`.
    Options,
    /// `workspace/configuration` and `workspace/didChangeConfiguration`: the whole section each time.
    Client,
}

impl Configuration {
    /// What the command line says, and nothing else so far.
    pub(crate) fn new(flags: Settings) -> Self {
        Self { flags, options: Map::new(), client: Map::new() }
    }

    /// The settings after a layer said this, or a line about what is wrong with it; then the layer
    /// stays as it was. `None` when it says nothing about Boardwise.
    ///
    /// The section may come bare or under `boardwise`, its keys in kebab, camel or snake case.
    /// Null and the empty string mean "not set": editors send them for settings left alone.
    pub(crate) fn set(&mut self, layer: Layer, value: &Value) -> Option<Result<Settings, String>> {
        let section = value.get("boardwise").unwrap_or(value).as_object()?;
        if section.is_empty() {
            return None;
        }
        let section = section
            .iter()
            .filter(|(_, value)| !value.is_null() && value.as_str() != Some(""))
            .map(|(key, value)| (kebab_case(key), value.clone()))
            .collect();
        let (options, client) = match layer {
            Layer::Options => (&section, &self.client),
            Layer::Client => (&self.options, &section),
        };
        let merged: Map<String, Value> = options.iter().chain(client).map(|(key, value)| (key.clone(), value.clone())).collect();
        let settings = match serde_json::from_value::<Settings>(Value::Object(merged)) {
            Ok(settings) => settings,
            Err(error) => return Some(Err(format!("Boardwise keeps its former settings: {error}."))),
        };
        match layer {
            Layer::Options => self.options = section,
            Layer::Client => self.client = section,
        }
        let flags = &self.flags;
        Some(Ok(Settings {
            board: flags.board.clone().or(settings.board),
            runtime: flags.runtime.clone().or(settings.runtime),
            data: flags.data.clone().or(settings.data),
            model: flags.model.clone().or(settings.model),
            backend: flags.backend.clone().or(settings.backend),
            backend_model: flags.backend_model.clone().or(settings.backend_model),
            backend_format: if flags.backend_format.is_empty() { settings.backend_format } else { flags.backend_format.clone() },
            ..settings
        }))
    }
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

    fn read(value: &Value, flags: Settings) -> Option<Result<Settings, String>> {
        Configuration::new(flags).set(Layer::Client, value)
    }

    fn read_plain(value: &Value) -> Option<Settings> {
        read(value, Settings::standard()).map(Result::unwrap)
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
    fn a_wrong_type_is_said_in_one_line_and_changes_nothing() {
        let mut configuration = Configuration::new(Settings::standard());
        configuration.set(Layer::Client, &json!({ "board": "uno" })).unwrap().unwrap();
        let error = configuration.set(Layer::Client, &json!({ "inline": "yes" })).unwrap().unwrap_err();
        assert!(error.contains("invalid type") && !error.contains('\n'), "{error}");
        let settings = configuration.set(Layer::Options, &json!({ "multiline": true })).unwrap().unwrap();
        assert_eq!(settings.board.as_deref(), Some("uno"));
    }

    #[test]
    fn flags_stand_above_the_editor() {
        let flags = Settings { board: Some("pico".to_owned()), ..Settings::standard() };
        let settings = read(&json!({ "board": "uno", "multiline": true }), flags).unwrap().unwrap();
        assert_eq!(settings.board.as_deref(), Some("pico"));
        assert!(settings.multiline);
    }

    #[test]
    fn a_later_layer_leaves_what_it_does_not_name() {
        let mut configuration = Configuration::new(Settings::standard());
        configuration.set(Layer::Options, &json!({ "multiline": true, "board": "pico" })).unwrap().unwrap();
        let settings = configuration.set(Layer::Client, &json!({ "board": "uno", "allow": [] })).unwrap().unwrap();
        assert!(settings.multiline);
        assert_eq!(settings.board.as_deref(), Some("uno"));
        // The client's section comes whole: a setting that is gone from it is not set any more.
        let settings = configuration.set(Layer::Client, &json!({ "board": null, "allow": [] })).unwrap().unwrap();
        assert_eq!(settings.board.as_deref(), Some("pico"));
    }
}
