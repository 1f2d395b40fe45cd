//! Sixteen numbers at once: what the network's layers and the search for pairs have in common. Both multiply rows with
//! columns of whole numbers of 16 bits, of which a processor multiplies twice as many at once as of floats, and both want
//! the results while they are still in registers.

use std::ops::{Deref, DerefMut};

use fearless_simd::prelude::*;
use fearless_simd::{Level, Simd, i16x32, i32x16};

/// AlignedVec that are computed at once: a cache line of them.
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

/// AlignedVec from a cache line on, so that sixteen of them that lie together never touch two.
#[derive(Debug, Default)]
pub struct AlignedVec<T = f32> {
    values: Vec<T>,
    start: usize,
}

impl<T: Copy + Default> AlignedVec<T> {
    /// So many zeros.
    pub fn zeros(count: usize) -> Self {
        let mut values = vec![T::default(); count + LANES];
        let start = values.as_ptr().align_offset(LANES * size_of::<T>()).min(LANES);
        values.truncate(start + count);
        Self { values, start }
    }
}

impl<T> Deref for AlignedVec<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.values[self.start..]
    }
}

impl<T> DerefMut for AlignedVec<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.values[self.start..]
    }
}

/// Two numbers of a row or a column, which are multiplied at once.
pub type Step = [i16; 2];

/// Columns, sixteen side by side.
#[derive(Debug)]
pub struct Panels {
    /// Of each sixteen columns, for each step along them, theirs.
    steps: AlignedVec<Step>,
    /// Steps of a column.
    depth: usize,
}

impl Panels {
    /// `columns` of them, filled up to a multiple of sixteen with zeros. `step` is asked for column and step.
    pub fn new(columns: usize, depth: usize, step: impl Fn(usize, usize) -> Step) -> Self {
        let mut steps = AlignedVec::zeros(columns.next_multiple_of(LANES) * depth);
        for column in 0..columns {
            let first = column / LANES * LANES * depth + column % LANES;
            for at in 0..depth {
                steps[first + at * LANES] = step(column, at);
            }
        }
        Self { steps, depth }
    }
}

/// What is done with the products of one row and sixteen columns.
pub trait Epilogue<S: Simd> {
    /// What is known of sixteen columns.
    type Columns: Copy;

    /// What is known of the columns of a panel, counted from the first; asked once for many rows.
    fn columns(&self, panel: usize) -> Self::Columns;

    /// `sums` are the products of row `row`, counted from the first, with sixteen columns.
    fn take(&mut self, row: usize, columns: Self::Columns, sums: i32x16<S>);
}

/// Multiplies rows, which lie one after another, with columns as long as they are. Products wrap around: they must stay
/// within 31 bits.
#[inline(always)]
pub fn multiply<S: Simd>(simd: S, rows: &[Step], panels: &Panels, epilogue: &mut impl Epilogue<S>) {
    let depth = panels.depth.max(1);
    let panels = panels.steps.as_chunks().0;
    let mut first = 0;
    while first < panels.len() / depth {
        let columns = Columns { rows, panels: &panels[first * depth..], depth, first };
        // As many rows and panels as there are registers for the sums of; more panels need fewer reads.
        first += if const { S::f32s::LEN >= LANES } {
            match panels.len() / depth - first {
                3 | 5.. => columns.multiply::<S, 8, 3>(simd, epilogue),
                2 | 4 => columns.multiply::<S, 12, 2>(simd, epilogue),
                _ => columns.multiply::<S, 12, 1>(simd, epilogue),
            }
        } else {
            columns.multiply::<S, 6, 1>(simd, epilogue)
        };
    }
}

/// Rows, and the panels that are still to be multiplied with them.
struct Columns<'a> {
    rows: &'a [Step],
    panels: &'a [[Step; LANES]],
    depth: usize,
    /// The first of the panels.
    first: usize,
}

