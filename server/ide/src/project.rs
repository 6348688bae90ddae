//! Which board is on the desk: read from the project's own files.
//!
//! The nearest folder upwards that names a board wins; within a folder the order is that of
//! [`DetectedBy`]. A `board:` comment inside the file is read from its facts, not here.

pub mod code;
pub mod files;
mod programs;

use std::path::{Path, PathBuf};

use configparser::ini::{Ini, IniDefault};
use document::Language;
use serde::Deserialize;

pub use programs::{Program, firmware_programs, program_at, program_of, program_root, programs, sources_below};

/// Folders looked at above a file before giving up.
const MAX_DEPTH: usize = 12;

/// The project around a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Project {
    /// Its root: the folder with the project file, if there is one.
    pub root: Option<PathBuf>,
    /// Boards that the project files name, the active one first.
    pub detected: Vec<Detected>,
    /// Files that describe boards of this project: `board.toml`, or what `boardwise.toml` names.
    pub board_files: Vec<PathBuf>,
    /// Rules that `boardwise.toml` silences.
    pub allow: Vec<String>,
    /// What was wrong with a project file, one line each, with the file's name.
    pub problems: Vec<String>,
}

/// A board and how it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detected {
    /// Board as written there.
    pub board: String,
    /// Runtime as `name@version`, if the file says or implies one.
    pub runtime: Option<String>,
    /// Which kind of place said so.
    pub by: DetectedBy,
    /// The file.
    pub path: Option<PathBuf>,
    /// Environments of `platformio.ini` that are built for it.
    pub environments: Vec<String>,
    /// Macros that they give to the compiler.
    pub defines: Vec<Define>,
}

impl Detected {
    /// A board that a place names, without environment.
    pub fn new(board: &str, runtime: Option<String>, by: DetectedBy, path: Option<PathBuf>) -> Self {
        Self { board: board.to_owned(), runtime, by, path, environments: Vec::new(), defines: Vec::new() }
    }
}

/// A macro of a build file: `-DLED=5`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Define {
    /// Its name.
    pub name: String,
    /// Its body; `1` if none is written, as for the compiler.
    pub value: String,
    /// The build file.
    pub path: PathBuf,
    /// Where it is written there, in bytes.
    pub offset: usize,
    /// First byte of each line of the build file.
    pub lines: std::sync::Arc<[usize]>,
}

/// Kinds of places that name a board, in order of precedence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum DetectedBy {
    /// Command-line flag or editor setting.
    Setting,
    /// `boardwise.toml`.
    BoardwiseToml,
    /// `board.toml`, which describes the board itself.
    BoardToml,
    /// `platformio.ini`, one per environment.
    PlatformioIni,
    /// `sketch.yaml`.
    SketchYaml,
    /// `.vscode/arduino.json`.
    ArduinoJson,
    /// `board: NAME` in the first lines of the file.
    Comment,
    /// MicroPython project files.
    MicroPythonProject,
}

impl DetectedBy {
    /// How the place is called in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Setting => "setting",
            Self::BoardwiseToml => "boardwise.toml",
            Self::BoardToml => "board.toml",
            Self::PlatformioIni => "platformio.ini",
            Self::SketchYaml => "sketch.yaml",
            Self::ArduinoJson => ".vscode/arduino.json",
            Self::Comment => "board comment",
            Self::MicroPythonProject => "MicroPython project file",
        }
    }
}

impl Project {
    /// Reads the project files of `folder` and of the folders above it, until one names a board.
    pub fn detect(folder: &Path) -> Self {
        let mut project = Self::default();
        for candidate in folder.ancestors().take(MAX_DEPTH) {
            if candidate.as_os_str().is_empty() {
                break;
            }
            project.read_folder(candidate);
            if !project.detected.is_empty() {
                project.root = Some(candidate.to_path_buf());
                break;
            }
            // A repository is a project's natural border.
            if candidate.join(".git").exists() {
                break;
            }
        }
        project
    }

