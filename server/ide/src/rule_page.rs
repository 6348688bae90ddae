//! The page of a rule, for people: what, why, a wrong and a right example, the source.

/// A rule's page as Markdown; `None` when no rule has this name.
pub fn rule_page(name: &str) -> Option<String> {
    let rule = check::rules().iter().find(|rule| rule.name == name)?;
    let (name, severity) = (rule.name, rule.severity.name());
    let sections = [
        format!("# {name}\n\n{} ({severity})", rule.summary),
        format!("## Why\n\n{}", rule.why),
        format!("## Wrong\n\n```\n{}\n```", example(rule.wrong)),
        format!("## Right\n\n```\n{}\n```", example(rule.right)),
        format!("## Source\n\n{}", rule.source),
        format!(
            "## Silencing it\n\nWrite `// boardwise: allow({name})` (`#` in Python) on the line or above it, or `allow = [\"{name}\"]` in `boardwise.toml`.\n"
        ),
    ];
    Some(sections.join("\n\n"))
}

/// The code of a fixture, without the lines that tell tests its file and board.
fn example(fixture: &str) -> String {
    let lines = fixture.lines().filter(|line| !line.starts_with("//- /"));
    lines.collect::<Vec<_>>().join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_a_page_without_words_of_the_tests() {
        for rule in check::rules() {
            let page = rule_page(rule.name).unwrap();
            assert!(page.contains(rule.why) && !page.contains("//- /"), "{page}");
        }
        assert_eq!(rule_page("no-such-rule"), None);
    }
}
