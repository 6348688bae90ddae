//! `boardwise generate`: a task in words becomes a program that passes the rules, or an edit that
//! puts it into a program that is there.

mod explain;
mod verify;

use std::io::{BufRead as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use anyhow::{Context as _, anyhow};
use clap::{Args, ValueEnum};
use ide::{Cancel, Document, Engine, GenerateRequest, Generated, Refused, RuntimeKind, Target, TargetError, position};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::input::{analyze_file, analyze_text};
use crate::{Lang, ModelFileArguments, TargetArguments, json as output};

/// Work that takes longer than this is announced on standard error.
const PATIENCE: Duration = Duration::from_millis(500);

/// Arguments of `generate`.
#[derive(Debug, Args)]
pub struct GenerateArguments {
    /// The task: "blink the built-in LED twice a second". With --into, the first comment such as
    /// `// boardwise: …` of the file may tell it instead.
    task: Option<String>,
    #[command(flatten)]
    target: TargetArguments,
    /// Language of the program.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    #[command(flatten)]
    model: ModelFileArguments,
    /// Recipes and tables alone: the model words nothing.
    #[arg(long)]
    no_model: bool,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = Format::Code)]
    format: Format,
    /// Write the program to a file instead of standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Put the task into this program; what is there stays as it is.
    #[arg(long, value_name = "FILE", conflicts_with = "batch")]
    into: Option<PathBuf>,
    /// Compile the program with a tool that is installed: arduino-cli, PlatformIO, avr-gcc with an Arduino core, mpy-cross.
    #[arg(long)]
    verify: bool,
    /// Tell on standard error which recipes, tables and training sources stand behind the program.
    #[arg(long)]
    explain: bool,
    /// Draw board, parts and wires instead of printing the program.
    #[arg(long, value_enum, value_name = "FORMAT", conflicts_with = "into")]
    wiring: Option<Wiring>,
    /// Answer requests as JSON lines ({"id","task","board","lang","runtime"?}) with how long each took.
    #[arg(long, conflicts_with = "task")]
    batch: bool,
}

/// Output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// The program alone.
    Code,
    /// The program with its pins, libraries, wiring and recipes.
    Json,
}

/// Formats of a wiring diagram.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Wiring {
    /// Scalable vector graphics.
    Svg,
}

/// Runs the verb.
pub fn run(arguments: &GenerateArguments) -> anyhow::Result<ExitCode> {
    if arguments.batch {
        return batch(arguments);
    }
    if let Some(path) = &arguments.into {
        return into(arguments, path);
    }
    let task = arguments.task.as_deref().context("the task is missing: what shall the program do?")?;
    let board = arguments.target.board.as_deref().context("--board is missing: which board shall run the program?")?;
    let language = arguments.lang.context("--lang is missing: arduino or micropython?")?.into();
    let target = target(&arguments.target.settings(), board, language, arguments.target.runtime.as_deref())?;
    let request = GenerateRequest { task, target: &target, language };
    let progress = Progress::start("writing the program");
    let mut engine = engine(arguments);
    let generated = ide::generate(&request, engine.as_mut(), &Cancel::never());
    drop(progress);
    match generated {
        Ok(generated) => {
            if let Some(note) = &generated.note {
                eprintln!("boardwise: {note}");
            }
            print(arguments, &target, language, &generated, engine.as_ref())
        }
        Err(refused) => {
            refuse(arguments, &refused)?;
            Ok(ExitCode::FAILURE)
        }
    }
}

fn target(settings: &ide::Settings, board: &str, language: ide::Language, runtime: Option<&str>) -> anyhow::Result<Target> {
    let kind = match language {
        ide::Language::Arduino => RuntimeKind::Arduino,
        ide::Language::MicroPython => RuntimeKind::MicroPython,
    };
    let (tables, board) = ide::tables_for(settings, board).map_err(|problem| anyhow!(problem))?;
    tables.target(&board, kind, runtime).map_err(|error| match error {
        TargetError::UnknownBoard(unknown) => anyhow!(ide::unknown_board_line(&unknown)),
        TargetError::NoRuntime { board, wanted, available } => anyhow!("{board} does not run {wanted}; it runs {}", available.join(", ")),
    })
}

