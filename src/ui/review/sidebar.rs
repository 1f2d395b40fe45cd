//! The list of groups: tabs that count themselves, filter and order, one row a group, the threshold.
//! Only the rows in sight are laid out, however many there are.

use std::ops::Range;

use egui::{
    Align2, Button, Frame, Margin, Panel, Rect, Response, ScrollArea, Sense, Slider, TextEdit, Ui,
    WidgetInfo, pos2, vec2,
};
use lucide_icons::Icon;

use super::super::command::Command;
use super::super::controls::{
    icon_button, left_aligned, paint_chip, paint_cover, paint_row, shortened, text_field,
};
use super::super::theme::{self, palette};
use super::super::{numbers, text};
use super::list::{ROW_HEIGHT, SORTS, TABS, Tab};
use super::{ReviewScreen, menu};
use crate::photo::{LOOSEST_DISTANCE, PhotoId, Relation};

const THUMBNAIL: f32 = 58.0;
const ICON_BUTTON: f32 = 40.0;

/// Draws it.
pub fn ui(ui: &mut Ui, screen: &mut ReviewScreen, commands: &mut Vec<Command>) {
    let frame = Frame::new().fill(palette(ui).panel).inner_margin(Margin::same(10));
    let panel = Panel::left("review-groups").frame(frame).default_size(296.0).size_range(270.0..=520.0);
    panel.show(ui, |ui| {
        // The panel is as wide as its contents; what rounding adds to them must not widen it in every frame.
        let width = ui.available_width();
        ui.set_min_width(width);
        ui.set_max_width(width - 1.0);
        tabs(ui, screen, commands);
        screen.typing = filter_and_order(ui, screen, commands);
        if let Some(photos) = screen.list.limited_to() {
            limited(ui, screen, photos);
        }
        // Exact copies lie in groups of every kind: a copy of the keeper among edited ones is as sure as any.
        if screen.open_exact > 0 {
            let label = text::mark_exact(screen.open_exact);
            let wide = Button::new(label).min_size(vec2(ui.available_width(), 0.0));
            if ui.add(wide).clicked() {
                commands.push(Command::AskMarkExact);
            }
        }
        let foot =
            Panel::bottom("review-threshold").frame(Frame::new().inner_margin(Margin::symmetric(0, 4)));
        screen.typing |= foot.resizable(false).show(ui, |ui| threshold(ui, screen)).inner;
        rows(ui, screen, commands);
    });
}

fn tabs(ui: &mut Ui, screen: &ReviewScreen, commands: &mut Vec<Command>) {
    ui.spacing_mut().item_spacing.y = 2.0;
    let size = vec2(ui.available_width(), 28.0);
    for ((tab, name), help) in TABS.into_iter().zip(text::tabs()).zip(text::tabs_help()) {
        let count = screen.list.count(tab);
        let shown = theme::weak(ui, numbers::count(count as u64)).size(theme::SMALL);
        let button = Button::selectable(screen.list.tab() == tab, name).right_text(shown).min_size(size);
        let response = ui.add_sized(size, button).accessible_name(text::tab(name, count));
        if response.on_hover_text(help).clicked() {
            commands.push(Command::ShowTab(tab));
        }
    }
    ui.spacing_mut().item_spacing.y = theme::GAP;
}

/// Returns whether the filter has the keyboard.
fn filter_and_order(ui: &mut Ui, screen: &mut ReviewScreen, commands: &mut Vec<Command>) -> bool {
    ui.add_space(2.0);
    ui.horizontal(|ui| {
        let mut filter = screen.list.filter().to_owned();
        // As it was before this frame's letters, so that what stands in the row has room there.
        let clearable = !filter.is_empty();
        let buttons = if clearable { 2.0 } else { 1.0 };
        let width = ui.available_width() - buttons * (ICON_BUTTON + theme::GAP);
        let field = TextEdit::singleline(&mut filter).hint_text(text::filter());
        let field =
            text_field(ui, field, vec2(width, 30.0), text::filter()).on_hover_text(text::filter_help());
        screen.filter_field = Some(field.rect);
        let mut changed = field.changed();
        if clearable && icon_button(ui, Icon::X, text::clear_filter()).clicked() {
            filter.clear();
            changed = true;
        }
        if changed {
            screen.narrow(filter);
        }
        order(ui, screen, commands);
        field.has_focus()
    })
    .inner
}

