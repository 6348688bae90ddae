//! The embedded tables and the lookups over them.

use std::sync::Arc;

use crate::{Board, RuntimeKind, Target, UnknownBoard};

/// All boards, chips and runtimes; parsed on first use, one board at a time.
#[derive(Debug)]
pub struct Tables {}

impl Tables {
    /// The tables built into this binary.
    pub fn embedded() -> &'static Self {
        static TABLES: Tables = Tables {};
        &TABLES
    }

    /// All boards, sorted by id.
    pub fn boards(&self) -> Vec<Arc<Board>> {
        Vec::new()
    }

    /// A board by PlatformIO id, FQBN or MicroPython name (ASCII case ignored).
    pub fn board(&self, name: &str) -> Result<Arc<Board>, UnknownBoard> {
        Err(UnknownBoard { name: name.to_owned(), suggestions: Vec::new() })
    }

    /// The target for a board and a language; `runtime` is `name@version` with any prefix of the
    /// version (`arduino-esp32@2.0`), or `None` for the board's default.
    pub fn target(&self, board: &str, kind: RuntimeKind, runtime: Option<&str>) -> Result<Target, TargetError> {
        let _ = (kind, runtime);
        Err(TargetError::UnknownBoard(self.board(board).unwrap_err()))
    }
}

/// Why there is no target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TargetError {
    /// Nobody knows the board.
    UnknownBoard(UnknownBoard),
    /// The board exists, but nothing of this kind runs on it.
    NoRuntime {
        /// Board id.
        board: String,
        /// What was asked for.
        wanted: String,
        /// Runtimes that do run on it.
        available: Vec<String>,
    },
}
