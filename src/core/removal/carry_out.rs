//! Carries a plan out, one photo after the other: looks at both files again, writes down what it is about to do,
//! moves the one that goes and what belongs to it, makes sure, and says for every single photo what happened.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Place};
use super::history::History;
use super::journal::{Event, Journal, Stay};
use super::places;
use super::plan::{Removal, RemovalPlan, Subject};
use super::receipt::{Moved, Receipt};
use super::shapes::MovedRecord;
use super::sidecar;
use super::travel::{self, Hitch};
use crate::bundle;
use crate::decode;
use crate::photo::{Companion, ContentHash, FileId, FileStamp, PhotoFile, Relation};
use crate::progress::{Progress, Stage};

/// Carries out `plan`; stops between two photos when cancelled and says which were not attempted. An error means
/// that nothing was touched.
pub fn carry_out(plan: &RemovalPlan, history: &History, progress: &Progress) -> anyhow::Result<Receipt> {
    let claim = history.claim()?;
    let mut journal = Journal::begin(claim.disk, claim.folder, &plan.removals)?;
    let guard = Guard::of(plan, claim.disk);
    let mut stopped = progress.enter(Stage::Removing, plan.removals.len() as u64).is_err();
    for (entry, removal) in plan.removals.iter().enumerate() {
        if stopped {
            break;
        }
        match journal.broken().map(|why| format!("its turn never came: {why}")) {
            None => remove(&mut journal, &guard, entry, removal),
            Some(why) => journal.note(Event::Stayed { entry, how: Stay::Failed, why }),
        }
        stopped = progress.step().is_err();
    }
    journal.note(Event::Ended);
    Ok(journal.into_receipt())
}

fn remove(journal: &mut Journal<'_>, guard: &Guard<'_>, entry: usize, removal: &Removal) {
    let stay = |journal: &mut Journal<'_>, how, why| {
        sidecar::tidy(guard.disk, journal.receipt(), entry);
        journal.note(Event::Stayed { entry, how, why });
    };
    let files = match guard.check(removal) {
        Ok(files) => files,
        Err(why) => return stay(journal, Stay::Refused, why),
    };
    let stub = Path::new(&journal.receipt().id).join(entry.to_string());
    let mut trouble = "there is no trash and no quarantine for it".to_owned();
    for place in guard.disk.places(&removal.goes.path) {
        let moves = match places::moves(guard.disk, &place, &stub, &files) {
            Ok(moves) => moves,
            Err(error) => {
                trouble = error.to_string();
                continue;
            }
        };
        let intended = Event::Intended { entry, moves: MovedRecord::all(&moves) };
        if let Err(error) = journal.write(intended) {
            let why = format!("the journal cannot be written, so it was not moved: {error}");
            return stay(journal, Stay::Failed, why);
        }
        if let Some(sidecar) = &removal.sidecar
            && let Err(why) = sidecar.write(guard.disk)
        {
            return stay(journal, Stay::Failed, format!("its metadata cannot be kept: {why}"));
        }
        match guard.move_out(&place, &moves, removal) {
            Ok(()) => return journal.note(Event::Done { entry }),
            Err(Hitch::Unusable(why)) => trouble = why,
            Err(Hitch::Spoilt(why)) => {
                return stay(journal, Stay::Failed, format!("{why}; it is back in its place"));
            }
            Err(Hitch::Stranded(left, why)) => {
                let left = MovedRecord::all(&left);
                return journal.note(Event::Stranded { entry, why, left });
            }
        }
    }
    stay(journal, Stay::Failed, trouble);
}

/// What must hold just before a photo is moved, whatever a plan says.
struct Guard<'a> {
    disk: &'a dyn Disk,
    protected: &'a [PathBuf],
    /// Everything that goes: none of it may be what another photo goes for.
    leaving: BTreeSet<FileId>,
    /// Everything that stays for something: none of it may go.
    staying: BTreeSet<FileId>,
}

