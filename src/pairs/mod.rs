//! Embeddings → candidates: for each photo the few that lie nearest, found exactly. Everything is compared with
//! everything; where the embeddings lie along few axes, nearly always by a short outline of them only. What the
//! candidates mean is for the pixels to say (`prove`).

mod nearest;
mod outline;

use std::collections::HashMap;

use fearless_simd::prelude::*;
use fearless_simd::{Simd, f32x16};
use rayon::prelude::*;

use self::nearest::Nearest;
use self::outline::{Outlines, ROUNDING};
use crate::lanes::{self, LANES, Numbers, Take, Work};
use crate::photo::{Candidate, EMBEDDING_LEN, Embedding, Photo, PhotoId};
use crate::progress::{Cancelled, Progress, Stage};

/// Nearest photos kept for each photo within the loosest distance: a burst of this many is still one group,
/// and a folder of near identical pictures cannot fill the memory with pairs.
const NEAREST: usize = 64;

/// Nearest photos proposed for a proof, whether or not they are within the loosest distance: eight find
/// 99.9 % of a photo's copies when what they lead to is followed up.
const PROPOSED: usize = 8;

/// Nothing farther than this is proposed: 98 of 100 strangers lie farther.
const FARTHEST_PROPOSED: f32 = 0.78;

/// Photos whose outlines are gone over together: they fit a core's cache.
const BLOCK: usize = 1024;

/// Photos compared with a block between two looks at the cancel button and at how far one more may lie.
const ROWS: usize = 96;

/// The candidates of a scan: photos that may be a pair, between representatives, sorted by photos, each once.
#[derive(Debug, Clone, Default)]
pub struct Candidates {
    /// For each photo the first one with the same bytes, itself if there is no other.
    pub representative: Vec<PhotoId>,
    /// One is among the nearest few of the other, so that a proof is worth its time.
    pub proposed: Vec<Candidate>,
    /// All others that are near. There may be millions.
    pub near: Vec<Candidate>,
}

/// The candidates among `photos`, which are sorted by path. Blank pictures have none: they pair only with
/// exact copies.
pub fn find(photos: &[Photo], progress: &Progress) -> Result<Candidates, Cancelled> {
    let representative = representatives(photos);
    let compared: Vec<PhotoId> = (0..photos.len() as u32)
        .map(PhotoId)
        .filter(|id| representative[id.index()] == *id && !photos[id.index()].facts.is_blank())
        .collect();
    progress.enter(Stage::Pairing, compared.len() as u64)?;
    let embeddings: Vec<_> = compared.iter().map(|id| &photos[id.index()].embedding).collect();
    let search = Search {
        photos,
        compared: &compared,
        outlines: Outlines::of(&embeddings),
        nearest: Nearest::new(compared.len()),
    };
    let count = compared.len().div_ceil(BLOCK);
    // The later a block, the more come before it: short and long ones in turn, so that progress is even.
    let blocks = (0..count).map(|at| if at % 2 == 0 { at / 2 } else { count - 1 - at / 2 });
    blocks.collect::<Vec<_>>().into_par_iter().try_for_each(|block| search.block(block, progress))?;
    let Search { outlines, nearest, .. } = search;
    drop(outlines);
    let (proposed, near) = nearest.into_candidates(&compared, progress)?;
    Ok(Candidates { representative, proposed, near })
}

/// For each photo the first one with the same bytes.
pub fn representatives(photos: &[Photo]) -> Vec<PhotoId> {
    let mut first = HashMap::new();
    let ids = (0..photos.len() as u32).map(PhotoId);
    ids.zip(photos).map(|(id, photo)| *first.entry(photo.content).or_insert(id)).collect()
}

/// An embedding's numbers.
type Values = [f32; EMBEDDING_LEN];

/// What the threads of a search share.
struct Search<'a> {
    photos: &'a [Photo],
    compared: &'a [PhotoId],
    /// In the order of `compared`.
    outlines: Outlines,
    nearest: Nearest,
}

