//! Project tasks: `cargo xtask codegen [--check]`, `cargo xtask docs [--check]`, `cargo xtask tables`,
//! `cargo xtask model tiny`.

mod codegen;
mod docs;
mod generated;
mod measure;
mod settings;
mod tiny;

use std::path::PathBuf;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "xtask", about = "Project tasks")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Turn boards/data into the tables that the boards crate embeds, and settings into what editors show.
    Codegen {
        /// Write nothing; fail if a generated file is not what it should be.
        #[arg(long)]
        check: bool,
    },
    /// Write a page for each rule into docs/rules.
    Docs {
        /// Write nothing; fail if a page is not what it should be.
        #[arg(long)]
        check: bool,
    },
    /// Print how large the embedded tables are and how long a lookup takes.
    Tables,
    /// Make models.
    Model {
        #[command(subcommand)]
        what: ModelTask,
    },
}

#[derive(Subcommand)]
enum ModelTask {
    /// A toy from nothing: trains, exports, evaluates and runs it. A few minutes.
    Tiny {
        /// Python with the packages of models/train/requirements.lock.
        #[arg(long, default_value = "python3")]
        python: PathBuf,
        /// Folder for what is made.
        #[arg(long, default_value = "target/model-tiny")]
        out: PathBuf,
        /// Steps of training.
        #[arg(long, default_value_t = 40)]
        steps: usize,
        /// Compare with llama.cpp, too: a Python that has the package llama-cpp-python (tests/parity/setup.sh makes one).
        #[arg(long, value_name = "PYTHON")]
        llama_cpp: Option<PathBuf>,
    },
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().task {
        Task::Codegen { check } => codegen::run(check),
        Task::Docs { check } => docs::run(check),
        Task::Tables => measure::run(),
        Task::Model { what: ModelTask::Tiny { python, out, steps, llama_cpp } } => tiny::run(&python, &out, steps, llama_cpp.as_deref()),
    }
}
