//! Project tasks: `cargo xtask codegen [--check]`, `cargo xtask docs [--check]`, `cargo xtask tables`.

mod codegen;
mod docs;
mod generated;
mod measure;
mod settings;

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
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().task {
        Task::Codegen { check } => codegen::run(check),
        Task::Docs { check } => docs::run(check),
        Task::Tables => measure::run(),
    }
}
