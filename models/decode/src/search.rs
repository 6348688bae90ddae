//! The token loop.

use std::time::Instant;

use crate::draft::{Draft, Stop, Timings};
use crate::healing::keep_healing;
use crate::likeliest;
use crate::vocabulary::{TokenId, Vocabulary};
use crate::{Cancel, Constraint, Judging, LanguageModel, Stopped};

/// How to decode.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Most tokens to decode.
    pub max_tokens: usize,
    /// Stop before a token that the model finds less probable than this; 0 never stops.
    pub min_probability: f32,
    /// A place where the constraint leaves less than this share of the model's probability is a dead end.
    pub min_mass: f32,
    /// How often to leave a dead end for the next branch.
    pub max_backtracks: usize,
    /// A branch is worth trying if the model gave it at least this probability.
    pub min_branch_probability: f32,
}

impl Options {
    /// Greedy decoding of at most `max_tokens`, with eight ways out of dead ends.
    pub fn greedy(max_tokens: usize) -> Self {
        Self { max_tokens, min_probability: 0.0, min_mass: 0.01, max_backtracks: 8, min_branch_probability: 0.02 }
    }
}

/// Decodes the most probable token, again and again.
///
/// `prompt` and `healing` come from [`heal`](crate::heal) (or are the whole prompt and nothing).
/// Deterministic: of equal logits the lowest id wins.
pub fn decode(
    model: &mut dyn LanguageModel,
    prompt: &[TokenId],
    healing: &[u8],
    constraint: &mut dyn Constraint,
    options: &Options,
    cancel: &Cancel,
) -> Draft {
    Search::new(prompt, healing, options).run(model, constraint, cancel, None)
}

/// Up to `n` drafts that begin with different tokens, the greedy one first; equal texts are given once.
///
/// They share the prompt's cached positions. Cancelling ends with the drafts that are ready.
pub fn n_best(
    model: &mut dyn LanguageModel,
    prompt: &[TokenId],
    healing: &[u8],
    constraint: &mut dyn Constraint,
    options: &Options,
    n: usize,
    cancel: &Cancel,
) -> Vec<Draft> {
    let mut search = Search::new(prompt, healing, options);
    let mut drafts = vec![search.run(model, constraint, cancel, None)];
    let branches = std::mem::take(&mut search.first_choices);
    let ends = model.vocabulary().layout().ends.clone();
    let is_worth_trying = |&&(token, logprob): &&(TokenId, f32)| !ends.contains(&token) && logprob.exp() >= options.min_branch_probability;
    for &(token, logprob) in branches.iter().skip(1).filter(is_worth_trying) {
        if drafts.len() >= n || cancel.is_cancelled() {
            break;
        }
        let draft = search.run(model, constraint, cancel, Some((token, logprob)));
        if draft.stop != Stop::Cancelled && drafts.iter().all(|other| other.text != draft.text) {
            drafts.push(draft);
        }
    }
    drafts
}

/// Tokens with their log-probabilities, most probable first.
type Ranking = Vec<(TokenId, f32)>;

/// How many candidates a step remembers; the first is chosen, the others are branches.
const N_RANKED: usize = 4;

struct Search<'a> {
    prompt: &'a [TokenId],
    healing: &'a [u8],
    options: &'a Options,
    /// The candidates of the very first step.
    first_choices: Ranking,
    /// Logits before the constraint spoke.
    before: Vec<f32>,
}

/// One chosen token.
struct Step {
    token: TokenId,
    logprob: f32,
    /// Bytes written before it, healing included.
    start: usize,
    /// What could be chosen instead.
    branches: Ranking,
}

/// What one look at the logits says.
enum Choice {
    Ranked(Ranking),
    DeadEnd,
}

impl<'a> Search<'a> {
    fn new(prompt: &'a [TokenId], healing: &'a [u8], options: &'a Options) -> Self {
        Self { prompt, healing, options, first_choices: Ranking::new(), before: Vec::new() }
    }

