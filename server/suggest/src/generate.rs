//! A task in words and a target give a program: retrieval, recipe holes, model, verdict.

use boards::Target;
use check::Finding;
use decode::{Cancel, LanguageModel};
use grammars::Language;

/// A wish for a program.
#[derive(Debug, Clone)]
pub struct GenerateRequest<'a> {
    /// The task in the user's words.
    pub task: &'a str,
    /// The board and runtime.
    pub target: &'a Target,
    /// Language of the program.
    pub language: Language,
}

/// Why a pin was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinChoice {
    /// What is connected: `LED`, `SDA`, `servo signal`.
    pub signal: String,
    /// Pin number.
    pub pin: u16,
    /// Reason in a sentence.
    pub why: String,
}

/// A program that passed the rules.
#[derive(Debug, Clone, PartialEq)]
pub struct Generated {
    /// The program.
    pub code: String,
    /// Pins used and why.
    pub pins: Vec<PinChoice>,
    /// Libraries needed: (name, how to install).
    pub libraries: Vec<(String, String)>,
    /// Recipes that stand behind it.
    pub recipes: Vec<String>,
    /// `model` when the model's adaptation was clean, `composed` when the recipe alone was used.
    pub path: String,
    /// Warnings and hints that remain.
    pub findings: Vec<Finding>,
    /// What was understood differently from the words, if anything, in a sentence.
    pub note: Option<String>,
}

/// The board cannot do it, or nobody here knows how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Why, in hardware words.
    pub reason: String,
    /// The closest thing that can be done.
    pub alternative: String,
}

/// Writes a program for the task. `model` may be absent: recipes then stand alone.
///
/// # Errors
/// [`Refused`] when the board cannot do what is asked or no recipe comes close.
pub fn generate(
    request: &GenerateRequest<'_>,
    model: Option<&mut dyn LanguageModel>,
    cancel: &Cancel,
) -> Result<Generated, Refused> {
    let _ = (model, cancel);
    Err(Refused { reason: format!("no recipe for “{}”", request.task), alternative: String::new() })
}
