//! The two photos side by side, zoomed and panned together, with what can be done about each under it.

use egui::{
    Align, Align2, CentralPanel, CornerRadius, CursorIcon, Frame, Image, Layout, Margin, Panel, Rect,
    Response, RichText, Sense, Stroke, StrokeKind, TextWrapMode, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};
use lucide_icons::Icon;

use super::super::controls::{
    icon_key_button, key_button, left_aligned, paint_broken, paint_chip, paint_focus, shortened,
};
use super::super::pictures::Picture;
use super::super::theme::{self, palette};
use super::super::{keys, text};
use super::place::Place;
use super::{Command, ReviewScreen, filmstrip, menu};
use crate::photo::PhotoId;
use crate::review::Decision;

/// Width of the zoom's buttons.
const ZOOM_BAR: f32 = 310.0;
/// Height of what stands under a photo.
const FOOT: f32 = 92.0;

/// Draws it.
pub fn ui(ui: &mut Ui, screen: &mut ReviewScreen, commands: &mut Vec<Command>) {
    let ground = Frame::new().fill(palette(ui).window).inner_margin(Margin::same(12));
    CentralPanel::no_frame().frame(ground).show(ui, |ui| {
        let Some(place) = screen.place.clone() else {
            return super::overlays::no_group(ui, screen, commands);
        };
        top_line(ui, screen, &place, commands);
        let bar = Panel::bottom("review-actions").frame(Frame::new().inner_margin(Margin::symmetric(0, 6)));
        if screen.found.is_none() {
            bar.resizable(false)
                .show_separator_line(false)
                .show(ui, |ui| group_actions(ui, screen, &place, commands));
        }
        if place.order.len() > 2 && screen.found.is_none() {
            filmstrip::ui(ui, screen, &place, commands);
        }
        let room = ui.available_rect_before_wrap();
        let half = vec2((room.width() - 12.0) / 2.0, room.height());
        let left = Rect::from_min_size(room.min, half);
        let right = Rect::from_min_size(pos2(room.right() - half.x, room.top()), half);
        side(ui, screen, left, [place.left, place.right], commands);
        side(ui, screen, right, [place.right, place.left], commands);
        prefetch(screen, &place);
    });
}

/// What the user will most likely look at next.
fn prefetch(screen: &mut ReviewScreen, place: &Place) {
    let mut next: Vec<PhotoId> = place.order.iter().copied().take(6).collect();
    let below = screen.list.row_of(place.group).and_then(|row| screen.list.rows().get(row + 1)).copied();
    if let Some(group) = below {
        next.extend(screen.review.groups()[group].photos().take(2));
    }
    next.into_iter().for_each(|photo| screen.album.prefetch(photo));
}

fn top_line(ui: &mut Ui, screen: &mut ReviewScreen, place: &Place, commands: &mut Vec<Command>) {
    ui.horizontal(|ui| {
        for (icon, name, command) in [
            (Icon::ChevronUp, text::previous_group(), Command::PreviousGroup),
            (Icon::ChevronDown, text::next_group(), Command::NextGroup),
        ] {
            if icon_key_button(ui, icon, name, keys::shown(command)).clicked() {
                commands.push(command);
            }
        }
        let position = theme::small(ui, position(screen, place));
        let room = vec2((ui.available_width() - ZOOM_BAR).max(0.0), 30.0);
        left_aligned(ui, room, |ui| ui.add(egui::Label::new(position).truncate()));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_key_button(ui, Icon::ZoomIn, text::zoom_in(), keys::shown(Command::ZoomIn)).clicked() {
                commands.push(Command::ZoomIn);
            }
            let scale = format!("{:.0} %", screen.zoom.scale() * 100.0);
            let (width, height) = (52.0, 30.0);
            ui.add_sized(vec2(width, height), egui::Label::new(theme::small(ui, scale)));
            if icon_key_button(ui, Icon::ZoomOut, text::zoom_out(), keys::shown(Command::ZoomOut)).clicked() {
                commands.push(Command::ZoomOut);
            }
            if ui.button(text::actual_size()).clicked() {
                screen.zoom.actual_size();
            }
            let fit = egui::Button::selectable(screen.zoom.is_fit(), text::fit());
            if ui.add(fit).clicked() {
                screen.zoom.fit();
            }
        });
    });
}

/// Where in the list the stage is, in words.
fn position(screen: &ReviewScreen, place: &Place) -> String {
    if let Some(found) = &screen.found {
        return text::found_position(found.row_of(place.right).map_or(0, |at| at + 1), found.len());
    }
    let at = screen.list.row_of(place.group).map_or(0, |at| at + 1);
    let kind = text::kind(screen.list.summary(place.group).kind);
    text::position(at, screen.list.rows().len(), kind)
}

