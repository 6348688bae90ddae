//! A completer that does what the test says, and counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use ide::{Analysis, Cancel, Completion, EngineError, InlineOptions, Span, Suggestion, VerdictKind};
use lsp::{Completer, Load};

/// What the completer does.
#[derive(Debug, Clone, Copy)]
pub enum Script {
    /// Suggests the whole text of the document.
    EchoText,
    /// Suggests this text.
    Say(&'static str),
    /// Thinks until it is cancelled.
    UntilCancelled,
    /// Panics.
    Panic,
    /// Cannot be loaded.
    Missing,
}

/// How often the completer started and stopped.
#[derive(Debug, Default)]
pub struct Counters {
    pub n_started: AtomicUsize,
    pub n_stopped: AtomicUsize,
}

/// What `lsp::serve` loads.
pub fn load(script: Script, counters: Arc<Counters>) -> Box<Load> {
    Box::new(move |_| match script {
        Script::Missing => Err(EngineError { message: "there is no model".to_owned() }),
        script => Ok(Box::new(Scripted { script, counters: Arc::clone(&counters) })),
    })
}

struct Scripted {
    script: Script,
    counters: Arc<Counters>,
}

impl Completer for Scripted {
    fn name(&self) -> String {
        "scripted".to_owned()
    }

    fn complete(&mut self, analysis: &Analysis, offset: usize, _: InlineOptions, cancel: &Cancel) -> Completion {
        self.counters.n_started.fetch_add(1, Ordering::SeqCst);
        let completion = match self.script {
            Script::EchoText => suggest(offset, analysis.snapshot.text.to_string()),
            Script::Say(text) => suggest(offset, text.to_owned()),
            Script::UntilCancelled => {
                while !cancel.is_cancelled() {
                    thread::sleep(Duration::from_millis(1));
                }
                Completion { cancelled: true, ..Completion::default() }
            }
            Script::Panic => panic!("on purpose"),
            Script::Missing => unreachable!("never loaded"),
        };
        self.counters.n_stopped.fetch_add(1, Ordering::SeqCst);
        completion
    }
}

fn suggest(offset: usize, text: String) -> Completion {
    let suggestion = Suggestion {
        span: Span::new(offset, offset),
        text,
        verdict: VerdictKind::Clean,
        score: 1.0,
        warnings: Vec::new(),
        evidence: Vec::new(),
    };
    Completion { suggestions: vec![suggestion], ..Completion::default() }
}
