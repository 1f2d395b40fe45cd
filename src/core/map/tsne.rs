//! t-SNE (van der Maaten and Hinton 2008; by interpolation, Linderman and others 2019) of embeddings, started from their
//! principal components as Kobak and Berens (2019) advise, so that it also shows how the whole hangs together.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use anyhow::{Context, ensure};
use lookalike_kernels::tsne::{Neighbor, arrange};
use ndarray::ArrayView2;

use super::neighbours::{blocks, nearest_of_each};
use crate::progress::{Cancelled, Progress, Stop};

/// How many neighbours a photo listens to, softly counted; fewer keep more of the nearest ten.
const PERPLEXITY: usize = 15;

/// Rounds: 250 that gather and 500 that arrange.
const ROUNDS: usize = 750;

/// With fewer photos the principal components are as good.
const FEWEST: usize = 8;

/// Steps of progress that so many rows take.
pub fn steps(rows: usize) -> u64 {
    if rows < FEWEST { 0 } else { blocks(rows) + ROUNDS as u64 }
}

/// Places for rows of unit length, started from `flat`, one a row. The same rows give the same places.
pub fn tsne(
    rows: ArrayView2<'_, f32>,
    flat: &[[f32; 2]],
    progress: &Progress,
) -> Result<Vec<[f32; 2]>, Stop> {
    if rows.nrows() < FEWEST {
        return Ok(flat.to_vec());
    }
    let perplexity = PERPLEXITY.min((rows.nrows() - 1) / 3);
    let near = nearest_of_each(rows, 3 * perplexity, progress)?;
    let neighbours: Vec<Vec<Neighbor<f32>>> = near.iter().map(|near| as_neighbours(near)).collect();
    // More threads would add up in an order that is never the same twice.
    let one_thread = rayon::ThreadPoolBuilder::new().num_threads(1).build().context("no thread is left")?;
    let places =
        one_thread.install(|| until_cancelled(|| run(&neighbours, perplexity, start(flat), progress)))?;
    ensure_finite(&places)?;
    Ok(places.chunks_exact(2).map(|place| [place[0], place[1]]).collect())
}

fn run(
    neighbours: &[Vec<Neighbor<f32>>],
    perplexity: usize,
    start: Vec<f32>,
    progress: &Progress,
) -> Vec<f32> {
    arrange(neighbours, start, perplexity as f32, ROUNDS, &|| {
        if let Err(cancelled) = progress.step() {
            resume_unwind(Box::new(cancelled));
        }
    })
}

/// The library has no way to stop; unwinding, which nobody sees, is the way out of it.
fn until_cancelled(work: impl FnOnce() -> Vec<f32>) -> Result<Vec<f32>, Stop> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|thrown| match thrown.downcast::<Cancelled>() {
        Ok(cancelled) => Stop::from(*cancelled),
        Err(other) => resume_unwind(other),
    })
}

/// Euclidean distances, each a little larger than the one before: a crowd of equal photos has no bandwidth.
fn as_neighbours(near: &[(usize, f32)]) -> Vec<Neighbor<f32>> {
    const RANK: f32 = 1e-4;
    let neighbour = |(rank, (index, cosine)): (usize, &(usize, f32))| Neighbor {
        index: *index,
        distance: (2.0 * cosine).sqrt() + RANK * (rank + 1) as f32,
    };
    near.iter().enumerate().map(neighbour).collect()
}

/// The principal components at the size that t-SNE starts from, equal ones a hair apart.
fn start(flat: &[[f32; 2]]) -> Vec<f32> {
    const SIZE: f32 = 1e-4;
    let variance = flat.iter().map(|place| place[0] * place[0]).sum::<f32>() / flat.len() as f32;
    let scale = SIZE / variance.sqrt().max(f32::MIN_POSITIVE);
    let hair = |at: usize| [(at as f32).cos(), (at as f32).sin()].map(|value| value * SIZE * 1e-3);
    let place = |(at, place): (usize, &[f32; 2])| {
        let hair = hair(at);
        [0, 1].map(|axis| (place[axis] * scale).clamp(-1.0, 1.0) + hair[axis])
    };
    flat.iter().enumerate().flat_map(place).collect()
}

fn ensure_finite(places: &[f32]) -> anyhow::Result<()> {
    ensure!(places.iter().all(|value| value.is_finite()), "these photos cannot be laid out as a map");
    Ok(())
}
