//! Which physical file lies at a path, and in what state. Discovery asks it once for every file, removal
//! asks again just before it acts.

mod spelling;

use std::fs::{File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

pub use self::spelling::Spellings;
use crate::photo::{FileId, FileStamp};

/// Identity and state of the regular file at `path`. A symbolic link, a folder or anything else that is
/// not a file of its own is an error.
pub fn stat(path: &Path) -> io::Result<(FileId, FileStamp)> {
    let metadata = regular(path)?;
    Ok((file_id(path, &metadata)?, stamp(&metadata)))
}

/// Opens the regular file at `path` for reading. Anything else is an error and is not opened: a pipe may never answer.
pub fn open(path: &Path) -> io::Result<File> {
    regular(path)?;
    File::open(path)
}

/// [`io::ErrorKind::InvalidInput`] for what is not a regular file.
fn regular(path: &Path) -> io::Result<Metadata> {
    let metadata = std::fs::symlink_metadata(path)?;
    if metadata.is_file() {
        return Ok(metadata);
    }
    Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file of its own"))
}

/// Identity of the folder at `path`; a link there is an error.
pub fn folder_id(path: &Path) -> io::Result<FileId> {
    let metadata = std::fs::symlink_metadata(path)?;
    if metadata.is_dir() { file_id(path, &metadata) } else { Err(io::ErrorKind::NotADirectory.into()) }
}

/// The one absolute path of what is there, its links resolved; on Windows as people write it, without `\\?\`, where the system
/// understands that.
pub fn resolve(path: &Path) -> io::Result<PathBuf> {
    dunce::canonicalize(path)
}

/// The same, each name spelled as its folder lists it: where case makes no difference a path can be written in many ways.
pub fn true_path(path: &Path) -> io::Result<PathBuf> {
    Ok(Spellings::default().of(&resolve(path)?))
}

/// Whether the bytes of a file are not on this machine: reading it would have a cloud drive fetch them. Asks no network.
#[cfg(windows)]
pub fn is_placeholder(path: &Path) -> bool {
    use std::os::windows::fs::MetadataExt;
    std::fs::symlink_metadata(path).is_ok_and(|file| recalls(file.file_attributes()))
}

/// The same.
#[cfg(target_os = "macos")]
pub fn is_placeholder(path: &Path) -> bool {
    use std::os::macos::fs::MetadataExt;
    std::fs::symlink_metadata(path).is_ok_and(|file| is_dataless(file.st_flags()))
}

/// Never: other systems do not tell.
#[cfg(not(any(windows, target_os = "macos")))]
pub fn is_placeholder(_path: &Path) -> bool {
    false
}

/// `FILE_ATTRIBUTE_OFFLINE`, `…_RECALL_ON_OPEN` and `…_RECALL_ON_DATA_ACCESS` of the Windows SDK (`winnt.h`).
#[cfg(any(windows, test))]
fn recalls(attributes: u32) -> bool {
    attributes & (0x1000 | 0x4_0000 | 0x40_0000) != 0
}

/// `SF_DATALESS` of macOS (`sys/stat.h`).
#[cfg(any(target_os = "macos", test))]
fn is_dataless(flags: u32) -> bool {
    flags & 0x4000_0000 != 0
}

/// When the state of a file last changed, in nanoseconds since 1970: no program can set that. `None` where it is not told.
#[cfg(unix)]
pub fn changed_ns(path: &Path) -> Option<i128> {
    use std::os::unix::fs::MetadataExt;
    let file = std::fs::symlink_metadata(path).ok()?;
    Some(i128::from(file.ctime()) * 1_000_000_000 + i128::from(file.ctime_nsec()))
}

/// Not told.
#[cfg(not(unix))]
pub fn changed_ns(_path: &Path) -> Option<i128> {
    None
}

/// Whether the volume of a file may show files that lie on another one: through FUSE, from a network, or laid over it.
/// Told on Linux only.
#[cfg(target_os = "linux")]
pub fn may_show_another(path: &Path) -> bool {
    /// FUSE, NFS, SMB 2, CIFS, 9P, Ceph and OverlayFS (`linux/magic.h`).
    const TYPES: [u32; 7] =
        [0x6573_5546, 0x6969, 0xfe53_4d42, 0xff53_4d42, 0x0102_1997, 0x00c3_6400, 0x794c_7630];
    rustix::fs::statfs(path).is_ok_and(|volume| TYPES.contains(&(volume.f_type as u32)))
}

/// Not told.
#[cfg(not(target_os = "linux"))]
pub fn may_show_another(_path: &Path) -> bool {
    false
}

/// The volume that a file or folder lies on.
#[cfg(not(target_os = "linux"))]
pub fn volume(path: &Path) -> io::Result<u64> {
    Ok(file_id(path, &std::fs::symlink_metadata(path)?)?.volume)
}

/// The metadata at hand says it already.
#[cfg(unix)]
fn file_id(_path: &Path, metadata: &Metadata) -> io::Result<FileId> {
    use std::os::unix::fs::MetadataExt;
    Ok(FileId { volume: metadata.dev(), file: u128::from(metadata.ino()) })
}

#[cfg(not(unix))]
fn file_id(path: &Path, _metadata: &Metadata) -> io::Result<FileId> {
    Ok(match file_id::get_file_id(path)? {
        file_id::FileId::Inode { device_id, inode_number } => {
            FileId { volume: device_id, file: u128::from(inode_number) }
        }
        file_id::FileId::LowRes { volume_serial_number, file_index } => {
            FileId { volume: u64::from(volume_serial_number), file: u128::from(file_index) }
        }
        file_id::FileId::HighRes { volume_serial_number, file_id } => {
            FileId { volume: volume_serial_number, file: file_id }
        }
    })
}

fn stamp(metadata: &Metadata) -> FileStamp {
    let modified_ns = match metadata.modified().map(|time| time.duration_since(UNIX_EPOCH)) {
        Ok(Ok(after)) => after.as_nanos() as i128,
        Ok(Err(before)) => -(before.duration().as_nanos() as i128),
        // A system without modification times: size alone has to do.
        Err(_) => 0,
    };
    FileStamp { bytes: metadata.len(), modified_ns }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_lie_in_a_cloud_are_told_by_their_attributes() {
        // Archived, read-only and compressed; pinned in the cloud drive's folder.
        assert!(!recalls(0x20 | 0x1 | 0x800) && !recalls(0x8_0000));
        assert!(recalls(0x20 | 0x40_0000) && recalls(0x1000) && recalls(0x4_0000));
        assert!(is_dataless(0x4000_0020) && !is_dataless(0x20));
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_is_not_opened() {
        let dir = tempfile::tempdir().expect("a folder");
        let pipe = dir.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.is_ok_and(|made| made.success()));
        assert!(open(dir.path()).is_err());
        assert!(open(&pipe).is_err_and(|error| error.kind() == io::ErrorKind::InvalidInput));
    }

    #[test]
    fn hard_links_are_one_file_and_links_and_folders_none() {
        let dir = tempfile::tempdir().expect("a folder");
        let [one, two] = ["one", "two"].map(|name| dir.path().join(name));
        std::fs::write(&one, b"photo").expect("written");
        std::fs::hard_link(&one, &two).expect("linked");
        assert_eq!(stat(&one).expect("a file"), stat(&two).expect("a file"));
        assert!(stat(dir.path()).is_err());
        #[cfg(unix)]
        {
            let link = dir.path().join("link");
            std::os::unix::fs::symlink(&one, &link).expect("linked");
            assert!(stat(&link).is_err());
        }
        std::fs::write(&one, b"changed").expect("written");
        assert_eq!(stat(&two).expect("a file").1.bytes, 7);
    }
}
