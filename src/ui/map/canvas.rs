//! The map itself: dots far out, thumbnails near, lines from copies to the photo their group keeps; pan, zoom, lasso.

use egui::{
    Align2, CentralPanel, Color32, CornerRadius, CursorIcon, Frame, Pos2, Rect, Response, Sense, Shape,
    Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::super::controls::paint_cover;
use super::super::review::ReviewScreen;
use super::super::theme::{self, palette};
use super::super::{Action, text};
use super::{Shown, opened};
use crate::photo::PhotoId;
use crate::review::Review;

/// Side of a thumbnail when few are in sight, and when many are; in points.
/// So few photos make no map.
const LEAST: usize = 3;
const THUMBNAIL: f32 = 64.0;
const SMALL_THUMBNAIL: f32 = 24.0;
/// More in sight than these are drawn smaller, so that they do not cover each other.
const FEW: f32 = 60.0;
/// Thumbnails drawn at most: with more photos in sight they are dots, and few of them could be made out anyway.
const THUMBNAILS: usize = 300;
/// How near the pointer must be to a dot, in points.
const REACH: f32 = 12.0;
/// Lines shorter than this would lie under the dots they tie.
const SHORTEST_TIE: f32 = 8.0;
/// A lasso has more corners than a slip of the hand.
const LASSO_STEP: f32 = 4.0;

/// Draws it.
pub fn ui(ui: &mut Ui, shown: &mut Shown, back: &mut ReviewScreen) -> Option<Action> {
    let ground = Frame::new().fill(palette(ui).ground);
    CentralPanel::no_frame()
        .frame(ground)
        .show(ui, |ui| {
            let (canvas, response) = ui.allocate_exact_size(ui.available_size(), Sense::click_and_drag());
            response.widget_info(|| {
                WidgetInfo::labeled(egui::Role::Image, true, text::map_canvas(shown.places.len()))
            });
            shown.view.settle(canvas);
            pointer(ui, shown, &response);
            let ui = &mut ui.new_child(egui::UiBuilder::new().max_rect(canvas));
            ui.set_clip_rect(canvas);
            let seen = in_sight(shown, canvas);
            draw_ties(ui, shown, back.review(), canvas);
            draw_photos(ui, shown, back, &seen);
            draw_lasso(ui, shown);
            draw_legend(ui, shown, canvas);
            let pointed = response.hover_pos().and_then(|pointer| nearest(&seen, pointer));
            let photo = pointed.filter(|_| shown.lasso.is_empty())?;
            ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
            let clicked = response.clicked();
            hover(response, photo, back);
            clicked.then(|| {
                shown.select(photo);
                opened(photo, back)
            })
        })
        .inner
}

/// A photo in sight and where it is on the screen.
type Seen = (PhotoId, Pos2);

fn in_sight(shown: &Shown, canvas: Rect) -> Vec<Seen> {
    let sight = shown.view.in_sight(canvas).expand2(vec2(THUMBNAIL, THUMBNAIL) / shown.view.scale(canvas));
    let inside = |(_, place): &(usize, &[f32; 2])| sight.contains(pos2(place[0], place[1]));
    let seen = shown.places.iter().enumerate().filter(inside);
    seen.map(|(at, place)| (PhotoId(at as u32), shown.view.on_screen(canvas, *place))).collect()
}

/// Side of a thumbnail with so many photos in sight; `None`: they are dots.
fn thumbnail_side(seen: usize) -> Option<f32> {
    let side = THUMBNAIL * (FEW / seen as f32).sqrt();
    (seen <= THUMBNAILS).then(|| side.clamp(SMALL_THUMBNAIL, THUMBNAIL))
}

fn nearest(seen: &[Seen], pointer: Pos2) -> Option<PhotoId> {
    let reach = thumbnail_side(seen.len()).map_or(REACH, |side| side / 2.0);
    let far = |seen: &&Seen| seen.1.distance_sq(pointer);
    let nearest = seen.iter().min_by(|a, b| far(a).total_cmp(&far(b)))?;
    (far(&nearest) <= reach * reach).then_some(nearest.0)
}

fn pointer(ui: &Ui, shown: &mut Shown, response: &Response) {
    let canvas = response.rect;
    let lassoing = shown.lassoing || ui.input(|input| input.modifiers.shift);
    if response.drag_started() && lassoing {
        let pressed_at = ui.input(|input| input.pointer.press_origin());
        shown.lasso.extend(pressed_at.into_iter().chain(response.interact_pointer_pos()));
    } else if response.dragged() && !shown.lasso.is_empty() {
        let last = shown.lasso.last().copied().unwrap_or_default();
        let far_enough = |pointer: &Pos2| pointer.distance(last) >= LASSO_STEP;
        shown.lasso.extend(response.interact_pointer_pos().filter(far_enough));
    } else if response.dragged() {
        shown.view.drag(response.drag_delta(), canvas);
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    }
    if response.drag_stopped() && !shown.lasso.is_empty() {
        let lasso = std::mem::take(&mut shown.lasso);
        let places = shown.places.iter().map(|place| shown.view.on_screen(canvas, *place)).enumerate();
        let inside = places.filter(|(_, place)| contains(&lasso, *place));
        shown.chosen = inside.map(|(at, _)| PhotoId(at as u32)).collect();
        shown.lassoing = false;
    }
    if let Some(pointer) = response.hover_pos() {
        let (scrolled, pinched) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let factor = (scrolled / 200.0).exp() * pinched;
        if factor != 1.0 {
            shown.view.zoom_at(pointer, factor, canvas);
        }
    }
}

/// A point lies within a closed line that may cross itself: an odd number of its pieces lie to the right.
fn contains(line: &[Pos2], point: Pos2) -> bool {
    let pieces = line.iter().zip(line.iter().cycle().skip(1));
    let crossed = pieces.filter(|(a, b)| {
        let spans = (a.y > point.y) != (b.y > point.y);
        spans && point.x < a.x + (point.y - a.y) / (b.y - a.y) * (b.x - a.x)
    });
    crossed.count() % 2 == 1
}

/// Which photos are tied: each group's keeper to its members.
pub fn ties(review: &Review) -> impl Iterator<Item = [PhotoId; 2]> + '_ {
    review.groups().iter().flat_map(|group| group.members.iter().map(|member| [group.keeper, member.photo]))
}

