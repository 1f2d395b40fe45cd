//! A trash in a temporary folder.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use lookalike::removal::Bin;

/// Takes what it is given, and remembers from where.
pub struct FakeTrash {
    dir: tempfile::TempDir,
    held: Mutex<BTreeSet<PathBuf>>,
}

impl FakeTrash {
    /// Nothing in it yet.
    pub fn new() -> Self {
        let dir = tempfile::tempdir().expect("a temporary folder");
        Self { dir, held: Mutex::new(BTreeSet::new()) }
    }

    /// Where its photos came from.
    pub fn contents(&self) -> Vec<PathBuf> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

impl Bin for FakeTrash {
    fn put(&self, path: &Path) -> Result<(), String> {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let to = self.dir.path().join(held.len().to_string());
        std::fs::rename(path, to).map_err(|error| error.to_string())?;
        held.insert(path.to_owned());
        Ok(())
    }

    fn holds(&self, path: &Path) -> Option<bool> {
        Some(self.held.lock().unwrap_or_else(PoisonError::into_inner).contains(path))
    }
}
