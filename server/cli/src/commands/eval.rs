//! `boardwise eval`: how good completion is on files that somebody else wrote, or on one's own.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use eval::report::{Budget, Transcript};
use eval::{Completer, ModelCompleter, NgramCompleter, Report, Sample, TablesCompleter};
use ide::{Engine, NgramCounts, Settings};
use indicatif::{ProgressBar, ProgressStyle};

use crate::{ModelFileArguments, TargetArguments};

/// Arguments of `eval`.
#[derive(Debug, Args)]
pub struct EvalArguments {
    /// Source files, folders, or .jsonl files of records.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    target: TargetArguments,
    #[command(flatten)]
    model: ModelFileArguments,
    /// Who answers; several are compared on the same places.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Who::Model])]
    who: Vec<Who>,
    /// Text that the n-gram model counts: a .jsonl file of records or a folder.
    #[arg(long, value_name = "PATH", required_if_eq("who", "ngram"))]
    ngram_text: Option<PathBuf>,
    /// Megabytes of that text, spread evenly over it.
    #[arg(long, default_value_t = 20)]
    ngram_megabytes: usize,
    /// Places of each kind in each file.
    #[arg(long, default_value_t = 2)]
    per_kind: usize,
    /// Files at most, spread evenly.
    #[arg(long)]
    files: Option<usize>,
    /// Files that are typed from top to bottom.
    #[arg(long, default_value_t = 20)]
    replay_files: usize,
    /// Lines of each of them.
    #[arg(long, default_value_t = 20)]
    replay_lines: usize,
    /// Suggestions below this confidence count as not shown.
    #[arg(long)]
    threshold: Option<f32>,
    /// Also write every place as a JSON line.
    #[arg(long, value_name = "FILE")]
    raw: Option<PathBuf>,
    /// How to print the result.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Who can answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Who {
    /// The model with masks and verdict, as it is used.
    Model,
    /// The model without them.
    Unchecked,
    /// The model without what the document says.
    Deaf,
    /// The model without the table of n-grams that many programs have in common.
    Forgetful,
    /// The weights alone, with masks and verdict.
    Weights,
    /// An n-gram model of the same tokens.
    Ngram,
    /// The tables and the scope.
    Tables,
}

/// Output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Tables.
    Human,
    /// One JSON document.
    Json,
}

/// Runs the verb.
pub fn run(arguments: &EvalArguments) -> anyhow::Result<ExitCode> {
    // Every confidence is measured: nothing is hidden while measuring.
    let settings = Settings { min_score: 0.0, ..arguments.model.apply(arguments.target.settings()) };
    let threshold = arguments.threshold.unwrap_or(Settings::standard().min_score);
    let mut samples = Vec::new();
    for path in &arguments.paths {
        samples.extend(eval::sample::read(path)?);
    }
    if let Some(files) = arguments.files {
        samples = spread(samples, files);
    }
    if samples.is_empty() {
        bail!("no Arduino or MicroPython source below the given paths");
    }
    let mut engine = Engine::load(&settings).map_err(|error| anyhow::anyhow!(error.message))?;
    let counts = match &arguments.ngram_text {
        Some(path) if arguments.who.contains(&Who::Ngram) => count(&mut engine, &eval::sample::read(path)?, arguments.ngram_megabytes)?,
        _ => NgramCounts::default(),
    };
    let budget = Budget { per_kind: arguments.per_kind, replay_lines: arguments.replay_lines, replay_files: arguments.replay_files };
    let mut raw = match &arguments.raw {
        Some(path) => Some(std::fs::File::create(path).with_context(|| format!("{} cannot be written", path.display()))?),
        None => None,
    };
    let mut reports = Vec::new();
    for who in &arguments.who {
        let mut completer: Box<dyn Completer> = match who {
            Who::Model => Box::new(ModelCompleter { engine: &mut engine, validate: true, listens: true, remembers: true }),
            Who::Unchecked => Box::new(ModelCompleter { engine: &mut engine, validate: false, listens: true, remembers: true }),
            Who::Deaf => Box::new(ModelCompleter { engine: &mut engine, validate: true, listens: false, remembers: true }),
            Who::Forgetful => Box::new(ModelCompleter { engine: &mut engine, validate: true, listens: true, remembers: false }),
            Who::Weights => Box::new(ModelCompleter { engine: &mut engine, validate: true, listens: false, remembers: false }),
            Who::Ngram => Box::new(NgramCompleter { engine: &mut engine, counts: &counts }),
            Who::Tables => Box::new(TablesCompleter),
        };
        let name = completer.name();
        let bar = progress(samples.len(), &name);
        let transcript = Transcript::new(&samples, budget, completer.as_mut(), &settings, || bar.inc(1));
        bar.finish_and_clear();
        if let Some(file) = &mut raw {
            for place in transcript.raw() {
                let mut line = serde_json::to_value(&place)?;
                line["completer"] = name.clone().into();
                writeln!(file, "{line}")?;
            }
        }
        reports.push(transcript.report(name, threshold));
    }
    match arguments.format {
        Format::Json => writeln!(std::io::stdout(), "{}", serde_json::to_string_pretty(&reports)?)?,
        Format::Human => print_human(&reports)?,
    }
    Ok(ExitCode::SUCCESS)
}

