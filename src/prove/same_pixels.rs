//! Which candidates are one photo to the last pixel, saved anew without loss or with other things said about it. Asked only
//! of photos of one size that the network cannot tell apart, because it costs decoding them whole; what was seen is
//! remembered by content.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::cache::Cache;
use crate::decode;
use crate::photo::{
    Beyond, Candidate, ContentHash, Edit, Link, Pair, Pairs, Photo, PhotoId, Placement, Relation,
};
use crate::progress::{Progress, Stop};

/// The embeddings of the same pixels read in the same way differ by less.
const READ_ALIKE: f32 = 1e-5;

/// A large JPEG is read in another way than what was made of its pixels, and its embedding differs by half of this at most.
const READ_OTHERWISE: f32 = 0.002;

/// All pixels of both are there.
const SAME: Edit = Edit {
    shown: 1.0,
    filled: 1.0,
    beyond: Beyond::Nothing,
    other_beyond: Beyond::Nothing,
    scale: 1.0,
    turn: 0.0,
    mirrored: false,
    toned: false,
    covered: 0.0,
    same_pixels: true,
    placement: Placement::WHOLE,
};

/// The pair that two photos with the same pixels are, whenever they say they were taken.
pub fn pair(candidate: &Candidate) -> Pair {
    let Candidate { a, b, distance } = *candidate;
    Pair { a, b, link: Link { distance, relation: Relation::Edited, proof: Some(SAME) } }
}

/// Which of the candidates have the same pixels.
pub fn among(
    photos: &[Photo],
    candidates: &[Candidate],
    cache: &Cache,
    progress: &Progress,
) -> Result<Vec<Candidate>, Stop> {
    let doubtful: Vec<Candidate> = candidates.iter().filter(|c| may_be_same(photos, c)).copied().collect();
    let wanted: BTreeSet<PhotoId> = doubtful.iter().flat_map(|c| [c.a, c.b]).collect();
    let contents: Vec<ContentHash> = wanted.iter().map(|id| photos[id.index()].content).collect();
    let known = cache.pixels(&contents)?;
    let unknown: Vec<PhotoId> =
        wanted.iter().zip(&known).filter(|(_, known)| known.is_none()).map(|(id, _)| *id).collect();
    let look = |id: PhotoId| -> Result<_, Stop> {
        progress.check()?;
        Ok(decode::pixels(photos[id.index()].path()).ok().map(|pixels| (id, pixels)))
    };
    let seen: Vec<_> = unknown.into_par_iter().map(look).collect::<Result<_, Stop>>()?;
    let seen: Vec<_> = seen.into_iter().flatten().collect();
    let fresh: Vec<_> = seen.iter().map(|(id, pixels)| (photos[id.index()].content, *pixels)).collect();
    cache.keep_pixels(&fresh)?;
    let known = wanted.iter().zip(known).filter_map(|(id, known)| Some((*id, known?)));
    let pixels: BTreeMap<PhotoId, Option<decode::Pixels>> = known.chain(seen).collect();
    let of = |id: PhotoId| pixels.get(&id).copied().flatten();
    Ok(doubtful.into_iter().filter(|c| of(c.a).is_some() && of(c.a) == of(c.b)).collect())
}

/// Whether every photo in doubt could be looked at, so that another look would see no more.
pub fn is_settled(photos: &[Photo], pairs: &Pairs, cache: &Cache) -> anyhow::Result<bool> {
    let proven =
        pairs.related().iter().map(|pair| Candidate { a: pair.a, b: pair.b, distance: pair.link.distance });
    let doubtful = proven.chain(pairs.alike().iter().copied()).filter(|c| may_be_same(photos, c));
    let contents: BTreeSet<ContentHash> =
        doubtful.flat_map(|c| [c.a, c.b]).map(|id| photos[id.index()].content).collect();
    Ok(cache.pixels(&contents.into_iter().collect::<Vec<_>>())?.iter().all(Option::is_some))
}

fn may_be_same(photos: &[Photo], candidate: &Candidate) -> bool {
    let [a, b] = [candidate.a, candidate.b].map(|id| &photos[id.index()].facts);
    let nearest = if a.format == b.format { READ_ALIKE } else { READ_OTHERWISE };
    candidate.distance <= nearest && (a.width, a.height) == (b.width, b.height)
}
