//! The engine behind every surface: documents, targets, features as plain values.
//!
//! [`Host`] is the mutable side with one owner; [`Analysis`] is an immutable view of one file for
//! workers; [`Engine`] owns the model and belongs to one thread. Everything here speaks byte
//! offsets and plain structs; protocol types live in `lsp`, printing in the command line.

mod analysis;
mod engine;
mod explain;
mod host;
mod hover;
mod inlay;
mod linker;
mod models;
mod pin_map;
pub mod project;
mod random;
mod rule_page;
mod settings;
mod signature;
mod stamp;
pub mod stats;
mod svg_text;
mod targets;
mod tune;
mod user_data;
mod wiring;

pub use analysis::{Analysis, CodeAction, unknown_board_line};
pub use boards::{Board, CautionKind, Family, Overlay, Pin, RuntimeKind, Tables, Target, TargetError};
pub use check::{Edit, Evidence, Finding, Fix, Related, Severity};
pub use check::{Rule, rules};
pub use decode::{Cancel, Canceller, LanguageModel, NGRAM_ORDER, NgramCounts, NgramModel, ScriptedModel};
pub use document::{BadEdit, Document, Language, Snapshot, Span, position};
pub use engine::{Engine, EngineError, InlineOptions, ModelInfo, generate};
pub use explain::Explanation;
pub use host::Host;
pub use hover::{Hover, capabilities, first_source, signature_text};
pub use importer::{ImportError, Imported, Options as ImportOptions, import};
pub use inlay::InlayHint;
pub use model::{THREADS_VARIABLE, kernels, threads};
pub use models::{AddedModel, BUILT_IN_NAME, Models};
pub use pin_map::columns::columns;
pub use pin_map::picture::{Mark, Picture, PictureSection, PinPlace, Place, PlaceUse};
pub use pin_map::svg::svg;
pub use pin_map::{MappedPin, PinConflict, PinFinding, PinMap, PinMapCaution, PinOrigin, PinSite, PinWiring, Wish, pictures, pin_maps};
pub use project::code::{ProjectCode, Reading};
pub use project::{Define, Detected, DetectedBy, Program, Project, firmware_programs, language_of, program_of, programs, sources_below};
pub use random::Random;
pub use rule_page::rule_page;
pub use settings::{Settings, UserText};
pub use signature::SignatureHelp;
pub use suggest::{
    Candidate, CandidateKind, Completion, GenerateRequest, Generated, InsertRequest, Inserted, Library, Origin, PASSAGE, PinChoice,
    RankFacts, Refused, Rejected, Suggestion, Timing, VerdictKind, Wire,
};
pub use targets::{is_board_file, tables_for, with_board_files};
pub use tune::{Bits, HeldOut, OwnCode, Tuning, reasons};
pub use user_data::{DATA_VARIABLE, UserTables, data_folder, import_folder, user_tables};
pub use wiring::wiring_svg;
