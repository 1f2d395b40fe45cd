//! How the review screen decides: about the group on the stage, about one photo, about all exact copies; and what it says
//! about that.

use std::collections::BTreeSet;

use super::super::toast::Toast;
use super::super::{Action, text};
use super::ReviewScreen;
use super::list::{TABS, Tab};
use super::overlays::Overlay;
use crate::photo::{MayGo, PhotoId};
use crate::review::{Decision, Review};

impl ReviewScreen {
    /// Takes the suggestion. What is decided already stays so: who holds on to this key wants to go on.
    pub(super) fn accept(&mut self) -> Option<Action> {
        let group = self.place.as_ref()?.group;
        if self.review.is_done(group) {
            return self.go_on(self.review.revision());
        }
        self.decide(|review, group| review.accept(group))
    }

    /// Finds out, for this frame, what is suggested to go in these groups; nothing where all is decided.
    pub(super) fn suggest_in(&mut self, groups: impl Iterator<Item = usize>) {
        let groups: BTreeSet<usize> = groups.collect();
        let open = groups.into_iter().filter(|group| self.found.is_none() && !self.review.is_done(*group));
        self.suggested = open.flat_map(|group| self.review.suggested(group)).collect();
    }

    /// Why this photo of the groups in sight is suggested to go, while nothing is decided about it.
    pub(super) fn may_go(&self, photo: PhotoId) -> Option<MayGo> {
        let is_open = self.review.decision(photo) == Decision::Undecided;
        self.suggested.get(&photo).copied().filter(|_| is_open)
    }

    /// Takes back what was decided about the group on the stage.
    pub(super) fn reopen(&mut self) {
        if let Some(group) = self.place.as_ref().map(|place| place.group) {
            self.review.reopen(group);
            self.list.decided(&self.review, group);
            self.count();
        }
    }

    /// Keeps the photo with this number, unless the numbers are about to change.
    pub(super) fn keep_numbered(&mut self, number: usize) -> Option<Action> {
        if self.looking.measuring.is_some() {
            return None;
        }
        let photo = self.place.as_ref()?.photo_numbered(number)?;
        self.keep(photo)
    }

    pub(super) fn keep(&mut self, photo: PhotoId) -> Option<Action> {
        self.decide(|review, group| review.keep_only(group, photo))
    }

    /// Decides about the group on the stage, and goes on to the next open one when that settles it.
    pub(super) fn decide(&mut self, decision: impl FnOnce(&mut Review, usize)) -> Option<Action> {
        let group = self.place.as_ref()?.group;
        let before = self.review.revision();
        decision(&mut self.review, group);
        self.list.decided(&self.review, group);
        self.count();
        if !self.review.is_done(group) {
            return None;
        }
        self.go_on(before)
    }

    /// Goes to the next open group of the list; says what comes after the last one.
    fn go_on(&mut self, before: u64) -> Option<Action> {
        if let Some(next) = self.place.as_ref().and_then(|place| self.next_open(place.group)) {
            self.enter(next);
            return None;
        }
        Some(Action::Tell(self.told(&self.after_the_last(), before)))
    }

    /// What there is to do when the list has no open group any more.
    fn after_the_last(&self) -> String {
        let lists = TABS.into_iter().zip(text::tabs());
        let open = lists.filter(|(tab, _)| matches!(tab, Tab::Open(_)) && self.list.count(*tab) > 0);
        let open: Vec<&str> = open.map(|(_, name)| name).collect();
        match (self.totals.done == self.totals.groups, self.totals.marked, &open[..]) {
            (true, 0, _) => text::all_decided_nothing_marked().to_owned(),
            (true, ..) => text::all_decided().to_owned(),
            (false, _, []) => text::all_decided_here().to_owned(),
            (false, _, open) => text::all_decided_others_open(&open.join(", ")),
        }
    }

    pub(super) fn toggle_mark(&mut self) -> Option<Action> {
        let place = self.place.as_ref()?;
        let (group, photo) = (place.group, place.right);
        if let Err(refusal) = self.review.toggle_mark(photo) {
            return Some(Action::Tell(Toast::plain(text::refusal(refusal))));
        }
        self.list.decided(&self.review, group);
        self.count();
        None
    }

    /// Opens the question with every photo that would be marked.
    pub(super) fn ask_mark_exact(&mut self) {
        self.overlay =
            Some(Overlay::MarkExact(self.review.exact_by_folders(|group| self.list.lets_through(group))));
    }

    pub(super) fn mark_exact(&mut self) -> Option<Action> {
        let before = self.review.revision();
        let marked = match self.overlay.take() {
            Some(Overlay::MarkExact(pairs)) => self.review.accept_by_folders(&pairs),
            _ => self.review.accept_exact(),
        };
        self.changed_anywhere();
        Some(Action::Tell(self.told(&text::marked_exact(marked), before)))
    }

    /// A message about a decision, with a way to take it back unless the review is as it was `before`.
    pub(super) fn told(&self, said: &str, before: u64) -> Toast {
        match self.review.revision() {
            same if same == before => Toast::plain(said),
            now => Toast::undoable(said, now),
        }
    }
}
