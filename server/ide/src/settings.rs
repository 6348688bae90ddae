//! What a user can set, once, with its documentation and default.

use std::path::PathBuf;

use serde::Deserialize;

/// Text that only a user's own settings may hold: an editor never takes it from a workspace.
pub type UserText = String;

/// Settings of one session; from the command line, the editor, or `boardwise.toml`.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub struct Settings {
    /// Board for all files: PlatformIO id, FQBN or MicroPython name. Empty: found from the project.
    pub board: Option<String>,
    /// Runtime with version, such as `arduino-esp32@2.0`. Empty: found from the project, else the newest known.
    pub runtime: Option<String>,
    /// Folder of imported and own boards. Empty: `BOARDWISE_DATA`, else the platform's folder for data of programs.
    pub data: Option<PathBuf>,
    /// Model file (GGUF). Empty: the model that ships with the program.
    pub model: Option<PathBuf>,
    /// Completion server of a team (`http://host:8000`, OpenAI-compatible completions) instead of a local model: the text around the cursor is sent there. Empty: nothing is sent anywhere.
    pub backend: Option<UserText>,
    /// Name of the model on that server. Empty: the server has one.
    pub backend_model: Option<UserText>,
    /// Prompt format of that model: `qwen2.5-coder`, `starcoder2`, `deepseek-coder`, `codegemma` or `codellama`.
    pub backend_format: UserText,
    /// Seconds after which that server is not waited for (0.1 to 60).
    pub backend_seconds: f32,
    /// Whether ghost text from the model is offered.
    pub inline: bool,
    /// Whether inline suggestions may span several lines.
    pub multiline: bool,
    /// Suggestions that are right less often than this stay hidden (0 to 1).
    pub min_score: f32,
    /// Whether suggestions are shown that repeat 24 tokens or more of one repository of the training text.
    pub repeats: bool,
    /// Whether pin capabilities are written beside pin constants.
    pub inlay_hints: bool,
    /// Whether code that the board's build leaves out (`#if` branches for other boards) is shown faded.
    pub fade: bool,
    /// Whether accepted and dismissed suggestions are counted for `boardwise stats`, in a file on this machine that is sent nowhere.
    pub stats: bool,
    /// Rules that stay silent everywhere.
    pub allow: Vec<String>,
}

impl Settings {
    /// The settings of a user who has set nothing.
    pub fn standard() -> Self {
        Self {
            board: None,
            runtime: None,
            data: None,
            model: None,
            backend: None,
            backend_model: None,
            backend_format: String::new(),
            backend_seconds: 3.0,
            inline: true,
            multiline: false,
            min_score: 0.03,
            repeats: true,
            inlay_hints: true,
            fade: true,
            stats: true,
            allow: Vec::new(),
        }
    }
}

impl Settings {
    /// Whether the same model writes suggestions under other settings.
    pub fn has_same_model(&self, other: &Self) -> bool {
        let model =
            |it: &Self| (it.model.clone(), it.data.clone(), it.backend.clone(), it.backend_model.clone(), it.backend_format.clone());
        model(self) == model(other) && self.backend_seconds == other.backend_seconds
    }

    /// The user's data folder.
    pub fn data_folder(&self) -> Option<PathBuf> {
        self.data.clone().or_else(crate::data_folder)
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self::standard()
    }
}
