//! A review after a removal: the same findings and decisions without the photos that are gone, and with those that were
//! put back, without opening a single file again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use crate::photo::{Findings, Pair, Pairs, Photo, PhotoId, SharedFindings};
use crate::removal::{Entry, Outcome, Receipt};
use crate::review::{Decided, Decision, Review, Snapshot};
use crate::saved::{self, Resumed, Whereabouts};

/// The review without the photos that are `gone`: what was decided about the others, keepers chosen by hand, the place on
/// the stage and the steps that can be undone all stay.
pub fn review_without((review, whereabouts): (&Review, &Whereabouts), gone: &BTreeSet<PhotoId>) -> Resumed {
    let findings = Arc::new(without(review.findings(), gone).0);
    let mut left = saved::carry_over(&[], review, whereabouts, &findings);
    left.review.set_verdicts(review.verdicts().clone());
    left
}

/// An entry whose photo is where it was.
pub fn is_back(entry: &Entry) -> bool {
    matches!(&entry.outcome, Outcome::Restored(place) if *place == entry.removal.goes.path)
}

/// The review with the photos that an undo put back, marked as they were; everything decided since stays. `whole` is
/// what the scan found, the photos that were removed included; `None` if none of them came back.
pub fn review_with(
    (review, whereabouts): (&Review, &Whereabouts),
    whole: &SharedFindings,
    receipt: &Receipt,
) -> Option<Resumed> {
    let back: BTreeSet<&Path> = receipt
        .entries
        .iter()
        .filter(|entry| is_back(entry))
        .map(|entry| entry.removal.goes.path.as_path())
        .collect();
    let here: BTreeSet<&Path> = review.findings().photos.iter().map(Photo::path).collect();
    let path = |photo: &PhotoId| whole.photo(*photo).path();
    if !whole.ids().any(|photo| back.contains(path(&photo)) && !here.contains(path(&photo))) {
        return None;
    }
    let gone =
        whole.ids().filter(|photo| !here.contains(path(photo)) && !back.contains(path(photo))).collect();
    let findings = Arc::new(without(whole, &gone).0);
    let mut resumed = saved::carry_over(&[], review, whereabouts, &findings);
    let snapshot = marked_again(&resumed.review, receipt);
    resumed.review = Review::resumed(findings, snapshot);
    resumed.review.set_verdicts(review.verdicts().clone());
    Some(resumed)
}

/// What was decided, and that the photos put back go and their keepers stay.
fn marked_again(review: &Review, receipt: &Receipt) -> Snapshot {
    let ids: BTreeMap<&Path, PhotoId> =
        review.findings().ids().map(|photo| (review.findings().photo(photo).path(), photo)).collect();
    let mut snapshot = review.snapshot();
    for entry in receipt.entries.iter().filter(|entry| is_back(entry)) {
        let subjects =
            [&entry.removal.goes, &entry.removal.keeper].map(|subject| ids.get(subject.path.as_path()));
        let [Some(goes), Some(keeper)] = subjects else { continue };
        let mark = Decided { decision: Decision::Remove, on: Some(entry.removal.relation) };
        snapshot.decisions.insert(*goes, mark);
        let kept = Decided { decision: Decision::Keep, on: None };
        snapshot.decisions.entry(*keeper).or_insert(kept);
        let by_rules = review.group_of(*goes).map(|group| review.groups()[group].keeper);
        if by_rules != Some(*keeper) {
            snapshot.chosen.insert(*keeper);
        }
    }
    snapshot
}

/// The findings without some photos, and for each photo that is left what it was called before.
pub fn without(findings: &Findings, gone: &BTreeSet<PhotoId>) -> (Findings, Vec<PhotoId>) {
    let old_ids: Vec<PhotoId> = findings.ids().filter(|photo| !gone.contains(photo)).collect();
    // The first photo left of those with the same bytes stands for them now.
    let mut stands_for = BTreeMap::new();
    let mut representative = Vec::with_capacity(old_ids.len());
    for (at, old) in old_ids.iter().enumerate() {
        let first = stands_for.entry(findings.pairs.representative(*old)).or_insert(PhotoId(at as u32));
        representative.push(*first);
    }
    let moved = |pair: Pair| {
        let (one, other) = (*stands_for.get(&pair.a)?, *stands_for.get(&pair.b)?);
        Some(Pair { a: one.min(other), b: one.max(other), link: pair.link })
    };
    let pairs = findings.pairs.between_representatives().filter_map(moved);
    let photos: Vec<Photo> = old_ids.iter().map(|old| findings.photo(*old).clone()).collect();
    let rest = Findings { photos, pairs: Pairs::new(representative, pairs), ..shell(findings) };
    (rest, old_ids)
}

