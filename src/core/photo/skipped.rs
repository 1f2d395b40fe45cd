//! Files that are no photos of a scan, and why.

use std::fmt;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// A file that could not be read as a photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// The file or folder.
    pub path: PathBuf,
    /// Why.
    pub reason: SkipReason,
}

/// Why a file could not be read as a photo; shown as half a sentence in English. The cache tells its variants by their
/// order, journals by their names: add at the end, rename none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum SkipReason {
    /// The system gives no access to it, in the system's own words.
    Closed(String),
    /// It is a trash, a snapshot or one of the program's own folders.
    NeverScanned,
    /// It is a folder, a device or the like.
    NotAFile,
    /// It has no bytes.
    Empty,
    /// It has more bytes than are read, in MiB.
    LargerThan(u64),
    /// It is a picture in a format that is not read, by its name.
    NotReadYet(String),
    /// It is of a kind that is not read, of a format of which other kinds are.
    KindNotReadYet(String),
    /// It is no picture.
    NoPicture,
    /// Its picture has a side of no pixels.
    NoPixels,
    /// It claims so many pixels across and down, more than so many megapixels.
    TooManyPixels([u32; 2], u64),
    /// It is damaged: the format, and what the decoder says, which is nothing to show to people.
    Damaged(String, String),
    /// It is damaged so that its decoder broke down.
    BrokeDecoder,
    /// Reading took longer than so many seconds.
    TookLongerThan(u64),
    /// Something that is not about the file, in half a sentence.
    Other(String),
    /// Its bytes lie in the cloud only, and reading it would fetch them.
    InTheCloud,
    /// It is a camera's raw file in which no preview is large enough to be compared.
    NoPreview,
}

impl fmt::Display for Skipped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for Skipped {}

impl SkipReason {
    /// It follows from the file's bytes alone; another time, a file skipped for another reason may be readable.
    pub fn is_in_the_bytes(&self) -> bool {
        match self {
            Self::NotReadYet(_)
            | Self::KindNotReadYet(_)
            | Self::NoPicture
            | Self::NoPreview
            | Self::NoPixels
            | Self::TooManyPixels(..)
            | Self::Damaged(..)
            | Self::BrokeDecoder => true,
            Self::Closed(_)
            | Self::InTheCloud
            | Self::NeverScanned
            | Self::NotAFile
            | Self::Empty
            | Self::LargerThan(_)
            | Self::TookLongerThan(_)
            | Self::Other(_) => false,
        }
    }
}

impl From<String> for SkipReason {
    fn from(reason: String) -> Self {
        Self::Other(reason)
    }
}

impl fmt::Display for SkipReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Closed(why) => write!(f, "it cannot be opened: {why}"),
            Self::InTheCloud => f.write_str("it lies in the cloud only, and a scan downloads nothing"),
            Self::NeverScanned => {
                f.write_str("trashes, snapshots and Lookalike's own folders are never scanned")
            }
            Self::NotAFile => f.write_str("it is not a file"),
            Self::Empty => f.write_str("the file is empty"),
            Self::LargerThan(mebibytes) => write!(f, "the file is larger than {mebibytes} MiB"),
            Self::NotReadYet(format) => write!(f, "{format} files cannot be read yet"),
            Self::KindNotReadYet(format) => write!(f, "this kind of {format} cannot be read yet"),
            Self::NoPicture => f.write_str("its content is no picture format that Lookalike knows"),
            Self::NoPreview => {
                f.write_str("the RAW file holds no JPEG preview that is large enough to compare photos by")
            }
            Self::NoPixels => f.write_str("the picture has no pixels"),
            Self::TooManyPixels([width, height], megapixels) => {
                write!(f, "it claims {width} × {height} pixels, more than {megapixels} megapixels")
            }
            Self::Damaged(format, _) => {
                write!(f, "the {format} is damaged, or of a kind that cannot be read yet")
            }
            Self::BrokeDecoder => f.write_str("it is damaged in a way its decoder cannot handle"),
            Self::TookLongerThan(seconds) => write!(f, "reading it took longer than {seconds} seconds"),
            Self::Other(why) => f.write_str(why),
        }
    }
}
