//! `boardwise bench`: how fast a model reads and writes on this machine.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::anyhow;
use clap::{Args, ValueEnum};
use ide::{Cancel, Engine, LanguageModel, Settings};
use serde::Serialize;

use crate::ModelFileArguments;

/// Arguments of `bench`.
#[derive(Debug, Args)]
pub struct BenchArguments {
    #[command(flatten)]
    model: ModelFileArguments,
    /// Prompts to read, in tokens; those that the model cannot hold are left out.
    #[arg(long, value_delimiter = ',', default_values_t = [128, 512, 1024])]
    prefill: Vec<usize>,
    /// Contexts to write after, in tokens; shortened to what leaves room for what is written.
    #[arg(long, value_delimiter = ',', default_values_t = [32, 512])]
    decode: Vec<usize>,
    /// Tokens to write.
    #[arg(long, default_value_t = 32)]
    tokens: usize,
    /// How often each is measured.
    #[arg(long, default_value_t = 15)]
    runs: usize,
    /// How to print the result.
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

/// Output formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A table.
    Human,
    /// One JSON document.
    Json,
}

/// The result.
#[derive(Debug, Serialize)]
struct Measured {
    model: String,
    parameters: u64,
    quantization: String,
    kernels: &'static str,
    threads: usize,
    load_ms: f64,
    prefill: Vec<Speed>,
    decode: Vec<Speed>,
    /// Megabytes in memory after all of it, and at most; none where the system does not tell.
    resident_mb: Option<f64>,
    peak_mb: Option<f64>,
}

/// One measurement, repeated.
#[derive(Debug, Serialize)]
struct Speed {
    /// Tokens before the measured ones.
    context: usize,
    /// Tokens that were read or written.
    tokens: usize,
    /// Milliseconds on the clock: median and best.
    median_ms: f64,
    best_ms: f64,
    /// Milliseconds of processor time of all threads: median and best; other programs count less.
    cpu_median_ms: Option<f64>,
    cpu_best_ms: Option<f64>,
    /// Tokens in a second, by the median on the clock.
    tokens_per_s: f64,
}

/// Something like firmware; which tokens are read does not matter for speed.
const CODE: &str = "const int ledPin = 13;\n\nvoid setup() {\n  Serial.begin(115200);\n  pinMode(ledPin, OUTPUT);\n}\n\nvoid loop() {\n  int level = analogRead(A0);\n  if (level > 512) {\n    digitalWrite(ledPin, HIGH);\n  }\n  delay(100);\n}\n\n";

/// Runs the verb.
pub fn run(arguments: &BenchArguments) -> anyhow::Result<ExitCode> {
    let started = Instant::now();
    let mut engine = Engine::load(&arguments.model.apply(Settings::standard())).map_err(|error| anyhow!(error.message))?;
    let load_ms = milliseconds(started.elapsed());
    let info = engine.info();
    let mut sessions = 0;
    // The name of a document that nobody has read.
    let mut fresh = || {
        sessions += 1;
        PathBuf::from(format!("bench {sessions}"))
    };
    let longest = info.context;
    let text = CODE.repeat(longest / 40 + 1);
    let tokens = local(&mut engine, Path::new("bench"))?.encode(&text);

    let mut prefill = Vec::new();
    for &n_tokens in arguments.prefill.iter().filter(|&&n_tokens| (1..=longest).contains(&n_tokens)) {
        let mut clock = Clock::default();
        for _ in 0..=arguments.runs {
            let session = local(&mut engine, &fresh())?;
            clock.measure(|| logits(session, &tokens[..n_tokens]))?;
        }
        prefill.push(clock.speed(0, n_tokens));
    }
    let mut decode = Vec::new();
    for &context in &arguments.decode {
        let context = context.min(longest.saturating_sub(arguments.tokens)).max(1);
        let mut clock = Clock::default();
        for _ in 0..=arguments.runs {
            let session = local(&mut engine, &fresh())?;
            logits(session, &tokens[..context])?;
            clock.measure(|| (0..arguments.tokens).try_for_each(|n| logits(session, &tokens[..=context + n])))?;
        }
        decode.push(clock.speed(context, arguments.tokens));
    }
    let measured = Measured {
        model: info.name,
        parameters: info.parameters,
        quantization: info.quantization,
        kernels: ide::kernels(),
        threads: ide::threads(),
        load_ms,
        prefill,
        decode,
        resident_mb: memory("VmRSS:"),
        peak_mb: memory("VmHWM:"),
    };
    let mut out = std::io::stdout().lock();
    match arguments.format {
        Format::Json => writeln!(out, "{}", serde_json::to_string_pretty(&measured)?)?,
        Format::Human => print_human(&mut out, &measured)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn local<'e>(engine: &'e mut Engine, path: &Path) -> anyhow::Result<&'e mut dyn LanguageModel> {
    engine.session(path).ok_or_else(|| anyhow!("a server's speed is not measured; name a model file with --model"))
}

