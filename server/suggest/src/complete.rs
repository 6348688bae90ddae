//! The whole path of an inline suggestion: context → prompt → draft → verdict → rank.

use std::time::{Duration, Instant};

use boards::Target;
use check::{Evidence, Finding, Severity};
use decode::{Cancel, Constraint as _, Draft, LanguageModel, Options, Stop, TextDraft, TextModel, n_best};
use document::{Snapshot, Span};

use crate::constrain::DraftConstraint;
use crate::context::CursorContext;
use crate::indent;
use crate::origin::Origin;
use crate::prompt::{prompt, text_prompt};
use crate::rank::RankFacts;
use crate::verify::{Judge, Passed, Verdict};

/// A wish for suggestions at a place.
#[derive(Debug, Clone, Copy)]
pub struct Request<'a> {
    /// The document.
    pub snapshot: &'a Snapshot,
    /// The board and runtime, if known.
    pub target: Option<&'a Target>,
    /// Byte offset of the cursor.
    pub offset: usize,
    /// Most suggestions wanted.
    pub max: usize,
    /// Whether several lines are welcome, or the rest of this line only.
    pub multiline: bool,
    /// Masks and verdict on; off only for measuring what they do.
    pub validate: bool,
    /// Whether a person asks for it here: then it may be in a string.
    pub asked: bool,
}

/// How a suggestion stands with the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerdictKind {
    /// Adds no finding.
    Clean,
    /// Adds warnings or hints only.
    Warned,
}

/// Text that may be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Suggestion {
    /// Bytes to replace (empty at the cursor for plain insertion).
    pub span: Span,
    /// New text.
    pub text: String,
    /// Verdict.
    pub verdict: VerdictKind,
    /// Confidence between 0 and 1: [`RankFacts::score`].
    pub score: f32,
    /// What the confidence is made of.
    pub facts: RankFacts,
    /// New warnings and hints that it brings.
    pub warnings: Vec<Finding>,
    /// Table facts that stand behind it.
    pub evidence: Vec<Evidence>,
    /// Repositories of the training text that it repeats at length; filled by whoever has the index.
    pub origin: Vec<Origin>,
}

/// A draft that was hidden, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejected {
    /// What the model wrote.
    pub text: String,
    /// The rule that objects.
    pub rule: String,
    /// Its message.
    pub message: String,
}

/// Time by stage.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Timing {
    /// Building the prompt.
    pub prompt: Duration,
    /// Reading the prompt into the KV cache.
    pub prefill: Duration,
    /// Decoding without masks.
    pub decode: Duration,
    /// Masks and choosing.
    pub mask: Duration,
    /// Tokens that were chosen.
    pub n_masks: u32,
    /// Those whose choice took more than a millisecond.
    pub n_slow_masks: u32,
    /// Judging drafts.
    pub verify: Duration,
}

/// The answer.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Completion {
    /// Best first.
    pub suggestions: Vec<Suggestion>,
    /// What was hidden.
    pub rejected: Vec<Rejected>,
    /// Where the time went.
    pub timing: Timing,
    /// Set when the request was cancelled: the rest is then incomplete.
    pub cancelled: bool,
    /// Why the model said nothing, when it failed: one line.
    pub problem: Option<String>,
}

/// Longest answers, in tokens.
const MAX_LINE: usize = 48;
const MAX_BLOCK: usize = 128;
/// A draft is not worth going on with behind a token less probable than this.
const MIN_PROBABILITY: f32 = 0.02;
/// What each token of a server that tells no probabilities is taken for.
const UNKNOWN_LOGPROB: f32 = -0.35;
/// Drafts that are decoded when the first is not enough.
const MAX_DRAFTS: usize = 3;

