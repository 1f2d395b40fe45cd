//! Files → their bytes, within limits. Only what is a regular file is opened: opening a pipe or a device may wait for ever, or
//! do something.

use std::fs::File;
use std::io::Read;
use std::ops::Deref;
use std::path::Path;

use super::format::{self, Sniffed};
use super::guard;
use crate::photo::{ContentHash, SkipReason};

/// Larger files are skipped without being read.
const MAX_FILE_BYTES: u64 = 400 << 20;

/// The bytes of a file, and their share of the memory.
pub struct FileBytes {
    bytes: Vec<u8>,
    _share: guard::Share<'static>,
}

impl Deref for FileBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

fn closed(error: std::io::Error) -> SkipReason {
    SkipReason::Closed(error.to_string())
}

/// Opens a regular file; returns its size in bytes, too.
fn open(path: &Path) -> Result<(File, u64), SkipReason> {
    if !std::fs::symlink_metadata(path).map_err(closed)?.is_file() {
        return Err(SkipReason::NotAFile);
    }
    let file = File::open(path).map_err(closed)?;
    let metadata = file.metadata().map_err(closed)?;
    // It may have been replaced in between.
    if metadata.is_file() { Ok((file, metadata.len())) } else { Err(SkipReason::NotAFile) }
}

/// Reads a file whole.
pub fn read(path: &Path) -> Result<FileBytes, SkipReason> {
    #[cfg(test)]
    super::hanging::open(path);
    let (file, length) = open(path)?;
    if length > MAX_FILE_BYTES {
        return Err(SkipReason::LargerThan(MAX_FILE_BYTES >> 20));
    }
    let _share = guard::to_read(length)?;
    let mut bytes = Vec::with_capacity(length as usize + 1);
    file.take(MAX_FILE_BYTES).read_to_end(&mut bytes).map_err(closed)?;
    if bytes.is_empty() { Err(SkipReason::Empty) } else { Ok(FileBytes { bytes, _share }) }
}

/// Reads a file that was read before; fails if it holds other bytes by now.
pub fn read_again(path: &Path, content: ContentHash) -> Result<FileBytes, SkipReason> {
    let bytes = read(path)?;
    match content_of(&bytes) == content {
        true => Ok(bytes),
        false => Err(SkipReason::Other("it has changed since it was read".to_owned())),
    }
}

pub fn content_of(bytes: &[u8]) -> ContentHash {
    ContentHash(*blake3::hash(bytes).as_bytes())
}

/// The content of the file at `path`, of any kind and size; `None` if it cannot be read.
pub fn content_at(path: &Path) -> Option<ContentHash> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(open(path).ok()?.0).ok()?;
    Some(ContentHash(*hasher.finalize().as_bytes()))
}

/// The file is a photo by its first bytes, or may be one by its name.
pub fn may_be_photo(path: &Path) -> bool {
    if format::is_named_like_a_picture(path) {
        return true;
    }
    let Ok((file, _)) = open(path) else { return false };
    let mut head = Vec::with_capacity(format::HEAD_LEN);
    let read = file.take(format::HEAD_LEN as u64).read_to_end(&mut head);
    read.is_ok() && matches!(format::sniff(&head), Sniffed::Readable(_))
}

#[cfg(test)]
mod tests {
    #[cfg(target_os = "linux")]
    #[test]
    fn only_regular_files_are_opened() {
        use super::*;
        let dir = tempfile::tempdir().expect("a folder");
        let [pipe, file, link] = ["pipe.jpg", "file.jpg", "link.jpg"].map(|name| dir.path().join(name));
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RUSR).expect("a pipe");
        std::fs::write(&file, b"bytes").expect("written");
        std::os::unix::fs::symlink(&file, &link).expect("linked");
        // Opening a pipe that nobody writes to would never end.
        for other in [&pipe, &link, dir.path()] {
            assert_eq!(read(other).err(), Some(SkipReason::NotAFile), "{other:?}");
            assert_eq!(content_at(other), None);
        }
        assert_eq!(read(&file).expect("read")[..], *b"bytes");
        assert_eq!(content_at(&file), Some(content_of(b"bytes")));
        assert!(!may_be_photo(&dir.path().join("pipe")));
    }
}
