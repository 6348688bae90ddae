//! Adding up.

use std::collections::BTreeMap;
use std::time::Duration;

use ide::{Analysis, RankFacts, Settings};
use serde::Serialize;

use crate::completer::Completer;
use crate::places::{Answer, Kind, ask, places};
use crate::replay::{Cost, TypedLine, replay};
use crate::sample::Sample;

/// Confidence thresholds of the curves.
pub const THRESHOLDS: [f32; 10] = [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// How much to ask.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Budget {
    /// Places of each kind in a file.
    pub per_kind: usize,
    /// Lines of a file that are typed.
    pub replay_lines: usize,
    /// Files that are typed; all are asked at places.
    pub replay_files: usize,
}

/// One group of places: all, a language, a board family, a kind.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Group {
    /// Places.
    pub places: usize,
    /// Share with a suggestion.
    pub shown: f64,
    /// Share where the suggestion is what stood there.
    pub exact: f64,
    /// The same, of those shown.
    pub exact_of_shown: f64,
    /// Share where its first line is the first line that stood there.
    pub first_line: f64,
    /// Mean similarity of what was shown.
    pub similarity: f64,
    /// Share where the next name or number is right.
    pub next_identifier: f64,
}

/// What happens when suggestions below a confidence stay hidden.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct AtThreshold {
    /// The confidence.
    pub threshold: f32,
    /// Share of single-line places with a suggestion.
    pub shown: f64,
    /// Share of them that are right.
    pub exact_of_shown: f64,
    /// Share of all single-line places where the suggestion is right.
    pub exact: f64,
    /// Share of characters saved in replay.
    pub saved: f64,
    /// Suggestions in replay for each 100 characters.
    pub replay_shown_per_100: f64,
    /// Share of suggestions in replay that are not the rest of the line.
    pub wrong: f64,
}

/// What one completer reached.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Report {
    /// Who answered.
    pub completer: String,
    /// Files asked.
    pub files: usize,
    /// The threshold of `groups`.
    pub threshold: f32,
    /// By name: `all`, `arduino`, `micropython`, `arduino line`, `family esp32` …
    pub groups: BTreeMap<String, Group>,
    /// The curve.
    pub thresholds: Vec<AtThreshold>,
    /// Suggestions at places, blocks included, however sure.
    pub suggestions: usize,
    /// Of these, the ones that repeat 24 tokens or more of one repository of the training text.
    pub repeating: usize,
    /// Characters that were typed in replay.
    pub replay_characters: usize,
    /// Median milliseconds from text to suggestion.
    pub median_ms: f64,
    /// 95th percentile.
    pub p95_ms: f64,
}

/// Raw results, for fitting confidence: one place each.
#[derive(Debug, Clone, Serialize)]
pub struct Raw<'a> {
    /// File.
    pub path: String,
    /// Kind of place.
    pub kind: &'a str,
    /// Byte offset.
    pub offset: usize,
    /// What stood there.
    pub truth: &'a str,
    /// What was shown.
    pub text: Option<&'a str>,
    /// Its confidence.
    pub score: Option<f32>,
    /// What the confidence is made of.
    pub facts: Option<RankFacts>,
    /// It is right.
    pub exact: bool,
}

/// Everything that a completer said.
#[derive(Debug, Default)]
pub struct Transcript {
    files: Vec<Said>,
}

#[derive(Debug)]
struct Said {
    path: String,
    language: &'static str,
    family: String,
    answers: Vec<Answer>,
    lines: Vec<TypedLine>,
}

impl Transcript {
    /// Asks at all places of all samples; `progress` is called after each file.
    pub fn new(samples: &[Sample], budget: Budget, completer: &mut dyn Completer, settings: &Settings, mut progress: impl FnMut()) -> Self {
        // Files for replay are spread over the samples, both languages alike.
        let mut n_replayed = [0, 0];
        let step = (samples.len() / budget.replay_files.max(1)).max(1);
        let ask_sample = |(index, sample): (usize, &Sample)| {
            let places = places(sample, budget.per_kind, settings);
            let replayed = &mut n_replayed[usize::from(sample.language == ide::Language::MicroPython)];
            let is_replayed = budget.replay_lines > 0 && index % step == 0 && *replayed * 2 < budget.replay_files;
            *replayed += usize::from(is_replayed);
            let said = Said {
                path: sample.path.display().to_string(),
                language: sample.language.name(),
                family: family(&sample.analysis("", settings)),
                answers: ask(sample, &places, completer, settings),
                lines: if is_replayed { replay(sample, budget.replay_lines, completer, settings) } else { Vec::new() },
            };
            progress();
            said
        };
        Self { files: samples.iter().enumerate().map(ask_sample).collect() }
    }

