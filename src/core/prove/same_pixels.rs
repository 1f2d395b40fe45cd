//! Which candidates are one photo to the last pixel, saved anew without loss or with other things said about it. Asked only
//! of photos of one size that the network cannot tell apart, because it costs decoding them whole; what was seen is
//! remembered by content.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use crate::cache::Cache;
use crate::decode::{self, Pixels};
use crate::photo::{Candidate, ContentHash, Edit, Link, Pair, Photo, PhotoId, Relation};
use crate::progress::{Progress, Stop};

/// The embeddings of the same pixels read in the same way differ by less, even if two engines made them.
const READ_ALIKE: f32 = 3e-5;

/// A large JPEG is read in another way than what was made of its pixels, and its embedding differs by half of this at most.
const READ_OTHERWISE: f32 = 0.002;

/// The pairs among the candidates that have the same pixels, whenever they say they were taken; and the other candidates.
pub fn split(
    photos: &[Photo],
    candidates: &[Candidate],
    cache: &Cache,
    progress: &Progress,
) -> Result<(Vec<Pair>, Vec<Candidate>), Stop> {
    let doubtful = candidates.iter().filter(|c| may_be_same(photos, c));
    let pixels = pixels(photos, doubtful.flat_map(|c| [c.a, c.b]).collect(), cache, progress)?;
    let of = |id: PhotoId| pixels.get(&id).copied().flatten();
    let is_same = |c: &&Candidate| may_be_same(photos, c) && of(c.a).is_some() && of(c.a) == of(c.b);
    let (same, others): (Vec<Candidate>, Vec<Candidate>) = candidates.iter().partition(is_same);
    Ok((same.into_iter().map(pair).collect(), others))
}

fn pair(Candidate { a, b, distance }: Candidate) -> Pair {
    Pair { a, b, link: Link { distance, relation: Relation::Edited, proof: Some(Edit::SAME_PIXELS) } }
}

/// All that can be known of these photos; nothing of those that cannot be opened now.
fn pixels(
    photos: &[Photo],
    wanted: BTreeSet<PhotoId>,
    cache: &Cache,
    progress: &Progress,
) -> Result<BTreeMap<PhotoId, Option<Pixels>>, Stop> {
    let content = |id: PhotoId| photos[id.index()].content;
    let contents: Vec<ContentHash> = wanted.iter().copied().map(content).collect();
    let (mut known, mut unknown) = (BTreeMap::new(), Vec::new());
    for (id, remembered) in wanted.into_iter().zip(cache.pixels(&contents)) {
        match remembered {
            Some(pixels) => {
                known.insert(id, pixels);
            }
            None => unknown.push(id),
        }
    }
    let look = |id: PhotoId| -> Result<_, Stop> {
        progress.check()?;
        let pixels = decode::pixels(progress, &photos[id.index()])?;
        Ok(pixels.ok().map(|pixels| (id, pixels)))
    };
    let seen: Vec<_> = unknown.into_par_iter().map(look).collect::<Result<_, Stop>>()?;
    let fresh: Vec<_> = seen.iter().flatten().map(|(id, pixels)| (content(*id), *pixels)).collect();
    cache.keep_pixels(&fresh);
    known.extend(seen.into_iter().flatten());
    Ok(known)
}

fn may_be_same(photos: &[Photo], candidate: &Candidate) -> bool {
    let [a, b] = [candidate.a, candidate.b].map(|id| &photos[id.index()].metadata);
    let alike = a.format == b.format || decode::is_read_whole(a.width, a.height);
    let nearest = if alike { READ_ALIKE } else { READ_OTHERWISE };
    candidate.distance <= nearest && (a.width, a.height) == (b.width, b.height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::hanging;
    use crate::photo::sample;

    #[test]
    fn a_decoder_that_hangs_does_not_hold_a_cancel() {
        let mut photos = vec![sample::photo("a.jpg"), sample::photo("b.jpg")];
        photos[0].file.path = std::path::Path::new("same pixels").join(hanging::NAME);
        let candidate = Candidate { a: PhotoId(0), b: PhotoId(1), distance: 0.0 };
        let cache = Cache::temporary("model");
        let ended = hanging::cancelled_at(&photos[0].file.path, |progress| {
            split(&photos, &[candidate], &cache, progress)
        });
        assert!(matches!(ended, Err(Stop::Cancelled)));
    }
}
