//! How large the embedded tables are and how long a lookup takes.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::Context;
use boards::{RuntimeKind, Tables};

/// Prints sizes, then times. Each first lookup runs in a process of its own, as it does in a shell.
pub(crate) fn run() -> anyhow::Result<()> {
    if let Ok(board) = std::env::var(COLD) {
        let start = Instant::now();
        Tables::embedded().board(&board)?;
        let board_time = start.elapsed();
        let start = Instant::now();
        Tables::embedded().listing();
        let listing_time = start.elapsed();
        let start = Instant::now();
        let kinds = [RuntimeKind::Arduino, RuntimeKind::MicroPython];
        let found = kinds.into_iter().any(|kind| Tables::embedded().target(&board, kind, None).is_ok());
        anyhow::ensure!(found, "{board} runs nothing");
        println!("{} {} {}", board_time.as_nanos(), listing_time.as_nanos(), start.elapsed().as_nanos());
        return Ok(());
    }
    let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("../boards/tables");
    let (mut total, mut api) = (0, 0);
    for entry in fs::read_dir(&tables)?.chain(fs::read_dir(tables.join("api"))?) {
        let entry = entry?;
        let size = if entry.path().is_file() { entry.metadata()?.len() } else { 0 };
        total += size;
        api += if entry.path().parent().is_some_and(|parent| parent.ends_with("api")) { size } else { 0 };
    }
    let listing = Tables::embedded().listing();
    println!("embedded tables: {total} bytes ({} for boards, {api} for APIs)", total - api);
    println!("boards: {}, names: {}", listing.len(), listing.iter().map(|board| board.ids.len()).sum::<usize>());
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../boards/data");
    let count = |folder: &str| fs::read_dir(data.join(folder)).map(Iterator::count);
    println!("chips: {}, runtimes: {}, libraries: {}", count("chips")?, count("runtimes")?, count("libraries")?);
    println!("rules: {}", check::rules().len());

    let mut times: [Vec<u128>; 3] = Default::default();
    for board in listing.iter().step_by((listing.len() / 50).max(1)) {
        let output = Command::new(std::env::current_exe()?).arg("tables").env(COLD, &board.id).output()?;
        let line = String::from_utf8(output.stdout)?;
        for (times, word) in times.iter_mut().zip(line.split_whitespace()) {
            times.push(word.parse().with_context(|| format!("`{line}` is no time"))?);
        }
    }
    for (what, times) in ["first lookup of a board", "list of all boards", "first target"].iter().zip(&mut times) {
        times.sort_unstable();
        let at = |share: usize| Duration::from_nanos(times[(times.len() - 1) * share / 100] as u64);
        println!("{what}: median {:?}, slowest {:?} of {}", at(50), at(100), times.len());
    }
    Ok(())
}

/// Set for the processes that time one cold lookup.
const COLD: &str = "BOARDWISE_COLD_LOOKUP";
