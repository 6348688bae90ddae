//! `boardwise pins`: what each pin of a board can do.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use ide::{RuntimeKind, Tables, Target, TargetError};
use serde_json::json;

use crate::Lang;

/// Arguments of `pins`.
#[derive(Debug, Args)]
pub struct PinsArguments {
    /// Board: PlatformIO id, Arduino FQBN or MicroPython name.
    board: String,
    /// Runtime with version, such as arduino-esp32@2.0.
    #[arg(long, value_name = "NAME@VERSION")]
    runtime: Option<String>,
    /// Language whose pin numbers are shown.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// How to print them.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table.
    Human,
    /// One JSON document.
    Json,
}

/// The target of a board named on the command line; Arduino unless the name or `lang` says MicroPython.
pub fn target(board: &str, lang: Option<Lang>, runtime: Option<&str>) -> anyhow::Result<Target> {
    let kinds = match lang {
        Some(Lang::Arduino) => vec![RuntimeKind::Arduino],
        Some(Lang::Micropython) => vec![RuntimeKind::MicroPython],
        None => vec![RuntimeKind::Arduino, RuntimeKind::MicroPython],
    };
    let mut last = None;
    for kind in kinds {
        match Tables::embedded().target(board, kind, runtime) {
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
    let target = target(&arguments.board, arguments.lang, arguments.runtime.as_deref())?;
    match arguments.format {
        Format::Human => print_table(&target)?,
        Format::Json => writeln!(std::io::stdout(), "{}", pins_json(&target))?,
    }
    Ok(ExitCode::SUCCESS)
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
