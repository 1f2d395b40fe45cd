//! The walk over an overlap: pixel for pixel of the coarser picture what the finer one shows there, gathered by blocks.
//!
//! Most of a proof is this walk. It goes row by row, so that all that is no look at the finer picture is done for many
//! pixels at once.

use super::{BIN_LEVELS, BLOCK_PX, Sums};
use crate::features::Plane;
use crate::simd;
use crate::verify::transform::{Point, Transform};

/// What a walk over the overlap has gathered.
pub struct Walk {
    pub whole: Sums,
    /// Row by row, so many in a row.
    pub blocks: Vec<Sums>,
    pub columns: usize,
    pub histogram: [usize; 256 / BIN_LEVELS],
}

impl Walk {
    /// Goes over the picture with the coarser view of the overlap; the other shows it `size` times larger.
    pub fn over(coarse: &Plane, fine: &Plane, to_fine: &Transform, size: f64) -> Walk {
        simd::vectorized(
            #[inline(always)]
            || Self::over_inner(coarse, fine, to_fine, (size.round() as usize).clamp(1, 6)),
        )
    }

    #[inline(always)]
    fn over_inner(coarse: &Plane, fine: &Plane, to_fine: &Transform, samples: usize) -> Walk {
        let columns = coarse.width().div_ceil(BLOCK_PX);
        let mut blocks = Vec::with_capacity(columns * coarse.height().div_ceil(BLOCK_PX));
        let mut histogram = [0; 256 / BIN_LEVELS];
        let mut row = Row::new(coarse.width());
        for y in 0..coarse.height() {
            row.sample(fine, to_fine, y, samples);
            row.add(coarse.row(y));
            for (&here, &seen) in coarse.row(y).iter().zip(&row.seen) {
                histogram[usize::from(here) / BIN_LEVELS] += usize::from(seen > 0.0);
            }
            if (y + 1) % BLOCK_PX == 0 || y + 1 == coarse.height() {
                row.finish_blocks(&mut blocks);
            }
        }
        Walk { whole: blocks.iter().fold(Sums::default(), Sums::and), blocks, columns, histogram }
    }
}

/// A row of the coarser picture.
struct Row {
    /// Where its pixels lie in the finer one.
    xs: Vec<f64>,
    ys: Vec<f64>,
    /// The mean grey level of what each pixel covers there.
    there: Vec<f64>,
    /// 1 for a pixel that lies within the finer picture, else 0.
    seen: Vec<f64>,
    /// For each column what [`Sums`] has, over the rows of a block: count, a, b, aa, bb, ab.
    sums: [Vec<f64>; 6],
}

impl Row {
    fn new(width: usize) -> Self {
        let none = || vec![0.0; width];
        let sums = std::array::from_fn(|_| none());
        Self { xs: none(), ys: none(), there: none(), seen: none(), sums }
    }

    /// Looks at the finer picture, so many times down and across for each pixel.
    #[inline(always)]
    fn sample(&mut self, fine: &Plane, to_fine: &Transform, y: usize, samples: usize) {
        self.there.fill(0.0);
        self.seen.fill(1.0);
        let part = |index: usize| (index as f64 + 0.5) / samples as f64 - 0.5;
        for (down, across) in (0..samples * samples).map(|at| (part(at / samples), part(at % samples))) {
            for (x, (u, v)) in self.xs.iter_mut().zip(&mut self.ys).enumerate() {
                [*u, *v] = to_fine.apply([x as f64 + across, y as f64 + down]);
            }
            let places = self.xs.iter().zip(&self.ys);
            for ((&u, &v), (there, seen)) in places.zip(self.there.iter_mut().zip(&mut self.seen)) {
                match sample(fine, [u, v]) {
                    Some(level) => *there += level,
                    None => *seen = 0.0,
                }
            }
        }
        let count = (samples * samples) as f64;
        self.there.iter_mut().zip(&self.seen).for_each(|(there, seen)| *there = *there * *seen / count);
    }

    /// Adds the row to the sums.
    #[inline(always)]
    fn add(&mut self, here: &[u8]) {
        let width = here.len();
        let (there, seen) = (&self.there[..width], &self.seen[..width]);
        let [count, a, b, aa, bb, ab] = self.sums.each_mut().map(|sums| &mut sums[..width]);
        for x in 0..width {
            let (one, other) = (f64::from(here[x]) * seen[x], there[x]);
            count[x] += seen[x];
            a[x] += one;
            b[x] += other;
            aa[x] += one * one;
            bb[x] += other * other;
            ab[x] += one * other;
        }
    }

    /// Hands over the blocks that end with this row.
    #[inline(always)]
    fn finish_blocks(&mut self, blocks: &mut Vec<Sums>) {
        for first in (0..self.seen.len()).step_by(BLOCK_PX) {
            let columns = first..self.seen.len().min(first + BLOCK_PX);
            let [count, a, b, aa, bb, ab] =
                self.sums.each_ref().map(|sums| sums[columns.clone()].iter().sum());
            blocks.push(Sums { count, a, b, aa, bb, ab });
        }
        self.sums.iter_mut().for_each(|sums| sums.fill(0.0));
    }
}

/// The grey level between four pixels; `None` outside.
#[inline(always)]
fn sample(plane: &Plane, [x, y]: Point) -> Option<f64> {
    let (right, bottom) = (plane.width() as f64 - 1.0, plane.height() as f64 - 1.0);
    if !(x >= 0.0 && y >= 0.0 && x < right && y < bottom) {
        return None;
    }
    let (column, row) = (x as usize, y as usize);
    let (part_x, part_y) = (x - column as f64, y - row as f64);
    let along = |row: usize| {
        let pixels = &plane.row(row)[column..column + 2];
        f64::from(pixels[0]) * (1.0 - part_x) + f64::from(pixels[1]) * part_x
    };
    Some(along(row) * (1.0 - part_y) + along(row + 1) * part_y)
}
