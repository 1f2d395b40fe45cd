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
    /// The review that this screen is about.
    pub fn review(&self) -> Option<&ReviewScreen> {
        match self {
            Self::Review(review) => Some(review),
            Self::Finding(finding) => Some(finding.review()),
            Self::Map(map) => Some(map.review()),
            Self::Apply(apply) => Some(apply.review()),
            Self::Finished(finished) => Some(finished.review()),
            Self::Start(_)
            | Self::Scanning(_)
            | Self::Removing(_)
            | Self::Restoring(_)
            | Self::History(_) => None,
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

    /// The same screen after an undo that it asked for: without what was put back, or read anew.
    pub fn restored(
        self,
        ctx: &egui::Context,
        result: Result<Receipt, Stop>,
        history: Option<&History>,
    ) -> Self {
        match (self, result, history) {
            (Self::Finished(finished), Ok(receipt), _) => match finished.restored(ctx, receipt) {
                Ok(review) => Self::Review(review),
                Err(finished) => Self::Finished(finished),
            },
            (Self::History(mut page), _, Some(history)) => {
                page.read(ctx, history);
                Self::History(page)
            }
            (screen, ..) => screen,
        }
    }
}

/// The review that the window is about: that of the screen or, under the history, of the one below.
pub fn review_of<'a>(screen: &'a Screen, below: &'a [Screen]) -> Option<&'a ReviewScreen> {
    match (screen, below.split_last()) {
        (Screen::History(_), Some((screen, below))) => review_of(screen, below),
        (screen, _) => screen.review(),
    }
}

/// The review whose decisions are to be kept on disk; after a removal, what is left of it is kept as a whole instead.
pub fn review_to_keep<'a>(screen: &'a Screen, below: &'a [Screen]) -> Option<&'a ReviewScreen> {
    match (screen, below.split_last()) {
        (Screen::History(_), Some((screen, below))) => review_to_keep(screen, below),
        (Screen::Finished(_), _) => None,
        (screen, _) => screen.review(),
    }
}
