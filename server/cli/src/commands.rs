//! One file per verb.

pub mod bench;
pub mod boards;
pub mod check;
pub mod complete;
pub mod doctor;
pub mod eval;
pub mod explain;
pub mod generate;
pub mod lsp;
pub mod model;
pub mod pins;
pub mod stats;
pub mod tune;
pub mod watch;
