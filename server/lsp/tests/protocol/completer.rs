//! A completer that does what the test says, and counts.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use ide::{Analysis, Cancel, Completion, EngineError, InlineOptions, RankFacts, Span, Suggestion, VerdictKind};
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
    /// Suggests this text once; from then on thinks until it is cancelled.
    SayOnce(&'static str),
    /// Thinks until it is released, whatever anybody says.
    Deaf,
    /// Is loaded only when it is released, then says this.
    LoadSlowly(&'static str),
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
    pub n_warmed_up: AtomicUsize,
    pub is_released: AtomicBool,
}

impl Counters {
    fn wait_for_release(&self) {
        while !self.is_released.load(Ordering::SeqCst) {
            thread::sleep(Duration::from_millis(1));
        }
    }
}

/// What `lsp::serve` loads.
pub fn load(script: Script, counters: Arc<Counters>) -> Box<Load> {
    Box::new(move |_| match script {
        Script::Missing => Err(EngineError { message: "there is no model".to_owned() }),
        script => {
            if matches!(script, Script::LoadSlowly(_)) {
                counters.wait_for_release();
            }
            Ok(Box::new(Scripted { script, counters: Arc::clone(&counters) }))
        }
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

    fn warm_up(&mut self, _: &Cancel) {
        self.counters.n_warmed_up.fetch_add(1, Ordering::SeqCst);
    }

    fn complete(&mut self, analysis: &Analysis, offset: usize, _: InlineOptions, cancel: &Cancel) -> Completion {
        let n_before = self.counters.n_started.fetch_add(1, Ordering::SeqCst);
        let completion = match self.script {
            Script::SayOnce(text) if n_before == 0 => suggest(offset, text.to_owned()),
            Script::EchoText => suggest(offset, analysis.snapshot.text.to_string()),
            Script::Say(text) | Script::LoadSlowly(text) => suggest(offset, text.to_owned()),
            Script::UntilCancelled | Script::SayOnce(_) => {
                while !cancel.is_cancelled() {
                    thread::sleep(Duration::from_millis(1));
                }
                Completion { cancelled: true, ..Completion::default() }
            }
            Script::Deaf => {
                self.counters.wait_for_release();
                Completion { cancelled: cancel.is_cancelled(), ..Completion::default() }
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
        facts: RankFacts::default(),
        warnings: Vec::new(),
        evidence: Vec::new(),
        origin: Vec::new(),
    };
    Completion { suggestions: vec![suggestion], ..Completion::default() }
}
