//! The first page: a place to drop folders on, a dialog, a field to type in; the folders chosen so far,
//! each of which can be protected; and the way to start.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::task::Poll;

use egui::{
    Align, CentralPanel, CornerRadius, Frame, Key, Layout, Margin, Panel, Rect, RichText, ScrollArea, Sense,
    Stroke, TextEdit, Ui, UiBuilder, WidgetInfo, vec2,
};
use lucide_icons::Icon;

use super::chosen::{self, ChosenFolder};
use super::controls::{at_right, card, icon_text_button, left_aligned, primary_large, sign, text_field};
use super::dialogs::{self, Picked};
use super::options::{self, Options};
use super::paths::{self, Lies};
use super::scanning::Found;
use super::shared::Shared;
use super::theme::{self, palette};
use super::{Action, recent, text};
use crate::job::Job;
use crate::photo::SharedFindings;
use crate::saved::SavedFolder;

/// Width of the column everything stands in.
const COLUMN: f32 = 620.0;

/// The state of the page.
#[derive(Default)]
pub struct Start {
    folders: Vec<ChosenFolder>,
    typed: String,
    /// What is wrong, in one sentence beside the field.
    problem: Option<String>,
    dialog: Option<Job<Picked>>,
    options: Box<Options>,
    /// What a scan of these folders had found before it was given up.
    found: Option<Box<Found>>,
}

impl Start {
    /// The page with the folders of a scan that ended early, and why it did.
    pub fn again(folders: Vec<ChosenFolder>, problem: Option<String>) -> Self {
        Self { folders, problem, ..Self::default() }
    }

    /// The page after a scan was given up, with what it had found.
    pub fn with_found(self, found: Option<Found>) -> Self {
        Self { found: found.map(Box::new), ..self }
    }

    /// What a scan had found before it was given up, once.
    pub fn take_found(&mut self) -> Option<(SharedFindings, Vec<SavedFolder>)> {
        self.found.take().map(|found| (found.0, found.1))
    }

    /// Adds folders, each once; the problem with the last bad one is shown.
    pub fn add_all(&mut self, paths: &[PathBuf]) {
        for (path, lies) in paths.iter().zip(paths::look(paths.to_vec())) {
            match check(path, lies) {
                Ok(path) => {
                    self.problem = None;
                    if !self.folders.iter().any(|known| known.path == path) {
                        self.folders.push(ChosenFolder { path, protected: false, preferred: false });
                    }
                }
                Err(problem) => self.problem = Some(problem),
            }
        }
    }

    /// Adds what was typed; whether that worked.
    fn add_typed(&mut self) -> bool {
        let typed = self.typed.trim();
        if typed.is_empty() {
            self.problem = Some(text::type_first().to_owned());
            return false;
        }
        self.add_all(&[at_home(typed)]);
        if self.problem.is_none() {
            self.typed.clear();
        }
        self.problem.is_none()
    }

    /// What to scan, if there is something to scan and nothing is wrong.
    pub fn ready(&mut self) -> Option<Vec<ChosenFolder>> {
        if (self.folders.is_empty() || !self.typed.trim().is_empty()) && !self.add_typed() {
            return None;
        }
        (!self.folders.is_empty() && self.problem.is_none()).then(|| self.folders.clone())
    }

    /// Takes over what was chosen in the dialog.
    pub fn poll_dialog(&mut self) {
        let Some(Poll::Ready(result)) = self.dialog.as_ref().map(Job::poll) else { return };
        self.dialog = None;
        match result {
            Ok(Picked::Paths(paths)) => self.add_all(&paths),
            Ok(Picked::Nothing) => {}
            Ok(Picked::NoDialog) | Err(_) => self.problem = Some(text::dialog_missing().to_owned()),
        }
    }

    fn open_dialog(&mut self, ctx: &egui::Context) {
        self.problem = None;
        self.dialog = dialogs::folders(ctx);
        if self.dialog.is_none() {
            self.problem = Some(text::dialog_missing().to_owned());
        }
    }
}

/// `~` is what shells make of it.
pub fn at_home(typed: &str) -> PathBuf {
    match (typed.strip_prefix('~'), std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches(['/', '\\'])),
        _ => PathBuf::from(typed),
    }
}

