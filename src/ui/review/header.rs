//! The bar above the review: how far it is, what is marked, and the ways on from here.

use egui::{Align, Button, Frame, Label, Layout, Margin, Panel, RichText, Ui, WidgetInfo, vec2};
use lucide_icons::Icon;

use super::super::command::{Command, TableCommand};
use super::super::controls::{
    icon_button, icon_key_button, icon_text_button, left_aligned, meter_of, primary,
};
use super::super::theme::{self, palette};
use super::super::{Action, keys, text};
use super::ReviewScreen;

/// In a window no wider than this some buttons are only icons.
const COMPACT: f32 = 1000.0;
/// In a window no wider than this more of them are.
const SPACIOUS: f32 = 1240.0;
/// Height of what is said on the left.
const SAID: f32 = 41.0;

/// Draws it; what it returns leaves the review.
pub fn ui(ui: &mut Ui, screen: &ReviewScreen, commands: &mut Vec<Command>) -> Option<Action> {
    let frame = Frame::new().fill(palette(ui).panel).inner_margin(Margin::symmetric(theme::MARGIN, 10));
    let bar = Panel::top("review-header").frame(frame).resizable(false);
    bar.show(ui, |ui| {
        let whole = vec2(ui.available_width(), SAID);
        ui.allocate_ui_with_layout(whole, Layout::left_to_right(Align::Center), |ui| {
            // The buttons stand at the right and are drawn from the left, as the keyboard goes through them: how wide they are is
            // known from the frame before.
            let id = ui.scope_id().with("ways on");
            let known: Option<f32> = ui.data(|data| data.get_temp(id));
            let room = ui.available_width();
            let said = (room - known.unwrap_or(room / 2.0) - ui.spacing().item_spacing.x).max(0.0);
            // What is said has the room that the buttons leave, whatever the language.
            left_aligned(ui, vec2(said, SAID), |ui| progress(ui, screen));
            let buttons = ui.horizontal(|ui| footer_buttons(ui, screen, commands));
            let width = buttons.response.rect.width();
            if known != Some(width) {
                ui.data_mut(|data| data.insert_temp(id, width));
                ui.ctx().request_repaint();
            }
            buttons.inner
        })
        .inner
    })
    .inner
}

fn progress(ui: &mut Ui, screen: &ReviewScreen) {
    let totals = screen.totals;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        if totals.groups == 0 {
            ui.label(theme::strong(text::nothing_to_decide()).size(13.0));
            return;
        }
        ui.horizontal(|ui| {
            ui.add(Label::new(theme::strong(text::decided(totals)).size(13.0)).truncate());
            let marked = RichText::new(text::marked(totals.marked, totals.marked_bytes)).size(13.0);
            let colours = palette(ui);
            let ink = if totals.marked == 0 { colours.weak } else { colours.goes };
            ui.add(Label::new(marked.color(ink)).truncate());
            let sleeping = screen.review.sleeping();
            if sleeping > 0 {
                let told = RichText::new(text::marks_asleep(sleeping)).size(13.0).color(colours.weak);
                ui.add(Label::new(told).truncate()).on_hover_text(text::marks_asleep_help());
            }
        });
        let done = totals.done as f32 / totals.groups.max(1) as f32;
        meter_of(ui, vec2(ui.available_width().min(260.0), 5.0), done, text::review_progress());
    });
}

