//! The review as a table: every photo of the listed groups in a row, to be sorted by any column and ticked where it is to go.
//! The decisions, their undo and the list beside it are those of the comparison.

mod cells;
mod rows;
mod page;

pub use self::page::ui;
pub use self::rows::{Column, Table};

use self::rows::Row;
use super::super::command::{Command, TableCommand};
use super::super::toast::Toast;
use super::super::{Action, text};
use super::ReviewScreen;
use super::place::Place;
use crate::photo::{PhotoId, Relation};
use crate::review::{Decision, Review};

/// What a command of the keys means while the table is shown; `None`: nothing.
pub fn meaning(command: Command) -> Option<Command> {
    use Command::*;
    match command {
        NextGroup => Some(Table(TableCommand::Step(1))),
        PreviousGroup => Some(Table(TableCommand::Step(-1))),
        Accept => Some(Table(TableCommand::Toggle)),
        ToggleMark => Some(Table(TableCommand::TickSelected)),
        KeepAll => Some(Table(TableCommand::KeepAll)),
        KeepAllForGood => Some(Table(TableCommand::KeepAllForGood)),
        NextPhoto | PreviousPhoto | KeepNumber(_) | TakeOver | Flick | ZoomIn | ZoomOut | ToggleFit
        | ToggleDifference | ToggleSwipe | ToggleLoupe | ToggleSharpest | ToggleFullScreen => None,
        other => Some(other),
    }
}

impl ReviewScreen {
    /// The table is shown, and not two photos.
    pub fn shows_table(&self) -> bool {
        self.table.shown && self.found.is_none()
    }

    /// Carries out what is asked of the table.
    pub(super) fn obey_table(&mut self, command: TableCommand) -> Option<Action> {
        match command {
            TableCommand::Toggle => self.toggle_table(),
            TableCommand::Step(by) => self.step_row(by),
            TableCommand::Select(photo) => self.select_row(photo),
            TableCommand::Tick(photo) => return self.tick(photo),
            TableCommand::TickTo(photo) => return self.tick_to(photo),
            TableCommand::TickSelected => return self.tick(self.table.selected()?),
            TableCommand::KeepAll => self.keep_group_of_row(Review::keep_all),
            TableCommand::KeepAllForGood => self.keep_group_of_row(Review::keep_all_for_good),
            TableCommand::Sort(column) => self.table.sort(&self.review, column),
        }
        None
    }

    /// Asks for the sharpness of all similar shots while the table is to be sorted by it, and sorts once it is known. How many
    /// of how many are measured until then.
    fn measure(&mut self, table: &mut Table) -> Option<(usize, usize)> {
        if !table.waits_for_sharpness() {
            return None;
        }
        let groups = self.review.groups();
        let is_shot = |row: &&Row| groups[row.group].kind() == Relation::Similar;
        let shots: Vec<PhotoId> = table.rows().iter().filter(is_shot).map(|row| row.photo).collect();
        let sharpnesses = &mut self.looking.sharpnesses;
        let known: Vec<_> =
            shots.iter().filter_map(|photo| Some((*photo, sharpnesses.of_shot(*photo)?))).collect();
        if known.len() < shots.len() {
            return Some((known.len(), shots.len()));
        }
        let known = known.into_iter().filter_map(|(photo, sharpness)| Some((photo, sharpness?))).collect();
        table.sort_by_sharpness(&self.review, known);
        None
    }

    /// Changes between the table and the two photos of its selected row.
    fn toggle_table(&mut self) {
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
    fn select_row(&mut self, photo: PhotoId) {
        let Some(group) = self.review.group_of(photo) else { return };
        if self.place.as_ref().is_none_or(|place| place.group != group) {
            self.place = Some(Place::at(&self.review, group));
            self.reveal_row = true;
        }
        self.compare_with(photo);
        self.table.select(photo);
    }

    /// Selects the row so many below or above.
    fn step_row(&mut self, by: isize) {
        self.table.follow(&self.review, &self.list);
        if let Some(photo) = self.table.beside_selected(by) {
            self.select_row(photo);
        }
    }

    /// Marks the photo of a row, or takes the mark back.
    fn tick(&mut self, photo: PhotoId) -> Option<Action> {
        self.select_row(photo);
        self.table.anchor = Some(photo);
        if let Err(refusal) = self.review.toggle_mark(photo) {
            return Some(Action::Tell(Toast::plain(text::refusal(refusal))));
        }
        self.decided_row(photo);
        None
    }

    /// Marks every row from the one ticked last to this one that is suggested to go, or takes the marks of all of them back.
    /// Similar shots, and copies in doubt, are looked at one by one.
    fn tick_to(&mut self, photo: PhotoId) -> Option<Action> {
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

    /// Keeps all photos of the selected row's group, and stays at that row.
    fn keep_group_of_row(&mut self, keep: fn(&mut Review, usize)) {
        let Some(photo) = self.table.selected() else { return };
        let Some(group) = self.review.group_of(photo) else { return };
        keep(&mut self.review, group);
        self.decided_row(photo);
    }

    /// Something was decided about the group of this photo.
    fn decided_row(&mut self, photo: PhotoId) {
        if let Some(group) = self.review.group_of(photo) {
            self.list.decided(&self.review, group);
            self.count();
        }
    }
}
