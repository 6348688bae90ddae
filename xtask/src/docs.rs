//! A page for each rule, from what the rule says about itself.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use check::rules;

use crate::generated;

/// Where the pages lie.
const FOLDER: &str = "docs/rules";

/// Writes the pages, or with `check` says which of them are stale.
pub(crate) fn run(check: bool) -> anyhow::Result<()> {
    generated::bring_up_to_date(&pages(), FOLDER, check, "cargo xtask docs")
}

fn pages() -> Vec<(PathBuf, Vec<u8>)> {
    let mut pages: Vec<_> =
        rules().iter().map(|rule| (Path::new(FOLDER).join(format!("{}.md", rule.name)), rule.page().into_bytes())).collect();
    pages.push((Path::new(FOLDER).join("README.md"), index().into_bytes()));
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
