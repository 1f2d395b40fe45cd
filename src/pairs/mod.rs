//! Embeddings → candidates: for each photo the few that lie nearest, found exactly. Everything is compared with
//! everything in numbers of 16 bits, two at once; what these do not rule out is measured. What the candidates mean is
//! for the pixels to say (`prove`).

mod nearest;

use std::collections::HashMap;
use std::ops::Range;

use fearless_simd::prelude::*;
use fearless_simd::{Simd, f32x16, i32x16};
use rayon::prelude::*;

use self::nearest::Nearest;
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

/// Photos that all others are compared with together: what they are rounded to fits a core's second cache. As many
/// panels as registers are best used with.
const BLOCK: usize = 21 * 3 * LANES;

/// Photos compared with a block between two looks at the cancel button and at how far one more may lie.
const ROWS: usize = 96;

/// What a length of 1 is in numbers of 16 bits. The product of two is at most its square, which fits 31 bits.
const ONE: f32 = 32767.0;

/// How far the product of two rounded embeddings may lie from that of the embeddings: each of the 256 numbers is off by
/// half of 1/[`ONE`] at most, an embedding by sixteen times as much, and a product by that of both (Cauchy and Schwarz);
/// a little more is for the arithmetic of floats.
const ROUNDING: f32 = 17.0 / ONE;

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
    let search = Search { photos, compared: &compared, nearest: Nearest::new(compared.len()) };
    let count = compared.len().div_ceil(BLOCK);
    // The later a block, the more come before it: short and long ones in turn, so that progress is even.
    let blocks = (0..count).map(|at| if at % 2 == 0 { at / 2 } else { count - 1 - at / 2 });
    blocks.collect::<Vec<_>>().into_par_iter().try_for_each(|block| search.block(block, progress))?;
    let (proposed, near) = search.nearest.into_candidates(&compared, progress)?;
    Ok(Candidates { representative, proposed, near })
}

/// For each photo the first one with the same bytes.
pub fn representatives(photos: &[Photo]) -> Vec<PhotoId> {
    let mut first = HashMap::new();
    let ids = (0..photos.len() as u32).map(PhotoId);
    ids.zip(photos).map(|(id, photo)| *first.entry(photo.content).or_insert(id)).collect()
}

/// An embedding in numbers of 16 bits, of which two are multiplied at once.
type Rounded = [[i16; 2]; EMBEDDING_LEN / 2];

#[inline(always)]
fn rounded<S: Simd>(simd: S, embedding: &Embedding) -> Rounded {
    let values = embedding.values();
    let mut rounded = [[0; 2]; EMBEDDING_LEN / 2];
    let (to, _) = rounded.as_flattened_mut().as_chunks_mut::<{ 2 * LANES }>();
    for (from, to) in values.as_chunks::<LANES>().0.as_chunks::<2>().0.iter().zip(to) {
        whole(simd, &from[0]).narrow(whole(simd, &from[1])).store_slice(to);
    }
    rounded
}

#[inline(always)]
fn whole<S: Simd>(simd: S, values: &[f32; LANES]) -> i32x16<S> {
    i32x16::truncate_from((f32x16::from_slice(simd, values) * ONE).round_ties_even())
}

/// Rounds the embeddings of these photos.
struct Round<'a, 'b>(&'a Search<'b>, Range<usize>);

impl Work for Round<'_, '_> {
    type Output = Vec<Rounded>;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Self::Output {
        let Self(search, photos) = self;
        let mut all = Vec::with_capacity(photos.len());
        for at in photos {
            all.push(rounded(simd, search.embedding(at)));
        }
        all
    }
}

/// What the threads of a search share.
struct Search<'a> {
    photos: &'a [Photo],
    compared: &'a [PhotoId],
    nearest: Nearest,
}

impl Search<'_> {
    /// Compares the photos of a block with one another and with all before them.
    fn block(&self, block: usize, progress: &Progress) -> Result<(), Cancelled> {
        let start = block * BLOCK;
        let end = (start + BLOCK).min(self.compared.len());
        let block = lanes::with_best(Round(self, start..end));
        let panels = Numbers::panels(block.len(), EMBEDDING_LEN / 2, |at, step| block[at][step]);
        // The nearest names come last: neighbours in a folder are alike, and once a photo has its few, fewer matter.
        for to in (1..=end).rev().step_by(ROWS) {
            progress.check()?;
            let from = to.saturating_sub(ROWS);
            for (one, other) in lanes::with_best(Rows { search: self, from, to, start, end, panels: &panels })
            {
                self.measure(one, other);
            }
        }
        (start..end).try_for_each(|_| progress.step())
    }

    fn embedding(&self, at: usize) -> &Embedding {
        &self.photos[self.compared[at].index()].embedding
    }

    /// The least product of rounded embeddings at which another photo may still be wanted by this one.
    fn least(&self, photo: usize) -> i32 {
        ((1.0 - self.nearest.limit(photo) - ROUNDING) * ONE * ONE) as i32
    }

    fn measure(&self, one: usize, other: usize) {
        let distance = self.embedding(one).distance(self.embedding(other));
        self.nearest.offer(one, distance, other as u32);
        self.nearest.offer(other, distance, one as u32);
    }
}

