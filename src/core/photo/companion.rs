//! Files that belong to a photo without being photos of their own here: they are shown, counted and removed
//! with it, or not at all. `bundle` finds them by name and folder.

use std::path::PathBuf;

use super::{ContentHash, FileId, FileStamp, PhotoFile};

/// What a file that belongs to a photo is to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CompanionKind {
    /// What the camera's sensor saw; the photo is its JPEG or HEIC.
    Raw,
    /// The photo as it was edited on the phone (`IMG_E1234`); the photo is the original.
    Edit,
    /// The few seconds around the photo (Live Photo).
    Movie,
    /// Settings, ratings and keywords beside the photo (XMP), or a phone's edits (AAE).
    Sidecar,
}

/// A file that goes where its photo goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Companion {
    /// What it is to the photo.
    pub kind: CompanionKind,
    /// Absolute path, in the photo's folder.
    pub path: PathBuf,
    /// The physical file behind the path.
    pub id: FileId,
    /// Size and time at the scan.
    pub stamp: FileStamp,
    /// Its bytes, as far as a scan has read them: those of sidecars that may be like another one.
    pub content: Option<ContentHash>,
}

impl Companion {
    /// Taken for a copy of `other`: by kind and size, and of sidecars by their bytes. Of other files, which are large,
    /// the bytes are looked at when one of them goes.
    pub fn is_like(&self, other: &Self) -> bool {
        let read = self.kind != CompanionKind::Sidecar || self.content.is_some();
        read && (self.kind, self.stamp.bytes, self.content) == (other.kind, other.stamp.bytes, other.content)
    }
}

impl PhotoFile {
    /// Size of the photo and all that belongs to it, in bytes.
    pub fn bundle_bytes(&self) -> u64 {
        self.stamp.bytes + self.companions.iter().map(|companion| companion.stamp.bytes).sum::<u64>()
    }

    /// What belongs to the photo, each kind once.
    pub fn companion_kinds(&self) -> Vec<CompanionKind> {
        let mut kinds: Vec<CompanionKind> = self.companions.iter().map(|companion| companion.kind).collect();
        kinds.dedup();
        kinds
    }

    /// What belongs to this photo and has no [like](Companion::is_like) beside `other`: it would be lost if
    /// only `other` stayed.
    pub fn companions_beyond<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a Companion> {
        self.companions.iter().filter(move |own| !other.companions.iter().any(|theirs| own.is_like(theirs)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::sample;

    #[test]
    fn what_only_one_of_two_has_is_told_by_kind_and_size_and_sidecars_by_their_bytes() {
        let (mut one, mut other) = (sample::photo("a.jpg").file, sample::photo("b.jpg").file);
        let content = Some(ContentHash([1; 32]));
        let companion = |kind, bytes| Companion { content, ..sample::companion("a.xmp", kind, bytes) };
        one.companions = vec![companion(CompanionKind::Sidecar, 900), companion(CompanionKind::Raw, 20_000)];
        other.companions = vec![companion(CompanionKind::Sidecar, 900)];
        let beyond: Vec<_> = one.companions_beyond(&other).map(|companion| companion.kind).collect();
        assert_eq!(beyond, [CompanionKind::Raw]);
        assert_eq!(other.companions_beyond(&one).count(), 0);
        assert_eq!(one.bundle_bytes(), 3_020_900);
        for other_content in [Some(ContentHash([2; 32])), None] {
            other.companions[0].content = other_content;
            assert_eq!(
                (one.companions_beyond(&other).count(), other.companions_beyond(&one).count()),
                (2, 1)
            );
        }
        one.companions[0].content = None;
        assert_eq!(other.companions_beyond(&one).count(), 1, "neither was read");
    }
}