    fn read_folder(&mut self, folder: &Path) {
        // An error is one line for the user.
        type Reader = fn(&mut Project, &str, &Path) -> Result<(), String>;
        let readers: [(&str, Reader); 7] = [
            ("boardwise.toml", Self::read_boardwise_toml),
            ("board.toml", Self::read_board_toml),
            ("platformio.ini", Self::read_platformio_ini),
            ("sketch.yaml", Self::read_sketch_yaml),
            (".vscode/arduino.json", Self::read_arduino_json),
            (".micropico", Self::read_micropico),
            ("micropy.json", Self::read_micropy_json),
        ];
        for (name, read) in readers {
            let path = folder.join(name);
            match std::fs::read(&path) {
                Ok(bytes) => {
                    let text = String::from_utf8_lossy(&bytes);
                    if let Err(problem) = read(self, &text, &path) {
                        self.problems.push(format!("{}: {problem}", path.display()));
                    }
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound || error.kind() == std::io::ErrorKind::NotADirectory => {}
                Err(error) => self.problems.push(format!("{}: cannot be read: {error}", path.display())),
            }
        }
    }

    fn push(&mut self, board: &str, runtime: Option<String>, by: DetectedBy, path: &Path) {
        let board = board.trim();
        if board.is_empty() {
            return;
        }
        self.push_detected(Detected::new(board, runtime, by, Some(path.to_path_buf())));
    }

    /// Two environments that build the same are one.
    fn push_detected(&mut self, detected: Detected) {
        let same = |known: &&mut Detected| {
            known.board == detected.board
                && known.runtime == detected.runtime
                && (known.defines == detected.defines || detected.environments.is_empty())
        };
        match self.detected.iter_mut().find(same) {
            Some(known) => known.environments.extend(detected.environments),
            None => self.detected.push(detected),
        }
    }

    fn read_boardwise_toml(&mut self, text: &str, path: &Path) -> Result<(), String> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        struct File {
            board: Option<String>,
            runtime: Option<String>,
            #[serde(default)]
            allow: Vec<String>,
        }
        let file: File = toml::from_str(text).map_err(|error| one_line(&error.to_string()))?;
        self.allow.extend(file.allow);
        if let Some(board) = file.board {
            let board = if crate::is_board_file(&board) { self.board_file(&path.with_file_name(board)) } else { board };
            self.push(&board, file.runtime, DetectedBy::BoardwiseToml, path);
        }
        Ok(())
    }

    /// A board that the project describes itself; what the file says is read with the tables.
    #[expect(clippy::unnecessary_wraps, reason = "one signature for all readers")]
    fn read_board_toml(&mut self, _text: &str, path: &Path) -> Result<(), String> {
        let board = self.board_file(path);
        // Where another file chooses the board, this one may be the description of its choice.
        if !self.detected.iter().any(|known| known.by == DetectedBy::BoardwiseToml) {
            self.push(&board, None, DetectedBy::BoardToml, path);
        }
        Ok(())
    }

    /// Takes a board's file up; returns it as the name of a board.
    fn board_file(&mut self, path: &Path) -> String {
        if !self.board_files.iter().any(|known| known == path) {
            self.board_files.push(path.to_path_buf());
        }
        path.to_string_lossy().into_owned()
    }

    /// Every `[env:…]` names a board; `default_envs` come first. `extends` and `[env]` are followed.
    fn read_platformio_ini(&mut self, text: &str, path: &Path) -> Result<(), String> {
        let mut defaults = IniDefault::default();
        defaults.multiline = true;
        defaults.case_sensitive = true;
        let mut ini = Ini::new_from_defaults(defaults);
        ini.read(text.to_owned())?;
        let default_environments: Vec<String> = ini
            .get("platformio", "default_envs")
            .map(|value| value.split([',', '\n', ' ']).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect())
            .unwrap_or_default();
        // `Ini` does not keep the order of sections; the text does.
        let mut environments: Vec<String> =
            text.lines().filter_map(|line| line.trim().strip_prefix("[env:")?.split(']').next().map(str::to_owned)).collect();
        environments.sort_by_key(|name| !default_environments.contains(name));
        for environment in environments {
            let section = format!("env:{environment}");
            let Some(board) = platformio_value(&ini, &section, "board", 0) else { continue };
            let platform = platformio_value(&ini, &section, "platform", 0).unwrap_or_default();
            let packages = platformio_value(&ini, &section, "platform_packages", 0).unwrap_or_default();
            if board.trim().is_empty() {
                continue;
            }
            let flags = platformio_value(&ini, &section, "build_flags", 0).unwrap_or_default();
            self.push_detected(Detected {
                environments: vec![environment],
                defines: defines(&flags, text, path),
                ..Detected::new(board.trim(), platformio_runtime(&platform, &packages), DetectedBy::PlatformioIni, Some(path.to_path_buf()))
            });
        }
        Ok(())
    }

