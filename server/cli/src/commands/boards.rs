//! `boardwise boards`: which boards there are, and which one a project is for.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use clap::{Args, Subcommand, ValueEnum};
use ide::{ImportOptions, Project, Settings};
use serde_json::json;

/// Arguments of `boards`.
#[derive(Debug, Args)]
pub struct BoardsArguments {
    #[command(subcommand)]
    action: Option<Action>,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = Format::Human, global = true)]
    format: Format,
    /// Folder of imported and own boards, instead of the user's data folder.
    #[arg(long, value_name = "DIR", env = ide::DATA_VARIABLE, global = true)]
    data: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// All boards, with every name they answer to.
    List,
    /// One board.
    Show {
        /// Any of its names, or the path of a board.toml.
        board: String,
    },
    /// Read an Arduino core or library, a PlatformIO platform, a MicroPython port or board, or stubs.
    Import {
        /// Folder of what is installed.
        path: PathBuf,
        /// Whose core it is, where its folder does not tell.
        #[arg(long, value_name = "VENDOR:ARCHITECTURE")]
        package: Option<String>,
        /// Which runtime stubs describe, where their folder does not tell.
        #[arg(long, value_name = "NAME@VERSION")]
        runtime: Option<String>,
    },
    /// The boards that a project's files name.
    Detect {
        /// A file or folder of the project.
        path: PathBuf,
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
pub fn run(arguments: &BoardsArguments) -> anyhow::Result<ExitCode> {
    let settings = Settings { data: arguments.data.clone(), ..Settings::standard() };
    match arguments.action.as_ref().unwrap_or(&Action::List) {
        Action::List => list(&settings, arguments.format)?,
        Action::Show { board } => show(board, &settings, arguments.format)?,
        Action::Import { path, package, runtime } => {
            let options = ImportOptions { package: package.clone(), runtime: runtime.clone(), ..ImportOptions::default() };
            import(path, &options, &settings, arguments.format)?;
        }
        Action::Detect { path } => return detect(path, &settings, arguments.format),
    }
    Ok(ExitCode::SUCCESS)
}

fn list(settings: &Settings, format: Format) -> anyhow::Result<()> {
    let user = ide::user_tables(settings.data_folder().as_deref());
    for problem in &user.problems {
        eprintln!("boardwise: {problem}");
    }
    let boards = user.tables.listing();
    let mut out = std::io::stdout().lock();
    match format {
        Format::Json => {
            let boards: Vec<_> =
                boards.iter().map(|board| json!({"id": board.id, "name": board.name, "chip": board.chip, "ids": board.ids})).collect();
            writeln!(out, "{}", json!({"boards": boards}))?;
        }
        Format::Human => {
            for board in &boards {
                writeln!(out, "{:<24} {:<36} {}", board.id, board.name, board.chip)?;
            }
        }
    }
    Ok(())
}

fn show(name: &str, settings: &Settings, format: Format) -> anyhow::Result<()> {
    let (tables, id) = ide::tables_for(settings, name).map_err(|problem| anyhow!(problem))?;
    let board = tables.board(&id).map_err(|unknown| anyhow!(ide::unknown_board_line(&unknown)))?;
    let file = tables.board_file(&board.id);
    let mut out = std::io::stdout().lock();
    match format {
        Format::Json => {
            let buses: Vec<_> =
                board.buses.iter().map(|bus| json!({"lang": bus.lang, "bus": bus.bus, "signal": bus.signal, "pin": bus.pin})).collect();
            let wiring: Vec<_> =
                board.wiring.iter().map(|wiring| json!({"pin": wiring.pin, "what": wiring.what, "source": wiring.source})).collect();
            let document = json!({
                "id": board.id, "name": board.name, "chip": board.chip, "ids": board.ids,
                "runtimes": [board.arduino_runtime, board.micropython_runtime],
                "buses": buses, "wiring": wiring, "source": board.source, "file": file,
            });
            writeln!(out, "{document}")?;
        }
        Format::Human => {
            writeln!(out, "{} ({}), chip {}", board.name, board.id, board.chip)?;
            writeln!(out, "  answers to: {}", board.ids.join(", "))?;
            for runtime in [&board.arduino_runtime, &board.micropython_runtime].into_iter().flatten() {
                writeln!(out, "  runs: {runtime}")?;
            }
            for wiring in &board.wiring {
                writeln!(out, "  wired: pin {} to {}", wiring.pin, wiring.what)?;
            }
            writeln!(out, "  source: {}", board.source)?;
            match file {
                Some(file) => writeln!(out, "  described in: {}", file.display())?,
                None => writeln!(out, "  described in: the tables of this program")?,
            }
        }
    }
    Ok(())
}

fn import(path: &std::path::Path, options: &ImportOptions, settings: &Settings, format: Format) -> anyhow::Result<()> {
    let data = settings.data_folder().context("nothing says where your data lie: give --data DIR or set BOARDWISE_DATA")?;
    let path = std::path::absolute(path)?;
    let imported = ide::import(&path, options, &ide::Tables::shared(), &data)?;
    let mut out = std::io::stdout().lock();
    match format {
        Format::Json => {
            let document = json!({
                "name": imported.name, "folder": imported.folder, "boards": imported.boards, "known": imported.known,
                "runtime": imported.runtime, "libraries": imported.libraries, "skipped": imported.skipped,
            });
            writeln!(out, "{document}")?;
        }
        Format::Human => {
            writeln!(out, "{} new boards, {} that the tables know already", imported.boards.len(), imported.known.len())?;
            if let Some(runtime) = &imported.runtime {
                writeln!(out, "runtime: {runtime}")?;
            }
            if !imported.libraries.is_empty() {
                writeln!(out, "libraries and modules: {}", imported.libraries.join(", "))?;
            }
            for line in imported.skipped.iter().take(SHOWN_SKIPPED) {
                writeln!(out, "left out: {line}")?;
            }
            if imported.skipped.len() > SHOWN_SKIPPED {
                writeln!(out, "left out: {} more (--format json lists them)", imported.skipped.len() - SHOWN_SKIPPED)?;
            }
            if !imported.folder.as_os_str().is_empty() {
                writeln!(out, "written to {}", imported.folder.display())?;
            }
        }
    }
    Ok(())
}

/// Boards left out that are shown to a person.
const SHOWN_SKIPPED: usize = 10;

fn detect(path: &std::path::Path, settings: &Settings, format: Format) -> anyhow::Result<ExitCode> {
    let absolute = std::path::absolute(path)?;
    let folder = if absolute.is_dir() { absolute.as_path() } else { absolute.parent().unwrap_or(&absolute) };
    let project = Project::detect(folder);
    for problem in &project.problems {
        eprintln!("boardwise: {problem}");
    }
    let user = ide::user_tables(settings.data_folder().as_deref());
    let (problems, tables) = ide::with_board_files(&user.tables, &project.board_files);
    for problem in &problems {
        eprintln!("boardwise: {problem}");
    }
    // A board that the project describes is named by its file.
    let board_of = |name: &str| {
        let id = if ide::is_board_file(name) { tables.board_of_file(std::path::Path::new(name)) } else { None };
        tables.board(id.as_deref().unwrap_or(name))
    };
    let mut out = std::io::stdout().lock();
    match format {
        Format::Json => {
            let found: Vec<_> = project
                .detected
                .iter()
                .map(|detected| {
                    let known = board_of(&detected.board).ok();
                    json!({
                        "board": detected.board, "id": known.map(|board| board.id.clone()), "runtime": detected.runtime,
                        "by": detected.by.name(), "path": detected.path,
                    })
                })
                .collect();
            writeln!(out, "{}", json!({"root": project.root, "detected": found}))?;
        }
        Format::Human => {
            if project.detected.is_empty() {
                writeln!(out, "no project file names a board")?;
            }
            for detected in &project.detected {
                let known = board_of(&detected.board);
                let name = known.as_ref().map_or("unknown to the tables", |board| board.name.as_str());
                let runtime = detected.runtime.as_deref().unwrap_or("default runtime");
                writeln!(out, "{} ({name}), {runtime}, by {}", detected.board, detected.by.name())?;
            }
        }
    }
    Ok(if project.detected.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
