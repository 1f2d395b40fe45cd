//! What is suggested, and for which photo that stays. One content may lie in several places: a place goes because another
//! one stays, and all of them may go because the group's keeper stays.

use std::collections::{BTreeMap, BTreeSet};

use super::{Decided, Decision, Review, Step};
use crate::groups;
use crate::photo::{Doubt, MayGo, Member, PhotoId, Relation};

impl Review {
    /// The photos of the group that [`Self::accept`] marks, and why each may go.
    pub fn suggested(&self, group: usize) -> Vec<(PhotoId, MayGo)> {
        let group = &self.groups[group];
        let goes = |member: &&Member| self.doubt(member).is_none() && self.refusal(member.photo).is_none();
        let contents = group.members.iter().filter(|member| member.twin_of.is_none()).filter(goes);
        let contents: BTreeSet<PhotoId> = contents.map(|member| member.photo).collect();
        let suggested = |member: &Member| {
            let Some(place) = member.twin_of else { return contents.contains(&member.photo) };
            // All places of a content go, or all but one.
            let stays = if contents.contains(&place) { group.keeper } else { place };
            self.refusal(member.photo).is_none() && self.has_nothing_beyond(member.photo, stays)
        };
        let may_go = |member: &Member| match member.twin_of.filter(|place| !contents.contains(place)) {
            Some(place) => MayGo::Identical(place),
            None if member.link.is_some_and(|link| link.relation == Relation::Exact) => {
                MayGo::Identical(group.keeper)
            }
            None if self.findings.photo(member.photo).framed => MayGo::InKeeperButBorder,
            None => MayGo::InKeeper,
        };
        let members = group.members.iter().filter(|member| suggested(member));
        members.map(|member| (member.photo, may_go(member))).collect()
    }

    /// The same of all groups.
    pub fn suggestions(&self) -> BTreeMap<PhotoId, MayGo> {
        (0..self.groups.len()).flat_map(|group| self.suggested(group)).collect()
    }

    /// Marks those of `photos` that are [suggested](Self::suggested) to go, in one step. Returns how many were marked now.
    pub fn mark_suggested(&mut self, photos: &[PhotoId]) -> usize {
        let wanted: BTreeSet<PhotoId> = photos.iter().copied().collect();
        let groups: BTreeSet<usize> = photos.iter().filter_map(|photo| self.group_of(*photo)).collect();
        let (mut step, mut marked) = (Step { place: photos.first().copied(), ..Step::default() }, 0);
        for group in groups {
            let mut goes: Vec<PhotoId> = self.suggested(group).into_iter().map(|(photo, _)| photo).collect();
            goes.retain(|photo| wanted.contains(photo) && self.decision(*photo) != Decision::Remove);
            if !goes.is_empty() {
                self.decide(self.groups[group].keeper, Decision::Keep, &mut step);
            }
            marked += goes.len();
            goes.into_iter().for_each(|photo| self.decide(photo, Decision::Remove, &mut step));
        }
        self.remember(step);
        marked
    }

    /// Takes the marks of `photos` back, in one step. Returns how many were marked.
    pub fn unmark(&mut self, photos: &[PhotoId]) -> usize {
        let mut step = Step { place: photos.first().copied(), ..Step::default() };
        let is_marked = |photo: &&PhotoId| self.decision(**photo) == Decision::Remove;
        let marked: Vec<PhotoId> = photos.iter().filter(is_marked).copied().collect();
        marked.iter().for_each(|photo| self.decide(*photo, Decision::Undecided, &mut step));
        self.remember(step);
        marked.len()
    }

    /// Why a member is not suggested to go, where it could be marked; `None` for one that is.
    pub fn doubt(&self, member: &Member) -> Option<Doubt> {
        let group = &self.groups[self.group_of(member.photo)?];
        let doubt = groups::doubt(&self.findings, group, member);
        let is_settled = member.twin_of.is_some() || self.chosen.contains(&group.keeper);
        if is_settled { doubt } else { doubt.or_else(|| groups::tie(&self.findings, group.keeper, member)) }
    }

    /// The further places of contents in all groups that [`Self::accept_exact`] marks.
    pub fn open_exact(&self) -> Vec<PhotoId> {
        let members = self.groups.iter().flat_map(|group| &group.members);
        let open = members.filter(|member| {
            let stays = member.twin_of.filter(|place| self.decision(*place) != Decision::Remove);
            stays.is_some_and(|place| self.has_nothing_beyond(member.photo, place))
                && self.decision(member.photo) == Decision::Undecided
                && self.refusal(member.photo).is_none()
        });
        open.map(|member| member.photo).collect()
    }

    /// Marks every further place of every content, in all groups; the only thing done in bulk. Of groups with other copies
    /// nothing else is decided. Returns how many were marked.
    pub fn accept_exact(&mut self) -> usize {
        let photos = self.open_exact();
        let mut step = Step::default();
        photos.iter().for_each(|photo| self.mark_place(*photo, &mut step));
        self.remember(step);
        photos.len()
    }

    /// The photo that stays of the places that the content of `photo` lies in, if it is another one.
    pub fn place_of(&self, photo: PhotoId) -> Option<PhotoId> {
        self.groups[self.group_of(photo)?].twin_of(photo)
    }

    /// The photo that stays if this one goes, and what lies between the two: another place of its content that is not
    /// marked, or the group's keeper.
    pub fn stays_for(&self, photo: PhotoId) -> Option<(PhotoId, Relation)> {
        let group = &self.groups[self.group_of(photo)?];
        let member = group.members.iter().find(|member| member.photo == photo)?;
        let place = member.twin_of.filter(|place| self.decision(*place) != Decision::Remove);
        match place {
            Some(place) => Some((place, Relation::Exact)),
            None => Some((group.keeper, member.link?.relation)),
        }
    }

    /// What lies between a photo and the one that stays for it.
    pub(super) fn relation_to_stay(&self, photo: PhotoId) -> Option<Relation> {
        Some(self.stays_for(photo)?.1)
    }

    /// Where the place that stays is marked or not any more, the marks of its twins stand on another photo now; what was
    /// decided about the place was decided about their bytes.
    pub(super) fn renew_marks_of_twins(&mut self, place: PhotoId, step: &mut Step) {
        let Some(group) = self.group_of(place).map(|at| &self.groups[at]) else { return };
        let twins = group.members.iter().filter(|member| member.twin_of == Some(place));
        let twins: Vec<PhotoId> = twins.map(|member| member.photo).collect();
        for twin in &twins {
            if self.decision(*twin) == Decision::Remove
                && let on @ Some(_) = self.relation_to_stay(*twin)
            {
                self.put(*twin, Decided { decision: Decision::Remove, on }, step);
            }
        }
        self.settle_marks(twins);
    }

    pub(super) fn has_nothing_beyond(&self, goes: PhotoId, stays: PhotoId) -> bool {
        let file = |photo: PhotoId| &self.findings.photo(photo).file;
        file(goes).companions_beyond(file(stays)).next().is_none()
    }
}
