//! The two photos side by side, zoomed and panned together and aligned by content, or one in place of the other while the
//! flick key is held.

use egui::{
    Align2, Color32, CornerRadius, CursorIcon, Painter, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, vec2,
};

use super::super::album::Large;
use super::super::controls::{paint_broken, paint_chip, paint_focus, shortened};
use super::super::numbers::percent;
use super::super::originals::largest_share;
use super::super::presence::Presence;
use super::super::text;
use super::super::theme::{self, palette};
use super::looking::Mode;
use super::place::Place;
use super::view::{Layout, Pairing, Side, aligned};
use super::{Command, ReviewScreen, differing, menu, swipe};
use crate::photo::PhotoId;
use crate::review::Decision;

/// How much of a photo shows where its partner has been cut off.
const GHOST: u8 = 44;
/// A wheel turned by so many points makes photos e times as large.
const WHEEL: f32 = 200.0;

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
        let facts = &findings.photo(photo).facts;
        vec2(facts.width as f32, facts.height as f32)
    };
    let link = findings.pairs.link(place.left, place.right);
    let pairing = Pairing::new([size(place.left), size(place.right)], link);
    if screen.looking.view.is_fit() {
        pairing
    } else {
        pairing.or_found(screen.looking.alignments.of([place.left, place.right]))
    }
}

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
    let share = largest_share(&screen.findings().photo(photo).facts);
    let words = if share < 1.0 && pixels > share { text::reduced(pixels, share) } else { percent(pixels) };
    let colours = palette(ui);
    let size =
        ui.painter().layout_no_wrap(words.clone(), theme::strong_font(theme::SMALL), colours.text).size();
    let at = pane.right_bottom() - size - vec2(26.0, 18.0);
    paint_chip(ui.painter(), at, &words, [colours.text, colours.card.gamma_multiply(0.85)]);
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
    text::pane(&text::name(screen.findings().photo(photo).path()), &words.join(", ").to_lowercase())
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
        (decision == Decision::Keep && !is_keeper(screen, photo), text::stays()),
        (subject.file.protected, text::is_protected()),
        (subject.facts.is_damaged(), text::damaged()),
        (screen.came_back(photo), text::came_back_state()),
    ];
    words.into_iter().filter(|(holds, _)| *holds).map(|(_, word)| word).collect()
}

/// The same as one text.
pub fn state_words(screen: &ReviewScreen, photo: PhotoId) -> String {
    states(screen, photo).join(", ").to_lowercase()
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
