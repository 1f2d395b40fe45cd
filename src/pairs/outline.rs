//! A short form of each embedding that says how near two can lie at most, so that nearly all pairs are refused by a
//! shorter product, and none that matters is.
//!
//! The embeddings are turned so that a few axes hold most of their length. Of each, the part along those axes is kept,
//! and as one more number the length of the rest: by the inequality of Cauchy and Schwarz the product of two such
//! forms is at least the product of the whole.

use std::ops::Range;

use half::f16;
use half::slice::HalfFloatSliceExt;
use ndarray::{Array2, Axis, Slice};
use rayon::prelude::*;

use crate::photo::{EMBEDDING_LEN, Embedding, LOOSEST_DISTANCE};

/// How far the product of two outlines may lie below that of the embeddings, by rounding alone: a number in half precision
/// is off by 1/2048 of itself at most, and what comes of that in two outlines, whose lengths are 1, by twice that share of 1.
pub const ROUNDING: f32 = 1.0 / 1024.0 + 1e-4;

/// Below so many photos finding axes takes longer than it saves. Tests come to outlines sooner.
const FEW: usize = if cfg!(test) { 1024 } else { 8192 };

/// Lengths of an outline that are weighed against one another and against none at all. 96 would save a tenth of the time of
/// large libraries, and take half as much memory again as 64.
const LENGTHS: [usize; 3] = [32, 48, 64];

/// What measuring a pair costs that an outline does not refuse, in steps of an outline's product.
const MEASURING: f64 = 3000.0;

/// Embeddings that the axes are found from, and those whose pairs decide the length, at most.
const SAMPLED_FOR_AXES: usize = 4096;
const SAMPLED_FOR_LENGTH: usize = 300;

/// Rounds of subspace iteration; the axes need not be exact for the outlines to be.
const ROUNDS: usize = 4;

/// The outlines of all embeddings.
#[derive(Debug)]
pub struct Outlines {
    /// Numbers of each.
    pub length: usize,
    /// All of them, one after another, in half precision, as there may be a million; `None` if they are the embeddings
    /// themselves.
    values: Option<Vec<f16>>,
}

impl Outlines {
    const WHOLE: Self = Self { length: EMBEDDING_LEN, values: None };

    /// Outlines of the length that makes the search shortest.
    pub fn of(embeddings: &[&Embedding]) -> Self {
        if embeddings.len() < FEW {
            return Self::WHOLE;
        }
        let axes = axes(embeddings);
        let sampled = along(&every(embeddings, SAMPLED_FOR_LENGTH), &axes);
        let cost = |length: usize| length as f64 + MEASURING * share_left(&sampled, length);
        let (mut best, mut least) = (EMBEDDING_LEN, EMBEDDING_LEN as f64);
        for length in LENGTHS {
            if cost(length) < least {
                (best, least) = (length, cost(length));
            }
        }
        if best == EMBEDDING_LEN {
            return Self::WHOLE;
        }
        let axes = axes.slice_axis(Axis(0), Slice::from(..best - 1)).to_owned();
        let mut values = vec![f16::ZERO; embeddings.len() * best];
        let rows = 1024;
        let batches = values.par_chunks_mut(rows * best).zip(embeddings.par_chunks(rows));
        batches.for_each(|(outlines, embeddings)| {
            let mut exact = vec![0.0; best];
            for (outline, along) in outlines.chunks_exact_mut(best).zip(along(embeddings, &axes).rows()) {
                write_outline(&mut exact, along.as_slice().unwrap_or_default());
                outline.convert_from_f32_slice(&exact);
            }
        });
        Self { length: best, values: Some(values) }
    }

    /// The outlines of these embeddings, one after another; `None` if they are the embeddings themselves.
    pub fn between(&self, places: Range<usize>) -> Option<Vec<f32>> {
        let halves = &self.values.as_ref()?[places.start * self.length..places.end * self.length];
        Some(halves.to_f32_vec())
    }
}

/// The part along the first axes, and the length of the rest.
fn write_outline(outline: &mut [f32], along: &[f32]) {
    let Some((rest, kept)) = outline.split_last_mut() else { return };
    kept.copy_from_slice(&along[..kept.len()]);
    let length: f64 = kept.iter().map(|value| f64::from(*value) * f64::from(*value)).sum();
    *rest = (1.0 - length).max(0.0).sqrt() as f32;
}

