//! Candidates that no single distance proposes: a picture pasted into another, a half of a collage, a screen with a photo on
//! it. Each photo is sought by the [words](crate::features::Features::words) of its corners, and the few that share most
//! of the rare ones with it are proposed as well.
//!
//! An inverted index as for texts; what a word weighs falls with the number of photos that have it (Sivic and Zisserman, "Video
//! Google", ICCV 2003). Its size is bounded: of very many photos only a part of the words is looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use rayon::prelude::*;

use super::evidence;
use crate::cache::Cache;
use crate::features::{Features, MAX_CORNERS};
use crate::pairs::Candidates;
use crate::photo::{Candidate, ContentHash, Photo, PhotoId};
use crate::progress::{Cancelled, Progress, Stage, Stop};

/// Photos that are proposed for each at most. In the trial of which `features/words.rs` tells, four tied 0.60 of photos in a frame
/// of their own to their family, and six 0.92.
const PROPOSED: usize = 6;

/// Words that more photos have say nothing: a letter, the corner of a window.
const COMMON: usize = 32;

/// What the words that two photos share must weigh together: two that nobody else has weigh 1.3.
const LEAST_WEIGHT: f32 = 0.8;

/// Words that are looked at in all; 32,000 photos have so many. Eight bytes each, twice.
const MOST_WORDS: usize = 16_000_000;

/// Photos whose words are read together.
const AT_ONCE: usize = 256;

/// Adds what shared words propose to the candidates among `photos`; what the same photos of these folders shared last time is
/// remembered.
pub fn propose(
    photos: &[Photo],
    scanned: &[PathBuf],
    candidates: &mut Candidates,
    cache: &Cache,
    progress: &Progress,
) -> Result<(), Stop> {
    let is_compared = |id: &PhotoId| {
        candidates.representative[id.index()] == *id && !photos[id.index()].metadata.is_blank()
    };
    let mut compared: Vec<PhotoId> = (0..photos.len() as u32).map(PhotoId).filter(is_compared).collect();
    // In an order that renaming does not change.
    compared.sort_unstable_by_key(|id| photos[id.index()].content.0);
    let contents: Vec<ContentHash> = compared.iter().map(|id| photos[id.index()].content).collect();
    let pairs = match cache.sharing(scanned, &contents) {
        Some(known) => known,
        None => {
            progress.enter(Stage::Pairing, compared.len() as u64)?;
            let pairs = pairs_of(&words(photos, &compared, cache, progress)?, progress)?;
            cache.keep_sharing(scanned, &contents, &pairs);
            pairs
        }
    };
    add(photos, candidates, pairs.into_iter().map(|pair| pair.map(|place| compared[place as usize])));
    Ok(())
}

/// Moves pairs to what is proposed, from what is merely near where they are among it.
fn add(photos: &[Photo], candidates: &mut Candidates, pairs: impl Iterator<Item = [PhotoId; 2]>) {
    let known: BTreeSet<(PhotoId, PhotoId)> = candidates.proposed.iter().map(Candidate::photos).collect();
    let mut fresh: Vec<Candidate> = pairs
        .map(|[one, other]| (one.min(other), one.max(other)))
        .filter(|pair| !known.contains(pair))
        .map(|(a, b)| {
            let distance = photos[a.index()].embedding.distance(&photos[b.index()].embedding);
            Candidate { a, b, distance }
        })
        .collect();
    fresh.sort_unstable_by_key(Candidate::photos);
    candidates.near.retain(|near| fresh.binary_search_by_key(&near.photos(), Candidate::photos).is_err());
    candidates.proposed.extend(fresh);
    candidates.proposed.sort_unstable_by_key(Candidate::photos);
}

/// Sorted words of photos, one list after the other, and where each list ends.
struct Words {
    all: Vec<u32>,
    ends: Vec<usize>,
}

impl Words {
    fn of(&self, place: usize) -> &[u32] {
        let start = place.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.all[start..self.ends[place]]
    }
}

/// The words of the photos `wanted`, in their order, from the cache or from the features of those whose words it lacks.
fn words(photos: &[Photo], wanted: &[PhotoId], cache: &Cache, progress: &Progress) -> Result<Words, Stop> {
    // Of one photo in another the same words are left out.
    let one_in = (wanted.len() * MAX_CORNERS).div_ceil(MOST_WORDS).max(1) as u32;
    let lists: Vec<Vec<Vec<u32>>> = wanted
        .par_chunks(AT_ONCE)
        .map(|ids| -> Result<_, Stop> {
            progress.check()?;
            let contents: Vec<ContentHash> = ids.iter().map(|id| photos[id.index()].content).collect();
            let mut words = cache.words(&contents);
            let missing: BTreeSet<PhotoId> =
                ids.iter().zip(&words).filter(|(_, words)| words.is_none()).map(|(id, _)| *id).collect();
            let made: BTreeMap<PhotoId, Features> = if missing.is_empty() {
                BTreeMap::new()
            } else {
                evidence::features_of(photos, &missing, cache, progress)?
            };
            let mut fresh = Vec::with_capacity(made.len());
            for ((id, content), words) in ids.iter().zip(&contents).zip(&mut words) {
                if let Some(features) = made.get(id) {
                    let made = features.words();
                    fresh.push((*content, made.clone()));
                    *words = Some(made);
                }
            }
            cache.keep_words(&fresh);
            let kept = |words: Option<Vec<u32>>| -> Vec<u32> {
                words.unwrap_or_default().into_iter().filter(|word| word % one_in == 0).collect()
            };
            Ok(words.into_iter().map(kept).collect())
        })
        .collect::<Result<_, Stop>>()?;
    let mut all = Words { all: Vec::new(), ends: Vec::with_capacity(wanted.len()) };
    for list in lists.into_iter().flatten() {
        all.all.extend(list);
        all.ends.push(all.all.len());
    }
    Ok(all)
}

