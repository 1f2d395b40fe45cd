//! Both photos in one large pane, laid over each other, with a line between them that can be dragged.

use egui::{Color32, CornerRadius, CursorIcon, Rect, Response, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};
use lucide_icons::Icon;

use super::super::album::Large;
use super::super::text;
use super::super::theme::{self, palette};
use super::ReviewScreen;
use super::pane::{handle_pointer, interact, paint_chips, paint_failure, paint_scale, said};
use super::place::Place;
use super::view::{Layout, Pairing, Side};

/// How much of the left photo shows where the right one has nothing.
const GHOST: u8 = 44;
/// Width of what can be grabbed, in points.
const HANDLE: f32 = 28.0;
/// The line stays this far from the edges, in points.
const EDGE: f32 = 14.0;

/// Draws both photos and the line.
pub fn ui(ui: &mut Ui, screen: &mut ReviewScreen, place: &Place, (pairing, layout): (&Pairing, Layout)) {
    let pane = layout.pane(Side::Left);
    let response = interact(ui, pane, Side::Left);
    let line = line_ui(ui, screen, pane);
    handle_pointer(ui, screen, (Side::Left, &response), &layout);
    let layout = screen.looking.view.layout(pairing, [pane; 2], ui.pixels_per_point());
    ui.painter().rect_filled(pane, CornerRadius::same(theme::PHOTO_RADIUS), palette(ui).ground);

    // Held, the flick key shows what the line hides.
    let at = if screen.looking.flick { pane.left() } else { line_at(screen, pane) };
    let halves = [
        Rect::from_min_max(pane.min, pos2(at, pane.bottom())),
        Rect::from_min_max(pos2(at, pane.top()), pane.max),
    ];
    let painter = |half: Rect| ui.painter().with_clip_rect(ui.clip_rect().intersect(half));
    let left = screen.album.paint(&painter(halves[0]), place.left, &layout.of(Side::Left), Color32::WHITE);
    if layout.is_aligned() {
        let ghost = Color32::from_white_alpha(GHOST);
        screen.album.paint(&painter(halves[1]), place.left, &layout.of(Side::Left), ghost);
    }
    let over = layout.partner_in(Side::Left);
    let right = screen.album.paint(&painter(halves[1]), place.right, &over, Color32::WHITE);
    for (half, outcome) in halves.into_iter().zip([left, right]) {
        if let Large::Failed(reason) = outcome {
            paint_failure(ui, half, &text::skip_reason(&reason));
        }
    }
    paint_scale(ui, screen, pane, (place.left, layout.scale(Side::Left)));
    paint_chips(ui, screen, pane.left_top() + vec2(10.0, 10.0), place.left);
    if !screen.looking.flick {
        paint_line(ui, &line, at);
    }
    let photos = [place.left, place.right].map(|photo| said(screen, photo));
    response
        .widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, text::swiped(&photos[0], &photos[1])));
    screen.looking.layout = Some(layout);
}

fn line_at(screen: &ReviewScreen, pane: Rect) -> f32 {
    let at = pane.left() + pane.width() * screen.looking.swipe_at;
    at.clamp(pane.left() + EDGE, (pane.right() - EDGE).max(pane.left() + EDGE))
}

/// The line as something to drag.
fn line_ui(ui: &Ui, screen: &mut ReviewScreen, pane: Rect) -> Response {
    let grip =
        Rect::from_center_size(pos2(line_at(screen, pane), pane.center().y), vec2(HANDLE, pane.height()));
    let response = ui.interact(grip, ui.scope_id().with("swipe-line"), Sense::drag());
    if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        screen.looking.swipe_at = ((pointer.x - pane.left()) / pane.width().max(1.0)).clamp(0.0, 1.0);
    }
    if response.hovered() || response.dragged() {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
    }
    let percent = f64::from((screen.looking.swipe_at * 100.0).round());
    response.widget_info(|| WidgetInfo::slider(true, percent, text::swipe_line()));
    response
}

fn paint_line(ui: &Ui, line: &Response, at: f32) {
    let (rect, colours) = (line.rect, palette(ui));
    let [top, bottom] = [pos2(at, rect.top()), pos2(at, rect.bottom())];
    ui.painter().line_segment([top, bottom], Stroke::new(4.0, Color32::from_black_alpha(110)));
    ui.painter().line_segment([top, bottom], Stroke::new(2.0, Color32::WHITE));
    let grip = pos2(at, rect.center().y);
    let lit = line.hovered() || line.dragged();
    ui.painter().circle_filled(grip, 16.0, Color32::from_black_alpha(110));
    ui.painter().circle_filled(grip, 15.0, if lit { colours.accent_fill } else { Color32::WHITE });
    let ink = if lit { colours.on_accent } else { Color32::from_gray(0x20) };
    let icon = Icon::ChevronsLeftRight.unicode();
    ui.painter().text(grip, egui::Align2::CENTER_CENTER, icon, theme::icon_font(18.0), ink);
}