impl<'a> Guard<'a> {
    fn of(plan: &'a RemovalPlan, disk: &'a dyn Disk) -> Self {
        // As they are numbered now: some file systems number their files anew each time they are mounted.
        let now = |(path, id): (&Path, FileId)| disk.look(path).map_or(id, |(now, _)| now);
        let goes = |removal: &'a Removal| {
            let companions = removal.companions.iter().map(|file| (file.path.as_path(), file.id));
            companions.chain([(removal.goes.path.as_path(), removal.goes.id)])
        };
        let stays = |removal: &'a Removal| (removal.keeper.path.as_path(), removal.keeper.id);
        let leaving = plan.removals.iter().flat_map(goes).map(now).collect();
        let staying = plan.removals.iter().map(stays).map(now).collect();
        Self { disk, protected: &plan.protected, leaving, staying }
    }

    /// The photo and its companions as they are to be moved; the reason why not, in words.
    fn check(&self, removal: &Removal) -> Result<Vec<Subject>, String> {
        let Removal { goes, companions, keeper, relation, .. } = removal;
        let going = std::iter::once(Seen::of(goes)).chain(companions.iter().map(Seen::companion));
        let mut ids = BTreeSet::new();
        for seen in going.clone() {
            self.check_place(seen.path)?;
            let same = seen.same(self.disk).map_err(|why| format!("{} {why}", it(seen.path, &goes.path)))?;
            ids.insert(same);
        }
        let stays = Seen::of(keeper).same(self.disk).map_err(|why| format!("the photo kept for it {why}"))?;
        self.check_nothing_new(removal)?;
        if ids.contains(&stays) {
            return Err("it is the same file as the photo kept for it".to_owned());
        }
        if ids.len() != 1 + companions.len() {
            return Err("the same file belongs to it twice".to_owned());
        }
        if self.leaving.contains(&stays) {
            return Err("the photo kept for it is to be removed too".to_owned());
        }
        if !ids.is_disjoint(&self.staying) {
            return Err("another photo goes because this one stays".to_owned());
        }
        let files = going.map(|Seen { path, id, stamp, .. }| {
            let content = self.disk.hash(path);
            let content =
                content.map_err(|error| format!("{} cannot be read: {error}", it(path, &goes.path)))?;
            Ok(Subject { path: path.to_owned(), id, stamp, content })
        });
        let files: Vec<Subject> = files.collect::<Result<_, String>>()?;
        if files[0].content != goes.content {
            return Err("it has changed since the scan".to_owned());
        }
        self.check_keeper(keeper, *relation, goes)?;
        self.check_alike(removal, &files)?;
        Ok(files)
    }

    /// What has come to belong to it since the scan would be left behind.
    fn check_nothing_new(&self, removal: &Removal) -> Result<(), String> {
        let goes = &removal.goes.path;
        let listed = self.disk.list(goes.parent().unwrap_or(goes));
        let listed = listed.map_err(|error| format!("its folder cannot be looked through: {error}"))?;
        let stems = bundle::stems(goes);
        let may_belong = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().as_encoded_bytes();
            let is_seen =
                !name.starts_with(b".") && bundle::stems(path).iter().any(|stem| stems.contains(stem));
            is_seen && (bundle::may_be_companion(path) || decode::may_be_photo(path) || path == goes)
        };
        let file = |path: PathBuf| {
            let (id, stamp) = self.disk.look(&path).ok()?;
            Some(PhotoFile { path, id, stamp, protected: false, preferred: None, companions: Vec::new() })
        };
        let mut beside: Vec<PhotoFile> = listed.into_iter().filter(may_belong).filter_map(file).collect();
        beside.sort_by(|a, b| a.path.cmp(&b.path));
        let known = |path: &Path| removal.companions.iter().any(|companion| companion.path == path);
        let owner = bundle::gather(beside).into_iter().find(|photo| photo.path == *goes);
        match owner {
            Some(photo) if photo.companions.iter().all(|companion| known(&companion.path)) => Ok(()),
            _ => Err("something new belongs to it; scan its folder again".to_owned()),
        }
    }

    fn check_place(&self, path: &Path) -> Result<(), String> {
        let resolved = self.disk.resolve(path).map_err(|error| format!("it cannot be found: {error}"))?;
        if self.protected.iter().any(|folder| path.starts_with(folder) || resolved.starts_with(folder)) {
            return Err("it lies in a protected folder".to_owned());
        }
        if resolved != path {
            return Err("one of its folders has become a link since the scan".to_owned());
        }
        Ok(())
    }

    fn check_keeper(&self, keeper: &Subject, relation: Relation, goes: &Subject) -> Result<(), String> {
        let content = self.disk.hash(&keeper.path);
        let content = content.map_err(|error| format!("the photo kept for it cannot be read: {error}"))?;
        match relation {
            Relation::Exact if content != goes.content => {
                Err("the two files are no longer the same".to_owned())
            }
            _ if content != keeper.content => {
                Err("the photo kept for it has changed since the scan".to_owned())
            }
            Relation::Exact => Ok(()),
            Relation::Edited | Relation::Similar => self
                .disk
                .decode(&keeper.path)
                .map_err(|why| format!("the photo kept for it cannot be opened: {why}")),
        }
    }

    /// What goes because its copy stays is the same as the copy.
    fn check_alike(&self, removal: &Removal, files: &[Subject]) -> Result<(), String> {
        for file in files {
            let mut copies = removal.alike.iter().filter(|(own, _)| *own == file.path).peekable();
            let is_same = |copy: &Path| self.disk.hash(copy).is_ok_and(|content| content == file.content);
            if copies.peek().is_some() && !copies.any(|(_, copy)| is_same(copy)) {
                let it = it(&file.path, &removal.goes.path);
                return Err(format!("{it} differs from its copy beside the photo kept for it"));
            }
        }
        Ok(())
    }

    /// Moves the files; puts them back if the keeper is not what it was by the time they are gone.
    fn move_out(&self, place: &Place, moves: &[Moved], removal: &Removal) -> Result<(), Hitch> {
        travel::leave(self.disk, place, moves, || {
            let same = Seen::of(&removal.keeper).same(self.disk);
            same.map(drop).map_err(|why| format!("the photo kept for it {why}"))
        })
    }
}

