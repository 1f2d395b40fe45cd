//! The trash of Windows and macOS. A program does not move files into it but hands them over, and the system chooses
//! where they lie there; on a drive without a trash, or if the user has set it so, it may destroy them instead.
//! [`super::Disk::send_to_trash`] is therefore only called for a file that has a second name in quarantine.
//! Elsewhere the trash is a folder ([`super::Place::Trash`]), and nothing here serves.

use std::io;
use std::path::{Path, PathBuf};

/// Where the trash keeps a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The file itself.
    pub to: PathBuf,
    /// The note that the trash keeps about it, if that is a file.
    pub note: Option<PathBuf>,
}

/// The folder of the recycle bin of a volume; it holds a folder for each user.
#[cfg(windows)]
const BIN: &str = "$Recycle.Bin";

/// Whether the volume with the topmost folder `top` has a trash for files like `_path`: a recycle bin is made when the
/// volume is first used by a desktop, and never on a network drive or a memory stick.
#[cfg(windows)]
pub fn serves(top: &Path, _path: &Path) -> bool {
    top.join(BIN).is_dir()
}

/// Moves a file to the recycle bin of its volume. COM is set up for each thread once and for good, so this has one of its own.
#[cfg(windows)]
pub fn send(top: &Path, path: &Path) -> io::Result<Option<Sent>> {
    use std::time::{Duration, SystemTime};
    // File times are as fine as the file system makes them.
    let since = SystemTime::now() - Duration::from_secs(2);
    let deleted = std::thread::scope(|scope| scope.spawn(|| trash::delete(path)).join());
    match deleted {
        Ok(Ok(())) => Ok(find_recycled(&top.join(BIN), path, since)),
        Ok(Err(trash::Error::Unknown { description } | trash::Error::Os { description, .. })) => {
            Err(io::Error::other(description))
        }
        Ok(Err(error)) => Err(io::Error::other(error)),
        Err(_) => Err(io::Error::other("the recycle bin cannot be reached")),
    }
}

/// What was recycled last, since then, from the path `from`: of the files `$I…` in the folders of a recycle bin the one
/// that is about it, and the `$R…` beside it. Another user's folder cannot be read, and is left out.
#[cfg(any(windows, test))]
fn find_recycled(bin: &Path, from: &Path, since: std::time::SystemTime) -> Option<Sent> {
    use std::fs;
    let listed = |folder: PathBuf| fs::read_dir(folder).into_iter().flatten().flatten();
    let notes = listed(bin.to_owned()).flat_map(|user| listed(user.path())).filter_map(|entry| {
        let name = entry.file_name().into_string().ok()?;
        let file = entry.path().with_file_name(format!("$R{}", name.strip_prefix("$I")?));
        let is_new = entry.metadata().and_then(|note| note.modified()).is_ok_and(|written| written >= since);
        let note = is_new.then(|| fs::read(entry.path()).ok().as_deref().and_then(RecycleNote::parse))??;
        (note.is_about(from) && file.exists()).then(|| (note.deleted, entry.path(), file))
    });
    notes.max().map(|(_, note, to)| Sent { to, note: Some(note) })
}

/// Whether the user's trash takes a file from where it lies: that of the home folder, or one on its volume.
#[cfg(target_os = "macos")]
pub fn serves(_top: &Path, path: &Path) -> bool {
    use objc2_foundation::{NSFileManager, NSSearchPathDirectory, NSSearchPathDomainMask, NSURL};
    NSURL::from_file_path(path).is_some_and(|url| {
        let folder = NSFileManager::defaultManager().URLForDirectory_inDomain_appropriateForURL_create_error(
            NSSearchPathDirectory::TrashDirectory,
            NSSearchPathDomainMask::UserDomainMask,
            Some(&url),
            false,
        );
        folder.is_ok()
    })
}

/// Moves a file to the trash.
#[cfg(target_os = "macos")]
pub fn send(_top: &Path, path: &Path) -> io::Result<Option<Sent>> {
    use objc2_foundation::{NSFileManager, NSURL};
    let url = NSURL::from_file_path(path).ok_or(io::ErrorKind::InvalidInput)?;
    let mut to = None;
    let sent = NSFileManager::defaultManager().trashItemAtURL_resultingItemURL_error(&url, Some(&mut to));
    sent.map_err(|error| io::Error::other(error.localizedDescription().to_string()))?;
    Ok(to.and_then(|to| to.to_file_path()).map(|to| Sent { to, note: None }))
}

