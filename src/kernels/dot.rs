//! Dot products of many unit vectors with many others, in whole numbers of 16 bits: a bound on each, so that only few have
//! to be computed exactly.

use fearless_simd::prelude::*;
use fearless_simd::{Simd, f32x16, i32x16};

use crate::simd::{self, Epilogue, LANES, Panels, Step, Work};

/// What a length of 1 is in numbers of 16 bits. The product of two is at most its square, which fits 31 bits.
pub const ONE: f32 = 32767.0;

/// Rounds vectors of numbers between -1 and 1, two numbers a step, one vector after the other. `LEN` is a multiple of 32.
pub fn round<const LEN: usize>(vectors: impl Iterator<Item = [f32; LEN]>) -> Vec<Step> {
    const { assert!(LEN.is_multiple_of(2 * LANES)) };
    let mut all = Vec::with_capacity(vectors.size_hint().0 * LEN / 2);
    for vector in vectors {
        let first = all.len();
        all.resize(first + LEN / 2, [0; 2]);
        simd::with_best(Round { vector: &vector, to: all[first..].as_flattened_mut() });
    }
    all
}

struct Round<'a> {
    vector: &'a [f32],
    to: &'a mut [i16],
}

impl Work for Round<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let (to, _) = self.to.as_chunks_mut::<{ 2 * LANES }>();
        for (from, to) in self.vector.as_chunks::<LANES>().0.as_chunks::<2>().0.iter().zip(to) {
            whole(simd, &from[0]).narrow(whole(simd, &from[1])).store_slice(to);
        }
    }
}

#[inline(always)]
fn whole<S: Simd>(simd: S, values: &[f32; LANES]) -> i32x16<S> {
    i32x16::truncate_from((f32x16::from_slice(simd, values) * ONE).round_ties_even())
}

/// Rows and columns, as (row, column), whose product is at least the least of the row or the least of the column. `rows` are
/// rounded vectors one after the other, `panels` holds the rounded columns; `row_least` has a number for each row, and
/// `column_least` for each column of the panels, the unused ones included.
pub fn at_least(
    rows: &[Step],
    panels: &Panels,
    row_least: &[i32],
    column_least: &[i32],
) -> Vec<(usize, usize)> {
    simd::with_best(AtLeast { rows, panels, row_least, column_least })
}

struct AtLeast<'a> {
    rows: &'a [Step],
    panels: &'a Panels,
    row_least: &'a [i32],
    column_least: &'a [i32],
}

impl Work for AtLeast<'_> {
    type Output = Vec<(usize, usize)>;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Self::Output {
        let (column_least, _) = self.column_least.as_chunks();
        let mut wanted = MayBeWanted { simd, row_least: self.row_least, column_least, found: Vec::new() };
        simd::multiply(simd, self.rows, self.panels, &mut wanted);
        wanted.found
    }
}

/// Notes the rows and columns of which one may want the other.
struct MayBeWanted<'a, S: Simd> {
    simd: S,
    row_least: &'a [i32],
    column_least: &'a [[i32; LANES]],
    /// Row and column.
    found: Vec<(usize, usize)>,
}

impl<S: Simd> Epilogue<S> for MayBeWanted<'_, S> {
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
