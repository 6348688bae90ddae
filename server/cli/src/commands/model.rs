//! `boardwise model`: which model is in use, and which others there are.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::anyhow;
use clap::{Args, Subcommand, ValueEnum};
use ide::{BUILT_IN_NAME, Cancel, Engine, EngineError, Models, Settings};
use serde_json::json;

use crate::ModelFileArguments;

/// Arguments of `model`.
#[derive(Debug, Args)]
pub struct ModelArguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Load the model and tell what it is.
    Info {
        #[command(flatten)]
        model: ModelFileArguments,
        /// How to print it.
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
    /// List the models: the built-in one and those that you have added.
    List {
        /// How to print them.
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
    /// Add a GGUF file that was trained to fill in the middle: Qwen2.5-Coder, StarCoder2, DeepSeek-Coder, CodeGemma …
    Add {
        /// The file; it stays where it is.
        path: PathBuf,
        /// What to call it; without it, the file's name.
        #[arg(long)]
        name: Option<String>,
        /// Use it from now on.
        #[arg(long = "use")]
        used: bool,
    },
    /// Adapt the model to your own code, on this machine: learns, measures on files that it did not learn from, and
    /// keeps the result only where it helps.
    Tune(crate::commands::tune::TuneArguments),
    /// Use a model from now on, wherever none is named.
    Use {
        /// Its name in the list; `built-in` goes back to the one that ships.
        name: String,
    },
    /// Take a model off the list; its file stays.
    Remove {
        /// Its name in the list.
        name: String,
    },
}

/// Output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Human,
    /// One JSON document.
    Json,
}

/// Runs the verb.
pub fn run(arguments: &ModelArguments) -> anyhow::Result<ExitCode> {
    if let Action::Tune(arguments) = &arguments.action {
        return crate::commands::tune::run(arguments);
    }
    let settings = Settings::standard();
    let plain = |error: EngineError| anyhow!(error.message);
    let mut out = std::io::stdout().lock();
    match &arguments.action {
        Action::Info { model, format } => info(&mut out, &model.apply(settings), *format)?,
        Action::List { format } => list(&mut out, &Models::read(&settings).map_err(plain)?, *format)?,
        Action::Add { path, name, used } => {
            let (name, added) = Models::add(&settings, path, name.as_deref()).map_err(plain)?;
            writeln!(out, "added {name}: {:.1} M parameters, prompt format {}", added.parameters as f64 / 1e6, added.format)?;
            // What a first suggestion costs decides whether one wants it.
            let mut engine = Engine::load(&Settings { model: Some(added.path), ..settings.clone() }).map_err(plain)?;
            let started = Instant::now();
            engine.warm_up(&Cancel::never());
            writeln!(out, "a first suggestion in an empty sketch took {:.1} s on one thread", started.elapsed().as_secs_f64())?;
            if *used {
                Models::choose(&settings, &name).map_err(plain)?;
                writeln!(out, "in use from now on")?;
            } else {
                writeln!(out, "`boardwise model use {name}` uses it")?;
            }
        }
        Action::Tune(_) => unreachable!("above"),
        Action::Use { name } => {
            Models::choose(&settings, name).map_err(plain)?;
            writeln!(out, "{name} is in use from now on; running editors load it when they restart the server")?;
        }
        Action::Remove { name } => {
            Models::remove(&settings, name).map_err(plain)?;
            writeln!(out, "{name} is off the list; its file stays")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn info(out: &mut impl std::io::Write, settings: &Settings, format: Format) -> anyhow::Result<()> {
    let engine = Engine::load(settings).map_err(|error| anyhow!(error.message))?;
    let info = engine.info();
    match format {
        Format::Json => writeln!(
            out,
            "{}",
            json!({
                "name": info.name, "path": info.path, "parameters": info.parameters, "quantization": info.quantization,
                "context": info.context, "vocabulary": info.vocabulary, "format": info.format,
                "ngrams": info.ngrams, "problem": info.problem,
            })
        )?,
        Format::Human => {
            writeln!(out, "{} ({})", info.name, info.path)?;
            if info.parameters > 0 {
                writeln!(out, "  {:.1} M parameters, {}", info.parameters as f64 / 1e6, info.quantization)?;
                writeln!(out, "  context {} tokens, vocabulary {}", info.context, info.vocabulary)?;
            }
            writeln!(out, "  prompt format {}", info.format)?;
            if info.ngrams > 0 {
                writeln!(out, "  {:.1} M n-grams of many programs speak beside it", info.ngrams as f64 / 1e6)?;
            }
            if let Some(problem) = &info.problem {
                writeln!(out, "  {problem}")?;
            }
        }
    }
    Ok(())
}

fn list(out: &mut impl std::io::Write, models: &Models, format: Format) -> anyhow::Result<()> {
    let used = models.used.as_deref().unwrap_or(BUILT_IN_NAME);
    if format == Format::Json {
        let mut rows = vec![json!({"name": BUILT_IN_NAME, "used": used == BUILT_IN_NAME})];
        rows.extend(models.models.iter().map(|(name, model)| {
            json!({
                "name": name, "used": used == name, "path": model.path, "format": model.format,
                "parameters": model.parameters, "checksum": model.checksum, "there": model.path.exists(),
            })
        }));
        writeln!(out, "{}", json!({ "models": rows }))?;
        return Ok(());
    }
    let mark = |name: &str| if used == name { '*' } else { ' ' };
    writeln!(out, "{} {BUILT_IN_NAME}", mark(BUILT_IN_NAME))?;
    for (name, model) in &models.models {
        let gone = if model.path.exists() { "" } else { ", the file is gone" };
        let millions = model.parameters as f64 / 1e6;
        writeln!(out, "{} {name}  {millions:.1} M parameters, {}, {}{gone}", mark(name), model.format, model.path.display())?;
    }
    Ok(())
}