/// `n` of the samples, evenly spread.
fn spread(samples: Vec<Sample>, n: usize) -> Vec<Sample> {
    let all = samples.len();
    samples.into_iter().enumerate().filter(|(index, _)| index * n / all != (index + 1) * n / all).map(|(_, sample)| sample).collect()
}

fn progress(n: usize, what: &str) -> ProgressBar {
    let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} files, {eta} left").expect("a template that was tried");
    ProgressBar::new(n as u64).with_style(style.progress_chars("=> ")).with_message(what.to_owned())
}

fn count(engine: &mut Engine, samples: &[Sample], megabytes: usize) -> anyhow::Result<NgramCounts> {
    let all: usize = samples.iter().map(|sample| sample.text.len()).sum();
    let keep = (megabytes * 1_000_000).min(all) as f64 / all.max(1) as f64;
    let session =
        engine.session(std::path::Path::new("eval")).context("an n-gram model needs a local model's tokens: leave --backend out")?;
    let bar = progress(samples.len(), "counting");
    let mut counts = NgramCounts::default();
    let mut due = 0.0;
    for sample in samples {
        due += keep;
        if due >= 1.0 {
            due -= 1.0;
            counts.add(&session.encode(&sample.text));
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(counts)
}

fn print_human(reports: &[Report]) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    for report in reports {
        writeln!(out, "{} · {} files, shown from confidence {:.2}", report.completer, report.files, report.threshold)?;
        writeln!(
            out,
            "  {:<24} {:>6} {:>7} {:>7} {:>9} {:>10} {:>10} {:>9}",
            "", "places", "shown", "exact", "of shown", "first line", "similarity", "next name"
        )?;
        for (name, group) in &report.groups {
            writeln!(
                out,
                "  {name:<24} {:>6} {:>6.1}% {:>6.1}% {:>8.1}% {:>9.1}% {:>10.2} {:>8.1}%",
                group.places,
                group.shown * 100.0,
                group.exact * 100.0,
                group.exact_of_shown * 100.0,
                group.first_line * 100.0,
                group.similarity,
                group.next_identifier * 100.0
            )?;
        }
        writeln!(
            out,
            "  {:<10} {:>7} {:>9} {:>7} │ replay of {} characters: saved, suggestions in 100 characters, wrong",
            "confidence", "shown", "of shown", "exact", report.replay_characters
        )?;
        for at in &report.thresholds {
            writeln!(
                out,
                "  {:<10.2} {:>6.1}% {:>8.1}% {:>6.1}% │ {:>5.1}% {:>5.1} {:>6.1}%",
                at.threshold,
                at.shown * 100.0,
                at.exact_of_shown * 100.0,
                at.exact * 100.0,
                at.saved * 100.0,
                at.replay_shown_per_100,
                at.wrong * 100.0
            )?;
        }
        writeln!(out, "  {} of {} suggestions repeat training text at length", report.repeating, report.suggestions)?;
        writeln!(out, "  {:.0} ms median, {:.0} ms for 95 of 100, parsing included\n", report.median_ms, report.p95_ms)?;
    }
    Ok(())
}