    /// Every answer.
    pub fn raw(&self) -> impl Iterator<Item = Raw<'_>> {
        self.files.iter().flat_map(|said| {
            said.answers.iter().map(|answer| Raw {
                path: said.path.clone(),
                kind: answer.place.kind.name(),
                offset: answer.place.start,
                truth: &answer.truth,
                text: answer.shown.as_ref().map(|shown| shown.text.as_str()),
                score: answer.shown.as_ref().map(|shown| shown.score),
                facts: answer.shown.as_ref().and_then(|shown| shown.facts),
                exact: answer.is_exact(),
            })
        })
    }

    /// Adds up, with suggestions below `threshold` hidden.
    pub fn report(&self, completer: String, threshold: f32) -> Report {
        let mut groups: BTreeMap<String, Vec<&Answer>> = BTreeMap::new();
        for said in &self.files {
            for answer in &said.answers {
                let kind = answer.place.kind.name();
                // Blocks are another task: they count by themselves.
                if answer.place.kind != Kind::Block {
                    groups.entry("all".to_owned()).or_default().push(answer);
                    groups.entry(said.language.to_owned()).or_default().push(answer);
                    groups.entry(format!("family {}", said.family)).or_default().push(answer);
                }
                groups.entry(format!("{} {kind}", said.language)).or_default().push(answer);
            }
        }
        let all = groups.get("all").cloned().unwrap_or_default();
        let mut times: Vec<Duration> = all.iter().map(|answer| answer.took).collect();
        times.sort();
        let percentile = |share: f64| {
            times
                .get(((times.len() as f64 * share) as usize).min(times.len().saturating_sub(1)))
                .map_or(0.0, |time| time.as_secs_f64() * 1e3)
        };
        let costs = |threshold: f32| {
            let mut total = Cost::default();
            self.files.iter().flat_map(|said| &said.lines).for_each(|line| total += line.cost(threshold));
            total
        };
        let curve = THRESHOLDS.iter().map(|&threshold| {
            let group = group(&all, threshold);
            let cost = costs(threshold);
            AtThreshold {
                threshold,
                shown: group.shown,
                exact_of_shown: group.exact_of_shown,
                exact: group.exact,
                saved: cost.saved(),
                replay_shown_per_100: share(cost.shown, cost.characters) * 100.0,
                wrong: share(cost.wrong, cost.shown),
            }
        });
        let shown = || self.files.iter().flat_map(|said| &said.answers).filter_map(|answer| answer.shown.as_ref());
        Report {
            completer,
            suggestions: shown().count(),
            repeating: shown().filter(|shown| shown.repeats).count(),
            files: self.files.len(),
            threshold,
            thresholds: curve.collect(),
            groups: groups.iter().map(|(name, answers)| (name.clone(), group(answers, threshold))).collect(),
            replay_characters: costs(0.0).characters,
            median_ms: percentile(0.5),
            p95_ms: percentile(0.95),
        }
    }
}

fn family(analysis: &Analysis) -> String {
    analysis.target().map_or_else(|| "unknown".to_owned(), |target| target.chip.family.name().to_owned())
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

fn group(answers: &[&Answer], threshold: f32) -> Group {
    let shown: Vec<&&Answer> =
        answers.iter().filter(|answer| answer.shown.as_ref().is_some_and(|shown| shown.score >= threshold)).collect();
    let count = |is: fn(&Answer) -> bool| shown.iter().filter(|answer| is(answer)).count();
    let exact = count(Answer::is_exact);
    Group {
        places: answers.len(),
        shown: share(shown.len(), answers.len()),
        exact: share(exact, answers.len()),
        exact_of_shown: share(exact, shown.len()),
        first_line: share(count(Answer::is_first_line_exact), answers.len()),
        similarity: if shown.is_empty() { 0.0 } else { shown.iter().map(|answer| answer.similarity()).sum::<f64>() / shown.len() as f64 },
        next_identifier: share(count(Answer::is_next_identifier_right), answers.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::completer::Shown;

    /// Right at every place with its own text, half sure of short ones.
    struct Oracle(String);

    impl Completer for Oracle {
        fn name(&self) -> String {
            "oracle".to_owned()
        }

        fn first(&mut self, analysis: &Analysis, offset: usize, _: bool) -> Option<Shown> {
            let now = analysis.snapshot.text.to_string();
            let after = now.len() - offset;
            let text = self.0[offset..self.0.len() - after].trim_end().to_owned();
            let score = if text.len() < 12 { 0.45 } else { 0.95 };
            (!text.is_empty()).then_some(Shown { text, score, facts: None, repeats: false })
        }
    }

    #[test]
    fn a_perfect_completer_gets_full_marks() {
        let text = "int led = 13;\nvoid setup() {\n  pinMode(led, OUTPUT);\n}\nvoid loop() {\n  delay(500);\n}\n";
        let sample =
            Sample { path: "/x/a.ino".into(), language: ide::Language::Arduino, text: text.to_owned(), board: Some("uno".to_owned()) };
        let budget = Budget { per_kind: 9, replay_lines: 0, replay_files: 0 };
        let transcript = Transcript::new(&[sample], budget, &mut Oracle(text.to_owned()), &Settings::standard(), || ());
        let report = transcript.report("oracle".to_owned(), 0.0);
        let all = &report.groups["all"];
        assert_eq!((all.shown, all.exact, all.exact_of_shown, all.similarity, all.next_identifier), (1.0, 1.0, 1.0, 1.0, 1.0));
        assert_eq!(report.groups["family avr"].places, all.places);
        let strict = &report.thresholds[5];
        assert!(strict.shown < 1.0 && strict.exact_of_shown == 1.0 && strict.exact == strict.shown);
        assert_eq!(transcript.raw().filter(|raw| raw.kind == "block").count(), 2);
    }
}
