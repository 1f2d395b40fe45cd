//! The list beside the map: every photo a row, so that what the map shows can be walked by keyboard and is told to
//! screen readers.

use egui::{Align2, Frame, Margin, Panel, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::super::controls::{checkbox, paint_cover, paint_row, shortened};
use super::super::review::ReviewScreen;
use super::super::theme::{self, palette};
use super::super::{Action, text};
use super::{Shown, opened};
use crate::photo::PhotoId;

const ROW: f32 = 48.0;
const THUMBNAIL: f32 = 38.0;
/// Width of the box that chooses a row.
const BOX: f32 = 30.0;

/// Draws it.
pub fn ui(ui: &mut Ui, shown: &mut Shown, back: &mut ReviewScreen) -> Option<Action> {
    let frame = Frame::new().fill(palette(ui).panel).inner_margin(Margin::same(10));
    let panel = Panel::right("map-list").frame(frame).default_size(272.0).size_range(220.0..=460.0);
    panel
        .show(ui, |ui| {
            let width = ui.available_width();
            ui.set_min_width(width);
            ui.set_max_width(width - 1.0);
            ui.label(theme::small(ui, text::map_keys()));
            ui.spacing_mut().item_spacing.y = 0.0;
            rows(ui, shown, back)
        })
        .inner
}

fn rows(ui: &mut Ui, shown: &mut Shown, back: &mut ReviewScreen) -> Option<Action> {
    let mut area = ScrollArea::vertical().id_salt("map-rows").auto_shrink(false);
    if let Some(offset) = offset_to_reveal(shown, ui.available_height()) {
        area = area.vertical_scroll_offset(offset);
    }
    let mut action = None;
    let scrolled = area.show_rows(ui, ROW, shown.places.len(), |ui, range| {
        for at in range {
            let photo = PhotoId(at as u32);
            let response = row(ui, shown, back, photo);
            if response.clicked() {
                shown.select(photo);
                shown.reveal_row = false;
            }
            let pressed_again = response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
            if response.double_clicked() || pressed_again {
                action = Some(opened(photo, back));
            }
        }
    });
    shown.list_offset = scrolled.state.clamped_offset().y;
    action
}

fn offset_to_reveal(shown: &mut Shown, height: f32) -> Option<f32> {
    if !std::mem::take(&mut shown.reveal_row) {
        return None;
    }
    let top = shown.selected?.index() as f32 * ROW;
    if top < shown.list_offset {
        return Some(top);
    }
    (top + ROW > shown.list_offset + height).then_some(top + ROW - height)
}

fn row(ui: &mut Ui, shown: &mut Shown, back: &mut ReviewScreen, photo: PhotoId) -> Response {
    let width = ui.available_width();
    let (whole, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
    let name = text::name(back.findings().photo(photo).path());
    let mut chosen = shown.chosen.contains(&photo);
    let corner = Rect::from_min_size(pos2(whole.right() - BOX, whole.top()), vec2(BOX, ROW));
    let mut place = ui.new_child(egui::UiBuilder::new().max_rect(corner).layout(centred()));
    if checkbox(&mut place, &mut chosen, "", &text::choose(&name)).changed() {
        shown.choose(photo);
    }
    let rect =
        Rect::from_min_max(whole.min, pos2(whole.right() - BOX, whole.bottom())).shrink2(vec2(0.0, 1.0));
    let response = ui.interact(rect, ui.scope_id().with(("map-row", photo)), Sense::click());
    let kind = back.review().group_of(photo).map(|at| back.review().groups()[at].kind());
    let selected = shown.selected == Some(photo);
    response
        .widget_info(|| WidgetInfo::selected(egui::Role::Button, true, selected, text::map_row(&name, kind)));
    let colours = palette(ui);
    paint_row(ui, &response, rect, selected.then_some(colours.selected));
    let top = rect.center().y - THUMBNAIL / 2.0;
    let cell = Rect::from_min_size(pos2(rect.left() + 4.0, top), vec2(THUMBNAIL, THUMBNAIL));
    paint_cover(ui, cell, &back.album().thumbnail(photo));
    let left = cell.right() + 10.0;
    ui.painter().circle_filled(pos2(left + 4.0, rect.center().y + 9.0), 4.0, shown.colours.ink(photo));
    let font = theme::strong_font(13.0);
    let name = shortened(ui, &name, &font, rect.right() - left - 4.0);
    let upper = pos2(left, rect.center().y - 9.0);
    ui.painter().text(upper, Align2::LEFT_CENTER, name, font, colours.text);
    let lower = pos2(left + 14.0, rect.center().y + 9.0);
    let told = kind.map_or(text::in_no_group_short(), text::kind);
    ui.painter().text(lower, Align2::LEFT_CENTER, told, theme::font(theme::SMALL), colours.weak);
    response
}

fn centred() -> egui::Layout {
    egui::Layout::centered_and_justified(egui::Direction::LeftToRight)
}
