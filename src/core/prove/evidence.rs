//! What the pixels say about candidates, and what that makes of them: looked at once, remembered by content.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::reference::{Reference, References};
use super::{judged, same_pixels};
use crate::cache::{Cache, ProofKey, Proved};
use crate::decode;
use crate::features::{self, Features};
use crate::photo::{Candidate, ContentHash, Edit, Pair, Photo, PhotoId};
use crate::progress::{Cancelled, Progress, Stop};
use crate::verify::{self, MatchOutcome};

/// Pairs proved between two looks at the cancel button, and the unit in which threads share the work.
const CHUNK: usize = 128;

/// Pairs proved before the cache is written.
const BATCH: usize = 64 * CHUNK;

/// What proofs have found.
#[derive(Default)]
pub struct Found {
    /// The pairs that the pixels prove.
    pub related: Vec<Pair>,
    /// Those that are merely alike.
    pub alike: Vec<Candidate>,
    /// Photos that share a frame with another.
    pub frames: BTreeSet<PhotoId>,
}

impl Found {
    /// Takes over what else was found.
    pub fn and(&mut self, other: Found) {
        self.related.extend(other.related);
        self.alike.extend(other.alike);
        self.frames.extend(other.frames);
    }
}

/// Looks at candidates, at those that have a reference where it lays them first.
pub fn verify_all(
    photos: &[Photo],
    candidates: &[Candidate],
    references: &References,
    cache: &Cache,
    progress: &Progress,
) -> Result<Found, Stop> {
    let mut found = Found::default();
    let scene = Scene { photos, references, cache, progress };
    for batch in candidates.chunks(BATCH) {
        let (same, batch) = same_pixels::split(photos, batch, cache, progress)?;
        same.iter().try_for_each(|_| progress.step())?;
        found.related.extend(same);
        let proved: Vec<Vec<(Proved, Origin)>> =
            batch.par_chunks(CHUNK).map(|chunk| scene.prove_chunk(chunk)).collect::<Result<_, Stop>>()?;
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
                fresh.push((scene.key(candidate), proved));
            }
        }
        cache.keep_proofs(&fresh);
    }
    Ok(found)
}