    fn run(
        &mut self,
        model: &mut dyn LanguageModel,
        constraint: &mut dyn Constraint,
        cancel: &Cancel,
        first: Option<(TokenId, f32)>,
    ) -> Draft {
        let mut timings = Timings::default();
        let mut written = Vec::new();
        let mut steps: Vec<Step> = Vec::new();
        let mut tokens = self.prompt.to_vec();
        let mut logits = Vec::new();
        let mut n_backtracks = 0;
        let mut keep = None;
        let mut is_prefilled = first.is_some();
        let mut forced = first.map(|choice| vec![choice]);

        let stop = loop {
            if steps.len() >= self.options.max_tokens {
                break Stop::Limit;
            }
            // Candidates for the next token.
            let choice = if let Some(ranking) = forced.take() {
                Choice::Ranked(ranking)
            } else {
                let start = Instant::now();
                match model.logits(&tokens, cancel) {
                    Ok(fresh) => {
                        logits.clear();
                        logits.extend_from_slice(fresh);
                    }
                    Err(Stopped::Cancelled) => break Stop::Cancelled,
                    Err(Stopped::ContextFull) if is_prefilled => break Stop::Limit,
                    Err(Stopped::ContextFull) => {
                        break Stop::Failed(format!(
                            "the prompt has {} tokens, the model reads at most {}; shorten it",
                            tokens.len(),
                            model.max_context()
                        ));
                    }
                    Err(Stopped::Failed(why)) => break Stop::Failed(why),
                }
                let spent = if is_prefilled { &mut timings.decode } else { &mut timings.prefill };
                *spent += start.elapsed();
                is_prefilled = true;
                let start = Instant::now();
                let choice = self.choose(&written, model.vocabulary(), constraint, &mut logits);
                timings.add_mask(start.elapsed());
                match choice {
                    Ok(choice) => choice,
                    Err(why) => break Stop::Failed(why),
                }
            };
            if let (Choice::Ranked(ranking), true, None) = (&choice, steps.is_empty(), first)
                && self.first_choices.is_empty()
            {
                self.first_choices.clone_from(ranking);
            }
            // Take the best, or go back to the last step that has another branch.
            let mut ranking = match choice {
                Choice::Ranked(ranking) => ranking,
                Choice::DeadEnd if n_backtracks < self.options.max_backtracks => {
                    let Some(at) = steps.iter().rposition(|step| !step.branches.is_empty()) else {
                        break Stop::DeadEnd;
                    };
                    n_backtracks += 1;
                    written.truncate(steps[at].start);
                    let branches = std::mem::take(&mut steps[at].branches);
                    steps.truncate(at);
                    tokens.truncate(self.prompt.len() + at);
                    branches
                }
                Choice::DeadEnd => break Stop::DeadEnd,
            };
            let (token, logprob) = ranking.remove(0);
            if logprob.exp() < self.options.min_probability {
                break Stop::LowConfidence;
            }
            let vocabulary = model.vocabulary();
            if vocabulary.ends_text(token) {
                break Stop::EndOfText;
            }
            ranking.retain(|&(_, logprob)| logprob.exp() >= self.options.min_branch_probability);
            steps.push(Step { token, logprob, start: written.len(), branches: ranking });
            tokens.push(token);
            written.extend_from_slice(vocabulary.bytes(token));
            // Is it finished?
            if let Some(draft @ [_, ..]) = written.get(self.healing.len()..) {
                let start = Instant::now();
                keep = constraint.stop(draft);
                timings.mask += start.elapsed();
                if keep.is_some() {
                    break Stop::Constraint;
                }
            }
        };

        let draft = written.get(self.healing.len()..).unwrap_or_default();
        let draft = &draft[..keep.unwrap_or(draft.len()).min(draft.len())];
        let text = whole_characters(draft).to_owned();
        let end = self.healing.len() + text.len();
        let kept = steps.iter().take_while(|step| step.start < end);
        let (tokens, logprobs) = kept.map(|step| (step.token, step.logprob)).unzip();
        Draft { text, tokens, logprobs, stop, n_backtracks, timings }
    }

