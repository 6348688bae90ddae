//! `boardwise doctor`: one look at everything that could be missing.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Args;
use ide::{Engine, Project, Settings, Tables};

use crate::ModelFileArguments;

/// Arguments of `doctor`.
#[derive(Debug, Args)]
pub struct DoctorArguments {
    #[command(flatten)]
    model: ModelFileArguments,
}

/// Runs the verb: one line per part; exit 1 when something is broken.
pub fn run(arguments: &DoctorArguments) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    let mut healthy = true;
    writeln!(out, "boardwise {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(out, "ok    tables: {} boards, {} rules", Tables::embedded().listing().len(), ide::rules().len())?;
    let settings = arguments.model.apply(Settings::standard());
    match Engine::load(&settings) {
        Ok(engine) => {
            let info = engine.info();
            writeln!(
                out,
                "ok    model: {} ({}), {:.1} M parameters, {}",
                info.name,
                info.path,
                info.parameters as f64 / 1e6,
                info.quantization
            )?;
        }
        Err(error) => {
            healthy = false;
            println!("fail  model: {}; checks, tables and completion from tables go on working", error.message);
        }
    }
    let project = Project::detect(&std::env::current_dir()?);
    for problem in &project.problems {
        healthy = false;
        writeln!(out, "fail  project: {problem}")?;
    }
    match project.detected.first() {
        Some(detected) => {
            let known = Tables::embedded().board(&detected.board);
            healthy &= known.is_ok();
            let state = if known.is_ok() { "ok   " } else { "fail " };
            let what = known.map_or_else(|unknown| ide::unknown_board_line(&unknown), |board| board.name.clone());
            writeln!(out, "{state} project: {} by {} ({what})", detected.board, detected.by.name())?;
        }
        None => writeln!(out, "note  project: no file here names a board")?,
    }
    Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
