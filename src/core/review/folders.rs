//! Exact copies by the folders that they lie in: "Backup 2019 and Photos 2022: 45 copies", each with a choice of which side
//! stays, before anything is marked.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use super::{Decision, Review, Step};
use crate::keeper;
use crate::photo::{PhotoId, Reason, Relation};

/// Which side of a pair of folders stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Staying {
    /// The one that the rules chose.
    #[default]
    Suggested,
    /// The other one, of all contents whose place the user can choose: those that their group keeps.
    Other,
}

/// Two folders that the same bytes lie in.
#[derive(Debug, Clone, PartialEq)]
pub struct FolderPair {
    /// The folder whose photos stay by the rules.
    pub stays: PathBuf,
    /// The folder whose photos go by the rules; it may be the same one.
    pub goes: PathBuf,
    /// Photos that go and those that stay for them, by the rules, in path order.
    pub photos: Vec<(PhotoId, PhotoId)>,
    /// Bytes of those that go and of what belongs to them.
    pub bytes: u64,
    /// Every photo that was found in the folder `goes` goes: all of it lies elsewhere too.
    pub is_whole: bool,
    /// Why this side, by the first of its photos.
    pub reason: Option<Reason>,
    /// The user's choice.
    pub staying: Staying,
}

impl FolderPair {
    /// The user has a choice: the folders differ.
    pub fn has_choice(&self) -> bool {
        self.stays != self.goes
    }
}

impl Review {
    /// All that [`Self::open_exact`] has in groups that are `shown`, by folders; the most copies first.
    pub fn exact_by_folders(&self, shown: impl Fn(usize) -> bool) -> Vec<FolderPair> {
        let folder = |photo: PhotoId| parent(self.findings.photo(photo).path());
        let mut by_folders: BTreeMap<(&Path, &Path), Vec<(PhotoId, PhotoId)>> = BTreeMap::new();
        let (mut going, mut present): (HashMap<&Path, usize>, HashMap<&Path, usize>) = Default::default();
        let is_shown = |photo: &PhotoId| self.group_of(*photo).is_some_and(&shown);
        for goes in self.open_exact().into_iter().filter(is_shown) {
            let Some(stays) = self.place_of(goes) else { continue };
            by_folders.entry((folder(stays), folder(goes))).or_default().push((goes, stays));
            *going.entry(folder(goes)).or_default() += 1;
        }
        self.findings.ids().for_each(|photo| *present.entry(folder(photo)).or_default() += 1);
        let pair = |((stays, goes), photos): ((&Path, &Path), Vec<(PhotoId, PhotoId)>)| FolderPair {
            stays: stays.to_owned(),
            goes: goes.to_owned(),
            bytes: photos.iter().map(|(goes, _)| self.findings.photo(*goes).file.bundle_bytes()).sum(),
            is_whole: going.get(goes) == present.get(goes),
            reason: photos.first().and_then(|(goes, stays)| {
                keeper::reason(self.findings.photo(*stays), [self.findings.photo(*goes)].into_iter())
            }),
            photos,
            staying: Staying::Suggested,
        };
        let mut pairs: Vec<FolderPair> = by_folders.into_iter().map(pair).collect();
        pairs.sort_by_key(|pair| std::cmp::Reverse(pair.photos.len()));
        pairs
    }

    /// Marks the copies of these pairs of folders on the side that goes; returns how many were marked.
    pub fn accept_by_folders(&mut self, pairs: &[FolderPair]) -> usize {
        let (mut step, mut marked) = (Step::default(), 0);
        for pair in pairs {
            for (goes, stays) in pair.photos.iter().copied() {
                let swaps = pair.staying == Staying::Other && self.may_stay(goes, stays);
                let goes = if swaps { self.keep_place(goes, stays, &mut step) } else { goes };
                if self.refusal(goes).is_none() && self.decision(goes) == Decision::Undecided {
                    self.mark_place(goes, &mut step);
                    marked += 1;
                }
            }
        }
        self.remember(step);
        marked
    }

    /// The place of a content may be another one: its group keeps the content, and nothing is lost.
    fn may_stay(&self, other: PhotoId, place: PhotoId) -> bool {
        let is_keeper = self.group_of(place).is_some_and(|at| self.groups[at].keeper == place);
        let is_protected = self.findings.photo(place).file.protected;
        is_keeper && !is_protected && self.has_nothing_beyond(place, other)
    }

    /// Makes `other` the place that stays; returns the one that goes for it.
    fn keep_place(&mut self, other: PhotoId, place: PhotoId, step: &mut Step) -> PhotoId {
        if let Some(group) = self.group_of(place) {
            let Step { mut decisions, mut keepers, .. } = self.choose_keeper_step(group, other);
            step.decisions.append(&mut decisions);
            step.keepers.append(&mut keepers);
        }
        place
    }

    /// Marks a further place of a content; of a group without other copies that is the whole decision.
    pub(super) fn mark_place(&mut self, photo: PhotoId, step: &mut Step) {
        self.decide(photo, Decision::Remove, step);
        let group = self.group_of(photo).map(|at| &self.groups[at]);
        if let Some(group) = group.filter(|group| group.kind() == Relation::Exact) {
            self.decide(group.keeper, Decision::Keep, step);
        }
    }
}

fn parent(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::{Pairs, sample};
    use std::sync::Arc;

    /// Three contents, each in both folders, and one more photo beside the originals.
    fn library() -> Review {
        let mut findings = sample::findings(7, &[]);
        let names = ["Backup/a", "Backup/b", "Backup/c", "Photos/a", "Photos/b", "Photos/c", "Photos/d"];
        for (photo, name) in findings.photos.iter_mut().zip(names) {
            photo.file.path = Path::new("/p").join(name).with_extension("jpg");
        }
        findings.pairs = Pairs::new([0, 1, 2, 0, 1, 2, 6].map(PhotoId).to_vec(), Vec::new());
        Review::new(Arc::new(findings), 0.1)
    }

    #[test]
    fn copies_are_listed_by_the_folders_that_they_lie_in() {
        let pairs = library().exact_by_folders(|_| true);
        assert_eq!(pairs.len(), 1);
        assert_eq!(
            (pairs[0].stays.as_path(), pairs[0].goes.as_path()),
            (Path::new("/p/Photos"), Path::new("/p/Backup"))
        );
        assert_eq!((pairs[0].photos.len(), pairs[0].bytes, pairs[0].is_whole), (3, 9_000_000, true));
        assert_eq!(
            pairs[0].reason.as_ref().map(|reason| &reason.because),
            Some(&crate::photo::Because::Folder)
        );
    }

    #[test]
    fn the_side_that_the_user_chooses_stays_and_one_undo_takes_it_back() {
        for (staying, goes) in [(Staying::Suggested, [0, 1, 2]), (Staying::Other, [3, 4, 5])] {
            let mut review = library();
            let mut pairs = review.exact_by_folders(|_| true);
            pairs[0].staying = staying;
            assert_eq!(review.accept_by_folders(&pairs), 3);
            assert_eq!(review.marked().map(|(goes, _)| goes.0).collect::<Vec<_>>(), goes);
            assert_eq!((review.totals().done, review.open_exact()), (3, vec![]));
            review.undo();
            assert_eq!((review.totals().marked, review.exact_by_folders(|_| true)[0].photos.len()), (0, 3));
        }
    }
}
