//! `boardwise generate`: a task in words becomes a program that passes the rules.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context as _, anyhow};
use clap::{Args, ValueEnum};
use ide::{Cancel, Engine, GenerateRequest, Generated, Refused, RuntimeKind, TargetError};
use serde_json::json;

use crate::input::analyze_text;
use crate::{Lang, ModelFileArguments, TargetArguments, json as output};

/// Arguments of `generate`.
#[derive(Debug, Args)]
pub struct GenerateArguments {
    /// The task: "blink the built-in LED twice a second".
    task: String,
    #[command(flatten)]
    target: TargetArguments,
    /// Language of the program.
    #[arg(long, value_enum)]
    lang: Lang,
    #[command(flatten)]
    model: ModelFileArguments,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Code)]
    format: Format,
    /// Write the program to a file instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The program alone.
    Code,
    /// The program with its pins, libraries and recipes.
    Json,
}

/// Runs the verb.
pub fn run(arguments: &GenerateArguments) -> anyhow::Result<ExitCode> {
    let board = arguments.target.board.as_deref().context("--board is missing: which board shall run the program?")?;
    let language = arguments.lang.into();
    let kind = match language {
        ide::Language::Arduino => RuntimeKind::Arduino,
        ide::Language::MicroPython => RuntimeKind::MicroPython,
    };
    let (tables, board) = ide::tables_for(&arguments.target.settings(), board).map_err(|problem| anyhow!(problem))?;
    let target = match tables.target(&board, kind, arguments.target.runtime.as_deref()) {
        Ok(target) => target,
        Err(TargetError::UnknownBoard(unknown)) => return Err(anyhow!(ide::unknown_board_line(&unknown))),
        Err(TargetError::NoRuntime { board, wanted, available }) => {
            return Err(anyhow!("{board} does not run {wanted}; it runs {}", available.join(", ")));
        }
    };
    let settings = arguments.model.apply(arguments.target.settings());
    // Recipes stand alone when there is no model; the user is told once.
    let mut engine = match Engine::load(&settings) {
        Ok(engine) => Some(engine),
        Err(error) => {
            eprintln!("boardwise: {}; going on without the model", error.message);
            None
        }
    };
    let request = GenerateRequest { task: &arguments.task, target: &target, language };
    match ide::generate(&request, engine.as_mut(), &Cancel::never()) {
        Ok(generated) => {
            if let Some(note) = &generated.note {
                eprintln!("boardwise: {note}");
            }
            print(arguments, &target, language, &generated)?;
            Ok(ExitCode::SUCCESS)
        }
        Err(refused) => {
            refuse(arguments, &refused)?;
            Ok(ExitCode::FAILURE)
        }
    }
}

fn print(arguments: &GenerateArguments, target: &ide::Target, language: ide::Language, generated: &Generated) -> anyhow::Result<()> {
    if let Some(path) = &arguments.out {
        std::fs::write(path, &generated.code).with_context(|| format!("{} cannot be written", path.display()))?;
    }
    let mut out = std::io::stdout().lock();
    match arguments.format {
        Format::Code if arguments.out.is_none() => write!(out, "{}", generated.code)?,
        Format::Code => {}
        Format::Json => {
            let settings = arguments.target.settings();
            let analysis = analyze_text(std::path::Path::new("generated"), &generated.code, language, settings)?;
            let findings: Vec<_> =
                generated.findings.iter().map(|finding| output::finding("generated", &analysis.snapshot, finding)).collect();
            let pins: Vec<_> = generated.pins.iter().map(|pin| json!({"signal": pin.signal, "pin": pin.pin, "why": pin.why})).collect();
            let libraries: Vec<_> = generated.libraries.iter().map(|(name, install)| json!({"name": name, "install": install})).collect();
            let document = json!({
                "code": generated.code,
                "board": target.board.id,
                "lang": language.name(),
                "runtime": target.runtime.coordinate(),
                "pins": pins,
                "libraries": libraries,
                "recipes": generated.recipes,
                "path": generated.path,
                "note": generated.note,
                "verdict": if generated.findings.is_empty() { "clean" } else { "warned" },
                "findings": findings,
            });
            writeln!(out, "{document}")?;
        }
    }
    Ok(())
}

fn refuse(arguments: &GenerateArguments, refused: &Refused) -> std::io::Result<()> {
    match arguments.format {
        Format::Json => {
            writeln!(std::io::stdout(), "{}", json!({"refused": {"reason": refused.reason, "alternative": refused.alternative}}))?;
        }
        Format::Code => {
            eprintln!("boardwise: {}", refused.reason);
            if !refused.alternative.is_empty() {
                eprintln!("  instead: {}", refused.alternative);
            }
        }
    }
    Ok(())
}
