//! Embeddings → candidates: for each photo the few that lie nearest, found exactly. Everything is compared with
//! everything in numbers of 16 bits, two at once; what these do not rule out is measured. What the candidates mean is
//! for the pixels to say (`prove`).

mod carried;
mod nearest;

use std::collections::HashMap;
use std::ops::Range;

use fearless_simd::prelude::*;
use fearless_simd::{Simd, f32x16, i32x16};
use rayon::prelude::*;

use self::carried::Carried;
use self::nearest::Nearest;
use crate::lanes::{self, LANES, Panels, Step, Take, Work};
use crate::photo::{Candidate, EMBEDDING_LEN, Embedding, Neighbours, Photo, PhotoId};
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
/// exact copies. What an earlier search found among some of them, `known`, spares most of the work and changes nothing;
/// what this one found comes with the candidates.
pub fn find(
    photos: &[Photo],
    known: &Neighbours,
    progress: &Progress,
) -> Result<(Candidates, Neighbours), Cancelled> {
    let representative = representatives(photos);
    let compared: Vec<PhotoId> = (0..photos.len() as u32)
        .map(PhotoId)
        .filter(|id| representative[id.index()] == *id && !photos[id.index()].facts.is_blank())
        .collect();
    progress.enter(Stage::Pairing, compared.len() as u64)?;
    let names = carried::names(photos, &compared);
    let carried = Carried::over(known, &names);
    let (order, settled) = carried.order(compared.len());
    let mut search =
        Search { photos, compared: &compared, order, settled, nearest: Nearest::new(compared.len()) };
    search.take_over(&carried, progress)?;
    drop(carried);
    let count = (compared.len() - settled).div_ceil(BLOCK);
    // The later a block, the more come before it: short and long ones in turn, so that progress is even.
    let blocks = (0..count).map(|at| if at % 2 == 0 { at / 2 } else { count - 1 - at / 2 });
    blocks.collect::<Vec<_>>().into_par_iter().try_for_each(|block| search.block(block, progress))?;
    let neighbours = search.nearest.neighbours(&names);
    let (proposed, near) = search.nearest.into_candidates(&compared, progress)?;
    Ok((Candidates { representative, proposed, near }, neighbours))
}

/// For each photo the first one with the same bytes.
pub fn representatives(photos: &[Photo]) -> Vec<PhotoId> {
    let mut first = HashMap::with_capacity(photos.len());
    let ids = (0..photos.len() as u32).map(PhotoId);
    ids.zip(photos).map(|(id, photo)| *first.entry(photo.content).or_insert(id)).collect()
}

/// An embedding in numbers of 16 bits, of which two are multiplied at once.
type Rounded = [Step; EMBEDDING_LEN / 2];

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

/// Rounds the embeddings of these photos, a range of the search's order.
struct Round<'a, 'b>(&'a Search<'b>, Range<usize>);

impl Work for Round<'_, '_> {
    type Output = Vec<Rounded>;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Self::Output {
        let Self(search, photos) = self;
        let mut all = Vec::with_capacity(photos.len());
        for at in photos {
            all.push(rounded(simd, search.embedding(search.order[at])));
        }
        all
    }
}

/// What the threads of a search share.
struct Search<'a> {
    photos: &'a [Photo],
    compared: &'a [PhotoId],
    /// Places in `compared`, in the order in which each is compared with all before it; the first ones are settled, and not
    /// compared with one another.
    order: Vec<u32>,
    settled: usize,
    nearest: Nearest,
}

impl Search<'_> {
    /// Begins with what an earlier search found.
    fn take_over(&self, carried: &Carried, progress: &Progress) -> Result<(), Cancelled> {
        let settled: Vec<(u32, &[u32])> = carried.settled().collect();
        settled.into_par_iter().try_for_each(|(one, others)| {
            for other in others {
                let distance = self.embedding(one).distance(self.embedding(*other));
                self.nearest.offer(one, distance, *other);
            }
            progress.step()
        })
    }

    /// Compares the photos of a block with one another and with all before them.
    fn block(&self, block: usize, progress: &Progress) -> Result<(), Cancelled> {
        let start = self.settled + block * BLOCK;
        let end = (start + BLOCK).min(self.order.len());
        let block = lanes::with_best(Round(self, start..end));
        let panels = Panels::new(block.len(), EMBEDDING_LEN / 2, |at, step| block[at][step]);
        // The nearest names come last: neighbours in a folder are alike, and once a photo has its few, fewer matter.
        for to in (1..=end).rev().step_by(ROWS) {
            progress.check()?;
            let from = to.saturating_sub(ROWS);
            for (one, other) in lanes::with_best(Rows { search: self, from, to, start, end, panels: &panels })
            {
                self.measure(self.order[one], self.order[other]);
            }
        }
        (start..end).try_for_each(|_| progress.step())
    }

    fn embedding(&self, place: u32) -> &Embedding {
        &self.photos[self.compared[place as usize].index()].embedding
    }

    /// The least product of rounded embeddings at which another photo may still be wanted by this one.
    fn least(&self, place: u32) -> i32 {
        ((1.0 - self.nearest.limit(place) - ROUNDING) * ONE * ONE) as i32
    }

    fn measure(&self, one: u32, other: u32) {
        let distance = self.embedding(one).distance(self.embedding(other));
        self.nearest.offer(one, distance, other);
        self.nearest.offer(other, distance, one);
    }
}

/// Photos to compare with those of a block; gives the pairs of which one may want the other, the first first.
struct Rows<'a, 'b> {
    search: &'a Search<'b>,
    /// The photos, as a range of the search's order.
    from: usize,
    to: usize,
    /// The block, as a range, and what it is rounded to.
    start: usize,
    end: usize,
    panels: &'a Panels,
}

impl Work for Rows<'_, '_> {
    type Output = Vec<(usize, usize)>;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Self::Output {
        let Self { search, from, to, start, end, panels } = self;
        let rows = Round(search, from..to).run(simd);
        let mut column_least = vec![i32::MAX; (end - start).next_multiple_of(LANES)];
        (start..end).zip(&mut column_least).for_each(|(at, least)| *least = search.least(search.order[at]));
        let row_least = std::array::from_fn(|row| {
            search.order[from..to].get(row).map_or(i32::MAX, |one| search.least(*one))
        });
        let (column_least, _) = column_least.as_chunks();
        let mut wanted = MayBeWanted { simd, row_least, column_least, found: Vec::new() };
        lanes::multiply(simd, rows.as_flattened(), panels, &mut wanted);
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

impl<S: Simd> Take<S> for MayBeWanted<'_, S> {
    /// Which panel it is, and the least products of its columns.
    type Columns = (usize, i32x16<S>);

    #[inline(always)]
    fn columns(&self, panel: usize) -> Self::Columns {
        (panel, i32x16::from_slice(self.simd, &self.column_least[panel]))
    }

    #[inline(always)]
    fn take(&mut self, row: usize, (panel, column_least): Self::Columns, sums: i32x16<S>) {
        let least = column_least.min(i32x16::splat(self.simd, self.row_least[row]));
        if sums.simd_ge(least).any_true() {
            let (sums, least): ([_; LANES], [_; LANES]) = (sums.into(), least.into());
            let wanted = (0..LANES).filter(|&lane| sums[lane] >= least[lane]);
            self.found.extend(wanted.map(|lane| (row, panel * LANES + lane)));
        }
    }
}

#[cfg(test)]
mod tests;
