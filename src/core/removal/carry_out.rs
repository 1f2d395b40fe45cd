//! Carries a plan out, one photo after the other: looks at both files again, writes down what it is about to do,
//! moves the one that goes and what belongs to it, makes sure, and says for every single photo what happened.

use std::path::Path;

use super::disk::Disk;
use super::guard::Guard;
use super::history::History;
use super::journal::{Event, Journal, NotMoved};
use super::mover::{self, MoveError};
use super::places;
use super::plan::{Removal, RemovalPlan};
use super::problem::Problem;
use super::receipt::{Moved, Receipt};
use super::records::MovedRecord;
use super::system_trash::Sent;
use crate::progress::{Progress, Stage};

/// Carries out `plan`; stops between two photos when cancelled and says which were not attempted. An error means
/// that nothing was touched.
pub fn carry_out(plan: &RemovalPlan, history: &History, progress: &Progress) -> anyhow::Result<Receipt> {
    let claim = history.claim()?;
    let place = plan.destination.as_ref().map(|to| to.check(plan, claim.disk)).transpose()?;
    let mut journal = Journal::begin(claim.disk, claim.folder, &plan.removals)?;
    let guard = Guard::of(plan, claim.disk).with_place(place);
    let mut stopped = progress.enter(Stage::Removing, plan.removals.len() as u64).is_err();
    for (entry, removal) in plan.removals.iter().enumerate() {
        if stopped {
            break;
        }
        match journal.broken().map(|why| Problem::TurnNeverCame(why.to_owned())) {
            None => remove(&mut journal, &guard, entry, removal),
            Some(why) => journal.record(Event::Stayed { entry, how: NotMoved::Failed, why: why.into() }),
        }
        stopped = progress.step().is_err();
    }
    journal.record(Event::Ended);
    Ok(journal.into_receipt())
}

fn remove(journal: &mut Journal<'_>, guard: &Guard<'_>, entry: usize, removal: &Removal) {
    let stay = |journal: &mut Journal<'_>, how, why: Problem| {
        journal.receipt().tidy_sidecar(guard.disk, entry);
        journal.record(Event::Stayed { entry, how, why: why.into() });
    };
    let files = match guard.check(removal) {
        Ok(files) => files,
        Err(why) => return stay(journal, NotMoved::Refused, why),
    };
    let stub = Path::new(&journal.receipt().id).join(entry.to_string());
    let mut trouble = Problem::NoPlace;
    let mut is_full = false;
    for place in guard.places(&removal.goes.path) {
        let moves = match places::moves(guard.disk, &place, &stub, &files) {
            Ok(moves) => moves,
            Err(error) => {
                trouble = Problem::NoName(error.to_string());
                continue;
            }
        };
        let intended = Event::Intended { entry, moves: MovedRecord::all(&moves) };
        if let Err(error) = journal.write(intended) {
            return stay(journal, NotMoved::Failed, Problem::NotWritten(error.to_string()));
        }
        if let Some(sidecar) = &removal.sidecar
            && let Err(why) = sidecar.write(guard.disk)
        {
            return stay(journal, NotMoved::Failed, why);
        }
        match guard.move_out(&place, &moves, removal) {
            Ok(sent) => return finish(journal, guard.disk, entry, (&moves, sent)),
            Err(MoveError::Full) => is_full = true,
            Err(MoveError::Unusable(why)) => trouble = why,
            Err(MoveError::Aborted(why)) => {
                return stay(journal, NotMoved::Failed, Problem::BackInPlace(Box::new(why)));
            }
            Err(MoveError::PartiallyMoved(left, why)) => {
                let left = MovedRecord::all(&left);
                return journal.record(Event::Stranded { entry, why: why.into(), left });
            }
        }
    }
    if is_full {
        trouble = Problem::DriveFull;
    }
    stay(journal, NotMoved::Failed, trouble);
}

/// Writes down that the files have gone, and before it where the system's trash keeps them, if they went there. Only then
/// are their second names taken away.
fn finish(
    journal: &mut Journal<'_>,
    disk: &dyn Disk,
    entry: usize,
    (moves, sent): (&[Moved], Vec<Option<Sent>>),
) {
    let moves: Vec<Moved> =
        moves.iter().zip(sent).map(|(moved, sent)| mover::found(disk, moved, sent)).collect();
    if moves.iter().any(|moved| moved.held.is_some()) {
        journal.record(Event::Intended { entry, moves: MovedRecord::all(&moves) });
        if journal.broken().is_none() {
            moves.iter().for_each(|moved| mover::release(disk, moved, &moved.to));
        }
    }
    journal.record(Event::Done { entry });
}
