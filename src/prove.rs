//! Candidates → [`Pairs`]: the network proposes, pixels prove. What proves to show the same picture is an
//! edited copy, at whatever distance; what does not is a similar shot if it is near enough, else nothing.

mod enlarged;
mod family;
mod same_pixels;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::cache::{Cache, Proved};
use crate::features::Features;
use crate::pairs::Candidates;
use crate::photo::{
    Beyond, Candidate, ContentHash, Edit, Facts, Format, LOOSEST_DISTANCE, Link, Pair, Pairs, Photo, PhotoId,
    Relation,
};
use crate::progress::{Progress, Stage, Stop};
use crate::relate::{self, Verdict};

/// Pairs proved between two looks at the cancel button, and the unit in which threads share the work.
const CHUNK: usize = 128;

/// Pairs proved before the cache is written.
const BATCH: usize = 64 * CHUNK;

/// What was taken farther apart than this, a day, belongs to two visits.
const ONE_VISIT_SECONDS: u64 = 24 * 3600;

/// Proves the proposed candidates, then what follows from them; notes which photos are framed, enlarged or unpacked ones.
pub fn prove(
    photos: &mut [Photo],
    candidates: Candidates,
    cache: &Cache,
    progress: &Progress,
) -> Result<Pairs, Stop> {
    // There may be millions that are merely near: they stay where they are.
    let Candidates { representative, proposed: mut asked, mut near } = candidates;
    progress.enter(Stage::Proving, asked.len() as u64)?;
    let Found { related: mut proven, mut alike, frames } = prove_all(photos, &asked, cache, progress)?;
    // Among many pictures in one frame the nearest are not all.
    let is_framed = |c: &&Candidate| frames.contains(&c.a) || frames.contains(&c.b);
    let framed: Vec<Candidate> = near.iter().filter(is_framed).copied().collect();
    note_derived(photos, &representative, &proven);
    enlarged::note(photos, &proven, cache, progress)?;
    asked.extend(framed.iter().copied());
    let mut follow_up = family::follow_up(photos, &asked, &proven);
    asked.extend(follow_up.iter().copied());
    follow_up.extend(framed);
    progress.enter(Stage::Proving, follow_up.len() as u64)?;
    let followed = prove_all(photos, &follow_up, cache, progress)?;
    proven.extend(followed.related);
    alike.extend(followed.alike);

    proven.extend(prove_vouched(photos, &family::vouched(photos, &proven), cache, progress)?);
    enlarged::note(photos, &proven, cache, progress)?;
    note_derived(photos, &representative, &proven);
    asked.sort_unstable_by_key(Candidate::photos);
    let is_asked = |c: &Candidate| asked.binary_search_by_key(&c.photos(), Candidate::photos).is_ok();
    near.retain(|c| !is_asked(c) && judged(photos, c, Proved::Nothing).is_some());
    Ok(Pairs::of_related(representative, proven).and_alike(alike).and_alike(near))
}

/// Whether every photo in doubt could be looked at, so that another look would see no more.
pub fn is_settled(photos: &[Photo], pairs: &Pairs, cache: &Cache) -> anyhow::Result<bool> {
    Ok(enlarged::is_settled(photos, pairs, cache)? && same_pixels::is_settled(photos, pairs, cache)?)
}

/// Proves these candidates and nothing that follows from them; the pairs among them.
pub fn prove_each(
    photos: &[Photo],
    candidates: &[Candidate],
    cache: &Cache,
    progress: &Progress,
) -> Result<Vec<Pair>, Stop> {
    progress.enter(Stage::Proving, candidates.len() as u64)?;
    let found = prove_all(photos, candidates, cache, progress)?;
    Ok(found.related.into_iter().chain(found.alike.into_iter().map(Pair::from)).collect())
}

/// Notes framed and unpacked photos, and of what was noted about one photo that it holds for all of the same bytes.
fn note_derived(photos: &mut [Photo], representative: &[PhotoId], pairs: &[Pair]) {
    for pair in pairs {
        if let Some(edit) = pair.link.proof {
            photos[pair.b.index()].framed |= edit.other_is_framed();
            photos[pair.a.index()].framed |= edit.reversed().other_is_framed();
            let is_jpeg = [pair.a, pair.b].map(|id| photos[id.index()].facts.format == Format::Jpeg);
            photos[pair.a.index()].unpacked |= edit.same_pixels && is_jpeg == [false, true];
            photos[pair.b.index()].unpacked |= edit.same_pixels && is_jpeg == [true, false];
        }
    }
    for (at, first) in representative.iter().enumerate() {
        photos[at].framed = photos[first.index()].framed;
        photos[at].enlarged = photos[first.index()].enlarged;
        photos[at].unpacked = photos[first.index()].unpacked;
    }
}

/// What proofs have found.
#[derive(Default)]
struct Found {
    /// The pairs that the pixels prove.
    related: Vec<Pair>,
    /// Those that are merely alike.
    alike: Vec<Candidate>,
    /// Photos that share a frame with another.
    frames: BTreeSet<PhotoId>,
}

