//! What lies in the file of a review. Photos are numbered as they are mentioned; each is known again by its
//! path and its content.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::*;
use crate::photo::Relation;
use crate::review::ChosenBy;
use crate::verdicts::{Change, VerdictRecord};

#[derive(Serialize, Deserialize)]
pub(super) struct Stored {
    folders: Vec<StoredFolder>,
    /// Seconds since 1970.
    saved_at: u64,
    groups: u64,
    done: u64,
    marked: u64,
    marked_bytes: u64,
    threshold: f32,
    tab: u8,
    sort: u8,
    filter: String,
    on_stage: Option<[u32; 2]>,
    photos: Vec<(OsString, [u8; 32])>,
    decisions: Vec<(u32, StoredDecision)>,
    chosen: Vec<u32>,
    undo: Vec<StoredStep>,
    redo: Vec<StoredStep>,
}

/// New ones come last: files know them by their number.
#[derive(Clone, Copy, Serialize, Deserialize)]
enum StoredDecision {
    Undecided,
    Keep,
    /// Nobody remembers on what.
    Remove,
    RemoveExact,
    RemoveEdited,
    RemoveSimilar,
}

#[derive(Serialize, Deserialize)]
struct StoredFolder {
    path: OsString,
    protected: bool,
    preferred: bool,
}

impl StoredFolder {
    fn of(folder: &SavedFolder) -> Self {
        let SavedFolder { path, protected, preferred } = folder.clone();
        Self { path: path.into_os_string(), protected, preferred }
    }
}

#[derive(Serialize, Deserialize)]
struct StoredStep {
    decisions: Vec<(u32, StoredDecision)>,
    /// Photos, and whether the user had chosen them.
    keepers: Vec<(u32, bool)>,
    /// What takes back what was said for good, and whether it is said by that.
    verdict: Option<(VerdictRecord, bool)>,
    place: Option<u32>,
}

impl Stored {
    pub(super) fn of(folders: &[SavedFolder], review: &Review, whereabouts: &Whereabouts) -> Self {
        let (snapshot, totals) = (review.snapshot(), review.totals());
        let mut numbers =
            Numbers { findings: review.findings(), numbers: BTreeMap::new(), photos: Vec::new() };
        let since_1970 = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let on_stage = whereabouts.photos.map(|photos| photos.map(|photo| numbers.of(photo)));
        let decisions = snapshot
            .decisions
            .iter()
            .map(|(photo, decision)| (numbers.of(*photo), (*decision).into()))
            .collect();
        let chosen = snapshot.chosen.iter().map(|photo| numbers.of(*photo)).collect();
        let undo = snapshot.undo.iter().map(|step| numbers.step(step)).collect();
        let redo = snapshot.redo.iter().map(|step| numbers.step(step)).collect();
        Self {
            folders: folders.iter().map(StoredFolder::of).collect(),
            saved_at: since_1970.as_secs(),
            groups: totals.groups as u64,
            done: totals.done as u64,
            marked: totals.marked as u64,
            marked_bytes: totals.marked_bytes,
            threshold: snapshot.threshold,
            tab: whereabouts.tab,
            sort: whereabouts.sort,
            filter: whereabouts.filter.clone(),
            on_stage,
            photos: numbers.photos,
            decisions,
            chosen,
            undo,
            redo,
        }
    }

    pub(super) fn summary(&self) -> Summary {
        let folder = |folder: &StoredFolder| SavedFolder {
            path: PathBuf::from(&folder.path),
            protected: folder.protected,
            preferred: folder.preferred,
        };
        Summary {
            folders: self.folders.iter().map(folder).collect(),
            saved_at: SystemTime::UNIX_EPOCH + Duration::from_secs(self.saved_at),
            totals: Totals {
                marked: self.marked as usize,
                marked_bytes: self.marked_bytes,
                done: self.done as usize,
                groups: self.groups as usize,
            },
        }
    }

    pub(super) fn snapshot(&self, photos: &Photos) -> Snapshot {
        let decided =
            |(number, decision): &(u32, StoredDecision)| Some((photos.get(*number)?, (*decision).into()));
        // A step that is only about photos that are gone would undo nothing.
        let says_something =
            |step: &Step| !step.decisions.is_empty() || !step.keepers.is_empty() || step.verdict.is_some();
        let steps = |steps: &[StoredStep]| -> Vec<Step> {
            steps.iter().map(|step| photos.step(step)).filter(says_something).collect()
        };
        Snapshot {
            threshold: self.threshold,
            decisions: self.decisions.iter().filter_map(decided).collect(),
            chosen: self.chosen.iter().filter_map(|number| photos.get(*number)).collect(),
            undo: steps(&self.undo),
            redo: steps(&self.redo),
        }
    }

    pub(super) fn whereabouts(&self, photos: &Photos) -> Whereabouts {
        let on_stage = self.on_stage.and_then(|[left, right]| Some([photos.get(left)?, photos.get(right)?]));
        Whereabouts { tab: self.tab, sort: self.sort, filter: self.filter.clone(), photos: on_stage }
    }
}

/// Numbers photos as they are mentioned.
struct Numbers<'a> {
    findings: &'a Findings,
    numbers: BTreeMap<PhotoId, u32>,
    photos: Vec<(OsString, [u8; 32])>,
}