    fn read_sketch_yaml(&mut self, text: &str, path: &Path) -> Result<(), String> {
        #[derive(Deserialize)]
        struct File {
            default_fqbn: Option<String>,
            default_profile: Option<String>,
            #[serde(default)]
            profiles: std::collections::BTreeMap<String, Profile>,
        }
        #[derive(Deserialize)]
        struct Profile {
            fqbn: Option<String>,
            #[serde(default)]
            platforms: Vec<std::collections::BTreeMap<String, serde_yaml_ng::Value>>,
        }
        let file: File = serde_yaml_ng::from_str(text).map_err(|error| one_line(&error.to_string()))?;
        let mut profiles: Vec<(&String, &Profile)> = file.profiles.iter().collect();
        profiles.sort_by_key(|(name, _)| Some(*name) != file.default_profile.as_ref());
        if file.default_profile.is_none()
            && let Some(fqbn) = &file.default_fqbn
        {
            self.push(fqbn, None, DetectedBy::SketchYaml, path);
        }
        for (_, profile) in profiles {
            let Some(fqbn) = &profile.fqbn else { continue };
            // "platform: esp32:esp32 (3.0.1)"
            let runtime = profile.platforms.iter().filter_map(|entry| entry.get("platform")?.as_str()).find_map(fqbn_platform_runtime);
            self.push(fqbn, runtime, DetectedBy::SketchYaml, path);
        }
        if let Some(fqbn) = &file.default_fqbn {
            self.push(fqbn, None, DetectedBy::SketchYaml, path);
        }
        Ok(())
    }

    fn read_arduino_json(&mut self, text: &str, path: &Path) -> Result<(), String> {
        let value: serde_json::Value = serde_json::from_str(text).map_err(|error| one_line(&error.to_string()))?;
        if let Some(board) = value.get("board").and_then(|board| board.as_str()) {
            self.push(board, None, DetectedBy::ArduinoJson, path);
        }
        Ok(())
    }

    /// MicroPico marks its projects by an empty file; they are Picos.
    #[expect(clippy::unnecessary_wraps, reason = "one signature for all readers")]
    fn read_micropico(&mut self, _text: &str, path: &Path) -> Result<(), String> {
        self.push("RPI_PICO", None, DetectedBy::MicroPythonProject, path);
        Ok(())
    }

    /// micropy-cli lists stub packages such as `esp32-micropython-1.15.0`.
    fn read_micropy_json(&mut self, text: &str, path: &Path) -> Result<(), String> {
        let value: serde_json::Value = serde_json::from_str(text).map_err(|error| one_line(&error.to_string()))?;
        let stubs = value.get("stubs").and_then(|stubs| stubs.as_object());
        for stub in stubs.into_iter().flatten().map(|(name, _)| name.as_str()) {
            let board = match stub {
                // The port runs on every chip of the family, with other pins on each; a board has a name of its own.
                _ if stub.contains("pycom") || stub.contains("lobo") => continue,
                _ if stub.contains("esp32_generic_s3") => "ESP32_GENERIC_S3",
                _ if stub.contains("esp32_generic_s2") => "ESP32_GENERIC_S2",
                _ if stub.contains("esp32_generic_c3") => "ESP32_GENERIC_C3",
                _ if stub.contains("esp32_generic") => "ESP32_GENERIC",
                // Stubs of this form are older than the port's other chips.
                _ if stub.starts_with("esp32-micropython") => "ESP32_GENERIC",
                _ if stub.contains("esp32") => continue,
                _ if stub.contains("esp8266") => "ESP8266_GENERIC",
                _ if stub.contains("rp2") => "RPI_PICO",
                _ => continue,
            };
            self.push(board, None, DetectedBy::MicroPythonProject, path);
        }
        Ok(())
    }
}