/// The share of pairs that outlines of this length would not refuse.
fn share_left(along: &Array2<f32>, length: usize) -> f64 {
    let mut outlines = Array2::<f32>::zeros((along.nrows(), length));
    for (mut outline, along) in outlines.rows_mut().into_iter().zip(along.rows()) {
        if let (Some(outline), Some(along)) = (outline.as_slice_mut(), along.as_slice()) {
            write_outline(outline, along);
        }
    }
    let products = outlines.dot(&outlines.t());
    let left = products.iter().filter(|product| 1.0 - **product <= LOOSEST_DISTANCE).count();
    // Nothing is compared with itself.
    (left as f64 - along.nrows() as f64).max(0.0) / products.len() as f64
}

/// At most `count` of the embeddings, evenly drawn.
fn every<'a>(embeddings: &[&'a Embedding], count: usize) -> Vec<&'a Embedding> {
    embeddings.iter().copied().step_by(embeddings.len().div_ceil(count).max(1)).collect()
}

/// A row for each embedding, a column for each axis.
fn along(embeddings: &[&Embedding], axes: &Array2<f32>) -> Array2<f32> {
    matrix(embeddings).dot(&axes.t())
}

fn matrix(embeddings: &[&Embedding]) -> Array2<f32> {
    let mut matrix = Array2::zeros((embeddings.len(), EMBEDDING_LEN));
    for (mut row, embedding) in matrix.rows_mut().into_iter().zip(embeddings) {
        row.iter_mut().zip(embedding.values()).for_each(|(to, from)| *to = from);
    }
    matrix
}

/// The axes that hold most of the embeddings' length, as rows, the most first: subspace iteration on the matrix of
/// second moments.
fn axes(embeddings: &[&Embedding]) -> Array2<f32> {
    let sampled = matrix(&every(embeddings, SAMPLED_FOR_AXES));
    let moments = sampled.t().dot(&sampled);
    let most = LENGTHS.iter().max().map_or(0, |length| length - 1);
    let mut axes = Array2::zeros((most, EMBEDDING_LEN));
    axes.diag_mut().fill(1.0);
    for _ in 0..ROUNDS {
        axes = orthonormal(&axes.dot(&moments));
    }
    axes
}

/// The rows made perpendicular to one another and of unit length, in double precision (Gram and Schmidt, twice); a row
/// that the others hold already becomes zero.
fn orthonormal(rows: &Array2<f32>) -> Array2<f32> {
    let mut made: Vec<Vec<f64>> = Vec::with_capacity(rows.nrows());
    let product = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>();
    for row in rows.axis_iter(Axis(0)) {
        let mut row: Vec<f64> = row.iter().copied().map(f64::from).collect();
        let whole = product(&row, &row);
        for other in made.iter().chain(&made) {
            let along = product(&row, other);
            row.iter_mut().zip(other).for_each(|(value, other)| *value -= along * other);
        }
        let left = product(&row, &row);
        let scale = if left > 1e-12 * whole && left > 0.0 { 1.0 / left.sqrt() } else { 0.0 };
        row.iter_mut().for_each(|value| *value *= scale);
        made.push(row);
    }
    Array2::from_shape_fn(rows.dim(), |(row, column)| made[row][column] as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unit(values: &[f32]) -> Embedding {
        Embedding::new(values).expect("a usable vector")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(8))]
        #[test]
        fn an_outline_never_says_too_little(
            rows in proptest::collection::vec(proptest::collection::vec(-1.0..1.0f32, EMBEDDING_LEN), 2..40),
        ) {
            let rows: Vec<_> = rows.iter().map(|row| unit(row)).collect();
            let rows: Vec<_> = rows.iter().collect();
            let along = along(&rows, &axes(&rows));
            for length in LENGTHS {
                let outline = |at: usize| {
                    let mut outline = vec![0.0; length];
                    write_outline(&mut outline, along.row(at).as_slice().expect("in one piece"));
                    outline.iter().map(|value| f16::from_f32(*value).to_f32()).collect::<Vec<f32>>()
                };
                let product = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f32>();
                for (one, two) in (0..rows.len()).zip(1..rows.len()) {
                    let bound = product(&outline(one), &outline(two)) + ROUNDING;
                    prop_assert!(bound >= product(&rows[one].values(), &rows[two].values()));
                }
            }
        }
    }

    #[test]
    fn what_lies_along_few_axes_gets_a_short_outline() {
        let embedding = |n: usize| {
            let angle = (n + 1) as f32 * 0.7;
            unit(&std::array::from_fn::<_, EMBEDDING_LEN, _>(|axis| (angle * (axis % 20 + 1) as f32).sin()))
        };
        let all: Vec<_> = (0..FEW).map(embedding).collect();
        let outlines = Outlines::of(&all.iter().collect::<Vec<_>>());
        assert_eq!(outlines.length, 32);
        assert_eq!(outlines.between(1..FEW).map(|outlines| outlines.len()), Some(32 * (FEW - 1)));
    }
}
