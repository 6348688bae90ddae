//! Suggestions: where the cursor is, what fits there, what the model says, and the verdict on it.
//!
//! Every test of this crate runs with a scripted model; candle is not among its dependencies.
//! A [`Suggestion`] comes from a table candidate or from a draft with a verdict; there is no third way.

mod complete;
mod generate;

pub use complete::{Completion, Rejected, Request, Suggestion, Timing, VerdictKind, complete};
pub use generate::{Generated, GenerateRequest, PinChoice, Refused, generate};
