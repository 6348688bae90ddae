//! `boardwise model tune`: adapts the model to a user's own code, and keeps the result only where it helps.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow, bail};
use clap::Args;
use eval::report::{Budget, Transcript};
use eval::{ModelCompleter, Report, Sample};
use ide::{Bits, Engine, EngineError, HeldOut, Models, OwnCode, Settings, Tuning, reasons};
use indicatif::{ProgressBar, ProgressStyle};

/// Arguments of `model tune`.
#[derive(Debug, Args)]
pub struct TuneArguments {
    /// Folder with your own sketches or scripts. They are only read, and nothing leaves this machine.
    #[arg(long, value_name = "FOLDER")]
    data: PathBuf,
    /// What to call the result; without it, the folder's name.
    #[arg(long)]
    name: Option<String>,
    /// Model to begin with (file, or name of one that was added), instead of the one in use.
    #[arg(long, value_name = "FILE|NAME", env = "BOARDWISE_MODEL")]
    model: Option<PathBuf>,
    /// Steps of about 2,000 tokens; without it, as many as the code is worth.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    steps: Option<u32>,
    /// Keep it only if the files it did not learn from take so many percent fewer bits.
    #[arg(long, value_name = "PERCENT", default_value_t = 1.0)]
    least_gain: f64,
    /// Use it from now on, where it helps.
    #[arg(long = "use")]
    used: bool,
}

/// A checkpoint is written so often, and whenever the run is interrupted.
const SAVE: Duration = Duration::from_secs(60);
/// Places to ask at, about.
const PLACES: usize = 240;
/// So many more places may go wrong: that is chance.
const MOST_LOST: usize = 2;