fn draw_ties(ui: &Ui, shown: &Shown, review: &Review, canvas: Rect) {
    let stroke = Stroke::new(1.0, palette(ui).weak.gamma_multiply(0.5));
    let end = |photo: PhotoId| shown.view.on_screen(canvas, shown.places[photo.index()]);
    let lines = ties(review).map(|[a, b]| [end(a), end(b)]).filter(|[a, b]| {
        a.distance_sq(*b) >= SHORTEST_TIE * SHORTEST_TIE && Rect::from_two_pos(*a, *b).intersects(canvas)
    });
    ui.painter().extend(lines.map(|line| Shape::line_segment(line, stroke)));
}

fn draw_photos(ui: &Ui, shown: &Shown, back: &mut ReviewScreen, seen: &[Seen]) {
    let side = thumbnail_side(seen.len());
    let radius = if side.is_some() { 5.0 } else { (3.4 - seen.len() as f32 / 16_000.0).clamp(1.8, 3.4) };
    let is_chosen = |photo: &PhotoId| shown.chosen.is_empty() || shown.chosen.contains(photo);
    let dot = |(photo, at): &Seen| {
        let ink = shown.colours.ink(*photo);
        Shape::circle_filled(*at, radius, if is_chosen(photo) { ink } else { ink.gamma_multiply(0.25) })
    };
    ui.painter().extend(seen.iter().map(dot));
    if let Some(side) = side {
        for (photo, at) in seen {
            let ink = if is_chosen(photo) { shown.colours.ink(*photo) } else { palette(ui).line };
            thumbnail(ui, back, *photo, Rect::from_center_size(*at, vec2(side, side)), ink);
        }
    }
    if let Some((_, at)) = seen.iter().find(|(photo, _)| shown.selected == Some(*photo)) {
        let stroke = Stroke::new(2.5, palette(ui).accent);
        match side {
            Some(side) => {
                let frame = Rect::from_center_size(*at, vec2(side, side)).expand(4.0);
                let radius = CornerRadius::same(theme::PHOTO_RADIUS + 2);
                ui.painter().rect_stroke(frame, radius, stroke, StrokeKind::Inside);
            }
            None => {
                ui.painter().circle_stroke(*at, radius + 5.0, stroke);
            }
        }
    }
}

