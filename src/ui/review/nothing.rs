//! What stands in the review's place where there is nothing to review: why that is, and what to do next.

use egui::{CentralPanel, Frame, Ui};
use lucide_icons::Icon;

use super::super::command::Command;
use super::super::controls::{empty_page, primary};
use super::super::text;
use super::super::theme::{self, palette};
use super::ReviewScreen;
use super::list::{TABS, Tab};
use crate::photo::{LOOSEST_DISTANCE, Relation};

/// The page for a scan that read no photo at all.
pub fn read(ui: &mut Ui, screen: &ReviewScreen, commands: &mut Vec<Command>) {
    CentralPanel::no_frame().frame(Frame::new().fill(palette(ui).window)).show(ui, |ui| {
        let skipped = screen.findings().skipped.len();
        match skipped {
            0 => empty_page(ui, Icon::Images, [text::empty_no_photos(), text::empty_no_photos_help()]),
            _ => empty_page(ui, Icon::ImageOff, [text::empty_all_skipped(), &text::skipped(skipped)]),
        }
        ui.vertical_centered(|ui| {
            commands.extend(primary(ui, text::scan_other()).clicked().then_some(Command::NewScan));
            show_skipped(ui, screen, commands);
        });
    });
}

/// The stage without a group: there are none, or none in this list.
pub fn shown(ui: &mut Ui, screen: &ReviewScreen, commands: &mut Vec<Command>) {
    if screen.review.groups().is_empty() {
        return no_groups(ui, screen, commands);
    }
    let tab = screen.list.tab();
    let at = TABS.iter().position(|other| *other == tab).unwrap_or(0);
    let all_done = screen.totals.done == screen.totals.groups;
    match (screen.list.rows().is_empty(), screen.list.filter().is_empty()) {
        (true, true) if all_done => return finished(ui, screen, commands),
        (true, true) if tab == Tab::Open(Relation::Exact) && screen.open_exact > 0 => {
            empty_page(
                ui,
                Icon::Copy,
                [text::exact_elsewhere(), &text::exact_elsewhere_help(screen.open_exact)],
            );
        }
        (true, true) if tab == Tab::Done => {
            empty_page(ui, Icon::CircleDashed, [text::none_done(), text::none_done_help()]);
        }
        (true, true) => empty_page(ui, Icon::CircleCheck, [text::no_groups_in_tab()[at], ""]),
        (true, false) => empty_page(ui, Icon::SearchX, [text::no_match(), text::no_match_help()]),
        (false, _) => empty_page(ui, Icon::Images, [text::choose_group(), ""]),
    }
    ui.vertical_centered(|ui| {
        if !screen.list.filter().is_empty() && primary(ui, text::show_all_groups()).clicked() {
            commands.push(Command::ClearFilter);
        }
        for (tab, name) in TABS.into_iter().zip(text::tabs()) {
            let groups = screen.list.count(tab);
            if groups > 0 && ui.button(text::tab(name, groups)).clicked() {
                commands.push(Command::ShowTab(tab));
            }
        }
    });
}

fn no_groups(ui: &mut Ui, screen: &ReviewScreen, commands: &mut Vec<Command>) {
    let photos = screen.findings().photos.len();
    let loosest = screen.review.threshold() >= LOOSEST_DISTANCE;
    let help = match (photos, loosest) {
        (1, _) => text::empty_one_photo().to_owned(),
        (_, false) => text::empty_no_groups_help(photos),
        (_, true) => text::empty_no_groups_at_all(photos),
    };
    empty_page(ui, Icon::CircleCheck, [text::empty_no_groups(), &help]);
    ui.vertical_centered(|ui| {
        if photos > 1 && !loosest && ui.button(text::search_loosest()).clicked() {
            commands.push(Command::SetThreshold(LOOSEST_DISTANCE));
        }
        if !screen.more_to_come && ui.button(text::scan_other()).clicked() {
            commands.push(Command::NewScan);
        }
        show_skipped(ui, screen, commands);
    });
}

/// Every group is decided.
fn finished(ui: &mut Ui, screen: &ReviewScreen, commands: &mut Vec<Command>) {
    let marked = screen.totals.marked;
    let help = match marked {
        0 => text::all_decided_nothing_marked().to_owned(),
        _ => text::finished_marked(marked, screen.totals.marked_bytes),
    };
    empty_page(ui, Icon::CircleCheck, [text::finished_title(), &help]);
    ui.vertical_centered(|ui| {
        if marked > 0 {
            let ready = !screen.more_to_come;
            let apply = ui.add_enabled_ui(ready, |ui| primary(ui, text::look_and_apply())).inner;
            commands.extend(apply.clicked().then_some(Command::Apply));
        }
        let done = screen.list.count(Tab::Done);
        if screen.list.tab() != Tab::Done && ui.button(text::tab(text::tabs()[3], done)).clicked() {
            commands.push(Command::ShowTab(Tab::Done));
        }
        if marked == 0 && !screen.more_to_come && ui.button(text::scan_other()).clicked() {
            commands.push(Command::NewScan);
        }
    });
}

fn show_skipped(ui: &mut Ui, screen: &ReviewScreen, commands: &mut Vec<Command>) {
    if !screen.findings().skipped.is_empty() {
        ui.add_space(theme::GAP);
        commands.extend(ui.button(text::show_skipped()).clicked().then_some(Command::AboutScan));
    }
}
