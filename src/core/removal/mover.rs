//! Moves the files of one photo together: all of them, or all of them back. Used on the way out and when a way
//! that was cut short is mended; it asks the disk where files are and trusts no memory of what was done.

use std::io;
use std::path::Path;

use super::disk::{Access, Disk, Place};
use super::places::{is_note_about, trash_note};
use super::problem::Problem;
use super::receipt::Moved;
use super::system_trash::Sent;

/// Why files did not go where they should.
pub enum MoveError {
    /// All are in their places; another place may take them.
    Unusable(Problem),
    /// The same, because the drive has no room for the note of the trash or for a folder.
    Full,
    /// All are in their places, and something speaks against trying again.
    Aborted(Problem),
    /// These lie elsewhere and could not be put back.
    PartiallyMoved(Vec<Moved>, Problem),
}

/// Moves files out, and makes sure: each gone from its place, present in the other, with the same bytes.
/// `still_wanted` is asked once all are there. Returns where the system's own trash keeps each of them, as far as they went
/// there and it told; until [`found`] says so, they lie in quarantine.
pub fn leave(
    disk: &dyn Disk,
    place: &Place,
    moves: &[Moved],
    still_wanted: impl Fn() -> Result<(), Problem>,
) -> Result<Vec<Option<Sent>>, MoveError> {
    let mut sent = Vec::new();
    for moved in moves {
        match put(disk, place, moved) {
            Ok(there) => sent.push(there),
            Err(error) => {
                let error = match error.kind() {
                    io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => MoveError::Full,
                    _ => MoveError::Unusable(not_taken(place, error.to_string())),
                };
                return Err(back(disk, moves, &sent, error));
            }
        }
    }
    let arrived = moves.iter().try_for_each(|moved| arrived(disk, &moved.from, &moved.to, moved));
    match arrived.and_then(|()| still_wanted()) {
        Ok(()) => Ok(sent),
        Err(why) => Err(back(disk, moves, &sent, MoveError::Aborted(why))),
    }
}

fn not_taken(place: &Place, why: String) -> Problem {
    match place {
        Place::Trash { .. } | Place::System(_) => Problem::NotTrashed(why),
        Place::Quarantine(_) => Problem::NotQuarantined(why),
        Place::Folder(_) => Problem::NotTaken(why),
    }
}

fn put(disk: &dyn Disk, place: &Place, moved: &Moved) -> io::Result<Option<Sent>> {
    for folder in [Some(&moved.to), moved.note.as_ref()].into_iter().flatten().filter_map(|p| p.parent()) {
        let access = if matches!(place, Place::Folder(_)) { Access::Usual } else { Access::Private };
        disk.create_folders(folder, access)?;
    }
    if let (Some(note), Place::Trash { top, .. }) = (&moved.note, place) {
        disk.create(note, &trash_note(&moved.from, top.as_deref(), disk.now()))?;
    }
    if !matches!(place, Place::System(_)) {
        return disk.rename(&moved.from, &moved.to).map(|()| None);
    }
    disk.hard_link(&moved.from, &moved.to)?;
    if !is_at(disk, &moved.to, moved)? {
        return Err(io::Error::other("its second name leads to another file"));
    }
    let sent = disk.send_to_trash(&moved.from)?;
    match disk.is_taken(&moved.from)? {
        false => Ok(sent),
        true => Err(io::Error::other("it was left in its place")),
    }
}

/// The same file as it lies in the system's trash, if it is there and the trash says that it came from its place.
/// Otherwise as it lies in quarantine, under its second name.
pub fn found(disk: &dyn Disk, moved: &Moved, sent: Option<Sent>) -> Moved {
    let Some(Sent { to, note }) = sent else { return moved.clone() };
    let found = Moved { to, note, held: Some(moved.to.clone()), ..moved.clone() };
    let same = is_one_file(disk, &found.to, &moved.to)
        .and_then(|same| Ok(same && is_at(disk, &found.to, &found)? && is_noted(disk, &found)?));
    if same.unwrap_or(false) { found } else { moved.clone() }
}

/// Takes the second name of a file away that is held in quarantine, now that the file lies safely at `place`. One that
/// cannot be taken away costs room once the trash is emptied, and no photo.
pub fn release(disk: &dyn Disk, moved: &Moved, place: &Path) {
    if let Some(held) = &moved.held
        && is_at(disk, place, moved).unwrap_or(false)
    {
        disk.discard_second_name(held, place).ok();
    }
}

/// The same file by its second name, if it lies under that one only: the trash may have been emptied meanwhile.
pub fn by_either_name(disk: &dyn Disk, moved: &Moved) -> Moved {
    match &moved.held {
        Some(held) if matches!((disk.is_taken(&moved.to), disk.is_taken(held)), (Ok(false), Ok(true))) => {
            Moved { to: held.clone(), note: None, held: None, ..moved.clone() }
        }
        _ => moved.clone(),
    }
}

fn is_one_file(disk: &dyn Disk, one: &Path, other: &Path) -> io::Result<bool> {
    Ok(disk.stat(one)?.0 == disk.stat(other)?.0)
}

/// Gone from `from`, present at `to` with the bytes it had, and what the trash notes about it is ours.
pub fn arrived(disk: &dyn Disk, from: &Path, to: &Path, moved: &Moved) -> Result<(), Problem> {
    if disk.is_taken(from).map_err(|error| Problem::PlaceUnseen(error.to_string()))? {
        return Err(Problem::PlaceTaken);
    }
    match is_at(disk, to, moved).and_then(|same| Ok(same && is_noted(disk, moved)?)) {
        Ok(true) => Ok(()),
        Ok(false) => Err(Problem::OtherArrived),
        Err(error) => Err(Problem::NotArrived(error.to_string())),
    }
}

