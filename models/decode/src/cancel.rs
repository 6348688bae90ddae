//! Cancelling by generation: one atomic, one relaxed load per poll (after helix's `TaskController`).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Hands out [`Cancel`] handles; starting a new one cancels all before it.
#[derive(Debug, Clone, Default)]
pub struct Canceller {
    generation: Arc<AtomicU64>,
}

impl Canceller {
    /// Cancels every earlier handle and returns a fresh one.
    pub fn restart(&self) -> Cancel {
        let generation = self.generation.fetch_add(1, Ordering::Relaxed) + 1;
        Cancel { current: Arc::clone(&self.generation), generation }
    }

    /// Cancels every handle given out so far.
    pub fn cancel(&self) {
        self.generation.fetch_add(1, Ordering::Relaxed);
    }
}

/// Tells a running job that it is no longer wanted.
#[derive(Debug, Clone, Default)]
pub struct Cancel {
    current: Arc<AtomicU64>,
    generation: u64,
}

impl Cancel {
    /// A handle that is never cancelled.
    pub fn never() -> Self {
        Self::default()
    }

    /// Whether somebody restarted or cancelled since this handle was given out.
    pub fn is_cancelled(&self) -> bool {
        self.current.load(Ordering::Relaxed) != self.generation
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_handle_cancels_the_older() {
        let canceller = Canceller::default();
        let first = canceller.restart();
        assert!(!first.is_cancelled());
        let second = canceller.restart();
        assert!(first.is_cancelled());
        assert!(!second.is_cancelled());
        canceller.cancel();
        assert!(second.is_cancelled());
        assert!(!Cancel::never().is_cancelled());
    }
}
