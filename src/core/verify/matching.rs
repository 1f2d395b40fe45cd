//! Which corner of one photo may be which corner of the other, by their descriptions alone.

use super::transform::Transform;
use crate::features::{Corner, Descriptor, Features, LEVEL_RATIO};
use crate::simd;

/// A match counts only if the next best corner is farther by this ratio (Lowe 2004 has 0.8; the comparison of the
/// pixels allows a looser one, which proves more strong crops and insets).
const RATIO: f32 = 0.87;
/// Bits of 256 in which two descriptions of one corner differ at most.
const MAX_BITS: u32 = 80;
/// Corners this near to the best one are the same corner at another level, not a rival, in pixels.
const SAME_PLACE_PX: f32 = 6.0;

/// With the transform known: how near to the expected place a counterpart is sought, in pixels of the coarser frame,
const GUIDED_PX: f32 = 6.0;
/// how many levels of the pyramid it may be off,
const GUIDED_LEVELS: f32 = 1.6;
/// how far its direction may be off (cosine; 25 degrees),
const GUIDED_COS: f32 = 0.906;
/// and in how many bits it may differ.
const GUIDED_BITS: u32 = 72;

/// A corner that is found again differs in no more bits than this; other writing of the same size does in more.
const SAME_BITS: u32 = 48;

/// A corner of the first photo and the corner of the second that it looks like.
#[derive(Clone, Copy, Debug)]
pub struct Match {
    /// The corner of the first photo.
    pub a: Corner,
    /// The corner of the second photo.
    pub b: Corner,
    /// Bits in which their descriptions differ, 0 to 256.
    pub bits: u32,
}

/// The pairs of corners that are each other's nearest and clearly so, nearest first.
pub fn matches(a: &Features, b: &Features) -> Vec<Match> {
    simd::vectorized(
        #[inline(always)]
        || matches_inner(a, b),
    )
}

/// The pairs of corners that a transform carries onto each other and that look alike, be there a likelier one elsewhere.
pub fn guided(a: &Features, b: &Features, transform: &Transform) -> Vec<Match> {
    let mut found: Vec<(u32, usize, usize)> = vec![];
    for (index_a, corner) in a.corners().iter().enumerate() {
        let expected = Expected::of(corner, transform);
        let alike = |index_b: &usize| expected.allows(&b.corners()[*index_b]);
        let bits =
            |index_b: usize| (bits_between(&a.descriptors()[index_a], &b.descriptors()[index_b]), index_b);
        if let Some((bits, index_b)) = (0..b.corners().len()).filter(alike).map(bits).min() {
            found.push((bits, index_a, index_b));
        }
    }
    found.retain(|&(bits, ..)| bits <= GUIDED_BITS);
    found.sort_unstable();
    let mut taken = vec![false; b.corners().len()];
    found.retain(|&(_, _, index_b)| !std::mem::replace(&mut taken[index_b], true));
    found
        .into_iter()
        .map(|(bits, index_a, index_b)| Match { a: a.corners()[index_a], b: b.corners()[index_b], bits })
        .collect()
}

/// Whether the second photo has a corner that is the same where a transform carries one of the first.
pub fn has_counterpart(
    corner: &Corner,
    descriptor: &Descriptor,
    b: &Features,
    transform: &Transform,
) -> bool {
    let expected = Expected::of(corner, transform);
    b.corners().iter().zip(b.descriptors()).any(|(other, described)| {
        expected.is_nearly(other) && bits_between(descriptor, described) <= SAME_BITS
    })
}

/// What a transform says of a corner's counterpart.
struct Expected {
    x: f32,
    y: f32,
    turn: f32,
    level: f32,
    within_px: f32,
}

impl Expected {
    fn of(corner: &Corner, transform: &Transform) -> Expected {
        let place = [f64::from(corner.x()), f64::from(corner.y())];
        let [x, y] = transform.apply(place);
        let [p, q, r, s] = transform.linear_at(place);
        let size = (p * s - q * r).abs().sqrt();
        Expected {
            x: x as f32,
            y: y as f32,
            turn: corner.angle() + (r - q).atan2(p + s) as f32,
            level: f32::from(corner.level()) + (size.ln() / f64::from(LEVEL_RATIO).ln()) as f32,
            within_px: GUIDED_PX * size.max(1.0) as f32,
        }
    }

