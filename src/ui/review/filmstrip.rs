//! All photos of a group, numbered as the keys are; with the loupe, the same spot of each of them at every pixel. It stands
//! above the two photos, so that what is under them stays where it is from group to group: two photos have no strip. Only
//! those in sight are laid out, for groups of thousands.

use egui::{
    Align2, CornerRadius, Frame, Margin, Panel, Rect, Response, ScrollArea, Sense, Stroke, Ui, WidgetInfo,
    pos2, vec2,
};
use lucide_icons::Icon;

use super::super::command::Command;
use super::super::controls::{paint_chip, paint_cover, paint_focus};
use super::super::text;
use super::super::theme::{self, palette};
use super::place::Place;
use super::view::{Side, looking_at};
use super::{ReviewScreen, menu, pane};
use crate::photo::{PhotoId, Point};
use crate::review::Decision;

/// Sides of a cell, and between two cells, in points.
const CELL: f32 = 78.0;
const LOUPE_CELL: f32 = 168.0;
const GAP: f32 = 6.0;
/// Between the strip and what stands below it.
const BELOW: f32 = 8.0;

/// Where the loupe looks.
#[derive(Debug, Clone, Copy)]
struct Spot {
    /// In fractions of the left photo.
    at: Point,
    /// Points a pixel of the left photo takes.
    scale: f32,
}

/// Draws it.
pub fn ui(ui: &mut Ui, screen: &mut ReviewScreen, place: &Place, commands: &mut Vec<Command>) {
    let side = if screen.looking.loupe { LOUPE_CELL } else { CELL };
    let height = BELOW + side + 4.0 + ui.spacing().scroll.allocated_width();
    let frame = Frame::new().inner_margin(Margin { top: 4, bottom: BELOW as i8 - 4, ..Margin::ZERO });
    let panel = Panel::top("review-film").frame(frame).exact_size(height);
    let step = side + GAP;
    let spot = screen.looking.loupe.then(|| spot(ui, screen));
    panel.resizable(false).show_separator_line(false).show(ui, |ui| {
        let mut area = ScrollArea::horizontal().id_salt(("film", place.group)).auto_shrink([false, true]);
        if screen.looking.flick {
            area = area.scroll_source(egui::containers::scroll_area::ScrollSource::NONE);
        }
        let now = (place.right, screen.looking.loupe);
        let shown_before = screen.looking.filmed.replace(now);
        area.show_viewport(ui, |ui, viewport| {
            let whole = vec2(place.order.len() as f32 * step + 2.0, side + 4.0);
            let (strip, _) = ui.allocate_exact_size(whole, Sense::hover());
            let cell_at = |at: usize| {
                let corner = pos2(strip.left() + 2.0 + at as f32 * step, strip.top() + 2.0);
                Rect::from_min_size(corner, vec2(side, side))
            };
            if shown_before != Some(now) {
                ui.scroll_to_rect(cell_at(place.number_of(place.right)).expand(step), None);
            }
            let first = (viewport.left() / step).max(0.0) as usize;
            let last = ((viewport.right() / step) as usize + 1).min(place.order.len());
            for at in first..last {
                let photo = place.order[at];
                let response = cell_ui(ui, screen, (at, photo), (cell_at(at), spot));
                if response.clicked() {
                    commands.push(Command::Show(photo));
                }
                menu::ui(&response, photo, screen, commands);
            }
        });
    });
}

/// The spot under the pointer, or that in the middle of the panes; it stays when the pointer leaves the photos.
fn spot(ui: &Ui, screen: &mut ReviewScreen) -> Spot {
    let actual = 1.0 / ui.pixels_per_point();
    let Some(layout) = &screen.looking.layout else { return Spot { at: [0.5, 0.5], scale: actual } };
    let pointer = ui.input(|input| input.pointer.hover_pos());
    if let Some(under) = pointer.and_then(|pointer| layout.spot_at(pointer)) {
        screen.looking.loupe_at = under;
    }
    Spot { at: screen.looking.loupe_at, scale: layout.scale(Side::Left).max(actual) }
}

