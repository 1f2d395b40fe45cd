//! Mends, at the next start, what was cut short when the program or the computer stopped in the middle of a
//! removal or of an undo: a half-done step is finished or rolled back, and what never had its turn is noted.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::disk::Disk;
use super::history::History;
use super::journal::{Event, Journal, NotMoved, Open};
use super::problem::Problem;
use super::receipt::{Entry, Moved, Outcome, Receipt};
use super::records::MovedRecord;
use super::settled::Settled;
use super::{mover, restore};

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
    let mut settled = Settled::read(claim.disk, claim.folder);
    for path in history.files()? {
        if settled.has(&path) {
            continue;
        }
        // A journal of a newer version is that version's to mend; the history page lists it.
        let Ok(mut journal) = Journal::open(claim.disk, &path) else { continue };
        let has_begun = !journal.receipt().entries.is_empty();
        if !has_begun || journal.is_ended() && journal.open_entries().is_empty() {
            settled.add(&path);
            continue;
        }
        let was_ended = journal.is_ended();
        let Resumed { finished, rolled_back, stranded, not_attempted } = resume(claim.disk, &mut journal);
        // What cannot be seen now is looked for at the next start; what could not be written down is read again.
        if journal.open_entries().is_empty() && journal.broken().is_none() {
            settled.add(&path);
        }
        if !was_ended || finished + rolled_back + stranded > 0 {
            let receipt = journal.into_receipt();
            recovered.push(Recovered { receipt, finished, rolled_back, stranded, not_attempted });
        }
    }
    settled.write();
    Ok(recovered)
}

/// How many photos each thing is true of, as in [`Recovered`].
#[derive(Default)]
pub struct Resumed {
    finished: usize,
    rolled_back: usize,
    stranded: usize,
    not_attempted: usize,
}

/// Finishes or rolls back what was begun and not ended. What cannot be seen now is left open for another time.
pub fn resume(disk: &dyn Disk, journal: &mut Journal<'_>) -> Resumed {
    let mut mended = Resumed::default();
    for (entry, open) in journal.open_entries().clone() {
        let event = match open {
            Open::Leaving(moves) => finish_or_roll_back(disk, journal.receipt(), entry, moves),
            Open::Returning(to) => come_back(disk, journal, entry, &to),
        };
        let Some(event) = event else { continue };
        if matches!(event, Event::Returned { .. } | Event::Stayed { .. }) {
            journal.receipt().tidy_sidecar(disk, entry);
        }
        match &event {
            Event::Done { .. } | Event::Returned { .. } => mended.finished += 1,
            Event::Stayed { .. } => mended.rolled_back += 1,
            _ => mended.stranded += 1,
        }
        journal.record(event);
    }
    if !journal.is_ended() {
        let entries = journal.receipt().entries.iter().enumerate();
        let untouched = entries.filter(|(at, entry)| {
            entry.outcome == Outcome::NotAttempted && !journal.open_entries().contains_key(at)
        });
        mended.not_attempted = untouched.count();
        journal.record(Event::Ended);
    }
    mended
}

/// Files that were on their way out: done if all have arrived and what stays for them is there, otherwise put back; `None`
/// if nothing of them is seen.
fn finish_or_roll_back(disk: &dyn Disk, receipt: &Receipt, entry: usize, moves: Vec<Moved>) -> Option<Event> {
    let lying: Vec<Moved> = moves.iter().map(|moved| mover::by_either_name(disk, moved)).collect();
    if mover::is_out_of_sight(disk, lying.iter().map(|moved| [&*moved.from, &*moved.to])) {
        return None;
    }
    let have_arrived = moves.iter().all(|moved| mover::arrived(disk, &moved.from, &moved.to, moved).is_ok());
    if have_arrived && keepers_read(disk, receipt, entry, &moves) {
        moves.iter().for_each(|moved| mover::release(disk, moved, &moved.to));
        return Some(Event::Done { entry });
    }
    let away: Vec<Moved> = lying.into_iter().filter(|moved| !mover::put_back(disk, moved)).collect();
    if away.is_empty() {
        return Some(Event::Stayed { entry, how: NotMoved::Failed, why: Problem::Stopped.into() });
    }
    let left: Vec<Moved> =
        away.into_iter().filter(|moved| !matches!(mover::is_ours(disk, moved), Ok(false))).collect();
    let why = match left.is_empty() {
        true => Problem::StoppedAndGone,
        false => Problem::StoppedOnTheWay,
    };
    Some(Event::Stranded { entry, why: why.into(), left: MovedRecord::all(&left) })
}

/// Whether what stays for an entry can be read, and all else of the plan that stays and has the same bytes: it may be the
/// very file, under another path and number.
fn keepers_read(disk: &dyn Disk, receipt: &Receipt, entry: usize, moves: &[Moved]) -> bool {
    let concerned = |(at, other): (usize, &Entry)| {
        let keeper = &other.removal.keeper;
        let concerned = at == entry || moves.iter().any(|moved| moved.content == keeper.content);
        // Where the plan is damaged it is not known what stays.
        (concerned && !keeper.path.as_os_str().is_empty()).then(|| (keeper.path.clone(), keeper.content))
    };
    let keepers: BTreeMap<PathBuf, _> = receipt.entries.iter().enumerate().filter_map(concerned).collect();
    keepers.iter().all(|(path, content)| disk.hash(path).is_ok_and(|found| found == *content))
}

/// Files that were on their way back; `None` if nothing of them is seen.
fn come_back(disk: &dyn Disk, journal: &Journal<'_>, entry: usize, to: &[PathBuf]) -> Option<Event> {
    let moved = journal.receipt().entries.get(entry).map(|entry| entry.moved.clone()).unwrap_or_default();
    let lying: Vec<Moved> = moved.iter().map(|moved| mover::by_either_name(disk, moved)).collect();
    let ends = lying.iter().zip(to).map(|(moved, to)| [&*moved.to, &**to]);
    if mover::is_out_of_sight(disk, ends) {
        return None;
    }
    Some(restore::restore(disk, entry, &moved, to))
}
