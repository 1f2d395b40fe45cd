//! Sixteen numbers at once: what the network's layers and the search for pairs have in common. Both multiply rows with
//! columns, and both want the results while they are still in registers.

use std::ops::{Deref, DerefMut};

use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, f32x16, i16x32, i32x16};

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
pub struct Numbers<T = f32> {
    values: Vec<T>,
    start: usize,
}

impl<T: Copy + Default> Numbers<T> {
    /// So many zeros.
    pub fn zeros(count: usize) -> Self {
        let mut values = vec![T::default(); count + LANES];
        let start = values.as_ptr().align_offset(LANES * size_of::<T>()).min(LANES);
        values.truncate(start + count);
        Self { values, start }
    }

    /// Columns of sixteen numbers, one for each step along the rows that they are multiplied with: `columns` of them,
    /// filled up to a multiple of sixteen with zeros. `value` is asked for column and step.
    pub fn panels(columns: usize, depth: usize, value: impl Fn(usize, usize) -> T) -> Self {
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

impl<T> Deref for Numbers<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.values[self.start..]
    }
}

impl<T> DerefMut for Numbers<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.values[self.start..]
    }
}

/// What rows and columns are made of.
pub trait Factor<S: Simd>: Copy {
    /// Sixteen of a column.
    type Column: Copy;
    /// What products are summed in.
    type Sum: Copy + Default;
    /// Sixteen of these.
    type Sums: SimdBase<S, Element = Self::Sum>;

    /// A column's sixteen in a register.
    fn column(simd: S, column: &[Self; LANES]) -> Self::Column;

    /// Adds the products of a row's number and a column's sixteen.
    fn add(simd: S, column: Self::Column, row: Self, sums: Self::Sums) -> Self::Sums;
}

impl<S: Simd> Factor<S> for f32 {
    type Column = f32x16<S>;
    type Sum = f32;
    type Sums = f32x16<S>;

    #[inline(always)]
    fn column(simd: S, column: &[f32; LANES]) -> f32x16<S> {
        f32x16::from_slice(simd, column)
    }

    #[inline(always)]
    fn add(simd: S, column: f32x16<S>, row: f32, sums: f32x16<S>) -> f32x16<S> {
        column.mul_add(f32x16::splat(simd, row), sums)
    }
}

/// Two steps at once. Sums wrap around: those of products must stay within 31 bits.
impl<S: Simd> Factor<S> for [i16; 2] {
    type Column = i16x32<S>;
    type Sum = i32;
    type Sums = i32x16<S>;

    #[inline(always)]
    fn column(simd: S, column: &[[i16; 2]; LANES]) -> i16x32<S> {
        i16x32::from_slice(simd, column.as_flattened())
    }

    #[inline(always)]
    fn add(simd: S, column: i16x32<S>, row: [i16; 2], sums: i32x16<S>) -> i32x16<S> {
        let [low, high] = row.map(|number| u32::from(number.cast_unsigned()));
        let both = if cfg!(target_endian = "little") { high << 16 | low } else { low << 16 | high };
        let row = i32x16::splat(simd, both.cast_signed()).bitcast::<i16x32<S>>();
        column.pairwise_dot_product(row) + sums
    }
}

/// What is done with the products of one row and sixteen columns.
pub trait Take<S: Simd, T: Factor<S>> {
    /// `sums` are the products of row `row` with the sixteen columns of panel `panel`, both counted from the first that
    /// was given.
    fn take(&mut self, row: usize, panel: usize, sums: T::Sums);
}

/// Multiplies rows of length `depth`, which lie one after another, with the columns of [panels](Numbers::panels), and adds
/// to each product the column's number in `start`.
#[inline(always)]
pub fn multiply<S: Simd, T: Factor<S>>(
    simd: S,
    rows: &[T],
    panels: &Numbers<T>,
    start: &[T::Sum],
    taker: &mut impl Take<S, T>,
) {
    let start = start.as_chunks().0;
    let depth = panels.len() / LANES / start.len().max(1);
    let (panels, _) = panels.as_chunks();
    let mut first = 0;
    while first < start.len() {
        let columns =
            Columns { rows, panels: &panels[first * depth..], depth, start: &start[first..], first };
        // As many rows and panels as there are registers for the sums of; more panels need fewer reads.
        first += if const { S::f32s::LEN >= LANES } {
            match start.len() - first {
                3 | 5.. => columns.multiply::<S, 8, 3>(simd, taker),
                2 | 4 => columns.multiply::<S, 12, 2>(simd, taker),
                _ => columns.multiply::<S, 12, 1>(simd, taker),
            }
        } else {
            columns.multiply::<S, 6, 1>(simd, taker)
        };
    }
}

/// Rows, and the panels that are still to be multiplied with them.
struct Columns<'a, T, Sum> {
    rows: &'a [T],
    panels: &'a [[T; LANES]],
    depth: usize,
    start: &'a [[Sum; LANES]],
    /// The first of the panels.
    first: usize,
}

