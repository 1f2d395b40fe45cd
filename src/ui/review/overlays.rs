//! Pages on top of the review: the keys, the scan with what it skipped, the question before all exact
//! copies are marked.

use std::path::PathBuf;

use egui::{Align, Grid, Label, Layout, ScrollArea, Sense, Ui, vec2};
use lucide_icons::Icon;

use super::super::command::Command;
use super::super::controls::{at_right, icon_button, modal, primary};
use super::super::theme;
use super::super::{dialogs, keys, text};
use super::{ReviewScreen, exact, menu, verdicts};
use crate::photo::{Between, LeftOut, Skipped};
use crate::review::FolderPair;

/// A page on top.
#[derive(Debug, Clone, PartialEq)]
pub enum Overlay {
    /// The keys, or what the words mean.
    Help(HelpPage),
    /// The scan, and what it skipped.
    AboutScan,
    /// What was decided the last time and could not be taken up again.
    Lost,
    /// All exact copies that would be marked, by folders, and the question which side stays.
    MarkExact(Vec<FolderPair>),
    /// What was said for good.
    Verdicts,
}

/// The two pages of the help.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HelpPage {
    /// Every key.
    #[default]
    Keys,
    /// The words of the window, and the ideas behind them.
    Ideas,
}

/// Draws the page on top, if there is one.
pub fn ui(ui: &mut Ui, screen: &mut ReviewScreen) -> Option<Command> {
    let mut overlay = screen.overlay.take()?;
    let modal = modal(ui, "review-overlay", 560.0, |ui| match &mut overlay {
        Overlay::Help(page) => help(ui, page),
        Overlay::AboutScan => about(ui, screen),
        Overlay::Lost => lost(ui, screen),
        Overlay::Verdicts => {
            let close = title(ui, text::verdicts_title());
            verdicts::ui(ui, screen).or(close)
        }
        Overlay::MarkExact(pairs) => {
            let close = title(ui, text::tabs()[0]);
            exact::ui(ui, screen, pairs).or(close)
        }
    });
    let close = modal.should_close();
    screen.overlay = Some(overlay);
    if close { Some(Command::CloseOverlay) } else { modal.inner }
}

/// Title and a button to close.
fn title(ui: &mut Ui, title: &str) -> Option<Command> {
    ui.horizontal(|ui| {
        ui.heading(title);
        let right = Layout::right_to_left(Align::Center);
        ui.with_layout(right, |ui| {
            icon_button(ui, Icon::X, text::close()).clicked().then_some(Command::CloseOverlay)
        })
        .inner
    })
    .inner
}

fn help(ui: &mut Ui, page: &mut HelpPage) -> Option<Command> {
    let command = title(ui, text::help_title());
    ui.horizontal(|ui| {
        ui.selectable_value(page, HelpPage::Keys, text::help_keys());
        ui.selectable_value(page, HelpPage::Ideas, text::help_ideas());
    });
    ui.add_space(theme::GAP);
    let room = ui.ctx().content_rect().height() - 250.0;
    let area = ScrollArea::vertical().id_salt(text::help_title()).max_height(room).min_scrolled_height(room);
    area.auto_shrink([false, true]).show(ui, |ui| match page {
        HelpPage::Keys => {
            Grid::new("keys").num_columns(2).spacing(vec2(24.0, 6.0)).min_row_height(22.0).show(ui, |ui| {
                for binding in &keys::BINDINGS {
                    ui.label(theme::strong(binding.shown()));
                    ui.label(binding.help());
                    ui.end_row();
                }
            });
        }
        HelpPage::Ideas => {
            for [word, meaning] in text::ideas() {
                ui.label(theme::strong(word));
                ui.add(Label::new(theme::weak(ui, meaning)).wrap());
                ui.add_space(4.0);
            }
        }
    });
    ui.add_space(theme::GAP);
    ui.label(theme::weak(ui, text::help_foot()));
    command
}