/// A value of an environment, through `extends` and the common `[env]` section.
fn platformio_value(ini: &Ini, section: &str, key: &str, depth: usize) -> Option<String> {
    // A section that extends itself would never end.
    if depth > 8 {
        return None;
    }
    if let Some(value) = ini.get(section, key) {
        return Some(interpolate(ini, &value, depth));
    }
    if let Some(parents) = ini.get(section, "extends") {
        for parent in parents.split([',', '\n']).map(str::trim).filter(|name| !name.is_empty()) {
            if let Some(value) = platformio_value(ini, parent, key, depth + 1) {
                return Some(value);
            }
        }
    }
    (section != "env").then(|| ini.get("env", key).map(|value| interpolate(ini, &value, depth))).flatten()
}

/// Replaces `${section.key}` once per nesting level.
fn interpolate(ini: &Ini, value: &str, depth: usize) -> String {
    let Some(start) = value.find("${") else { return value.trim().to_owned() };
    let Some(length) = value[start..].find('}') else { return value.trim().to_owned() };
    let reference = &value[start + 2..start + length];
    let resolved = reference.rsplit_once('.').and_then(|(section, key)| platformio_value(ini, section, key, depth + 1)).unwrap_or_default();
    format!("{}{resolved}{}", &value[..start], &value[start + length + 1..]).trim().to_owned()
}

/// The macros of `build_flags`: `-DLED=5`, `-D LED=5`, `-D 'NAME="x"'`; `-U` takes one back.
fn defines(flags: &str, text: &str, path: &Path) -> Vec<Define> {
    let lines: std::sync::Arc<[usize]> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut found: Vec<Define> = Vec::new();
    // A comment ends a line.
    let words = flags.lines().map(|line| line.split([';', '#']).next().unwrap_or_default()).flat_map(str::split_whitespace);
    let mut words = words.peekable();
    while let Some(word) = words.next() {
        let word = word.trim_matches(['\'', '"']);
        if let Some(name) = word.strip_prefix("-U") {
            found.retain(|define| define.name != name);
            continue;
        }
        let Some(rest) = word.strip_prefix("-D") else { continue };
        let definition = if rest.is_empty() { words.next().unwrap_or_default() } else { rest };
        let definition = definition.trim_matches(['\'', '"']);
        let (name, value) = definition.split_once('=').unwrap_or((definition, "1"));
        if name.is_empty() {
            continue;
        }
        let offset = text.find(definition).unwrap_or(0);
        found.retain(|define| define.name != name);
        found.push(Define { name: name.to_owned(), value: value.to_owned(), path: path.to_path_buf(), offset, lines: lines.clone() });
    }
    found
}

/// Which core a PlatformIO platform brings, where that is certain.
///
/// Official `espressif32` 4.x to 6.x carry arduino-esp32 2.0; 3.x and older carry 1.0; the
/// pioarduino fork carries 3.x (release `51.03.07` is core 3.0.7, `53.03.10` is 3.1.0, by its release notes).
fn platformio_runtime(platform: &str, packages: &str) -> Option<String> {
    let platform = platform.trim();
    if let Some(package) = packages.split("framework-arduinoespressif32").nth(1) {
        // `…@ 3.20014.0` or `…@ https://….git#3.0.2`: the version follows the last mark.
        let version = package.lines().next().unwrap_or_default().rsplit(['#', '@']).next().unwrap_or_default();
        let mut parts = version.trim().trim_start_matches(['v', '~', '^', '=']).split('.');
        let (major, minor) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        // The registry's packages carry the core version behind their own: 3.20014.0 is 2.0.14.
        let major = if minor.len() >= 4 { &minor[..1] } else { major };
        if matches!(major, "1" | "2" | "3") {
            return Some(format!("arduino-esp32@{major}"));
        }
    }
    if platform.contains("pioarduino") {
        return Some("arduino-esp32@3".to_owned());
    }
    let (name, version) = platform.split_once('@').map_or((platform, ""), |(name, version)| (name.trim(), version.trim()));
    if name == "espressif32" || name == "platformio/espressif32" {
        let major =
            version.trim_start_matches(['^', '~', '=', '>', '<', ' ']).split('.').next().and_then(|major| major.parse::<u32>().ok());
        return Some(if major.is_some_and(|major| major <= 3) { "arduino-esp32@1" } else { "arduino-esp32@2" }.to_owned());
    }
    None
}

