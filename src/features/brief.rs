//! Describes the patch around a corner in 256 bits that survive turning, and mirroring at no cost.
//!
//! Each bit compares two pixels of the blurred patch (BRIEF, Calonder et al., ECCV 2010), turned by the direction of
//! the corner (Rublee et al., 2011). The pattern is symmetric about that direction: comparison `i + 128` is
//! comparison `i` reflected, so the mirrored photo has the same bits with the two halves exchanged.

use std::f32::consts::TAU;
use std::sync::LazyLock;

use super::plane::Plane;

/// 256 comparisons, the first in the lowest bit of the first word.
pub type Descriptor = [u64; 4];

/// Radius of the disc whose centre of brightness gives a corner its direction, in pixels (as in ORB).
const DISC_RADIUS_PX: i32 = 15;
/// No compared pixel lies farther from the corner than this, in pixels.
const PATCH_RADIUS_PX: f32 = 14.0;
/// How the compared pixels scatter about the corner: a fifth of the patch, as in BRIEF (its pattern "G II").
const PATTERN_DEVIATION_PX: f32 = 6.2;
/// Directions that are told apart; the pattern is kept turned to each.
pub const TURNS: u8 = 64;
/// Comparisons in half of the pattern; the other half is its reflection.
const HALF: usize = 128;

/// Two pixels to compare, relative to the corner: x, y of the first, x, y of the second.
type Comparison = [i8; 4];

/// The pattern turned to each of the [`TURNS`] directions.
static TURNED_PATTERNS: LazyLock<Vec<[Comparison; 2 * HALF]>> = LazyLock::new(|| {
    let upright = pattern();
    (0..TURNS).map(|turn| turned(&upright, turn)).collect()
});

/// The direction from a corner to the centre of brightness of the disc around it, in [`TURNS`] of a whole turn.
#[inline(always)]
pub fn turn(plane: &Plane, x: usize, y: usize) -> u8 {
    let (mut right, mut down) = (0_i32, 0_i32);
    for (row, half) in DISC_ROWS.iter().enumerate() {
        let dy = row as i32 - DISC_RADIUS_PX;
        let half = *half as usize;
        let pixels = &plane.row(y.wrapping_add_signed(dy as isize))[x - half..=x + half];
        let (mut sum, mut moment) = (0_i32, 0_i32);
        for (column, &pixel) in pixels.iter().enumerate() {
            sum += i32::from(pixel);
            moment += i32::from(pixel) * (column as i32 - half as i32);
        }
        right += moment;
        down += dy * sum;
    }
    let angle = (down as f32).atan2(right as f32);
    ((angle / TAU * f32::from(TURNS)).round() as i32).rem_euclid(i32::from(TURNS)) as u8
}

/// The 256 comparisons around a corner; `blurred` is the plane the corner was found in, blurred.
#[inline(always)]
pub fn describe(blurred: &Plane, x: usize, y: usize, turn: u8) -> Descriptor {
    let width = blurred.width() as isize;
    let centre = y * blurred.width() + x;
    let pixels = blurred.pixels();
    let at = |dx: i8, dy: i8| pixels[centre.wrapping_add_signed(isize::from(dy) * width + isize::from(dx))];
    let pattern = &TURNED_PATTERNS[usize::from(turn)];
    let mut words = [0_u64; 4];
    for (word, comparisons) in words.iter_mut().zip(pattern.chunks_exact(64)) {
        for (bit, &[x1, y1, x2, y2]) in comparisons.iter().enumerate() {
            *word |= u64::from(at(x1, y1) < at(x2, y2)) << bit;
        }
    }
    words
}

/// The description of the same corner in the photo mirrored left to right.
pub fn mirrored([a, b, c, d]: Descriptor) -> Descriptor {
    [c, d, a, b]
}

/// Half the width of each row of the disc, from its top row down.
const DISC_ROWS: [u8; 2 * DISC_RADIUS_PX as usize + 1] = {
    let mut rows = [0; 2 * DISC_RADIUS_PX as usize + 1];
    let mut row = 0;
    while row < rows.len() {
        let dy = row as i32 - DISC_RADIUS_PX;
        let mut half = 0;
        while (half + 1) * (half + 1) + dy * dy <= DISC_RADIUS_PX * (DISC_RADIUS_PX + 1) {
            half += 1;
        }
        rows[row] = half as u8;
        row += 1;
    }
    rows
};

/// The pattern for direction 0: seeded pairs of a Gaussian about the corner, then the same reflected (y to -y).
fn pattern() -> Vec<[f32; 4]> {
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let mut pairs: Vec<[f32; 4]> = Vec::with_capacity(2 * HALF);
    while pairs.len() < HALF {
        let pair: [f32; 4] = std::array::from_fn(|_| random.gaussian() * PATTERN_DEVIATION_PX);
        let [x1, y1, x2, y2] = pair;
        let in_patch = x1.hypot(y1) <= PATCH_RADIUS_PX && x2.hypot(y2) <= PATCH_RADIUS_PX;
        // A pair that is nearly its own reflection would ask the same question twice.
        let own_reflection = y1.abs() + y2.abs() < 3.0 || (x1 - x2).abs() + (y1 + y2).abs() < 3.0;
        if in_patch && !own_reflection {
            pairs.push(pair);
        }
    }
    let reflected: Vec<[f32; 4]> = pairs.iter().map(|&[x1, y1, x2, y2]| [x1, -y1, x2, -y2]).collect();
    pairs.extend(reflected);
    pairs
}

/// The pattern turned by `turn` of [`TURNS`], to whole pixels.
fn turned(pattern: &[[f32; 4]], turn: u8) -> [Comparison; 2 * HALF] {
    let (sin, cos) = (f32::from(turn) * TAU / f32::from(TURNS)).sin_cos();
    let place = |x: f32, y: f32| ((x * cos - y * sin).round() as i8, (x * sin + y * cos).round() as i8);
    std::array::from_fn(|index| {
        let [x1, y1, x2, y2] = pattern[index];
        let ((x1, y1), (x2, y2)) = (place(x1, y1), place(x2, y2));
        [x1, y1, x2, y2]
    })
}

/// A small seeded generator (splitmix64, Steele et al. 2014): the pattern must be the same on every machine.
struct Random(u64);

impl Random {
    /// Uniform in 0 to 1.
    fn uniform(&mut self) -> f32 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ mixed >> 31) as u32 as f32 / u32::MAX as f32
    }

    /// Near enough to a standard normal: the sum of twelve uniforms.
    fn gaussian(&mut self) -> f32 {
        (0..12).map(|_| self.uniform()).sum::<f32>() - 6.0
    }
}
