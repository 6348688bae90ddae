//! `boardwise pins`: what each pin of a board can do, and what a project does with it.

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, anyhow, bail};
use clap::{Args, ValueEnum};
use ide::{Analysis, Picture, PinMap, RuntimeKind, Settings, Target, TargetError, Wish};
use serde_json::json;

use crate::Lang;

/// Arguments of `pins`.
#[derive(Debug, Args)]
pub struct PinsArguments {
    /// Board: PlatformIO id, Arduino FQBN, MicroPython name, or the path of a board.toml. With --project it may be left out.
    #[arg(required_unless_present = "project")]
    board: Option<String>,
    /// Folder of a project: show which of its files use which pin for what.
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    /// Runtime with version, such as arduino-esp32@2.0.
    #[arg(long, value_name = "NAME@VERSION")]
    runtime: Option<String>,
    /// Language whose pin numbers are shown.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// Show which free pins suit a function: servo, pwm, i2c, spi, uart, adc, dac, touch, interrupt, button, output.
    #[arg(long = "for", value_name = "FUNCTION", value_parser = wish)]
    wish: Option<Wish>,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

fn wish(word: &str) -> Result<Wish, String> {
    let known = Wish::ALL.map(|(_, word, _)| word).join(", ");
    Wish::parse(word).ok_or_else(|| format!("it is one of {known}"))
}

/// Output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal.
    Human,
    /// One JSON document.
    Json,
    /// A drawing of the board.
    Svg,
}

/// The target of a board named on the command line; Arduino unless the name or `lang` says MicroPython.
pub fn target(board: &str, lang: Option<Lang>, runtime: Option<&str>) -> anyhow::Result<Target> {
    let kinds = match lang {
        Some(Lang::Arduino) => vec![RuntimeKind::Arduino],
        Some(Lang::Micropython) => vec![RuntimeKind::MicroPython],
        None => vec![RuntimeKind::Arduino, RuntimeKind::MicroPython],
    };
    let (tables, board) = ide::tables_for(&Settings::standard(), board).map_err(|problem| anyhow!(problem))?;
    let mut last = None;
    for kind in kinds {
        match tables.target(&board, kind, runtime) {
            Ok(target) => return Ok(target),
            Err(error) => last = Some(error),
        }
    }
    Err(match last {
        Some(TargetError::UnknownBoard(unknown)) => anyhow!(ide::unknown_board_line(&unknown)),
        Some(TargetError::NoRuntime { board, wanted, available }) => {
            anyhow!("{board} does not run {wanted}; it runs {}", available.join(", "))
        }
        None => anyhow!("no language was given"),
    })
}

/// Runs the verb.
pub fn run(arguments: &PinsArguments) -> anyhow::Result<ExitCode> {
    if let Some(folder) = &arguments.project {
        return project_map(folder, arguments);
    }
    let board = arguments.board.as_deref().unwrap_or_default();
    let target = target(board, arguments.lang, arguments.runtime.as_deref())?;
    match arguments.format {
        Format::Human if arguments.wish.is_none() => print_table(&target)?,
        Format::Human => write!(std::io::stdout(), "{}", ide::columns(&picture(&target, arguments.wish), has_color()))?,
        Format::Svg => write!(std::io::stdout(), "{}", ide::svg(&picture(&target, arguments.wish)))?,
        Format::Json => writeln!(std::io::stdout(), "{}", pins_json(&target))?,
    }
    Ok(ExitCode::SUCCESS)
}

/// The board without a program.
fn picture(target: &Target, wish: Option<Wish>) -> Picture {
    Picture::new(&PinMap::empty(Path::new("."), target), target, wish)
}

fn has_color() -> bool {
    std::io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none()
}

