//! What a project's own files declare, beside what the tables do.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::Function;
use crate::declarations::{LazyDeclarations, name_of_line, names_in};
use crate::packed;

/// A header may come along with another: that it is not included says nothing.
const HEAD: &str = "% transitive\n";

/// Declarations read from a project's own files, in the form of an API table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectPart(pub(crate) Arc<LazyDeclarations>);

impl ProjectPart {
    /// Takes an API text over. It is parsed here, where the file was read, not where a name is looked up.
    pub fn new(text: String) -> Self {
        let part = LazyDeclarations::new(text);
        part.get();
        Self(Arc::new(part))
    }
}

/// Declarations of all files of a program in one part, which every file of it shares. A file that is
/// itself among them sees the part without what it declares: see [`crate::Target::without`].
///
/// Time and memory are those of the text, however many files look.
#[derive(Debug)]
pub struct SharedPart {
    part: ProjectPart,
    /// Where each file's text lies in the part's.
    files: Vec<Range<usize>>,
    /// For each name, by its hash, the files that declare it, in order.
    declared_in: FxHashMap<u32, Vec<u32>>,
}

/// A shared part as one of its files sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Without {
    /// Place of the shared part among the API's.
    pub(crate) place: usize,
    /// Names that the file declares: what the part says of them does not count.
    pub(crate) names: FxHashSet<String>,
    /// What the other files say of these names.
    pub(crate) rest: Arc<LazyDeclarations>,
    /// Of the functions among them, those that the core has too, with the signatures of both.
    pub(crate) overloads: FxHashMap<String, Function>,
}

impl SharedPart {
    /// The API texts of the files, in order; `None` when they declare nothing.
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<Self> {
        let mut text = HEAD.to_owned();
        let mut files = Vec::new();
        let mut declared_in: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (at, file) in (0..).zip(texts) {
            files.push(text.len()..text.len() + file.len());
            text.push_str(file);
            for name in names_in(file) {
                let declaring = declared_in.entry(packed::hash(name)).or_default();
                if declaring.last() != Some(&at) {
                    declaring.push(at);
                }
            }
        }
        (text.len() > HEAD.len()).then(|| Self { part: ProjectPart::new(text), files, declared_in })
    }

    /// The declarations of all files.
    pub fn part(&self) -> &ProjectPart {
        &self.part
    }

    /// The names that a file declares, and what the others say of them. `None` when it declares nothing.
    pub(crate) fn without(&self, file: usize) -> Option<(FxHashSet<String>, Arc<LazyDeclarations>)> {
        let text = self.part.0.plain();
        let names: FxHashSet<String> = names_in(&text[self.files.get(file)?.clone()]).map(str::to_owned).collect();
        if names.is_empty() {
            return None;
        }
        let declaring = names.iter().filter_map(|name| self.declared_in.get(&packed::hash(name))).flatten();
        let mut others: Vec<usize> = declaring.filter_map(|other| usize::try_from(*other).ok()).filter(|other| *other != file).collect();
        others.sort_unstable();
        others.dedup();
        let mut rest = HEAD.to_owned();
        for other in others {
            // Each text begins outside of any header.
            rest.push_str("@\n");
            let mut is_kept = false;
            for line in text[self.files[other].clone()].lines() {
                if !line.starts_with(' ') {
                    is_kept = line.starts_with('@') || name_of_line(line).is_some_and(|name| names.contains(name));
                }
                if is_kept {
                    rest.push_str(line);
                    rest.push('\n');
                }
            }
        }
        Some((names, Arc::new(LazyDeclarations::new(rest))))
    }
}

#[cfg(test)]
mod tests {
    use crate::{RuntimeKind, SharedPart, Tables, Target};

    fn target() -> Target {
        Tables::embedded().target("uno", RuntimeKind::Arduino, None).expect("a target")
    }

    #[test]
    fn a_file_sees_the_others_and_not_itself() {
        let texts = [
            "@ a.h\nfn both(int a)\nfn pinMode(int a, int b, int c)\nclass A complete\n  fn one()\nconst ONLY_A = 1\n",
            "@ b.h\nfn both(int a, int b)\nclass A complete\n  fn two()\nclass B complete\n",
            "@ c.h\nconst C = 3\n",
        ];
        let shared = SharedPart::new(texts).expect("declarations");
        let all = target().with_project(std::slice::from_ref(shared.part()));
        let api = &all.runtime.api;
        assert_eq!(api.function("both").unwrap().signatures.len(), 2);
        assert_eq!(api.function("pinMode").unwrap().signatures.len(), 2);
        assert!(api.class("A").unwrap().members[0].name == "two");
        for (file, text) in texts.iter().enumerate() {
            let seen = all.without(&shared, file);
            let others: String = (0..3).filter(|at| *at != file).map(|at| texts[at]).collect();
            let expected = target().with_project(&[crate::ProjectPart::new(format!("% transitive\n{others}"))]);
            let (seen, expected) = (&seen.runtime.api, &expected.runtime.api);
            for name in ["both", "pinMode", "A", "B", "ONLY_A", "C", "a.h", "b.h", "c.h", "digitalWrite"] {
                assert_eq!(seen.function(name), expected.function(name), "{name} without {text}");
                assert_eq!(seen.class(name), expected.class(name), "{name} without {text}");
                assert_eq!(seen.constant(name), expected.constant(name), "{name} without {text}");
                assert_eq!(seen.has_header(name), expected.has_header(name), "{name} without {text}");
                assert_eq!(seen.declared_in(name), expected.declared_in(name), "{name} without {text}");
                assert_eq!(seen.is_of_project(name), expected.is_of_project(name), "{name} without {text}");
                assert_eq!(seen.names_of_header(name), expected.names_of_header(name), "{name} without {text}");
            }
            let sorted = |api: &crate::Api| {
                let mut names: Vec<String> =
                    api.functions().map(|(name, function)| format!("{name} {}", function.signatures.len())).collect();
                names.extend(api.classes().map(|class| format!("{} {}", class.name, class.members.len())));
                names.extend(api.constants().map(str::to_owned));
                names.sort();
                names
            };
            assert_eq!(sorted(seen), sorted(expected), "without {text}");
        }
    }

    #[test]
    fn nothing_is_no_part() {
        assert!(SharedPart::new([]).is_none());
        assert!(SharedPart::new(["", ""]).is_none());
    }
}