/// The photo itself, or one of its companions by name.
fn it(path: &Path, photo: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    if path == photo { "it".to_owned() } else { format!("{name}, which belongs to it,") }
}

/// A file as the scan saw it.
#[derive(Clone, Copy)]
struct Seen<'a> {
    path: &'a Path,
    id: FileId,
    stamp: FileStamp,
    /// Its bytes, if they are known.
    content: Option<ContentHash>,
}

impl<'a> Seen<'a> {
    fn of(subject: &'a Subject) -> Self {
        let Subject { path, id, stamp, content } = subject;
        Self { path, id: *id, stamp: *stamp, content: Some(*content) }
    }

    fn companion(companion: &'a Companion) -> Self {
        let Companion { path, id, stamp, content, .. } = companion;
        Self { path, id: *id, stamp: *stamp, content: *content }
    }

    /// What identifies the file now, if it is the same; some file systems number their files anew, and then it is the
    /// same by its bytes.
    fn same(&self, disk: &dyn Disk) -> Result<FileId, String> {
        let (id, stamp) = disk.look(self.path).map_err(|error| format!("cannot be found: {error}"))?;
        let has_bytes = |content| disk.hash(self.path).is_ok_and(|found| found == content);
        if stamp == self.stamp && (id == self.id || self.content.is_some_and(has_bytes)) {
            Ok(id)
        } else {
            Err("has changed since the scan".to_owned())
        }
    }
}
