//! Carries a plan out, one photo after the other: looks at both files again, moves the one that goes,
//! checks that it went, and says for every single photo what happened.

use std::path::{Path, PathBuf};

use super::bin::Bin;
use super::plan::{Removal, RemovalPlan, Subject};
use crate::decode;
use crate::identity;
use crate::photo::{ContentHash, Relation};
use crate::progress::{Progress, Stage};

/// What became of one removal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It lies in the trash.
    Removed,
    /// It was not touched, because this speaks against it.
    Refused(String),
    /// It was tried and did not work out as it should.
    Failed(String),
    /// The user stopped before its turn.
    NotAttempted,
}

/// A removal and its outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// What was planned.
    pub removal: Removal,
    /// What happened.
    pub outcome: Outcome,
}

/// What really happened, for every photo of the plan, in its order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Receipt {
    /// One for each removal.
    pub entries: Vec<Entry>,
}

impl Receipt {
    /// Photos that lie in the trash now.
    pub fn removed(&self) -> impl Iterator<Item = &Removal> {
        self.entries.iter().filter(|e| e.outcome == Outcome::Removed).map(|e| &e.removal)
    }

    /// Bytes of the photos that lie in the trash now.
    pub fn freed_bytes(&self) -> u64 {
        self.removed().map(|removal| removal.goes.stamp.bytes).sum()
    }
}

/// Carries out `plan`; stops between two photos when cancelled and says which were not attempted.
pub fn carry_out(plan: &RemovalPlan, bin: &dyn Bin, progress: &Progress) -> Receipt {
    let mut stopped = progress.enter(Stage::Removing, plan.removals.len() as u64).is_err();
    let mut entries = Vec::with_capacity(plan.removals.len());
    for removal in &plan.removals {
        let outcome = if stopped {
            Outcome::NotAttempted
        } else {
            let outcome = remove(removal, &plan.protected, bin);
            stopped = progress.step().is_err();
            outcome
        };
        entries.push(Entry { removal: removal.clone(), outcome });
    }
    Receipt { entries }
}

fn remove(removal: &Removal, protected: &[PathBuf], bin: &dyn Bin) -> Outcome {
    if let Err(reason) = check(removal, protected) {
        return Outcome::Refused(reason);
    }
    let path = &removal.goes.path;
    if let Err(reason) = bin.put(path) {
        return Outcome::Failed(reason);
    }
    if std::fs::symlink_metadata(path).is_ok() {
        return Outcome::Failed("it is still in its place".to_owned());
    }
    match bin.holds(path) {
        Some(false) => Outcome::Failed("it left its place but was not found in the trash".to_owned()),
        Some(true) | None => Outcome::Removed,
    }
}

/// Everything that must hold just before a photo is moved; the reason why not, in words.
fn check(removal: &Removal, protected: &[PathBuf]) -> Result<(), String> {
    let Removal { goes, keeper, relation } = removal;
    if protected.iter().any(|folder| goes.path.starts_with(folder)) {
        return Err("it lies in a protected folder".to_owned());
    }
    unchanged(goes).map_err(|why| format!("it {why}"))?;
    unchanged(keeper).map_err(|why| format!("the photo kept for it {why}"))?;
    if goes.id == keeper.id {
        return Err("it is the same file as the photo kept for it".to_owned());
    }
    match relation {
        Relation::Exact => {
            let same = hash(&goes.path)? == goes.content && hash(&keeper.path)? == goes.content;
            same.then_some(()).ok_or_else(|| "the two files are no longer the same".to_owned())
        }
        Relation::Edited | Relation::Similar => decode::preview(&keeper.path, 256)
            .map(drop)
            .map_err(|why| format!("the photo kept for it cannot be opened: {why}")),
    }
}

fn unchanged(subject: &Subject) -> Result<(), String> {
    let (id, stamp) = identity::look(&subject.path).map_err(|error| format!("cannot be found: {error}"))?;
    if (id, stamp) == (subject.id, subject.stamp) {
        Ok(())
    } else {
        Err("has changed since the scan".to_owned())
    }
}

fn hash(path: &Path) -> Result<ContentHash, String> {
    let mut hasher = blake3::Hasher::new();
    let file = std::fs::File::open(path).map_err(|error| format!("it cannot be read: {error}"))?;
    hasher.update_reader(file).map_err(|error| format!("it cannot be read: {error}"))?;
    Ok(ContentHash(*hasher.finalize().as_bytes()))
}