/// Whether the trash says of the file that it came from its place, or says nothing: otherwise another program has moved
/// a file of its own there, under the same name.
pub fn is_noted(disk: &dyn Disk, moved: &Moved) -> io::Result<bool> {
    match &moved.note {
        Some(note) if disk.is_taken(note)? => Ok(is_note_about(&disk.read(note)?, &moved.from)),
        // The folder in quarantine is this removal's own; in one of the user's the file is told by its number and bytes.
        _ => Ok(true),
    }
}

/// Whether the file at `path` is the one that was moved, told by its bytes, whatever its name and number.
pub fn is_at(disk: &dyn Disk, path: &Path, moved: &Moved) -> io::Result<bool> {
    let (_, stamp) = disk.stat(path)?;
    Ok(stamp.bytes == moved.stamp.bytes && disk.hash(path)? == moved.content)
}

/// Puts whatever has left its place back there, and takes it out of the system's trash.
fn back(disk: &dyn Disk, moves: &[Moved], sent: &[Option<Sent>], error: MoveError) -> MoveError {
    let left: Vec<Moved> = moves.iter().filter(|moved| !put_back(disk, moved)).cloned().collect();
    for (moved, sent) in moves.iter().zip(sent) {
        if let Some(Sent { to, note }) = sent.clone()
            && is_at(disk, &moved.from, moved).unwrap_or(false)
            && disk.discard_second_name(&to, &moved.from).is_ok()
        {
            discard_note(disk, &Moved { to, note, ..moved.clone() });
        }
    }
    match (left.is_empty(), error) {
        (true, error) => error,
        (false, MoveError::Full) => MoveError::PartiallyMoved(left, Problem::DriveFullOnTheWay),
        (false, MoveError::Unusable(why) | MoveError::Aborted(why) | MoveError::PartiallyMoved(_, why)) => {
            MoveError::PartiallyMoved(left, why)
        }
    }
}

/// Sees to it that a file is in its place and the trash has no note about it; whether that is so.
pub fn put_back(disk: &dyn Disk, moved: &Moved) -> bool {
    let home = || -> io::Result<bool> {
        let ours = match is_ours(disk, moved) {
            // Where it was to go may be closed to us; it did not get there if it is here.
            Err(_) if is_at(disk, &moved.from, moved)? => return Ok(true),
            ours => ours?,
        };
        if ours {
            clear(disk, &moved.to, &moved.from, moved)?;
            clear(disk, &moved.from, &moved.to, moved)?;
            // It has a second name, and its own yet.
            if disk.is_taken(&moved.from)?
                && is_one_file(disk, &moved.from, &moved.to)?
                && is_at(disk, &moved.from, moved)?
            {
                disk.discard_second_name(&moved.to, &moved.from)?;
            }
        }
        if !disk.is_taken(&moved.from)? && is_ours(disk, moved)? {
            disk.rename(&moved.to, &moved.from)?;
        }
        // What lies in its place while nothing of ours lies elsewhere is the file, as it was or changed since.
        Ok(!is_ours(disk, moved)? && disk.is_taken(&moved.from)?)
    };
    // A disk that failed once, or only said that it had moved the file, may do it the second time, and this is the last chance
    // to set things right.
    let home = home().unwrap_or(false) || home().unwrap_or(false);
    if home {
        discard_note(disk, moved);
        release(disk, moved, &moved.from);
    }
    home
}

/// Takes away the empty file that holds the name `place` for a file that was to be moved there, if that was cut short
/// before it was moved: it lies at `other` yet.
pub fn clear(disk: &dyn Disk, place: &Path, other: &Path, moved: &Moved) -> io::Result<()> {
    let is_empty = |place| matches!(disk.stat(place), Ok((_, stamp)) if stamp.bytes == 0);
    if moved.stamp.bytes > 0 && is_empty(place) && is_at(disk, other, moved)? {
        disk.discard_placeholder(place)?;
    }
    Ok(())
}

/// Nothing lies at either end of any of these ways, as far as can be seen: their drive may be away.
pub fn is_out_of_sight<'a>(disk: &dyn Disk, mut ends: impl Iterator<Item = [&'a Path; 2]>) -> bool {
    ends.all(|ends| ends.iter().all(|end| !matches!(disk.is_taken(end), Ok(true))))
}

/// Whether what lies where the file was sent is that file, by its bytes or, as they may have changed on the way, by its
/// number; and not something that another program put there under the same name.
pub fn is_ours(disk: &dyn Disk, moved: &Moved) -> io::Result<bool> {
    if !disk.is_taken(&moved.to)? || !is_noted(disk, moved)? {
        return Ok(false);
    }
    match disk.stat(&moved.to) {
        Ok((id, _)) => Ok(moved.id == Some(id) || is_at(disk, &moved.to, moved)?),
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(false),
        Err(error) => Err(error),
    }
}

/// Takes away the note about a file that is not in the trash any more. Without its file it means nothing, so a
/// note that stays is no failure.
pub fn discard_note(disk: &dyn Disk, moved: &Moved) {
    let gone = matches!(disk.is_taken(&moved.to), Ok(false));
    if let (true, Some(note)) = (gone, &moved.note)
        && disk.read(note).is_ok_and(|bytes| is_note_about(&bytes, &moved.from))
    {
        disk.discard(note).ok();
    }
}

/// Whether a file has come back to `to`: told by its bytes or, if they cannot be read now, by where something is.
pub fn is_back(disk: &dyn Disk, moved: &Moved, to: &Path) -> bool {
    is_at(disk, to, moved)
        .unwrap_or_else(|_| matches!((disk.is_taken(&moved.to), disk.is_taken(to)), (Ok(false), Ok(true))))
}
