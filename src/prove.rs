//! Candidates → [`Pairs`]: the network proposes, pixels prove. What proves to show the same picture is an
//! edited copy, at whatever distance; what does not is a similar shot if it is near enough, else nothing.

mod enlarged;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::cache::{Cache, Proved};
use crate::features::Features;
use crate::keeper;
use crate::pairs::{Candidate, Candidates};
use crate::photo::{
    Beyond, ContentHash, Edit, Facts, LOOSEST_DISTANCE, Link, Pair, Pairs, Photo, PhotoId, Relation,
};
use crate::progress::{Progress, Stage, Stop};
use crate::relate::{self, Verdict};

/// Pairs proved between two looks at the cancel button, and the unit in which threads share the work.
const CHUNK: usize = 128;

/// Pairs proved before the cache is written.
const BATCH: usize = 64 * CHUNK;

/// What was taken farther apart than this, a day, belongs to two visits.
const ONE_VISIT_SECONDS: u64 = 24 * 3600;

/// In a family of proven pairs of at most this many photos every pair is proved; in a larger one only those
/// with the photo that its group would keep.
const SMALL_FAMILY: usize = 24;

/// Proves the proposed candidates, then what follows from them; notes which photos are framed or enlarged ones.
pub fn prove(
    photos: &mut [Photo],
    candidates: Candidates,
    cache: &Cache,
    progress: &Progress,
) -> Result<Pairs, Stop> {
    let (proposed, near): (Vec<Candidate>, Vec<Candidate>) =
        candidates.pairs.iter().partition(|candidate| candidate.proposed);
    progress.enter(Stage::Proving, proposed.len() as u64)?;
    let mut pairs = prove_all(photos, &proposed, cache, progress)?;
    note_derived(photos, &candidates.representative, &pairs);
    enlarged::note(photos, &pairs, cache, progress)?;
    let follow_up = follow_up(photos, &proposed, &pairs);
    progress.enter(Stage::Proving, follow_up.len() as u64)?;
    pairs.extend(prove_all(photos, &follow_up, cache, progress)?);

    let followed: BTreeSet<(PhotoId, PhotoId)> = follow_up.iter().map(|c| (c.a, c.b)).collect();
    enlarged::note(photos, &pairs, cache, progress)?;
    note_derived(photos, &candidates.representative, &pairs);
    let unproved = near.into_iter().filter(|c| !followed.contains(&(c.a, c.b)));
    pairs.extend(unproved.filter_map(|candidate| judged(photos, &candidate, None)));
    Ok(Pairs::new(candidates.representative, pairs))
}

/// Proves these candidates and nothing that follows from them; the pairs among them, in their order.
pub fn prove_each(
    photos: &[Photo],
    candidates: &[Candidate],
    cache: &Cache,
    progress: &Progress,
) -> Result<Vec<Pair>, Stop> {
    progress.enter(Stage::Proving, candidates.len() as u64)?;
    prove_all(photos, candidates, cache, progress)
}

/// Notes framed photos, and of what was noted about one photo that it holds for all of the same bytes.
fn note_derived(photos: &mut [Photo], representative: &[PhotoId], pairs: &[Pair]) {
    for pair in pairs {
        if let Some(edit) = pair.link.proof {
            photos[pair.b.index()].framed |= edit.other_is_framed();
            photos[pair.a.index()].framed |= edit.reversed().other_is_framed();
        }
    }
    for (at, first) in representative.iter().enumerate() {
        photos[at].framed = photos[first.index()].framed;
        photos[at].enlarged = photos[first.index()].enlarged;
    }
}