fn order(ui: &mut Ui, screen: &ReviewScreen, commands: &mut Vec<Command>) {
    let at = SORTS.iter().position(|sort| *sort == screen.list.sort()).unwrap_or(0);
    let menu = ui.menu_button(theme::icon(Icon::ArrowDownWideNarrow).size(16.0), |ui| {
        ui.label(theme::small(ui, text::sort()));
        for (sort, name) in SORTS.into_iter().zip(text::sorts()) {
            if ui.selectable_label(sort == screen.list.sort(), name).clicked() {
                commands.push(Command::Order(sort));
                ui.close();
            }
        }
    });
    let told = text::sorted_by(text::sorts()[at]);
    menu.response.accessible_name(&told).on_hover_text(told);
}

/// Returns whether the slider has the keyboard.
fn threshold(ui: &mut Ui, screen: &mut ReviewScreen) -> bool {
    ui.spacing_mut().item_spacing.y = 4.0;
    let label = ui.horizontal(|ui| {
        let label = ui.label(theme::small(ui, text::threshold()));
        ui.label(theme::strong(numbers::distance(screen.threshold)).size(theme::SMALL));
        let found = theme::small(ui, text::groups_found(screen.review.groups().len()));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| ui.label(found));
        label
    });
    // As far as the middle of the slider's knob is from its end at most.
    let inset = ui.spacing().interact_size.y / 2.5;
    screen.histogram.ui(ui, screen.threshold, inset);
    ui.spacing_mut().slider_width = ui.available_width();
    let slider = Slider::new(&mut screen.threshold, 0.0..=LOOSEST_DISTANCE).step_by(0.001).show_value(false);
    let slider = ui.add(slider).labelled_by(label.inner.id).on_hover_text(text::threshold_help());
    if slider.changed() {
        screen.follow_threshold();
    }
    slider.has_focus()
}

fn rows(ui: &mut Ui, screen: &mut ReviewScreen, commands: &mut Vec<Command>) {
    let total = screen.list.rows().len();
    if total == 0 {
        return nothing_here(ui, screen);
    }
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut area = ScrollArea::vertical().id_salt("review-rows").auto_shrink(false);
    if let Some(offset) = screen.offset_to_reveal(ui.available_height()) {
        area = area.vertical_scroll_offset(offset);
    }
    let shown = area.show_rows(ui, ROW_HEIGHT, total, |ui, range: Range<usize>| {
        for at in range {
            let group = screen.list.rows()[at];
            let response = row(ui, screen, group);
            if response.clicked() {
                commands.push(Command::Select(group));
            }
            menu::ui(&response, screen.review.groups()[group].keeper, screen, commands);
        }
    });
    screen.list_offset = Some(shown.state.clamped_offset().y);
}

/// Says that the list shows only what was chosen on the map, and how to end that.
fn limited(ui: &mut Ui, screen: &mut ReviewScreen, photos: usize) {
    ui.horizontal(|ui| {
        let width = ui.available_width() - ICON_BUTTON - theme::GAP;
        let told = egui::Label::new(theme::small(ui, text::only_some(photos))).wrap();
        left_aligned(ui, vec2(width, 30.0), |ui| ui.add(told));
        if icon_button(ui, Icon::X, text::show_all_groups()).clicked() {
            screen.review_only(None);
        }
    });
}

fn nothing_here(ui: &mut Ui, screen: &ReviewScreen) {
    let at = TABS.iter().position(|tab| *tab == screen.list.tab()).unwrap_or(0);
    let elsewhere = screen.list.tab() == Tab::Open(Relation::Exact) && screen.open_exact > 0;
    let why = match screen.list.filter().is_empty() {
        true if elsewhere => text::exact_elsewhere(),
        true => text::no_groups_in_tab()[at],
        false => text::no_match(),
    };
    ui.add_space(40.0);
    ui.vertical_centered(|ui| ui.label(theme::weak(ui, why)));
}

