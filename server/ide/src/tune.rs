//! Adapting the model to a user's own code, on their machine.
//!
//! ```text
//! OwnCode::read     files below a folder → those worth learning from, private text replaced → learnt and held out
//! Tuning::begin     the model, and where an interrupted run stopped
//! step … finish     low-rank changes learnt step by step → a GGUF file, and what it changes on the held-out files
//! ```
//!
//! Every passage is drawn from the seed and the step's number, so a run that was interrupted gives the same bytes as one
//! that was not.

mod holes;
mod rules;
mod samples;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use document::Language;
use model::{Model, Passage, Session, Tuner};
use serde::{Deserialize, Serialize};

use crate::models::Models;
use crate::random::Random;
use crate::{EngineError, Host, Settings, language_of, sources_below};
use rules::Rules;
use samples::{Source, window};

/// Fewer files or bytes than this teach nothing that lasts, and nothing could be measured on them.
const LEAST_FILES: usize = 6;
const LEAST_BYTES: usize = 12_000;
/// This share of the text is held out, by whole files.
const HELD_OUT: f64 = 0.15;
/// A held-out file is no measure when so many of its lines stand in a file that is learnt.
const COPIED: f64 = 0.7;
/// Windows of 512 tokens in each step.
const WINDOWS_PER_STEP: usize = 4;
/// Each byte is seen about so often.
const EPOCHS: f64 = 3.0;
const STEPS: std::ops::RangeInclusive<usize> = 40..=600;
/// Highest learning rate, and the share of the steps in which it is reached.
const LEARNING_RATE: f64 = 2e-3;
const WARM_UP: f64 = 0.1;

fn fail<T>(message: String) -> Result<T, EngineError> {
    Err(EngineError { message })
}

/// A user's own code, in two parts.
pub struct OwnCode {
    learnt: Vec<Source>,
    held_out: Vec<Source>,
    /// Files that were left out, by reason.
    pub left_out: BTreeMap<String, usize>,
}

/// A file that nothing is learnt from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeldOut {
    /// Where it is.
    pub path: PathBuf,
    /// Its language.
    pub language: Language,
    /// Its text, private parts replaced.
    pub text: String,
}

impl OwnCode {
    /// Reads the sources below a folder, by the filters of the training pipeline. `done` is called for each file.
    ///
    /// # Errors
    /// One line when the folder cannot be read or holds too little.
    pub fn read(folder: &Path, settings: &Settings, mut done: impl FnMut()) -> Result<Self, EngineError> {
        if let Err(error) = std::fs::read_dir(folder) {
            return fail(format!("{} cannot be read: {error}; name a folder with your own code", folder.display()));
        }
        let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let rules = Rules::get();
        let (mut sources, mut left_out) = (Vec::new(), BTreeMap::<String, usize>::new());
        let mut known = BTreeSet::new();
        for path in sources_below(&folder) {
            done();
            match read_source(&folder, &path, settings, rules) {
                Ok(source) if known.insert(source.text.clone()) => sources.push(source),
                Ok(_) => *left_out.entry("copies of others".to_owned()).or_default() += 1,
                Err(why) => *left_out.entry(why).or_default() += 1,
            }
        }
        let n_bytes: usize = sources.iter().map(|source| source.text.len()).sum();
        let (n_files, kilobytes, least) = (sources.len(), n_bytes / 1000, LEAST_BYTES / 1000);
        if n_files < LEAST_FILES || n_bytes < LEAST_BYTES {
            let others = if left_out.is_empty() { String::new() } else { format!(" ({})", reasons(&left_out)) };
            return fail(format!(
                "{} has {n_files} files with {kilobytes} KB of Arduino or MicroPython code to learn from{others}; \
                 tuning needs {LEAST_FILES} files and {least} KB: name a folder with more of your own code",
                folder.display()
            ));
        }
        let (learnt, held_out) = hold_out(sources, &folder);
        if held_out.is_empty() {
            return fail(format!(
                "the files below {} are copies of each other, so that what was learnt could not be measured: name a folder with more of your own code",
                folder.display()
            ));
        }
        Ok(Self { learnt, held_out, left_out })
    }

    /// Files and bytes that are learnt from.
    pub fn learnt(&self) -> (usize, usize) {
        (self.learnt.len(), self.learnt.iter().map(|source| source.text.len()).sum())
    }

    /// The files that are kept for measuring.
    pub fn held_out(&self) -> Vec<HeldOut> {
        let file = |source: &Source| HeldOut { path: source.path.clone(), language: source.language, text: source.text.clone() };
        self.held_out.iter().map(file).collect()
    }

    /// Tells this code from other code.
    fn digest(&self) -> String {
        let texts: Vec<&str> = self.learnt.iter().chain(&self.held_out).map(|source| source.text.as_str()).collect();
        format!("{:016x}", Random::of(&texts).number())
    }
}