impl Search<'_> {
    /// Compares the photos of a block with one another and with all before them.
    fn block(&self, block: usize, progress: &Progress) -> Result<(), Cancelled> {
        let start = block * BLOCK;
        let end = (start + BLOCK).min(self.compared.len());
        let length = self.outlines.length;
        let block: Vec<Values> = (start..end).map(|at| self.embedding(at).values()).collect();
        let outlines = self.outlines.between(start..end);
        let outlines = outlines.as_deref().unwrap_or(block.as_flattened());
        let panels = Numbers::panels(end - start, length, |at, step| outlines[at * length + step]);
        // The nearest names come last: neighbours in a folder are alike, and once a photo has its few, fewer matter.
        for to in (1..=end).rev().step_by(ROWS) {
            progress.check()?;
            let from = to.saturating_sub(ROWS);
            lanes::with_best(Rows { search: self, from, to, start, block: &block, panels: &panels });
        }
        (start..end).try_for_each(|_| progress.step())
    }

    fn embedding(&self, at: usize) -> &Embedding {
        &self.photos[self.compared[at].index()].embedding
    }

    /// Measures two photos whose outlines may be near enough for one of them; `product` is that of their embeddings.
    #[inline(always)]
    fn measure(&self, one: usize, other: usize, product: f32) {
        let limit = self.nearest.limit(one).max(self.nearest.limit(other));
        if 1.0 - product <= limit + ROUNDING {
            let distance = self.embedding(one).distance(self.embedding(other));
            self.nearest.offer(one, distance, other as u32);
            self.nearest.offer(other, distance, one as u32);
        }
    }
}

/// Photos to compare with those of a block.
struct Rows<'a, 'b> {
    search: &'a Search<'b>,
    /// The photos, as a range.
    from: usize,
    to: usize,
    /// Where the block begins, and its embeddings.
    start: usize,
    block: &'a [Values],
    /// The outlines of the block.
    panels: &'a Numbers,
}

impl Work for Rows<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let Self { search, from, to, start, block, panels } = self;
        let end = start + block.len();
        // Each is measured many times, and written out in full once.
        let embeddings: Vec<Values> = (from..to).map(|at| search.embedding(at).values()).collect();
        let outlines = search.outlines.between(from..to);
        let rows = outlines.as_deref().unwrap_or(embeddings.as_flattened());
        // Beyond the last photo lie zeros, whose product with anything is less than this.
        let least =
            |at: usize, end: usize| if at < end { 1.0 - search.nearest.limit(at) - ROUNDING } else { 2.0 };
        let row_least: [f32; ROWS] = std::array::from_fn(|row| least(from + row, to));
        let mut may_be_near = MayBeNear { simd, row_least, column_least: [2.0; LANES], found: Vec::new() };
        for (panel, columns) in panels.as_chunks().0.chunks_exact(search.outlines.length).enumerate() {
            let first = start + panel * LANES;
            may_be_near.column_least = std::array::from_fn(|lane| least(first + lane, end));
            lanes::multiply(simd, rows, columns, &[0.0; LANES], &mut may_be_near);
            for (row, lane) in may_be_near.found.drain(..) {
                let (one, other) = (from + row, first + lane);
                if one < other && other < end {
                    let product = lanes::dot(simd, &embeddings[row], &block[other - start]);
                    search.measure(one, other, product);
                }
            }
        }
    }
}

/// Notes which rows and columns have outlines that allow them to be near.
struct MayBeNear<S: Simd> {
    simd: S,
    /// The least product of each row, and of each column, that is still wanted.
    row_least: [f32; ROWS],
    column_least: [f32; LANES],
    /// Row and column.
    found: Vec<(usize, usize)>,
}