fn row(ui: &mut Ui, screen: &mut ReviewScreen, at: usize) -> Response {
    let (whole, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    let rect = whole.shrink2(vec2(0.0, 2.0));
    let summary = screen.list.summary(at);
    let selected = screen.place.as_ref().is_some_and(|place| place.group == at);
    let group = &screen.review.groups()[at];
    let (keeper, photos, weakest) = (group.keeper, group.len(), group.weakest_link());
    let name = text::name(screen.review.findings().photo(keeper).path());
    response.widget_info(|| {
        let told = text::row_name(&name, photos, summary.to_free, weakest);
        let told = if summary.done { text::row_done(&told) } else { told };
        WidgetInfo::selected(egui::Role::Button, true, selected, told)
    });
    let colours = palette(ui);
    paint_row(ui, &response, rect, selected.then_some(colours.selected));
    let after = thumbnails(ui, screen, at, rect);
    let room = Rect::from_min_max(pos2(after + 10.0, rect.top()), rect.max - vec2(8.0, 0.0));
    // The tick of a group that is decided stands at the end of the last line.
    let ticked = if summary.done { 22.0 } else { 0.0 };
    let lines = [text::row_size(photos, summary.to_free), badge(summary.kind, weakest)];
    caption(ui, (room, ticked), &name, lines);
    if summary.done {
        let corner = room.right_bottom() - vec2(0.0, 9.0);
        let tick = Icon::CircleCheck.unicode();
        ui.painter().text(corner, Align2::RIGHT_BOTTOM, tick, theme::icon_font(16.0), colours.accent);
    }
    response
}

/// Draws the first photos of a group, the keeper first; returns where they end.
fn thumbnails(ui: &Ui, screen: &mut ReviewScreen, at: usize, rect: Rect) -> f32 {
    let group = &screen.review.groups()[at];
    let places = (((rect.width() - 190.0) / (THUMBNAIL + 4.0)) as usize).clamp(2, 5);
    let photos: Vec<PhotoId> = group.photos().take(places).collect();
    let hidden = group.len() - photos.len();
    let mut left = rect.left() + 6.0;
    let top = rect.center().y - THUMBNAIL / 2.0;
    for (place, photo) in photos.iter().enumerate() {
        let cell = Rect::from_min_size(pos2(left, top), vec2(THUMBNAIL, THUMBNAIL));
        paint_cover(ui, cell, &screen.album.thumbnail(*photo));
        if hidden > 0 && place + 1 == photos.len() {
            let colours = [palette(ui).text, palette(ui).card];
            paint_chip(ui.painter(), cell.left_top() + vec2(3.0, 3.0), &text::more(hidden), colours);
        }
        left += THUMBNAIL + 4.0;
    }
    rect.left() + 6.0 + places as f32 * (THUMBNAIL + 4.0) - 4.0
}

fn badge(kind: Relation, weakest: f32) -> String {
    match kind {
        Relation::Exact => text::same_bytes().to_owned(),
        Relation::Edited => text::same_picture().to_owned(),
        Relation::Similar => text::closeness(weakest).to_owned(),
    }
}

fn caption(ui: &Ui, (room, ticked): (Rect, f32), name: &str, [size, badge]: [String; 2]) {
    let colours = palette(ui);
    let strong = theme::strong_font(13.0);
    let line = |y: f32| pos2(room.left(), room.center().y + y);
    let name = shortened(ui, name, &strong, room.width());
    ui.painter().text(line(-19.0), Align2::LEFT_CENTER, name, strong, colours.text);
    let small = theme::font(theme::SMALL);
    ui.painter().text(line(0.0), Align2::LEFT_CENTER, size, small.clone(), colours.weak);
    let badge = shortened(ui, &badge, &small, room.width() - ticked);
    ui.painter().text(line(19.0), Align2::LEFT_CENTER, badge, small, colours.weak);
}
