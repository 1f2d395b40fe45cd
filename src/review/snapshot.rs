//! A review's decisions and history as plain data, to be kept and taken up again.

use std::collections::{BTreeMap, BTreeSet};

use super::{Decision, Review};
use crate::photo::{PhotoId, SharedFindings};
use crate::verdicts::Change;

/// Who says that a photo is the one to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChosenBy {
    /// The rules, if anybody.
    Rules,
    /// The user.
    User,
}

/// What one step changed, so that it can be changed back.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Step {
    /// Photos and what was decided about them before.
    pub decisions: Vec<(PhotoId, Decision)>,
    /// Photos and who chose them to be a keeper before.
    pub keepers: Vec<(PhotoId, ChosenBy)>,
    /// What takes back what was said about the photos for good.
    pub verdict: Option<Change>,
    /// A photo of the group it happened in, to find the way back there.
    pub place: Option<PhotoId>,
}

/// Everything that was decided, and every step that can be taken back or done once more.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Snapshot {
    /// The distance up to which photos are grouped.
    pub threshold: f32,
    /// What was decided; what is not here is undecided.
    pub decisions: BTreeMap<PhotoId, Decision>,
    /// Keepers the user chose.
    pub chosen: BTreeSet<PhotoId>,
    /// Steps to take back, the latest last.
    pub undo: Vec<Step>,
    /// Steps to do once more, the next one last.
    pub redo: Vec<Step>,
}

impl Review {
    /// What was decided, to be taken up again with [`Self::resumed`].
    pub fn snapshot(&self) -> Snapshot {
        Snapshot {
            threshold: self.threshold,
            decisions: self.decisions.clone(),
            chosen: self.chosen.clone(),
            undo: self.undo.clone(),
            redo: self.redo.clone(),
        }
    }

    /// The review of `findings` as `snapshot` left it. Marks that do not stand on a pair with the keeper (the
    /// findings may be other ones) become undecided.
    pub fn resumed(findings: SharedFindings, snapshot: Snapshot) -> Self {
        let mut review = Self::new(findings, snapshot.threshold);
        review.decisions = snapshot.decisions;
        review.chosen = snapshot.chosen;
        review.regroup(&mut Step::default());
        (review.undo, review.redo) = (snapshot.undo, snapshot.redo);
        review
    }

    /// Another number after everything that changes what [`Self::snapshot`] gives.
    pub fn revision(&self) -> u64 {
        self.revision
    }
}
