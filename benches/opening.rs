//! How long a group keeps the user waiting: from opening one of two 12-megapixel JPEGs to both full previews, when they were
//! fetched before and when not, and prints it:
//!
//! ```text
//! cargo bench --bench opening
//! ```

#![expect(clippy::print_stdout, reason = "it prints what it measured")]
#![expect(clippy::expect_used, reason = "a benchmark without its folder has failed")]

#[path = "../tests/support/blind.rs"]
mod blind;
#[path = "../tests/support/photo.rs"]
mod photo;

use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use blind::Blind;
use eframe::egui::Key;
use egui_kittest::Harness;
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};
use lookalike::photo::{Findings, Link, Pair, Pairs, Photo, PhotoId};
use lookalike::ui::{App, Launch};

/// Groups opened in either way.
const OPENED: u32 = 20;

type Window = Harness<'static, App>;

fn main() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let large = jpeg(folder.path(), "large.jpg", 4000, 3000);
    report("open group, not fetched before", (0..OPENED).map(|_| open_afresh(&large)).collect());
    report("open group, fetched before", open_next(&large));
}

/// From an unknown review of one group to both previews.
fn open_afresh(large: &Path) -> f64 {
    let mut window = window();
    let findings = pairs_of(1, large, [4000, 3000]);
    let started = Instant::now();
    window.state_mut().open_review(findings);
    wait_for_previews(&mut window, [0, 1]);
    milliseconds(started.elapsed())
}

/// From a key to both previews of the next group, whenever the user has looked at this one for a while.
fn open_next(large: &Path) -> Vec<f64> {
    let mut window = window();
    window.state_mut().open_review(pairs_of(OPENED + 1, large, [4000, 3000]));
    wait_for_previews(&mut window, [0, 1]);
    let mut times = Vec::new();
    for group in 1..=OPENED {
        let photos = [2 * group, 2 * group + 1];
        wait_for_previews(&mut window, photos);
        window.run_steps(4);
        let started = Instant::now();
        window.key_press(Key::ArrowDown);
        window.step();
        wait_for_previews(&mut window, photos);
        times.push(milliseconds(started.elapsed()));
    }
    times
}

fn window() -> Window {
    Harness::builder()
        .with_size([1280.0, 800.0])
        .renderer(Blind)
        .build_eframe(|cc| App::new(&cc.egui_ctx, Launch::default(), None))
}

fn wait_for_previews(window: &mut Window, photos: [u32; 2]) {
    let there = |window: &Window| {
        let textures = window.ctx.tex_manager();
        let textures = textures.read();
        photos.iter().all(|photo| {
            let name = format!("photo-2048-{photo}");
            textures.allocated().any(|(_, texture)| texture.name == name)
        })
    };
    while !there(window) {
        std::thread::sleep(Duration::from_millis(1));
        window.step();
    }
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

fn report(what: &str, mut values: Vec<f64>) {
    values.sort_by(f64::total_cmp);
    let rank = |share: f64| values[((values.len() - 1) as f64 * share).round() as usize];
    println!("{what}: p50 {:.1} ms, p95 {:.1} ms ({} times)", rank(0.5), rank(0.95), values.len());
}

/// A picture with the detail of a photograph, so that it is decoded as slowly as one.
fn jpeg(folder: &Path, name: &str, width: u32, height: u32) -> PathBuf {
    let picture = RgbImage::from_fn(width, height, |x, y| {
        let (u, v) = (x as f32 * 0.013, y as f32 * 0.017);
        let grain =
            (x.wrapping_mul(2_654_435_761) ^ y.wrapping_mul(2_246_822_519)).wrapping_mul(3_266_489_917) >> 27;
        let shade = 120.0 + 60.0 * (u.sin() * v.cos()) + 30.0 * ((u * 7.0).sin() + (v * 9.0).cos());
        Rgb([shade, shade * 0.9 + 10.0, shade * 0.8 + 20.0]
            .map(|level| (level + grain as f32).clamp(0.0, 255.0) as u8))
    });
    let mut bytes = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut bytes, 92).encode_image(&picture).expect("encoded");
    let path = folder.join(name);
    std::fs::write(&path, bytes.into_inner()).expect("written");
    path
}

/// Groups of two similar shots each, all of them the same file.
fn pairs_of(groups: u32, path: &Path, sides: [u32; 2]) -> Findings {
    let pairs =
        (0..groups).map(|at| Pair { a: PhotoId(2 * at), b: PhotoId(2 * at + 1), link: Link::similar(0.05) });
    let photos = (0..2 * groups).map(|number| photo_at(number, path, sides)).collect();
    Findings {
        photos,
        pairs: Pairs::new((0..2 * groups).map(PhotoId).collect(), pairs),
        ..Findings::default()
    }
}

fn photo_at(number: u32, path: &Path, [width, height]: [u32; 2]) -> Photo {
    let mut photo = photo::photo(number);
    path.clone_into(&mut photo.file.path);
    (photo.metadata.width, photo.metadata.height) = (width, height);
    photo
}