    /// Within half the distance that a search allows.
    #[inline(always)]
    fn is_nearly(&self, corner: &Corner) -> bool {
        let (dx, dy) = (corner.x() - self.x, corner.y() - self.y);
        4.0 * (dx * dx + dy * dy) <= self.within_px * self.within_px && self.allows(corner)
    }

    #[inline(always)]
    fn allows(&self, corner: &Corner) -> bool {
        let (dx, dy) = (corner.x() - self.x, corner.y() - self.y);
        dx * dx + dy * dy <= self.within_px * self.within_px
            && (f32::from(corner.level()) - self.level).abs() <= GUIDED_LEVELS
            && (corner.angle() - self.turn).cos() >= GUIDED_COS
    }
}

/// The number of bits in which two descriptions differ.
#[inline(always)]
fn bits_between(one: &Descriptor, other: &Descriptor) -> u32 {
    one.iter().zip(other).map(|(x, y)| (x ^ y).count_ones()).sum()
}

#[inline(always)]
fn matches_inner(a: &Features, b: &Features) -> Vec<Match> {
    let count_b = b.corners().len();
    // Word by word, so that many descriptions are compared at once.
    let words: [Vec<u64>; 4] = std::array::from_fn(|word| b.descriptors().iter().map(|d| d[word]).collect());
    let mut row = vec![0_u32; count_b];
    // For each corner of b the nearest of a, as bits above and index below, so that the least is the nearest.
    let mut nearest_a = vec![u32::MAX; count_b];
    let mut clear = vec![];
    for (index_a, descriptor) in (0..).zip(a.descriptors()) {
        let nearest = compare(descriptor, &words, &mut row);
        for (nearest, &bits) in nearest_a.iter_mut().zip(&row) {
            *nearest = (*nearest).min(bits << 16 | index_a);
        }
        if let Some((index_b, bits)) = if_clear(nearest, &row, b.corners()) {
            clear.push((index_a, index_b, bits));
        }
    }
    let mut found: Vec<Match> = clear
        .into_iter()
        .filter(|&(index_a, index_b, _)| nearest_a[index_b] & 0xFFFF == index_a)
        .map(|(index_a, index_b, bits)| Match {
            a: a.corners()[index_a as usize],
            b: b.corners()[index_b],
            bits,
        })
        .collect();
    found.sort_by_key(|found| found.bits);
    found
}

/// The number of differing bits to each description, and the nearest: bits above and index below.
#[inline(always)]
fn compare(one: &Descriptor, words: &[Vec<u64>; 4], row: &mut [u32]) -> u32 {
    let count = row.len();
    let [a, b, c, d] = words.each_ref().map(|word| &word[..count]);
    let mut nearest = u32::MAX;
    for at in 0..count {
        let bits = (one[0] ^ a[at]).count_ones()
            + (one[1] ^ b[at]).count_ones()
            + (one[2] ^ c[at]).count_ones()
            + (one[3] ^ d[at]).count_ones();
        row[at] = bits;
        nearest = nearest.min(bits << 16 | at as u32);
    }
    nearest
}

/// The nearest corner, if it is near and no corner elsewhere is nearly as near.
#[inline(always)]
fn if_clear(nearest: u32, row: &[u32], corners: &[Corner]) -> Option<(usize, u32)> {
    let (bits, index) = (nearest >> 16, (nearest & 0xFFFF) as usize);
    if bits > MAX_BITS {
        return None;
    }
    let rival_below = (bits as f32 / RATIO) as u32;
    let rivals = row.iter().map(|&other| u32::from(other <= rival_below)).sum::<u32>();
    let place = corners[index];
    let elsewhere = |corner: &Corner| {
        let (dx, dy) = (corner.x() - place.x(), corner.y() - place.y());
        dx * dx + dy * dy > SAME_PLACE_PX * SAME_PLACE_PX
    };
    let rivalled = rivals > 1
        && row.iter().zip(corners).any(|(&other, corner)| other <= rival_below && elsewhere(corner));
    (!rivalled).then_some((index, bits))
}