fn logits(session: &mut dyn LanguageModel, tokens: &[u32]) -> anyhow::Result<()> {
    session.logits(tokens, &Cancel::never()).map(|_| ()).map_err(|stopped| anyhow!("the model gave no answer: {stopped:?}"))
}

fn print_human(out: &mut impl std::io::Write, measured: &Measured) -> std::io::Result<()> {
    let Measured { model, parameters, quantization, kernels, threads, load_ms, .. } = measured;
    writeln!(out, "{model}: {:.1} M parameters, {quantization}, {kernels}, threads: {threads}", *parameters as f64 / 1e6)?;
    writeln!(out, "  loaded in {load_ms:.0} ms")?;
    for (what, speeds) in [("read", &measured.prefill), ("write", &measured.decode)] {
        for speed in speeds {
            write!(
                out,
                "  {what:<5} {:>5} tokens after {:>4}: {:>8.2} ms, {:>6.0} tokens/s",
                speed.tokens, speed.context, speed.median_ms, speed.tokens_per_s
            )?;
            match speed.cpu_median_ms {
                Some(cpu) => writeln!(out, ", {cpu:.2} ms of processor time")?,
                None => writeln!(out)?,
            }
        }
    }
    if let (Some(resident), Some(peak)) = (measured.resident_mb, measured.peak_mb) {
        writeln!(out, "  memory {resident:.0} MB, at most {peak:.0} MB")?;
    }
    Ok(())
}

/// Times of the same thing, done again and again.
#[derive(Debug, Default)]
struct Clock {
    wall: Vec<f64>,
    cpu: Vec<f64>,
    is_warm: bool,
}

impl Clock {
    /// Measures; the first time only warms up.
    fn measure(&mut self, run: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
        let (wall, cpu) = (Instant::now(), processor_time());
        run()?;
        let (wall, after) = (wall.elapsed(), processor_time());
        if std::mem::replace(&mut self.is_warm, true) {
            self.wall.push(milliseconds(wall));
            self.cpu.extend(cpu.zip(after).map(|(before, after)| milliseconds(after.saturating_sub(before))));
        }
        Ok(())
    }

    fn speed(mut self, context: usize, tokens: usize) -> Speed {
        self.wall.sort_by(f64::total_cmp);
        self.cpu.sort_by(f64::total_cmp);
        let median = |times: &[f64]| times.get(times.len() / 2).copied();
        let median_ms = median(&self.wall).unwrap_or_default();
        Speed {
            context,
            tokens,
            median_ms,
            best_ms: self.wall.first().copied().unwrap_or_default(),
            cpu_median_ms: median(&self.cpu),
            cpu_best_ms: self.cpu.first().copied(),
            tokens_per_s: tokens as f64 / median_ms * 1e3,
        }
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

/// Processor time of all threads of this process, where Linux tells.
fn processor_time() -> Option<Duration> {
    let threads = std::fs::read_dir("/proc/self/task").ok()?;
    let mut all = Duration::ZERO;
    for thread in threads.flatten() {
        let statistics = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        all += Duration::from_nanos(statistics.split(' ').next()?.parse().ok()?);
    }
    Some(all)
}

/// A line of this process's status, in megabytes, where Linux tells.
fn memory(line: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes: f64 = status.lines().find_map(|it| it.strip_prefix(line))?.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes / 1024.0)
}
