//! The one budget of memory for files being read and decoded, whatever the number of threads.
//!
//! Work takes a share for its file, and while it keeps that, one for its picture. Nobody waits for ever: a picture waits only
//! for other pictures, which wait for nothing; a file waits only for files, whose pictures get their turn.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, LazyLock, Mutex, MutexGuard, PoisonError};
use std::thread::{self, ThreadId};
use std::time::Duration;

use crate::door::{PATIENCE, Visit};
use crate::photo::SkipReason;

/// Bytes, where so many and as many again are free.
const MOST: u64 = 2 << 30;

/// Bytes where the system does not tell how many are free.
const WITHOUT_KNOWING: u64 = 1 << 30;

/// How often work that waits looks for those who were given up, and whether it was itself.
const TICK: Duration = Duration::from_millis(100);

static BUDGET: LazyLock<Budget> = LazyLock::new(|| Budget::new(most_for(free())));

/// Waits until `bytes` are free for a file to be read into.
pub fn to_read(bytes: u64) -> Result<Share<'static>, SkipReason> {
    BUDGET.take(Use::File, bytes)
}

/// Waits until `bytes` are free for a picture, on the thread that decodes it. More than there are in all are granted to a
/// picture that then decodes alone; how large one may be is limited elsewhere.
pub fn memory(bytes: u64) -> Result<Share<'static>, SkipReason> {
    BUDGET.take(Use::Picture, bytes)
}

/// Half of what is free when the first file is read.
fn most_for(free: Option<u64>) -> u64 {
    free.map_or(WITHOUT_KNOWING, |free| (free / 2).min(MOST))
}

/// Bytes that the system, or the control group that the program runs in, has left.
fn free() -> Option<u64> {
    let mut system = sysinfo::System::new().ok()?;
    system.refresh_memory();
    let of_group = system.cgroup_limits().map_or(u64::MAX, |limits| limits.free_memory);
    Some(system.available_memory().min(of_group)).filter(|free| *free > 0)
}

/// A share of the memory, given back when dropped.
pub struct Share<'a> {
    budget: &'a Budget,
    id: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    File,
    Picture,
}

struct Budget {
    all: u64,
    state: Mutex<State>,
    given_back: Condvar,
}

#[derive(Default)]
struct State {
    taken: Vec<Taken>,
    /// The shares that are waited for, by their use and in the order in which they are granted.
    files: VecDeque<u64>,
    pictures: VecDeque<u64>,
    next: u64,
}

struct Taken {
    id: u64,
    thread: ThreadId,
    of: Use,
    bytes: u64,
    /// Whose it is; the shares of work that was given up do not count, or the budget would be less for good.
    visit: Option<Arc<Visit>>,
}

impl State {
    fn count(&self, of: Use) -> u64 {
        let counted =
            |taken: &&Taken| taken.of == of && !taken.visit.as_ref().is_some_and(|visit| visit.is_lost());
        self.taken.iter().filter(counted).map(|taken| taken.bytes).sum()
    }

    fn line(&mut self, of: Use) -> &mut VecDeque<u64> {
        match of {
            Use::File => &mut self.files,
            Use::Picture => &mut self.pictures,
        }
    }
}

