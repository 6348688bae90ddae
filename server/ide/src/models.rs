//! Models of the user's own: which files were added, and which one is in use.
//!
//! One file in the data folder, `models.toml`, names them. The weights stay where they are: they are large.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use model::Model;
use serde::{Deserialize, Serialize};

use crate::{EngineError, Settings};

/// The name of the model that ships with the program.
pub const BUILT_IN_NAME: &str = "built-in";

/// A model that the user has added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AddedModel {
    /// The GGUF file.
    pub path: PathBuf,
    /// Its prompt format.
    pub format: String,
    /// Number of weights.
    pub parameters: u64,
    /// Checksum of the file when it was added.
    pub checksum: String,
}

/// The user's models.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Models {
    /// The one in use; without it the built-in one.
    #[serde(rename = "use", skip_serializing_if = "Option::is_none")]
    pub used: Option<String>,
    /// All, by name.
    pub models: BTreeMap<String, AddedModel>,
}

fn fail<T>(message: String) -> Result<T, EngineError> {
    Err(EngineError { message })
}

impl Models {
    fn file(settings: &Settings) -> Option<PathBuf> {
        settings.data_folder().map(|folder| folder.join("models.toml"))
    }

    /// Reads the list; without a file it is empty.
    ///
    /// # Errors
    /// One line when the file is there and cannot be read.
    pub fn read(settings: &Settings) -> Result<Self, EngineError> {
        let Some(path) = Self::file(settings) else { return Ok(Self::default()) };
        match std::fs::read_to_string(&path) {
            Ok(text) => toml::from_str(&text).or_else(|error: toml::de::Error| {
                fail(format!("{} is not a list of models: {}; mend or remove it", path.display(), error.message()))
            }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => fail(format!("{} cannot be read: {error}", path.display())),
        }
    }

    fn write(&self, settings: &Settings) -> Result<(), EngineError> {
        let Some(path) = Self::file(settings) else {
            return fail(format!("there is no folder for your data: name one in {}", crate::DATA_VARIABLE));
        };
        let text = toml::to_string(self).expect("names and numbers");
        // Replaced as a whole: another process may be reading it.
        let partial = path.with_extension("partial");
        let written = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        let written = written.and_then(|()| std::fs::write(&partial, text)).and_then(|()| std::fs::rename(&partial, &path));
        written.or_else(|error| fail(format!("{} cannot be written: {error}", path.display())))
    }

    /// Adds a file under the name that it has without its ending, or another. Loads it, so that what cannot run is
    /// refused now.
    ///
    /// # Errors
    /// One line when the file cannot be used or the name is taken by another file.
    pub fn add(settings: &Settings, path: &Path, name: Option<&str>) -> Result<(String, AddedModel), EngineError> {
        let loaded = Model::load(path).map_err(|error| EngineError { message: error.to_string() })?;
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let name = name.map_or(stem, str::to_owned);
        if name.is_empty() || name == BUILT_IN_NAME || name.contains(['/', '\\']) {
            return fail(format!("a model cannot be called “{name}”: give another name with --name"));
        }
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut models = Self::read(settings)?;
        if let Some(other) = models.models.get(&name).filter(|other| other.path != path) {
            return fail(format!("{} is already called “{name}”: give another name with --name", other.path.display()));
        }
        let added = AddedModel {
            path,
            format: loaded.vocabulary().layout().name.clone(),
            parameters: loaded.info().n_parameters as u64,
            checksum: loaded.info().checksum.clone(),
        };
        models.models.insert(name.clone(), added.clone());
        models.write(settings)?;
        Ok((name, added))
    }

    /// Uses a model from now on where the settings name none; [`BUILT_IN_NAME`] goes back to the one that ships.
    ///
    /// # Errors
    /// One line when nobody has added a model of this name.
    pub fn choose(settings: &Settings, name: &str) -> Result<(), EngineError> {
        let mut models = Self::read(settings)?;
        models.used = if name == BUILT_IN_NAME { None } else { Some(models.known(name)?) };
        models.write(settings)
    }

    /// Forgets a model; its file stays.
    ///
    /// # Errors
    /// One line when nobody has added a model of this name.
    pub fn remove(settings: &Settings, name: &str) -> Result<(), EngineError> {
        let mut models = Self::read(settings)?;
        models.known(name)?;
        models.models.remove(name);
        models.used.take_if(|used| used == name);
        models.write(settings)
    }

    fn known(&self, name: &str) -> Result<String, EngineError> {
        if self.models.contains_key(name) {
            return Ok(name.to_owned());
        }
        let names: Vec<_> = std::iter::once(BUILT_IN_NAME).chain(self.models.keys().map(String::as_str)).collect();
        fail(format!("no model is called “{name}”; there is {}", names.join(", ")))
    }

    /// The name and the bytes of the model that the settings choose.
    pub(crate) fn bytes(settings: &Settings) -> Result<(String, Vec<u8>), EngineError> {
        match Self::chosen(settings)? {
            None => Ok(("the built-in model".to_owned(), crate::engine::BUILT_IN.to_vec())),
            Some(path) => match std::fs::read(&path) {
                Ok(bytes) => Ok((path.display().to_string(), bytes)),
                Err(error) => fail(format!("cannot read the model {}: {error}; check the path and its permissions", path.display())),
            },
        }
    }

    /// Where a model that is made here is kept.
    ///
    /// # Errors
    /// One line when there is no folder for the user's data, or the name cannot be one.
    pub fn place(settings: &Settings, name: &str) -> Result<PathBuf, EngineError> {
        if name.is_empty() || name == BUILT_IN_NAME || name.contains(['/', '\\']) {
            return fail(format!("a model cannot be called “{name}”: give another name with --name"));
        }
        let Some(folder) = settings.data_folder() else {
            return fail(format!("there is no folder for your data: name one in {}", crate::DATA_VARIABLE));
        };
        let path = std::path::absolute(folder.join("models").join(format!("{name}.gguf"))).unwrap_or_default();
        match Self::read(settings)?.models.get(name).filter(|other| other.path != path) {
            Some(other) => fail(format!("{} is already called “{name}”: give another name with --name", other.path.display())),
            None => Ok(path),
        }
    }

    /// The file to load: the one that the settings name, by path or by name, or the one in use; `None` for the built-in.
    pub(crate) fn chosen(settings: &Settings) -> Result<Option<PathBuf>, EngineError> {
        match &settings.model {
            Some(path) if path.exists() => Ok(Some(path.clone())),
            Some(path) if path.as_os_str() == BUILT_IN_NAME => Ok(None),
            Some(path) => {
                let models = Self::read(settings)?;
                let named = path.to_str().and_then(|name| models.models.get(name));
                Ok(Some(named.map_or_else(|| path.clone(), |model| model.path.clone())))
            }
            None => {
                let models = Self::read(settings)?;
                let Some(name) = &models.used else { return Ok(None) };
                match models.models.get(name) {
                    Some(model) => Ok(Some(model.path.clone())),
                    None => {
                        fail(format!("the model in use, “{name}”, is not in the list; `boardwise model use {BUILT_IN_NAME}` goes back"))
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(data: &Path) -> Settings {
        Settings { data: Some(data.to_owned()), ..Settings::standard() }
    }

    fn tiny() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/model/testdata/tiny.gguf")
    }

    #[test]
    fn a_model_is_added_used_and_removed() {
        let data = tempfile::tempdir().unwrap();
        let settings = settings(data.path());
        assert_eq!(Models::chosen(&settings), Ok(None));
        let (name, added) = Models::add(&settings, &tiny(), None).unwrap();
        assert_eq!((name.as_str(), added.format.as_str(), added.parameters), ("tiny", "spm-joint-1", 902_400));
        assert_eq!(Models::chosen(&settings), Ok(None), "adding does not use");
        Models::choose(&settings, "tiny").unwrap();
        assert_eq!(Models::chosen(&settings).unwrap().as_ref(), Some(&added.path));
        let named = |model: &str| Models::chosen(&Settings { model: Some(model.into()), ..settings.clone() });
        assert_eq!(named("built-in"), Ok(None));
        assert_eq!(named("tiny").unwrap().as_ref(), Some(&added.path));
        assert_eq!(named("/nowhere.gguf"), Ok(Some("/nowhere.gguf".into())));
        Models::remove(&settings, "tiny").unwrap();
        assert_eq!(Models::chosen(&settings), Ok(None));
        assert_eq!(Models::read(&settings).unwrap(), Models::default());
    }

    #[test]
    fn what_cannot_be_is_said_in_one_line() {
        let data = tempfile::tempdir().unwrap();
        let settings = settings(data.path());
        let broken = data.path().join("broken.gguf");
        std::fs::write(&broken, &std::fs::read(tiny()).unwrap()[..5000]).unwrap();
        let complaints = [
            (Models::add(&settings, &broken, None).map(drop), "is cut off"),
            (Models::add(&settings, Path::new("/nowhere.gguf"), None).map(drop), "cannot read the model"),
            (Models::add(&settings, &tiny(), Some("built-in")).map(drop), "cannot be called"),
            (Models::choose(&settings, "qwen"), "no model is called “qwen”; there is built-in"),
            (Models::remove(&settings, "qwen"), "no model is called"),
        ];
        for (outcome, expected) in complaints {
            let message = outcome.unwrap_err().message;
            assert!(message.contains(expected) && !message.contains('\n'), "{message}");
        }
        std::fs::write(data.path().join("models.toml"), "use = 3\n").unwrap();
        assert!(Models::read(&settings).unwrap_err().message.contains("is not a list of models"));
    }
}
