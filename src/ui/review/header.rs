//! The bar above the review: how far it is, what is marked, and the ways on from here.

use egui::{Align, Frame, Label, Layout, Margin, Panel, RichText, Ui, vec2};
use lucide_icons::Icon;

use super::super::controls::{
    icon_button, icon_key_button, icon_text_button, left_aligned, meter_of, primary,
};
use super::super::theme::{self, palette};
use super::super::{Action, keys, text};
use super::{Command, ReviewScreen};

/// In a window no wider than this some buttons are only icons.
const COMPACT: f32 = 1000.0;
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
            let buttons = ui.horizontal(|ui| ways_on(ui, screen, commands));
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
fn ways_on(ui: &mut Ui, screen: &ReviewScreen, commands: &mut Vec<Command>) -> Option<Action> {
    let compact = ui.ctx().content_rect().width() <= COMPACT;
    let skipped = screen.findings().skipped.len();
    let about = if skipped == 0 { text::about_scan().to_owned() } else { text::skipped(skipped) };
    let mut action = None;
    if compact {
        let menu = ui.menu_button(theme::icon(Icon::Ellipsis).size(16.0), |ui| more(ui, &about, commands));
        menu.response.accessible_name(text::more_ways()).on_hover_text(text::more_ways());
        action = menu.inner.flatten();
        if icon_button(ui, Icon::PanelRight, text::why_panel()).clicked() {
            commands.push(Command::ToggleWhy);
        }
    } else {
        let info = if skipped == 0 { Icon::Info } else { Icon::FileWarning };
        for (icon, name, command) in [
            (info, about.as_str(), Command::AboutScan),
            (Icon::Keyboard, text::help(), Command::Help),
            (Icon::BookmarkCheck, text::verdicts_title(), Command::Verdicts),
            (Icon::PanelRight, text::why_panel(), Command::ToggleWhy),
        ] {
            if icon_button(ui, icon, name).clicked() {
                commands.push(command);
            }
        }
        if icon_button(ui, Icon::Settings, text::preferences()).clicked() {
            action = Some(Action::OpenPreferences);
        }
    }
    if icon_key_button(ui, Icon::Map, text::map(), keys::shown(&Command::OpenMap)).clicked() {
        action = Some(Action::OpenMap);
    }
    if icon_button(ui, Icon::History, text::history()).clicked() {
        action = Some(Action::OpenHistory);
    }
    ways_out(ui, screen).or(action)
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

/// What a narrow window has no room for beside the progress.
fn more(ui: &mut Ui, about: &str, commands: &mut Vec<Command>) -> Option<Action> {
    for (name, command) in [
        (about, Command::AboutScan),
        (text::verdicts_title(), Command::Verdicts),
        (text::help(), Command::Help),
    ] {
        if ui.button(name).clicked() {
            commands.push(command);
        }
    }
    ui.button(text::preferences()).clicked().then_some(Action::OpenPreferences)
}
