//! Where removed photos go: the system trash. A trait only because tests must be able to have it fail.

use std::path::Path;

/// A place that files can be moved to and found in again.
pub trait Bin: Sync {
    /// Moves the file there. An error means that the file is still in its place.
    fn put(&self, path: &Path) -> Result<(), String>;

    /// Whether a file put from `path` within this run lies there; `None` where the system cannot say.
    fn holds(&self, path: &Path) -> Option<bool>;
}

/// The trash of the desktop.
#[derive(Debug)]
pub struct SystemTrash {
    /// Seconds since 1970 when this run began.
    since: i64,
}

impl SystemTrash {
    /// The trash, remembering only what is put in from now on.
    pub fn new() -> Self {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Self { since: now.map_or(0, |time| time.as_secs() as i64) }
    }
}

impl Default for SystemTrash {
    fn default() -> Self {
        Self::new()
    }
}

impl Bin for SystemTrash {
    fn put(&self, path: &Path) -> Result<(), String> {
        trash::delete(path).map_err(|error| format!("the system trash did not take it: {error}"))
    }

    #[cfg(any(target_os = "windows", all(unix, not(target_os = "macos"), not(target_os = "ios"))))]
    fn holds(&self, path: &Path) -> Option<bool> {
        let items = trash::os_limited::list().ok()?;
        // Trash information keeps whole seconds.
        Some(items.iter().any(|item| item.time_deleted >= self.since - 1 && item.original_path() == path))
    }

    #[cfg(not(any(target_os = "windows", all(unix, not(target_os = "macos"), not(target_os = "ios")))))]
    fn holds(&self, _: &Path) -> Option<bool> {
        None
    }
}
