//! What can be done with one photo, wherever it is shown: the menu under the pointer's other button.

use egui::Response;

use super::super::{dialogs, text};
use super::{Command, ReviewScreen};
use crate::photo::PhotoId;

/// Opens the menu of the photo that was drawn as `response`.
pub fn ui(response: &Response, photo: PhotoId, screen: &ReviewScreen, commands: &mut Vec<Command>) {
    response.context_menu(|ui| {
        if ui.button(text::find_like_this()).clicked() {
            commands.push(Command::FindLike(Some(photo)));
            ui.close();
        }
        if ui.button(text::show_in_folder_button()).clicked() {
            dialogs::reveal(screen.findings().photo(photo).path());
            ui.close();
        }
    });
}
