//! A short message, as data: what it says, and what it offers to do about it.

use std::path::PathBuf;

/// What a message offers to do about it.
pub enum Offer {
    /// Nothing.
    Nothing,
    /// Undo the decision that left the review with this revision.
    Undo(u64),
    /// Take back what was said last about a folder.
    TakeBackRule,
    /// Undo the removal with this name.
    PutBack(String),
    /// Show this file in its folder.
    Reveal(PathBuf),
}

/// A message.
pub struct Toast {
    /// What it says.
    pub text: String,
    /// What can be done about it.
    pub offer: Offer,
}

impl Toast {
    /// Only the message.
    pub fn plain(text: &str) -> Self {
        Self { text: text.to_owned(), offer: Offer::Nothing }
    }

    /// With a button that undoes the last decision, after which the review had this revision.
    pub fn undoable(text: &str, revision: u64) -> Self {
        Self { text: text.to_owned(), offer: Offer::Undo(revision) }
    }

    /// With a button that takes back what was said about a folder.
    pub fn about_rule(text: &str) -> Self {
        Self { text: text.to_owned(), offer: Offer::TakeBackRule }
    }

    /// With a button that undoes a removal.
    pub fn about_removal(text: &str, id: String) -> Self {
        Self { text: text.to_owned(), offer: Offer::PutBack(id) }
    }

    /// With a button that shows a file in its folder.
    pub fn about_file(text: String, file: PathBuf) -> Self {
        Self { text, offer: Offer::Reveal(file) }
    }
}