/// Runs the verb.
pub fn run(arguments: &TuneArguments) -> anyhow::Result<ExitCode> {
    let settings = Settings { model: arguments.model.clone(), ..Settings::standard() };
    let plain = |error: EngineError| anyhow!(error.message);
    let name = match &arguments.name {
        Some(name) => name.clone(),
        None => folder_name(&arguments.data).context("the folder has no name: give the result one by --name")?,
    };
    let place = Models::place(&settings, &name).map_err(plain)?;
    let work = settings.data_folder().context("no folder for your data")?.join("tune").join(&name);
    // The thread that makes the others: they inherit it.
    // Where the system refuses, tuning is as urgent as everything else, and no worse.
    let _ = thread_priority::set_current_thread_priority(thread_priority::ThreadPriority::Min);
    let is_interrupted = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&is_interrupted);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::SeqCst) {
            // The second time in earnest: the last checkpoint is good.
            std::process::exit(130);
        }
    })?;

    let bar = ProgressBar::new_spinner().with_message("reading your code");
    let code = OwnCode::read(&arguments.data, &settings, || bar.tick()).map_err(plain)?;
    bar.finish_and_clear();
    let (n_files, n_bytes) = code.learnt();
    let held_out = code.held_out();
    let mut out = std::io::stdout().lock();
    writeln!(out, "learning from {n_files} files ({} KB), measuring on {} others", n_bytes / 1000, held_out.len())?;
    if !code.left_out.is_empty() {
        writeln!(out, "{}", reasons(&code.left_out))?;
    }
    let mut tuning = Tuning::begin(&settings, code, arguments.steps.map(|steps| steps as usize), &work).map_err(plain)?;
    let (done, steps) = tuning.steps();
    if done > 0 {
        writeln!(out, "going on from step {done} of {steps}")?;
    }
    if !learn(&mut tuning, &is_interrupted)? {
        writeln!(out, "stopped at step {} of {steps}; the same command goes on from here", tuning.steps().0)?;
        return Ok(ExitCode::from(130));
    }

    let bar = ProgressBar::new_spinner().with_message("measuring: bits per byte");
    let (file, bits) = tuning.finish(&name, || bar.tick()).map_err(plain)?;
    bar.finish_and_clear();
    let tuned = work.join("tuned.gguf");
    std::fs::write(&tuned, file).with_context(|| format!("{} cannot be written", tuned.display()))?;
    let lines_of = |model: Option<PathBuf>, what: &str| -> anyhow::Result<Option<Report>> {
        let mut engine = Engine::load(&Settings { model, ..settings.clone() }).map_err(plain)?;
        complete(&held_out, &mut engine, &settings, what, &is_interrupted)
    };
    let before = lines_of(settings.model.clone(), "measuring: lines before")?;
    let after = lines_of(Some(tuned.clone()), "measuring: lines after")?;
    let (Some(before), Some(after)) = (before, after) else {
        writeln!(out, "stopped while measuring; the same command goes on from here")?;
        return Ok(ExitCode::from(130));
    };
    print(&mut out, &held_out, bits, &before, &after)?;

    let n_places = before.groups.get("all").map_or(0, |group| group.places);
    if let Some(why) = refusal(bits, arguments.least_gain / 100.0, n_places, exact(&before), exact(&after)) {
        let _ = std::fs::remove_file(&tuned);
        tuning.clean_up();
        writeln!(out, "not kept: {why}. The model in use stays as it is; more code of yours may help")?;
        return Ok(ExitCode::from(1));
    }
    let folder = place.parent().context("a folder for models")?;
    std::fs::create_dir_all(folder)
        .and_then(|()| std::fs::rename(&tuned, &place))
        .with_context(|| format!("{} cannot be written", place.display()))?;
    let (name, added) = Models::add(&settings, &place, Some(&name)).map_err(plain)?;
    tuning.clean_up();
    writeln!(out, "added {name}: {}", added.path.display())?;
    if arguments.used {
        Models::choose(&settings, &name).map_err(plain)?;
        writeln!(out, "in use from now on; running editors load it when they restart the server")?;
    } else {
        writeln!(out, "`boardwise model use {name}` uses it")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn folder_name(folder: &Path) -> Option<String> {
    let whole = folder.canonicalize().ok()?;
    Some(whole.file_name()?.to_string_lossy().into_owned())
}

/// All steps that are left; `false` when the run was interrupted, which leaves a checkpoint.
fn learn(tuning: &mut Tuning, is_interrupted: &AtomicBool) -> anyhow::Result<bool> {
    let plain = |error: EngineError| anyhow!(error.message);
    let (done, steps) = tuning.steps();
    let style = ProgressStyle::with_template("tuning [{bar:30}] step {pos}/{len}, {msg}, {eta} left").expect("a template that was tried");
    let bar = ProgressBar::new(steps as u64).with_style(style.progress_chars("=> ")).with_position(done as u64);
    bar.reset_eta();
    let mut saved = Instant::now();
    let mut smooth = None;
    while tuning.steps().0 < steps {
        let nats = tuning.step().map_err(plain)?;
        let mean = smooth.map_or(nats, |before: f64| 0.9 * before + 0.1 * nats);
        smooth = Some(mean);
        bar.set_message(format!("{mean:.2} nats a token"));
        bar.inc(1);
        let is_last = tuning.steps().0 == steps;
        if is_interrupted.load(Ordering::SeqCst) || is_last || saved.elapsed() > SAVE {
            tuning.save().map_err(plain)?;
            saved = Instant::now();
        }
        if is_interrupted.load(Ordering::SeqCst) && !is_last {
            bar.finish_and_clear();
            return Ok(false);
        }
    }
    bar.finish_and_clear();
    Ok(true)
}

/// Completion at places of the held-out files, as an editor asks; nothing when interrupted.
fn complete(
    files: &[HeldOut],
    engine: &mut Engine,
    settings: &Settings,
    what: &str,
    is_interrupted: &AtomicBool,
) -> anyhow::Result<Option<Report>> {
    let file = |file: &HeldOut| Sample { path: file.path.clone(), language: file.language, text: file.text.clone(), board: None };
    let samples: Vec<Sample> = files.iter().map(file).collect();
    if samples.is_empty() {
        bail!("no file was held out");
    }
    // Four kinds of places; blocks are not lines.
    let per_kind = (PLACES / 4 / samples.len()).clamp(1, 12);
    let budget = Budget { per_kind, replay_lines: 0, replay_files: 0 };
    let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} files, {eta} left").expect("a template that was tried");
    let bar = ProgressBar::new(samples.len() as u64).with_style(style.progress_chars("=> ")).with_message(what.to_owned());
    let mut completer = ModelCompleter { engine, validate: true, listens: true, remembers: true };
    let mut transcript = None;
    if !is_interrupted.load(Ordering::SeqCst) {
        transcript = Some(Transcript::new(&samples, budget, &mut completer, settings, || bar.inc(1)));
    }
    bar.finish_and_clear();
    Ok(transcript.filter(|_| !is_interrupted.load(Ordering::SeqCst)).map(|transcript| transcript.report(what.to_owned(), 0.0)))
}

