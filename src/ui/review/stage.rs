//! The middle of the review: the two photos, above them the ways to look at them, under each what can be done about it.

use egui::{
    Align, CentralPanel, Frame, Layout, Margin, Panel, Rect, RichText, TextWrapMode, Ui, UiBuilder, pos2,
    vec2,
};
use lucide_icons::Icon;

use super::super::command::Command;
use super::super::controls::{
    icon_key_button, icon_key_switch, key_button, left_aligned, shortened, sign, with_key,
};
use super::super::theme::{self, palette};
use super::super::{keys, text};
use super::looking::Mode;
use super::place::Place;
use super::{NARROW, ReviewScreen, filmstrip, panes};
use crate::photo::PhotoId;
use crate::review::Decision;

/// Width of the button that says that the right photo is better, in the longest of the languages.
const BETTER: f32 = 90.0;
/// Height of what stands under a photo.
const FOOT: f32 = 92.0;
/// Height of a line of buttons.
const LINE: f32 = 30.0;

/// Draws it.
pub fn ui(ui: &mut Ui, screen: &mut ReviewScreen, commands: &mut Vec<Command>) {
    let ground = Frame::new().fill(palette(ui).window).inner_margin(Margin::same(12));
    CentralPanel::no_frame().frame(ground).show(ui, |ui| {
        let Some(place) = screen.place.clone() else {
            return super::nothing::shown(ui, screen, commands);
        };
        top_line(ui, screen, &place, commands);
        let bar = Panel::bottom("review-actions").frame(Frame::new().inner_margin(Margin::symmetric(0, 6)));
        if screen.found.is_none() {
            bar.resizable(false)
                .show_separator_line(false)
                .show(ui, |ui| group_actions(ui, screen, &place, commands));
        }
        // Two photos need no strip: they are both on the stage.
        if screen.found.is_none() && (place.order.len() > 2 || screen.looking.loupe) {
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
            if icon_key_button(ui, icon, name, keys::shown(&command)).clicked() {
                commands.push(command);
            }
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ways_to_look(ui, screen, commands);
            let room = vec2(ui.available_width(), 30.0);
            let position = theme::small(ui, position(ui, screen, place));
            left_aligned(ui, room, |ui| ui.label(position));
        });
    });
}

/// Where in the list and in its group the stage is, in words; in two short lines where there is no room for one.
fn position(ui: &Ui, screen: &ReviewScreen, place: &Place) -> String {
    if let Some(found) = &screen.found {
        return text::found_position(found.row_of(place.right).map_or(0, |at| at + 1), found.len());
    }
    let (at, of) = (screen.list.row_of(place.group).map_or(0, |at| at + 1), screen.list.rows().len());
    let kind = text::kind(screen.list.summary(place.group).kind);
    let several = place.order.len() > 2;
    let photo = several.then(|| match screen.looking.measuring {
        Some((done, of)) => text::measuring_sharpness(done, of),
        None => text::photo_position(place.number_of(place.right) + 1, place.order.len()),
    });
    let lines = |group: String, between: &str| {
        [Some(group), photo.clone()].into_iter().flatten().collect::<Vec<_>>().join(between)
    };
    let whole = lines(text::position(at, of, kind), " · ");
    let (font, ink) = (theme::font(theme::SMALL), palette(ui).weak);
    let width = ui.painter().layout_no_wrap(whole.clone(), font, ink).size().x;
    if width <= ui.available_width() { whole } else { lines(text::position_short(at, of), "\n") }
}

/// From right to left: closer, further away, a pixel a pixel, whole; the line and the difference; of several photos, the
/// loupe.
fn ways_to_look(ui: &mut Ui, screen: &mut ReviewScreen, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.x = 4.0;
    // In a narrow window the wheel and the keys have to do.
    let narrow = ui.ctx().content_rect().width() < NARROW;
    for (icon, name, command) in [
        (Icon::ZoomIn, text::zoom_in(), Command::ZoomIn),
        (Icon::ZoomOut, text::zoom_out(), Command::ZoomOut),
    ] {
        if !narrow && icon_key_button(ui, icon, name, keys::shown(&command)).clicked() {
            commands.push(command);
        }
    }
    let key = keys::shown(&Command::ToggleFullScreen);
    let full = (key, screen.full_screen);
    if !narrow && icon_key_switch(ui, Icon::Maximize, text::full_screen(), full).clicked() {
        commands.push(Command::ToggleFullScreen);
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
        if icon_key_switch(ui, icon, name, (keys::shown(&command), screen.looking.mode == mode)).clicked() {
            commands.push(command);
        }
    }
    if screen.can_order_by_sharpness() {
        let key = keys::shown(&Command::ToggleSharpest);
        let sharpest = (key, screen.looking.sharpest_first);
        if icon_key_switch(ui, Icon::Aperture, text::sharpest_first(), sharpest).clicked() {
            commands.push(Command::ToggleSharpest);
        }
    }
    let key = keys::shown(&Command::ToggleLoupe);
    let strip = screen.found.is_none();
    if strip && icon_key_switch(ui, Icon::Search, text::loupe(), (key, screen.looking.loupe)).clicked() {
        commands.push(Command::ToggleLoupe);
    }
}

