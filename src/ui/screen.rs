//! The screens, one of which the window shows, and how one becomes the next: each owns what it needs, so that the
//! old one is taken apart for the new one.

use std::sync::Arc;

use egui::Rect;

use super::apply::Apply;
use super::finding::Finding;
use super::finished::Finished;
use super::history::HistoryPage;
use super::map::MapScreen;
use super::pictures::Store;
use super::removing::Removing;
use super::restoring::Restoring;
use super::review::{Lost, ReviewScreen};
use super::scanning::Scanning;
use super::start::Start;
use crate::progress::Stop;
use crate::removal::{History, Receipt};

/// Height of the foot with its buttons that most pages have, at most.
const FOOT: f32 = 96.0;

/// What the window shows.
pub enum Screen {
    /// Choosing folders.
    Start(Start),
    Scanning(Scanning),
    Review(Box<ReviewScreen>),
    Finding(Box<Finding>),
    Map(Box<MapScreen>),
    Apply(Box<Apply>),
    Removing(Box<Removing>),
    Finished(Box<Finished>),
    Restoring(Box<Restoring>),
    History(Box<HistoryPage>),
}

impl Screen {
    /// The review behind this screen.
    pub fn review(&self) -> Option<&ReviewScreen> {
        match self {
            Self::Review(review) => Some(review),
            Self::Finding(finding) => Some(finding.review()),
            Self::Map(map) => Some(map.review()),
            Self::Apply(apply) => Some(apply.review()),
            Self::Finished(finished) => Some(finished.review()),
            Self::History(page) => page.behind().review(),
            Self::Start(_) | Self::Scanning(_) | Self::Removing(_) | Self::Restoring(_) => None,
        }
    }

    /// The review whose decisions are to be kept on disk; after a removal, what is left of it is kept as a whole instead.
    pub fn review_to_keep(&self) -> Option<&ReviewScreen> {
        match self {
            Self::History(page) => page.behind().review_to_keep(),
            Self::Finished(_) => None,
            screen => screen.review(),
        }
    }

    /// Where messages cover no button: over the photos of a review, elsewhere above the foot of the page.
    pub fn room_for_words(&self, window: Rect) -> Rect {
        let stage = match self {
            Self::Review(review) => review.stage(),
            Self::Finding(finding) => finding.stage(),
            _ => None,
        };
        stage.unwrap_or_else(|| window.with_max_y(window.bottom() - FOOT))
    }

    /// The page before a removal.
    pub fn applied(self, ctx: &egui::Context, history: Option<&History>) -> Self {
        let disk = history.map(|history| Arc::clone(history.disk()));
        match self {
            Self::Review(review) => Self::Apply(Box::new(Apply::new(ctx, review, disk))),
            other => other,
        }
    }

    /// Back in the review, without the photos that are gone.
    pub fn reviewed(self, ctx: &egui::Context, store: Option<&Store>) -> Self {
        match self {
            Self::Apply(apply) => Self::Review(apply.into_review()),
            Self::Finished(finished) => {
                let left = finished.left();
                let mut screen = ReviewScreen::new(ctx, left.review, store);
                screen.take_up(&left.whereabouts, Lost::default());
                Self::Review(Box::new(screen))
            }
            other => other,
        }
    }

    /// The start with the folders of the scan that ended early.
    pub fn restarted(self, problem: Option<String>) -> Self {
        match self {
            Self::Scanning(scanning) => {
                let (folders, found) = scanning.into_found();
                Self::Start(Start::again(folders, problem).with_found(found))
            }
            other => other,
        }
    }

    /// Back from the history to where it was opened.
    pub fn without_history(self) -> Self {
        match self {
            Self::History(page) => page.into_behind(),
            other => other,
        }
    }

    /// What an undo returns to.
    pub fn restored(
        self,
        ctx: &egui::Context,
        result: Result<Receipt, Stop>,
        history: Option<&History>,
    ) -> Self {
        let Self::Restoring(restoring) = self else { return self };
        match (restoring.into_behind(), result, history) {
            (Self::Finished(finished), Ok(receipt), _) => match finished.restored(ctx, receipt) {
                Ok(review) => Self::Review(review),
                Err(finished) => Self::Finished(finished),
            },
            (Self::History(mut page), _, Some(history)) => {
                page.read(ctx, history);
                Self::History(page)
            }
            (behind, ..) => behind,
        }
    }
}
