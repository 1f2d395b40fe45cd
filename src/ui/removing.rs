//! The page while photos are moved to the trash, one after the other; it can be stopped between two.

use std::task::Poll;
use std::time::Duration;

use egui::{CentralPanel, Frame, Rect, Ui, UiBuilder, pos2};

use super::apply::Apply;
use super::controls::{card, meter};
use super::theme::palette;
use super::{Action, text};
use crate::job::Job;
use crate::progress::{Progress, Stage, Stop};
use crate::removal::{History, Receipt, carry_out};

const REFRESH: Duration = Duration::from_millis(66);
const COLUMN: f32 = 560.0;

/// A running removal.
pub struct Removing {
    job: Job<Receipt>,
    apply: Box<Apply>,
}

impl Removing {
    /// Carries out the plan of the page. Hands the page back if the system has no thread for it.
    pub fn start(ctx: &egui::Context, apply: Box<Apply>, history: History) -> Result<Self, Box<Apply>> {
        let (wake, plan) = (ctx.clone(), apply.plan());
        let job = Job::start(
            "removal",
            move || wake.request_repaint(),
            move |progress| Ok(carry_out(&plan, &history, progress)?),
        );
        match job {
            Ok(job) => Ok(Self { job, apply }),
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

    /// The page whose plan was carried out.
    pub fn into_apply(self) -> Box<Apply> {
        self.apply
    }
}

/// Draws the page.
pub fn ui(ui: &mut Ui, removing: &Removing) -> Option<Action> {
    page(ui, removing.job.progress(), (Stage::Removing, text::removal_progress()));
    None
}

/// A page about photos that are on their way, under a name for screen readers; it can be stopped.
pub fn page(ui: &mut Ui, progress: &Progress, (stage, name): (Stage, &str)) {
    ui.ctx().request_repaint_after(REFRESH);
    let seen = progress.snapshot();
    CentralPanel::no_frame().frame(Frame::new().fill(palette(ui).window)).show(ui, |ui| {
        let room = ui.available_rect_before_wrap();
        let width = COLUMN.min(room.width() - 48.0);
        let corner = pos2(room.center().x - width / 2.0, room.top() + room.height() * 0.3);
        let column = Rect::from_min_max(corner, pos2(corner.x + width, room.bottom()));
        ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
            card(ui, |ui| {
                ui.set_width(ui.available_width());
                let stopping = progress.is_cancelled();
                ui.heading(if stopping { text::stopping() } else { text::stage(stage) });
                ui.label(text::steps(stage, seen.done, seen.total));
                meter(ui, seen.done as f32 / seen.total.max(1) as f32, name);
            });
            if ui.button(text::stop()).clicked() {
                progress.cancel();
            }
        });
    });
}
