//! `boardwise complete`: suggestions at a place, or for each JSON line of a batch.

use std::io::{BufRead as _, Write as _};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use clap::{Args, ValueEnum};
use ide::{Analysis, Cancel, Completion, Engine, InlineOptions, Language, ScriptedModel, Settings, position};
use serde::Deserialize;

use crate::input::{Place, analyze_file, analyze_text};
use crate::{ModelFileArguments, TargetArguments, json};

/// Arguments of `complete`.
#[derive(Debug, Args)]
pub struct CompleteArguments {
    /// Where: FILE:LINE:COL, both from 1.
    #[arg(required_unless_present = "batch", conflicts_with = "batch")]
    place: Option<Place>,
    #[command(flatten)]
    target: TargetArguments,
    #[command(flatten)]
    model: ModelFileArguments,
    /// Most suggestions.
    #[arg(long, default_value_t = 3)]
    max: usize,
    /// Let suggestions span several lines.
    #[arg(long)]
    multiline: bool,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Read JSON lines {"id","lang","board","prefix","suffix"} and answer one line each, in order;
    /// with "truth", that text is judged as if the model had written it.
    #[arg(long)]
    batch: bool,
    /// Show the raw model, without masks and without the verdict: for measuring what they do.
    #[arg(long)]
    no_validate: bool,
}

/// Output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The suggestions with their verdicts.
    Human,
    /// One JSON document.
    Json,
}

/// One line of a batch.
#[derive(Debug, Deserialize)]
struct BatchRequest {
    id: serde_json::Value,
    lang: String,
    board: Option<String>,
    runtime: Option<String>,
    prefix: String,
    #[serde(default)]
    suffix: String,
    path: Option<String>,
    max: Option<usize>,
    /// What to take for the model's answer: masks and verdict are measured, not the model.
    truth: Option<String>,
}

