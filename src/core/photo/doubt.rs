//! Why a photo of a group is suggested for removal or not, as data: each shell words it for its readers.

use super::{CompanionKind, Holding, PhotoId};

/// Why a photo may go: where all of it stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MayGo {
    /// This photo has the same bytes and stays.
    Identical(PhotoId),
    /// The keeper of its group shows and says all that it does.
    InKeeper,
    /// The same, but for a border around it.
    InKeeperButBorder,
}

/// What is against letting a photo go because its group's keeper stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// The keeper is no better by any rule, or the rules disagree.
    NoReason,
    /// It only looks alike.
    OnlyAlike,
    /// It holds or says something that the keeper lacks.
    Holds(Vec<Holding>),
    /// Files belong to it that the keeper has none like of.
    Companions(Vec<CompanionKind>),
    /// It shows more of the picture.
    ShowsMore,
    /// It shows a part of the picture in more detail.
    Finer,
    /// Something covers a part of one of the two, and nobody knows of which.
    Covered,
    /// Both hold several pictures, of which only the first was compared.
    SeveralPictures,
    /// One of the two is a raw file, or cannot be decoded: only the preview in its file was compared.
    PreviewOnly,
    /// The keeper shows more, and that may be another picture beside this one.
    InCollage,
    /// The keeper is larger and may be this one enlarged.
    MayBeEnlarged,
}
