//! Puts back what a removal moved: path, bytes and time, photo by photo. Nothing is ever replaced: where something
//! has appeared in a photo's place meanwhile, the photo comes back beside it.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::Disk;
use super::history::History;
use super::history_error::HistoryError;
use super::journal::{Event, Journal};
use super::places;
use super::problem::Problem;
use super::receipt::{Moved, Outcome, Receipt};
use super::records::{MovedRecord, PathRecord};
use super::{mover, recover, restore};
use crate::progress::{Progress, Stage};

/// Undoes the removal with this name, as far as something of it lies elsewhere; stops between two photos when
/// cancelled. Returns its receipt as it is then.
pub fn undo(id: &str, history: &History, progress: &Progress) -> anyhow::Result<Receipt> {
    undo_those(id, history, progress, |_| true)
}

/// The same for one photo of it, told by its place among the entries of the receipt.
pub fn undo_one(id: &str, entry: usize, history: &History, progress: &Progress) -> anyhow::Result<Receipt> {
    undo_those(id, history, progress, |at| at == entry)
}

fn undo_those(
    id: &str,
    history: &History,
    progress: &Progress,
    wanted: impl Fn(usize) -> bool,
) -> anyhow::Result<Receipt> {
    let claim = history.claim()?;
    let mut journal = Journal::open(claim.disk, &history.file(id)?)?;
    if journal.receipt().entries.is_empty() {
        anyhow::bail!(HistoryError::NothingMoved(id.to_owned()));
    }
    // Of a step that was begun and of which no end was written down, it is not known yet what lies elsewhere.
    recover::resume(claim.disk, &mut journal);
    let away: Vec<usize> = (0..journal.receipt().entries.len())
        .filter(|entry| wanted(*entry) && !journal.receipt().entries[*entry].moved.is_empty())
        .collect();
    // What could not be tidied up when a photo came back is tried again.
    let is_back = |at: &usize| matches!(journal.receipt().entries[*at].outcome, Outcome::Restored(_));
    let back = (0..journal.receipt().entries.len()).filter(is_back);
    back.for_each(|entry| journal.receipt().tidy_sidecar(claim.disk, entry));
    let mut stopped = progress.enter(Stage::Restoring, away.len() as u64).is_err();
    for entry in away {
        if stopped || journal.broken().is_some() {
            break;
        }
        put_back(claim.disk, &mut journal, entry);
        stopped = progress.step().is_err();
    }
    match journal.broken() {
        Some(why) => anyhow::bail!(HistoryError::UndoStopped(why.to_owned())),
        None => Ok(journal.into_receipt()),
    }
}

fn put_back(disk: &dyn Disk, journal: &mut Journal<'_>, entry: usize) {
    let moved = journal.receipt().entries[entry].moved.clone();
    let to = match places(disk, &moved) {
        Ok(to) => to,
        Err(error) => {
            let why = Problem::PlaceUnseen(error.to_string()).into();
            return journal.record(Event::NotReturned { entry, why, left: MovedRecord::all(&moved) });
        }
    };
    if journal.write(Event::Returning { entry, to: to.iter().map(|to| PathRecord::of(to)).collect() }).is_ok()
    {
        let event = restore::restore(disk, entry, &moved, &to);
        if matches!(event, Event::Returned { .. }) {
            journal.receipt().tidy_sidecar(disk, entry);
        }
        journal.record(event);
    }
}

/// Where each file is to lie: free places for what is away; what is not may have come back before.
fn places(disk: &dyn Disk, moved: &[Moved]) -> io::Result<Vec<PathBuf>> {
    let is_away =
        |moved: &&Moved| !matches!(disk.is_taken(&mover::by_either_name(disk, moved).to), Ok(false));
    let away: Vec<Moved> = moved.iter().filter(is_away).cloned().collect();
    let free = places::free_places(disk, &away)?;
    let free: BTreeMap<&Path, PathBuf> = away.iter().map(|moved| moved.to.as_path()).zip(free).collect();
    let place = |moved: &Moved| free.get(moved.to.as_path()).unwrap_or(&moved.from).clone();
    Ok(moved.iter().map(place).collect())
}
