//! `boardwise stats`: how often the user took what was suggested. The numbers never leave the machine.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context as _;
use clap::{Args, ValueEnum};
use ide::stats::{self, Counts, Stats};
use serde_json::json;

/// Arguments of `stats`.
#[derive(Debug, Args)]
pub struct StatsArguments {
    /// How to print them.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Delete them.
    #[arg(long)]
    reset: bool,
}

/// Output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table.
    Human,
    /// One JSON document.
    Json,
}

/// Periods of the table: name and days ago.
const PERIODS: [(&str, Option<i64>); 3] = [("7 days", Some(6)), ("30 days", Some(29)), ("all", None)];

/// Runs the verb.
pub fn run(arguments: &StatsArguments) -> anyhow::Result<ExitCode> {
    let path = stats::default_path().context("there is no home folder, so nothing was counted")?;
    let mut out = std::io::stdout().lock();
    if arguments.reset {
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(error).with_context(|| format!("{} cannot be deleted", path.display()));
            }
            _ => writeln!(out, "the numbers in {} are gone", path.display())?,
        }
        return Ok(ExitCode::SUCCESS);
    }
    let stats = Stats::read(&path).with_context(|| format!("{} cannot be read; `boardwise stats --reset` begins anew", path.display()))?;
    match arguments.format {
        Format::Json => writeln!(out, "{}", json!({ "version": 1, "path": path, "days": stats.days }))?,
        Format::Human => print_table(&mut out, &stats, &path)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn print_table(out: &mut impl std::io::Write, stats: &Stats, path: &Path) -> std::io::Result<()> {
    if stats.days.is_empty() {
        return writeln!(out, "nothing was counted yet; what editors show will be, in {}", path.display());
    }
    let head = ["", "", "shown", "accepted", "in part", "typed", "dismissed", "taken", "characters"];
    let mut rows = vec![head.map(str::to_owned)];
    for (period, days_ago) in PERIODS {
        let first = days_ago.map(stats::day).unwrap_or_default();
        for (language, counts) in stats.since(&first) {
            rows.push(row(period, &language, counts));
        }
    }
    for row in rows {
        let [period, language, numbers @ ..] = row;
        write!(out, "{period:<8} {language:<12}")?;
        for number in numbers {
            write!(out, "{number:>11}")?;
        }
        writeln!(out)?;
    }
    writeln!(out, "\nkept in {}, sent nowhere; the setting `stats` switches it off", path.display())
}

fn row(period: &str, language: &str, counts: Counts) -> [String; 9] {
    let taken = counts.accepted + counts.accepted_in_part;
    let share = if counts.shown > 0 { format!("{:.0} %", 100.0 * taken as f64 / counts.shown as f64) } else { "-".to_owned() };
    let number = |it: i64| it.to_string();
    [
        period.to_owned(),
        language.to_owned(),
        number(counts.shown),
        number(counts.accepted),
        number(counts.accepted_in_part),
        number(counts.typed),
        number(counts.dismissed),
        share,
        number(counts.characters),
    ]
}
