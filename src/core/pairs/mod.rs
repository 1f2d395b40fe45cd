//! Embeddings → candidates: for each photo the few that lie nearest, found exactly. Everything is compared with
//! everything in numbers of 16 bits, two at once; what these do not rule out is measured. What the candidates mean is
//! for the pixels to say (`prove`).

mod carried;
mod nearest;

use std::collections::HashMap;
use std::ops::Range;

use lookalike_kernels::dot::{self, ONE};
use rayon::prelude::*;

use self::carried::Carried;
use self::nearest::Nearest;
use crate::photo::{Candidate, EMBEDDING_LEN, Embedding, Neighbours, Photo, PhotoId};
use crate::progress::{Cancelled, Progress, Stage};
use crate::simd::{LANES, Panels, Step};

/// Nearest photos kept for each photo within the loosest distance: a burst of this many is still one group,
/// and a folder of near identical pictures cannot fill the memory with pairs.
const NEAREST: usize = 64;

/// Nearest photos proposed for a proof, whether or not they are within the loosest distance: eight find
/// 99.9 % of a photo's copies when what they lead to is followed up.
const PROPOSED: usize = 8;

/// The same for photos of low texture. To the network pages are much alike: seen from the photograph of a page, the page itself
/// is the 5th to 39th nearest, behind other pages (`make_modern.py`, seeds 907 and 922).
const PROPOSED_OF_LOW_TEXTURE: usize = 32;

/// Nothing farther than this is proposed: 98 of 100 strangers lie farther.
const FARTHEST_PROPOSED: f32 = 0.78;

/// Photos that all others are compared with together: what they are rounded to fits a core's second cache. As many
/// panels as registers are best used with.
const BLOCK: usize = 21 * 3 * LANES;

/// Photos compared with a block between two looks at the cancel button and at how far one more may lie.
const ROWS: usize = 96;

/// Steps of a rounded embedding: two of its numbers are multiplied at once.
const DEPTH: usize = EMBEDDING_LEN / 2;

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
        .filter(|id| representative[id.index()] == *id && !photos[id.index()].metadata.is_blank())
        .collect();
    progress.enter(Stage::Pairing, compared.len() as u64)?;
    let names = carried::names(photos, &compared);
    let carried = Carried::over(known, &names);
    let (order, settled) = carried.order(compared.len());
    let proposed = compared.iter().map(|id| proposed(&photos[id.index()]));
    let mut search = Search { photos, compared: &compared, order, settled, nearest: Nearest::new(proposed) };
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

/// How many others are proposed for a proof with this photo, for its sake alone.
fn proposed(photo: &Photo) -> usize {
    if photo.metadata.low_texture { PROPOSED_OF_LOW_TEXTURE } else { PROPOSED }
}

/// For each photo the first one with the same bytes.
pub fn representatives(photos: &[Photo]) -> Vec<PhotoId> {
    let mut first = HashMap::with_capacity(photos.len());
    let ids = (0..photos.len() as u32).map(PhotoId);
    ids.zip(photos).map(|(id, photo)| *first.entry(photo.content).or_insert(id)).collect()
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
        let block = self.rounded(start..end);
        let panels = Panels::new(end - start, DEPTH, |at, step| block[at * DEPTH + step]);
        // The nearest names come last: neighbours in a folder are alike, and once a photo has its few, fewer matter.
        for to in (1..=end).rev().step_by(ROWS) {
            progress.check()?;
            let from = to.saturating_sub(ROWS);
            for (row, column) in self.wanted(from..to, start..end, &panels) {
                let (one, other) = (from + row, start + column);
                if one < other && other < end {
                    self.measure(self.order[one], self.order[other]);
                }
            }
        }
        (start..end).try_for_each(|_| progress.step())
    }

    /// The embeddings of these photos, a range of the order, in numbers of 16 bits.
    fn rounded(&self, photos: Range<usize>) -> Vec<Step> {
        dot::round(photos.map(|at| self.embedding(self.order[at]).values()))
    }

    /// Of the photos at `rows` and those of a block, whose columns are `panels`, the pairs of which one may want the other.
    fn wanted(&self, rows: Range<usize>, block: Range<usize>, panels: &Panels) -> Vec<(usize, usize)> {
        let least = |photos: Range<usize>| photos.map(|at| self.least(self.order[at]));
        let row_least: Vec<i32> = least(rows.clone()).collect();
        let mut column_least: Vec<i32> = least(block).collect();
        column_least.resize(column_least.len().next_multiple_of(LANES), i32::MAX);
        dot::at_least(&self.rounded(rows), panels, &row_least, &column_least)
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

#[cfg(test)]
mod tests;
