//! The file system and the trash as they are. Trash folders are those of the freedesktop.org trash specification
//! 1.0; the `trash` crate is not used for them, because it copies and deletes where a rename fails, and does
//! not say where a file came to lie. Windows and macOS have a trash of their own ([`system_trash`]). On volumes without
//! one, the quarantine takes its part.

mod volume;

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::iter;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use self::volume::{above, existing, home_trash, is_one_mount, is_own, trash_of_volume};
use super::disk::{Access, Disk, Place};
use super::system_trash::{self, Sent};
use crate::decode;
use crate::discover::QUARANTINE;
use crate::door::{self, Passed};
use crate::identity;
use crate::photo::{ContentHash, FileId, FileStamp, SkipReason};
use crate::progress::{Cancelled, Progress};

/// Bytes of a file that are hashed in one step.
const PIECE: u64 = 4 << 20;

/// Long side the keeper is decoded to; only whether it can be matters.
const GLANCE: u32 = 256;

/// The right to set a file's times, from the Windows SDK (`winnt.h`).
#[cfg(windows)]
const FILE_WRITE_ATTRIBUTES: u32 = 0x0100;

/// The user's own disk.
#[derive(Debug, Clone)]
pub struct RealDisk {
    trash: Trash,
}

/// Where photos go on volumes that have a trash.
#[derive(Debug, Clone)]
enum Trash {
    /// Into folders by the freedesktop.org specification. This is that of the home folder.
    Folder(PathBuf),
    /// To that of Windows or macOS.
    System,
    /// None has one.
    None,
}

impl RealDisk {
    /// With the trash of this user.
    pub fn of_user() -> Self {
        let system = if cfg!(any(windows, target_os = "macos")) { Trash::System } else { Trash::None };
        Self { trash: home_trash().map_or(system, Trash::Folder) }
    }

    /// With another trash for the home folder's volume.
    pub fn with_home_trash(home_trash: Option<PathBuf>) -> Self {
        Self { trash: home_trash.map_or(Trash::None, Trash::Folder) }
    }

    fn own_places(&self, path: &Path) -> Vec<Place> {
        let mut places = Vec::new();
        let above = above(path);
        match (&self.trash, above.first()) {
            (Trash::Folder(home), _) if existing(home).is_some_and(|folder| is_one_mount(folder, path)) => {
                places.push(Place::Trash { folder: home.clone(), top: None });
            }
            (Trash::Folder(_), Some(top)) => places.extend(trash_of_volume(top)),
            (Trash::System, Some(top)) if system_trash::serves(top, path) => {
                // Whoever may take a file out of its folder may make another one there.
                let last = above.last().filter(|last| *last != top);
                places.extend(
                    [Some(top), last].into_iter().flatten().map(|folder| Place::System((*folder).to_owned())),
                );
            }
            _ => {}
        }
        places.extend(above.into_iter().map(|folder| Place::Quarantine(folder.to_owned())));
        places.retain(|place| match place {
            // The trash of the home folder is where the user says it is, be it by a link.
            Place::Trash { top: None, .. } | Place::Folder(_) => true,
            Place::Trash { folder, .. } => is_own(folder),
            Place::System(folder) | Place::Quarantine(folder) => is_own(&folder.join(QUARANTINE)),
        });
        places
    }
}

/// What only looks passes through the [`door`]: a drive that is gone costs it its time, and not the whole removal, which holds the
/// history. What changes something is waited for: given up half way, nobody would know what became of it.
impl Disk for RealDisk {
    fn stat(&self, path: &Path) -> io::Result<(FileId, FileStamp)> {
        look_at(path, identity::stat)
    }

    fn true_path(&self, path: &Path) -> io::Result<PathBuf> {
        look_at(path, identity::true_path)
    }

    fn folder_id(&self, path: &Path) -> io::Result<FileId> {
        look_at(path, identity::folder_id)
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        look_at(path, |path| match (path.parent(), path.file_name()) {
            (Some(folder), Some(name)) => Ok(identity::resolve(folder)?.join(name)),
            _ => identity::resolve(path),
        })
    }

    fn is_taken(&self, path: &Path) -> io::Result<bool> {
        look_at(path, |path| match fs::symlink_metadata(path) {
            Ok(_) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        })
    }

    fn hash(&self, path: &Path) -> io::Result<ContentHash> {
        hash(look_at(path, identity::open)?)
    }

    fn decode(&self, path: &Path) -> Result<(), SkipReason> {
        decode::preview(path, GLANCE).map(drop)
    }

