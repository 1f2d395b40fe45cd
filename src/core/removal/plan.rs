//! What would be removed, as inert data: shown, printed, tested, and then carried out by the same code
//! that printed it. A removal names the photo that goes and the one that stays for it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::disk::{Destination, Disk, Place};
use super::sidecar::Sidecar;
use crate::photo::{Companion, ContentHash, FileId, FileStamp, Findings, Photo, PhotoId, Relation};
use crate::review::Review;

/// One of the two photos of a removal, as it was at the scan.
#[derive(Debug, Clone, PartialEq)]
pub struct FileSnapshot {
    /// Where it lay.
    pub path: PathBuf,
    /// Which physical file it was.
    pub id: FileId,
    /// Its size and time.
    pub stamp: FileStamp,
    /// Its bytes.
    pub content: ContentHash,
}

impl From<&Photo> for FileSnapshot {
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
    pub goes: FileSnapshot,
    /// What belongs to it and goes with it.
    pub companions: Vec<Companion>,
    /// The photo that is kept for it.
    pub keeper: FileSnapshot,
    /// What lies between them.
    pub relation: Relation,
    /// Companions that go, each with one beside the keeper that it is taken for a copy of. It goes only if it is one.
    pub alike: Vec<(PathBuf, PathBuf)>,
    /// Written beside the keeper just before.
    pub sidecar: Option<Sidecar>,
}

impl Removal {
    /// Bytes of the photo and of what goes with it.
    pub fn bytes(&self) -> u64 {
        self.goes.stamp.bytes + self.companions.iter().map(|file| file.stamp.bytes).sum::<u64>()
    }
}

/// Everything that is to go.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RemovalPlan {
    /// In path order of what goes.
    pub removals: Vec<Removal>,
    /// Folders from which nothing is removed, whatever `removals` says.
    pub protected: Vec<PathBuf>,
    /// Where everything goes; `None`: to the trash of its volume.
    pub destination: Option<Destination>,
}

impl RemovalPlan {
    /// The marks of a review. A mark without a pair to its keeper is left out: a review has none.
    pub fn from_review(review: &Review) -> Self {
        let findings = review.findings();
        let removals = review.marked().filter_map(|pair| removal(findings, pair)).collect();
        Self { removals, protected: findings.protected.clone(), destination: None }
    }

    /// The same plan, and what keepers would lose is written into sidecars beside them.
    pub fn with_sidecars(mut self, findings: &Findings) -> Self {
        let photo = |subject: &FileSnapshot| {
            let at = findings.photos.binary_search_by(|photo| photo.path().cmp(&subject.path)).ok()?;
            findings.photos.get(at)
        };
        let mut goes: BTreeMap<&Path, Vec<&Photo>> = BTreeMap::new();
        for removal in &self.removals {
            goes.entry(&removal.keeper.path).or_default().extend(photo(&removal.goes));
        }
        let sidecar = |removal: &Removal| {
            Sidecar::for_keeper(photo(&removal.keeper)?, goes.get(removal.keeper.path.as_path())?)
        };
        let sidecars: Vec<Option<Sidecar>> = self.removals.iter().map(sidecar).collect();
        for (removal, sidecar) in self.removals.iter_mut().zip(sidecars) {
            removal.sidecar = sidecar;
        }
        self
    }

    /// How many sidecars it would write.
    pub fn sidecars(&self) -> usize {
        let paths = self.removals.iter().filter_map(|removal| removal.sidecar.as_ref());
        paths.map(|sidecar| &sidecar.path).collect::<BTreeSet<_>>().len()
    }

    /// How many photos go to quarantine because their volume has no trash, by the folder in which it would be made. Looks
    /// at every folder that something goes from.
    pub fn quarantined(&self, disk: &dyn Disk) -> BTreeMap<PathBuf, usize> {
        let mut of_folders: BTreeMap<&Path, Option<PathBuf>> = BTreeMap::new();
        let mut quarantined = BTreeMap::new();
        for removal in &self.removals {
            let path = &removal.goes.path;
            let of_folder = of_folders.entry(path.parent().unwrap_or(path)).or_insert_with(|| {
                match disk.places(path).into_iter().next() {
                    Some(Place::Quarantine(folder)) => Some(folder),
                    _ => None,
                }
            });
            if let Some(folder) = of_folder {
                *quarantined.entry(folder.clone()).or_default() += 1;
            }
        }
        quarantined
    }

    /// Bytes that carrying it out would free.
    pub fn bytes(&self) -> u64 {
        self.removals.iter().map(Removal::bytes).sum()
    }
}

/// The removal of one photo because another stays; `None` if the two are no pair.
pub fn removal(findings: &Findings, (goes, keeper): (PhotoId, PhotoId)) -> Option<Removal> {
    let relation = findings.pairs.link(goes, keeper)?.relation;
    let (goes, keeper) = (findings.photo(goes), findings.photo(keeper));
    let companions = goes.file.companions.clone();
    let like = |own: &Companion| {
        let theirs = keeper.file.companions.iter().filter(|theirs| own.is_like(theirs));
        theirs.map(|theirs| (own.path.clone(), theirs.path.clone())).collect::<Vec<_>>()
    };
    let alike = companions.iter().flat_map(like).collect();
    Some(Removal { goes: goes.into(), companions, keeper: keeper.into(), relation, alike, sidecar: None })
}
