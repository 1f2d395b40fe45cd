//! Names for what is moved: in a trash folder beside the note that says where it came from, in quarantine in a folder
//! of its own.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};

use super::disk::{Disk, Place};
use super::plan::FileSnapshot;
use super::receipt::Moved;
use super::system_trash::RecycleNote;
use crate::discover::QUARANTINE;

/// Bytes of a name in the trash that leave room for `.trashinfo` and a number in the 255 that names may have.
const LONGEST: usize = 230;

/// What stays as it is in a path of the trash specification.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'_').remove(b'.').remove(b'~');

/// Where `files` would come to lie in `place`: names that nothing has there. `stub` names the removal and the
/// entry, for the folder in quarantine.
pub fn moves(disk: &dyn Disk, place: &Place, stub: &Path, files: &[FileSnapshot]) -> io::Result<Vec<Moved>> {
    if let Place::Folder(destination) = place {
        let to = free_among(disk, files.iter().map(|file| destination.path_of(&file.path)))?;
        let moved = |(file, to): (&FileSnapshot, PathBuf)| {
            let FileSnapshot { path, id, stamp, content } = file.clone();
            Moved { from: path, to, id: Some(id), note: None, held: None, stamp, content }
        };
        return Ok(files.iter().zip(to).map(moved).collect());
    }
    let mut names = BTreeSet::new();
    let to = |file: &FileSnapshot| -> io::Result<(PathBuf, Option<PathBuf>)> {
        let name = file.path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        match place {
            Place::Folder(_) => Err(io::ErrorKind::InvalidInput.into()),
            Place::System(folder) | Place::Quarantine(folder) => {
                Ok((folder.join(QUARANTINE).join(stub).join(name), None))
            }
            Place::Trash { folder, .. } => {
                let name = free_name(disk, folder, name, &names)?;
                let (to, note) = in_trash(folder, &name);
                names.insert(name);
                Ok((to, Some(note)))
            }
        }
    };
    let mut to = to;
    let moved = |file: &FileSnapshot| {
        let (to, note) = to(file)?;
        let FileSnapshot { path, id, stamp, content } = file.clone();
        Ok(Moved { from: path, to, id: Some(id), note, held: None, stamp, content })
    };
    files.iter().map(moved).collect()
}

fn in_trash(folder: &Path, name: &OsStr) -> (PathBuf, PathBuf) {
    let mut note = name.to_owned();
    note.push(".trashinfo");
    (folder.join("files").join(name), folder.join("info").join(note))
}

