//! `boardwise lsp`: the language server.

use std::process::ExitCode;

use clap::Args;

use crate::{ModelFileArguments, TargetArguments};

/// Arguments of `lsp`.
#[derive(Debug, Args)]
pub struct LspArguments {
    /// Speak over standard input and output; the only way there is, accepted because clients pass it.
    #[arg(long)]
    stdio: bool,
    #[command(flatten)]
    target: TargetArguments,
    #[command(flatten)]
    model: ModelFileArguments,
}

/// Runs the verb. Logs go to standard error; `BOARDWISE_LOG=debug` says more.
pub fn run(arguments: &LspArguments) -> anyhow::Result<ExitCode> {
    let filter = tracing_subscriber::EnvFilter::try_from_env("BOARDWISE_LOG").unwrap_or_else(|_| "warn".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(false).init();
    lsp::run(arguments.model.apply(arguments.target.settings()))?;
    Ok(ExitCode::SUCCESS)
}