fn under(ui: &mut Ui, screen: &ReviewScreen, photo: PhotoId, commands: &mut Vec<Command>) {
    let Some(place) = &screen.place else { return };
    let other = if photo == place.left { place.right } else { place.left };
    let name_of = |photo: PhotoId, other: PhotoId| {
        text::name_beside(screen.findings().photo(photo).path(), screen.findings().photo(other).path())
    };
    let name = name_of(photo, other);
    // While the photos are swapped, so are their names; the buttons stay with the side they act on.
    let flicked = screen.looking.flick;
    let shown = if flicked { name_of(other, photo) } else { name.clone() };
    let subject = screen.findings().photo(if flicked { other } else { photo });
    let strong = theme::strong_font(theme::BODY);
    let shown = shortened(ui, &shown, &strong, ui.available_width());
    ui.spacing_mut().item_spacing.y = 3.0;
    ui.label(RichText::new(shown).font(strong)).on_hover_text(subject.path().display().to_string());
    let line = text::photo_line(subject);
    ui.add(egui::Label::new(theme::small(ui, line)).truncate());
    if screen.found.is_some() {
        return;
    }
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        let number = place.number_of(photo) + 1;
        let key = if number < 10 { number.to_string() } else { String::new() };
        if key_button(ui, text::keep_this_button(), &key, &text::keep_this(&name)).clicked() {
            commands.push(Command::Keep(photo));
        }
        if photo == place.right {
            mark_button(ui, screen, (photo, &name), commands);
            // In a narrow window the key alone has to do.
            if place.order.len() > 2 && ui.available_width() > BETTER {
                let key = keys::shown(&Command::TakeOver);
                let better = key_button(ui, text::take_over_button(), key, &text::take_over(&name));
                if better.on_hover_text(text::help_take_over()).clicked() {
                    commands.push(Command::TakeOver);
                }
            }
        }
    });
}

fn mark_button(
    ui: &mut Ui,
    screen: &ReviewScreen,
    (photo, name): (PhotoId, &str),
    commands: &mut Vec<Command>,
) {
    let (label, told) = match screen.review.decision(photo) {
        Decision::Remove => (text::unmark_button(), text::unmark(name)),
        Decision::Keep | Decision::Undecided => (text::mark_button(), text::mark(name)),
    };
    let refusal = screen.review.refusal(photo);
    let button = ui.add_enabled_ui(refusal.is_none(), |ui| {
        key_button(ui, label, keys::shown(&Command::ToggleMark), &told)
    });
    if button.inner.clicked() {
        commands.push(Command::ToggleMark);
    }
    if let Some(refusal) = refusal {
        button.response.on_hover_text(text::refusal(refusal));
    }
}

fn group_actions(ui: &mut Ui, screen: &ReviewScreen, place: &Place, commands: &mut Vec<Command>) {
    // The buttons above stay where they are, whether what stands here takes one line or two.
    if ui.ctx().content_rect().width() < NARROW {
        ui.set_min_height(2.0 * LINE + ui.spacing().item_spacing.y);
    }
    ui.horizontal_wrapped(|ui| {
        ui.style_mut().wrap_mode = Some(TextWrapMode::Extend);
        let give = |ui: &mut Ui, label: &str, command: Command| {
            key_button(ui, label, keys::shown(&command), label).clicked().then_some(command)
        };
        if screen.review.is_done(place.group) {
            sign(ui, Icon::CircleCheck, 16.0, palette(ui).accent);
            ui.label(theme::strong(text::is_decided()));
            commands.extend(ui.button(text::reopen()).clicked().then_some(Command::Reopen));
        } else {
            let to_mark = screen.suggested.len();
            commands.extend(accept_button(ui, to_mark).then_some(Command::Accept));
            if to_mark > 0 {
                commands.extend(give(ui, text::keep_all(), Command::KeepAll));
            }
        }
        commands.extend(give(ui, text::not_duplicates(), Command::NotDuplicates));
        let undo = with_key(ui, text::undo(), keys::shown(&Command::Undo));
        let undo = ui.add_enabled(screen.review.can_undo(), undo).accessible_name(text::undo());
        commands.extend(undo.clicked().then_some(Command::Undo));
        commands.extend(give(ui, text::find_like_this(), Command::FindLike(None)));
    });
}

/// The button that takes the suggestion; returns whether it was pressed.
fn accept_button(ui: &mut Ui, to_mark: usize) -> bool {
    let accept = text::accept(to_mark);
    let colours = palette(ui);
    let label = theme::strong(&accept).color(colours.on_accent);
    let key = if to_mark == 0 { text::enter_or_k() } else { keys::shown(&Command::Accept) };
    let key = RichText::new(key).color(colours.on_accent).size(theme::SMALL);
    let button = egui::Button::new(label).right_text(key).fill(colours.accent_fill);
    ui.add(button).accessible_name(&accept).clicked()
}
