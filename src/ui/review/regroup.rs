//! How the review follows the threshold's slider: grouping anew at once where that is quick, else when the slider rests.

use std::time::{Duration, Instant};

use super::ReviewScreen;

/// A regrouping that took less is done at once while the slider moves, others when it rests.
const QUICK: Duration = Duration::from_millis(25);
/// How long the slider must rest before a slow regrouping.
const REST: Duration = Duration::from_millis(150);

impl ReviewScreen {
    /// Follows the slider: at once if that is quick, else when the slider rests.
    pub(super) fn follow_threshold(&mut self) {
        if self.regroup_took < QUICK {
            self.regroup();
        } else {
            self.regroup_due = Some(Instant::now() + REST);
        }
    }

    /// Moves the slider.
    pub(super) fn slide_to(&mut self, threshold: f32) {
        self.threshold = threshold;
        self.follow_threshold();
    }

    pub(super) fn regroup_if_due(&mut self, ctx: &egui::Context) {
        match self.regroup_due {
            Some(due) if due <= Instant::now() => self.regroup(),
            Some(due) => ctx.request_repaint_after(due - Instant::now()),
            None => {}
        }
    }

    fn regroup(&mut self) {
        let started = Instant::now();
        self.regroup_due = None;
        self.review.set_threshold(self.threshold);
        self.regrouped();
        self.regroup_took = started.elapsed();
    }
}
