//! What can be done with one photo and the folders that it lies in, wherever it is shown: the menu under the pointer's other
//! button. And what can be done with a file that was skipped.

use std::path::{Path, PathBuf};

use egui::{Response, Ui};

use super::super::command::Command;
use super::super::rules::Rule;
use super::super::{dialogs, text};
use super::ReviewScreen;
use crate::photo::PhotoId;

/// Folders offered at most, from the one that the photo lies in upwards.
const MOST_FOLDERS: usize = 4;

/// Opens the menu of the photo that was drawn as `response`.
pub fn ui(response: &Response, photo: PhotoId, screen: &ReviewScreen, commands: &mut Vec<Command>) {
    response.context_menu(|ui| {
        if ui.button(text::find_like_this()).clicked() {
            commands.push(Command::FindLike(Some(photo)));
            ui.close();
        }
        let path = screen.findings().photo(photo).path();
        if ui.button(text::show_in_folder_button()).clicked() {
            dialogs::reveal(path);
            ui.close();
        }
        // A search decides nothing.
        if screen.found.is_none() {
            ui.separator();
            let folders = folders_of(path, &screen.findings().scanned);
            commands.extend(folder_rules(ui, &folders).map(Command::Rule));
        }
    });
}

/// Opens the menu of a file that was skipped.
pub fn of_skipped(response: &Response, path: &Path, commands: &mut Vec<Command>) {
    response.context_menu(|ui| {
        let name = text::name(path);
        let mut choices = vec![(text::leave_out(&name), Rule::leave_out(path))];
        if let Some(ending) = path.extension().and_then(|ending| ending.to_str()) {
            let pattern = format!("*.{}", crate::exclude::literally(Path::new(ending)));
            choices.push((text::leave_out_all(&pattern), Rule::LeaveOut(pattern)));
        }
        if let Some(folder) = path.parent().filter(|folder| folder.file_name().is_some()) {
            choices.push((text::leave_out_folder(&text::name(folder)), Rule::leave_out(folder)));
        }
        for (label, rule) in choices {
            if ui.button(label).clicked() {
                commands.push(Command::Rule(rule));
                ui.close();
            }
        }
    });
}

/// The folders that a file lies in, from its own up to the scanned one.
fn folders_of(path: &Path, scanned: &[PathBuf]) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for folder in path.ancestors().skip(1).take(MOST_FOLDERS).filter(|folder| folder.file_name().is_some()) {
        folders.push(folder.to_owned());
        if scanned.iter().any(|root| root == folder) {
            break;
        }
    }
    folders
}

/// What can be said of a folder: the words for it, what it means, and the rule that it is.
type Offer = (fn(&str) -> String, &'static str, fn(PathBuf) -> Rule);

fn folder_rules(ui: &mut Ui, folders: &[PathBuf]) -> Option<Rule> {
    let kinds: [Offer; 3] = [
        (text::protect_this, text::protected_help(), Rule::Protect),
        (text::prefer_this, text::preferred_help(), Rule::Prefer),
        (text::leave_out_folder, text::leave_out_help(), |folder| Rule::leave_out(&folder)),
    ];
    let mut chosen = None;
    for (label, help, rule) in kinds {
        // One folder needs no menu of its own; of several the nearest comes first.
        for folder in folders.iter().take(1) {
            let button = ui.button(label(&text::name(folder))).on_hover_text(help);
            if button.on_hover_text(folder.display().to_string()).clicked() {
                chosen = Some(rule(folder.clone()));
                ui.close();
            }
        }
    }
    if let [_, above @ ..] = folders
        && !above.is_empty()
    {
        ui.menu_button(text::folders_above(), |ui| {
            for folder in above {
                for (label, help, rule) in kinds {
                    if ui.button(label(&text::name(folder))).on_hover_text(help).clicked() {
                        chosen = Some(rule(folder.clone()));
                        ui.close();
                    }
                }
            }
        });
    }
    chosen
}