impl std::fmt::Debug for OwnCode {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("OwnCode").field("learnt", &self.learnt()).field("held_out", &self.held_out.len()).finish_non_exhaustive()
    }
}

/// `2 generated, 1 under 120 bytes`.
pub fn reasons(left_out: &BTreeMap<String, usize>) -> String {
    let each: Vec<String> = left_out.iter().map(|(why, n)| format!("{n} {why}")).collect();
    format!("left out: {}", each.join(", "))
}

fn read_source(folder: &Path, path: &Path, settings: &Settings, rules: &Rules) -> Result<Source, String> {
    let relative = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let size = std::fs::metadata(path).map_err(|_| "unreadable")?.len() as usize;
    if let Some(why) = rules.drop_by_path(&relative, size) {
        return Err(why.to_owned());
    }
    let text = std::fs::read_to_string(path).map_err(|_| "not UTF-8")?.replace("\r\n", "\n");
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let language = language_of(path, text).ok_or("neither Arduino nor MicroPython")?;
    if let Some(why) = rules.drop_by_text(text, language, &relative) {
        return Err(why.to_owned());
    }
    let text = rules.scrub(text);
    let mut host = Host::new(settings.clone());
    host.open(path, &text, 0, Some(language));
    let target = host.analysis(path).and_then(|analysis| analysis.targets.first().map(Arc::clone));
    Ok(Source::new(path, language, text, target))
}

/// Whole files in an order that looks random, until the share is reached; what is mostly a copy of a learnt file is learnt.
fn hold_out(mut sources: Vec<Source>, folder: &Path) -> (Vec<Source>, Vec<Source>) {
    let place = |source: &Source| {
        let relative = source.path.strip_prefix(folder).unwrap_or(&source.path).to_string_lossy().into_owned();
        (Random::of(&["held out", &relative]).number(), relative)
    };
    sources.sort_by_cached_key(place);
    let all: usize = sources.iter().map(|source| source.text.len()).sum();
    let (mut learnt, mut held_out) = (Vec::<Source>::new(), Vec::<Source>::new());
    let mut n_bytes = 0;
    for source in sources {
        // A file that is most of everything is needed for learning.
        if (n_bytes as f64) < HELD_OUT * all as f64 && (source.text.len() as f64) < 0.3 * all as f64 {
            n_bytes += source.text.len();
            held_out.push(source);
        } else {
            learnt.push(source);
        }
    }
    let lines = |source: &Source| -> BTreeSet<String> {
        source.text.lines().map(str::trim).filter(|line| line.len() > 8).map(str::to_owned).collect()
    };
    let known: Vec<BTreeSet<String>> = learnt.iter().map(lines).collect();
    let is_copy = |source: &Source| {
        let own = lines(source);
        known.iter().any(|known| own.intersection(known).count() as f64 > COPIED * own.len() as f64)
    };
    let (copies, held_out) = held_out.into_iter().partition(is_copy);
    learnt.extend::<Vec<Source>>(copies);
    learnt.sort_by(|a, b| a.path.cmp(&b.path));
    (learnt, held_out)
}

/// What decides the result of a run; written beside its checkpoint.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Plan {
    model: String,
    code: String,
    steps: usize,
    learning_rate: f64,
    seed: u64,
}

/// Bits per byte of the held-out files.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bits {
    /// With the model as it was.
    pub before: f64,
    /// With the tuned one, as it is stored.
    pub after: f64,
}

/// A run of tuning.
pub struct Tuning {
    tuner: Tuner,
    session: Session,
    code: OwnCode,
    plan: Plan,
    folder: PathBuf,
    base: String,
    bytes: Vec<u8>,
}

impl Tuning {
    /// Reads the model in use (or the one that the settings name), and goes on where an earlier run with the same code,
    /// model and steps was interrupted; `folder` is where it leaves its checkpoints. Without `steps`, as many as the
    /// code is worth.
    ///
    /// # Errors
    /// One line when the model cannot be read or tuned, or the folder cannot be written.
    pub fn begin(settings: &Settings, code: OwnCode, steps: Option<usize>, folder: &Path) -> Result<Self, EngineError> {
        let (base, bytes) = Models::bytes(settings)?;
        let plain = |error: model::LoadError| EngineError { message: error.to_string() };
        let model = Model::from_bytes(&base, &bytes).map_err(plain)?;
        let format = &model.vocabulary().layout().name;
        if format != suggest::PROMPT_FORMAT {
            return fail(format!("{base} reads prompts of the format {format}; only models of Boardwise's own kind can be tuned"));
        }
        let seed = 1;
        // Three bytes a token.
        let windows = code.learnt().1 as f64 / 3.0 * EPOCHS / 512.0;
        let steps = steps.unwrap_or_else(|| ((windows / WINDOWS_PER_STEP as f64) as usize).clamp(*STEPS.start(), *STEPS.end())).max(1);
        let plan = Plan { model: model.info().checksum.clone(), code: code.digest(), steps, learning_rate: LEARNING_RATE, seed };
        let tuner = Tuner::open(&base, bytes.clone(), seed).map_err(plain)?;
        let mut tuning = Self { tuner, session: Session::new(model), code, plan, folder: folder.to_owned(), base, bytes };
        tuning.resume()?;
        Ok(tuning)
    }

