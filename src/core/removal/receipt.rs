//! What really happened, photo by photo: the outcome of a removal, kept in the history until long after.

use std::io;
use std::path::PathBuf;
use std::time::SystemTime;

use super::disk::Disk;
use super::plan::{FileSnapshot, Removal};
use super::problem::Problem;
use crate::discover::QUARANTINE;
use crate::photo::{Companion, CompanionKind, ContentHash, FileId, FileStamp, Relation};

/// What became of one removal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It lies where [`Entry::moved`] says.
    Removed,
    /// It was removed and is back, here.
    Restored(PathBuf),
    /// It was not touched, because this speaks against it.
    Refused(Problem),
    /// It was tried and did not work out as it should. What is not in its place is in [`Entry::moved`].
    Failed(Problem),
    /// Its turn never came.
    NotAttempted,
}

/// A file that was moved, and what must be known to put it back exactly.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Where it lay.
    pub from: PathBuf,
    /// Where it lies.
    pub to: PathBuf,
    /// Which physical file it was just before; `None` in journals that do not say it.
    pub id: Option<FileId>,
    /// The note that the trash keeps about it; `None` in quarantine, and where the trash keeps none.
    pub note: Option<PathBuf>,
    /// A second name that it has in quarantine until the journal says where the system's trash keeps it.
    pub held: Option<PathBuf>,
    /// Its size and time.
    pub stamp: FileStamp,
    /// Its bytes.
    pub content: ContentHash,
}

/// What kind of place a file was moved to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lies {
    /// In a trash.
    InTrash,
    /// In the quarantine of a volume without a trash.
    InQuarantine,
    /// In a folder that the user named.
    InFolder,
}

impl Moved {
    /// What kind of place it was moved to.
    pub fn lies(&self) -> Lies {
        let lies_in = |name: &str| self.to.iter().any(|folder| folder == name);
        match &self.note {
            None if lies_in(QUARANTINE) => Lies::InQuarantine,
            // The trash of macOS keeps no notes.
            None if !lies_in(".Trash") && !lies_in(".Trashes") => Lies::InFolder,
            _ => Lies::InTrash,
        }
    }
}

/// A removal and its outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What was planned.
    pub removal: Removal,
    /// What happened.
    pub outcome: Outcome,
    /// The files that lie elsewhere because of it: the photo first, then what went with it. They can be
    /// put back.
    pub moved: Vec<Moved>,
}

/// What really happened, for every photo of the plan, in its order.
#[derive(Debug, Clone, PartialEq)]
pub struct Receipt {
    /// Names it on the command line and in the history; later ones sort after earlier ones.
    pub id: String,
    /// When the removal began.
    pub begun: SystemTime,
    /// One for each removal.
    pub entries: Vec<Entry>,
}

impl Receipt {
    /// Photos that lie in the trash or in quarantine.
    pub fn removed(&self) -> impl Iterator<Item = &Removal> {
        self.entries.iter().filter(|entry| entry.outcome == Outcome::Removed).map(|entry| &entry.removal)
    }

    /// Photos that were removed and are back.
    pub fn restored(&self) -> impl Iterator<Item = &Removal> {
        let restored = |entry: &&Entry| matches!(entry.outcome, Outcome::Restored(_));
        self.entries.iter().filter(restored).map(|entry| &entry.removal)
    }

    /// The photos were moved to a folder that the user named.
    pub fn is_into_folder(&self) -> bool {
        let mut moved = self.entries.iter().flat_map(|entry| &entry.moved).peekable();
        moved.peek().is_some() && moved.all(|moved| moved.lies() == Lies::InFolder)
    }

    /// Bytes of the removed photos and of what went with them.
    pub fn freed_bytes(&self) -> u64 {
        self.removed().map(Removal::bytes).sum()
    }

    /// Something lies elsewhere that can be put back.
    pub fn can_undo(&self) -> bool {
        self.entries.iter().any(|entry| !entry.moved.is_empty())
    }

    /// Photos of which something still lies where it was moved to: the trash may have been emptied, or a drive be away.
    pub fn within_reach<'a>(&'a self, disk: &'a dyn Disk) -> impl Iterator<Item = &'a Entry> {
        let is_there = |moved: &Moved| match disk.stat(&moved.to) {
            Ok((id, stamp)) => moved.id == Some(id) || stamp.bytes == moved.stamp.bytes,
            Err(error) => !matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidInput),
        };
        self.entries.iter().filter(move |entry| entry.moved.iter().any(is_there))
    }

    /// Takes the sidecar of an entry that is back in its place away, unless another photo is gone for which it was written,
    /// too. Done before it is written down that the entry is back, so that it is done again if it is cut short.
    pub(super) fn tidy_sidecar(&self, disk: &dyn Disk, back: usize) {
        let sidecar = |at: usize| self.entries.get(at).and_then(|entry| entry.removal.sidecar.as_ref());
        let Some(own) = sidecar(back) else { return };
        let gone = (0..self.entries.len()).filter(|at| *at != back && !self.entries[*at].moved.is_empty());
        if !gone.filter_map(sidecar).any(|other| other.path == own.path) {
            own.discard(disk);
        }
    }

    /// Bytes that lie in quarantine, not in a trash.
    pub fn quarantined_bytes(&self) -> u64 {
        let moved = self.entries.iter().flat_map(|entry| &entry.moved);
        moved.filter(|moved| moved.lies() == Lies::InQuarantine).map(|moved| moved.stamp.bytes).sum()
    }
}

impl Removal {
    /// What can be told of a removal by what was moved for it, where the plan is not known any more.
    pub(super) fn of_moves(moves: &[Moved]) -> Self {
        let id = FileId { volume: 0, file: 0 };
        let subject = |moved: &Moved| FileSnapshot {
            path: moved.from.clone(),
            id,
            stamp: moved.stamp,
            content: moved.content,
        };
        let nothing = || FileSnapshot {
            path: PathBuf::new(),
            id,
            stamp: FileStamp { bytes: 0, modified_ns: 0 },
            content: ContentHash([0; 32]),
        };
        let companion = |moved: &Moved| Companion {
            kind: CompanionKind::Sidecar,
            path: moved.from.clone(),
            id,
            stamp: moved.stamp,
            content: None,
        };
        Self {
            goes: moves.first().map_or_else(nothing, subject),
            companions: moves.iter().skip(1).map(companion).collect(),
            keeper: nothing(),
            relation: Relation::Similar,
            alike: Vec::new(),
            sidecar: None,
        }
    }
}
