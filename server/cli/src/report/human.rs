//! `--format human`: source excerpts with what, why, and what to do.

use std::io::Write;
use std::sync::Arc;

use ide::{Finding, Severity};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, SourceCode};

use crate::commands::check::Checked;

/// A finding as the diagnostics crate wants it.
#[derive(Debug)]
struct Report<'a> {
    finding: &'a Finding,
    source: Arc<NamedSource<String>>,
}

impl std::fmt::Display for Report<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.finding.message)
    }
}

impl std::error::Error for Report<'_> {}

impl Diagnostic for Report<'_> {
    fn code<'b>(&'b self) -> Option<Box<dyn std::fmt::Display + 'b>> {
        let board = self.finding.board.as_deref().map(|board| format!(" ({board})")).unwrap_or_default();
        Some(Box::new(format!("{}[{}]{board}", self.finding.severity.name(), self.finding.rule)))
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Hint => miette::Severity::Advice,
        })
    }

    fn help<'b>(&'b self) -> Option<Box<dyn std::fmt::Display + 'b>> {
        let mut help = self.finding.help.clone();
        if !self.finding.why.is_empty() {
            help = format!("{}\n{help}", self.finding.why);
        }
        for fix in &self.finding.fixes {
            help.push_str("\nfix: ");
            help.push_str(&fix.title);
        }
        if let Some(evidence) = self.finding.evidence.first() {
            help.push_str("\nsource: ");
            // Tables name every source that agrees; people need the first.
            help.push_str(ide::first_source(&evidence.source));
        }
        Some(Box::new(help))
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let span = self.finding.span;
        Some(Box::new(std::iter::once(LabeledSpan::new_with_span(None, (span.start, span.len())))))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self.source.as_ref())
    }
}

/// Writes all findings and a closing count.
pub fn write(out: &mut impl Write, checked: &[Checked], color: bool) -> anyhow::Result<()> {
    let theme = if color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_context_lines(1).with_width(100).with_links(false);
    let mut counts = [0usize; 3];
    for file in checked {
        if file.findings.is_empty() {
            continue;
        }
        let source = Arc::new(NamedSource::new(&file.path, file.analysis.snapshot.text.to_string()));
        for finding in &file.findings {
            counts[finding.severity as usize] += 1;
            let mut rendered = String::new();
            handler.render_report(&mut rendered, &Report { finding, source: Arc::clone(&source) })?;
            writeln!(out, "{}", rendered.trim_matches('\n'))?;
            writeln!(out)?;
        }
    }
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    writeln!(
        out,
        "{} checked: {}, {}, {}",
        plural(checked.len(), "file"),
        plural(counts[Severity::Error as usize], "error"),
        plural(counts[Severity::Warning as usize], "warning"),
        plural(counts[Severity::Hint as usize], "hint"),
    )?;
    Ok(())
}

/// Markdown of a hover without its marks, for terminals.
pub fn plain(markdown: &str) -> String {
    markdown
        .lines()
        .filter(|line| !line.starts_with("```"))
        .map(|line| line.replace("**", "").replace(['`', '*'], ""))
        .collect::<Vec<_>>()
        .join("\n")
}
