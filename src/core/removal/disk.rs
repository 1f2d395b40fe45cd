//! What removal asks of the file system and of the trash, one method an operation, so that a test can let any
//! single one of them fail. [`super::RealDisk`] is the real one.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::system_trash::Sent;
use crate::photo::{ContentHash, FileId, FileStamp, SkipReason};

/// A place on the file's own volume that files can be moved to by renaming them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A trash folder by the freedesktop.org specification.
    Trash {
        /// Holds `files` and `info`; may not be there yet.
        folder: PathBuf,
        /// What paths in it are relative to; `None`: they are absolute, as in the trash of the home folder.
        top: Option<PathBuf>,
    },
    /// The system's own trash, which chooses where files lie in it. Until they are found there,
    /// [`crate::discover::QUARANTINE`] in this folder holds a second name of each, so that none can be lost.
    System(PathBuf),
    /// The folder in which [`crate::discover::QUARANTINE`] is made.
    Quarantine(PathBuf),
    /// A folder of the user's.
    Folder(Destination),
}

/// Where photos go, and the folders that their structure is told from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Destination {
    /// The folder, which must be there.
    pub folder: PathBuf,
    /// The scanned folders.
    pub roots: Vec<PathBuf>,
}

impl Destination {
    /// Where a file comes to lie: below the name of the scanned folder that it is in, at the same path as there.
    pub(super) fn path_of(&self, file: &Path) -> PathBuf {
        let above = |root: &&PathBuf| file.starts_with(root);
        let root = self.roots.iter().filter(above).max_by_key(|root| root.as_os_str().len());
        let Some(below) = root.and_then(|root| file.strip_prefix(root).ok()) else {
            return self.folder.join(file.file_name().unwrap_or_default());
        };
        let name = root.and_then(|root| root.file_name()).unwrap_or_default();
        // A photo that was scanned by itself has nothing below its root.
        if below.as_os_str().is_empty() { self.folder.join(name) } else { self.folder.join(name).join(below) }
    }
}

/// Who may enter a folder that is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// This user only: what lies in the trash, in quarantine or in the history is nobody else's business.
    Private,
    /// Whoever may enter folders that this user makes elsewhere.
    Usual,
}

/// The operations. None opens what is not a regular file, such as a pipe that never answers. None replaces a file that is there, none follows a link at the end of a path.
pub trait Disk: Send + Sync {
    /// Identity and state of the regular file at `path`.
    fn stat(&self, path: &Path) -> io::Result<(FileId, FileStamp)>;

    /// The path with its links resolved, and each name spelled as its folder lists it.
    fn true_path(&self, path: &Path) -> io::Result<PathBuf>;

    /// Identity of the folder at `path`.
    fn folder_id(&self, path: &Path) -> io::Result<FileId>;

    /// The path with the links of its folders resolved.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;

    /// Whether anything lies there, be it a link that leads nowhere.
    fn is_taken(&self, path: &Path) -> io::Result<bool>;

    /// BLAKE3 of the file's bytes.
    fn hash(&self, path: &Path) -> io::Result<ContentHash>;

    /// Opens the file as a photo; why that cannot be done.
    fn decode(&self, path: &Path) -> Result<(), SkipReason>;

    /// Where a file at `path` can be moved to, in the order to try; nothing that another user made. Creates nothing.
    fn places(&self, path: &Path) -> Vec<Place>;

    /// Makes the folder and those above it, as far as they are not there.
    fn create_folders(&self, folder: &Path, access: Access) -> io::Result<()>;

    /// Writes a new file through to the disk.
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Moves a file within its volume, through to the disk.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Gives a file a second name on its volume, through to the disk; an error where files have but one.
    fn hard_link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Hands a file over to the system's own trash; where it lies then, as far as that is told. The system may destroy it, so
    /// it must have a second name.
    fn send_to_trash(&self, path: &Path) -> io::Result<Option<Sent>>;

    /// Deletes the name `path` of a file that has the name `other` as well, and the folders in quarantine that are empty
    /// then. An error if they are not one file: then nothing is deleted.
    fn discard_second_name(&self, path: &Path, other: &Path) -> io::Result<()>;

    /// Sets the modification time, in nanoseconds since 1970.
    fn set_modified(&self, path: &Path, modified_ns: i128) -> io::Result<()>;

    /// Deletes a file that Lookalike itself wrote, such as the note the trash keeps about a photo; never a photo.
    fn discard(&self, path: &Path) -> io::Result<()>;

    /// Deletes an empty file that was made to hold a name until a file is moved onto it; an error if it is not empty.
    fn discard_placeholder(&self, path: &Path) -> io::Result<()>;

    /// Appends to a file, which is made if it is not there, through to the disk.
    fn append(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// The bytes of a file.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// What lies in a folder, in no order; nothing if there is no folder.
    fn list(&self, folder: &Path) -> io::Result<Vec<PathBuf>>;

    /// Keeps other processes out for as long as the file is open; [`io::ErrorKind::WouldBlock`] if another
    /// keeps us out. `None` where there is no other process.
    fn lock(&self, path: &Path) -> io::Result<Option<File>>;

    /// The time.
    fn now(&self) -> SystemTime;
}
