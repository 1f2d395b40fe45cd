//! Sixteen numbers at once: what the network's layers and the search for pairs have in common. Both multiply rows with
//! columns, and both want the results while they are still in registers.

use std::ops::{Deref, DerefMut};

use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, f32x16};

/// Numbers that are computed at once: a cache line of them.
pub const LANES: usize = 16;

/// Work that is compiled once for each kind of processor that is told apart.
pub trait Work {
    /// What comes of it.
    type Output;

    /// Does it; must be `#[inline(always)]`, as all that it calls.
    fn run<S: Simd>(self, simd: S) -> Self::Output;
}

/// Does work with the widest instructions this processor has. Few kinds are told apart, as each makes the program
/// larger: AVX-512 (as of Ice Lake), AVX2, and neither.
#[cfg(target_arch = "x86_64")]
pub fn with_best<W: Work>(work: W) -> W::Output {
    let level = Level::new();
    if let Some(simd) = level.as_avx512() {
        return simd.vectorize(
            #[inline(always)]
            || work.run(simd),
        );
    }
    if let Some(simd) = level.as_avx2() {
        return simd.vectorize(
            #[inline(always)]
            || work.run(simd),
        );
    }
    let Some(simd) = level.as_sse2() else { unreachable!("every x86-64 processor has SSE2") };
    simd.vectorize(
        #[inline(always)]
        || work.run(simd),
    )
}

/// Does work with the widest instructions this processor has.
#[cfg(not(target_arch = "x86_64"))]
pub fn with_best<W: Work>(work: W) -> W::Output {
    fearless_simd::dispatch!(Level::new(), simd => work.run(simd))
}

/// Does work that is left to the compiler to vectorise, with the widest instructions this processor has; `work` and all
/// that it calls must be `#[inline(always)]`.
#[inline(always)]
pub fn vectorized<R>(work: impl FnOnce() -> R) -> R {
    struct Closure<F>(F);
    impl<R, F: FnOnce() -> R> Work for Closure<F> {
        type Output = R;

        #[inline(always)]
        fn run<S: Simd>(self, _simd: S) -> R {
            self.0()
        }
    }
    with_best(Closure(work))
}

/// Numbers from a cache line on, so that sixteen of them that lie together never touch two.
#[derive(Debug, Default)]
pub struct Numbers {
    values: Vec<f32>,
    start: usize,
}

impl Numbers {
    /// So many zeros.
    pub fn zeros(count: usize) -> Self {
        let mut values = vec![0.0; count + LANES];
        let start = values.as_ptr().align_offset(LANES * size_of::<f32>()).min(LANES);
        values.truncate(start + count);
        Self { values, start }
    }

    /// Columns of sixteen numbers, one for each step along the rows that they are multiplied with: `columns` of them,
    /// filled up to a multiple of sixteen with zeros. `value` is asked for column and step.
    pub fn panels(columns: usize, depth: usize, value: impl Fn(usize, usize) -> f32) -> Self {
        let mut panels = Self::zeros(columns.next_multiple_of(LANES) * depth);
        for column in 0..columns {
            let first = column / LANES * LANES * depth + column % LANES;
            for step in 0..depth {
                panels[first + step * LANES] = value(column, step);
            }
        }
        panels
    }
}

impl Deref for Numbers {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        &self.values[self.start..]
    }
}

impl DerefMut for Numbers {
    fn deref_mut(&mut self) -> &mut [f32] {
        &mut self.values[self.start..]
    }
}

/// What is done with the products of one row and sixteen columns.
pub trait Take<S: Simd> {
    /// `sums` are the products of row `row` (counted from the first that was given) with sixteen columns.
    fn take(&mut self, row: usize, sums: f32x16<S>);
}

