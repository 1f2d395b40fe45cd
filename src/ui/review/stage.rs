//! The middle of the review: the two photos, above them the ways to look at them, under each what can be done about it.

use egui::{
    Align, CentralPanel, Frame, Layout, Margin, Panel, Rect, RichText, TextWrapMode, Ui, UiBuilder, pos2,
    vec2,
};
use lucide_icons::Icon;

use super::super::controls::{icon_key_button, icon_key_switch, key_button, left_aligned, shortened};
use super::super::theme::{self, palette};
use super::super::{keys, text};
use super::looking::Mode;
use super::place::Place;
use super::{Command, ReviewScreen, filmstrip, panes};
use crate::photo::PhotoId;
use crate::review::Decision;

/// Width of the button that says that the right photo is better, in the longest of the languages.
const BETTER: f32 = 90.0;
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
        let half = vec2((room.width() - theme::WIDE_GAP / 2.0) / 2.0, (room.height() - FOOT).max(0.0));
        let corners = [room.min, pos2(room.right() - half.x, room.top())];
        let rects = corners.map(|corner| Rect::from_min_size(corner, half));
        panes::ui(ui, screen, &place, rects, commands);
        for (photo, pane) in [place.left, place.right].into_iter().zip(rects) {
            let foot =
                Rect::from_min_max(pane.left_bottom() + vec2(0.0, 6.0), pos2(pane.right(), room.bottom()));
            under(&mut ui.new_child(UiBuilder::new().max_rect(foot)), screen, photo, commands);
        }
        panes::prefetch(screen, &place);
    });
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
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ways_to_look(ui, screen, place, commands);
            let room = vec2(ui.available_width(), 30.0);
            left_aligned(ui, room, |ui| ui.add(egui::Label::new(position).truncate()));
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
    let position = text::position(at, screen.list.rows().len(), kind);
    if place.order.len() <= 2 {
        return position;
    }
    let at = text::photo_position(place.number_of(place.right) + 1, place.order.len());
    format!("{position} · {at}")
}

/// From right to left: closer, further away, a pixel a pixel, whole; the line and the difference; of several photos, the
/// loupe.
fn ways_to_look(ui: &mut Ui, screen: &mut ReviewScreen, place: &Place, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.x = 4.0;
    for (icon, name, command) in [
        (Icon::ZoomIn, text::zoom_in(), Command::ZoomIn),
        (Icon::ZoomOut, text::zoom_out(), Command::ZoomOut),
    ] {
        if icon_key_button(ui, icon, name, keys::shown(command)).clicked() {
            commands.push(command);
        }
    }
    if ui.add(egui::Button::selectable(screen.looking.view.is_actual(), text::actual_size())).clicked() {
        screen.looking.view.actual_size();
    }
    if ui.add(egui::Button::selectable(screen.looking.view.is_fit(), text::fit())).clicked() {
        screen.looking.view.fit();
    }
    ui.add_space(theme::GAP);
    for (icon, name, mode, command) in [
        (Icon::SquareSplitHorizontal, text::swipe(), Mode::Swipe, Command::ToggleSwipe),
        (Icon::Contrast, text::difference(), Mode::Difference, Command::ToggleDifference),
    ] {
        if icon_key_switch(ui, icon, name, (keys::shown(command), screen.looking.mode == mode)).clicked() {
            commands.push(command);
        }
    }
    let key = keys::shown(Command::ToggleLoupe);
    let several = place.order.len() > 2;
    if several && icon_key_switch(ui, Icon::Search, text::loupe(), (key, screen.looking.loupe)).clicked() {
        commands.push(Command::ToggleLoupe);
    }
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
            // In a narrow window the key alone has to do.
            if place.order.len() > 2 && ui.available_width() > BETTER {
                let key = keys::shown(Command::TakeOver);
                let better = key_button(ui, text::take_over_button(), key, &text::take_over(&name));
                if better.on_hover_text(text::help_take_over()).clicked() {
                    commands.push(Command::TakeOver);
                }
            }
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
        give(ui, text::not_duplicates(), Command::NotDuplicates);
        ui.add_enabled_ui(screen.review.can_undo(), |ui| give(ui, text::undo(), Command::Undo));
        give(ui, text::find_like_this(), Command::FindLike(None));
        if accepted {
            commands.push(Command::Accept);
        }
    });
}