/// One photo with its name and buttons; `other` is what it is swapped with while flicking.
fn side(
    ui: &mut Ui,
    screen: &mut ReviewScreen,
    rect: Rect,
    [photo, other]: [PhotoId; 2],
    commands: &mut Vec<Command>,
) {
    let pane = Rect::from_min_max(rect.min, pos2(rect.right(), rect.bottom() - FOOT));
    let shown = if screen.flick { other } else { photo };
    let response = pane_ui(ui, screen, pane, shown);
    let name = text::name(screen.findings().photo(shown).path());
    let state = state_words(screen, shown);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, text::pane(&name, &state)));
    menu::ui(&response, shown, screen, commands);
    let foot = Rect::from_min_max(pos2(rect.left(), pane.bottom() + 6.0), rect.max);
    under(&mut ui.new_child(UiBuilder::new().max_rect(foot)), screen, photo, commands);
}

fn pane_ui(ui: &mut Ui, screen: &mut ReviewScreen, pane: Rect, photo: PhotoId) -> Response {
    let response =
        ui.interact(pane, ui.scope_id().with(("pane", pane.left() as i32)), Sense::click_and_drag());
    let facts = &screen.review.findings().photo(photo).facts;
    let pixels = vec2(facts.width.max(1) as f32, facts.height.max(1) as f32);
    if screen.place.as_ref().is_some_and(|place| place.left == photo) {
        screen.zoom.measure(pane, pixels, ui.pixels_per_point());
    }
    handle_pointer(ui, screen, &response, screen.zoom.place(pane, pixels));
    let drawn = screen.zoom.place(pane, pixels);
    let colours = palette(ui);
    let radius = CornerRadius::same(theme::PHOTO_RADIUS);
    ui.painter().rect_filled(pane, radius, colours.ground);
    let side_px = drawn.width().max(drawn.height()) * ui.pixels_per_point();
    match screen.album.large(photo, side_px) {
        Picture::Ready(texture) => {
            let clip = ui.clip_rect();
            ui.set_clip_rect(clip.intersect(pane));
            Image::from_texture((texture.id(), drawn.size())).paint_at(ui, drawn);
            ui.set_clip_rect(clip);
        }
        Picture::Failed(reason) => {
            paint_broken(ui, pane);
            let below = pane.center() + vec2(0.0, 30.0);
            let reason = shortened(ui, &text::cannot_show(&reason), &theme::font(theme::SMALL), pane.width());
            ui.painter().text(below, Align2::CENTER_TOP, reason, theme::font(theme::SMALL), colours.weak);
        }
        Picture::Pending => {}
    }
    paint_state(ui, screen, pane, photo);
    paint_focus(ui, &response, theme::PHOTO_RADIUS);
    response
}

fn handle_pointer(ui: &Ui, screen: &mut ReviewScreen, response: &Response, drawn: Rect) {
    let pane = response.rect;
    if response.dragged() && !screen.zoom.is_fit() {
        screen.zoom.drag(response.drag_delta(), drawn);
        ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    } else if response.hovered() && !screen.zoom.is_fit() {
        ui.ctx().set_cursor_icon(CursorIcon::Grab);
    }
    if response.double_clicked() {
        screen.zoom.toggle_fit();
    }
    if let Some(pointer) = response.hover_pos() {
        let (scrolled, pinched) = ui.input(|input| (input.smooth_scroll_delta().y, input.zoom_delta()));
        let factor = (scrolled / 200.0).exp() * pinched;
        if factor != 1.0 {
            screen.zoom.zoom_at(pointer, factor, pane, drawn);
        }
    }
}

/// The chips in a photo's corner, and the frame that repeats the first of them.
fn paint_state(ui: &Ui, screen: &ReviewScreen, pane: Rect, photo: PhotoId) {
    let colours = palette(ui);
    let marked = screen.review.decision(photo) == Decision::Remove;
    let frame = if marked { Some(colours.goes) } else { is_keeper(screen, photo).then_some(colours.accent) };
    if let Some(colour) = frame {
        let radius = CornerRadius::same(theme::PHOTO_RADIUS);
        ui.painter().rect_stroke(pane, radius, Stroke::new(2.0, colour), StrokeKind::Inside);
    }
    let mut at = pane.left_top() + vec2(10.0, 10.0);
    for word in states(screen, photo) {
        let ink = if word == text::marked_state() {
            [colours.goes, colours.goes_fill]
        } else {
            [colours.text, colours.card]
        };
        let ink = if word == text::keeper() { [colours.on_accent, colours.accent_fill] } else { ink };
        at.x = paint_chip(ui.painter(), at, word, ink).right() + 6.0;
    }
}

