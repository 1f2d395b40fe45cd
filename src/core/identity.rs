//! Which physical file lies at a path, and in what state. Discovery asks it once for every file, removal
//! asks again just before it acts.

use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use crate::photo::{FileId, FileStamp};

/// Identity and state of the regular file at `path`. A symbolic link, a folder or anything else that is
/// not a file of its own is an error.
pub fn look(path: &Path) -> io::Result<(FileId, FileStamp)> {
    let metadata = std::fs::symlink_metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is not a file of its own"));
    }
    Ok((file_id(path, &metadata)?, stamp(&metadata)))
}

/// The one absolute path of what is there, its links resolved; on Windows as people write it, without `\\?\`, where the system
/// understands that.
pub fn resolve(path: &Path) -> io::Result<PathBuf> {
    dunce::canonicalize(path)
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
    fn hard_links_are_one_file_and_links_and_folders_none() {
        let dir = tempfile::tempdir().expect("a folder");
        let [one, two, link] = ["one", "two", "link"].map(|name| dir.path().join(name));
        std::fs::write(&one, b"photo").expect("written");
        std::fs::hard_link(&one, &two).expect("linked");
        assert_eq!(look(&one).expect("a file"), look(&two).expect("a file"));
        assert!(look(dir.path()).is_err());
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(&one, &link).expect("linked");
            assert!(look(&link).is_err());
        }
        std::fs::write(&one, b"changed").expect("written");
        assert_eq!(look(&two).expect("a file").1.bytes, 7);
    }
}
