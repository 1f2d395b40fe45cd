//! What is said about look-alikes for good: by a key, and taken back on a page of its own.

use egui::{Label, ScrollArea, Ui};

use super::super::command::Command;
use super::super::toast::Toast;
use super::super::{Action, text, theme};
use super::ReviewScreen;
use crate::verdicts::Change;

const ROW: f32 = 46.0;

/// Draws the list, the latest first.
pub fn ui(ui: &mut Ui, screen: &ReviewScreen) -> Option<Command> {
    ui.label(theme::weak(ui, text::verdicts_help()));
    ui.add_space(theme::GAP);
    let verdicts: Vec<_> = screen.review.verdicts().iter().rev().collect();
    if verdicts.is_empty() {
        ui.label(text::no_verdicts());
        return None;
    }
    let mut command = None;
    let area = ScrollArea::vertical().id_salt("verdicts").max_height(360.0).auto_shrink([false, true]);
    area.show_rows(ui, ROW, verdicts.len(), |ui, range| {
        for at in range {
            let names = text::judged_names(verdicts[at]);
            ui.horizontal(|ui| {
                ui.set_height(ROW - 6.0);
                let named = text::take_back_of(&names);
                if ui.button(text::take_back()).accessible_name(named).clicked() {
                    command = Some(Command::TakeBack(verdicts.len() - 1 - at));
                }
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.label(theme::strong(text::ruling(verdicts[at].ruling())));
                    ui.add(Label::new(theme::small(ui, &names)).truncate()).on_hover_text(&names);
                });
            });
        }
    });
    command
}

impl ReviewScreen {
    /// Parts the two photos in sight for good.
    pub(super) fn part(&mut self) -> Option<Action> {
        let (place, before) = (self.place.clone()?, self.review.revision());
        if !self.review.part(place.left, place.right) {
            return Some(Action::Tell(Toast::plain(text::same_bytes_are_duplicates())));
        }
        self.regrouped();
        let group = self.review.group_of(place.left);
        if group.is_none() || group != self.review.group_of(place.right) {
            return Some(Action::Tell(self.told(text::not_duplicates(), before)));
        }
        // Both match a third photo. Another one on the stage shows that something has happened.
        if self.place.as_ref().is_some_and(|now| (now.left, now.right) == (place.left, place.right)) {
            self.step_photo(1);
        }
        Some(Action::Tell(self.told(text::parted_in_group(), before)))
    }

    pub(super) fn take_back(&mut self, at: usize) {
        let verdict = self.review.verdicts().iter().nth(at).cloned();
        if let Some(verdict) = verdict {
            self.review.take_back(&verdict);
            self.regrouped();
        }
    }

    /// What was said for good and taken back since this was last asked.
    pub fn take_changes(&mut self) -> Vec<Change> {
        self.review.take_changes()
    }

    /// The review has other groups than before.
    pub(super) fn regrouped(&mut self) {
        let row = self.place.as_ref().and_then(|place| self.list.row_of(place.group)).unwrap_or(0);
        self.list.regrouped(&self.review);
        self.count();
        let place = self.place.take().and_then(|place| place.found_again(&self.review));
        self.place = place.filter(|place| self.list.lets_through(place.group));
        self.reveal_row = true;
        if self.place.is_none() {
            self.enter_near(row);
        }
    }
}
