//! How good the map is and how long it takes: the share of each photo's 10 nearest that stay among its 10 nearest on
//! the map, for the principal components alone and for t-SNE started from them.
//!
//!     lookalike embed FOLDER… --out photos.npy
//!     cargo bench --bench map -- photos.npy [COUNT]

#![expect(clippy::print_stdout, reason = "a measurement is printed")]

use std::collections::HashSet;
use std::time::Instant;

use lookalike::map::{kept, principal_components, tsne};
use lookalike::progress::{Progress, Stop};
use ndarray::{Array2, Axis};

const NEAREST: usize = 10;

fn main() -> anyhow::Result<()> {
    let typed: Vec<String> = std::env::args().skip(1).filter(|typed| !typed.starts_with("--")).collect();
    let Some(file) = typed.first() else {
        println!("Name a file that `lookalike embed` wrote.");
        return Ok(());
    };
    let count = typed.get(1).and_then(|count| count.parse().ok()).unwrap_or(usize::MAX);
    let rows = distinct(&ndarray_npy::read_npy(file)?, count);
    println!("{} distinct photos", rows.nrows());
    let started = Instant::now();
    let flat = principal_components(rows.view());
    let took = started.elapsed().as_secs_f64();
    println!("principal components: {:.3} kept, {took:.1} s", kept(rows.view(), &flat, NEAREST));
    let started = Instant::now();
    let places = match tsne(rows.view(), &flat, &Progress::default()) {
        Ok(places) => places,
        Err(Stop::Failed(error)) => return Err(error),
        Err(Stop::Cancelled) => return Ok(()),
    };
    let took = started.elapsed().as_secs_f64();
    println!("t-SNE:                {:.3} kept, {took:.1} s", kept(rows.view(), &places, NEAREST));
    Ok(())
}

/// The first rows, evenly taken, without those that are the same to the bit: copies lie on one place of the map.
fn distinct(rows: &Array2<f32>, count: usize) -> Array2<f32> {
    let mut seen = HashSet::new();
    let fresh =
        |at: &usize| seen.insert(rows.row(*at).iter().map(|value| value.to_bits()).collect::<Vec<_>>());
    let all: Vec<usize> = (0..rows.nrows()).filter(fresh).collect();
    let step = (all.len() / count.max(1)).max(1);
    let chosen: Vec<usize> = all.into_iter().step_by(step).take(count).collect();
    rows.select(Axis(0), &chosen)
}
