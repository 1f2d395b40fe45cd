//! The bundled network, pinned by what it does: copies of a drawn photo lie nearer than other photos.

#![expect(clippy::expect_used, reason = "tests may fail")]

use crate::support::scene;
use image::{RgbImage, imageops};
use lookalike::embed::{Embed, Engine};
use lookalike::photo::Embedding;
use ort::session::Session;
use ort::value::TensorRef;

/// What somebody does to a photo, and its name.
type Edit = (&'static str, fn(&RgbImage) -> RgbImage);

fn embed(embedder: &mut dyn Embed, picture: &RgbImage) -> Embedding {
    embedder.embed_now(picture.clone()).expect("embedded")
}

#[test]
fn copies_lie_nearer_than_strangers() {
    let engine = Engine::open(None);
    let mut embedder = (engine.make_embedder())(1).expect("an embedder");
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
    let [one, other] = [(); 2].map(|()| embed(make(1).expect("an embedder").as_mut(), &scene(5, 640, 480)));
    assert_eq!(one, other);
}

/// What ONNX Runtime 1.32 makes of four drawn pictures: one embedding a line, written by
/// `ORT_DYLIB_PATH=libonnxruntime.so cargo test --test all -- --ignored reference`.
const REFERENCE: &str = include_str!("reference_embeddings.csv");

/// At the network's own size, so that nothing is resized.
fn reference_pictures() -> impl Iterator<Item = RgbImage> {
    (30..34).map(|seed| scene(seed, 160, 160))
}

#[test]
fn the_built_in_engine_gives_what_the_file_says() {
    let engine = Engine::open(None);
    let mut embedder = (engine.make_embedder())(1).expect("an embedder");
    let expected: Vec<&str> = REFERENCE.lines().collect();
    assert_eq!(expected.len(), reference_pictures().count());
    for (line, picture) in expected.into_iter().zip(reference_pictures()) {
        let values: Vec<f32> = line.split(',').map(|value| value.parse().expect("a number")).collect();
        let ours = embed(embedder.as_mut(), &picture);
        let distance = ours.distance(&Embedding::new(&values).expect("a usable vector"));
        // Whole numbers of 16 bits for floats make about 3e-6 of it; all that is asked of an engine is 1e-4.
        assert!(distance < 1e-5, "they differ by {distance}");
    }
}

#[test]
#[ignore = "needs ONNX Runtime; writes the reference anew"]
fn write_the_reference_of_onnx_runtime() {
    let environment = ort::init().build().expect("an environment");
    let root = env!("CARGO_MANIFEST_DIR");
    let session = Session::builder(&environment);
    let mut session = session
        .and_then(|mut b| b.commit_from_file(format!("{root}/models/lookalike.onnx")))
        .expect("a session");
    let mut lines = String::new();
    for picture in reference_pictures() {
        let tensor =
            TensorRef::from_array_view(([1, 160, 160, 3], picture.as_raw().as_slice())).expect("a tensor");
        let outputs = session.run(ort::inputs![tensor]).expect("run");
        let (_, values) = outputs[0].try_extract_tensor::<f32>().expect("numbers");
        let values: Vec<String> = values.iter().map(f32::to_string).collect();
        lines += &(values.join(",") + "\n");
    }
    std::fs::write(format!("{root}/tests/reference_embeddings.csv"), lines).expect("written");
}