    fn places(&self, path: &Path) -> Vec<Place> {
        let disk = self.clone();
        look_at(path, move |path| Ok(disk.own_places(path))).unwrap_or_default()
    }

    fn create_folders(&self, folder: &Path, access: Access) -> io::Result<()> {
        folder_builder(access).recursive(true).create(folder)
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = File::options().write(true).create_new(true).open(path)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        if written.is_err() {
            self.discard(path).ok();
        }
        written
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        rename_only(from, to)?;
        // Without this a power cut could take back what the journal says was done.
        sync_folder_of(to);
        sync_folder_of(from);
        Ok(())
    }

    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)?;
        sync_folder_of(to);
        Ok(())
    }

    fn send_to_trash(&self, path: &Path) -> io::Result<Option<Sent>> {
        let top = above(path).first().copied().ok_or(io::ErrorKind::NotFound)?;
        system_trash::send(top, path)
    }

    fn discard_second_name(&self, path: &Path, other: &Path) -> io::Result<()> {
        discard_second_name(path, other)
    }

    fn set_modified(&self, path: &Path, modified_ns: i128) -> io::Result<()> {
        let distance = Duration::from_nanos_u128(modified_ns.unsigned_abs());
        let time =
            if modified_ns < 0 { UNIX_EPOCH.checked_sub(distance) } else { UNIX_EPOCH.checked_add(distance) };
        let time = time.ok_or_else(|| io::Error::other("the system cannot tell such a time"))?;
        let mut options = File::options();
        // Windows asks for the right to write attributes, which a photo that is write-protected gives as well.
        #[cfg(windows)]
        std::os::windows::fs::OpenOptionsExt::access_mode(&mut options, FILE_WRITE_ATTRIBUTES);
        options.read(true).open(path)?.set_modified(time)
    }

    #[expect(clippy::disallowed_methods, reason = "a file that Lookalike wrote, and no photo")]
    fn discard(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn discard_placeholder(&self, path: &Path) -> io::Result<()> {
        discard_empty(path)
    }

    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let fresh = !self.is_taken(path)?;
        let mut file = File::options().append(true).create(true).open(path)?;
        file.write_all(bytes)?;
        file.sync_data()?;
        if fresh {
            sync_folder_of(path);
        }
        Ok(())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        look_at(path, |path| {
            let mut bytes = Vec::new();
            identity::open(path)?.read_to_end(&mut bytes)?;
            Ok(bytes)
        })
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>> {
        look_at(folder, |folder| match fs::read_dir(folder) {
            Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Vec::new()),
            Err(error) => Err(error),
        })
    }

    fn lock(&self, path: &Path) -> io::Result<Option<File>> {
        // Read as well: Windows locks no file that is open for appending only.
        let file = File::options().read(true).append(true).create(true).open(path)?;
        file.try_lock().map_err(io::Error::from)?;
        Ok(Some(file))
    }

    fn now(&self) -> SystemTime {
        SystemTime::now()
    }
}

#[cfg(unix)]
fn folder_builder(access: Access) -> fs::DirBuilder {
    let mut builder = fs::DirBuilder::new();
    if access == Access::Private {
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    }
    builder
}

fn look_at<T: Send + 'static>(
    path: &Path,
    look: impl FnOnce(&Path) -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let path = path.to_owned();
    door::look(move || look(&path))
}

