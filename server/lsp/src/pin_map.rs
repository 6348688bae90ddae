//! `boardwise/pinMap`: who uses which pin for what.

use ide::PinMap;
use serde::{Deserialize, Serialize};
use tower_lsp_server::gen_lsp_types::Uri;

/// Parameters of the request.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct PinMapParams {
    /// A document of the project.
    pub(crate) uri: Uri,
}

/// The answer: that of `boardwise pins --project DIR --format json`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct PinMaps {
    /// Version of this format.
    pub(crate) version: u32,
    /// A map for each target, the active one first.
    pub(crate) maps: Vec<PinMap>,
}
