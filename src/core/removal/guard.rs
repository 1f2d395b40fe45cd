//! What is looked at just before a photo is moved, and again once it has moved: that it and the photo that stays are what
//! the scan saw, that they are two files, and that nothing protected goes.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use super::beside::Beside;
use super::disk::{Disk, Place};
use super::mover::{self, MoveError};
use super::plan::{FileSnapshot, Removal, RemovalPlan};
use super::problem::{Problem, Subject};
use super::receipt::Moved;
use super::system_trash::Sent;
use crate::bundle;
use crate::decode;
use crate::photo::{Companion, ContentHash, FileId, FileStamp, PhotoFile, Relation};

/// What must hold just before a photo is moved, whatever a plan says.
pub struct Guard<'a> {
    pub disk: &'a dyn Disk,
    /// Where everything goes, if the user named a folder.
    only: Option<Place>,
    protected: Vec<PathBuf>,
    /// The same folders by identity: they may have other paths.
    protected_ids: BTreeSet<FileId>,
    /// Everything that goes: none of it may be what another photo goes for.
    leaving: BTreeSet<FileId>,
    /// Everything that stays for something: none of it may go.
    staying: BTreeSet<FileId>,
    /// The same by content: a file system may give one file several numbers.
    keepers: BTreeMap<ContentHash, BTreeMap<&'a Path, &'a FileSnapshot>>,
    beside: RefCell<Beside>,
}

impl<'a> Guard<'a> {
    pub fn of(plan: &'a RemovalPlan, disk: &'a dyn Disk) -> Self {
        // As they are numbered now: some file systems number their files anew each time they are mounted.
        let now = |(path, id): (&Path, FileId)| disk.stat(path).map_or(id, |(now, _)| now);
        let goes = |removal: &'a Removal| {
            let companions = removal.companions.iter().map(|file| (file.path.as_path(), file.id));
            companions.chain([(removal.goes.path.as_path(), removal.goes.id)])
        };
        let stays = |removal: &'a Removal| (removal.keeper.path.as_path(), removal.keeper.id);
        let leaving = plan.removals.iter().flat_map(goes).map(now).collect();
        let staying = plan.removals.iter().map(stays).map(now).collect();
        let mut keepers: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for keeper in plan.removals.iter().map(|removal| &removal.keeper) {
            keepers.entry(keeper.content).or_default().insert(keeper.path.as_path(), keeper);
        }
        let spelled = |folder: &PathBuf| [Some(folder.clone()), disk.true_path(folder).ok()];
        let protected: Vec<PathBuf> = plan.protected.iter().flat_map(spelled).flatten().collect();
        let protected_ids = protected.iter().filter_map(|folder| disk.folder_id(folder).ok()).collect();
        let beside = RefCell::default();
        Self { disk, only: None, protected, protected_ids, leaving, staying, keepers, beside }
    }

    /// With the only place that files are moved to, if there is one.
    pub fn with_place(self, only: Option<Place>) -> Self {
        Self { only, ..self }
    }

    /// Where a file can be moved to, in the order to try.
    pub fn places(&self, file: &Path) -> Vec<Place> {
        self.only.clone().map_or_else(|| self.disk.places(file), |only| vec![only])
    }

    /// The photo and its companions as they are to be moved; why not, if something speaks against it.
    pub fn check(&self, removal: &Removal) -> Result<Vec<FileSnapshot>, Problem> {
        let Removal { goes, companions, keeper, relation, .. } = removal;
        let going = std::iter::once(KnownFile::of(goes)).chain(companions.iter().map(KnownFile::companion));
        let mut ids = BTreeSet::new();
        for seen in going.clone() {
            self.check_place(seen.path)?;
            ids.insert(seen.same(self.disk, subject(seen.path, &goes.path))?);
        }
        let stays = KnownFile::of(keeper).same(self.disk, Subject::Keeper)?;
        self.check_nothing_new(removal)?;
        if ids.contains(&stays) {
            return Err(Problem::SameFile);
        }
        if ids.len() != 1 + companions.len() {
            return Err(Problem::NamedTwice);
        }
        if self.leaving.contains(&stays) {
            return Err(Problem::KeeperGoes);
        }
        if !ids.is_disjoint(&self.staying) {
            return Err(Problem::KeptForAnother);
        }
        let files = going.map(|KnownFile { path, id, stamp, .. }| {
            let content = self.disk.hash(path);
            let content =
                content.map_err(|error| Problem::Unreadable(subject(path, &goes.path), error.to_string()))?;
            Ok(FileSnapshot { path: path.to_owned(), id, stamp, content })
        });
        let files: Vec<FileSnapshot> = files.collect::<Result<_, Problem>>()?;
        if files[0].content != goes.content {
            return Err(Problem::Changed(Subject::Photo));
        }
        self.check_keeper(keeper, *relation, goes)?;
        let contents = files.iter().map(|file| (file.path.as_path(), file.content));
        self.check_alike(removal, contents)?;
        Ok(files)
    }

    /// What has come to belong to it since the scan would be left behind.
    fn check_nothing_new(&self, removal: &Removal) -> Result<(), Problem> {
        let goes = &removal.goes.path;
        let named = self.beside.borrow_mut().of(self.disk, goes);
        let named = named.map_err(|error| Problem::FolderUnreadable(error.to_string()))?;
        let may_belong =
            |path: &Path| bundle::may_be_companion(path) || path == goes || decode::may_be_photo(path);
        let file = |path: PathBuf| {
            // What is no regular file belongs to nothing, and is not opened.
            let (id, stamp) = self.disk.stat(&path).ok()?;
            let file =
                PhotoFile { path, id, stamp, protected: false, preferred: None, companions: Vec::new() };
            may_belong(&file.path).then_some(file)
        };
        let beside: Vec<PhotoFile> = named.into_iter().filter_map(file).collect();
        let known = |path: &Path| removal.companions.iter().any(|companion| companion.path == path);
        let owner = bundle::gather(beside).into_iter().find(|photo| photo.path == *goes);
        match owner {
            Some(photo) if photo.companions.iter().all(|companion| known(&companion.path)) => Ok(()),
            _ => Err(Problem::NewCompanion),
        }
    }

    fn check_place(&self, path: &Path) -> Result<(), Problem> {
        let not_found = |error: io::Error| Problem::NotFound(Subject::Photo, error.to_string());
        let resolved = self.disk.resolve(path).map_err(not_found)?;
        if self.protected.iter().any(|folder| path.starts_with(folder) || resolved.starts_with(folder)) {
            return Err(Problem::Protected);
        }
        let is_protected =
            |folder| self.disk.folder_id(folder).is_ok_and(|id| self.protected_ids.contains(&id));
        if !self.protected_ids.is_empty() && resolved.ancestors().skip(1).any(is_protected) {
            return Err(Problem::ProtectedElsewhere);
        }
        if resolved != path {
            return Err(Problem::FolderIsLink);
        }
        Ok(())
    }

    fn check_keeper(
        &self,
        keeper: &FileSnapshot,
        relation: Relation,
        goes: &FileSnapshot,
    ) -> Result<(), Problem> {
        let content = self.disk.hash(&keeper.path);
        let content = content.map_err(|error| Problem::Unreadable(Subject::Keeper, error.to_string()))?;
        match relation {
            Relation::Exact if content != goes.content => Err(Problem::NoLongerIdentical),
            _ if content != keeper.content => Err(Problem::Changed(Subject::Keeper)),
            Relation::Exact => Ok(()),
            Relation::Edited | Relation::Similar => {
                self.disk.decode(&keeper.path).map_err(Problem::KeeperNotOpened)
            }
        }
    }

    /// What goes because its copy stays is the same as the copy.
    fn check_alike<'b>(
        &self,
        removal: &Removal,
        files: impl Iterator<Item = (&'b Path, ContentHash)>,
    ) -> Result<(), Problem> {
        for (path, content) in files {
            let mut copies = removal.alike.iter().filter(|(own, _)| own == path).peekable();
            let is_same = |copy: &Path| self.disk.hash(copy).is_ok_and(|found| found == content);
            if copies.peek().is_some() && !copies.any(|(_, copy)| is_same(copy)) {
                return Err(Problem::DiffersFromCopy(subject(path, &removal.goes.path)));
            }
        }
        Ok(())
    }

    /// Moves the files; puts them back if what stays for them is not what it was by the time they are gone.
    pub fn move_out(
        &self,
        place: &Place,
        moves: &[Moved],
        removal: &Removal,
    ) -> Result<Vec<Option<Sent>>, MoveError> {
        mover::leave(self.disk, place, moves, || self.check_kept(moves, removal))
    }

    /// Reads what stays through its own path, now that the files have moved: a file may have several paths, and several
    /// numbers, so that only its absence tells that it was the one that went.
    fn check_kept(&self, moves: &[Moved], removal: &Removal) -> Result<(), Problem> {
        self.check_reads(&removal.keeper)?;
        // One with the same bytes that stays for another photo may be this one, too.
        let others = moves.iter().filter_map(|moved| self.keepers.get(&moved.content));
        others.flat_map(BTreeMap::values).try_for_each(|keeper| self.check_reads(keeper))?;
        self.check_alike(removal, moves.iter().map(|moved| (moved.from.as_path(), moved.content)))
    }

    fn check_reads(&self, keeper: &FileSnapshot) -> Result<(), Problem> {
        match self.disk.hash(&keeper.path) {
            Ok(content) if content == keeper.content => {}
            Ok(_) => return Err(Problem::Changed(Subject::Keeper)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(Problem::KeeperWentToo),
            Err(error) => return Err(Problem::Unreadable(Subject::Keeper, error.to_string())),
        }
        KnownFile::of(keeper).same(self.disk, Subject::Keeper).map(drop)
    }
}

