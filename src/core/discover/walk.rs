//! Lists folders and looks at files behind the door: a folder or a file of a drive that does not answer is left out after a
//! while, and everything else is found.

use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::gate::{Entry, Gate, Inside};
use super::system;
use crate::bundle;
use crate::decode::{self, format};
use crate::door::{self, Lost, MOST_HUNG, Passed};
use crate::identity;
use crate::photo::{FileId, FileStamp, SkipReason, Skipped};
use crate::progress::{Cancelled, Progress};

/// Files that are looked at in one go.
const AT_ONCE: usize = 256;

/// What may be a photo, or belong to one.
pub type ListedFile = (PathBuf, FileId, FileStamp);

/// Gives all files below `roots`, some at a time, and what cannot be looked at.
pub fn walk(
    roots: &[PathBuf],
    gate: &mut Gate,
    progress: &Progress,
    give: &mut dyn FnMut(Vec<Result<PathBuf, Skipped>>),
) -> Result<(), Cancelled> {
    let mut some = Vec::new();
    for root in roots {
        let mut folders: Vec<(PathBuf, Option<Inside>)> = vec![(root.clone(), start(root, gate, progress)?)];
        let mut hung = 0;
        while let Some((folder, inside)) = folders.pop() {
            progress.check()?;
            // A drive that is gone is not waited for folder by folder.
            let Passed { items, lost } = match hung < MOST_HUNG {
                true => list(folder.clone(), progress)?,
                false => Passed { items: Vec::new(), lost: Some(Lost::Hung) },
            };
            hung = if lost == Some(Lost::Hung) { hung + 1 } else { 0 };
            for entry in items {
                match entry {
                    Ok(entry) => match (gate.enters(&entry, inside.as_ref()), entry) {
                        (Some(inside), Entry::Folder(folder, _)) => folders.push((folder, inside)),
                        (Some(_), Entry::File(file)) => some.push(Ok(file)),
                        _ => {}
                    },
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

/// The library that a starting folder is, if it is one.
fn start(root: &Path, gate: &mut Gate, progress: &Progress) -> Result<Option<Inside>, Cancelled> {
    let asked = root.to_owned();
    let known = door::pass(progress, move || system::folder(&asked))?;
    Ok(gate.start(root, known.unwrap_or_default()))
}

/// What lies in a folder itself; a file is a folder of one.
fn list(folder: PathBuf, progress: &Progress) -> Result<Passed<Result<Entry, Skipped>>, Cancelled> {
    door::gather(progress, move || {
        WalkDir::new(&folder).max_depth(1).into_iter().filter_map(move |entry| match entry {
            Ok(entry) if entry.file_type().is_file() => Some(Ok(Entry::File(entry.into_path()))),
            Ok(entry) if entry.depth() == 0 => None,
            Ok(entry) if entry.file_type().is_dir() => {
                let known = system::folder(entry.path());
                Some(Ok(Entry::Folder(entry.into_path(), known)))
            }
            Ok(entry) if entry.file_type().is_symlink() => Some(Ok(Entry::Link(entry.into_path()))),
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
pub fn stat_all(
    paths: Vec<PathBuf>,
    progress: &Progress,
) -> Result<Vec<Result<ListedFile, Skipped>>, Cancelled> {
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
    if identity::is_placeholder(path) {
        // Not even its first bytes are looked at: that would fetch all of them.
        let is_named = bundle::may_be_companion(path) || format::is_named_like_a_picture(path);
        return is_named.then_some(Err(SkipReason::InTheCloud));
    }
    if !bundle::may_be_companion(path) && !decode::may_be_photo(path) {
        return None;
    }
    Some(identity::stat(path).map_err(|error| SkipReason::Closed(error.to_string())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discover::Folders;

    fn gate(roots: &[PathBuf]) -> Gate {
        Gate::new(&Folders::default(), Vec::new(), roots)
    }

    #[test]
    fn a_cancelled_walk_ends() {
        let progress = Progress::default();
        progress.cancel();
        let roots = [std::env::temp_dir()];
        assert_eq!(walk(&roots, &mut gate(&roots), &progress, &mut |_| ()), Err(Cancelled));
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
        walk(&roots, &mut gate(&roots), &Progress::default(), &mut |some| found.extend(some))
            .expect("walked");
        assert_eq!(found, [Ok(dir.path().join("b.jpg"))]);
        // Replaced by a pipe after it was listed.
        let seen =
            stat_all(vec![pipe.clone(), dir.path().join("pipe")], &Progress::default()).expect("looked");
        assert_eq!(seen.len(), 1);
        assert!(seen[0].as_ref().is_err_and(|skipped| skipped.path == pipe));
    }
}
