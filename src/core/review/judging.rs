//! Verdicts in a review: what the user says about look-alikes for good. The review keeps them in step with its
//! decisions and their undo; whoever drives it carries [`Review::take_changes`] to the verdicts' file.

use super::{Decided, Decision, Review, Step};
use crate::photo::{PhotoId, Relation};
use crate::verdicts::{Change, Ruling, Verdict, Verdicts};

impl Review {
    /// What was said about look-alikes, now and before.
    pub fn verdicts(&self) -> &Verdicts {
        &self.verdicts
    }

    /// The user has said that these two are no duplicates.
    pub fn is_parted(&self, one: PhotoId, other: PhotoId) -> bool {
        self.standing.separates(one, other)
    }

    /// Takes over what was said before: groups anew if need be, and decides the groups that stay whole.
    pub fn set_verdicts(&mut self, verdicts: Verdicts) {
        let standing = verdicts.about(&self.findings.photos);
        self.verdicts = verdicts;
        if standing == self.standing {
            return self.keep_as_said();
        }
        self.standing = standing;
        self.regroup();
    }

    /// Keeps every photo of the group, and remembers that: as long as it is a group of no other photos.
    pub fn keep_all_for_good(&mut self, group: usize) {
        let mut step = self.keep_all_step(group);
        let photos = self.groups[group].photos().map(|id| self.findings.photo(id));
        self.change_verdicts(Change::Given(Verdict::on(Ruling::KeepAll, photos)), &mut step);
        self.remember(step);
    }

    /// Remembers that two photos are no duplicates and groups anew without that pair. Photos with the same bytes
    /// are: then nothing happens, and the answer is no.
    pub fn part(&mut self, one: PhotoId, other: PhotoId) -> bool {
        let link = self.findings.pairs.link(one, other);
        if one == other || link.is_some_and(|link| link.relation == Relation::Exact) {
            return false;
        }
        let mut step = Step { place: Some(one), ..Step::default() };
        let photos = [one, other].map(|id| self.findings.photo(id));
        let verdict = Verdict::on(Ruling::NotDuplicates, photos.into_iter());
        self.change_verdicts(Change::Given(verdict), &mut step);
        self.regroup();
        self.remember(step);
        true
    }

    /// Takes a verdict back. The photos of a group that was kept for its sake are undecided again.
    pub fn take_back(&mut self, verdict: &Verdict) {
        let kept = |at: &usize| self.verdicts.keep_all_of(&self.groups[*at], &self.findings.photos);
        let kept_before: Vec<usize> = (0..self.groups.len()).filter(kept).collect();
        let mut step = Step::default();
        self.change_verdicts(Change::TakenBack(verdict.clone()), &mut step);
        for at in kept_before {
            if !self.verdicts.keep_all_of(&self.groups[at], &self.findings.photos) {
                for photo in self.groups[at].photos().collect::<Vec<_>>() {
                    self.decide(photo, Decision::Undecided, &mut step);
                }
            }
        }
        self.regroup();
        self.remember(step);
    }

    /// Takes back what was decided about the photos of the group, also what was said of them for good.
    pub fn reopen(&mut self, group: usize) {
        let photos: Vec<PhotoId> = self.groups[group].photos().collect();
        let mut step = Step { place: photos.first().copied(), ..Step::default() };
        if let Some(verdict) = self.verdicts.keeping_all(&self.groups[group], &self.findings.photos).cloned()
        {
            self.change_verdicts(Change::TakenBack(verdict), &mut step);
        }
        for photo in photos {
            self.decide(photo, Decision::Undecided, &mut step);
        }
        self.remember(step);
    }

    /// What was said and taken back since this was last asked, in that order.
    pub fn take_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.unsaved)
    }

    /// Carries a change out and notes in `step` what takes it back.
    pub(super) fn change_verdicts(&mut self, change: Change, step: &mut Step) {
        self.verdicts.apply(&change);
        self.standing = self.verdicts.about(&self.findings.photos);
        step.verdict = Some(change.clone().reversed());
        self.unsaved.push(change);
    }

    /// Groups that the user has said to keep whole are decided.
    pub(super) fn keep_as_said(&mut self) {
        if self.verdicts.is_empty() {
            return;
        }
        for group in &self.groups {
            if self.verdicts.keep_all_of(group, &self.findings.photos) {
                for photo in group.photos() {
                    self.decisions.entry(photo).or_insert(Decided { decision: Decision::Keep, on: None });
                }
            }
        }
    }
}
