//! `boardwise doctor`: one look at everything that could be missing.

use std::io::Write as _;
use std::process::ExitCode;

use clap::Args;
use ide::{Engine, Project, Settings};

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
    let settings = arguments.model.apply(Settings::standard());
    let data = settings.data_folder();
    let user = ide::user_tables(data.as_deref());
    writeln!(out, "ok    tables: {} boards, {} rules", user.tables.listing().len(), ide::rules().len())?;
    if let Some(data) = data.filter(|data| data.is_dir()) {
        let own = user.tables.listing().iter().filter(|board| user.tables.board_file(&board.id).is_some()).count();
        writeln!(out, "ok    data: {}, {own} boards of your own or imported", data.display())?;
    }
    for problem in &user.problems {
        healthy = false;
        writeln!(out, "fail  data: {problem}")?;
    }
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
            if let Some(problem) = &info.problem {
                healthy = false;
                writeln!(out, "fail  model: {problem}; without it suggestions go on, a little worse")?;
            }
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
            let known = ide::tables_for(&settings, &detected.board)
                .and_then(|(tables, id)| tables.board(&id).map_err(|unknown| ide::unknown_board_line(&unknown)));
            healthy &= known.is_ok();
            let state = if known.is_ok() { "ok   " } else { "fail " };
            let what = known.map_or_else(|problem| problem, |board| board.name.clone());
            writeln!(out, "{state} project: {} by {} ({what})", detected.board, detected.by.name())?;
        }
        None => writeln!(out, "note  project: no file here names a board")?,
    }
    Ok(if healthy { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
