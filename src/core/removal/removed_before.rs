//! Photos that were removed once and are there again: told by their bytes, wherever they lie now and whatever they are called.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::SystemTime;

use super::history::History;
use super::journal::Journal;
use super::receipt::{Entry, Outcome};
use crate::photo::{ContentHash, Findings, Photo};
use crate::progress::{Progress, Stop};

/// What was removed before, of the contents that a scan found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RemovedBefore(BTreeMap<ContentHash, Gone>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Gone {
    /// When the last removal began that it was part of.
    at: SystemTime,
    /// Files with these bytes that a removal left, or moved to a folder: they did not come back.
    known: BTreeSet<PathBuf>,
}

impl RemovedBefore {
    /// Reads it from the history, journal by journal. A journal that cannot be read says nothing; the error is one sentence.
    pub fn read(history: &History, findings: &Findings, progress: &Progress) -> Result<Self, Stop> {
        let wanted: BTreeSet<ContentHash> = findings.photos.iter().map(|photo| photo.content).collect();
        let mut removed = Self::default();
        for path in history.files()? {
            progress.check()?;
            let Ok(journal) = Journal::open(&**history.disk(), &path) else { continue };
            let receipt = journal.into_receipt();
            let is_gone = |entry: &&Entry| {
                entry.outcome == Outcome::Removed && wanted.contains(&entry.removal.goes.content)
            };
            receipt.entries.iter().filter(is_gone).for_each(|entry| removed.add(receipt.begun, entry));
        }
        Ok(removed)
    }

    /// When a file with the bytes of this one was removed last; `None` if none was, or if it is one that stayed then.
    pub fn when(&self, photo: &Photo) -> Option<SystemTime> {
        let gone = self.0.get(&photo.content)?;
        (!gone.known.contains(photo.path())).then_some(gone.at)
    }

    fn add(&mut self, at: SystemTime, entry: &Entry) {
        let (goes, keeper) = (&entry.removal.goes, &entry.removal.keeper);
        let gone = self.0.entry(goes.content).or_insert_with(|| Gone { at, known: BTreeSet::new() });
        gone.at = gone.at.max(at);
        if keeper.content == goes.content {
            gone.known.insert(keeper.path.clone());
        }
        gone.known.extend(entry.moved.iter().map(|moved| moved.to.clone()));
    }
}
