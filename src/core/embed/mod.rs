//! Pixels → unit vectors. The only module that knows `ort`; everything else sees an [`Engine`] that hands
//! out [`Embed`]ders, one for each worker thread, and says in words what it runs on and why.

mod device;
mod gpu;
mod model;
mod runtime;

use std::sync::Arc;

use image::RgbImage;

pub use device::{Candidate, Engine};
pub use model::{MODEL_NAME, made_by};

use crate::photo::Embedding;
use crate::resize;

/// Side of the square picture the network sees, in pixels.
const INPUT_SIDE: u32 = 160;

/// Turns pictures into embeddings; one for each thread. A trait only because tests run the pipeline
/// without the network.
pub trait Embed: Send {
    /// The embedding of a picture of any size, the right way up. The error is one sentence.
    fn embed(&mut self, picture: RgbImage) -> Result<Embedding, String>;
}

/// Makes an embedder for one more thread; fails if the engine cannot start.
pub type MakeEmbedder = Arc<dyn Fn() -> anyhow::Result<Box<dyn Embed>> + Send + Sync>;

/// What the network takes: `INPUT_SIDE` rows of as many pixels, RGB, one byte a channel (NHWC with N = 1).
/// Everything else that the network needs done to its input is in the model's own graph.
#[derive(Debug, Clone)]
struct Input(Vec<u8>);

impl Input {
    /// The picture at the network's size, its aspect not kept.
    fn of(picture: RgbImage) -> Self {
        Self(resize::to_size(picture, INPUT_SIDE, INPUT_SIDE).into_raw())
    }
}
