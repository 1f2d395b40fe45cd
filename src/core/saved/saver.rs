//! Writes on a thread of its own what is handed to it, the latest only, and what is left when it is dropped.

use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use crate::files;

/// A thread that writes files whole or not at all.
pub struct Saver {
    desk: Arc<Desk>,
    thread: Option<JoinHandle<()>>,
}

#[derive(Default)]
struct Desk {
    tray: Mutex<Tray>,
    changed: Condvar,
}

#[derive(Default)]
struct Tray {
    next: Option<(PathBuf, Vec<u8>)>,
    trouble: Option<String>,
    stop: bool,
}

impl Desk {
    fn lock(&self) -> MutexGuard<'_, Tray> {
        self.tray.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next file to write; `None` when there is none any more.
    fn next(&self) -> Option<(PathBuf, Vec<u8>)> {
        let mut tray = self.lock();
        loop {
            match tray.next.take() {
                Some(next) => return Some(next),
                None if tray.stop => return None,
                None => tray = self.changed.wait(tray).unwrap_or_else(PoisonError::into_inner),
            }
        }
    }
}

impl Saver {
    /// Starts the thread.
    pub fn start() -> std::io::Result<Self> {
        let desk = Arc::new(Desk::default());
        let theirs = Arc::clone(&desk);
        let thread = std::thread::Builder::new().name("saver".to_owned()).spawn(move || {
            while let Some((file, bytes)) = theirs.next() {
                if let Err(error) = files::replace_with(&file, &bytes) {
                    theirs.lock().trouble = Some(format!("{error:#}"));
                }
            }
        })?;
        Ok(Self { desk, thread: Some(thread) })
    }

    /// Has `file` written soon, in place of what waits to be written. A file that waits is given up only for a
    /// later state of itself: hand over one file at a time.
    pub fn put(&self, file: PathBuf, bytes: Vec<u8>) {
        self.desk.lock().next = Some((file, bytes));
        self.desk.changed.notify_one();
    }

    /// Why the last file could not be written, once.
    pub fn trouble(&self) -> Option<String> {
        self.desk.lock().trouble.take()
    }
}

impl Drop for Saver {
    fn drop(&mut self) {
        self.desk.lock().stop = true;
        self.desk.changed.notify_one();
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            log::error!("the thread that saves reviews failed");
        }
    }
}
