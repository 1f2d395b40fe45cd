//! What each stage of a scan costs, one function at a time: `cargo bench`, or `cargo bench -- decode` for some. Pictures
//! and embeddings are made here, the same in every run. How the whole program compares is for `compare.py`.

#![expect(clippy::expect_used, reason = "a benchmark that cannot prepare its input has failed")]

#[path = "../tests/support/scene.rs"]
mod scene;
#[path = "../tests/support/photo.rs"]
mod photo;

use std::hint::black_box;
use std::io::Cursor;

use criterion::{BatchSize, BenchmarkId, Criterion, criterion_group, criterion_main};
use image::{ImageFormat, RgbImage, imageops};
use lookalike::cache::{Cache, Fingerprint};
use lookalike::embed::Engine;
use lookalike::photo::{EMBEDDING_LEN, Embedding, Findings, Link, Neighbours, Pair, Pairs, Photo, PhotoId};
use lookalike::progress::Progress;
use lookalike::report::{Report, in_english, json};
use lookalike::review::Decision;
use lookalike::verdicts::{VerdictIndex, Verdicts};
use lookalike::{decode, features, groups, pairs, verify};
use scene::scene;

/// Photos of a family of look-alikes among the made-up ones.
const FAMILY: usize = 5;

fn encoded(picture: &RgbImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), format).expect("encoded");
    bytes
}

fn decoding(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decode");
    group.sample_size(10);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("photo");
    for (width, height) in [(500, 375), (2000, 1500), (4000, 3000)] {
        let picture = scene(1, width, height);
        for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP, ImageFormat::Tiff] {
            std::fs::write(&path, encoded(&picture, format)).expect("written");
            let id = BenchmarkId::new(format!("{format:?}"), format!("{width}x{height}"));
            group.bench_function(id, |bench| bench.iter(|| decode::photo(black_box(&path), |_| None::<()>)));
        }
    }
}

fn looking(criterion: &mut Criterion) {
    let picture = scene(2, 500, 375);
    let engine = Engine::open(None);
    let mut embedder = (engine.make_embedder())(1).expect("an embedder");
    criterion.bench_function(&format!("embed, {}", engine.device()), |bench| {
        bench.iter_batched(|| picture.clone(), |picture| embedder.embed_now(picture), BatchSize::SmallInput);
    });
    criterion.bench_function("features", |bench| bench.iter(|| features::extract(black_box(&picture))));
    let [one, turned, stranger] =
        [picture.clone(), imageops::rotate90(&picture), scene(3, 500, 375)].map(|p| features::extract(&p));
    criterion
        .bench_function("verify, a copy", |bench| bench.iter(|| verify::verify(black_box(&one), &turned)));
    let sizes = [(500, 375), (375, 500)];
    let placement = verify::verify(&one, &turned).and_then(|p| p.transform.placement(&one, &turned, sizes));
    let placement = placement.expect("a copy is proven");
    criterion.bench_function("verify, a copy laid by a witness", |bench| {
        bench.iter(|| verify::verify_at(black_box(&one), &turned, &placement))
    });
    criterion.bench_function("verify, a stranger", |bench| {
        bench.iter(|| verify::verify(black_box(&one), &stranger))
    });
}

/// Photos in families, whose embeddings lie as those of the network do: most of their length along few axes.
fn photos(count: usize) -> Vec<Photo> {
    let mut state = 1_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 40) as f32 / (1 << 24) as f32 - 0.5
    };
    let mut centre = [0.0_f32; EMBEDDING_LEN];
    let mut member = |n: usize| {
        let mut noise = |axis: usize| random() / (1.0 + axis as f32).powf(0.6);
        if n.is_multiple_of(FAMILY) {
            centre = std::array::from_fn(&mut noise);
        }
        let values: [f32; EMBEDDING_LEN] = std::array::from_fn(|axis| centre[axis] + 0.2 * noise(axis));
        let mut photo = photo::photo(n as u32);
        photo.metadata.taken = Some("2024-05-01 12:00:00".to_owned());
        photo.metadata.camera = Some("Maker Model 1".to_owned());
        photo.embedding = Embedding::new(&values).expect("a usable vector");
        photo
    };
    (0..count).map(&mut member).collect()
}

fn searching(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("pairs");
    group.sample_size(10);
    for count in [1_000, 5_000, 20_000] {
        let photos = photos(count);
        group.bench_function(BenchmarkId::from_parameter(count), |bench| {
            bench.iter(|| pairs::find(black_box(&photos), &Neighbours::default(), &Progress::default()));
        });
    }
}

/// Findings in which each family is one group.
fn findings(count: usize) -> Findings {
    let ids = 0..count as u32;
    let first = |n: u32| n / FAMILY as u32 * FAMILY as u32;
    let similar = |n: u32| Pair { a: PhotoId(first(n)), b: PhotoId(n), link: Link::similar(0.1) };
    let links = ids.clone().filter(|n| first(*n) != *n).map(similar);
    let pairs = Pairs::new(ids.map(PhotoId).collect(), links);
    Findings { photos: photos(count), pairs, ..Findings::default() }
}

fn grouping(criterion: &mut Criterion) {
    let (findings, standing) = (findings(100_000), VerdictIndex::default());
    let mut group = criterion.benchmark_group("100,000 photos");
    group.sample_size(10);
    group.bench_function("regroup", |bench| {
        bench.iter(|| groups::form(black_box(&findings), 0.15, &standing))
    });
    let formed = groups::form(&findings, 0.15, &standing);
    let report = Report {
        findings: &findings,
        groups: &formed,
        threshold: 0.15,
        decision: &|_| Decision::Undecided,
        suggested: &|_| None,
        verdicts: Verdicts::none(),
        wording: &in_english,
    };
    group.bench_function("JSON report", |bench| bench.iter(|| json::write(&report, &mut std::io::sink())));
}

fn remembering(criterion: &mut Criterion) {
    let cache = Cache::temporary("model");
    let photos = photos(20_000);
    let row = |photo: &Photo| {
        let fingerprint = Fingerprint {
            metadata: photo.metadata.clone(),
            content: photo.content,
            embedding: photo.embedding.clone(),
        };
        (photo.file.clone(), Ok(fingerprint))
    };
    let rows: Vec<_> = photos.iter().map(row).collect();
    let files: Vec<_> = photos.into_iter().map(|photo| photo.file).collect();
    let mut group = criterion.benchmark_group("cache of 20,000 photos");
    group.sample_size(10);
    group.bench_function("remember", |bench| bench.iter(|| cache.remember(black_box(&rows))));
    group.bench_function("recall", |bench| bench.iter(|| cache.recall(black_box(&files))));
}

criterion_group!(benches, decoding, looking, searching, grouping, remembering);
criterion_main!(benches);
