//! The screens, one of which the window shows, and how one becomes the next: each owns what it needs, so that the
//! old one is taken apart for the new one.

use std::collections::BTreeSet;

use super::apply::Apply;
use super::finding::Finding;
use super::finished::Finished;
use super::map::MapScreen;
use super::pictures::Store;
use super::remaining;
use super::removing::Removing;
use super::review::ReviewScreen;
use super::scanning::Scanning;
use super::start::Start;

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
            Self::Start(_) | Self::Scanning(_) | Self::Removing(_) => None,
        }
    }

    /// The page before a removal.
    pub fn applied(self) -> Self {
        match self {
            Self::Review(review) => Self::Apply(Box::new(Apply::new(review))),
            other => other,
        }
    }

    /// Back in the review, without the photos that are gone.
    pub fn reviewed(self, ctx: &egui::Context, store: Option<&Store>) -> Self {
        match self {
            Self::Apply(apply) => Self::Review(apply.into_review()),
            Self::Finished(finished) => {
                let gone: BTreeSet<_> = finished.gone();
                let review = remaining::review_without(finished.review().review(), &gone);
                Self::Review(Box::new(ReviewScreen::new(ctx, review, store)))
            }
            other => other,
        }
    }

    /// The start with the folders of the scan that ended early.
    pub fn restarted(self, problem: Option<String>) -> Self {
        match self {
            Self::Scanning(scanning) => Self::Start(Start::again(scanning.into_folders(), problem)),
            other => other,
        }
    }
}