    /// Masks the logits and ranks what is left.
    fn choose(
        &mut self,
        written: &[u8],
        vocabulary: &Vocabulary,
        constraint: &mut dyn Constraint,
        logits: &mut [f32],
    ) -> Result<Choice, String> {
        let pending = self.healing.get(written.len()..).unwrap_or_default();
        if pending.is_empty() {
            for &id in vocabulary.unwritten() {
                logits[id as usize] = f32::NEG_INFINITY;
            }
        } else {
            keep_healing(pending, vocabulary, logits);
        }
        let Some(highest) = likeliest::highest(logits) else {
            return Err("the model computed something that is not a number; its weights are damaged".to_owned());
        };
        let odds = Odds { highest, total: likeliest::total(logits, highest) };
        let draft = written.get(self.healing.len()..).unwrap_or_default();
        match constraint.begin(draft) {
            Judging::AtOnce => Ok(self.choose_at_once(written, pending, vocabulary, constraint, logits, odds)),
            Judging::OneByOne { n, others_pass } => {
                Ok(self.choose_one_by_one(written, pending, vocabulary, constraint, logits, odds, n, others_pass))
            }
        }
    }

    /// The constraint masks all logits, then they are ranked.
    fn choose_at_once(
        &mut self,
        written: &[u8],
        pending: &[u8],
        vocabulary: &Vocabulary,
        constraint: &mut dyn Constraint,
        logits: &mut [f32],
        odds: Odds,
    ) -> Choice {
        let before = &mut self.before;
        before.clear();
        before.extend_from_slice(logits);
        if pending.is_empty() {
            constraint.constrain(&written[self.healing.len()..], vocabulary, logits);
        } else {
            // Tokens begin before the cursor: show the constraint what they write after it.
            let rest = vocabulary.after(pending);
            constraint.constrain(b"", &rest, logits);
            // Tokens that stay before the cursor are none of its business.
            for id in vocabulary.beginnings_of(pending) {
                logits[id as usize] = before[id as usize];
            }
        }
        let is_allowed = |logit: &f32| *logit > f32::NEG_INFINITY;
        let allowed: f32 = before
            .iter()
            .zip(logits.iter())
            .filter(|(_, logit)| is_allowed(logit))
            .map(|(&raw, _)| likeliest::weight(raw, odds.highest))
            .sum();
        if allowed < self.options.min_mass * odds.total {
            return Choice::DeadEnd;
        }
        let mut ranking = Ranking::new();
        while ranking.len() < N_RANKED {
            let Some(id) = highest_of(logits) else { break };
            // A token that breaks a UTF-8 sequence can never become text.
            if !breaks_character(written, self.healing.len(), vocabulary.bytes(id)) {
                ranking.push((id, odds.logprob(before[id as usize])));
            }
            logits[id as usize] = f32::NEG_INFINITY;
        }
        if ranking.is_empty() { Choice::DeadEnd } else { Choice::Ranked(ranking) }
    }

