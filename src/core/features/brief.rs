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

/// Rows and columns of a [`Patch`]; the last ones are not looked at.
const SIDE: usize = 2 * DISC_RADIUS_PX as usize + 2;

/// Two pixels of a patch to compare.
type Comparison = [u16; 2];

/// The pattern turned to each of the [`TURNS`] directions.
static TURNED_PATTERNS: LazyLock<Vec<[Comparison; 2 * HALF]>> = LazyLock::new(|| {
    let upright = pattern();
    (0..TURNS).map(|turn| turned(&upright, turn)).collect()
});

/// The pixels around a corner, row by row: laid side by side, as all of them are looked at several times.
pub struct Patch([[u8; SIDE]; SIDE]);

impl Patch {
    /// The pixels around one that has [`super::corners::EDGE_PX`] of them on each side.
    #[inline(always)]
    pub fn of(plane: &Plane, x: usize, y: usize) -> Self {
        let (left, top) = (x - DISC_RADIUS_PX as usize, y - DISC_RADIUS_PX as usize);
        let mut rows = [[0; SIDE]; SIDE];
        for (row, pixels) in rows.iter_mut().enumerate() {
            pixels.copy_from_slice(&plane.row(top + row)[left..left + SIDE]);
        }
        Self(rows)
    }

    /// The direction from the corner to the centre of brightness of the disc around it, in [`TURNS`] of a whole turn.
    #[inline(always)]
    pub fn turn(&self) -> u8 {
        // Of each column: the sum of its pixels, and of their distances from the middle row times their brightness.
        let (mut sums, mut moments) = ([0_i32; SIDE], [0_i32; SIDE]);
        for (row, (pixels, disc)) in self.0.iter().zip(&DISC).enumerate() {
            let dy = row as i32 - DISC_RADIUS_PX;
            for column in 0..SIDE {
                let pixel = i32::from(pixels[column] & disc[column]);
                sums[column] += pixel;
                moments[column] += dy * pixel;
            }
        }
        let right: i32 = (-DISC_RADIUS_PX..).zip(sums).map(|(dx, sum)| dx * sum).sum();
        let down: i32 = moments.iter().sum();
        let angle = (down as f32).atan2(right as f32);
        ((angle / TAU * f32::from(TURNS)).round() as i32).rem_euclid(i32::from(TURNS)) as u8
    }

    /// The 256 comparisons around the corner, in a patch of the blurred plane.
    #[inline(always)]
    pub fn describe(&self, turn: u8) -> Descriptor {
        let pixels = self.0.as_flattened();
        // No place lies outside; that this is seen spares asking a quarter of a million times a photo.
        let at = |place: u16| pixels[usize::from(place) % pixels.len()];
        let mut words = [0_u64; 4];
        for (word, comparisons) in words.iter_mut().zip(TURNED_PATTERNS[usize::from(turn)].chunks_exact(64)) {
            for &[one, other] in comparisons.iter().rev() {
                *word = *word << 1 | u64::from(at(one) < at(other));
            }
        }
        words
    }
}

/// The description of the same corner in the photo mirrored left to right.
pub fn mirrored([a, b, c, d]: Descriptor) -> Descriptor {
    [c, d, a, b]
}

/// All bits of the pixels of a patch that belong to the disc.
const DISC: [[u8; SIDE]; SIDE] = {
    let mut disc = [[0; SIDE]; SIDE];
    let mut at = 0;
    while at < SIDE * SIDE {
        let (row, column) = (at / SIDE, at % SIDE);
        let (dx, dy) = (column as i32 - DISC_RADIUS_PX, row as i32 - DISC_RADIUS_PX);
        if dx * dx + dy * dy <= DISC_RADIUS_PX * (DISC_RADIUS_PX + 1) {
            disc[row][column] = u8::MAX;
        }
        at += 1;
    }
    disc
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
    let place = |x: f32, y: f32| {
        let (across, down) = ((x * cos - y * sin).round() as i32, (x * sin + y * cos).round() as i32);
        ((down + DISC_RADIUS_PX) * SIDE as i32 + across + DISC_RADIUS_PX) as u16
    };
    std::array::from_fn(|index| {
        let [x1, y1, x2, y2] = pattern[index];
        [place(x1, y1), place(x2, y2)]
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::drawn;

    #[test]
    fn direction_and_bits_are_those_of_the_definition() {
        let plane = Plane::from_rgb(&drawn::scene(5, 90, 70));
        let corners = (16..70_usize - 16).flat_map(|y| (16..90_usize - 16).map(move |x| (x, y)));
        for (x, y) in corners.step_by(7) {
            let at = |dx: i32, dy: i32| {
                i32::from(plane.row(y.wrapping_add_signed(dy as isize))[x.wrapping_add_signed(dx as isize)])
            };
            let disc = (-15..=15).flat_map(|dy| (-15..=15).map(move |dx| (dx, dy)));
            let (right, down) = disc
                .filter(|(dx, dy)| dx * dx + dy * dy <= 15 * 16)
                .fold((0, 0), |(right, down), (dx, dy)| (right + dx * at(dx, dy), down + dy * at(dx, dy)));
            let patch = Patch::of(&plane, x, y);
            let turns = f64::from(down).atan2(f64::from(right)) / std::f64::consts::TAU * f64::from(TURNS);
            let off = (turns - f64::from(patch.turn())).rem_euclid(f64::from(TURNS));
            assert!(off.min(f64::from(TURNS) - off) < 0.501, "{x}, {y}");

            let described = patch.describe(0);
            for (bit, [x1, y1, x2, y2]) in
                pattern().into_iter().map(|pair| pair.map(|v| v.round() as i32)).enumerate()
            {
                let is_set = described[bit / 64] >> (bit % 64) & 1 == 1;
                assert_eq!(is_set, at(x1, y1) < at(x2, y2), "{x}, {y}, {bit}");
            }
        }
    }
}
