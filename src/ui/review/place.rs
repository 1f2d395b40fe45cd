//! Where in the review the user is: a group, its photos in an order that stays while the user is there,
//! and the two of them that are compared. And how to move from one place to the next.

use std::sync::Arc;

use super::ReviewScreen;
use super::list::{ROW_HEIGHT, SORTS, Sort, TABS, Tab};
use crate::photo::PhotoId;
use crate::review::Review;
use crate::saved::Whereabouts;

/// Set in the number of the list where the table is shown.
const IN_TABLE: u8 = 0x80;

/// A group and the two photos on the stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Index into the review's groups.
    pub group: usize,
    /// The group's photos, numbered from here for the keys 1 to 9; choosing another keeper does not
    /// renumber them.
    pub order: Arc<[PhotoId]>,
    /// The photo on the left: the keeper at the time of arrival.
    pub left: PhotoId,
    /// The photo on the right: the candidate.
    pub right: PhotoId,
}

impl Place {
    pub(super) fn at(review: &Review, group: usize) -> Self {
        let order: Arc<[PhotoId]> = review.groups()[group].photos().collect();
        let (left, right) = (order[0], order[order.len().min(2) - 1]);
        Self { group, order, left, right }
    }

    /// The same place after the groups were made anew, as far as its photos are still a group.
    pub fn found_again(self, review: &Review) -> Option<Self> {
        let group = review.group_of(self.left)?;
        let mut place = Self::at(review, group);
        if place.order.contains(&self.right) && self.right != place.left {
            place.right = self.right;
        }
        Some(place)
    }

    /// The photo with this number, counted from 0.
    pub fn photo_numbered(&self, number: usize) -> Option<PhotoId> {
        self.order.get(number).copied()
    }

    /// The number of a photo, counted from 0.
    pub fn number_of(&self, photo: PhotoId) -> usize {
        self.order.iter().position(|other| *other == photo).unwrap_or(0)
    }

    /// Compares `photo` with the keeper of this moment.
    fn compare(&mut self, photo: PhotoId, keeper: PhotoId) {
        let rival =
            if photo == keeper { self.order.iter().copied().find(|other| *other != keeper) } else { None };
        (self.left, self.right) = (keeper, rival.unwrap_or(photo));
    }
}

impl ReviewScreen {
    /// Where the user is, to be found again with [`Self::go_to`].
    pub fn whereabouts(&self) -> Whereabouts {
        let at = |found: Option<usize>| found.unwrap_or_default() as u8;
        Whereabouts {
            tab: at(TABS.iter().position(|tab| *tab == self.list.tab()))
                | if self.table.shown { IN_TABLE } else { 0 },
            sort: at(SORTS.iter().position(|sort| *sort == self.list.sort())),
            filter: self.list.filter().to_owned(),
            photos: self.place.as_ref().map(|place| [place.left, place.right]),
        }
    }

    /// Goes where the user was, as far as it is still there.
    pub(super) fn go_to(&mut self, whereabouts: &Whereabouts) {
        let sort = SORTS.get(usize::from(whereabouts.sort)).copied().unwrap_or(SORTS[0]);
        self.list.order(&self.review, sort);
        self.list.narrow(&self.review, whereabouts.filter.clone());
        self.count();
        // A tab that has become empty says nothing; the one that is shown already has groups, if any has.
        self.table.shown = whereabouts.tab & IN_TABLE != 0;
        let tab = TABS.get(usize::from(whereabouts.tab & !IN_TABLE));
        if let Some(tab) = tab.filter(|tab| self.list.count(**tab) > 0) {
            self.show_tab(*tab);
        }
        let Some([left, right]) = whereabouts.photos else { return };
        let Some(group) = self.review.group_of(left) else { return };
        self.list.bring(&self.review, group);
        self.count();
        self.enter(group);
        self.compare_with(right);
    }

    /// Goes to a group.
    pub(super) fn enter(&mut self, group: usize) {
        self.place = Some(Place::at(&self.review, group));
        self.reveal_row = true;
        self.select_place();
    }

    /// Goes to the first group of the list that is open, or to the first.
    pub(super) fn enter_first(&mut self) {
        self.enter_near(0);
    }

    /// Goes to the first open group from this row on, or to the one there.
    pub(super) fn enter_near(&mut self, row: usize) {
        let rows = self.list.rows();
        let (before, after) = rows.split_at(row.min(rows.len()));
        let mut around = after.iter().chain(before);
        let open = around.find(|group| !self.list.summary(**group).done);
        match open.or(after.first()).or(rows.first()).copied() {
            Some(group) => self.enter(group),
            None => self.place = None,
        }
    }

    /// Goes some rows down or up the list.
    pub(super) fn step_group(&mut self, by: isize) {
        let rows = self.list.rows();
        let at = self.place.as_ref().and_then(|place| self.list.row_of(place.group));
        let next = match at {
            Some(at) => at.saturating_add_signed(by).min(rows.len().saturating_sub(1)),
            None => 0,
        };
        if let Some(group) = rows.get(next).copied()
            && at != Some(next)
        {
            self.enter(group);
        }
    }

