//! The user's decisions over a scan's groups, with undo. Pure: no window, no file; the window and the
//! tests drive it alike. Whatever is called in whatever order, a group's keeper is never marked, and a photo only where
//! another stays for it: the place of its content that stays, or the keeper that it is a pair with.

mod folders;
mod judging;
mod places;
mod scope;
mod snapshot;
mod steps;

use std::collections::{BTreeMap, BTreeSet};

pub use self::folders::{FolderPair, Staying};
pub use self::snapshot::{ChosenBy, Decided, Snapshot, Step};
use crate::groups;
use crate::photo::{Group, Member, PhotoId, Relation, SharedFindings};
use crate::verdicts::{Change, VerdictIndex, Verdicts};

/// What the user wants of one photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Decision {
    /// Not looked at yet; it stays.
    #[default]
    Undecided,
    /// It stays.
    Keep,
    /// Marked for removal; nothing has happened yet.
    Remove,
}

/// Why a photo cannot be marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// It is the photo its group keeps.
    Keeper,
    /// It does not match the group's keeper directly, and no other place of its content stays.
    NoLink,
    /// It lies in a protected folder.
    Protected,
    /// It is in no group at this threshold.
    NoGroup,
}

/// What all marks together come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals {
    /// Photos marked for removal.
    pub marked: usize,
    /// Their bytes.
    pub marked_bytes: u64,
    /// Groups in which every photo is decided.
    pub done: usize,
    /// Groups at this threshold.
    pub groups: usize,
}

/// Groups at a threshold, and what was decided about them.
#[derive(Debug, Clone)]
pub struct Review {
    findings: SharedFindings,
    threshold: f32,
    groups: Vec<Group>,
    /// The group of each photo that is in one, as an index into `groups`.
    group_of: Vec<Option<usize>>,
    decisions: BTreeMap<PhotoId, Decided>,
    /// Marks in `decisions` that do not hold at the moment: nothing that they may stand on is shown. They hold again when it is.
    asleep: BTreeSet<PhotoId>,
    /// Keepers the user chose, as opposed to those the rules chose.
    chosen: BTreeSet<PhotoId>,
    verdicts: Verdicts,
    /// What the verdicts say about these photos.
    standing: VerdictIndex,
    /// Changes to the verdicts that are not on disk yet.
    unsaved: Vec<Change>,
    undo: Vec<Step>,
    redo: Vec<Step>,
    revision: u64,
}

impl Review {
    /// A review of `findings` with nothing decided.
    pub fn new(findings: SharedFindings, threshold: f32) -> Self {
        let mut review = Self::without_groups(findings, threshold);
        review.regroup();
        review
    }

    fn without_groups(findings: SharedFindings, threshold: f32) -> Self {
        Self {
            verdicts: Verdicts::default(),
            standing: VerdictIndex::default(),
            unsaved: Vec::new(),
            findings,
            threshold,
            groups: Vec::new(),
            group_of: Vec::new(),
            decisions: BTreeMap::new(),
            asleep: BTreeSet::new(),
            chosen: BTreeSet::new(),
            undo: Vec::new(),
            redo: Vec::new(),
            revision: 0,
        }
    }

    /// What the scan found.
    pub fn findings(&self) -> &SharedFindings {
        &self.findings
    }

    /// Groups at the threshold, ordered by path.
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The distance up to which photos are grouped.
    pub fn threshold(&self) -> f32 {
        self.threshold
    }

    /// Groups anew from the pairs already found. Marks that do not stand on a pair with the keeper, as close as when they
    /// were made, sleep until they do again.
    pub fn set_threshold(&mut self, threshold: f32) {
        self.threshold = threshold;
        self.revision += 1;
        self.regroup();
    }

    /// What was decided about a photo. One whose mark sleeps is undecided.
    pub fn decision(&self, photo: PhotoId) -> Decision {
        if self.asleep.contains(&photo) {
            return Decision::Undecided;
        }
        self.decisions.get(&photo).map(|decided| decided.decision).unwrap_or_default()
    }

    /// Marks that do not hold at the moment, because what they stand on is not shown.
    pub fn sleeping(&self) -> usize {
        self.asleep.len()
    }

    /// The group a photo is in, as an index into [`Self::groups`].
    pub fn group_of(&self, photo: PhotoId) -> Option<usize> {
        self.group_of.get(photo.index()).copied().flatten()
    }

