//! The page of a rule, for people.

/// A rule's page as Markdown; `None` when no rule has this name.
pub fn rule_page(name: &str) -> Option<String> {
    check::rules().iter().find(|rule| rule.name == name).map(|rule| rule.page())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_has_a_page_and_a_name_without_rule_has_none() {
        assert!(rule_page("input-only-pin-driven").unwrap().starts_with("# input-only-pin-driven"));
        assert_eq!(rule_page("no-such-rule"), None);
    }
}
