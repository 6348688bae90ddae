//! Speed of a model file on this machine, and what it writes.
//!
//! `cargo run --release -p model --example speed -- MODEL.gguf [PREFIX]`; threads by `CANDLE_NUM_THREADS`.

use std::path::Path;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use decode::{Cancel, LanguageModel, Options, Unconstrained, decode, heal, n_best};
use model::{Model, Session};

const RUNS: usize = 25;
const CODE: &str = "const int ledPin = 13;\n\nvoid setup() {\n  Serial.begin(115200);\n  pinMode(ledPin, OUTPUT);\n}\n\nvoid loop() {\n  int level = analogRead(A0);\n  if (level > 512) {\n    digitalWrite(ledPin, HIGH);\n  }\n  delay(100);\n}\n\n";

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("usage: speed MODEL.gguf [PREFIX]");
    let prefix = arguments.next().unwrap_or_else(|| "void setup() {\n  Serial.begin(".to_owned());
    let start = Instant::now();
    let model = Model::load(Path::new(&path)).unwrap_or_else(|error| panic!("{error}"));
    println!("{:#?}\nloaded in {:.1?}, {} threads", model.info(), start.elapsed(), model::threads());

    let never = Cancel::never();
    let mut session = Session::new(model.clone());
    let text: String = CODE.repeat(40);
    let start = Instant::now();
    let tokens = session.encode(&text);
    println!("tokenized {} bytes to {} tokens in {:.1?}", text.len(), tokens.len(), start.elapsed());

    let longest = session.max_context() - 64;
    for n_tokens in [128, 448, 512, 1024].into_iter().filter(|&n_tokens| n_tokens <= longest) {
        let prompt = &tokens[..n_tokens];
        let prefill = time(|| {
            let mut session = Session::new(model.clone());
            session.logits(prompt, &never).expect("the prompt fits");
        });
        let mut session = Session::new(model.clone());
        // A keystroke: five tokens were typed, sixteen are decoded.
        let mut step = |n_new: usize, n_decoded: usize| {
            let mut longer = prompt[..n_tokens - n_new].to_vec();
            session.logits(&longer, &never).expect("the prompt fits");
            longer.extend(&prompt[n_tokens - n_new..]);
            for &token in &tokens[..n_decoded] {
                session.logits(&longer, &never).expect("the prompt fits");
                longer.push(token);
            }
        };
        let warm = time(|| step(5, 16));
        let decode = time(|| step(1, 31)).map(|duration| 32.0 / duration.as_secs_f64());
        println!("{n_tokens} tokens, best and median: prefill {prefill:.1?}, 5 new + 16 decoded {warm:.1?}, decode {decode:.0?} tokens/s");
    }

    let special = model.vocabulary().special();
    let mut prompt = vec![special.end_of_text, special.board];
    prompt.extend(session.encode("arduino avr uno\nlibs: -\n"));
    prompt.extend([special.fim_suffix, special.fim_middle]);
    prompt.extend(session.encode(&prefix));
    let (prompt, healing) = heal(model.vocabulary(), &prompt);
    let options = Options::greedy(48);
    let draft = decode(&mut session, prompt, &healing, &mut Unconstrained, &options, &never);
    println!("{prefix}⟦{}⟧ {:?}, confidence {:.2}, {:?}", draft.text, draft.stop, draft.confidence(), draft.timings);
    for draft in n_best(&mut session, prompt, &healing, &mut Unconstrained, &options, 3, &never) {
        println!("{:.2} {:?}", draft.confidence(), draft.text);
    }
}

/// Best and median time; the best is what an idle machine would give.
fn time(mut run: impl FnMut()) -> [Duration; 2] {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = now();
            run();
            now().saturating_sub(start)
        })
        .collect();
    times.sort_unstable();
    [times[0], times[RUNS / 2]]
}

/// Time this thread has run, where Linux tells and nobody helps it: other programs do not count.
/// Otherwise the time on the clock.
fn now() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    let on_the_clock = START.get_or_init(Instant::now).elapsed();
    if model::threads() > 1 {
        return on_the_clock;
    }
    let statistics = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = statistics.split(' ').next().and_then(|number| number.parse().ok());
    nanoseconds.map_or(on_the_clock, Duration::from_nanos)
}
