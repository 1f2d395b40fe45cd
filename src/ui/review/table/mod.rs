//! The review as a table: every photo of the listed groups in a row, to be sorted by any column and ticked where it is to go.
//! The decisions, their undo and the list beside it are those of the comparison.

mod cells;
mod rows;
mod page;

pub use self::page::ui;
pub use self::rows::{Column, Table};

use super::super::toasts::Toast;
use super::super::{Action, text};
use super::place::Place;
use super::{Command, ReviewScreen};
use crate::photo::PhotoId;
use crate::review::Decision;

/// What a command of the keys means while the table is shown; `None`: nothing.
pub fn meaning(command: Command) -> Option<Command> {
    use Command::*;
    match command {
        NextGroup => Some(StepRow(1)),
        PreviousGroup => Some(StepRow(-1)),
        Accept => Some(ToggleTable),
        NextPhoto | PreviousPhoto | KeepNumber(_) | TakeOver | Flick | ZoomIn | ZoomOut | ToggleFit
        | ToggleDifference | ToggleSwipe | ToggleLoupe | ToggleFullScreen => None,
        other => Some(other),
    }
}

impl ReviewScreen {
    /// The table is shown, and not two photos.
    pub fn shows_table(&self) -> bool {
        self.table.shown && self.found.is_none()
    }

    /// Changes between the table and the two photos of its selected row.
    pub(super) fn toggle_table(&mut self) {
        self.table.shown = !self.table.shown;
        self.reveal_row = true;
        if self.table.shown {
            self.select_place();
        }
    }

    /// Selects the row of the photo that is compared.
    pub(super) fn select_place(&mut self) {
        if let Some(place) = &self.place {
            self.table.select(place.right);
        }
    }

    /// Selects a row; the comparison and the list beside the table follow.
    pub(super) fn select_row(&mut self, photo: PhotoId) {
        let Some(group) = self.review.group_of(photo) else { return };
        if self.place.as_ref().is_none_or(|place| place.group != group) {
            self.place = Some(Place::at(&self.review, group));
            self.reveal_row = true;
        }
        self.compare_with(photo);
        self.table.select(photo);
    }

    /// Selects the row so many below or above.
    pub(super) fn step_row(&mut self, by: isize) {
        self.table.follow(&self.review, &self.list);
        if let Some(photo) = self.table.beside_selected(by) {
            self.select_row(photo);
        }
    }

    /// Marks the photo of a row, or takes the mark back.
    pub(super) fn tick(&mut self, photo: PhotoId) -> Option<Action> {
        self.select_row(photo);
        self.table.anchor = Some(photo);
        if let Err(refusal) = self.review.toggle_mark(photo) {
            return Some(Action::Tell(Toast::plain(text::refusal(refusal))));
        }
        self.changed_anywhere();
        None
    }

    /// Marks every row from the one ticked last to this one that is suggested to go, or takes the marks of all of them back.
    /// Similar shots, and copies in doubt, are looked at one by one.
    pub(super) fn tick_to(&mut self, photo: PhotoId) -> Option<Action> {
        self.table.follow(&self.review, &self.list);
        let anchor = self.table.anchor.unwrap_or(photo);
        let photos = self.table.between(anchor, photo);
        let before = self.review.revision();
        let unmarks = self.review.decision(photo) == Decision::Remove;
        self.select_row(photo);
        self.table.anchor = Some(photo);
        if unmarks {
            let unmarked = self.review.unmark(&photos);
            self.changed_anywhere();
            return Some(Action::Tell(self.told(&text::rows_unmarked(unmarked), before)));
        }
        let marked = self.review.mark_suggested(&photos);
        self.changed_anywhere();
        Some(Action::Tell(self.told(&text::rows_marked(marked), before)))
    }

    /// Marks, in the table, the photo of the selected row.
    pub(super) fn tick_selected(&mut self) -> Option<Action> {
        let photo = self.table.selected()?;
        self.tick(photo)
    }

    /// Keeps all photos of the selected row's group, and stays at that row.
    pub(super) fn keep_group_of_row(&mut self, command: &Command) {
        let Some(group) = self.table.selected().and_then(|photo| self.review.group_of(photo)) else { return };
        match command {
            Command::KeepAllForGood => self.review.keep_all_for_good(group),
            _ => self.review.keep_all(group),
        }
        self.changed_anywhere();
    }
}