/// The pins of a project: one JSON document `{"version", "maps": […]}`, a map for each program and target.
fn project_map(folder: &Path, arguments: &PinsArguments) -> anyhow::Result<ExitCode> {
    let root = std::path::absolute(folder)?;
    let settings = Settings { board: arguments.board.clone(), runtime: arguments.runtime.clone(), ..Settings::standard() };
    let checked = super::check::check_paths(std::slice::from_ref(&root), settings)?;
    let wanted = |file: &&super::check::Checked| arguments.lang.is_none_or(|lang| file.analysis.snapshot.language == lang.into());
    let analyses: Vec<Analysis> = checked.iter().filter(wanted).map(|file| file.analysis.clone()).collect();
    let mut maps = ide::pin_maps(&root, &analyses);
    // Sources that touch no pin say nothing beside those that do.
    if maps.iter().any(|map| map.used().next().is_some()) {
        maps.retain(|map| map.used().next().is_some());
    } else {
        maps.truncate(1);
    }
    if maps.is_empty() {
        bail!("no board is known for {}: give one (boardwise pins uno --project …) or name it in boardwise.toml", folder.display());
    }
    let mut out = std::io::stdout().lock();
    match arguments.format {
        Format::Json => writeln!(out, "{}", json!({"version": 1, "maps": maps}))?,
        Format::Svg => {
            // A drawing shows one board: the first program, for its active target.
            let picture = ide::pictures(&maps, &analyses, arguments.wish).into_iter().next().context("the first map has a target")?;
            write!(out, "{}", ide::svg(&picture))?;
        }
        Format::Human => {
            for (map, picture) in maps.iter().zip(ide::pictures(&maps, &analyses, arguments.wish)) {
                writeln!(out, "{}", ide::columns(&picture, has_color()))?;
                print_map(&mut out, map)?;
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn print_map(out: &mut impl std::io::Write, map: &PinMap) -> std::io::Result<()> {
    let program = if map.program.as_os_str().is_empty() { String::new() } else { format!("{}: ", map.program.display()) };
    writeln!(out, "{program}{} ({}), {}, {} files", map.board_name, map.chip, map.runtime, map.files.len())?;
    for pin in &map.pins {
        if pin.uses.is_empty() {
            continue;
        }
        let wiring: Vec<&str> = pin.wiring.iter().map(|wiring| wiring.what.as_str()).collect();
        let wired = if wiring.is_empty() { String::new() } else { format!("  [board: {}]", wiring.join(", ")) };
        writeln!(out, "{:>4}  {:<8} {}{wired}", pin.pin, pin.chip_pin, pin.names.join(" "))?;
        for site in &pin.uses {
            let origin = site.origin.as_ref().map(|origin| format!(", from {}:{}", origin.file.display(), origin.line)).unwrap_or_default();
            let place = format!("{}:{}:{}", site.file.display(), site.line, site.column);
            writeln!(out, "        {:<16} {} in {} ({place}{origin})", site.role, site.expression, site.callee)?;
        }
        for conflict in &pin.conflicts {
            writeln!(out, "        ! {}", conflict.text)?;
        }
        for caution in &pin.cautions {
            writeln!(out, "        ! {}", caution.text)?;
        }
    }
    Ok(())
}

fn print_table(target: &Target) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} ({}), {}", target.board.name, target.chip.name, target.runtime.coordinate())?;
    for pin in &target.pins {
        let names = pin.names.join(" ");
        writeln!(out, "{:>4}  {:<8} {:<24} {}", pin.number, pin.chip_pin, names, ide::capabilities(pin).join(" · "))?;
        for caution in &pin.cautions {
            writeln!(out, "{:>16}! {}", "", caution.text)?;
        }
    }
    Ok(())
}

fn pins_json(target: &Target) -> serde_json::Value {
    let pins: Vec<_> = target
        .pins
        .iter()
        .map(|pin| {
            let cautions: Vec<_> =
                pin.cautions.iter().map(|caution| json!({"kind": caution.kind, "text": caution.text, "source": caution.source})).collect();
            json!({
                "pin": pin.number,
                "chip_pin": pin.chip_pin,
                "names": pin.names,
                "exposed": pin.exposed,
                "input": pin.input,
                "output": pin.output,
                "pull_up": pin.pull_up,
                "pull_down": pin.pull_down,
                "pwm": pin.pwm,
                "adc": pin.adc,
                "dac": pin.dac,
                "touch": pin.touch,
                "interrupt": pin.interrupt,
                "functions": pin.functions,
                "cautions": cautions,
                "source": pin.source,
            })
        })
        .collect();
    json!({"board": target.board.id, "chip": target.chip.id, "runtime": target.runtime.coordinate(), "pins": pins})
}
