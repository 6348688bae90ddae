//! The language server: the protocol's types live in this crate and nowhere else.
//!
//! ```text
//! client ── backend (forwards in order) ──▶ owner (documents, settings; one thread)
//!                                             ├──▶ workers (answers and diagnostics on snapshots)
//!                                             ├──▶ model thread (one job; the newest wins)
//!                                             └──▶ outbox ──▶ client
//! ```
//!
//! It knows nothing of boards, rules or models: [`ide`] does. It writes nothing to standard output
//! but the protocol.

mod backend;
mod capabilities;
mod configuration;
mod convert;
mod explain;
mod generate;
mod input;
mod late;
mod model_worker;
mod others;
mod outbox;
mod owner;
mod pages;
mod pin_map;
mod recent;
mod status;
mod uri;
mod usage;
mod workers;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use ide::{Engine, Settings};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::mpsc;
use tower_lsp_server::{LspService, Server};

use crate::backend::Backend;
use crate::model_worker::ModelWorker;
pub use crate::model_worker::{Completer, Load};
use crate::owner::Owner;

/// Messages in work at once. A handler that waits for a worker occupies one place, and a full
/// house would keep `$/cancelRequest` out; so there are many.
const MAX_CONCURRENT: usize = 1024;

/// Bytes between the reader and the server.
const PIPE_SIZE: usize = 64 << 10;

/// How a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// `shutdown`, then `exit`.
    Clean,
    /// `exit` or the end of the input without `shutdown`.
    Abrupt,
}

/// Serves one client on standard input and output until it leaves.
///
/// `settings` are those of the command line; the client's own are read over the protocol. A client
/// that leaves without `shutdown` ends the process with status 1, as the protocol asks.
///
/// # Errors
/// When the system refuses threads or timers.
pub fn run(settings: Settings) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let load: Box<Load> = Box::new(|settings| {
        let engine = Engine::load(settings)?;
        if let Some(problem) = engine.info().problem {
            tracing::warn!("{problem}");
        }
        Ok(Box::new(engine) as Box<dyn Completer>)
    });
    let session = Session { settings, stats_file: ide::stats::default_path(), load };
    let ending = runtime.block_on(serve(tokio::io::stdin(), tokio::io::stdout(), session));
    // A client that keeps our standard input open must not keep us alive: nobody waits for the
    // thread that still reads it.
    runtime.shutdown_background();
    if ending == Ending::Abrupt {
        std::process::exit(1);
    }
    Ok(())
}

/// What a session starts with.
pub struct Session {
    /// Settings from the command line.
    pub settings: Settings,
    /// Where accepted and dismissed suggestions are counted; nowhere in most tests.
    pub stats_file: Option<PathBuf>,
    /// Makes the model.
    pub load: Box<Load>,
}

/// Serves one client on any pair of streams.
pub async fn serve<I, O>(input: I, output: O, session: Session) -> Ending
where
    I: AsyncRead + Unpin,
    O: AsyncWrite,
{
    let (events, inbox) = crossbeam_channel::unbounded();
    let (outbox, messages) = mpsc::unbounded_channel();
    let is_shut_down = Arc::new(AtomicBool::new(false));

    let Session { settings, stats_file, load } = session;
    let model = ModelWorker::start(load, events.clone());
    let owner = Owner::new(settings, stats_file, model, events.clone(), outbox);
    let owner =
        thread::Builder::new().name("owner".to_owned()).spawn(move || owner.run(&inbox)).expect("the system lets a process start threads");

    let shut_down = Arc::clone(&is_shut_down);
    let (service, socket) = LspService::build(|client| Backend::new(client, events, messages, shut_down))
        .custom_method("boardwise/status", Backend::status)
        .custom_method("boardwise/pinMap", Backend::pin_map)
        .custom_method("boardwise/explain", Backend::explain)
        .custom_method("boardwise/generate", Backend::generate)
        .custom_method("boardwise/boards", Backend::boards)
        .custom_method("boardwise/rule", Backend::rule)
        .finish();
    let (messages_in, messages_out) = tokio::io::duplex(PIPE_SIZE);
    tokio::select! {
        () = Server::new(messages_out, output, socket).concurrency_level(MAX_CONCURRENT).serve(service) => {}
        // The end of the input reaches the server through the pipe; it then ends in its own time.
        () = async {
            input::copy_messages(input, messages_in).await;
            std::future::pending::<()>().await;
        } => {}
    }
    // The owner has been told to stop; it writes down what it counted.
    let _ = tokio::task::spawn_blocking(move || owner.join()).await;
    if is_shut_down.load(Ordering::Relaxed) { Ending::Clean } else { Ending::Abrupt }
}