/// `esp32:esp32 (3.0.1)` → `arduino-esp32@3.0.1`.
fn fqbn_platform_runtime(platform: &str) -> Option<String> {
    let (name, rest) = platform.split_once('(')?;
    let version = rest.trim_end().trim_end_matches(')').trim();
    let runtime = match name.trim() {
        "esp32:esp32" => "arduino-esp32",
        "esp8266:esp8266" => "arduino-esp8266",
        "rp2040:rp2040" => "arduino-pico",
        "arduino:avr" => "arduino-avr",
        _ => return None,
    };
    // Tables keep one version per minor or major line: the major number chooses it.
    let major = version.split('.').next()?;
    (!major.is_empty()).then(|| format!("{runtime}@{major}"))
}

fn one_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The language of a file by its name and, where that is not enough, its text: a `.cpp` or `.h`
/// belongs to Arduino when it includes `Arduino.h` or lies in an Arduino project; a `.py` to
/// MicroPython when it imports what only MicroPython has, or lies in a MicroPython project.
pub fn language_of(path: &Path, text: &str) -> Option<Language> {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or("").to_ascii_lowercase();
    match extension.as_str() {
        "ino" | "pde" => Some(Language::Arduino),
        "cpp" | "cc" | "cxx" | "c" | "h" | "hpp" => {
            // Tools for the computer lie beside the firmware.
            let is_of_host = text.contains("<iostream>") && text.contains("int main(");
            (text.contains("Arduino.h") || (!is_of_host && in_arduino_project(path))).then_some(Language::Arduino)
        }
        "py" => (imports_micropython(text) || in_micropython_project(path)).then_some(Language::MicroPython),
        _ => None,
    }
}

/// Whether a Python text imports what only a MicroPython port has.
fn imports_micropython(text: &str) -> bool {
    const ONLY_MICROPYTHON: &[&str] =
        &["machine", "micropython", "esp32", "esp", "rp2", "pyb", "network", "utime", "uasyncio", "neopixel", "uos"];
    text.lines().take(200).any(|line| {
        let line = line.trim_start();
        let rest = line.strip_prefix("import ").or_else(|| line.strip_prefix("from "));
        rest.is_some_and(|rest| rest.split([',', ' ', '.']).any(|word| ONLY_MICROPYTHON.contains(&word.trim())))
    })
}

fn in_arduino_project(path: &Path) -> bool {
    path.ancestors().skip(1).take(MAX_DEPTH).any(|folder| {
        !folder.as_os_str().is_empty()
            && (["sketch.yaml", "boardwise.toml"].iter().any(|name| folder.join(name).exists())
                || std::fs::read_to_string(folder.join("platformio.ini")).is_ok_and(|text| text.contains("arduino"))
                || holds_a_sketch(folder))
    })
}

/// A folder is a sketch when it holds `NAME/NAME.ino`.
fn holds_a_sketch(folder: &Path) -> bool {
    folder.file_name().and_then(|name| name.to_str()).is_some_and(|name| folder.join(format!("{name}.ino")).exists())
}