fn is_keeper(screen: &ReviewScreen, photo: PhotoId) -> bool {
    screen.review.group_of(photo).is_some_and(|group| screen.review.groups()[group].keeper == photo)
}

/// What is to be known of a photo at a glance, most important first.
pub fn states(screen: &ReviewScreen, photo: PhotoId) -> Vec<&'static str> {
    let decision = screen.review.decision(photo);
    let subject = screen.findings().photo(photo);
    let keeper = if screen.found.is_some() { text::example() } else { text::keeper() };
    let words = [
        (is_keeper(screen, photo), keeper),
        (decision == Decision::Remove, text::marked_state()),
        (decision == Decision::Keep && !is_keeper(screen, photo), text::stays()),
        (subject.file.protected, text::is_protected()),
        (subject.facts.damaged, text::damaged()),
    ];
    words.into_iter().filter(|(holds, _)| *holds).map(|(_, word)| word).collect()
}

/// The same as one text.
pub fn state_words(screen: &ReviewScreen, photo: PhotoId) -> String {
    states(screen, photo).join(", ").to_lowercase()
}

fn under(ui: &mut Ui, screen: &ReviewScreen, photo: PhotoId, commands: &mut Vec<Command>) {
    let subject = screen.findings().photo(photo);
    let name = text::name(subject.path());
    let strong = theme::strong_font(theme::BODY);
    let shown = shortened(ui, &name, &strong, ui.available_width());
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.label(RichText::new(shown).font(strong)).on_hover_text(subject.path().display().to_string());
    let line = text::photo_line(subject);
    ui.add(egui::Label::new(theme::small(ui, line)).truncate());
    if screen.found.is_some() {
        return;
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let Some(place) = &screen.place else { return };
        let number = place.number_of(photo) + 1;
        let key = if number < 10 { number.to_string() } else { String::new() };
        if key_button(ui, text::keep_this_button(), &key, &text::keep_this(&name)).clicked() {
            commands.push(Command::Keep(photo));
        }
        if photo == place.right {
            mark_button(ui, screen, photo, commands);
        }
    });
}

fn mark_button(ui: &mut Ui, screen: &ReviewScreen, photo: PhotoId, commands: &mut Vec<Command>) {
    let name = text::name(screen.findings().photo(photo).path());
    let (label, told) = match screen.review.decision(photo) {
        Decision::Remove => (text::unmark_button(), text::unmark(&name)),
        Decision::Keep | Decision::Undecided => (text::mark_button(), text::mark(&name)),
    };
    let refusal = screen.review.refusal(photo);
    let button = ui.add_enabled_ui(refusal.is_none(), |ui| {
        key_button(ui, label, keys::shown(Command::ToggleMark), &told)
    });
    if button.inner.clicked() {
        commands.push(Command::ToggleMark);
    }
    if let Some(refusal) = refusal {
        button.response.on_hover_text(text::refusal(refusal));
    }
}

fn group_actions(ui: &mut Ui, screen: &ReviewScreen, place: &Place, commands: &mut Vec<Command>) {
    ui.horizontal_wrapped(|ui| {
        ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
        let mut give = |ui: &mut Ui, label: &str, command: Command| {
            if key_button(ui, label, keys::shown(command), label).clicked() {
                commands.push(command);
            }
        };
        let to_mark = screen.review.suggested(place.group).len();
        let accept = text::accept(to_mark);
        let colours = palette(ui);
        let label = theme::strong(&accept).color(colours.on_accent);
        let none_to_mark = to_mark == 0;
        let key = if none_to_mark { text::enter_or_k() } else { keys::shown(Command::Accept) };
        let key = RichText::new(key).color(colours.on_accent).size(theme::SMALL);
        let button = egui::Button::new(label).right_text(key).fill(colours.accent_fill);
        let accepted = ui.add(button).accessible_name(&accept).clicked();
        if !none_to_mark {
            give(ui, text::keep_all(), Command::KeepAll);
        }
        ui.add_enabled_ui(screen.review.can_undo(), |ui| give(ui, text::undo(), Command::Undo));
        give(ui, text::find_like_this(), Command::FindLike(None));
        if accepted {
            commands.push(Command::Accept);
        }
    });
}
