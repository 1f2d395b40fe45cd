//! A review's decisions and history as plain data, to be kept and taken up again.

use std::collections::{BTreeMap, BTreeSet};

use super::{Decision, Review};
use crate::photo::{PhotoId, Relation, SharedFindings};
use crate::verdicts::Change;

/// Who says that a photo is the one to keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChosenBy {
    /// The rules, if anybody.
    Rules,
    /// The user.
    User,
}

/// A decision and, of a mark, what it was made on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Decided {
    /// What was decided.
    pub decision: Decision,
    /// What lay between the photo and the one kept for it when it was marked; `None` if nobody remembers.
    pub on: Option<Relation>,
}

impl Decided {
    /// Whether a mark still stands where this is what lies between the photo and its keeper now. Nobody has looked at the
    /// two if they are less alike than those that it was made on.
    pub(super) fn stands_on(self, now: Relation) -> bool {
        match self.on {
            Some(before) => now <= before,
            None => now < Relation::Similar,
        }
    }
}

/// What one step changed, so that it can be changed back.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Step {
    /// Photos and what was decided about them before.
    pub decisions: Vec<(PhotoId, Decided)>,
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
    /// What was decided, sleeping marks included; what is not here is undecided.
    pub decisions: BTreeMap<PhotoId, Decided>,
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

    /// The review of `findings` as `snapshot` left it. Marks that do not stand on a pair with the keeper, or on
    /// a looser one than they were made on (the findings may be other ones), sleep.
    pub fn resumed(findings: SharedFindings, snapshot: Snapshot) -> Self {
        let mut review = Self::new(findings, snapshot.threshold);
        review.decisions = snapshot.decisions;
        review.chosen = snapshot.chosen;
        review.regroup();
        (review.undo, review.redo) = (snapshot.undo, snapshot.redo);
        review
    }

    /// Another number after everything that changes what [`Self::snapshot`] gives.
    pub fn revision(&self) -> u64 {
        self.revision
    }
}
