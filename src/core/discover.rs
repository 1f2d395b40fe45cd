//! Folders → [`PhotoFile`]s: every physical file once, whatever names and links lead to it, and with it what
//! belongs to it. Hidden files, the program's own and folders that are no albums of the user's ([`system`]) are left out.

mod aliases;
mod gate;
mod order;
mod system;
mod walk;

use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;

use self::gate::Gate;
use crate::bundle;
use crate::decode;
use crate::door;
use crate::exclude::Exclusions;
use crate::identity;
use crate::photo::{FileId, LeftOut, LeftOutKind, PhotoFile, Scope, SkipReason, Skipped};
use crate::progress::{Cancelled, Progress, Stage, Stop};

/// The folder that photos are moved to on a volume without a trash; never scanned, as no trash is.
pub const QUARANTINE: &str = ".lookalike-quarantine";

/// What to walk and what to stay out of.
#[derive(Debug, Clone, Default)]
pub struct Folders {
    /// Walked with everything below them. A single file is a folder of one.
    pub scanned: Vec<PathBuf>,
    /// Nothing is ever removed from these; they are scanned only if they are among `scanned`.
    pub protected: Vec<PathBuf>,
    /// Of photos that are equally good the one from these is kept.
    pub preferred: Vec<PathBuf>,
    /// Not entered: the program's own.
    pub left_out: Vec<PathBuf>,
    /// What the user leaves out. A folder that is among `scanned` is scanned all the same.
    pub excluded: Exclusions,
    /// Which groups are shown of what is found.
    pub scope: Scope,
    /// What becomes of other programs' libraries.
    pub libraries: Libraries,
}

/// What becomes of the libraries of other programs that lie in the scanned folders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Libraries {
    /// They are left out.
    #[default]
    LeftOut,
    /// Their originals are scanned, and nothing is removed from them.
    Originals,
}

/// Files that may be photos, and what could not be looked at; both sorted by path.
#[derive(Debug, Default)]
pub struct Discovered {
    /// Each physical file once, under the first of its names; what belongs to a photo only with that photo.
    pub files: Vec<PhotoFile>,
    /// Folders and files that could not be looked at.
    pub skipped: Vec<Skipped>,
    /// What was passed over because it is no album of the user's, by kind and name.
    pub left_out: Vec<LeftOut>,
    /// The scanned folders with their links resolved, each once.
    pub scanned: Vec<PathBuf>,
    /// The protected folders with their links resolved, and the libraries of other programs that were entered.
    pub protected: Vec<PathBuf>,
}