/// Multiplies rows of equal length, which lie one after another, with the sixteen columns of `panel`, and adds
/// `start` to each product.
#[inline(always)]
pub fn multiply<S: Simd>(
    simd: S,
    rows: &[f32],
    panel: &[[f32; LANES]],
    start: &[f32; LANES],
    taker: &mut impl Take<S>,
) {
    let depth = panel.len().max(1);
    let count = rows.len() / depth;
    let mut at = 0;
    while at < count {
        let tile = Tile { rows: &rows[at * depth..], panel, first: at };
        let left = count - at;
        // As many rows as there are registers for; fewer than four wait for each of their sums.
        at += if const { S::f32s::LEN >= LANES } {
            match left {
                12 | 16.. => tile.multiply::<S, 12>(simd, start, taker),
                8.. => tile.multiply::<S, 8>(simd, start, taker),
                5.. => tile.multiply::<S, 5>(simd, start, taker),
                4 => tile.multiply::<S, 4>(simd, start, taker),
                _ => tile.multiply::<S, 1>(simd, start, taker),
            }
        } else {
            match left {
                6 | 10.. => tile.multiply::<S, 6>(simd, start, taker),
                5.. => tile.multiply::<S, 5>(simd, start, taker),
                4 => tile.multiply::<S, 4>(simd, start, taker),
                _ => tile.multiply::<S, 1>(simd, start, taker),
            }
        };
    }
}

/// A few rows and sixteen columns.
struct Tile<'a> {
    rows: &'a [f32],
    panel: &'a [[f32; LANES]],
    /// The first of the rows.
    first: usize,
}

impl Tile<'_> {
    /// Multiplies its first `ROWS` rows; returns how many.
    #[expect(
        clippy::needless_range_loop,
        reason = "one index into slices of one length needs no check in the loop"
    )]
    #[inline(always)]
    fn multiply<S: Simd, const ROWS: usize>(
        &self,
        simd: S,
        start: &[f32; LANES],
        taker: &mut impl Take<S>,
    ) -> usize {
        let depth = self.panel.len();
        let rows: [&[f32]; ROWS] = std::array::from_fn(|row| &self.rows[row * depth..][..depth]);
        let mut sums = [f32x16::from_slice(simd, start); ROWS];
        for step in 0..depth {
            let column = f32x16::from_slice(simd, &self.panel[step]);
            for row in 0..ROWS {
                sums[row] = column.mul_add(f32x16::splat(simd, rows[row][step]), sums[row]);
            }
        }
        for (row, sum) in sums.into_iter().enumerate() {
            taker.take(self.first + row, sum);
        }
        ROWS
    }
}

/// The product of two vectors of equal length, a multiple of sixteen.
#[inline(always)]
pub fn dot<S: Simd>(simd: S, one: &[f32], other: &[f32]) -> f32 {
    let (one, other) = (one.as_chunks::<LANES>().0, other.as_chunks::<LANES>().0);
    let mut sums = [f32x16::splat(simd, 0.0); 2];
    for (step, (x, y)) in one.iter().zip(other).enumerate() {
        let sum = &mut sums[step % 2];
        *sum = f32x16::from_slice(simd, x).mul_add(f32x16::from_slice(simd, y), *sum);
    }
    (sums[0] + sums[1]).iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    struct Collect(Vec<[f32; LANES]>);

    impl<S: Simd> Take<S> for Collect {
        #[inline(always)]
        fn take(&mut self, row: usize, sums: f32x16<S>) {
            assert_eq!(row, self.0.len());
            self.0.push(sums.into());
        }
    }

    struct Product<'a>(&'a [f32], &'a [[f32; LANES]]);

    impl Work for Product<'_> {
        type Output = Vec<[f32; LANES]>;

        #[inline(always)]
        fn run<S: Simd>(self, simd: S) -> Self::Output {
            let mut found = Collect(Vec::new());
            multiply(simd, self.0, self.1, &[0.5; LANES], &mut found);
            found.0
        }
    }

    #[test]
    fn products_are_those_of_the_schoolbook() {
        let depth = 7;
        let value = |at: usize| ((at * 37 % 23) as f32 - 11.0) / 8.0;
        let panel = Numbers::panels(LANES, depth, |column, step| value(column * depth + step + 5));
        for count in 0..30 {
            let rows: Vec<f32> = (0..count * depth).map(value).collect();
            let panel = panel.as_chunks().0;
            let found = with_best(Product(&rows, panel));
            assert_eq!(found.len(), count);
            for (row, sums) in rows.chunks_exact(depth).zip(&found) {
                for (column, sum) in sums.iter().enumerate() {
                    let expected: f32 =
                        0.5 + (0..depth).map(|step| row[step] * panel[step][column]).sum::<f32>();
                    assert!((sum - expected).abs() < 1e-5);
                }
            }
        }
    }
}