    fn resume(&mut self) -> Result<(), EngineError> {
        let cannot = |error: std::io::Error| EngineError { message: format!("{} cannot be written: {error}", self.folder.display()) };
        std::fs::create_dir_all(&self.folder).map_err(cannot)?;
        let plan = serde_json::to_string(&self.plan).expect("numbers and names");
        if std::fs::read_to_string(self.plan_path()).is_ok_and(|old| old == plan) {
            if self.checkpoint_path().exists() {
                return self.tuner.restore(&self.checkpoint_path()).map_err(EngineError::from);
            }
            return Ok(());
        }
        // Of other code, or another model: it is of no use any more.
        let _ = std::fs::remove_file(self.checkpoint_path());
        std::fs::write(self.plan_path(), plan).map_err(cannot)
    }

    fn plan_path(&self) -> PathBuf {
        self.folder.join("plan.json")
    }

    fn checkpoint_path(&self) -> PathBuf {
        self.folder.join("checkpoint.safetensors")
    }

    /// What the model is called that learns.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// The code that it learns from.
    pub fn code(&self) -> &OwnCode {
        &self.code
    }

    /// Steps that are done, and all.
    pub fn steps(&self) -> (usize, usize) {
        (self.tuner.n_steps(), self.plan.steps)
    }

    /// One step; gives the mean surprise in nats a token.
    ///
    /// # Errors
    /// One line when the numbers have run away.
    pub fn step(&mut self) -> Result<f64, EngineError> {
        let (at, steps) = self.steps();
        let mut passages = Vec::new();
        for number in 0..WINDOWS_PER_STEP {
            let place = format!("{} {at} {number}", self.plan.seed);
            passages.extend(window(&self.code.learnt, &self.session, &mut Random::of(&["tune", &place])));
        }
        self.tuner.step(&passages, self.plan.learning_rate * schedule(at, steps)).map_err(EngineError::from)
    }

    /// Writes a checkpoint.
    ///
    /// # Errors
    /// One line when it cannot be written.
    pub fn save(&self) -> Result<(), EngineError> {
        self.tuner.save(&self.checkpoint_path()).map_err(EngineError::from)
    }

    /// Passages of the held-out files, the same for every run on this code.
    fn measured(&self) -> Vec<Passage> {
        let n_bytes: usize = self.code.held_out.iter().map(|source| source.text.len()).sum();
        let n_windows = (n_bytes / 1000).clamp(4, 32);
        (0..n_windows)
            .flat_map(|number| window(&self.code.held_out, &self.session, &mut Random::of(&["measure", &number.to_string()])))
            .collect()
    }

    /// The tuned model as a GGUF file, and the bits per byte of the held-out files before and after.
    ///
    /// # Errors
    /// One line when candle fails.
    pub fn finish(&self, name: &str, mut done: impl FnMut()) -> Result<(Vec<u8>, Bits), EngineError> {
        let description = format!("{}, tuned in {} steps on {} files of its user", self.base, self.plan.steps, self.code.learnt.len());
        let file = self.tuner.merged(name, &description).map_err(EngineError::from)?;
        let passages = self.measured();
        // Both as they are stored: rounding to 8 bits is part of the result.
        let mut bits = |bytes: &[u8]| {
            let tuner = Tuner::open(name, bytes.to_vec(), self.plan.seed).map_err(|error| EngineError { message: error.to_string() })?;
            tuner.bits_per_byte(&passages, &mut done).map_err(EngineError::from)
        };
        let bits = Bits { before: bits(&self.bytes)?, after: bits(&file)? };
        Ok((file, bits))
    }

    /// Removes what an interrupted run would need.
    pub fn clean_up(&self) {
        for path in [self.checkpoint_path(), self.plan_path()] {
            let _ = std::fs::remove_file(path);
        }
        let _ = std::fs::remove_dir(&self.folder);
    }
}

impl std::fmt::Debug for Tuning {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Tuning").field("plan", &self.plan).field("tuner", &self.tuner).finish_non_exhaustive()
    }
}

impl From<model::TuneError> for EngineError {
    fn from(error: model::TuneError) -> Self {
        Self { message: error.to_string() }
    }
}

