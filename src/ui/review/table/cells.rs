//! One row of the table: what it says in each column, and its box to tick.

use std::path::{Path, PathBuf};

use egui::{Align2, Color32, FontId, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2};
use lucide_icons::Icon;

use super::super::super::controls::{checkbox, paint_cover, paint_row, shortened, sign};
use super::super::super::theme::{self, palette};
use super::super::super::{numbers, text};
use super::super::{ReviewScreen, filmstrip};
use super::rows::{Column, Row};
use crate::photo::{PhotoId, Relation};
use crate::review::{Decision, Refusal, Review};

/// Height of a row.
pub const ROW: f32 = 46.0;
const THUMBNAIL: f32 = 38.0;
/// Side of the pictures that are shown while the pointer rests on a thumbnail.
const LARGE: f32 = 256.0;
/// Between the end of a cell's words and the next cell.
const GAP: f32 = 12.0;
/// Width of the sign of a photo that is suggested to go.
const SUGGESTED: f32 = 26.0;

/// A column, and where in a row it is.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    /// Which one.
    pub column: Column,
    /// Where it begins, in points from the left end of the row.
    pub left: f32,
    /// Its width in points.
    pub width: f32,
}

/// Paints a row, and names it for screen readers.
pub fn paint(
    ui: &mut Ui,
    screen: &mut ReviewScreen,
    (row, selected, response): (Row, bool, &Response),
    spots: &[Spot],
) {
    let colours = palette(ui);
    let name = text::name(screen.findings().photo(row.photo).path());
    let relation = relation(&screen.review, row);
    response.widget_info(|| {
        let told = text::table_row(&name, &relation, &state(screen, row.photo));
        WidgetInfo::selected(egui::Role::Button, true, selected, told)
    });
    let rect = response.rect.shrink2(vec2(0.0, 1.0));
    paint_row(ui, response, rect, selected.then_some(colours.selected));
    let goes = screen.review.decision(row.photo) == Decision::Remove;
    let ink = if goes { colours.goes } else { colours.text };
    for spot in spots {
        let cell = Rect::from_min_size(rect.min + vec2(spot.left, 0.0), vec2(spot.width, rect.height()));
        let photo = screen.findings().photo(row.photo);
        match spot.column {
            Column::Group => number(ui, cell, &numbers::count(row.number as u64)),
            Column::Name => {
                let room = cell.with_min_x(cell.left() + 8.0);
                let picture = Rect::from_center_size(
                    pos2(room.left() + THUMBNAIL / 2.0, room.center().y),
                    vec2(THUMBNAIL, THUMBNAIL),
                );
                let words = room.with_min_x(picture.right() + 2.0);
                words_in(ui, words, &name, (theme::strong_font(13.0), ink));
                thumbnail(ui, screen, row, picture);
            }
            Column::Folder => {
                let folder = folder(screen, row.photo);
                words_in(ui, cell, &folder, (theme::font(theme::SMALL), colours.weak));
            }
            Column::Relation => {
                let end = cell.with_min_x(cell.right() - SUGGESTED);
                let cell =
                    if suggestion(ui, screen, row.photo, end) { cell.with_max_x(end.left()) } else { cell };
                words_in(ui, cell, &relation, (theme::font(13.0), colours.text));
            }
            Column::Size => number(ui, cell, &numbers::bytes(photo.file.bundle_bytes())),
            Column::Pixels => {
                number(ui, cell, &format!("{} × {}", photo.metadata.width, photo.metadata.height));
            }
            Column::Taken => {
                let taken = photo.metadata.taken.as_deref().map_or_else(String::new, numbers::date);
                words_in(ui, cell, &taken, (theme::font(13.0), colours.text));
            }
            Column::Sharpness => {
                let sharpness = sharpness(screen, row).map(|value| numbers::decimal(f64::from(value), 1));
                number(ui, cell, &sharpness.unwrap_or_default());
            }
        }
    }
}

/// The sign of a photo that is suggested to go, with the reason under the pointer; whether it is one.
fn suggestion(ui: &Ui, screen: &ReviewScreen, photo: PhotoId, place: Rect) -> bool {
    let Some(why) = filmstrip::why_it_may_go(screen, photo) else { return false };
    let ink = palette(ui).goes;
    let sign = theme::icon_font(13.0);
    ui.painter().text(place.center(), Align2::CENTER_CENTER, Icon::Trash2.unicode(), sign, ink);
    let response = ui.interact(place, ui.scope_id().with(("table suggestion", photo)), Sense::hover());
    response.on_hover_ui(|ui| {
        ui.label(text::suggested_state());
        ui.label(theme::weak(ui, why));
    });
    true
}

/// Measured as soon as the row is in sight; only similar shots of one group can be compared by it.
fn sharpness(screen: &mut ReviewScreen, row: Row) -> Option<f32> {
    let is_shot = screen.review.groups()[row.group].kind() == Relation::Similar;
    if is_shot { screen.looking.sharpnesses.of_shot(row.photo)? } else { None }
}