fn check(path: &Path, lies: Lies) -> Result<PathBuf, String> {
    match lies {
        Lies::Folder => std::path::absolute(path).map_err(|error| text::folder_closed(path, &error)),
        Lies::File | Lies::Other => Err(text::not_a_folder(path)),
        Lies::Unknown(error) => Err(match error.kind() {
            ErrorKind::NotFound => text::no_such_folder(path),
            ErrorKind::TimedOut => text::folder_silent(path),
            _ => text::folder_closed(path, &error),
        }),
    }
}

/// Draws the page.
pub fn ui(ui: &mut Ui, start: &mut Start, shared: &Shared) -> Option<Action> {
    let mut action = foot(ui, shared);
    CentralPanel::no_frame().frame(Frame::new().fill(palette(ui).window)).show(ui, |ui| {
        // In the middle of the page, whether there is a bar beside it or not.
        let margin = ((ui.available_width() - COLUMN) / 2.0).max(24.0);
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            let room = ui.available_rect_before_wrap();
            let right = (room.left() + margin + COLUMN).min(room.right() - 12.0);
            let column = Rect::from_x_y_ranges(room.left() + margin..=right, room.y_range());
            ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
                ui.add_space(28.0);
                action = page(ui, start, shared).or(action.take());
                ui.add_space(24.0);
            });
        });
    });
    action
}

fn page(ui: &mut Ui, start: &mut Start, shared: &Shared) -> Option<Action> {
    ui.label(theme::strong(text::APP).size(theme::DISPLAY));
    ui.label(theme::weak(ui, text::tagline()));
    ui.add_space(theme::WIDE_GAP);
    let found = found_card(ui, start);
    drop_target(ui, start);
    ui.add_space(theme::GAP);
    let entered = path_field(ui, start);
    if let Some(problem) = &start.problem {
        ui.label(RichText::new(problem).color(palette(ui).goes));
    }
    if !start.folders.is_empty() {
        ui.add_space(theme::GAP);
        chosen::ui(ui, &mut start.folders);
    }
    ui.add_space(theme::GAP);
    let option = options::ui(ui, &mut start.options, &shared.settings);
    ui.add_space(theme::GAP);
    let scan = ui.vertical_centered(|ui| {
        let pressed = primary_large(ui, text::scan()).clicked();
        ui.label(theme::small(ui, text::privacy()));
        pressed
    });
    if shared.reviews.is_empty() && shared.settings.recent.is_empty() {
        first_run(ui);
    }
    let go_on = recent::reviews(ui, &shared.reviews);
    recent_folders(ui, start, shared);
    if entered {
        start.add_typed();
    }
    let scan = if scan.inner { start.ready().map(Action::Scan) } else { None };
    found.or(go_on).or(option).or(scan)
}

/// What somebody should know who has never used it.
fn first_run(ui: &mut Ui) {
    ui.add_space(theme::WIDE_GAP);
    card(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(theme::strong(text::first_run_title()));
        for (icon, line) in [
            (Icon::Copy, text::first_run_kinds()),
            (Icon::Star, text::first_run_keeper()),
            (Icon::ShieldCheck, text::first_run_apply()),
        ] {
            ui.horizontal(|ui| {
                sign(ui, icon, theme::BODY, palette(ui).accent);
                ui.add(egui::Label::new(theme::weak(ui, line)).wrap());
            });
        }
    });
}

/// What can be reviewed of a scan that was given up.
fn found_card(ui: &mut Ui, start: &Start) -> Option<Action> {
    let (_, _, groups) = &**start.found.as_ref()?;
    let pressed = card(ui, |ui| {
        ui.set_width(ui.available_width());
        at_right(ui, |ui| {
            let pressed = ui.button(text::review_so_far()).clicked();
            let layout = Layout::left_to_right(Align::Center);
            let told = egui::Label::new(text::found_before_cancel(*groups)).truncate();
            ui.with_layout(layout, |ui| ui.add(told));
            pressed
        })
    });
    ui.add_space(theme::GAP);
    pressed.then_some(Action::ReviewCancelled)
}

