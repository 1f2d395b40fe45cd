//! What the user said about look-alikes for good: read when a review opens, written down as soon as it is said.

use super::review::ReviewScreen;
use super::text;
use crate::review::Review;
use crate::settings::OwnFolders;
use crate::verdicts::{self, Loaded};

/// Takes over what was said before; a sentence if that could not be read.
pub fn recall(review: &mut Review, own: Option<&OwnFolders>) -> Option<String> {
    let Loaded { verdicts, notice } = verdicts::load(&own?.verdicts_file());
    review.set_verdicts(verdicts);
    notice
}

/// Writes down what is new; a sentence if that failed, or what was there before is damaged.
pub fn save(review: &mut ReviewScreen, own: Option<&OwnFolders>) -> Option<String> {
    let changes = review.take_changes();
    let file = own.filter(|_| !changes.is_empty())?.verdicts_file();
    verdicts::change(&file, &changes)
        .unwrap_or_else(|error| Some(text::verdicts_not_saved(&format!("{error:#}"))))
}
