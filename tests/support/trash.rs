//! A trash, a history and the program's own folders in a temporary folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lookalike::removal::{History, RealDisk};
use lookalike::settings::OwnFolders;

/// A trash that is not the user's.
pub struct FakeTrash {
    dir: tempfile::TempDir,
    is_there: bool,
}

impl FakeTrash {
    /// Nothing in it yet.
    pub fn new() -> Self {
        Self { dir: tempfile::tempdir().expect("a temporary folder"), is_there: true }
    }

    /// No volume has one.
    pub fn absent() -> Self {
        Self { is_there: false, ..Self::new() }
    }

    /// The folder of the trash.
    pub fn folder(&self) -> PathBuf {
        self.dir.path().join("Trash")
    }

    /// The real file system with this trash.
    pub fn disk(&self) -> Arc<RealDisk> {
        Arc::new(RealDisk::with_home_trash(self.is_there.then(|| self.folder())))
    }

    /// Folders of the program's own.
    pub fn own(&self) -> OwnFolders {
        let [config, cache, data] = ["config", "cache", "data"].map(|name| self.dir.path().join(name));
        OwnFolders { config, cache, data }
    }

    /// The history of what was put into it.
    pub fn history(&self) -> History {
        History::new(self.own().history_folder(), self.disk())
    }

    /// What lies in it, in order.
    pub fn contents(&self) -> Vec<PathBuf> {
        names(&self.folder().join("files"))
    }

    /// The notes about it, in order.
    pub fn notes(&self) -> Vec<PathBuf> {
        names(&self.folder().join("info"))
    }
}

fn names(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    names.sort();
    names
}
