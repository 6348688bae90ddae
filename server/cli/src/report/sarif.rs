//! `--format sarif`: SARIF 2.1.0 for code-scanning services.

use std::io::Write;
use std::path::Path;

use ide::{Related, Severity, position};
use serde_sarif::sarif::{
    ArtifactLocation, Location, Message, MultiformatMessageString, PhysicalLocation, Region, ReportingDescriptor, Result as SarifResult,
    ResultLevel, Run, Sarif, Tool, ToolComponent,
};

use crate::commands::check::Checked;

/// Writes one run.
pub fn write(out: &mut impl Write, checked: &[Checked]) -> anyhow::Result<()> {
    let rules: Vec<ReportingDescriptor> = ide::rules()
        .iter()
        .map(|rule| {
            ReportingDescriptor::builder()
                .id(rule.name)
                .short_description(MultiformatMessageString::builder().text(rule.summary).build())
                .full_description(MultiformatMessageString::builder().text(rule.why).build())
                .help(help(rule))
                .build()
        })
        .collect();
    let driver = ToolComponent::builder().name("boardwise").version(env!("CARGO_PKG_VERSION")).rules(rules).build();
    let run = Run::builder().tool(Tool::builder().driver(driver).build()).results(results(checked)).build();
    let sarif = Sarif::builder()
        .schema("https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
        .version(serde_json::json!("2.1.0"))
        .runs(vec![run])
        .build();
    serde_json::to_writer_pretty(&mut *out, &sarif)?;
    writeln!(out)?;
    Ok(())
}

/// What to do instead, with the sketches of the rule's page.
fn help(rule: &ide::Rule) -> MultiformatMessageString {
    let code = |example: &str| example.split_once('\n').map_or("", |(_, code)| code).trim_end().to_owned();
    MultiformatMessageString::builder()
        .text(rule.instead)
        .markdown(format!(
            "{}\n\n{}\n\nWrong:\n\n```\n{}\n```\n\nRight:\n\n```\n{}\n```\n\nSource: {}",
            rule.why,
            rule.instead,
            code(rule.wrong),
            code(rule.right),
            rule.source
        ))
        .build()
}

fn results(checked: &[Checked]) -> Vec<SarifResult> {
    let mut results = Vec::new();
    for file in checked {
        let text = &file.analysis.snapshot.text;
        for finding in &file.findings {
            let start = position::to_line_column(text, finding.span.start);
            let end = position::to_line_column(text, finding.span.end);
            let region = Region::builder()
                .start_line(start.line as i64)
                .start_column(start.column as i64)
                .end_line(end.line as i64)
                .end_column(end.column as i64)
                .build();
            let physical = PhysicalLocation::builder().artifact_location(artifact(&file.path)).region(region).build();
            let level = match finding.severity {
                Severity::Error => ResultLevel::Error,
                Severity::Warning => ResultLevel::Warning,
                Severity::Hint => ResultLevel::Note,
            };
            results.push(SarifResult {
                related_locations: related(file, &finding.related),
                ..SarifResult::builder()
                    .rule_id(finding.rule)
                    .level(level)
                    .message(Message::builder().text(format!("{}. {} {}", finding.message, finding.why, finding.help)).build())
                    .locations(vec![Location::builder().physical_location(physical).build()])
                    .build()
            });
        }
    }
    results
}

/// Where the pin comes from, who else uses it: places that a viewer shows beside the finding.
fn related(file: &Checked, related: &[Related]) -> Option<Vec<Location>> {
    let location = |(id, related): (usize, &Related)| {
        let path = related.path.as_deref().map_or_else(|| file.path.clone(), |other| beside(file, other));
        let region = Region::builder().start_line(related.line as i64).start_column(related.column as i64).build();
        Location::builder()
            .id(id as i64)
            .message(Message::builder().text(related.message.clone()).build())
            .physical_location(PhysicalLocation::builder().artifact_location(artifact(&path)).region(region).build())
            .build()
    };
    let locations: Vec<Location> = related.iter().enumerate().map(location).collect();
    (!locations.is_empty()).then_some(locations)
}

/// Another file of the program, named as the user named this one: relative if this one is.
fn beside(file: &Checked, other: &Path) -> String {
    let named = Path::new(&file.path);
    let base = file.analysis.path.ancestors().nth(named.components().count()).filter(|_| named.is_relative());
    let relative = base.and_then(|base| other.strip_prefix(base).ok());
    relative.unwrap_or(other).to_string_lossy().into_owned()
}

fn artifact(path: &str) -> ArtifactLocation {
    ArtifactLocation::builder().uri(path.replace('\\', "/")).build()
}
