//! Why: what stands behind the findings, the names and the suggestion at a place.

use std::fmt::Write as _;

use check::{Evidence, Finding};
use document::Language;
use suggest::{Suggestion, VerdictKind};

use crate::{Analysis, Hover};

/// Everything that is known about a place.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Boards that the file is judged for, and how each was found.
    pub boards: Vec<String>,
    /// The suggestion that is shown there.
    pub suggestion: Option<Suggestion>,
    /// Findings that touch the place.
    pub findings: Vec<Finding>,
    /// What the tables say about the word.
    pub hover: Option<Hover>,
    language: Language,
}

impl Analysis {
    /// Explains the place at `offset`, and the suggestion that is shown there, if there is one.
    pub fn explain(&self, offset: usize, suggestion: Option<Suggestion>) -> Explanation {
        Explanation {
            boards: self.detected.iter().map(|it| format!("{} by {}", it.board, it.by.name())).collect(),
            suggestion,
            findings: self.diagnostics().into_iter().filter(|finding| finding.span.touches(offset)).collect(),
            hover: self.hover(offset),
            language: self.snapshot.language,
        }
    }
}

impl Explanation {
    /// Whether nothing speaks about the place.
    pub fn is_empty(&self) -> bool {
        self.suggestion.is_none() && self.findings.is_empty() && self.hover.is_none()
    }

    /// The explanation for people, as Markdown.
    pub fn markdown(&self) -> String {
        let mut text = String::new();
        if let Some(suggestion) = &self.suggestion {
            self.write_suggestion(&mut text, suggestion);
        }
        for finding in &self.findings {
            write_finding(&mut text, finding);
        }
        if let Some(hover) = &self.hover {
            text += "### Here\n\n";
            text += &hover.markdown;
            text += "\n\n";
        }
        if self.is_empty() {
            text += "Nothing in the tables speaks about this place.\n\n";
        }
        match self.boards.as_slice() {
            [] => text += "No board is known: only board-independent rules speak.\n",
            boards => {
                let _ = writeln!(text, "Judged for: {}", boards.join(", "));
            }
        }
        text
    }

    fn write_suggestion(&self, text: &mut String, suggestion: &Suggestion) {
        let fence = match self.language {
            Language::Arduino => "cpp",
            Language::MicroPython => "python",
        };
        let verdict = match suggestion.verdict {
            VerdictKind::Clean => "adds no finding",
            VerdictKind::Warned => "adds warnings",
        };
        let _ = write!(
            text,
            "### Suggestion\n\n```{fence}\n{}\n```\n\nWritten by the model with confidence {:.2}, then checked: it {verdict}.\n\n",
            suggestion.text, suggestion.score
        );
        for origin in &suggestion.origin {
            let _ = writeln!(text, "- Repeats {} tokens of {} ({}).", origin.tokens, origin.repository, origin.licence);
        }
        write_evidence(text, &suggestion.evidence);
        for warning in &suggestion.warnings {
            let _ = writeln!(text, "- {}: {} {}", warning.severity.name(), warning.message, warning.help);
        }
        if !suggestion.warnings.is_empty() {
            text.push('\n');
        }
        if suggestion.evidence.is_empty() {
            *text += "It names no pin and no function of the tables.\n\n";
        }
    }
}

fn write_finding(text: &mut String, finding: &Finding) {
    let _ = write!(text, "### {}: {}\n\n{}\n\n", finding.severity.name(), finding.rule, finding.message);
    for line in [&finding.why, &finding.help] {
        if !line.is_empty() {
            let _ = write!(text, "{line}\n\n");
        }
    }
    write_evidence(text, &finding.evidence);
    for fix in &finding.fixes {
        let _ = writeln!(text, "- Fix: {}", fix.title);
    }
    if !finding.fixes.is_empty() {
        text.push('\n');
    }
}

fn write_evidence(text: &mut String, evidence: &[Evidence]) {
    for fact in evidence {
        let _ = writeln!(text, "- {} (`{}`; {})", fact.fact, fact.table, crate::first_source(&fact.source));
    }
    if !evidence.is_empty() {
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use document::Span;

    use super::*;
    use crate::{Host, Settings};

    fn analysis(text: &str) -> Analysis {
        let mut host = Host::new(Settings { board: Some("esp32dev".to_owned()), ..Settings::standard() });
        let path = Path::new("a.ino");
        assert!(host.open(path, text, 1, None));
        host.analysis(path).unwrap()
    }

    #[test]
    fn a_finding_is_explained_with_its_source() {
        let text = "void setup() {\n  pinMode(34, OUTPUT);\n}\n";
        let explanation = analysis(text).explain(text.find("34").unwrap(), None);
        let markdown = explanation.markdown();
        assert!(markdown.contains("### error: input-only-pin-driven"), "{markdown}");
        assert!(markdown.contains("Judged for: esp32dev by setting"), "{markdown}");
        assert!(explanation.findings[0].evidence.iter().all(|fact| markdown.contains(crate::first_source(&fact.source))));
    }

    #[test]
    fn a_suggestion_is_explained_with_its_facts() {
        let evidence =
            Evidence { table: "esp32dev/pins".to_owned(), fact: "GPIO25 can be driven".to_owned(), source: "datasheet".to_owned() };
        let suggestion = Suggestion {
            span: Span::new(0, 0),
            text: "pinMode(25, OUTPUT);".to_owned(),
            verdict: VerdictKind::Clean,
            score: 0.5,
            facts: suggest::RankFacts::default(),
            warnings: Vec::new(),
            origin: vec![suggest::Origin { repository: "a/b".to_owned(), licence: "MIT".to_owned(), tokens: 30, span: 0..9 }],
            evidence: vec![evidence],
        };
        let markdown = analysis("\n").explain(0, Some(suggestion)).markdown();
        assert!(markdown.contains("```cpp\npinMode(25, OUTPUT);\n```"), "{markdown}");
        assert!(markdown.contains("- Repeats 30 tokens of a/b (MIT)."), "{markdown}");
        assert!(markdown.contains("- GPIO25 can be driven (`esp32dev/pins`; datasheet)"), "{markdown}");
    }

    #[test]
    fn silence_is_said() {
        let explanation = analysis("\n\n").explain(1, None);
        assert!(explanation.is_empty() && explanation.markdown().starts_with("Nothing in the tables"));
    }
}