/// The pairs among `candidates`, in their order.
fn prove_all(
    photos: &[Photo],
    candidates: &[Candidate],
    cache: &Cache,
    progress: &Progress,
) -> Result<Vec<Pair>, Stop> {
    let mut pairs = Vec::new();
    for batch in candidates.chunks(BATCH) {
        let proved: Vec<Vec<(Proved, Origin)>> = batch
            .par_chunks(CHUNK)
            .map(|chunk| prove_chunk(photos, chunk, cache, progress))
            .collect::<Result<_, Stop>>()?;
        let mut fresh = Vec::new();
        for (candidate, (proved, origin)) in batch.iter().zip(proved.into_iter().flatten()) {
            pairs.extend(judged(photos, candidate, seen_from_first(photos, candidate, proved)));
            if origin == Origin::Fresh {
                fresh.push((contents(photos, in_order_of_content(photos, candidate)), proved));
            }
        }
        if !fresh.is_empty() {
            cache.keep_proofs(&fresh)?;
        }
    }
    Ok(pairs)
}

/// Where a proof came from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    Remembered,
    Fresh,
    Unknown,
}

/// Proofs of a few candidates, seen from the smaller content of the two: what is found out now is what a later scan
/// will read from the cache, to the bit.
fn prove_chunk(
    photos: &[Photo],
    chunk: &[Candidate],
    cache: &Cache,
    progress: &Progress,
) -> Result<Vec<(Proved, Origin)>, Stop> {
    let keys: Vec<_> = chunk.iter().map(|c| contents(photos, in_order_of_content(photos, c))).collect();
    let known = cache.proofs(&keys)?;
    let unknown = || chunk.iter().zip(&known).filter(|(_, known)| known.is_none()).map(|(c, _)| c);
    let wanted: BTreeSet<PhotoId> = unknown().flat_map(|c| [c.a, c.b]).collect();
    let features = features_of(photos, &wanted, cache)?;
    let mut proofs = Vec::with_capacity(chunk.len());
    for (candidate, known) in chunk.iter().zip(known) {
        progress.step()?;
        proofs.push(match known {
            Some(proved) => (proved, Origin::Remembered),
            None if has_both(candidate, &features) => {
                (relate_pair(in_order_of_content(photos, candidate), &features, photos), Origin::Fresh)
            }
            // The cache could not keep the features: nothing was found out, so nothing is remembered.
            None => (None, Origin::Unknown),
        });
    }
    Ok(proofs)
}

fn features_of(
    photos: &[Photo],
    wanted: &BTreeSet<PhotoId>,
    cache: &Cache,
) -> anyhow::Result<BTreeMap<PhotoId, Features>> {
    let contents: Vec<ContentHash> = wanted.iter().map(|id| photos[id.index()].content).collect();
    let stored = cache.features(&contents)?;
    let read = |(id, bytes): (&PhotoId, Option<Vec<u8>>)| Some((*id, Features::from_bytes(&bytes?)?));
    Ok(wanted.iter().zip(stored).filter_map(read).collect())
}

fn has_both(candidate: &Candidate, features: &BTreeMap<PhotoId, Features>) -> bool {
    features.contains_key(&candidate.a) && features.contains_key(&candidate.b)
}

/// What the pixels say about two photos, seen from the first.
fn relate_pair(ids: [PhotoId; 2], features: &BTreeMap<PhotoId, Features>, photos: &[Photo]) -> Proved {
    let (a, b) = (features.get(&ids[0])?, features.get(&ids[1])?);
    let proof = relate::relate(a, b).filter(|proof| proof.verdict == Verdict::SamePicture)?;
    let sizes = ids.map(|id| (photos[id.index()].facts.width, photos[id.index()].facts.height));
    let parts = proof.parts;
    Some(Edit {
        shown: parts.kept_of_a as f32,
        filled: parts.kept_of_b as f32,
        beyond: beyond(parts.beyond_a),
        other_beyond: beyond(parts.beyond_b),
        scale: parts.size_in_pixels(a, b, sizes.map(|(width, height)| width.max(height))) as f32,
        turn: parts.turn_degrees as f32,
        mirrored: parts.mirrored,
        toned: parts.tone_changed,
        covered: parts.covered as f32,
        placement: proof.transform.placement(a, b, sizes)?,
    })
}

