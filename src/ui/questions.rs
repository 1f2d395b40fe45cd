//! Questions before something is left behind, and the sign that a dropped folder will be taken.

use std::path::PathBuf;

use egui::{Align2, Color32, Id, LayerId, Order, Ui};

use super::controls::{at_right, modal, primary};
use super::start::ChosenFolder;
use super::theme::{self, palette};
use super::{Action, text};

/// A question on top of the screen.
pub enum Question {
    /// Leave the review and forget its marks?
    Leave {
        /// Photos that are marked.
        marked: usize,
    },
    /// Scan what was dropped instead?
    Dropped {
        /// The folders.
        folders: Vec<PathBuf>,
        /// Photos that are marked.
        marked: usize,
    },
}

/// Draws a question; the answer is an action.
pub fn ui(ui: &mut Ui, question: &Question) -> Option<Action> {
    let (title, body, yes) = match question {
        Question::Leave { marked } => (text::leave_title(), text::leave_question(*marked), text::leave_yes()),
        Question::Dropped { folders, marked } => {
            (text::drop_on_review(), text::drop_question(folders.first()?, *marked), text::drop_yes())
        }
    };
    let modal = modal(ui, "question", 440.0, |ui| {
        ui.heading(title);
        ui.add_space(theme::GAP);
        ui.label(body);
        ui.add_space(theme::WIDE_GAP);
        at_right(ui, |ui| {
            let agreed = primary(ui, yes).clicked();
            let stay = ui.button(text::stay()).clicked();
            if agreed { Some(agreed_action(question)) } else { stay.then_some(Action::CloseQuestion) }
        })
    });
    let close = modal.should_close().then_some(Action::CloseQuestion);
    modal.inner.or(close)
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