    /// The likeliest tokens are judged in turn, until there are a choice and the branches that may be tried instead of it.
    #[expect(clippy::too_many_arguments, reason = "one step of one loop")]
    fn choose_one_by_one(
        &mut self,
        written: &[u8],
        pending: &[u8],
        vocabulary: &Vocabulary,
        constraint: &mut dyn Constraint,
        logits: &mut [f32],
        odds: Odds,
        n: usize,
        others_pass: bool,
    ) -> Choice {
        let weight = |id: TokenId| likeliest::weight(logits[id as usize], odds.highest);
        let mut candidates = likeliest::likeliest(logits, n);
        let mut allowed = if others_pass { odds.total - candidates.iter().map(|&id| weight(id)).sum::<f32>() } else { 0.0 };
        if !others_pass && !pending.is_empty() {
            // Tokens that stay before the cursor are not the constraint's business, however unlikely.
            let mut stay: Vec<TokenId> = vocabulary.beginnings_of(pending).filter(|id| !candidates.contains(id)).collect();
            stay.retain(|&id| logits[id as usize].is_finite());
            stay.sort_by(|&a, &b| logits[b as usize].total_cmp(&logits[a as usize]).then(a.cmp(&b)));
            candidates.extend(stay);
        }
        let needed = self.options.min_mass * odds.total;
        let mut ranking = Ranking::new();
        for &id in &candidates {
            let logprob = odds.logprob(logits[id as usize]);
            // Nobody would try what comes now.
            let is_enough = ranking.len() == N_RANKED || (!ranking.is_empty() && logprob.exp() < self.options.min_branch_probability);
            if is_enough && allowed >= needed {
                break;
            }
            let bytes = vocabulary.bytes(id);
            let stays = !pending.is_empty() && bytes.len() <= pending.len();
            if !stays && !constraint.permits(bytes.get(pending.len()..).unwrap_or_default()) {
                continue;
            }
            allowed += weight(id);
            if ranking.len() < N_RANKED && !breaks_character(written, self.healing.len(), bytes) {
                ranking.push((id, logprob));
            }
        }
        if allowed < needed {
            return Choice::DeadEnd;
        }
        if ranking.is_empty() && others_pass {
            for &id in &candidates {
                logits[id as usize] = f32::NEG_INFINITY;
            }
            while let Some(id) = highest_of(logits).filter(|_| ranking.is_empty()) {
                if !breaks_character(written, self.healing.len(), vocabulary.bytes(id)) {
                    ranking.push((id, odds.logprob(logits[id as usize])));
                }
                logits[id as usize] = f32::NEG_INFINITY;
            }
        }
        if ranking.is_empty() { Choice::DeadEnd } else { Choice::Ranked(ranking) }
    }
}

/// What makes probabilities of logits.
#[derive(Clone, Copy)]
struct Odds {
    highest: f32,
    /// The weight of all tokens beside the likeliest.
    total: f32,
}

impl Odds {
    fn logprob(self, logit: f32) -> f32 {
        logit - self.highest - self.total.ln()
    }
}

/// The id of the highest logit, the lowest id among equals; none if nothing is allowed.
fn highest_of(logits: &[f32]) -> Option<TokenId> {
    let mut best = (None, f32::NEG_INFINITY);
    for (id, &logit) in (0..).zip(logits) {
        if logit > best.1 {
            best = (Some(id), logit);
        }
    }
    best.0
}

/// The longest beginning of the bytes that is text: a character begun at the end is held back.
fn whole_characters(bytes: &[u8]) -> &str {
    match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default(),
    }
}

