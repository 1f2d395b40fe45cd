//! The nearest of every photo, for t-SNE to keep together and for measuring how many it kept.

use ndarray::{ArrayView2, Axis, Slice};
use rayon::prelude::*;

use crate::progress::{Cancelled, Progress};

/// Rows compared with all others at once.
const BLOCK: usize = 64;

/// The `count` nearest rows of each row by cosine, nearest first, itself left out; rows have unit length. Found
/// exactly. One step of the progress for each block.
pub fn nearest_of_each(
    rows: ArrayView2<'_, f32>,
    count: usize,
    progress: &Progress,
) -> Result<Vec<Vec<(usize, f32)>>, Cancelled> {
    let starts: Vec<usize> = (0..rows.nrows()).step_by(BLOCK).collect();
    let blocks: Vec<Vec<_>> = starts
        .into_par_iter()
        .map(|start| {
            let end = (start + BLOCK).min(rows.nrows());
            let cosines = rows.slice_axis(Axis(0), Slice::from(start..end)).dot(&rows.t());
            let near = cosines.rows().into_iter().enumerate().map(|(row, cosines)| {
                let distances = cosines.iter().map(|cosine| (1.0 - cosine).max(0.0));
                smallest(distances.enumerate().filter(|(at, _)| *at != start + row), count)
            });
            let near = near.collect();
            progress.step()?;
            Ok(near)
        })
        .collect::<Result<_, Cancelled>>()?;
    Ok(blocks.into_iter().flatten().collect())
}

/// Blocks that [`nearest_of_each`] has for so many rows.
pub fn blocks(rows: usize) -> u64 {
    rows.div_ceil(BLOCK) as u64
}

/// How good a map is: the share, 0 to 1, of each row's `count` nearest that are among the `count` nearest of its
/// place too.
pub fn kept(rows: ArrayView2<'_, f32>, places: &[[f32; 2]], count: usize) -> f64 {
    let unlimited = Progress::default();
    let Ok(near) = nearest_of_each(rows, count, &unlimited) else { return 0.0 };
    let shares: Vec<f64> = (near.par_iter().enumerate())
        .map(|(at, near)| {
            let [x, y] = places[at];
            let squared = |place: &[f32; 2]| (place[0] - x).powi(2) + (place[1] - y).powi(2);
            let others = places.iter().map(squared).enumerate().filter(|(other, _)| *other != at);
            let on_map = smallest(others, count);
            let stayed = near.iter().filter(|(one, _)| on_map.iter().any(|(other, _)| other == one)).count();
            stayed as f64 / near.len().max(1) as f64
        })
        .collect();
    shares.iter().sum::<f64>() / shares.len().max(1) as f64
}

/// The `count` smallest, smallest first; of equal ones those that come first.
fn smallest(values: impl Iterator<Item = (usize, f32)>, count: usize) -> Vec<(usize, f32)> {
    let order = |a: &(usize, f32), b: &(usize, f32)| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0));
    let mut all: Vec<(usize, f32)> = values.collect();
    if count < all.len() {
        all.select_nth_unstable_by(count, order);
        all.truncate(count);
    }
    all.sort_unstable_by(order);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::Array2;

    fn on_a_circle(angles: &[f32]) -> Array2<f32> {
        Array2::from_shape_fn((angles.len(), 2), |(row, axis)| [angles[row].cos(), angles[row].sin()][axis])
    }

    #[test]
    fn the_nearest_are_found_and_equals_come_in_order() {
        let rows = on_a_circle(&[0.0, 0.3, 0.1, 2.0, 0.1]);
        let near = nearest_of_each(rows.view(), 2, &Progress::default()).expect("found");
        let ids: Vec<Vec<usize>> = near.iter().map(|near| near.iter().map(|(at, _)| *at).collect()).collect();
        assert_eq!(ids, [[2, 4], [2, 4], [4, 0], [1, 2], [2, 0]]);
    }

    #[test]
    fn a_faithful_map_keeps_all_and_a_shuffled_one_few() {
        let angles: Vec<f32> = (0..100).map(|n| n as f32 * 0.01).collect();
        let rows = on_a_circle(&angles);
        let faithful: Vec<[f32; 2]> = angles.iter().map(|angle| [angle.cos(), angle.sin()]).collect();
        assert!(kept(rows.view(), &faithful, 10) > 0.95);
        let shuffled: Vec<[f32; 2]> = (0..100).map(|at| faithful[at * 37 % 100]).collect();
        assert!(kept(rows.view(), &shuffled, 10) < 0.3);
    }
}
