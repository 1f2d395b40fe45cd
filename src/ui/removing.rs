//! The page while photos are moved to the trash, one after the other; it can be stopped between two.

use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use egui::{CentralPanel, Frame, Rect, Ui, UiBuilder, pos2};

use super::app::SharedBin;
use super::apply::Apply;
use super::controls::{card, meter};
use super::review::ReviewScreen;
use super::theme::palette;
use super::{Action, text};
use crate::job::Job;
use crate::progress::{Stage, Stop};
use crate::removal::{Receipt, carry_out};

const REFRESH: Duration = Duration::from_millis(66);
const COLUMN: f32 = 560.0;

/// A running removal.
pub struct Removing {
    job: Job<Receipt>,
    review: Box<ReviewScreen>,
}

impl Removing {
    /// Carries out the plan of the page. Hands the page back if the system has no thread for it.
    pub fn start(ctx: &egui::Context, apply: Apply, bin: SharedBin) -> Result<Self, Apply> {
        let (wake, plan) = (ctx.clone(), apply.plan().clone());
        let job = Job::start(
            "removal",
            move || wake.request_repaint(),
            move |progress| Ok(carry_out(&plan, &*Arc::clone(&bin), progress)),
        );
        match job {
            Ok(job) => Ok(Self { job, review: apply.into_review() }),
            Err(_) => Err(apply),
        }
    }

    /// The receipt, once.
    pub fn poll(&self) -> Option<Result<Receipt, Stop>> {
        match self.job.poll() {
            Poll::Ready(result) => Some(result),
            Poll::Pending => None,
        }
    }

    /// The review whose marks were carried out.
    pub fn into_review(self) -> Box<ReviewScreen> {
        self.review
    }
}

/// Draws the page.
pub fn ui(ui: &mut Ui, removing: &Removing) -> Option<Action> {
    ui.ctx().request_repaint_after(REFRESH);
    let progress = removing.job.progress();
    let seen = progress.look();
    CentralPanel::no_frame().frame(Frame::new().fill(palette(ui).window)).show(ui, |ui| {
        let room = ui.available_rect_before_wrap();
        let width = COLUMN.min(room.width() - 48.0);
        let corner = pos2(room.center().x - width / 2.0, room.top() + room.height() * 0.3);
        let column = Rect::from_min_max(corner, pos2(corner.x + width, room.bottom()));
        ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                ui.heading(if progress.is_cancelled() {
                    text::stopping()
                } else {
                    text::stage(Stage::Removing)
                });
                ui.label(text::steps(Stage::Removing, seen.done, seen.total));
                let fraction = seen.done as f32 / seen.total.max(1) as f32;
                meter(ui, fraction, text::removal_progress());
            });
            if ui.button(text::stop()).clicked() {
                progress.cancel();
            }
        });
    });
    None
}
