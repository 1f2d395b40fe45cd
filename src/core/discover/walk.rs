//! Lists folders and looks at files behind the door: a folder or a file of a drive that does not answer is left out after a
//! while, and everything else is found.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use walkdir::WalkDir;

use super::is_entered;
use crate::bundle;
use crate::decode;
use crate::door::{self, Lost, MOST_HUNG, Passed};
use crate::identity;
use crate::photo::{FileId, FileStamp, SkipReason, Skipped};
use crate::progress::{Cancelled, Progress};

/// Files that are looked at in one go.
const AT_ONCE: usize = 256;

/// What may be a photo, or belong to one.
pub type Seen = (PathBuf, FileId, FileStamp);

enum Entry {
    Folder(PathBuf),
    File(PathBuf),
}

/// Gives all files below `roots`, some at a time, and what cannot be looked at.
pub fn walk(
    roots: &[PathBuf],
    left_out: &Arc<[PathBuf]>,
    progress: &Progress,
    give: &mut dyn FnMut(Vec<Result<PathBuf, Skipped>>),
) -> Result<(), Cancelled> {
    let mut some = Vec::new();
    for root in roots {
        let (mut folders, mut hung) = (vec![root.clone()], 0);
        while let Some(folder) = folders.pop() {
            progress.check()?;
            // A drive that is gone is not waited for folder by folder.
            let Passed { items, lost } = match hung < MOST_HUNG {
                true => list(folder.clone(), left_out, progress)?,
                false => Passed { items: Vec::new(), lost: Some(Lost::Hung) },
            };
            hung = if lost == Some(Lost::Hung) { hung + 1 } else { 0 };
            for entry in items {
                match entry {
                    Ok(Entry::Folder(folder)) => folders.push(folder),
                    Ok(Entry::File(file)) => some.push(Ok(file)),
                    Err(closed) => some.push(Err(closed)),
                }
                if some.len() >= AT_ONCE {
                    give(std::mem::take(&mut some));
                }
            }
            some.extend(lost.map(|lost| Err(Skipped { path: folder, reason: lost.into() })));
        }
    }
    give(some);
    Ok(())
}

/// What lies in a folder itself; a file is a folder of one.
fn list(
    folder: PathBuf,
    left_out: &Arc<[PathBuf]>,
    progress: &Progress,
) -> Result<Passed<Result<Entry, Skipped>>, Cancelled> {
    let left_out = Arc::clone(left_out);
    door::gather(progress, move || {
        let entries = WalkDir::new(&folder).max_depth(1).into_iter();
        let entered = entries.filter_entry(move |entry| is_entered(entry, &left_out));
        entered.filter_map(move |entry| match entry {
            Ok(entry) if entry.file_type().is_file() => Some(Ok(Entry::File(entry.into_path()))),
            Ok(entry) if entry.file_type().is_dir() && entry.depth() > 0 => {
                Some(Ok(Entry::Folder(entry.into_path())))
            }
            Ok(_) => None,
            Err(error) => {
                let path = error.path().unwrap_or(&folder).to_owned();
                let cause = error.io_error().map(ToString::to_string).unwrap_or_default();
                Some(Err(Skipped { path, reason: SkipReason::Closed(cause) }))
            }
        })
    })
}

/// Looks at each of `paths`; nothing comes of those that are no photos and belong to none.
pub fn look(paths: Vec<PathBuf>, progress: &Progress) -> Result<Vec<Result<Seen, Skipped>>, Cancelled> {
    let looked = door::each(progress, paths.clone(), |path| look_at(path))?;
    let looked = paths.into_iter().zip(looked).filter_map(|(path, looked)| {
        let looked = looked.unwrap_or_else(|lost| Some(Err(lost.into())))?;
        Some(match looked {
            Ok((id, stamp)) => Ok((path, id, stamp)),
            Err(reason) => Err(Skipped { path, reason }),
        })
    });
    Ok(looked.collect())
}

fn look_at(path: &Path) -> Option<Result<(FileId, FileStamp), SkipReason>> {
    if !bundle::may_be_companion(path) && !decode::may_be_photo(path) {
        return None;
    }
    Some(identity::look(path).map_err(|error| SkipReason::Closed(error.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cancelled_walk_ends() {
        let progress = Progress::default();
        progress.cancel();
        let roots = [std::env::temp_dir()];
        assert_eq!(walk(&roots, &Arc::default(), &progress, &mut |_| ()), Err(Cancelled));
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn pipes_are_passed_over_and_never_opened() {
        let dir = tempfile::tempdir().expect("a folder");
        let pipe = dir.path().join("a.jpg");
        rustix::fs::mkfifoat(rustix::fs::CWD, &pipe, rustix::fs::Mode::RUSR).expect("a pipe");
        std::fs::write(dir.path().join("b.jpg"), b"photo").expect("written");
        let mut found = Vec::new();
        let roots = [dir.path().to_owned()];
        walk(&roots, &Arc::default(), &Progress::default(), &mut |some| found.extend(some)).expect("walked");
        assert_eq!(found, [Ok(dir.path().join("b.jpg"))]);
        // Replaced by a pipe after it was listed.
        let seen = look(vec![pipe.clone(), dir.path().join("pipe")], &Progress::default()).expect("looked");
        assert_eq!(seen.len(), 1);
        assert!(seen[0].as_ref().is_err_and(|skipped| skipped.path == pipe));
    }
}