/// Everything about a scan but its photos.
fn shell(findings: &Findings) -> Findings {
    Findings {
        photos: Vec::new(),
        pairs: Pairs::default(),
        skipped: findings.skipped.clone(),
        left_out: findings.left_out.clone(),
        scanned: findings.scanned.clone(),
        protected: findings.protected.clone(),
        scope: findings.scope,
        model: findings.model.clone(),
        device: findings.device.clone(),
        decoded: findings.decoded,
        remembered: findings.remembered,
        notices: findings.notices.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::{Relation, sample};

    fn ids(numbers: &[u32]) -> BTreeSet<PhotoId> {
        numbers.iter().copied().map(PhotoId).collect()
    }

    #[test]
    fn pairs_follow_their_photos() {
        let (rest, old) =
            without(&sample::findings(4, &[(0, 1, 0.02), (1, 3, 0.05), (2, 3, 0.07)]), &ids(&[0, 2]));
        assert_eq!(old, [PhotoId(1), PhotoId(3)]);
        assert_eq!(rest.photos.len(), 2);
        assert_eq!(rest.pairs.len(), 1);
        assert_eq!(rest.pairs.link(PhotoId(0), PhotoId(1)).map(|link| link.distance), Some(0.05));
    }

    #[test]
    fn another_copy_takes_the_place_of_the_one_that_stood_for_all() {
        let mut findings = sample::findings(4, &[(0, 3, 0.05)]);
        let pairs: Vec<_> = findings.pairs.between_representatives().collect();
        findings.pairs = Pairs::new([0, 0, 0, 3].map(PhotoId).to_vec(), pairs);
        let (rest, _) = without(&findings, &ids(&[0]));
        let relation = |one, other| rest.pairs.link(PhotoId(one), PhotoId(other)).map(|link| link.relation);
        assert_eq!(relation(0, 1), Some(Relation::Exact));
        assert_eq!(relation(1, 2), Some(Relation::Similar));
    }

    #[test]
    fn all_that_was_decided_about_the_others_stays() {
        let links = [(0, 1, 0.05), (2, 3, 0.05), (4, 5, 0.05), (4, 6, 0.05), (5, 6, 0.05), (7, 8, 0.05)];
        let mut review = Review::new(Arc::new(sample::findings(9, &links)), 0.1);
        review.keep_only(0, PhotoId(0));
        review.keep_all(1);
        // Another keeper than the rules choose.
        review.keep_only(2, PhotoId(5));
        let whereabouts =
            Whereabouts { tab: 2, photos: Some([PhotoId(5), PhotoId(6)]), ..Whereabouts::default() };
        let left = review_without((&review, &whereabouts), &ids(&[1]));
        let mut rest = left.review;
        // All photos but one are numbered one lower now.
        assert_eq!(left.whereabouts.photos, Some([PhotoId(4), PhotoId(5)]));
        assert_eq!(left.whereabouts.tab, 2);
        let done: Vec<bool> = (0..rest.groups().len()).map(|group| rest.is_done(group)).collect();
        assert_eq!(done, [true, true, false]);
        assert_eq!(rest.groups()[1].keeper, PhotoId(4));
        let keeper = PhotoId(4);
        assert_eq!(rest.marked().collect::<Vec<_>>(), [(PhotoId(3), keeper), (PhotoId(5), keeper)]);
        // Undo takes back the last step first, as before.
        rest.undo();
        assert_eq!(rest.marked().count(), 0);
        assert!(rest.is_done(0));
        rest.undo();
        assert!(!rest.is_done(0));
    }
}
