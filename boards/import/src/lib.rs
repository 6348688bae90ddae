//! Reads what others have written about boards and libraries into the form of the tables: C++ headers,
//! Python modules and stubs, Arduino cores, PlatformIO manifests, MicroPython ports.
//!
//! [`header`] and [`module`] turn one text into declarations and touch no file. [`import`] reads a whole
//! folder and writes what it found into the user's data folder, or nothing.

mod arduino;
mod cpp;
mod draft;
mod import;
mod library;
mod listed;
mod micropython;
mod platformio;
mod preprocess;
mod python;
mod text;

pub use cpp::{Header, header};
pub use draft::{ImportError, Imported};
pub use import::{Options, import};
pub use library::library_head;
pub use python::module;
