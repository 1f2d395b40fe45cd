//! One piece of work on a named thread of its own. Dropping the job cancels it; a panic in it becomes
//! one plain sentence. The window owns at most a few of these and asks them when it draws.

use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::task::Poll;

use anyhow::Context;
use rayon::ThreadPoolBuilder;

use crate::progress::{Progress, Stop};

/// Running or finished work with a result of type `T`.
#[derive(Debug)]
pub struct Job<T> {
    progress: Arc<Progress>,
    result: Receiver<Result<T, Stop>>,
}

impl<T: Send + 'static> Job<T> {
    /// Starts `work` on a thread called `name`; `wake` is called once, after the result is there.
    /// Fails if the system has no thread left.
    pub fn start(
        name: &str,
        wake: impl FnOnce() + Send + 'static,
        work: impl FnOnce(&Progress) -> Result<T, Stop> + Send + 'static,
    ) -> std::io::Result<Self> {
        let progress = Arc::new(Progress::default());
        let (send, result) = sync_channel(1);
        let shared = Arc::clone(&progress);
        std::thread::Builder::new().name(name.to_owned()).spawn(move || {
            let outcome = catch_unwind(AssertUnwindSafe(|| work(&shared)));
            // The receiver is gone when the job was dropped: then nobody wants the result.
            send.send(outcome.unwrap_or_else(|_| Err(broken()))).ok();
            wake();
        })?;
        Ok(Self { progress, result })
    }

    /// How far it is, and the handle to pause or cancel it.
    pub fn progress(&self) -> &Arc<Progress> {
        &self.progress
    }

    /// The result, once; never blocks.
    pub fn poll(&self) -> Poll<Result<T, Stop>> {
        match self.result.try_recv() {
            Ok(result) => Poll::Ready(result),
            Err(TryRecvError::Empty) => Poll::Pending,
            Err(TryRecvError::Disconnected) => Poll::Ready(Err(broken())),
        }
    }
}

impl<T> Drop for Job<T> {
    fn drop(&mut self) {
        self.progress.cancel();
    }
}

/// Does work that spreads over all cores on threads of its own. Those that rayon has for everybody are the window's: they
/// must not wait for what takes long or is held.
pub fn apart<R: Send>(work: impl FnOnce() -> R + Send) -> anyhow::Result<R> {
    let threads = ThreadPoolBuilder::new().build().context("no thread is left to work with")?;
    Ok(threads.install(work))
}

/// Work that panicked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrokeDown;

impl fmt::Display for BrokeDown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lookalike made a mistake here and stopped this work; your photos are untouched")
    }
}

impl std::error::Error for BrokeDown {}

fn broken() -> Stop {
    Stop::Failed(BrokeDown.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait<T: Send + 'static>(job: &Job<T>) -> Result<T, Stop> {
        loop {
            if let Poll::Ready(result) = job.poll() {
                return result;
            }
            std::thread::yield_now();
        }
    }

    #[test]
    fn a_job_hands_over_its_result() {
        let job = Job::start("adds", || (), |_| Ok(1 + 1)).expect("a thread");
        assert_eq!(wait(&job).ok(), Some(2));
    }

    #[test]
    fn nobody_waits_for_work_that_is_held_apart() {
        use rayon::prelude::*;
        let (go_on, held) = crossbeam_channel::unbounded::<()>();
        let hold = move || apart(|| (0..64).into_par_iter().for_each(|_| held.recv().unwrap_or_default()));
        let holding = std::thread::spawn(hold);
        assert_eq!((0..100).into_par_iter().sum::<u32>(), 4950);
        assert!(!holding.is_finished());
        drop(go_on);
        holding.join().expect("no panic").expect("threads");
    }

    #[test]
    fn dropping_a_job_cancels_it() {
        let (tell, told) = std::sync::mpsc::channel();
        let job = Job::<()>::start(
            "waits",
            || (),
            move |progress| {
                while progress.check().is_ok() {
                    std::thread::yield_now();
                }
                tell.send(()).ok();
                Err(Stop::Cancelled)
            },
        )
        .expect("a thread");
        drop(job);
        told.recv().expect("the work ended");
    }
}
