//! How long one query takes: the whole library by its distance to one example, nearest first. No photo is opened.
//!
//! `cargo bench --bench find` asks 100,000 made-up photos; `cargo bench --bench find -- COUNT` as many as you like.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a measurement is printed, or has failed")]

#[path = "../tests/support/photo.rs"]
mod photo;

use std::time::Instant;

use lookalike::nearest::{Metric, nearest};
use lookalike::photo::{EMBEDDING_LEN, Embedding, Photo};

const QUERIES: usize = 21;

fn main() {
    let count = std::env::args().skip(1).find_map(|typed| typed.parse().ok()).unwrap_or(100_000);
    let photos: Vec<Photo> = (0..count).map(apart).collect();
    for metric in [Metric::Cosine, Metric::Dot, Metric::L2] {
        let mut took: Vec<f64> = (0..QUERIES)
            .map(|query| {
                let example = &photos[query * (photos.len() / QUERIES)].embedding;
                let started = Instant::now();
                let found = nearest(&photos, example, metric);
                let took = started.elapsed().as_secs_f64() * 1e3;
                assert_eq!(found.len(), photos.len());
                took
            })
            .collect();
        took.sort_by(f64::total_cmp);
        let (median, worst) = (took[QUERIES / 2], took[QUERIES - 1]);
        println!(
            "{count} photos, {metric:?}: median {median:.1} ms, slowest {worst:.1} ms of {QUERIES} queries"
        );
    }
}

/// A photo that does not exist, with an embedding in a direction of its own.
fn apart(number: u32) -> Photo {
    let value = |at: usize| ((number as f32 + 1.0) * (at as f32 + 1.0) * 0.618).sin();
    let values: Vec<f32> = (0..EMBEDDING_LEN).map(value).collect();
    Photo { embedding: Embedding::new(&values).expect("a direction"), ..photo::photo(number) }
}
