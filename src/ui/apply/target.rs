//! Where the photos go: to the trash, or to a folder that the user names.

use std::path::PathBuf;
use std::task::Poll;

use egui::{RichText, TextEdit, Ui, vec2};

use super::super::controls::{radio, text_field};
use super::super::dialogs::{self, Picked};
use super::super::start;
use super::super::text;
use super::super::theme::palette;
use crate::job::Job;
use crate::removal::Destination;

/// Width of the field and of the button behind it.
const FIELD: f32 = 360.0;

/// What is chosen.
#[derive(Default)]
pub struct Target {
    /// A folder, and not the trash.
    pub is_folder: bool,
    typed: String,
    /// Why the folder cannot be taken, in one sentence.
    pub problem: Option<String>,
    dialog: Option<Job<Picked>>,
}

impl Target {
    /// The folder, if one is wanted.
    pub fn destination(&self, scanned: &[PathBuf]) -> Option<Destination> {
        let folder = start::at_home(self.typed.trim());
        self.is_folder.then(|| Destination { folder, roots: scanned.to_vec() })
    }

    /// There is a place to move photos to.
    pub fn is_named(&self) -> bool {
        !self.is_folder || !self.typed.trim().is_empty()
    }

    /// Takes over what was chosen in the dialog.
    pub fn poll(&mut self) {
        let Some(Poll::Ready(result)) = self.dialog.as_ref().map(Job::poll) else { return };
        self.dialog = None;
        match result {
            Ok(Picked::Paths(paths)) => {
                self.typed = paths.first().map(|path| path.display().to_string()).unwrap_or_default();
                self.problem = None;
            }
            Ok(Picked::Nothing) => {}
            Ok(Picked::NoDialog) | Err(_) => self.problem = Some(text::dialog_missing().to_owned()),
        }
    }

    /// Draws the choice between what `no_folder` says and a folder; whether it has changed.
    pub fn ui(&mut self, ui: &mut Ui, no_folder: &str) -> bool {
        let before = self.is_folder;
        ui.horizontal_wrapped(|ui| {
            radio(ui, &mut self.is_folder, false, no_folder);
            radio(ui, &mut self.is_folder, true, text::to_folder());
            if self.is_folder {
                let field = TextEdit::singleline(&mut self.typed).hint_text(text::folder_to_move_hint());
                if text_field(ui, field, vec2(FIELD, 30.0), text::folder_to_move_to()).changed() {
                    self.problem = None;
                }
                let idle = self.dialog.is_none();
                if ui.add_enabled_ui(idle, |ui| ui.button(text::choose_folder())).inner.clicked() {
                    self.problem = None;
                    self.dialog = dialogs::folder(ui.ctx());
                }
            }
        });
        if let Some(problem) = &self.problem {
            ui.label(RichText::new(problem).color(palette(ui).goes));
        }
        self.is_folder != before
    }
}
