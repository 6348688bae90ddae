//! `boardwise model`: which model is in use.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::anyhow;
use clap::{Args, Subcommand, ValueEnum};
use ide::{Engine, Settings};
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
    let Action::Info { model, format } = &arguments.action;
    let engine = Engine::load(&model.apply(Settings::standard())).map_err(|error| anyhow!(error.message))?;
    let info = engine.info();
    let mut out = std::io::stdout().lock();
    match format {
        Format::Json => writeln!(
            out,
            "{}",
            json!({
                "name": info.name, "path": info.path, "parameters": info.parameters, "quantization": info.quantization,
                "context": info.context, "vocabulary": info.vocabulary, "format": info.format,
            })
        )?,
        Format::Human => {
            writeln!(out, "{} ({})", info.name, info.path)?;
            writeln!(out, "  {:.1} M parameters, {}", info.parameters as f64 / 1e6, info.quantization)?;
            writeln!(out, "  context {} tokens, vocabulary {}", info.context, info.vocabulary)?;
            writeln!(out, "  prompt format {}", info.format)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
