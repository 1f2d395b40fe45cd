//! How the table is drawn: a line about all of it, the headings that sort, and the rows in sight, however many there are.

use egui::{
    Align, Button, CentralPanel, Frame, Layout, Margin, Rect, Response, RichText, ScrollArea, Sense, Stroke,
    Ui, UiBuilder, pos2, vec2,
};
use lucide_icons::Icon;

use super::super::super::command::{Command, TableCommand};
use super::super::super::controls::{key_button, paint_focus, with_key};
use super::super::super::theme::{self, palette};
use super::super::super::{keys, text};
use super::super::{ReviewScreen, menu, nothing};
use super::cells::{self, ROW, Spot};
use super::rows::{Column, Table};

const HEADING: f32 = 30.0;
/// Width of the box to tick.
const TICK: f32 = 34.0;
/// Least width of a share of what the columns of fixed width leave.
const SHARE: f32 = 104.0;

/// How wide a column is.
#[derive(Clone, Copy)]
enum Width {
    Points(f32),
    Shares(f32),
}

/// The columns, from left to right, with their widths; those with the highest numbers go first where there is no room.
const COLUMNS: [(Column, Width, u8); 8] = [
    (Column::Group, Width::Points(54.0), 0),
    (Column::Name, Width::Shares(1.5), 0),
    (Column::Folder, Width::Shares(0.9), 2),
    (Column::Relation, Width::Shares(1.9), 0),
    (Column::Size, Width::Points(72.0), 1),
    (Column::Pixels, Width::Points(98.0), 4),
    (Column::Taken, Width::Points(164.0), 5),
    (Column::Sharpness, Width::Points(92.0), 3),
];

/// Draws it where the two photos stand otherwise.
pub fn ui(ui: &mut Ui, screen: &mut ReviewScreen, commands: &mut Vec<Command>) {
    let ground = Frame::new().fill(palette(ui).window).inner_margin(Margin::same(12));
    CentralPanel::no_frame().frame(ground).show(ui, |ui| {
        let mut table = std::mem::take(&mut screen.table);
        table.follow(&screen.review, &screen.list);
        if table.rows().is_empty() {
            nothing::shown(ui, screen, commands);
        } else {
            let measuring = screen.measure(&mut table);
            top_line(ui, screen, (&table, measuring), commands);
            let bar = ui.spacing().scroll.allocated_width();
            let spots =
                spots(ui.available_width() - bar, |column| column != Column::Sharpness || table.has_shots());
            headings(ui, &table, &spots, commands);
            rows(ui, screen, (&mut table, &spots), commands);
        }
        screen.table = table;
    });
}

fn top_line(
    ui: &mut Ui,
    screen: &ReviewScreen,
    (table, measuring): (&Table, Option<(usize, usize)>),
    commands: &mut Vec<Command>,
) {
    ui.horizontal(|ui| {
        let told = match measuring {
            Some((done, of)) => text::measuring_sharpness(done, of),
            None => text::table_summary(table.rows().len(), screen.list.rows().len()),
        };
        ui.label(theme::strong(told).size(13.0));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let compare =
                key_button(ui, text::compare_button(), keys::shown(&Command::Accept), text::compare_button());
            if compare.on_hover_text(text::compare_help()).clicked() {
                commands.push(Command::Table(TableCommand::Toggle));
            }
            let undo = with_key(ui, text::undo(), keys::shown(&Command::Undo));
            let undo = ui.add_enabled(screen.review.can_undo(), undo).accessible_name(text::undo());
            commands.extend(undo.clicked().then_some(Command::Undo));
            let hint = egui::Label::new(theme::small(ui, text::table_keys())).truncate();
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| ui.add(hint));
        });
    });
}

/// Which columns that say something there is room for, and where in a row each of them is.
fn spots(width: f32, says_something: impl Fn(Column) -> bool + Copy) -> Vec<Spot> {
    let shown =
        |most: u8| COLUMNS.iter().filter(move |(column, _, order)| *order <= most && says_something(*column));
    let points = |most: u8| -> f32 {
        let fixed = shown(most).filter_map(|(_, width, _)| match width {
            Width::Points(points) => Some(points),
            Width::Shares(_) => None,
        });
        TICK + fixed.sum::<f32>()
    };
    let shares = |most: u8| -> f32 {
        let flexible = shown(most).filter_map(|(_, width, _)| match width {
            Width::Shares(shares) => Some(shares),
            Width::Points(_) => None,
        });
        flexible.sum()
    };
    let most = (0..=5).rev().find(|most| points(*most) + shares(*most) * SHARE <= width).unwrap_or(0);
    let share = ((width - points(most)) / shares(most)).max(60.0);
    let mut left = TICK;
    let spot = |(column, width, _): &(Column, Width, u8)| {
        let width = match width {
            Width::Points(points) => *points,
            Width::Shares(shares) => shares * share,
        };
        let spot = Spot { column: *column, left, width };
        left += width;
        spot
    };
    shown(most).map(spot).collect()
}