    /// Every photo of the group is decided. Among copies, those that are only alike need no decision: they stay.
    pub fn is_done(&self, group: usize) -> bool {
        let group = &self.groups[group];
        let among_copies = group.kind() != Relation::Similar;
        let only_alike = |member: &&Member| {
            member.twin_of.is_none() && member.link.is_some_and(|link| link.relation == Relation::Similar)
        };
        let copies = group.members.iter().filter(|member| !(among_copies && only_alike(member)));
        let mut wanted = copies.map(|member| member.photo).chain([group.keeper]);
        wanted.all(|photo| self.decision(photo) != Decision::Undecided)
    }

    /// Why this photo cannot be marked, if it cannot.
    pub fn refusal(&self, photo: PhotoId) -> Option<Refusal> {
        let Some(group) = self.group_of(photo).map(|at| &self.groups[at]) else {
            return Some(Refusal::NoGroup);
        };
        if group.keeper == photo {
            return Some(Refusal::Keeper);
        }
        if self.findings.photo(photo).file.protected {
            return Some(Refusal::Protected);
        }
        self.stays_for(photo).is_none().then_some(Refusal::NoLink)
    }

    /// Accepts what is suggested: the keeper stays, its copies go, and of every content one place stays at most; similar
    /// shots stay, and so do copies that something is [against](groups::doubt).
    pub fn accept(&mut self, group: usize) {
        let suggested: Vec<PhotoId> = self.suggested(group).into_iter().map(|(photo, _)| photo).collect();
        let step = self.mark_step(group, &suggested);
        self.remember(step);
    }

    /// Keeps this photo of the group and marks every other that is a pair with it.
    pub fn keep_only(&mut self, group: usize, photo: PhotoId) {
        let mut step = self.choose_keeper_step(group, photo);
        let members = self.groups[group].members.iter().filter(|member| member.link.is_some());
        let others: Vec<PhotoId> = members.map(|member| member.photo).collect();
        let mut marks = self.mark_step(group, &others);
        step.decisions.append(&mut marks.decisions);
        self.remember(step);
    }

    /// Makes this photo the one its group keeps.
    pub fn choose_keeper(&mut self, group: usize, photo: PhotoId) {
        let step = self.choose_keeper_step(group, photo);
        self.remember(step);
    }

    /// Marks a photo for removal, or takes the mark back.
    pub fn toggle_mark(&mut self, photo: PhotoId) -> Result<Decision, Refusal> {
        if let Some(refusal) = self.refusal(photo) {
            return Err(refusal);
        }
        let decision = match self.decision(photo) {
            Decision::Remove => Decision::Undecided,
            Decision::Undecided | Decision::Keep => Decision::Remove,
        };
        let mut step = Step { place: Some(photo), ..Step::default() };
        self.decide(photo, decision, &mut step);
        if let (Decision::Remove, Some(group)) = (decision, self.group_of(photo)) {
            self.decide(self.groups[group].keeper, Decision::Keep, &mut step);
        }
        self.remember(step);
        Ok(decision)
    }

    /// Keeps every photo of the group, this time.
    pub fn keep_all(&mut self, group: usize) {
        let step = self.keep_all_step(group);
        self.remember(step);
    }

    /// The user has chosen the keeper of the group.
    pub fn is_chosen(&self, group: usize) -> bool {
        self.chosen.contains(&self.groups[group].keeper)
    }

