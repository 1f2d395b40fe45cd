//! The bundled network, pinned by what it does: copies of a drawn photo lie nearer than other photos.

#![expect(clippy::expect_used, reason = "tests may fail")]

mod support;

use image::{RgbImage, imageops};
use lookalike::embed::{Embed, Engine};
use lookalike::photo::Embedding;
use ort::session::Session;
use ort::value::TensorRef;
use support::scene;

/// What somebody does to a photo, and its name.
type Edit = (&'static str, fn(&RgbImage) -> RgbImage);

fn embed(embedder: &mut dyn Embed, picture: &RgbImage) -> Embedding {
    embedder.embed(picture.clone()).expect("embedded")
}

#[test]
fn copies_lie_nearer_than_strangers() {
    let engine = Engine::open(None);
    let mut embedder = (engine.make_embedder())().expect("an embedder");
    let originals: Vec<RgbImage> = (10..18).map(|seed| scene(seed, 480, 360)).collect();
    let embeddings: Vec<Embedding> = originals.iter().map(|o| embed(embedder.as_mut(), o)).collect();
    let edits: [Edit; 4] = [
        ("smaller", |p| imageops::thumbnail(p, 200, 150)),
        ("cropped", |p| imageops::crop_imm(p, 20, 20, 420, 315).to_image()),
        ("brighter", |p| imageops::brighten(p, 25)),
        ("mirrored", imageops::flip_horizontal),
    ];
    for (at, original) in originals.iter().enumerate() {
        for (edit, apply) in edits {
            let copy = embed(embedder.as_mut(), &apply(original));
            let to_own = copy.distance(&embeddings[at]);
            let others = embeddings.iter().enumerate().filter(|(other, _)| *other != at);
            let to_nearest = others.map(|(_, e)| copy.distance(e)).min_by(f32::total_cmp).unwrap();
            assert!(to_own < to_nearest, "scene {at} {edit}: {to_own} to its own, {to_nearest} to another");
        }
    }
}

#[test]
fn the_same_pixels_give_the_same_embedding_on_every_session() {
    let engine = Engine::open(None);
    let make = engine.make_embedder();
    let [one, other] = [(); 2].map(|()| embed(make().expect("an embedder").as_mut(), &scene(5, 640, 480)));
    assert_eq!(one, other);
}

#[test]
fn the_built_in_engine_gives_what_the_file_says() {
    let engine = Engine::open(None);
    let mut embedder = (engine.make_embedder())().expect("an embedder");
    // Another engine's reading of the same file.
    ort::set_api(ort_tract::api());
    let environment = ort::init().build().expect("an environment");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/models/lookalike.onnx");
    let mut session =
        Session::builder(&environment).and_then(|mut b| b.commit_from_file(file)).expect("a session");
    for seed in 30..34 {
        // At the network's own size, so that nothing is resized.
        let picture = scene(seed, 160, 160);
        let tensor =
            TensorRef::from_array_view(([1, 160, 160, 3], picture.as_raw().as_slice())).expect("a tensor");
        let outputs = session.run(ort::inputs![tensor]).expect("run");
        let (_, expected) = outputs[0].try_extract_tensor::<f32>().expect("numbers");
        let ours = embed(embedder.as_mut(), &picture);
        let distance = ours.distance(&Embedding::new(expected).expect("a usable vector"));
        // Whole numbers of 16 bits for floats make about 3e-6 of it; all that is asked of an engine is 1e-4.
        assert!(distance < 1e-5, "scene {seed}: they differ by {distance}");
    }
}
