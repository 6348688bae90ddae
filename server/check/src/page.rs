//! The page of a rule, for people: what, why, what instead, a wrong and a right example, the source.

use document::Language;

use crate::Rule;

impl Rule {
    /// The rule's page as Markdown.
    pub fn page(&self) -> String {
        let comment = if self.languages.contains(&Language::Arduino) { "//" } else { "#" };
        format!(
            "# {name}\n\n{summary}\n\n\
             *{severity}, {languages}*\n\n\
             **Why:** {why}\n\n\
             **Instead:** {instead}\n\n\
             ## Wrong\n\n{wrong}\n\
             ## Right\n\n{right}\n\
             ## Silence it\n\n\
             For one line by a comment on it or above it, `{comment} boardwise: allow({name})`; for a project by `allow = [\"{name}\"]` in `boardwise.toml`.\n\
             A permission that silences nothing is reported.\n\n\
             Source: {source}\n",
            name = self.name,
            summary = self.summary,
            severity = self.severity.name(),
            languages = self.language_names(),
            why = self.why,
            instead = self.instead,
            wrong = example(self.wrong),
            right = example(self.right),
            source = self.source,
        )
    }

    /// The languages that it judges, in running text.
    pub fn language_names(&self) -> String {
        let name = |language: &Language| match language {
            Language::Arduino => "Arduino",
            Language::MicroPython => "MicroPython",
        };
        self.languages.iter().map(name).collect::<Vec<_>>().join(" and ")
    }
}

/// A fixture as a code block, under the board that it is for.
fn example(fixture: &str) -> String {
    let (header, code) = fixture.split_once('\n').unwrap_or((fixture, ""));
    let word = |key: &str| header.split_whitespace().find_map(|word| word.strip_prefix(key));
    let language = if header.contains(".py") { "python" } else { "cpp" };
    let board = word("board:").map(|board| format!("`{board}`")).unwrap_or_default();
    let runtime = word("runtime:").map(|runtime| format!(" with `{runtime}`")).unwrap_or_default();
    format!("On {board}{runtime}:\n\n```{language}\n{}\n```\n", code.trim_end())
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_rule_has_a_page() {
        for rule in crate::rules() {
            let page = rule.page();
            assert!(page.contains(rule.why) && page.contains(rule.instead), "{page}");
            assert!(!page.contains("//- /"), "{page}");
        }
    }
}
