//! The scan that goes on behind the review of what it has found so far: a strip below the review says how far it is, and
//! brings what was found since. Nothing moves in the review before the user asks for that.

use egui::{Frame, Label, Margin, Panel, Ui, vec2};
use lucide_icons::Icon;

use super::controls::{at_right, meter_of, primary, sign};
use super::scanning::Scanning;
use super::theme::{self, palette};
use super::{Action, text};
use crate::photo::SharedFindings;
use crate::progress::Stop;

/// The scan behind the review.
pub struct BackgroundScan {
    scanning: Scanning,
    all: Option<SharedFindings>,
}

impl BackgroundScan {
    /// The review is opened, the scan goes on.
    pub fn new(scanning: Scanning) -> Self {
        Self { scanning, all: None }
    }

    /// Once a frame: takes over what the scan found. An error is why the scan ended without the rest.
    pub fn poll(&mut self) -> Result<(), Stop> {
        if self.all.is_none() {
            self.scanning.poll_so_far();
            self.all = self.scanning.poll().transpose()?.map(SharedFindings::new);
        }
        Ok(())
    }

    /// The scan, for its own page or for its folders.
    pub fn scanning(&self) -> &Scanning {
        &self.scanning
    }

    /// Back to the page of the scan.
    pub fn into_scanning(self) -> Scanning {
        self.scanning
    }

    /// All that the scan found, if it is complete.
    pub fn all(&self) -> Option<&SharedFindings> {
        self.all.as_ref()
    }

    /// The newest findings.
    pub fn take_newest(&mut self) -> Option<SharedFindings> {
        self.all.clone().or_else(|| self.scanning.take_so_far())
    }
}

/// Draws the strip.
pub fn ui(ui: &mut Ui, behind: &mut BackgroundScan) -> Option<Action> {
    let frame = Frame::new().fill(palette(ui).panel).inner_margin(Margin::symmetric(theme::MARGIN, 8));
    let panel = Panel::bottom("scan behind").frame(frame);
    panel.show(ui, |ui| at_right(ui, |ui| strip(ui, behind))).inner
}

/// From the right: what can be done, then what there is to say.
fn strip(ui: &mut Ui, behind: &mut BackgroundScan) -> Option<Action> {
    ui.spacing_mut().item_spacing.x = theme::GAP + 2.0;
    let mut action = None;
    if behind.all.is_some() {
        action = primary(ui, text::show_all()).clicked().then_some(Action::ShowMore);
        let said = Label::new(text::scan_complete()).truncate();
        left(ui, |ui| {
            sign(ui, Icon::CircleCheck, 16.0, palette(ui).accent);
            ui.add(said);
        });
        return action;
    }
    if ui.button(text::back_to_scan()).clicked() {
        action = Some(Action::BackToScan);
    }
    if let Some(groups) = behind.scanning.newer_groups()
        && ui.button(text::show_groups(groups)).clicked()
    {
        action = Some(Action::ShowMore);
    }
    let (seen, line) = behind.scanning.look(ui.ctx());
    left(ui, |ui| {
        let fraction = if seen.total == 0 { 0.0 } else { seen.done as f32 / seen.total as f32 };
        meter_of(ui, vec2(120.0, 6.0), fraction, text::scan_progress());
        ui.add(Label::new(theme::weak(ui, line)).truncate());
    });
    action
}

fn left(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    ui.with_layout(layout, contents);
}
