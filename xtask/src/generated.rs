//! Files that are written by the project and committed: brought up to date, or found stale.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};

/// Writes each file whose bytes differ and removes what else lies in `folder`; with `check` nothing is
/// touched. Paths are from the root of the workspace.
///
/// # Errors
/// When a file cannot be written, or with `check` when one is stale: then `command` mends it.
pub(crate) fn bring_up_to_date(files: &[(PathBuf, Vec<u8>)], folder: &str, check: bool, command: &str) -> anyhow::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("the workspace")?;
    let mut stale = Vec::new();
    for (path, bytes) in files {
        let full = root.join(path);
        if fs::read(&full).is_ok_and(|current| current == *bytes) {
            continue;
        }
        if check {
            stale.push(path.display().to_string());
            continue;
        }
        if let Some(parent) = full.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&full, bytes).with_context(|| format!("cannot write {}", full.display()))?;
        println!("wrote {}", path.display());
    }
    for entry in fs::read_dir(root.join(folder)).into_iter().flatten().flatten() {
        let path = Path::new(folder).join(entry.file_name());
        if files.iter().any(|(known, _)| *known == path) {
            continue;
        }
        if check {
            stale.push(path.display().to_string());
        } else {
            fs::remove_file(entry.path())?;
            println!("removed {}", path.display());
        }
    }
    if !stale.is_empty() {
        bail!("stale: {}; run `{command}` and commit the result", stale.join(", "));
    }
    Ok(())
}