/// Who has which word.
struct Index {
    /// Words and places, sorted.
    rows: Vec<(u32, u32)>,
    /// Where words begin whose upper half is a number or more.
    starts: Vec<usize>,
}

impl Index {
    fn new(words: &Words) -> Self {
        let mut rows = Vec::with_capacity(words.all.len());
        for place in 0..words.ends.len() {
            rows.extend(words.of(place).iter().map(|word| (*word, place as u32)));
        }
        rows.par_sort_unstable();
        let mut starts = vec![0; (1 << 16) + 1];
        rows.iter().for_each(|(word, _)| starts[(word >> 16) as usize + 1] += 1);
        for upper in 1..starts.len() {
            starts[upper] += starts[upper - 1];
        }
        Self { rows, starts }
    }

    /// The rows of a word; of a common one the first few more than [`COMMON`].
    fn who_has(&self, word: u32) -> &[(u32, u32)] {
        let upper = (word >> 16) as usize;
        let rows = &self.rows[self.starts[upper]..self.starts[upper + 1]];
        let rows = &rows[rows.partition_point(|(other, _)| *other < word)..];
        &rows[..rows.iter().take(COMMON + 1).take_while(|(other, _)| *other == word).count()]
    }
}

/// The pairs of places that share most, the smaller place first, sorted.
fn pairs_of(words: &Words, progress: &Progress) -> Result<Vec<[u32; 2]>, Cancelled> {
    let index = Index::new(words);
    let most_shared = |place: u32| -> Result<Vec<[u32; 2]>, Cancelled> {
        progress.step()?;
        let mut weights: BTreeMap<u32, f32> = BTreeMap::new();
        for who in words.of(place as usize).iter().map(|word| index.who_has(*word)) {
            if who.len() > 1 && who.len() <= COMMON {
                let weight = 1.0 / (1.0 + who.len() as f32).log2();
                for (_, other) in who.iter().filter(|(_, other)| *other != place) {
                    *weights.entry(*other).or_default() += weight;
                }
            }
        }
        let mut most: Vec<(u32, f32)> =
            weights.into_iter().filter(|(_, weight)| *weight >= LEAST_WEIGHT).collect();
        most.sort_unstable_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(&other.0)));
        most.truncate(PROPOSED);
        Ok(most.into_iter().map(|(other, _)| [place.min(other), place.max(other)]).collect())
    };
    let found: Vec<Vec<[u32; 2]>> =
        (0..words.ends.len() as u32).into_par_iter().map(most_shared).collect::<Result<_, Cancelled>>()?;
    let mut pairs: Vec<[u32; 2]> = found.into_iter().flatten().collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    Ok(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(lists: &[&[u32]]) -> Words {
        let mut words = Words { all: Vec::new(), ends: Vec::new() };
        for list in lists {
            words.all.extend(*list);
            words.ends.push(words.all.len());
        }
        words
    }

    #[test]
    fn those_that_share_rare_words_are_proposed() {
        let lists: &[&[u32]] = &[&[1, 2, 3, 9], &[4, 5, 6, 9], &[2, 3, 5, 9], &[7], &[]];
        let progress = Progress::default();
        assert_eq!(pairs_of(&words(lists), &progress), Ok(vec![[0, 2], [1, 2]]));
        progress.cancel();
        assert_eq!(pairs_of(&words(lists), &progress), Err(Cancelled));
    }

    #[test]
    fn what_everybody_has_is_no_word() {
        let everybody = vec![&[1_u32, 2, 3][..]; COMMON + 1];
        assert_eq!(pairs_of(&words(&everybody), &Progress::default()), Ok(vec![]));
    }

    #[test]
    fn nobody_is_proposed_to_more_than_a_few() {
        let alike = vec![&[1_u32, 2, 3][..]; 20];
        let pairs = pairs_of(&words(&alike), &Progress::default()).expect("not cancelled");
        assert!(pairs.len() <= 20 * PROPOSED, "{}", pairs.len());
    }
}
