//! What stands between hostile files and the rest of the program: a decoder's panic becomes one sentence
//! about one file, and all decoders together take a bounded amount of memory.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Condvar, Mutex, Once, PoisonError};

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
pub struct Share(u64);

static TAKEN: Mutex<u64> = Mutex::new(0);
static GIVEN_BACK: Condvar = Condvar::new();

/// Waits until `bytes` of memory are free for a picture. More than there is in all is granted to a
/// picture that then decodes alone; how large one may be is limited elsewhere.
pub fn memory(bytes: u64) -> Share {
    let bytes = bytes.min(MEMORY);
    let mut taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
    while *taken + bytes > MEMORY {
        taken = GIVEN_BACK.wait(taken).unwrap_or_else(PoisonError::into_inner);
    }
    *taken += bytes;
    Share(bytes)
}

impl Drop for Share {
    fn drop(&mut self) {
        *TAKEN.lock().unwrap_or_else(PoisonError::into_inner) -= self.0;
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
        let waiting = std::thread::spawn(|| drop(memory(MEMORY)));
        drop(whole);
        waiting.join().expect("no panic");
    }
}