fn drop_target(ui: &mut Ui, start: &mut Start) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 172.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Group, true, text::drop_here()));
    let colours = palette(ui);
    let radius = CornerRadius::same(theme::RADIUS + 5);
    ui.painter().rect_filled(rect, radius, colours.panel);
    dashed_frame(ui, rect.shrink(1.0));
    let builder = UiBuilder::new().max_rect(rect.shrink(20.0)).layout(Layout::top_down(Align::Center));
    let ui = &mut ui.new_child(builder);
    ui.add_space(6.0);
    sign(ui, Icon::Images, 40.0, colours.accent);
    ui.add_space(4.0);
    ui.label(theme::strong(text::drop_here()).size(theme::HEADING));
    ui.add_space(6.0);
    let waiting = start.dialog.is_some();
    if ui.add_enabled_ui(!waiting, |ui| ui.button(text::choose_folder())).inner.clicked() {
        start.open_dialog(ui.ctx());
    }
    if waiting {
        ui.label(theme::small(ui, text::dialog_open()));
    }
}

fn dashed_frame(ui: &Ui, rect: Rect) {
    let corners =
        [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    let stroke = Stroke::new(1.5, palette(ui).button[2]);
    ui.painter().extend(egui::Shape::dashed_line(&corners, stroke, 7.0, 5.0));
}

/// Returns whether Enter was pressed in the field, or the button beside it.
fn path_field(ui: &mut Ui, start: &mut Start) -> bool {
    ui.horizontal(|ui| {
        ui.label(theme::weak(ui, text::or_type()));
        let add = chosen::width_of(ui, text::add()) + 2.0 * ui.spacing().button_padding.x;
        let width = ui.available_width() - add - ui.spacing().item_spacing.x;
        let field = TextEdit::singleline(&mut start.typed).hint_text(text::folder_hint());
        let field = text_field(ui, field, vec2(width, 34.0), text::folder_path());
        if field.changed() {
            start.problem = None;
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let added = ui.add_sized(vec2(add, 34.0), egui::Button::new(text::add())).clicked();
        if entered {
            field.request_focus();
        }
        entered || added
    })
    .inner
}

/// Folders scanned before that are not chosen, nor under review.
fn recent_folders(ui: &mut Ui, start: &mut Start, shared: &Shared) {
    let known = |path: &&PathBuf| {
        start.folders.iter().any(|folder| folder.path == **path) || shared.reviews.is_of(path)
    };
    let others: Vec<PathBuf> = shared.settings.recent.iter().filter(|path| !known(path)).cloned().collect();
    if let Some(path) = recent::folders(ui, &others) {
        start.add_all(&[path]);
    }
}

/// The line at the bottom: what the scan will run on, and the settings.
fn foot(ui: &mut Ui, shared: &Shared) -> Option<Action> {
    let frame = Frame::new().fill(palette(ui).panel).inner_margin(Margin::symmetric(theme::MARGIN, 8));
    let foot = Panel::bottom("start-foot").frame(frame).resizable(false);
    foot.show(ui, |ui| {
        ui.horizontal(|ui| {
            let room = vec2((ui.available_width() - 300.0).max(120.0), 30.0);
            left_aligned(ui, room, |ui| {
                ui.add(egui::Label::new(theme::small(ui, shared.engine.line())).truncate())
            });
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let preferences = icon_text_button(ui, Icon::Settings, text::preferences()).clicked();
                let history = icon_text_button(ui, Icon::History, text::history()).clicked();
                match (preferences, history) {
                    (true, _) => Some(Action::OpenPreferences),
                    (_, true) => Some(Action::OpenHistory),
                    _ => None,
                }
            })
            .inner
        })
        .inner
    })
    .inner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_folders_get_one_sentence() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = dir.path().join("file.txt");
        std::fs::write(&file, "x").expect("written");
        let mut start = Start::default();
        let mut check = |typed: &str, part: &str| {
            start.typed = typed.to_owned();
            assert_eq!(start.ready(), None);
            let problem = start.problem.clone().unwrap_or_default();
            assert!(problem.contains(part), "{problem}");
        };
        check("  ", "Type a folder path");
        check("/no/such/folder", "does not exist");
        let silent = super::check(&file, Lies::Unknown(ErrorKind::TimedOut.into())).expect_err("no answer");
        assert!(silent.contains("does not answer"), "{silent}");
        check(&file.display().to_string(), "is a file");
    }

    #[test]
    fn a_folder_is_taken_once() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut start = Start { typed: dir.path().display().to_string(), ..Start::default() };
        start.add_all(&[dir.path().to_owned(), dir.path().to_owned()]);
        assert_eq!(start.ready().map(|folders| folders.len()), Some(1));
        assert_eq!(start.typed, "");
    }
}