/// Share of the highest learning rate: up, then linearly to zero.
fn schedule(at: usize, steps: usize) -> f64 {
    let warm_up = (WARM_UP * steps as f64).max(1.0);
    let at = at as f64;
    if at < warm_up { (at + 1.0) / warm_up } else { (steps as f64 - at) / (steps as f64 - warm_up).max(1.0) }.min(1.0)
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// Sketches in one hand: what differs is the pin, the name and the pause.
    fn project(n: usize) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for at in 0..n {
            let names = ["lamp", "pump", "fan", "valve", "siren", "heater", "gate", "motor", "light"];
            let name = names[at % names.len()];
            let mut text = format!("// {name} {at}\n#include <Wire.h>\nstatic const uint8_t k_{name}_pin = {};\n\n", 2 + at % 9);
            for part in 0..12 {
                write!(
                    text,
                    "static void {name}_{part}_{at}(const bool is_on)\n{{\n    digitalWrite(k_{name}_pin, is_on ? HIGH : LOW);\n    delay({});\n}}\n\n",
                    at * 37 + part * 11
                )
                .unwrap();
            }
            text += "void setup() {}\nvoid loop() {}\n";
            std::fs::create_dir(folder.path().join(format!("s{at}"))).unwrap();
            std::fs::write(folder.path().join(format!("s{at}/s{at}.ino")), text).unwrap();
        }
        folder
    }

    fn settings(data: &Path) -> Settings {
        let tiny = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models/model/testdata/tiny.gguf");
        Settings { data: Some(data.to_owned()), model: Some(tiny), ..Settings::standard() }
    }

    #[test]
    fn learns_goes_on_and_gives_the_same_bytes() {
        let (project, data) = (project(9), tempfile::tempdir().unwrap());
        let settings = settings(data.path());
        let begin = |name: &str| {
            let code = OwnCode::read(project.path(), &settings, || {}).unwrap();
            Tuning::begin(&settings, code, Some(6), &data.path().join(name)).unwrap()
        };
        let mut whole = begin("whole");
        assert!(!whole.code().held_out().is_empty() && whole.code().learnt().0 + whole.code().held_out().len() == 9);
        while whole.steps().0 < whole.steps().1 {
            whole.step().unwrap();
        }
        let (file, bits) = whole.finish("mine", || {}).unwrap();
        assert!(bits.after < bits.before * 0.95, "{bits:?}");

        let mut first = begin("parts");
        for _ in 0..2 {
            first.step().unwrap();
        }
        first.save().unwrap();
        let mut second = begin("parts");
        assert_eq!(second.steps(), (2, 6));
        while second.steps().0 < second.steps().1 {
            second.step().unwrap();
        }
        assert!(second.finish("mine", || {}).unwrap().0 == file);
        second.clean_up();
        assert!(!data.path().join("parts").exists());

        // Other code begins again.
        first.save().unwrap_err();
        let mut third = begin("whole");
        third.step().unwrap();
        third.save().unwrap();
        std::fs::write(
            project.path().join("s0/s0.ino"),
            std::fs::read_to_string(project.path().join("s1/s1.ino")).unwrap() + "\n// more\n",
        )
        .unwrap();
        assert_eq!(begin("whole").steps().0, 0);
    }

    #[test]
    fn too_little_code_is_refused_in_one_line() {
        let (few, data) = (project(3), tempfile::tempdir().unwrap());
        std::fs::write(few.path().join("keys.ino"), "void setup() {}").unwrap();
        let complaint = |folder: &Path| OwnCode::read(folder, &settings(data.path()), || {}).unwrap_err().message;
        let message = complaint(few.path());
        assert!(message.contains("has 3 files") && message.contains("1 under 120 bytes") && !message.contains('\n'), "{message}");
        assert!(complaint(Path::new("/nowhere")).contains("cannot be read"));
    }

    #[test]
    fn private_text_is_not_learnt() {
        let (project, data) = (project(9), tempfile::tempdir().unwrap());
        let text =
            format!("const char* password = \"hunter2hunter2\";\n{}", std::fs::read_to_string(project.path().join("s3/s3.ino")).unwrap());
        std::fs::write(project.path().join("s3/s3.ino"), text).unwrap();
        let code = OwnCode::read(project.path(), &settings(data.path()), || {}).unwrap();
        let texts: String = code.learnt.iter().chain(&code.held_out).map(|source| source.text.as_str()).collect();
        assert!(texts.contains("YOUR_PASSWORD") && !texts.contains("hunter2"));
    }

    #[test]
    fn the_learning_rate_rises_and_falls() {
        let rates: Vec<f64> = (0..40).map(|at| schedule(at, 40)).collect();
        assert!(rates[0] > 0.0 && rates[0] < rates[2] && (rates[4] - 1.0).abs() < 0.01 && rates[39] < 0.05);
        assert!(schedule(0, 1) > 0.0);
    }
}