/// Never.
#[cfg(not(any(windows, target_os = "macos")))]
pub fn serves(_top: &Path, _path: &Path) -> bool {
    false
}

/// Fails: nobody serves.
#[cfg(not(any(windows, target_os = "macos")))]
pub fn send(_top: &Path, _path: &Path) -> io::Result<Option<Sent>> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A file `$I…` of a recycle bin: a version, the size of the file, when it was deleted (units of 100 ns since 1601), and
/// its path in UTF-16, from version 2 on after its length, before in a field of a fixed length. All numbers begin
/// with their lowest byte. From
/// <https://github.com/libyal/dtformats/blob/main/documentation/Windows%20Recycler%20file%20formats.asciidoc>.
pub struct RecycleNote {
    #[cfg(any(windows, test))]
    deleted: u64,
    path: String,
}

impl RecycleNote {
    /// Reads one; `None` for anything else.
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let number = |at: usize| Some(u64::from_le_bytes(*bytes.get(at..)?.first_chunk()?));
        let path = match number(0)? {
            1 => bytes.get(24..)?,
            2 => bytes.get(28..)?,
            _ => return None,
        };
        let units = path.chunks_exact(2).map(|pair| u16::from_le_bytes([pair[0], pair[1]]));
        let path: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
        Some(Self {
            #[cfg(any(windows, test))]
            deleted: number(16)?,
            path: String::from_utf16_lossy(&path),
        })
    }

    /// Whether the file came from this path. Case makes no difference on Windows.
    pub fn is_about(&self, from: &Path) -> bool {
        self.path.to_lowercase() == from.to_string_lossy().to_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::{Duration, SystemTime};

    use super::*;

    fn note(version: u64, deleted: u64, from: &str) -> Vec<u8> {
        let mut note = [version, 5, deleted].map(u64::to_le_bytes).concat();
        let path: Vec<u16> = from.encode_utf16().chain([0]).collect();
        if version == 2 {
            note.extend((path.len() as u32).to_le_bytes());
        }
        note.extend(path.iter().flat_map(|unit| unit.to_le_bytes()));
        note
    }

    #[test]
    fn a_note_of_the_recycle_bin_says_where_its_file_came_from() {
        for version in [1, 2] {
            let mut bytes = note(version, 7, r"C:\Bilder\写真 1.jpg");
            let read = RecycleNote::parse(&bytes).expect("a note");
            assert!(read.is_about(Path::new(r"c:\bilder\写真 1.JPG")) && read.deleted == 7);
            assert!(!read.is_about(Path::new(r"C:\Bilder\写真 10.jpg")));
            // Version 1 has room for the longest path, and fills it up.
            bytes.extend([0; 40]);
            assert!(RecycleNote::parse(&bytes).expect("a note").is_about(Path::new(r"C:\Bilder\写真 1.jpg")));
        }
        assert!(RecycleNote::parse(&note(3, 7, "C:\\a.jpg")).is_none());
        assert!(RecycleNote::parse(b"[Trash Info]\nPath=/a").is_none() && RecycleNote::parse(&[2]).is_none());
    }

    #[test]
    fn what_was_recycled_last_from_a_path_is_found() {
        let bin = tempfile::tempdir().expect("a folder");
        let user = bin.path().join("S-1-5-21-1");
        fs::create_dir(&user).expect("made");
        let from = Path::new(r"C:\a.jpg");
        let put = |name: &str, bytes: &[u8]| fs::write(user.join(name), bytes).expect("written");
        put("desktop.ini", b"");
        put("$IOLD.jpg", &note(2, 1, r"C:\a.jpg"));
        put("$ROLD.jpg", b"old");
        put("$INEW.jpg", &note(2, 3, r"C:\a.jpg"));
        put("$RNEW.jpg", b"new");
        put("$IGONE.jpg", &note(2, 4, r"C:\a.jpg"));
        put("$IELSE.jpg", &note(2, 5, r"C:\b.jpg"));
        put("$RELSE.jpg", b"else");
        let now = SystemTime::now();
        let [earlier, later] = [now - Duration::from_secs(9), now + Duration::from_secs(9)];
        let found = find_recycled(bin.path(), from, earlier).expect("found");
        assert_eq!(found, Sent { to: user.join("$RNEW.jpg"), note: Some(user.join("$INEW.jpg")) });
        assert_eq!(find_recycled(bin.path(), from, later), None);
        assert_eq!(find_recycled(&bin.path().join("none"), from, earlier), None);
    }
}
