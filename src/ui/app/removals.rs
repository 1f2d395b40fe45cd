//! The part of the window's state that removes, undoes, and shows the history of both.

use std::sync::Arc;
use std::task::Poll;

use super::super::finished::Finished;
use super::super::history::HistoryPage;
use super::super::removing::Removing;
use super::super::restoring::Restoring;
use super::super::text;
use super::super::toast::Toast;
use super::{App, Screen};
use crate::job::Job;
use crate::photo::SharedFindings;
use crate::progress::{Progress, Stop};
use crate::removal::{self, Entry, History, Outcome, Receipt, Recovered, RemovedBefore};

impl App {
    pub(super) fn apply(&mut self) {
        let history = self.shared.history.clone();
        self.change(|screen, ctx| screen.applied(ctx, history.as_ref()));
    }

    pub(super) fn remove(&mut self) {
        let Some(history) = self.shared.history.clone() else {
            return self.toasts.show(&self.ctx, Toast::plain(text::no_history()));
        };
        self.change(|screen, ctx| match screen {
            Screen::Apply(apply) => match Removing::start(ctx, apply, history) {
                Ok(removing) => Screen::Removing(Box::new(removing)),
                Err(apply) => Screen::Apply(apply),
            },
            other => other,
        });
    }

    pub(super) fn removed(&mut self, result: Result<Receipt, Stop>) {
        self.change(|screen, ctx| match (screen, result) {
            (Screen::Removing(removing), Ok(receipt)) => {
                let review = removing.into_apply().into_review();
                Screen::Finished(Box::new(Finished::new(ctx, review, receipt)))
            }
            // Nothing was touched.
            (Screen::Removing(removing), Err(Stop::Failed(error))) => {
                Screen::Apply(Box::new(removing.into_apply().refused(&error)))
            }
            (Screen::Removing(removing), Err(Stop::Cancelled)) => {
                Screen::Review(removing.into_apply().into_review())
            }
            (other, _) => other,
        });
        self.keep_what_is_left();
        self.last_rule = None;
    }

    pub(super) fn back_to_review(&mut self) {
        let removed = match &self.screen {
            Screen::Finished(finished) => Some(finished.receipt().clone()),
            _ => None,
        };
        let store = self.shared.thumbnails.clone();
        self.change(|screen, ctx| screen.reviewed(ctx, store.as_ref()));
        if let Some(receipt) = removed.filter(Receipt::can_undo) {
            let said = text::finished_line(&receipt);
            self.toasts.show(&self.ctx, Toast::about_removal(&said, receipt.id));
        }
    }

    /// Undoes a removal, or puts back one photo of it.
    pub(super) fn undo_removal(&mut self, id: String, entry: Option<usize>) {
        let Some(history) = self.shared.history.clone() else { return };
        match Restoring::start(&self.ctx, (id, entry), history) {
            Ok(restoring) => self.cover_with(Screen::Restoring(Box::new(restoring))),
            Err(error) => self.toasts.show(&self.ctx, Toast::plain(&text::no_thread(&error))),
        }
    }

    pub(super) fn restored(&mut self, result: Result<Receipt, Stop>) {
        let entry = match &self.screen {
            Screen::Restoring(restoring) => restoring.entry(),
            _ => None,
        };
        let said = match &result {
            Ok(receipt) => said_of(receipt, entry),
            Err(Stop::Failed(error)) => Some(text::failure(error)),
            Err(Stop::Cancelled) => None,
        };
        let history = self.shared.history.clone();
        let receipt = result.as_ref().ok().cloned();
        self.uncover();
        self.change(|screen, ctx| screen.restored(ctx, result, history.as_ref()));
        receipt.iter().for_each(|receipt| self.take_back_in(receipt));
        said.iter().for_each(|said| self.toasts.show(&self.ctx, Toast::plain(said)));
    }

    pub(super) fn open_history(&mut self) {
        let Some(history) = self.shared.history.clone() else {
            return self.toasts.show(&self.ctx, Toast::plain(text::no_history()));
        };
        let store = self.shared.thumbnails.clone();
        let page = HistoryPage::open(&self.ctx, &history, store);
        self.cover_with(Screen::History(Box::new(page)));
    }

    pub(super) fn leave_history(&mut self) {
        self.toasts.clear();
        self.uncover();
    }

    /// Shows a screen that is left for the one shown now.
    fn cover_with(&mut self, screen: Screen) {
        self.toasts.clear();
        self.below.push(std::mem::replace(&mut self.screen, screen));
    }

    /// Back to the screen that was left for this one.
    fn uncover(&mut self) {
        if let Some(screen) = self.below.pop() {
            self.screen = screen;
        }
    }

    /// Begins to look which of the photos were removed once.
    pub(super) fn read_what_was_removed(&mut self, findings: &SharedFindings) {
        self.removed_before = Arc::default();
        let history = self.shared.history.clone();
        let findings = SharedFindings::clone(findings);
        self.reading_history = history.and_then(|history| removed_before(&self.ctx, history, findings));
    }

    pub(super) fn take_what_was_removed(&mut self) {
        let Some(Poll::Ready(read)) = self.reading_history.as_ref().map(Job::poll) else { return };
        self.reading_history = None;
        match read {
            Ok(removed) => self.removed_before = Arc::new(removed),
            Err(Stop::Failed(error)) => log::warn!("it is not known what was removed before: {error:#}"),
            Err(Stop::Cancelled) => {}
        }
    }

    pub(super) fn tell_what_was_mended(&mut self) {
        let Some(Poll::Ready(mended)) = self.mending.as_ref().map(Job::poll) else { return };
        self.mending = None;
        let said: Vec<String> = match mended {
            Ok(mended) => mended.iter().map(text::mended).collect(),
            Err(Stop::Failed(error)) => vec![text::failure(&error)],
            Err(Stop::Cancelled) => Vec::new(),
        };
        said.iter().for_each(|said| self.toasts.show(&self.ctx, Toast::plain(said)));
    }
}

/// Reads in the background which of the photos were removed before; `None` if there is no thread for it.
fn removed_before(
    ctx: &egui::Context,
    history: History,
    findings: SharedFindings,
) -> Option<Job<RemovedBefore>> {
    let wake = ctx.clone();
    let read = move |progress: &Progress| RemovedBefore::read(&history, &findings, progress);
    Job::start("removed before", move || wake.request_repaint(), read).ok()
}

/// Mends in the background what was cut short; `None` if there is no thread for it.
pub(super) fn mend(ctx: &egui::Context, history: History) -> Option<Job<Vec<Recovered>>> {
    let wake = ctx.clone();
    let job = Job::start("mending", move || wake.request_repaint(), move |_| Ok(removal::recover(&history)?));
    job.ok()
}

/// What an undo came to, in a sentence.
fn said_of(receipt: &Receipt, entry: Option<usize>) -> Option<String> {
    let wanted = |(at, _): &(usize, &Entry)| entry.is_none_or(|entry| entry == *at);
    let entries: Vec<&Entry> = receipt.entries.iter().enumerate().filter(wanted).map(|(_, of)| of).collect();
    let left = entries.iter().filter(|entry| !entry.moved.is_empty()).count();
    let back = entries.iter().filter(|entry| matches!(entry.outcome, Outcome::Restored(_))).count();
    match (left, back) {
        (0, 0) => None,
        (0, back) => Some(text::put_back(back)),
        (left, _) => Some(text::not_put_back(left)),
    }
}
