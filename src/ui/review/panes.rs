//! The two photos side by side, zoomed and panned together and aligned by content, or one in place of the other while the
//! flick key is held.

use egui::{Color32, CornerRadius, Painter, Pos2, Rect, Response, Stroke, Ui, WidgetInfo, vec2};

use super::super::album::Large;
use super::super::command::Command;
use super::super::controls::paint_focus;
use super::super::text;
use super::super::theme::{self, palette};
use super::looking::Mode;
use super::pane::{handle_pointer, interact, paint_failure, paint_scale, paint_state, said};
use super::place::Place;
use super::view::{Layout, Pairing, Side, aligned};
use super::{ReviewScreen, differing, menu, swipe};
use crate::photo::PhotoId;

/// How much of a photo shows where its partner has been cut off.
const GHOST: u8 = 44;

/// The photos of a place, as the sides show them.
pub fn photo(place: &Place, side: Side) -> PhotoId {
    match side {
        Side::Left => place.left,
        Side::Right => place.right,
    }
}

/// Draws both photos into these panes.
pub fn ui(
    ui: &mut Ui,
    screen: &mut ReviewScreen,
    place: &Place,
    panes: [Rect; 2],
    commands: &mut Vec<Command>,
) {
    follow(screen, place);
    let pairing = pairing(screen, place);
    let scale = ui.pixels_per_point();
    if screen.looking.mode == Mode::Swipe {
        let whole = [panes[0].union(panes[1]); 2];
        let layout = screen.looking.view.layout(&pairing, whole, scale);
        swipe::ui(ui, screen, place, (&pairing, layout));
        return;
    }
    let layout = screen.looking.view.layout(&pairing, panes, scale);
    let responses = Side::BOTH.map(|side| {
        let response = interact(ui, panes[side.index()], side);
        handle_pointer(ui, screen, (side, &response), &layout);
        response
    });
    // What the pointer changed is drawn in the same frame.
    let layout = screen.looking.view.layout(&pairing, panes, scale);
    for (side, response) in Side::BOTH.into_iter().zip(&responses) {
        pane(ui, screen, place, (side, response), &layout);
        menu::ui(response, photo(place, side), screen, commands);
    }
    if screen.looking.mode == Mode::Difference {
        let known = screen.looking.differences.of([place.left, place.right]);
        differing::say(ui, layout.pane(Side::Left), &differing::words(&known));
    }
    paint_same_spot(ui, screen, &responses, &layout);
    screen.looking.layout = Some(layout);
}

/// Stays at the same spot when another photo of the group is the left one now.
fn follow(screen: &mut ReviewScreen, place: &Place) {
    let before = screen.looking.on_stage.replace((place.group, place.left));
    let moved = before.filter(|(group, left)| *group == place.group && *left != place.left);
    let pairs = &screen.review.findings().pairs;
    if let Some(from_left) = moved.and_then(|(_, left)| aligned(pairs.link(left, place.left))) {
        screen.looking.view.follow(&from_left);
    }
}

/// How the two photos of a place lie over each other.
fn pairing(screen: &mut ReviewScreen, place: &Place) -> Pairing {
    let findings = screen.findings();
    let size = |photo: PhotoId| {
        let metadata = &findings.photo(photo).metadata;
        vec2(metadata.width as f32, metadata.height as f32)
    };
    let link = findings.pairs.link(place.left, place.right);
    let pairing = Pairing::new([size(place.left), size(place.right)], link);
    if screen.looking.view.is_fit() {
        pairing
    } else {
        pairing.or_found(screen.looking.alignments.of([place.left, place.right]))
    }
}