fn free_name(
    disk: &dyn Disk,
    folder: &Path,
    name: &OsStr,
    taken: &BTreeSet<OsString>,
) -> io::Result<OsString> {
    for number in 1..=u32::MAX {
        let name = numbered(name, number);
        let (file, note) = in_trash(folder, &name);
        if !taken.contains(&name) && !disk.is_taken(&file)? && !disk.is_taken(&note)? {
            return Ok(name);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// `photo.jpg`, `photo.2.jpg`, …; a very long name is cut before its ending.
fn numbered(name: &OsStr, number: u32) -> OsString {
    let path = Path::new(name);
    let (mut stem, ending) = match (path.file_stem(), path.extension()) {
        (Some(stem), Some(ending)) if ending.len() < LONGEST / 2 => (stem.to_owned(), Some(ending)),
        _ => (name.to_owned(), None),
    };
    let room = LONGEST - ending.map_or(0, OsStr::len);
    if stem.len() > room {
        let text = stem.to_string_lossy();
        let end = text.floor_char_boundary(room);
        stem = text[..end].into();
    }
    if number > 1 {
        stem.push(format!(".{number}"));
    }
    if let Some(ending) = ending {
        stem.push(".");
        stem.push(ending);
    }
    stem
}

/// The note the trash keeps about a file: where it came from, and when.
pub fn trash_note(from: &Path, top: Option<&Path>, now: SystemTime) -> Vec<u8> {
    let path = escaped(top.and_then(|top| from.strip_prefix(top).ok()).unwrap_or(from));
    let date = chrono::DateTime::<chrono::Local>::from(now).format("%Y-%m-%dT%H:%M:%S");
    format!("[Trash Info]\nPath={path}\nDeletionDate={date}\n").into_bytes()
}

/// Whether a note of the trash is about a file that lay at `from`.
pub fn is_note_about(note: &[u8], from: &Path) -> bool {
    if let Some(note) = RecycleNote::parse(note) {
        return note.is_about(from);
    }
    let note = String::from_utf8_lossy(note);
    let Some(path) = note.lines().find_map(|line| line.strip_prefix("Path=")) else { return false };
    let from = escaped(from);
    from == path || (!path.starts_with('/') && from.ends_with(&format!("/{path}")))
}

fn escaped(path: &Path) -> String {
    percent_encode(path.as_os_str().as_encoded_bytes(), PLAIN).to_string()
}

/// These paths, or all of them with the same number, so that nothing is there yet and what belongs together still does.
fn free_among(disk: &dyn Disk, wanted: impl Iterator<Item = PathBuf> + Clone) -> io::Result<Vec<PathBuf>> {
    for number in 1..=u32::MAX {
        let addition = if number == 1 { String::new() } else { format!(" ({number})") };
        let places: Vec<PathBuf> = wanted.clone().map(|path| with_addition(&path, &addition)).collect();
        let mut free = places.iter().collect::<BTreeSet<_>>().len() == places.len();
        for place in &places {
            free &= !disk.is_taken(place)?;
        }
        if free {
            return Ok(places);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// Where files of one folder can be put back without replacing anything: their own names, or all of them with
/// the same addition, so that they still belong together.
pub fn free_places(disk: &dyn Disk, moved: &[Moved]) -> io::Result<Vec<PathBuf>> {
    for number in 0..=u32::MAX {
        let places: Vec<PathBuf> = moved.iter().map(|moved| beside(&moved.from, number)).collect();
        let mut free = true;
        for place in &places {
            free &= !disk.is_taken(place)?;
        }
        if free {
            return Ok(places);
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

/// `photo.jpg`, `photo (restored).jpg`, `photo (restored 2).jpg`, …
fn beside(path: &Path, number: u32) -> PathBuf {
    let addition = match number {
        0 => return path.to_owned(),
        1 => " (restored)".to_owned(),
        _ => format!(" (restored {number})"),
    };
    with_addition(path, &addition)
}

fn with_addition(path: &Path, addition: &str) -> PathBuf {
    if addition.is_empty() {
        return path.to_owned();
    }
    // Everything from the first dot on is the ending: `photo.jpg.xmp` must stay the sidecar of `photo.jpg`.
    let name = path.file_name().unwrap_or_default();
    let bytes = name.as_encoded_bytes();
    let dot = bytes.iter().skip(1).position(|byte| *byte == b'.').map_or(bytes.len(), |at| at + 1);
    let name = match name.to_str() {
        Some(name) => OsString::from(format!("{}{addition}{}", &name[..dot], &name[dot..])),
        None => {
            let mut whole = name.to_owned();
            whole.push(addition);
            whole
        }
    };
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_the_trash_are_numbered_before_the_ending_and_never_too_long() {
        assert_eq!(numbered(OsStr::new("a.b.jpg"), 1), "a.b.jpg");
        assert_eq!(numbered(OsStr::new("a.b.jpg"), 2), "a.b.2.jpg");
        assert_eq!(numbered(OsStr::new("photo"), 3), "photo.3");
        let long = format!("{}.jpg", "写".repeat(80));
        let cut = numbered(OsStr::new(&long), 12);
        assert!(cut.len() < 245 && cut.to_str().is_some_and(|name| name.ends_with("写.12.jpg")), "{cut:?}");
    }

    #[test]
    fn a_note_escapes_what_would_break_it() {
        let now = SystemTime::now();
        let note = trash_note(Path::new("/m/a b/ü\nDeletionDate=x%.jpg"), None, now);
        let note = String::from_utf8(note).expect("text");
        assert!(
            note.starts_with("[Trash Info]\nPath=/m/a%20b/%C3%BC%0ADeletionDate%3Dx%25.jpg\nDeletionDate=2")
        );
        assert_eq!(note.lines().count(), 3);
        let relative = trash_note(Path::new("/m/a/b.jpg"), Some(Path::new("/m")), now);
        assert!(relative.starts_with(b"[Trash Info]\nPath=a/b.jpg\n"));
        assert!(is_note_about(&relative, Path::new("/m/a/b.jpg")));
        assert!(!is_note_about(&relative, Path::new("/m/aa/b.jpg")));
        assert!(!is_note_about(b"[Trash Info]\n", Path::new("/m/a/b.jpg")));
    }

    #[test]
    fn what_returns_beside_another_file_keeps_its_companions() {
        assert_eq!(beside(Path::new("/a/p.jpg"), 0), Path::new("/a/p.jpg"));
        assert_eq!(beside(Path::new("/a/p.jpg"), 1), Path::new("/a/p (restored).jpg"));
        assert_eq!(beside(Path::new("/a/p.jpg.xmp"), 1), Path::new("/a/p (restored).jpg.xmp"));
        assert_eq!(beside(Path::new("/a/.p"), 2), Path::new("/a/.p (restored 2)"));
    }
}
