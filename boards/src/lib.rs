//! Pin and API tables: what each board can do on each pin, and which names each runtime has.
//!
//! Layers: [`Chip`] (silicon) → [`Board`] (the thing on the desk) → [`Runtime`] (Arduino core or
//! MicroPython port, with a version) → libraries. A question about "does this exist here?" is asked
//! of a [`Target`], which is a board plus a runtime. This crate knows nothing of source text.
//!
//! The facts live in `data/`, one folder a chip, board or runtime; `cargo xtask codegen` turns them
//! into the embedded tables. Every fact names its source.

mod api;
mod board;
mod chip;
mod declarations;
mod embedded;
mod family;
mod names;
mod overlay;
mod packed;
mod pin;
mod project;
pub mod record;
pub mod source;
mod speakers;
pub mod tables;
mod target;

pub use api::{Api, Changed, Class, Function, Library, Member, MemberKind, Module, Removed, Signature};
pub use board::{Board, BusDefault, End, FixedWiring, Layout, Section};
pub use chip::{Chip, Family};
pub use overlay::Overlay;
pub use pin::{Caution, CautionKind, Pin};
pub use project::{ProjectPart, SharedPart};
pub use tables::{BoardName, Tables, TargetError};
pub use target::{AnalogInput, Runtime, RuntimeKind, Target, UnknownBoard};
