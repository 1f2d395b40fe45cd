//! What a frame of the map costs the processor: laying it out and turning it into triangles, seen whole, half near and
//! near. No graphics processor is asked.
//!
//! `cargo bench --bench frames` draws 20,000 made-up photos; `cargo bench --bench frames -- COUNT` as many as you like.

#![expect(clippy::print_stdout, clippy::expect_used, reason = "a measurement is printed, or has failed")]

#[path = "../tests/support/photo.rs"]
mod photo;

use std::time::{Duration, Instant};

use eframe::egui::{
    Event, Key, MouseWheelSource, MouseWheelUnit, PointerButton, Pos2, TouchPhase, pos2, vec2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;
use lookalike::photo::{EMBEDDING_LEN, Embedding, Findings, Link, Pair, Pairs, Photo, PhotoId};
use lookalike::ui::{App, Launch};

const FRAMES: usize = 60;
const CLOUDS: u32 = 400;

fn main() {
    let count = std::env::args().skip(1).find_map(|typed| typed.parse().ok()).unwrap_or(20_000);
    let mut window = Harness::builder()
        .with_size([1280.0, 800.0])
        .build_eframe(|cc| App::new(&cc.egui_ctx, Launch::default(), None));
    window.state_mut().open_review(findings(count));
    window.run_steps(3);
    let started = Instant::now();
    window.key_press(Key::M);
    window.run_steps(2);
    while window.query_by_label_contains("the list beside it").is_none() {
        std::thread::sleep(Duration::from_millis(10));
        window.step();
    }
    println!("{count} photos: the map is there after {:.1} s", started.elapsed().as_secs_f64());
    let middle = pos2(450.0, 420.0);
    window.event(Event::PointerMoved(middle));
    for (seen, closer) in [("whole", 0), ("half near", 8), ("near", 12)] {
        (0..closer).for_each(|_| wheel(&mut window));
        measure(&mut window, seen, middle);
    }
}

/// Drags the map about and times every frame of it.
fn measure(window: &mut Harness<'_, App>, seen: &str, middle: Pos2) {
    let button = |pressed| Event::PointerButton {
        pos: middle,
        button: PointerButton::Primary,
        pressed,
        modifiers: Default::default(),
    };
    window.event(button(true));
    let mut took: Vec<f64> = (0..FRAMES)
        .map(|frame| {
            let turn = frame as f32 * 0.2;
            window.event(Event::PointerMoved(middle + vec2(turn.sin(), turn.cos()) * 40.0));
            let started = Instant::now();
            window.step();
            let shapes = window.output().shapes.clone();
            let triangles = window.ctx.tessellate(shapes, 1.0);
            let took = started.elapsed().as_secs_f64() * 1e3;
            assert!(!triangles.is_empty());
            took
        })
        .collect();
    window.event(button(false));
    window.step();
    took.sort_by(f64::total_cmp);
    println!("{seen}: median {:.1} ms, 95 % within {:.1} ms", took[FRAMES / 2], took[FRAMES * 95 / 100]);
}

fn wheel(window: &mut Harness<'_, App>) {
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Line,
        delta: vec2(0.0, 1.0),
        phase: TouchPhase::Move,
        source: MouseWheelSource::Unknown,
        modifiers: Default::default(),
    });
    window.run_steps(12);
}

/// Photos in clouds, the first two of each cloud a pair.
fn findings(count: u32) -> Findings {
    let link = Link::similar(0.05);
    let pair = |at: u32| Pair { a: PhotoId(at), b: PhotoId(at + CLOUDS), link };
    Findings {
        photos: (0..count).map(in_cloud).collect(),
        pairs: Pairs::new((0..count).map(PhotoId).collect(), (0..CLOUDS.min(count / 2)).map(pair)),
        ..Findings::default()
    }
}

/// A photo near the middle of its cloud.
fn in_cloud(number: u32) -> Photo {
    let wave = |seed: u32, at: usize| ((seed as f32 + 1.0) * (at as f32 + 1.0) * 0.618).sin();
    let value = |at: usize| wave(number % CLOUDS, at) + 0.4 * wave(number + CLOUDS, at);
    let values: Vec<f32> = (0..EMBEDDING_LEN).map(value).collect();
    let mut photo = photo::photo(number);
    photo.metadata.taken = Some(format!("{}-05-01 12:00:00", 2000 + number % 20));
    photo.embedding = Embedding::new(&values).expect("a direction");
    photo
}
