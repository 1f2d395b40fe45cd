//! For tests: a file that nobody ever finishes decoding.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::progress::Progress;

/// A file of this name hangs whoever opens it.
pub const NAME: &str = "hangs.jpg";

static OPENED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// What decoding calls first.
pub fn open(path: &Path) {
    if path.ends_with(NAME) {
        OPENED.lock().unwrap_or_else(PoisonError::into_inner).push(path.to_owned());
        loop {
            thread::park();
        }
    }
}

/// Runs `work` and cancels it when `path` hangs it; ends only if the work does.
pub fn cancelled_at<R: Send>(path: &Path, work: impl FnOnce(&Progress) -> R + Send) -> R {
    let progress = Progress::default();
    let is_opened = || OPENED.lock().unwrap_or_else(PoisonError::into_inner).iter().any(|open| open == path);
    thread::scope(|scope| {
        let working = scope.spawn(|| work(&progress));
        while !is_opened() && !working.is_finished() {
            thread::yield_now();
        }
        progress.cancel();
        working.join().expect("no panic")
    })
}