fn cell_ui(
    ui: &Ui,
    screen: &mut ReviewScreen,
    (at, photo): (usize, PhotoId),
    (cell, spot): (Rect, Option<Spot>),
) -> Response {
    let response = ui.interact(cell, ui.scope_id().with(("film", photo)), Sense::click());
    let on_stage = screen.place.as_ref().is_some_and(|place| photo == place.left || photo == place.right);
    let name = text::name(screen.findings().photo(photo).path());
    let state = pane::state_words(screen, photo);
    let told = text::film(at + 1, &name, &state);
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, on_stage, &told));
    let colours = palette(ui);
    if on_stage || response.hovered() {
        let frame = if on_stage { colours.accent } else { colours.button[2] };
        ui.painter().rect_filled(cell.expand(2.0), CornerRadius::same(theme::PHOTO_RADIUS + 2), frame);
    }
    match spot {
        Some(spot) => paint_spot(ui, screen, (photo, cell), spot),
        None => paint_cover(ui, cell, &screen.album.thumbnail(photo)),
    }
    paint_focus(ui, &response, theme::PHOTO_RADIUS);
    let number = (at + 1).to_string();
    paint_chip(ui.painter(), cell.left_top() + vec2(3.0, 3.0), &number, [colours.text, colours.card]);
    let may_go = screen.may_go(photo).is_some();
    let sign = match screen.review.decision(photo) {
        Decision::Remove => Some((Icon::Trash2, [colours.goes, colours.goes_fill])),
        Decision::Keep => Some((Icon::Check, [colours.on_accent, colours.accent_fill])),
        Decision::Undecided => may_go.then_some((Icon::Trash2, [colours.goes, colours.card])),
    };
    if let Some((icon, [ink, surface])) = sign {
        let middle = cell.right_bottom() - vec2(14.0, 14.0);
        ui.painter().circle_filled(middle, 11.0, surface);
        if may_go {
            // Only a ring: nothing is marked yet.
            ui.painter().circle_stroke(middle, 10.5, Stroke::new(1.0, ink));
        }
        ui.painter().text(middle, Align2::CENTER_CENTER, icon.unicode(), theme::icon_font(13.0), ink);
    }
    response.on_hover_ui(|ui| {
        ui.label(&told);
        if let Some(why) = why(screen, photo) {
            ui.label(theme::weak(ui, why));
        }
    })
}

/// Why the photo is suggested to go, if it is.
pub fn why_it_may_go(screen: &ReviewScreen, photo: PhotoId) -> Option<String> {
    let path = |photo: PhotoId| screen.findings().photo(photo).path();
    let name = |place: PhotoId| text::name_beside(path(place), path(photo));
    screen.may_go(photo).map(|may_go| text::may_go(may_go, name))
}

/// Why the photo is suggested to go, or why not; nothing of the keeper and of what is decided.
fn why(screen: &ReviewScreen, photo: PhotoId) -> Option<String> {
    let review = &screen.review;
    if review.decision(photo) != Decision::Undecided || screen.found.is_some() {
        return None;
    }
    if let Some(why) = why_it_may_go(screen, photo) {
        return Some(why);
    }
    let group = &review.groups()[review.group_of(photo)?];
    let member = group.members.iter().find(|member| member.photo == photo)?;
    review.doubt(member).map(|doubt| text::doubt(&doubt))
}

/// The spot as this photo shows it, at the same size as the left one does.
fn paint_spot(ui: &Ui, screen: &mut ReviewScreen, (photo, cell): (PhotoId, Rect), Spot { at, scale }: Spot) {
    ui.painter().rect_filled(cell, CornerRadius::same(theme::PHOTO_RADIUS), palette(ui).ground);
    let Some(left) = screen.place.as_ref().map(|place| place.left) else { return };
    let findings = screen.review.findings();
    let size = |photo: PhotoId| {
        let metadata = &findings.photo(photo).metadata;
        vec2(metadata.width as f32, metadata.height as f32)
    };
    let sizes = [size(left), size(photo)];
    let known = screen.looking.alignments.of([left, photo]);
    let on_screen = looking_at(sizes, known, (at, scale), cell.center());
    let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(cell));
    screen.album.paint(&painter, photo, &on_screen, egui::Color32::WHITE);
}
