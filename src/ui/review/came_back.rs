//! Photos that were removed once and are there again, and what pages after the review need of it.

use std::sync::Arc;

use super::super::pictures::Store;
use super::super::{numbers, text};
use super::ReviewScreen;
use crate::photo::PhotoId;
use crate::removal::RemovedBefore;

impl ReviewScreen {
    /// Takes over what the history knows of the photos.
    pub fn set_removed_before(&mut self, removed: &Arc<RemovedBefore>) {
        if !Arc::ptr_eq(&self.removed_before, removed) {
            self.removed_before = Arc::clone(removed);
        }
    }

    /// The photo came back after a copy of it was removed.
    pub(super) fn came_back(&self, photo: PhotoId) -> bool {
        self.removed_before.when(self.findings().photo(photo)).is_some()
    }

    /// The same in a sentence, with the day.
    pub(super) fn came_back_words(&self, photo: PhotoId) -> Option<String> {
        let photo = self.findings().photo(photo);
        let when = self.removed_before.when(photo)?;
        Some(text::came_back(&text::name(photo.path()), &numbers::day(when)))
    }

    /// The small pictures remembered on disk.
    pub fn thumbnails(&self) -> Option<&Store> {
        self.album.store()
    }
}