impl Columns<'_> {
    /// Multiplies all rows with the first `PANELS` panels, as many as `MOST` rows at a time; returns how many panels.
    #[inline(always)]
    fn multiply<S: Simd, const MOST: usize, const PANELS: usize>(
        &self,
        simd: S,
        epilogue: &mut impl Epilogue<S>,
    ) -> usize {
        let count = self.rows.len() / self.depth;
        let columns = std::array::from_fn(|panel| epilogue.columns(self.first + panel));
        let mut row = 0;
        while row < count {
            row += match count - row {
                left if left >= MOST => self.tile::<S, _, MOST, PANELS>(simd, row, &columns, epilogue),
                4.. => self.tile::<S, _, 4, PANELS>(simd, row, &columns, epilogue),
                _ => self.tile::<S, _, 1, PANELS>(simd, row, &columns, epilogue),
            };
        }
        PANELS
    }

    /// Multiplies `ROWS` rows from this one on with the first `PANELS` panels; returns how many rows.
    #[inline(always)]
    fn tile<S: Simd, T: Epilogue<S>, const ROWS: usize, const PANELS: usize>(
        &self,
        simd: S,
        first: usize,
        known: &[T::Columns; PANELS],
        epilogue: &mut T,
    ) -> usize {
        let depth = self.depth;
        let rows: [&[Step]; ROWS] = std::array::from_fn(|row| &self.rows[(first + row) * depth..][..depth]);
        let panels: [&[[Step; LANES]]; PANELS] =
            std::array::from_fn(|panel| &self.panels[panel * depth..][..depth]);
        let mut sums = [[i32x16::splat(simd, 0); PANELS]; ROWS];
        for step in 0..depth {
            let columns: [i16x32<S>; PANELS] =
                std::array::from_fn(|panel| i16x32::from_slice(simd, panels[panel][step].as_flattened()));
            for row in 0..ROWS {
                let both = splat(simd, rows[row][step]);
                for panel in 0..PANELS {
                    sums[row][panel] += columns[panel].pairwise_dot_product(both);
                }
            }
        }
        // Written down once, so that the sums stay in registers until then.
        let mut written = [[[0; LANES]; PANELS]; ROWS];
        for row in 0..ROWS {
            for panel in 0..PANELS {
                sums[row][panel].store_slice(&mut written[row][panel]);
            }
        }
        for (row, written) in written.iter().enumerate() {
            for (known, written) in known.iter().zip(written) {
                epilogue.take(first + row, *known, i32x16::from_slice(simd, written));
            }
        }
        ROWS
    }
}

/// Both numbers of a step, sixteen times.
#[inline(always)]
fn splat<S: Simd>(simd: S, step: Step) -> i16x32<S> {
    let [low, high] = step.map(|number| u32::from(number.cast_unsigned()));
    let both = if cfg!(target_endian = "little") { high << 16 | low } else { low << 16 | high };
    i32x16::splat(simd, both.cast_signed()).bitcast()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Products by row and column.
    struct Collect(Vec<Vec<i32>>);

    impl<S: Simd> Epilogue<S> for Collect {
        type Columns = usize;

        #[inline(always)]
        fn columns(&self, panel: usize) -> usize {
            panel
        }

        #[inline(always)]
        fn take(&mut self, row: usize, panel: usize, sums: i32x16<S>) {
            assert_eq!(self.0[row].len(), panel * LANES);
            self.0[row].extend_from_slice(sums.as_slice());
        }
    }

    struct Product<'a> {
        rows: &'a [Step],
        count: usize,
        panels: &'a Panels,
    }

    impl Work for Product<'_> {
        type Output = Vec<Vec<i32>>;

        #[inline(always)]
        fn run<S: Simd>(self, simd: S) -> Self::Output {
            let mut found = Collect(vec![Vec::new(); self.count]);
            multiply(simd, self.rows, self.panels, &mut found);
            found.0
        }
    }

    #[test]
    fn products_are_those_of_the_schoolbook() {
        let depth = 7;
        let number = |at: usize| (at * 3_701 % 2_309) as i16 - 1_154;
        let step = |line: usize, at: usize| [0, 1].map(|which| number((line * depth + at) * 2 + which));
        for (count, panels) in (0..30).flat_map(|count| (0..8).map(move |panels| (count, panels))) {
            let columns = panels * LANES;
            let product = |row: usize, column: usize| -> i32 {
                let of_step = |at: usize| {
                    let factors = step(row, at).into_iter().zip(step(column + 5, at));
                    factors.map(|(one, other)| i32::from(one) * i32::from(other)).sum::<i32>()
                };
                (0..depth).map(of_step).sum()
            };
            let expected: Vec<Vec<i32>> =
                (0..count).map(|row| (0..columns).map(|column| product(row, column)).collect()).collect();
            let rows: Vec<Step> = (0..count * depth).map(|at| step(at / depth, at % depth)).collect();
            let panels = Panels::new(columns, depth, |column, at| step(column + 5, at));
            assert_eq!(with_best(Product { rows: &rows, count, panels: &panels }), expected);
        }
    }
}