/// The photo itself, or one of its companions by name.
fn subject(path: &Path, photo: &Path) -> Subject {
    let name = || path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if path == photo { Subject::Photo } else { Subject::Companion(name()) }
}

/// A file as the scan saw it.
#[derive(Clone, Copy)]
struct KnownFile<'a> {
    path: &'a Path,
    id: FileId,
    stamp: FileStamp,
    /// Its bytes, if they are known.
    content: Option<ContentHash>,
}

impl<'a> KnownFile<'a> {
    fn of(subject: &'a FileSnapshot) -> Self {
        let FileSnapshot { path, id, stamp, content } = subject;
        Self { path, id: *id, stamp: *stamp, content: Some(*content) }
    }

    fn companion(companion: &'a Companion) -> Self {
        let Companion { path, id, stamp, content, .. } = companion;
        Self { path, id: *id, stamp: *stamp, content: *content }
    }

    /// What identifies the file now, if it is the same; some file systems number their files anew, and then it is the
    /// same by its bytes.
    fn same(&self, disk: &dyn Disk, subject: Subject) -> Result<FileId, Problem> {
        let (id, stamp) = match disk.stat(self.path) {
            Ok(now) => now,
            Err(error) => return Err(Problem::NotFound(subject, error.to_string())),
        };
        let has_bytes = |content| disk.hash(self.path).is_ok_and(|found| found == content);
        if stamp == self.stamp && (id == self.id || self.content.is_some_and(has_bytes)) {
            Ok(id)
        } else {
            Err(Problem::Changed(subject))
        }
    }
}
