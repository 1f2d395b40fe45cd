//! What both ways of laying out two photos share, side by side and one over the other: how a pane answers the pointer, and
//! what is written on a photo.

use egui::{Align2, CornerRadius, CursorIcon, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, vec2};

use super::super::controls::{paint_broken, paint_chip, shortened};
use super::super::numbers::percent;
use super::super::originals::largest_share;
use super::super::presence::Presence;
use super::super::text;
use super::super::theme::{self, palette};
use super::ReviewScreen;
use super::view::{Layout, Side};
use crate::photo::PhotoId;
use crate::review::Decision;

/// A wheel turned by so many points makes photos e times as large.
const WHEEL: f32 = 200.0;

/// The pane as something to point at.
pub fn interact(ui: &Ui, pane: Rect, side: Side) -> Response {
    ui.interact(pane, ui.scope_id().with(("pane", side.index())), Sense::click_and_drag())
}

/// Zooms and pans as the pointer says.
pub fn handle_pointer(
    ui: &Ui,
    screen: &mut ReviewScreen,
    (side, response): (Side, &Response),
    layout: &Layout,
) {
    let view = &mut screen.looking.view;
    if !view.is_fit() {
        if response.dragged() {
            view.drag(side, response.drag_delta(), layout);
            ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
        } else if response.hovered() {
            ui.ctx().set_cursor_icon(CursorIcon::Grab);
        }
    }
    let Some(pointer) = response.hover_pos() else { return };
    if response.double_clicked() {
        view.toggle_fit_at(side, pointer, layout);
    }
    let (scrolled, pinched) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
    let factor = (scrolled / WHEEL).exp() * pinched;
    if factor != 1.0 {
        view.zoom_at(side, pointer, factor, layout);
    }
}

/// Says why a photo cannot be shown.
pub fn paint_failure(ui: &Ui, pane: Rect, reason: &str) {
    paint_broken(ui, pane);
    let font = theme::font(theme::SMALL);
    let below = pane.center() + vec2(0.0, 30.0);
    let reason = shortened(ui, &text::cannot_show(reason), &font, pane.width() - 20.0);
    ui.painter().text(below, Align2::CENTER_TOP, reason, font, palette(ui).weak);
}

/// How large the photo is shown, in the lower right corner, and whether that is not every pixel of it.
pub fn paint_scale(ui: &Ui, screen: &ReviewScreen, pane: Rect, (photo, scale): (PhotoId, f32)) {
    let pixels = scale * ui.pixels_per_point();
    let share = largest_share(&screen.findings().photo(photo).metadata);
    let words = if share < 1.0 && pixels > share { text::reduced(pixels, share) } else { percent(pixels) };
    let colours = palette(ui);
    let size =
        ui.painter().layout_no_wrap(words.clone(), theme::strong_font(theme::SMALL), colours.text).size();
    let at = pane.right_bottom() - size - vec2(26.0, 18.0);
    paint_chip(ui.painter(), at, &words, [colours.text, colours.card.gamma_multiply(0.85)]);
}

/// The chips in a photo's corner, and the frame that repeats the first of them.
pub fn paint_state(ui: &Ui, screen: &mut ReviewScreen, pane: Rect, photo: PhotoId) {
    let colours = palette(ui);
    let marked = screen.review.decision(photo) == Decision::Remove;
    let frame = if marked { Some(colours.goes) } else { is_keeper(screen, photo).then_some(colours.accent) };
    if let Some(colour) = frame {
        let radius = CornerRadius::same(theme::PHOTO_RADIUS);
        ui.painter().rect_stroke(pane, radius, Stroke::new(2.0, colour), StrokeKind::Inside);
    }
    paint_chips(ui, screen, pane.left_top() + vec2(10.0, 10.0), photo);
}

/// The chips alone.
pub fn paint_chips(ui: &Ui, screen: &mut ReviewScreen, mut at: Pos2, photo: PhotoId) {
    let colours = palette(ui);
    let whereabouts = whereabouts(screen, photo);
    let keeper = keeper_word(screen);
    for word in states(screen, photo).into_iter().chain(whereabouts) {
        let ink = if word == text::marked_state() || Some(word) == whereabouts {
            [colours.goes, colours.goes_fill]
        } else if word == text::suggested_state() {
            [colours.goes, colours.card]
        } else if word == keeper {
            [colours.on_accent, colours.accent_fill]
        } else {
            [colours.text, colours.card]
        };
        at.x = paint_chip(ui.painter(), at, word, ink).right() + 6.0;
    }
}

/// What became of the photo's file since the scan, if anything did.
fn whereabouts(screen: &mut ReviewScreen, photo: PhotoId) -> Option<&'static str> {
    match screen.album.presence(photo) {
        Presence::Same => None,
        Presence::Changed => Some(text::changed_since()),
        Presence::Gone => Some(text::gone()),
    }
}

/// A photo on the stage as a screen reader says it.
pub fn said(screen: &mut ReviewScreen, photo: PhotoId) -> String {
    let whereabouts = whereabouts(screen, photo);
    let words: Vec<&str> = states(screen, photo).into_iter().chain(whereabouts).collect();
    text::pane(&text::name(screen.findings().photo(photo).path()), &text::within(&words))
}

fn is_keeper(screen: &ReviewScreen, photo: PhotoId) -> bool {
    screen.review.group_of(photo).is_some_and(|group| screen.review.groups()[group].keeper == photo)
}

/// What the photo is called that the others stand beside.
fn keeper_word(screen: &ReviewScreen) -> &'static str {
    if screen.found.is_some() { text::example() } else { text::keeper() }
}

/// What is to be known of a photo at a glance, most important first.
pub fn states(screen: &ReviewScreen, photo: PhotoId) -> Vec<&'static str> {
    let decision = screen.review.decision(photo);
    let subject = screen.findings().photo(photo);
    let keeper = keeper_word(screen);
    let words = [
        (is_keeper(screen, photo), keeper),
        (decision == Decision::Remove, text::marked_state()),
        (screen.may_go(photo).is_some(), text::suggested_state()),
        (decision == Decision::Keep && !is_keeper(screen, photo), text::stays()),
        (subject.file.protected, text::is_protected()),
        (subject.metadata.is_damaged(), text::damaged()),
        (screen.came_back(photo), text::came_back_state()),
    ];
    words.into_iter().filter(|(holds, _)| *holds).map(|(_, word)| word).collect()
}

/// The same as one text.
pub fn state_words(screen: &ReviewScreen, photo: PhotoId) -> String {
    text::within(&states(screen, photo))
}
