//! Moves files back to where they were, as far as they still lie where they were moved to.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Access, Disk};
use super::journal::Event;
use super::mover;
use super::problem::Problem;
use super::receipt::Moved;
use super::records::{MovedRecord, PathRecord};

fn still_there(disk: &dyn Disk, moved: &Moved) -> Result<(), Problem> {
    let path = || moved.to.display().to_string();
    match mover::is_at(disk, &moved.to, moved).and_then(|same| Ok(same && mover::is_noted(disk, moved)?)) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Problem::OtherFile(path())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(Problem::NotThere(path())),
        Err(error) => Err(Problem::UnreadableAt(path(), error.to_string())),
    }
}

/// Moves files back to `to`, as many as can be; what has happened then.
pub fn restore(disk: &dyn Disk, entry: usize, moved: &[Moved], to: &[PathBuf]) -> Event {
    let mut why = None;
    let mut left = Vec::new();
    for (moved, to) in moved.iter().zip(to) {
        let now = mover::by_either_name(disk, moved);
        let brought = restore_file(disk, &now, to);
        if mover::is_back(disk, &now, to) {
            mover::discard_note(disk, moved);
            mover::release(disk, moved, to);
        } else {
            why.get_or_insert(brought.err().unwrap_or(Problem::NotReturned));
            left.push(moved.clone());
        }
    }
    match why {
        None => Event::Returned { entry, to: to.iter().map(|to| PathRecord::of(to)).collect() },
        Some(why) => Event::NotReturned { entry, why: why.into(), left: MovedRecord::all(&left) },
    }
}

fn restore_file(disk: &dyn Disk, moved: &Moved, to: &Path) -> Result<(), Problem> {
    let failed = |error: io::Error| Problem::NotPutBack(error.to_string());
    if disk.is_taken(to).map_err(failed)? {
        mover::clear(disk, to, &moved.to, moved).map_err(failed)?;
    }
    // Nothing is made or changed for a file that is not there: its drive may be away.
    still_there(disk, moved)?;
    if disk.is_taken(to).map_err(failed)? {
        // What was cut short may have come back already; anything else is somebody's and stays as it is.
        return Ok(());
    }
    let bring = || {
        if let Some(folder) = to.parent() {
            disk.create_folders(folder, Access::Usual)?;
        }
        // Its time first: if that fails, it still lies where the receipt says.
        let (_, stamp) = disk.stat(&moved.to)?;
        if stamp.modified_ns != moved.stamp.modified_ns {
            disk.set_modified(&moved.to, moved.stamp.modified_ns)?;
        }
        disk.rename(&moved.to, to)
    };
    bring().map_err(failed)
}
