//! `boardwise check --watch`: the rules again whenever a file changes.

use std::collections::BTreeSet;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::Duration;

use anyhow::Context as _;
use ide::Settings;
use notify::{EventKind, RecursiveMode, Watcher as _};

use super::check::{Checked, check_paths, say_notices};
use crate::report;

/// Editors write a file in several steps; the run waits until nothing has moved for so long.
const SETTLED: Duration = Duration::from_millis(150);

/// One finding, as far as it can be recognized after an edit above it: path, rule, message.
type Key = (String, &'static str, String);

/// Checks, prints, and waits for the next change; ends with the process.
pub(super) fn run(paths: &[PathBuf], settings: &Settings) -> anyhow::Result<ExitCode> {
    let (sender, changes) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        // Reading a file is an event, too, and would call for the next run for ever.
        if event.is_ok_and(|event| !matches!(event.kind, EventKind::Access(_)) && event.paths.iter().any(|path| concerns(path))) {
            // Nobody listens once the run has failed; then the process ends anyway.
            let _ = sender.send(());
        }
    })
    .context("files cannot be watched here")?;
    for path in paths {
        watcher.watch(path, RecursiveMode::Recursive).with_context(|| format!("{} cannot be watched", path.display()))?;
    }
    let mut before: Option<BTreeSet<Key>> = None;
    loop {
        let mut checked = check_paths(paths, settings.clone())?;
        let now: BTreeSet<Key> = checked.iter().flat_map(|file| file.findings.iter().map(|finding| key(file, finding))).collect();
        match &before {
            None => {
                say_notices(&checked);
                print(&checked)?;
            }
            Some(before) if *before == now => {}
            Some(before) => {
                for (path, rule, message) in before.difference(&now) {
                    println!("gone: {path}: {rule}: {message}");
                }
                for file in &mut checked {
                    let path = file.path.clone();
                    file.findings.retain(|finding| !before.contains(&(path.clone(), finding.rule, finding.message.clone())));
                }
                print(&checked)?;
            }
        }
        before = Some(now);
        changes.recv().context("the watch has ended")?;
        while changes.recv_timeout(SETTLED).is_ok() {}
    }
}

fn key(file: &Checked, finding: &ide::Finding) -> Key {
    (file.path.clone(), finding.rule, finding.message.clone())
}

fn print(checked: &[Checked]) -> anyhow::Result<()> {
    let stdout = std::io::stdout();
    let color = stdout.is_terminal() && std::env::var_os("NO_COLOR").is_none();
    let mut out = std::io::BufWriter::new(stdout.lock());
    report::human::write(&mut out, checked, color)?;
    Ok(out.flush()?)
}

/// Whether a path is a source or a project file.
fn concerns(path: &std::path::Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    matches!(extension, "ino" | "pde" | "cpp" | "cc" | "cxx" | "c" | "h" | "hpp" | "py" | "toml" | "ini" | "yaml" | "json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builds_and_editors_leave_files_that_concern_nobody() {
        assert!(concerns(std::path::Path::new("a/blink.ino")) && concerns(std::path::Path::new("platformio.ini")));
        assert!(!concerns(std::path::Path::new("a/.blink.ino.swp")) && !concerns(std::path::Path::new("out/firmware.elf")));
    }
}
