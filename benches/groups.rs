//! How long it takes to group anew when the threshold moves: 100,000 photos, 300,000 pairs; and to relate two photos.

#![expect(clippy::expect_used, reason = "a benchmark without its data has failed")]

use std::hint::black_box;
use std::path::PathBuf;

use criterion::{Criterion, criterion_group, criterion_main};
use image::{Rgb, RgbImage, imageops};
use lookalike::features::{self, Features};
use lookalike::photo::{
    ContentHash, EMBEDDING_LEN, Embedding, Facts, FileId, FileStamp, Findings, Format, Link, Pair, Pairs,
    Photo, PhotoFile, PhotoId,
};
use lookalike::verdicts::Standing;
use lookalike::{groups, relate};

const PHOTOS: u32 = 100_000;
const PAIRS: u32 = 300_000;

fn photo(number: u32) -> Photo {
    let mut values = [0.0; EMBEDDING_LEN];
    values[number as usize % EMBEDDING_LEN] = 1.0;
    let mut content = [0; 32];
    content[..4].copy_from_slice(&number.to_le_bytes());
    Photo {
        file: PhotoFile {
            path: PathBuf::from(format!("/photos/{:02}/{number:06}.jpg", number % 97)),
            id: FileId { volume: 0, file: u128::from(number) },
            stamp: FileStamp { bytes: 1_000_000 + u64::from(number % 1000), modified_ns: 0 },
            protected: false,
            companions: Vec::new(),
        },
        facts: Facts {
            format: Format::Jpeg,
            width: 4000,
            height: 3000,
            taken: Some(format!("2024-05-{:02} 12:{:02}:00", 1 + number % 28, number % 60)),
            camera: None,
            lens: None,
            gps: None,
            jpeg_quality: Some(90),
            damaged: false,
            contrast: 50.0,
            rating: None,
            caption: None,
            grey: false,
            plain: false,
        },
        content: ContentHash(content),
        embedding: Embedding::new(&values).expect("a direction"),
        framed: false,
        enlarged: false,
    }
}

/// Photos in clumps of seven, everything in a clump a pair at some distance.
fn findings() -> Findings {
    let mut pairs = Vec::new();
    for first in (0..PHOTOS - 7).step_by(7) {
        for a in first..first + 7 {
            for b in a + 1..first + 7 {
                let distance = ((a * 31 + b * 17) % 300) as f32 / 1000.0;
                pairs.push(Pair { a: PhotoId(a), b: PhotoId(b), link: Link::similar(distance) });
            }
        }
    }
    pairs.truncate(PAIRS as usize);
    let representatives = (0..PHOTOS).map(PhotoId).collect();
    Findings {
        photos: (0..PHOTOS).map(photo).collect(),
        pairs: Pairs::new(representatives, pairs),
        ..Findings::default()
    }
}

/// A picture of many overlapping boxes.
fn picture(seed: u32) -> RgbImage {
    let mut state = seed;
    let mut random = move |below: u32| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 8) % below
    };
    let mut picture = RgbImage::from_pixel(512, 384, Rgb([90, 120, 150]));
    for _ in 0..120 {
        let colour = Rgb([random(256) as u8, random(256) as u8, random(256) as u8]);
        let (left, top, wide, high) = (random(500), random(370), 8 + random(60), 8 + random(60));
        for y in top..(top + high).min(384) {
            for x in left..(left + wide).min(512) {
                picture.put_pixel(x, y, colour);
            }
        }
    }
    picture
}

fn regroup(bench: &mut Criterion) {
    let (findings, standing) = (findings(), Standing::default());
    bench.bench_function("regroup 100,000 photos, 300,000 pairs", |bench| {
        bench.iter(|| black_box(groups::form(&findings, black_box(0.15), &standing).len()));
    });
}

fn relate_pairs(bench: &mut Criterion) {
    let original = picture(1);
    let crop = imageops::crop_imm(&original, 60, 40, 360, 270).to_image();
    let [original, crop, stranger]: [Features; 3] = [&original, &crop, &picture(2)].map(features::extract);
    bench.bench_function("relate a photo and its crop", |bench| {
        bench.iter(|| black_box(relate::relate(&original, &crop)).is_some());
    });
    bench.bench_function("relate two strangers", |bench| {
        bench.iter(|| black_box(relate::relate(&original, &stranger)).is_some());
    });
}

criterion_group!(benches, regroup, relate_pairs);
criterion_main!(benches);
