//! Two threads that compute on snapshots: answers first, diagnostics when nobody waits.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use crossbeam_channel::{Receiver, Sender, select_biased, unbounded};

/// Work on a snapshot. A panic in it is caught: whoever waits for the answer sees its channel closed.
pub(crate) type Work = Box<dyn FnOnce() + Send>;

/// How many threads work. One may be busy with diagnostics while the other answers.
const N_WORKERS: usize = 2;

/// The way to the workers. When it is dropped they finish what is queued and end.
#[derive(Debug)]
pub(crate) struct Workers {
    urgent: Sender<Work>,
    background: Sender<Work>,
}

impl Workers {
    /// Starts the threads.
    pub(crate) fn start() -> Self {
        let (urgent, urgent_inbox) = unbounded();
        let (background, background_inbox) = unbounded();
        for index in 0..N_WORKERS {
            let (urgent_inbox, background_inbox) = (urgent_inbox.clone(), background_inbox.clone());
            thread::Builder::new()
                .name(format!("worker-{index}"))
                .spawn(move || run(&urgent_inbox, &background_inbox))
                .expect("the system lets a process start threads");
        }
        Self { urgent, background }
    }

    /// Runs what a person waits for.
    pub(crate) fn answer(&self, work: Work) {
        // The workers hold the other end until this value is dropped.
        let _ = self.urgent.send(work);
    }

    /// Runs what can wait until no answer is due.
    pub(crate) fn later(&self, work: Work) {
        let _ = self.background.send(work);
    }
}

fn run(urgent: &Receiver<Work>, background: &Receiver<Work>) {
    loop {
        let work = select_biased! {
            recv(urgent) -> work => work,
            recv(background) -> work => work,
        };
        // Both senders live in one value: when one is gone, so is the other.
        let Ok(work) = work else { return };
        if catch_unwind(AssertUnwindSafe(work)).is_err() {
            tracing::error!("a worker panicked; its request is answered with an error");
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn answers_overtake_what_can_wait() {
        let workers = Workers::start();
        let (log, order) = mpsc::channel();
        // Both threads are held until everything is queued.
        let gates: Vec<_> = (0..N_WORKERS)
            .map(|_| {
                let (open, gate) = mpsc::channel::<()>();
                workers.answer(Box::new(move || {
                    let _ = gate.recv();
                }));
                open
            })
            .collect();
        for name in ["diagnostics", "hover"] {
            let log = log.clone();
            let work: Work = Box::new(move || log.send(name).unwrap());
            if name == "hover" {
                workers.answer(work);
            } else {
                workers.later(work);
            }
        }
        // One thread goes on, so that the order is seen.
        gates[0].send(()).unwrap();
        assert_eq!(order.recv().unwrap(), "hover");
        assert_eq!(order.recv().unwrap(), "diagnostics");
    }

    #[test]
    fn a_panic_closes_the_answer_and_leaves_the_workers_alive() {
        let workers = Workers::start();
        for _ in 0..2 * N_WORKERS {
            let (reply, answer) = mpsc::channel::<()>();
            workers.answer(Box::new(move || {
                let _reply = reply;
                panic!("on purpose");
            }));
            assert!(answer.recv().is_err());
        }
        let (reply, answer) = mpsc::channel();
        workers.answer(Box::new(move || reply.send(42).unwrap()));
        assert_eq!(answer.recv(), Ok(42));
    }
}