/// The folder from the scanned one on, which has room where the whole path has none.
fn folder(screen: &ReviewScreen, photo: PhotoId) -> String {
    let path = screen.findings().photo(photo).path();
    let below = |root: &PathBuf| path.strip_prefix(root.parent()?).ok()?.parent().map(Path::to_owned);
    let roots = screen.findings().scanned.iter().filter(|root| path.starts_with(root));
    let folder = roots.max_by_key(|root| root.as_os_str().len()).and_then(below);
    folder.map_or_else(|| text::folder(path), |folder| folder.display().to_string())
}

/// Words that are cut where there is no room are told under the pointer.
fn words_in(ui: &Ui, cell: Rect, words: &str, (font, ink): (FontId, Color32)) {
    let shown = shortened(ui, words, &font, cell.width() - 8.0 - GAP);
    if shown != words {
        let hovered = ui.interact(
            cell,
            ui.scope_id().with(("cell", cell.left() as i32, cell.top() as i32)),
            Sense::hover(),
        );
        hovered.on_hover_text(words);
    }
    ui.painter().text(pos2(cell.left() + 8.0, cell.center().y), Align2::LEFT_CENTER, shown, font, ink);
}

/// Numbers stand under each other by their last digit.
fn number(ui: &Ui, cell: Rect, number: &str) {
    let at = pos2(cell.right() - GAP, cell.center().y);
    ui.painter().text(at, Align2::RIGHT_CENTER, number, theme::font(13.0), palette(ui).text);
}

/// The small picture; under the pointer it is shown larger, beside the keeper.
fn thumbnail(ui: &mut Ui, screen: &mut ReviewScreen, row: Row, place: Rect) {
    paint_cover(ui, place, &screen.album.thumbnail(row.photo));
    let keeper = screen.review.groups()[row.group].keeper;
    let response = ui.interact(place, ui.scope_id().with(("table picture", row.photo)), Sense::hover());
    response.on_hover_ui(|ui| {
        let shown: Vec<(PhotoId, &str)> = match keeper == row.photo {
            true => vec![(keeper, text::keeper())],
            false => vec![(keeper, text::keeper()), (row.photo, "")],
        };
        ui.set_max_width(2.0 * LARGE + theme::GAP);
        // No higher than the higher one of them.
        let sizes = shown.iter().map(|(photo, _)| fitted(screen, *photo).y);
        let height = sizes.fold(0.0, f32::max);
        ui.horizontal_top(|ui| {
            for (photo, label) in shown {
                ui.vertical(|ui| {
                    let (rect, _) = ui.allocate_exact_size(vec2(LARGE, height), Sense::hover());
                    paint_whole(ui, screen, photo, rect);
                    let name = text::name(screen.findings().photo(photo).path());
                    let name = if label.is_empty() { name } else { format!("{label}: {name}") };
                    ui.add(egui::Label::new(theme::small(ui, name)).truncate());
                });
            }
        });
    });
}

/// All of a photo, in the middle of its place.
fn paint_whole(ui: &Ui, screen: &mut ReviewScreen, photo: PhotoId, place: Rect) {
    let fitted = Rect::from_center_size(place.center(), fitted(screen, photo));
    paint_cover(ui, fitted, &screen.album.thumbnail(photo));
}

/// The size of a whole photo within the largest place.
fn fitted(screen: &ReviewScreen, photo: PhotoId) -> egui::Vec2 {
    let metadata = &screen.findings().photo(photo).metadata;
    let size = vec2(metadata.width.max(1) as f32, metadata.height.max(1) as f32);
    size * (LARGE / size.x).min(LARGE / size.y)
}

/// Draws the box; `Some` if it was clicked. A keeper has none, and one that may not be marked cannot be ticked.
pub fn tick(ui: &mut Ui, screen: &ReviewScreen, photo: PhotoId) -> Option<bool> {
    let refusal = screen.review.refusal(photo);
    if refusal == Some(Refusal::Keeper) {
        sign(ui, Icon::Star, 16.0, palette(ui).accent);
        return None;
    }
    let mut ticked = screen.review.decision(photo) == Decision::Remove;
    let name = text::mark(&text::name(screen.findings().photo(photo).path()));
    let ticks = ui.add_enabled_ui(refusal.is_none(), |ui| checkbox(ui, &mut ticked, "", &name));
    if let Some(refusal) = refusal {
        ticks.response.on_hover_text(text::refusal(refusal));
        return None;
    }
    ticks.inner.clicked().then_some(true)
}

/// What the photo is to the one that stays for it, in words.
fn relation(review: &Review, row: Row) -> String {
    let group = &review.groups()[row.group];
    if group.keeper == row.photo {
        return text::keeper().to_owned();
    }
    let link = group.members.iter().find(|member| member.photo == row.photo).and_then(|member| member.link);
    match (review.stays_for(row.photo), link) {
        (Some((stays, Relation::Exact)), _) if stays != group.keeper => {
            text::table_copy_of(&text::name(review.findings().photo(stays).path()))
        }
        (Some(_), Some(link)) => text::table_relation(link),
        _ => text::table_no_match().to_owned(),
    }
}

/// What is decided about it, or suggested, in a word.
fn state(screen: &ReviewScreen, photo: PhotoId) -> String {
    match screen.review.decision(photo) {
        Decision::Remove => text::marked_state().to_owned(),
        Decision::Keep => text::table_kept().to_owned(),
        Decision::Undecided if screen.may_go(photo).is_some() => text::within(&[text::suggested_state()]),
        Decision::Undecided => String::new(),
    }
}