/// Walks `folders`. Fails if not one of them can be walked.
pub fn discover(folders: &Folders, progress: &Progress) -> Result<Discovered, Stop> {
    progress.enter(Stage::Discovering, 0)?;
    let mut found = Discovered::default();
    let mut roots = Vec::new();
    let resolve = |paths: &[PathBuf]| -> Result<Vec<PathBuf>, Cancelled> {
        let resolved =
            |path: &PathBuf| Ok(locate(path, progress)?.map_or_else(|_| path.clone(), |(root, _)| root));
        paths.iter().map(resolved).collect()
    };
    found.protected = resolve(&folders.protected)?;
    let (preferred, own) = (resolve(&folders.preferred)?, resolve(&folders.left_out)?);
    for folder in &folders.scanned {
        let reason = match locate(folder, progress)? {
            Ok((root, goes_by_itself)) => {
                if !goes_by_itself && !own.iter().any(|own| root.starts_with(own)) {
                    roots.push(root);
                    continue;
                }
                SkipReason::NeverScanned
            }
            Err(reason) => reason,
        };
        found.skipped.push(Skipped { path: folder.clone(), reason });
    }
    if let (true, Some(first)) = (roots.is_empty(), found.skipped.first()) {
        return Err(Stop::Failed(first.clone().into()));
    }

    let mut gate = Gate::new(folders, own, &roots);
    found.scanned = outermost(roots);
    // What a protected folder shows under another path as well is protected there, too.
    let watched = watched(&found, progress)?;
    let walked = [&*found.scanned, &*watched].concat();
    let look = Look { protected: &found.protected, preferred: &preferred, progress };
    let looked = walk_and_look(&walked, &mut gate, &look)?;
    found.files.reserve(looked.iter().map(|(files, _)| files.len()).sum());
    for (files, skipped) in looked {
        found.files.extend(files);
        found.skipped.extend(skipped);
    }
    let (libraries, left_out) = gate.passed();
    found.left_out = left_out;
    for file in found.files.iter_mut().filter(|_| !libraries.is_empty()) {
        file.protected |= lies_in(&file.path, &libraries);
    }
    found.protected.extend(libraries);
    order::sort(&mut found.files);
    found.files = bundle::gather(each_once(one_number_each(found.files, &watched, progress)?));
    leave_out_alone(&mut found.files, progress)?;
    found.skipped.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// A folder with its links resolved and each name spelled as its folder lists it, and whether it is or lies in a trash or a
/// snapshot; the error says why that cannot be told.
fn locate(folder: &Path, progress: &Progress) -> Result<Result<(PathBuf, bool), SkipReason>, Cancelled> {
    let folder = folder.to_owned();
    let locate = move || {
        let root = identity::true_path(&folder).map_err(|error| SkipReason::Closed(error.to_string()))?;
        let goes_by_itself = root.ancestors().any(goes_by_itself);
        Ok((root, goes_by_itself))
    };
    Ok(door::pass(progress, locate)?.unwrap_or_else(|lost| Err(lost.into())))
}

/// What belongs to nothing is a photo only by its bytes, as any other file; what cannot be looked at is left to be skipped.
fn leave_out_alone(files: &mut Vec<PhotoFile>, progress: &Progress) -> Result<(), Cancelled> {
    let may_belong = |file: &PhotoFile| bundle::may_be_companion(&file.path);
    let alone: Vec<PathBuf> =
        files.iter().filter(|file| may_belong(file)).map(|file| file.path.clone()).collect();
    let mut are_photos = door::each(progress, alone, |path| decode::may_be_photo(path))?.into_iter();
    files.retain(|file| !may_belong(file) || are_photos.next() != Some(Ok(false)));
    Ok(())
}

/// Folders given twice or inside one another are walked once.
fn outermost(mut roots: Vec<PathBuf>) -> Vec<PathBuf> {
    roots.sort();
    // In this order a folder comes right before everything that lies in it.
    let mut outer: Vec<PathBuf> = Vec::new();
    for root in roots {
        if !outer.last().is_some_and(|last| root.starts_with(last)) {
            outer.push(root);
        }
    }
    outer
}

/// A trash or a snapshot: a photo in it must not be what another one goes for.
fn goes_by_itself(folder: &Path) -> bool {
    let known = system::folder(folder).map(|known| known.kind);
    matches!(known, Some(LeftOutKind::Trash | LeftOutKind::Snapshot))
}

/// Protected folders that are not scanned and that may be shown under another path by one that is.
fn watched(found: &Discovered, progress: &Progress) -> Result<Vec<PathBuf>, Cancelled> {
    let (scanned, protected) = (found.scanned.clone(), found.protected.clone());
    let watched = move || {
        let outside = |folder: &&PathBuf| !lies_in(folder, &scanned) && folder.exists();
        let outside: Vec<PathBuf> = protected.iter().filter(outside).cloned().collect();
        let shows_another = scanned.iter().chain(&outside).any(|folder| identity::may_show_another(folder));
        if shows_another { outermost(outside) } else { Vec::new() }
    };
    // What does not answer is not walked, and shows nothing.
    Ok(door::pass(progress, watched)?.unwrap_or_default())
}

fn lies_in(path: &Path, folders: &[PathBuf]) -> bool {
    folders.iter().any(|folder| path.starts_with(folder))
}

/// Gives files that are one under two paths one number, and leaves those in `watched` out again; `files` are sorted by path.
fn one_number_each(
    mut files: Vec<PhotoFile>,
    watched: &[PathBuf],
    progress: &Progress,
) -> Result<Vec<PhotoFile>, Stop> {
    for [first, other] in aliases::find(&files, progress)? {
        let protected = files[first].protected || files[other].protected;
        files[first].protected = protected;
        files[other].protected = protected;
        if [first, other].iter().all(|at| !lies_in(&files[*at].path, watched)) {
            files[other].id = files[first].id;
        }
    }
    files.retain(|file| !lies_in(&file.path, watched));
    Ok(files)
}

/// What is at some paths, and what could not be looked at.
type Looked = (Vec<PhotoFile>, Vec<Skipped>);

/// Looks at everything below `roots`, in any order: one thread walks, others look at the files it comes by.
fn walk_and_look(roots: &[PathBuf], gate: &mut Gate, look: &Look<'_>) -> Result<Vec<Looked>, Stop> {
    // Threads of their own: one that waits for a network that is gone must not be missing elsewhere.
    let threads = ThreadPoolBuilder::new().build().context("no thread is left to look at files")?;
    let (report, looked) = crossbeam_channel::unbounded();
    threads.in_place_scope(|scope| {
        walk::walk(roots, gate, look.progress, &mut |seen| {
            let report = report.clone();
            scope.spawn(move |_| report.send(look.at_all(seen)).unwrap_or_default());
        })
    })?;
    drop(report);
    look.progress.check()?;
    Ok(looked.into_iter().collect())
}

/// What looking at files needs.
struct Look<'a> {
    protected: &'a [PathBuf],
    preferred: &'a [PathBuf],
    progress: &'a Progress,
}