fn prove_all(
    photos: &[Photo],
    candidates: &[Candidate],
    cache: &Cache,
    progress: &Progress,
) -> Result<Found, Stop> {
    let mut found = Found::default();
    for batch in candidates.chunks(BATCH) {
        let (same, batch) = same_pixels::split(photos, batch, cache, progress)?;
        same.iter().try_for_each(|_| progress.step())?;
        found.related.extend(same);
        let proved: Vec<Vec<(Proved, Origin)>> = batch
            .par_chunks(CHUNK)
            .map(|chunk| prove_chunk(photos, chunk, cache, progress))
            .collect::<Result<_, Stop>>()?;
        let mut fresh = Vec::new();
        for (candidate, (proved, origin)) in batch.iter().zip(proved.into_iter().flatten()) {
            match judged(photos, candidate, seen_from_first(photos, candidate, proved)) {
                Some(pair) if pair.link.is_proven() => found.related.push(pair),
                Some(_) => found.alike.push(*candidate),
                None => {}
            }
            if proved == Proved::Frame {
                found.frames.extend([candidate.a, candidate.b]);
            }
            if origin == Origin::Fresh {
                fresh.push((contents(photos, in_order_of_content(photos, candidate)), proved));
            }
        }
        if !fresh.is_empty() {
            cache.keep_proofs(&fresh)?;
        }
    }
    Ok(found)
}

/// The pairs among candidates for which a third photo vouches. What that photo is may change from scan to scan, so
/// nothing is remembered.
fn prove_vouched(
    photos: &[Photo],
    candidates: &[Candidate],
    cache: &Cache,
    progress: &Progress,
) -> Result<Vec<Pair>, Stop> {
    let prove = |chunk: &[Candidate]| -> Result<Vec<Pair>, Stop> {
        let wanted: BTreeSet<PhotoId> = chunk.iter().flat_map(|c| [c.a, c.b]).collect();
        let features = features_of(photos, &wanted, cache)?;
        let mut pairs = Vec::new();
        for candidate in chunk {
            progress.check()?;
            let ids = in_order_of_content(photos, candidate);
            let proved = relate_pair(ids, &features, photos, relate::relate_vouched);
            if let Some(picture @ Proved::Picture(_)) = proved {
                pairs.extend(judged(photos, candidate, seen_from_first(photos, candidate, picture)));
            }
        }
        Ok(pairs)
    };
    let pairs: Vec<Vec<Pair>> = candidates.par_chunks(CHUNK).map(prove).collect::<Result<_, Stop>>()?;
    Ok(pairs.into_iter().flatten().collect())
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
            None => {
                match relate_pair(in_order_of_content(photos, candidate), &features, photos, relate::relate) {
                    Some(proved) => (proved, Origin::Fresh),
                    // The cache could not keep the features: nothing was found out, so nothing is remembered.
                    None => (Proved::Nothing, Origin::Unknown),
                }
            }
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

/// What the pixels say about two photos, seen from the first; `None` without the features of both.
fn relate_pair(
    ids: [PhotoId; 2],
    features: &BTreeMap<PhotoId, Features>,
    photos: &[Photo],
    relate: fn(&Features, &Features) -> Option<relate::Proof>,
) -> Option<Proved> {
    let (a, b) = (features.get(&ids[0])?, features.get(&ids[1])?);
    let sizes = ids.map(|id| (photos[id.index()].facts.width, photos[id.index()].facts.height));
    let proof = relate(a, b);
    Some(match proof.as_ref().map(|proof| (proof, proof.verdict)) {
        Some((proof, Verdict::SamePicture)) => {
            edit(proof, [a, b], sizes).map_or(Proved::Nothing, Proved::Picture)
        }
        Some((_, Verdict::SharedFrame)) => Proved::Frame,
        Some((_, Verdict::SameScene | Verdict::Unproven)) | None => Proved::Nothing,
    })
}

fn edit(proof: &relate::Proof, [a, b]: [&Features; 2], sizes: [(u32, u32); 2]) -> Option<Edit> {
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
        same_pixels: false,
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
    let Candidate { a, b, distance } = *candidate;
    let [taken_a, taken_b] = [a, b].map(|id| photos[id.index()].facts.taken.as_ref());
    let two_moments = taken_a.is_some() && taken_b.is_some() && taken_a != taken_b;
    let link = match proved {
        Proved::Picture(edit) if two_moments || !edit.is_one_of_the_other() => {
            Link { distance, relation: Relation::Similar, proof: Some(edit) }
        }
        Proved::Picture(edit) => Link { distance, relation: Relation::Edited, proof: Some(edit) },
        Proved::Nothing | Proved::Frame
            if distance <= LOOSEST_DISTANCE && likeness_counts(photos, candidate, proved) =>
        {
            Link::similar(distance)
        }
        Proved::Nothing | Proved::Frame => return None,
    };
    Some(Pair { a, b, link })
}

/// Whether being alike makes two photos similar shots: not two visits to one view, and not with a page, a screen, a sky
/// or a frame around something else unless one camera took both one right after the other.
fn likeness_counts(photos: &[Photo], candidate: &Candidate, proved: Proved) -> bool {
    let [a, b] = [candidate.a, candidate.b].map(|id| &photos[id.index()].facts);
    let apart = a.seconds_apart(b);
    let in_one_go = a.same_camera(b) && apart.is_some_and(|seconds| seconds <= Facts::ONE_GO_SECONDS);
    apart.is_none_or(|seconds| seconds <= ONE_VISIT_SECONDS)
        && (in_one_go || !(a.plain || b.plain || proved == Proved::Frame))
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
    match proved {
        Proved::Picture(edit) if !kept_from_first => Proved::Picture(edit.reversed()),
        other => other,
    }
}

#[cfg(test)]
mod tests;
