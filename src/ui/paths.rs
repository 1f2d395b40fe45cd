//! What lies at the paths that people type, drop and paste, and whether photos are still there. Only here the window looks at a
//! disk, always behind the [`door`]: a drive that is gone holds neither the window nor a thread of it for long.

use std::io;
use std::path::{Path, PathBuf};

use crate::door;
use crate::identity;
use crate::photo::{FileId, FileStamp};

/// What lies at a path, links followed.
#[derive(Debug)]
pub enum Lies {
    /// A folder.
    Folder,
    /// A regular file.
    File,
    /// Something else, such as a pipe.
    Other,
    /// The system says why that cannot be told; often that nothing is there.
    Unknown(io::Error),
}

/// What lies at each of these paths; the window waits for a few seconds at most.
pub fn look(paths: Vec<PathBuf>) -> Vec<Lies> {
    let lies = |path: PathBuf| match std::fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => Lies::Folder,
        Ok(metadata) if metadata.is_file() => Lies::File,
        Ok(_) => Lies::Other,
        Err(error) => Lies::Unknown(error),
    };
    let looked = door::glance(paths, lies).into_iter();
    looked.map(|lies| lies.unwrap_or_else(|lost| Lies::Unknown(lost.into()))).collect()
}

/// Identity and state of a file, for threads that may wait.
pub fn stat(path: &Path) -> io::Result<(FileId, FileStamp)> {
    let path = path.to_owned();
    door::look(move || identity::stat(&path))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_files_and_nothing_are_told_apart() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("a.jpg");
        std::fs::write(&file, "x").expect("written");
        let looked = look(vec![file.join("in a file"), dir.path().to_owned(), file]);
        assert!(matches!(&looked[..], [Lies::Unknown(_), Lies::Folder, Lies::File]), "{looked:?}");
    }
}