/// Suggests a continuation at the cursor. Cannot fail: a broken model gives an empty completion.
///
/// The same request to the same model gives the same bytes.
pub fn complete(request: &Request<'_>, model: &mut dyn LanguageModel, cancel: &Cancel) -> Completion {
    let started = Instant::now();
    let Request { snapshot, target, max, multiline, validate, .. } = *request;
    let context = CursorContext::new(snapshot, target, request.offset);
    if !context.invites_draft(request.asked) || max == 0 {
        return Completion::default();
    }
    let offset = context.word.end;
    let n_answer = if multiline { MAX_BLOCK } else { MAX_LINE };
    let prompt = prompt(snapshot, target, offset, model, n_answer);
    let mut constraint = DraftConstraint::new(snapshot, target, &context, multiline, validate);
    let options = Options { min_probability: MIN_PROBABILITY, ..Options::greedy(n_answer) };
    let judge = validate.then(|| Judge::new(snapshot, target, offset));
    let mut completion = Completion::default();
    completion.timing.prompt = started.elapsed();

    // The likeliest draft is enough, unless more are wanted or it must be hidden.
    let mut seen: Vec<String> = Vec::new();
    for n_drafts in [max.min(MAX_DRAFTS), MAX_DRAFTS] {
        if completion.cancelled || !completion.suggestions.is_empty() || seen.len() >= n_drafts {
            break;
        }
        for draft in n_best(model, &prompt.tokens, &prompt.healing, &mut constraint, &options, n_drafts, cancel) {
            completion.timing.prefill += draft.timings.prefill;
            completion.timing.decode += draft.timings.decode;
            completion.timing.mask += draft.timings.mask;
            completion.timing.n_masks += draft.timings.n_masks;
            completion.timing.n_slow_masks += draft.timings.n_slow_masks;
            completion.cancelled |= draft.stop == Stop::Cancelled;
            if let Stop::Failed(why) = &draft.stop {
                completion.problem.get_or_insert_with(|| why.clone());
            }
            let text = constraint.finish(&draft.text, &draft.stop);
            if draft.stop == Stop::Cancelled || text.trim().is_empty() {
                continue;
            }
            let text = indent::fit(snapshot, offset, text);
            if seen.contains(&text) {
                continue;
            }
            let started = Instant::now();
            add(&mut completion, judge.as_ref(), offset, &text, &draft);
            seen.push(text);
            completion.timing.verify += started.elapsed();
        }
        // Nothing came, nothing was hidden: asking again would not help.
        if completion.rejected.is_empty() {
            break;
        }
    }
    completion.suggestions.sort_by(|a, b| b.score.total_cmp(&a.score));
    completion.suggestions.truncate(max);
    completion
}

/// Suggests a continuation by a model that answers in text. No mask bends what it writes, so the verdict alone
/// stands between it and the person: the same verdict.
pub fn complete_text(request: &Request<'_>, model: &mut dyn TextModel, cancel: &Cancel) -> Completion {
    let started = Instant::now();
    let Request { snapshot, target, max, multiline, validate, .. } = *request;
    let context = CursorContext::new(snapshot, target, request.offset);
    if !context.invites_draft(request.asked) || max == 0 {
        return Completion::default();
    }
    let offset = context.word.end;
    let n_answer = if multiline { MAX_BLOCK } else { MAX_LINE };
    let prompt = text_prompt(snapshot, target, offset, model.format(), n_answer);
    let mut constraint = DraftConstraint::new(snapshot, target, &context, multiline, validate);
    let judge = validate.then(|| Judge::new(snapshot, target, offset));
    let mut completion = Completion::default();
    completion.timing.prompt = started.elapsed();

    let started = Instant::now();
    let stop: &[&str] = if multiline { &[] } else { &["\n"] };
    let drafts = match model.drafts(&prompt, max.min(MAX_DRAFTS), n_answer, stop, cancel) {
        Ok(drafts) => drafts,
        Err(why) => {
            completion.cancelled = cancel.is_cancelled();
            completion.problem = Some(why).filter(|_| !completion.cancelled);
            return completion;
        }
    };
    completion.timing.decode = started.elapsed();
    let started = Instant::now();
    let mut seen: Vec<String> = Vec::new();
    for TextDraft { text, logprobs, is_finished } in drafts {
        // Where the token loop would have stopped; a server cannot be told that.
        let cut = (1..=text.len()).filter(|&end| text.is_char_boundary(end)).find_map(|end| constraint.stop(&text.as_bytes()[..end]));
        let stop = match cut {
            Some(_) => Stop::Constraint,
            None if is_finished => Stop::EndOfText,
            None => Stop::Limit,
        };
        let kept = text.get(..cut.unwrap_or(text.len())).unwrap_or(&text);
        let logprobs: Vec<f32> = match &logprobs[..] {
            // A server that says nothing of its confidence is believed half.
            [] => vec![UNKNOWN_LOGPROB; (kept.len() / 3).max(1)],
            told => {
                let mut at = 0;
                let begins_inside = |&&(bytes, _): &&(usize, f32)| {
                    let begins = at < kept.len().max(1);
                    at += bytes;
                    begins
                };
                told.iter().take_while(begins_inside).map(|&(_, logprob)| logprob).collect()
            }
        };
        let draft =
            Draft { text: kept.to_owned(), tokens: Vec::new(), logprobs, stop, n_backtracks: 0, timings: decode::Timings::default() };
        let text = constraint.finish(&draft.text, &draft.stop);
        if text.trim().is_empty() {
            continue;
        }
        let text = indent::fit(snapshot, offset, text);
        if !seen.contains(&text) {
            add(&mut completion, judge.as_ref(), offset, &text, &draft);
            seen.push(text);
        }
    }
    completion.timing.verify = started.elapsed();
    completion.suggestions.sort_by(|a, b| b.score.total_cmp(&a.score));
    completion.suggestions.truncate(max);
    completion
}

