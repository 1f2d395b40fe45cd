//! What would be removed, as inert data: shown, printed, tested, and then carried out by the same code
//! that printed it. A removal names the photo that goes and the one that stays for it.

use std::path::PathBuf;

use crate::photo::{ContentHash, FileId, FileStamp, Findings, Photo, PhotoId, Relation};
use crate::review::Review;

/// One of the two photos of a removal, as it was at the scan.
#[derive(Debug, Clone, PartialEq)]
pub struct Subject {
    /// Where it lay.
    pub path: PathBuf,
    /// Which physical file it was.
    pub id: FileId,
    /// Its size and time.
    pub stamp: FileStamp,
    /// Its bytes.
    pub content: ContentHash,
}

impl From<&Photo> for Subject {
    fn from(photo: &Photo) -> Self {
        Self {
            path: photo.file.path.clone(),
            id: photo.file.id,
            stamp: photo.file.stamp,
            content: photo.content,
        }
    }
}

/// One photo that goes, because another stays.
#[derive(Debug, Clone, PartialEq)]
pub struct Removal {
    /// The photo that goes.
    pub goes: Subject,
    /// The photo that is kept for it.
    pub keeper: Subject,
    /// What lies between them.
    pub relation: Relation,
}

/// Everything that is to go.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RemovalPlan {
    /// In path order of what goes.
    pub removals: Vec<Removal>,
    /// Folders from which nothing is removed, whatever `removals` says.
    pub protected: Vec<PathBuf>,
}

impl RemovalPlan {
    /// The marks of a review. A mark without a pair to its keeper is left out: a review has none.
    pub fn from_review(review: &Review) -> Self {
        let findings = review.findings();
        let removals = review.marked().filter_map(|pair| removal(findings, pair)).collect();
        Self { removals, protected: findings.protected.clone() }
    }

    /// Bytes that carrying it out would free.
    pub fn bytes(&self) -> u64 {
        self.removals.iter().map(|removal| removal.goes.stamp.bytes).sum()
    }
}

fn removal(findings: &Findings, (goes, keeper): (PhotoId, PhotoId)) -> Option<Removal> {
    let relation = findings.pairs.link(goes, keeper)?.relation;
    Some(Removal { goes: findings.photo(goes).into(), keeper: findings.photo(keeper).into(), relation })
}