/// Reads a file behind the door piece by piece, each a step: a film may take longer than the door waits for one.
fn hash(file: File) -> io::Result<ContentHash> {
    let (mut file, mut hasher) = (Some(file), blake3::Hasher::new());
    let piece = move || {
        let hashed = hasher.count();
        let read = hasher.update_reader(file.as_mut()?.take(PIECE)).map(drop);
        if read.is_ok() && hasher.count() > hashed {
            return Some(Ok(None));
        }
        file = None;
        Some(read.map(|()| Some(ContentHash(*hasher.finalize().as_bytes()))))
    };
    let pieces = door::gather(&Progress::default(), || iter::from_fn(piece));
    let Passed { mut items, lost } = pieces.map_err(|Cancelled| io::ErrorKind::Interrupted)?;
    match (items.pop(), lost) {
        (_, Some(lost)) => Err(lost.into()),
        (Some(Ok(Some(content))), None) => Ok(content),
        (Some(Err(error)), None) => Err(error),
        (Some(Ok(None)) | None, None) => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// Windows gives a folder the rights of the one above it.
#[cfg(not(unix))]
fn folder_builder(_: Access) -> fs::DirBuilder {
    fs::DirBuilder::new()
}

#[cfg(target_os = "linux")]
fn rename_only(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // Some network file systems know no rename that does not replace.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => rename_onto_placeholder(from, to),
        other => Ok(other?),
    }
}

#[cfg(not(target_os = "linux"))]
fn rename_only(from: &Path, to: &Path) -> io::Result<()> {
    rename_onto_placeholder(from, to)
}

/// Renames over an empty file that was made for it a moment before, so that no file of anybody is replaced.
fn rename_onto_placeholder(from: &Path, to: &Path) -> io::Result<()> {
    onto_placeholder(from, to, || fs::rename(from, to))
}

fn onto_placeholder(from: &Path, to: &Path, rename: impl FnOnce() -> io::Result<()>) -> io::Result<()> {
    File::options().write(true).create_new(true).open(to)?;
    let made = identity::stat(to)?;
    rename().inspect_err(|_| {
        // A network may lose the answer to a rename that was carried out: then what lies there is the photo.
        let is_made = identity::stat(to).is_ok_and(|(id, _)| id == made.0);
        if is_made && identity::stat(from).is_ok() {
            discard_empty(to).ok();
        }
    })
}

#[expect(clippy::disallowed_methods, reason = "an empty file, and nothing else")]
fn discard_empty(path: &Path) -> io::Result<()> {
    match identity::stat(path)? {
        (_, FileStamp { bytes: 0, .. }) => fs::remove_file(path),
        _ => Err(io::Error::new(io::ErrorKind::AlreadyExists, "it is not empty")),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a second name of a file that keeps its other one, and empty folders"
)]
fn discard_second_name(path: &Path, other: &Path) -> io::Result<()> {
    let is_one = identity::stat(path)?.0 == identity::stat(other)?.0;
    if path == other || !is_one || !has_two_names(path)? {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "it is another file"));
    }
    fs::remove_file(path)?;
    let in_quarantine = |folder: &&Path| folder.iter().any(|name| name == QUARANTINE);
    // Folders that hold something stay.
    path.ancestors().skip(1).take_while(in_quarantine).try_for_each(fs::remove_dir).ok();
    Ok(())
}

/// The system counts more than one name of a file.
#[cfg(unix)]
fn has_two_names(path: &Path) -> io::Result<bool> {
    Ok(std::os::unix::fs::MetadataExt::nlink(&fs::symlink_metadata(path)?) > 1)
}

/// Windows numbers files reliably where it knows second names, and counts them for programs in C only.
#[cfg(not(unix))]
fn has_two_names(_: &Path) -> io::Result<bool> {
    Ok(true)
}

/// Makes the names in a folder durable, where the system can do that.
fn sync_folder_of(path: &Path) {
    if let Some(folder) = path.parent() {
        File::open(folder).and_then(|folder| folder.sync_all()).ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is there after a photo was moved onto a name that was held for it, by a rename like this one.
    fn moved(
        rename: impl FnOnce(&Path, &Path) -> io::Result<()>,
    ) -> (bool, Option<Vec<u8>>, Option<Vec<u8>>) {
        let dir = tempfile::tempdir().expect("a folder");
        let [from, to] = ["from", "to"].map(|name| dir.path().join(name));
        fs::write(&from, b"photo").expect("written");
        let done = onto_placeholder(&from, &to, || rename(&from, &to));
        (done.is_ok(), fs::read(from).ok(), fs::read(to).ok())
    }

    #[test]
    fn a_rename_that_was_done_and_reported_as_failed_costs_no_photo() {
        let photo = Some(b"photo".to_vec());
        let lost = || io::Error::other("no answer");
        assert_eq!(moved(|from, to| fs::rename(from, to)), (true, None, photo.clone()));
        assert_eq!(moved(|_, _| Err(lost())), (false, photo.clone(), None));
        assert_eq!(moved(|from, to| fs::rename(from, to).and(Err(lost()))), (false, None, photo.clone()));
        let replaced = |from: &Path, to: &Path| {
            fs::copy(from, to)?;
            Err(lost())
        };
        assert_eq!(moved(replaced), (false, photo.clone(), photo));
    }

    #[test]
    fn only_an_empty_file_is_discarded_as_a_placeholder() {
        let dir = tempfile::tempdir().expect("a folder");
        let [photo, empty] = ["photo", "empty"].map(|name| dir.path().join(name));
        fs::write(&photo, b"photo").and_then(|()| fs::write(&empty, b"")).expect("written");
        assert!(discard_empty(&photo).is_err() && photo.exists());
        assert!(discard_empty(&empty).is_ok() && !empty.exists());
    }
}
