//! What comparing a whole library costs: the pair search over made-up photos in families, with copies planted far from
//! their originals. Prints how long it takes, how much memory, and how many of the planted copies are found.
//!
//! `cargo bench --bench pairs` compares 20,000 photos; `cargo bench --bench pairs -- COUNT` as many as you like. Time grows
//! with the square of the count.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a measurement is printed, or has failed")]

#[path = "../tests/support/photo.rs"]
mod photo;

use std::time::Instant;

use lookalike::pairs;
use lookalike::photo::{Candidate, EMBEDDING_LEN, Embedding, Neighbours, Photo, PhotoId};
use lookalike::progress::Progress;

/// Photos of a family; one in so many of all photos is a planted copy.
const FAMILY: usize = 10;

fn main() {
    let count = std::env::args().skip(1).find_map(|typed| typed.parse().ok()).unwrap_or(20_000);
    let photos = photos(count);
    let before = memory();
    let started = Instant::now();
    let (found, known) =
        pairs::find(&photos, &Neighbours::default(), &Progress::default()).expect("nobody cancels");
    let took = started.elapsed().as_secs_f64();
    let proposed =
        |pair: &&(PhotoId, PhotoId)| found.proposed.binary_search_by_key(*pair, Candidate::photos).is_ok();
    let planted = planted(count);
    let seen = planted.iter().filter(proposed).count();
    println!("{count} photos: {took:.1} s, {} candidates", found.proposed.len() + found.near.len());
    println!("planted copies proposed: {seen} of {}", planted.len());
    println!("resident memory: {before} MiB with the photos, {} MiB at the most", memory());
    again(&photos, &known);
}

/// Compares once more after one photo in a hundred has gone, and when these are new.
fn again(photos: &[Photo], known: &Neighbours) {
    let stay = photos.iter().enumerate().filter(|(at, _)| at % 100 != 50);
    let fewer: Vec<Photo> = stay.map(|(_, photo)| photo.clone()).collect();
    let started = Instant::now();
    let (_, known) = pairs::find(&fewer, known, &Progress::default()).expect("nobody cancels");
    println!("after one in a hundred has gone: {:.2} s", started.elapsed().as_secs_f64());
    let started = Instant::now();
    pairs::find(photos, &known, &Progress::default()).expect("nobody cancels");
    println!("when one in a hundred is new: {:.2} s", started.elapsed().as_secs_f64());
}

/// The photos that come before the planted copies.
fn originals(count: usize) -> usize {
    count - count / FAMILY
}

/// Photos in families whose embeddings lie as those of the network do: half of their energy along a quarter of the axes. The
/// copies come last.
fn photos(count: usize) -> Vec<Photo> {
    let mut state = 1_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1 << 24) as f32 - 0.5
    };
    let mut noise = |axis: usize| random() / (1.0 + axis as f32).powf(0.25);
    let mut photos: Vec<Photo> = Vec::with_capacity(count);
    let mut centre = [0.0_f32; EMBEDDING_LEN];
    for number in 0..originals(count) {
        if number.is_multiple_of(FAMILY) {
            centre = std::array::from_fn(&mut noise);
        }
        photos.push(near(number, &centre, &mut |axis| 0.5 * noise(axis)));
    }
    for (original, copy) in planted(count) {
        let original: Vec<f32> = photos[original.index()].embedding.values().into_iter().collect();
        photos.push(near(copy.index(), &original, &mut |axis| 0.05 * noise(axis)));
    }
    photos
}

/// A photo that does not exist, with an embedding beside another.
fn near(number: usize, other: &[f32], noise: &mut dyn FnMut(usize) -> f32) -> Photo {
    let values: Vec<f32> = other.iter().enumerate().map(|(axis, value)| value + noise(axis)).collect();
    Photo { embedding: Embedding::new(&values).expect("a direction"), ..photo::photo(number as u32) }
}

/// Each copy and its original, which lie far apart.
fn planted(count: usize) -> Vec<(PhotoId, PhotoId)> {
    let (originals, copies) = (originals(count), count / FAMILY);
    // Every ninth has a copy.
    let pair = |copy: usize| (PhotoId((copy * (FAMILY - 1)) as u32), PhotoId((originals + copy) as u32));
    (0..copies).map(pair).collect()
}

/// Mebibytes that this process has held at most, where the system tells.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kibibytes.unwrap_or_default() >> 10
}