fn thumbnail(ui: &Ui, back: &mut ReviewScreen, photo: PhotoId, rect: Rect, ink: Color32) {
    if !ui.clip_rect().intersects(rect) {
        return;
    }
    let radius = CornerRadius::same(theme::PHOTO_RADIUS + 2);
    ui.painter().rect_filled(rect.expand(2.0), radius, ink);
    paint_cover(ui, rect, &back.album().thumbnail(photo));
}

fn draw_lasso(ui: &Ui, shown: &Shown) {
    if let [first, .., last] = shown.lasso[..] {
        let stroke = Stroke::new(2.0, palette(ui).accent);
        ui.painter().add(Shape::line(shown.lasso.clone(), stroke));
        ui.painter().extend(Shape::dashed_line(&[last, first], stroke, 6.0, 6.0));
    }
}

fn draw_legend(ui: &Ui, shown: &Shown, canvas: Rect) {
    const LINE: f32 = 20.0;
    let (colours, font) = (palette(ui), theme::font(theme::SMALL));
    let entries = shown.colours.legend();
    let galleys: Vec<_> = entries
        .iter()
        .map(|entry| {
            let told =
                super::super::controls::shortened(ui, &text::legend(&entry.name, entry.photos), &font, 280.0);
            ui.painter().layout_no_wrap(told, font.clone(), colours.text)
        })
        .collect();
    let width = galleys.iter().map(|galley| galley.size().x).fold(0.0, f32::max) + 36.0;
    let size = vec2(width, entries.len() as f32 * LINE + 12.0);
    let rect = Rect::from_min_size(canvas.left_bottom() + vec2(12.0, -12.0 - size.y), size);
    ui.painter().rect_filled(rect, CornerRadius::same(theme::RADIUS), colours.card.gamma_multiply(0.9));
    for (row, (entry, galley)) in entries.iter().zip(galleys).enumerate() {
        let middle = pos2(rect.left() + 14.0, rect.top() + 6.0 + (row as f32 + 0.5) * LINE);
        ui.painter().circle_filled(middle, 5.0, entry.ink);
        let top = middle + vec2(12.0, -galley.size().y / 2.0);
        ui.painter().galley(top, galley, colours.text);
    }
    if shown.places.len() < LEAST {
        let font = theme::font(theme::BODY);
        ui.painter().text(
            canvas.center_top() + vec2(0.0, 40.0),
            Align2::CENTER_CENTER,
            text::map_empty(),
            font,
            colours.weak,
        );
    }
}

fn hover(response: Response, photo: PhotoId, back: &mut ReviewScreen) {
    response.on_hover_ui_at_pointer(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(220.0, 165.0), Sense::hover());
        let picture = back.album().thumbnail(photo);
        paint_cover(ui, rect, &picture);
        let subject = back.findings().photo(photo);
        ui.label(theme::strong(text::name(subject.path())));
        let group = back.review().group_of(photo).map(|at| back.review().groups()[at].kind());
        ui.label(theme::small(ui, text::hovered(&text::folder(subject.path()), group)));
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lasso_holds_what_lies_inside() {
        let lasso = [pos2(0.0, 0.0), pos2(10.0, 0.0), pos2(10.0, 10.0), pos2(5.0, 4.0), pos2(0.0, 10.0)];
        assert!(contains(&lasso, pos2(1.0, 5.0)) && contains(&lasso, pos2(9.0, 5.0)));
        assert!(!contains(&lasso, pos2(5.0, 6.0)) && !contains(&lasso, pos2(11.0, 5.0)));
        assert!(!contains(&[], pos2(0.0, 0.0)));
    }
}