/// Runs the verb.
pub fn run(arguments: &CompleteArguments) -> anyhow::Result<ExitCode> {
    // Who asks by hand wants to see what there is, and how sure it is.
    let settings = ide::Settings { min_score: 0.0, ..arguments.model.apply(arguments.target.settings()) };
    if arguments.batch {
        return batch(arguments, &settings);
    }
    let place = arguments.place.as_ref().context("FILE:LINE:COL is missing")?;
    let started = Instant::now();
    let analysis = analyze_file(&place.path, settings.clone())?;
    let parse = started.elapsed();
    if let Some(notice) = &analysis.notice {
        eprintln!("boardwise: {notice}");
    }
    let text = &analysis.snapshot.text;
    if place.line > text.len_lines() {
        bail!("{} has {} lines, not {}", place.path.display(), text.len_lines(), place.line);
    }
    let offset = position::from_line_column(text, position::LineColumn { line: place.line, column: place.column });
    let mut engine = Engine::load(&settings).map_err(|error| anyhow::anyhow!(error.message))?;
    let completion = complete(arguments, &mut engine, &analysis, offset, arguments.max);
    if let Some(problem) = &completion.problem {
        eprintln!("boardwise: {problem}");
    }
    match arguments.format {
        Format::Json => {
            let answer = serde_json::to_string(&json::completion(None, &completion, parse, started.elapsed()))?;
            writeln!(std::io::stdout(), "{answer}")?;
        }
        Format::Human => print_human(&analysis, offset, &completion)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn complete(arguments: &CompleteArguments, engine: &mut Engine, analysis: &Analysis, offset: usize, max: usize) -> Completion {
    engine.complete(analysis, offset, options(arguments, max), &Cancel::never())
}

fn options(arguments: &CompleteArguments, max: usize) -> InlineOptions {
    InlineOptions { max, multiline: arguments.multiline, validate: !arguments.no_validate, listens: true, remembers: true, asked: false }
}

fn print_human(analysis: &Analysis, offset: usize, completion: &Completion) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    let snapshot = &analysis.snapshot;
    let place = position::to_line_column(&snapshot.text, offset);
    let line_start = position::from_line_column(&snapshot.text, position::LineColumn { line: place.line, column: 1 });
    let before = snapshot.slice(ide::Span::new(line_start, offset));
    match analysis.target() {
        Some(target) => writeln!(out, "{} ({}, {})", target.board.name, target.board.id, target.runtime.coordinate())?,
        None => writeln!(out, "unknown board")?,
    }
    if completion.suggestions.is_empty() {
        writeln!(out, "  no suggestion here")?;
    }
    for suggestion in &completion.suggestions {
        writeln!(out, "  {}▸{}", before.trim_start(), suggestion.text)?;
        writeln!(out, "      {} · confidence {:.2}", json::verdict_name(suggestion.verdict), suggestion.score)?;
        for evidence in &suggestion.evidence {
            writeln!(out, "      {} — {}", evidence.fact, ide::first_source(&evidence.source))?;
        }
        for origin in &suggestion.origin {
            writeln!(out, "      repeats {} tokens of {} ({})", origin.tokens, origin.repository, origin.licence)?;
        }
        for warning in &suggestion.warnings {
            writeln!(out, "      {}[{}]: {}", warning.severity.name(), warning.rule, warning.message)?;
        }
    }
    for rejected in &completion.rejected {
        writeln!(out, "  hidden: {}▸{}", before.trim_start(), rejected.text)?;
        writeln!(out, "      {}: {}", rejected.rule, rejected.message)?;
    }
    Ok(())
}

fn batch(arguments: &CompleteArguments, settings: &Settings) -> anyhow::Result<ExitCode> {
    let mut engine = Engine::load(settings).map_err(|error| anyhow::anyhow!(error.message))?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for (index, line) in std::io::stdin().lock().lines().enumerate() {
        let line = line.context("standard input cannot be read")?;
        if line.trim().is_empty() {
            continue;
        }
        // A bad line is answered in its place, so that the others keep theirs.
        match answer(arguments, settings, &mut engine, &line) {
            Ok(answer) => writeln!(out, "{answer}")?,
            Err(error) => {
                let id = serde_json::from_str::<serde_json::Value>(&line).ok().and_then(|value| value.get("id").cloned());
                writeln!(out, "{}", serde_json::json!({"id": id, "error": format!("line {}: {error:#}", index + 1)}))?;
            }
        }
        out.flush()?;
    }
    Ok(ExitCode::SUCCESS)
}

fn answer(arguments: &CompleteArguments, settings: &Settings, engine: &mut Engine, line: &str) -> anyhow::Result<String> {
    let started = Instant::now();
    let request: BatchRequest = serde_json::from_str(line).context("not a request")?;
    let language =
        Language::from_name(&request.lang).with_context(|| format!("unknown lang “{}”: arduino or micropython", request.lang))?;
    let settings = Settings {
        board: request.board.clone().or_else(|| settings.board.clone()),
        runtime: request.runtime.clone().or_else(|| settings.runtime.clone()),
        ..settings.clone()
    };
    let text = format!("{}{}", request.prefix, request.suffix);
    let name = request.path.as_deref().unwrap_or(match language {
        Language::Arduino => "batch.ino",
        Language::MicroPython => "batch.py",
    });
    let analysis = analyze_text(Path::new(name), &text, language, settings)?;
    let parse: Duration = started.elapsed();
    let max = request.max.unwrap_or(arguments.max);
    let completion = match &request.truth {
        None => complete(arguments, engine, &analysis, request.prefix.len(), max),
        Some(truth) => {
            // What the document and other programs say would bend the text that is to be judged.
            let options = InlineOptions { listens: false, remembers: false, ..options(arguments, max) };
            analysis.inline(request.prefix.len(), options, &mut ScriptedModel::new().then(truth), &Cancel::never())
        }
    };
    let mut answer = serde_json::to_value(json::completion(Some(request.id), &completion, parse, started.elapsed()))?;
    for (key, text) in [("notice", &analysis.notice), ("problem", &completion.problem)] {
        if let (Some(text), Some(object)) = (text, answer.as_object_mut()) {
            object.insert(key.to_owned(), text.clone().into());
        }
    }
    Ok(answer.to_string())
}