/// Photos to compare with those of a block; gives the pairs of which one may want the other, the first first.
struct Rows<'a, 'b> {
    search: &'a Search<'b>,
    /// The photos, as a range.
    from: usize,
    to: usize,
    /// The block, as a range, and what it is rounded to.
    start: usize,
    end: usize,
    panels: &'a Numbers<[i16; 2]>,
}

impl Work for Rows<'_, '_> {
    type Output = Vec<(usize, usize)>;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Self::Output {
        let Self { search, from, to, start, end, panels } = self;
        let rows = Round(search, from..to).run(simd);
        let none = vec![0; (end - start).next_multiple_of(LANES)];
        let mut column_least = vec![i32::MAX; none.len()];
        (start..end).zip(&mut column_least).for_each(|(at, least)| *least = search.least(at));
        let row_least =
            std::array::from_fn(|row| if from + row < to { search.least(from + row) } else { i32::MAX });
        let (column_least, _) = column_least.as_chunks();
        let mut wanted = MayBeWanted { simd, row_least, column_least, found: Vec::new() };
        lanes::multiply(simd, rows.as_flattened(), panels, &none, &mut wanted);
        let found = wanted.found.into_iter().map(|(row, column)| (from + row, start + column));
        found.filter(|&(one, other)| one < other && other < end).collect()
    }
}

/// Notes the rows and columns of which one may want the other.
struct MayBeWanted<'a, S: Simd> {
    simd: S,
    /// The least product of each row, and of each column, that is still wanted.
    row_least: [i32; ROWS],
    column_least: &'a [[i32; LANES]],
    /// Row and column.
    found: Vec<(usize, usize)>,
}

impl<S: Simd> Take<S, [i16; 2]> for MayBeWanted<'_, S> {
    #[inline(always)]
    fn take(&mut self, row: usize, panel: usize, sums: i32x16<S>) {
        let least = i32x16::from_slice(self.simd, &self.column_least[panel])
            .min(i32x16::splat(self.simd, self.row_least[row]));
        if sums.simd_ge(least).any_true() {
            let (sums, least): ([_; LANES], [_; LANES]) = (sums.into(), least.into());
            let wanted = (0..LANES).filter(|&lane| sums[lane] >= least[lane]);
            self.found.extend(wanted.map(|lane| (row, panel * LANES + lane)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::photo::{LOOSEST_DISTANCE, sample};
    use proptest::prelude::*;

    fn with_embedding(path: &str, values: &[f32]) -> Photo {
        Photo { embedding: Embedding::new(values).expect("a usable vector"), ..sample::photo(path) }
    }

    /// Photos whose embeddings lie at these angles (radians) in one plane.
    fn at_angles(angles: &[f32]) -> Vec<Photo> {
        angles
            .iter()
            .enumerate()
            .map(|(n, angle)| {
                let mut values = [0.0; EMBEDDING_LEN];
                (values[0], values[1]) = (angle.cos(), angle.sin());
                with_embedding(&format!("{n:05}.jpg"), &values)
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
            with_embedding(&format!("{n:05}.jpg"), &values)
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
        fn rounding_changes_no_product_by_more_than_is_allowed_for(
            rows in proptest::collection::vec(proptest::collection::vec(-1.0..1.0f32, EMBEDDING_LEN), 2..20),
            axis in 0..EMBEDDING_LEN,
        ) {
            let mut photos: Vec<Photo> = rows.iter().map(|row| with_embedding("a.jpg", row)).collect();
            let along_axis: [f32; EMBEDDING_LEN] = std::array::from_fn(|at| if at == axis { -1.0 } else { 0.0 });
            photos.extend([with_embedding("b.jpg", &along_axis), with_embedding("c.jpg", &[1.0; EMBEDDING_LEN])]);
            let compared: Vec<PhotoId> = (0..photos.len() as u32).map(PhotoId).collect();
            let search = Search { photos: &photos, compared: &compared, nearest: Nearest::new(photos.len()) };
            let rounded = lanes::with_best(Round(&search, 0..photos.len()));
            for (one, other) in (0..photos.len()).flat_map(|one| (0..=one).map(move |other| (one, other))) {
                let pairs = rounded[one].as_flattened().iter().zip(rounded[other].as_flattened());
                let product: i32 = pairs.map(|(x, y)| i32::from(*x) * i32::from(*y)).sum();
                let distance = photos[one].embedding.distance(&photos[other].embedding);
                prop_assert!((1.0 - distance - product as f32 / (ONE * ONE)).abs() <= ROUNDING);
            }
        }

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
