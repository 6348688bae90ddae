//! `boardwise explain`: which tables stand behind a finding, a pin or a name; or what a rule is about.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::bail;
use clap::Args;
use ide::position;

use crate::input::{Place, analyze_file};
use crate::{TargetArguments, report};

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArguments {
    /// FILE:LINE:COL, or the name of a rule.
    what: String,
    #[command(flatten)]
    target: TargetArguments,
}

/// Runs the verb.
pub fn run(arguments: &ExplainArguments) -> anyhow::Result<ExitCode> {
    let mut out = std::io::stdout().lock();
    if let Some(rule) = ide::rules().iter().find(|rule| rule.name == arguments.what) {
        writeln!(out, "{} ({})\n\n{}\n\nWhy: {}\n", rule.name, rule.severity.name(), rule.summary, rule.why)?;
        writeln!(out, "Wrong:\n{}\n\nRight:\n{}\n\nSource: {}", rule.wrong.trim(), rule.right.trim(), rule.source)?;
        return Ok(ExitCode::SUCCESS);
    }
    let Ok(place) = arguments.what.parse::<Place>() else {
        let names: Vec<_> = ide::rules().iter().map(|rule| rule.name).collect();
        bail!("“{}” is neither FILE:LINE:COL nor a rule; rules: {}", arguments.what, names.join(", "));
    };
    let analysis = analyze_file(&place.path, arguments.target.settings())?;
    if let Some(notice) = &analysis.notice {
        eprintln!("boardwise: {notice}");
    }
    let offset = position::from_line_column(&analysis.snapshot.text, position::LineColumn { line: place.line, column: place.column });
    for detected in &analysis.detected {
        writeln!(out, "board {} by {}", detected.board, detected.by.name())?;
    }
    let findings: Vec<_> = analysis.diagnostics().into_iter().filter(|finding| finding.span.touches(offset)).collect();
    for finding in &findings {
        writeln!(out, "\n{}[{}]: {}\n  {}\n  {}", finding.severity.name(), finding.rule, finding.message, finding.why, finding.help)?;
        for evidence in &finding.evidence {
            writeln!(out, "  {}: {} — {}", evidence.table, evidence.fact, evidence.source)?;
        }
        for fix in &finding.fixes {
            writeln!(out, "  fix: {}", fix.title)?;
        }
    }
    let hover = analysis.hover(offset);
    if let Some(hover) = &hover {
        writeln!(out, "\n{}", report::human::plain(&hover.markdown))?;
    }
    let origins = analysis.origins(offset);
    for origin in &origins {
        writeln!(
            out,
            "\nat least {} tokens here stand in {} ({}), which the model was trained on",
            origin.tokens, origin.repository, origin.licence
        )?;
    }
    if findings.is_empty() && hover.is_none() && origins.is_empty() {
        writeln!(out, "nothing in the tables or in the index of the training text speaks about this place")?;
    }
    Ok(ExitCode::SUCCESS)
}
