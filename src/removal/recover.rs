//! Mends, at the next start, what was cut short when the program or the computer stopped in the middle of a
//! removal or of an undo: a half-done step is finished or rolled back, and what never had its turn is noted.

use std::path::PathBuf;

use super::disk::Disk;
use super::history::History;
use super::journal::{Event, Journal, Open, Stay};
use super::receipt::{Moved, Outcome, Receipt};
use super::shapes::MovedRecord;
use super::{sidecar, travel, undo};

/// What was mended of one removal.
#[derive(Debug, Clone, PartialEq)]
pub struct Recovered {
    /// The removal as it is now.
    pub receipt: Receipt,
    /// Photos whose way out or back was cut short and is finished.
    pub finished: usize,
    /// Photos whose way out was cut short and that are back in their places.
    pub rolled_back: usize,
    /// Photos that could be neither finished nor rolled back; the receipt says where they lie.
    pub stranded: usize,
    /// Photos whose turn never came.
    pub not_attempted: usize,
}

/// Mends every removal that was cut short. Does nothing while another Lookalike is at work: then nothing is cut
/// short. An error is one sentence, and nothing was touched.
pub fn recover(history: &History) -> anyhow::Result<Vec<Recovered>> {
    let Some(claim) = history.claim_if_free()? else { return Ok(Vec::new()) };
    let mut recovered = Vec::new();
    for path in history.files()? {
        // A journal of a newer version is that version's to mend; the history page lists it.
        let Ok(journal) = Journal::open(claim.disk, &path) else { continue };
        if !journal.is_ended() || !journal.open_entries().is_empty() {
            recovered.push(mend(claim.disk, journal));
        }
    }
    Ok(recovered)
}

fn mend(disk: &dyn Disk, mut journal: Journal<'_>) -> Recovered {
    let (mut finished, mut rolled_back, mut stranded) = (0, 0, 0);
    for (entry, open) in journal.open_entries().clone() {
        let event = match open {
            Open::Leaving(moves) => settle(disk, entry, moves),
            Open::Returning(to) => come_back(disk, &journal, entry, &to),
        };
        if matches!(event, Event::Returned { .. } | Event::Stayed { .. }) {
            sidecar::tidy(disk, journal.receipt(), entry);
        }
        match &event {
            Event::Done { .. } | Event::Returned { .. } => finished += 1,
            Event::Stayed { .. } => rolled_back += 1,
            _ => stranded += 1,
        }
        journal.note(event);
    }
    let untouched = |outcome: &Outcome| *outcome == Outcome::NotAttempted;
    let not_attempted = match journal.is_ended() {
        true => 0,
        false => journal.receipt().entries.iter().filter(|entry| untouched(&entry.outcome)).count(),
    };
    if !journal.is_ended() {
        journal.note(Event::Ended);
    }
    Recovered { receipt: journal.into_receipt(), finished, rolled_back, stranded, not_attempted }
}

/// Files that were on their way out: done if all have arrived, otherwise put back.
fn settle(disk: &dyn Disk, entry: usize, moves: Vec<Moved>) -> Event {
    if moves.iter().all(|moved| travel::arrived(disk, &moved.from, &moved.to, moved).is_ok()) {
        return Event::Done { entry };
    }
    let left: Vec<Moved> = moves.into_iter().filter(|moved| !travel::put_back(disk, moved)).collect();
    if left.is_empty() {
        let why = "the program was stopped before it was moved".to_owned();
        return Event::Stayed { entry, how: Stay::Failed, why };
    }
    let why = "the program was stopped while it was moved, and it could not be put back".to_owned();
    Event::Stranded { entry, why, left: MovedRecord::all(&left) }
}

/// Files that were on their way back.
fn come_back(disk: &dyn Disk, journal: &Journal<'_>, entry: usize, to: &[PathBuf]) -> Event {
    let moved = journal.receipt().entries.get(entry).map(|entry| entry.moved.clone()).unwrap_or_default();
    undo::bring(disk, entry, &moved, to)
}
