//! `--format github`: workflow commands that annotate the changed lines.

use std::io::Write;

use ide::{Severity, position};

use crate::commands::check::Checked;

/// Writes one annotation per finding.
pub fn write(out: &mut impl Write, checked: &[Checked]) -> anyhow::Result<()> {
    for file in checked {
        for finding in &file.findings {
            let text = &file.analysis.snapshot.text;
            let start = position::to_line_column(text, finding.span.start);
            let end = position::to_line_column(text, finding.span.end);
            let level = match finding.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Hint => "notice",
            };
            writeln!(
                out,
                "::{level} file={},line={},endLine={},col={},endColumn={},title={}::{}",
                property(&file.path),
                start.line,
                end.line,
                start.column,
                end.column,
                property(finding.rule),
                data(&format!("{}. {} {}", finding.message, finding.why, finding.help)),
            )?;
        }
    }
    Ok(())
}

/// Escapes the text of an annotation.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes a property of an annotation.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_in_properties_are_escaped() {
        assert_eq!(property("a:b,c%\n"), "a%3Ab%2Cc%25%0A");
        assert_eq!(data("a: b, 5 %"), "a: b, 5 %25");
    }
}
