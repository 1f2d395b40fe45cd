//! A short form of each embedding that says how near two can lie at most, so that nearly all pairs are refused by a
//! product a fifth as long, and none that matters is.
//!
//! The embeddings are turned so that a few axes hold most of their length. Of each, the part along those axes is kept,
//! and as one more number the length of the rest: by the inequality of Cauchy and Schwarz the product of two such
//! forms is at least the product of the whole.

use ndarray::{Array2, ArrayView1, ArrayView2, ArrayViewMut1, Axis};
use rayon::prelude::*;

use crate::photo::EMBEDDING_LEN;

/// Axes kept. More of them refuse more pairs and cost more for each: 48 was the least time of 32, 48 and 64.
const AXES: usize = 47;

/// Numbers of an outline.
pub const OUTLINE_LEN: usize = AXES + 1;

/// How far the product of two outlines may lie below that of the embeddings, by rounding alone.
pub const ROUNDING: f32 = 1e-5;

/// Embeddings that the axes are found from, at most.
const MAX_SAMPLED: usize = 4096;

/// Rounds of subspace iteration; the axes need not be exact for the outlines to be.
const ROUNDS: usize = 6;

/// The outlines of all embeddings, one after another.
pub fn outlines(embeddings: &[&[f32; EMBEDDING_LEN]]) -> Vec<f32> {
    let axes = axes(embeddings);
    let mut outlines = vec![0.0; embeddings.len() * OUTLINE_LEN];
    let rows = 1024;
    let batches = outlines.par_chunks_mut(rows * OUTLINE_LEN).zip(embeddings.par_chunks(rows));
    batches.for_each(|(outlines, embeddings)| {
        let along = matrix(embeddings.iter().copied()).dot(&axes);
        for (outline, along) in outlines.chunks_exact_mut(OUTLINE_LEN).zip(along.rows()) {
            let length: f64 = along.iter().map(|value| f64::from(*value) * f64::from(*value)).sum();
            let (kept, rest) = outline.split_at_mut(AXES);
            kept.iter_mut().zip(along).for_each(|(kept, along)| *kept = *along);
            rest[0] = (1.0 - length).max(0.0).sqrt() as f32;
        }
    });
    outlines
}

fn matrix<'a>(embeddings: impl ExactSizeIterator<Item = &'a [f32; EMBEDDING_LEN]>) -> Array2<f32> {
    let mut matrix = Array2::zeros((embeddings.len(), EMBEDDING_LEN));
    for (mut row, embedding) in matrix.rows_mut().into_iter().zip(embeddings) {
        row.iter_mut().zip(embedding).for_each(|(to, from)| *to = *from);
    }
    matrix
}

/// The axes that hold most of the embeddings' length, as columns: subspace iteration on the matrix of second moments.
fn axes(embeddings: &[&[f32; EMBEDDING_LEN]]) -> Array2<f32> {
    let step = embeddings.len().div_ceil(MAX_SAMPLED).max(1);
    let sampled: Vec<_> = embeddings.iter().copied().step_by(step).collect();
    let sampled = matrix(sampled.into_iter());
    let moments = sampled.t().dot(&sampled);
    let mut axes = Array2::zeros((EMBEDDING_LEN, AXES));
    axes.diag_mut().fill(1.0);
    for _ in 0..ROUNDS {
        axes = orthonormal(moments.dot(&axes).view());
    }
    axes
}

/// The columns made perpendicular to one another and of unit length, in double precision (Gram and Schmidt, twice);
/// a column that the others hold already becomes zero.
fn orthonormal(columns: ArrayView2<'_, f32>) -> Array2<f32> {
    let mut made: Array2<f64> = columns.mapv(f64::from);
    let product = |x: &ArrayViewMut1<'_, f64>, y: &ArrayView1<'_, f64>| {
        x.iter().zip(y).map(|(x, y)| x * y).sum::<f64>()
    };
    for at in 0..made.ncols() {
        let (before, rest) = made.view_mut().split_at(Axis(1), at);
        let mut column = rest.index_axis_move(Axis(1), 0);
        let whole = product(&column, &column.view());
        for other in before.columns().into_iter().chain(before.columns()) {
            let along = product(&column, &other);
            column.scaled_add(-along, &other);
        }
        let left = product(&column, &column.view());
        let scale = if left > 1e-12 * whole && left > 0.0 { 1.0 / left.sqrt() } else { 0.0 };
        column.mapv_inplace(|value| value * scale);
    }
    made.mapv(|value| value as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unit(values: &[f32]) -> [f32; EMBEDDING_LEN] {
        let length = values.iter().map(|v| v * v).sum::<f32>().sqrt().max(1e-6);
        std::array::from_fn(|at| values[at] / length)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]
        #[test]
        fn an_outline_never_says_too_little(
            rows in proptest::collection::vec(proptest::collection::vec(-1.0..1.0f32, EMBEDDING_LEN), 1..70),
        ) {
            let rows: Vec<_> = rows.iter().map(|row| unit(row)).collect();
            let outlines = outlines(&rows.iter().collect::<Vec<_>>());
            let product = |x: &[f32], y: &[f32]| x.iter().zip(y).map(|(x, y)| x * y).sum::<f32>();
            for (one, outline) in rows.iter().zip(outlines.chunks_exact(OUTLINE_LEN)) {
                for (other, other_outline) in rows.iter().zip(outlines.chunks_exact(OUTLINE_LEN)) {
                    prop_assert!(product(outline, other_outline) + ROUNDING >= product(one, other));
                }
            }
        }
    }
}