impl Look<'_> {
    /// What is at each path, without those that are no photos and belong to none; nothing more once the user stopped it.
    fn at_all(&self, found: Vec<Result<PathBuf, Skipped>>) -> Looked {
        let (mut paths, mut skipped) = (Vec::with_capacity(found.len()), Vec::new());
        found.into_iter().for_each(|found| match found {
            Ok(path) => paths.push(path),
            Err(closed) => skipped.push(closed),
        });
        let mut files = Vec::with_capacity(paths.len());
        for seen in walk::stat_all(paths, self.progress).unwrap_or_default() {
            match seen {
                Ok(seen) => {
                    files.push(self.file(seen));
                    if self.progress.step().is_err() {
                        break;
                    }
                }
                Err(closed) => skipped.push(closed),
            }
        }
        skipped.iter().for_each(|_| self.progress.skipped());
        (files, skipped)
    }

    fn file(&self, (path, id, stamp): walk::ListedFile) -> PhotoFile {
        let protected = lies_in(&path, self.protected);
        let preferred = self.preferred.iter().zip(0..).find(|(folder, _)| path.starts_with(folder));
        let preferred = preferred.map(|(_, order)| order);
        PhotoFile { path, id, stamp, protected, preferred, companions: Vec::new() }
    }
}

/// Each physical file under the first of its names; `files` are sorted by path, and stay so.
fn each_once(mut files: Vec<PhotoFile>) -> Vec<PhotoFile> {
    let mut order: Vec<(FileId, usize)> = files.iter().map(|file| file.id).zip(0..).collect();
    order.par_sort_unstable();
    let mut is_another_name = vec![false; files.len()];
    for names in order.chunk_by(|(a, _), (b, _)| a == b) {
        let [(_, first), others @ ..] = names else { continue };
        for (_, other) in others {
            // One name in a protected folder protects the file under all of them.
            files[*first].protected |= files[*other].protected;
            let orders = [&files[*first], &files[*other]].map(|file| file.preferred);
            files[*first].preferred = orders.into_iter().flatten().min();
            is_another_name[*other] = true;
        }
    }
    let mut is_another_name = is_another_name.into_iter();
    files.retain(|_| is_another_name.next() == Some(false));
    files
}

#[cfg(test)]
mod tests;
