//! Why a photo is the one its group keeps, as data: each shell words it for its readers.

use super::{CompanionKind, Format, Holding};

/// The rule that set the keeper apart from the best of the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// What it has ahead of them.
    pub because: Because,
    /// Of which of the others it is true.
    pub among: Among,
}

/// Those of a group of which a reason is true.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Among {
    /// All.
    All,
    /// Those without a border: one with a border is in the group too, and has as much or more.
    Unframed,
    /// Those that nothing weightier was found against; one of the rest has as much or more.
    EqualOtherwise,
}

/// What one photo has ahead of others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Because {
    /// It lies in a protected folder.
    Protected,
    /// The others are damaged files.
    Whole,
    /// More that belongs to it.
    Complete(Vec<CompanionKind>),
    /// It holds more than a picture: a film, pages.
    Contents(Vec<Holding>),
    /// The others have a border or bars around the picture, or corners that turning it left empty.
    Unframed,
    /// The others are greyscale.
    Colour,
    /// The others show only a part of the picture.
    Fuller,
    /// The larger ones were enlarged and show no more.
    Detail,
    /// The others are blurred.
    Sharp,
    /// It says more about itself: date, camera, place, stars, caption, keywords, people.
    Metadata,
    /// Others hold its pixels in a format that keeps more, and show no more.
    Source,
    /// The most pixels.
    Pixels {
        /// Its width in pixels.
        width: u32,
        /// Its height in pixels.
        height: u32,
    },
    /// A format that keeps more detail.
    Format(Format),
    /// The highest JPEG quality, 1 to 100.
    Quality(u8),
    /// It lies in a preferred folder, and nothing else sets it apart.
    Preferred,
    /// The largest file at the same number of pixels.
    Bytes,
    /// The others have the name of a copy, "photo (1)" say.
    Name,
    /// The others lie in a folder for backups, exports, downloads or trash.
    Folder,
    /// The oldest.
    Age,
    /// Nothing but that its path comes first: the others hold the same bytes.
    Path,
}

impl Because {
    /// It says little about which photo was made from which.
    pub fn is_slight(&self) -> bool {
        let slight =
            [Self::Preferred, Self::Bytes, Self::Name, Self::Folder, Self::Age, Self::Path].contains(self);
        slight || matches!(self, Self::Format(_) | Self::Quality(_))
    }
}
