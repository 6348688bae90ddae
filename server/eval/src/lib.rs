//! How good completion is, measured on real files.
//!
//! [`places`](places::places) takes code away at random places of a file, by kind of place, and asks for it again;
//! [`replay`](replay::replay) types a file and counts the keys that suggestions save. What answers is a
//! [`Completer`]: the model with or without checks, an n-gram model with the same tokens, or the tables alone.
//! [`Report`](report::Report) adds up.
//!
//! Everything is drawn from a file's name and text, so the same files give the same places on every machine.

pub mod completer;
pub mod places;
pub mod replay;
pub mod report;
pub mod sample;

pub use completer::{Completer, ModelCompleter, NgramCompleter, Shown, TablesCompleter};
pub use places::{Answer, Kind, Place};
pub use report::Report;
pub use sample::Sample;