fn about(ui: &mut Ui, screen: &ReviewScreen) -> Option<Command> {
    let findings = screen.findings();
    let command = title(ui, text::about_scan());
    ui.label(text::scan_summary(findings.photos.len(), findings.decoded, findings.remembered));
    ui.label(theme::weak(ui, text::scan_engine(&text::processors(&findings.device), &findings.model)));
    match findings.scope.between {
        Between::Everywhere => {}
        Between::Across => drop(ui.label(text::between_across())),
        Between::Within => drop(ui.label(text::between_within())),
    }
    for notice in &findings.notices {
        ui.label(text::notice(notice));
    }
    ui.add_space(theme::GAP);
    ui.label(theme::strong(text::skipped_title()));
    let told = |skipped: &Skipped| (skipped.path.clone(), text::skip_reason(&skipped.reason));
    let left_out_now = file_list(ui, &findings.skipped, told);
    left_out(ui, &findings.left_out);
    left_out_now.or(command)
}

/// What was passed over because it is no album; nothing if there is none.
fn left_out(ui: &mut Ui, left_out: &[LeftOut]) {
    const ROW: f32 = 20.0;
    if left_out.is_empty() {
        return;
    }
    ui.add_space(theme::GAP);
    ui.label(theme::strong(text::left_out_title()));
    let area = ScrollArea::vertical().id_salt("left out").max_height(120.0).auto_shrink([false, true]);
    area.show_rows(ui, ROW, left_out.len(), |ui, range| {
        for passed in &left_out[range] {
            let line = ui.add(Label::new(text::left_out(passed)).truncate());
            line.on_hover_text(passed.first.display().to_string());
        }
    });
}

fn lost(ui: &mut Ui, screen: &ReviewScreen) -> Option<Command> {
    let mut command = title(ui, text::lost_title());
    let lost = &screen.lost;
    ui.add(Label::new(text::lost_help(lost.vanished.len() + lost.changed.len())).wrap());
    ui.add_space(theme::GAP);
    let told = |paths: &[PathBuf], why: &str| -> Vec<(PathBuf, String)> {
        paths.iter().map(|path| (path.clone(), why.to_owned())).collect()
    };
    let vanished = told(&lost.vanished, text::lost_vanished());
    let listed = file_list(ui, &[vanished, told(&lost.changed, text::lost_changed())].concat(), Clone::clone);
    command = listed.or(command);
    ui.add_space(theme::GAP);
    at_right(ui, |ui| {
        if primary(ui, text::go_on()).clicked() {
            command = Some(Command::CloseOverlay);
        }
    });
    command
}

/// Files, and what is to be said about each.
fn file_list<T>(ui: &mut Ui, files: &[T], told: impl Fn(&T) -> (PathBuf, String)) -> Option<Command> {
    if files.is_empty() {
        ui.label(text::nothing_skipped());
        return None;
    }
    let mut commands = Vec::new();
    const ROW: f32 = 44.0;
    // What a page on top has room for it finds out from what it shows, so that the list has to ask for its own.
    let rows = files.len() as f32 * (ROW + ui.spacing().item_spacing.y);
    let room = rows.min(ui.ctx().content_rect().height() - 340.0).clamp(ROW, 440.0);
    let area = ScrollArea::vertical().id_salt("skipped").max_height(room).min_scrolled_height(room);
    let area = area.auto_shrink([false, true]);
    area.show_rows(ui, ROW, files.len(), |ui, range| {
        for file in &files[range] {
            let (path, reason) = told(file);
            ui.horizontal(|ui| {
                let name = text::name(&path);
                if icon_button(ui, Icon::FolderOpen, &text::show_in_folder(&name)).clicked() {
                    dialogs::reveal(&path);
                }
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    ui.set_height(ROW - 8.0);
                    let name = ui.add(Label::new(theme::strong(name)).truncate());
                    let name = name.on_hover_text(path.display().to_string());
                    menu::of_skipped(&name.interact(Sense::click()), &path, &mut commands);
                    ui.add(Label::new(theme::small(ui, &reason)).truncate()).on_hover_text(reason);
                });
            });
        }
    });
    commands.pop()
}
