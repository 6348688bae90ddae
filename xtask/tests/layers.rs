//! Reads every manifest of the workspace and fails when somebody imports what they may not.
//!
//! The rules are those of ARCHITECTURE.md, "Who may import whom". Development dependencies are
//! free where they only serve tests, except candle and protocol types, which may appear nowhere else.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// For each crate, the crates of ours that it may depend on.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("boards", &[]),
    ("grammars", &[]),
    ("importer", &["boards", "grammars"]),
    ("decode", &[]),
    ("model", &["decode"]),
    ("remote", &["decode"]),
    ("document", &["grammars"]),
    ("check", &["document", "grammars", "boards"]),
    ("suggest", &["check", "document", "grammars", "boards", "decode"]),
    ("ide", &["suggest", "check", "document", "grammars", "importer", "boards", "decode", "model", "remote"]),
    ("lsp", &["ide"]),
    ("eval", &["ide"]),
    ("boardwise", &["lsp", "ide", "eval"]),
    ("fixture", &["document", "grammars", "boards"]),
    ("golden", &["check", "document", "grammars", "boards", "fixture"]),
    ("e2e", &[]),
    ("xtask", &["boards", "check", "ide"]),
];

/// Foreign crates that belong to one crate of ours alone.
const BELONGS_TO: &[(&str, &str)] = &[
    ("candle-core", "model"),
    ("candle-nn", "model"),
    ("candle-transformers", "model"),
    ("tokenizers", "model"),
    ("tower-lsp-server", "lsp"),
    ("lsp-types", "lsp"),
    ("ls-types", "lsp"),
    // Connections are opened by one crate alone, and only to a server that the user names.
    ("ureq", "remote"),
    ("clap", "boardwise"),
];

/// Crates that open network connections; nobody has business with them.
const FORBIDDEN: &[&str] = &["reqwest", "hyper", "hf-hub", "curl", "openssl", "rustls"];

/// Tools that are never shipped: they may parse arguments.
const TOOLS: &[&str] = &["xtask"];

fn workspace() -> BTreeMap<String, toml::Value> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace");
    let read = |path: &Path| -> toml::Value {
        let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    let manifest = read(&root.join("Cargo.toml"));
    let members = manifest["workspace"]["members"].as_array().expect("members").clone();
    members
        .iter()
        .map(|member| {
            let manifest = read(&root.join(member.as_str().expect("a path")).join("Cargo.toml"));
            (manifest["package"]["name"].as_str().expect("a name").to_owned(), manifest)
        })
        .collect()
}

fn dependencies(manifest: &toml::Value, table: &str) -> BTreeSet<String> {
    manifest.get(table).and_then(toml::Value::as_table).map(|table| table.keys().cloned().collect()).unwrap_or_default()
}

#[test]
fn crates_import_only_what_the_house_allows() {
    let crates = workspace();
    let ours: BTreeSet<&str> = crates.keys().map(String::as_str).collect();
    for (name, manifest) in &crates {
        let allowed = MAY_IMPORT
            .iter()
            .find(|(who, _)| who == name)
            .unwrap_or_else(|| panic!("{name} is new: say in xtask/tests/layers.rs and ARCHITECTURE.md what it may import"))
            .1;
        for dependency in dependencies(manifest, "dependencies") {
            if ours.contains(dependency.as_str()) {
                assert!(allowed.contains(&dependency.as_str()), "{name} may not depend on {dependency}: see ARCHITECTURE.md");
            }
        }
    }
    for (name, _) in MAY_IMPORT {
        assert!(ours.contains(name), "{name} is in the list but not in the workspace");
    }
}

#[test]
fn foreign_crates_stay_where_they_belong() {
    for (name, manifest) in &workspace() {
        for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for dependency in dependencies(manifest, table) {
                if let Some((_, owner)) = BELONGS_TO.iter().find(|(foreign, _)| *foreign == dependency) {
                    let is_tool = dependency == "clap" && TOOLS.contains(&name.as_str());
                    assert!(name == owner || is_tool, "{dependency} appears in {name}; only {owner} may use it");
                }
                assert!(!FORBIDDEN.contains(&dependency.as_str()), "{name} depends on {dependency}: the product opens no connections");
            }
        }
    }
}

#[test]
fn unsafe_code_stays_in_its_modules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace");
    // Modules that may hold `unsafe`, each with its reason at the top of the file.
    let may: &[&str] = &["server/cli/src/threads.rs", "models/model/src/kernels.rs"];
    let mut stack = vec![root.to_path_buf()];
    while let Some(folder) = stack.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder").flatten() {
            let path = entry.path();
            let name = entry.file_name();
            if path.is_dir() {
                if !["target", ".git", "node_modules", ".work"].iter().any(|skip| name == *skip) {
                    stack.push(path);
                }
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let relative = path.strip_prefix(root).expect("below the root").to_string_lossy().replace('\\', "/");
                let text = std::fs::read_to_string(&path).expect("UTF-8 source");
                let opens = text.lines().any(|line| line.trim_start().contains("allow(unsafe_code)"));
                assert!(
                    !opens || may.contains(&relative.as_str()) || relative == "xtask/tests/layers.rs",
                    "{relative} opens the door to unsafe code"
                );
            }
        }
    }
}
