//! The receipt: for every single photo of the plan what really became of it, what went wrong first.

use std::collections::BTreeSet;

use egui::{Align, CentralPanel, Frame, Label, Layout, Margin, Panel, ScrollArea, Ui, vec2};
use lucide_icons::Icon;

use super::controls::{at_right, button, icon_text_button, primary, sign};
use super::review::ReviewScreen;
use super::theme::{self, palette};
use super::{Action, keys, remaining, text};
use crate::photo::PhotoId;
use crate::removal::{Entry, Lies, Outcome, Receipt};
use crate::saved::Resumed;

const ROW: f32 = 50.0;
/// Width of the button at the end of a row.
const PUT_BACK: f32 = 150.0;

/// The state of the page.
pub struct Finished {
    review: Box<ReviewScreen>,
    receipt: Receipt,
    /// Entries of the receipt, in the order they are shown.
    order: Vec<usize>,
}

impl Finished {
    /// Shows a receipt.
    pub fn new(review: Box<ReviewScreen>, receipt: Receipt) -> Self {
        let mut order: Vec<usize> = (0..receipt.entries.len()).collect();
        order.sort_by_key(|at| rank(&receipt.entries[*at].outcome));
        Self { review, receipt, order }
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
    pub fn restored(self, receipt: Receipt) -> Result<Box<ReviewScreen>, Self> {
        let back = |entry: &Entry| match &entry.outcome {
            Outcome::Restored(_) => remaining::is_back(entry),
            _ => entry.moved.is_empty(),
        };
        if receipt.entries.iter().all(back) { Ok(self.review) } else { Err(Self::new(self.review, receipt)) }
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
        remaining::review_without(before, &self.gone())
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
pub fn ui(ui: &mut Ui, finished: &Finished) -> Option<Action> {
    let frame = Frame::new().fill(palette(ui).panel).inner_margin(Margin::symmetric(20, 14));
    Panel::top("finished-head").frame(frame).resizable(false).show(ui, |ui| head(ui, finished));
    let foot = Panel::bottom("finished-foot").frame(frame).resizable(false);
    let action = foot.show(ui, |ui| ways_on(ui, &finished.receipt)).inner;
    let window = Frame::new().fill(palette(ui).window).inner_margin(Margin::symmetric(20, 10));
    let back = CentralPanel::no_frame().frame(window).show(ui, |ui| {
        let receipt = &finished.receipt;
        let reach =
            |at: usize| if receipt.entries[at].moved.is_empty() { Reach::Unknown } else { Reach::There };
        let entry = rows(ui, receipt, Some(&finished.order), reach);
        entry.map(|entry| Action::UndoOne(receipt.id.clone(), entry))
    });
    action.or(back.inner).or(keys::escaped(ui.ctx()).then_some(Action::BackToReview))
}

/// Whether a photo that was moved away can be put back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// Nobody has looked, or it was not moved.
    Unknown,
    /// It lies where it was moved to.
    There,
    /// It does not: the trash was emptied, or a drive is away.
    Gone,
}

/// Every photo of a receipt, in an order of its own or as they were removed; returns the one that is to be put back, of those
/// that can be.
pub fn rows(
    ui: &mut Ui,
    receipt: &Receipt,
    order: Option<&[usize]>,
    reach: impl Fn(usize) -> Reach,
) -> Option<usize> {
    ui.spacing_mut().item_spacing.y = 0.0;
    let mut wanted = None;
    let rows = ScrollArea::vertical().auto_shrink(false);
    rows.show_rows(ui, ROW, receipt.entries.len(), |ui, range| {
        for at in range {
            let at = order.map_or(at, |order| order[at]);
            if row(ui, &receipt.entries[at], reach(at)) {
                wanted = Some(at);
            }
        }
    });
    wanted
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
        let help = if finished.receipt.is_into_folder() {
            text::restore_help_folder()
        } else {
            text::restore_help()
        };
        ui.add(Label::new(theme::weak(ui, help)).wrap());
    }
}

fn ways_on(ui: &mut Ui, receipt: &Receipt) -> Option<Action> {
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

/// What became of a photo that was removed: it may be away from where it was moved to by now.
fn removed(entry: &Entry, reach: Reach) -> (Icon, String) {
    let Some(moved) = entry.moved.first() else { return (Icon::Trash2, text::outcome_removed().to_owned()) };
    let folder = moved.to.parent().unwrap_or(&moved.to);
    match (reach, moved.lies()) {
        (Reach::Gone, Lies::InTrash) => (Icon::CircleSlash, text::outcome_emptied().to_owned()),
        (Reach::Gone, _) => (Icon::CircleSlash, text::outcome_away(folder)),
        (_, Lies::InTrash) => (Icon::Trash2, text::outcome_removed().to_owned()),
        (_, Lies::InQuarantine) => (Icon::Archive, text::outcome_quarantined().to_owned()),
        (_, Lies::InFolder) => {
            let from = moved.from.parent().unwrap_or(&moved.from);
            (Icon::FolderOutput, text::outcome_moved(from, folder))
        }
    }
}

/// Whether it is to be put back.
fn row(ui: &mut Ui, entry: &Entry, reach: Reach) -> bool {
    let colours = palette(ui);
    let (icon, ink, said) = match &entry.outcome {
        Outcome::Removed => {
            let (icon, said) = removed(entry, reach);
            (icon, colours.weak, said)
        }
        Outcome::Restored(place) => {
            let said = match *place == entry.removal.goes.path {
                true => text::outcome_restored().to_owned(),
                false => text::restored_beside(text::name(place)),
            };
            (Icon::Undo2, colours.weak, said)
        }
        Outcome::Refused(why) => (Icon::ShieldCheck, colours.accent, text::refused(why)),
        Outcome::Failed(why) => {
            let said = match entry.moved.first() {
                Some(moved) => text::failed_elsewhere(why, &moved.to),
                None => text::failed(why),
            };
            (Icon::TriangleAlert, colours.goes, said)
        }
        Outcome::NotAttempted => (Icon::CircleStop, colours.weak, text::outcome_not_attempted().to_owned()),
    };
    let mut wanted = false;
    ui.allocate_ui(vec2(ui.available_width(), ROW), |ui| {
        ui.set_min_height(ROW);
        ui.horizontal_centered(|ui| {
            let room = if reach == Reach::There { PUT_BACK } else { 0.0 };
            sign(ui, icon, 18.0, ink);
            ui.add_space(4.0);
            ui.vertical(|ui| {
                ui.set_width(ui.available_width() - room);
                ui.spacing_mut().item_spacing.y = 2.0;
                ui.add_space(7.0);
                let path = &entry.removal.goes.path;
                let name = ui.add(Label::new(theme::strong(text::name(path))).truncate());
                name.on_hover_text(path.display().to_string());
                // What was moved to a folder says where it came from itself.
                let moved = matches!(icon, Icon::FolderOutput);
                let line = if moved { said } else { format!("{said} · {}", text::folder(path)) };
                ui.add(Label::new(theme::small(ui, line)).truncate());
            });
            if reach == Reach::There {
                let right = Layout::right_to_left(Align::Center);
                let name = text::put_back_photo(&text::name(&entry.removal.goes.path));
                let pressed = |ui: &mut Ui| button(ui, text::put_back_now()).accessible_name(name).clicked();
                wanted = ui.with_layout(right, pressed).inner;
            }
        });
    });
    wanted
}
