//! A page for each rule, from what the rule says about itself.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use check::rules;

/// Where the pages lie.
const FOLDER: &str = "docs/rules";

/// Writes the pages, or with `check` says which of them are stale.
pub(crate) fn run(check: bool) -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the workspace")?;
    let mut stale = Vec::new();
    let pages = pages();
    for (path, text) in &pages {
        let full = root.join(path);
        if fs::read_to_string(&full).is_ok_and(|current| current == *text) {
            continue;
        }
        if check {
            stale.push(path.display().to_string());
            continue;
        }
        if let Some(parent) = full.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&full, text).with_context(|| format!("cannot write {}", full.display()))?;
    }
    // Pages of rules that are gone.
    for entry in fs::read_dir(root.join(FOLDER)).into_iter().flatten().flatten() {
        let path = Path::new(FOLDER).join(entry.file_name());
        if pages.iter().any(|(known, _)| *known == path) {
            continue;
        }
        if check {
            stale.push(path.display().to_string());
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    if !stale.is_empty() {
        bail!("stale: {}; run `cargo xtask docs`", stale.join(", "));
    }
    Ok(())
}

fn pages() -> Vec<(PathBuf, String)> {
    let mut pages: Vec<_> = rules().iter().map(|rule| (Path::new(FOLDER).join(format!("{}.md", rule.name)), rule.page())).collect();
    pages.push((Path::new(FOLDER).join("README.md"), index()));
    pages
}

fn index() -> String {
    let mut text = format!(
        "# Rules\n\n\
         Boardwise has {} rules. An error is always wrong on that board; a warning can hurt; a hint is style or foresight.\n\
         These pages are written by `cargo xtask docs` from `server/check/src/rules`.\n\n\
         | rule | severity | languages | what it finds |\n| --- | --- | --- | --- |\n",
        rules().len()
    );
    for rule in rules() {
        let _ = writeln!(text, "| [{0}]({0}.md) | {1} | {2} | {3} |", rule.name, rule.severity.name(), rule.language_names(), rule.summary);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn pages_are_fresh() {
        super::run(true).unwrap();
    }
}