impl<T: Copy, Sum: Copy + Default> Columns<'_, T, Sum> {
    /// Multiplies all rows with the first `PANELS` panels, as many as `MOST` rows at a time; returns how many panels.
    #[inline(always)]
    fn multiply<S: Simd, const MOST: usize, const PANELS: usize>(
        &self,
        simd: S,
        taker: &mut impl Take<S, T>,
    ) -> usize
    where
        T: Factor<S, Sum = Sum>,
    {
        let count = self.rows.len() / self.depth.max(1);
        let mut row = 0;
        while row < count {
            row += match count - row {
                left if left >= MOST => self.tile::<S, MOST, PANELS>(simd, row, taker),
                4.. => self.tile::<S, 4, PANELS>(simd, row, taker),
                _ => self.tile::<S, 1, PANELS>(simd, row, taker),
            };
        }
        PANELS
    }

    /// Multiplies `ROWS` rows from this one on with the first `PANELS` panels; returns how many rows.
    #[inline(always)]
    fn tile<S: Simd, const ROWS: usize, const PANELS: usize>(
        &self,
        simd: S,
        first: usize,
        taker: &mut impl Take<S, T>,
    ) -> usize
    where
        T: Factor<S, Sum = Sum>,
    {
        let depth = self.depth;
        let rows: [&[T]; ROWS] = std::array::from_fn(|row| &self.rows[(first + row) * depth..][..depth]);
        let panels: [&[[T; LANES]]; PANELS] =
            std::array::from_fn(|panel| &self.panels[panel * depth..][..depth]);
        let start: [T::Sums; PANELS] =
            std::array::from_fn(|panel| T::Sums::from_slice(simd, &self.start[panel]));
        let mut sums = [start; ROWS];
        for step in 0..depth {
            let columns: [T::Column; PANELS] =
                std::array::from_fn(|panel| T::column(simd, &panels[panel][step]));
            for row in 0..ROWS {
                for panel in 0..PANELS {
                    sums[row][panel] = T::add(simd, columns[panel], rows[row][step], sums[row][panel]);
                }
            }
        }
        // Written down once, so that the sums stay in registers until then.
        let mut written = [[[T::Sum::default(); LANES]; PANELS]; ROWS];
        for row in 0..ROWS {
            for panel in 0..PANELS {
                sums[row][panel].store_slice(&mut written[row][panel]);
            }
        }
        for (row, written) in written.iter().enumerate() {
            for (panel, written) in written.iter().enumerate() {
                taker.take(first + row, self.first + panel, T::Sums::from_slice(simd, written));
            }
        }
        ROWS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Products by row and column.
    struct Collect<Sum>(Vec<Vec<Sum>>);

    impl<S: Simd, T: Factor<S>> Take<S, T> for Collect<T::Sum> {
        #[inline(always)]
        fn take(&mut self, row: usize, panel: usize, sums: T::Sums) {
            assert_eq!(self.0[row].len(), panel * LANES);
            self.0[row].extend_from_slice(sums.as_slice());
        }
    }

    struct Product<'a, T, Sum> {
        rows: &'a [T],
        count: usize,
        panels: &'a Numbers<T>,
        start: &'a [Sum],
    }

    macro_rules! product_of {
        ($factor:ty, $sum:ty) => {
            impl Work for Product<'_, $factor, $sum> {
                type Output = Vec<Vec<$sum>>;

                #[inline(always)]
                fn run<S: Simd>(self, simd: S) -> Self::Output {
                    let mut found = Collect(vec![Vec::new(); self.count]);
                    multiply(simd, self.rows, self.panels, self.start, &mut found);
                    found.0
                }
            }
        };
    }
    product_of!(f32, f32);
    product_of!([i16; 2], i32);

    fn number(at: usize) -> i16 {
        (at * 37 % 23) as i16 - 11
    }

    #[test]
    fn products_are_those_of_the_schoolbook() {
        let depth = 7;
        for (count, panels) in (0..30).flat_map(|count| (0..8).map(move |panels| (count, panels))) {
            let columns = panels * LANES;
            let column_at = |column: usize, step: usize| number(column * depth + step + 5);
            let product = |row: usize, column: usize| {
                let numbers = (0..depth)
                    .map(|step| i32::from(number(row * depth + step)) * i32::from(column_at(column, step)));
                numbers.sum::<i32>() + column as i32
            };
            let expected: Vec<Vec<i32>> =
                (0..count).map(|row| (0..columns).map(|column| product(row, column)).collect()).collect();

            let rows: Vec<f32> = (0..count * depth).map(|at| f32::from(number(at))).collect();
            let numbers = Numbers::panels(columns, depth, |column, step| f32::from(column_at(column, step)));
            let start: Vec<f32> = (0..columns).map(|column| column as f32).collect();
            let found = with_best(Product { rows: &rows, count, panels: &numbers, start: &start });
            let found: Vec<Vec<i32>> =
                found.iter().map(|row| row.iter().map(|sum| *sum as i32).collect()).collect();
            assert_eq!(found, expected);

            // A step of two with nothing as the other number.
            let rows: Vec<[i16; 2]> = (0..count * depth).map(|at| [number(at), 0]).collect();
            let numbers = Numbers::panels(columns, depth, |column, step| [column_at(column, step), 9]);
            let start: Vec<i32> = (0..columns as i32).collect();
            let found = with_best(Product { rows: &rows, count, panels: &numbers, start: &start });
            assert_eq!(found, expected);
            let rows: Vec<[i16; 2]> = rows.iter().map(|[number, none]| [*none, *number]).collect();
            let numbers = Numbers::panels(columns, depth, |column, step| [9, column_at(column, step)]);
            let found = with_best(Product { rows: &rows, count, panels: &numbers, start: &start });
            assert_eq!(found, expected);
        }
    }
}