    /// Every marked photo with the one that stays for it, in path order: another place of its content, or the keeper.
    pub fn marked(&self) -> impl Iterator<Item = (PhotoId, PhotoId)> + '_ {
        self.marks().filter_map(|photo| Some((photo, self.stays_for(photo)?.0)))
    }

    fn marks(&self) -> impl Iterator<Item = PhotoId> + '_ {
        self.all_marks().filter(|photo| !self.asleep.contains(photo))
    }

    /// Also those that sleep.
    fn all_marks(&self) -> impl Iterator<Item = PhotoId> + '_ {
        let marked = self.decisions.iter().filter(|(_, decided)| decided.decision == Decision::Remove);
        marked.map(|(photo, _)| *photo)
    }

    /// Sums for the header and the apply page.
    pub fn totals(&self) -> Totals {
        let marked_bytes =
            self.marked().map(|(photo, _)| self.findings.photo(photo).file.bundle_bytes()).sum();
        Totals {
            marked: self.marked().count(),
            marked_bytes,
            done: (0..self.groups.len()).filter(|at| self.is_done(*at)).count(),
            groups: self.groups.len(),
        }
    }

    fn keep_all_step(&mut self, group: usize) -> Step {
        let photos: Vec<PhotoId> = self.groups[group].photos().collect();
        let mut step = Step { place: photos.first().copied(), ..Step::default() };
        for photo in photos {
            self.decide(photo, Decision::Keep, &mut step);
        }
        step
    }

    /// Keeps the group's photos and marks those of `goes` that can be marked.
    fn mark_step(&mut self, group: usize, goes: &[PhotoId]) -> Step {
        let keeper = self.groups[group].keeper;
        let mut step = Step { place: Some(keeper), ..Step::default() };
        self.decide(keeper, Decision::Keep, &mut step);
        for member in self.groups[group].members.clone() {
            let goes = goes.contains(&member.photo) && self.refusal(member.photo).is_none();
            self.decide(member.photo, if goes { Decision::Remove } else { Decision::Keep }, &mut step);
        }
        step
    }

    fn choose_keeper_step(&mut self, group: usize, photo: PhotoId) -> Step {
        let mut step = Step { place: Some(photo), ..Step::default() };
        let photos: Vec<PhotoId> = self.groups[group].photos().collect();
        for other in photos.into_iter().filter(|other| *other != photo) {
            self.choose(other, ChosenBy::Rules, &mut step);
        }
        self.choose(photo, ChosenBy::User, &mut step);
        self.apply_chosen(group);
        // A mark must not wait behind a photo that was chosen to stay.
        if self.decisions.get(&photo).is_some_and(|decided| decided.decision == Decision::Remove) {
            self.put(photo, Decided::default(), &mut step);
        }
        self.settle_marks(self.groups[group].photos().collect());
        step
    }

    fn choose(&mut self, photo: PhotoId, by: ChosenBy, step: &mut Step) {
        let (changed, before) = match by {
            ChosenBy::User => (self.chosen.insert(photo), ChosenBy::Rules),
            ChosenBy::Rules => (self.chosen.remove(&photo), ChosenBy::User),
        };
        if changed {
            step.keepers.push((photo, before));
        }
    }

    fn decide(&mut self, photo: PhotoId, decision: Decision, step: &mut Step) {
        if self.decision(photo) != decision || self.asleep.contains(&photo) {
            let on = if decision == Decision::Remove { self.relation_to_stay(photo) } else { None };
            self.put(photo, Decided { decision, on }, step);
            self.renew_marks_of_twins(photo, step);
        }
    }

    fn put(&mut self, photo: PhotoId, decided: Decided, step: &mut Step) {
        let before = match decided.decision {
            Decision::Undecided => self.decisions.remove(&photo),
            Decision::Keep | Decision::Remove => self.decisions.insert(photo, decided),
        };
        self.asleep.remove(&photo);
        let before = before.unwrap_or_default();
        if before != decided {
            step.decisions.push((photo, before));
        }
    }

    fn regroup(&mut self) {
        let formed = groups::form(&self.findings, self.threshold, &self.standing);
        self.set_groups(scope::narrow(formed, &self.findings, &self.standing));
        for group in 0..self.groups.len() {
            self.apply_chosen(group);
        }
        self.keep_as_said();
        self.settle_marks(self.all_marks().collect());
    }

    fn set_groups(&mut self, groups: Vec<Group>) {
        self.groups = groups;
        self.group_of = vec![None; self.findings.photos.len()];
        for (at, group) in self.groups.iter().enumerate() {
            group.photos().for_each(|photo| self.group_of[photo.index()] = Some(at));
        }
    }

    fn apply_chosen(&mut self, group: usize) {
        let chosen = self.groups[group].photos().find(|photo| self.chosen.contains(photo));
        if let Some(keeper) = chosen
            && keeper != self.groups[group].keeper
            && let Some(around) = groups::around(&self.findings, &self.groups[group], keeper, &self.standing)
        {
            self.groups[group] = around;
        }
    }

    /// Finds out which marks hold: those on photos that may be marked, for what they were made on or something closer.
    fn settle_marks(&mut self, mut photos: Vec<PhotoId>) {
        for photo in &photos {
            self.asleep.remove(photo);
        }
        // A place of a content may go for another one whose mark does not hold any more.
        photos.sort_by_key(|photo| self.place_of(*photo).is_some());
        for photo in photos {
            let Some(mark) = self.decisions.get(&photo).copied() else { continue };
            if mark.decision != Decision::Remove {
                continue;
            }
            match self.relation_to_stay(photo).filter(|_| self.refusal(photo).is_none()) {
                // One that nobody remembers more about counts as made now.
                Some(now) if mark.stands_on(now) => {
                    let on = Some(mark.on.unwrap_or(now));
                    self.decisions.insert(photo, Decided { on, ..mark });
                }
                _ => {
                    self.asleep.insert(photo);
                }
            }
        }
    }
}

mod single;

#[cfg(test)]
mod tests;
