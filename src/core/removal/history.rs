//! Every removal there was, as its journals tell: what the History page lists and `lookalike undo` takes from.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::disk::{Access, Disk};
use super::history_error::HistoryError;
use super::journal::Journal;
use super::receipt::Receipt;

/// How often, and how far apart, the right to move files is asked for.
const TRIES: u32 = 10;
const PAUSE: Duration = Duration::from_millis(50);

/// Bytes of the moment that the name of a journal begins with.
const MOMENT: usize = "20260101-000000".len();

/// The journals in one folder, on one disk.
#[derive(Clone)]
pub struct History {
    folder: PathBuf,
    disk: Arc<dyn Disk>,
}

/// A journal that cannot be read, or not all of it; it is left alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// Its file.
    pub path: PathBuf,
    /// Why.
    pub reason: HistoryError,
}

/// The right to move files: one process has it at a time.
pub(super) struct Claim<'a> {
    pub disk: &'a dyn Disk,
    pub folder: &'a Path,
    _lock: Option<File>,
}

impl History {
    /// The history kept in `folder`, which need not be there yet.
    pub fn new(folder: PathBuf, disk: Arc<dyn Disk>) -> Self {
        Self { folder, disk }
    }

    /// All receipts, the latest first, and the journals that could not be read, or not all of them.
    pub fn receipts(&self) -> Result<(Vec<Receipt>, Vec<Damaged>), HistoryError> {
        let (mut receipts, mut damaged) = (Vec::new(), Vec::new());
        for path in self.files()?.into_iter().rev() {
            match Journal::open(&*self.disk, &path) {
                Ok(journal) => {
                    damaged.extend(journal.damage().map(|reason| Damaged { path, reason }));
                    // What was stopped before it began is no removal.
                    receipts
                        .extend(Some(journal.into_receipt()).filter(|receipt| !receipt.entries.is_empty()));
                }
                Err(reason) => damaged.push(Damaged { path, reason }),
            }
        }
        Ok((receipts, damaged))
    }

    /// The disk all this happens on.
    pub fn disk(&self) -> &Arc<dyn Disk> {
        &self.disk
    }

    /// The journals, the earliest first.
    pub(super) fn files(&self) -> Result<Vec<PathBuf>, HistoryError> {
        let listed = self.disk.list(&self.folder);
        let unlisted = |error: io::Error| HistoryError::Unlisted(self.folder.clone(), error.to_string());
        let mut files = listed.map_err(unlisted)?;
        files.retain(|file| file.extension().is_some_and(|ending| ending == "journal"));
        // Those of one second have the same name but for a number: `…-2` is before `…-10`.
        files.sort_by_cached_key(|file| {
            let name = file.file_stem().unwrap_or_default().to_owned();
            (name.as_encoded_bytes().get(..MOMENT).map(<[u8]>::to_vec), name.len(), name)
        });
        Ok(files)
    }

    /// The journal of the removal with this name.
    pub(super) fn file(&self, id: &str) -> Result<PathBuf, HistoryError> {
        let named = |path: &PathBuf| path.file_stem().is_some_and(|stem| stem == id);
        self.files()?.into_iter().find(named).ok_or_else(|| HistoryError::NoSuch(id.to_owned()))
    }

    /// The right to move files, until the claim is dropped.
    pub(super) fn claim(&self) -> Result<Claim<'_>, HistoryError> {
        self.claim_if_free()?.ok_or(HistoryError::Busy)
    }

    /// The same, or `None` if another process has it. Waits a moment for it: a process that is just being started
    /// holds on to what its parent had open.
    pub(super) fn claim_if_free(&self) -> Result<Option<Claim<'_>>, HistoryError> {
        let not_kept = |error: io::Error| HistoryError::NotKept(self.folder.clone(), error.to_string());
        self.disk.create_folders(&self.folder, Access::Private).map_err(not_kept)?;
        for _ in 0..TRIES {
            match self.disk.lock(&self.folder.join("lock")) {
                Ok(lock) => return Ok(Some(Claim { disk: &*self.disk, folder: &self.folder, _lock: lock })),
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => std::thread::sleep(PAUSE),
                Err(error) => return Err(not_kept(error)),
            }
        }
        Ok(None)
    }
}
