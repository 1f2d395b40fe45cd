//! The page that asks where to write a report, and in which format; the writing is a job.

use std::path::PathBuf;
use std::task::Poll;

use egui::{Align, Layout, RichText, TextEdit, Ui, vec2};
use lucide_icons::Icon;

use super::controls::{at_right, icon_button, modal, primary, text_field};
use super::dialogs::{self, Picked};
use super::text;
use super::theme::{self, palette};
use super::toast::Toast;
use crate::job::{self, Job};
use crate::progress::Stop;
use crate::report::{self, Phrase};
use crate::review::Review;

/// The endings a report can have.
const FORMATS: [(&str, &str); 3] = [("html", "HTML"), ("csv", "CSV"), ("json", "JSON")];

/// The state of the page.
pub struct Export {
    path: String,
    problem: Option<String>,
    dialog: Option<Job<Picked>>,
    writing: Option<Job<PathBuf>>,
}

impl Default for Export {
    fn default() -> Self {
        let folder = std::env::home_dir().unwrap_or_default();
        let path = folder.join(text::report_name()).with_extension(FORMATS[0].0).display().to_string();
        Self { path, problem: None, dialog: None, writing: None }
    }
}

impl Export {
    /// Ready once the report is written.
    pub fn poll(&mut self) -> Poll<Toast> {
        if let Some(Poll::Ready(picked)) = self.dialog.as_ref().map(Job::poll) {
            self.dialog = None;
            match picked {
                Ok(Picked::Paths(paths)) => {
                    self.path = paths.first().map(|path| path.display().to_string()).unwrap_or_default();
                }
                Ok(Picked::Nothing) => {}
                Ok(Picked::NoDialog) | Err(_) => self.problem = Some(text::no_save_dialog().to_owned()),
            }
        }
        let Some(Poll::Ready(result)) = self.writing.as_ref().map(Job::poll) else { return Poll::Pending };
        self.writing = None;
        match result {
            Ok(path) => return Poll::Ready(Toast::about_file(text::report_saved(&path), path)),
            Err(Stop::Failed(error)) => self.problem = Some(text::failure(&error)),
            Err(Stop::Cancelled) => {}
        }
        Poll::Pending
    }

    /// Draws the page over the others; returns whether it is to be closed.
    pub fn ui(&mut self, ui: &mut Ui, review: &Review) -> bool {
        let modal = modal(ui, "export", 520.0, |ui| self.page(ui, review));
        modal.inner || modal.should_close()
    }

    fn page(&mut self, ui: &mut Ui, review: &Review) -> bool {
        let right = Layout::right_to_left(Align::Center);
        let close = ui.horizontal(|ui| {
            ui.heading(text::export_title());
            ui.with_layout(right, |ui| icon_button(ui, Icon::X, text::close()).clicked()).inner
        });
        ui.label(theme::weak(ui, text::export_help()));
        ui.add_space(theme::GAP);
        self.formats(ui);
        let room = vec2(ui.available_width(), 34.0);
        let field = text_field(ui, TextEdit::singleline(&mut self.path), room, text::report_path());
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        if let Some(problem) = &self.problem {
            ui.label(RichText::new(problem).color(palette(ui).goes));
        }
        ui.add_space(theme::GAP);
        if self.writing.is_some() {
            ui.label(text::saving());
            return close.inner;
        }
        let save = at_right(ui, |ui| {
            let save = primary(ui, text::save()).clicked();
            if ui.button(text::save_as()).clicked() {
                let name = PathBuf::from(&self.path);
                self.dialog = dialogs::report_place(ui.ctx(), &text::name(&name));
            }
            save
        });
        if save || entered {
            self.write(ui.ctx(), review);
        }
        close.inner
    }

    /// The format is the ending of the name; these change it.
    fn formats(&mut self, ui: &mut Ui) {
        let path = PathBuf::from(&self.path);
        ui.horizontal(|ui| {
            for (ending, name) in FORMATS {
                let chosen = path.extension().is_some_and(|known| known.eq_ignore_ascii_case(ending));
                if ui.selectable_label(chosen, name).clicked() {
                    self.path = path.with_extension(ending).display().to_string();
                }
            }
        });
    }

    fn write(&mut self, ctx: &egui::Context, review: &Review) {
        let path = PathBuf::from(self.path.trim());
        if let Err(error) = report::check_name(&path) {
            self.problem = Some(text::failure(&error));
            return;
        }
        self.problem = None;
        let (wake, review, language) = (ctx.clone(), review.clone(), text::spoken());
        let writing = Job::start(
            "report",
            move || wake.request_repaint(),
            move |progress| {
                let wording = |phrase: &Phrase<'_>| language.speak(|| text::report_phrase(phrase));
                job::apart(|| {
                    report::on(&review, &wording, |report| report::write(&path, report, progress))
                })??;
                Ok(path)
            },
        );
        match writing {
            Ok(job) => self.writing = Some(job),
            Err(error) => self.problem = Some(text::no_thread(&error)),
        }
    }
}
