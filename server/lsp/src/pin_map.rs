//! `boardwise/pinMap`: who uses which pin for what.

use ide::{Analysis, PinMap, Wish};
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
}

/// The answer: that of `boardwise pins --project DIR --format json`.
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
}

impl PinMaps {
    /// Answers for a document.
    pub(crate) fn new(analysis: &Analysis, params: &PinMapParams) -> Self {
        let maps = analysis.pin_maps();
        if !params.svg {
            return Self { version: 1, maps, svg: Vec::new(), functions: Vec::new() };
        }
        let wish = params.wish.as_deref().and_then(Wish::parse);
        let pictures = ide::pictures(&maps, std::slice::from_ref(analysis), wish);
        Self {
            version: 1,
            svg: pictures.iter().map(ide::svg).collect(),
            functions: Wish::ALL.iter().map(|(_, word, name)| (*word, *name)).collect(),
            maps,
        }
    }
}