/// Whether no text can begin with `written[from..]` followed by `next`.
fn breaks_character(written: &[u8], from: usize, next: &[u8]) -> bool {
    // At most three bytes of a character can be pending.
    let start = written.len().saturating_sub(3).max(from.min(written.len()));
    let tail = &written[start..];
    let begun = tail.iter().rposition(|byte| byte & 0xC0 != 0x80).map_or(&[][..], |at| &tail[at..]);
    let skipped = if begun.is_empty() { from.saturating_sub(written.len()).min(next.len()) } else { 0 };
    let joined = [begun, &next[skipped..]].concat();
    std::str::from_utf8(&joined).is_err_and(|error| error.error_len().is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vocabulary::tests::vocabulary;
    use crate::{Allowed, Canceller, ScriptedModel, Unconstrained, heal};

    /// Only these words may begin the draft; the draft ends before a newline.
    struct Words(Allowed);

    impl Constraint for Words {
        fn constrain(&mut self, draft: &[u8], vocabulary: &Vocabulary, logits: &mut [f32]) {
            self.0.mask(draft, vocabulary, logits);
        }

        fn stop(&mut self, draft: &[u8]) -> Option<usize> {
            draft.iter().position(|&byte| byte == b'\n')
        }
    }

    fn words<'a>(words: impl IntoIterator<Item = &'a str>) -> Words {
        Words(Allowed::new().words(words))
    }

    /// Whole words as tokens; the weight of a token is given by the text before it.
    struct WordModel<F: Fn(&[u8], &[u8]) -> f32> {
        vocabulary: Vocabulary,
        weights: F,
        logits: Vec<f32>,
    }

    impl<F: Fn(&[u8], &[u8]) -> f32 + Send> LanguageModel for WordModel<F> {
        fn vocabulary(&self) -> &Vocabulary {
            &self.vocabulary
        }

        fn max_context(&self) -> usize {
            10
        }

        fn encode(&self, _text: &str) -> Vec<TokenId> {
            unreachable!("the tests give tokens")
        }

        fn logits(&mut self, tokens: &[TokenId], _cancel: &Cancel) -> Result<&[f32], Stopped> {
            if tokens.len() > self.max_context() {
                return Err(Stopped::ContextFull);
            }
            let before: Vec<u8> = tokens.iter().flat_map(|&id| self.vocabulary.bytes(id)).copied().collect();
            let weight = |id| (self.weights)(&before, self.vocabulary.bytes(id)).max(1e-9).ln();
            self.logits = (0..self.vocabulary.len() as TokenId).map(weight).collect();
            Ok(&self.logits)
        }
    }

    fn run(model: &mut dyn LanguageModel, prompt: &str, constraint: &mut dyn Constraint, options: &Options) -> Draft {
        let prompt = model.encode(prompt);
        decode(model, &prompt, b"", constraint, options, &Cancel::never())
    }

    #[test]
    fn ends_where_the_model_ends() {
        let mut model = ScriptedModel::new().after("(", "13);");
        let draft = run(&mut model, "(", &mut Unconstrained, &Options::greedy(9));
        assert_eq!((draft.text.as_str(), draft.stop.clone()), ("13);", Stop::EndOfText));
        assert_eq!(draft.tokens.len(), 4);
        assert!(draft.confidence() > 0.99);
    }

    #[test]
    fn ends_at_the_limit_without_half_a_character() {
        let mut model = ScriptedModel::new().after("(", "µµ");
        let draft = run(&mut model, "(", &mut Unconstrained, &Options::greedy(3));
        assert_eq!((draft.text.as_str(), draft.stop.clone()), ("µ", Stop::Limit));
        assert_eq!(draft.tokens.len(), 2);
    }

    #[test]
    fn never_writes_bytes_that_are_no_text() {
        let mut model = WordModel {
            vocabulary: vocabulary(&[&b"\x80"[..], b"\xC2", b"(", b"a"]),
            weights: |before, token| match (before, token) {
                (b"(", [0x80]) | (b"(\xC2", b"a") => 0.9,
                (b"(", [0xC2]) | (b"(\xC2", [0x80]) => 0.1,
                (b"(\xC2\x80", []) => 1.0,
                _ => 0.0,
            },
            logits: Vec::new(),
        };
        let draft = decode(&mut model, &[2], b"", &mut Unconstrained, &Options::greedy(9), &Cancel::never());
        assert_eq!((draft.text.as_str(), draft.stop), ("\u{80}", Stop::EndOfText));
    }

    #[test]
    fn of_equal_tokens_the_lowest_id_wins() {
        let mut model = ScriptedModel::new().after_weighted("(", &[("b", 0.5), ("a", 0.5)]);
        assert_eq!(run(&mut model, "(", &mut Unconstrained, &Options::greedy(9)).text, "a");
    }

    #[test]
    fn the_constraint_masks_and_stops() {
        let mut model = ScriptedModel::new().after_ranked("(", &["99)", "13)\nmore"]);
        let draft = run(&mut model, "(", &mut words(["13", "2"]), &Options::greedy(20));
        assert_eq!((draft.text.as_str(), draft.stop), ("13)", Stop::Constraint));
        assert_eq!(draft.tokens.len(), 3);
    }

    /// The same as [`Words`], one token after the other.
    struct WordsInTurn {
        words: Words,
        draft: Vec<u8>,
        n_asked: usize,
    }

    impl Constraint for WordsInTurn {
        fn begin(&mut self, draft: &[u8]) -> Judging {
            self.draft = draft.to_vec();
            Judging::OneByOne { n: 1000, others_pass: false }
        }

        fn permits(&mut self, token: &[u8]) -> bool {
            self.n_asked += 1;
            let Words(allowed) = &self.words;
            if token.is_empty() { allowed.is_complete(&self.draft) } else { allowed.permits(&[&self.draft, token].concat()) }
        }

        fn stop(&mut self, draft: &[u8]) -> Option<usize> {
            self.words.stop(draft)
        }
    }

    /// Random weights after every text, the same for the same text.
    fn noisy_model(seed: u64) -> WordModel<impl Fn(&[u8], &[u8]) -> f32 + Send> {
        let weights = move |before: &[u8], token: &[u8]| {
            let mut state = before
                .iter()
                .chain(b"|")
                .chain(token)
                .fold(seed, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29));
            state ^= state >> 31;
            // A few stand out.
            (state % 64) as f32 * if state % 7 == 0 { 20.0 } else { 0.2 }
        };
        WordModel {
            vocabulary: vocabulary(&["1", "2", "12", "13", "3", "a", "1a", ")", ",", "2)", "b", "13)", "\n"]),
            weights,
            logits: Vec::new(),
        }
    }

    #[test]
    fn judging_in_turn_decodes_what_judging_at_once_does() {
        let (mut n_asked, mut n_tokens, mut n_backtracks) = (0, 0, 0);
        for seed in 0..400 {
            let mut model = noisy_model(seed);
            let allowed = match seed % 3 {
                0 => Allowed::new().words(["12", "1a", "3"]),
                1 => Allowed::new().words(["13", "b13", "22"]).open("21"),
                _ => Allowed::new().words(["1", "2"]).open("b"),
            };
            let options = Options { min_mass: 0.05, ..Options::greedy(6) };
            let healing: &[u8] = if seed % 2 == 0 { b"" } else { b"1" };
            let at_once = n_best(&mut model, &[5], healing, &mut Words(allowed.clone()), &options, 3, &Cancel::never());
            let mut in_turn = WordsInTurn { words: Words(allowed), draft: Vec::new(), n_asked: 0 };
            let found = n_best(&mut model, &[5], healing, &mut in_turn, &options, 3, &Cancel::never());
            let told = |drafts: &[Draft]| -> Vec<_> {
                drafts
                    .iter()
                    .map(|draft| (draft.text.clone(), draft.tokens.clone(), draft.stop.clone(), draft.logprobs.clone(), draft.n_backtracks))
                    .collect()
            };
            assert_eq!(told(&found), told(&at_once), "seed {seed}");
            n_asked += in_turn.n_asked;
            n_tokens += found.iter().map(|draft| draft.timings.n_masks as usize).sum::<usize>();
            n_backtracks += found.iter().map(|draft| draft.n_backtracks).sum::<usize>();
        }
        assert!(n_backtracks > 50 && n_asked < n_tokens * 8, "{n_backtracks} ways back, {n_asked} questions for {n_tokens} tokens");
    }

    #[test]
    fn an_impossible_place_is_a_dead_end() {
        let mut model = ScriptedModel::new().after("(", "99)");
        let draft = run(&mut model, "(", &mut words(["13"]), &Options::greedy(20));
        assert_eq!((draft.text.as_str(), draft.stop, draft.n_backtracks), ("", Stop::DeadEnd, 0));
    }

    #[test]
    fn a_dead_end_is_left_for_the_next_branch() {
        // 1 is a beginning of 12, but the model only knows 14; 2 was its second choice.
        let mut model = ScriptedModel::new().after_ranked("(", &["14)", "2)"]);
        let draft = run(&mut model, "(", &mut words(["12", "2"]), &Options::greedy(20));
        assert_eq!((draft.text.as_str(), draft.stop, draft.n_backtracks), ("2)", Stop::EndOfText, 1));
        let mut options = Options::greedy(20);
        options.max_backtracks = 0;
        let draft = run(&mut model, "(", &mut words(["12", "2"]), &options);
        assert_eq!((draft.text.as_str(), draft.stop), ("1", Stop::DeadEnd));
    }

    #[test]
    fn an_unlikely_token_ends_the_draft_when_asked() {
        let mut model = ScriptedModel::new().after_weighted("(", &[("13)", 0.4), ("12)", 0.3), ("14)", 0.3)]);
        let mut options = Options::greedy(20);
        options.min_probability = 0.5;
        let draft = run(&mut model, "(", &mut Unconstrained, &options);
        assert_eq!((draft.text.as_str(), draft.stop), ("1", Stop::LowConfidence));
    }

    #[test]
    fn healed_bytes_come_out_again_and_are_not_the_draft() {
        let mut model = WordModel {
            vocabulary: vocabulary(&["p", "pin", "pinMode", "(", "pins", "x"]),
            weights: |before, token| match (before, token) {
                (b"x", b"x") => 0.9,
                (b"x", b"pins") => 0.06,
                (b"x", b"pinMode") => 0.04,
                (b"xpinMode", b"(") | (b"xpins" | b"xpinMode(", []) => 1.0,
                _ => 0.0,
            },
            logits: Vec::new(),
        };
        let (prompt, healing) = heal(&model.vocabulary, &[5, 1]);
        assert_eq!(healing, b"pin");
        let healing = &healing[..];
        let options = Options::greedy(9);
        let draft = decode(&mut model, prompt, healing, &mut Unconstrained, &options, &Cancel::never());
        assert_eq!((draft.text.as_str(), draft.tokens), ("s", vec![4]));
        // The model's probability is 0.06 of the 0.1 that heal the prompt.
        assert!((draft.logprobs[0].exp() - 0.6).abs() < 1e-3);
        // The constraint sees what follows the cursor: not `pinMode` but `Mode`.
        let draft = decode(&mut model, prompt, healing, &mut words(["Mode"]), &options, &Cancel::never());
        assert_eq!((draft.text.as_str(), draft.stop), ("Mode(", Stop::EndOfText));
    }

    #[test]
    fn several_drafts_begin_differently() {
        let mut model = ScriptedModel::new().after_ranked("(", &["13)", "2)", "LED)"]);
        let prompt = model.encode("(");
        let options = Options::greedy(9);
        let drafts = n_best(&mut model, &prompt, b"", &mut Unconstrained, &options, 2, &Cancel::never());
        assert_eq!(drafts.iter().map(|draft| draft.text.as_str()).collect::<Vec<_>>(), ["13)", "2)"]);
        let drafts = n_best(&mut model, &prompt, b"", &mut words(["13", "LED"]), &options, 3, &Cancel::never());
        assert_eq!(drafts.iter().map(|draft| draft.text.as_str()).collect::<Vec<_>>(), ["13)", "LED)"]);
    }

    #[test]
    fn a_full_context_is_a_limit_and_a_long_prompt_a_failure() {
        let mut model = ScriptedModel::new().after("(", "13);").with_max_context(3);
        let draft = run(&mut model, "(", &mut Unconstrained, &Options::greedy(9));
        assert_eq!((draft.text.as_str(), draft.stop), ("13)", Stop::Limit));
        let draft = run(&mut model, "long", &mut Unconstrained, &Options::greedy(9));
        assert!(matches!(draft.stop, Stop::Failed(why) if why.contains("at most 3")));
    }

    #[test]
    fn cancelling_gives_what_is_there() {
        let canceller = Canceller::default();
        let cancel = canceller.restart();
        canceller.cancel();
        let mut model = ScriptedModel::new().after("(", "13);");
        let prompt = model.encode("(");
        let draft = decode(&mut model, &prompt, b"", &mut Unconstrained, &Options::greedy(9), &cancel);
        assert_eq!((draft.text.as_str(), draft.stop), ("", Stop::Cancelled));
    }
}
