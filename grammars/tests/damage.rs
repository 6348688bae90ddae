//! Damaged code is the normal input: whatever is broken, what stands around it must survive.
//!
//! Every file in `damage/` is named by its damage and has an intact function `before` and an intact
//! function `after`.

use std::path::Path;

use grammars::{Dialect, Language};

/// Damage that takes the next function with it: there, the grammar reads on as the language does.
const UNBOUNDED: &[&str] =
    &["half_a_declaration.ino", "half_a_for.ino", "half_a_keyword_argument.py", "missing_colon.py", "unclosed_call.py"];

#[test]
fn damage_stays_local() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/damage");
    let mut unexpected = Vec::new();
    let mut n_files = 0;
    for entry in std::fs::read_dir(folder).expect("the corpus is there") {
        let path = entry.expect("it can be listed").path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let language = Language::from_extension(&path.extension().unwrap_or_default().to_string_lossy()).expect("only our languages");
        let source = std::fs::read_to_string(&path).expect("it is UTF-8");
        n_files += 1;
        let functions = functions(language, &source);
        let survives = |function: &str| functions.iter().any(|found| found == function);
        if !survives("before") || survives("after") == UNBOUNDED.contains(&name.as_str()) {
            unexpected.push(format!("{name}: {functions:?}"));
        }
        // Half-typed code is every prefix of code.
        for (end, _) in source.char_indices() {
            let prefix = &source[..end];
            let dialect = Dialect::read(language, prefix);
            assert_eq!(dialect.blanked(prefix.to_owned()).len(), end);
            language.parse(&dialect.blanked(prefix.to_owned()), None);
        }
    }
    assert!(n_files > 20);
    unexpected.sort();
    assert!(unexpected.is_empty(), "{unexpected:#?}");
}

/// Names of the functions that the grammar finds.
fn functions(language: Language, source: &str) -> Vec<String> {
    let blanked = Dialect::read(language, source).blanked(source.to_owned());
    let tree = language.parse(&blanked, None);
    let mut names = Vec::new();
    let mut cursor = tree.walk();
    loop {
        let node = cursor.node();
        if node.kind() == "function_definition" {
            let mut name = node.child_by_field_name("declarator").or(node.child_by_field_name("name"));
            while let Some(inner) = name.and_then(|name| name.child_by_field_name("declarator")) {
                name = Some(inner);
            }
            names.extend(name.map(|name| source[name.byte_range()].to_owned()));
        }
        if cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return names;
            }
        }
    }
}