/// The pairs among transitive candidates. Which third photo joins them may change from scan to scan, so nothing is remembered.
pub fn verify_transitive(
    photos: &[Photo],
    candidates: &[Candidate],
    cache: &Cache,
    progress: &Progress,
) -> Result<Vec<Pair>, Stop> {
    let prove = |chunk: &[Candidate]| -> Result<Vec<Pair>, Stop> {
        let wanted: BTreeSet<PhotoId> = chunk.iter().flat_map(|c| [c.a, c.b]).collect();
        let features = features_of(photos, &wanted, cache, progress)?;
        let mut pairs = Vec::new();
        for candidate in chunk {
            progress.check()?;
            let ids = in_order_of_content(photos, candidate);
            let proved = verify_pair(ids, &features, photos, verify::verify_transitive);
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

/// All that candidates are looked at with.
struct Scene<'a> {
    photos: &'a [Photo],
    references: &'a References,
    cache: &'a Cache,
    progress: &'a Progress,
}

impl Scene<'_> {
    /// Proofs of a few candidates, seen from the smaller content of the two: what is found out now is what a later scan
    /// will read from the cache, to the bit.
    fn prove_chunk(&self, chunk: &[Candidate]) -> Result<Vec<(Proved, Origin)>, Stop> {
        let keys: Vec<_> = chunk.iter().map(|candidate| self.key(candidate)).collect();
        let known = self.cache.proofs(&keys);
        let unknown = || chunk.iter().zip(&known).filter(|(_, known)| known.is_none()).map(|(c, _)| c);
        let wanted: BTreeSet<PhotoId> = unknown().flat_map(|c| [c.a, c.b]).collect();
        let features = features_of(self.photos, &wanted, self.cache, self.progress)?;
        let mut proofs = Vec::with_capacity(chunk.len());
        for (candidate, known) in chunk.iter().zip(known) {
            self.progress.step()?;
            proofs.push(match known {
                Some(proved) => (proved, Origin::Remembered),
                None => match self.prove(candidate, &features) {
                    Some(proved) => (proved, Origin::Fresh),
                    // A photo cannot be read again: nothing was found out, so nothing is remembered.
                    None => (Proved::Nothing, Origin::Unknown),
                },
            });
        }
        Ok(proofs)
    }

    fn prove(&self, candidate: &Candidate, features: &BTreeMap<PhotoId, Features>) -> Option<Proved> {
        let ids = in_order_of_content(self.photos, candidate);
        if let Some(Reference { placement, .. }) = self.references.of(ids) {
            let laid = |a: &Features, b: &Features| verify::verify_at(a, b, &placement);
            let proved = verify_pair(ids, features, self.photos, laid)?;
            if proved != Proved::Nothing {
                return Some(proved);
            }
        }
        verify_pair(ids, features, self.photos, verify::verify)
    }

    /// What the proof of a candidate is kept by.
    fn key(&self, candidate: &Candidate) -> ProofKey {
        let ids = in_order_of_content(self.photos, candidate);
        let content = |id: PhotoId| self.photos[id.index()].content;
        let reference = self.references.of(ids).map(|reference| content(reference.photo));
        ProofKey { contents: ids.map(content), reference }
    }
}

/// The features of the photos wanted: from the cache, or made once more from the photos that it has lost; without those that
/// cannot be read again.
pub fn features_of(
    photos: &[Photo],
    wanted: &BTreeSet<PhotoId>,
    cache: &Cache,
    progress: &Progress,
) -> Result<BTreeMap<PhotoId, Features>, Stop> {
    let contents: Vec<ContentHash> = wanted.iter().map(|id| photos[id.index()].content).collect();
    let (mut all, mut fresh) = (BTreeMap::new(), Vec::new());
    for (id, stored) in wanted.iter().zip(cache.features(&contents)) {
        let stored = stored.and_then(|bytes| Features::from_bytes(&bytes));
        progress.check()?;
        let features = match stored {
            Some(stored) => Some(stored),
            None => made_again(&photos[id.index()], progress)?
                .inspect(|made| fresh.push((photos[id.index()].content, made.to_bytes()))),
        };
        all.extend(features.map(|features| (*id, features)));
    }
    cache.keep_features(&fresh);
    Ok(all)
}

/// What `fingerprint` made of the same bytes; `None` if they cannot be had any more.
fn made_again(photo: &Photo, progress: &Progress) -> Result<Option<Features>, Cancelled> {
    let decoded = decode::photo_again(progress, photo)?;
    Ok(decoded.ok().map(|decoded| features::extract(&decoded.pixels)))
}

/// What the pixels say about two photos, seen from the first; `None` without the features of both.
fn verify_pair(
    ids: [PhotoId; 2],
    features: &BTreeMap<PhotoId, Features>,
    photos: &[Photo],
    prove: impl Fn(&Features, &Features) -> Option<verify::Proof>,
) -> Option<Proved> {
    let (a, b) = (features.get(&ids[0])?, features.get(&ids[1])?);
    let sizes = ids.map(|id| (photos[id.index()].metadata.width, photos[id.index()].metadata.height));
    let proof = prove(a, b);
    Some(match proof.as_ref().map(|proof| (proof, proof.outcome)) {
        Some((proof, MatchOutcome::SamePicture)) => {
            edit(proof, [a, b], sizes).map_or(Proved::Nothing, Proved::Picture)
        }
        Some((_, MatchOutcome::SharedFrame)) => Proved::Frame,
        Some((_, MatchOutcome::Unproven)) | None => Proved::Nothing,
    })
}

fn edit(proof: &verify::Proof, [a, b]: [&Features; 2], sizes: [(u32, u32); 2]) -> Option<Edit> {
    let parts = proof.parts;
    Some(Edit {
        shown: parts.kept_of_a as f32,
        filled: parts.kept_of_b as f32,
        beyond: parts.beyond_a,
        other_beyond: parts.beyond_b,
        scale: parts.size_in_pixels(a, b, sizes.map(|(width, height)| width.max(height))) as f32,
        turn: parts.turn_degrees as f32,
        mirrored: parts.mirrored,
        toned: parts.tone_changed,
        covered: parts.covered as f32,
        same_pixels: false,
        placement: proof.transform.placement(a, b, sizes)?,
        close: None,
    })
}

/// The two photos of a candidate, the smaller content first.
fn in_order_of_content(photos: &[Photo], candidate: &Candidate) -> [PhotoId; 2] {
    let [a, b] = [candidate.a, candidate.b];
    if photos[a.index()].content < photos[b.index()].content { [a, b] } else { [b, a] }
}

/// A proof seen from the candidate's first photo.
fn seen_from_first(photos: &[Photo], candidate: &Candidate, proved: Proved) -> Proved {
    let kept_from_first = in_order_of_content(photos, candidate)[0] == candidate.a;
    match proved {
        Proved::Picture(edit) if !kept_from_first => Proved::Picture(edit.reversed()),
        other => other,
    }
}