impl<S: Simd> Take<S> for MayBeNear<S> {
    #[inline(always)]
    fn take(&mut self, row: usize, sums: f32x16<S>) {
        let least = f32x16::from_slice(self.simd, &self.column_least)
            .min(f32x16::splat(self.simd, self.row_least[row]));
        if sums.simd_ge(least).any_true() {
            let near = (0..LANES).filter(|&lane| sums[lane] >= least[lane]);
            self.found.extend(near.map(|lane| (row, lane)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::{LOOSEST_DISTANCE, sample};
    use proptest::prelude::*;

    /// Photos whose embeddings lie at these angles (radians) in one plane.
    fn at_angles(angles: &[f32]) -> Vec<Photo> {
        angles
            .iter()
            .enumerate()
            .map(|(n, angle)| {
                let mut values = [0.0; EMBEDDING_LEN];
                (values[0], values[1]) = (angle.cos(), angle.sin());
                let embedding = Embedding::new(&values).expect("a usable vector");
                Photo { embedding, ..sample::photo(&format!("{n:05}.jpg")) }
            })
            .collect()
    }

    /// All candidates, and which of them are proposed.
    fn all(photos: &[Photo]) -> Vec<(Candidate, bool)> {
        let Candidates { proposed, near, .. } = find(photos, &Progress::default()).expect("not cancelled");
        let marked =
            |pairs: Vec<Candidate>, is_proposed| pairs.into_iter().map(move |pair| (pair, is_proposed));
        let mut all: Vec<_> = marked(proposed, true).chain(marked(near, false)).collect();
        all.sort_by_key(|(pair, _)| pair.photos());
        all
    }

    fn found(photos: &[Photo]) -> Vec<(u32, u32)> {
        let near = all(photos).into_iter().filter(|(pair, _)| pair.distance <= LOOSEST_DISTANCE);
        near.map(|(pair, _)| (pair.a.0, pair.b.0)).collect()
    }

    #[test]
    fn near_ones_pair_and_far_ones_do_not() {
        assert_eq!(found(&at_angles(&[0.0, 0.2, 2.0, 2.1])), [(0, 1), (2, 3)]);
        assert_eq!(found(&[]), []);
    }

    #[test]
    fn exact_copies_share_a_representative_and_blank_pictures_pair_with_nothing_else() {
        let mut photos = at_angles(&[0.0, 0.0, 0.1, 0.1]);
        photos[1].content = photos[0].content;
        photos[3].facts.contrast = 0.0;
        let found = find(&photos, &Progress::default()).expect("not cancelled");
        assert_eq!(found.representative, [0, 0, 2, 3].map(PhotoId));
        let seen: Vec<_> = found.proposed.iter().map(|p| (p.a.0, p.b.0)).collect();
        assert_eq!(seen, [(0, 2)]);
        assert_eq!(found.near, []);
    }

    #[test]
    fn a_crowd_keeps_each_photos_nearest() {
        let angles: Vec<f32> = (0..300).map(|n| n as f32 * 1e-3).collect();
        let found = find(&at_angles(&angles), &Progress::default()).expect("not cancelled");
        assert!(found.proposed.len() + found.near.len() <= 300 * NEAREST);
        let nearest = |n| found.proposed.iter().any(|p| (p.a.0, p.b.0) == (n, n + 1));
        assert!((0..299).all(nearest));
    }

    /// Photos in families of ten, whose embeddings lie as those of the network do: near, not so near, and far apart.
    fn in_families(count: usize) -> Vec<Photo> {
        let mut state = 1_u64;
        let mut random = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f32 / (1 << 24) as f32 - 0.5
        };
        let mut centre = [0.0_f32; EMBEDDING_LEN];
        let one = |n: usize| {
            if n.is_multiple_of(10) {
                centre = std::array::from_fn(|axis| random() / (1.0 + axis as f32).sqrt());
            }
            let spread = 0.1 * (n % 10) as f32;
            let values: [f32; EMBEDDING_LEN] =
                std::array::from_fn(|axis| centre[axis] + spread * random() / (1.0 + axis as f32).sqrt());
            let embedding = Embedding::new(&values).expect("a usable vector");
            Photo { embedding, ..sample::photo(&format!("{n:05}.jpg")) }
        };
        (0..count).map(one).collect()
    }

    #[test]
    fn each_photos_nearest_are_those_of_a_plain_search() {
        let photos = in_families(2 * BLOCK + 37);
        let mut near = vec![Vec::new(); photos.len()];
        for a in 0..photos.len() {
            for b in a + 1..photos.len() {
                let distance = photos[a].embedding.distance(&photos[b].embedding);
                if distance <= FARTHEST_PROPOSED {
                    near[a].push((distance, b as u32));
                    near[b].push((distance, a as u32));
                }
            }
        }
        let mut expected = Vec::new();
        for (one, near) in near.iter_mut().enumerate() {
            near.sort_by(|x, y| x.0.total_cmp(&y.0).then(x.1.cmp(&y.1)));
            let few = near.iter().take(NEAREST).enumerate();
            let wanted =
                few.filter(|(rank, (distance, _))| *rank < PROPOSED || *distance <= LOOSEST_DISTANCE);
            expected.extend(wanted.map(|(rank, &(distance, other))| {
                let (a, b) = (PhotoId(other.min(one as u32)), PhotoId(other.max(one as u32)));
                (Candidate { a, b, distance }, rank < PROPOSED)
            }));
        }
        expected.sort_by_key(|(pair, is_proposed)| (pair.photos(), !is_proposed));
        expected.dedup_by_key(|(pair, _)| pair.photos());
        assert!(expected.len() > photos.len());
        assert_eq!(all(&photos), expected);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn blocks_find_what_a_plain_search_finds(angles in proptest::collection::vec(0.0..30.0f32, 0..200)) {
            let photos = at_angles(&angles);
            let mut plain = Vec::new();
            for a in 0..photos.len() {
                for b in a + 1..photos.len() {
                    if photos[a].embedding.distance(&photos[b].embedding) <= LOOSEST_DISTANCE {
                        plain.push((a as u32, b as u32));
                    }
                }
            }
            prop_assume!(plain.len() < NEAREST);
            prop_assert_eq!(found(&photos), plain);
        }
    }
}
