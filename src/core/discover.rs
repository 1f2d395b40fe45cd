//! Folders → [`PhotoFile`]s: every physical file once, whatever names and links lead to it, and with it what
//! belongs to it. Hidden files, trash folders and the program's own are left out.

mod order;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use anyhow::Context;
use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::bundle;
use crate::decode;
use crate::identity;
use crate::photo::{FileId, PhotoFile, SkipReason, Skipped};
use crate::progress::{Progress, Stage, Stop};

/// Folders that hold what was thrown away, or copies made by machines, under names that are not hidden.
const LEFT_OUT: [&str; 6] =
    ["$RECYCLE.BIN", "System Volume Information", "@eaDir", "#recycle", "lost+found", "__MACOSX"];

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
}

/// Files that may be photos, and what could not be looked at; both sorted by path.
#[derive(Debug, Default)]
pub struct Discovered {
    /// Each physical file once, under the first of its names; what belongs to a photo only with that photo.
    pub files: Vec<PhotoFile>,
    /// Folders and files that could not be looked at.
    pub skipped: Vec<Skipped>,
    /// The scanned folders with their links resolved, each once.
    pub scanned: Vec<PathBuf>,
    /// The protected folders with their links resolved.
    pub protected: Vec<PathBuf>,
}

/// Files that are looked at in one go.
const AT_ONCE: usize = 256;

/// Walks `folders`. Fails if not one of them can be walked.
pub fn discover(folders: &Folders, progress: &Progress) -> Result<Discovered, Stop> {
    progress.enter(Stage::Discovering, 0)?;
    let mut found = Discovered::default();
    let mut roots = Vec::new();
    let resolve = |path: &PathBuf| identity::resolve(path).unwrap_or_else(|_| path.clone());
    found.protected = folders.protected.iter().map(resolve).collect();
    let preferred: Vec<PathBuf> = folders.preferred.iter().map(resolve).collect();
    let left_out: Vec<PathBuf> = folders.left_out.iter().map(resolve).collect();
    let never = |root: &Path| {
        left_out.iter().any(|own| root.starts_with(own)) || root.ancestors().any(holds_what_was_removed)
    };
    for folder in &folders.scanned {
        match identity::resolve(folder) {
            Ok(root) if never(&root) => {
                let reason = SkipReason::NeverScanned;
                found.skipped.push(Skipped { path: folder.clone(), reason });
            }
            Ok(root) => roots.push(root),
            Err(error) => {
                let reason = SkipReason::Closed(error.to_string());
                found.skipped.push(Skipped { path: folder.clone(), reason });
            }
        }
    }
    if let (true, Some(first)) = (roots.is_empty(), found.skipped.first()) {
        return Err(Stop::Failed(anyhow::anyhow!("{}: {}", first.path.display(), first.reason)));
    }

    found.scanned = outermost(roots);
    let look = Look { protected: &found.protected, preferred: &preferred, progress };
    let looked = walk_and_look(&found.scanned, &left_out, &look)?;
    found.files.reserve(looked.iter().map(|(files, _)| files.len()).sum());
    for (files, skipped) in looked {
        found.files.extend(files);
        found.skipped.extend(skipped);
    }
    order::sort(&mut found.files);
    found.files = bundle::gather(each_once(found.files));
    // What belongs to nothing is a photo only by its bytes, as any other file.
    found.files.retain(|file| !bundle::may_be_companion(&file.path) || decode::may_be_photo(&file.path));
    found.skipped.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
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

/// A trash, by its name or, where the desktop's lies in a folder that is not hidden, by its two halves; or a
/// quarantine.
fn holds_what_was_removed(folder: &Path) -> bool {
    let Some(name) = folder.file_name().map(OsStr::as_encoded_bytes) else { return false };
    match name {
        b".Trash" | b".Trashes" | b"$RECYCLE.BIN" => true,
        b"Trash" => folder.join("info").is_dir() && folder.join("files").is_dir(),
        _ => name.starts_with(b".Trash-") || name == QUARANTINE.as_bytes(),
    }
}

/// What is at some paths, and what could not be looked at.
type Looked = (Vec<PhotoFile>, Vec<Skipped>);

/// Looks at everything below `roots`, in any order: one thread walks, others look at the files it comes by.
fn walk_and_look(roots: &[PathBuf], left_out: &[PathBuf], look: &Look<'_>) -> Result<Vec<Looked>, Stop> {
    // Threads of their own: one that hangs in a network that is gone must not be missing elsewhere.
    let threads = ThreadPoolBuilder::new().build().context("no thread is left to look at files")?;
    let (report, looked) = crossbeam_channel::unbounded();
    threads.in_place_scope(|scope| {
        walk(roots, left_out, look.progress, &mut |seen| {
            let report = report.clone();
            scope.spawn(move |_| report.send(look.at_all(seen)).unwrap_or_default());
        })
    })?;
    drop(report);
    look.progress.check()?;
    Ok(looked.into_iter().collect())
}

/// Gives all files below `roots`, some at a time, and what cannot be looked at.
fn walk(
    roots: &[PathBuf],
    left_out: &[PathBuf],
    progress: &Progress,
    give: &mut dyn FnMut(Vec<Result<PathBuf, Skipped>>),
) -> Result<(), Stop> {
    let mut some = Vec::new();
    for root in roots {
        let entries = WalkDir::new(root).into_iter();
        for entry in entries.filter_entry(|entry| is_entered(entry, left_out)) {
            progress.check()?;
            match entry {
                Ok(entry) if entry.file_type().is_file() => some.push(Ok(entry.into_path())),
                Ok(_) => {}
                Err(error) => {
                    let path = error.path().unwrap_or(root).to_owned();
                    let cause = error.io_error().map(ToString::to_string).unwrap_or_default();
                    some.push(Err(Skipped { path, reason: SkipReason::Closed(cause) }));
                }
            }
            if some.len() >= AT_ONCE {
                give(std::mem::take(&mut some));
            }
        }
    }
    give(some);
    Ok(())
}

fn is_entered(entry: &DirEntry, left_out: &[PathBuf]) -> bool {
    if entry.depth() == 0 {
        return true;
    }
    let name = entry.file_name();
    let is_hidden = name.as_encoded_bytes().starts_with(b".");
    let is_closed = || {
        let known = LEFT_OUT.iter().any(|known| name.eq_ignore_ascii_case(OsStr::new(known)));
        known || left_out.iter().any(|own| entry.path() == own) || holds_what_was_removed(entry.path())
    };
    !(is_hidden || entry.file_type().is_dir() && is_closed())
}

/// What looking at files needs.
struct Look<'a> {
    protected: &'a [PathBuf],
    preferred: &'a [PathBuf],
    progress: &'a Progress,
}

