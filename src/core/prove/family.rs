//! Families: photos joined by proven pairs. Eight nearest cannot reach eighteen copies, and every copy must be a pair
//! with the photo its group keeps; so what is proven leads to more pairs to prove, some of them through a third photo
//! that is proven to show the same as both.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::keeper;
use crate::photo::{Candidate, Edit, Pair, Photo, PhotoId};

/// In a family of at most this many photos every pair is proved; in a larger one only those with the photo that its
/// group would keep.
const SMALL: usize = 24;

/// Two photos that each show so much of the other show the same picture whole.
const WHOLE: f32 = 0.9;

/// Which photos are joined by proven pairs, so far.
#[derive(Clone)]
pub struct Families {
    /// Of each photo another of its family, of one photo itself; always one that comes before.
    parent: Vec<u32>,
}

impl Families {
    /// So many photos, each alone.
    pub fn new(photos: usize) -> Self {
        Self { parent: (0..photos as u32).collect() }
    }

    /// Joins the photos of these pairs.
    pub fn join(&mut self, pairs: &[Pair]) {
        for pair in pairs.iter().filter(|pair| pair.link.proof.is_some()) {
            self.unite(pair.a, pair.b);
        }
    }

    /// Takes out, in their order, the candidates that join families even if all before them were pairs.
    pub fn joining(&self, open: &mut Vec<Candidate>) -> Vec<Candidate> {
        let mut if_all = self.clone();
        open.extract_if(.., |candidate| if_all.unite(candidate.a, candidate.b)).collect()
    }

    /// Whether they were apart.
    fn unite(&mut self, a: PhotoId, b: PhotoId) -> bool {
        let (a, b) = (self.first(a.0), self.first(b.0));
        self.parent[a.max(b) as usize] = a.min(b);
        a != b
    }

    fn first(&mut self, mut at: u32) -> u32 {
        while self.parent[at as usize] != at {
            let parent = self.parent[at as usize];
            self.parent[at as usize] = self.parent[parent as usize];
            at = parent;
        }
        at
    }
}

/// Pairs within the families that are in none of these lists.
pub fn follow_up(photos: &[Photo], known: [&[Candidate]; 2], pairs: &[Pair]) -> Vec<Candidate> {
    let mut wanted = within(photos, pairs);
    for candidate in known.into_iter().flatten() {
        wanted.remove(&candidate.photos());
    }
    wanted.into_iter().map(|pair| candidate(photos, pair)).collect()
}

/// For each photo of a family the one that it would keep.
pub fn best(photos: &[Photo], pairs: &[Pair]) -> HashMap<PhotoId, PhotoId> {
    let families = families(photos.len(), pairs).into_iter();
    let with_best = |family: Vec<PhotoId>| {
        let best = best_of(photos, &family);
        family.into_iter().filter_map(move |photo| Some((photo, best?)))
    };
    families.flat_map(with_best).collect()
}

fn best_of(photos: &[Photo], family: &[PhotoId]) -> Option<PhotoId> {
    family.iter().copied().min_by(|a, b| keeper::compare(&photos[a.index()], &photos[b.index()]))
}

/// Pairs within the families that follow from two proven ones: a third photo shows all that one of the two shows, and is proven to
/// show what the other shows.
pub fn transitive(photos: &[Photo], pairs: &[Pair]) -> Vec<Candidate> {
    let mut proven: BTreeMap<PhotoId, BTreeMap<PhotoId, bool>> = BTreeMap::new();
    for pair in pairs {
        if let Some(edit) = pair.link.proof {
            proven.entry(pair.a).or_default().insert(pair.b, is_whole(&edit));
            proven.entry(pair.b).or_default().insert(pair.a, is_whole(&edit));
        }
    }
    let are_joined = |a: PhotoId, b: PhotoId| -> bool {
        let (Some(of_a), Some(of_b)) = (proven.get(&a), proven.get(&b)) else { return false };
        of_a.iter().any(|(third, whole)| of_b.get(third).is_some_and(|other_whole| *whole || *other_whole))
    };
    let is_proven = |(a, b): &(PhotoId, PhotoId)| proven.get(a).is_some_and(|of_a| of_a.contains_key(b));
    let wanted =
        within(photos, pairs).into_iter().filter(|pair| !is_proven(pair) && are_joined(pair.0, pair.1));
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
fn within(photos: &[Photo], pairs: &[Pair]) -> BTreeSet<(PhotoId, PhotoId)> {
    let mut wanted = BTreeSet::new();
    for family in families(photos.len(), pairs) {
        let best = best_of(photos, &family);
        for (at, one) in family.iter().enumerate() {
            for other in &family[at + 1..] {
                let with_best = best.is_some_and(|best| best == *one || best == *other);
                if family.len() <= SMALL || with_best {
                    wanted.insert((*one, *other));
                }
            }
        }
    }
    wanted
}

/// Photos joined by proven pairs, three or more together, each family sorted.
fn families(count: usize, pairs: &[Pair]) -> Vec<Vec<PhotoId>> {
    let mut joined = Families::new(count);
    joined.join(pairs);
    let mut families: BTreeMap<u32, Vec<PhotoId>> = BTreeMap::new();
    for at in 0..count as u32 {
        families.entry(joined.first(at)).or_default().push(PhotoId(at));
    }
    families.into_values().filter(|family| family.len() > 2).collect()
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

    fn transitive_of(pairs: &[Pair]) -> Vec<(u32, u32)> {
        let photos: Vec<Photo> = (0..4).map(|n| sample::photo(&format!("{n}.jpg"))).collect();
        transitive(&photos, pairs).iter().map(|candidate| (candidate.a.0, candidate.b.0)).collect()
    }

    #[test]
    fn few_candidates_join_a_family() {
        let candidates = [(0, 1), (1, 2), (0, 2), (3, 4), (2, 3)];
        let candidates = candidates.map(|(a, b)| Candidate { a: PhotoId(a), b: PhotoId(b), distance: 0.1 });
        let mut open = candidates.to_vec();
        let mut families = Families::new(5);
        assert_eq!(families.joining(&mut open), [0, 1, 3, 4].map(|at| candidates[at]));
        assert_eq!(open, [candidates[2]]);
        // One of them was none: what else joins its photos is asked next.
        families.join(&[pair(0, 1, 1.0), pair(3, 4, 1.0)]);
        assert_eq!(families.joining(&mut open), [candidates[2]]);
        families.join(&[pair(0, 2, 1.0)]);
        let mut within = vec![candidates[1]];
        assert_eq!(families.joining(&mut within), []);
        assert_eq!(within, [candidates[1]]);
    }

    #[test]
    fn only_who_shows_all_of_one_joins_it_to_another() {
        assert_eq!(transitive_of(&[pair(0, 1, 1.0), pair(1, 2, 0.5)]), [(0, 2)]);
        // Two pages that share the head that was cut out of both.
        assert_eq!(transitive_of(&[pair(0, 1, 0.3), pair(1, 2, 0.3)]), []);
        assert_eq!(transitive_of(&[pair(0, 1, 1.0), pair(0, 2, 1.0), pair(1, 2, 1.0)]), []);
    }
}