impl Numbers<'_> {
    fn of(&mut self, photo: PhotoId) -> u32 {
        let next = self.photos.len() as u32;
        *self.numbers.entry(photo).or_insert_with(|| {
            let photo = self.findings.photo(photo);
            self.photos.push((photo.path().as_os_str().to_owned(), photo.content.0));
            next
        })
    }

    fn step(&mut self, step: &Step) -> StoredStep {
        StoredStep {
            decisions: step
                .decisions
                .iter()
                .map(|(photo, before)| (self.of(*photo), (*before).into()))
                .collect(),
            keepers: step
                .keepers
                .iter()
                .map(|(photo, by)| (self.of(*photo), *by == ChosenBy::User))
                .collect(),
            verdict: step.verdict.as_ref().map(|change| match change {
                Change::Given(verdict) => (verdict.into(), true),
                Change::TakenBack(verdict) => (verdict.into(), false),
            }),
            place: step.place.map(|photo| self.of(photo)),
        }
    }
}

/// The photos a file mentions, as far as a scan found them again.
pub(super) struct Photos {
    found: Vec<Option<PhotoId>>,
    pub(super) vanished: Vec<PathBuf>,
    pub(super) changed: Vec<PathBuf>,
}

impl Photos {
    pub(super) fn found_again(stored: &Stored, findings: &Findings) -> Self {
        let mut photos = Self { found: Vec::new(), vanished: Vec::new(), changed: Vec::new() };
        for (path, content) in &stored.photos {
            let path = PathBuf::from(path);
            let found = find(findings, &path, ContentHash(*content));
            photos.found.push(found.as_ref().ok().copied());
            match found {
                Ok(_) => {}
                Err(Missing::Vanished) => photos.vanished.push(path),
                Err(Missing::Changed) => photos.changed.push(path),
            }
        }
        photos
    }

    fn get(&self, number: u32) -> Option<PhotoId> {
        self.found.get(number as usize).copied().flatten()
    }

    fn step(&self, step: &StoredStep) -> Step {
        let by = |user: bool| if user { ChosenBy::User } else { ChosenBy::Rules };
        Step {
            decisions: step
                .decisions
                .iter()
                .filter_map(|(n, d)| Some((self.get(*n)?, (*d).into())))
                .collect(),
            keepers: step.keepers.iter().filter_map(|(n, user)| Some((self.get(*n)?, by(*user)))).collect(),
            verdict: step.verdict.clone().and_then(|(record, given)| {
                let verdict = record.read().ok()?;
                Some(if given { Change::Given(verdict) } else { Change::TakenBack(verdict) })
            }),
            place: step.place.and_then(|number| self.get(number)),
        }
    }
}

impl From<Decided> for StoredDecision {
    fn from(decided: Decided) -> Self {
        match (decided.decision, decided.on) {
            (Decision::Undecided, _) => Self::Undecided,
            (Decision::Keep, _) => Self::Keep,
            (Decision::Remove, None) => Self::Remove,
            (Decision::Remove, Some(Relation::Exact)) => Self::RemoveExact,
            (Decision::Remove, Some(Relation::Edited)) => Self::RemoveEdited,
            (Decision::Remove, Some(Relation::Similar)) => Self::RemoveSimilar,
        }
    }
}

impl From<StoredDecision> for Decided {
    fn from(stored: StoredDecision) -> Self {
        let (decision, on) = match stored {
            StoredDecision::Undecided => (Decision::Undecided, None),
            StoredDecision::Keep => (Decision::Keep, None),
            StoredDecision::Remove => (Decision::Remove, None),
            StoredDecision::RemoveExact => (Decision::Remove, Some(Relation::Exact)),
            StoredDecision::RemoveEdited => (Decision::Remove, Some(Relation::Edited)),
            StoredDecision::RemoveSimilar => (Decision::Remove, Some(Relation::Similar)),
        };
        Self { decision, on }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::photo::{Pairs, sample};

    #[test]
    fn a_file_that_does_not_say_what_a_mark_was_made_on_is_read_and_believed_of_copies_only() {
        let similar = Arc::new(sample::findings(2, &[(0, 1, 0.05)]));
        let mut exact = sample::findings(2, &[]);
        exact.pairs = Pairs::new(vec![PhotoId(0); 2], Vec::new());
        for (findings, marks) in [(similar, 0), (Arc::new(exact), 1)] {
            let mut review = Review::new(Arc::clone(&findings), 0.1);
            review.keep_only(0, PhotoId(0));
            let mut stored = Stored::of(&[], &review, &Whereabouts::default());
            let marks_then = stored.decisions.iter_mut().filter(|(_, decision)| *decision as u8 > 2);
            assert_eq!(marks_then.map(|(_, decision)| *decision = StoredDecision::Remove).count(), 1);
            let dir = tempfile::tempdir().expect("a folder");
            let file = dir.path().join("earlier.review");
            let bytes = postcard::to_extend(&stored, EARLIER[0].to_vec()).expect("encoded");
            std::fs::write(&file, bytes).expect("written");
            let resumed = resume(&file, &findings).expect("resumed");
            assert_eq!(resumed.review.totals().marked, marks);
        }
    }
}
