//! `--format json`: one document.

use std::io::Write;

use crate::commands::check::Checked;
use crate::json;

/// Writes the document.
pub fn write(out: &mut impl Write, checked: &[Checked]) -> anyhow::Result<()> {
    let findings = checked
        .iter()
        .flat_map(|file| file.findings.iter().map(|finding| json::finding(&file.path, &file.analysis.snapshot, finding)))
        .collect();
    let sources = checked
        .iter()
        .map(|file| json::SourceJson {
            path: file.path.clone(),
            boards: file.analysis.targets.iter().map(|target| target.board.id.clone()).collect(),
            named: file.analysis.detected.iter().map(|detected| format!("{}: {}", detected.by.name(), detected.board)).collect(),
        })
        .collect();
    serde_json::to_writer(&mut *out, &json::CheckJson { version: 1, findings, files: checked.len(), sources })?;
    writeln!(out)?;
    Ok(())
}