/// From left to right, the button the review leads to last.
fn footer_buttons(ui: &mut Ui, screen: &ReviewScreen, commands: &mut Vec<Command>) -> Option<Action> {
    let compact = ui.ctx().content_rect().width() <= COMPACT;
    let skipped = screen.findings().skipped.len();
    if skipped > 0 && !compact && icon_button(ui, Icon::FileWarning, &text::skipped(skipped)).clicked() {
        commands.push(Command::AboutScan);
    }
    let menu = ui.menu_button(theme::icon(Icon::Ellipsis).size(16.0), |ui| more(ui, screen, commands));
    menu.response.accessible_name(text::more_ways()).on_hover_text(text::more_ways());
    let mut action = menu.inner.flatten();
    let key = keys::shown(&Command::ToggleWhy);
    if icon_key_button(ui, Icon::PanelRight, text::why_panel(), key).clicked() {
        commands.push(Command::ToggleWhy);
    }
    let table = (Icon::Table2, text::table(), text::help_table());
    if named(ui, table, keys::shown(&Command::Table(TableCommand::Toggle)), Some(screen.shows_table())) {
        commands.push(Command::Table(TableCommand::Toggle));
    }
    if named(ui, (Icon::Map, text::map_short(), text::map()), keys::shown(&Command::OpenMap), None) {
        action = Some(Action::OpenMap);
    }
    if named(ui, (Icon::History, text::history(), text::history()), "", None) {
        action = Some(Action::OpenHistory);
    }
    ways_out(ui, screen).or(action)
}

/// A page of its own, or a switch that is on or off: icon and word, in a narrow window the icon alone. The long name is told
/// on hover and to screen readers, the key on hover.
fn named(ui: &mut Ui, (icon, word, name): (Icon, &str, &str), key: &str, on: Option<bool>) -> bool {
    let icon = theme::icon(icon).size(16.0);
    let button = match ui.ctx().content_rect().width() <= SPACIOUS {
        true => Button::new(icon).min_size(vec2(32.0, 30.0)),
        false => Button::new((icon, word)),
    };
    let response = ui.add(button.selected(on == Some(true)));
    response.widget_info(|| match on {
        Some(on) => WidgetInfo::selected(egui::Role::Button, true, on, name),
        None => WidgetInfo::labeled(egui::Role::Button, true, name),
    });
    let told = if key.is_empty() { name.to_owned() } else { format!("{name}   {key}") };
    response.on_hover_text(told).clicked()
}

/// The ways that leave the review.
fn ways_out(ui: &mut Ui, screen: &ReviewScreen) -> Option<Action> {
    let compact = ui.ctx().content_rect().width() <= COMPACT;
    let [scan, export] = match compact {
        true => [(Icon::ScanSearch, text::new_scan()), (Icon::FileDown, text::export())]
            .map(|(icon, name)| icon_button(ui, icon, name).clicked()),
        false => [ui.button(text::new_scan()), icon_text_button(ui, Icon::FileDown, text::export())]
            .map(|b| b.clicked()),
    };
    let mut action = scan.then_some(Action::NewScan);
    if export {
        action = Some(Action::OpenExport);
    }
    let anything_marked = screen.totals.marked > 0;
    let apply =
        ui.add_enabled_ui(anything_marked && !screen.more_to_come, |ui| primary(ui, text::apply())).inner;
    let apply = if screen.more_to_come { apply.on_disabled_hover_text(text::apply_later()) } else { apply };
    if apply.clicked() {
        action = Some(Action::Apply);
    }
    action
}

/// What is needed now and then.
fn more(ui: &mut Ui, screen: &ReviewScreen, commands: &mut Vec<Command>) -> Option<Action> {
    let skipped = screen.findings().skipped.len();
    let about = if skipped == 0 {
        text::about_scan().to_owned()
    } else {
        text::about_scan_skipped(text::skipped(skipped))
    };
    for (icon, name, command) in [
        (Icon::Info, about.as_str(), Command::AboutScan),
        (Icon::BookmarkCheck, text::verdicts_title(), Command::Verdicts),
        (Icon::CircleQuestionMark, text::help(), Command::Help),
    ] {
        let button = Button::new((theme::icon(icon).size(16.0), name));
        let button = button.right_text(theme::small(ui, keys::shown(&command)));
        if ui.add(button).accessible_name(name).clicked() {
            commands.push(command);
        }
    }
    let settings = Button::new((theme::icon(Icon::Settings).size(16.0), text::preferences()));
    let pressed = ui.add(settings).accessible_name(text::preferences()).clicked();
    pressed.then_some(Action::OpenPreferences)
}
