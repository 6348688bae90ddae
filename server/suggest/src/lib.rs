//! Suggestions: where the cursor is, what fits there, what the model says, and the verdict on it.
//!
//! Every test of this crate runs with a scripted model; candle is not among its dependencies.
//! A [`Suggestion`] comes from a table candidate or from a draft with a verdict; there is no third way.

mod candidates;
mod complete;
mod constrain;
mod context;
mod generate;
mod header;
mod indent;
mod known;
mod origin;
mod pins;
mod probe;
mod prompt;
mod rank;
mod recall;
mod scan;
mod scope;
mod stop;
mod trigger;
mod verify;

pub use candidates::{Candidate, CandidateKind, Match, Relevance, candidates};
pub use complete::{Completion, Rejected, Request, Suggestion, Timing, VerdictKind, complete, complete_text};
pub use context::{Argument, CursorContext, PinSlot, Place, describe_context};
pub use generate::{
    GenerateRequest, Generated, InsertRequest, Inserted, Library, PinChoice, Refused, Wire, generate, generate_recipe, insert,
    recipe_names, wish_at,
};
pub use header::{header, libraries};
pub use origin::{Origin, OriginIndex, PASSAGE};
pub use prompt::{PROMPT_FORMAT, Prompt, Spent, prompt, text_prompt};
pub use rank::RankFacts;
pub use recall::Recall;
pub use scope::Receiver;
pub use trigger::{is_welcome, next_line};

#[cfg(test)]
mod testing;
