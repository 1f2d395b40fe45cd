//! Why the history cannot be used, as data and in English.

use std::fmt;
use std::path::PathBuf;

use crate::progress::Stop;

/// Why a removal or an undo did not begin, or a journal tells nothing or not all. Its `Display` is a clause in English; a
/// `String` is what the system says, but for a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HistoryError {
    /// Another process moves photos.
    Busy,
    /// Nothing can be written in this folder.
    NotKept(PathBuf, String),
    /// This folder cannot be listed.
    Unlisted(PathBuf, String),
    /// The journal of a removal cannot be begun.
    NotBegun(String),
    /// This journal cannot be read.
    Unreadable(PathBuf, String),
    /// This journal is one of a version that is not known here, or none at all.
    OtherVersion(PathBuf),
    /// Lines of this journal are damaged.
    Damaged(PathBuf),
    /// There is no removal of this name.
    NoSuch(String),
    /// The removal of this name moved nothing.
    NothingMoved(String),
    /// An undo ended early: the journal cannot be written.
    UndoStopped(String),
}

impl fmt::Display for HistoryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Busy => {
                f.write_str("another Lookalike is moving photos right now; try again when it is done")
            }
            Self::NotKept(folder, why) => {
                write!(f, "the history in {} cannot be kept: {why}", folder.display())
            }
            Self::Unlisted(folder, why) => {
                write!(f, "the history in {} cannot be read: {why}", folder.display())
            }
            Self::NotBegun(why) => {
                write!(f, "the journal of the removal cannot be begun, so nothing is removed: {why}")
            }
            Self::Unreadable(file, why) => write!(f, "reading {}: {why}", file.display()),
            Self::OtherVersion(file) => {
                write!(f, "{} is not a journal that this version of Lookalike can read", file.display())
            }
            Self::Damaged(file) => {
                write!(f, "{} is damaged; what it says of the other photos still holds", file.display())
            }
            Self::NoSuch(name) => write!(f, "there is no removal with the name {name:?}"),
            Self::NothingMoved(name) => {
                write!(f, "the removal {name:?} was stopped before it began, so there is nothing to put back")
            }
            Self::UndoStopped(why) => write!(
                f,
                "the journal cannot be written: {why}; what was put back until then is in its place"
            ),
        }
    }
}

impl std::error::Error for HistoryError {}

impl From<HistoryError> for Stop {
    fn from(error: HistoryError) -> Self {
        Self::Failed(error.into())
    }
}