impl Look<'_> {
    /// What is at each path, without those that are no photos and belong to none; nothing more once the user stopped it.
    fn at_all(&self, seen: Vec<Result<PathBuf, Skipped>>) -> Looked {
        let (mut files, mut skipped) = (Vec::with_capacity(seen.len()), Vec::new());
        for seen in seen {
            // Looking may take long where a network is gone.
            if self.progress.check().is_err() {
                break;
            }
            match seen.map_or_else(|skipped| Some(Err(skipped)), |path| self.at(path)) {
                Some(Ok(file)) => {
                    files.push(file);
                    if self.progress.step().is_err() {
                        break;
                    }
                }
                Some(Err(closed)) => {
                    skipped.push(closed);
                    self.progress.skipped();
                }
                None => {}
            }
        }
        (files, skipped)
    }

    fn at(&self, path: PathBuf) -> Option<Result<PhotoFile, Skipped>> {
        if !bundle::may_be_companion(&path) && !decode::may_be_photo(&path) {
            return None;
        }
        let (id, stamp) = match identity::look(&path) {
            Ok(looked) => looked,
            Err(error) => return Some(Err(Skipped { path, reason: SkipReason::Closed(error.to_string()) })),
        };
        let lies_in = |folders: &[PathBuf]| folders.iter().any(|folder| path.starts_with(folder));
        let protected = lies_in(self.protected);
        let preferred = self.preferred.iter().zip(0..).find(|(folder, _)| path.starts_with(folder));
        let preferred = preferred.map(|(_, order)| order);
        Some(Ok(PhotoFile { path, id, stamp, protected, preferred, companions: Vec::new() }))
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
mod tests {
    use super::*;

    /// Names found below a folder made of `files`, when scanning `scanned` of it.
    fn check(files: &[&str], scanned: &[&str], expected: &[&str]) -> Discovered {
        let dir = tempfile::tempdir().expect("a folder");
        let root = identity::resolve(dir.path()).expect("a path");
        for name in files {
            let path = root.join(name);
            std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            std::fs::write(&path, name).expect("written");
        }
        let folders = Folders {
            scanned: scanned.iter().map(|name| root.join(name)).collect(),
            protected: vec![root.join("kept")],
            left_out: vec![root.join("own")],
            ..Folders::default()
        };
        let found = discover(&folders, &Progress::default()).expect("walked");
        let seen: Vec<String> = found
            .files
            .iter()
            .map(|file| file.path.strip_prefix(&root).expect("below").display().to_string())
            .collect();
        assert_eq!(seen, expected);
        found
    }

    #[test]
    fn hidden_trash_and_own_folders_are_left_out() {
        let files = [
            "a.jpg",
            ".hidden.jpg",
            ".Trash-1000/files/b.jpg",
            "$Recycle.Bin/c.jpg",
            "own/d.jpg",
            "deep/er/e.PNG",
            "notes.txt",
        ];
        check(&files, &[""], &["a.jpg", "deep/er/e.PNG"]);
    }

    #[test]
    fn nothing_that_was_removed_is_scanned_even_if_it_is_asked_for() {
        let files = [
            "a.jpg",
            "data/Trash/files/b.jpg",
            "data/Trash/info/b.jpg.trashinfo",
            "Trash/c.jpg",
            ".Trash-0/files/d.jpg",
            ".lookalike-quarantine/1/0/e.jpg",
            "own/f.jpg",
        ];
        check(&files, &[""], &["Trash/c.jpg", "a.jpg"]);
        let asked = ["a.jpg", "data/Trash/files", ".Trash-0", ".lookalike-quarantine/1/0/e.jpg", "own"];
        assert_eq!(check(&files, &asked, &["a.jpg"]).skipped.len(), 4);
    }

    #[test]
    fn folders_given_twice_or_nested_are_walked_once() {
        check(&["x/a.jpg", "x/y/b.jpg"], &["x/y", "x", "x", "x/y/.."], &["x/a.jpg", "x/y/b.jpg"]);
    }

    #[test]
    fn what_belongs_to_a_photo_is_found_with_it_and_alone_is_no_photo() {
        let files = ["1.jpg", "1.CR2", "1.xmp", "2.cr2", "3.xmp", "4.mov"];
        let found = check(&files, &[""], &["1.jpg", "2.cr2"]);
        assert_eq!(found.files[0].companions.len(), 2);
    }

    #[test]
    fn protection_is_noted_and_missing_folders_are_skipped() {
        let found = check(&["kept/a.jpg", "b.jpg"], &["", "gone"], &["b.jpg", "kept/a.jpg"]);
        assert_eq!(found.files.iter().map(|f| f.protected).collect::<Vec<_>>(), [false, true]);
        assert_eq!(found.skipped.len(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_under_several_names_is_found_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let root = dir.path();
        std::fs::create_dir_all(root.join("kept")).expect("made");
        std::fs::write(root.join("kept/b.jpg"), b"photo").expect("written");
        std::fs::hard_link(root.join("kept/b.jpg"), root.join("a.jpg")).expect("linked");
        std::os::unix::fs::symlink(root.join("a.jpg"), root.join("c.jpg")).expect("linked");
        std::os::unix::fs::symlink(root, root.join("loop")).expect("linked");
        let folders = Folders {
            scanned: vec![root.to_owned()],
            protected: vec![root.join("kept")],
            preferred: vec![root.join("kept")],
            ..Folders::default()
        };
        let found = discover(&folders, &Progress::default()).expect("walked");
        assert_eq!(found.files.len(), 1);
        assert!(found.files[0].path.ends_with("a.jpg"));
        assert!(found.files[0].protected && found.files[0].preferred == Some(0));
        assert!(found.skipped.is_empty());
    }

    #[test]
    fn nothing_to_walk_is_one_sentence() {
        let folders = Folders { scanned: vec![PathBuf::from("/no/such/folder")], ..Folders::default() };
        let Err(Stop::Failed(error)) = discover(&folders, &Progress::default()) else { panic!("it failed") };
        assert!(error.to_string().starts_with("/no/such/folder: it cannot be opened"));
    }
}
