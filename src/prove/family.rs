//! Families: photos joined by proven pairs. Eight nearest cannot reach eighteen copies, and every copy must be a pair
//! with the photo its group keeps; so what is proven leads to more pairs to prove, some of them with a third photo that
//! vouches for both.

use std::collections::{BTreeMap, BTreeSet};

use crate::keeper;
use crate::photo::{Candidate, Edit, Pair, Photo, PhotoId};

/// In a family of at most this many photos every pair is proved; in a larger one only those with the photo that its
/// group would keep.
const SMALL: usize = 24;

/// Two photos that each show so much of the other show the same picture whole.
const WHOLE: f32 = 0.9;

/// Pairs within the families that were not among `proposed`.
pub fn follow_up(photos: &[Photo], proposed: &[Candidate], pairs: &[Pair]) -> Vec<Candidate> {
    let known: BTreeSet<(PhotoId, PhotoId)> = proposed.iter().map(Candidate::photos).collect();
    let wanted = within(photos, pairs).filter(|pair| !known.contains(pair));
    wanted.map(|pair| candidate(photos, pair)).collect()
}

/// Pairs within the families that are not proven, but vouched for: a third photo shows all that one of them shows, and is
/// proven to show what the other shows.
pub fn vouched(photos: &[Photo], pairs: &[Pair]) -> Vec<Candidate> {
    let mut proven: BTreeMap<PhotoId, BTreeMap<PhotoId, bool>> = BTreeMap::new();
    for pair in pairs {
        if let Some(edit) = pair.link.proof {
            proven.entry(pair.a).or_default().insert(pair.b, is_whole(&edit));
            proven.entry(pair.b).or_default().insert(pair.a, is_whole(&edit));
        }
    }
    let vouches = |a: PhotoId, b: PhotoId| -> bool {
        let (Some(of_a), Some(of_b)) = (proven.get(&a), proven.get(&b)) else { return false };
        of_a.iter().any(|(third, whole)| of_b.get(third).is_some_and(|other_whole| *whole || *other_whole))
    };
    let is_proven = |(a, b): &(PhotoId, PhotoId)| proven.get(a).is_some_and(|of_a| of_a.contains_key(b));
    let wanted = within(photos, pairs).filter(|pair| !is_proven(pair) && vouches(pair.0, pair.1));
    wanted.map(|pair| candidate(photos, pair)).collect()
}

fn is_whole(edit: &Edit) -> bool {
    edit.shown.min(edit.filled) > WHOLE
}

fn candidate(photos: &[Photo], (a, b): (PhotoId, PhotoId)) -> Candidate {
    let distance = photos[a.index()].embedding.distance(&photos[b.index()].embedding);
    Candidate { a, b, distance }
}

/// The pairs `a < b` within the families that are worth a proof, in order.
fn within(photos: &[Photo], pairs: &[Pair]) -> impl Iterator<Item = (PhotoId, PhotoId)> {
    let mut wanted = BTreeSet::new();
    for family in families(photos.len(), pairs) {
        let best = family.iter().min_by(|a, b| keeper::compare(&photos[a.index()], &photos[b.index()]));
        for (at, one) in family.iter().enumerate() {
            for other in &family[at + 1..] {
                let with_best = best.is_some_and(|best| best == one || best == other);
                if family.len() <= SMALL || with_best {
                    wanted.insert((*one, *other));
                }
            }
        }
    }
    wanted.into_iter()
}

/// Photos joined by proven pairs, three or more together, each family sorted.
fn families(count: usize, pairs: &[Pair]) -> Vec<Vec<PhotoId>> {
    let mut parent: Vec<usize> = (0..count).collect();
    for pair in pairs.iter().filter(|pair| pair.link.proof.is_some()) {
        let (a, b) = (root(&mut parent, pair.a.index()), root(&mut parent, pair.b.index()));
        parent[a.max(b)] = a.min(b);
    }
    let mut families: BTreeMap<usize, Vec<PhotoId>> = BTreeMap::new();
    for at in 0..count {
        families.entry(root(&mut parent, at)).or_default().push(PhotoId(at as u32));
    }
    families.into_values().filter(|family| family.len() > 2).collect()
}

fn root(parent: &mut [usize], mut at: usize) -> usize {
    while parent[at] != at {
        parent[at] = parent[parent[at]];
        at = parent[at];
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::{Link, Relation, sample};

    fn pair(a: u32, b: u32, shown: f32) -> Pair {
        let proof = Some(Edit { shown, ..sample::EDIT });
        let link = Link { distance: 0.1, relation: Relation::Edited, proof };
        Pair { a: PhotoId(a), b: PhotoId(b), link }
    }

    fn vouched_for(pairs: &[Pair]) -> Vec<(u32, u32)> {
        let photos: Vec<Photo> = (0..4).map(|n| sample::photo(&format!("{n}.jpg"))).collect();
        vouched(&photos, pairs).iter().map(|candidate| (candidate.a.0, candidate.b.0)).collect()
    }

    #[test]
    fn only_who_shows_all_of_one_vouches_for_its_pair_with_another() {
        assert_eq!(vouched_for(&[pair(0, 1, 1.0), pair(1, 2, 0.5)]), [(0, 2)]);
        // Two pages that share the head that was cut out of both.
        assert_eq!(vouched_for(&[pair(0, 1, 0.3), pair(1, 2, 0.3)]), []);
        assert_eq!(vouched_for(&[pair(0, 1, 1.0), pair(0, 2, 1.0), pair(1, 2, 1.0)]), []);
    }
}