fn in_micropython_project(path: &Path) -> bool {
    path.ancestors().skip(1).take(MAX_DEPTH).any(|folder| {
        !folder.as_os_str().is_empty()
            && [".micropico", "micropy.json", "pymakr.conf", "boardwise.toml"].iter().any(|name| folder.join(name).exists())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(files: &[(&str, &str)]) -> Project {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        std::fs::create_dir_all(folder.path().join("src/deep")).unwrap();
        Project::detect(&folder.path().join("src/deep"))
    }

    fn boards(project: &Project) -> Vec<(&str, Option<&str>)> {
        project.detected.iter().map(|detected| (detected.board.as_str(), detected.runtime.as_deref())).collect()
    }

    #[test]
    fn boardwise_toml_comes_before_platformio() {
        let project = detect(&[
            ("boardwise.toml", "board = \"pico\"\nallow = [\"strapping-pin-used\"]\n"),
            ("platformio.ini", "[env:x]\nplatform = atmelavr\nboard = uno\n"),
        ]);
        assert_eq!(boards(&project), [("pico", None), ("uno", None)]);
        assert_eq!(project.allow, ["strapping-pin-used"]);
    }

    #[test]
    fn every_platformio_environment_counts_and_defaults_come_first() {
        let project = detect(&[(
            "platformio.ini",
            "[platformio]\ndefault_envs = b\n[env]\nframework = arduino\n[base]\nplatform = espressif32\n[env:a]\nplatform = atmelavr\nboard = uno\n[env:b]\nextends = base\nboard = esp32dev\nbuild_flags =\n  -DX\n  -DY\n",
        )]);
        assert_eq!(boards(&project), [("esp32dev", Some("arduino-esp32@2")), ("uno", None)]);
    }

    #[test]
    fn build_flags_are_macros_of_their_environments() {
        let project = detect(&[(
            "platformio.ini",
            "[env]\nplatform = atmelavr\nboard = uno\nbuild_flags = -DLED=5 -D WITH_RADIO\n[env:a]\n[env:b]\n[env:c]\nbuild_flags =\n  ${env.build_flags}\n  -DLED=6 ; other wiring\n  -Wall\n",
        )]);
        let found: Vec<_> = project
            .detected
            .iter()
            .map(|detected| {
                let defines: Vec<_> = detected.defines.iter().map(|define| format!("{}={}", define.name, define.value)).collect();
                (detected.environments.join(" "), defines.join(" "))
            })
            .collect();
        let expected = [("a b", "LED=5 WITH_RADIO=1"), ("c", "WITH_RADIO=1 LED=6")];
        assert_eq!(found, expected.map(|(names, defines)| (names.to_owned(), defines.to_owned())));
    }

    #[test]
    fn platform_versions_choose_the_core() {
        assert_eq!(platformio_runtime("espressif32@3.5.0", "").as_deref(), Some("arduino-esp32@1"));
        assert_eq!(platformio_runtime("espressif32 @ ^6.4.0", "").as_deref(), Some("arduino-esp32@2"));
        let fork = "https://github.com/pioarduino/platform-espressif32/releases/download/51.03.07/platform-espressif32.zip";
        assert_eq!(platformio_runtime(fork, "").as_deref(), Some("arduino-esp32@3"));
        let packages = "framework-arduinoespressif32 @ https://github.com/espressif/arduino-esp32.git#3.0.2";
        assert_eq!(platformio_runtime("espressif32", packages).as_deref(), Some("arduino-esp32@3"));
        let registry = |version: &str| platformio_runtime("espressif32", &format!("framework-arduinoespressif32 @ {version}"));
        assert_eq!(registry("3.20014.231204").as_deref(), Some("arduino-esp32@2"));
        assert_eq!(registry("3.10006.0").as_deref(), Some("arduino-esp32@1"));
        assert_eq!(platformio_runtime("atmelavr", ""), None);
    }

    #[test]
    fn sketch_yaml_gives_fqbn_and_core_version() {
        let project = detect(&[(
            "sketch.yaml",
            "profiles:\n  a:\n    fqbn: arduino:avr:uno\n  b:\n    fqbn: esp32:esp32:esp32\n    platforms:\n      - platform: esp32:esp32 (2.0.14)\ndefault_profile: b\n",
        )]);
        assert_eq!(boards(&project), [("esp32:esp32:esp32", Some("arduino-esp32@2")), ("arduino:avr:uno", None)]);
    }

    #[test]
    fn a_broken_project_file_is_said_and_the_next_one_is_read() {
        let project = detect(&[("boardwise.toml", "board = \n"), (".vscode/arduino.json", "{\"board\":\"arduino:avr:mega\"}")]);
        assert_eq!(boards(&project), [("arduino:avr:mega", None)]);
        assert_eq!(project.problems.len(), 1, "{:?}", project.problems);
        assert!(!project.problems[0].contains('\n'));
    }

    #[test]
    fn a_section_that_extends_itself_ends() {
        let project = detect(&[("platformio.ini", "[env:a]\nextends = env:a\nplatform = ${env:a.board}\n")]);
        assert!(project.detected.is_empty());
    }

    #[test]
    fn languages_by_name_and_text() {
        assert_eq!(language_of(Path::new("a.ino"), ""), Some(Language::Arduino));
        assert_eq!(language_of(Path::new("a.cpp"), "#include <Arduino.h>\n"), Some(Language::Arduino));
        assert_eq!(language_of(Path::new("a.cpp"), "int main() {}"), None);
        assert_eq!(language_of(Path::new("a.py"), "from machine import Pin\n"), Some(Language::MicroPython));
        assert_eq!(language_of(Path::new("a.py"), "import numpy\n"), None);
        assert_eq!(language_of(Path::new("README.md"), "machine"), None);
    }
}
