//! What stands between hostile files and the rest of the program: a decoder's panic becomes one sentence
//! about one file, and all decoders together take a bounded amount of memory.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, MutexGuard, Once, PoisonError};
use std::thread::{self, ThreadId};

use crate::photo::SkipReason;

/// Bytes that pictures being decoded may take together.
const MEMORY: u64 = 512 << 20;

thread_local! {
    static DECODING: Cell<bool> = const { Cell::new(false) };
}

/// Runs a decoder; its panic becomes an error. The panic is not printed: the file is reported as skipped,
/// and that is all there is to say.
pub fn contained<T>(decode: impl FnOnce() -> Result<T, SkipReason>) -> Result<T, SkipReason> {
    silence_decoders();
    let outer = DECODING.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(decode));
    DECODING.set(outer);
    outcome.unwrap_or(Err(SkipReason::BrokeDecoder))
}

/// Makes this thread one whose panics are not printed, for decoders with threads of their own.
pub fn belongs_to_decoder() {
    silence_decoders();
    DECODING.set(true);
}

/// Panics everywhere else are printed as before.
fn silence_decoders() {
    static INSTALLED: Once = Once::new();
    INSTALLED.call_once(|| {
        let print = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !DECODING.get() {
                print(info);
            }
        }));
    });
}

/// A share of the decoders' memory, given back when dropped.
pub struct Share(ThreadId);

/// Who has how much of the memory, and who waits for some.
struct Memory {
    taken: Vec<(ThreadId, u64)>,
    waiting: Vec<ThreadId>,
}

static SHARED: Mutex<Memory> = Mutex::new(Memory { taken: Vec::new(), waiting: Vec::new() });
static GIVEN_BACK: Condvar = Condvar::new();

fn shared() -> MutexGuard<'static, Memory> {
    SHARED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Waits until `bytes` of memory are free for a picture. More than there is in all is granted to a
/// picture that then decodes alone; how large one may be is limited elsewhere.
pub fn memory(bytes: u64) -> Share {
    let (bytes, thread) = (bytes.min(MEMORY), thread::current().id());
    let mut memory = shared();
    memory.waiting.push(thread);
    while memory.taken.iter().map(|(_, taken)| taken).sum::<u64>() + bytes > MEMORY {
        memory = GIVEN_BACK.wait(memory).unwrap_or_else(PoisonError::into_inner);
    }
    memory.waiting.retain(|waiting| *waiting != thread);
    memory.taken.push((thread, bytes));
    Share(thread)
}

/// Whether a thread waits for memory, and so does nothing that could take it too long.
pub fn is_waiting(thread: ThreadId) -> bool {
    shared().waiting.contains(&thread)
}

/// A thread is no longer waited for: its memory is granted to others, though it comes back only when the thread ends.
pub fn give_up(thread: ThreadId) {
    shared().taken.retain(|(holder, _)| *holder != thread);
    GIVEN_BACK.notify_all();
}

impl Drop for Share {
    fn drop(&mut self) {
        let mut memory = shared();
        // A thread gives its shares back in the order opposite to that in which it took them.
        if let Some(last) = memory.taken.iter().rposition(|(holder, _)| *holder == self.0) {
            memory.taken.remove(last);
        }
        drop(memory);
        GIVEN_BACK.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_sentence() {
        let outcome = contained::<()>(|| panic!("deep inside a decoder"));
        assert!(outcome.is_err_and(|reason| reason == SkipReason::BrokeDecoder));
        assert_eq!(contained(|| Ok(1)), Ok(1));
    }

    #[test]
    fn memory_comes_back() {
        let whole = memory(u64::MAX);
        let waiting = thread::spawn(|| drop(memory(MEMORY)));
        while !is_waiting(waiting.thread().id()) {
            thread::yield_now();
        }
        drop(whole);
        waiting.join().expect("no panic");
        // Somebody who was given up holds up nobody, and gives nothing back twice.
        let forgotten = memory(u64::MAX);
        give_up(thread::current().id());
        let next = memory(MEMORY);
        drop(next);
        drop(forgotten);
        assert!(shared().taken.iter().all(|(holder, _)| *holder != thread::current().id()));
    }
}
