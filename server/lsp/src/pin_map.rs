//! `boardwise/pinMap`: who uses which pin for what, in the program of a document or in another one
//! of its project.

use std::sync::Arc;

use ide::{Analysis, PinMap, Program, Wish};
use serde::{Deserialize, Serialize};
use tower_lsp_server::gen_lsp_types::Uri;

/// Parameters of the request.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct PinMapParams {
    /// A document of the project.
    pub(crate) uri: Uri,
    /// Whether drawings are wanted beside the maps.
    #[serde(default)]
    pub(crate) svg: bool,
    /// Function for which free pins are highlighted: one of the words of [`Wish::ALL`].
    #[serde(default, rename = "for")]
    pub(crate) wish: Option<String>,
    /// The program whose pins are wanted, by [`ProgramName::id`]; that of the document without one.
    #[serde(default)]
    pub(crate) program: Option<String>,
}

/// A program of a project with its files as they are now, saved or not.
#[derive(Debug)]
pub(crate) struct ProgramView {
    /// All programs of the project, that of the document first.
    pub(crate) programs: Arc<[Program]>,
    /// The one that is looked at.
    pub(crate) chosen: usize,
    /// It, by one of its files.
    pub(crate) analysis: Analysis,
}

/// A program to choose from.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct ProgramName {
    /// For [`PinMapParams::program`].
    pub(crate) id: String,
    /// Its folder below that of the project, or the folder's own name.
    pub(crate) name: String,
    /// `arduino` or `micropython`.
    pub(crate) language: &'static str,
}

/// Tells the programs of a project apart.
pub(crate) fn program_id(program: &Program) -> String {
    format!("{} {}", program.language.name(), program.root.display())
}

fn program_names(programs: &[Program]) -> Vec<ProgramName> {
    // What all folders begin with says nothing.
    let roots = || programs.iter().map(|program| program.root.as_path());
    let common = roots().next().and_then(|first| first.ancestors().find(|folder| roots().all(|root| root.starts_with(folder))));
    programs
        .iter()
        .map(|program| {
            let below = common.and_then(|common| program.root.strip_prefix(common).ok()).filter(|below| !below.as_os_str().is_empty());
            let own = || program.root.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let name = below.map_or_else(own, |below| below.display().to_string());
            ProgramName { id: program_id(program), name, language: program.language.name() }
        })
        .collect()
}

/// The answer: that of `boardwise pins --project DIR --format json` for one program, and what else
/// there is to choose from.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PinMaps {
    /// Version of this format.
    pub(crate) version: u32,
    /// A map for each target, the active one first.
    pub(crate) maps: Vec<PinMap>,
    /// A drawing of each map, when asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) svg: Vec<String>,
    /// The functions that pins can be sought for, as (word, name), when drawings are asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) functions: Vec<(&'static str, &'static str)>,
    /// The programs of the project, that of the document first.
    pub(crate) programs: Vec<ProgramName>,
    /// Which of them the maps are of.
    pub(crate) program: usize,
}

impl PinMaps {
    /// Answers for a program.
    pub(crate) fn new(view: &ProgramView, params: &PinMapParams) -> Self {
        let maps = view.analysis.pin_maps();
        let (mut svg, mut functions) = (Vec::new(), Vec::new());
        if params.svg {
            let wish = params.wish.as_deref().and_then(Wish::parse);
            svg = ide::pictures(&maps, std::slice::from_ref(&view.analysis), wish).iter().map(ide::svg).collect();
            functions = Wish::ALL.iter().map(|(_, word, name)| (*word, *name)).collect();
        }
        Self { version: 1, maps, svg, functions, programs: program_names(&view.programs), program: view.chosen }
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use ide::Language;

    use super::*;

    #[test]
    fn programs_are_called_by_what_tells_them_apart() {
        let named = |roots: &[&str]| {
            let program = |root: &&str| Program { root: PathBuf::from(root), language: Language::Arduino, files: Vec::new() };
            let programs: Vec<Program> = roots.iter().map(program).collect();
            program_names(&programs).into_iter().map(|it| it.name).collect::<Vec<_>>()
        };
        assert_eq!(named(&["/p/green/node", "/p/green/hub"]), ["node", "hub"]);
        assert_eq!(named(&["/p/green", "/p/green/nodes/one"]), ["green", "nodes/one"]);
        assert_eq!(named(&["/p/green"]), ["green"]);
        assert_eq!(named(&["/p/a/x", "/p/b/x"]), ["a/x", "b/x"]);
    }
}
