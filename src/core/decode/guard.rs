//! What stands between hostile files and the rest of the program: a decoder's panic becomes one sentence
//! about one file, and all files being read and decoded together take a bounded amount of memory.

mod budget;

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Once;

pub use self::budget::{Share, memory, to_read};
use crate::photo::SkipReason;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_sentence() {
        let outcome = contained::<()>(|| panic!("deep inside a decoder"));
        assert!(outcome.is_err_and(|reason| reason == SkipReason::BrokeDecoder));
        assert_eq!(contained(|| Ok(1)), Ok(1));
    }
}
