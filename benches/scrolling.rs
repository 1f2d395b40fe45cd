//! Scrolls through the review of 100,000 groups as a user would, with pictures decoded meanwhile, and prints what a
//! frame costs the thread that draws (layout and tessellation, without the graphics driver), the memory of the
//! process and the bytes of textures:
//!
//! ```text
//! cargo bench --bench scrolling
//! ```

#![expect(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a benchmark that cannot run has failed, and prints"
)]

#[path = "../tests/support/blind.rs"]
mod blind;
#[path = "../tests/support/photo.rs"]
mod photo;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use blind::Blind;
use eframe::egui::{Event, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2};
use egui_kittest::Harness;
use lookalike::photo::{Findings, Link, Pair, Pairs, Photo, PhotoId};
use lookalike::ui::{App, Launch};

const GROUPS: u32 = 100_000;
/// Files the photos are read from, in turn.
const FILES: u32 = 64;
const FRAMES: usize = 1500;
/// Points scrolled in a frame, and a leap to somewhere else every so many frames.
const STEP: f32 = 60.0;
const LEAP_EVERY: usize = 50;

fn main() {
    let dir = tempfile::tempdir().expect("a temporary folder");
    let files: Vec<PathBuf> = (0..FILES).map(|number| draw(dir.path(), number)).collect();
    let opened = Instant::now();
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .renderer(Blind)
        .build_eframe(|cc| App::new(&cc.egui_ctx, Launch::default(), None));
    window.state_mut().open_review(findings(&files));
    window.run_steps(3);
    println!("opening {GROUPS} groups: {:.0} ms", opened.elapsed().as_secs_f64() * 1e3);
    let mut frames = Vec::with_capacity(FRAMES);
    let mut most_textures = 0;
    for frame in 0..FRAMES {
        scroll(&mut window, if frame % LEAP_EVERY == LEAP_EVERY - 1 { 200_000.0 } else { STEP });
        let began = Instant::now();
        window.step();
        frames.push(began.elapsed());
        most_textures = most_textures.max(texture_bytes(&window));
        // As a screen would: time for the decoding threads.
        std::thread::sleep(Duration::from_millis(8));
    }
    frames.sort_unstable();
    let at = |share: f64| frames[((FRAMES - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
    println!(
        "frame p50 {:.2} ms, p95 {:.2} ms, max {:.2} ms over {FRAMES} frames",
        at(0.5),
        at(0.95),
        at(1.0)
    );
    println!("textures at most {} MiB", most_textures >> 20);
    println!("resident memory {} MiB", resident_bytes() >> 20);
}

fn scroll(window: &mut Harness<'_, App>, points: f32) {
    window.event(Event::PointerMoved(pos2(150.0, 400.0)));
    window.event(Event::MouseWheel {
        source: MouseWheelSource::Wheel,
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -points),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
    });
}

fn texture_bytes(window: &Harness<'_, App>) -> usize {
    let textures = window.ctx.tex_manager();
    let textures = textures.read();
    textures.allocated().map(|(_, texture)| texture.bytes_used()).sum()
}

/// Of the whole process, where the system tells; 0 elsewhere.
fn resident_bytes() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split(' ').nth(1).and_then(|pages| pages.parse::<u64>().ok()).unwrap_or(0) * 4096
}

/// A photo of 1.3 megapixels with something in it.
fn draw(folder: &Path, number: u32) -> PathBuf {
    let path = folder.join(format!("{number:03}.jpg"));
    let shade = |x: u32, y: u32, at: u32| ((x * (at + 1) / 7 + y * number / 5 + (x * y) % 31) % 256) as u8;
    let picture =
        image::RgbImage::from_fn(1280, 1024, |x, y| image::Rgb([0, 1, 2].map(|at| shade(x, y, at))));
    picture.save(&path).expect("written");
    path
}

/// Pairs of similar shots; their files are shared, everything else is their own.
fn findings(files: &[PathBuf]) -> Findings {
    let link = Link::similar(0.05);
    let pairs = (0..GROUPS).map(|at| Pair { a: PhotoId(at * 2), b: PhotoId(at * 2 + 1), link });
    let photos = GROUPS * 2;
    Findings {
        photos: (0..photos).map(|number| photo_at(number, &files[(number % FILES) as usize])).collect(),
        pairs: Pairs::new((0..photos).map(PhotoId).collect(), pairs),
        ..Findings::default()
    }
}

fn photo_at(number: u32, path: &Path) -> Photo {
    let mut photo = photo::photo(number);
    path.clone_into(&mut photo.file.path);
    photo.file.stamp.bytes += u64::from(number);
    (photo.metadata.width, photo.metadata.height) = (1280, 1024);
    photo
}
