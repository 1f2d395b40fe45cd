//! The page while a removal is undone.

use std::task::Poll;

use egui::Ui;

use super::removing;
use super::{Action, text};
use crate::job::Job;
use crate::progress::{Stage, Stop};
use crate::removal::{History, Receipt, undo, undo_one};

/// A running undo.
pub struct Restoring {
    job: Job<Receipt>,
    entry: Option<usize>,
}

impl Restoring {
    /// Undoes the removal with this name, or one entry of it. An error if the system has no thread for it.
    pub fn start(
        ctx: &egui::Context,
        (id, entry): (String, Option<usize>),
        history: History,
    ) -> std::io::Result<Self> {
        let wake = ctx.clone();
        let job = Job::start(
            "undo",
            move || wake.request_repaint(),
            move |progress| {
                Ok(match entry {
                    Some(entry) => undo_one(&id, entry, &history, progress)?,
                    None => undo(&id, &history, progress)?,
                })
            },
        );
        job.map(|job| Self { job, entry })
    }

    /// The receipt as it is then, once.
    pub fn poll(&self) -> Option<Result<Receipt, Stop>> {
        match self.job.poll() {
            Poll::Ready(result) => Some(result),
            Poll::Pending => None,
        }
    }

    /// The one photo that is put back, as its place in the receipt; `None`: all of them are.
    pub fn entry(&self) -> Option<usize> {
        self.entry
    }
}

/// Draws the page.
pub fn ui(ui: &mut Ui, restoring: &Restoring) -> Option<Action> {
    removing::page(ui, restoring.job.progress(), (Stage::Restoring, text::undo_progress()));
    None
}
