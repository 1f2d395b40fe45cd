//! The question before exact copies are marked: the pairs of folders that they lie in, each with the choice of which side stays,
//! and every single photo that would go.

use egui::{Label, ScrollArea, Ui, vec2};

use super::super::command::Command;
use super::super::controls::{at_right, paint_cover, primary};
use super::super::text;
use super::super::theme;
use super::ReviewScreen;
use crate::photo::PhotoId;
use crate::review::{FolderPair, Staying};

/// Height of a photo's row, in points.
const ROW: f32 = 62.0;

/// Draws it; what the user chooses is kept in `pairs`.
pub fn ui(ui: &mut Ui, screen: &mut ReviewScreen, pairs: &mut [FolderPair]) -> Option<Command> {
    let photos: Vec<(PhotoId, PhotoId)> = pairs.iter().flat_map(going).collect();
    let bytes = photos.iter().map(|(goes, _)| screen.findings().photo(*goes).file.bundle_bytes()).sum();
    ui.label(text::mark_exact_question(photos.len(), bytes));
    ui.add_space(theme::GAP);
    let folders =
        ScrollArea::vertical().id_salt("exact-folders").max_height(170.0).auto_shrink([false, true]);
    folders.show(ui, |ui| {
        for (at, pair) in pairs.iter_mut().enumerate() {
            ui.push_id(at, |ui| folder_row(ui, pair));
        }
    });
    ui.add_space(theme::GAP);
    let area = ScrollArea::vertical().id_salt("exact").max_height(240.0).auto_shrink([false, true]);
    area.show_rows(ui, ROW, photos.len(), |ui, range| {
        for pair in &photos[range] {
            exact_row(ui, screen, *pair, ROW - 8.0);
        }
    });
    ui.add_space(theme::GAP);
    let mut command = None;
    at_right(ui, |ui| {
        if primary(ui, &text::mark_exact_yes(photos.len())).clicked() {
            command = Some(Command::MarkExact);
        }
        if ui.button(text::cancel()).clicked() {
            command = Some(Command::CloseOverlay);
        }
    });
    command
}

/// Photos that go and those that stay for them, as the user chose.
fn going(pair: &FolderPair) -> impl Iterator<Item = (PhotoId, PhotoId)> + '_ {
    pair.photos.iter().map(|(goes, stays)| match pair.staying {
        Staying::Suggested => (*goes, *stays),
        Staying::Other => (*stays, *goes),
    })
}

/// How many copies two folders have, which side stays, and why.
fn folder_row(ui: &mut Ui, pair: &mut FolderPair) {
    let [stays, goes] = [&pair.stays, &pair.goes].map(|folder| text::name(folder));
    let whole = [&pair.stays, &pair.goes].map(|folder| folder.display().to_string());
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::strong(text::exact_pair(pair.photos.len(), pair.bytes)));
        if pair.has_choice() {
            for (side, name, path) in
                [(Staying::Suggested, &stays, &whole[0]), (Staying::Other, &goes, &whole[1])]
            {
                ui.radio_value(&mut pair.staying, side, text::exact_side_stays(name)).on_hover_text(path);
            }
        } else {
            ui.label(text::exact_within(&stays)).on_hover_text(&whole[0]);
        }
    });
    if pair.is_whole && pair.has_choice() {
        ui.label(theme::small(ui, text::exact_whole(&goes)));
    }
    if let (Some(reason), Staying::Suggested) = (&pair.reason, pair.staying) {
        ui.label(theme::small(ui, text::reason(reason)));
    }
}

/// One exact copy that would be marked, and the photo that stays for it.
fn exact_row(ui: &mut Ui, screen: &mut ReviewScreen, (goes, stays): (PhotoId, PhotoId), height: f32) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(height, height), egui::Sense::hover());
        paint_cover(ui, rect, &screen.album.thumbnail(goes));
        let [path, stays] = [goes, stays].map(|photo| screen.review.findings().photo(photo).path());
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.add(Label::new(theme::strong(text::name(path))).truncate());
            ui.add(Label::new(theme::small(ui, text::folder(path))).truncate());
            let stays = text::mark_exact_stays(&text::name(stays), &text::folder(stays));
            ui.add(Label::new(theme::small(ui, stays)).truncate());
        });
    });
}
