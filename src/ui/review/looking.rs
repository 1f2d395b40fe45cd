//! How the user looks at the photos on the stage: how close and where, in which way the two are compared, and what was found
//! out about them in the background. It stays between photos and groups.

use egui::Context;

use super::super::command::Command;
use super::differing::Differences;
use super::lining_up::Alignments;
use super::sharpness::Sharpnesses;
use super::view::{Layout, View};
use crate::photo::{PhotoId, Point, SharedFindings};

/// How the two photos are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Side by side.
    Beside,
    /// Side by side, where they differ outlined.
    Difference,
    /// Over each other, with a line to drag.
    Swipe,
}

impl Mode {
    /// The other mode, or back to side by side.
    fn toggled(self, other: Self) -> Self {
        if self == other { Self::Beside } else { other }
    }
}

/// The state of looking.
pub struct Looking {
    /// How close, and where.
    pub view: View,
    /// How the two photos are compared.
    pub mode: Mode,
    /// Where the line between two photos that lie over each other is, as a share of the pane's width.
    pub swipe_at: f32,
    /// The flick key is held: each photo is shown in place of the other.
    pub flick: bool,
    /// The filmstrip shows the same spot of every photo.
    pub loupe: bool,
    /// Groups of similar shots are numbered by their sharpness.
    pub sharpest_first: bool,
    /// How many of how many photos on the stage are measured for that; `None` once all are, or none is to be.
    pub measuring: Option<(usize, usize)>,
    /// The spot of the loupe, in fractions of the left photo.
    pub loupe_at: Point,
    /// The photo that was on the right when the filmstrip was drawn last, and whether that was with the loupe.
    pub filmed: Option<(PhotoId, bool)>,
    /// Where the photos were drawn last.
    pub layout: Option<Layout>,
    /// The group and the left photo that were drawn last.
    pub on_stage: Option<(usize, PhotoId)>,
    /// Where photos differ.
    pub differences: Differences,
    /// How sharp they are.
    pub sharpnesses: Sharpnesses,
    /// How those that are only alike lie over each other.
    pub alignments: Alignments,
}

impl Looking {
    /// Whole photos, side by side.
    pub fn new(ctx: &Context, findings: &SharedFindings) -> Self {
        Self {
            view: View::default(),
            mode: Mode::Beside,
            swipe_at: 0.5,
            flick: false,
            loupe: false,
            sharpest_first: false,
            measuring: None,
            loupe_at: [0.5, 0.5],
            filmed: None,
            layout: None,
            on_stage: None,
            differences: Differences::new(ctx, findings),
            sharpnesses: Sharpnesses::new(ctx, findings),
            alignments: Alignments::new(ctx, findings),
        }
    }

    /// Once a frame, before drawing.
    pub fn begin_frame(&mut self) {
        self.differences.begin_frame();
        self.sharpnesses.begin_frame();
        self.alignments.begin_frame();
    }

    /// Carries out a command that changes only how the user looks.
    pub fn obey(&mut self, command: Command) {
        match (command, &self.layout) {
            (Command::ZoomIn, Some(layout)) => self.view.step(1, layout),
            (Command::ZoomOut, Some(layout)) => self.view.step(-1, layout),
            (Command::ToggleFit, _) => self.view.toggle_fit(),
            (Command::ToggleDifference, _) => self.mode = self.mode.toggled(Mode::Difference),
            (Command::ToggleSwipe, _) => self.mode = self.mode.toggled(Mode::Swipe),
            (Command::ToggleLoupe, _) => self.loupe = !self.loupe,
            _ => {}
        }
    }
}
