//! All photos of a group that has more than two, numbered as the keys are. Only those in sight are laid
//! out, for groups of thousands.

use egui::{
    Align2, CornerRadius, Frame, Margin, Panel, Rect, Response, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2,
};
use lucide_icons::Icon;

use super::super::controls::{paint_chip, paint_cover, paint_focus};
use super::super::text;
use super::super::theme::{self, palette};
use super::place::Place;
use super::{Command, ReviewScreen, menu, stage};
use crate::photo::PhotoId;
use crate::review::Decision;

const CELL: f32 = 78.0;
const STEP: f32 = CELL + 6.0;

/// Draws it.
pub fn ui(ui: &mut Ui, screen: &mut ReviewScreen, place: &Place, commands: &mut Vec<Command>) {
    let panel =
        Panel::bottom("review-film").frame(Frame::new().inner_margin(Margin { top: 8, ..Margin::ZERO }));
    panel.resizable(false).show_separator_line(false).show(ui, |ui| {
        let mut area = ScrollArea::horizontal().id_salt(("film", place.group)).auto_shrink([false, true]);
        if screen.flick {
            area = area.scroll_source(egui::containers::scroll_area::ScrollSource::NONE);
        }
        area.show_viewport(ui, |ui, viewport| {
            let whole = vec2(place.order.len() as f32 * STEP + 2.0, CELL + 4.0);
            let (strip, _) = ui.allocate_exact_size(whole, Sense::hover());
            let first = (viewport.left() / STEP).max(0.0) as usize;
            let last = ((viewport.right() / STEP) as usize + 1).min(place.order.len());
            for at in first..last {
                let corner = pos2(strip.left() + 2.0 + at as f32 * STEP, strip.top() + 2.0);
                let photo = place.order[at];
                let cell = Rect::from_min_size(corner, vec2(CELL, CELL));
                let response = cell_ui(ui, screen, (at, photo), cell);
                if response.clicked() {
                    commands.push(Command::Show(photo));
                }
                menu::ui(&response, photo, screen, commands);
            }
        });
    });
}

fn cell_ui(ui: &Ui, screen: &mut ReviewScreen, (at, photo): (usize, PhotoId), cell: Rect) -> Response {
    let response = ui.interact(cell, ui.scope_id().with(("film", photo)), Sense::click());
    let on_stage = screen.place.as_ref().is_some_and(|place| photo == place.left || photo == place.right);
    let name = text::name(screen.findings().photo(photo).path());
    let state = stage::state_words(screen, photo);
    let told = text::film(at + 1, &name, &state);
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, on_stage, &told));
    let colours = palette(ui);
    if on_stage || response.hovered() {
        let frame = if on_stage { colours.accent } else { colours.button[2] };
        ui.painter().rect_filled(cell.expand(2.0), CornerRadius::same(theme::PHOTO_RADIUS + 2), frame);
    }
    paint_cover(ui, cell, &screen.album.thumbnail(photo));
    paint_focus(ui, &response, theme::PHOTO_RADIUS);
    let number = (at + 1).to_string();
    paint_chip(ui.painter(), cell.left_top() + vec2(3.0, 3.0), &number, [colours.text, colours.card]);
    let sign = match screen.review.decision(photo) {
        Decision::Remove => Some((Icon::Trash2, [colours.goes, colours.goes_fill])),
        Decision::Keep => Some((Icon::Check, [colours.on_accent, colours.accent_fill])),
        Decision::Undecided => None,
    };
    if let Some((icon, [ink, surface])) = sign {
        let middle = cell.right_bottom() - vec2(14.0, 14.0);
        ui.painter().circle_filled(middle, 11.0, surface);
        ui.painter().text(middle, Align2::CENTER_CENTER, icon.unicode(), theme::icon_font(13.0), ink);
    }
    response.on_hover_text(told)
}
