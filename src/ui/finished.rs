//! The receipt: for every single photo of the plan what really became of it, what went wrong first.

use std::collections::BTreeSet;

use egui::{CentralPanel, Frame, Label, Margin, Panel, Ui};
use lucide_icons::Icon;

use super::controls::{at_right, button, icon_text_button, primary, sign};
use super::receipts::{Reach, ReceiptPictures, rows};
use super::review::ReviewScreen;
use super::theme::{self, palette};
use super::{Action, keys, review_after_removal, text};
use crate::photo::PhotoId;
use crate::removal::{Entry, Outcome, Receipt};
use crate::saved::Resumed;

/// The state of the page.
pub struct Finished {
    review: Box<ReviewScreen>,
    receipt: Receipt,
    /// Entries of the receipt, in the order they are shown.
    order: Vec<usize>,
    pictures: ReceiptPictures,
}

impl Finished {
    /// Shows a receipt.
    pub fn new(ctx: &egui::Context, review: Box<ReviewScreen>, receipt: Receipt) -> Self {
        let pictures = ReceiptPictures::new(ctx, &receipt, review.thumbnails());
        let mut order: Vec<usize> = (0..receipt.entries.len()).collect();
        order.sort_by_key(|at| rank(&receipt.entries[*at].outcome));
        Self { review, receipt, order, pictures }
    }

    /// The review as it was before the removal.
    pub fn review(&self) -> &ReviewScreen {
        &self.review
    }

    /// The receipt.
    pub fn receipt(&self) -> &Receipt {
        &self.receipt
    }

    /// After an undo: the review as it was if everything is back in its place, otherwise what is not.
    pub fn restored(self, ctx: &egui::Context, receipt: Receipt) -> Result<Box<ReviewScreen>, Box<Self>> {
        let back = |entry: &Entry| match &entry.outcome {
            Outcome::Restored(_) => review_after_removal::is_back(entry),
            _ => entry.moved.is_empty(),
        };
        if receipt.entries.iter().all(back) {
            Ok(self.review)
        } else {
            Err(Box::new(Self::new(ctx, self.review, receipt)))
        }
    }

    /// The photos that are in the trash now.
    fn gone(&self) -> BTreeSet<PhotoId> {
        let removed: BTreeSet<_> =
            self.receipt.removed().map(|removal| removal.goes.path.as_path()).collect();
        let findings = self.review.findings();
        findings.ids().filter(|photo| removed.contains(findings.photo(*photo).path())).collect()
    }

    /// The review without the photos that are in the trash now.
    pub fn left(&self) -> Resumed {
        let before = (self.review.review(), &self.review.whereabouts());
        review_after_removal::review_without(before, &self.gone())
    }

    fn count(&self, kind: u8) -> usize {
        self.receipt.entries.iter().filter(|entry| rank(&entry.outcome) == kind).count()
    }
}

/// What needs attention comes first.
fn rank(outcome: &Outcome) -> u8 {
    match outcome {
        Outcome::Failed(_) => 0,
        Outcome::Refused(_) => 1,
        Outcome::NotAttempted => 2,
        Outcome::Removed | Outcome::Restored(_) => 3,
    }
}

/// Draws the page.
pub fn ui(ui: &mut Ui, finished: &mut Finished) -> Option<Action> {
    let frame = Frame::new().fill(palette(ui).panel).inner_margin(Margin::symmetric(20, 14));
    Panel::top("finished-head").frame(frame).resizable(false).show(ui, |ui| head(ui, finished));
    let foot = Panel::bottom("finished-foot").frame(frame).resizable(false);
    let action = foot.show(ui, |ui| footer_buttons(ui, &finished.receipt)).inner;
    let window = Frame::new().fill(palette(ui).window).inner_margin(Margin::symmetric(20, 10));
    let back = CentralPanel::no_frame().frame(window).show(ui, |ui| {
        let Finished { receipt, order, pictures, .. } = finished;
        let reach =
            |at: usize| if receipt.entries[at].moved.is_empty() { Reach::Unknown } else { Reach::There };
        let entry = rows(ui, (receipt, pictures), Some(order), reach);
        entry.map(|entry| Action::UndoOne(receipt.id.clone(), entry))
    });
    action.or(back.inner).or(keys::escaped(ui.ctx()).then_some(Action::BackToReview))
}

fn head(ui: &mut Ui, finished: &Finished) {
    let removed = finished.count(3);
    ui.heading(text::finished_line(&finished.receipt));
    let others = [text::failed_count, text::refused_count, text::not_attempted_count];
    for (kind, said) in others.into_iter().enumerate() {
        let photos = finished.count(kind as u8);
        if photos > 0 {
            ui.horizontal(|ui| {
                sign(ui, Icon::TriangleAlert, theme::BODY, palette(ui).goes);
                ui.label(said(photos));
            });
        }
    }
    if removed > 0 {
        let help = text::restore_line(&finished.receipt);
        ui.add(Label::new(theme::weak(ui, help)).wrap());
    }
}

fn footer_buttons(ui: &mut Ui, receipt: &Receipt) -> Option<Action> {
    at_right(ui, |ui| {
        let mut action = primary(ui, text::back_to_review()).clicked().then_some(Action::BackToReview);
        if receipt.can_undo() && icon_text_button(ui, Icon::Undo2, text::undo()).clicked() {
            action = Some(Action::Undo(receipt.id.clone()));
        }
        if button(ui, text::export()).clicked() {
            action = Some(Action::OpenExport);
        }
        if button(ui, text::new_scan()).clicked() {
            action = Some(Action::NewScan);
        }
        action
    })
}
