//! What the outside may know of, and ask from, running work. Stages call [`Progress::step`], which
//! counts, waits while paused and ends the work when cancelled; the window and the terminal only look.

use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

/// The stages of a scan, of a removal and of its undoing, in the order they come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Walking the folders.
    Discovering,
    /// Opening and embedding photos.
    Fingerprinting,
    /// Comparing embeddings.
    Pairing,
    /// Comparing pixels of what looks alike.
    Proving,
    /// Laying photos out as a map.
    Mapping,
    /// Moving photos to the trash.
    Removing,
    /// Moving photos back.
    Restoring,
    /// Writing a report.
    Reporting,
}

const STAGES: [Stage; 8] = [
    Stage::Discovering,
    Stage::Fingerprinting,
    Stage::Pairing,
    Stage::Proving,
    Stage::Mapping,
    Stage::Removing,
    Stage::Restoring,
    Stage::Reporting,
];

/// The user asked to stop. Not an error: nothing is shown in red.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancelled;

/// Why work ended without its result.
#[derive(Debug)]
pub enum Stop {
    /// The user asked to.
    Cancelled,
    /// It cannot go on; one sentence for the user.
    Failed(anyhow::Error),
}

impl From<Cancelled> for Stop {
    fn from(_: Cancelled) -> Self {
        Self::Cancelled
    }
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

/// A look at running work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProgressSnapshot {
    /// What it is at.
    pub stage: Stage,
    /// Steps done in this stage.
    pub done: u64,
    /// Steps this stage will take; 0 while that is not known.
    pub total: u64,
    /// Of the steps done, those that cost no work because the result was remembered.
    pub remembered: u64,
    /// Files skipped so far.
    pub skipped: u64,
    /// Waiting for the user.
    pub paused: bool,
}

/// Shared between the work and whoever watches it.
#[derive(Debug, Default)]
pub struct Progress {
    stage: AtomicUsize,
    done: AtomicU64,
    total: AtomicU64,
    remembered: AtomicU64,
    skipped: AtomicU64,
    cancelled: AtomicBool,
    paused: AtomicBool,
    /// Those who wait while paused.
    waiting: Mutex<()>,
    resumed: Condvar,
}

impl Progress {
    /// Begins a stage of `total` steps (0: not known).
    pub fn enter(&self, stage: Stage, total: u64) -> Result<(), Cancelled> {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        let at = STAGES.iter().position(|s| *s == stage).unwrap_or(0);
        self.stage.store(at, Ordering::Relaxed);
        self.check()
    }

    /// The stage will take so many steps more than were known when it began.
    pub fn add_total(&self, steps: u64) {
        self.total.fetch_add(steps, Ordering::Relaxed);
    }

    /// One step is done; ends or holds the work if the user asked for that.
    pub fn step(&self) -> Result<(), Cancelled> {
        self.done.fetch_add(1, Ordering::Relaxed);
        self.check()
    }

    /// Counts a step that was remembered, besides [`Self::step`].
    pub fn remembered(&self) {
        self.remembered.fetch_add(1, Ordering::Relaxed);
    }

    /// Counts a file that had to be skipped.
    pub fn skipped(&self) {
        self.skipped.fetch_add(1, Ordering::Relaxed);
    }

    /// Waits while paused, then says whether to go on.
    pub fn check(&self) -> Result<(), Cancelled> {
        while self.is_paused() && !self.is_cancelled() {
            let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
            // Not for ever: it may have been resumed just before.
            drop(self.resumed.wait_timeout(waiting, Duration::from_millis(200)));
        }
        if self.is_cancelled() { Err(Cancelled) } else { Ok(()) }
    }

    /// Asks the work to stop; it does so within a second.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
        self.resumed.notify_all();
    }

    /// Whether somebody asked it to stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Holds the work.
    pub fn pause(&self) {
        self.paused.store(true, Ordering::Relaxed);
    }

    /// Lets held work go on.
    pub fn resume(&self) {
        self.paused.store(false, Ordering::Relaxed);
        self.resumed.notify_all();
    }

    /// A look at it.
    pub fn snapshot(&self) -> ProgressSnapshot {
        ProgressSnapshot {
            stage: STAGES[self.stage.load(Ordering::Relaxed)],
            done: self.done.load(Ordering::Relaxed),
            total: self.total.load(Ordering::Relaxed),
            remembered: self.remembered.load(Ordering::Relaxed),
            skipped: self.skipped.load(Ordering::Relaxed),
            paused: self.is_paused(),
        }
    }

    fn is_paused(&self) -> bool {
        self.paused.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    #[test]
    fn steps_count_until_cancelled() {
        let progress = Progress::default();
        assert_eq!(progress.enter(Stage::Pairing, 3), Ok(()));
        assert_eq!(progress.step(), Ok(()));
        progress.cancel();
        assert_eq!(progress.step(), Err(Cancelled));
        let seen = progress.snapshot();
        assert_eq!((seen.stage, seen.done, seen.total), (Stage::Pairing, 2, 3));
    }

    #[test]
    fn a_pause_holds_and_a_cancel_ends_it() {
        let progress = Arc::new(Progress::default());
        progress.pause();
        assert!(progress.snapshot().paused);
        let held = std::thread::spawn({
            let progress = Arc::clone(&progress);
            move || progress.check()
        });
        progress.cancel();
        assert_eq!(held.join().expect("no panic"), Err(Cancelled));
    }
}