/// The model; recipes stand alone when there is none, and the user is told once.
fn engine(arguments: &GenerateArguments) -> Option<Engine> {
    if arguments.no_model {
        return None;
    }
    let settings = arguments.model.apply(arguments.target.settings());
    match Engine::load(&settings) {
        Ok(engine) => Some(engine),
        Err(error) => {
            eprintln!("boardwise: {}; going on without the model", error.message);
            None
        }
    }
}

/// A line on standard error once something takes its time; none when it is quick.
struct Progress {
    done: Option<mpsc::Sender<()>>,
    thread: Option<std::thread::JoinHandle<()>>,
}

impl Progress {
    fn start(what: &'static str) -> Self {
        let (done, wait) = mpsc::channel::<()>();
        let thread = std::thread::spawn(move || {
            if wait.recv_timeout(PATIENCE) == Err(mpsc::RecvTimeoutError::Timeout) {
                eprintln!("boardwise: {what} …");
            }
        });
        Self { done: Some(done), thread: Some(thread) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        drop(self.done.take());
        if let Some(thread) = self.thread.take() {
            // It only prints a line.
            let _ = thread.join();
        }
    }
}

fn print(
    arguments: &GenerateArguments,
    target: &Target,
    language: ide::Language,
    generated: &Generated,
    engine: Option<&Engine>,
) -> anyhow::Result<ExitCode> {
    if let Some(path) = &arguments.out {
        std::fs::write(path, if arguments.wiring.is_some() { ide::wiring_svg(generated, target) } else { generated.code.clone() })
            .with_context(|| format!("{} cannot be written", path.display()))?;
    }
    let verified = arguments.verify.then(|| {
        let _progress = Progress::start("compiling");
        verify::verify(&generated.code, target, language)
    });
    let explanation = arguments.explain.then(|| explain::explain(generated, target, engine));
    let mut out = std::io::stdout().lock();
    match (arguments.format, arguments.wiring) {
        (Format::Code, _) if arguments.out.is_some() => {}
        (Format::Code, Some(Wiring::Svg)) => write!(out, "{}", ide::wiring_svg(generated, target))?,
        (Format::Code, None) => write!(out, "{}", generated.code)?,
        (Format::Json, _) => {
            let mut document = document(generated, target, language, arguments)?;
            if let Some(verified) = &verified {
                document["verify"] = json!(verified);
            }
            if let Some(explanation) = &explanation {
                document["explain"] = json!(explanation);
            }
            if arguments.wiring.is_some() {
                document["svg"] = json!(ide::wiring_svg(generated, target));
            }
            writeln!(out, "{document}")?;
        }
    }
    if arguments.format == Format::Code {
        if let Some(explanation) = explanation {
            eprint!("{}", explanation.text());
        }
        if let Some(verified) = &verified {
            eprintln!("boardwise: {}", verified.line());
        }
    }
    let failed = verified.is_some_and(|verified| verified.failed());
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn document(generated: &Generated, target: &Target, language: ide::Language, arguments: &GenerateArguments) -> anyhow::Result<Value> {
    let analysis = analyze_text(Path::new("generated"), &generated.code, language, arguments.target.settings())?;
    let findings: Vec<_> = generated.findings.iter().map(|finding| output::finding("generated", &analysis.snapshot, finding)).collect();
    let pins: Vec<_> = generated.pins.iter().map(|pin| json!({"signal": pin.signal, "pin": pin.pin, "why": pin.why})).collect();
    let wiring: Vec<_> =
        generated.wiring.iter().map(|wire| json!({"pin": wire.place, "signal": wire.signal, "to": wire.to, "part": wire.title})).collect();
    Ok(json!({
        "code": generated.code,
        "board": target.board.id,
        "lang": language.name(),
        "runtime": target.runtime.coordinate(),
        "pins": pins,
        "libraries": generated.libraries.iter().map(library).collect::<Vec<_>>(),
        "wiring": wiring,
        "remarks": generated.remarks,
        "recipes": generated.recipes,
        "links": generated.links,
        "path": generated.path,
        "note": generated.note,
        "verdict": if generated.findings.is_empty() { "clean" } else { "warned" },
        "findings": findings,
    }))
}

fn library(library: &ide::Library) -> Value {
    let mut entry = json!({"name": library.name, "install": library.install});
    for (tool, line) in &library.installs {
        entry[tool] = json!(line);
    }
    entry
}

/// `--into FILE`: the file with the task in it, or as JSON the edits.
fn into(arguments: &GenerateArguments, path: &Path) -> anyhow::Result<ExitCode> {
    let analysis = analyze_file(path, arguments.target.settings())?;
    if let Some(notice) = &analysis.notice {
        eprintln!("boardwise: {notice}");
    }
    let text = analysis.snapshot.text.to_string();
    // The first wish in the file, unless the words are on the command line.
    let wish = text.match_indices("oardwise:").map(|(at, _)| at).find(|at| analysis.wish_at(*at).is_some());
    let offset = wish.filter(|_| arguments.task.is_none()).unwrap_or(0);
    let inserted = match analysis.generate_here(offset, arguments.task.as_deref()) {
        Ok(inserted) => inserted,
        Err(refused) => {
            refuse(arguments, &refused)?;
            return Ok(ExitCode::FAILURE);
        }
    };
    if let Some(note) = &inserted.generated.note {
        eprintln!("boardwise: {note}");
    }
    let code = &inserted.generated.code;
    if let Some(out) = &arguments.out {
        std::fs::write(out, code).with_context(|| format!("{} cannot be written", out.display()))?;
    }
    let mut out = std::io::stdout().lock();
    match arguments.format {
        Format::Code if arguments.out.is_some() => {}
        Format::Code => write!(out, "{code}")?,
        Format::Json => {
            let target = analysis.target().context("the board is unknown")?;
            let mut document = document(&inserted.generated, target, analysis.snapshot.language, arguments)?;
            let edits: Vec<Value> = inserted.edits.iter().map(|edit| edit_json(&analysis.snapshot, edit)).collect();
            document["edits"] = json!(edits);
            writeln!(out, "{document}")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn edit_json(snapshot: &ide::Snapshot, edit: &ide::Edit) -> Value {
    let start = position::to_line_column(&snapshot.text, edit.span.start);
    let end = position::to_line_column(&snapshot.text, edit.span.end);
    json!({"line": start.line, "column": start.column, "end_line": end.line, "end_column": end.column, "text": edit.text})
}

/// One request of `--batch`.
#[derive(Debug, Deserialize)]
struct BatchRequest {
    id: Option<Value>,
    task: String,
    board: String,
    lang: String,
    runtime: Option<String>,
}

/// Answers requests line by line. `timing_ms` holds the time of recipes and tables alone, and the
/// time of everything with the model.
fn batch(arguments: &GenerateArguments) -> anyhow::Result<ExitCode> {
    let mut engine = engine(arguments);
    for line in std::io::stdin().lock().lines() {
        let line = line.context("standard input cannot be read")?;
        if line.trim().is_empty() {
            continue;
        }
        let request: BatchRequest = serde_json::from_str(&line).context("a line of standard input is not a request")?;
        let language = match request.lang.as_str() {
            "arduino" => ide::Language::Arduino,
            "micropython" => ide::Language::MicroPython,
            other => return Err(anyhow!("`{other}` is no language; it is arduino or micropython")),
        };
        let target = target(&arguments.target.settings(), &request.board, language, request.runtime.as_deref())?;
        let wish = GenerateRequest { task: &request.task, target: &target, language };
        let start = Instant::now();
        let mut outcome = ide::generate(&wish, None, &Cancel::never());
        let composed = start.elapsed();
        let mut total = composed;
        if let Some(engine) = engine.as_mut() {
            let start = Instant::now();
            outcome = ide::generate(&wish, Some(engine), &Cancel::never());
            total = start.elapsed();
        }
        let milliseconds = |time: Duration| (time.as_secs_f64() * 1e4).round() / 10.0;
        let mut answer = match &outcome {
            Ok(generated) => document(generated, &target, language, arguments)?,
            Err(refused) => json!({"refused": {"reason": refused.reason, "alternative": refused.alternative}}),
        };
        answer["id"] = request.id.unwrap_or(Value::Null);
        answer["timing_ms"] = json!({"compose": milliseconds(composed), "total": milliseconds(total)});
        // As `check` sees it, independently of what the generator says of itself.
        if let Ok(generated) = &outcome {
            let snapshot = Document::new(&generated.code, language).snapshot();
            answer["syntax_errors"] = json!(snapshot.facts.syntax_errors.len());
        }
        writeln!(std::io::stdout(), "{answer}")?;
    }
    Ok(ExitCode::SUCCESS)
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
