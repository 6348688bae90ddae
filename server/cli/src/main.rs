//! The `boardwise` command: one engine behind several verbs.
//!
//! Exit codes: 0 nothing wrong, 1 findings of severity error (or a refusal), 2 usage or I/O.

mod commands;
mod input;
mod json;
mod report;
mod threads;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand, ValueEnum};
use ide::Settings;

/// Trees and facts are many small pieces that come and go with each edit: with this allocator an edit takes a
/// tenth less time than with the system's.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Offline code assistant for firmware: completes, generates and checks Arduino C++ and MicroPython for the board on your desk.
#[derive(Debug, Parser)]
#[command(name = "boardwise", version, about, propagate_version = true)]
struct Cli {
    /// Threads for the model; more than one pays only on an idle machine.
    #[arg(long, default_value_t = 1, value_name = "N", global = true)]
    threads: usize,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check files and folders against the board's pin and API tables.
    Check(commands::check::CheckArguments),
    /// Suggest a continuation at FILE:LINE:COL, or answer requests as JSON lines with --batch.
    Complete(commands::complete::CompleteArguments),
    /// Write a program for a task in words.
    Generate(commands::generate::GenerateArguments),
    /// Show what each pin of a board can do.
    Pins(commands::pins::PinsArguments),
    /// List boards, show one, or detect the board of a project.
    Boards(commands::boards::BoardsArguments),
    /// Explain the findings and table facts at FILE:LINE:COL, or a rule by name.
    Explain(commands::explain::ExplainArguments),
    /// Tell which model is in use, add models of your own, choose one.
    Model(commands::model::ModelArguments),
    /// Show how often suggestions were taken: your own numbers, kept on this machine.
    Stats(commands::stats::StatsArguments),
    /// Measure completion on your own files: exact lines, typing saved, at every confidence.
    Eval(commands::eval::EvalArguments),
    /// Measure the speed of a model on this machine: reading, writing, memory.
    Bench(commands::bench::BenchArguments),
    /// Look at the installation: tables, model, project detection.
    Doctor(commands::doctor::DoctorArguments),
    /// Run the language server over standard input and output.
    Lsp(commands::lsp::LspArguments),
}

/// Options that name the target; shared by most verbs.
#[derive(Debug, Clone, Args)]
struct TargetArguments {
    /// Board: PlatformIO id, Arduino FQBN, MicroPython name, or the path of a board.toml. Without it the project's files are read.
    #[arg(long, value_name = "BOARD")]
    board: Option<String>,
    /// Runtime with version, such as arduino-esp32@2.0.
    #[arg(long, value_name = "NAME@VERSION")]
    runtime: Option<String>,
}

/// Options that choose the model.
#[derive(Debug, Clone, Args)]
struct ModelFileArguments {
    /// Model file (GGUF), or the name of a model that was added, instead of the one in use.
    #[arg(long, value_name = "FILE|NAME", env = "BOARDWISE_MODEL")]
    model: Option<PathBuf>,
    /// Completion server (OpenAI-compatible) instead of a local model: the text around the cursor is sent there.
    #[arg(long, value_name = "URL", requires = "backend_format")]
    backend: Option<String>,
    /// Name of the model on that server.
    #[arg(long, value_name = "NAME", requires = "backend")]
    backend_model: Option<String>,
    /// Prompt format of that model: qwen2.5-coder, starcoder2, deepseek-coder, codegemma or codellama.
    #[arg(long, value_name = "FORMAT", requires = "backend")]
    backend_format: Option<String>,
}

/// A language, by its name on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Lang {
    /// Arduino C++.
    Arduino,
    /// MicroPython.
    Micropython,
}

impl From<Lang> for ide::Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Arduino => Self::Arduino,
            Lang::Micropython => Self::MicroPython,
        }
    }
}

impl TargetArguments {
    fn settings(&self) -> Settings {
        Settings { board: self.board.clone(), runtime: self.runtime.clone(), ..Settings::standard() }
    }
}

impl ModelFileArguments {
    fn apply(&self, settings: Settings) -> Settings {
        Settings {
            model: self.model.clone(),
            backend: self.backend.clone(),
            backend_model: self.backend_model.clone(),
            backend_format: self.backend_format.clone().unwrap_or_default(),
            ..settings
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    threads::set_pool_size(cli.threads);
    let outcome = match cli.command {
        Command::Check(arguments) => commands::check::run(&arguments),
        Command::Complete(arguments) => commands::complete::run(&arguments),
        Command::Generate(arguments) => commands::generate::run(&arguments),
        Command::Pins(arguments) => commands::pins::run(&arguments),
        Command::Boards(arguments) => commands::boards::run(&arguments),
        Command::Explain(arguments) => commands::explain::run(&arguments),
        Command::Model(arguments) => commands::model::run(&arguments),
        Command::Stats(arguments) => commands::stats::run(&arguments),
        Command::Eval(arguments) => commands::eval::run(&arguments),
        Command::Bench(arguments) => commands::bench::run(&arguments),
        Command::Doctor(arguments) => commands::doctor::run(&arguments),
        Command::Lsp(arguments) => commands::lsp::run(&arguments),
    };
    match outcome {
        Ok(code) => code,
        // A reader that closed its end (`boardwise … | head`) is not an error worth a message.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("boardwise: {error:#}");
            ExitCode::from(2)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kind = |cause: &(dyn std::error::Error + 'static)| {
        let io = cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        // serde_json hides the I/O error that it met.
        io.or_else(|| cause.downcast_ref::<serde_json::Error>().and_then(serde_json::Error::io_error_kind))
    };
    error.chain().any(|cause| kind(cause) == Some(std::io::ErrorKind::BrokenPipe))
}