/// A heading stands over the words or the last digits of its column.
fn headings(ui: &mut Ui, table: &Table, spots: &[Spot], commands: &mut Vec<Command>) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), HEADING), Sense::hover());
    let (sorted, descending) = table.sorted();
    for spot in spots {
        let name = text::column(spot.column);
        let place = Rect::from_min_size(rect.min + vec2(spot.left, 0.0), vec2(spot.width, HEADING - 2.0));
        let layout = match spot.column {
            Column::Group | Column::Size | Column::Pixels | Column::Sharpness => {
                Layout::right_to_left(Align::Center)
            }
            _ => Layout::left_to_right(Align::Center),
        };
        let ui = &mut ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
        ui.spacing_mut().button_padding.x = 8.0;
        let is_sorted = sorted == spot.column;
        // Numbers of groups are narrow.
        let shown = if spot.column == Column::Group { "#" } else { name };
        let mut button = Button::selectable(is_sorted, RichText::new(shown).size(theme::SMALL)).truncate();
        if is_sorted {
            let arrow = if descending { Icon::ArrowDown } else { Icon::ArrowUp };
            button = button.right_text(theme::icon(arrow).size(theme::SMALL));
        }
        let told = if is_sorted { text::rows_sorted_by(name) } else { text::sort_rows_by(name) };
        let size = vec2(0.0, HEADING - 4.0);
        if ui.add(button.min_size(size)).accessible_name(&told).on_hover_text(told).clicked() {
            commands.push(Command::Table(TableCommand::Sort(spot.column)));
        }
    }
}

fn rows(
    ui: &mut Ui,
    screen: &mut ReviewScreen,
    (table, spots): (&mut Table, &[Spot]),
    commands: &mut Vec<Command>,
) {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut area = ScrollArea::vertical().id_salt("review-table").auto_shrink(false);
    if let Some(offset) = table.offset_to_reveal(ROW, ui.available_height()) {
        area = area.vertical_scroll_offset(offset);
    }
    let shown = area.show_rows(ui, ROW, table.rows().len(), |ui, range| {
        screen.suggest_in(table.rows()[range.clone()].iter().map(|row| row.group));
        for at in range {
            let row = table.rows()[at];
            // Where groups stand together a line parts them.
            let parted =
                at > 0 && table.sorted().0 == Column::Group && table.rows()[at - 1].group != row.group;
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
            if parted {
                let line = Stroke::new(1.0, palette(ui).line);
                ui.painter().hline(rect.x_range(), rect.top(), line);
            }
            let selected = table.selected() == Some(row.photo);
            cells::paint(ui, screen, (row, selected, &response), spots);
            tick(ui, screen, (row.photo, rect), commands);
            pressed(&response, row.photo, commands);
            menu::ui(&response, row.photo, screen, commands);
            paint_focus(ui, &response, theme::RADIUS);
        }
    });
    table.offset = Some(shown.state.clamped_offset().y);
}

fn pressed(response: &Response, photo: crate::photo::PhotoId, commands: &mut Vec<Command>) {
    if response.clicked() {
        commands.push(Command::Table(TableCommand::Select(photo)));
    }
    if response.double_clicked() {
        commands.push(Command::Table(TableCommand::Toggle));
    }
}

/// The box that marks the photo; a sign where there is nothing to tick.
fn tick(
    ui: &mut Ui,
    screen: &ReviewScreen,
    (photo, row): (crate::photo::PhotoId, Rect),
    commands: &mut Vec<Command>,
) {
    let place = Rect::from_min_max(pos2(row.left() + 8.0, row.top()), pos2(row.left() + TICK, row.bottom()));
    let layout = Layout::left_to_right(Align::Center);
    let ui = &mut ui.new_child(UiBuilder::new().max_rect(place).layout(layout));
    if let Some(clicked) = cells::tick(ui, screen, photo) {
        let range = clicked && ui.input(|input| input.modifiers.shift);
        commands.push(Command::Table(if range {
            TableCommand::TickTo(photo)
        } else {
            TableCommand::Tick(photo)
        }));
    }
}
