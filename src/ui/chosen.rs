//! The folders chosen so far on the start page: each can be protected or preferred, and taken off the list.

use std::path::PathBuf;

use egui::{Ui, vec2};
use lucide_icons::Icon;

use super::controls::{card, checkbox, icon_button, left_aligned, shortened, sign};
use super::text;
use super::theme::{self, palette};

/// A folder to scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenFolder {
    /// Where it is.
    pub path: PathBuf,
    /// Nothing is removed from it.
    pub protected: bool,
    /// Of photos that are equally good the one from it is kept.
    pub preferred: bool,
}

/// Width of a button with an icon, with the room before it.
const ICON_BUTTON: f32 = 48.0;

/// Width of what stands behind a folder's path, in the language of the window.
fn toggles(ui: &Ui) -> f32 {
    let spacing = ui.spacing();
    let checkbox = |words: &str| {
        spacing.icon_width + spacing.icon_spacing + width_of(ui, words) + 2.0 * spacing.item_spacing.x
    };
    checkbox(text::protected()) + checkbox(text::preferred()) + ICON_BUTTON
}

/// Width of words as a button or a label shows them.
pub fn width_of(ui: &Ui, words: &str) -> f32 {
    let font = theme::font(theme::BODY);
    ui.painter().layout_no_wrap(words.to_owned(), font, palette(ui).text).size().x.ceil()
}

/// Draws them; one can be taken off the list.
pub fn ui(ui: &mut Ui, folders: &mut Vec<ChosenFolder>) {
    let mut left_out = None;
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::strong(text::folders()));
        for (at, folder) in folders.iter_mut().enumerate() {
            ui.horizontal(|ui| {
                sign(ui, Icon::Folder, theme::BODY, palette(ui).weak);
                let room = ui.available_width() - toggles(ui);
                let path = folder.path.display().to_string();
                let shown = shortened(ui, &path, &theme::font(theme::BODY), room);
                left_aligned(ui, vec2(room, 30.0), |ui| ui.label(shown).on_hover_text(path));
                let protect = text::protect_folder(&folder.path);
                checkbox(ui, &mut folder.protected, text::protected(), &protect)
                    .on_hover_text(text::protected_help());
                let prefer = text::prefer_folder(&folder.path);
                checkbox(ui, &mut folder.preferred, text::preferred(), &prefer)
                    .on_hover_text(text::preferred_help());
                if icon_button(ui, Icon::X, &text::remove_folder(&folder.path)).clicked() {
                    left_out = Some(at);
                }
            });
        }
        ui.label(theme::small(ui, text::protected_help()));
        ui.label(theme::small(ui, text::preferred_help()));
    });
    if let Some(at) = left_out {
        folders.remove(at);
    }
}