    /// Compares the keeper with the next photo of the group, or the one before.
    pub(super) fn step_photo(&mut self, by: isize) {
        let Some(place) = &mut self.place else { return };
        let keeper = self.review.groups()[place.group].keeper;
        let others: Vec<PhotoId> = place.order.iter().copied().filter(|photo| *photo != keeper).collect();
        if let [_, _, ..] = others[..] {
            let at = others.iter().position(|photo| *photo == place.right).unwrap_or(0);
            let next = (at as isize + by).rem_euclid(others.len() as isize) as usize;
            place.compare(others[next], keeper);
        }
    }

    /// The photo on the right is better: it becomes the one the group keeps and stays on the left, and the next one comes.
    pub(super) fn take_over(&mut self) {
        let Some(place) = &mut self.place else { return };
        let (group, winner) = (place.group, place.right);
        if place.left == winner {
            return;
        }
        self.review.choose_keeper(group, winner);
        let loser = std::mem::replace(&mut place.left, winner);
        let later = place.order.iter().skip(place.number_of(winner) + 1);
        place.right = later.copied().find(|photo| *photo != loser).unwrap_or(loser);
        self.list.decided(&self.review, group);
        self.count();
    }

    /// Compares the keeper with this photo.
    pub(super) fn compare_with(&mut self, photo: PhotoId) {
        let Some(place) = &mut self.place else { return };
        let keeper = self.review.groups()[place.group].keeper;
        place.compare(photo, keeper);
    }

    /// Shows another list, at its first open group.
    pub(super) fn show_tab(&mut self, tab: Tab) {
        self.list.show(&self.review, tab);
        self.enter_first();
    }

    /// Orders the list.
    pub(super) fn order(&mut self, sort: Sort) {
        self.list.order(&self.review, sort);
        self.stay_in_list();
    }

    /// Lists only groups that fit what was typed.
    pub(super) fn narrow(&mut self, filter: String) {
        self.list.narrow(&self.review, filter);
        self.count();
        self.stay_in_list();
    }

    /// Nothing is on the stage that the list does not show; what is there is in sight in the list.
    fn stay_in_list(&mut self) {
        self.reveal_row = true;
        let listed = self.place.as_ref().is_some_and(|place| self.list.row_of(place.group).is_some());
        if !listed {
            self.enter_first();
        }
    }

    /// Shows the list so many below or above.
    pub(super) fn step_tab(&mut self, by: isize) {
        let at = TABS.iter().position(|tab| *tab == self.list.tab()).unwrap_or(0);
        if let Some(tab) = at.checked_add_signed(by).and_then(|next| TABS.get(next)) {
            self.show_tab(*tab);
        }
    }

    /// The open group after this one in the list, going round at the end.
    pub(super) fn next_open(&self, group: usize) -> Option<usize> {
        let rows = self.list.rows();
        let at = self.list.row_of(group).map_or(0, |at| at + 1);
        let (before, after) = rows.split_at(at.min(rows.len()));
        after.iter().chain(before).copied().find(|other| !self.list.summary(*other).done)
    }

    /// The row to bring into sight, once, and the offset that does so.
    pub(super) fn offset_to_reveal(&mut self, height: f32) -> Option<f32> {
        if !std::mem::take(&mut self.reveal_row) {
            return None;
        }
        let group = self.place.as_ref()?.group;
        let at = self.list.row_of(group)?;
        let (top, bottom) = (at as f32 * ROW_HEIGHT, (at + 1) as f32 * ROW_HEIGHT);
        // Wherever another list was scrolled to, this one begins in sight of its selected row.
        let Some(offset) = self.list_offset else { return Some(((top + bottom - height) / 2.0).max(0.0)) };
        if top < offset {
            return Some(top);
        }
        (bottom > offset + height).then_some(bottom - height)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::photo::sample;

    #[test]
    fn a_review_opens_with_its_selected_row_in_sight_wherever_another_list_was_scrolled_to() {
        let pairs: Vec<_> = (0..90).map(|at| (at * 2, at * 2 + 1, 0.05)).collect();
        let review = Review::new(Arc::new(sample::findings(180, &pairs)), 0.1);
        let mut screen = ReviewScreen::new(&egui::Context::default(), review, None);
        assert_eq!(screen.offset_to_reveal(500.0), Some(0.0));
        screen.go_to(&Whereabouts { photos: Some([PhotoId(160), PhotoId(161)]), ..Whereabouts::default() });
        let row = screen.place.as_ref().and_then(|place| screen.list.row_of(place.group)).expect("a row");
        let offset = screen.offset_to_reveal(500.0).expect("it is far down");
        let top = row as f32 * ROW_HEIGHT;
        assert!(offset < top && top + ROW_HEIGHT < offset + 500.0, "{offset} {top}");
    }
}