/// Judges a draft and files it with the suggestions or with the rejected.
fn add(completion: &mut Completion, judge: Option<&Judge<'_>>, offset: usize, text: &str, draft: &Draft) {
    let is_finished = matches!(draft.stop, Stop::EndOfText | Stop::Constraint);
    let verdict = match judge {
        Some(judge) => judge.verdict(text, is_finished),
        None => Verdict::Passed(Passed { text: text.to_owned(), warnings: Vec::new(), evidence: Vec::new(), n_swaps: 0 }),
    };
    match verdict {
        Verdict::Rejected { rule, message } => completion.rejected.push(Rejected { text: text.to_owned(), rule, message }),
        // A swap may lead to what another draft said at once.
        Verdict::Passed(passed) if completion.suggestions.iter().any(|other| other.text == passed.text) => {}
        Verdict::Passed(passed) => {
            let count = |severity| passed.warnings.iter().filter(|finding| finding.severity == severity).count();
            let logprobs = &draft.logprobs;
            let facts = RankFacts {
                mean_logprob: logprobs.iter().sum::<f32>() / logprobs.len().max(1) as f32,
                min_logprob: logprobs.iter().copied().fold(0.0, f32::min),
                n_tokens: logprobs.len(),
                is_finished,
                n_warnings: count(Severity::Warning),
                n_hints: count(Severity::Hint),
                n_swaps: passed.n_swaps,
            };
            completion.suggestions.push(Suggestion {
                span: Span::new(offset, offset),
                verdict: if passed.warnings.is_empty() { VerdictKind::Clean } else { VerdictKind::Warned },
                score: facts.score(),
                facts,
                text: passed.text,
                warnings: passed.warnings,
                evidence: passed.evidence,
                origin: Vec::new(),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use decode::{Canceller, ScriptedModel};
    use document::Document;
    use document::Language::{self, Arduino, MicroPython};

    use super::*;
    use crate::testing::fixture;

    fn run(board: &str, language: Language, text: &str, model: &mut ScriptedModel, change: impl Fn(&mut Request<'_>)) -> Completion {
        let fixture = fixture(board, language, text);
        let mut request = Request {
            snapshot: &fixture.snapshot,
            target: Some(&fixture.target),
            offset: fixture.offset,
            max: 1,
            multiline: false,
            validate: true,
            asked: false,
        };
        change(&mut request);
        complete(&request, model, &Cancel::never())
    }

    #[track_caller]
    fn suggests(board: &str, language: Language, text: &str, mut model: ScriptedModel, expected: &[&str]) -> Completion {
        let completion = run(board, language, text, &mut model, |_| {});
        let texts: Vec<&str> = completion.suggestions.iter().map(|suggestion| suggestion.text.as_str()).collect();
        assert_eq!(texts, expected, "{text}: {completion:#?}");
        completion
    }

    fn says(ending: &str, continuations: &[&str]) -> ScriptedModel {
        ScriptedModel::new().after_ranked(ending, continuations)
    }

    #[test]
    fn a_good_draft_is_shown_with_its_evidence() {
        let completion =
            suggests("esp32dev", Arduino, "void setup() {\n  pinMode(|\n}", says("pinMode(", &["25, OUTPUT);"]), &["25, OUTPUT);"]);
        let suggestion = &completion.suggestions[0];
        assert_eq!(suggestion.verdict, VerdictKind::Clean);
        assert!(
            suggestion.evidence.iter().any(|fact| fact.fact == "GPIO25 can be driven" && fact.table == "esp32dev/pins"),
            "{suggestion:#?}"
        );
    }

    #[test]
    fn a_pin_that_cannot_do_it_is_not_decoded() {
        let text = "void setup() {\n  pinMode(|, OUTPUT);\n}";
        suggests("esp32dev", Arduino, text, says("pinMode(", &["34", "25"]), &["25"]);
        suggests("esp32dev", Arduino, text, says("pinMode(", &["6", "99", "26"]), &["26"]);
        let raw = run("esp32dev", Arduino, text, &mut says("pinMode(", &["34", "25"]), |request| request.validate = false);
        assert_eq!(raw.suggestions[0].text, "34");
        assert!(raw.rejected.is_empty());
    }

    #[test]
    fn names_of_wrong_pins_are_not_decoded_either() {
        let text = "const int POT = 34;\nconst int RELAY = 25;\nvoid loop() {\n  analogRead(POT);\n  digitalWrite(|, HIGH);\n}";
        suggests("esp32dev", Arduino, text, says("digitalWrite(", &["POT", "RELAY"]), &["RELAY"]);
        suggests("esp32dev", Arduino, text, says("digitalWrite(", &["someone", "RELAY"]), &["someone"]);
    }

    #[test]
    fn names_that_nobody_declares_are_not_pins() {
        let text = "const int relay = 25;\nvoid setup() {\n  pinMode(|, OUTPUT);\n}\nvoid loop() {}";
        suggests("esp32dev", Arduino, text, says("pinMode(", &["LED_BUILTIN", "ledPin", "relay"]), &["relay"]);
        // A name that the draft itself declares is one.
        let text = "void setup() {\n  |\n}\nvoid loop() {}";
        let line = "for (int i = 2; i < 5; i++) tone(i, 9);";
        suggests("uno", Arduino, text, says("  ", &[line]), &[line]);
    }

    #[test]
    fn something_follows_a_dot() {
        let text = "from machine import Pin\nled = Pin(25, Pin.OUT)\nled.|";
        suggests("pico", MicroPython, text, says("led.", &["", "toggle()"]), &["toggle()"]);
        suggests("pico", MicroPython, text, says("led.", &[" = 1", "toggle()"]), &["toggle()"]);
        let text = "void setup() {\n  pinMode(|\n}";
        suggests("uno", Arduino, text, says("pinMode(", &[");", "13, OUTPUT);"]), &["13, OUTPUT);"]);
    }

    #[test]
    fn later_calls_of_a_draft_are_watched_too() {
        let model = says("  ", &["digitalWrite(35, HIGH);", "digitalWrite(32, HIGH);"]);
        suggests("esp32dev", Arduino, "void loop() {\n  |\n}", model, &["digitalWrite(32, HIGH);"]);
    }

    #[test]
    fn a_bad_pin_is_swapped_when_only_the_verdict_sees_it() {
        let completion =
            suggests("esp32dev", Arduino, "void setup() {\n  pinMode(|\n}", says("pinMode(", &["34, OUTPUT);"]), &["33, OUTPUT);"]);
        let suggestion = &completion.suggestions[0];
        assert!(suggestion.evidence.iter().any(|fact| fact.fact.contains("Use GPIO33")), "{suggestion:#?}");
        assert!(suggestion.score < 1.0);
    }

    #[test]
    fn lines_that_the_flash_may_need_are_not_suggested() {
        // A warning for a person, who may know the module.
        let text = "void setup() {\n  pinMode(|\n}";
        let completion = suggests("esp32dev", Arduino, text, says("pinMode(", &["9, OUTPUT);"]), &["18, OUTPUT);"]);
        assert_eq!(completion.suggestions[0].facts.n_swaps, 1);
        // What a person typed is theirs.
        suggests("esp32dev", Arduino, "void setup() {\n  pinMode(9|\n}", says("pinMode(9", &[", OUTPUT);"]), &[", OUTPUT);"]);
    }

    #[test]
    fn what_cannot_be_mended_is_hidden_with_its_reason() {
        // The mode is what is wrong here, and the pin was chosen by a person.
        let text = "#define POT 34\nvoid setup() {\n  |\n}\nvoid loop() { analogRead(POT); }";
        let completion = suggests("esp32dev", Arduino, text, says("  ", &["pinMode(POT, OUTPUT);"]), &[]);
        assert!(completion.rejected.iter().any(|rejected| rejected.rule == "input-only-pin-driven"), "{completion:#?}");
    }

    #[test]
    fn the_mode_follows_the_pin() {
        let text = "void setup() {\n  pinMode(34, |\n}";
        suggests("esp32dev", Arduino, text, says("34, ", &["OUTPUT);", "INPUT);"]), &["INPUT);"]);
    }

    #[test]
    fn members_that_do_not_exist_are_left_for_those_that_do() {
        let text = "from machine import Pin, PWM\nled = PWM(Pin(25))\nled.|";
        suggests("pico", MicroPython, text, says("led.", &["duty(512)", "duty_u16(32768)"]), &["duty_u16(32768)"]);
    }

    #[test]
    fn functions_that_are_gone_are_left_for_those_that_came() {
        let text = "void setup() {\n  |\n}";
        suggests(
            "esp32dev",
            Arduino,
            text,
            says("  ", &["ledcSetup(0, 5000, 8);", "ledcAttach(25, 5000, 8);"]),
            &["ledcAttach(25, 5000, 8);"],
        );
    }

    #[test]
    fn risky_pins_are_shown_and_marked() {
        let text = "void setup() {\n  pinMode(|, OUTPUT);\n}";
        let risky = suggests("esp32dev", Arduino, text, says("pinMode(", &["12"]), &["12"]);
        let clean = suggests("esp32dev", Arduino, text, says("pinMode(", &["25"]), &["25"]);
        assert_eq!(risky.suggestions[0].verdict, VerdictKind::Warned);
        assert!(!risky.suggestions[0].warnings.is_empty());
        assert!(risky.suggestions[0].score < clean.suggestions[0].score);
    }

    #[test]
    fn a_line_that_does_not_parse_is_hidden() {
        let completion = suggests("uno", Arduino, "void setup() {\n  |\n}\n", says("  ", &["int = = 5;"]), &[]);
        assert_eq!(completion.rejected[0].rule, "syntax");
        // The beginning of a block is no mistake.
        suggests("uno", Arduino, "void setup() {\n  |\n}\n", says("  ", &["if (x) {\n"]), &["if (x) {"]);
    }

    #[test]
    fn old_mistakes_are_not_the_drafts() {
        let text = "void setup() {\n  pinMode(34, OUTPUT);\n  |\n}\n";
        suggests("esp32dev", Arduino, text, says("  ", &["delay(10);"]), &["delay(10);"]);
        // Nor are those that half a line was hiding.
        let text = "void setup() {\n  if (|\n}\nvoid loop() {\n  pinMode(34, OUTPUT);\n}\n";
        suggests("esp32dev", Arduino, text, says("if (", &["x) delay(10);"]), &["x) delay(10);"]);
    }

    #[test]
    fn half_typed_words_are_healed() {
        let text = "#define LED_PIN 13\nvoid loop() {\n  digitalWrite(LED_|\n}";
        suggests("uno", Arduino, text, says("digitalWrite(LED_", &["PIN, HIGH);"]), &["PIN, HIGH);"]);
    }

    #[test]
    fn several_suggestions_are_different_and_sorted() {
        let mut model = says("  ", &["delay(10);", "tone(8, 440);"]);
        let completion = run("uno", Arduino, "void loop() {\n  |\n}", &mut model, |request| request.max = 3);
        let texts: Vec<&str> = completion.suggestions.iter().map(|suggestion| suggestion.text.as_str()).collect();
        assert_eq!(texts, ["delay(10);", "tone(8, 440);"]);
        assert!(completion.suggestions[0].score > completion.suggestions[1].score);
    }

    #[test]
    fn several_lines_on_request() {
        let text = "while True:\n    |\n";
        let mut model = says("    ", &["led.toggle()\n    time.sleep(1)\nprint()"]);
        let completion = run("pico", MicroPython, text, &mut model, |request| request.multiline = true);
        assert_eq!(completion.suggestions[0].text, "led.toggle()\n    time.sleep(1)");
    }

    #[test]
    fn nobody_is_asked_inside_words_and_strings() {
        for text in ["void loop() { digi|tal }", "void loop() { Serial.print(\"a|\"); }"] {
            let mut model = ScriptedModel::new().then("x");
            assert_eq!(run("uno", Arduino, text, &mut model, |_| {}), Completion::default());
            assert_eq!(model.n_calls(), 0);
        }
    }

    #[test]
    fn edges_of_a_file() {
        suggests("uno", Arduino, "|", says("<never>", &[]), &[]);
        suggests("uno", Arduino, "|", says("libs: -\n", &["#include <Wire.h>"]), &["#include <Wire.h>"]);
        suggests("uno", Arduino, "// größe in µm\nint größe = |", says("größe = ", &["10;"]), &["10;"]);
        let silent = suggests("uno", Arduino, "void loop() {}|", ScriptedModel::new(), &[]);
        assert!(silent.rejected.is_empty());
    }

    #[test]
    fn what_stands_right_of_the_cursor_is_not_written_again() {
        suggests("uno", Arduino, "void setup() {\n  pinMode(|);\n}", says("pinMode(", &["13, OUTPUT);\n"]), &["13, OUTPUT"]);
        suggests("uno", Arduino, "void setup() {\n  |\n  delay(10);\n}", says("  ", &["delay(10);"]), &[]);
    }

    #[test]
    fn the_same_request_gives_the_same_bytes() {
        let once = || {
            let mut model = says("  ", &["ledcSetup(0, 5000, 8);", "ledcAttach(12, 5000, 8);", "delay(1);"]);
            let mut completion = run("esp32dev", Arduino, "void setup() {\n  |\n}", &mut model, |request| request.max = 3);
            completion.timing = Timing::default();
            format!("{completion:?}")
        };
        assert_eq!(once(), once());
    }

    #[test]
    fn every_place_has_an_answer() {
        let texts = [
            (
                Arduino,
                "// größe\n#include <Wire.h>\n#define N 3\nint a[] = {1, 2};\nvoid setup() { pinMode(N, \"ä\\\"\"); for (;;) {} }\nclass A { public: int b; };\n#if 0\n",
            ),
            (
                MicroPython,
                "from machine import Pin, \nx = Pin(\"µ\", Pin.\n'''doc\n'''\ndef f(a, b=(1,\n    while True:\n\t\tx.on(\nfor é in f'{x}':",
            ),
        ];
        for (language, text) in texts {
            let mut model = ScriptedModel::new();
            let whole = fixture("pico", language, &format!("{text}|"));
            for offset in 0..=whole.offset + 1 {
                for multiline in [false, true] {
                    let request = Request {
                        snapshot: &whole.snapshot,
                        target: Some(&whole.target),
                        offset,
                        max: 1,
                        multiline,
                        validate: true,
                        asked: false,
                    };
                    complete(&request, &mut model, &Cancel::never());
                }
                crate::candidates(&whole.snapshot, Some(&whole.target), offset);
                // The same with nothing below: what a file looks like while it is being written.
                let end = document::position::floor(&whole.snapshot.text, offset);
                let half = fixture("pico", language, &format!("{}|", &text[..end]));
                crate::candidates(&half.snapshot, Some(&half.target), half.offset);
            }
        }
    }

    /// Every line of verified programs, said again by the model from its third character on.
    #[test]
    fn what_was_right_is_not_hidden() {
        let tasks = ["blink an LED", "count button presses with an interrupt", "read a potentiometer", "sweep a servo", "connect to wifi"];
        let mut n_lines = 0;
        for (board, language) in [("uno", Arduino), ("esp32dev", Arduino), ("pico", MicroPython), ("esp32dev", MicroPython)] {
            let target = fixture(board, language, "|").target;
            for task in tasks {
                let request = crate::GenerateRequest { task, target: &target, language };
                let Ok(program) = crate::generate(&request, None, &Cancel::never()) else { continue };
                let text = program.code;
                for (start, line) in text.split_inclusive('\n').scan(0, |end, line| {
                    *end += line.len();
                    Some((*end - line.len(), line.trim_end()))
                }) {
                    let at = line.len() - line.trim_start().len() + 3;
                    let is_code = line.trim_start().starts_with(|c: char| c.is_ascii_alphabetic());
                    let Some(rest) = line.get(at..).filter(|rest| is_code && !rest.is_empty() && rest.len() < MAX_LINE) else { continue };
                    let snapshot = Document::new(&format!("{}{}", &text[..start + at], &text[start + line.len()..]), language).snapshot();
                    let request = Request {
                        snapshot: &snapshot,
                        target: Some(&target),
                        offset: start + at,
                        max: 1,
                        multiline: false,
                        validate: true,
                        asked: false,
                    };
                    let completion = complete(&request, &mut ScriptedModel::new().then(rest), &Cancel::never());
                    let shown = completion.suggestions.first().map(|suggestion| suggestion.text.as_str()).unwrap_or_default();
                    assert!(!shown.is_empty() && rest.starts_with(shown), "{board}: {line}: {completion:#?}");
                    n_lines += 1;
                }
            }
        }
        assert!(n_lines > 200, "{n_lines}");
    }

    #[test]
    fn cancelled_requests_say_so() {
        let fixture = fixture("uno", Arduino, "void loop() {\n  |\n}");
        let canceller = Canceller::default();
        let cancel = canceller.restart();
        canceller.cancel();
        let request = Request {
            snapshot: &fixture.snapshot,
            target: None,
            offset: fixture.offset,
            max: 1,
            multiline: false,
            validate: true,
            asked: false,
        };
        let completion = complete(&request, &mut says("  ", &["delay(1);"]), &cancel);
        assert!(completion.cancelled && completion.suggestions.is_empty());
    }

    /// A server that writes these texts.
    struct Server(Vec<TextDraft>, Vec<String>);

    impl TextModel for Server {
        fn format(&self) -> &decode::PromptFormat {
            decode::PromptFormat::named("qwen2.5-coder").expect("a known format")
        }

        fn drafts(&mut self, prompt: &str, _: usize, _: usize, _: &[&str], _: &Cancel) -> Result<Vec<TextDraft>, String> {
            self.1.push(prompt.to_owned());
            if self.0.is_empty() { Err("the server is away".to_owned()) } else { Ok(self.0.clone()) }
        }
    }

    fn by_server(board: &str, text: &str, drafts: &[&str]) -> (Completion, String) {
        let fixture = fixture(board, Arduino, text);
        let drafts = drafts.iter().map(|text| TextDraft { text: (*text).to_owned(), logprobs: Vec::new(), is_finished: true });
        let mut server = Server(drafts.collect(), Vec::new());
        let request = Request {
            snapshot: &fixture.snapshot,
            target: Some(&fixture.target),
            offset: fixture.offset,
            max: 3,
            multiline: false,
            validate: true,
            asked: false,
        };
        let completion = complete_text(&request, &mut server, &Cancel::never());
        (completion, server.1.pop().unwrap_or_default())
    }

    #[test]
    fn a_server_gets_no_easier_verdict() {
        let text = "#define POT 34\nvoid setup() {\n  |\n}\nvoid loop() { analogRead(POT); }";
        let (completion, prompt) =
            by_server("esp32dev", text, &["pinMode(POT, OUTPUT);", "pinMode(POT, INPUT);\n  delay(1);", "int = = 5;"]);
        let texts: Vec<_> = completion.suggestions.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts, ["pinMode(POT, INPUT);"], "{completion:#?}");
        let rules: Vec<_> = completion.rejected.iter().map(|it| it.rule.as_str()).collect();
        assert_eq!(rules, ["input-only-pin-driven", "syntax"]);
        assert!(
            prompt.starts_with("<|fim_prefix|>// Board: ") && prompt.contains("void setup() {\n  <|fim_suffix|>\n}\nvoid loop()"),
            "{prompt}"
        );
    }

    #[test]
    fn a_server_that_fails_says_why_and_nothing_more() {
        let (completion, _) = by_server("uno", "void setup() {\n  |\n}\nvoid loop() {}", &[]);
        assert_eq!(completion.problem.as_deref(), Some("the server is away"));
        assert!(completion.suggestions.is_empty() && !completion.cancelled);
    }
}
