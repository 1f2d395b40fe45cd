//! Ways out of the review and back into it that decide nothing: photos like one of them, and the map.

use super::super::action::Example;
use super::super::finding::Finding;
use super::super::map::MapScreen;
use super::super::review::ReviewScreen;
use super::super::screen::Screen;
use super::super::shared::Shared;
use super::super::start::Start;
use super::super::text;
use super::super::toast::Toast;
use super::App;
use crate::photo::PhotoId;

/// The next screen, or the review again and why there is none.
type Next = Result<Screen, (Box<ReviewScreen>, std::io::Error)>;

impl Screen {
    /// The screen and a photo given to it come to photos like that one.
    pub(super) fn finds(&self) -> bool {
        matches!(self, Self::Review(_) | Self::Finding(_) | Self::Map(_))
    }

    /// The review that was left for a look at something else.
    fn into_left_review(self) -> Result<Box<ReviewScreen>, Self> {
        match self {
            Self::Review(review) => Ok(review),
            Self::Finding(finding) => Ok(finding.into_review()),
            Self::Map(map) => Ok(map.into_review()),
            other => Err(other),
        }
    }
}

impl App {
    pub(super) fn find_like(&mut self, example: Example) {
        self.leave_review_for(|review, ctx, shared| {
            Finding::start(ctx, review, example, shared).map(|finding| Screen::Finding(Box::new(finding)))
        });
    }

    pub(super) fn open_map(&mut self) {
        self.leave_review_for(|review, ctx, shared| {
            MapScreen::start(ctx, review, shared.cache.clone()).map(|map| Screen::Map(Box::new(map)))
        });
    }

    pub(super) fn return_to_review(&mut self, told: Option<String>) {
        self.change_review(|_| ());
        if let Some(told) = told {
            self.toasts.show(&self.ctx, Toast::plain(&told));
        }
    }

    /// Marks a photo that was found, or takes its mark back, in the review behind.
    pub(super) fn mark_found(&mut self, photo: PhotoId) {
        if let Screen::Finding(finding) = &mut self.screen
            && let Err(refusal) = finding.toggle_mark(photo)
        {
            self.toasts.show(&self.ctx, Toast::plain(text::refusal(refusal)));
        }
    }

    /// Returns to the review and does something there.
    pub(super) fn change_review(&mut self, change: impl FnOnce(&mut ReviewScreen)) {
        self.leave_review_for(|mut review, _, _| {
            change(&mut review);
            Ok(Screen::Review(review))
        });
    }

    fn leave_review_for(&mut self, next: impl FnOnce(Box<ReviewScreen>, &egui::Context, &Shared) -> Next) {
        self.toasts.clear();
        let screen = std::mem::replace(&mut self.screen, Screen::Start(Start::default()));
        let next = |review| next(review, &self.ctx, &self.shared);
        self.screen = match screen.into_left_review().map(next) {
            Ok(Ok(next)) => next,
            Ok(Err((review, error))) => {
                self.toasts.show(&self.ctx, Toast::plain(&text::no_thread(&error)));
                Screen::Review(review)
            }
            Err(other) => other,
        };
    }
}
