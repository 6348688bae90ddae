//! Requests for what people read: the list of boards, the page of a rule.

use std::collections::HashMap;

use ide::Tables;
use serde::{Deserialize, Serialize};

/// The answer to `boardwise/boards`.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Boards {
    boards: Vec<BoardItem>,
}

/// A board as a picker shows it.
#[derive(Debug, Clone, Serialize)]
struct BoardItem {
    /// Board id.
    id: String,
    /// Name on the box.
    name: String,
    /// Chip in running text: `ESP32-S3`.
    chip: String,
    /// `esp32`, `avr` …
    family: &'static str,
    /// Every name that it answers to.
    ids: Vec<String>,
}

/// All boards of the tables.
pub(crate) fn boards() -> Boards {
    let tables = Tables::embedded();
    let mut chips: HashMap<String, (String, &'static str)> = HashMap::new();
    let boards = tables.listing().into_iter().map(|board| {
        let (chip, family) = chips
            .entry(board.chip.clone())
            .or_insert_with(|| tables.chip(&board.chip).map_or((board.chip.clone(), ""), |chip| (chip.name, chip.family.name())))
            .clone();
        BoardItem { id: board.id, name: board.name, chip, family, ids: board.ids }
    });
    Boards { boards: boards.collect() }
}

/// Parameters of `boardwise/rule`.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct RuleParams {
    /// Name of the rule.
    pub(crate) name: String,
}

/// A page of Markdown.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Page {
    /// The text.
    pub(crate) markdown: String,
}
