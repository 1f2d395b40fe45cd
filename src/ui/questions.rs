//! Questions before something is left behind, and the sign that a dropped folder will be taken.

use std::path::PathBuf;

use egui::{Align2, Color32, Id, LayerId, Order, Ui};

use super::chosen::ChosenFolder;
use super::controls::{at_right, modal, primary};
use super::theme::{self, palette};
use super::{Action, text};

/// A question on top of the screen.
pub enum Question {
    /// Leave the review and forget its marks?
    Leave {
        /// Photos that are marked.
        marked: usize,
        /// A scan runs, and would end.
        ends_scan: bool,
    },
    /// Scan what was dropped instead?
    Dropped {
        /// The folders.
        folders: Vec<PathBuf>,
        /// Photos that are marked.
        marked: usize,
        /// A scan runs, and would end.
        ends_scan: bool,
    },
}

/// Draws a question; the answer is an action.
pub fn ui(ui: &mut Ui, question: &Question) -> Option<Action> {
    let (title, body, yes) = match question {
        Question::Leave { marked, .. } => {
            (text::leave_title(), text::leave_question(*marked), text::leave_yes())
        }
        Question::Dropped { folders, marked, .. } => {
            (text::drop_on_review(), text::drop_question(folders.first()?, *marked), text::drop_yes())
        }
    };
    let modal = modal(ui, "question", 440.0, |ui| {
        ui.heading(title);
        ui.add_space(theme::GAP);
        if !body.is_empty() {
            ui.label(body);
        }
        if question.ends_scan() {
            ui.label(text::ends_scan());
        }
        ui.add_space(theme::WIDE_GAP);
        at_right(ui, |ui| {
            if let Question::Dropped { folders, ends_scan: true, .. } = question {
                return wait_or_end(ui, question, folders);
            }
            let agreed = primary(ui, yes).clicked();
            let stay = ui.button(text::stay()).clicked();
            if agreed { Some(agreed_action(question)) } else { stay.then_some(Action::CloseQuestion) }
        })
    });
    let close = modal.should_close().then_some(Action::CloseQuestion);
    modal.inner.or(close)
}

/// The way that ends nothing comes first.
fn wait_or_end(ui: &mut Ui, question: &Question, folders: &[PathBuf]) -> Option<Action> {
    if primary(ui, text::scan_later()).clicked() {
        return Some(Action::ScanLater(folders.to_vec()));
    }
    if ui.button(text::end_scan()).clicked() {
        return Some(agreed_action(question));
    }
    ui.button(text::stay()).clicked().then_some(Action::CloseQuestion)
}

impl Question {
    fn ends_scan(&self) -> bool {
        let (Self::Leave { ends_scan, .. } | Self::Dropped { ends_scan, .. }) = self;
        *ends_scan
    }
}

fn agreed_action(question: &Question) -> Action {
    match question {
        Question::Leave { .. } => Action::LeaveReview,
        Question::Dropped { folders, .. } => Action::Scan(
            folders
                .iter()
                .map(|path| ChosenFolder { path: path.clone(), protected: false, preferred: false })
                .collect(),
        ),
    }
}

/// While something is dragged over the window.
pub fn paint_hovering(ui: &Ui, told: &str) {
    if ui.input(|input| input.raw.hovered_files.is_empty()) {
        return;
    }
    let painter = ui.ctx().layer_painter(LayerId::new(Order::Foreground, Id::unique("drop-here")));
    let whole = ui.ctx().content_rect();
    painter.rect_filled(whole, 0.0, Color32::from_black_alpha(160));
    let font = theme::strong_font(theme::DISPLAY);
    painter.text(whole.center(), Align2::CENTER_CENTER, told, font, palette(ui).on_accent);
}
