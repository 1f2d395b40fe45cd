//! Why a photo was not moved, or not put back: as data, which journals keep, and in English.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::photo::SkipReason;

/// A file of a removal that a problem is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// The photo that goes.
    Photo,
    /// A file that belongs to it, by its name.
    Companion(String),
    /// The photo that is kept for it.
    Keeper,
}

/// Why a photo was not moved, or not put back. Its `Display` is a clause in English. A `String` is what the system says, where
/// nothing else is said. Journals hold these names: add some, rename none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    /// It is not as the scan saw it.
    Changed(Subject),
    /// It cannot be found.
    NotFound(Subject, String),
    /// It cannot be read.
    Unreadable(Subject, String),
    /// It cannot be opened as a photo.
    KeeperNotOpened(SkipReason),
    /// The photo and its keeper are one file.
    SameFile,
    /// Two files of the removal are one.
    NamedTwice,
    /// The keeper is to be removed, too.
    KeeperGoes,
    /// The photo is the keeper of another one that goes.
    KeptForAnother,
    /// What lies beside it is not known.
    FolderUnreadable(String),
    /// A file belongs to it that the scan did not see.
    NewCompanion,
    /// It lies in a protected folder.
    Protected,
    /// The same, by another path of that folder.
    ProtectedElsewhere,
    /// A folder above it is a link now.
    FolderIsLink,
    /// It was an exact copy.
    NoLongerIdentical,
    /// It goes as a copy of a file beside the keeper, and is none.
    DiffersFromCopy(Subject),
    /// Photo and keeper were one file under two names.
    KeeperWentToo,
    /// Whether anything lies in its place cannot be told.
    PlaceUnseen(String),
    /// Something lies in its place after it was moved.
    PlaceTaken,
    /// Something else lies where it was moved to.
    OtherArrived,
    /// It was moved, and cannot be seen where it was moved to.
    NotArrived(String),
    /// The trash did not take it.
    NotTrashed(String),
    /// It could not be moved to quarantine.
    NotQuarantined(String),
    /// The user's folder did not take it.
    NotTaken(String),
    /// There is neither a trash nor a place for a quarantine.
    NoPlace,
    /// No name was found for it where it was to go.
    NoName(String),
    /// Its drive has no room for the note of a trash, nor for a folder.
    DriveFull,
    /// Its drive became full while it was moved.
    DriveFullOnTheWay,
    /// The journal cannot be written, so nothing was tried.
    NotWritten(String),
    /// The journal could not be written for a photo before.
    TurnNeverCame(String),
    /// The sidecar of this name, for what the keeper lacks, cannot be written.
    SidecarNotWritten(String, String),
    /// Something else has the name of that sidecar.
    SidecarTaken(String),
    /// The program was stopped; the photo is in its place.
    Stopped,
    /// The program was stopped; the photo is nowhere.
    StoppedAndGone,
    /// The program was stopped; the photo lies elsewhere.
    StoppedOnTheWay,
    /// It was cut short, and no end of its way can be seen.
    OutOfSight,
    /// What lies at this path is another file.
    OtherFile(String),
    /// Nothing lies at this path.
    NotThere(String),
    /// What lies at this path cannot be read.
    UnreadableAt(String, String),
    /// It could not be put back.
    NotPutBack(String),
    /// It was moved, and is not where it should be.
    NotReturned,
    /// It was moved, this came up, and it was put back.
    BackInPlace(Box<Problem>),
    /// A clause of a journal that holds no data beside it.
    Said(String),
}

const DRIVE_FULL: &str = "its drive is full, so that not even the note that the trash keeps about a file can be written; make some \
     room there, for example by emptying the trash, and try again";

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Photo => f.write_str("it"),
            Self::Companion(name) => write!(f, "{name}, which belongs to it,"),
            Self::Keeper => f.write_str("the photo kept for it"),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use Problem::*;
        match self {
            Changed(file) => write!(f, "{file} has changed since the scan"),
            NotFound(file, why) => write!(f, "{file} cannot be found: {why}"),
            Unreadable(file, why) => write!(f, "{file} cannot be read: {why}"),
            KeeperNotOpened(why) => write!(f, "the photo kept for it cannot be opened: {why}"),
            FolderUnreadable(why) => write!(f, "its folder cannot be looked through: {why}"),
            DiffersFromCopy(file) => write!(f, "{file} differs from its copy beside the photo kept for it"),
            PlaceUnseen(why) => write!(f, "its place cannot be looked at: {why}"),
            NotArrived(why) => write!(f, "it left its place and was not found where it should be: {why}"),
            NotTrashed(why) => write!(f, "the trash did not take it: {why}"),
            NotQuarantined(why) => write!(f, "no quarantine could be made for it: {why}"),
            NotTaken(why) => write!(f, "the folder did not take it: {why}"),
            NoName(why) => write!(f, "no name for it was found where it was to go: {why}"),
            NotWritten(why) => write!(f, "the journal cannot be written, so it was not moved: {why}"),
            TurnNeverCame(why) => write!(f, "its turn never came: the journal cannot be written: {why}"),
            SidecarNotWritten(name, why) => write!(f, "its metadata cannot be kept: {name}: {why}"),
            SidecarTaken(name) => write!(f, "its metadata cannot be kept: there is a {name} already"),
            OtherFile(path) => write!(f, "{path} is another file now"),
            NotThere(path) => write!(f, "{path} is not there any more"),
            UnreadableAt(path, why) => write!(f, "{path} cannot be read: {why}"),
            NotPutBack(why) => write!(f, "it could not be put back: {why}"),
            BackInPlace(problem) => write!(f, "{problem}; it is back in its place"),
            Said(clause) => f.write_str(clause),
            SameFile => f.write_str("it is the same file as the photo kept for it"),
            NamedTwice => f.write_str("the same file belongs to it twice"),
            KeeperGoes => f.write_str("the photo kept for it is to be removed too"),
            KeptForAnother => f.write_str("another photo goes because this one stays"),
            NewCompanion => f.write_str("something new belongs to it; scan its folder again"),
            Protected => f.write_str("it lies in a protected folder"),
            ProtectedElsewhere => {
                f.write_str("it lies in a protected folder, which has another path as well")
            }
            FolderIsLink => f.write_str("one of its folders has become a link since the scan"),
            NoLongerIdentical => f.write_str("the two files are no longer the same"),
            KeeperWentToo => {
                f.write_str("the photo kept for it went with it: they are one file under two names")
            }
            PlaceTaken => f.write_str("something lies in its place"),
            OtherArrived => f.write_str("what arrived is not what was sent"),
            NoPlace => f.write_str("there is no trash and no quarantine for it"),
            DriveFull => f.write_str(DRIVE_FULL),
            DriveFullOnTheWay => f.write_str("the drive is full"),
            Stopped => f.write_str("the program was stopped before it was moved"),
            StoppedAndGone => f.write_str(
                "the program was stopped before it was moved, and it is not in its place any more",
            ),
            StoppedOnTheWay => {
                f.write_str("the program was stopped while it was moved, and it could not be put back")
            }
            OutOfSight => {
                f.write_str("it was cut short, and neither its place nor where it was sent can be seen now")
            }
            NotReturned => f.write_str("it was moved and is not where it should be"),
        }
    }
}