/// Share of single-line places where the suggestion is what stood there.
fn exact(report: &Report) -> f64 {
    report.thresholds.first().map_or(0.0, |at| at.exact)
}

fn print(out: &mut impl std::io::Write, files: &[HeldOut], bits: Bits, before: &Report, after: &Report) -> anyhow::Result<()> {
    let places = before.groups.get("all").map_or(0, |group| group.places);
    writeln!(out, "on {} files of yours that it did not learn from ({places} places):", files.len())?;
    writeln!(out, "  {:<34} {:>8} {:>8}", "", "before", "after")?;
    writeln!(out, "  {:<34} {:>8.3} {:>8.3}", "bits per byte", bits.before, bits.after)?;
    writeln!(out, "  {:<34} {:>7.1}% {:>7.1}%", "lines right, of all places", 100.0 * exact(before), 100.0 * exact(after))?;
    let sure = |report: &Report| report.thresholds.get(1).map_or((0.0, 0.0), |at| (at.shown, at.exact_of_shown));
    let (before, after) = (sure(before), sure(after));
    writeln!(out, "  {:<34} {:>7.1}% {:>7.1}%", "shown, from confidence 0.1", 100.0 * before.0, 100.0 * after.0)?;
    writeln!(out, "  {:<34} {:>7.1}% {:>7.1}%", "right, of those shown", 100.0 * before.1, 100.0 * after.1)?;
    Ok(())
}

/// Why the result is not worth keeping; `least_gain` is a share of the bits, `before` and `after` of lines that are right, of so many places.
fn refusal(bits: Bits, least_gain: f64, n_places: usize, before: f64, after: f64) -> Option<String> {
    let Bits { before: bits_before, after: bits_after } = bits;
    if bits_after.is_nan() || bits_after > bits_before * (1.0 - least_gain) {
        return Some(format!(
            "the files that it did not learn from are no easier to foresee ({bits_before:.3} and {bits_after:.3} bits per byte)"
        ));
    }
    // Half a place more, so that the rounding of shares decides nothing.
    let chance = (MOST_LOST as f64 + 0.5) / n_places.max(1) as f64;
    (after + chance < before).then(|| format!("fewer lines are right than before ({:.1} % and {:.1} %)", 100.0 * before, 100.0 * after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_helps_is_kept() {
        let refused = |bits_after: f64, before: f64, after: f64| refusal(Bits { before: 1.0, after: bits_after }, 0.01, 96, before, after);
        assert_eq!(refused(0.9, 0.2, 0.2), None);
        assert_eq!(refused(0.9, 42.0 / 96.0, 40.0 / 96.0), None, "a place or two more or less is chance");
        assert!(refused(0.9, 42.0 / 96.0, 39.0 / 96.0).is_some());
        assert!(refused(0.995, 0.2, 0.3).unwrap().contains("no easier to foresee"));
        assert!(refused(f64::NAN, 0.2, 0.3).is_some());
        assert!(refused(0.9, 0.2, 0.15).unwrap().contains("fewer lines are right"));
    }
}
