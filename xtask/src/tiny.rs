//! `cargo xtask model tiny`: a toy model from nothing, to see that every step from text to suggestions works.
//!
//! The programs of our recipes → records → tokenizer → training → GGUF and n-grams → bits per byte → the same logits and the same
//! greedy text in PyTorch, candle and, on request, llama.cpp → `boardwise eval` with it on programs that it did not see.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context as _, ensure};
use serde_json::Value;

/// Boards for which the recipes write programs: one of each language's usual ones.
const BOARDS: [&str; 2] = ["esp32dev", "pico"];
/// Text that nothing was learnt about needs eight bits a byte; the toy of 40 steps needs about two.
const MOST_BITS: f64 = 2.5;

/// Runs all of it below `out`; `python` has the packages of `models/train/requirements.lock`.
pub fn run(python: &Path, out: &Path, steps: usize, llama_cpp: Option<&Path>) -> anyhow::Result<()> {
    let started = Instant::now();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in the workspace")?;
    std::fs::create_dir_all(out)?;
    let out = out.canonicalize()?;
    let python = std::path::absolute(python)?;
    let path_of = |name: &str| out.join(name);
    let stage = |what: &str| println!("[{:>4.0} s] {what}", started.elapsed().as_secs_f32());

    stage("programs of the recipes");
    let programs = path_of("programs");
    if programs.exists() {
        std::fs::remove_dir_all(&programs)?;
    }
    // As everything else builds the workspace: other features would build the kernels again.
    let build = ["build", "--quiet", "--workspace", "--bins", "--example", "write_recipes", "--example", "greedy"];
    let status = Command::new(env!("CARGO")).args(build).current_dir(root).status()?;
    ensure!(status.success(), "the workspace does not build");
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from).join("debug");
    execute(&target.join("examples/write_recipes"), &[&programs], &BOARDS, Stdio::null())?;

    stage("data, training, export");
    let train = |arguments: &[&str]| -> anyhow::Result<()> {
        let status = Command::new(&python)
            .args(["-m", "boardwise_train"])
            .args(arguments)
            .current_dir(root.join("models/train"))
            .status()
            .with_context(|| {
                format!("{} does not start: give a Python with models/train/requirements.lock by --python", python.display())
            })?;
        ensure!(status.success(), "boardwise_train {} failed", arguments.join(" "));
        Ok(())
    };
    let text = |path: &Path| path.display().to_string();
    train(&["tiny", &text(&programs), &text(&out), "--steps", &steps.to_string()])?;
    let report: Value = serde_json::from_str(&std::fs::read_to_string(path_of("report.json"))?)?;
    let bits = |file: &str| report["bits_per_byte"][file].as_f64().with_context(|| format!("no bits per byte of {file}"));
    let (plain, quantized) = (bits("tiny-f32.gguf")?, bits("tiny-q8_0.gguf")?);
    ensure!(plain < MOST_BITS, "{plain:.2} bits a byte on held-out recipes: the toy has learnt too little, {MOST_BITS} are expected");
    ensure!((quantized - plain).abs() < 0.02, "Q8_0 moves bits a byte from {plain:.3} to {quantized:.3}");

    let bits = |which: &str| report["ngrams"]["bits_per_token"][which].as_f64().with_context(|| format!("no bits per token {which}"));
    let (alone, with_ngrams) = (bits("without")?, bits("with")?);
    ensure!(with_ngrams < alone, "the table of n-grams moves bits a token from {alone:.3} to {with_ngrams:.3}: it should help");

    stage("the same in candle, and in llama.cpp where asked");
    let candle = path_of("candle.json");
    let answers = std::fs::File::create(&candle)?;
    execute(&target.join("examples/greedy"), &[&path_of("tiny-f32.gguf"), &path_of("golden.json")], &[], answers.into())?;
    let llama = path_of("llama.json");
    if let Some(python) = llama_cpp {
        let status = Command::new(std::path::absolute(python)?)
            .args(["-m", "boardwise_train.llama"])
            .args([path_of("tiny-f32.gguf"), path_of("golden.json")])
            .current_dir(root.join("models/train"))
            .stdout(std::fs::File::create(&llama)?)
            .status()?;
        ensure!(status.success(), "llama.cpp does not answer: give a Python with llama-cpp-python by --llama-cpp (tests/parity/setup.sh)");
    }
    let (folder, candle, llama) = (text(&out), text(&candle), text(&llama));
    let mut agree = vec!["agree", &folder, "--candle", &candle];
    if llama_cpp.is_some() {
        agree.extend(["--llama-cpp", &llama]);
    }
    train(&agree)?;

    stage("completion with it");
    let measured = path_of("eval.json");
    let valid = path_of("valid.jsonl");
    let model = path_of("tiny-q8_0.gguf");
    let options = ["--per-kind", "1", "--files", "8", "--replay-files", "0", "--format", "json", "--model", &text(&model)];
    execute(&target.join("boardwise"), &[&PathBuf::from("eval"), &valid], &options, std::fs::File::create(&measured)?.into())?;
    let info = path_of("info.json");
    let asked = ["--format", "json", "--model", &text(&model)];
    execute(&target.join("boardwise"), &[&PathBuf::from("model"), &PathBuf::from("info")], &asked, std::fs::File::create(&info)?.into())?;
    let info: Value = serde_json::from_str(&std::fs::read_to_string(info)?)?;
    ensure!(info["ngrams"].as_u64().is_some_and(|it| it > 0), "the table of n-grams beside the weights does not speak: {info}");
    let reports: Value = serde_json::from_str(&std::fs::read_to_string(&measured)?)?;
    let all = &reports[0]["groups"]["all"];
    let share = |name: &str| all[name].as_f64().unwrap_or_default() * 100.0;
    ensure!(all["places"].as_u64().is_some_and(|it| it > 10), "nothing was measured: {all}");
    println!(
        "           {} places of recipes that it did not see: {:.0} % shown, {:.0} % right",
        all["places"],
        share("shown"),
        share("exact")
    );
    stage("done");
    Ok(())
}

fn execute(program: &Path, paths: &[&PathBuf], more: &[&str], output: Stdio) -> anyhow::Result<()> {
    let program = program.with_extension(std::env::consts::EXE_EXTENSION);
    let status = Command::new(&program).args(paths).args(more).stdout(output).status()?;
    ensure!(status.success(), "{} failed", program.display());
    Ok(())
}