fn pane(
    ui: &mut Ui,
    screen: &mut ReviewScreen,
    place: &Place,
    (side, response): (Side, &Response),
    layout: &Layout,
) {
    let rect = response.rect;
    let (own, partner) = (photo(place, side), photo(place, side.other()));
    let shown = if screen.looking.flick { partner } else { own };
    let colours = palette(ui);
    ui.painter().rect_filled(rect, CornerRadius::same(theme::PHOTO_RADIUS), colours.ground);
    let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(rect));
    let failed = if screen.looking.flick {
        paint_flicked(&painter, screen, [own, partner], (side, layout))
    } else {
        paint_beside(&painter, screen, [own, partner], (side, layout))
    };
    if screen.looking.mode == Mode::Difference && !screen.looking.flick {
        let known = screen.looking.differences.of([place.left, place.right]);
        differing::paint(&painter, ui, &known, (side, layout));
    }
    if let Large::Failed(reason) = failed {
        paint_failure(ui, rect, &text::skip_reason(&reason));
    }
    let scale = if screen.looking.flick { layout.scale(side.other()) } else { layout.scale(side) };
    paint_scale(ui, screen, rect, (shown, scale));
    paint_state(ui, screen, rect, shown);
    paint_focus(ui, response, theme::PHOTO_RADIUS);
    let said = said(screen, shown);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, &said));
}

/// The photo in its own pane; around a crop, faintly, what was cut off.
fn paint_beside(
    painter: &Painter,
    screen: &mut ReviewScreen,
    [own, partner]: [PhotoId; 2],
    (side, layout): (Side, &Layout),
) -> Large {
    if layout.is_aligned() {
        let ghost = Color32::from_white_alpha(GHOST);
        screen.album.paint(painter, partner, &layout.partner_in(side), ghost);
    }
    screen.album.paint(painter, own, &layout.of(side), Color32::WHITE)
}

/// The partner laid over the photo, spot over spot.
fn paint_flicked(
    painter: &Painter,
    screen: &mut ReviewScreen,
    [own, partner]: [PhotoId; 2],
    (side, layout): (Side, &Layout),
) -> Large {
    if layout.is_aligned() {
        screen.album.paint(painter, own, &layout.of(side), Color32::WHITE);
    }
    screen.album.paint(painter, partner, &layout.partner_in(side), Color32::WHITE)
}

/// A ring in the other pane on the spot under the pointer.
fn paint_same_spot(ui: &Ui, screen: &ReviewScreen, responses: &[Response; 2], layout: &Layout) {
    if screen.looking.view.is_fit() || !layout.is_aligned() || screen.looking.flick {
        return;
    }
    for side in Side::BOTH {
        let Some(pointer) = responses[side.index()].hover_pos() else { continue };
        let Some(spot) = layout.same_spot(side, pointer) else { continue };
        let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(layout.pane(side.other())));
        paint_ring(&painter, spot);
    }
}

/// Dark and light, so that it is seen on any photo.
fn paint_ring(painter: &Painter, at: Pos2) {
    painter.circle_stroke(at, 9.0, Stroke::new(3.0, Color32::from_black_alpha(140)));
    painter.circle_stroke(at, 9.0, Stroke::new(1.5, Color32::WHITE));
}

/// What the user will most likely look at next.
pub fn prefetch(screen: &mut ReviewScreen, place: &Place) {
    let around = place.number_of(place.right).saturating_sub(1);
    let mut next: Vec<PhotoId> = place.order.iter().copied().skip(around).take(5).collect();
    if let Some(layout) = screen.looking.layout.filter(|_| !screen.looking.view.is_fit()) {
        let scale = layout.scale(Side::Right);
        next.iter().skip(2).take(1).for_each(|photo| screen.album.prefetch_original(*photo, scale));
    }
    let rows = screen.list.rows();
    let row = screen.list.row_of(place.group);
    let beside = row.into_iter().flat_map(|row| [Some(row + 1), row.checked_sub(1), Some(row + 2)]);
    let groups = beside.flatten().filter_map(|row| rows.get(row).copied());
    next.extend(groups.flat_map(|group| screen.review.groups()[group].photos().take(2)));
    next.into_iter().for_each(|photo| screen.album.prefetch(photo));
}
