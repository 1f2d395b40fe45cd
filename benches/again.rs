//! What a second scan costs: a library that does not exist but for the names of its files is remembered, compared once, and
//! scanned again. Prints the seconds and the bytes that the cache takes for each photo.
//!
//! `cargo bench --bench again` scans 20,000 photos; `cargo bench --bench again -- COUNT` as many as you like.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a measurement is printed, or has failed")]

#[path = "../tests/support/photo.rs"]
mod photo;

use std::path::Path;
use std::time::Instant;

use lookalike::cache::{Cache, Fingerprint, Remembered};
use lookalike::discover::Folders;
use lookalike::embed::{self, Engine};
use lookalike::features::{self, Features};
use lookalike::identity;
use lookalike::photo::{ContentHash, EMBEDDING_LEN, Embedding, PhotoFile};
use lookalike::progress::Progress;
use lookalike::scan::{self, ScanRequest};

/// Photos of a family.
const FAMILY: usize = 10;
/// Files in a folder.
const FOLDER: usize = 1000;
/// Photos remembered in one go, as a scan does.
const BATCH: usize = 500;
/// Scans of which the middle one is told.
const SCANS: usize = 11;

fn main() {
    let count = std::env::args().skip(1).find_map(|typed| typed.parse().ok()).unwrap_or(20_000);
    let dir = tempfile::tempdir().expect("a folder");
    let (photos, caches) = (dir.path().join("photos"), dir.path().join("cache"));
    let cache = caches.join("cache");
    let files = files(&identity::resolve(dir.path()).expect("a path").join("photos"), count);
    let started = Instant::now();
    remember(&cache, &files);
    println!("{count} photos remembered: {:.1} s", started.elapsed().as_secs_f64());
    println!("bytes on disk a photo, before they are compared: {}", size(&caches) / count as u64);

    let folders = Folders { scanned: vec![photos], ..Folders::default() };
    let engine = Engine::open(None);
    let scanned = || {
        let started = Instant::now();
        let request = ScanRequest { folders: folders.clone(), threads: 0, cache: scan::cache(Some(&cache)) };
        let found = scan::scan(&request, &engine, &Progress::default()).expect("scanned");
        assert_eq!((found.decoded, found.notices.len()), (0, 0), "{:?}", found.notices);
        assert!(found.pairs.related().is_empty(), "nothing can be proved of files that are no pictures");
        (started.elapsed().as_secs_f64(), found.pairs.alike().len())
    };
    let (first, pairs) = scanned();
    println!("compared: {first:.1} s, {pairs} pairs");
    println!("bytes on disk a photo: {}", size(&caches) / count as u64);
    let mut again: Vec<f64> = (0..SCANS).map(|_| scanned().0).collect();
    again.sort_by(f64::total_cmp);
    println!("scanned again, median of {SCANS}: {:.2} s", again[SCANS / 2]);
    std::fs::rename(&files[count / 2].path, dir.path().join("gone.jpg")).expect("moved away");
    println!("scanned again after one has gone: {:.2} s", scanned().0);
    println!("resident memory: {} MiB at the most", memory());
}

/// Files that hold next to nothing.
fn files(folder: &Path, count: usize) -> Vec<PhotoFile> {
    let file = |number: usize| {
        let path = folder.join(format!("{:04}", number / FOLDER)).join(format!("photo {number:07}.jpg"));
        if number.is_multiple_of(FOLDER) {
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        }
        std::fs::write(&path, number.to_le_bytes()).expect("written");
        let (id, stamp) = identity::stat(&path).expect("a file");
        PhotoFile { path, id, stamp, protected: false, preferred: None, companions: Vec::new() }
    };
    (0..count).map(file).collect()
}

/// Has the cache say that the files are photos in families, whose pixels have nothing to do with each other.
fn remember(cache: &Path, files: &[PhotoFile]) {
    let cache = Cache::at(cache, &embed::made_by());
    let mut state = 1_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 32) as u32
    };
    let drawn = drawn();
    let mut centre = [0.0_f32; EMBEDDING_LEN];
    for (batch, files) in files.chunks(BATCH).enumerate() {
        let (mut rows, mut features) = (Vec::new(), Vec::new());
        for (at, file) in files.iter().enumerate() {
            let number = batch * BATCH + at;
            let mut noise =
                |axis: usize| (random() as f32 / u32::MAX as f32 - 0.5) / (1.0 + axis as f32).powf(0.25);
            if number.is_multiple_of(FAMILY) {
                centre = std::array::from_fn(&mut noise);
            }
            let values: Vec<f32> =
                centre.iter().enumerate().map(|(axis, value)| value + 0.5 * noise(axis)).collect();
            let content = ContentHash(*blake3::hash(&number.to_le_bytes()).as_bytes());
            let embedding = Embedding::new(&values).expect("a direction");
            let metadata = photo::photo(0).metadata;
            rows.push((file.clone(), Remembered::Ok(Fingerprint { metadata, content, embedding })));
            features.push((content, scattered(&drawn, &mut random)));
        }
        cache.keep_features(&features);
        cache.remember(&rows);
    }
}

/// The features of a busy picture.
fn drawn() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(640, 480, |x, y| {
        let (across, down) = (x / 9, y / 7);
        image::Rgb(
            [across * 31 + down * 17, across * down * 5, across ^ (down * 3)].map(|v| (v * 53 % 256) as u8),
        )
    });
    features::extract(&picture).to_bytes()
}

/// The same corners with descriptions, and around them a picture, that are like no others: what cannot be proved to be a copy is
/// not opened to be looked at.
fn scattered(drawn: &[u8], random: &mut impl FnMut() -> u32) -> Vec<u8> {
    let mut bytes = drawn.to_vec();
    let corners = Features::from_bytes(drawn).expect("features").corners().len();
    let (corners, picture) = bytes[12..].split_at_mut(38 * corners);
    for corner in corners.chunks_exact_mut(38) {
        corner[6..].fill_with(|| random() as u8);
    }
    picture.fill_with(|| random() as u8);
    bytes
}

fn size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).expect("a folder");
    entries.map(|entry| entry.expect("an entry").metadata().expect("metadata").len()).sum()
}

/// Mebibytes that this process has held at most, where the system tells.
fn memory() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kibibytes.unwrap_or_default() >> 10
}