impl Budget {
    fn new(all: u64) -> Self {
        Self { all, state: Mutex::default(), given_back: Condvar::new() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn take(&self, of: Use, bytes: u64) -> Result<Share<'_>, SkipReason> {
        let visit = Visit::current();
        let is_lost = || visit.as_ref().is_some_and(|visit| visit.is_lost());
        let mut state = self.lock();
        let id = state.next;
        state.next += 1;
        state.line(of).push_back(id);
        let mut state = Visit::excused(visit.as_deref(), || {
            while !is_lost() && !self.is_granted(&mut state, of, bytes, id) {
                let waited = self.given_back.wait_timeout(state, TICK);
                state = waited.unwrap_or_else(PoisonError::into_inner).0;
            }
            state
        });
        state.line(of).retain(|waiting| *waiting != id);
        self.given_back.notify_all();
        if is_lost() {
            return Err(SkipReason::TookLongerThan(PATIENCE.as_secs()));
        }
        state.taken.push(Taken { id, thread: thread::current().id(), of, bytes, visit });
        Ok(Share { budget: self, id })
    }

    fn is_granted(&self, state: &mut State, of: Use, bytes: u64, id: u64) -> bool {
        let own = thread::current().id();
        let is_own = |taken: &Taken| taken.of == Use::Picture && taken.thread == own;
        if of == Use::Picture && state.taken.iter().any(is_own) {
            // Whoever decodes must not wait for others who do.
            return true;
        }
        if state.line(of).front() != Some(&id) {
            return false;
        }
        let (files, pictures) = (state.count(Use::File), state.count(Use::Picture));
        let fits = files.saturating_add(pictures).saturating_add(bytes) <= self.all;
        match of {
            // Half of the memory is left to pictures.
            Use::File => files == 0 || fits && files.saturating_add(bytes) <= self.all / 2,
            Use::Picture => pictures == 0 || fits,
        }
    }
}

impl Drop for Share<'_> {
    fn drop(&mut self) {
        self.budget.lock().taken.retain(|taken| taken.id != self.id);
        self.budget.given_back.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::door;
    use crate::progress::Progress;
    use std::sync::atomic::{AtomicU64, Ordering};

    #[test]
    fn files_leave_half_of_the_memory_to_pictures() {
        let budget = Budget::new(100);
        let granted = |of, bytes| {
            let mut state = budget.lock();
            state.line(of).push_back(u64::MAX);
            let granted = budget.is_granted(&mut state, of, bytes, u64::MAX);
            state.line(of).clear();
            granted
        };
        let first = budget.take(Use::File, 40).expect("a share");
        assert!(granted(Use::File, 10) && !granted(Use::File, 11));
        let large = budget.take(Use::Picture, 500).expect("alone");
        assert!(!granted(Use::File, 1));
        drop(large);
        drop(first);
        assert!(granted(Use::File, 500));
        assert!(budget.lock().taken.is_empty());
    }

    #[test]
    fn a_thread_that_decodes_never_waits_for_another() {
        let budget = Budget::new(100);
        let picture = budget.take(Use::Picture, 90).expect("a share");
        let within = budget.take(Use::Picture, 90).expect("a share");
        drop((picture, within));
    }

    #[test]
    fn however_many_threads_the_budget_holds_and_all_get_their_turn() {
        let (budget, most) = (Budget::new(100), AtomicU64::new(0));
        let note = || {
            let state = budget.lock();
            let all = state.count(Use::File) + state.count(Use::Picture);
            most.fetch_max(all, Ordering::Relaxed);
        };
        thread::scope(|scope| {
            for n in 0..16 {
                let (budget, note) = (&budget, &note);
                scope.spawn(move || {
                    for _ in 0..20 {
                        let _file = budget.take(Use::File, 20 + n % 5).expect("a share");
                        note();
                        let _picture = budget.take(Use::Picture, 50).expect("a share");
                        note();
                    }
                });
            }
        });
        assert!((50..=100).contains(&most.into_inner()));
    }

    #[test]
    fn what_was_given_up_holds_up_nobody() {
        static SMALL: LazyLock<Budget> = LazyLock::new(|| Budget::new(100));
        let progress = Arc::new(Progress::default());
        let cancels = Arc::clone(&progress);
        let hangs = move || {
            let _picture = SMALL.take(Use::Picture, 100);
            cancels.cancel();
            loop {
                thread::park();
            }
        };
        assert!(door::pass::<()>(&progress, hangs).is_err());
        drop(SMALL.take(Use::Picture, 100).expect("a share"));
    }

    #[test]
    fn half_of_what_is_free_is_taken_at_most() {
        assert_eq!(most_for(Some(1 << 30)), 512 << 20);
        assert_eq!(most_for(Some(64 << 30)), 2 << 30);
        assert_eq!(most_for(None), WITHOUT_KNOWING);
        assert!(free().is_none_or(|free| free > 0));
    }
}