fn beyond(seen: relate::Beyond) -> Beyond {
    match seen {
        relate::Beyond::Nothing => Beyond::Nothing,
        relate::Beyond::Plain => Beyond::Plain,
        relate::Beyond::Frame => Beyond::Frame,
        relate::Beyond::Picture => Beyond::Picture,
    }
}

/// What a proof, or its absence, makes of a candidate. Frames of a burst can line up like copies do: what
/// the camera took at two moments, or what shows more on either side, is not one photo made from the other.
fn judged(photos: &[Photo], candidate: &Candidate, proved: Proved) -> Option<Pair> {
    let Candidate { a, b, distance, .. } = *candidate;
    let [taken_a, taken_b] = [a, b].map(|id| photos[id.index()].facts.taken.as_ref());
    let two_moments = taken_a.is_some() && taken_b.is_some() && taken_a != taken_b;
    let link = match proved {
        Some(edit) if two_moments || !edit.is_one_of_the_other() => {
            Link { distance, relation: Relation::Similar, proof: proved }
        }
        Some(_) => Link { distance, relation: Relation::Edited, proof: proved },
        None if distance <= LOOSEST_DISTANCE && likeness_counts(photos, candidate) => Link::similar(distance),
        None => return None,
    };
    Some(Pair { a, b, link })
}

/// Whether being alike makes two photos similar shots: not two visits to one view, and not with a page, a screen or a sky
/// unless one camera took both one right after the other.
fn likeness_counts(photos: &[Photo], candidate: &Candidate) -> bool {
    let [a, b] = [candidate.a, candidate.b].map(|id| &photos[id.index()].facts);
    let apart = a.seconds_apart(b);
    let in_one_go = a.same_camera(b) && apart.is_some_and(|seconds| seconds <= Facts::ONE_GO_SECONDS);
    apart.is_none_or(|seconds| seconds <= ONE_VISIT_SECONDS) && (in_one_go || !(a.plain || b.plain))
}

/// The two photos of a candidate, the smaller content first.
fn in_order_of_content(photos: &[Photo], candidate: &Candidate) -> [PhotoId; 2] {
    let [a, b] = [candidate.a, candidate.b];
    if photos[a.index()].content < photos[b.index()].content { [a, b] } else { [b, a] }
}

/// The key a proof is kept by.
fn contents(photos: &[Photo], ids: [PhotoId; 2]) -> (ContentHash, ContentHash) {
    (photos[ids[0].index()].content, photos[ids[1].index()].content)
}

/// A proof seen from the candidate's first photo.
fn seen_from_first(photos: &[Photo], candidate: &Candidate, proved: Proved) -> Proved {
    let kept_from_first = in_order_of_content(photos, candidate)[0] == candidate.a;
    if kept_from_first { proved } else { proved.map(Edit::reversed) }
}

/// Pairs that were not proposed, of photos that belong together by proven pairs: eight nearest cannot reach
/// eighteen copies, and every copy must be a pair with the photo its group keeps.
fn follow_up(photos: &[Photo], proposed: &[Candidate], pairs: &[Pair]) -> Vec<Candidate> {
    let known: BTreeSet<(PhotoId, PhotoId)> = proposed.iter().map(|c| (c.a, c.b)).collect();
    let mut wanted = BTreeSet::new();
    for family in families(photos.len(), pairs) {
        let best = family.iter().min_by(|a, b| keeper::compare(&photos[a.index()], &photos[b.index()]));
        for (at, one) in family.iter().enumerate() {
            for other in &family[at + 1..] {
                let with_best = best.is_some_and(|best| best == one || best == other);
                if (family.len() <= SMALL_FAMILY || with_best) && !known.contains(&(*one, *other)) {
                    wanted.insert((*one, *other));
                }
            }
        }
    }
    let candidate = |(a, b): (PhotoId, PhotoId)| {
        let distance = photos[a.index()].embedding.distance(&photos[b.index()].embedding);
        Candidate { a, b, distance, proposed: true }
    };
    wanted.into_iter().map(candidate).collect()
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
mod tests;
